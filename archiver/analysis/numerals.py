"""Numerals of chat Chinese: 3,000 · 三千五 · 两百 · 1万2 · 2k5 · 1.2w · 叁仟 · 三分之一 · 七八 · 一千到一千五.

`value_of` reads one numeral, `read_numerals` finds all of a text. Values are exact decimals. Nothing here knows
money or time; amounts.py and times/ ask for the parts they need.
"""

import re
from decimal import Decimal, localcontext
from typing import Final

from msgspec import Struct

from archiver.analysis.folding import fold

_FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟俩〇", "一二三四五六七八九十百千两零")
_DIGITS: Final = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "k": 1000}
_BIG_UNITS: Final = {"万": 10**4, "w": 10**4, "亿": 10**8, "兆": 10**12}
_TOKEN = re.compile(
    r"(?P<figure>\d[\d,]*(?:\.\d+)?|\.\d+)|(?P<digit>[零一二两三四五六七八九])|(?P<unit>[十百千万亿兆kw])"
)
_MOST_DIGITS = 40  # a longer run of digits is an identifier, not a number

FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
HAN = "[零一二两三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟俩]"


class Numeral(Struct, frozen=True):
    """A number in a text: half-open code-point range, and its exact value or, for 七八 and 3-5, its two bounds."""

    start: int
    end: int
    text: str
    value: Decimal | None
    least: Decimal | None = None
    most: Decimal | None = None
    approx: bool = False


def value_of(numeral: str) -> Decimal | None:
    """Return the value of one numeral (any style, folded or not), None where the characters make no number."""
    plain = fold(numeral).translate(_FINANCIAL).replace(" ", "")
    if not plain or len(plain) > _MOST_DIGITS:
        return None
    if plain[0] in "负-":
        inner = value_of(plain[1:])
        return -inner if inner is not None else None
    whole, point, rest = plain.partition("点")
    if point:
        return _with_decimals(whole, rest)
    if all(char in _DIGITS for char in plain):
        return Decimal("".join(str(_DIGITS[char]) for char in plain))
    return _sum_of_units(plain)


def small(numeral: str) -> int:
    """Return the value of a numeral that a pattern has already found to be a whole one: 12, 十二, 廿三, 半 is 0."""
    if numeral.isdecimal():
        return int(numeral)
    value = value_of(numeral.replace("廿", "二十").replace("卅", "三十"))
    return int(value) if value is not None else 0


def _with_decimals(whole: str, rest: str) -> Decimal | None:
    """Read 十五点七, 2点5 and 三点五万."""
    digits = rest.rstrip("万亿兆千百kw")
    shown = "".join(str(_DIGITS[char]) if char in _DIGITS else char for char in digits)
    before = value_of(whole) if whole else Decimal(0)
    if before is None or not shown.isdecimal():
        return None
    value = Decimal(f"{before:f}.{shown}") if before == before.to_integral_value() else None
    for unit in rest[len(digits) :]:
        value = value * (_SMALL_UNITS.get(unit) or _BIG_UNITS[unit]) if value is not None else None
    return value


def _sum_of_units(plain: str) -> Decimal | None:
    """Add up 三千二百五, 1万2, 二十万亿: `held` is the digit waiting for its unit, `section` what is below 万."""
    total = section = Decimal(0)
    held: Decimal | None = None
    last_unit = 1
    position = 0
    with localcontext() as context:
        context.prec = 2 * _MOST_DIGITS
        while position < len(plain):
            token = _TOKEN.match(plain, position)
            if token is None:
                return None
            position = token.end()
            if token["unit"] is None:
                if held:
                    return None
                held = _figure(token)
                last_unit = 1 if token[0] == "零" else last_unit
            elif token["unit"] in _SMALL_UNITS:
                last_unit = _SMALL_UNITS[token["unit"]]
                section += (Decimal(1) if held is None or (token["unit"] == "十" and not held) else held) * last_unit
                held = None
            else:
                last_unit = _BIG_UNITS[token["unit"]]
                section += held or 0
                total = _raise(total, section, last_unit, alone=held is None and not section)
                section, held = Decimal(0), None
        # 两千五 and 1万2: a last single digit stands one place below the unit before it.
        if held is not None and last_unit >= 100 and len(plain) > 1 and not plain[-2].isdecimal() and 0 < held < 10:
            held *= last_unit // 10
        return total + section + (held or 0)


def _figure(token: re.Match[str]) -> Decimal:
    if token["digit"]:
        return Decimal(_DIGITS[token["digit"]])
    return Decimal(token["figure"].replace(",", ""))


def _raise(total: Decimal, section: Decimal, unit: int, *, alone: bool) -> Decimal:
    """Close a section with 万, 亿 or 兆: 万亿 multiplies what stands before it, 一亿三千万 adds to it."""
    if total and total < unit:
        return (total + section) * unit
    if alone:
        return total * unit if total else Decimal(unit)
    return total + section * unit
