"""A classic TXT cut into rows and block headers by its bytes, in one pass and bounded memory.

A head is a line that follows an empty line and opens with date, time and a space; a line is what the file's structural
line end closes. In an untouched file that is CRLF, and a break that a person typed is a bare CR or LF, so typed text
cannot make a line, still less a head (formats.md §3.2).
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from parsers.decoding import BOM

MAX_BODY = 1024 * 1024
"""Bytes of a body kept as text; QQ takes no message of a hundredth of that. What lies beyond is left unread."""

_MAX_MARK = 4096
"""No head or block header is longer."""
_SPILL = 4 * 1024 * 1024

_CLOCK = (
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2} (?:(?:上午|下午|凌晨|早上|中午|晚上) )?"
    r"\d{1,2}:\d{2}:\d{2}(?: [AaPp][Mm])?"
)
HEAD_LIKE = re.compile(rf"(\r\n|\r|\n){_CLOCK}(?= |[\r\n]|\Z)")


class Row(Struct, frozen=True, gc=False):
    """One message's bytes: printed time, printed name, body; `end` is where the next row or header starts."""

    start: int
    raw: bytes
    name: bytes
    body_at: int
    body: bytes
    end: int


class Header(NamedTuple):
    """A block header: the contact-list folder and the peer as printed."""

    start: int
    end: int
    folder: bytes
    peer: bytes


class Loose(NamedTuple):
    """Bytes that are neither: the banner, blank lines, or what could not be read."""

    start: int
    end: int
    data: bytes


Piece = Row | Header | Loose


def newline_of(head: bytes) -> bytes:
    """Return the structural line end of a text: that of its first bar, else of its first line."""
    found = re.search(rb"={64}(\r\n|\n|\r)", head) or re.search(rb"(\r\n|\n|\r)", head)
    return found[1] if found else b"\r\n"


def cut(first: bytes, chunks: Iterable[bytes], newline: bytes) -> Iterator[list[Piece]]:
    """Cut a text, given as its first chunk and the rest, into pieces that tile it; a list for each chunk."""
    opening = len(BOM) if first.startswith(BOM) else 0
    if opening:
        yield [Loose(0, opening, BOM)]
    cutter = _Cutter(newline, opening)
    yield cutter.feed(first[opening:])
    for chunk in chunks:
        yield cutter.feed(chunk)
    yield cutter.finish()


class _Cutter:
    """Keeps the bytes from the last mark on, since only the next mark ends a message.

    A mark opens with the empty line before it, which belongs to the piece before: the first `_claimed` bytes of the
    window are already told. The start of a file counts as following an empty line, which is put there for it.
    """

    def __init__(self, newline: bytes, opening: int) -> None:
        self._pattern = _marks(newline)
        self._newline = newline
        self._blank = len(newline) * 2
        self._window = newline * 2
        self._base = opening - self._blank
        self._claimed = self._blank

    def feed(self, chunk: bytes) -> list[Piece]:
        self._window = window = self._window + chunk
        base, blank, line = self._base, self._blank, self._blank // 2
        pieces: list[Piece] = []
        last: re.Match[bytes] | None = None
        start, head_end = 0, 0
        raw, name = b"", b""
        for mark in self._pattern.finditer(window):
            end = mark.start()
            opens = end + blank
            body_at = head_end + line
            if last is None:
                pieces += self._loose(self._claimed, opens)
            elif not raw or mark[1] is None or not body_at <= end <= body_at + MAX_BODY:
                pieces += self._between(last, opens)
            else:  # what _between does, for nearly all rows
                pieces.append(Row(base + start, raw, name, base + body_at, window[body_at:end], base + opens))
            last, start, head_end = mark, opens, mark.end()
            raw, name = mark.group(1, 2)
        if last is not None:
            self._drop(last.start(), self._blank)
        if len(self._window) > _SPILL:
            pieces += self._spill()
        return pieces

    def _drop(self, length: int, claimed: int) -> None:
        self._window = self._window[length:]
        self._base += length
        self._claimed = claimed

    def _between(self, mark: re.Match[bytes], end: int) -> Iterator[Piece]:
        """Yield what lies from `mark` up to where the next one, or nothing more, begins in the window."""
        if mark[1] is None:
            stop = min(mark.end() + self._blank, end)
            yield Header(self._base + mark.start() + self._blank, self._base + stop, mark[3] or b"", mark[4])
            yield from self._loose(stop, end)
            return
        start, body_at = mark.start() + self._blank, min(mark.end() + len(self._newline), end)
        body = self._window[body_at : max(end - self._blank, body_at)]
        if self._window[end : end + 1] in {b"=", b""}:  # before a header or the end more or fewer blank lines may stand
            body = _without_end(self._window[body_at:end], self._newline)
        stop = end
        if len(body) > MAX_BODY:
            body = _whole_characters(body[:MAX_BODY])
            stop = body_at + len(body)
        base = self._base
        yield Row(base + start, mark[1], mark[2], base + body_at, body, base + stop)
        yield from self._loose(stop, end)

    def _loose(self, start: int, end: int) -> Iterator[Piece]:
        if start < end:
            yield Loose(self._base + start, self._base + end, self._window[start:end])

    def _spill(self) -> Iterator[Piece]:
        """Give up waiting for the end of an endless body; keep what may be the front of a mark."""
        keep = len(self._window) - _MAX_MARK
        mark = self._pattern.match(self._window)
        yield from self._loose(self._claimed, keep) if mark is None else self._between(mark, keep)
        self._drop(keep, 0)

    def finish(self) -> list[Piece]:
        end = len(self._window)
        mark = self._pattern.match(self._window)
        return list(self._loose(self._claimed, end) if mark is None else self._between(mark, end))


def _marks(newline: bytes) -> re.Pattern[bytes]:
    """Return the pattern of heads (groups 1 time, 2 name) and block headers (3 folder, 4 peer) after an empty line."""
    end = re.escape(newline.decode())
    name = r"[^\r]{0,600}(?:\r(?!\n)[^\r]{0,600}){0,3}" if newline == b"\r\n" else r"[^\r\n]{0,600}"
    line = r"[^\r\n]{0,600}"
    text = (
        rf"{end}{end}(?:({_CLOCK}) ({name})(?={end}|\Z)"
        rf"|={{64}}{end}(?:消息分组:({line}){end}={{64}}{end})?消息对象:({line}){end}={{64}}(?={end}|\Z))"
    )
    return re.compile(text.encode())


def _without_end(body: bytes, newline: bytes) -> bytes:
    for _ in range(3):
        if not body.endswith(newline):
            break
        body = body.removesuffix(newline)
    return body


def _whole_characters(data: bytes) -> bytes:
    end = len(data)
    while end > len(data) - 4 and data[end - 1] & 0xC0 == 0x80:
        end -= 1
    return data[: end - 1] if data[end - 1] >= 0xC0 else data
