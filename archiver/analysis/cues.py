"""What the trained reader looks at: the message, the rules' opinion of it, and the talk around it, as named features.

Names are hashed by the model; here they stay words, so that a weight can be traced to what it weighs. The runs of
characters of a text come as that text, under the mark of the place it was seen in; `grams` makes them numbers.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from archiver.analysis.candidate import Candidate
from archiver.analysis.consent import AskKind
from archiver.analysis.finding import Act, Role
from archiver.analysis.leaning import leaning
from archiver.analysis.reading import Reading
from archiver.analysis.rule import Fact, Feature
from archiver.analysis.talk import Line
from parsers.message import Kind

_DENIED: Final = re.compile(r"[不没别甭唔勿莫][要能用再会给]?([\u4e00-\u9fff])")
"""What is said no to: 撤 in 先不撤, to be held against what was asked."""
NEAR: Final = 2
"""How many messages on a bare answer still means what was asked."""
SHORT: Final = 6
"""Up to so many characters a message is an answer more than a sentence, and is looked at whole."""
_BEFORE: Final = 0.5
_ASIDE: Final = 0.4
_AFTER: Final = 0.3
"""How much the words around a message count beside its own."""


class Cue(NamedTuple):
    """A named feature and its strength; with a text, each run of up to `longest` characters of it, under one mark."""

    name: str
    value: float
    text: str = ""
    longest: int = 0


_BIAS: Final = Cue("bias", 1)


class Heard(NamedTuple):
    """What was heard before: who, in which words, as what kind of row, which acts were found in it, how it asks."""

    number: int
    role: Role | None
    account: str
    speech: str
    kind: Kind
    acts: tuple[Act, ...]
    ask: AskKind | None = None


class Around(NamedTuple):
    """The talk around a message: the last word of the other side, the speaker's own since, and what comes next."""

    other: Heard | None
    own: Heard | None
    after: Line | None


class Expected(NamedTuple):
    """A message that will be weighed soon: its words, its speaker's side, itself and what follows it."""

    speech: str
    role: str
    line: Line
    after: Line | None


def runs_ahead(one: Expected) -> Iterator[Cue]:
    """Yield the texts that a message and those behind it will be weighed with, as far as they are known before."""
    yield from _said(one.speech, one.role)
    yield from _grams(one.speech, 3, "p:", _BEFORE)
    yield from _grams(one.speech, 3, "s:", _ASIDE)
    if one.after:
        yield from _following(one.line, one.after)


def _said(speech: str, role: str) -> Iterator[Cue]:
    yield from _grams(speech, 4, "t:", 1)
    yield from _grams(speech, 3, f"{role[0]}:", 1)


def _following(line: Line, after: Line) -> Iterator[Cue]:
    side = "S" if after.account == line.account else "O"
    yield from _grams(after.text, 2, f"n{side}:", _AFTER)


def cues(
    reading: Reading,
    candidates: tuple[Candidate, ...],
    kept: tuple[Candidate, ...],
    around: Around,
    told: tuple[Candidate, ...] = (),
) -> Iterator[Cue]:
    """Yield the features of one message.

    `kept` are the candidates that the rules alone would let stand, `told` the answers that name what they answer.
    """
    role = reading.role or "unknown"
    speech = reading.speech.strip()
    yield _BIAS
    yield from _own(reading, role, speech)
    yield from _understood(reading, role, speech)
    yield from _opinion(candidates, kept)
    yield from _talk(reading, role, speech, around)
    yield from _answer(reading, role, speech, around.other, told)


