"""The bill of WeChat Pay as a workbook, which it sends since 2025 (formats.md §12.2).

Grammar. Sheet1 holds what the CSV held, the lines before the header in merged cells; from 2026 on there is a fourth
note. Sums are numbers, times may be dates of the sheet.

Mapping. As in `wechat_csv`; `place` is the row of the sheet. A number of an order that stands as a number and not as
text has been rounded by a spreadsheet program and is refused.
"""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from parsers import workbook
from parsers.bill_rows import Line, payments
from parsers.message import Cell
from parsers.record import Record
from parsers.source import ArchiveSource, Source, SourceError
from parsers.wechat_layout import FIRST, LAYOUT

NAME = "wechat_xlsx"
TITLE = "微信支付账单（XLSX）"

_SHEET = "Sheet1"
_MOST = 200_000
_EXACT = 10**15
"""From here on a sheet's number holds not every digit."""


def sniff(source: Source) -> bool:
    """Say whether the first rows of a workbook name the bill."""
    try:
        return workbook.is_workbook(source) and any(FIRST in cell for line in _lines(source, 3) for cell in line.cells)
    except SourceError:
        return False


def parse(source: Source) -> Record:
    """Return the bill; what cannot be read is told by its notices."""
    return Record(NAME, TITLE, "xlsx", lambda: payments(_lines(source, _MOST), LAYOUT))


def _lines(source: Source, most: int) -> Iterator[Line]:
    """Yield the rows of the sheet. Raises SourceError where the workbook is damaged or changes meanwhile."""
    if not isinstance(source, ArchiveSource):
        return
    with workbook.opened(source, "请重新下载账单") as book:
        for row in book.rows(_SHEET):
            if row.number > most:
                break
            yield Line(Cell(_SHEET, row.number), tuple(_text(value).strip() for value in row.cells))


def _text(value: object) -> str:
    """Return a cell as the CSV would print it; a number that cannot hold all its digits in scientific notation."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, int | float) and abs(value) >= _EXACT:
        return f"{value:E}"
    return f"{Decimal(str(value)):f}" if isinstance(value, float) else str(value)
