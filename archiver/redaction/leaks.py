"""The last look before a masked edition is handed over, for anything that was taken out, in every byte of it.

The search knows the values alone, not how or where they were masked. A value is looked for in many spellings; a
value so short that other words or sums hold it by chance (`Searched.skipped`) is not.
"""

import html
import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final
from urllib.parse import quote_from_bytes, unquote

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick
from msgspec import Struct

from archiver.redaction.found import LABELS, Kind
from archiver.redaction.layers import Layer, layers
from archiver.redaction.masker import Removed
from archiver.redaction.own_words import own_words
from archiver.redaction.views import OTHER, SPOKEN, plain, views

_LONG: Final = 11
"""Figures that stand together by chance once in many thousand reports; fewer must be a number of their own."""
_TELLING: Final = 7
"""Figures of a number that is no account; fewer are found in any report, as sums or parts of a time."""
_PIECE: Final = 3
"""Figures that a piece of a split number has at least: with all pieces, as many agree as in the number."""
_PIECES: Final = 4
_AMONG: Final = 12
"""How many other numbers, such as times and references, may stand among the pieces of one."""
_SHORTEST: Final = 6
"""Bytes of a spelling that may be looked for in bytes of any meaning."""
_ESCAPE: Final = re.compile(
    r"\\u([0-9a-fA-F]{4})|\\u\{([0-9a-fA-F]{1,6})\}|\\x([0-9a-fA-F]{2})|\\([0-9a-fA-F]{6})|=([0-9A-F]{2})(?==[0-9A-F]{2}|$)"
)
_EXTENSION: Final = re.compile(r"[^0-9]{0,4}(?:转|分机|内线|ext)[^\n]{0,12}$", re.IGNORECASE)
"""What follows a number of a house: 转 802."""
_TAGS: Final = re.compile(r"<[^<>]{0,2000}>")
_BLANKS: Final = re.compile("[\\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]+")
_MARKED: Final = re.compile(r"⟦u\+[0-9a-f]{4,6}⟧")
_SEPARATE: Final = re.compile(r"[0-9](?:[ ~]{0,3}[0-9x])*")
_NO_FIGURES: Final = dict.fromkeys(map(ord, SPOKEN))
_NUMBERS: Final[frozenset[Kind]] = frozenset({"identity", "phone", "card", "qq", "parcel", "passport"})


class Leak(Struct, frozen=True):
    """A value that was taken out, and the place where it still stands. The value itself is not repeated."""

    place: str
    kind: Kind

    def __str__(self) -> str:
        return f"{self.place}（{LABELS[self.kind]}）"


class Search:
    """Looks for many values at once. `own_numbers` are those that documents print of themselves, such as offsets."""

    def __init__(self, removed: Iterable[Removed], own_numbers: frozenset[str] = frozenset()) -> None:
        words: dict[str, Kind] = {}
        joined: dict[str, Kind] = {}
        self._figures: dict[str, Kind] = {}
        raw: dict[bytes, Kind] = {}
        self.skipped = 0
        for one in removed:
            bare = Removed(one.kind, _EXTENSION.sub("", one.value)) if one.kind == "phone" else one
            figures = _figures(bare.value)
            if _is_number(bare, figures):
                if len(figures) < (5 if one.kind == "qq" else _TELLING) or figures in own_numbers:
                    self.skipped += 1
                    continue
                self._figures[figures] = one.kind
                raw |= dict.fromkeys(_in_bytes(figures), one.kind) if len(figures) >= 8 else {}
                continue
            said = _squeezed(one.value)
            if not _is_telling(said):
                self.skipped += 1
                continue
            words[said] = one.kind
            if len(said) >= 4:
                joined |= {said: one.kind, said[::-1]: one.kind}
            raw |= dict.fromkeys(_in_bytes(one.value), one.kind)
        self._words = _Patterns(words)
        self._joined = _Patterns(joined)
        long = {number: kind for number, kind in self._figures.items() if len(number) >= _LONG}
        self._long = _Patterns({form: kind for number, kind in long.items() for form in (number, number[::-1])})
        self._begun = _beginnings(long)
        self._raw_kinds = tuple(raw.values())
        self._raw = BytesAhoCorasick(list(raw)) if raw else None

    def leaks(self, name: str, content: bytes) -> Iterator[Leak]:
        """Yield the kinds found in a document, one for each place in it."""
        found = (Leak(name, kind) for kind in self._in_text(name))
        yield from dict.fromkeys(found)
        for layer in layers(name, content):
            yield from dict.fromkeys(Leak(layer.place, kind) for kind in self._in_layer(layer))

    def _in_layer(self, layer: Layer) -> Iterator[Kind]:
        if self._raw is not None:
            for which, _, _ in self._raw.find_matches_as_indexes(layer.content):
                yield self._raw_kinds[which]
        for text in _texts(layer.content):
            yield from self._in_text(text)

    def _in_text(self, text: str) -> Iterator[Kind]:
        for spelt in _spelt(text):
            said = plain(unicodedata.normalize("NFKC", spelt))
            yield from self._words.kinds(said, whole=True)
            yield from self._joined.kinds(_MARKED.sub("", _BLANKS.sub("", said)), whole=False)
            yield from self._in_figures(spelt)

    def _in_figures(self, text: str) -> Iterator[Kind]:
        if not self._figures:
            return
        every = [match[0] for match in _SEPARATE.finditer(views(text).digits)]
        yield from self._in_pieces([said for run in every if len(said := run.replace(" ", "").replace("~", "")) > 2])
        runs = [run for run in every if len(run) >= 5]
        together = "|".join(run.replace(" ", "").replace("~", "") for run in runs)
        yield from self._long.kinds(together, whole=False)
        for run in runs:
            for group in run.replace("~", "").split():
                if group in self._figures:
                    yield self._figures[group]
            if (whole := run.replace(" ", "").replace("~", "")) in self._figures:
                yield self._figures[whole]

    def _in_pieces(self, runs: list[str]) -> Iterator[Kind]:
        """Yield the long numbers whose figures stand in pieces, other numbers such as times among them."""
        for at, run in enumerate(runs):
            for number in self._begun.get(run, ()):
                left, pieces = number[len(run) :], 1
                for then in runs[at + 1 : at + 1 + _AMONG]:
                    if left and pieces < _PIECES and left.startswith(then):
                        left, pieces = left[len(then) :], pieces + 1
                if not left:
                    yield self._figures[number]


