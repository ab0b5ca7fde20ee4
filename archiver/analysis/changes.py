"""Changes asked for: what they cost, who agreed, whether they were carried out."""

from archiver.analysis.answers import Answer, Answers
from archiver.analysis.entry import Change
from archiver.analysis.finding import decimal_text
from archiver.analysis.matter import PRINCIPALS, Matter, Turn
from archiver.analysis.stages import decimal_of

REACH = 12
"""How many messages after a request its price or delay may follow."""


def changes(matter: Matter, answered: Answers) -> tuple[Change, ...]:
    """Return one entry for each change asked for, in order."""
    return tuple(_change(matter, turn, answered) for turn in matter.acting() if turn.has("change_request"))


def _change(matter: Matter, turn: Turn, answered: Answers) -> Change:
    priced = _price(matter, turn)
    delay = _delay(matter, turn)
    verdict = _verdict(turn, priced, delay, answered)
    approved = verdict.turn if verdict is not None and verdict.yes else None
    value = None if priced is None else _value(priced)
    return Change(
        request=turn.ref,
        price=None if priced is None or value is None else priced.ref,
        value=value,
        time=delay.dues[0].due if delay is not None and delay.dues else None,
        approved=None if approved is None else approved.ref,
        rejected=verdict.turn.ref if verdict is not None and not verdict.yes else None,
        done=None if approved is None else _done(matter, approved),
    )


def _verdict(turn: Turn, priced: Turn | None, delay: Turn | None, answered: Answers) -> Answer | None:
    """Return the answer that counts: to the price named for the change, else to the request itself."""
    if priced is not None and _value(priced) is not None:
        last = answered.verdict(priced.ref)
        if last is not None:
            return last
        own = answered.verdict(turn.ref)
        return own if own is not None and (not own.yes or own.turn.ref == priced.ref) and not own.yes else None
    own = answered.verdict(turn.ref)
    if own is not None:
        return own
    return answered.verdict(delay.ref) if delay is not None else None


def _value(turn: Turn) -> str | None:
    for amount in turn.amounts("quote"):
        number = decimal_of(amount.value)
        if amount.role in ("extra", "total", None) and number is not None:
            return decimal_text(number)
    return None


def _price(matter: Matter, turn: Turn) -> Turn | None:
    """Return the quote for an extra that the other side names next, before another change is asked for."""
    for later in matter.turns[turn.index : turn.index + REACH + 1]:
        if later.index > turn.index and later.has("change_request") and later.role == turn.role:
            return None
        if later.role in PRINCIPALS and any(a.role == "extra" for a in later.amounts("quote")):
            return later
    return None


def _delay(matter: Matter, turn: Turn) -> Turn | None:
    for later in matter.turns[turn.index + 1 : turn.index + REACH + 1]:
        if later.has("change_request"):
            return None
        if later.role not in (None, turn.role) and later.has("extension_request"):
            return later
    return None


def _done(matter: Matter, approved: Turn) -> str | None:
    """Return the next piece of work that the provider shows or hands over after the yes."""
    for later in matter.turns[approved.index + 1 :]:
        if later.role == "provider" and later.has("delivery", "progress"):
            return later.ref
    return None
