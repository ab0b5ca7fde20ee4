"""Reading a filled check sheet back: every row is understood before one decision is made."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Final, NamedTuple

from msgspec import Struct

from archiver.analysis.decisions import Decision
from archiver.case import Case
from archiver.errors import CaseError
from archiver.review.desk import NOTHING, Change, Desk, Wish
from archiver.review.listing import Row
from archiver.review.sheet import (
    ADDABLE,
    COLUMNS,
    FILLED,
    KEYS,
    SCHEMA,
    SHEET,
    VERDICTS,
    Filled,
    analysis_mark,
    case_mark,
    filled_of,
)
from parsers import Source, SourceError, workbook, workbook_parts
from parsers.source import ArchiveSource

_REMEDY: Final = "请用本程序写出的 .xlsx 核对表，填好后原样保存"
_MOST_ROWS: Final = 300_000
_TOLD: Final = 12
"""How many faulty rows an error names."""


class Back(Struct, frozen=True):
    """What a filled sheet asks for. `stale`: the program reads the case otherwise than when the sheet was made."""

    decisions: tuple[Decision, ...]
    stale: bool


class _Line(NamedTuple):
    """A row of the sheet that is not empty, by its number in the sheet."""

    number: int
    cells: Mapping[str, str]

    @property
    def filled(self) -> Filled:
        return Filled(*(self.cells[title] for title in FILLED))


def read_back(path: Path, case: Case, desk: Desk, rows: tuple[Row, ...], by: str) -> Back:
    """Return the decisions of a filled sheet: of the rows that were changed since it was written.

    CaseError where the file is no check sheet, is another case's, or has rows that cannot be understood, which are
    named by their numbers; then nothing is decided.
    """
    keys, lines = _content(path)
    if keys.get("schema") != SCHEMA:
        raise CaseError(f"“{path.name}”不是本程序写出的核对表", _REMEDY)
    if keys.get("case") != case_mark(case):
        raise CaseError(f"“{path.name}”是另一个案卷的核对表", "请确认案卷和核对表是否对应；要重新做表请换一个文件名")
    known = {row.finding.id: row for row in rows}
    made: dict[str, tuple[int, Decision]] = {}
    faults: list[str] = []
    for line in lines:
        try:
            decision = _decision(line, known, desk, by)
        except CaseError as error:
            faults.append(f"第 {line.number} 行：{error.what}（{error.remedy}）")
            continue
        if decision is not None and decision.finding in made:
            faults.append(f"第 {line.number} 行：与第 {made[decision.finding][0]} 行说的是同一处（请只留一行）")
        elif decision is not None:
            made[decision.finding] = (line.number, decision)
    if faults:
        more = f"；另有 {len(faults) - _TOLD} 行" if len(faults) > _TOLD else ""
        raise CaseError(
            f"核对表里有 {len(faults)} 行读不通，一行也没有写入。{'；'.join(faults[:_TOLD])}{more}", "请改好这些行再读"
        )
    stale = keys.get("analysis") != analysis_mark(desk.findings)
    return Back(tuple(decision for _, decision in made.values()), stale)


def _decision(line: _Line, known: Mapping[str, Row], desk: Desk, by: str) -> Decision | None:
    """Return what a row asks for; None for one that asks for nothing new."""
    filled, name = line.filled, line.cells["标识"]
    if not name:
        return _addition(line, desk, by)
    if filled.mark == line.cells["基准"]:
        return None
    row = known.get(name)
    if row is None:
        raise CaseError("这一处现在已读不出来", "请清空这一行的判断，需要的话在表末补充")
    now = filled_of(row)
    if filled == now:
        return None
    if now.mark != line.cells["基准"]:
        raise CaseError(f"做表之后这一处另有决定：{row.decision or '已撤回'}", "请重新做表，或清空这一行的改动")
    if not filled.verdict:
        if any(filled):
            raise CaseError("填了内容，但没有在“判断”里选对、错或改", "请补上判断，或清空这一行")
        return desk.decide(Wish(name, "withdrawn"), by)
    return desk.decide(_wish(name, filled), by)


def _wish(where: str, filled: Filled, words: str | None = None) -> Wish:
    status = VERDICTS.get(filled.verdict)
    if status is None:
        raise CaseError(f"判断写成了“{filled.verdict[:10]}”", "只能是对、错、改")
    change = Change(filled.act or None, filled.amount or None, None, filled.due or None, filled.target or None, words)
    asked = any((filled.act, filled.due, filled.amount, filled.target))
    match status:
        case "corrected":
            return Wish(where, "corrected", change, filled.note, afresh=True)
        case "accepted" | "rejected" if not asked:
            return Wish(where, status, note=filled.note)
        case _:
            raise CaseError(f"判断为“{filled.verdict}”，却填了改正的内容", "要改请选“改”，否则清空改正各列")


def _addition(line: _Line, desk: Desk, by: str) -> Decision | None:
    filled, ref = line.filled, line.cells["编号"]
    if not any(filled) and not any(line.cells[title] for title in ADDABLE):
        return None
    if not ref or filled.verdict != "改" or filled.act in NOTHING:
        raise CaseError("补充的行要填编号和“改为”，判断选“改”", "不补充就清空这一行")
    decision = desk.decide(_wish(ref, filled, line.cells["原话"] or None), by)
    held = desk.held.get(decision.finding)
    return None if held and (held.read, held.note) == (decision.read, decision.note) else decision


def _content(path: Path) -> tuple[dict[str, str], tuple[_Line, ...]]:
    """Return the keys and the rows of a sheet. CaseError for anything that is none."""
    try:
        source = Source.open(path)
        if not isinstance(source, ArchiveSource) or not workbook.is_workbook(source):
            raise CaseError(f"“{path.name}”不是 Excel 工作簿（.xlsx）", _REMEDY)
        with workbook.opened(source, _REMEDY) as book:
            if not {SHEET, KEYS} <= set(book.names):
                raise CaseError(f"“{path.name}”不是本程序写出的核对表", _REMEDY)
            keys = {_text(row.cells[0]): _text(row.cells[1]) for row in book.rows(KEYS) if len(row.cells) > 1}
            return keys, tuple(_lines(book.rows(SHEET), path))
    except SourceError as error:
        raise CaseError(error.what, error.remedy) from error


def _lines(rows: Iterator[workbook_parts.Row], path: Path) -> Iterator[_Line]:
    first = next(rows, None)
    heads = [_text(cell) for cell in first.cells] if first else []
    lacking = [title for title, _ in COLUMNS if title not in heads]
    if lacking:
        raise CaseError(f"“{path.name}”缺少“{lacking[0]}”等列", "请恢复表头，或换一个文件名重新做表")
    at = {title: heads.index(title) for title, _ in COLUMNS}
    for row in rows:
        if row.number > _MOST_ROWS:
            raise CaseError(f"“{path.name}”的行数太多", _REMEDY)
        cells = {title: _text(row.cells[place]) if place < len(row.cells) else "" for title, place in at.items()}
        if any(cells.values()):
            yield _Line(row.number, cells)


def _text(cell: object) -> str:
    """Return a cell as it would be typed: Excel makes dates and numbers of what looks like them."""
    match cell:
        case None:
            return ""
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime():
            return cell.isoformat(timespec="minutes")
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()
