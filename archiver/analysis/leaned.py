"""Suggestions that another act leans on, taken up as findings.

A message is read with what stands before it; what comes after tells more. What the other side agreed to was an offer,
what was done on its day was promised, what is said to be the first revision was a change asked for. Such a suggestion
becomes a finding that keeps its confidence and names, in its basis, the message that leans on it. On hands that the
reader had not seen, 51 in 100 of what is so taken up were labelled, of all suggestions 28.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from msgspec.structs import replace

from archiver.analysis.finding import Act, Finding, Role
from archiver.analysis.matter import FEEDING, PRINCIPALS
from archiver.analysis.quoted_sums import decimal_of
from archiver.analysis.script import plain
from archiver.analysis.spans import day_of
from archiver.analysis.taking_up import takes_up
from archiver.analysis.talk import Line

ENOUGH: Final = 0.3
"""What an answer, a promise beside a day, or a payment bears out must be worth as much by itself."""
SHOWN: Final = 8
"""How many messages after work was shown a change is asked for on account of it."""
REPLY: Final = 5
"""In how many messages the other side's next words stand."""
PRICE: Final = 4
"""In how many messages after a change asked for its price stands."""
PAYMENTS: Final = 64
"""How many payments after a sum may be parts of it."""
_PROPOSALS: Final[frozenset[Act]] = frozenset(
    ("quote", "deadline", "change_request", "extension_request", "refund_request")
)
_PERFORMS: Final[frozenset[Act]] = frozenset(("delivery", "progress", "payment"))
_WORK: Final[frozenset[Act]] = frozenset(("delivery", "progress"))
_OTHER_MATTERS: Final[frozenset[Act]] = frozenset(
    ("defect", "requirement", "quote", "reminder", "payment_refusal", "refund_request", "approval", "payment",
     "acceptance")
)  # fmt: skip
"""What a message says that is no mere change asked for."""

_OF_MONEY: Final[frozenset[Act]] = frozenset(("quote", "payment", "payment_refusal", "refund_request", "approval"))
"""What a message says of money that is no change of the work, though a sum follows it."""
_DUE: Final[frozenset[Act]] = frozenset(("payment_request", "payment"))
"""What shows that a sum is for work done."""


def leaned(lines: Sequence[Line], findings: Sequence[Finding], given: Mapping[str, Role]) -> tuple[Finding, ...]:
    """Return the findings of one chat, those suggestions turned into findings that another act leans on.

    `lines` are the chat's messages in order, `given` the sides of accounts that a person named. What a person decided
    is left alone; a suggestion bears out no other.
    """
    if not any(one.status == "suggestion" for one in findings):
        return tuple(findings)
    around = _Around(lines, findings, given)
    return tuple(around.weighed(one) if one.status == "suggestion" else one for one in findings)


