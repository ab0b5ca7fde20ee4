"""The parts of a workbook, read from a stream of XML events: texts, styles, the rows of a sheet (see `workbook`)."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time
from typing import Final
from xml.parsers import expat

from parsers.source import CHUNK, Source

Value = str | int | float | bool | datetime | time | None
"""What a cell holds."""

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
"""What a sheet can hold."""
KEPT_COLUMNS: Final = 64
"""Columns that are read; the widest sheet of any reader has 20. Sheets could else be made wide and empty."""

MAX_ELEMENTS: Final = 200_000
"""Elements of a part that is no sheet and no table of texts; a workbook can have 65,490 styles."""
_MAX_DEPTH: Final = 64
_MAX_TOKEN: Final = 4 * CHUNK
"""Bytes of one tag or comment; those of workbooks have some hundred."""
_COLUMN = re.compile(r"([A-Za-z]{1,3})\d{1,7}")
WHOLE = re.compile(r"[+-]?\d{1,40}")

Attributes = Mapping[str, str]


class Row:
    """A row of a sheet: its number from 1, and its cells, None where there is nothing."""

    __slots__ = ("cells", "number")

    def __init__(self, number: int, cells: tuple[Value, ...]) -> None:
        self.number = number
        self.cells = cells


class DamagedError(Exception):
    """A part that is no part of a workbook."""


class Texts:
    """Reads the table of texts; what is printed above characters to show how they are read is left out."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._parts: list[str] = []
        self._inside = False
        self._aside = 0

    def taken(self) -> list[str]:
        """Return what was read since the last call."""
        done, self._done = self._done, []
        return done

    def start(self, tag: str, _: Attributes) -> None:
        """Hear a tag open."""
        self._aside += tag == "rPh"
        self._inside = tag == "t" and not self._aside

    def text(self, data: str) -> None:
        """Hear text."""
        if self._inside:
            self._parts.append(data)

    def end(self, tag: str) -> None:
        """Hear a tag close."""
        self._inside = False
        self._aside -= tag == "rPh"
        if tag == "si":
            self._done.append("".join(self._parts))
            self._parts.clear()


class Styles:
    """Reads which format each style of cells has, and the codes of formats that are not built in."""

    def __init__(self) -> None:
        self.styles: list[str] = []
        self.codes: dict[str, str] = {}
        self._cells = False

    def start(self, tag: str, told: Attributes) -> None:
        """Hear a tag open."""
        if tag == "cellXfs":
            self._cells = True
        elif tag == "xf" and self._cells:
            self.styles.append(told.get("numFmtId", ""))
        elif tag == "numFmt":
            self.codes[told.get("numFmtId", "")] = told.get("formatCode", "")

    def end(self, tag: str) -> None:
        """Hear a tag close."""
        if tag == "cellXfs":
            self._cells = False


class Sheet:
    """Reads the rows of a sheet; only the first KEPT_COLUMNS are kept."""

    def __init__(self, value: Callable[[str, str, str], Value]) -> None:
        self._value = value
        self._done: list[Row] = []
        self._number = 0
        self._cells: dict[int, Value] = {}
        self._column = 0
        self._cell: tuple[str, str] = ("", "")
        self._parts: list[str] = []
        self._inside = False
        self._aside = 0

    def taken(self) -> list[Row]:
        """Return what was read since the last call."""
        done, self._done = self._done, []
        return done

    def start(self, tag: str, told: Attributes) -> None:
        """Hear a tag open."""
        self._aside += tag == "rPh"
        self._inside = False
        if tag == "row":
            self._open_row(told.get("r"))
        elif tag == "c":
            self._open_cell(told.get("r"))
            self._cell = (told.get("t", "n"), told.get("s", ""))
            self._parts.clear()
        elif tag in {"v", "t"}:
            self._inside = (tag == "t") == (self._cell[0] == "inlineStr") and not self._aside

    def text(self, data: str) -> None:
        """Hear text."""
        if self._inside and self._column <= KEPT_COLUMNS:
            self._parts.append(data)

    def end(self, tag: str) -> None:
        """Hear a tag close."""
        self._inside = False
        self._aside -= tag == "rPh"
        if tag == "c" and self._parts and self._column <= KEPT_COLUMNS:
            kind, style = self._cell
            self._cells[self._column] = self._value(kind, style, "".join(self._parts))
            self._parts.clear()
        elif tag == "row":
            cells = self._cells
            width = max(cells, default=0)
            self._done.append(Row(self._number, tuple(cells.get(column) for column in range(1, width + 1))))
            self._cells = {}

    def _open_row(self, printed: str | None) -> None:
        number = self._number + 1 if printed is None else int(printed) if WHOLE.fullmatch(printed) else 0
        if not self._number < number <= MAX_ROWS:
            raise DamagedError
        self._number, self._column = number, 0

    def _open_cell(self, printed: str | None) -> None:
        found = None if printed is None else _COLUMN.fullmatch(printed)
        column = self._column + 1 if printed is None else _column(found[1]) if found else 0
        if not 0 < column <= MAX_COLUMNS:
            raise DamagedError
        self._column = column


def fed(
    part: Source,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] = lambda _: None,
    text: Callable[[str], None] | None = None,
    most: int | None = None,
    deepest: int = _MAX_DEPTH,
) -> Iterator[None]:
    """Let handlers read a part of XML of at most `most` elements, by local names; yields after each piece of it.

    Raises DamagedError, also where elements are nested deeper than `deepest`, or ExpatError where it is no XML.
    """
    reader = expat.ParserCreate("utf-8", "}")
    depth = count = 0

    def opening(tag: str, told: dict[str, str]) -> None:
        nonlocal depth, count
        depth += 1
        count += 1
        if depth > deepest or (most is not None and count > most):
            raise DamagedError
        start(tag.rpartition("}")[2], {name.rpartition("}")[2]: value for name, value in told.items()})

    def closing(tag: str) -> None:
        nonlocal depth
        depth -= 1
        end(tag.rpartition("}")[2])

    def refuse(*_: object) -> None:
        raise DamagedError

    reader.StartElementHandler = opening
    reader.EndElementHandler = closing
    reader.StartDoctypeDeclHandler = refuse
    if text is not None:
        reader.CharacterDataHandler = text
        reader.buffer_text = True
    given = 0
    for piece in part.chunks():
        reader.Parse(piece, False)
        given += len(piece)
        if given - reader.CurrentByteIndex > _MAX_TOKEN:
            raise DamagedError
        yield
    reader.Parse(b"", True)
    yield


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
