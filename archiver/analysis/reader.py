"""Reads a talk: messages in, findings out, as a stream.

Each message passes the gate, is read once (times, sums, features), held against the rules with what the talk has come
to, weighed, and given the message that it answers.
"""

import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Protocol

from msgspec.structs import replace

from archiver.analysis import (
    amounts,
    apart,
    borders,
    context,
    dates,
    features,
    gate,
    matcher,
    needed,
    notices,
    numerals,
    proposal,
    reading,
    rule,
    script,
    turns,
)
from archiver.analysis.apart import Apart, Shelf
from archiver.analysis.borders import settle
from archiver.analysis.candidate import Candidate
from archiver.analysis.context import Context, Sides
from archiver.analysis.cues import Expected
from archiver.analysis.finding import Act, Basis, By, Finding, Part, Role
from archiver.analysis.gate import Gate, Screened
from archiver.analysis.matcher import standing
from archiver.analysis.notices import read_notice
from archiver.analysis.parties import infer_roles, sightings
from archiver.analysis.reading import Reading, placed
from archiver.analysis.rule import Fact
from archiver.analysis.rules import answers, conduct, deadlines, money, promises, refusals, terms, words, work
from archiver.analysis.talk import Line
from archiver.analysis.turns import Joined, Turn

SUGGESTED_BELOW = 0.5
"""A finding of less confidence is a suggestion: shown apart, fed to no ledger."""
TARGETED: frozenset[Act] = frozenset(("approval", "rejection", "acceptance", "defect", "payment"))
_DECIDING = (
    amounts, apart, borders, context, dates, features, gate, matcher, needed, notices, numerals, proposal, reading,
    rule, script, turns, answers, conduct, deadlines, money, promises, refusals, terms, work,
    words,
)  # fmt: skip
_BLOCK = 256
"""Messages that a judge is told of ahead of their turn."""
_ARBITERS_ACTS: frozenset[Act] = frozenset(("quote", "deadline", "approval", "rejection"))


class Judge(Protocol):
    """Weighs what the rules propose for a message; a trained reader adds its own word here."""

    @property
    def out_of_place(self) -> float:
        """Return what an act outside any talk of a deal is worth: 周六给你带饭 is no obligation."""

    @property
    def sure(self) -> float:
        """Return the confidence from which a candidate is a finding; below it, it is a suggestion."""

    def expect(self, messages: Iterable[Expected]) -> None:
        """Look at messages that will be weighed soon; to look or not to look changes no finding."""

    def weigh(self, reading: Reading, candidates: tuple[Candidate, ...], after: Line | None) -> tuple[Candidate, ...]:
        """Return the candidates that hold, with the confidence they deserve; `after` is the next message."""


class RulesAlone:
    """Takes the rules at their word, once they have settled their borders."""

    sure = SUGGESTED_BELOW
    out_of_place = 0.55

    def expect(self, messages: Iterable[Expected]) -> None:
        """Look at nothing ahead."""

    def weigh(
        self,
        reading: Reading,
        candidates: tuple[Candidate, ...],
        after: Line | None,  # noqa: ARG002 - a Judge's signature
    ) -> tuple[Candidate, ...]:
        """Return the candidates that no stronger one of the same message excludes."""
        return settle(reading, candidates)


def source_of(ref: str) -> str:
    """Return the source number of a reference; the digest of the source is the better key where it is known."""
    return ref.partition(":")[0]


def read(
    lines: Iterable[Line],
    roles: Mapping[str, Role],
    source_key: Callable[[str], str] = source_of,
    judge: Judge | None = None,
) -> Iterator[Finding]:
    """Yield the findings of a talk in the order of its messages.

    `roles` names the side of accounts as far as it is known. `source_key` returns what stands for the source of a
    reference in the ids of findings, so that the decisions of people survive a new reading. Lines of several chats may
    come mixed; each chat has its own context, of bounded size.
    """
    return TalkReader(Sides(roles), source_key, judge or RulesAlone(), Shelf()).read(Gate().screen(lines))


def understand(
    lines: Sequence[Line],
    roles: Mapping[str, Role],
    source_key: Callable[[str], str] = source_of,
    judge: Judge | None = None,
    watch: Callable[[Sequence[Screened]], Iterable[Screened]] = iter,
) -> tuple[Finding, ...]:
    """Return the findings of a talk whose sides may be unknown; `watch` may look on as the lines are read.

    Where the named roles leave a side open, a first reading, by the rules alone, tells the sides apart by what each
    account does, and a second one reads with them.
    """
    known = dict(roles)
    talk = tuple(Gate().screen(lines))
    if not {"client", "provider"} <= set(known.values()):
        shelf = Shelf(keep=True)
        first = tuple(TalkReader(Sides(known), source_key, RulesAlone(), shelf).read(watch(talk)))
        known = infer_roles(sightings(lines, first), known)
        shelf = shelf.last_reading()
    else:
        shelf = Shelf()
    return tuple(TalkReader(Sides(known), source_key, judge or RulesAlone(), shelf).read(watch(talk)))


def rules_digest() -> str:
    """Return the digest of everything that decides without a model: the rules and the code that reads with them."""
    digest = hashlib.sha256()
    for module in _DECIDING:
        digest.update(module.__name__.encode() + b"\0" + inspect.getsource(module).encode() + b"\0")
    return f"sha256:{digest.hexdigest()}"


