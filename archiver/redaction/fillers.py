"""Numbers with one word put between their figures again and again: 15个702个996个556, 142【删】6511【删】8220.

People do so to pass the filters of platforms, and say that the word is to be left out. What is left counts where it is
a right number by itself: lists of sums and sizes with a unit between them hardly ever make one.
"""

import re
from collections.abc import Iterator
from typing import Final

from archiver.redaction import checks
from archiver.redaction.found import Found, Kind
from archiver.redaction.views import Views

_FILLED: Final = re.compile(
    r"(?<![0-9])[0-9]{1,9}(?P<word>[^\W\d_x×]{1,3}|\*|[(\[【<][^\s\d)\]】>]{1,4}[)\]】>])"
    r"[0-9]{1,9}(?:(?P=word)[0-9]{1,9}){1,9}(?![0-9])"
)
_UNIT: Final = re.compile(r"[元块万千百年月日号点分秒时张页米]|km|kg|cm|mm|px")


def filled(seen: Views, accounts: frozenset[str]) -> Iterator[Found]:
    """Yield numbers of people whose groups are all parted by the same word."""
    for match in _FILLED.finditer(seen.plain):
        kind = None if _UNIT.fullmatch(match["word"]) else _kind("".join(filter(str.isdecimal, match[0])), accounts)
        if kind is not None:
            yield Found(*match.span(), kind)


def _kind(digits: str, accounts: frozenset[str]) -> Kind | None:
    if checks.is_identity(digits):
        return "identity"
    if checks.is_mobile(digits):
        return "phone"
    if checks.is_card(digits) or checks.is_issued(digits):
        return "card"
    return "qq" if digits in accounts else None
