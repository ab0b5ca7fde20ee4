"""Screenshots beside a talk: each row is the export's, differs from it, or is not found there; alone they are a talk.

Where an export of the talk is there, a picture adds nothing to what is read and reckoned: it is held against the
export, and what differs is told. Pictures of a talk of which there is no export are read in their order, each row once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Final, NamedTuple

from msgspec.structs import replace

from archiver.analysis.difference import Cause, Comparison, Difference, Same
from archiver.analysis.talk import Line
from archiver.comparison.causes import TOLD
from archiver.comparison.reading import Pair, overlap, pairs, plain, ratio, speakers
from archiver.comparison.union import United
from archiver.contract import ChatEntry

_LEAST: Final = 2
"""Rows that a picture must share with a talk, where its title does not name it."""
_SLACK: Final = timedelta(minutes=2)
_MISREAD: Final = 0.8


class Sheet(NamedTuple):
    """What one picture shows: its chat and the rows from top to bottom."""

    chat: ChatEntry
    rows: tuple[Line, ...]


def with_screens(united: United, sheets: Sequence[Sheet], chats: Iterable[ChatEntry]) -> United:
    """Return the talk with pictures laid beside it: those of an export's talk compared, the others read themselves."""
    talks: dict[str, list[Line]] = defaultdict(list)
    for line in united.lines:
        talks[line.chat].append(line)
    titles = {plain(chat.title): chat.id for chat in chats if chat.id in talks and plain(chat.title)}
    alone: list[Sheet] = []
    for sheet in sheets:
        home = _home(sheet, talks, titles)
        if home is None:
            alone.append(sheet)
        else:
            united = _beside(united, sheet, home, talks[home])
    return _read_alone(united, alone)


def _home(sheet: Sheet, talks: Mapping[str, Sequence[Line]], titles: Mapping[str, str]) -> str | None:
    """Return the talk of an export that a picture shows, None where none is it."""
    shared = {chat: len(pairs(sheet.rows, told)) for chat, told in talks.items()}
    best = max(shared, key=lambda chat: shared[chat], default=None)
    if best is not None and shared[best] >= min(_LEAST, len(sheet.rows)):
        return best
    return titles.get(plain(sheet.chat.title))


def _beside(united: United, sheet: Sheet, home: str, told: Sequence[Line]) -> United:
    found = pairs(sheet.rows, told)
    people = speakers(sheet.rows, told, found)
    same = {sheet.rows[pair.seen].ref: united.same_as.get(told[pair.told].ref, told[pair.told].ref) for pair in found}
    held = _Held(sheet, told, found, people)
    return replace(
        united,
        same_as={**united.same_as, **same},
        chats={**united.chats, sheet.chat.id: home},
        accounts={**united.accounts, **{(sheet.chat.id, mine): theirs for mine, theirs in people.items()}},
        comparisons=(*united.comparisons, held.comparison(home)),
        repeats={**united.repeats, sheet.chat.id: frozenset(same)},
    )


class _Held:
    """A picture held against the talk that it shows."""

    def __init__(self, sheet: Sheet, told: Sequence[Line], found: Sequence[Pair], people: Mapping[str, str]) -> None:
        self._sheet, self._told, self._found, self._people = sheet, told, found, people

    def comparison(self, home: str) -> Comparison:
        told, found = self._told, self._found
        differences = (*self._paired(), *self._not_found(), *self._not_shown())
        equal = sum(plain(self._sheet.rows[one.seen].text) == plain(told[one.told].text) for one in found)
        timed = any(self._sheet.rows[one.seen].at for one in found)
        return Comparison(
            a=int((told[found[0].told] if found else told[0]).ref.partition(":")[0]),
            b=self._sheet.chat.source,
            chat_a=home,
            chat_b=self._sheet.chat.id,
            offset_s=0,
            zone=None,
            grain_s=60 if timed and not any(one.kind == "time" for one in differences) else None,
            accounts=tuple(Same(theirs, mine) for mine, theirs in self._people.items()),
            matched=len(found),
            differences=differences,
            remarks=(self._remark(equal),),
        )

    def _remark(self, equal: int) -> str:
        read = len(self._sheet.rows)
        return (
            f"E{self._sheet.chat.source} 是截图，字句由机器识读，以图片本身为准；"
            f"读出 {read} 条，{equal} 条与导出文件相同"
        )

    def _paired(self) -> Iterator[Difference]:
        """Yield what pairs say differently: words, speaker, and the time of the first row under each time line."""
        last = None
        for pair in self._found:
            mine, theirs = self._told[pair.told], self._sheet.rows[pair.seen]
            if plain(mine.text) != plain(theirs.text):
                yield _difference("text", mine, theirs, _misread(mine.text, theirs.text))
            speaker = self._people.get(theirs.account)
            if not mine.system and not theirs.system and speaker is not None and speaker != mine.account:
                yield _difference("sender", mine, theirs, None)
            if mine.at and theirs.at and theirs.at != last and abs(mine.at - theirs.at) > _SLACK:
                values = (mine.at.isoformat(" "), theirs.at.isoformat(" "))
                yield replace(_difference("time", mine, theirs, None), a_value=values[0], b_value=values[1])
            last = theirs.at or last

    def _not_found(self) -> Iterator[Difference]:
        """Yield the rows of the picture that the export lacks."""
        paired = {pair.seen: pair.told for pair in self._found}
        first, last = min(paired, default=-1), max(paired, default=-1)
        for index, row in enumerate(self._sheet.rows):
            if index in paired:
                continue
            before = index < first and paired[first] == 0
            after = index > last >= 0 and paired[last] == len(self._told) - 1
            cause: Cause | None = "before_start" if before else "after_end" if after else None
            cause = "shown_to_one_side" if row.system else cause
            yield Difference("only_b", None, row.ref, cause, TOLD[cause] if cause else "")

    def _not_shown(self) -> Iterator[Difference]:
        """Yield the rows of the export that should stand between two rows of the picture and do not."""
        paired = {pair.told for pair in self._found}
        if not paired:
            return
        for place in range(min(paired), max(paired)):
            row = self._told[place]
            if place not in paired:
                cause: Cause | None = None if plain(row.words()) else "picture_not_read"
                cause = "shown_to_one_side" if row.system else cause
                yield Difference("only_a", row.ref, None, cause, TOLD[cause] if cause else "")


