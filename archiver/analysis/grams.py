"""Runs of characters as numbers, fast: each text is hashed once, however many features look at it."""

from functools import lru_cache
from typing import Final

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


def up_to(text: str, longest: int) -> Hashes:
    """Return the hashes of all runs of up to `longest` characters; of an empty text, none."""
    return np.concatenate(runs(text)[:longest]) if text else np.empty(0, dtype=np.uint64)
