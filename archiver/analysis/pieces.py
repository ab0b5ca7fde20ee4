"""How many pieces a price for one piece is for: 8块一条 with 先干30条的 makes 240."""

import re
from collections.abc import Iterable
from decimal import Decimal

from archiver.analysis.numerals import read_numerals, value_of
from archiver.analysis.quoted_sums import PIECE

_OF_ONE = re.compile(rf"(?:[一每/单]|1)\s*({PIECE})(?![月年])|按({PIECE})", re.IGNORECASE)
_COUNTED = re.compile(rf"{PIECE}(?![月年])", re.IGNORECASE)
# 一百只起, 五条以上, 前三页: a bound or a part, not what is ordered
_BOUND_BEFORE = re.compile(r"(?:[第前头满过超再多每]|起订)\s*$")
_BOUND_AFTER = re.compile(r"\s*(?:起|以[上内下]|[之以]?[前后内]|送|多|[来几])")
_OCCASIONS = frozenset("次节回课堂讲晚")
"""What one lesson or sitting may be called in one message and another."""
_NUMBERED = re.compile(
    rf"第(?P<said>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})(?:{PIECE})(?!前)"
    r"|(?<![\dvV版稿改终.])(?<!\d[-~至到])(?P<named>\d{1,2})(?=[_\-\s（(][^\d]|\.[A-Za-z]{2,4}$)"
)
_COUNTS_ALONE = re.compile(r"\s*(?:[!！。.~～，,]|吧|呗|啊|$|\s)")
"""What may follow a number of pieces that stands without their measure: nothing that it could be a sum or a day of."""
# 一章一结 · 交一堂给一堂 · 写完一章付一章 · 每集发完就结
_BY_PIECE = re.compile(
    rf"[一每]({PIECE})[一就][结付给]|[交写做上画录发完][完了]?一({PIECE})[^，。\s]{{0,6}}[付结给]一\2|按({PIECE})[结付]",
    re.IGNORECASE,
)
_IN_TURN = re.compile(
    r"(?:第(?:\d{1,2}|[一二三四五六七八九十]{1,3})|头一?|(?P<last>最后|[末尾])一?)"
    r"(?:[次节堂]课?|[趟车场批讲晚班轮顿箱期回天])|(?P<rest>[剩余]下的?(?=\S{0,6}[都也全]))"
)
"""What comes in several goes: 头趟, 第二次课, 最后一车, 剩下60盒也."""
MOST = 10_000


def piece_of(text: str) -> str | None:
    """Return the measure that a price in `text` is for one of: 条 of 8块一条."""
    named = _OF_ONE.search(text)
    return None if named is None else (named[1] or named[2])


def is_paid_by_piece(text: str) -> bool:
    """Tell whether terms say that each piece is paid for by itself."""
    return _BY_PIECE.search(text) is not None


def count_in(text: str, piece: str | None) -> Decimal | None:
    """Return the number of pieces that a message names; None where it names none, several numbers, or only a bound."""
    found: set[Decimal] = set()
    for numeral in read_numerals(text):
        measure = _COUNTED.match(text, numeral.end)
        if measure is None or numeral.value is None or not 1 < numeral.value <= MOST:
            continue
        if _BOUND_BEFORE.search(text[: numeral.start]) or _BOUND_AFTER.match(text, measure.end()):
            continue
        if piece is None or measure[0].lower() == piece.lower() or {piece[0], measure[0][0]} <= _OCCASIONS:
            found.add(numeral.value)
    return found.pop() if len(found) == 1 else None


def count_alone(answer: str, price: Decimal) -> Decimal | None:
    """Return the only number in an answer to the price of one, where it can be how many are wanted: 行吧 做100."""
    numerals = [one for one in read_numerals(answer) if one.value is not None and one.value != price]
    if len(numerals) != 1 or not _COUNTS_ALONE.match(answer, numerals[0].end):
        return None
    value = numerals[0].value
    whole = value is not None and value == value.to_integral_value() and 1 < value <= MOST
    return value if whole and answer[numerals[0].start].isdigit() else None


def number_of(name: str) -> int | None:
    """Return which piece a name says that it is: 标签3_牛肉.pdf, 第3张; None for versions and dates."""
    found = _NUMBERED.search(name)
    if found is None:
        return None
    value = value_of(found["said"] or found["named"])
    return None if value is None else int(value)


def comes_in_turn(text: str) -> bool:
    """Tell whether words name one of several goes, others of which came before or are still to come: 头趟, 最后一车."""
    return _IN_TURN.search(text) is not None


def begins_turn(text: str) -> bool:
    """Tell whether words name one of several goes that is not said to be the last: 头趟, 第二趟."""
    found = _IN_TURN.search(text)
    return found is not None and not (found["last"] or found["rest"])


def ordered(price: str, said: Iterable[str]) -> Decimal | None:
    """Return how many pieces are ordered at a price for one.

    The message of the price comes before `said`, the messages that may say so, nearest first. A price that names no
    piece (一百二 先来十节) is only multiplied by a number beside it.
    """
    piece = piece_of(price)
    texts = (price, *said) if piece is not None else (price,)
    return next((count for text in texts if (count := count_in(text, piece)) is not None), None)
