"""What was agreed: each term with who proposed it, who agreed, and every version of it."""

import re
from collections import deque
from collections.abc import Iterable, Sequence
from decimal import Decimal

from msgspec import Struct

from archiver.analysis.answers import Answers
from archiver.analysis.entry import Agreement, Settled, Version
from archiver.analysis.finding import Act, Amount, decimal_text
from archiver.analysis.matter import PRINCIPALS, Matter, Turn
from archiver.analysis.quoted_sums import decimal_of
from archiver.analysis.stages import stages_of

HELD = 24
"""Offers that stand open at a time; a talk with more has moved on from the oldest."""
FURTHER = 4
"""A sum of more times the price than this is another thing's: a deposit at a bank, a market value."""
_FIGURE = re.compile(r"\d+(?:\.\d+)?")


class Offer(Struct, frozen=True):
    """A price put forward for the whole work."""

    value: Decimal
    turn: Turn
    unit: bool = False
    """Whether it is the price of one piece."""


class Bargain(Struct, frozen=True):
    """An offer that the other side took, and the message that shows it."""

    offer: Offer
    agreed: Turn


_PARTS = ("deposit", "balance", "instalment", "refund", "settlement", "penalty", "discount")


def bargains(matter: Matter, answered: Answers) -> tuple[Bargain, ...]:
    """Return every price of the whole work that both agreed to, in order.

    A price is taken by an approval of its message, by an approval of the terms that follow it, by repeating the same
    sum, or by paying or delivering after it stood unopposed. A later sum of less than half, or of many times the price,
    is for something beside the work, and counts among the extras.
    """
    found: list[Bargain] = []
    for bargain in _struck(matter, answered):
        if not found or not _beside(bargain, found[-1]):
            found.append(bargain)
    return tuple(found)


def _beside(later: Bargain, price: Bargain) -> bool:
    if price.offer.unit or later.offer.unit:
        return False
    return not price.offer.value <= later.offer.value * 2 <= price.offer.value * 2 * FURTHER


def _struck(matter: Matter, answered: Answers) -> list[Bargain]:
    found: list[Bargain] = []
    standing: deque[Offer] = deque(maxlen=HELD)
    for turn in matter.acting():
        taken = _taken(turn, standing, answered, priced=bool(found))
        if taken is not None and (not found or found[-1].offer.value != taken.offer.value):
            found.append(taken)
            standing = deque((offer for offer in standing if offer.turn.index > taken.offer.turn.index), maxlen=HELD)
        refused = {answer.target.ref for answer in answered.by.get(turn.ref, ()) if not answer.yes}
        if refused:
            standing = deque((offer for offer in standing if offer.turn.ref not in refused), maxlen=HELD)
        standing.extend(offers_of(turn))
    return found


def offers_of(turn: Turn) -> tuple[Offer, ...]:
    """Return the prices for the whole work that a message names, unit prices only where it names no other."""
    quoted = turn.amounts("quote")
    whole = [a for a in quoted if a.role == "total"] or [a for a in quoted if a.role is None]
    whole = whole or ([] if _has_parts(quoted) else [a for a in quoted if a.role == "unit"])
    values = [value for value in map(_middle, whole) if value is not None]
    unit = bool(whole) and whole[0].role == "unit"
    return tuple(Offer(value, turn, unit) for value in values)


def _together(named: Sequence[Offer]) -> Offer | None:
    """Return the prices of one message as one offer: 模型500 动画600, answered by 1100就1100."""
    turns = {offer.turn.ref for offer in named if not offer.unit}
    if len(named) < 2 or len(turns) != 1:
        return None
    return Offer(sum((offer.value for offer in named), Decimal(0)), named[0].turn)


def _has_parts(quoted: Iterable[Amount]) -> bool:
    return any(amount.role in _PARTS for amount in quoted)


def _middle(amount: Amount) -> Decimal | None:
    return decimal_of(amount.value) or decimal_of(amount.max)


def _taken(turn: Turn, standing: Sequence[Offer], answered: Answers, *, priced: bool) -> Bargain | None:
    if turn.role not in PRINCIPALS:
        return None
    others = [offer for offer in standing if offer.turn.role != turn.role]
    for answer in answered.by.get(turn.ref, ()):
        if not answer.yes:
            continue
        echoed = [offer for offer in others if _echoes(turn, offer)]
        if echoed:
            return _firmer(turn, echoed, priced=priced)
        named = [offer for offer in others if offer.turn.ref == answer.target.ref]
        whole = _together(named)
        if whole is not None and _echoes(turn, whole):
            return Bargain(whole, turn)
        if named:
            return _firmer(turn, named, priced=priced)
        terms = answer.target.has("quote", "revision_limit")
        if not priced and standing and terms and answer.target.index > standing[-1].turn.index:
            return Bargain(standing[-1], turn)
    if priced or not standing:
        return None
    repeated = [o for o in others for own in offers_of(turn) if own.value == o.value]
    if repeated:
        return Bargain(repeated[-1], turn)
    pays = turn.role == "client" and turn.has("payment") and not _refunds(turn)
    performs = turn.role == "provider" and turn.has("delivery")
    return Bargain(standing[-1], turn) if pays or performs else None


def _echoes(turn: Turn, offer: Offer) -> bool:
    """Tell whether a yes says the sum again: it means that offer, whatever else stands open."""
    figures = {decimal_of(figure) for figure in _FIGURE.findall(turn.text)}
    return not offer.unit and (offer.value in figures or any(own.value == offer.value for own in offers_of(turn)))


