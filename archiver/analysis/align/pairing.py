"""Which row of one export is which of the other.

Two rows are one message if they bear one number, or if two of words, sender and time agree, they stand between the
same neighbours, and no other pairing is as good: where one is, the rows are left over and each names what it may be.
Rows that stand once on each side are paired first; they cut the rest into gaps, and each gap is aligned by itself:
exactly where it is small, by ever weaker marks where it is large. Nothing here is quadratic: a gap that is solved
exactly has at most `_CELLS` cells, and each mark is one pass.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from functools import partial
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from archiver.analysis.align.clock import Clock, read_clock
from archiver.analysis.align.gap import CLAIMED, Gap, sure_pairs
from archiver.analysis.align.numbers import Bridge
from archiver.analysis.align.order import rising, shared_once
from archiver.analysis.align.people import People
from archiver.analysis.align.rows import Row
from archiver.analysis.align.weighing import Weigher

_CELLS: Final = 4_000
"""The largest gap (rows times rows) that is solved exactly."""
_ROUNDS: Final = 24
"""How often a gap may be cut by marks; what is still large then is paired in its order."""
_TELLING: Final = 8
"""From how many characters on words that stand once on each side are one message wherever they stand."""
_NAMED: Final = 4
"""How many rows a left-over row names at most that it may be."""
_MINUTE: Final = 60

Keys = tuple[list[Hashable | None], list[Hashable | None]]


class Alignment(Struct, frozen=True):
    """Which places pair, in the order of the first side; `moved` are pairs whose order differs on the two sides.

    `perhaps` are places left over on both sides that may be one message, though nothing shows that they are.
    """

    pairs: tuple[tuple[int, int], ...]
    moved: frozenset[int]
    clock: Clock
    people: tuple[tuple[str, str], ...]
    perhaps: tuple[tuple[int, int], ...] = ()


class Aligner:
    """The state of one alignment: who is paired with whom so far."""

    def __init__(self, one: Sequence[Row], other: Sequence[Row], zone: ZoneInfo | None) -> None:
        self.one, self.other = one, other
        self.clock = read_clock(one, other, zone)
        self.bridge = Bridge(one, other)
        self.mate: dict[int, int] = {}
        self.taken: set[int] = set()
        self.ours = [self.clock.ours(row.at) for row in one]
        self.theirs = [self.clock.theirs(row.at) for row in other]
        self.people = People(one, other, self._sure())
        self.home = [self.people.home(row.who) for row in other]
        self.weigher = Weigher((one, other), (self.ours, self.theirs), self.clock, self.people)

    def run(self) -> None:
        """Pair what can be paired."""
        self._take(list(self.bridge.pairs))
        self._take(shared_once(*self._free(self._full())))
        self._take(self._claimed(shared_once(*self._free(self._timed()))))
        for _ in range(2):  # what the first round pairs shows whether a whole stretch is shifted
            for low, high in self._gaps():
                self._solve(low, high)
        self._gather_moved()

    def perhaps(self) -> list[tuple[int, int]]:
        """Return the places left over between the same neighbours that may be one message."""
        found: list[tuple[int, int]] = []
        for low, high in self._gaps():
            mine, theirs = self._left(low, high)
            places: dict[Hashable, list[int]] = defaultdict(list)
            for j in theirs:
                places[self.other[j].token].append(j)
                places[self.theirs[j]].append(j)
            for i in mine:
                near = dict.fromkeys((*places[self.one[i].token][:_NAMED], *places[self.ours[i]][:_NAMED]))
                found += [(i, j) for j in near if self._weight(i, j)]
        return found

    def backbone(self) -> list[tuple[int, int]]:
        """Return the pairs that keep the order of both sides."""
        pairs = sorted(self.mate.items())
        return [pairs[place] for place in rising([theirs for _, theirs in pairs])]

    def _sure(self) -> list[tuple[int, int]]:
        pairs = shared_once([row.token for row in self.one], [row.token for row in self.other])
        if self.clock.grain is None:
            return pairs
        return [(i, j) for i, j in pairs if self.ours[i] == self.theirs[j]]

    def _full(self) -> Keys:
        timed = self.clock.grain is not None
        mine = [
            (row.token, row.who, at) if at is not None or not timed else None
            for row, at in zip(self.one, self.ours, strict=True)
        ]
        theirs = [
            (row.token, home, at) if at is not None or not timed else None
            for row, home, at in zip(self.other, self.home, self.theirs, strict=True)
        ]
        return list(mine), list(theirs)

    def _timed(self) -> Keys:
        if self.clock.grain is None:
            return [row.token for row in self.one], [row.token for row in self.other]
        mine = [(row.token, at) if at is not None else None for row, at in zip(self.one, self.ours, strict=True)]
        theirs = [(row.token, at) if at is not None else None for row, at in zip(self.other, self.theirs, strict=True)]
        return list(mine), list(theirs)

    def _free(self, keys: Keys) -> Keys:
        mine, theirs = keys
        return (
            [None if place in self.mate else key for place, key in enumerate(mine)],
            [None if place in self.taken else key for place, key in enumerate(theirs)],
        )

    def _take(self, pairs: Sequence[tuple[int, int]]) -> None:
        for mine, theirs in pairs:
            if mine not in self.mate and theirs not in self.taken and not self.bridge.apart(mine, theirs):
                self.mate[mine] = theirs
                self.taken.add(theirs)

    def _gaps(self) -> list[tuple[tuple[int, int], tuple[int, int]]]:
        """Return what lies between the neighbours of the backbone, as half-open ranges of both sides."""
        edges = [(-1, -1), *self.backbone(), (len(self.one), len(self.other))]
        return [
            ((first[0] + 1, after[0]), (first[1] + 1, after[1]))
            for first, after in pairwise(edges)
            if after[0] - first[0] > 1 and after[1] - first[1] > 1
        ]

    def _left(self, low: tuple[int, int], high: tuple[int, int]) -> tuple[list[int], list[int]]:
        mine = [place for place in range(*low) if place not in self.mate]
        return mine, [place for place in range(*high) if place not in self.taken]

    def _solve(self, low: tuple[int, int], high: tuple[int, int]) -> None:
        """Align one gap: `low` and `high` are its ranges on the two sides."""
        weight = partial(self._weight, shift=self._shift((low[0] - 1, high[0] - 1), (low[1], high[1])))
        waiting = [(*self._left(low, high), 0)]
        while waiting:
            mine, theirs, rounds = waiting.pop()
            if not mine or not theirs:
                continue
            if len(mine) * len(theirs) <= _CELLS:
                self._take(sure_pairs(Gap(mine, theirs, weight)))
                continue
            anchors = self._anchors(mine, theirs) if rounds < _ROUNDS else []
            if not anchors:
                self._take(self._in_order(mine, theirs))
                continue
            waiting += [(a, b, rounds + 1) for a, b in _cut(mine, theirs, anchors)]
            self._take([(mine[a], theirs[b]) for a, b in anchors])

    def _anchors(self, mine: list[int], theirs: list[int]) -> list[tuple[int, int]]:
        """Return places within the gap's lists that pair beyond doubt there: equal ends, else rows that stand once."""
        ends = self._equal_ends(mine, theirs)
        if ends:
            return ends
        for key in (self._key_full, self._key_words, self._key_around):
            pairs = shared_once(*key(mine, theirs))
            pairs = [(a, b) for a, b in pairs if self._weight(mine[a], theirs[b]) >= CLAIMED]
            kept = [pairs[place] for place in rising([b for _, b in pairs])]
            if kept:
                return kept
        return []

    def _equal_ends(self, mine: list[int], theirs: list[int]) -> list[tuple[int, int]]:
        keys_a, keys_b = self._key_full(mine, theirs)
        most = min(len(mine), len(theirs))
        head = 0
        while head < most and keys_a[head] is not None and keys_a[head] == keys_b[head]:
            head += 1
        tail = 0
        while tail < most - head and keys_a[-1 - tail] is not None and keys_a[-1 - tail] == keys_b[-1 - tail]:
            tail += 1
        ends = [(at, at) for at in range(head)]
        return ends + [(len(mine) - at, len(theirs) - at) for at in range(tail, 0, -1)]

    def _key_full(self, mine: list[int], theirs: list[int]) -> Keys:
        return (
            [(self.one[i].token, self.one[i].who, self.ours[i]) for i in mine],
            [(self.other[j].token, self.home[j], self.theirs[j]) for j in theirs],
        )

    def _key_words(self, mine: list[int], theirs: list[int]) -> Keys:
        return (
            [(self.one[i].token, self.one[i].who) for i in mine],
            [(self.other[j].token, self.home[j]) for j in theirs],
        )

    def _key_around(self, mine: list[int], theirs: list[int]) -> Keys:
        """Return for each row what it and its neighbours in the gap say: short words stand once by their company."""
        words_a, words_b = self._key_words(mine, theirs)
        return _with_neighbours(words_a), _with_neighbours(words_b)

    def _in_order(self, mine: list[int], theirs: list[int]) -> list[tuple[int, int]]:
        """Pair equal rows of a gap in the order in which they stand: the count is what can be told there."""
        places: dict[Hashable, list[int]] = defaultdict(list)
        keys_a, keys_b = self._key_full(mine, theirs)
        for place, key in zip(reversed(theirs), reversed(keys_b), strict=True):
            places[key].append(place)
        pairs = [(place, places[key].pop()) for place, key in zip(mine, keys_a, strict=True) if places.get(key)]
        return [pairs[at] for at in rising([j for _, j in pairs])]

    def _weight(self, i: int, j: int, shift: int = 0) -> float:
        return 0.0 if self.bridge.apart(i, j) else self.weigher.weight(i, j, shift)

    def _claimed(self, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(i, j) for i, j in pairs if self._weight(i, j) >= CLAIMED]

    def _shift(self, before: tuple[int, int], behind: tuple[int, int]) -> int:
        """Return how many seconds the neighbours of a gap are off the clock, if both are alike; else 0."""
        shifts = set[int]()
        for i, j in (before, behind):
            if not (0 <= i < len(self.one) and 0 <= j < len(self.other)):
                return 0
            mine, theirs = self.ours[i], self.theirs[j]
            shifts.add(theirs - mine if mine is not None and theirs is not None else 0)
        return shifts.pop() if len(shifts) == 1 else 0

    def _gather_moved(self) -> None:
        """Pair what stands elsewhere on the other side: the same words of the same time, or telling words."""
        if self.clock.grain is not None and self.clock.grain <= _MINUTE:
            self._take(_equal_counts(*self._free(self._full())))
        self._take(shared_once(*self._free(self._telling())))

    def _telling(self) -> Keys:
        def key(row: Row) -> Hashable | None:
            return row.token if len(row.words) >= _TELLING and row.token not in self.weigher.common else None

        return [key(row) for row in self.one], [key(row) for row in self.other]


