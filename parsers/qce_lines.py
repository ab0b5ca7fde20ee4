"""JSON lines of qq-chat-exporter, one message a line, with their places."""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from parsers.decoding import BOM, salvage
from parsers.json_walk import MAX_ITEM, UNREADABLE
from parsers.qce_rows import QceRow

_decode = msgspec.json.Decoder(QceRow).decode


class Line(NamedTuple):
    """A line from `start` to `end`, its line end included, its text up to `stop`.

    `row` is None where it is no message; `blank` if there is nothing on it; `closed` if a line end follows it. `bad`
    counts the bytes that are no text.
    """

    start: int
    stop: int
    end: int
    row: QceRow | None
    blank: bool = False
    closed: bool = True
    bad: int = 0


def lines(chunks: Iterator[bytes]) -> Iterator[Line]:
    """Cut UTF-8 bytes into lines that tile them. A line longer than any message comes in pieces that are none."""
    at, rest = 0, b""
    for chunk in chunks:
        if not at and not rest and chunk.startswith(BOM):
            yield Line(0, len(BOM), len(BOM), None, blank=True)
            at, chunk = len(BOM), chunk[len(BOM) :]  # noqa: PLW2901 - the mark is told
        *whole, rest = (rest + chunk).split(b"\n")
        for data in whole:
            line = _line(at, data, 1)
            yield line
            at = line.end
        if len(rest) > MAX_ITEM:
            yield Line(at, at + len(rest), at + len(rest), None)
            at, rest = at + len(rest), b""
    if rest:
        yield _line(at, rest, 0)


def _line(start: int, data: bytes, closing: int) -> Line:
    stop = start + len(data.rstrip(b"\r"))
    end = start + len(data) + closing
    if not data.strip():
        return Line(start, start, end, None, blank=True, closed=bool(closing))
    row, bad = _row(data)
    return Line(start, stop, end, row, closed=bool(closing), bad=bad)


def _row(data: bytes) -> tuple[QceRow | None, int]:
    """Return the message of a line and how many of its bytes are no text; None where it is no message."""
    try:
        row, bad = _decode(data), 0
    except UNREADABLE:
        text, bad, _ = salvage(data)
        try:
            row = _decode(text.encode())
        except UNREADABLE:
            return None, 0
    return (row, bad) if row.sender is not None and row.content is not None else (None, 0)
