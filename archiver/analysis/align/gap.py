"""A small gap solved exactly: the pairs that every best alignment of it has in common."""

from collections.abc import Callable, Sequence
from typing import Final

from msgspec import Struct

WHOLE: Final = 10.0
"""The weight of two rows that agree in all that both print: such rows change places with their like unseen."""
CLAIMED: Final = 1.0
"""From which weight on two rows are said to be one message; below, they may be."""
_CLOSE: Final = 0.25
"""How much worse another alignment may be and still be as good: likeness of words is no finer measure."""

_Table = list[list[float]]


class Gap(Struct, frozen=True):
    """Free rows of both sides between the same neighbours, and what speaks for each two of them (0: cannot be)."""

    mine: Sequence[int]
    theirs: Sequence[int]
    weight: Callable[[int, int], float]


def sure_pairs(gap: Gap) -> list[tuple[int, int]]:
    """Return the pairs of the heaviest alignment in order, without those that another one as good does not have."""
    weights = [[gap.weight(i, j) for j in gap.theirs] for i in gap.mine]
    before = _best(weights)
    behind = _turned(_best(_turned(weights)))
    total = before[-1][-1]
    pairs = []
    for i, j in _path(weights, before):
        weight = weights[i][j]
        if weight >= WHOLE or (
            weight >= CLAIMED and _without(j, weights[i], before[i], behind[i + 1]) < total - _CLOSE
        ):
            pairs.append((gap.mine[i], gap.theirs[j]))
    return pairs


def _best(weights: _Table) -> _Table:
    """Return the heaviest alignment of the first i rows with the first j, for every i and j."""
    best = [[0.0] * (len(weights[0]) + 1)]
    for row in weights:
        above = best[-1]
        here = [0.0]
        for at, weight in enumerate(row):
            paired = above[at] + weight if weight else 0.0
            here.append(max(paired, above[at + 1], here[at]))
        best.append(here)
    return best


def _turned(table: _Table) -> _Table:
    return [row[::-1] for row in reversed(table)]


def _path(weights: _Table, best: _Table) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    i, j = len(weights), len(weights[0])
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((i, j))
    return pairs[::-1]


def _without(j: int, weights: Sequence[float], before: Sequence[float], behind: Sequence[float]) -> float:
    """Return what the best alignment weighs that pairs a row not with j; `weights` are that row's."""
    alone = max(head + tail for head, tail in zip(before, behind, strict=True))
    elsewhere = (before[at] + weight + behind[at + 1] for at, weight in enumerate(weights) if weight and at != j)
    return max(alone, *elsewhere, 0.0)
