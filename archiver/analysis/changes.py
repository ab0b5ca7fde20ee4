"""Changes asked for: what they cost, who agreed, whether they were carried out."""

from bisect import bisect_right

from archiver.analysis.answers import Answer, Answers
from archiver.analysis.entry import Change
from archiver.analysis.finding import decimal_text
from archiver.analysis.kinds import alters
from archiver.analysis.matter import PRINCIPALS, Matter, Turn
from archiver.analysis.quoted_sums import decimal_of

REACH = 20
"""How many messages after a request its price or delay may follow."""
NEXT = 4
"""In how many messages after a change asked for the other side's next words stand."""
BREATH = 3
"""Requests that stand so near, with no word of the other side between, are one wish: an answer answers all."""


def changes(matter: Matter, answered: Answers) -> tuple[Change, ...]:
    """Return one entry for each change asked for, in order."""
    work = [turn for turn in matter.acting() if turn.role == "provider" and turn.has("delivery", "progress")]
    asked = {turn.index: turn for turn in matter.acting() if turn.has("change_request")}
    begun = work[0].index if work else len(matter.turns)
    requests = [turn for _, turn in sorted({**_unread(answered, begun), **asked}.items())]
    found: list[Change] = []
    places = [turn.index for turn in work]
    for number, turn in enumerate(requests):
        breath = _breath(requests, number, matter)
        priced = _price(matter, turn, breath[-1], answered)
        delay = _delay(matter, breath[-1])
        verdict = _verdict(turn, breath, priced, delay, answered)
        if verdict is None and priced is None and (taken := _taken(matter, breath[-1])) is not None:
            verdict = Answer(taken, turn, yes=True)
        approved = verdict.turn if verdict is not None and verdict.yes else None
        after = len(work) if approved is None else bisect_right(places, approved.index)
        done = work[after] if after < len(work) else None
        found.append(_change(turn, priced, delay, verdict, done))
    return tuple(found)


def _change(turn: Turn, priced: Turn | None, delay: Turn | None, verdict: Answer | None, done: Turn | None) -> Change:
    return Change(
        request=turn.ref,
        price=None if priced is None else priced.ref,
        value=None if priced is None else _value(priced),
        time=delay.dues[0].due if delay is not None and delay.dues else None,
        approved=verdict.turn.ref if verdict is not None and verdict.yes else None,
        rejected=verdict.turn.ref if verdict is not None and not verdict.yes else None,
        done=None if done is None else done.ref,
    )


def _breath(requests: list[Turn], number: int, matter: Matter) -> list[Turn]:
    """Return the requests that were made in one breath with this one, in order."""
    found = [requests[number]]
    for step, ahead in ((-1, False), (1, True)):
        place = number + step
        while 0 <= place < len(requests):
            near = found[-1] if ahead else found[0]
            if not _together(requests[place], near, matter):
                break
            found = [*found, requests[place]] if ahead else [requests[place], *found]
            place += step
    return found


def _together(one: Turn, other: Turn, matter: Matter) -> bool:
    first, last = sorted((one.index, other.index))
    if one.role != other.role or last - first > BREATH:
        return False
    return all(turn.role in (None, "other", one.role) for turn in matter.turns[first + 1 : last])


def _verdict(
    turn: Turn, breath: list[Turn], priced: Turn | None, delay: Turn | None, answered: Answers
) -> Answer | None:
    """Return the answer that counts: to the price named for the change, else to the request, else to the delay."""
    own = answered.verdict(turn.ref)
    if priced is not None:
        last = answered.verdict(priced.ref)
        if last is not None:
            return last
        return own if own is not None and not own.yes else None
    if own is not None:
        return own
    shared = (answered.verdict(other.ref) for other in reversed(breath))
    return next((answer for answer in shared if answer is not None), None) or (
        answered.verdict(delay.ref) if delay is not None else None
    )


def _unread(answered: Answers, begun: int) -> dict[int, Turn]:
    """Return the messages that were read as no request, but that the provider agreed to once work was there.

    Only words of altering or adding make one: 酒水那面放中间去 · 好 挪到第八面.
    """
    found: dict[int, Turn] = {}
    for given in answered.to.values():
        for answer in given:
            target = answer.target
            plain = not target.has("quote", "extension_request", "deadline", "refund_request", "progress", "delivery")
            if answer.yes and plain and target.role == "client" and target.index > begun and alters(target.text):
                found[target.index] = target
    return found


def _taken(matter: Matter, turn: Turn) -> Turn | None:
    """Return the promise that takes up a change in the other side's next words: 改成橙的呗 · 那换橙的 明天给你."""
    for later in matter.turns[turn.index + 1 : turn.index + 1 + NEXT]:
        if later.role not in (None, "other", turn.role):
            return later if later.has("commitment") and not later.has("rejection", "extension_request") else None
    return None


def _value(turn: Turn) -> str | None:
    for amount in turn.amounts("quote"):
        number = decimal_of(amount.value)
        if amount.role in ("extra", "total", None) and number is not None:
            return decimal_text(number)
    return None


def _price(matter: Matter, turn: Turn, last: Turn, answered: Answers) -> Turn | None:
    """Return the sum asked for the change: of several, the one that was agreed, else the last one named."""
    named: list[Turn] = []
    answers = {answer.turn.ref for answer in answered.to.get(turn.ref, ()) if answer.yes}
    for later in matter.turns[turn.index : turn.index + REACH + 1]:
        if later.index > last.index and later.has("change_request") and later.role == turn.role:
            break
        if later.ref in answers and not _adds(later) and not named:
            return None
        if later.role in PRINCIPALS and _value(later) is not None and _adds(later):
            named.append(later)
            if answered.approval(later.ref) is not None:
                return later
    return named[-1] if named else None


def _adds(turn: Turn) -> bool:
    return any(amount.role == "extra" for amount in turn.amounts("quote"))


def _delay(matter: Matter, turn: Turn) -> Turn | None:
    for later in matter.turns[turn.index + 1 : turn.index + REACH + 1]:
        if later.has("change_request"):
            return None
        if later.role not in (None, turn.role) and later.has("extension_request"):
            return later
    return None
