"""Joining atoms into units: a day with its part and its hour (下周三 晚上 8点), a range with both ends."""

from datetime import date, datetime

from msgspec.structs import replace

from archiver.analysis.times.arithmetic import day_of
from archiver.analysis.times.atoms import Atom
from archiver.analysis.times.clocks import next_time, night_of_name, on_named_day, part_of_day, settle
from archiver.analysis.times.particles import (
    AND,
    APPOSED,
    BEFORE_IT,
    BETWEEN,
    CHOICE,
    CLOSING,
    EITHER,
    JOIN,
    LISTED,
    LISTED_BEFORE,
    LONGEST_LISTED,
    OPENED,
    PAIR,
    RANGE,
    SIDE_BY_SIDE,
    STOP,
)
from archiver.analysis.times.tense import SIGN_OF_REPORT, reports
from archiver.analysis.times.unit import Unit, join, on_one_dial
from archiver.analysis.times.values import (
    DAY,
    Clock,
    Context,
    Daypart,
    Length,
    Period,
    Repetition,
    Vague,
    Value,
    midnight,
)

# In this order the parts of one unit follow each other.
_STAGES: dict[type[Value], int] = {Period: 0, Daypart: 1, Clock: 2}


_MONTH_NAMED = frozenset(("days.full", "days.in_month", "days.in_relative_month", "days.dotted", "days.slashed"))
"""Rules of days that are said with their month."""
EVES = 10
"""So many days before a day that is said with its month a lone number is still of that month."""


