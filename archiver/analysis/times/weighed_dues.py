"""Times that no rule settles: what the characters around them weigh for a due and for a name, a scene, a habit, gossip.

元宵的馅料画成芝麻的, 六点半烧烤的招牌 and 白天黑夜两个版本 hold words of time that no list of names and foods can end.
`due_weights` was learnt from labelled lines of chat (`python -m tests.archiver.analysis.learn_dues` makes it anew). It
is asked last: what stands before 前 or 内, what is handed over in the same clause and a time that is all of its clause
keep their due whatever stands around them.
"""

import re
from functools import lru_cache
from operator import add
from typing import Final

from msgspec.structs import replace

from archiver.analysis.odds import Marks, log_odds
from archiver.analysis.times.clauses import HANDED
from archiver.analysis.times.due_weights import BIAS, WEIGHTS
from archiver.analysis.times.expression import TimeExpression
from archiver.analysis.times.weighed_days import is_surely_day

UNLIKELY: Final = -80
"""Hundredths of log-odds: of lines by unseen hands three dues in a thousand weigh less, and more than half of what
else the rules take for dues."""
_NEAR: Final = 8
"""Characters on a side that are looked at in the clause."""
_WORDS: Final = 6
"""Of them, how many are weighed one by one."""
_LINE: Final = 16  # characters on a side whose pairs are weighed beyond the clause
_ALONE: Final = 3
"""Characters of a clause besides the time; fewer say nothing."""
_PLAIN: Final = str.maketrans("123456789 \n", "000000000__")
_BORDERS: Final = re.compile(r"[\^$,，。.!?！？~_;:、()（）\s]")
_LAST_BORDER: Final = re.compile(r".*[\^$,，。.!?！？~_;:、()（）\s]", re.DOTALL)
_NUMBER: Final = r"(?:\d{1,2}|[零一二两三四五六七八九十]{1,3})"
# What a time is written as; more than one may hold.
_KINDS: Final = {
    "weekday": r"(?:周|星期|礼拜)[一二三四五六日天末1-7]",
    "clock": rf"{_NUMBER}(?:点|:\d\d)",
    "number": rf"{_NUMBER}号",
    "date": rf"{_NUMBER}月{_NUMBER}",
    "month": rf"(?:{_NUMBER}|[这本上下]个?)月|月[底初中]",
    "day": r"[今明后昨前][天日晚早儿]",
    "part": r"[早晚]上|[上中下]午|凌晨|[半深黑]夜|夜[里晚]|傍晚|早晨|黄昏|清晨|午[后夜]",
    "holiday": r"[节旦宵秋庆夕诞除阳]|清明|端午|[五六]一|腊八|双?1[18]|新年|[过跨小]年"
    r"|[立夏冬雨][春夏秋冬至水]|[小大][满暑雪寒]|[谷白霜惊芒]",
    "figures": r"\d[./-]\d",
    "year": r"(?:\d\d|[今明去前])年",
    "length": rf"{_NUMBER}(?:个?(?:工作日|小时|钟头|星期|礼拜|月|周)|天|分钟|秒|年)",
    "span": r"[这下上本]个?(?:周|星期|礼拜)(?![一二三四五六日天末])|年[底初前后]",
}
_KIND: Final = tuple((name, re.compile(pattern)) for name, pattern in _KINDS.items())
# Rules whose words say of themselves that something ends or begins then.
SURE_RULES: Final = (
    "phrase.before", "phrase.within", "phrase.takes", "phrase.later", "phrase.since", "phrase.earliest",
    "phrase.after", "phrase.counted_from", "phrase.until",
)  # fmt: skip
# 最迟7/25, 说好30号的, 3月底没问题: what is bound or agreed on.
_BOUND_AHEAD: Final = re.compile(
    r"(?:最[晚迟快]|截[止稿][^,，。\s]{0,3}|(?:死线|deadline|ddl|due|日期|[交工档婚]期)[^,，。\s]{0,2}|说好|约好|定[在了]?|[改延推拖挪换][到成]|过了|到|也得)\s?\Z"
)
_BOUND_BEHIND: Final = re.compile(
    r"\s?(?:就|也|都|应该|恐怕|怕|估计|可能|是|这个|咋|肯定)*(?:不?行|没(?:问题|压力)|的?(?:千万)?别[悬忘拖再迟晚误耽鸽放]|(?:线[上下]|当面)?见(?!面礼|过)|(?:线[上下]|当面)[聊谈沟对开说碰]|拨侬|可以|能行|不变|不会变|死线|够|不收|截|要|关(?=$|[了,，。\s]))"
)
_ANYBODY: Final = frozenset("我你您他她咱")


