"""What messages say by themselves, read once however often the talk around them is read.

Neither the times and sums of a message nor what the rules take of it, nor the ways of answering that its words fit,
depend on who speaks and what was said before; so a second reading of a talk, with the sides known, need not find them
again.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from archiver.analysis.cores import core_of
from archiver.analysis.features import Clause
from archiver.analysis.matcher import Proposed, RuleBook
from archiver.analysis.needed import Triggers
from archiver.analysis.reading import Reading, Words, placed, words_of
from archiver.analysis.rule import Feature, features
from archiver.analysis.rules import RULES, consents, declines, dissents, undecided
from archiver.analysis.script import plain
from archiver.analysis.talk import Line
from archiver.analysis.times.gate import may_hold_time
from archiver.analysis.way import Fit, Way

OFTEN = 8
"""Messages of no more characters are said again and again (好的, 收到, 多少钱): each is read once."""
AGAIN = 200
"""Up to so many characters a message may come again word for word, as advertisements and a shop's greetings do."""
LONGEST = 60
"""A longer message is no answer but a speech; its acts are found elsewhere."""
WAYS: tuple[Way, ...] = (
    *dissents.DENIALS, undecided.TALKED_ABOUT, *dissents.WAYS, *undecided.WAYS, *declines.WAYS,
    *consents.WAYS,
)  # fmt: skip
"""All ways to answer; of several that fit a clause the first is taken."""
_TRIGGERS = Triggers(way.pattern for way in WAYS)
_ASKED_OR_REPORTED: frozenset[Feature] = features("question", "asking", "hearsay", "quoted")
_UNREAL: frozenset[Feature] = features("condition", "sarcasm")
_GOES_ON = re.compile(r"(?<=.)[吧呗呀嘞咯啊](?=[\u4e00-\u9fff])")
"""A particle that ends a thought where nothing else does: 去掉吧没人认识了."""
_RULES = RuleBook(RULES)


class Apart(Struct, frozen=True, gc=False):
    """A message by itself: its words, what the rules propose for them, and how each clause may answer something."""

    words: Words
    proposed: Proposed
    fits: tuple[tuple[Fit, ...], ...]


def read_apart(line: Line) -> Apart:
    """Read one message by itself."""
    if not _is_timeless(line):
        return _read_apart(line)
    return _of_few_words(line.text) if len(line.text) <= OFTEN else _of_more_words(line.text)


def _is_timeless(line: Line) -> bool:
    """Tell whether a message's words say the same whoever says them and whenever, and may come again."""
    text = line.text
    if len(text) > AGAIN or line.kind != "text" or line.own != ((0, len(text)),):
        return False
    return not may_hold_time(plain(text))


def _of_text(text: str) -> Apart:
    """Read timeless words."""
    return _read_apart(Line("", "", "", "", None, "text", text, ((0, len(text)),)))


_of_few_words = lru_cache(maxsize=1 << 14)(_of_text)
_of_more_words = lru_cache(maxsize=1 << 14)(_of_text)
"""Kept apart from the short ones: of these most come but once, and would drive them out."""


def _read_apart(line: Line) -> Apart:
    words = words_of(line)
    reading = placed(line, words, 0, None)
    return Apart(words, _RULES.propose(reading), fits_of(reading))


def fits_of(reading: Reading) -> tuple[tuple[Fit, ...], ...]:
    """Return the ways of answering that each clause of a message fits, whatever it may answer; none of a speech."""
    if len(reading.text) > LONGEST:
        return ()
    ways = [WAYS[number] for number in _TRIGGERS.of(reading.text)]
    found = (tuple(_fits_of(reading, clause, ways)) for clause in reading.clauses) if ways else ()
    return tuple(fits for fits in found if fits)


def _fits_of(reading: Reading, clause: Clause, ways: Sequence[Way]) -> Iterator[Fit]:
    """Yield what a clause fits: its whole core, then the core up to a particle that ends a thought within it."""
    start, end = core_of(reading.text, clause.start, clause.end)
    if start >= end:
        return
    yield from _fits_at(reading, clause, (start, end), ways)
    cut = _GOES_ON.search(reading.text, start, end)
    if cut and cut.start() > start:
        yield from _fits_at(reading, clause, (start, cut.start()), ways)


def _fits_at(reading: Reading, clause: Clause, place: tuple[int, int], ways: Sequence[Way]) -> Iterator[Fit]:
    start, end = place
    tail = reading.text[end : clause.end]
    for way in ways:
        if not way.asked and clause.features & _ASKED_OR_REPORTED:
            continue
        if (way.says == "yes" and clause.features & _UNREAL) or (way.alone and len(reading.clauses) > 1):
            continue
        match = way.pattern.fullmatch(reading.text, clause.start if way.asked else start, end)
        if match:
            yield Fit(way, start, end, match[0], match.groupdict(), tail)


class Shelf:
    """Messages read by themselves; with `keep` they stay for another reading of the same talk, else until taken."""

    def __init__(self, *, keep: bool = False) -> None:
        self._keep = keep
        self._read: dict[tuple[str, int], Apart] = {}

    def put(self, line: Line) -> Apart:
        """Read a message ahead of its turn; it waits until it is taken."""
        found = self._read.get((line.ref, 1))
        if found is None:
            found = self._read[line.ref, 1] = read_apart(line)
        return found

    def take(self, line: Line, parts: int = 1) -> Apart:
        """Return a message, or `parts` messages joined into one that bears the last one's reference."""
        key = (line.ref, parts)
        if not self._keep:
            return self._read.pop(key, None) or read_apart(line)
        found = self._read.get(key)
        if found is None:
            found = self._read[key] = read_apart(line)
        return found

    def last_reading(self) -> "Shelf":
        """Return a shelf of the same messages that lets go of each one taken."""
        other = Shelf()
        other._read = self._read
        return other
