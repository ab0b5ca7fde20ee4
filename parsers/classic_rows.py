"""A classic TXT cut into rows and block headers by its bytes, in one pass and bounded memory.

A head is a line that follows an empty line and opens with date, time and a space; a line is what the file's structural
line end closes. In an untouched file that is CRLF, and a break that a person typed is a bare CR or LF, so typed text
cannot make a line, still less a head (formats.md §3.2).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

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

Row: TypeAlias = tuple[int, bytes, bytes, int, bytes, int]
"""One message's bytes: start, printed time, printed name, start of the body, body, start of the next piece.

A bare tuple: there are a million of them in a file, and naming the fields costs a tenth of reading it.
"""


class Run(NamedTuple):
    """Rows that follow each other, from `start` on; `texts` are the bodies with the line end before them."""

    start: int
    raws: Sequence[bytes]
    names: Sequence[bytes]
    texts: Sequence[bytes]
    newline: bytes

    def rows(self) -> Iterator[Row]:
        """Yield the rows. None is kept: what is made and dropped at once costs the collector nothing."""
        at, line = self.start, len(self.newline)
        for raw, name, text in zip(self.raws, self.names, self.texts, strict=True):
            head = at + len(raw) + 1 + len(name)
            end = head + len(text) + 2 * line
            yield at, raw, name, head + line, text[line:], end
            at = end


class Odd(NamedTuple):
    """A row whose body ends otherwise: before a block header, at the end of the file, at MAX_BODY."""

    row: Row

    def rows(self) -> Iterator[Row]:
        """Yield the row."""
        yield self.row


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


Piece: TypeAlias = Run | Odd | Header | Loose


class _Mark(NamedTuple):
    """What opens a piece: a head (time and name), or a block header as a whole with its folder and peer."""

    raw: bytes | None
    name: bytes
    header: bytes | None
    folder: bytes | None
    peer: bytes

    def length(self) -> int:
        return len(self.header) if self.raw is None and self.header else len(self.raw or b"") + 1 + len(self.name)


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
        parts = self._pattern.split(window)
        if len(parts) == 1:
            return list(self._spill()) if len(window) > _SPILL else []
        at = len(parts[0]) + self._blank
        pieces: list[Piece] = [*self._loose(self._claimed, at)]
        heads, names, texts = parts[1:-6:6], parts[2:-6:6], parts[6:-6:6]
        if all(parts[1::6]) and all(texts) and max(map(len, texts), default=0) <= MAX_BODY:
            pieces.append(Run(self._base + at, heads, names, texts, self._newline))
            at = len(window) - len(parts[-1]) - _Mark(*parts[-6:-1]).length()
        else:
            for n in range(1, len(parts) - 6, 6):
                mark = _Mark(*parts[n : n + 5])
                end = at + mark.length() + len(parts[n + 5]) + self._blank
                pieces += self._between(mark, at, end, closing=parts[n + 6] is None)
                at = end
        self._drop(at - self._blank, self._blank)
        if len(self._window) > _SPILL:
            pieces += self._spill()
        return pieces

    def _drop(self, length: int, claimed: int) -> None:
        self._window = self._window[length:]
        self._base += length
        self._claimed = claimed

    def _between(self, mark: _Mark, at: int, end: int, *, closing: bool) -> Iterator[Piece]:
        """Yield what lies from `mark`, which begins `at`, to `end`; `closing` where no head follows."""
        base, line = self._base, len(self._newline)
        after = at + mark.length()
        if mark.raw is None:
            stop = min(after + self._blank, end)
            yield Header(base + at, base + stop, mark.folder or b"", mark.peer)
            yield from self._loose(stop, end)
            return
        body_at = min(after + line, end)
        body = self._window[body_at : max(end - self._blank, body_at)]
        if closing:  # before a header or the end more or fewer blank lines may stand
            body = _without_end(self._window[body_at:end], self._newline)
        stop = end
        if len(body) > MAX_BODY:
            body = _whole_characters(body[:MAX_BODY])
            stop = body_at + len(body)
        yield Odd((base + at, mark.raw, mark.name, base + body_at, body, base + stop))
        yield from self._loose(stop, end)

    def _loose(self, start: int, end: int) -> Iterator[Piece]:
        if start < end:
            yield Loose(self._base + start, self._base + end, self._window[start:end])

    def _spill(self) -> Iterator[Piece]:
        """Give up waiting for the end of an endless body; keep what may be the front of a mark."""
        keep = len(self._window) - _MAX_MARK
        yield from self._last(keep)
        self._drop(keep, 0)

    def finish(self) -> list[Piece]:
        return list(self._last(len(self._window)))

    def _last(self, end: int) -> Iterator[Piece]:
        found = self._pattern.match(self._window)
        if found is None:
            yield from self._loose(self._claimed, end)
        else:
            yield from self._between(_Mark(*found.groups()), self._blank, end, closing=True)


def _marks(newline: bytes) -> re.Pattern[bytes]:
    """Return the pattern of a mark after an empty line, with the fields of _Mark as its groups."""
    end = re.escape(newline.decode())
    name = r"[^\r]{0,600}(?:\r(?!\n)[^\r]{0,600}){0,3}" if newline == b"\r\n" else r"[^\r\n]{0,600}"
    line = r"[^\r\n]{0,600}"
    text = (
        rf"{end}{end}(?:({_CLOCK}) ({name})(?={end}|\Z)"
        rf"|(={{64}}{end}(?:消息分组:({line}){end}={{64}}{end})?消息对象:({line}){end}={{64}})(?={end}|\Z))"
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
