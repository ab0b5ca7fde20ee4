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
    mark, longest, whole, closing = borders
    begin = start - longest if start > longest else 0
    if begin < start and mark.search(text, begin, start):  # in most clauses there is none, and one look tells
        for found in mark.finditer(text, begin, start):
            begin = found.end(whole)
    after = mark.search(text, end, end + longest)
    if after is None:
        return begin, min(len(text), end + longest)
    return begin, after.end() if closing else after.start()


def clause_around(text: str, start: int, end: int, borders: Borders = OF_SUMS) -> tuple[str, str]:
    """Return what stands before and after text[start:end] in the same clause."""
    begin, stop = clause_bounds(text, start, end, borders)
    return text[begin:start], text[end:stop]
