"""What a talk has come to: open proposals of each side, drafts shown, work delivered, money on its way.

The context sees every message of one chat in order, with the findings made in it, and tells two things of the next
one: the facts that hold for its speaker, and which earlier message an answer means. It holds a bounded number of
proposals, so a chat of any length can be read as a stream.
"""

import re
from collections import deque
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from archiver.analysis.finding import Act, Finding, Role
from archiver.analysis.reading import Reading, Timed
from archiver.analysis.rule import Fact, facts
from archiver.analysis.talk import Line

ProposalKind = Literal["price", "change", "date", "delay", "draft", "refund", "question", "promise", "remark"]

HELD = 60
"""Proposals and remarks kept per chat; an answer reaches no further back."""
NEAR_LINES, NEAR_TIME = 14, timedelta(hours=30)
"""How far a bare yes reaches back."""
REPLY_LINES = 3
"""What follows the other side's words this closely speaks to them."""
OWN_LINES = 3
"""After so many lines of one's own, a bare yes no longer answers what stood before them."""
FAR_LINES, FAR_TIME = 60, timedelta(days=8)
"""How far an answer in so many words reaches back."""
ASKED_LINES = 5
"""How long 什么时候 waits for a date."""
FRESH_LINES, FRESH_TIME = 30, timedelta(days=5)
"""How long a picture, a file or a transfer waits for its word."""


_NAMED_DAY = re.compile(r"[号日周星礼月节底初中]|明|后天")
_SHORT_ANSWER = 12
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


class Event(Struct, frozen=True):
    """A draft, a delivery or a movement of money."""

    ref: str
    index: int
    at: datetime | None
    account: str
    role: Role | None
    taken: bool = False


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
_ANSWERED_BY: Mapping[Fact, tuple[ProposalKind, ...]] = {
    "open_price": ("price", "refund"), "open_change": ("change",), "open_date": ("date", "delay"),
    "open_delay": ("delay",), "open_draft": ("draft",), "open_question": ("question",), "open_refund": ("refund",),
}  # fmt: skip


def proposal_kind(findings: Iterable[Finding]) -> ProposalKind | None:
    """Tell what the findings of one message put to the other side, if anything."""
    acts = {finding.act: finding for finding in findings}
    for act, kind in _KINDS:
        if act in acts:
            return kind
    if "deadline" not in acts:
        return None
    return "promise" if "commitment" in acts else "date"


