"""The one place that asks the machine for the time."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Final

_CHINA: Final = timezone(timedelta(hours=8))


def now() -> datetime:
    """Return the present moment in the machine's zone, to the second."""
    return datetime.now(UTC).astimezone().replace(microsecond=0)


def today() -> date:
    """Return the present day where the talks are held, so that machines in any zone date a report alike."""
    return datetime.now(_CHINA).date()
