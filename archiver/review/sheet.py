"""The check sheet: one row a finding, with columns that a person fills in and that are read back."""

import hashlib
from collections.abc import Iterable
from typing import Final, NamedTuple

import msgspec
from openpyxl.styles import PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from archiver.analysis.finding import Finding, Status, Understood
from archiver.case import Case
from archiver.digests import digest
from archiver.ledger import line_of
from archiver.refs import MessageRef
from archiver.review.listing import Row
from reports.formats.workbook import CELL_LIMIT, add_sheet, book_bytes, new_book, text_cell
from reports.visible import visible
from reports.words import ACTS

SCHEMA: Final = "juzheng/review/1"
SHEET, KEYS, WORDS = "核对表", "juzheng", "说明"
VERDICTS: Final[dict[str, Status]] = {"对": "accepted", "错": "rejected", "改": "corrected"}
FILLED: Final = ("判断", "改为", "期限改为", "金额改为", "所答改为", "说明")
"""The columns that a person fills in."""
ADDABLE: Final = ("编号", "原话")
"""Filled in besides where a row adds an act: the message, and its words if not all of them."""
COLUMNS: Final = (
    ("序号", 6), ("编号", 11), ("时间", 17), ("谁", 16), ("原话", 46), ("读作", 30), ("所答", 30), ("期限", 17),
    ("金额", 12), ("把握", 7), ("状态", 15), *zip(FILLED, (7, 18, 15, 12, 12, 30), strict=True), ("已有决定", 30),
    ("标识", 20), ("基准", 20),
)  # fmt: skip
HIDDEN: Final = ("标识", "基准")
ADDED: Final = 30
"""Empty rows below, for acts that the program missed."""
_OPEN: Final = PatternFill("solid", "FFF8E1")
_HELP: Final = (
    "在“判断”列选：对（读法正确）、错（不采用）、改（应读作别的）。没有判断的行保持原样；清空已有的判断等于撤回决定。",
    "选“改”时，在后面几列填应有的读法，不改的留空；要去掉程序读出的日期、金额或所答，填“无”。",
    "期限写成 2024-03-12 或 2024-03-12T15:00；金额写成 300、300-500 或 50%；所答写消息编号，如 E1-0016。",
    f"程序漏读的，在表末空行里填“编号”（如 E1-0017）和“改为”，判断选“改”；原话列可填其中的几个字。空行共 {ADDED} 行。",
    "填好保存后，再运行一次同一条命令读回：有一行不对，就一行也不写入，并告诉您是第几行。",
    "请不要改动其他列，也不要另存为 .xls 或 .csv。",
)


class Filled(NamedTuple):
    """What stands in the columns of a row that a person fills in, in the order of `FILLED`."""

    verdict: str = ""
    act: str = ""
    due: str = ""
    amount: str = ""
    target: str = ""
    note: str = ""

    @property
    def mark(self) -> str:
        """What tells whether the row was changed since it was written."""
        return hashlib.sha256("\0".join(self).encode("utf-8", "replace")).hexdigest()[:16]


def case_mark(case: Case) -> str:
    """Return what tells a case from every other: the digest of its ledger's first line."""
    return digest(line_of(case.entries()[0]))


def analysis_mark(findings: Iterable[Finding]) -> str:
    """Return what tells two readings of a case apart: a digest of all that the program reads, decisions left out."""
    told = []
    for one in findings:
        program = one.decision.read if one.decision else one.understood
        if program is not None:
            told.append((one.id, program))
    return digest(msgspec.json.encode(told))


def filled_of(row: Row) -> Filled:
    """Return what the decision on a finding puts into the columns to fill in."""
    finding, ruling = row.finding, row.finding.decision
    if ruling is None:
        return Filled()
    note = visible(ruling.note)[:CELL_LIMIT]
    verdict = next((word for word, status in VERDICTS.items() if status == finding.status), "")
    if finding.status != "corrected":
        return Filled(verdict, note=note)
    before, now = ruling.read, finding.understood
    added = before or Understood(now.act)
    return Filled(
        verdict,
        ACTS[now.act] if before is None or before.act != now.act else "",
        _changed(_due(added), _due(now)),
        _changed(_sum(added), _sum(now)),
        _changed(_answered(added), _answered(now)),
        note,
    )