class _Patterns:
    """Strings to look for, and what kind each is of."""

    def __init__(self, kinds: dict[str, Kind]) -> None:
        self._kinds = tuple(kinds.values())
        self._forms = tuple(kinds)
        self._search = AhoCorasick(self._forms) if kinds else None

    def kinds(self, text: str, *, whole: bool) -> Iterator[Kind]:
        """Yield the kind of each string found; with `whole`, letters beside it make it another word."""
        if self._search is None:
            return
        for which, start, end in self._search.find_matches_as_indexes(text, overlapping=True):
            if not (whole and _is_part(text, start, end)):
                yield self._kinds[which]


def _beginnings(numbers: Iterable[str]) -> dict[str, list[str]]:
    """Return the long numbers by each of their beginnings that leaves a piece to come."""
    begun: dict[str, list[str]] = {}
    for number in numbers:
        for end in range(_PIECE, len(number) - _PIECE + 1):
            begun.setdefault(number[:end], []).append(number)
    return begun


def _is_part(text: str, start: int, end: int) -> bool:
    def latin(sign: str) -> bool:
        return sign.isascii() and sign.isalnum()

    before, after = text[start - 1 : start], text[end : end + 1]
    return (latin(before) and latin(text[start])) or (latin(after) and latin(text[end - 1]))


def _texts(content: bytes) -> Iterator[str]:
    """Yield what bytes read as; bytes of no text are looked at as bytes only."""
    try:
        yield content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        yield content.decode("utf-16", "replace")
    else:
        with suppress(UnicodeDecodeError):
            yield content.decode("gb18030")


def _spelt(text: str) -> Iterator[str]:
    """Yield a text as it stands, and with each kind of escape undone."""
    yield text
    undone = text
    if "&" in text:
        undone = html.unescape(undone)
    if "%" in undone:
        undone = unquote(undone, errors="replace")
    if "\\" in undone or "=" in undone:
        undone = _ESCAPE.sub(_escaped, undone)
    if undone != text:
        yield undone
    if "<" in undone:
        yield _TAGS.sub("\n", undone)


def _escaped(match: re.Match[str]) -> str:
    code = next(group for group in match.groups() if group)
    value = int(code, 16)
    return chr(value) if value < 0x110000 and not 0xD800 <= value < 0xE000 else ""


def _is_number(one: Removed, figures: str) -> bool:
    if one.kind in _NUMBERS and len(figures) >= _TELLING and OTHER not in views(one.value).digits:
        return True  # words between its groups (后四位) belong to no other value
    letters = re.search(r"[a-wyz\u4e00-\u9fff]", plain(one.value).translate(_NO_FIGURES))
    return len(figures) > 0 and not letters and (one.kind in _NUMBERS or plain(one.value).isdecimal())


def _figures(value: str) -> str:
    return "".join(sign for sign in views(value).digits if sign in "0123456789x")


def _squeezed(value: str) -> str:
    return _BLANKS.sub("", plain(unicodedata.normalize("NFKC", value)))


def _is_telling(said: str) -> bool:
    """Say whether words are seldom enough to be looked for in a whole report."""
    letters = sum(sign.isalnum() for sign in said)
    if said.isascii():
        return letters >= 5 and said not in own_words()
    return letters >= 2 and said not in own_words()


def _in_bytes(value: str) -> Iterator[bytes]:
    """Yield a value in the encodings in which it may lie where no text is looked for."""
    encoded = [value.encode(name, "ignore") for name in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
    for one in encoded:
        yield from (
            form
            for form in (one, *_in_base64(one), one.hex().encode(), one.hex().upper().encode())
            if len(form) >= _SHORTEST
        )
    yield quote_from_bytes(encoded[0], safe="").encode() if not value.isascii() else encoded[0]


def _in_base64(encoded: bytes) -> Iterator[bytes]:
    """Yield base64 of a value wherever it begins in what was encoded, without the signs it shares with neighbours."""
    for offset in range(3):
        whole = b64encode(b"\0" * offset + encoded)
        first = (0, 2, 3)[offset]
        spare = (offset + len(encoded)) % 3
        last = len(whole) - (0, 3, 2)[spare]
        yield whole[first:last]
