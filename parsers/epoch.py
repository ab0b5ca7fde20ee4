"""Times printed as a number of seconds since 1970, or as text that holds one."""

from datetime import datetime

from parsers import clock
from parsers.message import Stamp

Number = str | int | float | None
"""A time as JSON or a database holds it."""

_MILLISECONDS_FROM = 10**11
"""As seconds this is the year 5138; as milliseconds, 1973, before there was any such message."""

_MOST = 10**14


class Clock:
    """Reads the times of one export; `backward` counts those that lie before the one before them.

    `milliseconds` counts those that can only be milliseconds, though the format says seconds.
    """

    def __init__(self) -> None:
        self._before = 0
        self.backward = 0
        self.milliseconds = 0

    def stamp(self, value: Number) -> Stamp:
        """Return a time as printed with its instant, or its wall time where a whole date is printed without a zone."""
        raw = "" if value is None else str(value)
        instant = self._instant(raw)
        if instant is None:
            return _printed(raw)
        self.backward += instant < self._before
        self._before = instant
        return Stamp(raw, None, instant)

    def _instant(self, raw: str) -> int | None:
        try:
            number = float(raw) if raw.isascii() and "_" not in raw and len(raw) < 24 else 0.0
        except ValueError:
            return None
        if not 0 < number < _MOST:
            return None
        if number >= _MILLISECONDS_FROM:
            self.milliseconds += 1
            return int(number)
        return round(number * 1000)


def _printed(raw: str) -> Stamp:
    wall = clock.wall(raw)
    if wall is None or wall.tzinfo is not None:
        return Stamp(raw, None, _zoned(raw))
    return Stamp(raw, wall)


def _zoned(raw: str) -> int | None:
    try:
        moment = datetime.fromisoformat(raw)
        return None if moment.tzinfo is None else round(moment.timestamp() * 1000)
    except (ValueError, OverflowError):
        return None
