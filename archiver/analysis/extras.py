"""Sums on top of the price that the other side took, once for a change however often it is said or haggled over."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from itertools import groupby

from archiver.analysis.answers import Answer, Answers
from archiver.analysis.finding import Amount
from archiver.analysis.matter import PRINCIPALS, Matter, Turn, other_side
from archiver.analysis.offers import Bargain, Offer, sums_in
from archiver.analysis.quoted_sums import decimal_of

REACH = 12
"""How many characters before a sum may say in which case it falls due."""
GIVES_IN = 12
"""How many messages after a bid who made it may still give in to the sum that was asked."""
_ASKS = re.compile(r"[吗?？]|行不|贵|太")
_EVENTUAL = re.compile(
    r"超[过出]?|以后|再(?:改|加|多)|每(?:多|改|加|次|版|超)|多[一1][次版张页]|如果|要是|另外?每|之后每|逾期|晚一[天日]"
)
"""之后再改一次50, 超一页20: a rate for later, no addition to the price."""


def extras(matter: Matter, answered: Answers) -> list[Bargain]:
    """Return the sums on top of the price that both agreed to, in the order in which they were named."""
    return _haggled(_quoted(matter, answered), matter)


def _quoted(matter: Matter, answered: Answers) -> list[Bargain]:
    """Return the sums quoted on top that the other side agreed to; one said again for the same change is one."""
    found: list[Bargain] = []
    settled: set[Decimal] = set()
    for turn in matter.acting:
        if turn.has("change_request"):
            settled.clear()
        named = (a for a in turn.amounts("quote") if a.role == "extra" and not _if_ever(turn, a))
        values = [value for a in named if (value := decimal_of(a.value)) is not None]
        answer = _taken(turn, values, answered, matter)
        if answer is not None and turn.role in PRINCIPALS:
            new = [value for value in values if value not in settled]
            found.extend(Bargain(Offer(value, turn), answer.turn) for value in new)
            settled.update(new)
    return found


def _taken(turn: Turn, values: Sequence[Decimal], answered: Answers, matter: Matter) -> Answer | None:
    """Return the first yes to a sum; one that bids a lower sum is none, but who then says the sum again gives in.

    校徽要加100 · 60行吧 · 60做不了 · 校徽加上吧 100
    """
    agreed = [answer for answer in answered.to.get(turn.ref, ()) if answer.yes]
    for answer in agreed:
        said = [value for a in answer.turn.amounts("quote") if (value := decimal_of(a.value)) is not None]
        lower = any(one < value for value in values for one in said)
        if not lower or any(one in values for one in said):
            return answer
    for later in matter.turns[turn.index + 1 : turn.index + 1 + GIVES_IN] if agreed else ():
        if later.role == other_side(turn.role) and _says_again(later, values):
            return Answer(later, turn, yes=True)
    return None


def _says_again(turn: Turn, values: Sequence[Decimal]) -> bool:
    """Tell whether a message names a sum that was asked, and neither refuses nor asks it down."""
    if turn.has("rejection") or _ASKS.search(turn.text):
        return False
    return any(one in values for one in sums_in(turn.text))


def _haggled(extras: Sequence[Bargain], matter: Matter) -> list[Bargain]:
    """Leave out sums that were bid for a change before the one that was taken first: 加80 · 50行不 · 60吧 · 好."""
    changes = [turn.index for turn in matter.acting if turn.has("change_request")]
    taken: dict[int, int] = {}
    kept: list[Bargain] = []
    for index, bids in groupby(reversed(extras), key=lambda extra: extra.offer.turn.index):
        said, change = list(bids), bisect_right(changes, index)
        kept += [extra for extra in said if change not in taken or extra.agreed.index < taken[change]]
        taken[change] = min(taken.get(change, said[0].agreed.index), *(extra.agreed.index for extra in said))
    return kept[::-1]


def _if_ever(turn: Turn, amount: Amount) -> bool:
    """Tell whether a sum is due only for what may come: 改三次以内免费，超过一次加30."""
    before = turn.text[: max(0, turn.text.find(amount.text))]
    return _EVENTUAL.search(before[-REACH:]) is not None
