"""Which deals are worth a person's time first: a stated rule with points, and the reasons it gives.

The rule says nothing about who is right. Every point comes from a count that the report shows with its citations.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path

import msgspec
from msgspec import Struct

from archiver.analysis.entry import Ledger, Reading
from archiver.analysis.finding import Act, Finding, decimal_text
from archiver.errors import CaseError


class Rule(Struct, frozen=True, forbid_unknown_fields=True):
    """Points for what the log shows, and from how many points a deal counts as contested.

    Points are given once for each kind, however often it occurs. `overdue_days` and `unpaid_least` (yuan) say from
    where lateness and unpaid sums count.
    """

    threshold: int = 4
    overdue: int = 2
    overdue_days: int = 1
    unapproved: int = 2
    unpaid: int = 2
    unpaid_least: int = 1
    disputed: int = 2
    contradiction: int = 1
    payment_refusal: int = 2
    refund_request: int = 1
    termination: int = 1
    defect: int = 1
    silence: int = 1


class Reason(Struct, frozen=True):
    """What the rule counted, in Chinese, and the points for it."""

    words: str
    points: int

    def __str__(self) -> str:
        return f"{self.words}（{self.points:+d}）"


class Facts(Struct, frozen=True):
    """What triage counts in a deal. Sums are decimal strings in yuan, None where the log does not say.

    `at_stake` is the largest difference between due and paid under any view in the ledger; `unpaid` the difference by
    the agreed price, where it is above zero; `unpaid_sure` whether every payment seen bears its sum.
    """

    price: str | None
    at_stake: str | None
    unpaid: str | None
    unpaid_sure: bool
    overdue: int
    overdue_days: int | None
    unapproved: int
    disputed: int
    contradictions: int
    silences: int
    unanswered: bool
    acts: tuple[tuple[Act, int], ...]
    missing_sources: tuple[str, ...]


def read_rule(path: Path) -> Rule:
    """Read a rule from TOML; what it does not name keeps its usual points. CaseError for anything else."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Rule)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        known = "、".join(Rule.__struct_fields__)
        raise CaseError(f"读不懂争议规则“{path.name}”（{error}）", f"每行写“名称 = 分数”，名称可用：{known}") from error


def facts_of(ledger: Ledger, findings: Iterable[Finding]) -> Facts:
    """Count what the rule looks at; only what is a finding counts, a suggestion never."""
    told = Counter(one.act for one in findings if one.status in {"finding", "accepted", "corrected"})
    late = [one for one in ledger.obligations if one.status in {"late", "unmet"}]
    days = [one.late_by for one in late if one.late_by is not None]
    position = ledger.position
    readings = position.readings if position else ()
    return Facts(
        price=ledger.agreement.price.value if ledger.agreement.price else None,
        at_stake=_largest(readings),
        unpaid=_unpaid(readings),
        unpaid_sure=not (position and position.unknown),
        overdue=len(late),
        overdue_days=max(days, default=None),
        unapproved=sum(_is_unapproved(one.approved, one.price, one.done) for one in ledger.changes),
        disputed=sum(point.state == "disputed" for point in ledger.points),
        contradictions=len(ledger.contradictions),
        silences=len(ledger.silences),
        unanswered=any(one.until is None for one in ledger.silences),
        acts=tuple(sorted(told.items())),
        missing_sources=tuple(dict.fromkeys(f"{one.what}（{one.holder}）" for one in ledger.wanted)),
    )


def reasons(facts: Facts, rule: Rule) -> tuple[Reason, ...]:
    """Return the reasons that bear points under the rule, weightiest first."""
    return tuple(sorted((one for one in _told(facts, rule) if one.points), key=lambda one: -one.points))


def is_contested(given: Iterable[Reason], rule: Rule) -> bool:
    """Say whether the points reach the threshold."""
    return sum(one.points for one in given) >= rule.threshold


def rule_words(rule: Rule) -> str:
    """Say the rule in one Chinese sentence without full stop."""
    parts = (
        (rule.overdue, f"有义务逾期 {rule.overdue_days} 天以上或未见履行"),
        (rule.unapproved, "有未见同意而加价或已做的变更"),
        (rule.unpaid, f"按约定价款未见付清 {rule.unpaid_least} 元以上"),
        (rule.disputed, "有双方说法相反的争点"),
        (rule.payment_refusal, "有拒绝付款的表示"),
        (rule.refund_request, "有退款要求"),
        (rule.termination, "有终止合作的表示"),
        (rule.defect, "有质量异议"),
        (rule.contradiction, "同一方前后说法不一"),
        (rule.silence, "最后有要求未见回复"),
    )
    listed = "；".join(f"{words} {points:+d}" for points, words in parts if points)
    return f"{listed}。合计达到 {rule.threshold} 分列为争议（contested）"


def _told(facts: Facts, rule: Rule) -> Iterator[Reason]:
    acts = dict(facts.acts)
    if facts.overdue and (facts.overdue_days is None or facts.overdue_days >= rule.overdue_days):
        days = f"，最长 {facts.overdue_days} 天" if facts.overdue_days else ""
        yield Reason(f"逾期或未见履行 {facts.overdue} 项{days}", rule.overdue)
    if facts.unapproved:
        yield Reason(f"未见同意的变更 {facts.unapproved} 项", rule.unapproved)
    if facts.unpaid and Decimal(facts.unpaid) >= rule.unpaid_least:
        sure = "" if facts.unpaid_sure else "（有付款未载明金额）"
        yield Reason(f"未见付清 {facts.unpaid} 元{sure}", rule.unpaid)
    if facts.disputed:
        yield Reason(f"双方说法相反的争点 {facts.disputed} 个", rule.disputed)
    if facts.contradictions:
        yield Reason(f"前后说法不一 {facts.contradictions} 处", rule.contradiction)
    named: tuple[tuple[Act, str, int], ...] = (
        ("payment_refusal", "拒绝付款的表示", rule.payment_refusal),
        ("refund_request", "退款要求", rule.refund_request),
        ("termination", "终止合作的表示", rule.termination),
        ("defect", "质量异议", rule.defect),
    )
    for act, words, points in named:
        if acts.get(act):
            yield Reason(f"{words} {acts[act]} 处", points)
    if facts.unanswered:
        yield Reason("最后有要求未见回复", rule.silence)


def _is_unapproved(approved: str | None, price: str | None, done: str | None) -> bool:
    return approved is None and (price is not None or done is not None)


def _largest(readings: tuple[Reading, ...]) -> str | None:
    values = [abs(Decimal(one.value)) for one in readings]
    return decimal_text(max(values)) if values else None


def _unpaid(readings: tuple[Reading, ...]) -> str | None:
    """Return what is left of the agreed price: the first reading is by the price as agreed."""
    by_price = next((Decimal(one.value) for one in readings if one.title == "按约定价款"), None)
    return decimal_text(by_price) if by_price is not None and by_price > 0 else None
