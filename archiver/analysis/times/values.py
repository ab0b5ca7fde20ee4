"""What a rule can understand: a period, a time of day, a length, a repetition, a vague word."""

from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from msgspec import Struct

Grain = Literal[
    "second", "minute", "hour", "daypart", "day", "weekend", "week", "month", "quarter", "half", "season", "year",
    "decade",
]  # fmt: skip

CLOCK_GRAINS: frozenset[str] = frozenset({"second", "minute", "hour"})
DAY = timedelta(days=1)
_TICK = timedelta.resolution
STEP: dict[str, timedelta] = {
    "second": timedelta(seconds=1), "minute": timedelta(minutes=1), "hour": timedelta(hours=1),
}  # fmt: skip


class Context(Struct, frozen=True, gc=False):
    """What an expression is read against.

    `at` is the message's own wall time. `anchor` is where a partial date looks from: `at`, or the beginning of the
    range whose end is being read. `past` tells that the clause reports what has already happened.
    """

    at: datetime
    anchor: datetime
    past: bool = False

    @property
    def today(self) -> date:
        """The calendar day the message bears; 今晚 said at 01:00 means this day's evening (language.md §2)."""
        return self.at.date()


class Period(Struct, frozen=True, gc=False):
    """A half-open stretch of wall time at a grain.

    `named` is the day a party would be held to (月初 = the 10th); the last day of the period unless given.
    `excluded`: before it means before it begins (a holiday, 下周), not up to its end. `aftermath` is when 以后 begins.
    `stretch` is 三四点: from the one hour to the other. `fixed` tells that the words themselves say past or future
    (昨天, 上周), so the clause cannot move it.
    """

    start: datetime
    end: datetime
    grain: Grain
    named: date | None = None
    excluded: bool = False
    aftermath: date | None = None
    fixed: bool = False
    others: tuple["Period", ...] = ()
    stretch: bool = False

    @property
    def last_day(self) -> date:
        """The last day that still lies inside."""
        return (self.end - _TICK).date()


class Clock(Struct, frozen=True, gc=False):
    """A time of day. `hour` may be 24; `settled` tells that morning or afternoon is beyond doubt."""

    hour: int
    minute: int = 0
    second: int = 0
    grain: Grain = "hour"
    settled: bool = False
    last_hour: int | None = None
    last_minute: int = 0


class Daypart(Struct, frozen=True, gc=False):
    """A named part of the day, in hours from midnight; `name` decides how 12点 or 两点 beside it is read."""

    name: Literal["dawn", "early", "morning", "noon", "afternoon", "dusk", "evening", "midnight", "whole"]
    first: int
    last: int


class Length(Struct, frozen=True, gc=False):
    """A length of time, as amounts of each unit; of 3-5天 the longer end counts."""

    years: int = 0
    months: int = 0
    days: int = 0
    working_days: int = 0
    seconds: int = 0
    vague: bool = False


class Repetition(Struct, frozen=True, gc=False):
    """每两天, 每周五: the ISO 8601 interval, and the next time it comes round."""

    every: str
    first: Period | None = None


class Vague(Struct, frozen=True, gc=False):
    """A word that promises a time without naming one: 尽快, 过两天."""

    past: bool = False


Value = Period | Clock | Daypart | Length | Repetition | Vague


# The times of a talk lie on few days: looking up costs a third of making anew.
@lru_cache(maxsize=1 << 10)
def midnight(day: date) -> datetime:
    """Return the moment the day begins."""
    return datetime(day.year, day.month, day.day)  # noqa: DTZ001 - wall time of the chat has no zone here


@lru_cache(maxsize=1 << 10)
def whole_day(day: date, *, fixed: bool = False, excluded: bool = False) -> Period:
    """Return the day as a period."""
    start = midnight(day)
    return Period(start, start + DAY, "day", None, excluded, None, fixed)


def days(first: date, last: date, grain: Grain, *, excluded: bool = False, fixed: bool = False) -> Period:
    """Return the stretch from the first to the last day, both inside."""
    return Period(midnight(first), midnight(last) + DAY, grain, excluded=excluded, fixed=fixed)
