"""register.xlsx: the desk's list, one row a deal, with a state that people set and that a later run keeps."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

from msgspec import Struct
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from archiver.analysis.matter import PRINCIPALS
from archiver.batch.rows import Row
from archiver.errors import CaseError
from reports.formats.workbook import CELL_LIMIT, add_sheet, book_bytes, new_book, text_cell
from reports.visible import visible

STATES: Final = ("未看", "已看", "转办")
GROWN: Final = "（材料有增加，请复看）"
_HEADS: Final = (
    "编号", "状态", "经办备注", "收件号", "会话", "委托方", "接单方", "开始", "最后联系", "价款", "差额（最大）",
    "逾期", "未见同意的变更", "未见付清", "争议", "理由", "报告", "来源摘要",
)  # fmt: skip
_WIDTHS: Final = (20, 9, 30, 16, 18, 18, 18, 12, 12, 10, 12, 8, 8, 10, 8, 50, 30, 30)


class Kept(Struct, frozen=True):
    """What a person wrote into a row of an earlier register."""

    state: str
    note: str
    digests: frozenset[str]


def read_register(path: Path) -> tuple[Kept, ...]:
    """Read what people set in an earlier register; none where there is no register.

    CaseError where it cannot be read: then nothing may overwrite it.
    """
    if not path.exists():
        return ()
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        book.close()
    except (OSError, BadZipFile, InvalidFileException, KeyError, ValueError, IndexError) as error:
        raise CaseError(f"读不了原来的登记表 {path.name}", "请关闭打开它的程序，或把它改名移走后再运行") from error
    if not rows or not set(_HEADS[:3] + _HEADS[-1:]) <= set(rows[0]):
        raise CaseError(f"{path.name} 的表头被改过，认不出各列", "请恢复表头，或把它改名移走后再运行")
    at = {head: rows[0].index(head) for head in _HEADS if head in rows[0]}
    return tuple(
        Kept(row[at["状态"]], row[at["经办备注"]], frozenset(row[at["来源摘要"]].split()))
        for row in rows[1:]
        if any(row)
    )


def register(rows: Iterable[Row], kept: Iterable[Kept]) -> bytes:
    """Return the register; a row whose files an earlier one listed keeps what people set there."""
    told = _by_digest(kept)
    book = new_book()
    sheet = add_sheet(book, "登记表")
    for number, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    sheet.freeze_panes = "D2"
    sheet.append([text_cell(sheet, head, head=True) for head in _HEADS])
    listed = [_words(row, told) for row in rows]
    for line in listed:
        sheet.append([text_cell(sheet, visible(words)[:CELL_LIMIT]) for words in line])
    last = max(len(listed) + 1, 2)
    sheet.auto_filter.ref = f"A1:{chr(ord('A') + len(_HEADS) - 1)}{last}"
    choice = DataValidation(type="list", formula1=f'"{",".join(STATES)}"', allow_blank=False, showErrorMessage=True)
    choice.error, choice.errorTitle = "请从列表中选：" + "、".join(STATES), "状态"
    choice.add(f"B2:B{last}")
    sheet.data_validations.append(choice)  # what add_data_validation of an ordinary sheet does
    return book_bytes(book)


def _by_digest(kept: Iterable[Kept]) -> Mapping[str, Kept]:
    return {digest: one for one in kept for digest in one.digests}


def _words(row: Row, told: Mapping[str, Kept]) -> tuple[str, ...]:
    digests = frozenset(_digest(row, one.sha256) for one in row.sources)
    before = next((told[digest] for digest in sorted(digests) if digest in told), None)
    state = before.state if before and before.state in STATES else STATES[0]
    note = before.note if before else ""
    if before and state != STATES[0] and not digests <= before.digests and GROWN not in note:
        note += GROWN
    sides = {role: "、".join(one.name for one in row.sides if one.role == role) for role in PRINCIPALS}
    facts = row.facts
    return (
        row.key,
        state,
        note,
        row.intake,
        row.title,
        sides["client"],
        sides["provider"],
        (row.span.first or "")[:10],
        (row.span.last or "")[:10],
        facts.price or "",
        facts.at_stake or "",
        str(facts.overdue),
        str(facts.unapproved),
        facts.unpaid or "",
        f"{'争议' if row.contested else '未达到'} {row.points}",
        "；".join(map(str, row.reasons)),
        row.report,
        " ".join(sorted(digests)),
    )


def _digest(row: Row, sha256: str) -> str:
    """Return what tells a source's part in a deal from all others: digest, chat of the talk's name, deal."""
    chat = re.sub(r"^[0-9a-f]+", "", row.talk)
    return f"{sha256.removeprefix('sha256:')[:16]}{chat}/{row.deal}"
