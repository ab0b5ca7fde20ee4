"""SM3 (GB/T 32905-2016) in plain Python, for interpreters whose OpenSSL leaves it out."""

import struct
from typing import Final

_MASK: Final = 0xFFFFFFFF
_START: Final = (
    0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
)  # fmt: skip


def _turn(word: int, places: int) -> int:
    places %= 32
    return ((word << places) | (word >> (32 - places))) & _MASK


_ROUND_WORDS: Final = tuple(_turn(0x79CC4519 if j < 16 else 0x7A879D8A, j) for j in range(64))


def _expand(block: bytes) -> list[int]:
    words = list(struct.unpack(">16I", block))
    for j in range(16, 68):
        mixed = words[j - 16] ^ words[j - 9] ^ _turn(words[j - 3], 15)
        mixed ^= _turn(mixed, 15) ^ _turn(mixed, 23)
        words.append(mixed ^ _turn(words[j - 13], 7) ^ words[j - 6])
    return words


def _compress(state: tuple[int, ...], block: bytes) -> tuple[int, ...]:
    words = _expand(block)
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        a12 = _turn(a, 12)
        ss1 = _turn((a12 + e + _ROUND_WORDS[j]) & _MASK, 7)
        early = j < 16
        ff = a ^ b ^ c if early else (a & b) | (a & c) | (b & c)
        gg = e ^ f ^ g if early else (e & f) | (~e & _MASK & g)
        tt1 = (ff + d + (ss1 ^ a12) + (words[j] ^ words[j + 4])) & _MASK
        tt2 = (gg + h + ss1 + words[j]) & _MASK
        a, b, c, d = tt1, a, _turn(b, 9), c
        e, f, g, h = tt2 ^ _turn(tt2, 9) ^ _turn(tt2, 17), e, _turn(f, 19), g
    return tuple(old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h), strict=True))


class PlainSm3:
    """The part of hashlib's face that digests here use."""

    def __init__(self) -> None:
        self._state: tuple[int, ...] = _START
        self._rest = b""
        self._length = 0

    def update(self, part: bytes) -> None:
        """Take in more bytes."""
        self._length += len(part)
        waiting = self._rest + part
        whole = len(waiting) - len(waiting) % 64
        for start in range(0, whole, 64):
            self._state = _compress(self._state, waiting[start : start + 64])
        self._rest = waiting[whole:]

    def hexdigest(self) -> str:
        """Return the digest of all bytes so far; more may follow."""
        zeros = (55 - self._length) % 64
        tail = self._rest + b"\x80" + bytes(zeros) + struct.pack(">Q", self._length * 8)
        state = self._state
        for start in range(0, len(tail), 64):
            state = _compress(state, tail[start : start + 64])
        return "".join(f"{word:08x}" for word in state)
