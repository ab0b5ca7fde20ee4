"""The sum that a yes, a no, a promise or an ending names: 行 620; 1300做不了 1400; 150就150 今晚转; 定金四百退我."""

import re
from collections.abc import Sequence
from typing import Final

from archiver.analysis.candidate import as_money
from archiver.analysis.finding import Act, Amount
from archiver.analysis.reading import Reading, Sum

_NAMING: Final[frozenset[Act]] = frozenset(("approval", "rejection", "commitment", "termination"))
_TAKEN: Final = re.compile(
    r"\s?[元块]?(?:就|可以|行(?!不)|成交|成|中(?!间)|好的|我?同意|没错|没问题|ok|得(?![了很]))", re.IGNORECASE
)
"""Behind the sum that is agreed to: 240成交, 1500我同意."""
_YES: Final = re.compile(r"(?:行|好|成|可以|那就|依你|哈哈)吧?[,，\s]{0,2}\Z")
"""Before it: 行吧110."""
_LONGEST_YES: Final = 5  # characters that the words of `_YES` take
_ASKED: Final = re.compile(r"\s?[吗么不?？]")
"""Behind those: 240成交吗."""
_JUST_THAT: Final = re.compile(r"[^\d※]{0,4}※(?:[吧呗了哈啊就成行可以块元]{0,3}|[\s,，。!！].*)")
"""A message that says little but the sum, put as ※: 那就550吧."""
_REFUSED: Final = re.compile(
    r"\s?[元块]?(?:\S{0,6}[做干接拍画写打给买出来付弄搞拿]不[了到起出来下动]|\S{0,3}(?:不[行干成做接认给打同能值]|真不)"
    r"|太|\S{0,4}亏|少了|贵了|倒贴|连\S{1,6}都|没得)"
)
"""Behind the sum that is refused."""


def named_sum(act: Act, reading: Reading, quoted: Sequence[Amount]) -> Amount | None:
    """Return the one sum that an act of a message names, None where it names none or several.

    `quoted` are the sums that the same message puts: a no with a counter-offer names what it puts (language.md §1).
    """
    if act not in _NAMING:
        return None
    sums = [one for one in reading.sums if one.amount.value is not None]
    if act == "rejection" and len({one.amount.value for one in sums}) > 1:
        return _countered(reading, sums, quoted)
    if act in ("approval", "commitment") and (taken := _taken(reading, sums)) is not None:
        return taken
    if len({one.amount.value for one in sums}) != 1:
        return None
    if sums[0].amount.kind == "money":
        return sums[0].amount
    alone = reading.text.replace(sums[0].amount.text, "※", 1)
    told = (act == "rejection" and _REFUSED.match(reading.text, sums[0].end)) or (
        act == "approval" and _JUST_THAT.fullmatch(alone)
    )
    return as_money(sums[0].amount) if told else None


def _countered(reading: Reading, sums: Sequence[Sum], quoted: Sequence[Amount]) -> Amount | None:
    """Return the sum that is put in place of a refused one."""
    put = {amount.value: amount for amount in quoted if amount.value is not None}
    if len(put) == 1:
        return next(iter(put.values()))
    refused = False
    for one in sums:
        if _REFUSED.match(reading.text, one.end):
            refused = True
        elif refused:
            return as_money(one.amount)
    return None


def _taken(reading: Reading, sums: Sequence[Sum]) -> Amount | None:
    """Return the sum to which a yes is said in so many words."""
    text = reading.text
    for one in sums:
        behind = _TAKEN.match(text, one.end)
        said = behind is not None and not _ASKED.match(text, behind.end())
        if said or _YES.search(text, max(0, one.start - _LONGEST_YES), one.start):
            return as_money(one.amount)
    return None
