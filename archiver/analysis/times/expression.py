"""What the reader answers: one expression of time, with its offsets, its period, its due and how it was read."""

from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from archiver.analysis.finding import AnchorEvent
from archiver.analysis.times.values import CLOCK_GRAINS, Grain

Kind = Literal["point", "span", "duration", "set"]


class TimeExpression(Struct, frozen=True, gc=False, rename={"from_": "from"}):
    """An expression of time in a message.

    `start` and `end` are code points of the text as given. `from_`–`to` is the half-open period that the words name,
    read forward from the message (or back, in a report); either is None where the words leave it open. `due` is the
    last moment that still keeps it, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`, None where the words set none. `other` holds
    readings not chosen. `rule` names what led to it, `children` the parts. `past`: read as a past time, no deadline.
    """

    start: int
    end: int
    text: str
    kind: Kind
    from_: str | None = None
    to: str | None = None
    grain: Grain | None = None
    duration: str | None = None
    every: str | None = None
    after: AnchorEvent | None = None
    within: str | None = None
    due: str | None = None
    not_before: str | None = None
    vague: bool = False
    other: tuple[tuple[str | None, str | None], ...] = ()
    rule: str = ""
    children: tuple["TimeExpression", ...] = ()
    past: bool = False


# Printing takes ten times as long as looking up, and the times of a talk lie on few days.
@lru_cache(maxsize=1 << 10)
def moment(value: datetime) -> str:
    """Print a moment of wall time to the second."""
    return value.isoformat()[:19]  # twice as fast as asking for the timespec


def clock_due(value: datetime) -> str:
    """Print a due at clock grain."""
    return moment(value)[:16]


@lru_cache(maxsize=1 << 10)
def day_due(value: date) -> str:
    """Print a due at day grain."""
    return value.isoformat()


def other_due(period: tuple[str | None, str | None], *, grain: Grain | None, ends: bool) -> str | None:
    """Return the due that a reading not chosen would have given; `ends` where the span's end counts (前, 内)."""
    first, last = period
    if grain in CLOCK_GRAINS:
        value = last if ends else first
        return value[:16] if value else None
    if last is None:
        return None
    end = datetime.fromisoformat(last)
    return day_due((end.replace() - _TICK).date())


_TICK = datetime.resolution
