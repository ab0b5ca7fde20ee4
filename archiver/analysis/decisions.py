"""Decisions of people on findings: they outrank the program, and outlive every new reading.

A decision holds the id of its finding, the words it was about, and the values that a person took as right. It is laid
at the finding with that id; where the program reads the act in other words of the message by now, at that one; where
it reads none any more, what a person took as right still stands, and is told as no longer found.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.finding import Basis, By, Finding, Part, Ruling, Standing, Understood
from archiver.analysis.talk import Line

Verdict = Literal["accepted", "corrected", "rejected", "withdrawn"]


class Place(Struct, frozen=True, omit_defaults=True):
    """Words of a message: code points of its text as printed, None for a row without words."""

    ref: str
    span: tuple[int, int] | None = None
    quote: str | None = None


class Decision(Struct, frozen=True, omit_defaults=True):
    """What a person decided of one finding.

    `finding` is the digest of `source` (sha256 of the export), act and places. `was` is what the program read then,
    None where the person added the act; `read` what the person takes as right, None for a rejection and a withdrawal.
    `by` is who decided, as they call themselves; `at` comes from the custody ledger.
    """

    finding: str
    verdict: Verdict
    source: str
    places: tuple[Place, ...]
    was: Understood | None = None
    read: Understood | None = None
    by: str = ""
    note: str = ""
    at: str = ""

    @property
    def ref(self) -> str:
        """The message that bears the act."""
        return self.places[-1].ref


class Standpoint(Struct, frozen=True):
    """A decision in force, and how the program's present reading stands to it."""

    decision: Decision
    standing: Standing


class Applied(Struct, frozen=True):
    """The findings with the decisions laid at them, and every decision in force, in the order of the talk."""

    findings: tuple[Finding, ...]
    decisions: tuple[Standpoint, ...]


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the last decision on each finding, in the order of their making; what was withdrawn is none."""
    last: dict[str, Decision] = {}
    for decision in decisions:
        last.pop(decision.finding, None)
        if decision.verdict != "withdrawn":
            last[decision.finding] = decision
    return tuple(last.values())


def decided(findings: Sequence[Finding], decisions: Iterable[Decision], lines: Sequence[Line]) -> Applied:
    """Lay the decisions in force at the findings; `findings` and the answer are in the order of `lines`."""
    held = in_force(decisions)
    if not held:
        return Applied(tuple(findings), ())
    wanted = {place.ref for one in held for place in one.places}
    order = {line.ref: index for index, line in enumerate(lines)}
    spoken = {line.ref: line for line in lines if line.ref in wanted}
    held = tuple(sorted(held, key=lambda one: (order.get(one.ref, len(order)), one.finding)))
    meant = _meant(findings, held)
    results = {one.finding: _ruled(one, meant.get(one.finding), spoken) for one in held}
    by_reading = {found.id: results[name][0] for name, found in meant.items()}
    added = [made for name, (made, _) in results.items() if made is not None and name not in meant]
    fresh: dict[str, list[Finding]] = {}
    for name, (made, _) in results.items():
        if made is not None and made.status != "rejected" and (name not in meant or made.act != meant[name].act):
            fresh.setdefault(made.ref, []).append(made)
    kept = [by_reading.get(one.id, one) for one in findings if one.id in by_reading or not _repeats(one, fresh)]
    found = [one for one in (*kept, *added) if one is not None]
    found.sort(key=lambda one: order.get(one.ref, len(order)))
    return Applied(tuple(found), tuple(Standpoint(one, results[one.finding][1]) for one in held))


def _meant(findings: Sequence[Finding], held: Sequence[Decision]) -> dict[str, Finding]:
    """Return the finding of each decision: the one with its id, else the nearest reading in the same message."""
    names = {one.finding for one in held}
    meant = {found.id: found for found in findings if found.id in names}
    refs = {one.ref for one in held if one.finding not in meant}
    free: dict[str, list[Finding]] = {}
    for found in findings:
        if found.ref in refs and found.id not in meant:
            free.setdefault(found.ref, []).append(found)
    for one in held:
        if one.finding in meant:
            continue
        acts = {read.act for read in (one.was, one.read) if read is not None}
        near = [found for found in free.get(one.ref, ()) if found.act in acts and _overlap(found, one.places[-1])]
        if near:
            nearest = max(near, key=lambda found: (_overlap(found, one.places[-1]), found.id))
            free[one.ref].remove(nearest)
            meant[one.finding] = nearest
    return meant


def _overlap(found: Finding, place: Place) -> int:
    """Return how many characters two places of a message share; rows without words share their one place."""
    if found.span is None or place.span is None:
        return int(found.span is None and place.span is None)
    return max(0, min(found.span[1], place.span[1]) - max(found.span[0], place.span[0]))


def _repeats(found: Finding, fresh: Mapping[str, Sequence[Finding]]) -> bool:
    """Tell whether a person put this act on the same words."""
    place = Place(found.ref, found.span)
    return any(one.act == found.act and _overlap(one, place) > 0 for one in fresh.get(found.ref, ()))


def _ruled(decision: Decision, found: Finding | None, spoken: Mapping[str, Line]) -> tuple[Finding | None, Standing]:
    """Return what a decision makes of its finding, and how that stands to the program's reading."""
    standing = _standing(decision, found, spoken)
    ruling = Ruling(decision.by, decision.at, decision.note, standing, found.understood if found else None)
    if standing == "unread" or decision.verdict == "withdrawn":
        return found, standing
    if decision.read is None:
        return (replace(found, id=decision.finding, status="rejected", decision=ruling) if found else None), standing
    base = found or _restored(decision, spoken)
    right = decision.read
    made = replace(
        base, id=decision.finding, status=decision.verdict, act=right.act, mood=right.mood, target=right.target,
        due=right.due, amount=right.amount, condition=right.condition, decision=ruling,
        basis=replace(base.basis, note=decision.note or None),
    )  # fmt: skip
    return made, standing


def _standing(decision: Decision, found: Finding | None, spoken: Mapping[str, Line]) -> Standing:
    if any(place.ref not in spoken for place in decision.places):
        return "unread"
    if found is None:
        return "added" if decision.was is None and decision.read is not None else "gone"
    if found.id != decision.finding:
        return "moved"
    return "changed" if decision.was is not None and found.understood != decision.was else "same"


def _restored(decision: Decision, spoken: Mapping[str, Line]) -> Finding:
    """Return a finding for words in which the program reads no such act."""
    assert decision.read is not None
    places = tuple(_standing_place(place, spoken[place.ref]) for place in decision.places)
    last = places[-1]
    parts = tuple(Part(one.ref, one.span, one.quote) for one in places if one.span and one.quote is not None)
    return Finding(
        id=decision.finding,
        act=decision.read.act,
        status="accepted",
        ref=last.ref,
        refs=tuple(place.ref for place in places),
        span=last.span,
        quote=last.quote,
        by=By(None, spoken[last.ref].account),
        basis=Basis(),
        spans=parts if len(places) > 1 else (),
    )


def _standing_place(place: Place, line: Line) -> Place:
    """Return the place as the message's text bears it now: its words may have come to stand elsewhere."""
    if place.span is None or place.quote is None or line.text[place.span[0] : place.span[1]] == place.quote:
        return place
    at = line.text.find(place.quote)
    return Place(place.ref, (at, at + len(place.quote)), place.quote) if at >= 0 else Place(place.ref)
