"""The shares of a text one by one: a share, a range of shares (三到五成, 六七成), the two sides of a split (三七分)."""

import re
from decimal import Decimal
from typing import Final

from msgspec import Struct

from archiver.analysis.clauses import clause_around
from archiver.analysis.finding import AmountRole
from archiver.analysis.lazy import LazyPattern
from archiver.analysis.numerals import FIGURE, value_of
from archiver.analysis.shares import is_discount, percent_of, shares_in
from archiver.analysis.sum_roles import is_half_of_money, role_of_share

_D: Final = "[一二三四五六七八九]"
_BETWEEN: Final = LazyPattern(r"\s?(?:到|至|[-~]{1,2})\s?")
_LOWER: Final = LazyPattern(rf"(?P<low>{FIGURE}|[一二两三四五六七八九])\s?(?:到|至|[-~]{{1,2}})\s?\Z")
# 百分之十到二十: what the second number is a part of is said once.
_HIGHER: Final = LazyPattern(
    rf"\s?(?:到|至|[-~]{{1,2}})\s?(?P<high>{FIGURE}|[一二两三四五六七八九十百]{{1,4}}(?:点[零一二三四五六七八九]+)?)"
    r"(?!\d|\s?[%天号日月年个张页岁次块元点折成分份万千条字人秒小钟周版稿])"
)
_TWO_TENTHS: Final = LazyPattern(
    r"(?<![\d一二两三四五六七八九])(?P<low>[一二两三四五六七八])(?P<high>[二两三四五六七八九])成(?![员功品本果为了型熟新])"
)
# 三七分, 四六开: what one side gets and what the other; of hair it is a parting.
_SPLIT: Final = LazyPattern(
    rf"(?<![\d一二两三四五六七八九十百])(?P<one>{_D})(?P<other>{_D})(?:分成|分账|分(?![之钟数辨])|开(?![始头工心学会户发车关箱门]))"
    r"|(?<![\d.:])(?P<figure>[1-9])[/: ]?(?P<rest>[1-9])(?:分成|分账|开(?![始头工心学会户发车关箱门]))"
)
_PARTING: Final = LazyPattern(r"刘海|发型|头发|[长短卷]发|造型|胎|步走")
_SHARED: Final = LazyPattern(r"钱|款|费|价|赚|收[入益]|利[润]?|佣|账|平台|你|我|稿酬|成|版税|酬|股|提成|总|付|给")
_WHOLE: Final = 10
_LONGEST_LOWER: Final = 10  # characters before a share that its lower bound may take


class Portion(Struct, frozen=True):
    """A share at a half-open range of a folded text: a percentage, or two where the words leave or make it two."""

    start: int
    end: int
    percent: Decimal | None
    least: Decimal | None = None
    most: Decimal | None = None
    role: AmountRole | None = None
    term: str | None = None


def portions_in(folded: str) -> list[Portion]:
    """Return the shares in a folded text, in order, without overlap.

    Two shares make one range only where a role says that they are of money; 透明度30%到50% stays two.
    """
    found: list[Portion] = []
    for match in shares_in(folded):
        portion = _portion(folded, match)
        if portion is None:
            continue
        joined = _joined(folded, found[-1], portion) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(portion)
        higher = _higher(folded, match, found[-1])
        if higher is not None:
            ranged = _joined(folded, found[-1], higher)
            found[-1:] = [ranged] if ranged is not None else [found[-1], higher]
    if "分" in folded or "开" in folded or "成" in folded:
        held = [(each.start, each.end) for each in found]
        more = [*_splits(folded), *_open_tenths(folded)]
        found += [each for each in more if not any(each.start < end and begin < each.end for begin, end in held)]
        found.sort(key=lambda portion: portion.start)
    return found


def _portion(folded: str, match: re.Match[str]) -> Portion | None:
    percent = percent_of(match)
    if percent is None or (match["half"] and not is_half_of_money(folded, match)):
        return None
    start, end = match.span()
    role, term = ("discount", None) if is_discount(match) else role_of_share(folded, start, end)
    start += len(match[0]) - len(match[0].removeprefix("打"))
    single = Portion(start, end, percent, role=role, term=term)
    return _with_lower(folded, match, single) if role is not None else single


def _with_lower(folded: str, match: re.Match[str], single: Portion) -> Portion:
    """Return the range that 三到五成 and 30-50% make with the figure before them."""
    lower = _LOWER.search(folded, max(0, single.start - _LONGEST_LOWER), single.start)
    low = value_of(lower["low"]) if lower else None
    if lower is None or low is None or single.percent is None:
        return single
    low = low * _WHOLE if match["tenths"] or (match["fold"] and low < _WHOLE) else low
    if not low < single.percent:
        return single
    return Portion(lower.start(), single.end, None, low, single.percent, single.role, single.term)


def _higher(folded: str, match: re.Match[str], low: Portion) -> Portion | None:
    """Return the second share of 百分之十到二十; None where none follows."""
    if match["base"] != "百" or low.percent is None:
        return None
    behind = _HIGHER.match(folded, low.end)
    high = value_of(behind["high"]) if behind else None
    if behind is None or high is None or not low.percent < high:
        return None
    start, end = behind.span("high")
    role, term = role_of_share(folded, low.start, end)
    return Portion(start, end, high, role=role, term=term)


def _joined(folded: str, first: Portion, second: Portion) -> Portion | None:
    """Return 30%到50% as one range of money; None where they are two shares."""
    role = second.role or first.role
    if role is None or first.percent is None or second.percent is None or not first.percent < second.percent:
        return None
    if _BETWEEN.fullmatch(folded, first.end, second.start) is None:
        return None
    return Portion(first.start, second.end, None, first.percent, second.percent, role, first.term or second.term)


def _splits(folded: str) -> list[Portion]:
    found = []
    for match in _SPLIT.finditer(folded):
        sides = [value_of(match["one"] or match["figure"]), value_of(match["other"] or match["rest"])]
        one, other = (side or Decimal(0) for side in sides)
        before, after = clause_around(folded, *match.span())
        if one + other != _WHOLE or one == other or _PARTING.search(before) or _PARTING.search(after):
            continue
        if (before + after).strip("吧吗呢啊呀行可以 ") and not (_SHARED.search(before) or _SHARED.search(after)):
            continue
        shares = sorted((one * _WHOLE, other * _WHOLE))
        found.append(Portion(match.start(), match.end(), None, shares[0], shares[1]))
    return found


def _open_tenths(folded: str) -> list[Portion]:
    """Return 六七成 as a range, where it is a share of money."""
    found = []
    for match in _TWO_TENTHS.finditer(folded):
        low, high = (value_of(match[name]) or Decimal(0) for name in ("low", "high"))
        role, term = role_of_share(folded, *match.span())
        if high - low == 1 and role is not None:
            found.append(Portion(match.start(), match.end(), None, low * _WHOLE, high * _WHOLE, role, term))
    return found