def _own(reading: Reading, role: str, speech: str) -> Iterator[Cue]:
    yield from _named_kind(role, reading.line.kind, min(len(speech) // 4, 8))
    yield from _said(speech, role)
    if len(speech) <= SHORT:
        yield Cue(f"w:{speech}", 1)
        yield Cue(f"w:{role[0]}{speech}", 1)
    for held in reading.line.files:
        yield from _grams((held.name or "").lower(), 3, "f:", 1)


def _understood(reading: Reading, role: str, speech: str) -> Iterator[Cue]:
    """Yield what the time and sum readers, the clauses and the context made of it."""
    for clause in reading.clauses:
        yield from _marked("says:", role[0], clause.features)
    if len(speech) > SHORT:
        yield from _marked("stands:", role[0], reading.facts)
    else:
        for fact in sorted(reading.facts):
            yield from _marked("stands:", role[0], frozenset((fact,)))
            yield Cue(f"w:{speech}|{fact}", 1)
    for timed in reading.times:
        yield Cue(f"time:{timed.past}{timed.bare}{timed.due is not None}", 1)
    for found in reading.sums:
        yield Cue(f"sum:{found.amount.kind}{found.amount.role}", 1)
    if reading.line.reply:
        yield Cue("reply", 1)


@lru_cache(maxsize=1024)
def _named_kind(role: str, kind: Kind, length: int) -> tuple[Cue, ...]:
    return tuple(Cue(name, 1) for name in (f"role:{role}", f"kind:{kind}", f"kind:{role}{kind}", f"long:{length}"))


@lru_cache(maxsize=4096)
def _marked(mark: str, side: str, found: frozenset[Feature] | frozenset[Fact]) -> tuple[Cue, ...]:
    """Return each of a few words under a mark, alone and with the speaker's side."""
    return tuple(Cue(name, 1) for one in sorted(found) for name in (f"{mark}{one}", f"{mark}{side}{one}"))


def _opinion(candidates: tuple[Candidate, ...], kept: tuple[Candidate, ...]) -> Iterator[Cue]:
    if not candidates:
        yield Cue("rules:none", 1)
    for found in candidates:
        yield Cue(f"rule:{found.rule}", 1)
    for act in sorted({found.act for found in candidates}):
        yield Cue(f"rules:{act}", 1)
    for act in sorted({found.act for found in kept}):
        yield Cue(f"kept:{act}", 1.5)


def _talk(reading: Reading, role: str, speech: str, around: Around) -> Iterator[Cue]:
    other, own, after = around
    if other:
        yield from _grams(other.speech, 3, "p:", _BEFORE)
        yield Cue(f"pkind:{other.kind}", 1)
        yield Cue(f"pfar:{min(reading.index - other.number, 4)}", 1)
        for act in other.acts:
            yield Cue(f"pact:{act}", 1)
            yield Cue(f"pact:{role[0]}{act}", 1)
            if len(speech) <= SHORT:
                yield Cue(f"w:{speech}<{act}", 1)
    if own:
        yield from _grams(own.speech, 3, "s:", _ASIDE)
        yield Cue(f"skind:{own.kind}", 1)
        for act in own.acts:
            yield Cue(f"sact:{act}", 1)
    if after:
        side = "S" if after.account == reading.line.account else "O"
        yield Cue(f"nkind:{side}{after.kind}", 1)
        yield from _following(reading.line, after)


def _answer(
    reading: Reading, role: str, speech: str, other: Heard | None, told: tuple[Candidate, ...]
) -> Iterator[Cue]:
    """Yield how the other side's last word asked, and how much of it the message takes up."""
    for one in told:
        yield Cue(f"way:{one.rule}", 1)
        yield Cue(f"told:{one.act}", 1)
    if other is None:
        return
    ask = other.ask or "nothing"
    yield Cue(f"ask:{ask}", 1)
    yield Cue(f"ask:{role[0]}{ask}", 1)
    yield Cue(f"ask:{ask}<{min(reading.index - other.number, 4)}", 1)
    yield Cue(f"ask:{ask}:{min(len(speech) // 4, 4)}", 1)
    if len(speech) <= SHORT:
        yield Cue(f"w:{speech}<{ask}", 1)
    taken = min(sum(one + two in other.speech for one, two in pairwise(speech)), 2)
    yield Cue(f"takes:{taken}", 1)
    yield Cue(f"takes:{taken}<{ask}", 1)
    leans = leaning(reading, other.ask, other.speech, is_near=reading.index - other.number <= NEAR)
    if leans is not None:
        yield Cue(f"leans:{leans}", 1)
        yield Cue(f"leans:{leans}<{ask}", 1)
    if any(verb in other.speech for verb in _DENIED.findall(speech)):
        yield Cue("denies", 1)
        yield Cue(f"denies<{ask}", 1)


def _grams(text: str, longest: int, mark: str, value: float) -> Iterator[Cue]:
    """Yield the runs of 1 to `longest` characters, the ends of the text included, each once."""
    if text:
        yield Cue(mark, value, text, longest)