class Line:
    """A folded text with its atoms, read from left to right."""

    __slots__ = ("atoms", "context", "dated", "may_report", "named", "text")

    def __init__(self, text: str, atoms: list[Atom], context: Context) -> None:
        self.text = text
        self.atoms = atoms
        self.context = context
        self.may_report = SIGN_OF_REPORT.search(text) is not None
        self.named: date | None = None  # the day last named, which 当天 is
        self.dated: Unit | None = None  # the day to come that was last said with its month

    def units(self) -> list[Unit]:
        """Return the units in order."""
        if len(self.atoms) == 1:  # as in most lines
            only, _ = self._unit_at(0, None)
            return [only] if only is not None else []
        found: list[Unit] = []
        index = 0
        while index < len(self.atoms):
            unit, index = self._range_at(index)
            if unit is not None:
                found.append(unit)
                if isinstance(unit.value, Period) and unit.value.grain == "day":
                    self.named = unit.value.last_day
                    if unit.atoms[0].rule.name in _MONTH_NAMED and unit.value.start > self.context.at:
                        self.dated = unit
        return found

    def again(self, unit: Unit, anchor: datetime) -> Unit | None:
        """Read a unit of days or hours seen from another moment: the 晚上8点 of 3天后的晚上8点."""
        if unit.ends or any(isinstance(atom.value, Period) and atom.value.fixed for atom in unit.atoms):
            return None
        context = replace(unit.context, at=anchor, anchor=anchor, past=False)
        value = self._moment(list(unit.atoms), context)
        return replace(unit, value=value, context=context) if value is not None else None

    def _range_at(self, index: int) -> tuple[Unit | None, int]:
        """Read one unit, and a second one where 到, 或 or 和…之间 joins them."""
        first, after = self._unit_at(index, None)
        if first is None or not isinstance(first.value, Period) or after >= len(self.atoms):
            return first, after
        between = self.text[first.end : self.atoms[after].start]
        if len(between) > 5:
            return first, after
        ranged, chosen, paired, beside = (pattern.fullmatch(between) for pattern in (RANGE, CHOICE, PAIR, SIDE_BY_SIDE))
        if not (ranged or chosen or paired or beside):
            return first, after
        second, later = self._unit_at(after, first)
        if second is None or not isinstance(second.value, Period):
            return first, after
        if paired and AND.fullmatch(between) and not EITHER.match(self.text, second.end):
            return first, after  # 18号和19号上课 names both
        if (beside or paired) and self._is_listed(first, second):
            return first, after
        closing = BETWEEN.match(self.text, second.end)
        if (beside or (paired and not closing)) and not self._adjoin(first.value, second.value):
            return first, after
        # 自A起到B之前 says two things: since A, and before B.
        if OPENED.match(between) and BEFORE_IT.match(self.text, second.end) and not STOP.match(self.text, second.end):
            return first, after
        alone, _ = self._unit_at(after, None)
        if alone is None or not isinstance(alone.value, Period) or alone.value.start < first.value.start:
            first, second = self._running(first, second, after)
        first, second = on_one_dial(first, second, self.context)
        first = self._begun_today(first, second)
        joined = join(first, second, ranged=ranged is not None or closing is not None)
        return (joined, later) if joined is not None else (first, after)

    def _is_listed(self, first: Unit, second: Unit) -> bool:
        """Tell whether two days side by side are of a longer list: 24号 25号 31号各一趟."""
        before = LISTED_BEFORE.search(self.text, max(0, first.start - LONGEST_LISTED), first.start)
        return before is not None or LISTED.match(self.text, second.end) is not None

    def _adjoin(self, first: Period, second: Period) -> bool:
        """Tell whether two days are neighbours to come: 周六周日给你 leaves open which of them it will be."""
        return first.grain == second.grain == "day" and first.end == second.start and first.end > self.context.at

    def _running(self, first: Unit, second: Unit, after: int) -> tuple[Unit, Unit]:
        """Prefer the range that is running now: 3号到5号 said on the 4th, 5月到10月 said in July."""
        begin = first.value
        if not isinstance(begin, Period) or begin.start <= self.context.at:
            return first, second
        if second.rule == "words.now":
            gone = self._moment(list(first.atoms), replace(self.context, past=True))
            return (replace(first, value=gone), second) if gone is not None else (first, second)
        for other in begin.others:
            earlier = replace(first, value=other)
            later, _ = self._unit_at(after, earlier)
            if (
                later is not None
                and isinstance(later.value, Period)
                and other.start <= self.context.at < later.value.end
            ):
                return earlier, later
        return first, second

    def _begun_today(self, first: Unit, second: Unit) -> Unit:
        """Put the bare hour of 2点到明天4点 on today: the day that is named for the end is another one."""
        clocks = [atom.value for atom in first.atoms if isinstance(atom.value, Clock)]
        names_day = any(isinstance(atom.value, Period) for atom in second.atoms)
        if not clocks or not names_day or any(isinstance(atom.value, Period) for atom in first.atoms):
            return first
        begin, finish = first.value, second.value
        if not isinstance(begin, Period) or not isinstance(finish, Period):
            return first
        if not finish.start.date() > self.context.today or begin.start.date() == self.context.today:
            return first
        parts = [atom.value for atom in first.atoms if isinstance(atom.value, Daypart)]
        clock = settle(clocks[-1], parts[-1] if parts else None)
        return replace(first, value=on_named_day(clock, self.context.today, self.context))

    def _unit_at(self, index: int, before: Unit | None) -> tuple[Unit | None, int]:
        """Read the unit that begins with an atom; `before` is the first end of a range."""
        atom = self.atoms[index]
        if type(atom.value) not in _STAGES:
            return self._lone(index)
        if atom.rule.name == "days.eve":
            return None, index + 1  # the day before what is none of ours to say
        last = index if index + 1 == len(self.atoms) else self._last_of_unit(index)
        parts = self.atoms[index : last + 1]
        end = parts[-1].end
        context = self.context
        if before is not None:
            context = replace(context, past=before.context.past)
            if isinstance(before.value, Period):
                context = replace(context, anchor=before.value.start)
        elif self.may_report and reports(self.text, atom.start, end):
            context = replace(context, past=True)
        elif self.dated is not None and atom.rule.name == "days.number":
            context = self._in_month_of(self.dated, atom, context)
        if self.named is not None and atom.rule.name == "days.same_day":
            context = replace(context, anchor=midnight(self.named))
        value = self._alone(atom, context) if last == index else self._moment(parts, context)
        if value is None:
            return None, index + 1
        closing = CLOSING.match(self.text, end) if "(" in self.text[atom.start : end] else None
        end = closing.end() if closing else end
        rule = parts[0].rule.name if len(parts) == 1 else "phrase.day_and_time"
        return Unit(atom.start, end, value, tuple(parts), context, rule=rule), last + 1

    def _in_month_of(self, dated: Unit, atom: Atom, context: Context) -> Context:
        """Return the context that puts a number into the month of a day named before it: 酒席10月6号 4号要挂上."""
        if not isinstance(dated.value, Period) or not isinstance(atom.value, Period):
            return context
        day, number = dated.value.last_day, atom.value.last_day.day
        listed = PAIR.fullmatch(self.text, dated.end, atom.start) is not None and number > day.day
        if not (listed or 0 <= day.day - number <= EVES):
            return context
        meant = day_of(day.year, day.month, number)
        return replace(context, anchor=midnight(day.replace(day=1))) if meant and meant > context.today else context

    def _lone(self, index: int) -> tuple[Unit, int]:
        """Read a length, a repetition (with the hour that follows it) or a vague word."""
        atom = self.atoms[index]
        value = atom.value
        assert isinstance(value, Length | Repetition | Vague)
        end, after = atom.end, index + 1
        parts = [atom]
        while isinstance(value, Repetition) and after < len(self.atoms):
            following = self.atoms[after]
            if not isinstance(following.value, Daypart | Clock) or not JOIN.match(self.text[end : following.start]):
                break
            parts.append(following)
            end, after = following.end, after + 1
        return Unit(atom.start, end, value, tuple(parts), self.context, rule=atom.rule.name), after

    def _last_of_unit(self, index: int) -> int:
        """Return the index of the last atom that belongs to the unit: date, apposed date, dayparts, clock."""
        stage = self._stage(index)
        bracketed = False
        while index + 1 < len(self.atoms):
            gap = self.text[self.atoms[index].end : self.atoms[index + 1].start]
            if bracketed:
                gap = gap.removeprefix(")")  # 周五(30号)12点
            stage_next = self._stage(index + 1)
            apposed = stage == stage_next == 0 and self._same_day(index) and APPOSED.fullmatch(gap) is not None
            apposed |= self.atoms[index + 1].rule.name == "days.eve" and gap in ("", "的")
            follows = stage_next > stage or stage == stage_next == 1
            if not (apposed or (follows and (not gap or JOIN.fullmatch(gap)))):
                break
            bracketed = gap.endswith("(")
            index, stage = index + 1, stage_next
        return index

    def _stage(self, index: int) -> int:
        return _STAGES.get(type(self.atoms[index].value), -1)

    def _same_day(self, index: int) -> bool:
        """Tell whether two dates side by side are one day said twice (周五15号), not two days (周三周四)."""
        first, second = self.atoms[index], self.atoms[index + 1]
        if first.rule is second.rule or not isinstance(first.value, Period) or not isinstance(second.value, Period):
            return False
        if first.rule.name in _MONTH_NAMED and second.rule.name == "days.number":
            return False
        one_day = second.value.end - second.value.start <= DAY
        return first.value.grain == second.value.grain == "day" and one_day

    def _alone(self, atom: Atom, context: Context) -> Period | None:
        """Read a day, a part of the day or an hour by itself."""
        value = atom.value
        if isinstance(value, Clock):
            return next_time(value, context)
        if isinstance(value, Daypart):
            return self._part_alone(value, context)
        if context is not self.context:
            value = atom.read(context)
        return value if isinstance(value, Period) else None

    def _moment(self, parts: list[Atom], context: Context) -> Period | None:
        """Put the day, its part and its hour together."""
        dates = [atom for atom in parts if isinstance(atom.value, Period)]
        dayparts = [atom.value for atom in parts if isinstance(atom.value, Daypart)]
        clocks = [atom.value for atom in parts if isinstance(atom.value, Clock)]
        part = dayparts[-1] if dayparts else None
        if len(dayparts) > 1 and dayparts[0].name == "evening" and part and part.name == "dawn":
            part = Daypart("midnight", 22, 30)
        date = self._date(dates, context)
        if clocks:
            clock = settle(clocks[-1], part or (night_of_name(dates[-1].match[0]) if dates else None))
            return self._clock_on(clock, date, dates, context)
        if part is None:
            return date
        if date is None:
            return self._part_alone(part, context)
        return part_of_day(part, date)

    def _date(self, dates: list[Atom], context: Context) -> Period | None:
        """Read the day; of two that stand side by side the one that says the month or the number counts."""
        if not dates:
            return None
        if len(dates) == 1:
            value = dates[0].value if context is self.context else dates[0].read(context)
            return value if isinstance(value, Period) else None
        if dates[-1].rule.name == "days.eve":
            named = self._date(dates[:-1], context)
            eve = dates[-1].read(replace(context, anchor=named.start)) if named is not None else None
            return eve if isinstance(eve, Period) else None
        plain = [atom for atom in dates if atom.rule.name not in ("days.relative", "days.same_day")]
        numbered = [atom for atom in plain if atom.rule.name.startswith("days.")]
        chosen = (numbered or plain or dates)[-1]
        head = dates[0].value
        # 昨天8号: the 8th that yesterday was, not the next one.
        if chosen is not dates[0] and isinstance(head, Period) and head.fixed and head.grain == "day":
            said = chosen.read(replace(context, anchor=head.start))
            if isinstance(said, Period) and said.start == head.start:
                return head
        value = chosen.read(context)
        return value if isinstance(value, Period) else None

    def _clock_on(self, clock: Clock, date: Period | None, dates: list[Atom], context: Context) -> Period | None:
        if date is None:
            return next_time(clock, context)
        found = on_named_day(clock, date.last_day, context)
        # 周五下午3点 said on Friday at four is next week's; 今天 stays today.
        passed = not date.fixed and not context.past and found.start < context.at and date.last_day == context.today
        if passed:
            later = self._date(dates, replace(context, anchor=midnight(context.today) + DAY))
            if later is not None:
                return on_named_day(clock, later.last_day, context)
        if found.others or not date.others:
            return found
        others = tuple(on_named_day(clock, other.last_day, context) for other in date.others)
        return replace(found, others=others)

    def _part_alone(self, part: Daypart, context: Context) -> Period:
        """Read 晚上 of this day, or of the next where it has gone by."""
        day = context.anchor.date()
        found = part_of_day(part, Period(midnight(day), midnight(day) + DAY, "day"))
        if found.end <= context.at and not context.past:
            return part_of_day(part, Period(midnight(day) + DAY, midnight(day) + 2 * DAY, "day"))
        return found