def align(one: Sequence[Row], other: Sequence[Row], zone: ZoneInfo | None = None) -> Alignment:
    """Align two exports of one talk; `zone` is the zone in which its times are read.

    In a run of equal messages that nothing tells apart (same sender, same printed time), which one is missing cannot
    be known: as many are left over as there are too many on one side.
    """
    aligner = Aligner(one, other, zone)
    aligner.run()
    kept = {mine for mine, _ in aligner.backbone()}
    pairs = tuple(sorted(aligner.mate.items()))
    return Alignment(
        pairs,
        frozenset(mine for mine, _ in pairs if mine not in kept),
        aligner.clock,
        aligner.people.pairs(),
        tuple(aligner.perhaps()),
    )


def _with_neighbours(keys: list[Hashable | None]) -> list[Hashable | None]:
    padded = [None, *keys, None]
    return [(padded[at - 1], key, padded[at + 1]) for at, key in enumerate(keys, 1)]


def _cut(mine: list[int], theirs: list[int], anchors: list[tuple[int, int]]) -> list[tuple[list[int], list[int]]]:
    edges = [(-1, -1), *anchors, (len(mine), len(theirs))]
    return [(mine[low[0] + 1 : high[0]], theirs[low[1] + 1 : high[1]]) for low, high in pairwise(edges)]


def _equal_counts(one: list[Hashable | None], other: list[Hashable | None]) -> list[tuple[int, int]]:
    """Return the places of equal keys, in their order, as many as both sides have."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for place in range(len(other) - 1, -1, -1):
        key = other[place]
        if key is not None:
            places[key].append(place)
    return [(place, places[key].pop()) for place, key in enumerate(one) if key is not None and places.get(key)]
