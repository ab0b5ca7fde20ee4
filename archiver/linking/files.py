"""Files that messages speak of, and what shows them: a receipt, a row of a list or database, a file in hand."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final, Generic, Literal, TypeVar

from msgspec import Struct

from archiver.analysis.backing import Kept
from archiver.analysis.receipts import receipts
from archiver.analysis.talk import Line
from archiver.linking.tie import Link, Strength
from archiver.linking.transactions import folded
from parsers.message import Attachment
from parsers.record import Held, Listed

MOST: Final = 8
"""How many candidates are named."""
_ENDING: Final = re.compile(
    r"\.(?:pptx?|docx?|xlsx?|pdf|txt|psd|ai|png|jpe?g|gif|webp|zip|rar|7z|mp[34]|wav|mov|sql|py|java|apk|exe)(?![a-z0-9])"
)
_LONGEST: Final = 60
"""Characters of a name that a message's words may hold."""
_PASSED: Final = frozenset({"sent", "received", "uploaded", "offered"})
_ORDER: Final[tuple[Strength, ...]] = ("md5+size", "message+name", "size+name", "name")
_WORDS: Final[Mapping[Strength, str]] = {
    "md5+size": "MD5 与字节数都相同",
    "message+name": "消息编号与文件名相同",
    "size+name": "字节数与文件名相同",
    "name": "只有文件名相同",
}
Unit = Literal["bytes", "kib"]
_Row = TypeVar("_Row", Held, Listed)


class Shelf(Struct, frozen=True):
    """The files in hand and the rows of lists that may belong to the talk, each with its reference."""

    held: tuple[tuple[str, Held], ...] = ()
    listed: tuple[tuple[str, Listed], ...] = ()


class FileLinks(Struct, frozen=True):
    """The ties of files, and by message what they bear out."""

    links: tuple[Link, ...]
    kept: Mapping[str, Kept]


class Known(Struct, frozen=True):
    """What a talk says of its files: names as compared, digests, numbers of messages."""

    names: frozenset[str]
    md5: frozenset[str]
    messages: frozenset[str]

    def meets(self, row: Listed | Held) -> bool:
        """Say whether a row may be one of them."""
        if isinstance(row, Held):
            return row.md5 in self.md5 or any(folded(name) in self.names for name in row.names)
        return (row.md5 or "") in self.md5 or row.message in self.messages or folded(row.name) in self.names


class _Spoken(Struct, frozen=True):
    """A file of a message."""

    line: Line
    file: Attachment


class _Fit(Struct, frozen=True):
    ref: str
    strength: Strength


def known_files(lines: Sequence[Line]) -> Known:
    """Return what a talk says of its files."""
    spoken = _spoken(lines)
    said = frozenset(name for line in lines if not line.files for name in said_names(line))
    return Known(
        said | frozenset(folded(one.file.name) for one in spoken if one.file.name),
        frozenset(one.file.md5.lower() for one in spoken if one.file.md5),
        frozenset(one.line.id for one in spoken if one.line.id),
    )


def _spoken(lines: Sequence[Line]) -> tuple[_Spoken, ...]:
    """Return the files of the talk; a receipt stands for the file itself where the export kept nothing else of it."""
    served = {one.ref for one in receipts(lines).values()}
    return tuple(
        _Spoken(line, file)
        for line in lines
        for file in line.files
        if file.event in _PASSED or (file.event == "receipt" and line.ref not in served)
    )


def said_names(line: Line) -> tuple[str, ...]:
    """Return what could be the name of a file in a message's own words, longest first, as names are compared.

    Chinese has no spaces, so where a name begins is known only once there is a file that bears it.
    """
    words = folded(line.words()) if "." in line.text else ""
    return tuple(
        words[start : match.end()]
        for match in _ENDING.finditer(words)
        for start in range(max(0, match.start() - _LONGEST), match.start())
        if not words[start].isspace()
    )


