"""A text whose messages open with a head after an empty line, cut by its bytes in one pass and bounded memory."""

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from parsers.decoding import BOM
from parsers.message import Event, Framing, Notice, Span, Unread

MAX_BODY = 1024 * 1024
"""Bytes of a body kept as text; QQ takes no message of a hundredth of that. What lies beyond is left unread."""

MAX_HEAD = 4096
"""No head is longer."""

_SPILL = 4 * 1024 * 1024
_BLANK = rb"(?:(?<=\n\n)|(?<=\n\r\n))"
_START = b"\n\n"


class Row(NamedTuple):
    """One message's bytes: its head's groups, and its body without the line ends that close it."""

    start: int
    head: tuple[bytes, ...]
    body_at: int
    body: bytes
    end: int


class Rest(NamedTuple):
    """Bytes of no message; `cut` where they open a head that the file does not end."""

    start: int
    end: int
    data: bytes
    cut: bool = False


Piece: TypeAlias = Row | Rest


class Heads(NamedTuple):
    """How the heads of a format look, with their fields as groups; `half` is one that the end of the file cuts off."""

    whole: re.Pattern[bytes]
    half: re.Pattern[bytes]


def after_blank(line: bytes, half: bytes, then: bytes = b"") -> Heads:
    """Return heads that are a line after an empty one, given without its line end; `then` must stand under it.

    `half` is how such a line begins.
    """
    cut_off = _BLANK + half + rb"[^\r\n]*(?:\r?\n[^\r\n]{0,200})?\Z"
    return Heads(re.compile(_BLANK + line + rb"\r?\n" + then), re.compile(cut_off))


def cut(chunks: Iterator[bytes], heads: Heads) -> Iterator[Piece]:
    """Cut UTF-8 bytes into pieces that tile them. The start of the file counts as following an empty line."""
    cutter = _Cutter(heads)
    for chunk in chunks:
        yield from cutter.feed(chunk)
    yield from cutter.finish()


def left_over(piece: Rest) -> Iterator[Event]:
    """Yield what bytes of no message are: framing where they are blank, else unread."""
    span = Span(piece.start, piece.end)
    if not piece.data.removeprefix(BOM).strip():
        yield Framing(span)
        return
    yield Unread(span)
    yield Notice("truncated" if piece.cut else "unread_text", span)


class _Cutter:
    """Keeps the bytes from the last head on. The window opens with two or three bytes that are already told."""

    def __init__(self, heads: Heads) -> None:
        self._heads = heads
        self._window = _START
        self._base = -len(_START)
        self._told = 0
        self._open: re.Match[bytes] | None = None
        self._search = len(_START)

    def feed(self, chunk: bytes) -> Iterator[Piece]:
        if self._base < 0 and len(self._window) == len(_START) and chunk.startswith(BOM):
            yield Rest(0, len(BOM), BOM)
            self._told = len(BOM)
            self._base, chunk = self._told - len(_START), chunk[len(BOM) :]
        self._window += chunk
        for found in self._heads.whole.finditer(self._window, self._search):
            yield from self._close(found.start())
            self._open = found
        if self._open is not None:
            self._drop(self._open.start())
        if len(self._window) > _SPILL:
            end = len(self._window) - MAX_HEAD
            yield from self._close(end)
            self._open = None
            self._drop(end)

    def _drop(self, at: int) -> None:
        """Forget what lies before the open head, but for the empty line by which it is known."""
        keep = max(at - 3, 0)
        self._window = self._window[keep:]
        self._base += keep
        self._open = self._heads.whole.match(self._window, at - keep) if self._open is not None else None
        self._search = self._open.end() if self._open is not None else at - keep

    def _close(self, end: int) -> Iterator[Piece]:
        """Yield what lies before `end`: the open message, or what is none."""
        opened, start = self._open, self._told
        self._told = self._base + end
        if opened is None:
            if start < self._told:
                yield Rest(start, self._told, self._window[start - self._base : end])
            return
        body = _without_end(self._window[opened.end() : end])
        stop = self._told
        if len(body) > MAX_BODY:
            body = _whole_characters(body[:MAX_BODY])
            stop = self._base + opened.end() + len(body)
        yield Row(start, opened.groups(b""), self._base + opened.end(), body, stop)
        if stop < self._told:
            yield Rest(stop, self._told, self._window[stop - self._base : end])

    def finish(self) -> Iterator[Piece]:
        size = len(self._window)
        front = max(self._search, size - MAX_HEAD)
        half = self._heads.half.search(self._window, front)
        yield from self._close(half.start() if half else size)
        if half:
            start = self._base + half.start()
            yield Rest(start, self._base + size, self._window[half.start() :], cut=True)


def _without_end(body: bytes) -> bytes:
    """Return a body without the two line ends that close it: its own and the empty line."""
    for _ in range(2):
        if not body.endswith(b"\n"):
            break
        body = body.removesuffix(b"\n").removesuffix(b"\r")
    return body


def _whole_characters(data: bytes) -> bytes:
    """Return bytes without a character that is cut off at their end."""
    for back in range(1, min(4, len(data)) + 1):
        if data[-back] >= 0xC0:
            return data[:-back]
        if data[-back] < 0x80:
            break
    return data
