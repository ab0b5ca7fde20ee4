"""From units to answers: which kind of answer a unit gets, and which two units are read as one."""

import re
from datetime import datetime

from msgspec.structs import replace

from archiver.analysis.times.answer import Answer
from archiver.analysis.times.answer_lengths import LengthAnswer
from archiver.analysis.times.answer_periods import PeriodAnswer
from archiver.analysis.times.arithmetic import monday
from archiver.analysis.times.expression import TimeExpression, day_due, moment
from archiver.analysis.times.unit import Unit
from archiver.analysis.times.units import Line
from archiver.analysis.times.values import Length, Period, Repetition, midnight

_WEEKS = re.compile("周|星期|礼拜")


def answer_of(text: str, folded: str, unit: Unit, at: datetime, floor: int) -> TimeExpression:
    """Return the expression of a unit; words before `floor` belong to the expression before it."""
    value = unit.value
    if isinstance(value, Period):
        return PeriodAnswer(text, folded, unit, at, floor).build(value)
    if isinstance(value, Length):
        return LengthAnswer(text, folded, unit, at, floor).build(value)
    made = Answer(text, folded, unit, at, floor).made(rule=unit.rule)
    if isinstance(value, Repetition):
        return _repeated(made, value)
    if value.past:
        return replace(made, to=moment(at), past=True)
    return replace(made, kind="span", from_=moment(at), vague=True)


def _repeated(made: TimeExpression, value: Repetition) -> TimeExpression:
    first = value.first
    if first is None:
        return replace(made, kind="set", every=value.every)
    return replace(
        made, kind="set", every=value.every, from_=moment(first.start), to=moment(first.end), grain="day",
        due=day_due(first.last_day),
    )  # fmt: skip


def _seen_from(words: str, moved: datetime, unit: Unit) -> datetime:
    """Return where a unit after 两周后的 looks from: a weekday lies in the week that is so many weeks away."""
    if unit.atoms[0].rule.name == "weeks.weekday" and _WEEKS.search(words):
        return midnight(monday(moved.date()))
    return moved


def merged(text: str, line: Line, before: TimeExpression, unit: Unit, at: datetime) -> TimeExpression | None:
    """Return 从周一起 joined with 5天内, or 3天后的 with 晚上8点; None where the second stands by itself."""
    if isinstance(unit.value, Length):
        return LengthAnswer(text, line.text, unit, at, before.end).after_period(unit.value, before)
    if before.rule not in ("phrase.later", "phrase.ago") or before.grain != "day" or before.from_ is None:
        return None
    seen = line.again(unit, _seen_from(before.text, datetime.fromisoformat(before.from_), unit))
    if seen is None:
        return None
    answer = answer_of(text, line.text, seen, at, before.end)
    start = before.start
    return replace(answer, start=start, text=text[start : answer.end], children=(before, *answer.children))
