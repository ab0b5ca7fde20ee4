"""Holding what a report shows against the record: every quotation, every reference, every transcript line.

A quotation in a passage is “words”（E1-0142）. The report's own words hold no “ ”, so each “ begins a quotation; since
a stranger's words may hold ” and even ”（E1-0001）, every possible end is tried, and one must give words of the message
that it names. Names and file names that hold quotation marks are known from the record and left out. A reference that
ends no quotation must exist; an ending without a beginning is a fault.

Where a layout broke a line, the blank space of the message there is not compared: it cannot be seen. All else must be
equal, character by character, as `reports.visible` draws it.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from reports.dossier import Line
from reports.formats.flat import file_words
from reports.masked import MARK, is_pseudonym, left_out
from reports.page import stamp
from reports.reread.shown import Passage, Printed, Shown
from reports.visible import in_line, visible

REFERENCE = re.compile(r"(?<![A-Za-z0-9])E\d+-\d+(?:\.\d+)*")
_END = re.compile(r"”（(E\d+-\d+(?:\.\d+)*)）")
_HEAD = re.compile(r"(E\d+-\d+(?:\.\d+)*)　")
_ROW = re.compile(r"E\d+-\d+　E\d+ ")
"""The head of a bill's row or a file in hand, which `reports.reread.rows` compares."""
_COMMAND = re.compile(r"juzheng show \S+ E\d+-\d+")
"""An example of a command names a message that need not be in the report."""
_LABEL = re.compile(r"[甲乙丙丁] ?")
_ALIAS = re.compile(r"(?:[甲乙丙丁] )?([^　〔]+)")
_AFTER_NAME = re.compile(r"\s*(?:　?(?:〔|回复).*)?", re.DOTALL)
_UNREADABLE = re.compile(r"[^!-~\u00a1-\u00ff\u2014-\u2026\u3001-\u30ff\u4e00-\u9fff\uff01-\uff5e]")
"""What may not come back from a drawing as it went in: pictures, combining marks, scripts from right to left, rare
letters, which fonts lack, merge or turn round. Compared where it does come back."""
PARTLY = "partly"
_ENDS_TRIED = 200
"""How many ends of one quotation are tried before it is held to be wrong."""

Held = Callable[[str], Line | None]


class Wrong(Struct, frozen=True):
    """One place where a report shows something else than the record holds."""

    where: str
    ref: str
    kind: str
    expected: str
    found: str


class Result(Struct, frozen=True):
    """How many statements were compared, all that differ, and how many could be read in part only."""

    checked: int
    wrong: tuple[Wrong, ...]
    partly: int = 0


def references(shown: Shown) -> frozenset[str]:
    """Return every reference that occurs in what is shown."""
    found = {match[0] for passage in shown.passages for match in REFERENCE.finditer(passage.text)}
    return frozenset(found | {one.ref for one in shown.printed} | {one.ref for one in shown.citations})


def compare(shown: Shown, held: Held, known: Callable[[str], bool]) -> Result:
    """Compare passages and printed messages; `held` gives the record's line of a reference.

    `known` tells whether a reference that ends no quotation leads anywhere: to a message, or to a row of a bill.
    `shown.citations` are left to the caller, who knows their bytes.
    """
    told = [*_passages(shown.passages, held, known), *(one for line in shown.printed for one in _printed(line, held))]
    return summed(told)


def summed(told: Sequence[Wrong | None]) -> Result:
    """Return what statements come to: None for each that stands, a Wrong for each that does not."""
    wrong = [one for one in told if one is not None]
    fully = tuple(one for one in wrong if one.kind != PARTLY)
    return Result(len(told), fully, len(wrong) - len(fully))


def _passages(passages: Sequence[Passage], held: Held, known: Callable[[str], bool]) -> Iterator[Wrong | None]:
    """Yield None for each statement that stands, a Wrong for each that does not."""
    names = _quoting_names(passages, held)
    aliases: dict[str, str] = {}
    at = 0
    while at < len(passages):
        head = _HEAD.match(passages[at].text)
        if head is None or _ROW.match(passages[at].text):
            yield from _statements(passages[at], names, held, known)
            at += 1
            continue
        line = held(head[1])
        if line is None:
            yield Wrong(passages[at].where, head[1], "message_not_found", "E1-0001", head[1])
            at += 1
            continue
        yield _head_fault(passages[at], head.end(), line, aliases)
        taken, fault = _body_fault(passages, at + 1, line)
        yield fault
        at += 1 + taken