def _difference(kind: str, mine: Line, theirs: Line, cause: Cause | None) -> Difference:
    because = TOLD[cause] if cause else ""
    match kind:
        case "text":
            return Difference("text", mine.ref, theirs.ref, cause, because)
        case "sender":
            return Difference("sender", mine.ref, theirs.ref, cause, because)
        case _:
            return Difference("time", mine.ref, theirs.ref, cause, because)


def _misread(told: str, seen: str) -> Cause | None:
    """Return that a machine may have read wrongly: a letter here or there, and never a figure."""
    figures = [[char for char in plain(text) if char.isdecimal()] for text in (told, seen)]
    return "machine_reading" if figures[0] == figures[1] and ratio(told, seen) >= _MISREAD else None


def _read_alone(united: United, sheets: Sequence[Sheet]) -> United:
    """Return the talk with pictures of which there is no export, those of one talk together, each row once."""
    talks: dict[tuple[str, str], list[Sheet]] = defaultdict(list)
    for sheet in sheets:
        title = plain(sheet.chat.title)
        near = next((key for key, held in talks.items() if not title and any(_meet(sheet, one) for one in held)), None)
        talks[near or (title or sheet.chat.id, sheet.chat.kind)].append(sheet)
    for held in talks.values():
        united = _added(united, _ordered(held))
    return united


def _meet(one: Sheet, other: Sheet) -> bool:
    return bool(overlap(one.rows, other.rows) or overlap(other.rows, one.rows))


def _ordered(sheets: list[Sheet]) -> list[Sheet]:
    """Return pictures in the order of the talk: by overlaps, else by their times, else as they were given."""
    begins = [next((row.at for row in sheet.rows if row.at), None) for sheet in sheets]
    known = [at for at in begins if at is not None]
    if len(known) == len(sheets):
        sheets = [sheet for _, _, sheet in sorted(zip(known, range(len(sheets)), sheets, strict=True))]
    shared = sorted(
        (
            (overlap(one.rows, other.rows), a, b)
            for a, one in enumerate(sheets)
            for b, other in enumerate(sheets)
            if a != b
        ),
        key=lambda edge: -edge[0],
    )
    after: dict[int, int] = {}
    for count, a, b in shared:
        if count and a not in after and b not in after.values() and not _leads(after, b, a):
            after[a] = b
    ordered: list[int] = []
    for begin in (at for at in range(len(sheets)) if at not in after.values()):
        step: int | None = begin
        while step is not None:
            ordered.append(step)
            step = after.get(step)
    return [sheets[at] for at in ordered]


def _leads(after: Mapping[int, int], start: int, end: int) -> bool:
    step: int | None = start
    while step is not None and step != end:
        step = after.get(step)
    return step == end


def _added(united: United, sheets: list[Sheet]) -> United:
    lead = min(sheets, key=lambda sheet: sheet.chat.source).chat.id
    lines: list[Line] = []
    same: dict[str, str] = {}
    repeats = dict(united.repeats)
    chats = dict(united.chats)
    for sheet in sheets:
        count = overlap(lines, sheet.rows)
        again = {new.ref: old.ref for new, old in zip(sheet.rows, lines[len(lines) - count :], strict=False)}
        same.update(again)
        if sheet.chat.id != lead:
            chats[sheet.chat.id] = lead
        repeats[sheet.chat.id] = frozenset(again)
        lines += [replace(row, chat=lead) for row in sheet.rows[count:]]
    return replace(
        united, lines=(*united.lines, *lines), same_as={**united.same_as, **same}, chats=chats, repeats=repeats
    )
