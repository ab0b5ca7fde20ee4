"""What messages say by themselves, read once however often the talk around them is read.

Neither the times and sums of a message nor what the rules take of it, nor the ways of answering that its words fit,
depend on who speaks and what was said before; so a second reading of a talk, with the sides known, need not find them
again.
"""

from msgspec import Struct

from archiver.analysis.matcher import Proposed, RuleBook
from archiver.analysis.reading import Words, placed, words_of
from archiver.analysis.replies import Fit, fits_of
from archiver.analysis.rules import RULES
from archiver.analysis.talk import Line

_RULES = RuleBook(RULES)


class Apart(Struct, frozen=True, gc=False):
    """A message by itself: its words, what the rules propose for them, and how each clause may answer something."""

    words: Words
    proposed: Proposed
    fits: tuple[tuple[Fit, ...], ...]


def read_apart(line: Line) -> Apart:
    """Read one message by itself."""
    words = words_of(line)
    reading = placed(line, words, 0, None)
    return Apart(words, _RULES.propose(reading), fits_of(reading))


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
