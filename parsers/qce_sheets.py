"""The sheets of a workbook of qq-chat-exporter, row by row, their cells as text."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from parsers import workbook
from parsers.source import ArchiveSource, Source
from parsers.workbook_parts import MAX_ROWS

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Line(NamedTuple):
    """A row of a sheet: its number from 1, and its cells as text, empty where there is nothing."""

    number: int
    cells: tuple[str, ...]


def lines(source: Source, sheet: str, most: int = MAX_ROWS) -> Iterator[Line]:
    """Yield the rows that a sheet writes, none of a sheet that is not there. Raises SourceError if damaged."""
    if not isinstance(source, ArchiveSource):
        return
    with workbook.opened(source, "请重新导出") as book:
        for row in book.rows(sheet):
            if row.number > most:
                break
            yield Line(row.number, tuple(_text(value) for value in row.cells))


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
