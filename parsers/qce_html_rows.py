"""The web page of qq-chat-exporter cut into messages by its bytes.

What people type is escaped, so a tag in the bytes is the exporter's own: a message begins with its `<div>` and ends
where as many are closed as were opened.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Literal, NamedTuple

MAX_ROW = 32 * 1024 * 1024
"""Bytes of a message; one with pictures inside the page has some MB."""

_KEEP = 8192
"""Bytes kept of a message too long to keep: more than any opening tag."""

_START = re.compile(
    rb'(?:<div class="message-block"[^<>]*>\s*)?'
    rb'(?:<div class="message(?: [^"<>]*)?"[^<>]*?(?:\sid="msg-[^"<>]+"|\sdata-message-id="[^"<>]+")[^<>]*>'
    rb'|<div class="system-message-container"[^<>]*>)'
)
_DIV = re.compile(rb"<(/?)div\b")
_TAG = re.compile(rb"<!--.*?-->|<[^<>]*>", re.DOTALL)
_DATE = re.compile("[0-9年月日/ 周星期一二三四五六日天-]*")


class Piece(NamedTuple):
    """Bytes of the page: a message, what is between messages (`frame`), what cannot be read, or its front and end."""

    start: int
    end: int
    kind: Literal["message", "frame", "unread", "cut"]
    data: bytes


def pieces(chunks: Iterator[bytes]) -> Iterator[Piece]:
    """Cut the page into pieces that tile it."""
    window, base, begun = b"", 0, False
    for chunk in chain(chunks, (None,)):
        window += chunk or b""
        starts = [found.start() for found in _START.finditer(window)]
        if starts and starts[0]:  # the head of the page, or what is left of a message too long to keep
            yield Piece(base, base + starts[0], "unread" if begun else "frame", window[: starts[0]])
        begun = begun or bool(starts)
        at = starts[0] if starts else 0
        for following in starts[1:]:
            yield from _message(window[at:following], base + at, last=False)
            at = following
        if chunk is None:
            if at < len(window) and begun:
                yield from _message(window[at:], base + at, last=True)
            elif window:
                yield Piece(base, base + len(window), "frame", window)
            return
        if len(window) - at > MAX_ROW:
            cut = len(window) - _KEEP
            yield Piece(base + at, base + cut, "unread" if begun else "frame", window[at:cut])
            at = cut
        window, base = window[at:], base + at


def _message(data: bytes, start: int, *, last: bool) -> Iterator[Piece]:
    """Yield a message and what stands between it and the next one, or the end of the page."""
    if not _START.match(data):
        yield Piece(start, start + len(data), "unread", data)
        return
    stop = _closed(data)
    if not stop:
        yield Piece(start, start + len(data), "cut" if last else "unread", data)
        return
    yield Piece(start, start + stop, "message", data[:stop])
    if stop < len(data):
        rest = data[stop:]
        yield Piece(start + stop, start + len(data), "frame" if last or _is_frame(rest) else "unread", rest)


def _closed(data: bytes) -> int:
    """Return where the first `<div>` is closed, 0 if it is not."""
    depth = 0
    for found in _DIV.finditer(data):
        depth += -1 if found[1] else 1
        if not depth:
            end = data.find(b">", found.end())
            return end + 1
    return 0


def _is_frame(data: bytes) -> bool:
    """Say whether only tags and dates stand between two messages."""
    return _DATE.fullmatch(_TAG.sub(b"", data).decode("utf-8", "replace").strip().replace("\n", "")) is not None
