"""Sums and shares of chat Chinese: 两千五, 2k可以吗, 定金30%, 尾款600, 八折, 一千到一千五.

A number with a currency is money; a bare one only by its context (总价, 尾款, 可以吗), never before a counter word
(3页, 100字) or as part of a date, a version, a size. Shares of a total stay shares; the ledger resolves them.
"""

import re
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.bare_sums import is_bare_sum
from archiver.analysis.clauses import clause_around
from archiver.analysis.coins import is_coin
from archiver.analysis.currencies import CURRENCY_CODES
from archiver.analysis.finding import Amount, AmountRole, decimal_text
from archiver.analysis.folding import fold
from archiver.analysis.led import spans
from archiver.analysis.measures import IDIOM, names_software
from archiver.analysis.money_words import (
    CURRENCY_AFTER,
    CURRENCY_BEFORE,
    CURRENCY_FIRST,
    CURRENCY_LAST,
    HEAD_APPROX,
    SMALL_CHANGE,
    TAIL_APPROX,
)
from archiver.analysis.numerals import NUMBER_IN_WORD, numerals_in, value_of, without_runs
from archiver.analysis.portions import portions_in
from archiver.analysis.quantities import Quantity, next_quantity, quantity_at, read_quantity
from archiver.analysis.sum_roles import role_of

_GATE = re.compile(r"[\d０-９零一二两兩三四五六七八九十百千万萬亿億半几幾折壹贰貳叁參肆伍陆陸柒捌玖拾佰仟]")
_PARTS_OF_UNIT = {
    **dict.fromkeys(("毛", "毛钱", "角"), Decimal("0.1")),
    **dict.fromkeys(("美分", "欧分", "便士", "分", "分钱"), Decimal("0.01")),
}  # fmt: skip
_TENTHS = ("毛", "角")
# Cantonese counts money in pieces of paper and water.
_NOTES = {"张": 100, "嚿": 100, "旧水": 100, "舊水": 100, "撇水": 1000, "栋水": 10**4, "棟水": 10**4, "草水": 10}
_WIDE_COMMA = re.compile(
    r"(?<![\d.,])(?:(?<=¥)[1-9]\d{0,2}(?:，\d{3})+(?!\d)|[1-9]\d{0,2}(?:，\d{3})+(?=\s?(?:[美日欧港]?元|块|rmb)))"
)
_LETTER_O = re.compile(r"(?<=\d)o+(?![a-z])")
_MINUS = re.compile(r"(?:负\s?|(?<![^\s,，(:：])-)[¥$€£]?\Z")
_BETWEEN = re.compile(r"\s?(?:到|至|[-~]{1,2})\s?")
# 一百零五，收你一百零五 · 800？800太贵了 · 八百就八百: the second says the first again.
_SAID_AGAIN = re.compile(
    r"[吧吗呢啊嘛呀]?\s?[?!。~]+\s?(?:就|才|那)?"
    r"|[吧吗呢啊嘛呀]?[\s,，。!?~]+(?:对|嗯|行|好|没错)?[\s,，]?(?:就|那就|我就?|还是)?(?:[收算]你|是|也就是|就是)|就"
)
_BLANKS = re.compile(r"[\s:]")
_UNIT_BETWEEN = re.compile(r"(?:块钱?|元|[kw](?![a-z]))?")
_LONGEST = 400  # numbers a message may hold before the rest is left alone


class AmountExpression(Struct, frozen=True):
    """An amount in a message: half-open code-point range of the text as given, and the fields of `Amount`."""

    start: int
    end: int
    text: str
    kind: Literal["money", "percent", "number"]
    value: str | None = None
    min: str | None = None
    max: str | None = None
    percent: str | None = None
    approx: bool = False
    currency: str | None = None
    role: AmountRole | None = None
    term: str | None = None


def read_amounts(text: str, *, every_number: bool = False) -> tuple[AmountExpression, ...]:
    """Return the sums and shares in `text`, in order, without overlap; with `every_number` plain numbers too."""
    if not _GATE.search(text):
        return ()
    folded = _with_thousands(without_runs(fold(text)))
    shares = _shares(text, folded)
    taken = [(share.start, share.end) for share in shares]
    taken += spans(NUMBER_IN_WORD, folded)
    sums = _sums(text, folded, taken)
    found = [*shares, *sums]
    if every_number:
        taken = [(known.start, known.end) for known in found]
        found += [
            AmountExpression(number.start, number.end, number.text, "number", decimal_text(number.value))
            for number in numerals_in(text, folded)
            if number.value is not None and not _overlaps(number.start, number.end, taken)
        ]
    return tuple(sorted(found, key=lambda expression: expression.start))


