"""What a talk has come to: open proposals of each side, drafts shown, work delivered, money on its way.

The context sees every message of one chat in order, with the findings made in it, and tells two things of the next
one: the facts that hold for its speaker, and which earlier message an answer means. It holds a bounded number of
proposals, so a chat of any length can be read as a stream.
"""

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from archiver.analysis.finding import Act, Due, Finding, Role
from archiver.analysis.rule import Fact
from archiver.analysis.talk import Line

ProposalKind = Literal["price", "change", "date", "delay", "draft", "refund", "question", "offer"]

HELD = 24
"""Proposals kept per chat; a talk with more unanswered ones has moved on from the oldest."""
NEAR_LINES, NEAR_TIME = 14, timedelta(hours=30)
"""How far a bare yes reaches back."""
FAR_LINES, FAR_TIME = 60, timedelta(days=8)
"""How far an answer in so many words reaches back."""
FRESH_LINES, FRESH_TIME = 30, timedelta(days=5)
"""How long a picture, a file or a transfer waits for its word."""


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


class Event(Struct, frozen=True):
    """A draft, a delivery or a movement of money."""

    ref: str
    index: int
    at: datetime | None
    account: str
    role: Role | None
    taken: bool = False


_KINDS: tuple[tuple[Act, ProposalKind], ...] = (
    ("extension_request", "delay"), ("refund_request", "refund"), ("change_request", "change"), ("quote", "price"),
    ("progress", "draft"),
)  # fmt: skip
_ANSWERED_BY: Mapping[Fact, tuple[ProposalKind, ...]] = {
    "open_price": ("price", "refund", "offer"), "open_change": ("change",), "open_date": ("date", "delay"),
    "open_delay": ("delay",), "open_draft": ("draft",), "open_question": ("question",), "open_refund": ("refund",),
}  # fmt: skip


def proposal_kind(findings: Iterable[Finding]) -> ProposalKind | None:
    """Tell what the findings of one message put to the other side, if anything."""
    acts = {finding.act: finding for finding in findings}
    for act, kind in _KINDS:
        if act in acts:
            return kind
    deadline = acts.get("deadline")
    if deadline is not None and (deadline.mood in ("asked", "demanded")) and "commitment" not in acts:
        return "date"
    return None


