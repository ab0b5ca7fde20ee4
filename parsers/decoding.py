"""Which encoding a text is in, and any text seen as UTF-8 with places that lead back to the stored bytes.

A reader of a text format works on UTF-8 bytes only. For a UTF-8 file these are the stored bytes. A GB18030 or UTF-16
copy is re-encoded piece by piece while it is read; the pieces are encoded back and compared, and the places of what the
reader found are translated to the stored bytes. Bytes that do not decode stay in place and are shown as ␚.
"""

import codecs
import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

import msgspec

from parsers.message import Event, Framing, Message, Notice, Place, Span, Unread
from parsers.source import BytesSource, Source

MARK = "␚"
"""Stands in a text for a byte that could not be decoded."""

BOM = codecs.BOM_UTF8

_STEP = 1024
_ENOUGH = 128
"""Continuation bytes of valid UTF-8 after which another encoding is out of the question."""
_LOOK = 16 * 1024 * 1024
"""Bytes without any non-ASCII character after which the rest is taken for UTF-8."""

_ERRORS = {"gb18030": "surrogateescape", "utf-16-le": "surrogatepass", "utf-16-be": "surrogatepass"}
# a line end, a bar, or the start of an object, in units of two bytes
_UTF16_LE = re.compile(rb"(?:..)*?(?:\r\0\n\0|=\0=\0|\{\0[\r\n\"]\0)", re.DOTALL)
_UTF16_BE = re.compile(rb"(?:..)*?(?:\0\r\0\n|\0=\0=|\0\{\0[\r\n\"])", re.DOTALL)
_ENCODED_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Salvaged(NamedTuple):
    """A text with marks: `bad` bytes did not decode, the first of them `at` bytes from the start."""

    text: str
    bad: int
    at: int


def salvage(data: bytes) -> Salvaged:
    """Decode UTF-8, each byte that does not decode as ␚."""
    try:
        return Salvaged(data.decode(), 0, 0)
    except UnicodeDecodeError as fault:
        at = fault.start
    whole, lone = _ENCODED_SURROGATE.subn(MARK.encode(), data)
    text, bad = _SURROGATE.subn(MARK, whole.decode("utf-8", "surrogateescape"))
    return Salvaged(text, lone + bad, at)


def detect(source: Source) -> str:
    """Return utf-8-sig, utf-8, utf-16-le, utf-16-be or gb18030: by mark, else strict UTF-8, else the last.

    Reads until the answer is sure: for usual talk, one chunk.
    """
    head = source.head(4096)
    if head.startswith(BOM):
        return "utf-8-sig"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16-le" if head.startswith(codecs.BOM_UTF16_LE) else "utf-16-be"
    if _UTF16_LE.match(head):
        return "utf-16-le"
    if _UTF16_BE.match(head):
        return "utf-16-be"
    return _utf8_or_gb18030(source)


def head_utf8(source: Source, length: int) -> bytes:
    """Return the first bytes of a source re-encoded as UTF-8."""
    head = source.head(length)
    encoding = detect(BytesSource(source.name, len(head), head))
    return head if encoding.startswith("utf-8") else head.decode(encoding, "replace").encode()


def head_text(source: Source) -> str:
    """Return the head of a source as text without its byte order mark, for a look at what it is."""
    head = source.head()
    encoding = detect(BytesSource(source.name, len(head), head))
    return head.decode(encoding, "replace").removeprefix("\ufeff")


def _utf8_or_gb18030(source: Source) -> str:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = bad = seen = 0
    for chunk in source.chunks():
        text = decoder.decode(chunk)
        bad += max(0, text.count("\ufffd") - chunk.count(b"\xef\xbf\xbd"))
        good += max(0, len(chunk) - len(text))  # every character of n bytes leaves n - 1; a bad byte leaves none
        seen += len(chunk)
        if good + bad >= _ENOUGH or seen >= _LOOK:
            break
    return "gb18030" if bad * 2 > good else "utf-8"


Reader = Callable[[Iterator[bytes]], Iterator[Event]]
"""Reads UTF-8 chunks and yields events whose places are offsets into them."""


