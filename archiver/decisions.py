"""Decisions of people as the custody ledger of a case keeps them: lines of the action `decided`, never taken back."""

import time
from collections.abc import Iterable
from datetime import datetime
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.decisions import Decision
from archiver.case import Case
from archiver.errors import CaseError
from archiver.journal import BusyError
from archiver.ledger import Action

_ATTEMPTS: Final = 40
_PAUSE: Final = 0.05
"""Seconds between two attempts; a program holds a case for as long as it takes to write a line."""


def decisions_of(case: Case) -> tuple[Decision, ...]:
    """Return every decision ever made in a case, in order. CaseError where the ledger holds one of another kind."""
    try:
        return tuple(
            replace(entry.read(Decision), at=entry.at) for entry in case.entries() if entry.action == "decided"
        )
    except msgspec.ValidationError as error:
        raise CaseError("台账里有读不懂的决定", f"用 juzheng verify {case.root.name} 核验案卷") from error


def record(case: Case, decisions: Iterable[Decision], now: datetime) -> int:
    """Append decisions to the custody ledger, all of them or none; return how many there were.

    Another program that holds the case for a moment is waited for. BusyError where it does not let go.
    """
    steps: list[tuple[Action, Struct]] = [("decided", replace(one, at="")) for one in decisions]
    for attempt in range(_ATTEMPTS if steps else 0):
        try:
            case.record_all(steps, now)
            break
        except BusyError:
            if attempt + 1 == _ATTEMPTS:
                raise
            time.sleep(_PAUSE)
    return len(steps)
