"""Bytes that were cut, doubled, overwritten and crossed, the same ones for the same seed.

What runs where no coverage-guided fuzzer is to be had. Pieces of other samples are put in, since a parser is tested
best by what looks almost like its own format.
"""

import re
from collections.abc import Iterator, Sequence
from random import Random
from typing import Final

from tests.fuzz.harness import LONGEST, Seed

OVERLONG: Final = b"9" * 5000
"""More digits than Python makes a number of (`sys.set_int_max_str_digits`)."""
_MARKS: Final = (
    b"\r\n", b"\n", b"\r", b"\0", b'"', b"{", b"}", b"[", b"]", b"\\", b",", b"<", b">", b"&", b"=", b":", b"\xff",
    b"\xed\xa0\x80", b"\xef\xbb\xbf", b"=" * 64, b"99999999999999999999", b"-1", b"0000-00-00 99:99:99", b"1e999",
    b"NaN", b"null", b"PK\x03\x04", b"\x80" * 11, OVERLONG,
)  # fmt: skip
_BESIDE: Final = 6
"""Bytes on either side that tell what a number stands for."""


def mutants(seeds: Sequence[Seed], number: int) -> Iterator[bytes]:
    """Yield ever new bytes made from the samples; the same ones for the same number."""
    chance = Random(number)  # noqa: S311 - repeatable on purpose
    while True:
        data = bytearray(chance.choice(seeds).data)
        for _ in range(chance.randint(1, 6)):
            _change(data, seeds, chance)
        yield bytes(data[:LONGEST])


def _change(data: bytearray, seeds: Sequence[Seed], chance: Random) -> None:
    at = chance.randint(0, len(data))
    length = min(chance.choice((0, 1, 2, 8, 64, 512)), len(data) - at)
    match chance.randrange(7):
        case 0:
            del data[at:]
        case 1:
            del data[at : at + length]
        case 2:
            data[at : at + length] = chance.choice(_MARKS)
        case 3:
            data[at:at] = data[at : at + length]
        case 4:
            data[at : at + length] = chance.randbytes(length)
        case 5:
            other = chance.choice(seeds).data
            start = chance.randint(0, len(other))
            data[at : at + length] = other[start : start + chance.choice((16, 128, 2048))]
        case _:
            if at < len(data):
                data[at] ^= 1 << chance.randrange(8)


def swollen(sample: Seed) -> Iterator[bytes]:
    """Yield the sample with one of its numbers grown overlong; of numbers between the same bytes the first."""
    seen: set[bytes] = set()
    for found in re.finditer(rb"\d+", sample.data):
        around = (
            sample.data[max(0, found.start() - _BESIDE) : found.start()] + b"|" + sample.data[found.end() :][:_BESIDE]
        )
        beside = re.sub(rb"\d", b"0", around)
        if beside not in seen:
            seen.add(beside)
            yield sample.data[: found.start()] + OVERLONG + sample.data[found.end() :]
