"""How chat writes a sum: 2k5, 三五百, 千把块, 小几百, 一千到一千五, two bounds where it leaves them open."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.numerals import FIGURE, read_numerals, value_of
from archiver.analysis.shares import BEHIND_MONEY

_D = "[一二两三四五六七八九]"
_HAN = "[零一二两三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟俩]"
_SPACED_POINT = r"(?:\s{1,3}点\s{0,3}[零一二三四五六七八九](?:\s?[零一二三四五六七八九])*)"
_PART = rf"(?:{_HAN}+|\d+)"
_PAIRS = "(?:一二|一两|二三|两三|三四|四五|五六|六七|七八|八九)"
# 1k3 ends in a digit of the sum, 1k3张 goes on to what it pays for.
_NO_COUNT = "(?![\\d.年月日号天点%个张页套份次周小节首条篇幅款人分秒版期集遍轮部章只位名场p])"
_NO_MORE = f"(?![百千万十亿零一二两三四五六七八九]){_NO_COUNT}"
_LAST = "[二两三四五六七八九]"
# Longest and most special first; each alternative is one way of writing, told apart by its group in `read_quantity`.
QUANTITY = rf"""(?:
      (?P<part>   (?:{_PART}\s?又\s?)? {_PART}\s?分\s?之\s?{_PART} (?={BEHIND_MONEY})
      | (?<![\d/])(?:\d+\s)?[1-9]\d?/[1-9]\d? (?={BEHIND_MONEY}) )
    | (?P<tail_pair> (?:{FIGURE}|{_HAN}*?) [百千万kw] {_PAIRS} [十百千]? (?![十百千万亿零一二两三四五六七八九分点号]) )
    | (?P<under>  (?<![最大缩很太较偏更]) 小 (?=[一二两三四五六七八九十]+[百千万]) {_HAN}+ )
    | (?P<letter> {_D}[kw](?![a-z]) (?:\d{_NO_COUNT}|{_LAST}{_NO_MORE})? )
    | (?P<pair>   (?:{_D}?十)? [一二两三四五六七八] [二两三四五六七八九] (?=[十百千万w]|[块元]) [十百千万w]* )
    | (?P<several> (?:小|好|上|大)? 几 (?:[十百千万w]+|(?=张(?:毛爷爷|红))) )
    | (?P<about>  [百千万] (?:把 (?=[块元来几十百千万,，。!?\s]|$)|来 (?=[块元]))
      | 百十[来多]? (?=[块元]) | 千儿八百 | 百八十 | 千八百 (?=块|[,，。!?\s吧]|$)
      | 上 [百千万] (?=[块元]) )
    | (?P<big_one> (?:\d+(?:\.\d+)?|{_D}|半) 个 \s? (?:w(?![a-z])|达不溜|亿) )
    | (?P<spaced> {_HAN}+ (?:(?:\s{{1,3}}{_HAN}+)+{_SPACED_POINT}?|{_SPACED_POINT})
      (?=\s{{0,3}}(?:[美日欧港韩台澳加]?\s?[元圆]|[美欧]\s?分|人\s?民\s?币|美金|块|英\s?镑))
      | \d{{1,3}}(?:\s\d{{3}})+ (?=\s?(?:[美日欧港]?元|美金|块)) | (?<=¥)\d{{1,3}}(?:\s\d{{3}})+(?!\d) )
    | (?P<teens> {_D}?十几 (?:[万千]|(?=[块元刀])) )
    | (?P<odd> (?:{FIGURE}|{_HAN}+) \s? [多余来几] \s? [万亿]+ )
    | (?P<half> 半 (?=块钱|元(?!旦)|[美欧日港]元|英镑|美金) )
    | (?P<figure> (?:{FIGURE}|(?<!\d)\.\d+) (?:\s?(?:[kw](?![a-z])|万|千(?!字|克|米|瓦|兆|次)|百(?!分)|亿|兆)+
      (?:零? \d+ {_NO_COUNT} | (?<=[kw万千百]){_LAST} {_NO_MORE}
      | (?<=[万亿千]) (?:零?{_D}[千百][零一二两三四五六七八九十百]*|零{_D}?十{_D}?)
        (?![千万亿十]|[张页套份次个人字幅天条]) )? )*
      (?:[kw](?![a-z])|m(?=\s?(?:[美欧日港]元|美金|英镑|usd)))? )
    | (?P<worded> (?: (?!十一){_HAN}*?[十百千万]{_D}?
      (?=一(?:[节页张套份首篇条幅款轮遍趟单局集场位人秒句段只件道题]|(?<!十一)[颗粒枚袋盒瓶杯对支串朵]|次(?!性)|分钟|小时|课时|(?<!万一)千字
      |个(?!小时|半|人)|(?<!十一)年(?!级|龄)|口价|[面堵扇盆束桌台辆])
      |(?<=[百千万])[二两三四五]稿
      |(?:(?<=[百千万])|(?<=[百千万十][二三四五六七八九]))一(?:[天晚斤]|米(?![一二两三四五六七八九\d])|整[天晚场])
      |(?<=[百千万][二三四五六七八九])(?:[两三四五六]个?(?:小时|钟头|课时)|[二三四五六]十五?分钟))
      | {_HAN}+ ) (?:点 [零一二三四五六七八九]+ [万亿千百]?)? )
)"""
# What a quantity begins with; searched first, since most characters begin none.
_BEGINS = LazyPattern(
    r"[\d.零一二两三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟俩半几小好上大](?:(?<![小好上大])|(?=[几百千万])|(?<=小)(?=[一二两三四五六七八九十]))"
)
_WAYS = LazyPattern(QUANTITY, re.VERBOSE)
_LOW_HIGH = {"三五": (3, 5)}
_FEW = {"小": (2, 5), "": (3, 9), "好": (5, 9), "上": (1, 9), "大": (5, 9)}
_UNIT = {"十": 10, "百": 100, "千": 1000, "k": 1000, "万": 10000, "w": 10000}
# 五百八百 are two sums.
_SIDE_BY_SIDE = LazyPattern(r"(?P<unit>[百千万]).(?P=unit)")
# 咱俩一块做: 俩 counts nothing here; 俩百五 is a sum.
_TWO_TOGETHER = LazyPattern("俩[一二两三四五六七八九]")
_TAIL_PAIR = LazyPattern(r"(?P<head>.*)(?P<unit>[百千万kw])(?P<low>.)(?P<high>.)(?P<step>[十百千]?)")
RESOLUTIONS = frozenset({"2k", "4k", "8k", "14k", "18k", "24k"})
_LARGEST = Decimal(10) ** 18


class Quantity(Struct, frozen=True):
    """A number of money or of anything: exact value, or two bounds; `round_about` where the words say so.

    `shaped` tells that people write only prices like this (两千五, 2k5, 三五百); `last` is the scale of its last
    unit, which 三到五百 lends to its first half.
    """

    value: Decimal | None
    least: Decimal | None = None
    most: Decimal | None = None
    round_about: bool = False
    shaped: bool = False
    scale: int = 1


def quantity_at(folded: str, position: int) -> re.Match[str] | None:
    """Return the match of QUANTITY at a place of a folded text."""
    return _WAYS.match(folded, position)


def next_quantity(folded: str, position: int) -> re.Match[str] | None:
    """Return the first match of QUANTITY from a place of a folded text on."""
    begins = _BEGINS.search(folded, position)
    while begins is not None:
        match = _WAYS.match(folded, begins.start())
        if match is not None:
            return match
        begins = _BEGINS.search(folded, begins.end())
    return None


def read_quantity(match: re.Match[str]) -> Quantity | None:
    """Return what a match of QUANTITY means; None where it is no number after all."""
    return _quantity(match.lastgroup or "", match[0])


@lru_cache(maxsize=4096)
def _quantity(way: str, words: str) -> Quantity | None:
    """Return what the words mean, written in one of the ways that QUANTITY names by its groups."""
    reader = _readers().get(way)
    return reader(words) if reader else _exact(words, odd=False)


@cache
def _readers() -> Mapping[str, Callable[[str], Quantity | None]]:
    """Return what reads each way of writing that is more than a plain number."""
    return {
        "pair": _pair, "several": _several, "about": _about, "big_one": _big_one, "teens": _teens, "half": _half,
        "part": _part, "tail_pair": _tail_pair, "under": _under, "odd": _odd, "spaced": _spaced,
    }  # fmt: skip


def _half(_: str) -> Quantity:
    return Quantity(Decimal("0.5"), round_about=True)


def _under(words: str) -> Quantity | None:
    """Read 小一千: a thousand, or a little less."""
    near = _exact(words[1:], odd=True)
    return replace(near, shaped=True) if near is not None else None


def _odd(words: str) -> Quantity | None:
    return _exact(re.sub(r"[\s多余来几]", "", words), odd=True)


def _spaced(words: str) -> Quantity | None:
    return _exact(re.sub(r"\s", "", words), odd=False)


def _big_one(words: str) -> Quantity | None:
    count_of, _, unit_of = words.partition("个")
    count = Decimal("0.5") if count_of == "半" else value_of(count_of)
    unit = 10**8 if unit_of.strip() == "亿" else 10**4
    return Quantity(count * unit, shaped=True, scale=unit) if count is not None else None


def _exact(words: str, *, odd: bool) -> Quantity | None:
    value = value_of(words)
    if value is None or value > _LARGEST or _SIDE_BY_SIDE.search(words) or _TWO_TOGETHER.search(words):
        return None
    picture = words in RESOLUTIONS and words != "2k"
    return Quantity(value, round_about=odd, shaped=_is_shaped(words, value), scale=1 if picture else _scale(words))


def _is_shaped(words: str, value: Decimal) -> bool:
    """Tell whether nothing but a price is written so: an implied last digit, or a decimal of 万."""
    if re.fullmatch(rf"(?:\d+|{_D})[kw千万](?:\d|{_D})", words) or re.fullmatch(r"\d+\.\d+[kw万]|\d+w", words):
        return True
    if re.fullmatch(r"\d+k", words):
        return words not in RESOLUTIONS
    return bool(re.fullmatch(rf"[^零点]*[百千万]{_D}", words)) and value >= 100


def _scale(words: str) -> int:
    plain = words.replace("k", "千")
    return next((_UNIT[char] for char in reversed(plain) if char in _UNIT), 1)


def _pair(words: str) -> Quantity | None:
    tens = words.partition("十") if "十" in words[:-2] else None
    head = value_of(tens[0] + "十") if tens else Decimal(0)
    rest = tens[2] if tens else words
    digits, units = rest[:2], rest[2:]
    low, high = value_of(digits[0]), value_of(digits[1])
    if head is None or low is None or high is None or not low < high or (high - low > 1 and digits not in _LOW_HIGH):
        return None
    factor = 1
    for unit in units:
        factor *= _UNIT[unit]
    return Quantity(
        None, (head + low) * factor, (head + high) * factor, round_about=True, shaped=factor > 10, scale=factor
    )


def _part(words: str) -> Quantity | None:
    """Read 四分之三 and 1 1/2 as they stand before a currency."""
    found = [number.value for number in read_numerals(words)]
    return Quantity(found[0]) if len(found) == 1 and found[0] is not None else None


def _tail_pair(words: str) -> Quantity | None:
    """Read 一万二三 as 12,000 to 13,000, 三千四五百 as 3,400 to 3,500."""
    match = _TAIL_PAIR.fullmatch(words)
    head = value_of(match["head"] + match["unit"]) if match else None
    if match is None or head is None:
        return None
    step = _UNIT[match["step"]] if match["step"] else _UNIT[match["unit"]] // 10
    if step >= _UNIT[match["unit"]]:
        return None
    low, high = (value_of(match[name]) or Decimal(0) for name in ("low", "high"))
    return Quantity(None, head + low * step, head + high * step, round_about=True, shaped=True, scale=step)


def _teens(words: str) -> Quantity:
    """Read 十几 as 11 to 19, 二十几万 as 210,000 to 290,000."""
    tens, _, unit = words.partition("几")
    low, factor = value_of(tens) or Decimal(0), _UNIT.get(unit, 1)
    return Quantity(None, (low + 1) * factor, (low + 9) * factor, round_about=True, scale=factor)


def _several(words: str) -> Quantity:
    manner, _, units = words.partition("几")
    factor = 1
    for unit in units:
        factor *= _UNIT[unit]
    low, high = _FEW[manner]
    return Quantity(
        None, Decimal(low * factor), Decimal(high * factor), round_about=True, shaped=manner == "小", scale=factor
    )


def _about(words: str) -> Quantity:
    if words in ("千儿八百", "千八百"):
        return Quantity(None, Decimal(800), Decimal(1000), round_about=True, shaped=True, scale=100)
    if words.startswith("百十"):
        return Quantity(Decimal(100), round_about=True, scale=10)
    if words == "百八十":
        return Quantity(None, Decimal(80), Decimal(100), round_about=True, scale=10)
    unit = _UNIT[words[1] if words[0] == "上" else words[0]]
    return Quantity(Decimal(unit), round_about=True, shaped=words[1] == "把", scale=unit)