class Context:
    """The state of one chat. `roles` may name the side of each account; others are told apart by account."""

    def __init__(self, roles: Mapping[str, Role]) -> None:
        self._roles = roles
        self._proposals: deque[Proposal] = deque(maxlen=HELD)
        self._drafts: deque[Event] = deque(maxlen=8)
        self._deliveries: deque[Event] = deque(maxlen=8)
        self._money: deque[Event] = deque(maxlen=8)
        self._standing: set[Fact] = set()
        self._due: str | None = None

    def role(self, account: str) -> Role | None:
        """Return the side of an account, None where nobody named it."""
        return self._roles.get(account)

    def _other_side(self, account: str, role: Role | None, line: Line) -> bool:
        mine = self.role(line.account)
        if mine is None or role is None:
            return account != line.account
        return role not in (mine, "other")

    def open(self, line: Line, index: int, *, near: bool = False) -> list[Proposal]:
        """Return the proposals of the other side that still wait, the nearest last."""
        lines, time = (NEAR_LINES, NEAR_TIME) if near else (FAR_LINES, FAR_TIME)
        return [
            held
            for held in self._proposals
            if self._other_side(held.account, held.role, line)
            and _within(held.index, held.at, index, line, lines, time)
        ]

    def fresh(self, events: Iterable[Event], line: Line, index: int) -> list[Event]:
        """Return the events of the other side that have no word yet, the latest last."""
        return [
            event
            for event in events
            if not event.taken
            and self._other_side(event.account, event.role, line)
            and _within(event.index, event.at, index, line, FRESH_LINES, FRESH_TIME)
        ]

    def facts(self, line: Line, index: int) -> frozenset[Fact]:
        """Return what holds for the speaker of `line` before it is read."""
        found = set(self._standing)
        waiting = self.open(line, index)
        near = self.open(line, index, near=True)
        if waiting:
            found.add("open")
        if near and near[-1].firm:
            found.add("open_near")
        kinds = {held.kind for held in waiting}
        found |= {fact for fact, answered in _ANSWERED_BY.items() if kinds & set(answered)}
        for fact, events in (("fresh_draft", self._drafts), ("fresh_delivery", self._deliveries)):
            if self.fresh(events, line, index):
                found.add(fact)  # type: ignore[arg-type]  # the pairs above are facts
        if any(index - event.index <= FRESH_LINES for event in self.fresh(self._money, line, index)):
            found.add("fresh_money")
        if self._due and line.at and line.at.isoformat() > self._due:
            found.add("overdue")
        return frozenset(found)

    def target(self, act: Act, line: Line, index: int, wanted: frozenset[Fact] = frozenset()) -> str | None:
        """Return the message that an answer means: the quoted one, the fitting one, else the nearest.

        `wanted` are the facts that the answer's rule rests on; `open_price` looks for a price first.
        """
        if act in ("acceptance", "defect"):
            return self._work(line, index)
        if act == "payment":
            waiting_money = self.fresh(self._money, line, index)
            return waiting_money[-1].ref if waiting_money else None
        waiting = self.open(line, index)
        if line.reply and (quoted := [held for held in waiting if held.ref == line.reply]):
            return quoted[-1].ref
        kinds = {kind for fact in wanted for kind in _ANSWERED_BY.get(fact, ())}
        fitting = [held for held in waiting if held.kind in kinds]
        return (fitting or waiting)[-1].ref if waiting else None

    def _work(self, line: Line, index: int) -> str | None:
        """Return the work that is praised or found wanting: the one quoted, the last delivery, else the last draft."""
        for events in (self._deliveries, self._drafts):
            there = [event for event in events if self._other_side(event.account, event.role, line)]
            if line.reply and (quoted := [event for event in there if event.ref == line.reply]):
                return quoted[-1].ref
            if there and index >= there[-1].index:
                return there[-1].ref
        return None

    def note(self, line: Line, index: int, findings: tuple[Finding, ...]) -> None:
        """Take in a message and what was found in it."""
        role = self.role(line.account)
        event = Event(line.ref, index, line.at, line.account, role)
        acts = {finding.act for finding in findings}
        self._close(findings)
        self._count(acts, findings, event)
        kind = proposal_kind(findings)
        if kind and role != "other":
            firm = kind != "draft" or any(finding.mood == "asked" for finding in findings)
            self._proposals.append(Proposal(line.ref, index, line.at, line.account, role, kind, firm))

    def _close(self, findings: tuple[Finding, ...]) -> None:
        answered = {finding.target for finding in findings if finding.act in ("approval", "rejection", "acceptance")}
        if answered - {None}:
            kept = [held for held in self._proposals if held.ref not in answered]
            self._proposals = deque(kept, maxlen=HELD)
        for finding in findings:
            if finding.act == "payment" and finding.target:
                self._money = deque((e for e in self._money if e.ref != finding.target), maxlen=8)

    def _count(self, acts: set[Act], findings: tuple[Finding, ...], event: Event) -> None:
        if "progress" in acts:
            self._drafts.append(event)
            self._standing.add("shown")
        if "delivery" in acts:
            self._deliveries.append(event)
            self._standing |= {"shown", "delivered"}
        if "payment" in acts and not any(finding.act == "payment" and finding.target for finding in findings):
            self._money.append(event)
            self._standing |= {"paid", "agreed"}
        if "quote" in acts:
            self._standing.add("priced")
        if "approval" in acts and "priced" in self._standing:
            self._standing.add("agreed")
        if acts & {"defect", "refund_request", "payment_refusal", "termination"}:
            self._standing.add("disputed")
        for finding in findings:
            if finding.act == "deadline" and finding.due and finding.due.due:
                self._standing.add("dated")
                self._due = _last_moment(finding.due)


def _last_moment(due: Due) -> str | None:
    return due.due if due.due is None or "T" in due.due else f"{due.due}T23:59:59"


def _within(index: int, at: datetime | None, now: int, line: Line, lines: int, time: timedelta) -> bool:
    if now - index > lines:
        return False
    return at is None or line.at is None or line.at - at <= time
