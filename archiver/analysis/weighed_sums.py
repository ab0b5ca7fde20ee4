"""Bare figures that stand where sums stand: what the characters around a figure weigh for and against a sum.

`sum_weights` was learnt from labelled lines of chat (`python -m tests.archiver.analysis.learn_sums` makes it anew). It
is asked where the rules of money are silent, and may overrule them where nearly all that stands around a figure
speaks against a sum.
"""

from collections.abc import Iterable
from decimal import Decimal
from operator import add
from typing import Final

from archiver.analysis.measures import COUNTER, is_side, is_side_or_year
from archiver.analysis.odds import Marks, log_odds
from archiver.analysis.quantities import Quantity
from archiver.analysis.sum_weights import BIAS, WEIGHTS

_LIKELY: Final = 0
_UNLIKELY: Final = -350
"""Hundredths of log-odds: an even chance makes a sum of what no rule reads, one in thirty unmakes what a rule read."""
_LIKELY_SIDE: Final = 150
"""What also is the side of a picture (1080) has to stand as a sum four times in five."""
_NEAR: Final = 10
"""Characters on a side that are weighed."""
_TINY: Final = 5
"""Figures below it bear a mark of their own."""
_PLAIN: Final = str.maketrans("123456789 ", "000000000_")
_SHAPE: Final = str.maketrans("123456789 一二三四五六七八九两", "000000000_一一一一一一一一一一")
_BORDERS: Final = frozenset("_^$,，。.!?？！~\n")
_MANY: Final = 3


def is_likely_sum(folded: str, read: Quantity, start: int, end: int) -> bool:
    """Tell whether a bare figure that no rule of money reads stands as sums do."""
    side = read.value is not None and is_side(read.value) and folded[start:end].isdecimal()
    return weight_of_sum(folded, read, start, end) > (_LIKELY_SIDE if side else _LIKELY)


def is_unlikely_sum(folded: str, read: Quantity, start: int, end: int) -> bool:
    """Tell whether a bare figure that a rule reads as a sum stands as sums hardly ever do."""
    return weight_of_sum(folded, read, start, end) < _UNLIKELY


def weight_of_sum(folded: str, read: Quantity, start: int, end: int) -> int:
    """Return the log-odds, in hundredths, that the figure at folded[start:end] is a sum."""
    return log_odds(WEIGHTS, BIAS, marks_of(folded, read, start, end))


def marks_of(folded: str, read: Quantity, start: int, end: int) -> Marks:
    """Return what is weighed: characters beside the figure (`<`, `>`) and near it (`-`, `+`), its shape and size (`#`).

    Figures around it stand as noughts, blanks as `_`, the ends of the line as `^` and `$`.
    """
    left = ("^^" + folded[max(0, start - _NEAR) : start])[-_NEAR:].translate(_PLAIN)
    right = (folded[end : end + _NEAR] + "$$")[:_NEAR].translate(_PLAIN)
    return (
        ("<", {left[-1:], left[-2:], left[-3:], left[-4:]}),
        (">", {right[:1], right[:2], right[:3], right[:4]}),
        ("-", {*left, *map(add, left, left[1:])}),
        ("+", {*right, *map(add, right, right[1:])}),
        ("#", set(_marks_of_figure(folded, read, start, end, (left, right)))),
    )


def _marks_of_figure(folded: str, read: Quantity, start: int, end: int, around: tuple[str, str]) -> list[str]:
    before, behind = (_to_border(reversed(around[0])), _to_border(around[1]))
    words = folded[start:end]
    marks = [f"before{before}", f"behind{behind}", f"clause{before}{behind}", "shape" + words.translate(_SHAPE)]
    marks.append(f"scale{read.scale}")
    if read.shaped:
        marks.append("shaped")
    if COUNTER.match(folded, end):
        marks.append("counted")
    value = read.value if read.value is not None else read.most
    return marks + _marks_of_size(words, value) if value is not None else marks


def _to_border(near: Iterable[str]) -> int:
    """Return how many characters stand before the end of the clause; three and more are many."""
    length = 0
    for char in near:
        if char in _BORDERS or length == _MANY:
            break
        length += 1
    return length


def _marks_of_size(words: str, value: Decimal) -> list[str]:
    whole = int(value)
    is_whole = whole == value
    digits = len(str(whole))
    marks = [f"round{round_to}" for round_to in (5, 10, 50, 100) if not whole % round_to] if is_whole else []
    marks.append(f"digits{digits}")
    if whole < _TINY:
        marks.append("tiny")
    if words.isdecimal() and is_side_or_year(value):
        marks.append("side")
    kind = "figures" if words.isascii() else "words"
    marks.append(f"{kind}{digits}{'round' if is_whole and not whole % 10 else 'odd'}")
    return marks