def _head_fault(passage: Passage, start: int, line: Line, aliases: dict[str, str]) -> Wrong | None:
    """Compare the time and the sender before a transcript line; a masked edition gives each account one pseudonym."""
    squeeze = drawn_words if passage.drawn else str
    time = stamp(line.time) if line.time else visible(line.raw or "未印时间")
    rest = squeeze(passage.text[start:])
    if not rest.startswith(squeeze(f"{time}　")):
        return Wrong(passage.where, line.ref, "time_differs", time, rest[: len(time) + 1])
    rest = rest[len(squeeze(f"{time}　")) :]
    name = squeeze(in_line(line.who.name))
    for words in (rest, _LABEL.sub("", rest, count=1)):
        if words.startswith(name) and _AFTER_NAME.fullmatch(words[len(name) :]):
            return None
    alias = _ALIAS.match(rest)
    if alias and is_pseudonym(alias[1]) and aliases.setdefault(line.who.account or line.who.name, alias[1]) == alias[1]:
        return None
    if passage.drawn and _partly(rest, name):
        return None
    return Wrong(passage.where, line.ref, "sender_differs", visible(line.who.name), rest)


def _body_fault(passages: Sequence[Passage], at: int, line: Line) -> tuple[int, Wrong | None]:
    """Compare the words below a head; return how many passages they took.

    A form prints the files of a message in the same passage as its words, or in passages of their own.
    """
    words = visible(line.text)
    files = [file_words(file) for file in line.files]
    if not words.strip() and not files:
        empty = at < len(passages) and not passages[at].text.strip()
        return int(empty), None
    if at >= len(passages):
        return 0, Wrong(line.ref, line.ref, "quote_differs", words, "")
    hidden = [file_words(left_out(file)) for file in line.files]
    shapes = ((told, shape) for told in (files, hidden) for shape in ("\n{}", "\n〔{}〕"))
    together = [words + "".join(shape.format(file) for file in told) for told, shape in shapes]
    if any(_equal(passages[at], one) for one in (words, *together)):
        taken = 1
        while at + taken < len(passages) and passages[at + taken].text in {*files, *hidden}:
            taken += 1
        return taken, None
    kind = PARTLY if passages[at].drawn and _partly(passages[at].text, together[0]) else "quote_differs"
    return 1, Wrong(passages[at].where, line.ref, kind, words, passages[at].text)


def _equal(passage: Passage, words: str) -> bool:
    """Tell whether a passage shows exactly `words`, but for blank space at its broken lines and its two ends."""
    if passage.text == words:
        return True
    if not passage.drawn and not MARK.search(passage.text):
        return False
    pattern = _pattern(passage, 0, len(passage.text))
    return re.fullmatch(rf"\s*{pattern}\s*", words) is not None


def _pattern(passage: Passage, start: int, end: int) -> str:
    """Return what the words of a passage may stand for: blank space at breaks, something at each mark."""
    cuts = {start, end, *(cut for cut in passage.breaks if start < cut < end)}
    marks = {match.start(): match.end() for match in MARK.finditer(passage.text, start, end)}
    edges = sorted(cuts | marks.keys() | set(marks.values()))
    pattern = ""
    for one, two in pairwise(edges):
        pattern += r"\s*" if one in passage.breaks else ""
        pattern += r"[\s\S]+?" if any(at <= one < marks[at] for at in marks) else re.escape(passage.text[one:two])
    return pattern.replace(r"\ ", r"\s+") if passage.drawn else pattern


def _statements(
    passage: Passage, names: Sequence[str], held: Held, known: Callable[[str], bool]
) -> Iterator[Wrong | None]:
    """Yield what the quotations and bare references of a passage come to."""
    text = passage.text
    for name in names:
        text = text.replace(name, "▢" * len(name))
    starts, ends = list[int](), list[int]()
    for start, end, ref, stands in _quotations(passage, text, held):
        starts.append(start)
        ends.append(end)
        yield None if stands else _unfounded(passage, start, end, ref, held(ref))
    for match in REFERENCE.finditer(_COMMAND.sub(lambda found: " " * len(found[0]), text)):
        last = bisect_right(starts, match.start()) - 1  # of the quotations, the one that begins last before it
        if (last < 0 or ends[last] <= match.start()) and not known(match[0]):
            yield Wrong(passage.where, match[0], "message_not_found", "E1-0001", match[0])


def _unfounded(passage: Passage, start: int, end: int, ref: str, line: Line | None) -> Wrong:
    found = _END.sub("", passage.text[start:end]).removeprefix("“")
    if line is None:
        return Wrong(passage.where, ref, "message_not_found", "E1-0001", found)
    words = visible(line.text)
    partly = passage.drawn and words != "" and skeleton(found) in skeleton(words) and unreadable(words)
    return Wrong(passage.where, ref, PARTLY if partly else "quote_differs", words, found)


