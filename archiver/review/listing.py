"""Findings as a person checks them: number, message, words, and how they were read."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from archiver.analysis.finding import Finding, Status
from archiver.analysis.talk import Line
from archiver.compose.book import LABELS
from archiver.compose.decided import decision_shown, ruling_shown
from archiver.compose.readings import understood_shown
from archiver.contract import DecisionEntry
from archiver.refs import MessageRef
from archiver.review.desk import Desk
from reports.visible import visible

STATES: Final[dict[Status, str]] = {
    "finding": "读出", "suggestion": "待核对，未计入", "accepted": "已确认", "corrected": "已改正",
    "rejected": "不采用",
}  # fmt: skip


class Row(Struct, frozen=True):
    """One finding for the eye; all texts are safe to print. `number` counts from 1 in the order of the talk."""

    number: int
    finding: Finding
    ref: str
    time: str
    who: str
    words: str
    read: str
    answers: str
    state: str
    decision: str


def rows_of(desk: Desk) -> tuple[Row, ...]:
    """Return a row for each finding, in the order of the talk."""
    return tuple(_row(number, one, desk) for number, one in enumerate(desk.findings, 1))


def _row(number: int, finding: Finding, desk: Desk) -> Row:
    line = desk.lines[finding.ref]
    program = (finding.decision.read if finding.decision else None) or finding.understood
    added = finding.decision is not None and finding.decision.standing == "added"
    return Row(
        number=number,
        finding=finding,
        ref=str(MessageRef.parse(finding.ref)),
        time=line.at.isoformat(" ", "minutes") if line.at else "时间不明",
        who=visible(f"{LABELS[finding.by.role]} {line.name}".strip() if finding.by.role else line.name),
        words=visible(" / ".join(desk.lines[ref].text for ref in finding.refs if ref in desk.lines)),
        read=understood_shown(program),
        answers=_answered(finding, desk),
        state="已补充" if added else STATES[finding.status],
        decision=ruling_shown(finding),
    )


def _answered(finding: Finding, desk: Desk) -> str:
    target = desk.lines.get(finding.target or "")
    return f"{MessageRef.parse(target.ref)} {visible(short(target))}" if target else ""


def short(line: Line, most: int = 40) -> str:
    """Return the beginning of a message's text on one line."""
    words = " ".join(line.text.split())
    return words if len(words) <= most else f"{words[:most]}…"


def listed(row: Row) -> Iterator[str]:
    """Yield the lines that tell of a finding in the shell."""
    quote = f"“{visible(row.finding.quote)}”" if row.finding.quote else "（没有文字）"
    yield f"{row.number:>4}  {row.ref}  {row.time}  {row.who}"
    yield f"      {row.read}：{quote}"
    if row.answers:
        yield f"      所答：{row.answers}"
    yield f"      {row.state}  把握 {row.finding.confidence:.2f}  {row.finding.id}"
    if row.decision:
        yield f"      {row.decision}"


def lost(decisions: tuple[DecisionEntry, ...]) -> Iterator[str]:
    """Yield a line for each decision about something that the program no longer finds or did not read."""
    for one in decisions:
        if one.standing in ("gone", "unread"):
            quote = f"“{visible(one.quote)}”" if one.quote else ""
            told = decision_shown(one.verdict, one)
            yield f"{MessageRef.parse(one.ref)}  {quote}  {told}  {one.finding}"
