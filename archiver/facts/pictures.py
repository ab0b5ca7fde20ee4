"""Width and height of a picture from its first bytes; no picture is unpacked."""

import re
from typing import Final

LOOKED: Final = 512 * 1024
"""Bytes in which the size stands; a photograph may carry a large preview before it."""

_JPEG_SIZES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
_MAGICS: Final = (
    (b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPG"), (b"GIF8", "GIF"), (b"BM", "BMP"), (b"8BPS", "PSD"),
)  # fmt: skip


def format_of(head: bytes) -> str | None:
    """Return the format that the first bytes name; None for anything that is no picture."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "WEBP"
    return next((form for magic, form in _MAGICS if head.startswith(magic)), None)


def size_of(data: bytes) -> tuple[int, int] | None:
    """Return width and height in pixels; None where they do not stand in the first bytes."""
    match format_of(data):
        case "PNG" if data[12:16] == b"IHDR" and len(data) >= 24:
            return _big(data, 16, 4), _big(data, 20, 4)
        case "GIF" if len(data) >= 10:
            return _little(data, 6, 2), _little(data, 8, 2)
        case "BMP" if len(data) >= 26:
            return _little(data, 18, 4), abs(int.from_bytes(data[22:26], "little", signed=True))
        case "PSD" if len(data) >= 22:
            return _big(data, 18, 4), _big(data, 14, 4)
        case "WEBP":
            return _webp(data)
        case "JPG":
            return _jpeg(data)
        case _:
            return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        mark = data[at + 1]
        if mark in _JPEG_SIZES:
            return _big(data, at + 7, 2), _big(data, at + 5, 2)
        at += 1 if mark == 0xFF else 2 if mark in _BARE else 2 + max(2, _big(data, at + 2, 2))
    return None


def _webp(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X" and len(data) >= 30:
        return _little(data, 24, 3) + 1, _little(data, 27, 3) + 1
    if kind == b"VP8L" and len(data) >= 25:
        bits = _little(data, 21, 4)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and re.match(rb"\x9d\x01\x2a", data[23:26]) and len(data) >= 30:
        return _little(data, 26, 2) & 0x3FFF, _little(data, 28, 2) & 0x3FFF
    return None


def _big(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(data[at : at + length], "big")


def _little(data: bytes, at: int, length: int) -> int:
    return int.from_bytes(data[at : at + length], "little")
