"""Bare figures that stand where sums stand: what the characters around a figure weigh for and against a sum.

`sum_weights` was learnt from labelled lines of chat (`python -m tests.archiver.analysis.learn_sums` makes it anew). It
is asked where the rules of money are silent, and may overrule them where nearly all that stands around a figure
speaks against a sum.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Final

from archiver.analysis.measures import COUNTER, is_side_or_year
from archiver.analysis.quantities import Quantity
from archiver.analysis.sum_weights import BIAS, WEIGHTS

_LIKELY: Final = 0
_UNLIKELY: Final = -200
"""Hundredths of log-odds: an even chance makes a sum of what no rule reads, one in eight unmakes what a rule read."""
_NEAR: Final = 10
_LONGEST_MARK: Final = 4
_DIGIT: Final = re.compile(r"\d")
_HAN_DIGIT: Final = re.compile("[一二三四五六七八九两]")
_BORDER: Final = re.compile(r"[,，。.!?？！\s~]")


def is_likely_sum(folded: str, read: Quantity, start: int, end: int) -> bool:
    """Tell whether a bare figure that no rule of money reads stands as sums do."""
    return weight_of_sum(folded, read, start, end) > _LIKELY


def is_unlikely_sum(folded: str, read: Quantity, start: int, end: int) -> bool:
    """Tell whether a bare figure that a rule reads as a sum stands as sums hardly ever do."""
    return weight_of_sum(folded, read, start, end) < _UNLIKELY


def weight_of_sum(folded: str, read: Quantity, start: int, end: int) -> int:
    """Return the log-odds, in hundredths, that the figure at folded[start:end] is a sum."""
    weights = _weights()
    return BIAS + sum(weights.get(mark, 0) for mark in set(marks_of(folded, read, start, end)))


def marks_of(folded: str, read: Quantity, start: int, end: int) -> Iterator[str]:
    """Yield what is weighed: characters beside the figure (`<`, `>`) and near it (`-`, `+`), its shape, its size.

    Figures around it stand as noughts, blanks as `_`, the ends of the line as `^` and `$`.
    """
    left = _DIGIT.sub("0", "^^" + folded[max(0, start - _NEAR) : start])[-_NEAR:].replace(" ", "_")
    right = _DIGIT.sub("0", folded[end : end + _NEAR] + "$$")[:_NEAR].replace(" ", "_")
    for length in range(1, _LONGEST_MARK + 1):
        yield "<" + left[-length:]
        yield ">" + right[:length]
    for sign, near in (("-", left), ("+", right)):
        for at, char in enumerate(near):
            yield sign + char
            if at:
                yield sign + near[at - 1] + char
    yield from _marks_of_figure(folded, read, start, end)


def _marks_of_figure(folded: str, read: Quantity, start: int, end: int) -> Iterator[str]:
    before = min(len(_BORDER.split(folded[max(0, start - _NEAR) : start])[-1]), 3)
    behind = min(len(_BORDER.split(folded[end : end + _NEAR], maxsplit=1)[0]), 3)
    yield f"#before{before}"
    yield f"#behind{behind}"
    yield f"#clause{before}{behind}"
    words = folded[start:end]
    yield "#shape" + _HAN_DIGIT.sub("一", _DIGIT.sub("0", words)).replace(" ", "_")
    if read.shaped:
        yield "#shaped"
    yield f"#scale{read.scale}"
    if COUNTER.match(folded, end):
        yield "#counted"
    value = read.value if read.value is not None else read.most
    if value is not None:
        yield from _marks_of_size(words, value)


def _marks_of_size(words: str, value: Decimal) -> Iterator[str]:
    digits = len(str(int(value)))
    yield f"#digits{digits}"
    for round_to in (5, 10, 50, 100):
        if not value % round_to:
            yield f"#round{round_to}"
    if value < 5:
        yield "#tiny"
    if words.isdecimal() and is_side_or_year(value):
        yield "#side"
    yield f"#{'figures' if words.isascii() else 'words'}{digits}{'round' if not value % 10 else 'odd'}"


@cache
def _weights() -> dict[str, int]:
    entries = (entry.rpartition(":") for entry in WEIGHTS.split())
    return {mark: int(weight) for mark, _, weight in entries}
