"""Numbers that may be money: whether 米, 张 or 块 is a currency here, and whether a bare number is a price."""

import re
from decimal import Decimal

from archiver.analysis.money_words import (
    APPROX_AT_END,
    BEFORE_MONEY,
    COUNTED_BEFORE,
    COUNTER,
    FOOL_BEFORE,
    MONEY_AFTER,
    NOT_A_SUM_BEFORE,
    PARTICLES,
    PER_PIECE,
    PIECES_AFTER,
    PIECES_BEFORE,
    TITLE_ONLY,
    TOGETHER_AFTER,
    TOGETHER_BEFORE,
    UNPAID,
    WEAK_BEFORE,
    WORK_BEFORE,
)
from archiver.analysis.numerals import FIGURE, value_of
from archiver.analysis.quantities import Quantity

_CLAUSE = re.compile(r"[,，。!！?？;；\n]")
_LONGEST_CLAUSE = 60  # characters; what stands farther off does not bear on the sum
_LEAST_FOR_WORK = 100
_SHORT = 8  # characters of a clause behind a price
_PICTURE_HEIGHTS = frozenset({480, 540, 720, 1080, 1280, 1440, 1920, 2160})
_FIRST_YEAR, _LAST_YEAR = 1990, 2040


def clause_around(folded: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after in the same clause."""
    begin = max(0, start - _LONGEST_CLAUSE)
    for mark in _CLAUSE.finditer(folded, begin, start):
        begin = mark.end()
    limit = end + _LONGEST_CLAUSE
    after = _CLAUSE.search(folded, end, limit)
    return folded[begin:start], folded[end : after.start() if after else limit]


def is_currency(folded: str, unit: re.Match[str], read: Quantity, start: int) -> bool:
    """Tell whether the unit is one of money here: 3000米 is, 100米跑 is not; 6张 needs a word that says so."""
    name = unit[0].strip()
    high = read.most or read.value or Decimal(0)
    before, after = clause_around(folded, start, unit.end())
    if before.endswith("第"):
        return False  # 第一角, 第三块 are counted off, not paid
    if name.startswith("块") and re.search(r"[那这另哪同]一$", before + folded[start : unit.start()]):
        return False  # 那一块 is that part of the work
    if name == "块" and folded[start : unit.start()] == "一" and _is_together(before, after):
        return False
    if name == "米":
        return high >= 100 and not re.match(r"[长宽高远深跑以之处布]|的?(?:距离|长度|高度|线|路)", after)
    if name == "张":
        return bool(re.search(r"(?:给|付|收|就|才|只要|转|要|值|花)(?:你|我)?了?$", before)) and not after
    if name in ("分", "毛", "角"):
        return name != "分" and not re.match(r"[度色落膜发面形]", after)
    if name in ("r", "u", "刀"):
        return not re.match(r"[a-z\d]", after)
    return True


def is_bare_sum(folded: str, read: Quantity, start: int, end: int) -> bool:
    """Tell whether a bare number is money by what stands around it."""
    before, after = clause_around(folded, start, end)
    if _is_ruled_out(folded, before, start, end):
        return False
    high = read.most or read.value or Decimal(0)
    if read.shaped and read.scale > 1:
        return True
    if _stands_alone(folded[:end], read, before, after):
        return True
    if high < 5:
        return False
    if high >= 50 and WEAK_BEFORE.search(before) and (PARTICLES.fullmatch(after) or UNPAID.match(after)):
        return True
    if BEFORE_MONEY.search(before):
        return True
    if _is_price_of_work(folded, read, start, end):
        return True
    proposed = read.shaped or high >= 50 or PER_PIECE.match(after) is not None
    return proposed and MONEY_AFTER.match(after) is not None


def _is_ruled_out(folded: str, before: str, start: int, end: int) -> bool:
    """Tell whether the number is a count, a part of another number, or the 二百五 that a person is called."""
    if COUNTER.match(folded, end) or COUNTED_BEFORE.search(before):
        return True
    if NOT_A_SUM_BEFORE.search(folded, max(0, start - 8), start) and not WORK_BEFORE.search(before):
        return True
    return folded[start:end] == "二百五" and FOOL_BEFORE.search(before) is not None


def _stands_alone(folded: str, read: Quantity, before: str, after: str) -> bool:
    """Tell whether a price is all that the clause says: 两千五吧."""
    if TITLE_ONLY.fullmatch(before) is None:
        return False
    if read.shaped and len(after) <= _SHORT:
        return True
    high = read.most or read.value or Decimal(0)
    round_about = read.scale > 1 or APPROX_AT_END.search(folded) is not None
    return PARTICLES.fullmatch(after) is not None and high >= 100 and round_about


def _is_together(before: str, after: str) -> bool:
    """Tell whether 一块 means together: 咱们一块, 一块弄, 一块儿."""
    return TOGETHER_BEFORE.search(before) is not None or TOGETHER_AFTER.match(after) is not None


def _is_price_of_work(folded: str, read: Quantity, start: int, end: int) -> bool:
    """Tell whether a number that ends its clause is what the work before it costs: 封面四百; 90 三张270."""
    value = read.value
    pieces = PIECES_AFTER.match(folded, end)
    if pieces and value is not None:
        return value * (value_of(pieces["count"]) or 0) == int(pieces["total"])
    before, after = clause_around(folded, start, end)
    if not PARTICLES.fullmatch(after):
        return False
    pieces = PIECES_BEFORE.search(before)
    if pieces and value is not None:
        return _is_product(before[: pieces.start()], pieces["count"], value)
    if value in _PICTURE_HEIGHTS or (value is not None and _FIRST_YEAR <= value <= _LAST_YEAR):
        return False
    return (read.most or value or 0) >= _LEAST_FOR_WORK and WORK_BEFORE.search(before) is not None


def _is_product(before: str, count: str, total: Decimal) -> bool:
    """Tell whether the number that ends `before` is the price of one of `count` pieces that cost `total`."""
    single = re.search(rf"(?P<price>{FIGURE})\s*\Z", before)
    one = value_of(single["price"]) if single else None
    return one is not None and one * (value_of(count) or 0) == total