def _said(lines: Sequence[Line], shelf: Shelf) -> tuple[_Spoken, ...]:
    """Return the messages without a file whose words name one that is there."""
    there = {folded(name) for _, row in shelf.held for name in row.names}
    there |= {folded(row.name) for _, row in shelf.listed}
    found: list[_Spoken] = []
    for line in lines:
        if not line.files and not line.system:
            name = next((name for name in said_names(line) if name in there), None)
            found += [_Spoken(line, Attachment("file", name, event="said"))] if name else []
    return tuple(found)


def receipt_links(lines: Sequence[Line]) -> tuple[Link, ...]:
    """Return the ties between files and the rows in which QQ tells that they arrived."""
    return tuple(
        Link("receipt", ref, one.ref, "name", "接收提示写明同一文件名")
        if one.by == "name"
        else Link("receipt", ref, one.ref, "order", "接收提示没有文件名，按先后对应到前面最近的文件，属于推断")
        for ref, one in receipts(lines).items()
    )


def link_files(lines: Sequence[Line], shelf: Shelf) -> FileLinks:
    """Tie each file of the talk to the file in hand that it is, and to the rows that name it."""
    files = _spoken(lines)
    shown = {folded(one.file.name) for one in files if one.file.name}
    spoken = (*files, *(one for one in _said(lines, shelf) if one.file.name not in shown))
    unit = unit_of(shelf)
    by_ref = dict(shelf.held)
    held = _Drawer(shelf.held, lambda row: (row.names, row.md5, None))
    listed = _Drawer(shelf.listed, lambda row: ((row.name,), row.md5, row.message))
    fits = [held.fits(one, _as_held) for one in spoken]
    claimed = Counter(fit.ref for found in fits for fit in _best(found) if fit.strength == "name")
    links: list[Link] = []
    kept: dict[str, Kept] = {}
    for one, found in zip(spoken, fits, strict=True):
        rows = listed.fits(one, lambda spoken_, row: _as_listed(spoken_, row, unit))
        tie = _held_link(one, found, by_ref, claimed)
        links += [tie] if tie else []
        links += [_listed_link(one, rows, unit)] if rows else []
        if (tie or rows) and one.line.ref not in kept:
            kept[one.line.ref] = _kept(tie, by_ref, tuple(fit.ref for fit in _best(rows)))
    return FileLinks(tuple(links), kept)


class _Drawer(Generic[_Row]):
    """Rows found by name, digest and message, so that long lists stay linear."""

    def __init__(
        self, rows: Sequence[tuple[str, _Row]], keys: Callable[[_Row], tuple[tuple[str, ...], str | None, str | None]]
    ) -> None:
        self._rows: Sequence[tuple[str, _Row]] = rows
        self._places: dict[tuple[str, str], list[int]] = {}
        for place, (_, row) in enumerate(rows):
            names, md5, message = keys(row)
            for key in {("name", folded(name)) for name in names} | {("md5", md5 or ""), ("message", message or "")}:
                if key[1]:
                    self._places.setdefault(key, []).append(place)

    def fits(self, one: _Spoken, how: Callable[[_Spoken, _Row], Strength | None]) -> tuple[_Fit, ...]:
        """Return the rows that fit a file, best first."""
        file = one.file
        keys = (("name", folded(file.name or "")), ("md5", (file.md5 or "").lower()), ("message", one.line.id or ""))
        places = sorted({place for key in keys if key[1] for place in self._places.get(key, ())})
        found = [
            _Fit(self._rows[place][0], strength)
            for place in places
            if (strength := how(one, self._rows[place][1])) is not None
        ]
        return tuple(sorted(found, key=lambda fit: _ORDER.index(fit.strength)))


