"""What waits for an answer in a talk, and whether some words take it up."""

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Literal

from msgspec import Struct

from archiver.analysis.consent import OUTRIGHT, AskKind, telling
from archiver.analysis.finding import Act, Amount, Finding, Role
from archiver.analysis.reading import Reading, Timed
from archiver.analysis.rule import Fact

ProposalKind = Literal["price", "change", "date", "delay", "draft", "refund", "question", "promise", "remark"]

_NAMED_DAY = re.compile(r"[号周星礼月节底初中]|(?<![今明听昨噚])日")
SHORT_ANSWER = 12
"""An answer no longer than this may take up a verb alone."""
_CHANGING = frozenset("换改加减删拆砍挪调放掐剪补缩扩去添塞重做画写录移淡深浅大小")
"""Verbs of a change that its answer takes up: 表格拆, 那换橙的."""


class Proposal(Struct, frozen=True):
    """Something that waits for a yes or no of the other side."""

    ref: str
    index: int
    at: datetime | None
    account: str
    role: Role | None
    kind: ProposalKind
    firm: bool = True
    """Whether a bare yes answers it; a draft shown without a question wants more than 好."""
    words: str = ""
    sums: frozenset[str] = frozenset()
    dues: frozenset[str] = frozenset()
    ask: AskKind | None = None
    """How it asks for consent, None where it puts nothing."""

    @property
    def idle(self) -> bool:
        """It tells or asks a fact: a yes to it is no consent."""
        return self.ask is None and telling(self.words)


class Event(Struct, frozen=True):
    """A draft, a delivery or a movement of money."""

    ref: str
    index: int
    at: datetime | None
    account: str
    role: Role | None
    amount: Amount | None = None
    """The sum of a movement of money."""


class Debt(Struct, frozen=True):
    """A date that stands: promised by the side that named it, or demanded of the other."""

    account: str
    role: Role | None
    demanded: bool
    due: str


_KINDS: tuple[tuple[Act, ProposalKind], ...] = (
    ("extension_request", "delay"), ("refund_request", "refund"), ("change_request", "change"), ("quote", "price"),
    ("progress", "draft"),
)  # fmt: skip
ANSWERED_BY: Mapping[Fact, tuple[ProposalKind, ...]] = {
    "open_price": ("price", "refund"), "open_change": ("change",), "open_date": ("date", "delay"),
    "open_delay": ("delay",), "open_draft": ("draft",), "open_question": ("question",), "open_refund": ("refund",),
}  # fmt: skip
"""Which proposals an answer means that rests on a fact."""


def proposal_kind(findings: Iterable[Finding]) -> ProposalKind | None:
    """Tell what the findings of one message put to the other side, if anything."""
    acts = {finding.act: finding for finding in findings}
    for act, kind in _KINDS:
        if act in acts:
            return kind
    if "deadline" not in acts:
        return None
    return "promise" if "commitment" in acts else "date"


def proposal_of(
    reading: Reading, role: Role | None, kind: ProposalKind, acts: AbstractSet[Act] = frozenset()
) -> Proposal:
    """Return what a message leaves waiting: a proposal, or at least a remark that an answer may take up."""
    line = reading.line
    return Proposal(
        ref=line.ref,
        index=reading.index,
        at=line.at,
        account=line.account,
        role=role,
        kind=kind,
        firm=_asks(reading) if kind == "draft" else kind not in ("promise", "remark"),
        words=reading.text,
        sums=frozenset(found.amount.value for found in reading.sums if found.amount.value),
        dues=frozenset(timed.due.due for timed in reading.times if timed.due and timed.due.due and not timed.past),
        ask=_ask(reading, kind, acts),
    )


_PUT: Mapping[ProposalKind, AskKind] = {
    "price": "price", "change": "change", "date": "terms", "delay": "delay", "refund": "terms",
}  # fmt: skip

_TELLING: frozenset[Act] = frozenset(("delivery", "payment", "acceptance", "approval", "rejection"))


def _ask(reading: Reading, kind: ProposalKind, acts: AbstractSet[Act]) -> AskKind | None:
    """Tell how a message asks for consent: what was found to be a proposal does so whatever its words."""
    tells = kind == "promise" or (kind == "remark" and bool(acts & _TELLING))
    asks = None if tells and reading.ask not in OUTRIGHT else reading.ask
    return asks or _PUT.get(kind)


def _asks(reading: Reading) -> bool:
    return any("question" in clause.features for clause in reading.clauses)


def fits(held: Proposal, reading: Reading, wanted: frozenset[Fact]) -> bool:
    """Tell whether a message answers `held`, judged by the facts that the answer's rule rests on."""
    if "same_sum" in wanted:
        return bool(held.sums & {found.amount.value for found in reading.sums})
    if "same_date" in wanted or "in_time" in wanted:
        said = {day_of(timed.due.due) for timed in reading.times if timed.due and timed.due.due}
        days = {day_of(due) for due in held.dues}
        return bool(said & days) if "same_date" in wanted else held.kind == "date"
    if "echo" in wanted:
        return held.kind == "change" and shares_verb(held.words, reading.text)
    return held.kind in {kind for fact in wanted for kind in ANSWERED_BY.get(fact, ())}


def is_today(timed: Timed, reading: Reading) -> bool:
    """Tell whether words mean today without naming it: 今晚 said by both sides is no answer, 15号 is."""
    return not names_a_day(timed) and reading.line.at is not None and timed.day == reading.line.at.date().isoformat()


def names_a_day(timed: Timed) -> bool:
    """Tell 28号 and 周五, which name a day, from 今晚 and 下午, which are today whatever the talk has set."""
    return timed.due is not None and bool(_NAMED_DAY.search(timed.due.text))


def day_of(due: str) -> str:
    """Return the day of a due, be it a day or a clock time."""
    return due[:10]


def shares_verb(proposal: str, answer: str) -> bool:
    """Tell whether an answer takes up the verb of a change."""
    verbs = _CHANGING.intersection(answer)
    return bool(verbs) and not verbs.isdisjoint(proposal)


def last_moment(due: str) -> str:
    """Return the last moment that keeps a due, in a form that compares with a time of day."""
    return due if "T" in due else f"{due}T23:59:59"