class Context:
    """The state of one chat. `roles` may name the side of each account; others are told apart by account."""

    def __init__(self, roles: Mapping[str, Role]) -> None:
        self._roles = roles
        self._sides_named = {"client", "provider"} <= set(roles.values())
        self._proposals: deque[Proposal] = deque(maxlen=HELD)
        self._window: tuple[int, tuple[Proposal, ...]] = (0, ())
        self._drafts: deque[Event] = deque(maxlen=8)
        self._deliveries: deque[Event] = deque(maxlen=8)
        self._money: deque[Event] = deque(maxlen=8)
        self._spoken: deque[tuple[int, str]] = deque(maxlen=FAR_LINES)
        self._standing: set[Fact] = set()
        self._days: deque[str] = deque(maxlen=HELD)
        self._debts: deque[Debt] = deque(maxlen=HELD)
        self._questions: deque[Event] = deque(maxlen=8)
        self._pay_questions: deque[Event] = deque(maxlen=8)

    def role(self, account: str) -> Role | None:
        """Return the side of an account, None where it is unknown: who is named on neither side looks on."""
        return self._roles.get(account, "other" if self._sides_named else None)

    def _other_side(self, account: str, role: Role | None, line: Line) -> bool:
        mine = self.role(line.account)
        if mine is None or role is None:
            return account != line.account
        return role not in (mine, "other")

    def hear(self, line: Line, index: int) -> None:
        """Take note that somebody spoke."""
        self._spoken.append((index, line.account))

    def _spoken_since(self, account: str, index: int) -> int:
        return sum(1 for at, who in self._spoken if at > index and who == account)

    def open(self, line: Line, index: int) -> tuple[Proposal, ...]:
        """Return the proposals and remarks of the other side that still wait, the nearest last."""
        if self._window[0] != index:
            waiting: list[Proposal] = []
            for held in reversed(self._proposals):
                if index - held.index > FAR_LINES:
                    break
                if self._other_side(held.account, held.role, line) and _recent(held.at, line, FAR_TIME):
                    waiting.append(held)
            self._window = (index, tuple(reversed(waiting)))
        return self._window[1]

    def _owes(self, debt: Debt, line: Line) -> bool:
        """Tell whether a date binds the speaker: a promise is owed by its side, a demand by the other."""
        theirs = self._other_side(debt.account, debt.role, line)
        return theirs if debt.demanded else not theirs

    def _owed_to(self, debt: Debt, line: Line) -> bool:
        """Tell whether a date binds the other side."""
        theirs = self._other_side(debt.account, debt.role, line)
        return not theirs if debt.demanded else theirs

    def fresh(self, events: Iterable[Event], line: Line, index: int) -> list[Event]:
        """Return the events of the other side that have no word yet, the latest last."""
        return [
            event
            for event in events
            if not event.taken
            and index - event.index <= FRESH_LINES
            and self._other_side(event.account, event.role, line)
            and _recent(event.at, line, FRESH_TIME)
        ]

    def standing(self, line: Line, index: int) -> frozenset[Fact]:
        """Return what holds for the speaker of `line` before it is read."""
        found = set(self._standing)
        every = self.open(line, index)
        if every and index - every[-1].index <= REPLY_LINES and self._spoken_since(line.account, every[-1].index) <= 1:
            found.add("replying")
        waiting = [held for held in every if held.kind != "remark"]
        if waiting:
            found.add("open")
        near = [
            held
            for held in waiting
            if held.firm and index - held.index <= NEAR_LINES and _recent(held.at, line, NEAR_TIME)
        ]
        if any(self._spoken_since(line.account, held.index) <= OWN_LINES for held in near):
            found.add("open_near")
        kinds = {held.kind for held in waiting}
        found |= {fact for fact, answered in _ANSWERED_BY.items() if kinds & set(answered)}
        for fact, events in (("fresh_draft", self._drafts), ("fresh_delivery", self._deliveries)):
            if self.fresh(events, line, index):
                found.add(fact)  # type: ignore[arg-type]  # the pairs above are facts
        if any(index - event.index <= FRESH_LINES for event in self.fresh(self._money, line, index)):
            found.add("fresh_money")
        if any(index - event.index <= ASKED_LINES for event in self.fresh(self._questions, line, index)):
            found.add("asked_when")
        if any(index - event.index <= ASKED_LINES for event in self.fresh(self._pay_questions, line, index)):
            found.add("asked_pay")
        mine = [debt for debt in self._debts if self._owes(debt, line)]
        if mine and line.at and line.at.isoformat() > mine[-1].due:
            found.add("overdue")
        return frozenset(found)

    def echoes(self, reading: Reading) -> frozenset[Fact]:
        """Return what the message has in common with what waits for an answer: a sum, a date, a verb."""
        found: set[Fact] = set()
        waiting = self.open(reading.line, reading.index)
        sums = frozenset(value for held in reading.sums if (value := held.amount.value))
        dues = [timed.due.due for timed in reading.times if timed.due and timed.due.due and not timed.past]
        if any(sums & held.sums for held in waiting):
            found.add("same_sum")
        asked = [held for held in waiting if held.kind in ("date", "delay", "promise", "remark")]
        said = [
            timed.due.due for timed in reading.times if timed.due and timed.due.due and not _is_today(timed, reading)
        ]
        if any(_day(due) in {_day(other) for other in held.dues} for held in asked for due in said):
            found.add("same_date")
        owed = {_day(debt.due) for debt in self._debts if self._owed_to(debt, reading.line)}
        today = reading.line.at.date().isoformat() if reading.line.at else ""
        if any(timed.day in owed and timed.day <= today for timed in reading.times if timed.day):
            found.add("due_named")
        demanded = [held for held in asked if held.kind == "date" and held.dues]
        named = [timed.due.due for timed in reading.times if timed.due and timed.due.due and _names_a_day(timed)]
        if any(_day(due) in self._days for due in named):
            found.add("known_date")
        if dues and demanded:
            last = max(map(_day, demanded[-1].dues))
            found.add("in_time" if max(map(_day, dues)) <= last else "too_late")
        if len(reading.text.strip()) <= _SHORT_ANSWER and any(
            held.kind in ("change", "remark") and _shared_verb(held.words, reading.text) for held in waiting[-1:]
        ):
            found.add("echo")
        return frozenset(found)

    def target(self, act: Act, reading: Reading, wanted: frozenset[Fact] = frozenset()) -> str | None:
        """Return the message that an answer means: the quoted one, the fitting one, else the nearest.

        `wanted` are the facts that the answer's rule rests on; `open_price` looks for a price first.
        """
        line, index = reading.line, reading.index
        if act in ("acceptance", "defect"):
            return self._work(line, index)
        if act == "payment":
            waiting_money = self.fresh(self._money, line, index)
            return waiting_money[-1].ref if waiting_money else None
        waiting = self.open(line, index)
        if line.reply and (quoted := [held for held in waiting if held.ref == line.reply]):
            return quoted[-1].ref
        fitting = [held for held in waiting if _fits(held, reading, wanted)]
        firm = [held for held in waiting if held.firm]
        proposed = [held for held in waiting if held.kind != "remark"]
        return (fitting or firm or proposed or waiting)[-1].ref if waiting else None

    def _work(self, line: Line, index: int) -> str | None:
        """Return the work that is praised or found wanting: the one quoted, the last delivery, else the last draft."""
        for events in (self._deliveries, self._drafts):
            there = [event for event in events if self._other_side(event.account, event.role, line)]
            if line.reply and (quoted := [event for event in there if event.ref == line.reply]):
                return quoted[-1].ref
            if there and index >= there[-1].index:
                return there[-1].ref
        return None

    def note(self, reading: Reading, findings: tuple[Finding, ...]) -> None:
        """Take in a message and what was found in it."""
        line, index = reading.line, reading.index
        self._window = (0, ())
        role = self.role(line.account)
        event = Event(line.ref, index, line.at, line.account, role)
        acts = {finding.act for finding in findings}
        self._close(findings)
        self._count(acts, findings, event)
        kind = proposal_kind(findings) or "remark"
        if role != "other" and reading.text.strip():
            self._proposals.append(_proposal(reading, role, kind))

    def _close(self, findings: tuple[Finding, ...]) -> None:
        answered = {finding.target for finding in findings if finding.act in ("approval", "rejection", "acceptance")}
        if answered - {None}:
            kept = [held for held in self._proposals if held.ref not in answered]
            self._proposals = deque(kept, maxlen=HELD)
        for finding in findings:
            if finding.act == "payment" and finding.target:
                self._money = deque((e for e in self._money if e.ref != finding.target), maxlen=8)

    def _count(self, acts: set[Act], findings: tuple[Finding, ...], event: Event) -> None:
        kept: tuple[tuple[Act, deque[Event], frozenset[Fact]], ...] = (
            ("progress", self._drafts, facts("shown")),
            ("delivery", self._deliveries, facts("shown", "delivered")),
            ("payment_request", self._pay_questions, facts()),
        )
        for act, events, reached in kept:
            if act in acts:
                events.append(event)
                self._standing |= reached
        if "payment" in acts and not any(finding.act == "payment" and finding.target for finding in findings):
            self._money.append(event)
            self._standing |= {"paid", "agreed"}
        if "quote" in acts:
            self._standing.add("priced")
        if "approval" in acts and "priced" in self._standing:
            self._standing.add("agreed")
        if acts & {"defect", "refund_request", "payment_refusal", "termination"}:
            self._standing.add("disputed")
        if acts & {"delivery", "payment"}:
            self._debts = deque((debt for debt in self._debts if not self._settles(debt, event, acts)), maxlen=HELD)
        if acts & {"reminder", "payment_request"}:
            self._questions.append(event)
        self._date(acts, findings, event)

    def _date(self, acts: set[Act], findings: tuple[Finding, ...], event: Event) -> None:
        """Note the days that a message sets, and whom they bind."""
        demanded = not acts & {"commitment", "extension_request"}
        for finding in findings:
            if finding.act == "deadline" and finding.due and finding.due.due:
                self._standing.add("dated")
                self._days.append(_day(finding.due.due))
                self._debts.append(Debt(event.account, event.role, demanded, _last_moment(finding.due.due)))

    def _settles(self, debt: Debt, event: Event, acts: set[Act]) -> bool:
        """Work handed over settles the dates of its side, money those of the side that pays."""
        same = debt.account == event.account if event.role is None else debt.role == event.role
        return same != debt.demanded and bool(acts & {"delivery", "payment"})


