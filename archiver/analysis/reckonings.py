"""Sums that chat reckons with: 500+200, 300*3, 3张100, 90 三张270."""

import re
from decimal import Decimal
from typing import Final

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.numerals import FIGURE, value_of

_PIECES: Final = (
    r"(?P<count>\d{1,2}|[两三四五六七八九十]{1,2})(?:张|款|套|页|份|条|首|篇|幅|节|次|集|个|件|版)[课图稿子]{0,2}"
)
_PIECES_BEFORE: Final = LazyPattern(rf"{_PIECES}\s?\Z")
_PIECES_AFTER: Final = LazyPattern(rf"[\s,，]+{_PIECES}\s?(?P<total>\d{{2,6}})(?!\d)")
_PIECES_ALONE: Final = LazyPattern(rf"(?:单买|拼单|团购|打包|一共|总共|买|做|拿|包)?{_PIECES}\s?")
# At most nine times a sum of at least thirty; 1920*1080 and 60*90 are sizes.
_TERM: Final = r"\d{2,6}(?![\d.])"
_RECKONED: Final = LazyPattern(
    rf"(?<![\d.a-z×x*/:-]){_TERM}(?:\s?\+\s?{_TERM})+(?:\s?=\s?(?P<sum>{_TERM}))?"
    rf"|(?<![\d.a-z×x*/:-])(?P<price>{_TERM})\s?[*×x]\s?(?P<times>[2-9])(?![\d.*×x]|\s?(?:cm|mm|px|米|厘|寸|像素))"
    rf"(?:\s?=\s?(?P<product>{_TERM}))?"
)
_LEAST_PRICE: Final = 30
"""Yuan; the least price of a piece in 50*3."""
_LEAST_BUNDLE: Final = 10
"""Yuan; the least price of pieces that are told beside it."""
_ROUND: Final = 10
"""Sums that are added up without their result are multiples of it; prices of pieces, of its half."""


def is_reckoned(folded: str, start: int, end: int) -> bool:
    """Tell whether the figure at folded[start:end] is a term, or the result, of round sums reckoned together."""
    if not any(sign in folded for sign in "+*×x"):
        return False
    for match in _RECKONED.finditer(folded):
        if match.start() <= start and end <= match.end():
            return match.start("times") != start and _is_of_money(match)
    return False


def _is_of_money(match: re.Match[str]) -> bool:
    if match["price"]:
        price, result = int(match["price"]), match["product"]
        right = result is None or int(result) == price * int(match["times"])
        return price >= _LEAST_PRICE and not price % (_ROUND // 2) and right
    terms = [int(term) for term in re.findall(r"\d+", match[0].partition("=")[0])]
    if match["sum"]:
        return sum(terms) == int(match["sum"])
    return all(not term % _ROUND for term in terms)


def pieces_make(folded: str, before: str, value: Decimal, end: int) -> bool | None:
    """Tell whether a number is the price of one piece or of the pieces beside it; None where no pieces stand there."""
    later = _PIECES_AFTER.match(folded, end)
    if later:
        return value * (value_of(later["count"]) or 0) == int(later["total"])
    pieces = _PIECES_BEFORE.search(before)
    if pieces is None:
        return None
    if _PIECES_ALONE.fullmatch(before.rpartition(" ")[2]):
        return value >= _LEAST_BUNDLE and not value % (_ROUND // 2)
    single = re.search(rf"(?P<price>{FIGURE})\s*\Z", before[: pieces.start()])
    one = value_of(single["price"]) if single else None
    return one is not None and one * (value_of(pieces["count"]) or 0) == value
