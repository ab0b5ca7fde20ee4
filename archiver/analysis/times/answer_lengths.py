"""Answers for lengths: 3天内 counts from the message, 收到定金后3天内 from its event, a bare 三天 from nothing."""

from datetime import date, datetime, timedelta

from msgspec.structs import replace

from archiver.analysis.times import particles
from archiver.analysis.times.answer import Answer
from archiver.analysis.times.arithmetic import add_length
from archiver.analysis.times.events import anchor_before, is_owed_thing
from archiver.analysis.times.expression import TimeExpression, clock_due, day_due, moment
from archiver.analysis.times.holidays import beyond_notices, is_workday, next_workday
from archiver.analysis.times.promised import is_promised
from archiver.analysis.times.rules_lengths import iso_of
from archiver.analysis.times.values import DAY, Grain, Length, midnight

_LONGEST_PIECE = 3600  # seconds of a film or a song
_LONGEST_HEAD_OF_PIECE = 10  # characters
_SHORTEST_DUE = 121  # seconds


class LengthAnswer(Answer):
    """The answer for a unit that names a length of time."""

    __slots__ = ()

    def build(self, length: Length) -> TimeExpression:
        """Return the expression of the length."""
        if self.head.rstrip()[-1:] not in particles.LENGTH_HEAD_ENDS:
            self.head = ""
        iso = iso_of(length) if length != Length(vague=True) else None
        behind = self.folded[self.end : self.end + 1]
        has_tail = behind in particles.LENGTH_TAILS or behind.isspace()
        if has_tail:
            self.take(particles.AROUND)
            if self.take(particles.BEFORE_IT):
                self._take_same_day(length)
                return self._ago(length, iso)
        within = has_tail and self.take(particles.WITHIN_IT)
        anchor = anchor_before(self.folded, self.unit.start, within=within, floor=self.floor)
        if within and anchor is not None and is_owed_thing(self.folded, anchor, self.unit.start, self.end):
            anchor = None
        gone = anchor is None and (self.heads(particles.GONE_BY) or (length.years > 0 and self.head.endswith("近")))
        within = (within and not gone) or (anchor is None and self.heads(particles.AHEAD))
        after = not within and ((has_tail and self._takes_after(length)) or self.take_head(particles.PASSING))
        if anchor is not None:
            self.start = anchor.start
            return replace(
                self.made(rule="phrase.after_event"), kind="span", grain=_grain(length), duration=iso,
                after=anchor.kind, within=iso, vague=length.vague, children=(self._length_atom(iso),),
            )  # fmt: skip
        # 上百年 is a hundred years or more, 上三天 the last three days.
        round_up = self.head.endswith("上") and self.folded[self.unit.start] in "百千万"
        if not within and not round_up and self.take_head(particles.BACK):
            return replace(self._ago(length, iso), rule="phrase.last", to=moment(self.at), kind="span")
        if within and self._lasts(length):
            return replace(self.made(rule=self.unit.rule), kind="duration", duration=iso)
        if within or after:
            return self._counted(length, iso, within=within)
        return self._bare_length(length, iso)

    def _takes_after(self, length: Length) -> bool:
        """Take in 后, and the 今天 of 一个月后的今天, which says nothing more."""
        if not self.take(particles.AFTER_IT):
            return False
        self._take_same_day(length)
        return True

    def _take_same_day(self, length: Length) -> None:
        """Take in the 今天 of 一周后的今天; 三天后的今天 would be no day."""
        if length.months or length.years or (length.days and not length.days % 7):
            self.take(particles.SAME_DAY)

    def _length_atom(self, iso: str | None) -> TimeExpression:
        unit = self.unit
        return TimeExpression(
            start=unit.start, end=unit.end, text=self.text[unit.start : unit.end], kind="duration", duration=iso,
            rule=unit.rule,
        )  # fmt: skip

    def _counted(self, length: Length, iso: str | None, *, within: bool) -> TimeExpression:
        """3天内 ends, 3天后 is, the third day after the message's (counted from `at`)."""
        rule = "phrase.within" if within else "phrase.later"
        if particles.EARLIEST.search(self.head) and not within:
            rule = "phrase.earliest"
        made = replace(
            self.made(rule=rule), kind="span" if within else "point", duration=iso, children=(self._length_atom(iso),)
        )
        ending = self._ending(made, length, self.at, within=within)
        # 未来两天 are the two days after this one; 两天内 begins now.
        if within and not _by_clock(length) and particles.AHEAD.search(self.head) and ending.from_ is not None:
            return replace(ending, from_=moment(midnight(self.at.date()) + DAY))
        return ending

    def _ending(self, made: TimeExpression, length: Length, base: datetime, *, within: bool) -> TimeExpression:
        moved = add_length(base, length)
        if moved is None or length.vague:
            return replace(made, vague=True, from_=moment(self.at) if within else None)
        if _by_clock(length):
            begin, end = (self.at, moved) if within else (moved, moved + timedelta(seconds=1))
            due = clock_due(moved)
            other: tuple[tuple[str | None, str | None], ...] = ()
        else:
            end = midnight(moved.date()) + DAY
            begin = self.at if within else midnight(moved.date())
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
            self.made(rule="phrase.ago"), duration=iso, past=True, vague=length.vague, grain=_grain(length),
            children=(self._length_atom(iso),),
        )  # fmt: skip
        moved = add_length(self.at, length, -1)
        if moved is None or length.vague:
            return made
        if _by_clock(length):
            return replace(made, from_=moment(moved), to=moment(moved + timedelta(seconds=1)))
        return replace(made, from_=moment(midnight(moved.date())), to=moment(midnight(moved.date()) + DAY))

    def _bare_length(self, length: Length, iso: str | None) -> TimeExpression:
        """Read a bare 三天 as a length; with 能交, 工期, 给我 it promises the day it runs out on."""
        made = replace(self.made(rule=self.unit.rule), kind="duration", duration=iso, vague=length.vague)
        if self.folded[: self.start].endswith("头"):
            return made  # 头三天没问题
        ranged = self.unit.rule == "lengths.range"
        if length.vague or not is_promised(self.folded, (self.floor, self.start, self.end), length, ranged=ranged):
            return made
        if self.floor == self.unit.start and not self.folded[self.floor - 1 : self.floor].isspace() and self.floor:
            return made  # 周六周日两天画完: how many days those are
        earliest = particles.EARLIEST.search(self.head) is not None
        made = replace(made, rule="phrase.earliest" if earliest else "phrase.takes", children=(self._length_atom(iso),))
        ending = self._ending(made, length, self.at, within=True)
        return replace(ending, kind="duration", within=None)

    def _lasts(self, length: Length) -> bool:
        """Tell whether minutes or seconds are how long a thing lasts or takes: 压到5分钟以内, 10秒内跳失率."""
        if not length.seconds or length.days or length.seconds > _LONGEST_PIECE:
            return False
        before, behind = self.folded[: self.unit.start], self.folded[self.end :]
        if particles.LASTS_BEFORE.search(before[-_LONGEST_HEAD_OF_PIECE:]) or particles.LASTS_BEHIND.match(behind):
            return True
        return length.seconds < _SHORTEST_DUE and particles.HANDED_SOON.match(behind) is None

    def after_period(self, length: Length, base: TimeExpression) -> TimeExpression | None:
        """Return 从周一起5天内 or 国庆后3天内: this length counted from the expression before it."""
        if base.from_ is None or base.rule not in ("phrase.since", "phrase.after"):
            return None
        within = self.take(particles.WITHIN_IT) or not self.take(particles.AFTER_IT)
        self.start = base.start
        start = datetime.fromisoformat(base.from_)
        if base.vague:
            start -= DAY  # 国庆后 begins on the first working day; three days after counts from the last day off
        made = replace(
            self.made(rule="phrase.counted_from"), kind="span", duration=iso_of(length),
            children=(base, self._length_atom(iso_of(length))),
        )  # fmt: skip
        return self._ending(made, length, start, within=within)


def _by_clock(length: Length) -> bool:
    return bool(length.seconds)


def _grain(length: Length) -> Grain:
    if not length.seconds:
        return "day"
    return "hour" if not length.seconds % 3600 else "minute" if not length.seconds % 60 else "second"
