"""Message ids and sequence numbers as a bridge, where both exports print the same ones."""

from collections.abc import Sequence
from typing import Final

from archiver.analysis.align.order import shared_once
from archiver.analysis.align.rows import Row

_TRUSTED: Final = 0.5
"""Which part of the rows under one number must say the same for the numbers to be the same numbering."""


class Bridge:
    """The rows that one number stands on at both sides, and which rows such a number keeps apart."""

    def __init__(self, one: Sequence[Row], other: Sequence[Row]) -> None:
        self.pairs: tuple[tuple[int, int], ...] = ()
        self._mine: list[str | None] = []
        self._theirs: list[str | None] = []
        for mine, theirs in (
            ([row.number for row in one], [row.number for row in other]),
            ([row.seq for row in one], [row.seq for row in other]),
        ):
            pairs = shared_once(mine, theirs)
            agreed = sum(one[i].token == other[j].token for i, j in pairs)
            if len(pairs) > 1 and agreed > _TRUSTED * len(pairs):
                self.pairs = tuple(pairs)
                self._mine, self._theirs = mine, theirs
                self._known = {mine[i] for i, _ in pairs}
                self._covers = _dense(pairs, mine, theirs)
                return

    def apart(self, mine: int, theirs: int) -> bool:
        """Say whether the two rows bear different numbers of one numbering, and so cannot be one message."""
        if not self.pairs or not self._covers:
            return False
        one, other = self._mine[mine], self._theirs[theirs]
        return one is not None and other is not None and one != other


def _dense(pairs: list[tuple[int, int]], mine: list[str | None], theirs: list[str | None]) -> bool:
    """Say whether most numbered rows between the first and the last shared number share theirs too."""
    for places, side in (([i for i, _ in pairs], mine), ([j for _, j in pairs], theirs)):
        numbered = sum(one is not None for one in side[min(places) : max(places) + 1])
        if len(pairs) * 2 < numbered:
            return False
    return True