def without_unlikely(folded: str, found: list[TimeExpression]) -> list[TimeExpression]:
    """Return the expressions of a line, those that stand as dues hardly ever do without a due."""
    for at, each in enumerate(found):
        if each.due is not None and is_unlikely_due(folded, each):
            found = [*found[:at], replace(each, due=None, not_before=None), *found[at + 1 :]]
    return found


def is_unlikely_due(folded: str, each: TimeExpression) -> bool:
    """Tell whether a time with a due stands as dues hardly ever do, and nothing beside it makes it one."""
    if each.rule.startswith(SURE_RULES):
        return False
    if is_surely_due(folded, each.start, each.end):
        return False
    return weight_of_due(folded, each.start, each.end) < UNLIKELY


def is_surely_due(folded: str, start: int, end: int) -> bool:
    """Tell whether something is handed over behind the time in its clause, or the time is all of its clause."""
    behind = _behind(folded[end : end + _NEAR])
    if HANDED.search(behind) or _BOUND_BEHIND.match(behind):
        return True
    if _BOUND_AHEAD.search(folded, max(0, start - _LINE), start):
        return True
    if folded[end - 1] == "号" and is_surely_day(folded, start, end):
        return True
    return len(behind) < _ALONE and len(behind) + len(_ahead(folded[max(0, start - _NEAR) : start])) < _ALONE


def weight_of_due(folded: str, start: int, end: int) -> int:
    """Return the log-odds, in hundredths, that the time at folded[start:end] sets a due."""
    return log_odds(WEIGHTS, BIAS, marks_of(folded, start, end))


def marks_of(folded: str, start: int, end: int) -> Marks:
    """Return what is weighed: characters beside the time (`<`, `>`), of its clause (`-`, `+`), of its line (`=`), more.

    Figures around it stand as noughts, blanks as `_`, the ends of the line as `^` and `$`; `#` marks how the time is
    written, alone and with what touches it, how far the clause goes on, that something is handed over or a person is
    spoken of.
    """
    head, tail = folded[max(0, start - _LINE) : start].translate(_PLAIN), folded[end : end + _LINE].translate(_PLAIN)
    left, right = ("^^" + head)[-_NEAR:], (tail[:_NEAR] + "$$")[:_NEAR]
    before, behind = _ahead(left), _behind(right)
    near, far = min(len(before), 3), min(len(behind), 4)
    place = f"{min(near, 2)}{min(far, 2)}"
    marks = {f"before{near}", f"behind{far}", f"clause{place}"}
    for kind in _kinds(folded[start:end]):
        marks.update((kind, f"{kind}>{right[:1]}", f"{kind}<{left[-1:]}", f"{kind}.{place}"))
    if HANDED.search(folded):
        marks.add("handed")
        if HANDED.search(before):
            marks.add("handed_ahead")
    if not _ANYBODY.isdisjoint(before) or not _ANYBODY.isdisjoint(behind):
        marks.add("anybody")
    return (
        ("<", {left[-1:], left[-2:], left[-3:]}),
        (">", {right[:1], right[:2], right[:3]}),
        ("-", {*before[-_WORDS:], *map(add, before, before[1:])}),
        ("+", {*behind[:_WORDS], *map(add, behind, behind[1:])}),
        ("=", {*map(add, head, head[1:]), *map(add, tail, tail[1:])}),
        ("#", marks),
    )


@lru_cache(maxsize=1024)
def _kinds(said: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in _KIND if pattern.search(said)) or ("other",)


def _behind(near: str) -> str:
    """Return the characters up to the end of the clause."""
    mark = _BORDERS.search(near)
    return near[: mark.start()] if mark else near


def _ahead(near: str) -> str:
    """Return the characters from the beginning of the clause on."""
    mark = _LAST_BORDER.search(near)
    return near[mark.end() :] if mark else near
