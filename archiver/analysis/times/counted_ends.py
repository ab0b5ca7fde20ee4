"""Stretches whose ends are counted from the message: 三天前到今天, 从现在到两周后, 从一年前起."""

from msgspec.structs import replace

from archiver.analysis.times import particles
from archiver.analysis.times.expression import TimeExpression
from archiver.analysis.times.values import CLOCK_GRAINS

_COUNTED = frozenset({"phrase.ago", "phrase.later"})
_LONGEST_BETWEEN = 5  # characters
_LONGEST_FROM = 2  # characters


def reaching(text: str, folded: str, floor: int, first: TimeExpression, last: TimeExpression) -> TimeExpression | None:
    """Return the stretch from the first to the last, None unless 到 joins them and one is counted from the message.

    `floor` is where the expression before the first ended.
    """
    if first.rule not in _COUNTED and last.rule not in _COUNTED:
        return None
    if last.start - first.end > _LONGEST_BETWEEN or not particles.RANGE.fullmatch(folded, first.end, last.start):
        return None
    if not _names_one_moment(first) or not _names_one_moment(last) or last.from_ is None or first.from_ is None:
        return None
    if last.from_ < first.from_:
        return None
    start = _with_from(folded, floor, first.start)
    return replace(
        last, start=start, text=text[start : last.end], kind="span", from_=first.from_,
        to=last.from_ if last.grain in CLOCK_GRAINS else last.to, duration=None, within=None, other=(),
        not_before=first.from_[:10] if last.due else None, rule="phrase.range", children=(first, last),
        past=last.past or last.rule == "words.now",
    )  # fmt: skip


def since_then(text: str, folded: str, floor: int, each: TimeExpression) -> TimeExpression:
    """Return 三天前 as it stands; with 从 before and 起 or 开始 behind it what began then, 三天前以来."""
    if each.rule != "phrase.ago" or each.from_ is None:
        return each
    tail = particles.SINCE_IT.match(folded, each.end) or particles.EVER_SINCE.match(folded, each.end)
    if tail is None:
        return each
    start = _with_from(folded, floor, each.start)
    return replace(
        each, start=start, end=tail.end(), text=text[start : tail.end()], kind="span", to=None, duration=None,
        rule="phrase.since", children=(each,),
    )  # fmt: skip


def _names_one_moment(each: TimeExpression) -> bool:
    """Tell whether the words name a day or a moment, or since when; 5号前 and 三天 name none."""
    since = each.rule == "phrase.since" and bool(each.children) and each.children[-1].end == each.end
    return (each.kind == "point" or since) and not each.vague


def _with_from(folded: str, floor: int, start: int) -> int:
    """Return where the stretch begins: with the 从 before it."""
    begin = max(floor, start - _LONGEST_FROM)
    found = particles.FROM.search(folded[begin:start])
    return begin + found.start() if found else start
