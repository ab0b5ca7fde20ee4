"""From a unit and the small words around it to the answer: 前 and 内 set a due, 后 and 最早 only a beginning."""

import re
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from archiver.analysis.times import particles
from archiver.analysis.times.arithmetic import add_length
from archiver.analysis.times.events import anchor_before
from archiver.analysis.times.expression import TimeExpression, clock_due, day_due, moment
from archiver.analysis.times.holidays import beyond_notices, is_workday, next_workday
from archiver.analysis.times.rules_lengths import iso_of
from archiver.analysis.times.tense import owes
from archiver.analysis.times.units import Unit
from archiver.analysis.times.values import CLOCK_GRAINS, DAY, Grain, Length, Period, Repetition, midnight, whole_day

_WIDER = frozenset({"week", "month", "quarter", "half", "season", "year", "decade"})
_SHORTEST_PROMISE = 1800  # seconds; a bare 30秒 is a film's length, not a date


class Answer:
    """One unit on its way to an expression; `start` and `end` grow over the small words it takes in.

    `floor` is where the expression before it ended: words before it belong to that one.
    """

    def __init__(self, text: str, folded: str, unit: Unit, at: datetime, floor: int) -> None:
        self._text, self._folded, self._unit, self._at = text, folded, unit, at
        self._start, self._end, self._floor = unit.start, unit.end, floor
        self._head = folded[max(floor, unit.start - 12) : unit.start]

    def build(self) -> TimeExpression:
        """Return the expression."""
        value = self._unit.value
        if isinstance(value, Period):
            return self._period(value)
        if isinstance(value, Length):
            return self._length(value)
        if isinstance(value, Repetition):
            first = value.first
            made = self._made(rule=self._unit.rule)
            if first is None:
                return replace(made, kind="set", every=value.every)
            return replace(
                made, kind="set", every=value.every, from_=moment(first.start), to=moment(first.end), grain="day",
                due=day_due(first.last_day),
            )  # fmt: skip
        made = self._made(rule=self._unit.rule)
        if value.past:
            return replace(made, to=moment(self._at), past=True)
        return replace(made, kind="span", from_=moment(self._at), vague=True)

    def _take(self, pattern: re.Pattern[str]) -> bool:
        """Take in a small word behind the expression."""
        found = pattern.match(self._folded, self._end)
        if found is None:
            return False
        self._end = found.end()
        return True

    def _take_head(self, pattern: re.Pattern[str]) -> bool:
        """Take in a small word before the expression."""
        found = pattern.search(self._head)
        if found is None:
            return False
        self._start = self._unit.start - (len(self._head) - found.start())
        return True

    def _made(self, rule: str) -> TimeExpression:
        return TimeExpression(
            start=self._start, end=self._end, text=self._text[self._start : self._end], kind="point", rule=rule,
            children=self._children(),
        )  # fmt: skip

    def _children(self) -> tuple[TimeExpression, ...]:
        unit = self._unit
        if unit.ends:
            ends = (Answer(self._text, self._folded, end, self._at, end.start) for end in unit.ends)
            return tuple(end.plain() for end in ends)
        if isinstance(unit.value, Period) and unit.value.stretch and len(unit.atoms) == 1:
            return self._both_ends(unit.value)
        if len(unit.atoms) < 2:
            return ()
        return tuple(_atom(self._text, atom.start, atom.end, atom.rule.name, atom.value) for atom in unit.atoms)

    def _both_ends(self, period: Period) -> tuple[TimeExpression, ...]:
        """Return the first and the last day, year or hour of a range that one rule reads (3-5号)."""
        first = last = self._inner(period)
        if period.grain == "year":
            end = period.start.replace(year=period.last_day.year)
            first = replace(first, to=moment(period.start.replace(year=period.start.year + 1)))
        elif period.grain == "day":
            end = period.end - DAY
            first = replace(first, to=moment(period.start + DAY))
        else:
            return (first,)
        return first, replace(last, from_=moment(end))

    def plain(self) -> TimeExpression:
        """Return the unit by itself, as an end of a range: its period, no due."""
        made = self._made(rule=self._unit.rule)
        value = self._unit.value
        if not isinstance(value, Period):
            return made
        return replace(made, from_=moment(value.start), to=moment(value.end), grain=value.grain)

    # Points and stretches of the calendar ---------------------------------------------------------------------

    def _period(self, period: Period) -> TimeExpression:
        folded, unit = self._folded, self._unit
        earliest = particles.EARLIEST.search(self._head) is not None
        until = self._take_head(particles.UNTIL)
        since_head = not until and self._take_head(particles.FROM)
        self._take(particles.ITSELF) or self._take(particles.AROUND)
        past = self._is_past(period)
        anchor = self._event_day(period)
        if anchor is not None:
            answer = anchor
        elif self._take(particles.BEFORE_IT) or until:
            answer = self._before(period, open_start=until or past)
        elif self._take(particles.SINCE_IT):
            answer = self._after(period, since=True)
        elif self._take(particles.AFTER_IT):
            answer = self._after(period, since=False)
        elif earliest:
            answer = replace(self._point(period), due=None, not_before=_first_moment(period))
        elif since_head and not unit.ends and not period.stretch:
            answer = self._after(period, since=True)
        elif self._take(particles.WITHIN_IT):
            answer = replace(self._point(period), kind="span", from_=moment(max(period.start, self._at)))
        else:
            answer = self._point(period)
        answer = replace(answer, start=self._start, end=self._end, text=self._text[self._start : self._end])
        if not past:
            return answer
        owed = owes(folded, self._start, self._end)
        return replace(answer, past=True, due=answer.due if owed else None, not_before=None)

    def _event_day(self, period: Period) -> TimeExpression | None:
        """Read 验收通过后当天 as the day of the event, not of the message."""
        if self._unit.rule != "days.same_day":
            return None
        event = anchor_before(self._folded, self._unit.start, within=True, floor=self._floor)
        if event is None:
            return None
        self._start = event.start
        return replace(
            self._made(rule="phrase.after_event"), kind="span", grain=period.grain, duration="P0D", after=event.kind,
            within="P0D",
        )  # fmt: skip

    def _is_past(self, period: Period) -> bool:
        if period.end <= self._at:
            return True
        return self._unit.context.past and period.start <= self._at

    def _point(self, period: Period) -> TimeExpression:
        made = replace(
            self._made(rule=self._unit.rule), from_=moment(period.start), to=moment(period.end), grain=period.grain,
            other=tuple((moment(other.start), moment(other.end)) for other in period.others),
        )  # fmt: skip
        if self._unit.ends:
            ranged = self._unit.rule == "phrase.range"
            begins = _first_moment(self._unit.ends[0].value) if ranged else None
            due = clock_due(period.end) if period.grain in CLOCK_GRAINS else day_due(period.named or period.last_day)
            return replace(made, kind="span", due=due, not_before=begins)
        if period.grain in CLOCK_GRAINS:
            if self._unit.rule == "words.now":
                return made
            return replace(made, due=clock_due(period.end if period.stretch else period.start))
        due = day_due(period.named or period.last_day)
        return (
            replace(made, kind="span", due=due, not_before=_first_moment(period))
            if period.stretch
            else replace(made, due=due)
        )

    def _before(self, period: Period, *, open_start: bool) -> TimeExpression:
        """X前 keeps X in where X is a day or an end; before a holiday or a period to come it ends the day before."""
        if period.grain in CLOCK_GRAINS:
            end, due = period.start, clock_due(period.start)
            if self._unit.ends:
                end, due = period.end, clock_due(period.end)
        elif period.excluded:
            end, due = period.start, day_due((period.start - DAY).date())
        else:
            last = period.named or period.last_day
            end, due = midnight(last) + DAY, day_due(last)
        begin = None if open_start or end <= self._at else moment(self._at)
        others = tuple(
            (begin, moment(other.start if period.excluded or period.grain in CLOCK_GRAINS else other.end))
            for other in period.others
        )
        return replace(
            self._made(rule="phrase.before"), kind="span", from_=begin, to=moment(end), grain=period.grain, due=due,
            other=others, children=self._children() or (self._inner(period),),
        )  # fmt: skip

    def _after(self, period: Period, *, since: bool) -> TimeExpression:
        """以后 and 起 set no due. A longer period's 后 begins at its end, a holiday's after its days off."""
        holiday = period.aftermath is not None
        begin = period.start
        if not since and period.aftermath is not None:
            begin = midnight(period.aftermath)
        elif not since and period.grain in _WIDER | {"weekend"}:
            begin = period.end
        first = None if since else particles.FIRST_DAY.match(self._folded, self._end)
        if first is not None:
            self._end = first.end()
            day = next_workday(begin.date()) if first["work"] else begin.date()
            return replace(self._point(whole_day(day)), rule="phrase.first_day", children=(self._inner(period),))
        return replace(
            self._made(rule="phrase.since" if since else "phrase.after"), kind="span", from_=moment(begin),
            grain=period.grain, not_before=clock_due(begin) if period.grain in CLOCK_GRAINS else day_due(begin.date()),
            vague=holiday and not since, children=self._children() or (self._inner(period),),
        )  # fmt: skip

    def _inner(self, period: Period) -> TimeExpression:
        return _atom(self._text, self._unit.start, self._unit.end, self._unit.rule, period)

    # Lengths --------------------------------------------------------------------------------------------------

    def _length(self, length: Length) -> TimeExpression:
        iso = iso_of(length) if length != Length(vague=True) else None
        self._take(particles.AROUND)
        if self._take(particles.BEFORE_IT):
            return self._ago(length, iso)
        within = self._take(particles.WITHIN_IT)
        anchor = anchor_before(self._folded, self._unit.start, within=within, floor=self._floor)
        within = within or (anchor is None and particles.AHEAD.search(self._head) is not None)
        after = not within and (self._take(particles.AFTER_IT) or self._take_head(particles.PASSING))
        if anchor is not None:
            self._start = anchor.start
            return replace(
                self._made(rule="phrase.after_event"), kind="span", grain=_grain(length), duration=iso,
                after=anchor.kind, within=iso, vague=length.vague, children=(self._length_atom(iso),),
            )  # fmt: skip
        if not within and particles.BACK.search(self._head) and self._take_head(particles.BACK):
            return replace(self._ago(length, iso), rule="phrase.last", to=moment(self._at), kind="span")
        if within or after:
            return self._counted(length, iso, within=within)
        return self._bare_length(length, iso)

    def _length_atom(self, iso: str | None) -> TimeExpression:
        unit = self._unit
        return TimeExpression(
            start=unit.start, end=unit.end, text=self._text[unit.start : unit.end], kind="duration", duration=iso,
            rule=unit.rule,
        )  # fmt: skip

    def _counted(self, length: Length, iso: str | None, *, within: bool) -> TimeExpression:
        """3天内 ends, 3天后 is, the third day after the message's (counted from `at`)."""
        rule = "phrase.within" if within else "phrase.later"
        if particles.EARLIEST.search(self._head) and not within:
            rule = "phrase.earliest"
        made = replace(
            self._made(rule=rule), kind="span" if within else "point", duration=iso, children=(self._length_atom(iso),)
        )
        ending = self._ending(made, length, self._at, within=within)
        # 未来两天 are the two days after this one; 两天内 begins now.
        if within and not _by_clock(length) and particles.AHEAD.search(self._head) and ending.from_ is not None:
            return replace(ending, from_=moment(midnight(self._at.date()) + DAY))
        return ending

    def _ending(self, made: TimeExpression, length: Length, base: datetime, *, within: bool) -> TimeExpression:
        moved = add_length(base, length)
        if moved is None or length.vague:
            return replace(made, vague=True, from_=moment(self._at) if within else None)
        if _by_clock(length):
            begin, end = (self._at, moved) if within else (moved, moved + timedelta(seconds=1))
            due = clock_due(moved)
            other: tuple[tuple[str | None, str | None], ...] = ()
        else:
            end = midnight(moved.date()) + DAY
            begin = self._at if within else midnight(moved.date())
            due = day_due(moved.date())
            other = self._shifted(moved.date(), begin) if within else ()
        rule = made.rule
        if length.working_days and beyond_notices(moved.date()):
            rule += ".weekdays_only"  # no notice covers that year, Monday to Friday were counted
        if made.rule == "phrase.earliest":
            return replace(made, from_=moment(begin), to=None, grain=_grain(length), not_before=due)
        return replace(
            made, from_=moment(begin), to=moment(end), grain=_grain(length), due=due, other=other, rule=rule,
            within=made.duration if within else None,
        )  # fmt: skip

    def _shifted(self, day: date, begin: datetime) -> tuple[tuple[str | None, str | None], ...]:
        """Return the reading of Civil Code art. 203: a last day off moves to the next working day."""
        if is_workday(day) is not False:
            return ()
        return ((moment(begin), moment(midnight(next_workday(day)) + DAY)),)

    def _ago(self, length: Length, iso: str | None) -> TimeExpression:
        made = replace(
            self._made(rule="phrase.ago"), duration=iso, past=True, vague=length.vague, grain=_grain(length),
            children=(self._length_atom(iso),),
        )  # fmt: skip
        moved = add_length(self._at, length, -1)
        if moved is None or length.vague:
            return made
        if _by_clock(length):
            return replace(made, from_=moment(moved), to=moment(moved + timedelta(seconds=1)))
        return replace(made, from_=moment(midnight(moved.date())), to=moment(midnight(moved.date()) + DAY))

    def _bare_length(self, length: Length, iso: str | None) -> TimeExpression:
        """A bare 三天 is a length; with 能交, 工期, 给我 it promises the day it runs out on."""
        made = replace(self._made(rule=self._unit.rule), kind="duration", duration=iso, vague=length.vague)
        long_enough = not _by_clock(length) or length.seconds >= _SHORTEST_PROMISE
        promised = particles.DONE_BY.match(self._folded, self._end) or particles.NEEDED.search(self._head)
        if length.vague or not long_enough or not promised or particles.EXTENDED.search(self._head):
            return made
        earliest = particles.EARLIEST.search(self._head) is not None
        made = replace(made, rule="phrase.earliest" if earliest else "phrase.takes", children=(self._length_atom(iso),))
        ending = self._ending(made, length, self._at, within=True)
        return replace(ending, kind="duration", within=None)

    def after_period(self, base: TimeExpression, length_unit: Unit) -> TimeExpression | None:
        """Return 从周一起5天内 or 国庆后3天内: this length counted from the expression before it."""
        length = length_unit.value
        if not isinstance(length, Length) or base.from_ is None or base.rule not in ("phrase.since", "phrase.after"):
            return None
        self._take(particles.WITHIN_IT)
        self._start = base.start
        start = datetime.fromisoformat(base.from_)
        if base.vague:
            start -= DAY  # 国庆后 begins on the first working day; three days after counts from the last day off
        made = replace(
            self._made(rule="phrase.counted_from"), kind="span", duration=iso_of(length),
            children=(base, self._length_atom(iso_of(length))),
        )  # fmt: skip
        return self._ending(made, length, start, within=True)


def _by_clock(length: Length) -> bool:
    return bool(length.seconds)


def _grain(length: Length) -> Grain:
    if not length.seconds:
        return "day"
    return "hour" if not length.seconds % 3600 else "minute" if not length.seconds % 60 else "second"


def _first_moment(value: object) -> str | None:
    if not isinstance(value, Period):
        return None
    return clock_due(value.start) if value.grain in CLOCK_GRAINS else day_due(value.start.date())


def _atom(text: str, start: int, end: int, rule: str, value: object) -> TimeExpression:
    if isinstance(value, Period):
        return TimeExpression(
            start, end, text[start:end], "point", moment(value.start), moment(value.end), value.grain, rule=rule
        )
    return TimeExpression(start, end, text[start:end], "point", rule=rule)
