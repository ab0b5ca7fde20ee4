"""Answers for days, hours and longer periods: X前 keeps X in, 以后 and 最早 set only a beginning."""

import re
from datetime import timedelta
from typing import Literal

from msgspec.structs import replace

from archiver.analysis.times import particles
from archiver.analysis.times.answer import Answer
from archiver.analysis.times.arithmetic import monday, month_period
from archiver.analysis.times.carried import CARRIED
from archiver.analysis.times.events import anchor_before
from archiver.analysis.times.expression import TimeExpression, clock_due, day_due, moment
from archiver.analysis.times.holidays import next_workday
from archiver.analysis.times.tense import owes
from archiver.analysis.times.values import CLOCK_GRAINS, DAY, Daypart, Period, days, midnight, whole_day

# 验收后当天 and 验收后次日 are days of the event.
_DAYS_OF_EVENTS = {"days.same_day": "P0D", "days.following_day": "P1D"}
_GREETED = frozenset({"weeks.weekday", "weeks.weekend", "periods.century"})
_BOTH_ENDS = re.compile("[-~到至]")
_WIDER = frozenset({"weekend", "week", "month", "quarter", "half", "season", "year", "decade"})


class PeriodAnswer(Answer):
    """The answer for a unit that names a period."""

    __slots__ = ()

    def build(self, period: Period) -> TimeExpression:
        """Return the expression of the period."""
        head = self._take_small_words() if self.head.rstrip()[-1:] in particles.HEAD_ENDS else None
        if period.grain == "day" and self.folded[self.end : self.end + 1] in particles.WIDENS:
            period = self._widened(period)
        past = period.end <= self.at or (self.unit.context.past and period.start <= self.at)
        answer = self._event_day(period) if self.unit.rule in _DAYS_OF_EVENTS else None
        answer = answer or self._with_tail(period, past=past, head=head)
        if answer is None:
            answer = self._point(period)
            if head in ("from", "later") and not self.unit.ends and not period.stretch:
                answer = self._after(period, since=head == "from")
            elif head == "no_later":
                answer = self._before(period, open_start=past)
        if self._is_usual():
            return replace(answer, due=None, not_before=None)
        if not past:
            return answer
        owed = owes(self.folded, self.start, self.end)
        return replace(answer, past=True, due=answer.due if owed else None, not_before=None)

    def _take_small_words(self) -> Literal["until", "from", "no_later", "later", "earliest"] | None:
        """Take in what stands before the words and says where the period begins or ends: 截至, 从, 不晚于, 最快."""
        if self.take_head(particles.UNTIL):
            return "until"
        if self.take_head(particles.FROM):
            return "from"
        if self.take_head(particles.NO_LATER):
            return "no_later"
        if self.take_head(particles.LATER_THAN):
            return "later"
        return "earliest" if particles.EARLIEST.search(self.head) else None

    def _with_tail(self, period: Period, *, past: bool, head: str | None) -> TimeExpression | None:
        """Return what 前, 后, 起, 内 behind the words (最快, 截至 before them) make of the period; None without any."""
        if self.unit.rule == "phrase.range":
            self.take(particles.RANGE_END)
        if particles.TAIL.match(self.folded, self.end):
            self.take(particles.ITSELF) or self.take(particles.AROUND)
            inclusive = particles.INCLUSIVE.match(self.folded, self.end) is not None
            if self.take(particles.BEFORE_IT):
                if self.unit.rule == "phrase.range":
                    return self._point(period)
                kept = replace(period, excluded=False) if inclusive else period
                return self._before(kept, open_start=head == "until" or past)
            since = self._since_tail(period)
            if since is not None:
                return since
            if head != "earliest" and self.take(particles.WITHIN_IT):
                begin = max(period.start, self.at) if self.at < period.end else period.start
                return replace(self._point(period), kind="span", from_=moment(begin))
        if head == "until":
            return self._before(period, open_start=True)
        if head == "earliest":
            return replace(self._point(period), due=None, not_before=_first_moment(period))
        return None

    def _since_tail(self, period: Period) -> TimeExpression | None:
        """Return what 以来, 起 and 后 behind the words make of the period."""
        if self.take(particles.EVER_SINCE):
            return self._after(self._gone(period), since=True)
        if self.take(particles.SINCE_IT):
            return self._after(period, since=True)
        inclusive = particles.INCLUSIVE.match(self.folded, self.end) is not None
        if self.take(particles.AFTER_IT) or (period.aftermath is not None and self.take(particles.OVER)):
            return self._after(period, since=inclusive)
        return None

    def _widened(self, period: Period) -> Period:
        """Return the week or the month that 6月20日那一周 and 6月20日当月 name by a day in it."""
        if period.stretch or self.unit.ends:
            return period
        day = period.start.date()
        if self.take(particles.WEEK_OF_IT):
            return days(monday(day), monday(day) + 6 * DAY, "week", fixed=period.fixed)
        if self.take(particles.MONTH_OF_IT):
            return month_period(day.year, day.month, fixed=period.fixed)
        return period

    def _gone(self, period: Period) -> Period:
        """Return the reading that lies behind the message: 5月20日以来 began last May."""
        gone = [other for other in period.others if other.start <= self.at]
        return gone[-1] if period.start > self.at and gone else period

    def _event_day(self, period: Period) -> TimeExpression | None:
        """Read 验收通过后当天 as the day of the event, not of the message."""
        event = anchor_before(self.folded, self.unit.start, within=True, floor=self.floor)
        if event is None:
            return None
        self.start = event.start
        away = _DAYS_OF_EVENTS[self.unit.rule]
        return replace(
            self.made(rule="phrase.after_event"), kind="span", grain=period.grain, duration=away, after=event.kind,
            within=away,
        )  # fmt: skip

    def _is_usual(self) -> bool:
        """Tell whether the clause says what usually happens then."""
        behind = self.folded[self.end : self.end + 1]
        told = behind in particles.TELLS or behind.isspace()
        if self._is_now(told=told) or (self.head and particles.USUALLY_BEFORE.search(self.head)):
            return True
        return told and particles.USUALLY_BEHIND.match(self.folded, self.end) is not None

    def _is_now(self, *, told: bool) -> bool:
        """Tell whether the words say what the time is: 现在凌晨, 三点了还在画, 都半夜了."""
        atoms = self.unit.atoms
        if atoms[0].rule.name == "words.now" and not self.unit.ends:
            return True
        if not told and not self.head:  # as in many lines: nothing beside the words can say so
            return False
        now = told and particles.NOW_IT_IS.match(self.folded, self.end) is not None
        if now and particles.BY_NOW.search(self.head):
            return True
        if told and (particles.STATE.match(self.folded, self.end) or self._has_come()):
            return True
        if isinstance(atoms[0].value, Period) or any(isinstance(atom.value, Period) for atom in atoms[1:]):
            return False
        if self.head and self.unit.rule != CARRIED and particles.THAT_DAY.search(self.head):
            return True  # 那天早上: nothing tells which
        return now

    def _has_come(self) -> bool:
        """Tell whether the words greet a day of the week or an age: 终于周五了, 二十一世纪了; 大半夜的 complains."""
        if self.folded[self.start] == "大" and self.folded[self.end : self.end + 1] == "的":
            return True
        if self.unit.rule == "days.number" and particles.BY_NOW.search(self.folded, 0, self.start):
            return particles.DAY_HAS_COME.match(self.folded, self.end) is not None
        if self.unit.rule not in _GREETED:
            return False
        return (
            particles.DAY_HAS_COME.match(self.folded, self.end) is not None
            and particles.MOVED_TO.search(self.folded[: self.start][-4:]) is None
        )

    def _point(self, period: Period) -> TimeExpression:
        """Return the period as it stands: due on its last (or named) day, a clock on its moment, a range at its end."""
        clock = period.grain in CLOCK_GRAINS
        not_before = None
        due: str | None
        if self.unit.ends:
            due = clock_due(period.end) if clock else day_due(period.named or period.last_day)
            not_before = _first_moment(self.unit.ends[0].value) if self.unit.rule == "phrase.range" else None
        elif clock:
            due = clock_due(period.end if period.stretch else period.start)
            due = None if self.unit.rule == "words.now" else due
            not_before = _first_moment(period) if period.stretch and self._says_both_ends() else None
        else:
            due = day_due(period.named or period.last_day)
            not_before = _first_moment(period) if period.stretch else None
        spans = bool(self.unit.ends) or (period.stretch and not clock)
        return TimeExpression(
            self.start, self.end, self.text[self.start : self.end], "span" if spans else "point",
            moment(period.start), moment(period.end), period.grain, due=due, not_before=not_before,
            other=tuple([(moment(other.start), moment(other.end)) for other in period.others]) if period.others else (),
            rule=self.unit.rule, children=self.children(),
        )  # fmt: skip

    def _says_both_ends(self) -> bool:
        """Tell whether the hours are two with a word between them (两点到四点), not one loosely told (三四点)."""
        return _BOTH_ENDS.search(self.unit.atoms[-1].match[0]) is not None

    def _before(self, period: Period, *, open_start: bool) -> TimeExpression:
        """X前 keeps X in where X is a day or an end; before a holiday or a period to come it ends the day before it."""
        clock = period.grain in CLOCK_GRAINS
        if self._ends_at_noon():
            noon = midnight(period.named or period.last_day) + timedelta(hours=12)
            period = Period(noon, noon + timedelta(hours=1), "hour", fixed=period.fixed)
            clock = True
        if clock:
            end = period.end if self.unit.ends else period.start
            due = clock_due(end)
        elif period.excluded:
            end, due = period.start, day_due((period.start - DAY).date())
        else:
            last = period.named or period.last_day
            end, due = midnight(last) + DAY, day_due(last)
        begin = None if open_start or end <= self.at else moment(self.at)
        others = tuple(
            (None if other.end <= self.at else begin, moment(other.start if period.excluded or clock else other.end))
            for other in period.others
        )
        return TimeExpression(
            self.start, self.end, self.text[self.start : self.end], "span", begin, moment(end), period.grain,
            due=due, other=others, rule="phrase.before", children=self.children() or (self.inner(period),),
        )  # fmt: skip

    def _ends_at_noon(self) -> bool:
        """Tell whether the unit is 中午 without an hour: before it means before twelve."""
        last = self.unit.atoms[-1]
        return isinstance(last.value, Daypart) and last.value.name == "noon"

    def _after(self, period: Period, *, since: bool) -> TimeExpression:
        """以后 and 起 set no due. A longer period's 后 begins at its end, a holiday's after its days off."""
        holiday = period.aftermath is not None
        begin = period.start
        if not since and period.aftermath is not None:
            begin = midnight(period.aftermath)
        elif not since and period.grain in _WIDER:
            begin = period.end
        first = None if since else particles.FIRST_DAY.match(self.folded, self.end)
        if first is not None:
            self.end = first.end()
            day = next_workday(begin.date()) if first["work"] else begin.date()
            return replace(self._point(whole_day(day)), rule="phrase.first_day", children=(self.inner(period),))
        return replace(
            self.made(rule="phrase.since" if since else "phrase.after"), kind="span", from_=moment(begin),
            grain=period.grain, not_before=clock_due(begin) if period.grain in CLOCK_GRAINS else day_due(begin.date()),
            vague=holiday and not since, children=self.children() or (self.inner(period),),
        )  # fmt: skip


def _first_moment(value: object) -> str | None:
    if not isinstance(value, Period):
        return None
    return clock_due(value.start) if value.grain in CLOCK_GRAINS else day_due(value.start.date())
