"""What a talk has come to: open proposals of each side, drafts shown, work delivered, money on its way.

The context sees every message of one chat in order, with the findings made in it, and tells two things of the next
one: the facts that hold for its speaker, and which earlier message an answer means. It holds a bounded number of
proposals, so a chat of any length can be read as a stream.
"""

from collections import deque
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.finding import Act, Amount, Finding, Role
from archiver.analysis.named_days import DaysKnown, NamedDays
from archiver.analysis.proposal import (
    ANSWERED_BY,
    SHORT_ANSWER,
    Debt,
    Event,
    Proposal,
    ProposalKind,
    day_of,
    fits,
    is_today,
    last_moment,
    names_a_day,
    proposal_kind,
    proposal_of,
    shares_verb,
)
from archiver.analysis.reading import Reading
from archiver.analysis.replies import Reply, reply_of
from archiver.analysis.rule import Fact, facts
from archiver.analysis.talk import Line
from archiver.analysis.way import Fit

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
assert HELD >= FAR_LINES  # one a message: all that is within reach is held
ASKED_LINES = 5
"""How long 什么时候 waits for a date."""
FRESH_LINES, FRESH_TIME = 30, timedelta(days=5)
"""How long a picture, a file or a transfer waits for its word."""
EVENTS = 8
"""Drafts, deliveries, transfers and questions kept of each kind; what is fresh is looked for among the last."""
_DATED_KINDS: frozenset[ProposalKind] = frozenset(("date", "delay", "promise", "remark"))
"""What may hold a day that an answer takes up."""


def both_named(roles: Mapping[str, Role]) -> bool:
    """Tell whether both sides are named."""
    return {"client", "provider"} <= set(roles.values())


class Sides:
    """The side of each account. `roles` may name them; others are told apart by account."""

    def __init__(self, roles: Mapping[str, Role]) -> None:
        self._roles = roles
        self._unnamed: Role | None = "other" if both_named(roles) else None

    def role(self, account: str) -> Role | None:
        """Return the side of an account, None where it is unknown: who is named on neither side looks on."""
        return self._roles.get(account, self._unnamed)


class Known(Struct, frozen=True):
    """All that a context knows, but for what can no longer matter: two that know the same go on alike."""

    proposals: tuple[Proposal, ...] = ()
    drafts: tuple[Event, ...] = ()
    deliveries: tuple[Event, ...] = ()
    money: tuple[Event, ...] = ()
    spoken: tuple[tuple[int, str], ...] = ()
    standing: frozenset[Fact] = frozenset()
    days: DaysKnown = DaysKnown()
    debts: tuple[Debt, ...] = ()
    questions: tuple[Event, ...] = ()
    pay_questions: tuple[Event, ...] = ()


