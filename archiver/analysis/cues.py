"""What the trained reader looks at: the message, the rules' opinion of it, and the talk around it, as named features.

Names are hashed by the model; here they stay words, so that a weight can be traced to what it weighs. The runs of
characters of a text come as that text, under the mark of the place it was seen in; `grams` makes them numbers.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec import Struct

from archiver.analysis.candidate import Candidate
from archiver.analysis.consent import AskKind
from archiver.analysis.finding import Act, Role
from archiver.analysis.leaning import leaning
from archiver.analysis.reading import Reading
from archiver.analysis.rule import Fact, Feature
from archiver.analysis.talk import Line
from archiver.analysis.way import Says
from parsers.message import Kind

_DENIED: Final = re.compile(r"[不没别甭唔勿莫][要能用再会给]?([\u4e00-\u9fff])")
"""What is said no to: 撤 in 先不撤, to be held against what was asked."""
NEAR: Final = 2
"""How many messages on a bare answer still means what was asked."""
SHORT: Final = 6
"""Up to so many characters a message is an answer more than a sentence, and is looked at whole."""
_REMEMBERED: Final = 4096
"""How many bundles of each sort are kept."""
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


class Bundle(Struct, frozen=True, eq=False):
    """Named features that come together in many messages; the same ones are mostly the same object.

    Two of them are never equal, so that one is looked up by where it lies and not by its many words.
    """

    cues: tuple[Cue, ...]


_BIAS: Final = Bundle((Cue("bias", 1),))


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


def _said(speech: str, role: str) -> tuple[Cue, ...]:
    return (*_grams(speech, 4, "t:", 1), *_grams(speech, 3, f"{role[0]}:", 1))


def _following(line: Line, after: Line) -> tuple[Cue, ...]:
    side = "S" if after.account == line.account else "O"
    return _grams(after.text, 2, f"n{side}:", _AFTER)


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
    for one in bundles(reading, candidates, kept, around, told):
        if isinstance(one, Bundle):
            yield from one.cues
        else:
            yield one


def bundles(
    reading: Reading,
    candidates: tuple[Candidate, ...],
    kept: tuple[Candidate, ...],
    around: Around,
    told: tuple[Candidate, ...],
) -> Iterator[Cue | Bundle]:
    """Yield what `cues` does, in the same order, with those that come together in many messages as one.

    What is named after the very words of a message comes by itself: it is seldom seen again.
    """
    role = reading.role or "unknown"
    speech = reading.speech.strip()
    short = speech if len(speech) <= SHORT else None
    yield _BIAS
    yield from _own(reading, role, speech, short)
    yield from _understood(reading, role, short)
    yield _opinion(tuple([(one.rule, one.act) for one in candidates]), tuple([one.act for one in kept]))
    yield from _talk(reading, role, short, around)
    yield from _answer(reading, role, speech, around.other, told)


def _own(reading: Reading, role: str, speech: str, short: str | None) -> Iterator[Cue | Bundle]:
    yield _named_kind(role, reading.line.kind, min(len(speech) // 4, 8))
    yield from _said(speech, role)
    if short is not None:
        yield Cue(f"w:{short}", 1)
        yield Cue(f"w:{role[0]}{short}", 1)
    for held in reading.line.files:
        yield from _grams((held.name or "").lower(), 3, "f:", 1)


def _understood(reading: Reading, role: str, short: str | None) -> Iterator[Cue | Bundle]:
    """Yield what the time and sum readers, the clauses and the context made of it."""
    for clause in reading.clauses:
        if clause.features:
            yield _marked("says:", role[0], clause.features)
    if reading.facts:
        yield _marked("stands:", role[0], reading.facts)
        if short is not None:
            for fact in sorted(reading.facts):
                yield Cue(f"w:{short}|{fact}", 1)
    for timed in reading.times:
        yield _named(f"time:{timed.past}{timed.bare}{timed.due is not None}")
    for found in reading.sums:
        yield _named(f"sum:{found.amount.kind}{found.amount.role}")
    if reading.line.reply:
        yield _named("reply")


@lru_cache(maxsize=1024)
def _named(*names: str) -> Bundle:
    return Bundle(tuple([Cue(name, 1) for name in names]))


@lru_cache(maxsize=1024)
def _named_kind(role: str, kind: Kind, length: int) -> Bundle:
    return _named(f"role:{role}", f"kind:{kind}", f"kind:{role}{kind}", f"long:{length}")


@lru_cache(maxsize=_REMEMBERED)
def _marked(mark: str, side: str, found: frozenset[Feature] | frozenset[Fact]) -> Bundle:
    """Return each of a few words under a mark, alone and with the speaker's side."""
    return Bundle(tuple([Cue(name, 1) for one in sorted(found) for name in (f"{mark}{one}", f"{mark}{side}{one}")]))


