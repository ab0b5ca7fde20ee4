"""The parts of an MHT file behind its talk: pictures in base64, found by their GUID (formats.md §4.1).

The envelope lacks a semicolon, which misleads every reader of MIME, so its boundary is read from its bytes.
"""

import binascii
import hashlib
import re
from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from parsers.source import Source

MAX_PART = 64 * 1024 * 1024
"""Bytes of a part that are looked into; a picture of QQ has at most some 30 MB."""

_BOUNDARY = re.compile(rb'boundary="?([^"\r\n]{8,200})"?')
_LOCATION = re.compile(rb"^Content-Location:[ \t]*([^\r\n]{1,300}?)[ \t]*\r?$", re.MULTILINE | re.IGNORECASE)
_IMAGE = re.compile(rb"^Content-Type:[ \t]*image/", re.MULTILINE | re.IGNORECASE)
_BLANK = re.compile(rb"\r?\n\r?\n")
_MAX_HEADER = 4096
_MAGICS = (
    (0, b"\xff\xd8\xff", "jpeg"), (0, b"\x89PNG", "png"), (0, b"GIF8", "gif"), (8, b"WEBP", "webp"), (0, b"BM", "bmp"),
)  # fmt: skip


class Part(Struct, frozen=True):
    """A part from its opening boundary to the next; `data` is None where it is the talk, or too long to keep."""

    start: int
    end: int
    data: bytes | None
    closing: bool = False

    def location(self) -> str | None:
        """Return the name under which the talk refers to a picture; None for any other part."""
        head = (self.data or b"")[:_MAX_HEADER]
        blank = _BLANK.search(head)
        head = head[: blank.start()] if blank else head
        found = _LOCATION.search(head)
        return found[1].decode("utf-8", "replace") if found and _IMAGE.search(head) else None

    def content(self) -> bytes | None:
        """Return the decoded bytes; None where they are no base64."""
        blank = _BLANK.search(self.data or b"", 0, _MAX_HEADER)
        if self.data is None or blank is None:
            return None
        try:
            return binascii.a2b_base64(self.data[blank.end() :])
        except binascii.Error:
            return None


class Picture(Struct, frozen=True):
    """A picture of the file: `kind` by its first bytes (empty if unknown), its size and digests, and where it lies."""

    start: int
    end: int
    kind: str
    size: int
    md5: str
    sha256: str


def boundary_of(head: bytes) -> bytes | None:
    """Return the boundary that the envelope names."""
    found = _BOUNDARY.search(head)
    return found[1] if found else None


def pictures(source: Source) -> Iterator[tuple[str, Picture]]:
    """Yield each picture by its name, reading the file once and keeping one picture at a time."""
    for part in _parts_of(source):
        name, data = part.location(), part.content()
        if name is not None and data:
            yield name, _picture(part, data)


def extract(source: Source, picture: Picture) -> bytes:
    """Return the bytes of a picture."""
    return Part(0, 0, source.cut(picture.start, picture.end)).content() or b""


def _picture(part: Part, data: bytes) -> Picture:
    kind = next((kind for at, magic, kind in _MAGICS if data.startswith(magic, at)), "")
    md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
    return Picture(part.start, part.end, kind, len(data), md5, hashlib.sha256(data).hexdigest())


def _parts_of(source: Source) -> Iterator[Part]:
    boundary = boundary_of(source.head())
    return iter(()) if boundary is None else parts(source.chunks(), boundary)


def parts(chunks: Iterator[bytes], boundary: bytes, base: int = 0) -> Iterator[Part]:
    """Cut bytes, whose first is `base` in the file, at the boundaries; the first piece is what stands before them."""
    mark = b"--" + boundary
    window, start, at, long = b"", base, base, False
    closing = False
    for chunk in chain(chunks, (None,)):
        window += chunk or b""
        found = window.find(mark, start - at + len(mark) if window.startswith(mark, start - at) else start - at)
        while found >= 0:
            stop = at + found
            if stop > start:
                yield Part(start, stop, None if long else window[start - at : found], closing)
            closing = window.startswith(b"--", found + len(mark))
            start, long = stop, False
            found = window.find(mark, found + len(mark))
        if chunk is None:
            break
        window, at, start_known = _kept(window, at, start, len(mark))
        long = long or not start_known
    end = at + len(window)
    if end > start:
        yield Part(start, end, None if long else window[start - at :], closing)


def _kept(window: bytes, at: int, start: int, mark: int) -> tuple[bytes, int, bool]:
    """Return what is still needed: the open part, or only the front of a boundary where it is the talk or too long."""
    front = max(start - at, 0)
    size = len(window) - front
    if size > MAX_PART or at > start or (size > _MAX_HEADER and b"text/html" in window[front : front + _MAX_HEADER]):
        keep = max(len(window) - mark, front)
        return window[keep:], at + keep, False
    return window[front:], at + front, True
