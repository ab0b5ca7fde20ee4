"""The one place that asks the machine for the time."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return the present moment in the machine's zone, to the second."""
    return datetime.now(UTC).astimezone().replace(microsecond=0)