class TalkReader:
    """Reads a talk of one or several chats; each has its own context."""

    def __init__(self, sides: Sides, source_key: Callable[[str], str], judge: Judge, shelf: Shelf) -> None:
        self._sides = sides
        self._source_key = source_key
        self._judge = judge
        self._shelf = shelf
        self._chats: dict[str, ChatReader] = {}

    def read(self, talk: Iterable[Screened]) -> Iterator[Finding]:
        """Yield the findings of the talk, which goes on from what was read before."""
        coming = iter(talk)
        while block := tuple(islice(coming, _BLOCK)):
            self._judge.expect(self._expected(block))
            for screened in block:
                yield from self._chat(screened.line.chat).read(screened)

    def _chat(self, name: str) -> "ChatReader":
        chat = self._chats.get(name)
        if chat is None:
            chat = self._chats[name] = ChatReader(self._sides, self._source_key, self._judge, self._shelf)
        return chat

    def _expected(self, block: Iterable[Screened]) -> Iterator[Expected]:
        for screened in block:
            role = self._sides.role(screened.line.account)
            if screened.passes and role != "other":
                words = self._shelf.put(screened.line).words
                yield Expected(words.speech.strip(), role or "unknown", screened.line, screened.after)


class ChatReader:
    """Reads one chat, message by message."""

    def __init__(self, sides: Sides, source_key: Callable[[str], str], judge: Judge, shelf: Shelf) -> None:
        self._context = Context(sides)
        self._source_key = source_key
        self._judge = judge
        self._shelf = shelf
        self._turn = Turn()
        self._index = 0

    def read(self, screened: Screened) -> tuple[Finding, ...]:
        """Return the findings of the next message."""
        line = screened.line
        self._index += 1
        self._context.hear(line, self._index)
        role = self._context.role(line.account)
        if not screened.passes or role == "other":
            return ()
        facts = self._context.standing(line, self._index)
        if screened.deal:
            facts |= {"deal"}
        apart = self._shelf.take(line)
        reading = self._reading(line, apart, role, facts)
        findings = tuple([self._finding(reading, found) for found in self._weigh(reading, apart, screened)])
        if not _sure(findings) and (joined := self._turn.join(line)):
            findings = self._split(joined, role, facts, screened) or findings
        self._turn.note(line, acted=bool(_sure(findings)))
        self._context.note(reading, _sure(findings))
        return findings

    def _reading(self, line: Line, apart: Apart, role: Role | None, facts: frozenset[Fact]) -> Reading:
        reading = placed(line, apart.words, self._index, role, facts)
        echoes = self._context.echoes(reading)
        return placed(line, apart.words, self._index, role, facts | echoes) if echoes else reading

    def _weigh(self, reading: Reading, apart: Apart, screened: Screened) -> tuple[Candidate, ...]:
        candidates = (*read_notice(reading), *standing(apart.proposed, reading))
        if reading.role == "arbiter":
            candidates = tuple(found for found in candidates if found.act in _ARBITERS_ACTS)
        weighed = self._judge.weigh(reading, candidates, screened.after)
        if reading.role == "arbiter":
            weighed = tuple(found for found in weighed if found.act in _ARBITERS_ACTS)
        if screened.deal:
            return weighed
        moved = (replace(found, confidence=found.confidence * self._judge.out_of_place) for found in weighed)
        return tuple(found for found in moved if found.confidence >= self._judge.sure / 2)

    def _split(
        self, joined: Joined, role: Role | None, facts: frozenset[Fact], screened: Screened
    ) -> tuple[Finding, ...]:
        """Return what stretches over several lines, attached to the last of them."""
        apart = self._shelf.take(joined.line, len(joined.parts))
        reading = self._reading(joined.line, apart, role, facts)
        weighed = self._weigh(reading, apart, screened)
        spread = [(found, joined.spread(found.start or 0, found.end or 0)) for found in weighed]
        if not any(joined.is_split(parts) for _, parts in spread):
            return ()
        return tuple(
            self._finding(reading, found, joined.completed(parts))
            for found, parts in spread
            if joined.is_split(parts) or (parts and found.act == "deadline")
        )

    def _finding(self, reading: Reading, found: Candidate, parts: tuple[Part, ...] = ()) -> Finding:
        line = reading.line
        span = None if found.start is None or found.end is None else (found.start, found.end)
        quote = line.text[span[0] : span[1]] if span else None
        places: tuple[tuple[str, tuple[int, int] | None], ...] = ((line.ref, span),)
        if parts:
            span, quote = parts[-1].span, parts[-1].quote
            places = tuple((part.ref, part.span) for part in parts)
        target = None
        if found.act in TARGETED:
            target = self._context.target(found.act, reading, found.wanted)
        return Finding(
            id=finding_id(self._source_key(line.ref), found.act, places),
            act=found.act,
            status="finding" if found.confidence >= self._judge.sure else "suggestion",
            ref=line.ref,
            refs=tuple(ref for ref, _ in places),
            span=span,
            quote=quote,
            by=By(role=reading.role, account=line.account),
            mood=found.mood,
            target=target,
            due=found.due,
            amount=found.amount,
            condition=found.condition,
            confidence=round(found.confidence, 3),
            basis=Basis(rule=found.rule, model=found.model),
            spans=parts,
        )


def _sure(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that the talk goes on from; a suggestion opens and answers nothing."""
    return tuple(one for one in findings if one.status == "finding")


def finding_id(source: str, act: Act, spans: tuple[tuple[str, tuple[int, int] | None], ...]) -> str:
    """Return the id of a finding: a digest of its source, its act and the places of its words."""
    places = ";".join(
        f"{ref.partition(':')[2]}@{span[0]}-{span[1]}" if span else f"{ref.partition(':')[2]}@-" for ref, span in spans
    )
    return "f:" + hashlib.sha256(f"{source}\n{act}\n{places}".encode()).hexdigest()[:16]
