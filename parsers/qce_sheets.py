"""The sheets of a workbook, row by row, through openpyxl in its reading mode."""

import re
import warnings
from collections.abc import Iterator
from typing import NamedTuple
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812 - the library's name says nothing here

from parsers.source import ArchiveSource, Source, SourceError, printable

MAX_ROWS = 1_048_576
"""What a sheet can hold; a row number beyond it is a forgery that would be counted up to."""

DAMAGED = (
    BadZipFile, ZlibError, SyntaxError, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError,
)  # fmt: skip
"""What openpyxl raises on a workbook that is none: it has no error of its own for most of them."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Line(NamedTuple):
    """A row of a sheet: its number from 1, and its cells as text, empty where there is nothing."""

    number: int
    cells: tuple[str, ...]


def is_workbook(source: Source) -> bool:
    """Say whether a source is an archive with a workbook in it. Raises SourceError where it is damaged or a bomb."""
    if not isinstance(source, ArchiveSource):
        return False
    members = source.members()
    if "xl/workbook.xml" not in members:
        return False
    for member in members.values():
        member.head(1)
    return True


def lines(source: Source, sheet: str, most: int = MAX_ROWS) -> Iterator[Line]:
    """Yield the rows of a sheet, none if there is no such sheet. Raises SourceError where the workbook is damaged."""
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy, and needed for this format alone

    if not isinstance(source, ArchiveSource):
        return
    try:
        with warnings.catch_warnings():  # openpyxl warns of what concerns the look of a workbook only
            warnings.simplefilter("ignore")
            source.head(1)
            book = load_workbook(source.path, read_only=True, data_only=True, keep_links=False)
            try:
                if sheet not in book.sheetnames:
                    return
                for number, row in enumerate(book[sheet].iter_rows(values_only=True), 1):
                    if number > most:
                        break
                    yield Line(number, tuple(_text(value) for value in row))
            finally:
                book.close()
            source.head(1)
    except DAMAGED:
        raise SourceError(f"工作簿“{printable(source.name)}”已损坏", "请重新导出") from None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return _ESCAPED.sub(_control, str(value))


def _control(found: re.Match[str]) -> str:
    """Return the control character that XML cannot hold; any other escape is left as it stands."""
    code = int(found[1], 16)
    return chr(code) if code < 32 else found[0]
