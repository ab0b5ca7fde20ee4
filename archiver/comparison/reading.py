"""Rows of a screenshot held against rows of a talk: which is which, though a machine read the one."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from archiver.analysis.talk import Line

_NOISE: Final = re.compile(r"[\W_]+")
_RARE: Final = 20
"""How often words may stand in a talk to tell where in it a picture was taken."""
_ALIKE: Final = 0.5
_SAME: Final = 0.85
_LOOKED: Final = 50_000
"""Rows of a talk that are searched for words a little like those of a picture in which none are quite the same."""
_BESIDE: Final = 12


class Pair(NamedTuple):
    """A row of the picture and the row of the talk that it shows, by their places."""

    seen: int
    told: int


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """Return a text without blanks, marks and the widths of letters, which a machine reads as it pleases."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def ratio(one: str, other: str) -> float:
    """Return how much two texts have in common (0 to 1)."""
    return SequenceMatcher(None, plain(one), plain(other), autojunk=False).ratio()


def alike(one: Line, other: Line) -> bool:
    """Say whether two rows of pictures are one: said on one side, in the same words, or one of them cut at an edge."""
    if one.outgoing != other.outgoing or one.system != other.system:
        return False
    mine, theirs = plain(one.text), plain(other.text)
    cut = min(len(mine), len(theirs)) > 1 and (mine.endswith(theirs) or theirs.endswith(mine) or mine.startswith(theirs)
                                               or theirs.startswith(mine))  # fmt: skip
    return mine == theirs or cut or ratio(one.text, other.text) >= _SAME


def overlap(before: Sequence[Line], after: Sequence[Line]) -> int:
    """Return how many rows at the end of one picture are those at the begin of another; one short row is no overlap."""
    for count in range(min(len(before), len(after)), 0, -1):
        tail = before[len(before) - count :]
        if all(map(alike, tail, after)) and (count > 1 or len(plain(after[0].text)) > 5):
            return count
    return 0


def pairs(seen: Sequence[Line], told: Sequence[Line]) -> tuple[Pair, ...]:
    """Return which row of the talk each row of a picture shows, in the order of both; fewer than all where some differ.

    Words that are rare in the talk say where the picture was taken; around there the rest is compared.
    """
    places = _places(seen, told)
    start, end = _window(places, len(seen))
    if start is None:
        return ()
    found = _chain(
        Pair(index, place) for index, held in places.items() for place in held if start <= place <= end
    )  # fmt: skip
    return _filled(found, seen, told)


def _places(seen: Sequence[Line], told: Sequence[Line]) -> dict[int, list[int]]:
    """Return for each row of the picture where its words stand in the talk."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for index, line in enumerate(seen):
        if plain(line.text):
            wanted[plain(line.text)].append(index)
    found: dict[int, list[int]] = defaultdict(list)
    for place, line in enumerate(told):
        for index in wanted.get(plain(line.text), ()) if line.text else ():
            found[index].append(place)
    return found or _near_places(seen, told[:_LOOKED])


def _near_places(seen: Sequence[Line], told: Sequence[Line]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    longer = [(index, plain(line.text)) for index, line in enumerate(seen) if len(plain(line.text)) >= 4]
    for place, line in enumerate(told):
        words = plain(line.text)
        for index, mine in longer:
            near = 0.6 * len(mine) <= len(words) <= 1.7 * len(mine) and len(set(mine) & set(words)) >= 0.6 * len(
                set(mine)
            )
            if near and SequenceMatcher(None, mine, words, autojunk=False).ratio() >= 0.7:
                found[index].append(place)
    return found


def _window(places: dict[int, list[int]], rows: int) -> tuple[int | None, int]:
    """Return the stretch of the talk that holds most rows of the picture, rare ones counting more."""
    rare = {index: held for index, held in places.items() if len(held) <= _RARE} or places
    length = 2 * rows + _BESIDE
    marks = sorted((place, index) for index, held in rare.items() for place in held)
    if not marks:
        return None, 0
    stands = [place for place, _ in marks]
    best, start = 0.0, marks[0][0]
    for at, (place, _) in enumerate(marks):
        inside = {index for _, index in marks[at : bisect_right(stands, place + length)]}
        weight = sum(1 / len(rare[index]) for index in inside)
        if weight > best:
            best, start = weight, place
    return max(0, start - rows - _BESIDE), start + length


def _chain(found: Iterable[Pair]) -> list[Pair]:
    """Return the longest run of pairs that goes forward on both sides."""
    ordered = sorted(found, key=lambda pair: (pair.seen, -pair.told))
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for number, pair in enumerate(ordered):
        at = bisect_left(ends, pair.told)
        before.append(last[at - 1] if at else None)
        ends[at : at + 1] = [pair.told]
        last[at : at + 1] = [number]
    chain: list[Pair] = []
    step = last[-1] if last else None
    while step is not None:
        chain.append(ordered[step])
        step = before[step]
    return chain[::-1]


def _filled(found: list[Pair], seen: Sequence[Line], told: Sequence[Line]) -> tuple[Pair, ...]:
    """Return the pairs with those between them whose words are alike, first with first."""
    every: list[Pair] = []
    edges = [Pair(-1, max(-1, found[0].told - found[0].seen - _BESIDE)), *found,
             Pair(len(seen), min(len(told), found[-1].told + len(seen) - found[-1].seen + _BESIDE))]  # fmt: skip
    for before, after in pairwise(edges):
        every += [before] if before.seen >= 0 else []
        next_place = before.told + 1
        for index in range(before.seen + 1, after.seen):
            near = [(ratio(seen[index].text, told[place].text), -place) for place in range(next_place, after.told)]
            best, place = max(near, default=(0.0, 0))
            if best >= _ALIKE:
                every.append(Pair(index, -place))
                next_place = 1 - place
    return tuple(every)


def speakers(seen: Sequence[Line], told: Sequence[Line], found: Iterable[Pair]) -> dict[str, str]:
    """Return which account of the talk each one of the picture is, by what most of their equal rows say."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for pair in found:
        mine, theirs = seen[pair.seen], told[pair.told]
        if not mine.system and not theirs.system and plain(mine.text) == plain(theirs.text):
            votes[mine.account][theirs.account] += 1
    return {account: counted.most_common(1)[0][0] for account, counted in votes.items()}
