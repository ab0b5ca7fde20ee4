"""Spans and due strings: `P3D` from a moment, days between two, the last moment that a due still allows."""

import re
from datetime import date, datetime, timedelta

from archiver.analysis.dates import add_span

_SPAN = re.compile(
    r"P(?:(?P<days>\d+)D|(?P<working>\d+)WD|(?P<weeks>\d+)W|(?P<months>\d+)M|T(?P<hours>\d+)H|T(?P<minutes>\d+)M)\Z"
)

CENTURY = 36500


def due_after(start: datetime, span: str) -> str | None:
    """Return the due that lies `span` after `start`: a day, or a minute for spans in hours; None for no span."""
    try:
        end = add_span(start if "T" in span else start.date(), span)
    except (ValueError, OverflowError):
        return None
    return end.isoformat(timespec="minutes") if isinstance(end, datetime) else end.isoformat()


def days_of(span: str | None) -> int | None:
    """Return a span in whole calendar days; None where it is none, shorter than a day, or longer than a century."""
    match = _SPAN.match(span or "")
    if match is None:
        return None
    named = ((match["days"], 1), (match["working"], 1), (match["weeks"], 7), (match["months"], 30))
    days = next((int(count) * length for count, length in named if count), None)
    return days if days is not None and days <= CENTURY else None


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
