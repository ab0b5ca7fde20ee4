"""N号 that no word settles: what the characters around it weigh for a day and for a thing with a number.

盒子3号面要放条码 and 水晶珠是8号孔的 name things that no list can hold, 盒子3号要给你 and 水晶珠8号到 days.
`day_weights` was learnt from labelled lines of chat (`python -m tests.archiver.analysis.learn_days` makes it anew). It
is asked where the grammar is silent: 3号之前, 5号晚上, 3号到5号 and 最晚8号 stay days whatever stands around them.
"""

import re
from collections.abc import Iterable
from itertools import takewhile
from operator import add
from typing import Final

from archiver.analysis.numerals import small
from archiver.analysis.odds import Marks, log_odds
from archiver.analysis.times.clauses import HANDED
from archiver.analysis.times.day_weights import BIAS, WEIGHTS
from archiver.analysis.times.rule import BEFORE

UNLIKELY: Final = -70
"""Hundredths of log-odds: on held-out hands one day in five hundred weighs less, two things in three do."""
_NEAR: Final = 8
"""Characters on a side that are looked at."""
_WORDS: Final = 6
"""Of them, how many of the clause are weighed one by one."""
_LINE: Final = 60  # characters on a side that may name another time
_PLAIN: Final = str.maketrans("123456789 \n", "000000000__")
_BORDERS: Final = frozenset("^$,，。.!?！？~_;:、()（）")
_NUMBER: Final = r"(?:\d{1,2}|[一二三四五六七八九十廿卅]{1,3})"
# What stands behind a day and hardly ever behind a thing.
_DAY_BEHIND: Final = re.compile(
    rf"\s?(?:{BEFORE}|之后|以后|当天|那[天晚]|[上下][午昼]|[早晚](?!点)|中午|夜|半夜|凌晨|{_NUMBER}[点:]|[到至~\-]\s?{_NUMBER}号|\d{{1,2}}号"
    r"|[^\W\d]{1,3}节(?![目奏点拍省约])|才[开到能有给发出交考]|就?到(?=$|[\s,，。吧])|都?[过到]了|了(?=[哈啊呢吧吗哦]|$|\s)|截|定(?![制妆])|算(?=$|[\s,，吧的])"
    r"|(?:确实|就|才)?说[过了好的]|[改拍转发传收交寄给做画写付打约说下](?:过来|给我|出来)?的)"
)
_DAY_AHEAD: Final = re.compile(
    rf"(?:[今昨明后前][天日儿晚](?:是|就是|都|才|就)?|顶[天多]|不[晚迟]于|最[晚迟]|截止到?|死线定?|国庆|月底?|春节|周[一二三四五六日天]"
    rf"|{_NUMBER}号[到至~\-]|\d号|(?:交期|截稿|日期|交稿|档期|婚期)[^,，。]{{0,4}})\s?\Z"
)
_OTHER_TIME: Final = re.compile(
    r"(?:周|星期|礼拜)[一二三四五六日天末]|[今明后昨][天晚早日]|月|下班|\d点|[早中晚]上|[上下]午"
)
_ANYBODY: Final = re.compile(r"[我你您他她咱]")


def is_unlikely_day(folded: str, start: int, end: int) -> bool:
    """Tell whether the N号 at folded[start:end] stands as days hardly ever do, and no word beside it makes it one."""
    return not is_surely_day(folded, start, end) and weight_of_day(folded, start, end) < UNLIKELY


def is_surely_day(folded: str, start: int, end: int) -> bool:
    """Tell whether a word beside the N号 at folded[start:end] makes it a day: 3号之前, 最晚8号, 8号就8号."""
    if _DAY_BEHIND.match(folded, end) or _DAY_AHEAD.search(folded, max(0, start - _NEAR), start):
        return True
    said = folded[start:end]
    return f"{said}就{said}" in folded[max(0, start - _NEAR) : end + _NEAR]


def weight_of_day(folded: str, start: int, end: int) -> int:
    """Return the log-odds, in hundredths, that the N号 at folded[start:end] is a day."""
    return log_odds(WEIGHTS, BIAS, marks_of(folded, start, end))


def marks_of(folded: str, start: int, end: int) -> Marks:
    """Return what is weighed: characters beside the number (`<`, `>`), those of its clause (`-`, `+`), and more (`#`).

    Figures around it stand as noughts, blanks as `_`, the ends of the line as `^` and `$`; `#` marks its size, how far
    the clause goes on, another time in the line, and that something is handed over or a person is spoken of.
    """
    left = ("^^" + folded[max(0, start - _NEAR) : start])[-_NEAR:].translate(_PLAIN)
    right = (folded[end : end + _NEAR] + "$$")[:_NEAR].translate(_PLAIN)
    before, behind = _to_border(reversed(left))[::-1], _to_border(right)
    ahead, after = min(len(before), 3), min(len(behind), 4)
    more = {f"before{ahead}", f"behind{after}", f"clause{min(ahead, 2)}{min(after, 2)}"}
    told = {
        "time": _OTHER_TIME.search(folded, max(0, start - _LINE), start)
        or _OTHER_TIME.search(folded, end, end + _LINE),
        "handed": HANDED.search(folded, max(0, start - _LINE), end + _LINE),
        "handed_then": HANDED.search(behind),
        "anybody": _ANYBODY.search(before + behind),
    }
    more.update(mark for mark, found in told.items() if found)
    more.update(marks_of_number(folded[start:end]))
    return (
        ("<", {left[-1:], left[-2:], left[-3:]}),
        (">", {right[:1], right[:2], right[:3]}),
        ("-", {*before[-_WORDS:], *map(add, before, before[1:])}),
        ("+", {*behind[:_WORDS], *map(add, behind, behind[1:])}),
        ("#", more),
    )


def marks_of_number(said: str) -> set[str]:
    """Return the marks of the size and the writing of 3号, 二十号."""
    number = small(re.sub(r"\s|号|hao", "", said))
    size = next((most for most in (1, 3, 9, 12) if number <= most), 30 if number % 10 == 0 else 31)
    return {f"size{size}", f"{'figures' if said[0].isdigit() else 'words'}{size}"}


def _to_border(near: Iterable[str]) -> str:
    """Return the characters up to the end of the clause."""
    return "".join(takewhile(lambda char: char not in _BORDERS, near))