class _Around:
    """What the messages and findings of a chat say of its suggestions."""

    def __init__(self, lines: Sequence[Line], findings: Sequence[Finding], given: Mapping[str, Role]) -> None:
        self._lines = lines
        acting = {one.ref for one in findings}
        self._place = {line.ref: place for place, line in enumerate(lines) if line.ref in acting}
        self._acts: dict[int, set[Act]] = {}
        told = {one.by.account: one.by.role for one in findings if one.by.role is not None}
        self._roles: dict[str, Role] = {**told, **given}
        self._answered: dict[str, Finding] = {}
        self._days: dict[str, date] = {}
        self._done: dict[tuple[str, date], list[int]] = {}
        self._paid: list[tuple[int, Decimal]] = []
        self._begun: int | None = None
        self._quoted = _greatest_sums(findings)
        self._priced: tuple[int, Decimal] | None = None
        for one in findings:
            if one.ref in self._place:
                self._note(one)
        for places in self._done.values():
            places.sort()
        self._paid.sort()

    def _note(self, one: Finding) -> None:
        place = self._place[one.ref]
        if one.act == "deadline" and one.due is not None and one.due.due is not None:
            day = day_of(one.due.due)
            if day is not None:
                self._days.setdefault(one.ref, day)
        if one.status in FEEDING:
            self._count(one, place)

    def _count(self, one: Finding, place: int) -> None:
        new = one.act not in self._acts.setdefault(place, set())
        self._acts[place].add(one.act)
        if one.act in ("approval", "rejection") and one.target is not None:
            self._answered.setdefault(one.target, one)
        quoted = self._quoted.get(one.target or "") if one.act == "approval" else None
        if quoted is not None and (self._priced is None or place < self._priced[0]):
            self._priced = (place, quoted)
        at = self._lines[place].at
        if one.act in _PERFORMS and at is not None:
            self._done.setdefault((one.by.account, at.date()), []).append(place)
        if one.act in _WORK and self._role(place) == "provider" and (self._begun is None or place < self._begun):
            self._begun = place
        sent = self._lines[place].money
        value = decimal_of(sent.value if sent and sent.value else one.amount.value if one.amount else None)
        if one.act == "payment" and new and value is not None:
            self._paid.append((place, value))

    def weighed(self, one: Finding) -> Finding:
        """Return a suggestion as a finding where another act leans on it, else as it is."""
        place = self._place.get(one.ref)
        if place is None or one.act in self._acts.get(place, ()):
            return one
        lean = next((ref for way in _WAYS.get(one.act, ()) if (ref := way(self, one, place)) is not None), None)
        return one if lean is None else replace(one, status="finding", basis=replace(one.basis, leans=lean))

    def has(self, place: int, acts: frozenset[Act]) -> bool:
        """Tell whether a message carries one of some acts as a finding."""
        return not acts.isdisjoint(self._acts.get(place, ()))

    def _role(self, place: int) -> Role | None:
        return self._roles.get(self._lines[place].account)

    def others(self, one: Finding, places: range) -> Iterator[int]:
        """Yield of some messages those of the other side of a deal."""
        mine = self._roles.get(one.by.account)
        for place in places:
            role = self._role(place)
            if role in PRINCIPALS and mine in PRINCIPALS and role != mine:
                yield place

    def after(self, place: int, count: int) -> range:
        """Return the messages that follow."""
        return range(place + 1, min(len(self._lines), place + 1 + count))

    def answer(self, one: Finding, place: int) -> str | None:
        """Return the message of the other side that answers what is nothing but this proposal."""
        given = self._answered.get(one.ref)
        if given is None or given.by.account == one.by.account or self.has(place, _PROPOSALS):
            return None
        return given.ref if one.confidence >= ENOUGH or one.act == "change_request" else None

    def performance(self, one: Finding, place: int) -> str | None:
        """Return the message in which the speaker does something on the very day that is named."""
        day = self._days.get(one.ref)
        done = self._done.get((one.by.account, day), []) if day is not None else []
        later = bisect_right(done, place)
        return self._lines[done[later]].ref if later < len(done) else None

    def promise(self, one: Finding, place: int) -> str | None:
        """Return the message itself where it promises: a day named in it is the promise's."""
        return one.ref if one.confidence >= ENOUGH and self.has(place, frozenset(("commitment",))) else None

    def payment(self, one: Finding, place: int) -> str | None:
        """Return the payment with which a sum is paid, at once or in parts."""
        value = decimal_of(one.amount.value) if one.amount is not None else None
        if value is None or one.confidence < ENOUGH:
            return None
        start = bisect_right(self._paid, place, key=lambda paid: paid[0])
        total = Decimal(0)
        for at, paid in self._paid[start : start + PAYMENTS]:
            total += paid
            if value in (paid, total):
                return self._lines[at].ref
        return None

    def showing(self, one: Finding, place: int) -> str | None:
        """Return the work that was just shown to who asks for a change."""
        if not self._may_change(place):
            return None
        near = range(max(0, place - SHOWN), place)
        shown = [at for at in self.others(one, near) if self.has(at, _WORK)]
        return self._lines[shown[-1]].ref if shown else None

    def taking(self, one: Finding, place: int) -> str | None:
        """Return the other side's next words where they take up a change: 行 挪上去 · 这算第一轮."""
        if not self._may_change(place):
            return None
        spoken = (at for at in self.others(one, self.after(place, REPLY)) if self._lines[at].text)
        at = next(spoken, None)
        return self._lines[at].ref if at is not None and takes_up(plain(self._lines[at].words().strip())) else None

    def pricing(self, one: Finding, place: int) -> str | None:
        """Return the sum that the other side names next for what is asked after a price was agreed: 追光 · 另收200."""
        if self._priced is None or self._priced[0] >= place or self._role(place) != "client":
            return None
        if self.has(place, _OF_MONEY):
            return None
        named = (at for at in self.others(one, self.after(place, PRICE)) if self._lines[at].ref in self._quoted)
        at = next(named, None)
        if at is None or self.has(at, _DUE) or self._quoted[self._lines[at].ref] > self._priced[1]:
            return None
        return self._lines[at].ref

    def _may_change(self, place: int) -> bool:
        begun = self._begun is not None and self._begun < place
        return begun and self._role(place) == "client" and not self.has(place, _OTHER_MATTERS)


def _greatest_sums(findings: Sequence[Finding]) -> dict[str, Decimal]:
    """Return the greatest sum of each message that quotes any."""
    found: dict[str, Decimal] = {}
    for one in findings:
        value = decimal_of(one.amount.value) if one.act == "quote" and one.amount is not None else None
        if value is not None and one.status in FEEDING:
            found[one.ref] = max(value, found.get(one.ref, value))
    return found


_Way = Callable[[_Around, Finding, int], str | None]
_WAYS: Final[Mapping[Act, tuple[_Way, ...]]] = {
    "quote": (_Around.answer, _Around.payment),
    "deadline": (_Around.answer, _Around.promise, _Around.performance),
    "commitment": (_Around.performance,),
    "change_request": (_Around.answer, _Around.taking, _Around.showing, _Around.pricing),
}
