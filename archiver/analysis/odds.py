"""Log-odds of a place in a line: what its marks weigh, by a table that was learnt.

A mark is some characters and where they stand, which one sign tells: `<字` stands right before the place, `+字` within
its clause behind it. Each weigher says which kinds of marks it takes. A table names a mark and its weight in hundredths
of log-odds (`<字:521`), parted by blanks; what it does not name weighs nothing.
"""

from functools import cache
from itertools import repeat

Marks = tuple[tuple[str, set[str]], ...]
"""The marks of one place by kind, each without the sign of its kind: (("<", {"字", "个字"}), (">", set()))."""


def log_odds(table: str, bias: int, marks: Marks) -> int:
    """Return what the marks of a place weigh together, in hundredths of log-odds; a place without marks has `bias`."""
    weights = _by_kind(table)
    return bias + sum(sum(map(weights[kind].get, found, repeat(0))) for kind, found in marks if kind in weights)


@cache
def _by_kind(table: str) -> dict[str, dict[str, int]]:
    """Return the weights of a table by kind of mark."""
    kinds: dict[str, dict[str, int]] = {}
    for entry in table.split():
        mark, _, weight = entry.rpartition(":")
        kinds.setdefault(mark[0], {})[mark[1:]] = int(weight)
    return kinds
