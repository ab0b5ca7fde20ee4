"""The price told by what was paid: a deposit and a rest that together make a sum that was named for the work.

Only where the client paid more than twice the price that the words seem to agree to: that one was misread.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from archiver.analysis.bargains import Bargained
from archiver.analysis.entry import Payment
from archiver.analysis.matter import PRINCIPALS, Matter
from archiver.analysis.offers import Bargain, Offer, offers_of
from archiver.analysis.quoted_sums import decimal_of

BEYOND: Final = 2
"""How many times the price must have been paid, before it is taken for another sum's."""


def told_by_payments(struck: Bargained, matter: Matter, paid: Sequence[Payment]) -> Bargained:
    """Return the prices as struck; where more than twice the last was paid, the sum named that all payments make."""
    sent = [one for one in paid if one.by == "client" and one.direction == "pay" and decimal_of(one.value)]
    last = matter.turn(sent[-1].ref) if sent else None
    total = sum((decimal_of(one.value) or Decimal(0) for one in sent), Decimal(0))
    if last is None or not struck.agreed or total <= struck.agreed[-1].offer.value * BEYOND:
        return struck
    named = next((offer for offer in _whole_offers(matter, last.index) if offer.value == total), None)
    if named is None:
        return struck
    first = next(turn for one in sent if (turn := matter.turn(one.ref)) is not None and turn.index > named.turn.index)
    return Bargained((*struck.agreed, Bargain(named, first)), struck.added)


def _whole_offers(matter: Matter, before: int) -> Iterable[Offer]:
    """Yield the prices of the whole work that the parties named before a message, the latest first."""
    for turn in reversed(matter.acting):
        if turn.index < before and turn.role in PRINCIPALS:
            yield from (offer for offer in offers_of(turn) if not offer.unit)
