"""A large export cut at message heads into parts that can be read apart, in any order, on different machines.

What a reader knows in the middle of a file it learnt at its front. A part is therefore read behind that front: the same
reader, the same first rows, then the bytes of the part. So a part is a pure function of the bytes of a file and of two
ranges in it, and no reader has a state to hand on. Whether the cut held is seen while reading; where it did not, the
file must be read as a whole.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from parsers.classic_rows import newline_of
from parsers.format import ChatFormat
from parsers.formats import mht, qce_json, qce_jsonl, txt_classic
from parsers.message import Chat, Framing, Message, Span, Unread
from parsers.mht_parts import boundary_of
from parsers.source import HEAD, Source

_SEARCH: Final = 4 * 1024 * 1024
"""Bytes searched for a head from where a cut is wanted; no message is longer (classic_rows spills there too)."""
_OVER: Final = 8 * 1024
"""Bytes of a text read beyond a part: the head of the next message, which alone ends the last of this one."""
_DAY: Final = re.compile("(?=<tr><td[^>]{0,300}>(?:<div[^>]{0,300}>)?日期: ?\\d{4}-\\d\\d-\\d\\d<)".encode())
"""The row with a date, which holds for the rows under it. What people type is escaped, so that no message reads so."""
_TALK_END: Final = b"</table>"
_CLOCK: Final = rb"(?=\d{4}[-/]\d{1,2}[-/]\d{1,2} [^\r\n]{0,12}\d{1,2}:\d\d:\d\d)"


class UnevenError(Exception):
    """A part does not read alone as it does in the whole."""


class Part(Struct, frozen=True):
    """The messages that begin in bytes `start` to `end`. The file's first `front` bytes are read before them.

    Up to `until` is read behind them, and then `tail`, which closes what the front opened.
    """

    start: int
    end: int
    front: int
    until: int
    tail: bytes


class _Heads(NamedTuple):
    """How messages are told apart: `pattern` ends where one begins; `gap` bytes before it belong to none."""

    pattern: re.Pattern[bytes]
    gap: int
    front: int
    over: int
    tail: bytes
    end: int | None = None
    """Where the last message ends at the latest; None for the end of the file."""


def cut(source: Source, taker: ChatFormat, encoding: str, count: int) -> tuple[Part, ...]:
    """Return up to `count` parts of about the same size that cover a file; one or none where it cannot be cut.

    Cut are the message manager's TXT and MHT (at its days), the exporter's JSON and a chunk of its JSONL, in UTF-8; not
    what is kept in several files, nor pages. Parts of an MHT cover its talk, not the pictures behind it.
    """
    heads = _heads(source, taker) if encoding.startswith("utf-8") and source.size and not source.members() else None
    if heads is None:
        return ()
    size = source.size if heads.end is None else heads.end
    starts = [0]
    for number in range(1, count):
        wanted = max(size * number // count, heads.front)
        found = heads.pattern.search(source.cut(wanted, wanted + _SEARCH))
        if found is not None and starts[-1] < wanted + found.end() < size:
            starts.append(wanted + found.end())
    whole = [*starts, size + heads.gap]
    return tuple(
        Part(
            start,
            following - heads.gap,
            heads.front if start else 0,
            min(following - heads.gap + heads.over, size),
            heads.tail if following < size else b"",
        )
        for start, following in pairwise(whole)
    )


def read_part(source: Source, taker: ChatFormat, part: Part) -> Iterator[Chat | Message]:
    """Yield the chats of the front, then the messages of a part as reading the whole would, counted from 1 here.

    What stands behind the talk is not read: pictures of an MHT bear their names, and neither size nor digest. Raises
    UnevenError where the part does not read alone: the caller reads the whole then, which says why.
    """
    spliced = _Spliced(source.name, part.front + part.until - part.start + len(part.tail), source, part)
    moved = part.start - part.front
    before = 0
    first = True
    begin = part.start
    for event in taker.parse(spliced).events():
        if isinstance(event, Chat):
            _require_settled(event, taker, part, first=first)
            yield event
        elif isinstance(event, Message) and isinstance(event.place, Span):
            start = event.place.start + moved if event.place.start >= part.front else -1
            if start < 0:
                before = event.ordinal
            elif start < part.end:
                if first and part.front and start != begin:
                    raise UnevenError("no message where the part begins")
                first = False
                yield _moved(event, moved, before) if moved or before else event
        elif isinstance(event, Framing):
            opens = event.span.start >= part.front and event.span.start + moved == begin
            begin = event.span.end + moved if opens else begin
        elif isinstance(event, Unread) and part.front <= event.span.start < part.front + part.end - part.start:
            raise UnevenError("bytes that are no message")


def _require_settled(chat: Chat, taker: ChatFormat, part: Part, *, first: bool) -> None:
    """Require that later rows could not make another talk of it: the message manager tells by names alone."""
    if not first:
        raise UnevenError("a chat begins in the middle")
    by_names = taker.NAME in {txt_classic.NAME, mht.NAME} and chat.kind != "group" and chat.self is None
    if part.front and by_names:
        raise UnevenError("the front does not tell whose talk it is")


def _heads(source: Source, taker: ChatFormat) -> _Heads | None:
    if taker.NAME == txt_classic.NAME:
        blank = re.escape(newline_of(source.head(4096)) * 2)
        pattern = re.compile(blank + _CLOCK)
        found = pattern.search(source.cut(HEAD, HEAD + _SEARCH))
        return _Heads(pattern, 0, HEAD + found.end(), _OVER, b"") if found else None
    if taker.NAME == mht.NAME:
        return _mht_heads(source)
    if taker.NAME == qce_json.NAME:
        return _json_heads(source, taker)
    if taker.NAME == qce_jsonl.NAME and source.head().lstrip(b"\xef\xbb\xbf").startswith(b"{"):
        end = source.cut(HEAD, HEAD + _SEARCH).find(b"\n{")
        return None if end < 0 else _Heads(re.compile(rb"\n(?=\{)"), 0, HEAD + end + 1, 0, b"")
    return None


def _json_heads(source: Source, taker: ChatFormat) -> _Heads | None:
    """Learn from the first two messages what stands between two and how one opens."""
    rows = (event.place for event in taker.parse(source).events() if isinstance(event, Message))
    first, second = next(rows, None), next(rows, None)
    if not isinstance(first, Span) or not isinstance(second, Span):
        return None
    between = source.cut(first.end, second.start)
    opening = source.cut(second.start, min(second.end, second.start + 200)).partition(b":")[0]
    pattern = re.compile(rb"\}" + re.escape(between) + rb"(?=" + re.escape(opening) + rb":)")
    return _Heads(pattern, len(between), second.start, 0, b"]}")


def _mht_heads(source: Source) -> _Heads | None:
    """Find the first day beyond the front, and where the talk ends: pictures may be most of the file."""
    found = _DAY.search(source.cut(HEAD, HEAD + _SEARCH))
    if found is None:
        return None
    marks = [_TALK_END, *(b"--" + name for name in (boundary_of(source.head()),) if name)]
    longest = max(map(len, marks))
    kept, at = b"", HEAD + found.end()
    for chunk in source.chunks(at):
        window = kept + chunk
        ends = [end for end in (window.find(mark) for mark in marks) if end >= 0]
        if ends:
            return _Heads(_DAY, 0, HEAD + found.end(), 0, b"", at - len(kept) + min(ends))
        kept = window[-longest:]
        at += len(chunk)
    return _Heads(_DAY, 0, HEAD + found.end(), 0, b"")


def _moved(message: Message, by: int, before: int) -> Message:
    """Return a message with the places of the file."""
    place = message.place
    assert isinstance(place, Span)
    body = message.body and Span(message.body.start + by, message.body.end + by, message.body.member)
    forward = tuple(replace(inner, place=Span(place.start + by, place.end + by)) for inner in message.forward)
    return replace(
        message,
        ordinal=message.ordinal - before,
        place=Span(place.start + by, place.end + by, place.member),
        body=body,
        forward=forward,
    )


class _Spliced(Source, frozen=True):
    """A part behind the front of its file and before its tail, as one run of bytes."""

    whole: Source
    part: Part

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Read what lies in the file from the file."""
        part = self.part
        last = self.size if end is None else min(end, self.size)
        shift = part.start - part.front
        if start < min(part.front, last):
            yield from self.whole.chunks(start, min(part.front, last))
        here, there = max(start, part.front) + shift, min(last + shift, part.until)
        if here < there:
            yield from self.whole.chunks(here, there)
        closing = self.size - len(part.tail)
        if part.tail and last > closing:
            yield part.tail[max(start - closing, 0) : last - closing]
