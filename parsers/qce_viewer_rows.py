"""Records of qq-chat-exporter's viewer, as its scripts hold them, cut by their bytes (formats.md §5.10).

    window.__QCE_CHUNK__ && window.__QCE_CHUNK__({id:"c000001",messages:[
    {"id":"msg-7600000000000000001","ts":1735660860000,"uid":"u_self","name":"江河","html":"<div …>"},
    …
    ]});

A record is JSON, so no raw line end stands inside it: where its brackets reach beyond its line it is damaged, and the
damage costs that line alone.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct

from parsers.decoding import salvage
from parsers.json_scan import Scan, match_end
from parsers.json_walk import MAX_ITEM, UNREADABLE
from parsers.qce_rows import Printed

OPEN = re.compile(rb'__QCE_CHUNK__\(\s*\{\s*"?id"?\s*:\s*"[^"\\]{0,80}"\s*,\s*"?messages"?\s*:\s*\[')
_PAGE = re.compile(r'<!-- QCE_METADATA: \{[^\n]*"mode": ?"chunked"|<!-- QCE_METADATA: .*__QCE_INLINE__', re.DOTALL)
_BETWEEN = re.compile(rb"[ \t\r\n,]*")
_MAX_OPEN = 512


class Record(Struct, frozen=True, gc=False):
    """One message: `html` is its row of the page, `text` its words in lower case for a search."""

    id: str | None = None
    ts: Printed = None
    uid: Printed = None
    name: str | None = None
    html: str | None = None


class Piece(NamedTuple):
    """Bytes of a script: a record, what stands between records, or what cannot be read."""

    start: int
    end: int
    kind: Literal["record", "frame", "unread", "cut"]
    record: Record = Record()
    bad: int = 0


_decode = msgspec.json.Decoder(Record).decode


def is_page(head: str) -> bool:
    """Say whether the head of a page is the viewer's, whose messages are in scripts."""
    return any("<!-- QCE_METADATA:" in line for line in head.splitlines()[:5]) and _PAGE.search(head) is not None


def pieces(chunks: Iterator[bytes]) -> Iterator[Piece]:
    """Cut a script, or a page with scripts inside, into pieces that tile it."""
    return _Cutter().run(chunks)


class _Cutter:
    """Keeps the bytes from the present place on; `_told` is how far the pieces reach."""

    def __init__(self) -> None:
        self._window = b""
        self._base = 0
        self._at = 0
        self._told = 0
        self._inside = False

    def run(self, chunks: Iterator[bytes]) -> Iterator[Piece]:
        for chunk in chunks:
            self._window = self._window[self._at :] + chunk
            self._base += self._at
            self._at = 0
            yield from self._read(last=False)
        yield from self._read(last=True)
        size = self._base + len(self._window)
        if self._told < size:
            yield Piece(self._told, size, "cut" if self._inside and self._window[self._at :].strip() else "frame")
        if self._inside:
            yield Piece(size, size, "cut")

    def _read(self, *, last: bool) -> Iterator[Piece]:
        """Yield what can be told of the window, leaving what may go on."""
        while True:
            if not self._inside:
                found = OPEN.search(self._window, self._at)
                if found is None:
                    self._at = max(self._at, len(self._window) - _MAX_OPEN)
                    return
                self._at, self._inside = found.end(), True
            self._at = match_end(_BETWEEN, self._window, self._at)
            mark = self._window[self._at : self._at + 1]
            if not mark:
                return
            if mark == b"]":
                self._at, self._inside = self._at + 1, False
                continue
            end = self._end_of(mark, last=last)
            if end < 0:
                return
            yield from self._item(end, mark)

    def _end_of(self, mark: bytes, *, last: bool) -> int:
        """Return where the item ends that begins here, -1 where more bytes are needed to know."""
        end, closed = Scan().run(self._window, self._at) if mark == b"{" else (len(self._window), False)
        line = self._window.find(b"\n", self._at, end)
        if line >= 0:
            return line
        if closed:
            return end
        if len(self._window) - self._at > MAX_ITEM:
            return len(self._window)
        return len(self._window) if last and mark != b"{" else -1

    def _item(self, end: int, mark: bytes) -> Iterator[Piece]:
        """Yield what stands before an item, and the item."""
        start = self._base + self._at
        if self._told < start:
            yield Piece(self._told, start, "frame")
        data = self._window[self._at : end].rstrip(b", \t\r")
        self._told = start + len(data)
        self._at = end
        read = _read(data) if mark == b"{" else None
        if read is None:
            yield Piece(start, self._told, "unread")
        else:
            yield Piece(start, self._told, "record", *read)


def _read(data: bytes) -> tuple[Record, int] | None:
    try:
        record, bad = _decode(data), 0
    except UNREADABLE:
        found = salvage(data)
        try:
            record, bad = _decode(found.text.encode()), found.bad
        except UNREADABLE:
            return None
    return (record, bad) if record.html is not None else None
