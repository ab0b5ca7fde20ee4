"""Rows of a bill in comma-separated text, found by what their header says and never by its line (formats.md §12)."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from parsers import clock
from parsers.message import Notice, Place, Span
from parsers.record import Direction, Event, Payment, Preamble
from parsers.source import Source, SourceError

MAX_BILL = 64 * 1024 * 1024
"""Bytes of a bill; a year of a busy shop has a tenth of that."""

_SUM = re.compile(r"[¥￥]?\s?([+-]?)(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)")
_TOTAL = re.compile(r"共\s?(\d{1,9})\s?笔记录")
_RUINED = re.compile(r"\d(?:\.\d+)?[Ee]\+?\d{1,3}")
_NO_SECONDS = re.compile(r"(\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d{2})")
_DIRECTIONS: Mapping[str, Direction] = {"收入": "in", "支出": "out"}


class Layout(Struct, frozen=True):
    """How a bill names its columns; the first name that a header has counts. `wanted` are those that make a header."""

    wanted: frozenset[str]
    time: tuple[str, ...]
    value: tuple[str, ...]
    direction: str
    counterpart: str
    account: str
    goods: tuple[str, ...]
    type: tuple[str, ...]
    state: tuple[str, ...]
    method: str
    note: str
    order: tuple[str, ...]
    merchant_order: str


class Line(Struct, frozen=True):
    """A logical line of a CSV: its cells without the padding around them, and its place."""

    place: Place
    cells: tuple[str, ...]


def csv_lines(source: Source, encoding: str) -> Iterator[Line]:
    """Cut a CSV into logical lines; a quoted cell may hold line ends. Places are those of the stored bytes."""
    if source.size > MAX_BILL:
        raise SourceError(f"账单“{source.name}”太大", "请缩小导出的日期范围，分几次导出")
    data = source.cut(0, source.size)
    at, quotes = 0, 0
    start = 0
    for line in data.splitlines(keepends=True):
        at += len(line)
        quotes += line.count(b'"')
        if quotes % 2 and at < len(data):
            continue
        text = data[start:at].decode(encoding, "replace").removeprefix("\ufeff")
        yield Line(Span(start, at), tuple(cell.strip(" \t\r\n\ufeff") for cell in _cells(text.rstrip("\r\n"))))
        start, quotes = at, 0


def _cells(text: str) -> list[str]:
    """Return the cells of a logical line; one whose quotes obey no rule is cut at its commas."""
    try:
        return next(csv.reader([text], strict=False), [])
    except csv.Error:  # a line end between quotes that do not begin a cell, or a cell beyond all measure
        return text.split(",")


def payments(lines: Iterator[Line], layout: Layout) -> Iterator[Event]:
    """Yield what stands before the header, then a payment a row."""
    before: list[Line] = []
    for line in lines:
        if layout.wanted <= set(line.cells):
            break
        before.append(line)
    else:
        yield Notice("bill_without_header", None)
        return
    said = tuple(",".join(line.cells).rstrip(",") for line in before)
    total = next((int(found[1]) for text in said if (found := _TOTAL.search(text))), None)
    first = before[0].place if before else line.place
    place = Span(first.start, line.place.end) if isinstance(first, Span) and isinstance(line.place, Span) else first
    yield Preamble(place, said, total)
    columns = {name: index for index, name in reversed(list(enumerate(line.cells))) if name}
    yield from _rows(lines, columns, layout, total)


def _rows(lines: Iterator[Line], columns: Mapping[str, int], layout: Layout, total: int | None) -> Iterator[Event]:
    count = 0
    for line in lines:
        row = _Row(line.cells, columns)
        time, value = row.get(*layout.time), row.get(*layout.value)
        if not time and not value:
            continue
        if time.startswith("---") or not any(char.isdigit() for char in time):
            yield Notice("bill_line_unread", line.place, ",".join(line.cells)[:200])
            continue
        count += 1
        payment = _payment(row, layout, count, line.place)
        yield payment
        yield from _doubts(row, layout, payment)
    if total is not None and total != count:
        yield Notice("count_differs", None, f"{total} {count}")


class _Row:
    """The cells of a row by the names of their columns."""

    def __init__(self, cells: Sequence[str], columns: Mapping[str, int]) -> None:
        self._cells = cells
        self._columns = columns

    def get(self, *names: str) -> str:
        """Return the first cell that is not empty; `/` stands for an empty one."""
        found = (
            self._cells[self._columns[name]] for name in names if self._columns.get(name, 10**6) < len(self._cells)
        )
        return next((cell for cell in found if cell and cell != "/"), "")


def _payment(row: _Row, layout: Layout, ordinal: int, place: Place) -> Payment:
    raw = row.get(*layout.time)
    short = _NO_SECONDS.fullmatch(raw)
    return Payment(
        ordinal, place, raw, clock.wall(f"{short[1]}:00" if short else raw), money(row.get(*layout.value)),
        _DIRECTIONS.get(row.get(layout.direction), "neither"), row.get(layout.counterpart), row.get(layout.account),
        row.get(*layout.goods), row.get(*layout.type), row.get(*layout.state), row.get(layout.method),
        row.get(layout.note), order(row.get(*layout.order)), order(row.get(layout.merchant_order)),
    )  # fmt: skip


def _doubts(row: _Row, layout: Layout, payment: Payment) -> Iterator[Notice]:
    if payment.wall is None:
        yield Notice("impossible_time", payment.place, payment.raw_time)
    if _NO_SECONDS.fullmatch(payment.raw_time):
        yield Notice("bill_without_seconds", payment.place, payment.raw_time)
    if payment.value is None:
        yield Notice("bill_sum_unread", payment.place, row.get(*layout.value))
    for printed in (row.get(*layout.order), row.get(layout.merchant_order)):
        if printed and order(printed) is None:
            yield Notice("ruined_order_number", payment.place, printed)


def money(printed: str) -> str | None:
    """Return a printed sum as a decimal string in yuan, without sign; None where it is no sum."""
    found = _SUM.fullmatch(printed.strip())
    return f"{Decimal(found[2].replace(',', '')):f}" if found else None


def order(printed: str) -> str | None:
    """Return an order number as text; None where it is empty or a spreadsheet has rounded it (`2.02E+27`)."""
    return None if not printed or _RUINED.fullmatch(printed) else printed
