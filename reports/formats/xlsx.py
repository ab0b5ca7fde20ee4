"""A workbook: one sheet a table, all cells text, so that nothing a stranger wrote can become a formula."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, time

from openpyxl import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.formats.flat import (
    cell,
    file_words,
    flattened,
    is_top,
    place,
    plain,
    records,
    runs,
    share,
    told,
)
from reports.formats.flat import tables as tables_of
from reports.formats.workbook import CELL_LIMIT, add_sheet, book_bytes, new_book, text_cell
from reports.page import Blocks, ColumnKind, Heading, Page, Record, Table, stamp, utc_stamp
from reports.visible import visible

_CONTINUED = "〔续见下行〕"
"""Stands behind words that go on in the next row."""
_NAME = 26
"""Excel takes 31 letters as the name of a sheet; five are kept for a number behind it."""
_WIDTHS: dict[ColumnKind, int] = {"time": 27, "who": 18, "act": 18, "words": 70, "number": 16, "short": 14, "ref": 12}


def write(page: Page) -> bytes:
    """Return the page as .xlsx: 说明, then each table, then the transcript."""
    book = new_book()
    book.properties.title = visible(page.title)[:255]
    names: set[str] = set()
    _fill(_sheet(book, "说明", names, [100]), ("内容",), ((line,) for line in _about(page)))
    captions = Counter(table.caption for section in page.sections for table in tables_of(section.blocks))
    for section in page.sections:
        for heading, table in _headed(section.blocks):
            apart = captions[table.caption] > 1 and heading
            _table(book, table, f"{heading[: _NAME - len(table.caption) - 1]}：{table.caption}" if apart else "", names)
        for record in records(section.blocks):
            _record(book, record, names)
    for sheet in book.worksheets:
        foot = sheet.oddFooter
        assert foot is not None  # openpyxl makes one for every sheet
        foot.left.text, foot.right.text = share(page), "第 &P 页 / 共 &N 页"
    return book_bytes(book, datetime.combine(page.issued, time()))


def _about(page: Page) -> Iterator[str]:
    yield visible(page.title)
    yield f"{page.kind}·{page.edition}　{page.issued}"
    yield visible(page.scope)
    for section in page.sections:
        yield ""
        yield visible(section.heading)
        for flat in flattened(tuple(block for block in section.blocks if is_top(block))):
            yield "　" * flat.depth + flat.sign + "".join(map(plain, flat.runs))
    yield page.promise


def _headed(blocks: Blocks) -> Iterator[tuple[str, Table]]:
    """Yield the tables of a section, each with the heading that it stands under ("" for none)."""
    heading = ""
    for block in blocks:
        if isinstance(block, Heading):
            heading = "".join(run.text for run in runs(block.words) if run.style != "label")
        yield from ((heading, table) for table in tables_of((block,)))


def _table(book: Workbook, table: Table, name: str, names: set[str]) -> None:
    """Add the sheet of a table, called by its caption where no other `name` tells it from its like."""
    sheet = _sheet(book, name or table.caption, names, [_WIDTHS.get(column.kind, 34) for column in table.columns])
    heads = tuple(visible(column.title) for column in table.columns)
    _fill(sheet, heads, (tuple(cell(body) for body in row.cells) for row in table.rows))


def _record(book: Workbook, record: Record, names: set[str]) -> None:
    sheet = _sheet(book, "聊天记录", names, [12, 27, 25, 8, 18, 18, 70, 10, 10, 40, 24])
    heads = ("编号", "时间", "UTC", "称呼", "名称（照原样）", "账号", "原话", "类型", "状态", "文件", "位置")
    rows = (
        (
            line.ref,
            stamp(line.time) if line.time else visible(line.raw),
            utc_stamp(line.time) if line.time else "",
            line.who.label,
            visible(line.who.name),
            visible(line.who.account),
            visible(line.text),
            visible(line.kind),
            "已撤回" if line.recalled else "",
            "\n".join(map(file_words, line.files)),
            place(line),
        )
        for line in record.lines
    )
    _fill(sheet, heads, rows, note=told(record))


def _sheet(book: Workbook, caption: str, names: set[str], widths: list[int]) -> Worksheet:
    """Add a sheet whose name Excel takes, unlike all before it; captions longer than a name are cut."""
    base = re.sub(r"[\\/*?:\[\]']", " ", visible(caption)).replace("\n", " ").strip()[:_NAME] or "表"
    name, again = base, 1
    while name.casefold() in names:
        again += 1
        name = f"{base} {again}"
    names.add(name.casefold())
    sheet = add_sheet(book, name)
    for number, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape" if sum(widths) > 100 else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return sheet


def _fill(sheet: Worksheet, heads: tuple[str, ...], rows: Iterator[tuple[str, ...]], note: str = "") -> None:
    sheet.append([text_cell(sheet, head, head=True) for head in heads])
    for row in rows:
        for part in _parts(row):
            sheet.append([text_cell(sheet, words) for words in part])
    if note:
        sheet.append([text_cell(sheet, note)])


def _parts(row: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Cut a row with a cell too long for Excel into rows that say so."""
    while any(len(words) > CELL_LIMIT for words in row):
        yield tuple(words[:CELL_LIMIT] + _CONTINUED if len(words) > CELL_LIMIT else words for words in row)
        row = tuple(words[CELL_LIMIT:] for words in row)
    yield row
