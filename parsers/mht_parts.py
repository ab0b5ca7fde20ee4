"""The parts of an MHT file behind its talk: pictures in base64, found by their GUID (formats.md §4.1).

The envelope lacks a semicolon, which misleads every reader of MIME, so its boundary is read from its bytes.
"""

import binascii
import hashlib
import re
from collections.abc import Iterator

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
    cutter = _Cutter(b"--" + boundary, base)
    for chunk in chunks:
        yield from cutter.feed(chunk, last=False)
    yield from cutter.feed(b"", last=True)


class _Cutter:
    """Keeps the open part, or only the front of a boundary where it is the talk or too long; looks at no byte twice."""

    def __init__(self, mark: bytes, base: int) -> None:
        self._mark = mark
        self._window = bytearray()
        self._at = self._start = base
        self._seen = 0
        self._long = self._closing = False

    def feed(self, chunk: bytes, *, last: bool) -> Iterator[Part]:
        window, mark = self._window, self._mark
        window += chunk
        found = window.find(mark, self._seen)
        while found >= 0 and (last or found + len(mark) + 2 <= len(window)):
            yield from self._part(found)
            self._closing = window.startswith(b"--", found + len(mark))
            self._long = False
            self._seen = found + len(mark)
            found = window.find(mark, self._seen)
        if last:
            yield from self._part(len(window))
            return
        self._seen = found if found >= 0 else max(self._seen, len(window) - len(mark) + 1)
        self._drop()

    def _part(self, end: int) -> Iterator[Part]:
        """Yield what lies from the start of the open part to `end`, if anything does."""
        stop = self._at + end
        if stop > self._start:
            data = None if self._long else bytes(self._window[self._start - self._at : end])
            yield Part(self._start, stop, data, self._closing)
        self._start = stop

    def _drop(self) -> None:
        window = self._window
        front = max(self._start - self._at, 0)
        size = len(window) - front
        is_talk = size > _MAX_HEADER and b"text/html" in window[front : front + _MAX_HEADER]
        if self._long or size > MAX_PART or is_talk:
            self._long = True
            front = max(min(self._seen, len(window)), front)
        del window[:front]
        self._at += front
        self._seen -= front