def _changed(before: str, now: str) -> str:
    return "" if before == now else now or "无"


def _due(read: Understood) -> str:
    if read.due is None:
        return ""
    return read.due.due or read.due.text


def _sum(read: Understood) -> str:
    amount = read.amount
    if amount is None:
        return ""
    if amount.percent is not None:
        return f"{amount.percent}%"
    unit = "%" if amount.kind == "percent" else ""
    return amount.value or (f"{amount.min}-{amount.max}{unit}" if amount.min and amount.max else amount.text)


def _answered(read: Understood) -> str:
    return str(MessageRef.parse(read.target)) if read.target else ""


def check_sheet(rows: tuple[Row, ...], case: Case, made: str) -> bytes:
    """Return the sheet as .xlsx; `made` is the moment printed in it, ISO 8601."""
    book = new_book()
    sheet = add_sheet(book, SHEET)
    last = len(rows) + ADDED + 1
    _shape(sheet, last)
    sheet.append([text_cell(sheet, title, head=True) for title, _ in COLUMNS])
    for row in rows:
        _append(sheet, _cells(row), FILLED)
    for _ in range(ADDED):
        _append(sheet, dict.fromkeys((title for title, _ in COLUMNS), ""), (*ADDABLE, *FILLED))
    told = add_sheet(book, WORDS)
    told.column_dimensions["A"].width = 110
    for words in (*_HELP, "“改为”可填：", *(shown.rstrip("…") for shown in ACTS.values())):
        told.append([text_cell(told, words)])
    keys = add_sheet(book, KEYS)
    keys.sheet_state = "hidden"
    findings = (row.finding for row in rows)
    for pair in (("schema", SCHEMA), ("case", case_mark(case)), ("analysis", analysis_mark(findings)), ("made", made)):
        keys.append([text_cell(keys, words) for words in pair])
    return book_bytes(book)


def _cells(row: Row) -> dict[str, str]:
    finding = row.finding
    program = (finding.decision.read if finding.decision else None) or finding.understood
    filled = filled_of(row)
    return {
        "序号": str(row.number), "编号": row.ref, "时间": row.time, "谁": row.who, "原话": row.words,
        "读作": row.read, "所答": row.answers, "期限": _due(program), "金额": _sum(program),
        "把握": f"{finding.confidence:.2f}", "状态": row.state, **dict(zip(FILLED, filled, strict=True)),
        "已有决定": row.decision, "标识": finding.id, "基准": filled.mark,
    }  # fmt: skip


def _append(sheet: Worksheet, cells: dict[str, str], editable: tuple[str, ...]) -> None:
    made = []
    for title, _ in COLUMNS:
        cell = text_cell(sheet, visible(cells[title])[:CELL_LIMIT])
        cell.number_format = "@"  # a date or sum typed here stays as it was typed
        if title in editable:
            cell.protection, cell.fill = Protection(locked=False), _OPEN
        made.append(cell)
    sheet.append(made)


def _shape(sheet: Worksheet, last: int) -> None:
    letters = {title: get_column_letter(number) for number, (title, _) in enumerate(COLUMNS, 1)}
    for title, width in COLUMNS:
        sheet.column_dimensions[letters[title]].width = width
        sheet.column_dimensions[letters[title]].hidden = title in HIDDEN
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{letters['已有决定']}{last}"
    sheet.protection.sheet = True
    sheet.protection.autoFilter = False  # False allows it: the attribute names what is forbidden
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    first = len(_HELP) + 2
    for title, formula in (
        ("判断", f'"{",".join(VERDICTS)}"'),
        ("改为", f"{WORDS}!$A${first}:$A${first + len(ACTS) - 1}"),
    ):
        choice = DataValidation(type="list", formula1=formula, allow_blank=True, showErrorMessage=True)
        choice.errorTitle, choice.error = title, "请从列表中选"
        choice.add(f"{letters[title]}2:{letters[title]}{last}")
        sheet.data_validations.append(choice)  # what add_data_validation of an ordinary sheet does