def _firmer(turn: Turn, named: list[Offer], *, priced: bool) -> Bargain | None:
    """Take the total that the answer itself reckons up, before a price for one piece; a piece moves no total."""
    own = [offer for offer in offers_of(turn) if not offer.unit]
    taken = _said_again(turn, named)
    if not taken.unit:
        return Bargain(taken, turn)
    if own:
        return Bargain(own[-1], turn)
    return None if priced else Bargain(taken, turn)


def _said_again(turn: Turn, named: list[Offer]) -> Offer:
    """Of several prices in one message, the one that the answer repeats, else the last."""
    own = {decimal_of(amount.value) for finding in turn.findings if (amount := finding.amount) is not None}
    return next((offer for offer in named if offer.value in own), named[-1])


def _refunds(turn: Turn) -> bool:
    return any(amount.role == "refund" for amount in turn.amounts("payment"))


def extras(matter: Matter, answered: Answers) -> tuple[Bargain, ...]:
    """Return the sums on top of the price that the other side agreed to; one said again for the same change is one."""
    found: list[Bargain] = []
    settled: set[Decimal] = set()
    for turn in matter.acting():
        if turn.has("change_request"):
            settled.clear()
        values = [decimal_of(a.value) for a in turn.amounts("quote") if a.role == "extra"]
        answer = answered.approval(turn.ref)
        if answer is not None and turn.role in PRINCIPALS:
            new = [value for value in values if value is not None and value not in settled]
            found.extend(Bargain(Offer(value, turn), answer.turn) for value in new)
            settled.update(new)
    kept = {bargain.agreed.ref for bargain in bargains(matter, answered)}
    found.extend(bargain for bargain in _struck(matter, answered) if bargain.agreed.ref not in kept)
    return tuple(sorted(found, key=lambda bargain: bargain.agreed.index))


def agreement_of(matter: Matter, answered: Answers, agreed: tuple[Bargain, ...], deadline: Settled | None) -> Agreement:
    """Return the terms of a deal; `deadline` is that of its main delivery."""
    return Agreement(
        price=_price(agreed, extras(matter, answered)),
        payment_terms=_payment_terms(matter, answered, agreed),
        deliverables=_stated(matter, answered, "requirement"),
        deadline=deadline,
        revision_limit=_stated(matter, answered, "revision_limit"),
        warranty=_stated(matter, answered, "warranty"),
        acceptance_standard=_acceptance_standard(matter, answered),
    )


def _price(agreed: tuple[Bargain, ...], added: tuple[Bargain, ...]) -> Settled | None:
    if not agreed:
        return None
    versions = [_version(b.offer.value, b) for b in agreed[:-1]]
    base = agreed[-1]
    total = base.offer.value
    for extra in () if base.offer.unit else added:
        if extra.agreed.index > base.agreed.index:
            total += extra.offer.value
            versions.append(_version(total, extra))
    return Settled(
        decimal_text(base.offer.value), base.offer.turn.ref, base.agreed.ref, tuple(versions), base.offer.turn.text
    )


def _version(value: Decimal, bargain: Bargain) -> Version:
    return Version(decimal_text(value), bargain.offer.turn.ref, bargain.agreed.ref, bargain.offer.turn.text)


def _payment_terms(matter: Matter, answered: Answers, agreed: tuple[Bargain, ...]) -> Settled | None:
    total = agreed[-1].offer.value if agreed else None
    versions: list[Version] = []
    for turn in matter.acting():
        if not turn.has("quote") or turn.role not in PRINCIPALS:
            continue
        answer = answered.approval(turn.ref)
        parts = stages_of(turn, total)
        refused = answer is None and answered.rejection(turn.ref) is not None
        if (parts and not refused) or (not turn.amounts("quote") and answer is not None):
            versions.append(Version(None, turn.ref, answer.turn.ref if answer else None, turn.text))
    return _last(versions)


def _stated(matter: Matter, answered: Answers, act: Act) -> Settled | None:
    """Return a term that one side states; it stands when the other does not refuse it."""
    versions: list[Version] = []
    for turn in matter.acting():
        stated = [finding for finding in turn.all(act) if finding.mood in ("said", "demanded")]
        if not stated or (answered.rejection(turn.ref) and not answered.approval(turn.ref)):
            continue
        answer = answered.approval(turn.ref)
        versions.append(Version(None, turn.ref, answer.turn.ref if answer else None, turn.text))
    return _last(versions)


def _acceptance_standard(matter: Matter, answered: Answers) -> Settled | None:
    versions: list[Version] = []
    for turn in matter.acting():
        conditions = [
            f.condition for f in turn.findings if f.condition and f.act in ("commitment", "quote", "deadline")
        ]
        if conditions and _names_a_standard(conditions):
            answer = answered.approval(turn.ref)
            versions.append(Version(conditions[0], turn.ref, answer.turn.ref if answer else None, turn.text))
    return _last(versions)


def _names_a_standard(conditions: list[str]) -> bool:
    return any(word in condition for condition in conditions for word in ("验", "查重", "通过", "没事", "能用", "达到"))


def _last(versions: list[Version]) -> Settled | None:
    if not versions:
        return None
    last = versions[-1]
    return Settled(last.value, last.proposed, last.agreed, tuple(versions[:-1]), last.text)