class Context:
    """The state of one chat."""

    def __init__(self, sides: Sides) -> None:
        self.role = sides.role
        self._proposals: deque[Proposal] = deque(maxlen=HELD)
        self._window: tuple[int, tuple[Proposal, ...]] = (0, ())
        self._drafts: deque[Event] = deque(maxlen=EVENTS)
        self._deliveries: deque[Event] = deque(maxlen=EVENTS)
        self._money: deque[Event] = deque(maxlen=EVENTS)
        self._spoken: deque[tuple[int, str]] = deque(maxlen=FAR_LINES)
        self._standing: set[Fact] = set()
        self.days = NamedDays()
        self._debts: deque[Debt] = deque(maxlen=HELD)
        self._questions: deque[Event] = deque(maxlen=EVENTS)
        self._pay_questions: deque[Event] = deque(maxlen=EVENTS)

    def known(self, index: int) -> Known:
        """Return what is known after message `index`."""
        far, fresh = index - FAR_LINES, index - FRESH_LINES
        return Known(
            proposals=tuple(held for held in self._proposals if held.index > far),
            drafts=tuple(self._drafts),
            deliveries=tuple(self._deliveries),
            money=tuple(event for event in self._money if event.index > fresh),
            spoken=tuple(self._spoken),
            standing=frozenset(self._standing),
            days=self.days.known(index),
            debts=tuple(self._debts),
            questions=tuple(event for event in self._questions if event.index > fresh),
            pay_questions=tuple(event for event in self._pay_questions if event.index > fresh),
        )

    def learn(self, known: Known) -> None:
        """Know what another context knew; nothing has been heard yet."""
        self._proposals.extend(known.proposals)
        self._drafts.extend(known.drafts)
        self._deliveries.extend(known.deliveries)
        self._money.extend(known.money)
        self._spoken.extend(known.spoken)
        self._standing |= known.standing
        self.days.learn(known.days)
        self._debts.extend(known.debts)
        self._questions.extend(known.questions)
        self._pay_questions.extend(known.pay_questions)

    def _other_side(self, account: str, role: Role | None, line: Line) -> bool:
        mine = self.role(line.account)
        if mine is None or role is None:
            return account != line.account
        return role not in (mine, "other")

    def hear(self, line: Line, index: int) -> None:
        """Take note that somebody spoke."""
        self._spoken.append((index, line.account))

    def _spoken_since(self, account: str, index: int) -> int:
        count = 0
        for at, who in reversed(self._spoken):
            if at <= index:
                break
            count += who == account
        return count

    def open(self, line: Line, index: int) -> tuple[Proposal, ...]:
        """Return the proposals and remarks of the other side that still wait, the nearest last."""
        if self._window[0] != index:
            self._window = (index, tuple(self._waiting(line, index)))
        return self._window[1]

    def _waiting(self, line: Line, index: int) -> list[Proposal]:
        """Return those of the other side that still wait, the nearest last."""
        account, mine = line.account, self.role(line.account)
        theirs: list[Proposal] = []
        for held in reversed(self._proposals):
            if held.index < index - FAR_LINES:
                break  # in a busy group nearly all that is held
            # As `_other_side` tells them apart, without asking for our side each time.
            if held.account != account if mine is None or (side := held.role) is None else side not in (mine, "other"):
                theirs.append(held)
        theirs.reverse()
        if (at := line.at) is None:
            return theirs
        return [held for held in theirs if held.at is None or at - held.at <= FAR_TIME]

    def _owed_by(self, line: Line) -> Debt | None:
        """Return the latest date that binds the speaker: a promise is owed by its side, a demand by the other."""
        account, mine = line.account, self.role(line.account)
        for debt in reversed(self._debts):
            side = debt.role
            theirs = debt.account != account if mine is None or side is None else side not in (mine, "other")
            if theirs == debt.demanded:
                return debt
        return None

    def _owed_to(self, debt: Debt, line: Line) -> bool:
        """Tell whether a date binds the other side."""
        theirs = self._other_side(debt.account, debt.role, line)
        return not theirs if debt.demanded else theirs

    def latest(self, events: deque[Event], line: Line, index: int, within: int = FRESH_LINES) -> Event | None:
        """Return the latest event of the other side, at most `within` messages ago, that waits for its word."""
        for event in reversed(events):
            if index - event.index > within:
                break
            if self._other_side(event.account, event.role, line) and _recent(event.at, line, FRESH_TIME):
                return event
        return None

    def standing(self, line: Line, index: int) -> frozenset[Fact]:
        """Return what holds for the speaker of `line` before it is read."""
        found = set(self._standing)
        still = self.open(line, index)
        last = still[-1] if still else None
        if last and index - last.index <= REPLY_LINES and self._spoken_since(line.account, last.index) <= 1:
            found.add("replying")
        waiting = [held for held in reversed(still) if held.kind != "remark"]
        if waiting:
            found.add("open")
            found |= _answers_to(frozenset([held.kind for held in waiting]))
            near = takewhile(lambda held: index - held.index <= NEAR_LINES, waiting)
            if any(self._is_near(held, line) for held in near):
                found.add("open_near")
        if self.latest(self._drafts, line, index):
            found.add("fresh_draft")
        if self.latest(self._deliveries, line, index):
            found.add("fresh_delivery")
        if self.latest(self._money, line, index):
            found.add("fresh_money")
        if self.latest(self._questions, line, index, ASKED_LINES):
            found.add("asked_when")
        if self.latest(self._pay_questions, line, index, ASKED_LINES):
            found.add("asked_pay")
        owed = self._owed_by(line)
        if owed and line.at and line.at.isoformat() > owed.due:
            found.add("overdue")
        return frozenset(found)

    def _is_near(self, held: Proposal, line: Line) -> bool:
        """Tell whether a bare yes of the speaker still answers a proposal that is within reach."""
        if not held.firm or not _recent(held.at, line, NEAR_TIME):
            return False
        return self._spoken_since(line.account, held.index) <= OWN_LINES

    def reply(self, reading: Reading, fits: Sequence[Sequence[Fit]]) -> Reply | None:
        """Return what the message answers to what the other side has put, by the ways that it fits, if one tells."""
        handed = (self.latest(events, reading.line, reading.index) for events in (self._money, self._deliveries))
        since = max((event.index for event in handed if event), default=0)
        return reply_of(reading, fits, self.open(reading.line, reading.index), since)

    def echoes(self, reading: Reading) -> frozenset[Fact]:
        """Return what the message has in common with what waits for an answer: a sum, a day, a verb."""
        found: set[Fact] = set()
        line, index = reading.line, reading.index
        sums = frozenset(value for held in reading.sums if (value := held.amount.value))
        if sums and any(sums & held.sums for held in self.open(line, index)):
            found.add("same_sum")
        if len(reading.text.strip()) <= SHORT_ANSWER:
            still = self.open(line, index)
            last = still[-1] if still else None
            if last and last.kind in ("change", "remark") and shares_verb(last.words, reading.text):
                found.add("echo")
        return frozenset(found) | (self._days_in_common(reading) if reading.times else frozenset())

    def _days_in_common(self, reading: Reading) -> frozenset[Fact]:
        """Tell which days of the message the talk knows: asked for, promised, owed."""
        found: set[Fact] = set()
        waiting = self.open(reading.line, reading.index)
        dated = [timed for timed in reading.times if timed.due and timed.due.due]
        said = {
            day_of(timed.due.due) for timed in dated if timed.due and timed.due.due and not is_today(timed, reading)
        }
        named = {day_of(timed.due.due) for timed in dated if timed.due and timed.due.due and names_a_day(timed)}
        asked = {day_of(due) for held in waiting if held.kind in _DATED_KINDS for due in held.dues}
        if said & asked:
            found.add("same_date")
        if not named.isdisjoint(self.days.owed):
            found.add("known_date")
        today = reading.line.at.date().isoformat() if reading.line.at else ""
        come = {timed.day for timed in reading.times if timed.day and timed.day <= today}
        if come and any(day_of(debt.due) in come and self._owed_to(debt, reading.line) for debt in self._debts):
            found.add("due_named")
        proposed = [held for held in waiting if held.kind != "remark"]
        last = proposed[-1] if proposed else None
        ahead = [day_of(timed.due.due) for timed in dated if timed.due and timed.due.due and not timed.past]
        if ahead and last and last.kind == "date" and last.dues and reading.index - last.index <= ASKED_LINES:
            found.add("in_time" if max(ahead) <= max(map(day_of, last.dues)) else "too_late")
        return frozenset(found)

    def target(self, act: Act, reading: Reading, wanted: frozenset[Fact] = frozenset()) -> str | None:
        """Return the message that an answer means: the quoted one, the fitting one, else the nearest.

        `wanted` are the facts that the answer's rule rests on; `open_price` looks for a price first.
        """
        line, index = reading.line, reading.index
        if act in ("acceptance", "defect"):
            return self._work(line, index)
        if act == "payment":
            sent = self.latest(self._money, line, index)
            return sent.ref if sent else None
        waiting = self.open(line, index)
        if line.reply and (quoted := [held for held in waiting if held.ref == line.reply]):
            return quoted[-1].ref
        fitting = [held for held in waiting if fits(held, reading, wanted)]
        firm = [held for held in waiting if held.firm]
        proposed = [held for held in waiting if held.kind != "remark"]
        return (fitting or firm or proposed or waiting)[-1].ref if waiting else None

    def sent(self, ref: str) -> Amount | None:
        """Return the sum of a movement of money that waits for its word."""
        return next((event.amount for event in self._money if event.ref == ref), None)

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
        if reading.times or findings:
            self.days.note(reading, findings)
        role = self.role(line.account)
        acts = {finding.act for finding in findings}
        if findings:
            self._close(findings)
            self._count(acts, findings, Event(line.ref, index, line.at, line.account, role))
        kind = proposal_kind(findings) or "remark"
        if role != "other" and reading.text.strip():
            self._proposals.append(proposal_of(reading, role, kind, acts))

    def _close(self, findings: tuple[Finding, ...]) -> None:
        answered = {finding.target for finding in findings if finding.act in ("approval", "rejection", "acceptance")}
        if answered - {None}:
            self._proposals = deque((held for held in self._proposals if held.ref not in answered), maxlen=HELD)
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
        paid = [finding for finding in findings if finding.act == "payment"]
        if paid and not any(finding.target for finding in paid):
            self._money.append(replace(event, amount=paid[0].amount))
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
                self._debts.append(Debt(event.account, event.role, demanded, last_moment(finding.due.due)))

    def _settles(self, debt: Debt, event: Event, acts: set[Act]) -> bool:
        """Work handed over settles the dates of its side, money those of the side that pays."""
        same = debt.account == event.account if event.role is None else debt.role == event.role
        return same != debt.demanded and bool(acts & {"delivery", "payment"})


@lru_cache(maxsize=512)
def _answers_to(kinds: frozenset[ProposalKind]) -> frozenset[Fact]:
    """Return the facts that proposals of these kinds make."""
    return frozenset(fact for fact, answered in ANSWERED_BY.items() if not kinds.isdisjoint(answered))


def _recent(at: datetime | None, line: Line, time: timedelta) -> bool:
    return at is None or line.at is None or line.at - at <= time