def _partly(found: str, words: str) -> bool:
    """Tell whether a drawing shows all of `words` that surely comes back from drawings, where some may not."""
    return unreadable(words) and skeleton(found).endswith(skeleton(words))


def unreadable(words: str) -> bool:
    """Tell whether words hold characters that may not come back from a drawing as they went in."""
    return _UNREADABLE.search(_squeezed(words)) is not None


def skeleton(words: str) -> str:
    """Return what of `words` surely comes back from a drawing."""
    return _UNREADABLE.sub("", unicodedata.normalize("NFKC", words))


def drawn_words(words: str) -> str:
    """Return what of `words` comes back from a drawing: without blank space, merged letters taken apart."""
    return _squeezed(unicodedata.normalize("NFKC", words))


def _squeezed(words: str) -> str:
    return re.sub(r"\s+", "", words)


def _quotations(passage: Passage, text: str, held: Held) -> Iterator[tuple[int, int, str, bool]]:
    """Yield (start, end, reference, stands) of each quotation, from left to right, none inside another."""
    every = tuple(_END.finditer(text))
    places = [match.start() for match in every]
    closings = _closings(text)
    at = 0
    while True:
        start, first = text.find("“", at), bisect_left(places, at)
        if first < len(every) and (start < 0 or places[first] < start):
            loose = every[first]
            yield at, loose.end(), loose[1], False
            at = loose.end()
            continue
        if start < 0:
            return
        first = bisect_right(places, start)
        ends = every[first : first + _ENDS_TRIED]
        hit = next((one for one in ends if _stands(passage, start + 1, one.start(), held(one[1]))), None)
        if hit is not None:
            yield start, hit.end(), hit[1], True
            at = hit.end()
        elif (closed := closings.get(start)) is not None and not _END.match(text, closed):
            at = closed + 1
        elif ends:
            yield start, ends[0].end(), ends[0][1], False
            at = ends[0].end()
        else:
            at = start + 1


def _stands(passage: Passage, start: int, end: int, line: Line | None) -> bool:
    if line is None or start == end:
        return False
    words = visible(line.text)
    if passage.text[start:end] in words:
        return True
    if not passage.drawn and not MARK.search(passage.text, start, end):
        return False
    return re.search(_pattern(passage, start, end), words) is not None


def _closings(text: str) -> dict[int, int]:
    """Return where each quotation mark that opens is closed, those inside counted; one that stays open is left out."""
    opened: list[int] = []
    closings: dict[int, int] = {}
    for match in re.finditer("[“”]", text):
        if match[0] == "“":
            opened.append(match.start())
        elif opened:
            closings[opened.pop()] = match.start()
    return closings


def _quoting_names(passages: Iterable[Passage], held: Held) -> tuple[str, ...]:
    """Return the names in the record that hold quotation marks, the longest first."""
    refs = {match[0] for passage in passages for match in REFERENCE.finditer(passage.text)}
    names: set[str] = set()
    for line in filter(None, map(held, refs)):
        names |= {line.who.name, line.chat, *(file.name for file in line.files)}
    return tuple(sorted((in_line(name) for name in names if "“" in name or "”" in name), key=len, reverse=True))


def _printed(one: Printed, held: Held) -> Iterator[Wrong | None]:
    line = held(one.ref)
    if line is None:
        yield Wrong(one.where, one.ref, "message_not_found", "E1-0001", one.ref)
        return
    told = (
        ("quote_differs", (line.text, visible(line.text)), one.text),
        ("time_differs", (line.time.isoformat(), stamp(line.time)) if line.time else ("", visible(line.raw)), one.time),
        ("sender_differs", (line.who.name, visible(line.who.name)), one.sender),
        ("account_differs", (line.who.account or f"name:{line.who.name}",), one.account),
    )
    for kind, expected, found in told:
        if found or kind in {"quote_differs", "time_differs"}:
            yield (
                None
                if found in expected or _hidden(found, expected[0])
                else Wrong(one.where, one.ref, kind, expected[0], found)
            )


def _hidden(found: str, expected: str) -> bool:
    """Tell whether what a masked edition shows agrees with the record on both sides of each mark."""
    passage = Passage(found, "")
    return is_pseudonym(found.removeprefix("name:")) or bool(
        MARK.search(found) and re.fullmatch(_pattern(passage, 0, len(found)), expected)
    )
