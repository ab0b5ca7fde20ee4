"""Runs of characters as numbers, fast: each text is hashed once, however many features look at it."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]

LONGEST: Final = 4
_FACTOR: Final = np.uint64(0x100000001B3)
_BASIS: Final = np.uint64(0xCBF29CE484222325)
"""The FNV-1a constants (64 bit), applied to whole code points."""


@lru_cache(maxsize=4096)
def runs(text: str) -> tuple[Hashes, ...]:
    """Return the hashes of the runs of 1 to LONGEST characters of `^text$`, each once: one sorted array a length."""
    codes = np.frombuffer(f"^{text}$".encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    found: list[Hashes] = []
    rolling = np.full(len(codes), _BASIS, dtype=np.uint64)
    for length in range(1, min(LONGEST, len(codes)) + 1):
        rolling = (rolling[: len(codes) - length + 1] ^ codes[length - 1 :]) * _FACTOR
        found.append(_distinct(rolling))
    return tuple(found)


def _distinct(hashes: Hashes) -> Hashes:
    """Return the hashes in order, each once: `numpy.unique` without its overhead, most of its time on a chat line."""
    ordered = np.sort(hashes)
    is_new = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=is_new[1:])
    return ordered[is_new]


class Sorted(NamedTuple):
    """The runs of several texts: `hashes` text by text, in each by length and number, each once.

    Of text `i` the runs of up to `n` characters are those from `bounds[i, 0]` to `bounds[i, n]`.
    """

    hashes: Hashes
    bounds: NDArray[np.int64]


def runs_of_all(texts: Sequence[str]) -> Sorted:
    """Return the runs of each text, as `runs` does, with one pass of arithmetic over all of them."""
    bounded = [f"^{text}$" for text in texts]
    codes = np.frombuffer("".join(bounded).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    owner = np.repeat(np.arange(len(texts)), [len(text) for text in bounded])
    rolling = np.full(len(codes), _BASIS, dtype=np.uint64)
    parts, owners = [], []
    for length in range(1, min(LONGEST, len(codes)) + 1):
        rolling = (rolling[: len(codes) - length + 1] ^ codes[length - 1 :]) * _FACTOR
        within = owner[: len(rolling)] == owner[length - 1 :]
        parts.append(rolling[within])
        owners.append(owner[: len(rolling)][within] * LONGEST + (length - 1))
    hashes, groups = np.concatenate(parts), np.concatenate(owners)
    order = np.lexsort((hashes, groups))
    hashes, groups = hashes[order], groups[order]
    is_new = np.ones(len(hashes), dtype=np.bool_)
    is_new[1:] = (hashes[1:] != hashes[:-1]) | (groups[1:] != groups[:-1])
    counts = np.bincount(groups[is_new], minlength=len(texts) * LONGEST)
    ends = np.cumsum(counts).reshape(-1, LONGEST)
    starts = ends[:, :1] - counts.reshape(-1, LONGEST)[:, :1]
    return Sorted(hashes[is_new], np.hstack((starts, ends)))


def up_to(text: str, longest: int) -> Hashes:
    """Return the hashes of all runs of up to `longest` characters; of an empty text, none."""
    return np.concatenate(runs(text)[:longest]) if text else np.empty(0, dtype=np.uint64)
