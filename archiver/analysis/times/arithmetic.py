"""Counting on the calendar: months that end on their last day, weeks that begin on Monday, lengths that are added."""

import calendar
from datetime import date, datetime, timedelta

from archiver.analysis.times.holidays import add_working_days
from archiver.analysis.times.values import Length, Period, days

_LAST_YEAR = 9990
_FIRST_YEAR = 2


def possible_year(year: int) -> bool:
    """Tell whether the calendar can hold the year with room to count around it."""
    return _FIRST_YEAR <= year <= _LAST_YEAR


def month_end(year: int, month: int) -> date:
    """Return the last day of the month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    """Return the year and month that lie `by` months away."""
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def add_months(day: date, months: int) -> date:
    """Return the same number `months` on, or the last day of that month (Civil Code art. 202)."""
    year, month = shift_month(day.year, day.month, months)
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the date, None where the calendar has no such day."""
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def monday(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def month_period(year: int, month: int, *, excluded: bool = True, fixed: bool = False) -> Period:
    """Return a whole month."""
    return days(date(year, month, 1), month_end(year, month), "month", excluded=excluded, fixed=fixed)


def add_length(start: datetime, length: Length, sign: int = 1) -> datetime | None:
    """Return the moment a length after (before) `start`; None where the calendar ends first."""
    moved = shift_month(start.year + sign * length.years, start.month, sign * length.months)
    if not possible_year(moved[0]):
        return None
    try:
        day = add_months(start.date(), sign * (12 * length.years + length.months))
        day += timedelta(days=sign * length.days)
        day = add_working_days(day, sign * length.working_days)
        result = datetime.combine(day, start.time()) + timedelta(seconds=sign * length.seconds)
    except OverflowError:
        return None
    return result if possible_year(result.year) else None
