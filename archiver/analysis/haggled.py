"""What is bargained for one change: 40张加260 · 220行我就加 · 220可以.

The bids of both sides that follow the words of a change, and the words that take one of them, as the price of the whole
work is bargained (`bargains`): another sum is a bid and no yes, and who says the other's sum again takes it.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from msgspec import Struct

from archiver.analysis.answers import Answer, Answers
from archiver.analysis.finding import Act
from archiver.analysis.matter import PRINCIPALS, Matter, Turn
from archiver.analysis.offers import is_piece, sums_in
from archiver.analysis.quoted_sums import ADDED_UP, LEAST, decimal_of
from archiver.analysis.taking_up import agrees_to_sum, assents, does_without, withdraws

FIRST: Final = 4
"""In how many messages after a change the first sum for it stands."""
GAP: Final = 6
"""In how many messages after a bid the next word on it stands."""
NEAR: Final = 2
"""In how many messages after a bid a sum alone answers it."""
SHORT: Final = 16
"""Characters of a message that bids a sum and says little else: 150的那种也行."""
_OVER: Final[tuple[Act, ...]] = (
    "change_request", "delivery", "progress", "termination", "refund_request", "extension_request", "payment_request",
)  # fmt: skip
"""What ends the bargaining: the talk has gone on to something else."""
_PARTS: Final = ("deposit", "balance", "instalment", "refund", "penalty")
# 行吧60 那总共710 · 总价就按1000: what is said beside a yes is what it all comes to
_ALL_IN: Final = re.compile(rf"总价|拢共|尾款|{ADDED_UP.pattern}")


class Bid(Struct, frozen=True):
    """A sum that one side names for a change."""

    turn: Turn
    value: Decimal


class Struck(Struct, frozen=True):
    """The bid for a change that the other side took, and the answer that takes it."""

    bid: Bid
    answer: Answer
    worded: bool
    """Whether no yes was read in the answer: its words alone take the bid."""


def haggled(matter: Matter, turn: Turn, answered: Answers) -> Struck | None:
    """Return the bid for a change that the other side took, and the answer that takes it; `turn` ends the wish."""
    bids: list[Bid] = []
    granted = False
    for later in matter.turns[turn.index + 1 :]:
        if later.index - (bids[-1].turn.index if bids else turn.index) > (GAP if bids else FIRST):
            return None
        if later.role not in PRINCIPALS:
            continue
        if later.has(*_OVER) or (granted and not bids and later.role == turn.role and later.text):
            return None
        if bids and (_withdraws(later, turn, bids) or _refuses(later, turn, matter)):
            return None
        struck = _taken(later, bids, answered, turn.ref)
        if struck is not None:
            return struck
        own = _bid(later) or (_counter(later, bids[-1]) if bids else None)
        if own is not None and (bids or not _lowers(later)) and (not granted or own.value >= LEAST):
            bids.append(own)
        granted = granted or any(answer.yes for answer in answered.by.get(later.ref, ()))
    return None


def _withdraws(later: Turn, turn: Turn, bids: Sequence[Bid]) -> bool:
    """Tell whether a message does without the change: by either side's words, or who asked for it bids no more."""
    if withdraws(later.text, [bid.value for bid in bids]):
        return True
    return later.role == turn.role and not later.has("quote", "approval") and does_without(later.text)


def _refuses(later: Turn, turn: Turn, matter: Matter) -> bool:
    """Tell whether who asked for the change refuses a price for it and bids none, there or in the next message."""
    if later.role != turn.role or not later.has("rejection"):
        return False
    after = matter.turns[later.index + 1 : later.index + 2]
    return _bid(later) is None and not any(one.role == turn.role and _bid(one) is not None for one in after)


def _lowers(turn: Turn) -> bool:
    """Tell whether a message takes something off the price, which is no bid for more work."""
    return any(amount.role == "discount" for amount in turn.amounts("quote"))


def _bid(turn: Turn) -> Bid | None:
    """Return the sum that a message bids: of a price for one piece and what they make, what they make."""
    quoted = [amount for amount in turn.amounts("quote") if amount.role not in _PARTS]
    on_top = [amount for amount in quoted if amount.role == "extra"]
    values = [value for amount in on_top or quoted if (value := decimal_of(amount.value)) is not None]
    values = [value for value in values if on_top or value >= LEAST]
    whole = [one for one in values if not any(is_piece(one, other, turn.text) for other in values)]
    return Bid(turn, (whole or values)[0]) if values else None


def _counter(turn: Turn, last: Bid) -> Bid | None:
    """Return the one sum with which a message answers the other side's bid, though no price was read in it: 50包圆."""
    if turn.role == last.turn.role or turn.findings or turn.index - last.turn.index > NEAR or len(turn.text) > SHORT:
        return None
    said = {value for value in sums_in(turn.text) if value >= LEAST}
    return Bid(turn, said.pop()) if len(said) == 1 else None


def _taken(turn: Turn, bids: Sequence[Bid], answered: Answers, asked: str) -> Struck | None:
    """Return the bid of the other side that a message takes: by a yes to it, its sum said again, or words of assent."""
    theirs = [bid for bid in bids if bid.turn.role != turn.role]
    if not theirs or turn.has("rejection"):
        return None
    values = {bid.value for bid in theirs}
    said = {*sums_in(turn.text), *(v for a in turn.amounts("quote") if (v := decimal_of(a.value)) is not None)}
    refs = {bid.turn.ref for bid in theirs}
    again = [bid for bid in theirs if bid.value in said]
    to = {*refs, asked} if again else refs
    yes = any(answer.yes and answer.target.ref in to for answer in answered.by.get(turn.ref, ()))
    if said - values and not (yes and _ALL_IN.search(turn.text)):
        return None  # another sum is a bid of one's own
    worded = agrees_to_sum(turn.text, [bid.value for bid in again]) if again else _assents(turn, bids)
    if not yes and not worded:
        return None
    taken = again[-1] if again else theirs[-1]
    return Struck(taken, Answer(turn, taken.turn, yes=True), worded=not yes)


def _assents(turn: Turn, bids: Sequence[Bid]) -> bool:
    """Tell whether a message says yes, read as one or not, right behind a bid of the other side: 120 · 好嘛."""
    return turn.index - bids[-1].turn.index == 1 and bids[-1].turn.role != turn.role and assents(turn.text)
