"""Silences: a message that asked for an answer and got none for long, measured against the talk's own rhythm.

Only waking hours of ordinary days count: 23 to 8 o'clock and public holidays are left out. What a silence means is
not told.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from statistics import median

from msgspec import Struct

from archiver.analysis.entry import Silence
from archiver.analysis.finding import Role
from archiver.analysis.matter import PRINCIPALS, Matter, Turn, other_side
from archiver.analysis.times.holidays import works

AT_LEAST = timedelta(hours=24)
TIMES_USUAL = 8
WAKES, SLEEPS = time(8), time(23)
LONG = 400
"""Days that are looked at one by one; a longer wait is a silence in any case."""


class Wait(Struct, frozen=True):
    """Messages of one side that the other has yet to answer."""

    owes: Role
    first: Turn
    asked: Turn | None
    reply: Turn | None


def silences(matter: Matter) -> tuple[Silence, ...]:
    """Return the messages that a party left unanswered beyond its own measure."""
    seen = tuple(waits(matter))
    found: list[Silence] = []
    measures = {role: _measure(seen, role) for role in PRINCIPALS}
    for wait in seen:
        if wait.asked is None or wait.asked.at is None:
            continue
        end = wait.reply.at if wait.reply is not None else matter.ended
        if end is not None and waking(wait.asked.at, end) > measures[wait.owes]:
            found.append(Silence(wait.owes, wait.asked.ref, None if wait.reply is None else wait.reply.ref))
    return tuple(found)


def asks_for_answer(turn: Turn) -> bool:
    """Tell whether a message waits for the other side."""
    if turn.has("extension_request", "quote"):
        return not turn.has("commitment", "approval")
    asked = any(finding.act == "deadline" and finding.mood == "asked" for finding in turn.findings)
    return asked or turn.has("payment_request", "reminder", "refund_request", "change_request", "defect",
                             "payment_refusal")  # fmt: skip


def waits(matter: Matter) -> Iterator[Wait]:
    """Yield the runs of one party's messages up to the next word of the other."""
    run: list[Turn] = []
    for turn in matter.turns:
        if turn.role not in PRINCIPALS:
            continue
        if run and run[-1].role != turn.role:
            yield _wait(run, turn)
            run = []
        run.append(turn)
    if run:
        yield _wait(run, None)


def _wait(run: list[Turn], reply: Turn | None) -> Wait:
    asked = next((turn for turn in run if asks_for_answer(turn)), None)
    return Wait(other_side(run[0].role), run[0], asked, reply)


def _measure(waits: tuple[Wait, ...], role: Role) -> timedelta:
    taken = [
        (wait.reply.at - wait.first.at).total_seconds()
        for wait in waits
        if wait.owes == role and wait.reply is not None and wait.reply.at is not None and wait.first.at is not None
    ]
    usual = timedelta(seconds=median(taken)) if taken else timedelta(0)
    return max(AT_LEAST, TIMES_USUAL * usual)


def waking(start: datetime, end: datetime) -> timedelta:
    """Return the time between two moments that counts: waking hours of days that are no public holiday."""
    total = timedelta(0)
    day = start.date()
    for _ in range(LONG):
        if day > end.date():
            return total
        if not _holiday(day):
            opens = max(start, datetime.combine(day, WAKES))
            closes = min(end, datetime.combine(day, SLEEPS))
            total += max(timedelta(0), closes - opens)
        day += timedelta(days=1)
    return max(total, end - start)


def _holiday(day: date) -> bool:
    """Tell of a weekday off by notice, or a day off beside one: holidays draw their weekends in."""
    if works(day):
        return False
    near = (day + timedelta(days=step) for step in (0, -1, 1))
    return any(other.weekday() < 5 and not works(other) for other in near)