def _proposal(reading: Reading, role: Role | None, kind: ProposalKind) -> Proposal:
    line = reading.line
    asked = any("question" in clause.features for clause in reading.clauses)
    return Proposal(
        ref=line.ref,
        index=reading.index,
        at=line.at,
        account=line.account,
        role=role,
        kind=kind,
        firm=asked if kind == "draft" else kind not in ("promise", "remark"),
        words=reading.text,
        sums=frozenset(found.amount.value for found in reading.sums if found.amount.value),
        dues=frozenset(timed.due.due for timed in reading.times if timed.due and timed.due.due and not timed.past),
    )


def _fits(held: Proposal, reading: Reading, wanted: frozenset[Fact]) -> bool:
    if "same_sum" in wanted:
        return bool(held.sums & {found.amount.value for found in reading.sums})
    if "same_date" in wanted or "in_time" in wanted:
        said = {_day(timed.due.due) for timed in reading.times if timed.due and timed.due.due}
        days = {_day(due) for due in held.dues}
        return bool(said & days) if "same_date" in wanted else held.kind == "date"
    if "echo" in wanted:
        return held.kind == "change" and _shared_verb(held.words, reading.text)
    return held.kind in {kind for fact in wanted for kind in _ANSWERED_BY.get(fact, ())}


def _is_today(timed: Timed, reading: Reading) -> bool:
    """今晚 and 下午 said by both sides is no answer; 15号 is, even on that day."""
    return not _names_a_day(timed) and reading.line.at is not None and timed.day == reading.line.at.date().isoformat()


def _names_a_day(timed: Timed) -> bool:
    """今晚 and 下午 are today whatever the talk has set; 28号 and 周五 name a day."""
    return timed.due is not None and bool(_NAMED_DAY.search(timed.due.text))


def _day(due: str) -> str:
    return due[:10]


def _shared_verb(proposal: str, answer: str) -> bool:
    return bool(set(proposal) & set(answer) & _CHANGING)


def _last_moment(due: str) -> str:
    return due if "T" in due else f"{due}T23:59:59"


def _recent(at: datetime | None, line: Line, time: timedelta) -> bool:
    return at is None or line.at is None or line.at - at <= time
