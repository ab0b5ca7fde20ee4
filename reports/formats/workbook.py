"""What all workbooks share: cells that are text and nothing but text, and bytes that tell no hour of their making."""

from datetime import datetime
from io import BytesIO
from typing import Final, cast

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from reports.formats.flat import repacked

CELL_LIMIT: Final = 32_000
"""Excel holds 32,767 UTF-16 units in a cell."""
UNDATED: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - printed as UTC, and no moment of anything
"""Stands in a workbook that bears no day of its own."""
_FORMULA: Final = tuple("=+-@\t\r\n＝＋－＠")
_LINE: Final = Side("thin", "BBBBBB")
_THIN: Final = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD: Final = PatternFill("solid", "EEF0F2")


def new_book() -> Workbook:
    """Return an empty workbook that is written row by row."""
    book = Workbook(write_only=True)
    book.properties.creator = "juzheng"
    return book


def add_sheet(book: Workbook, name: str) -> Worksheet:
    """Add a sheet, typed with the settings that a write-only one has and its published type leaves out."""
    return cast("Worksheet", book.create_sheet(name))


def text_cell(sheet: Worksheet, words: str, *, head: bool = False) -> Cell:
    """Return a cell of a write-only sheet that holds text and nothing but text."""
    made = WriteOnlyCell(sheet, words)
    made.data_type = "s"  # openpyxl takes a leading = for a formula
    made.quotePrefix = words.startswith(_FORMULA)
    made.alignment = Alignment(wrap_text=True, vertical="top")
    made.border = _THIN
    if head:
        made.font, made.fill = Font(bold=True), _HEAD
    return made


def book_bytes(book: Workbook, at: datetime = UNDATED) -> bytes:
    """Return the workbook as .xlsx, made and last changed `at`: equal sheets are equal bytes."""
    book.properties.created = at
    saved = BytesIO()
    book.save(saved)
    # openpyxl notes the hour of saving, whatever the properties say.
    modified = (r"(<dcterms:modified[^>]*>)[^<]*", rf"\g<1>{at:%Y-%m-%dT%H:%M:%SZ}")
    return repacked(saved.getvalue(), (modified,))
