"""Figures on both parties' duties: revisions, the first objection, use after delivery, waiting."""

import re
from collections.abc import Sequence
from decimal import Decimal
from statistics import median

from archiver.analysis.entry import Agreement, Change, Delivery, Duties, Waiting
from archiver.analysis.finding import Role, decimal_text
from archiver.analysis.matter import PRINCIPALS, Matter, Turn
from archiver.analysis.quoted_sums import decimal_of
from archiver.analysis.silences import waits

_COUNT = re.compile(r"(?:(\d{1,2})|([一二两三四五六七八九十]))\s*(?:次|版|稿|回|轮|遍)")
_CLAUSE = re.compile(r"[^，,。！!；;\s]+")
_DENIED = re.compile(r"[没不未]|[吗?？]")
# 已经上线了 · 客人都在用 · 发出去印了
_USES = re.compile(
    r"上线了|在用|用上了|用得[挺很蛮还]?[好顺]|用着|挂上|发出去了|印了|印出来|下厂|交上去了|发布了|投放了|摆上|卖了|提交了"
)


def duties(matter: Matter, agreement: Agreement, asked: Sequence[Change], handed: Sequence[Delivery]) -> Duties:
    """Return the figures; days are calendar days, hours are on the clock."""
    first = matter.turn(handed[0].ref) if handed else None
    objection = _objection(matter, first)
    limit = agreement.revision_limit
    prices = [value for change in asked if _priced(change) and (value := decimal_of(change.value))]
    return Duties(
        revisions_used=sum(change.done is not None and not _priced(change) for change in asked),
        revisions_included=_included(limit.text if limit else None),
        revisions_ref=limit.proposed if limit else None,
        delivered=None if first is None else first.ref,
        first_objection=None if objection is None else objection.ref,
        objection_days=_days(first, objection),
        used=_uses(matter, first),
        waiting=tuple(_waiting(matter, role) for role in PRINCIPALS),
        extra_price=decimal_text(sum(prices, Decimal(0))) if prices else None,
    )


def _priced(change: Change) -> bool:
    """Tell whether a change was agreed at a price of its own."""
    return change.approved is not None and bool(decimal_of(change.value))


def _included(text: str | None) -> int | None:
    named = _COUNT.search(text or "")
    if named is None:
        return None
    return int(named[1]) if named[1] else "一二三四五六七八九十".index(named[2].replace("两", "二")) + 1


def _objection(matter: Matter, first: Turn | None) -> Turn | None:
    if first is None:
        return None
    later = (turn for turn in matter.sided_after(first.index) if turn.role == "client" and turn.has("defect"))
    return next(later, None)


def _days(first: Turn | None, objection: Turn | None) -> int | None:
    if first is None or objection is None or first.at is None or objection.at is None:
        return None
    return (objection.at.date() - first.at.date()).days


def _uses(matter: Matter, first: Turn | None) -> tuple[str, ...]:
    if first is None:
        return ()
    later = (turn for turn in matter.sided_after(first.index) if turn.role == "client")
    return tuple(turn.ref for turn in later if _speaks_of_use(turn.text))


def _speaks_of_use(text: str) -> bool:
    """Tell whether a clause says that the work is in use; a question or a no in another clause does not matter."""
    return any(_USES.search(clause) and not _DENIED.search(clause) for clause in _CLAUSE.findall(text))


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
