"""Spans and due strings: `P3D` from a moment, days between two, the last moment that a due still allows."""

import re
from datetime import date, datetime, timedelta

from archiver.analysis.times.arithmetic import add_months
from archiver.analysis.times.holidays import add_working_days

_SPAN = re.compile(
    r"P(?:(?P<days>\d+)D|(?P<working>\d+)WD|(?P<weeks>\d+)W|(?P<months>\d+)M|T(?P<hours>\d+)H|T(?P<minutes>\d+)M)\Z"
)
FAR = 36500
"""Days beyond which a span is taken for a slip of reading."""


def add_span(start: datetime, span: str) -> str | None:
    """Return the due that lies `span` after `start`: a day, or a minute for spans in hours; None for no span."""
    match = _SPAN.match(span)
    if match is None:
        return None
    unit, text = next((unit, text) for unit, text in match.groupdict().items() if text is not None)
    count = int(text)
    if count > FAR:
        return None
    if unit in ("hours", "minutes"):
        return (start + timedelta(**{unit: count})).isoformat(timespec="minutes")
    day = start.date()
    if unit == "working":
        return add_working_days(day, count).isoformat()
    if unit == "months":
        return add_months(day, count).isoformat()
    return (day + timedelta(days=count * (7 if unit == "weeks" else 1))).isoformat()


def days_of(span: str | None) -> int | None:
    """Return a span in whole calendar days, None where it is none or shorter than a day."""
    match = _SPAN.match(span or "")
    if match is None:
        return None
    days, weeks, months, working = (match[name] for name in ("days", "weeks", "months", "working"))
    if days or working:
        return int(days or working)
    return int(weeks) * 7 if weeks else (int(months) * 30 if months else None)


def last_moment(due: str) -> datetime | None:
    """Return the last moment that keeps a due, None for a string that is none."""
    try:
        return datetime.fromisoformat(due if "T" in due else f"{due}T23:59:59.999999")
    except ValueError:
        return None


def passed(due: str | None, at: datetime | None) -> bool:
    """Tell whether a due lies before a moment; an unknown one never does."""
    end = last_moment(due) if due else None
    return end is not None and at is not None and at.replace(second=0, microsecond=0) > end


def day_of(due: str) -> date | None:
    """Return the day on which a due ends; midnight belongs to the day that it ends."""
    end = last_moment(due)
    return None if end is None else (end - timedelta(minutes=1)).date()


def same_day(one: str | None, other: str | None) -> bool:
    """Tell whether two dues name the same day."""
    return one is not None and other is not None and one[:10] == other[:10]


def days_late(due: str, at: datetime) -> int:
    """Return how many days after the due a moment lies."""
    end = day_of(due)
    return 0 if end is None else max(0, (at.date() - end).days)
