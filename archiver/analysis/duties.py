"""Figures on both parties' duties: revisions, the first objection, use after delivery, waiting."""

import re
from collections.abc import Sequence
from statistics import median

from archiver.analysis.entry import Agreement, Change, Delivery, Duties, Waiting
from archiver.analysis.finding import Role
from archiver.analysis.matter import PRINCIPALS, Matter, Turn
from archiver.analysis.silences import waits

_COUNT = re.compile(r"(?:(\d{1,2})|([一二两三四五六七八九十]))\s*(?:次|版|稿|回|轮|遍)")
# 已经上线了 · 客人都在用 · 发出去印了
_USES = re.compile(r"上线了|在用|用上了|用着|挂上|发出去了|印了|印出来|下厂|交上去了|发布了|投放了|摆上|卖了|提交了")


def duties(matter: Matter, agreement: Agreement, asked: Sequence[Change], handed: Sequence[Delivery]) -> Duties:
    """Return the figures; days are calendar days, hours are on the clock."""
    first = matter.turn(handed[0].ref) if handed else None
    objection = _objection(matter, first)
    limit = agreement.revision_limit
    return Duties(
        revisions_used=sum(change.done is not None for change in asked),
        revisions_included=_included(limit.text if limit else None),
        revisions_ref=limit.proposed if limit else None,
        delivered=None if first is None else first.ref,
        first_objection=None if objection is None else objection.ref,
        objection_days=_days(first, objection),
        used=_uses(matter, first),
        waiting=tuple(_waiting(matter, role) for role in PRINCIPALS),
    )


def _included(text: str | None) -> int | None:
    named = _COUNT.search(text or "")
    if named is None:
        return None
    return int(named[1]) if named[1] else "一二三四五六七八九十".index(named[2].replace("两", "二")) + 1


def _objection(matter: Matter, first: Turn | None) -> Turn | None:
    if first is None:
        return None
    later = (turn for turn in matter.turns[first.index + 1 :] if turn.role == "client" and turn.has("defect"))
    return next(later, None)


def _days(first: Turn | None, objection: Turn | None) -> int | None:
    if first is None or objection is None or first.at is None or objection.at is None:
        return None
    return (objection.at.date() - first.at.date()).days


def _uses(matter: Matter, first: Turn | None) -> tuple[str, ...]:
    if first is None:
        return ()
    later = (turn for turn in matter.turns[first.index + 1 :] if turn.role == "client")
    return tuple(turn.ref for turn in later if _USES.search(turn.text) and not re.search(r"[没不]|[吗?？]", turn.text))


def _waiting(matter: Matter, role: Role) -> Waiting:
    taken = [
        ((wait.reply.at - wait.asked.at).total_seconds() / 3600, wait.asked.ref)
        for wait in waits(matter)
        if wait.owes == role and wait.asked is not None and wait.reply is not None
        if wait.asked.at is not None and wait.reply.at is not None
    ]
    if not taken:
        return Waiting(role, 0, None, None, None)
    longest = max(taken)
    return Waiting(role, len(taken), round(median(hours for hours, _ in taken), 1), round(longest[0], 1), longest[1])
