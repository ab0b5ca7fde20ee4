"""Putting a time of day on a day: 3点 at ten in the morning is 15:00, 晚上12点 ends the day."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from msgspec.structs import replace

from archiver.analysis.times.values import DAY, STEP, Clock, Context, Daypart, Period, midnight

_NIGHT_OWL_FROM, _NIGHT_OWL_TO = 22, 6  # at these hours a bare 3点 means the coming night
_EARLIEST_WORKING_HOUR = 7
_LAST_HOUR = 30  # at six in the morning the night is over


def settle(clock: Clock, part: Daypart | None) -> Clock:
    """Return the clock in 24 hours as its daypart tells: 下午3点 15, 晚上12点 24, 夜里2点 26 (of the same evening)."""
    hour = _settled_hour(clock.hour, part)
    if hour is None:
        return clock
    last = clock.last_hour
    if last is not None:
        last = _settled_hour(last, part) if last <= 12 else last
    return replace(clock, hour=hour, settled=True, last_hour=last)


def _settled_hour(hour: int, part: Daypart | None) -> int | None:
    if part is None or part.name == "whole":
        return None
    if hour > 12 or (hour == 0 and part.name not in ("evening", "midnight")):
        return hour
    if part.name == "dawn":
        return hour % 12
    if part.name in ("early", "morning"):
        return hour
    if part.name == "noon":
        return hour if hour >= 10 else hour + 12
    if part.name in ("evening", "midnight"):
        # 晚上一点 and 半夜三点 belong to the night that follows the evening.
        late = hour in (0, 12) or hour < 5
        return hour % 12 + 24 if late else hour + 12
    return hour + 12 if hour < 12 else hour


@lru_cache(maxsize=1 << 9)
def _since_midnight(hours: int, minutes: int = 0, seconds: int = 0) -> timedelta:
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def on_day(clock: Clock, day: date) -> Period:
    """Return the moment of a settled clock on a day; hours of 24 and more run into the next."""
    start = midnight(day) + _since_midnight(clock.hour, clock.minute, clock.second)
    if clock.last_hour is not None and clock.last_hour > clock.hour:
        end = midnight(day) + _since_midnight(clock.last_hour, clock.last_minute)
        return Period(start, end, "hour", stretch=True)
    return Period(start, start + STEP[clock.grain], clock.grain)


def on_named_day(clock: Clock, day: date, context: Context) -> Period:
    """Return 3点 on a day that is named: this afternoon's if today's morning one has gone, else by working habit."""
    if clock.settled or clock.hour > 12:
        return on_day(_at_hour(clock, 24) if _is_next_midnight(clock, day, context) else clock, day)
    early, late = _both(clock)
    if day == context.at.date() and not context.past:
        readings = [on_day(choice, day) for choice in (early, late)]
        coming = [reading for reading in readings if reading.start >= context.at]
        if clock.hour in (0, 12) or coming:
            return _first_of(coming or [on_day(_at_hour(clock, 24), day)], readings)
        return _first_of(readings[::-1], readings)
    chosen, other = (late, early) if 1 <= clock.hour < _EARLIEST_WORKING_HOUR else (early, late)
    if clock.hour in (0, 12):
        chosen, other = (early, late) if clock.hour == 12 else (_at_hour(clock, 0), _at_hour(clock, 24))
    return _first_of([on_day(chosen, day)], [on_day(other, day)])


def _is_next_midnight(clock: Clock, day: date, context: Context) -> bool:
    """Tell whether 今天零点之前, said when that midnight has gone, ends the day as 今晚12点 does."""
    is_gone = day == context.at.date() and on_day(clock, day).end <= context.at
    return clock.hour == 0 and is_gone and not context.past


def next_time(clock: Clock, context: Context) -> Period:
    """Return the next (in a report the last) time the clock shows it, seen from the anchor."""
    seen = context.anchor
    choices = [clock] if clock.settled or clock.hour > 12 else list(_both(clock))
    around = [on_day(choice, seen.date() + offset * DAY) for offset in (-1, 0, 1) for choice in choices]
    around.sort(key=lambda reading: reading.start)
    if context.past:
        gone = [reading for reading in around if reading.start <= seen]
        # 夜里2点, said at one in the night, was that of the evening before the last.
        return _first_of(gone[::-1] or [on_day(choices[-1], seen.date() - 2 * DAY)], around)
    coming = [reading for reading in around if reading.start >= seen]
    by_day = [reading for reading in coming if _sensible(reading.start, seen)]
    return _first_of(by_day or coming or around[-1:], coming)


def _both(clock: Clock) -> tuple[Clock, Clock]:
    """Return the two readings of a twelve-hour clock; noon and midnight for 12."""
    if clock.hour in (0, 12):
        return _at_hour(clock, 12), _at_hour(clock, 24)
    return clock, _at_hour(clock, clock.hour + 12)


def _at_hour(clock: Clock, hour: int) -> Clock:
    last = clock.last_hour
    if last is not None:
        last += hour - clock.hour
    return replace(clock, hour=hour, settled=True, last_hour=last)


def _sensible(moment: datetime, seen: datetime) -> bool:
    """Tell whether people deal at that hour; in the night itself any hour is near."""
    if seen.hour >= _NIGHT_OWL_FROM or seen.hour < _NIGHT_OWL_TO:
        return True
    return moment.hour >= _EARLIEST_WORKING_HOUR or moment.hour == 0


def _first_of(chosen: list[Period], readings: list[Period]) -> Period:
    head = chosen[0]
    others = tuple(reading for reading in readings if reading.start != head.start)[:1]
    return Period(head.start, head.end, head.grain, others=others, stretch=head.stretch)


def night_of_name(words: str) -> Daypart | None:
    """Return the evening that 平安夜 and 跨年夜 name by themselves, for the hour beside them."""
    return Daypart("evening", 18, 24) if words.endswith("夜") else None


def part_of_day(part: Daypart, date: Period) -> Period:
    """Return the stretch of a day that its part names."""
    day = date.last_day
    start = midnight(day)
    end = start + _since_midnight(min(part.last, _LAST_HOUR))
    others = tuple([part_of_day(part, other) for other in date.others]) if date.others else ()
    begin = start + _since_midnight(part.first)
    return Period(begin, end, "daypart", named=day, fixed=date.fixed, others=others)