def _with_thousands(folded: str) -> str:
    """Return the text with 1，200元 as 1,200元 and 12OO as 1200: as typed in haste, in as many code points."""
    if "，" in folded:
        folded = _WIDE_COMMA.sub(lambda sum_: sum_[0].replace("，", ","), folded)
    return _LETTER_O.sub(lambda noughts: "0" * len(noughts[0]), folded) if "o" in folded else folded


def amount_of(expression: AmountExpression) -> Amount:
    """Return the amount as findings carry it."""
    return Amount(
        text=expression.text, kind=expression.kind, value=expression.value, min=expression.min, max=expression.max,
        percent=expression.percent, approx=expression.approx, currency=expression.currency, role=expression.role,
        term=expression.term,
    )  # fmt: skip


def _overlaps(start: int, end: int, taken: list[tuple[int, int]]) -> bool:
    return bool(taken) and any(start < other_end and other_start < end for other_start, other_end in taken)


def _shares(text: str, folded: str) -> list[AmountExpression]:
    return [
        AmountExpression(
            share.start, share.end, text[share.start : share.end], "percent",
            min=None if share.least is None else decimal_text(share.least),
            max=None if share.most is None else decimal_text(share.most),
            percent=None if share.percent is None else decimal_text(share.percent),
            role=share.role, term=share.term,
        )
        for share in portions_in(folded)
    ]  # fmt: skip


def _sums(text: str, folded: str, taken: list[tuple[int, int]]) -> list[AmountExpression]:
    found: list[AmountExpression] = []
    position = 0
    for _ in range(_LONGEST):
        match = next_quantity(folded, position)
        if match is None:
            break
        position = match.end()
        if _overlaps(match.start(), match.end(), taken):
            continue
        expression = _sum_at(text, folded, match, found[-1].end if found else 0)
        if expression is not None and not _overlaps(expression.start, expression.end, taken):
            if not (found and _says_again(folded, found[-1], expression)):
                found.append(expression)
            position = max(position, expression.end)
    idioms = [match.span() for match in IDIOM.finditer(folded)] if found else []
    return [each for each in found if not _overlaps(each.start, each.end, idioms)] if idioms else found


def _says_again(folded: str, first: AmountExpression, second: AmountExpression) -> bool:
    """Tell whether the second sum only repeats the first: the same value, no other role, words of repeating between."""
    one, other = ((each.value, each.min, each.max, each.currency) for each in (first, second))
    if one != other or (first.role and second.role and first.role != second.role):
        return False
    return _SAID_AGAIN.fullmatch(folded, first.end, second.start) is not None


def _sum_at(text: str, folded: str, match: re.Match[str], floor: int) -> AmountExpression | None:
    """Return the sum that begins at a match, with its range, its currency and its small change; None if no money."""
    read = read_quantity(match)
    if read is None:
        return None
    start, end = match.span()
    read, end = _ranged(folded, read, end)
    currency_before = _currency_before(folded, start, floor)
    more = TAIL_APPROX.match(folded, end)
    tail = more.end() if more else end
    currency_after = _currency_after(folded, tail)
    if currency_after:
        around = clause_around(folded, start, currency_after.end())
        currency_after = currency_after if is_coin(folded, currency_after, read, start, around) else None
    if currency_before and names_software(currency_before[0], read):
        currency_before = None
    if not (currency_after or currency_before) and not is_bare_sum(folded, read, start, tail):
        return None
    if currency_after:
        tail = currency_after.end()
        later = TAIL_APPROX.match(folded, tail)
        tail, more = (later.end(), more or later) if later else (tail, more)
        unit = currency_after[0].strip()
        read, tail = (read, tail) if unit == "米" else _with_change(folded, read, tail, unit)
    named = currency_after
    # In 日币5000元 the first word says whose 元 it is.
    if currency_before and (named is None or _BLANKS.sub("", named[0]) not in CURRENCY_CODES):
        start = currency_before.start() + len(currency_before[0]) - len(currency_before[0].lstrip())
        named = currency_before if named is None or _BLANKS.sub("", currency_before[0]) in CURRENCY_CODES else named
    read, start = _signed(folded, read, start) if currency_before or currency_after else (read, start)
    role, term = role_of(folded, start, tail)
    code = _BLANKS.sub("", (named or ("",))[0]).lstrip("个枚")
    approx = read.round_about or more is not None or HEAD_APPROX.search(folded, max(0, start - 4), start) is not None
    return replace(_valued(text, (start, tail), read, code), approx=approx, role=role, term=term)


