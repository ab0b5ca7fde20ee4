"""Which row of one export is which of the other.

Two rows are one message if they bear one number, or if two of words, sender and time agree and they stand between the
same neighbours. Rows that stand once on each side are paired first; they cut the rest into gaps, and each gap is
aligned by itself: exactly where it is small, by ever weaker marks where it is large. Nothing here is quadratic: a gap
that is solved exactly has at most `_CELLS` cells, and each mark is one pass.
"""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from msgspec import Struct

from archiver.analysis.align.clock import Clock, read_clock
from archiver.analysis.align.gap import Gap, best_pairs
from archiver.analysis.align.numbers import Bridge
from archiver.analysis.align.order import rising, shared_once
from archiver.analysis.align.people import People
from archiver.analysis.align.rows import Row

_CELLS: Final = 4_000
"""The largest gap (rows times rows) that is solved exactly."""
_ROUNDS: Final = 24
"""How often a gap may be cut by marks; what is still large then is paired in its order."""
_TELLING: Final = 8
"""From how many characters on words that stand once on each side are one message wherever they stand."""
_NEAR: Final = 600
"""How many seconds apart two equal messages that recur may be and still be one whose time differs."""
_ALIKE: Final = 0.5
"""Which part of their letters two texts must share to be one that was edited, where no time tells."""

Keys = tuple[list[Hashable | None], list[Hashable | None]]


class Alignment(Struct, frozen=True):
    """Which places pair, in the order of the first side; `moved` are pairs whose order differs on the two sides."""

    pairs: tuple[tuple[int, int], ...]
    moved: frozenset[int]
    clock: Clock
    people: tuple[tuple[str, str], ...]


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
        self.common = _recurring(one, other)

    def run(self) -> None:
        """Pair what can be paired."""
        self._take(list(self.bridge.pairs))
        for keys in (self._full(), self._timed()):
            self._take(shared_once(*self._free(keys)))
        for low, high in self._gaps():
            self._solve(low, high)
        self._gather_moved()

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

    def _solve(self, low: tuple[int, int], high: tuple[int, int]) -> None:
        """Align one gap: `low` and `high` are its ranges on the two sides."""
        mine = [place for place in range(*low) if place not in self.mate]
        theirs = [place for place in range(*high) if place not in self.taken]
        waiting = [(mine, theirs, 0)]
        while waiting:
            mine, theirs, rounds = waiting.pop()
            if not mine or not theirs:
                continue
            if len(mine) * len(theirs) <= _CELLS:
                self._take(best_pairs(Gap(mine, theirs, self._weight)))
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

    def _weight(self, i: int, j: int) -> float:
        """Return how much speaks for two rows being one message; 0 where they cannot be."""
        mine, theirs = self.one[i], self.other[j]
        if self.bridge.apart(i, j):
            return 0.0
        words = mine.token == theirs.token
        sender = self.people.same(mine, theirs)
        at, other = self.ours[i], self.theirs[j]
        if at is None or other is None:
            return 8.0 + sender if words else _likeness(mine, theirs, least=_ALIKE) if sender else 0.0
        if at == other:
            if words:
                return 10.0 if sender else 7.0
            return _likeness(mine, theirs) if sender or mine.what == theirs.what != "text" else 0.0
        far = abs(at - other)
        if not words or not sender or (mine.token in self.common and far > _NEAR):
            return 0.0
        return 5.0 + 1.0 / (1.0 + far / 60)

    def _gather_moved(self) -> None:
        """Pair what stands elsewhere on the other side: the same words of the same second, or telling words."""
        self._take(_equal_counts(*self._free(self._full())))
        self._take(shared_once(*self._free(self._telling())))

    def _telling(self) -> Keys:
        def key(row: Row) -> Hashable | None:
            return row.token if len(row.words) >= _TELLING and row.token not in self.common else None

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
        pairs, frozenset(mine for mine, _ in pairs if mine not in kept), aligner.clock, aligner.people.pairs()
    )


def _recurring(one: Sequence[Row], other: Sequence[Row]) -> frozenset[Hashable]:
    """Return what is said more than once on a side: such a row is not known by its words."""
    found: set[Hashable] = set()
    for rows in (one, other):
        seen: set[Hashable] = set()
        for row in rows:
            (found if row.token in seen else seen).add(row.token)
    return frozenset(found)


def _likeness(mine: Row, theirs: Row, least: float = 0.0) -> float:
    """Return 2 to 4 for rows whose words differ, more the more letters they share; 0 for less than `least` of them."""
    if mine.what != theirs.what:
        return 0.0 if least else 2.0
    ours, yours = set(mine.words), set(theirs.words)
    shared = len(ours & yours) / max(1, len(ours | yours))
    return 3.0 + shared if shared >= least else 0.0


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
