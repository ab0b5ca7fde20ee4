"""A workbook read row by row, in the memory of one row and of its table of texts.

    xl/workbook.xml        <sheet name="聊天记录" r:id="rId1"/>          which sheets there are
    xl/_rels/…             <Relationship Id="rId1" Target="worksheets/sheet1.xml"/>
    xl/worksheets/….xml    <row r="2"><c r="A2" t="s" s="1"><v>0</v></c>…</row>
    xl/sharedStrings.xml   <si><t>…</t></si>                             what `t="s"` counts from 0
    xl/styles.xml          <numFmt/> … <cellXfs><xf numFmtId="22"/></cellXfs>   which numbers are dates

The parts are XML of strangers: they pass through a streaming reader of events and no tree of them is built. A document
type (which could define entities that grow), elements nested without measure and rows or columns that no sheet can have
are refused. What the sheet says of its own size is not read.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final
from xml.parsers import expat

from parsers.source import ArchiveSource, Source, SourceError, printable
from parsers.workbook_parts import MAX_ELEMENTS, WHOLE, Attributes, DamagedError, Row, Sheet, Styles, Texts, Value, fed

_WORKBOOK: Final = "xl/workbook.xml"

_NUMBER = re.compile(r"[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?")
# what a number format prints as it stands: quoted, escaped, padding, colours and conditions
_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_DATED = re.compile(r"[dmhys]", re.IGNORECASE)
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""Numbers of built-in formats that print dates or times; 27 to 36 and 50 to 58 are those of East Asia."""

_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet has no zone
_LEAP_FAULT = 60
"""Days up to here are one less: the calendar of sheets has a 29 February 1900."""
_DAYS_1904 = 1462
_LAST_DAY = 2_958_466


def is_workbook(source: Source) -> bool:
    """Say whether a source is an archive with a workbook in it. Raises SourceError where it is damaged or a bomb."""
    if not isinstance(source, ArchiveSource):
        return False
    members = source.members()
    if _WORKBOOK not in members:
        return False
    for member in members.values():
        member.head(1)
    return True


class Book:
    """An opened workbook. Its tables of texts and styles are read when a cell first asks for them."""

    def __init__(self, members: Mapping[str, Source]) -> None:
        self._members = members
        self._parts: dict[str, str] = {}
        self._kinds: dict[str, str] = {}
        self._sheets: dict[str, str] = {}
        self._days_before = 0
        self._texts: list[str] | None = None
        self._dated: list[bool] | None = None
        self._learn()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sheets."""
        return tuple(self._sheets)

    def rows(self, sheet: str) -> Iterator[Row]:
        """Yield the rows that a sheet writes, empty ones too; none of a sheet that is not there."""
        part = self._members.get(self._parts.get(self._sheets.get(sheet, ""), ""))
        if part is None:
            return
        reader = Sheet(self._value)
        try:
            for _ in fed(part, reader.start, reader.end, reader.text):
                yield from reader.taken()
        except (DamagedError, expat.ExpatError):  # costs what follows it, not the rows before
            yield from reader.taken()
            raise

    def _learn(self) -> None:
        folder = posixpath.dirname(_WORKBOOK)

        def related(tag: str, told: Attributes) -> None:
            if tag == "Relationship" and told.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, told.get("Target", "")))[1:]
                self._parts[told.get("Id", "")] = path
                self._kinds.setdefault(told.get("Type", "").rpartition("/")[2], path)

        def listed(tag: str, told: Attributes) -> None:
            if tag == "sheet":
                self._sheets.setdefault(told.get("name", ""), told.get("id", ""))
            elif tag == "workbookPr" and told.get("date1904") in {"1", "true"}:
                self._days_before = _DAYS_1904

        relations = f"{folder}/_rels/{posixpath.basename(_WORKBOOK)}.rels"
        for name, start in ((relations, related), (_WORKBOOK, listed)):
            if name not in self._members:
                raise DamagedError
            for _ in fed(self._members[name], start, most=MAX_ELEMENTS):
                pass

    def _value(self, kind: str, style: str, raw: str) -> Value:
        """Return what a cell holds, by its kind."""
        if kind == "s":
            if self._texts is None:
                self._texts = list(self._read_texts())
            if not WHOLE.fullmatch(raw) or not 0 <= int(raw) < len(self._texts):
                raise DamagedError
            return self._texts[int(raw)]
        if kind == "b":
            return raw.strip() in {"1", "true"}
        if kind not in {"n", ""} or not raw:
            return _iso(raw) if kind == "d" else raw
        number = _number(raw)
        return self._moment(number) if isinstance(number, int | float) and self._is_dated(style) else number

    def _read_texts(self) -> Iterator[str]:
        part = self._members.get(self._kinds.get("sharedStrings", ""))
        if part is not None:
            reader = Texts()
            for _ in fed(part, reader.start, reader.end, reader.text):
                yield from reader.taken()

    def _is_dated(self, style: str) -> bool:
        if self._dated is None:
            self._dated = list(self._read_styles())
        return WHOLE.fullmatch(style) is not None and 0 <= int(style) < len(self._dated) and self._dated[int(style)]

    def _read_styles(self) -> Iterator[bool]:
        part = self._members.get(self._kinds.get("styles", ""))
        reader = Styles()
        if part is not None:
            for _ in fed(part, reader.start, reader.end, most=MAX_ELEMENTS):
                pass
        own = {number for number, code in reader.codes.items() if _prints_dates(code)}
        return (number in own or (number.isdigit() and int(number[:9]) in _DATE_FORMATS) for number in reader.styles)

    def _moment(self, serial: float) -> Value:
        """Return the date, or the time alone, that a number stands for; the number where it stands for none."""
        if not 0 <= serial < _LAST_DAY - self._days_before:
            return serial
        day, part = divmod(serial, 1)
        clock = timedelta(milliseconds=round(part * 86_400_000))
        if not day and not self._days_before:
            return (_DAY_ZERO + clock).time()
        days = int(day) + self._days_before
        return _DAY_ZERO + timedelta(days=days + (days < _LEAP_FAULT)) + clock


@contextmanager
def opened(source: ArchiveSource, remedy: str) -> Iterator[Book]:
    """Open a workbook; what goes wrong inside becomes a SourceError with this remedy."""
    try:
        source.head(1)
        yield Book(source.members())
        source.head(1)
    except (DamagedError, expat.ExpatError):
        raise SourceError(f"工作簿“{printable(source.name)}”已损坏", remedy) from None


def _number(raw: str) -> str | int | float:
    """Return a number, an int where it is printed as one; the text where it is none."""
    printed = raw.strip()
    if WHOLE.fullmatch(printed):
        return int(printed)
    return float(printed) if _NUMBER.fullmatch(printed) else raw


def _iso(raw: str) -> Value:
    try:
        found = datetime.fromisoformat(raw)
    except ValueError:
        return raw
    return raw if found.tzinfo else found


def _prints_dates(code: str) -> bool:
    """Say whether a number format prints a date or a time."""
    return _DATED.search(_LITERAL.sub("", code).partition(";")[0]) is not None
