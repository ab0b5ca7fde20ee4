"""Silences: a message that asked for an answer and got none for long, measured against the talk's own rhythm.

Only waking hours of ordinary days count: 23 to 8 o'clock and public holidays are left out. What a silence means is
not told.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from archiver.analysis.entry import Silence
from archiver.analysis.finding import Act, Role
from archiver.analysis.matter import PRINCIPALS, Matter, Turn, other_side
from archiver.analysis.times.holidays import works

AT_LEAST = timedelta(hours=24)
TIMES_USUAL = 8
SAMPLE = 3
"""Answers that it takes to speak of a party's rhythm."""
WAKES, SLEEPS = time(8), time(23)
LONG = 400
"""Days that are looked at one by one; a longer wait is a silence in any case."""

STILL = 40
"""In how many messages after one side urged the other its words may come back to it."""
_URGES: tuple[Act, ...] = ("payment_request", "reminder", "refund_request", "defect", "payment_refusal")
_COMES_BACK = re.compile(
    r"[?？吗]|[呢没]$|在不|怎么说|下文|钱|款|(?:给|还|退|转|赔)我|不同意|等[你您够]|\d号|十号|[过到][了咯咗]$|过[了咯咗]|\d{3}"
)

_ENDS = re.compile(r"谢|收到|辛苦|合作愉快|再见|晚安|两清|算了|不用[了回]|好的|没事")


class Wait(Struct, frozen=True):
    """Messages of one side that the other has yet to answer."""

    owes: Role
    first: Turn
    asked: Turn | None
    reply: Turn | None


def silences(matter: Matter) -> tuple[Silence, ...]:
    """Return the messages that a party left unanswered beyond its own measure."""
    seen = tuple(waits(matter))
    usual = {role: _answer_times(seen, role) for role in PRINCIPALS}
    found: list[Silence] = []
    for wait in seen:
        if wait.asked is None or wait.asked.at is None:
            continue
        end = wait.reply.at if wait.reply is not None else matter.ended
        if end is not None and waking(wait.asked.at, end) > _measure(usual[wait.owes], wait):
            found.append(Silence(wait.owes, wait.asked.ref, None if wait.reply is None else wait.reply.ref))
    return tuple(found)


def asks_for_answer(turn: Turn) -> bool:
    """Tell whether a message waits for the other side."""
    if not turn.findings:
        return False
    if turn.has("extension_request", "quote"):
        return not turn.has("commitment", "approval")
    asked = any(finding.act == "deadline" and finding.mood == "asked" for finding in turn.findings)
    return asked or turn.has("payment_request", "reminder", "refund_request", "change_request", "defect",
                             "payment_refusal")  # fmt: skip


def waits(matter: Matter) -> Iterator[Wait]:
    """Yield the runs of one party's messages up to the next word of the other."""
    run: list[Turn] = []
    urged: dict[Role, int] = {}
    for turn in matter.sided:
        if turn.role not in PRINCIPALS:
            continue
        if run and run[-1].role != turn.role:
            yield _wait(run, turn, urged)
            run = []
        run.append(turn)
        if turn.has(*_URGES):
            urged[turn.role] = turn.index
    if run:
        yield _wait(run, None, urged)


def _wait(run: list[Turn], reply: Turn | None, urged: Mapping[Role, int]) -> Wait:
    asked = next((turn for turn in run if asks_for_answer(turn)), None)
    if asked is None and reply is None and run[0].role is not None:
        since = urged.get(run[0].role, -STILL)
        asked = next((turn for turn in run if turn.index - since < STILL and _nudges(turn)), None)
    return Wait(other_side(run[0].role), run[0], asked, reply)


def _nudges(turn: Turn) -> bool:
    """Tell whether words of who has urged before come back to it: 8号过咯 · 300我还是要的; 收到 and thanks end it."""
    text = turn.text
    return _ENDS.search(text) is None and _COMES_BACK.search(text) is not None


def _answer_times(seen: tuple[Wait, ...], role: Role) -> list[timedelta]:
    """Return how long a party took to answer, each time, the shortest first."""
    return sorted(taken for wait in seen if wait.owes == role and (taken := _taken(wait)) is not None)


def _taken(wait: Wait) -> timedelta | None:
    if wait.reply is None or wait.reply.at is None or wait.first.at is None:
        return None
    return wait.reply.at - wait.first.at


def _measure(usual: list[timedelta], wait: Wait) -> timedelta:
    """Return the measure for one wait: a silence is held against the other answers, not against itself."""
    own = _taken(wait)
    place = len(usual) if own is None else bisect_left(usual, own)
    others = len(usual) - (own is not None)
    if others < SAMPLE:
        return AT_LEAST
    middle = (others - 1) // 2
    return max(AT_LEAST, TIMES_USUAL * usual[middle + (middle >= place)])


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
