"""Rows of JSON that stand one a line, or in a bare array, with their places; and what every reader of rows tells."""

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Generic, Protocol, TypeVar

from parsers.decoding import BOM, salvage
from parsers.json_walk import MAX_ITEM, UNREADABLE, Broken, Item, Value, Walk
from parsers.message import Event, Framing, Notice, Span, Unread

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)


class Rows(Protocol[T]):
    """One pass over rows; `end` tells how far it came, `whole` afterwards whether nothing is cut off."""

    whole: bool

    def __iter__(self) -> Iterator[list[Value | Item[T] | Broken]]:
        """Read it all, a list at a time; whatever is not yielded is punctuation."""

    @property
    def end(self) -> int:
        """Return how far it has come."""


class Talk(Protocol[T_contra]):
    """What a format makes of its rows."""

    def take(self, value: Value, /) -> bool:
        """Keep a part beside the rows; False if it is not known."""

    def read(self, row: T_contra, place: Span, /) -> Iterator[Event]:
        """Yield what a row adds: its chat if it is new, its message, its notices."""

    def close(self) -> Iterator[Event]:
        """Yield what only the whole shows."""

    def last(self) -> int | None:
        """Return the ordinal of the row read last, None before the first."""


def tell(rows: Rows[T], talk: Talk[T]) -> Iterator[Event]:
    """Yield events that tile the bytes: messages, framing between them, and what could not be read."""
    at = 0
    for piece in chain.from_iterable(rows):
        if isinstance(piece, Value) and talk.take(piece):
            continue
        if at < piece.start:
            yield Framing(Span(at, piece.start))
        at = piece.end
        place = Span(piece.start, at)
        if isinstance(piece, Item):
            yield from talk.read(piece.row, place)
            if piece.bad:
                yield Notice("undecodable_bytes", place, f"{piece.bad}", talk.last())
            continue
        yield Unread(place)
        yield Notice("unknown_part" if isinstance(piece, Value) else "unread_json", place)
    if at < rows.end:
        yield Framing(Span(at, rows.end))
    if not rows.whole:
        yield Notice("truncated", Span(rows.end, rows.end))
    yield from talk.close()


class Lines(Generic[T]):
    """One pass over JSON lines. Empty lines and such that open with `#` are punctuation.

    `decode` turns a line into a row or raises one of UNREADABLE; `key` names a line that is no row but a part beside
    them, empty for a row, and raises ValueError for what is neither. `whole` is False if the last line has no end and
    cannot be read.
    """

    def __init__(self, chunks: Iterator[bytes], decode: Callable[[bytes], T], key: Callable[[T], str]) -> None:
        self._chunks = chunks
        self._decode = decode
        self._key = key
        self._at = 0
        self.whole = True

    @property
    def end(self) -> int:
        """How far it has come."""
        return self._at

    def __iter__(self) -> Iterator[list[Value | Item[T] | Broken]]:
        """Read it all; a line longer than MAX_ITEM is Broken in several pieces."""
        rest = b""
        inside = False
        for chunk in self._chunks:
            *whole, rest = (rest + chunk).split(b"\n")
            pieces: list[Value | Item[T] | Broken] = []
            for data in whole:
                pieces += self._broken(data) if inside else self._line(data)
                self._at += len(data) + 1
                inside = False
            if len(rest) > MAX_ITEM:
                pieces += self._broken(rest)
                self._at += len(rest)
                rest, inside = b"", True
            yield pieces
        last = self._broken(rest) if inside else self._line(rest)
        self.whole = not any(isinstance(piece, Broken) for piece in last)
        self._at += len(rest)
        yield last

    def _broken(self, data: bytes) -> list[Value | Item[T] | Broken]:
        return [Broken(self._at, self._at + len(data))] if data else []

    def _line(self, data: bytes) -> list[Value | Item[T] | Broken]:
        bare = data.strip(b" \t\r")
        if not self._at and bare.startswith(BOM):
            bare = bare[len(BOM) :].lstrip(b" \t\r")
        if not bare or bare.startswith(b"#"):
            return []
        end = self._at + len(data.rstrip(b" \t\r"))
        start = end - len(bare)
        try:
            row, bad = _decoded(bare, self._decode)
            key = self._key(row)
        except (*UNREADABLE, ValueError):
            return [Broken(start, end)]
        return [Value(key, start, end, bare) if key else Item(start, end, row, bad)]


def _decoded(data: bytes, decode: Callable[[bytes], T]) -> tuple[T, int]:
    """Return a row and how many of its bytes are no text."""
    try:
        return decode(data), 0
    except UnicodeDecodeError:
        found = salvage(data)
        return decode(found.text.encode()), found.bad


class Array(Walk[T]):
    """One pass over a bare array `[item, …]`."""

    def __init__(self, chunks: Iterator[bytes], decode: Callable[[bytes], T], known: Callable[[T], bool]) -> None:
        super().__init__(chunks, "", decode, known)

    def __iter__(self) -> Iterator[list[Value | Item[T] | Broken]]:
        """Read it all, a list at a time; whatever is not yielded is punctuation."""
        self._fill()
        if self._window.startswith(BOM):
            self._at = len(BOM)
        if self._peek() == b"[":
            yield from self._items()
            self.whole = self._window[self._at - 1 : self._at] == b"]"
        if self._peek():
            self.whole = False
            self.array_seen = True
            yield from self._lost(self._base + self._at)


def first_line(text: str) -> bytes:
    """Return the first line of a head that is neither empty nor opens with `#`; empty if there is none."""
    lines = (line.strip() for line in text.splitlines())
    return next((line for line in lines if line and not line.startswith("#")), "").encode()


def loosely(data: bytes, decode: Callable[[bytes], T]) -> T | None:
    """Return a row, None where the bytes are none."""
    try:
        return decode(data)
    except UNREADABLE:
        return None
