"""The clause that a place of a text stands in."""

from typing import Final, NamedTuple

from archiver.analysis.lazy import LazyPattern


class Borders(NamedTuple):
    """What ends a clause.

    What stands `longest` characters off is no part of it. `whole` is the group of `mark` that is all of a mark;
    `closing` says that the mark behind a clause is told with it.
    """

    mark: LazyPattern
    longest: int
    whole: int = 0
    closing: bool = False


OF_SUMS: Final = Borders(LazyPattern(r"[,，。!！?？;；\n]"), 60)


def clause_bounds(text: str, start: int, end: int, borders: Borders) -> tuple[int, int]:
    """Return the bounds of the clause that holds text[start:end]."""
    begin = max(0, start - borders.longest)
    for mark in borders.mark.finditer(text, begin, start):
        begin = mark.end(borders.whole)
    limit = min(len(text), end + borders.longest)
    after = borders.mark.search(text, end, limit)
    if after is None:
        return begin, limit
    return begin, after.end() if borders.closing else after.start()


def clause_around(text: str, start: int, end: int, borders: Borders = OF_SUMS) -> tuple[str, str]:
    """Return what stands before and after text[start:end] in the same clause."""
    begin, stop = clause_bounds(text, start, end, borders)
    return text[begin:start], text[end:stop]