def events(source: Source, encoding: str, reader: Reader) -> Iterator[Event]:
    """Yield what `reader` finds in the source, with places in the stored bytes."""
    if encoding not in _ERRORS:
        return reader(source.chunks())
    return _translated(source, encoding, reader)


def _translated(source: Source, encoding: str, reader: Reader) -> Iterator[Event]:
    yield Notice("encoding_guessed", None, encoding)
    view = _View(source, encoding)
    for event in reader(view.chunks()):
        yield _moved(event, view)
    if view.odd:
        last = Span(source.size - 1, source.size)
        yield Unread(last)
        yield Notice("cut_character", last, encoding)
    if view.unproven:
        yield Notice("encoding_not_proven", None, f"{view.unproven}")


class _View:
    """One pass over a source re-encoded as UTF-8, with the map from its offsets back to stored ones."""

    def __init__(self, source: Source, encoding: str) -> None:
        self._source = source
        self._encoding = encoding
        self._errors = _ERRORS[encoding]
        self._stored = array("Q")
        self._seen = array("Q")
        self._near = (-1, b"")
        self.odd = source.size % 2 if encoding.startswith("utf-16") else 0
        self.unproven = 0

    def chunks(self) -> Iterator[bytes]:
        """Yield the UTF-8 form, noting every _STEP stored bytes where they went."""
        decoder = codecs.getincrementaldecoder(self._encoding)(self._errors)
        stored = seen = 0
        pending = b""
        for chunk in self._source.chunks(0, self._source.size - self.odd):
            parts = []
            for at in range(0, len(chunk), _STEP):
                fresh = pending + chunk[at : at + _STEP]
                self._stored.append(stored)
                self._seen.append(seen)
                text = decoder.decode(chunk[at : at + _STEP])
                pending = decoder.getstate()[0]
                part = self._proven(text, fresh[: len(fresh) - len(pending)])
                stored += len(fresh) - len(pending)
                seen += len(part)
                parts.append(part)
            if encoded := b"".join(parts):
                yield encoded
        if pending:
            self._stored.append(stored)
            self._seen.append(seen)
            yield self._proven(pending.decode(self._encoding, self._errors), pending)

    def _proven(self, text: str, stored: bytes) -> bytes:
        if text.encode(self._encoding, self._errors) != stored:
            self.unproven += 1
        return text.encode("utf-8", "surrogatepass")

    def stored(self, offset: int) -> int:
        """Return the stored offset of a UTF-8 offset that the pass has reached; within a character, of its start."""
        if not self._seen:
            return offset
        index = bisect_right(self._seen, offset) - 1
        if self._near[0] != index:
            end = self._stored[index + 1] if index + 1 < len(self._stored) else self._source.size - self.odd
            text = self._source.cut(self._stored[index], end).decode(self._encoding, self._errors)
            self._near = (index, text.encode("utf-8", "surrogatepass"))
        part, cut = self._near[1], offset - self._seen[index]
        while cut < len(part) and part[cut] & 0xC0 == 0x80:
            cut -= 1
        before = part[:cut].decode("utf-8", "surrogatepass")
        return self._stored[index] + len(before.encode(self._encoding, self._errors))

    def span(self, span: Span) -> Span:
        """Return the stored span of a UTF-8 span."""
        start = self.stored(span.start)
        return Span(start, start if span.end == span.start else self.stored(span.end), span.member)


def _moved(event: Event, view: _View) -> Event:
    if isinstance(event, Message):
        return _moved_message(event, view)
    if isinstance(event, Framing | Unread):
        return type(event)(view.span(event.span))
    if isinstance(event, Notice):
        return msgspec.structs.replace(event, place=_moved_place(event.place, view))
    return event


def _moved_message(message: Message, view: _View) -> Message:
    place = _moved_place(message.place, view) or message.place
    body = None if message.body is None else view.span(message.body)
    forward = tuple(_moved_message(inner, view) for inner in message.forward)
    return msgspec.structs.replace(message, place=place, body=body, forward=forward)


def _moved_place(place: Place | None, view: _View) -> Place | None:
    return view.span(place) if isinstance(place, Span) else place
