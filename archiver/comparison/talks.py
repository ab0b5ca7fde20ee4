"""Which chat of one export is which of another: the same talk shows in rows that agree in words and in time."""

from typing import Final

from archiver.analysis.align.clock import read_clock
from archiver.comparison.side import Side

_LEAST: Final = 3
"""How many rows must agree in words and in the difference of their times."""
_PART: Final = 0.5


def same_talk(one: Side, other: Side) -> bool:
    """Say whether two chats are exports of one talk.

    At least three rows that stand once on each side agree, and most such rows agree on one difference of the clocks;
    without times, half of the shorter side's rows must stand on the other.
    """
    if "unknown" not in {one.chat.kind, other.chat.kind} and one.chat.kind != other.chat.kind:
        return False
    clock = read_clock(one.rows, other.rows)
    if clock.grain is not None:
        return clock.votes >= _LEAST and clock.votes > _PART * clock.asked
    mine, theirs = {row.token for row in one.rows}, {row.token for row in other.rows}
    shared = len(mine & theirs)
    return shared >= _LEAST and shared > _PART * min(len(mine), len(theirs))


def agreement(one: Side, other: Side) -> int:
    """Return how many different rows two chats have in common, to choose between several."""
    return len({row.token for row in one.rows} & {row.token for row in other.rows})
