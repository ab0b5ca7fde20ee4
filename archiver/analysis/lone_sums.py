"""Round figures that talk about a deal leaves without any word of money: 450 别再砍了, 剩1200 看完给, 那五百什么时候还.

In the training part of the labelled corpus a round figure that stands between blanks beside other words is a sum
94 times in 100; one that 那, 剩 or 先 leads to or that 还我, 收到 follow is one hardly less often. A figure that is the
whole message says nothing.
"""

from decimal import Decimal
from typing import Final

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.measures import is_side_or_year

_ROUND: Final = 10
"""Sums that stand alone are multiples of it."""
_LEAST: Final = 30
"""Yuan; the least that stands as a sum without any word of money."""
_MOST: Final = 10**5
_BLANK: Final = LazyPattern(r"\s")
_CLOSED: Final = LazyPattern(r"[了的]?[吧吗呢啊呀哈嘛么哦哟咯喽啦咧噢撒噻嘞呐喏!?~]*")
# Led to by what points at a sum, or parts, lends, asks and bears it.
_LEADS: Final = LazyPattern(
    r"(?:那|这|嗰|剩[下余]?的?|余下?的?|剩[余低]|其余|另外|后面|前面|先(?:来|放|收|给|付|转)?|再(?:来|给|付|转|打)?|[垫担掏押]了?|倒贴|让你?|报|要"
    r"|还差|收个|还有|[俾畀][你我]?|送)(?:那|的|你|我|个|咗|了)?\Z"
)
# Followed by who gets it, what becomes of it, or a plea.
_GOES_ON: Final = LazyPattern(
    r"\s?(?:收[咗到了下]|到账|到咗|入账|还[我你返]|[我你您们]{0,2}[退还][返给我你回]|给[我你到清]|[俾畀][咗你我返]|转[我你]|打[我你过]|付[我你清]"
    r"|咋样|上限|那笔|全额|抹|[呢哦啦哈嘛咯](?![一-鿿])|等您|您看|你看|不能少|别砍|不[少退还赔讲]|再[少砍多低]|什么时候|啥时候|几时|麻烦)"
)
# Followed by a person, what is done with money, or a day.
_PART: Final = LazyPattern(
    r"[我你您咱他]|[给转打付收退还看等到定清抹]|今[天晚]|明[天早]|后天|[下这本]周|周[一二三四五六日末]|[月年]底|交|验"
)
_FIGURE_AHEAD: Final = LazyPattern(r"\s*\d")
_LOVE_DAYS: Final = frozenset({520, 1314})
_FIGURES: Final = LazyPattern(r"\d[\d.]*\s*\Z|\s*\d")


def is_lone_sum(before: str, words: str, after: str, value: Decimal) -> bool:
    """Tell whether a bare figure with these words in its clause is a sum by its place.

    Counts and measures are ruled out before.
    """
    if not _is_of_money(words, value):
        return False
    left, right = _BLANK.split(before)[-1], _BLANK.split(after)[0]
    closed = _CLOSED.fullmatch(right) is not None
    if not left and closed:
        return bool((before + after).strip()) and not _is_among_figures(before, after)
    if _GOES_ON.match(after) and (not left or _LEADS.search(left)):
        return True
    return _LEADS.search(left) is not None and (closed or _takes_part(right))


def _is_of_money(words: str, value: Decimal) -> bool:
    """Tell whether the figure is one that prices are: round, in range, no width of a picture, no year."""
    whole = value == value.to_integral_value()
    if not whole or value % _ROUND or not _LEAST <= value <= _MOST:
        return False
    if not words.isdecimal():
        return "百" in words or "千" in words or "万" in words
    return value not in _LOVE_DAYS and not is_side_or_year(value)


def _is_among_figures(before: str, after: str) -> bool:
    """Tell whether figures stand on a side: 6217 0090 is a card, 12 31 47 a list."""
    return _FIGURES.search(before[-6:]) is not None or _FIGURE_AHEAD.match(after) is not None


def _takes_part(right: str) -> bool:
    return _PART.match(right) is not None