@lru_cache(maxsize=_REMEMBERED)
def _opinion(candidates: tuple[tuple[str | None, Act], ...], kept: tuple[Act, ...]) -> Bundle:
    """Return what the rules hold a message to be, and what of that they would let stand."""
    if not candidates:
        return _named("rules:none")
    rules = (f"rule:{rule}" for rule, _ in candidates)
    acts = (f"rules:{act}" for act in sorted({act for _, act in candidates}))
    stand = (Cue(f"kept:{act}", 1.5) for act in sorted(set(kept)))
    return Bundle((*(Cue(name, 1) for name in (*rules, *acts)), *stand))


def _talk(reading: Reading, role: str, short: str | None, around: Around) -> Iterator[Cue | Bundle]:
    other, own, after = around
    if other:
        yield from _grams(other.speech, 3, "p:", _BEFORE)
        yield _before(other.kind, min(reading.index - other.number, 4), other.acts, role[0])
        if short is not None:
            for act in other.acts:
                yield Cue(f"w:{short}<{act}", 1)
    if own:
        yield from _grams(own.speech, 3, "s:", _ASIDE)
        yield _aside(own.kind, own.acts)
    if after:
        side = "S" if after.account == reading.line.account else "O"
        yield _named(f"nkind:{side}{after.kind}")
        yield from _following(reading.line, after)


@lru_cache(maxsize=_REMEMBERED)
def _before(kind: Kind, far: int, acts: tuple[Act, ...], side: str) -> Bundle:
    """Return what the other side's last word was, and how far back."""
    names = (f"pkind:{kind}", f"pfar:{far}", *(name for act in acts for name in (f"pact:{act}", f"pact:{side}{act}")))
    return Bundle(tuple([Cue(name, 1) for name in names]))


@lru_cache(maxsize=_REMEMBERED)
def _aside(kind: Kind, acts: tuple[Act, ...]) -> Bundle:
    return Bundle((Cue(f"skind:{kind}", 1), *(Cue(f"sact:{act}", 1) for act in acts)))


def _answer(
    reading: Reading, role: str, speech: str, other: Heard | None, told: tuple[Candidate, ...]
) -> Iterator[Cue | Bundle]:
    """Yield how the other side's last word asked, and how much of it the message takes up."""
    for one in told:
        yield _named(f"way:{one.rule}", f"told:{one.act}")
    if other is None:
        return
    ask = other.ask or "nothing"
    far = min(reading.index - other.number, 4)
    yield _asked(ask, role[0], far, min(len(speech) // 4, 4))
    if len(speech) <= SHORT:
        yield Cue(f"w:{speech}<{ask}", 1)
    heard = other.speech
    taken = min(sum([one + two in heard for one, two in pairwise(speech)]), 2)
    leans = leaning(reading, other.ask, heard, is_near=reading.index - other.number <= NEAR)
    denies = any(verb in heard for verb in _DENIED.findall(speech))
    yield _taken_up(ask, taken, leans, denies)


@lru_cache(maxsize=1024)
def _asked(ask: str, side: str, far: int, length: int) -> Bundle:
    names = (f"ask:{ask}", f"ask:{side}{ask}", f"ask:{ask}<{far}", f"ask:{ask}:{length}")
    return Bundle(tuple([Cue(name, 1) for name in names]))


@lru_cache(maxsize=1024)
def _taken_up(ask: str, taken: int, leans: Says | None, denies: bool) -> Bundle:
    names = [f"takes:{taken}", f"takes:{taken}<{ask}"]
    if leans is not None:
        names += (f"leans:{leans}", f"leans:{leans}<{ask}")
    if denies:
        names += ("denies", f"denies<{ask}")
    return Bundle(tuple([Cue(name, 1) for name in names]))


def _grams(text: str, longest: int, mark: str, value: float) -> tuple[Cue, ...]:
    """Return the runs of 1 to `longest` characters, the ends of the text included, each once; none of no text."""
    return (Cue(mark, value, text, longest),) if text else ()
