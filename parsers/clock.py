"""Printed time to wall time. Never a zone of its own: what the print does not say stays unsaid."""

import re
from datetime import date, datetime

_DAYPARTS_AFTER_NOON = frozenset({"下午", "晚上"})
_DAYPARTS_BEFORE_NOON = frozenset({"上午", "凌晨", "早上"})

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - held against wall times
_QUARTER = 15 * 60
_FARTHEST = 14 * 3600

# 2021-03-02 9:05:03 · 2021/3/2 上午 12:00:05 · 2021-03-02 8:43:38 PM
PRINTED = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2}) (?:(上午|下午|凌晨|早上|中午|晚上) )?"
    r"(\d{1,2}):(\d{2}):(\d{2})(?: ([AaPp][Mm]))?",
)


def wall(raw: str) -> datetime | None:
    """Return the wall time that a whole printed date and time names; None where there is no such moment.

    Twelve-hour prints: 12 AM and 上午 12 are 0 h, 12 PM and 下午 12 are 12 h. Hour 24 is 0 h of the printed date.
    """
    usual = f"{raw[:11]}0{raw[11:]}" if len(raw) == 18 else raw  # 2021-03-02 10:05:03 and 2021-03-02 9:05:03
    if len(usual) == 19:
        try:
            found = datetime.fromisoformat(usual)
        except ValueError:
            return _any_wall(raw)
        if found.tzinfo is None:
            return found
    return _any_wall(raw)


def _any_wall(raw: str) -> datetime | None:
    found = PRINTED.fullmatch(raw)
    if not found:
        return None
    year, month, day, daypart, hour, minute, second, half = found.groups()
    try:
        return datetime(  # noqa: DTZ001 - a wall time has no zone
            int(year), int(month), int(day), _hour(int(hour), daypart, half), int(minute), int(second)
        )
    except ValueError:
        return None


def _hour(hour: int, daypart: str | None, half: str | None) -> int:
    if daypart is None and half is None:
        return 0 if hour == 24 else hour
    if hour > 12:
        return hour
    if half is not None:
        return hour % 12 + (12 if half.upper() == "PM" else 0)
    if daypart in _DAYPARTS_BEFORE_NOON:
        return hour % 12
    if daypart in _DAYPARTS_AFTER_NOON:
        return hour % 12 + 12
    return hour if hour >= 10 else hour + 12  # 中午: 11, 12, 1, 2


def date_of(year: int, month: int, day: int) -> date | None:
    """Return a day of the calendar; None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def twelve_hour(raw: str) -> bool:
    """Say whether a printed time carries a mark of the half of the day."""
    return raw[-1:] in "Mm" or not raw.isascii()


def one_moment(wall: datetime, epoch_ms: int) -> bool:
    """Say whether a local print and an instant can be one moment: they lie a zone apart."""
    since = wall - _EPOCH
    offset = since.days * 86400 + since.seconds - epoch_ms // 1000
    return offset % _QUARTER == 0 and -_FARTHEST <= offset <= _FARTHEST
