"""Runs that rise: which pairs keep the order of both sides, in n log n."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def rising(values: Sequence[int]) -> tuple[int, ...]:
    """Return the places of one longest strictly rising run of `values` (the longest common order of two sides)."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        at = bisect_left(tails, value)
        before.append(places[at - 1] if at else -1)
        if at == len(tails):
            tails.append(value)
            places.append(place)
        else:
            tails[at] = value
            places[at] = place
    kept: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        kept.append(place)
        place = before[place]
    return tuple(reversed(kept))


def once(keys: Sequence[Key | None]) -> dict[Key, int]:
    """Return the place of every key that occurs exactly once; None is no key."""
    places: dict[Key, int] = {}
    for place, key in enumerate(keys):
        if key is not None:
            places[key] = -1 if key in places else place
    return {key: place for key, place in places.items() if place >= 0}


def shared_once(one: Sequence[Key | None], other: Sequence[Key | None]) -> list[tuple[int, int]]:
    """Return the places (in one, in other) of the keys that each side has exactly once, in the order of `one`."""
    theirs = once(other)
    return [(place, theirs[key]) for key, place in once(one).items() if key in theirs]
