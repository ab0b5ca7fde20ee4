"""Numerals of chat Chinese: 3,000 · 三千五 · 两百 · 1万2 · 2k5 · 1.2w · 叁仟 · 三分之一 · 七八 · 一千到一千五.

`value_of` reads one numeral, `read_numerals` finds all of a text. Values are exact decimals. Nothing here knows
money or time; amounts.py and times/ ask for the parts they need.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, localcontext
from functools import cache, lru_cache
from typing import Final

from msgspec import Struct

from archiver.analysis.folding import fold
from archiver.analysis.led import led, spans

_FINANCIAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟俩〇", "一二三四五六七八九十百千两零")
_DIGITS: Final = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_SMALL_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "k": 1000}
_BIG_UNITS: Final = {"万": 10**4, "w": 10**4, "亿": 10**8, "兆": 10**12}
_MULTIPLIERS = {"m": 10**6, "g": 10**9, "t": 10**12}
_TOKEN = re.compile(
    r"(?P<figure>\d[\d,]*(?:\.\d+)?|\.\d+)|(?P<digit>[零一二两三四五六七八九])|(?P<unit>[十百千万亿兆kw])"
)
_MOST_DIGITS = 40  # a longer run of digits is an identifier, not a number

FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)"
HAN = "[零一二两三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟俩]"
# 五百余万, 二十几万, 一千多万: the odd part is left out, the unit stays.
_WORDED = (
    rf"{HAN}(?:\s*{HAN})*(?:\s*[多余几](?=\s*[万亿]))?(?:\s*[万亿兆])*(?:\s*点\s*[零一二三四五六七八九]"
    r"(?:\s*[零一二三四五六七八九])*)?(?:\s*[万亿兆])*"
)
_FIGURED = (
    rf"(?:{FIGURE}|(?<!\d)\.\d+)(?:e[-+]?\d+|\^[-+]{{0,2}}\d+)?"
    rf"(?:\s?[kmgt](?![a-z])|(?:\s?[多余几](?=\s?[万亿]))?(?:\s?[万亿兆千百零]+(?:\s?{FIGURE}(?=\s?[万亿千百十]|$"
    r"|[^\d.]))?|w(?![a-z])\d?)+|k\d(?!\d))?"
)
_ONE = rf"(?:{_FIGURED}|{_WORDED})"
_SIGN = r"(?P<sign>负\s*|(?<![\w.)-])-)?"
_PARTED = (
    rf"(?:(?P<mixed>{_ONE})\s*又\s*)?(?P<denominator>{_ONE})\s*分\s*之\s*(?P<sign2>负)?\s*(?P<numerator>{_ONE})"
    r"|(?:(?P<whole>\d+)\s)?(?P<over>\d+)/(?P<under>\d+)(?![/\d])"
)
_WHOLE = rf"(?P<plain>{_ONE})(?P<dozen>打(?![折印包开算]))?|(?P<fifty>半百|半打(?![折印包开]))"
_NUMERAL = rf"{_SIGN}(?:{_PARTED}|{_WHOLE})"
_WHOLE_NUMERAL = rf"{_SIGN}(?:{_WHOLE})"
# What a number begins with; searched first, since most characters begin none.
_BEGINS = re.compile(r"[\d.负\-半零一二两三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟俩]")
# Numeral characters that are parts of words, and 一 where it counts nothing.
NUMBER_IN_WORD = led(
    "一七万三不两乱五亿伍入八十千双四夕大拾收放海百第肆退部队陆",
    r"一(?:切|看|起|样|直|定|般|些|下|旦|致|向|边|共|方面|律|如|时|再|概|带|生|路|心|口|度|流|贯|面)|(?<![\d一二两三四五六七八九十百千])万一"
    r"|千万(?=[别不要记])|四川|五台山|十足|十分|百度|百姓|三星|大陆|陆[地续军]|海陆|队伍|入伍|退伍|伍仁|夕拾|收拾"
    r"|拾[取到捡]|放肆|肆意|部队|万分(?!之)|千方|百般|百合|七夕|八卦|双十一|两边|七七八八|乱七八糟|不三不四|第一时间"
    r"|(?<![\d一二两三四五六七八九十百千])万[象能科]|亿万",
    seconds="一七万三下些仁伍共再军分切到十卦取口台合向地夕如姓定川带度律心意拾捡方旦时星样概流生直看科续肆能致般象贯起足路边队陆面",
)
_RUN = re.compile(rf"(?:\d|{HAN}|[.,]){{{_MOST_DIGITS + 1},}}")
_LONE_FINANCIAL = frozenset("陆伍拾肆柒捌玖佰仟")
_LONE_UNITS = frozenset("万亿兆零百千")
_COUNTED_BY_ONE = re.compile(
    r"\s*(?:[个种对双只张页套份次版天年月周岁吨斤台件条块元点名位人头辆本部把杯瓶盒箱桶袋层楼间座栋亩里米克升倍成折号"
    r"期届级等段行列句字首曲集章节课处打组批股笔单]|[^\w]|$|却|这|和|到|是)"
)
_CURRENCY_FOLLOWS = re.compile(r"\s?(?:美元|美金|美刀|欧元|日元|英镑|港元|折(?![扣叠])|成(?![员功品本]))")
_MOST_POWER = 400


class Numeral(Struct, frozen=True):
    """A number in a text: half-open code-point range, and its exact value or, for 七八 and 3-5, its two bounds."""

    start: int
    end: int
    text: str
    value: Decimal | None
    least: Decimal | None = None
    most: Decimal | None = None
    approx: bool = False


@lru_cache(maxsize=4096)
def value_of(numeral: str) -> Decimal | None:
    """Return the value of one numeral (any style, folded or not), None where the characters make no number."""
    plain = fold(numeral).translate(_FINANCIAL).replace(" ", "")
    if not plain or len(plain) > _MOST_DIGITS:
        return None
    with localcontext() as context:
        context.prec = 2 * _MOST_DIGITS
        return _plain_value(plain)


def _plain_value(plain: str) -> Decimal | None:
    if plain[0] in "负-":
        inner = value_of(plain[1:])
        return -inner if inner is not None else None
    if plain[-1] in _MULTIPLIERS:
        inner = value_of(plain[:-1])
        return inner * _MULTIPLIERS[plain[-1]] if inner is not None else None
    if plain[-1] == "k" and plain[-2:-1] in _SMALL_UNITS:
        inner = value_of(plain[:-1])
        return inner * 1000 if inner is not None else None
    whole, point, rest = plain.partition("点")
    if point:
        return _with_decimals(whole, rest)
    if all(char in _DIGITS for char in plain):
        return Decimal("".join(str(_DIGITS[char]) for char in plain))
    return _sum_of_units(plain)


@lru_cache(maxsize=1024)
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


def without_runs(folded: str) -> str:
    """Return the text with runs of more than 40 figures or number characters blanked: no number is so long."""
    return _RUN.sub(lambda run: " " * len(run[0]), folded) if len(folded) > _MOST_DIGITS else folded


def read_numerals(text: str) -> tuple[Numeral, ...]:
    """Return every number written in `text`: whole, decimal, fraction, power, in figures or characters.

    In order, without overlap. Numbers inside words (四川, 一切, 十分) and those that currency or 折 turns into an
    amount are left out.
    """
    return numerals_in(text, without_runs(fold(text)))


def numerals_in(text: str, folded: str) -> tuple[Numeral, ...]:
    """Return the numbers of `text`, whose folded form without long runs is at hand."""
    words = spans(NUMBER_IN_WORD, folded)
    found: list[Numeral] = []
    parted = "分" in folded or "/" in folded
    for match in _numeral_matches(folded, _numeral(parted=parted)):
        if words and any(start < match.end() and match.start() < end for start, end in words):
            continue
        if not _counts(folded, match):
            continue
        value = _value_of_match(match)
        if value is not None:
            end = match.start() + len(match[0].rstrip())
            found.append(Numeral(match.start(), end, text[match.start() : end], value))
    return tuple(found)


def _numeral_matches(folded: str, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    begins = _BEGINS.search(folded)
    while begins is not None:
        match = pattern.match(folded, begins.start())
        if match is not None:
            yield match
        begins = _BEGINS.search(folded, match.end() if match else begins.end())


@cache
def _numeral(*, parted: bool) -> re.Pattern[str]:
    # 10 ms, and most programs never ask for every number; fractions are tried only where one can stand.
    return re.compile(_NUMERAL if parted else _WHOLE_NUMERAL)


def _counts(folded: str, match: re.Match[str]) -> bool:
    """Tell whether the characters are a number here: 我一看你 and 万 alone are not."""
    plain = (match["plain"] or "").strip()
    if _CURRENCY_FOLLOWS.match(folded, match.end()):
        return False
    if plain in _LONE_UNITS:
        return False
    if plain and set(plain) <= {"万"}:
        return False
    if plain in _LONE_FINANCIAL:
        around = folded[max(0, match.start() - 1) : match.start()] + folded[match.end() : match.end() + 1]
        return not any("\u4e00" <= char <= "\u9fff" for char in around)
    return plain != "一" or _COUNTED_BY_ONE.match(folded, match.end()) is not None


def _value_of_match(match: re.Match[str]) -> Decimal | None:
    if match["plain"] and not match["sign"] and not match["dozen"]:
        return _one_value(match["plain"])
    with localcontext() as context:
        context.prec = 2 * _MOST_DIGITS
        value = _magnitude(match)
        if value is None:
            return None
        # Only a fraction has a second sign, and only the pattern that knows fractions a group for it.
        inner = match["sign2"] if match.re.groupindex.get("sign2") else None
        return -value if bool(match["sign"]) != bool(inner) else value


def _magnitude(match: re.Match[str]) -> Decimal | None:
    if match["fifty"]:
        return Decimal(6 if match["fifty"] == "半打" else 50)
    if match["plain"]:
        value = _one_value(match["plain"])
        return value * 12 if value is not None and match["dozen"] else value
    if (match["denominator"] or "").translate(_FINANCIAL) == "百":
        return _one_value(match["numerator"])  # a share is read by amounts.py; here only its number counts
    if match["under"]:
        under = Decimal(match["under"])
        return Decimal(match["whole"] or 0) + Decimal(match["over"]) / under if under else None
    parts = [_one_value(match[name]) if match[name] else Decimal(0) for name in ("mixed", "numerator", "denominator")]
    mixed, numerator, denominator = parts
    if mixed is None or numerator is None or not denominator:
        return None
    return mixed + numerator / denominator


@lru_cache(maxsize=4096)
def _one_value(words: str) -> Decimal | None:
    """Read one numeral as _ONE finds it: also 2e5, 2^-1, 40k, 2.5m, 一千多万."""
    plain = re.sub(r"[\s多余几]", "", words)
    for mark in ("e", "^"):
        base, sign, power = plain.partition(mark)
        if sign:
            exponent = int(power.replace("--", "-"))
            if abs(exponent) > _MOST_POWER:
                return None
            with localcontext() as context:
                context.prec = 2 * _MOST_DIGITS
                number = Decimal(base)
                return number * Decimal(10) ** exponent if mark == "e" else number**exponent
    if plain.startswith("."):
        plain = "0" + plain
    return value_of(plain)
