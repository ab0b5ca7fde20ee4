"""What a rule or the trained reader holds a message to be, before it is weighed."""

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.finding import Act, Amount, Due, Mood
from archiver.analysis.rule import Fact


class Candidate(Struct, frozen=True):
    """One possible act of one message. `start` and `end` are None on a row without words."""

    act: Act
    start: int | None
    end: int | None
    rule: str | None
    confidence: float
    mood: Mood = "said"
    due: Due | None = None
    amount: Amount | None = None
    condition: str | None = None
    wanted: frozenset[Fact] = frozenset()
    """The facts that an answer rests on; they say which open proposal it means."""
    model: float | None = None
    target: str | None = None
    """The message answered, where the words themselves tell it."""


def as_money(amount: Amount) -> Amount:
    """Return `amount` as a sum of money: a bare number that is taken for a price is one."""
    return replace(amount, kind="money", currency="CNY") if amount.kind == "number" else amount


def parted(candidates: tuple[Candidate, ...]) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Return what the rules found, and apart from it the answers that were told with the message they answer."""
    if not candidates:
        return (), ()
    found = tuple(one for one in candidates if one.target is None)
    return found, tuple(one for one in candidates if one.target is not None)
