"""What people decided of the program's readings, in words for people."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from archiver.analysis.finding import Finding, Ruling, Standing, Status, Understood
from archiver.compose.readings import understood_shown
from archiver.contract import DecisionEntry
from reports.visible import visible

_VERBS: Final[dict[Status, str]] = {"accepted": "确认", "corrected": "改正", "rejected": "不采用"}
STANDINGS: Final[dict[Standing, str]] = {
    "same": "",
    "changed": "程序现在的读法与决定时不同",
    "moved": "程序现在在这条消息的另一处读出",
    "gone": "程序现在已读不出这一处，决定仍然有效",
    "added": "",
    "unread": "这条消息这次没有读到",
}


def ruling_shown(finding: Finding) -> str:
    """Return who decided what of a finding, when and why; empty where nobody did."""
    held = finding.decision
    if held is None:
        return ""
    before = held.read if finding.status == "corrected" and held.read != finding.understood else None
    return decision_shown(finding.status, held, before)


def decision_shown(status: Status, held: Ruling | DecisionEntry, before: Understood | None = None) -> str:
    """Return a decision as one phrase: 经林某于 2026-03-01 改正（原读作：…）：说明."""
    was = f"（原读作：{understood_shown(before)}）" if before else ""
    more = f"，{STANDINGS[held.standing]}" if STANDINGS[held.standing] else ""
    note = f"：{' '.join(visible(held.note).split())}" if held.note else ""
    return f"经{visible(held.by) or '使用者'}于 {held.at[:10]} {_verb(status, held)}{was}{more}{note}"


def decided_shown(findings: Iterable[Finding], deal: str | None) -> tuple[str, ...]:
    """Return how many readings of a deal people decided on, for every edition: what is not the program's is told."""
    mine = (one for one in findings if one.decision and deal in (None, one.deal))
    counts = Counter(_verb(one.status, one.decision) for one in mine if one.decision)
    if not counts:
        return ()
    listed = "、".join(f"{verb} {count} 处" for verb, count in sorted(counts.items()))
    return (f"其中有的读法经人逐条核对：{listed}；以人的决定为准，决定记在案卷台账里，引文本身不受影响。",)


def _verb(status: Status, held: Ruling | DecisionEntry) -> str:
    return "补充（程序没有读出）" if held.standing == "added" else _VERBS[status]
