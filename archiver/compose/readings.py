"""How an act, its date and its sum were read, in words for people."""

from collections.abc import Iterator
from typing import Final

from archiver.analysis.dates import ISO_SPAN
from archiver.analysis.finding import Due, Finding, Understood
from reports.words import ACTS

_UNITS: Final = {
    "years": "年", "months": "个月", "weeks": "周", "days": "天", "working": "个工作日",
    "hours": "小时", "minutes": "分钟", "seconds": "秒",
}  # fmt: skip
"""The words for the parts of a length (`dates.ISO_SPAN`)."""


def act_shown(finding: Finding | Understood) -> str:
    """Return the words for an act: a reminder that names a date is a 催告, questions are told as such."""
    shown = ACTS[finding.act].rstrip("…")
    if finding.act == "reminder" and finding.due and finding.due.due:
        shown = "催告"
    return f"询问：{shown}" if finding.mood == "asked" else shown


def readings(finding: Finding | Understood) -> Iterator[str]:
    """Yield how the date and the sum of an act were read."""
    if finding.due:
        yield due_shown(finding.due)
    amount = finding.amount
    if amount and amount.value and amount.kind == "money":
        yield f"金额读作 {amount.value} 元"
    elif amount and amount.min and amount.max:
        bounds = f"{amount.min}–{amount.max}"
        yield f"比例读作 {bounds}%" if amount.kind == "percent" else f"金额读作 {bounds} 元"
    elif amount and amount.percent:
        yield f"比例读作 {amount.percent}%"


def understood_shown(read: Finding | Understood) -> str:
    """Return an act with its date and sum as one phrase."""
    return "，".join((act_shown(read), *readings(read)))


def span_shown(span: str) -> str:
    """Return the words for a length of time: `P5WD` 5个工作日, `P7D` 7天; `span` itself if it is none."""
    if span == "P0D":
        return "当天"
    parts = ISO_SPAN.fullmatch(span)
    told = "".join(f"{parts[unit]}{word}" for unit, word in _UNITS.items() if parts[unit]) if parts else ""
    return told or span


def due_shown(due: Due) -> str:
    """Return how a deadline was read."""
    if due.due:
        return f"期限读作 {due.due.replace('T', ' ')}"
    if due.after:
        return f"期限从另一件事起算（{span_shown(due.within) if due.within else '未说明多久'}）"
    if due.every:
        first = f"，首次 {due.not_before.replace('T', ' ')}" if due.not_before else ""
        return f"周期性的期限（每{span_shown(due.every)}一次{first}）"
    if due.not_before:
        return f"不早于 {due.not_before}"
    return "没有确定日期的期限"
