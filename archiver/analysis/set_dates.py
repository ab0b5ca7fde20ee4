"""Which of the days that a message names it sets: 25号恐怕不行 改4月1号 sets one, 8号给三款 剩的15号 both.

A message that is known to set a day often names others beside it: the one that is refused, the one on which something
else happens. Each day has the words from its own clause to the next day; they say what is to be done then, refuse it,
or tell neither.
"""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.candidate import Candidate
from archiver.analysis.dates import due_of, read_times
from archiver.analysis.finding import Due
from archiver.analysis.reading import Reading, Timed
from archiver.analysis.rules.words import PAY, WORK

MOST = 12
"""Days of one message that are held against each other; one that names more is a calendar."""
_REFUSED, _TOLD, _SHARING, _BOUNDED, _OWED = range(5)
# 25号恐怕不太行 · 月底太久了 · 今晚怕是弄不完 · 明天…不对
_NO = re.compile(
    r"(?<!行)不[太大]?(?:行|对)(?![吗么?？])|不(?:了|到|完|上|及|动|开|成|齐|出|掉)(?!.{0,2}[吗么?？])|没(?:戏|空|时间|法)"
    r"|够呛|太(?:久|赶|紧|急|早|晚|迟)|恐怕|怕是|悬了|鸽|泡汤|唔得|冇(?:可能|时间)"
)
# 20号前, 最晚周五, 周三也行: the day itself is bound
_BOUND = re.compile(
    r"最[晚迟]|(?:之|以)?前(?![面头天一二三四五六七八九十两\d])|之?内|(?:都|也|就)(?:行|可以|成|中)|没问题|为准"
)
_BOUND_BEFORE = re.compile(r"(?:最[晚迟]|[得到挪推改拖求])\s?\Z")
# 剩的15号 · 成品17号 · 全套4号 · 今天500: what is to come on that day, without a verb
_THING = re.compile(
    r"(?<![只就])剩|余下|其余|另外?[一两\d]|全[套部]|整套|终稿|成品|初稿|线稿|色稿|定稿|第[一二三四五]|头[一两批]|[前后][面半一二两三四五六七八九十]|卷[一二三四]|补|尾款|视频|到货?(?=$|[\s,，。])|拿得?到|在你手|出(?=\s|$)|上[线架]|演示|[给交出发][一二三四五六七八九十两半\d]"
    r"|必须|务必|(?<!不)一定|得(?![了很到])|\A先[给回付转打]"
)
# 18号可以 我们20号才投放 · 24号的成图挪到27号: the day of something else, or the one that is left
_ASIDE = re.compile(
    r"(?:(?:上午|下午|早上|晚上|中午)?我?(?:们)?(?:就|才|要|有|去)?的?[^\s,，。\d]{0,3}"
    r"(?:展会?|婚礼|婚宴|酒席|比赛|答辩|彩排|开[业幕庭播]|考试|漫展|发布会|路演|头播|投放|上台|演出|校庆|年会)(?!前)"
    r"|的?[^\s,，。\d]{0,6}(?:往后|往前)?(?:挪|推|改|顺|延|拖|换)(?:到|至|成))"
)
# 11月30号前450，12月15号前500
_SUM = re.compile(r"(?:之?前)?\s?\d{2,6}[元块]?(?=$|[\s,，。])")
_DEED = re.compile(rf"(?:{WORK}|{PAY})", re.VERBOSE)
_OVER = re.compile(r"(?:一?过[完了后]|[回过]来|考完|发工资|发薪|放假|生日)")
# 老焦那份今天给，皮皮妈那份月底: behind a day on which something is owed, a part of it and a day say the rest.
_SHARE = re.compile(r"[\s,，]*(?:[^\s,，。我你您他她咱不没]{1,6}|我|你|您)[\s]?")
_ENDED = re.compile(r"[吧哈啊哦嘛咯了]?[\s,，。!！~～]*")
_LISTED = re.compile(r"[\s、,，和跟与]{0,3}")
_EACH = re.compile(r"各|每|都|分别|两[次回趟天场]|和|跟|与")
_FIRST = re.compile(r"[头第首]一|从|起")
PART = r"(?:凌晨|早上|早|上午|中午|下午|傍晚|晚上|夜里|夜晚|半夜|晚|夜|下晝|晏晝)"
_HOUR = r"(?:[\d一二两三四五六七八九十]{1,3}(?:[点點]\S{0,3}|[:：]\d\d))"
_GIVES = re.compile(r"[给转付还结清退](?:[你您]|齐|$)")
_NO_DAY = re.compile(rf"{PART}?\s?{_HOUR}?(?:之前|以前|前|左右|整)?")


class _Day(Struct, frozen=True):
    """A day of a message with how far its words set it."""

    one: Candidate
    text: str
    weight: int
    first: bool
    """Whether it is told to be the first of several."""


