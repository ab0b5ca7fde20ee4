"""Reads one chat, message by message: what holds before each, what it says, what it answers."""

import hashlib
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.apart import Apart, Shelf
from archiver.analysis.candidate import Candidate
from archiver.analysis.context import Context, Known, Sides
from archiver.analysis.finding import Act, Amount, Basis, By, Finding, Part, Role
from archiver.analysis.gate import Screened
from archiver.analysis.judge import Judge
from archiver.analysis.matcher import standing
from archiver.analysis.named_sums import named_sum
from archiver.analysis.notices import read_notice
from archiver.analysis.reading import Reading, placed
from archiver.analysis.replies import heed, offered
from archiver.analysis.rule import Fact
from archiver.analysis.talk import Line
from archiver.analysis.thoughts import Joined, Thought

TARGETED: frozenset[Act] = frozenset(("approval", "rejection", "acceptance", "defect", "payment"))
_ARBITERS_ACTS: frozenset[Act] = frozenset(("quote", "deadline", "approval", "rejection"))


class ChatState(Struct, frozen=True):
    """What a reader knows of one chat after `index` messages."""

    index: int
    known: Known = Known()
    begun: tuple[Line, ...] = ()


class ChatReader:
    """Reads one chat, message by message."""

    def __init__(self, sides: Sides, source_key: Callable[[str], str], judge: Judge, shelf: Shelf) -> None:
        self._context = Context(sides)
        self._source_key = source_key
        self._judge = judge
        self._shelf = shelf
        self._thought = Thought()
        self._index = 0

    def state(self) -> ChatState:
        """Return what is known by now."""
        return ChatState(self._index, self._context.known(self._index), self._thought.begun)

    def go_on(self, state: ChatState) -> None:
        """Know what another reader knew."""
        self._index = state.index
        self._context.learn(state.known)
        self._thought = Thought(state.begun)

    def read(self, screened: Screened) -> tuple[Finding, ...]:
        """Return the findings of the next message."""
        line = screened.line
        self._index += 1
        self._context.hear(line, self._index)
        if not screened.passes or (role := self._context.role(line.account)) == "other":
            return ()
        facts = self._context.standing(line, self._index)
        if screened.deal:
            facts |= {"deal"}
        apart = self._shelf.take(line)
        reading = self._reading(line, apart, role, facts)
        weighed = self._weigh(reading, apart, screened)
        quoted = _quoted(weighed)
        findings = tuple([self._finding(reading, found, quoted) for found in weighed])
        sure = _sure(findings)
        if not sure and (joined := self._thought.join(line)):
            findings = self._split(joined, role, facts, screened) or findings
            sure = _sure(findings)
        self._thought.note(line, acted=bool(sure))
        self._context.note(reading, sure)
        return findings

    def _reading(self, line: Line, apart: Apart, role: Role | None, facts: frozenset[Fact]) -> Reading:
        reading = placed(line, apart.words, self._index, role, facts)
        echoes = self._context.echoes(reading)
        return placed(line, apart.words, self._index, role, facts | echoes) if echoes else reading

    def _weigh(self, reading: Reading, apart: Apart, screened: Screened) -> tuple[Candidate, ...]:
        reply = self._context.reply(reading, apart.fits) if screened.deal and reading.role != "arbiter" else None
        candidates = (*read_notice(reading), *standing(apart.proposed, reading), *offered(reply))
        if reading.role == "arbiter":
            candidates = tuple(found for found in candidates if found.act in _ARBITERS_ACTS)
        weighed = heed(reply, self._judge.weigh(reading, candidates, screened.after), self._judge.sure)
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
            self._finding(reading, found, _quoted(weighed), joined.completed(parts))
            for found, parts in spread
            if joined.is_split(parts) or (parts and found.act == "deadline")
        )

    def _received(self, act: Act, target: str | None) -> Amount | None:
        """Return what a receipt says to have come: the sum that QQ or the payer told, 收到了 says none."""
        return self._context.sent(target) if act == "payment" and target is not None else None

    def _finding(
        self, reading: Reading, found: Candidate, quoted: Sequence[Amount], parts: tuple[Part, ...] = ()
    ) -> Finding:
        line = reading.line
        span = None if found.start is None or found.end is None else (found.start, found.end)
        quote = line.text[span[0] : span[1]] if span else None
        places: tuple[tuple[str, tuple[int, int] | None], ...] = ((line.ref, span),)
        if parts:
            span, quote = parts[-1].span, parts[-1].quote
            places = tuple((part.ref, part.span) for part in parts)
        target = None
        if found.act in TARGETED:
            target = found.target or self._context.target(found.act, reading, found.wanted)
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
            due=self._context.days.meant(found.due, reading),
            amount=found.amount or named_sum(found.act, reading, quoted) or self._received(found.act, target),
            condition=found.condition,
            confidence=round(found.confidence, 3),
            basis=Basis(rule=found.rule, model=found.model),
            spans=parts,
        )


def _quoted(weighed: Iterable[Candidate]) -> tuple[Amount, ...]:
    """Return the sums that a message puts."""
    return tuple(found.amount for found in weighed if found.act == "quote" and found.amount is not None)


def _sure(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """Return the findings that the talk goes on from; a suggestion opens and answers nothing."""
    return tuple([one for one in findings if one.status == "finding"]) if findings else ()


def finding_id(source: str, act: Act, spans: tuple[tuple[str, tuple[int, int] | None], ...]) -> str:
    """Return the id of a finding: a digest of its source, its act and the places of its words."""
    places = ";".join(
        f"{ref.partition(':')[2]}@{span[0]}-{span[1]}" if span else f"{ref.partition(':')[2]}@-" for ref, span in spans
    )
    return "f:" + hashlib.sha256(f"{source}\n{act}\n{places}".encode()).hexdigest()[:16]