def _signed(folded: str, read: Quantity, start: int) -> tuple[Quantity, int]:
    """Return the quantity with the 负 or - that stands before it, and where the two begin."""
    sign = _MINUS.search(folded, max(0, start - 3), start)
    if sign is None or read.value is None:
        return read, start
    return replace(read, value=-read.value), sign.start()


def _currency_before(folded: str, start: int, floor: int) -> re.Match[str] | None:
    """Return the currency named right before a sum; what stands before `floor` belongs to the sum before it."""
    begin = max(floor, start - 12)
    head = folded[begin:start].rstrip(" :")
    if not head or head[-1] not in CURRENCY_LAST:
        return None
    return CURRENCY_BEFORE.search(folded, begin, start)


def _currency_after(folded: str, end: int) -> re.Match[str] | None:
    """Return the currency named right behind a sum, looking at the character there before at all names."""
    if folded[end : end + 5].lstrip()[:1] not in CURRENCY_FIRST:
        return None
    return CURRENCY_AFTER.match(folded, end)


def _valued(text: str, span: tuple[int, int], read: Quantity, code: str) -> AmountExpression:
    """Return the sum in its currency; 6张 are six hundred-yuan notes, 5毛 half a yuan."""
    notes = next((worth for name, worth in _NOTES.items() if code.startswith(name)), None)
    factor = Decimal(notes) if notes else _PARTS_OF_UNIT.get(code, Decimal(1))
    value, least, most = (
        decimal_text(each * factor) if each is not None else None for each in (read.value, read.least, read.most)
    )
    start, end = span
    currency = CURRENCY_CODES.get(code, "CNY")
    return AmountExpression(start, end, text[start:end], "money", value, least, most, currency=currency)


def _ranged(folded: str, first: Quantity, end: int) -> tuple[Quantity, int]:
    """Join 一千到一千五, 800-1000, 三到五百 into one sum with two bounds."""
    unit = _UNIT_BETWEEN.match(folded, end)
    joint = _BETWEEN.match(folded, unit.end() if unit else end)
    if joint is None or first.value is None:
        return first, end
    match = quantity_at(folded, joint.end())
    second = read_quantity(match) if match else None
    if match is None or second is None or second.value is None:
        return first, end
    low = first.value
    if low < second.value and low * second.scale <= second.value and first.scale == 1 and second.scale > 1:
        low *= second.scale
    if not low < second.value:
        return first, end
    both_round = low >= 100 and not low % 10 and not second.value % 10
    shaped = first.shaped or second.shaped or second.scale > 1 or both_round
    return Quantity(None, low, second.value, shaped=shaped, scale=second.scale), match.end()


def _with_change(folded: str, read: Quantity, end: int, unit_before: str) -> tuple[Quantity, int]:
    """Add what follows the unit: 5块5, 3块2毛, 两美元又三美分, 10日元5钱. Only 块 is followed by a bare figure."""
    value = read.value
    for _ in range(2):
        change = SMALL_CHANGE.match(folded, end)
        number = None if change is None else Decimal(5) if change["number"] == "半" else value_of(change["number"])
        if change is None or value is None or number is None or number >= 100:
            break
        unit = change["unit"]
        tenth_before = unit_before.startswith(_TENTHS)
        if not unit and not (tenth_before or unit_before.startswith("块")):
            break
        tenth = unit in _TENTHS or tenth_before or (not unit and number < 10 and value == read.value)
        value, end = value + number / (10 if tenth else 100), end + len(change[0].rstrip())
        if not unit:
            break  # 一块二一面: a second bare figure counts sides
    return replace(read, value=value), end