def set_by(reading: Reading, told: Sequence[Candidate], make: Callable[[Timed], Candidate]) -> list[Candidate]:
    """Return `told`, the days that rules found, without those that its words leave unset, and with those they add.

    `make` turns a time of the message that no rule took into a candidate.
    """
    named = [timed for timed in reading.times if timed.due is not None and not timed.past]
    if not 2 <= len(named) <= MOST:
        return list(told)
    taken = {one.start: one for one in told}
    days: list[_Day] = []
    for place, timed in enumerate(named):
        before, after = _words(reading, named, place)
        weight = _weight(reading, timed, *_shared(reading, named, place, (before, after)))
        one = taken.pop(timed.start, None) or (make(timed) if weight == _OWED else None)
        text = reading.text[timed.start : timed.end]
        if days and _NO_DAY.fullmatch(text):
            days[-1] = _completed(days[-1], one or make(timed), weight, _joined(reading, days[-1], timed))
        elif one is not None:
            days.append(_Day(one, text, weight, _FIRST.search(before) is not None))
    days.extend(_Day(one, "", _TOLD, first=False) for one in taken.values())
    return _one_a_day(_recurring(_weighty(days)))


def _weighty(days: Sequence[_Day]) -> list[_Day]:
    """Return the days that something is owed on, where there are such; else those that are not refused."""
    best = max((day.weight for day in days), default=_TOLD)
    if best != _OWED:
        return [day for day in days if day.weight >= min(best, _TOLD)]
    owed = next(place for place, day in enumerate(days) if day.weight == _OWED)
    return [day for place, day in enumerate(days) if day.weight == _OWED or (place > owed and day.weight == _SHARING)]


def _words(reading: Reading, named: Sequence[Timed], place: int) -> tuple[str, str]:
    """Return what stands before and after a day of the words that go with it."""
    day = named[place]
    begin = max(_begin(reading, day.start), named[place - 1].end) if place else 0
    end = len(reading.text)
    if place + 1 < len(named):
        end = max(day.end, _begin(reading, named[place + 1].start))
        end = named[place + 1].start if end <= day.end else end
    return reading.text[begin : day.start], reading.text[day.end : end]


def _shared(reading: Reading, named: Sequence[Timed], place: int, own: tuple[str, str]) -> tuple[str, str]:
    """Return the words that go with a day, of a list those that follow its last: 10号 17号 24号各给你一条."""
    last = place
    while last + 1 < len(named) and _LISTED.fullmatch(reading.text, named[last].end, named[last + 1].start):
        last += 1
    first = place
    while first and _LISTED.fullmatch(reading.text, named[first - 1].end, named[first].start):
        first -= 1
    if last == first or (last - first < 2 and not _EACH.search(reading.text, named[first].start)):
        return own
    return _words(reading, named, first)[0], _words(reading, named, last)[1]


def _begin(reading: Reading, place: int) -> int:
    """Return where the clause begins that holds a place."""
    return next((clause.start for clause in reversed(reading.clauses) if clause.start <= place), 0)


def _weight(reading: Reading, day: Timed, before: str, after: str) -> int:
    """Tell how far the words that go with a day set it."""
    if _NO.search(before) or _NO.search(after) or _ASIDE.match(after):
        return _REFUSED
    if _OVER.match(after.lstrip()) and not _GIVES.search(after):
        return _TOLD
    if reading.features(day.start, day.end) & {"third", "elsewhere"}:
        return _TOLD
    start, end = day.start - len(before), day.end + len(after)
    money = any(one.amount.kind == "money" and start <= one.start < end for one in reading.sums)
    deed = any(pattern.search(words) for pattern in (_DEED, _THING) for words in (before, after))
    if money or deed or _SUM.match(after):
        return _OWED
    own = reading.text[day.start : day.end] + after[:4]
    if _BOUND_BEFORE.search(before) or _BOUND.search(own):
        return _BOUNDED
    return _SHARING if _SHARE.fullmatch(before) and _ENDED.fullmatch(after) else _TOLD


def _joined(reading: Reading, day: _Day, hour: Timed) -> Due | None:
    """Return what a day and the hour that is said for it later name together: 明天照旧哈 八点半."""
    if reading.line.at is None:
        return None
    together = read_times(day.text + reading.text[hour.start : hour.end], reading.line.at)
    return due_of(together[0]) if len(together) == 1 else None


def _completed(day: _Day, hour: Candidate, weight: int, joined: Due | None) -> _Day:
    """Return the day with the hour that a later clause names for it."""
    day = replace(day, weight=max(day.weight, weight))
    if joined is None or joined.due is None or day.one.due is None or "T" in (day.one.due.due or "T"):
        return day
    return replace(day, one=replace(day.one, due=joined, end=hour.end))


def _recurring(days: Sequence[_Day]) -> list[Candidate]:
    """Return the days, with the first day of what comes again laid at it: 每周一给 头一篇这个礼拜天."""
    rounds = [place for place, day in enumerate(days) if day.one.due is not None and day.one.due.every]
    firsts = [day for day in days if day.first and day.one.due is not None and day.one.due.every is None]
    if len(rounds) != 1 or len(firsts) != 1 or firsts[0].one.due is None:
        return [day.one for day in days]
    whole = days[rounds[0]].one
    assert whole.due is not None
    first = firsts[0].one.due
    begun: Due = replace(whole.due, due=first.due or first.not_before, not_before=None)
    return [replace(whole, due=begun) if day.one is whole else day.one for day in days if day is not firsts[0]]


def _one_a_day(found: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with one for each day, the one that names an hour before the others."""
    kept: dict[str, Candidate] = {}
    for one in found:
        day = f"{one.start}" if one.due is None or one.due.due is None else one.due.due[:10]
        held = kept.get(day)
        if held is None or (held.due and one.due and len(held.due.due or "") < len(one.due.due or "")):
            kept[day] = one
    return list(kept.values())
