"""How much speaks for two rows of a gap being one message, and whether it is enough to say so.

Two of words, sender and time must agree, and words that recur on a side tell nothing by themselves: beside 嗯 of one
minute, 嗯 of the next may be the same message or another. Where that much is not there, the two may be one.
"""

from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import Final

from archiver.analysis.align.clock import Clock
from archiver.analysis.align.gap import WHOLE
from archiver.analysis.align.people import People
from archiver.analysis.align.rows import Row

PERHAPS: Final = 1 / 256
"""The weight of rows that may be one: all of a gap's together outweigh no pair that is claimed."""
_NEAR: Final = 600
"""How many seconds apart two equal messages that recur may be and still perhaps be one whose time differs."""
_ALIKE: Final = 0.5
"""Which part of their letters two texts must share to be one that was edited, where no second tells."""
_MINUTE: Final = 60
_LOOKED: Final = 200
"""How many letters of two texts are looked at for their likeness."""


class Weigher:
    """What is known of the rows of both sides: their times on one clock, their senders, and which words recur."""

    def __init__(
        self,
        sides: tuple[Sequence[Row], Sequence[Row]],
        times: tuple[Sequence[int | None], Sequence[int | None]],
        clock: Clock,
        people: People,
    ) -> None:
        self._one, self._other = sides
        self._ours, self._theirs = times
        self._clock, self._people = clock, people
        self.common = _recurring(sides)

    def weight(self, i: int, j: int, shift: int = 0) -> float:
        """Return the weight of two rows, 0 where they cannot be one; `shift` is how far times differ all around."""
        mine, theirs = self._one[i], self._other[j]
        sender = self._people.same(mine, theirs)
        at, other = self._ours[i], self._theirs[j]
        if mine.token != theirs.token:
            return self._edited(mine, theirs, sender=sender, timed=None if at is None or other is None else at == other)
        if at is None or other is None:
            return WHOLE if sender else 7.0
        if at == other:
            return WHOLE if sender else self._another_sender(mine, theirs)
        return self._another_time(mine, other - at, shift) if sender else 0.0

    def _edited(self, mine: Row, theirs: Row, *, sender: bool, timed: bool | None) -> float:
        """Return the weight of rows whose words differ; `timed` says whether times agree, None for no times."""
        if timed is False or not (sender or (timed and mine.what == theirs.what != "text")):
            return 0.0
        if mine.what != theirs.what:
            return 2.0 if timed else 0.0
        likeness = _letters(mine.words, theirs.words)
        if not timed or (self._clock.grain or 1) > _MINUTE:
            return 3.0 + likeness if likeness >= _ALIKE else 0.0
        told = self._clock.grain == 1 or mine.what != "text" or _alike(mine.words, theirs.words)
        return 3.0 + likeness if told else PERHAPS

    def _another_sender(self, mine: Row, theirs: Row) -> float:
        told = self._clock.grain == 1 or mine.what != "text" or mine.token not in self.common
        return 7.0 if told or not self._people.apart(mine, theirs) else PERHAPS

    def _another_time(self, mine: Row, later: int, shift: int) -> float:
        far = abs(later)
        if far <= self._clock.slack or (shift and later == shift):
            return 9.0
        if mine.token not in self.common or (mine.what == "file" and far <= _NEAR):
            return 5.0 + 1.0 / (1.0 + far / _MINUTE)
        return PERHAPS if far <= _NEAR else 0.0


def _recurring(sides: tuple[Sequence[Row], Sequence[Row]]) -> frozenset[Hashable]:
    """Return what is said more than once on a side: such a row is not known by its words."""
    found: set[Hashable] = set()
    for rows in sides:
        seen: set[Hashable] = set()
        for row in rows:
            (found if row.token in seen else seen).add(row.token)
    return frozenset(found)


def _letters(one: str, other: str) -> float:
    """Return which part of the letters of two texts they share."""
    ours, yours = set(one), set(other)
    return len(ours & yours) / max(1, len(ours | yours))


def _alike(one: str, other: str) -> bool:
    """Say whether one text may be the other after an edit, or as another format writes it."""
    short, long = sorted((one, other), key=len)
    if long.startswith(short) or long.endswith(short) or (short.startswith("[") and long.startswith("[")):
        return True
    return SequenceMatcher(None, one[:_LOOKED], other[:_LOOKED], autojunk=False).ratio() >= _ALIKE
