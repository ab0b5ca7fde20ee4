"""Bare figures of a price list, as offers are typed: logo 300 名片 80, 头像60 半身120.

Each item is a name and a figure between blanks or commas. The list is one of prices if one of its names is work that
people pay for, each figure is one that prices are, and no name is measured or marked.
"""

import re
from typing import Final

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.measures import MEASURED_BEFORE
from archiver.analysis.money_words import WORK_BEFORE

_ITEM: Final = LazyPattern(
    r"(?:^|(?<=[\s,，、]))(?P<name>(?:[a-z]{1,8}|[一-鿿]{1,6}))\s?(?P<price>\d{2,5})(?=$|[\s,，、])"
)
_LEAST: Final = 10
"""Yuan; the least price of an item."""
_STEP: Final = 5
"""Prices are multiples of it, or end in 8 or 9."""
_FEWEST: Final = 2
"""Items that make a list."""


def is_in_price_list(folded: str, start: int, end: int) -> bool:
    """Tell whether the figure at folded[start:end] is the price of an item of a list."""
    if not folded[start:end].isdecimal():
        return False
    items = list(_ITEM.finditer(folded))
    if len(items) < _FEWEST or all(item.span("price") != (start, end) for item in items):
        return False
    return all(map(_may_be_priced, items)) and any(WORK_BEFORE.search(item["name"]) for item in items)


def _may_be_priced(item: re.Match[str]) -> bool:
    price = int(item["price"])
    return price >= _LEAST and (not price % _STEP or price % 10 in (8, 9)) and not MEASURED_BEFORE.search(item["name"])