def _as_held(one: _Spoken, row: Held) -> Strength | None:
    file = one.file
    named = file.name is not None and any(folded(file.name) == folded(name) for name in row.names)
    if file.size is not None and file.size != row.size:
        return None
    if file.md5 is not None:
        return "md5+size" if file.md5.lower() == row.md5 else None
    return ("size+name" if file.size is not None else "name") if named else None


def _as_listed(one: _Spoken, row: Listed, unit: Unit) -> Strength | None:
    file = one.file
    named = file.name is not None and folded(file.name) == folded(row.name)
    if file.md5 is not None and row.md5 is not None:
        return "md5+size" if file.md5.lower() == row.md5 and _same_size(file.size, row.size, unit) else None
    if row.message is not None and one.line.id is not None and not (row.message == one.line.id and named):
        return None
    if row.message is not None and row.message == one.line.id:
        return "message+name"
    if not named or not _same_size(file.size, row.size, unit):
        return None
    return "size+name" if file.size is not None and row.size is not None else "name"


def _same_size(bytes_: int | None, listed: int | None, unit: Unit) -> bool:
    """Say whether two sizes can be one; what is not printed speaks neither way."""
    if bytes_ is None or listed is None:
        return True
    return listed == bytes_ if unit == "bytes" else listed in _kib(bytes_)


def _kib(bytes_: int) -> tuple[int, int]:
    return bytes_ // 1024, -(-bytes_ // 1024)


def unit_of(shelf: Shelf) -> Unit:
    """Return the unit of the sizes in lists, told by the files that are in hand as well; bytes where none tells."""
    sizes = {folded(name): row.size for _, row in shelf.held for name in row.names}
    votes: Counter[Unit] = Counter()
    for _, row in shelf.listed:
        size = sizes.get(folded(row.name))
        if size is not None and row.size is not None and size >= 1024:
            votes["bytes"] += row.size == size
            votes["kib"] += row.size in _kib(size)
    return "kib" if votes["kib"] > votes["bytes"] else "bytes"


def _best(found: Sequence[_Fit]) -> tuple[_Fit, ...]:
    return tuple(fit for fit in found if fit.strength == found[0].strength)


def _held_link(one: _Spoken, found: Sequence[_Fit], by_ref: Mapping[str, Held], claimed: Counter[str]) -> Link | None:
    """Return the tie to a file in hand: one content chosen, further copies of it told, of several contents none."""
    if not found:
        return None
    best = _best(found)
    strength = best[0].strength
    contents = {by_ref[fit.ref].sha256 for fit in best}
    shared = strength == "name" and any(claimed[fit.ref] > 1 for fit in best)
    if len(contents) > 1 or shared:
        why = "同名的消息不止一条，未作选择" if shared else f"内容不同的几个文件都相符（{_WORDS[strength]}），未作选择"
        return Link("file", one.line.ref, None, None, why, (), tuple(fit.ref for fit in found)[:MOST])
    others = tuple(fit.ref for fit in found[len(best) :])[:MOST]
    also = tuple(fit.ref for fit in best[1:])
    return Link("file", one.line.ref, best[0].ref, strength, _WORDS[strength], also, others)


def _listed_link(one: _Spoken, rows: Sequence[_Fit], unit: Unit) -> Link:
    best = _best(rows)
    strength = best[0].strength
    told = _WORDS[strength] + ("（清单中的大小按 KB 计）" if unit == "kib" and strength == "size+name" else "")
    also = tuple(fit.ref for fit in best[1:])
    return Link(
        "listed", one.line.ref, best[0].ref, strength, told, also, tuple(f.ref for f in rows[len(best) :])[:MOST]
    )


def _kept(tie: Link | None, by_ref: Mapping[str, Held], listed: tuple[str, ...]) -> Kept:
    if tie is None or tie.record is None:
        return Kept(candidates=tie.candidates if tie else (), listed=listed)
    row = by_ref[tie.record]
    return Kept(tie.record, row.size, row.md5, f"sha256:{row.sha256}", tie.strength, tie.candidates, listed)
