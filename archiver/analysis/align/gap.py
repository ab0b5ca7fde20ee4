"""A small gap solved exactly: the pairing in order that has the most to say for it."""

from collections.abc import Callable, Sequence

from msgspec import Struct


class Gap(Struct, frozen=True):
    """Free rows of both sides between the same neighbours, and what speaks for each two of them (0: cannot be)."""

    mine: Sequence[int]
    theirs: Sequence[int]
    weight: Callable[[int, int], float]


def best_pairs(gap: Gap) -> list[tuple[int, int]]:
    """Return the pairs of the heaviest alignment that keeps the order of both sides."""
    width = len(gap.theirs)
    weights = [[gap.weight(i, j) for j in gap.theirs] for i in gap.mine]
    best = [[0.0] * (width + 1)]
    for row in weights:
        above = best[-1]
        here = [0.0]
        for at, weight in enumerate(row):
            paired = above[at] + weight if weight else 0.0
            here.append(max(paired, above[at + 1], here[at]))
        best.append(here)
    pairs: list[tuple[int, int]] = []
    i, j = len(gap.mine), width
    while i and j:
        weight = weights[i - 1][j - 1]
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            assert weight
            pairs.append((gap.mine[i - 1], gap.theirs[j - 1]))
            i, j = i - 1, j - 1
    return pairs[::-1]
