"""A large JSON object read in one pass and bounded memory: its small values whole, its long array item by item.

Every item comes with the bytes it stands on. The end of an item is first guessed from how the items before it were
separated and then proven by decoding: a JSON object is whole at one place only, so a guess that decodes is right. Where
the guess fails the brackets are counted. Damage costs the item it lies in, not what follows.
"""

import re
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

import msgspec
from msgspec import Struct

from parsers.decoding import BOM, salvage
from parsers.json_scan import Scan, match_end

MAX_ITEM = 16 * 1024 * 1024
"""Bytes of an array item or a top-level value that are looked into. A row with a long forward has about 1 MB."""

_BUDGET = 16 * MAX_ITEM
"""Bytes looked through to find where damage ends before the rest is given up."""

_SPACE = re.compile(rb"[ \t\r\n]*")
_KEY = re.compile(rb'"((?:[^"\\]|\\.){0,200})"[ \t\r\n]*:[ \t\r\n]*(?=[^ \t\r\n])', re.DOTALL)
_SCALAR = re.compile(rb"[^,\]}\s]+")
_MAX_KEY = 2048
_BETWEEN = re.compile(rb'[ \t\r\n]*,[ \t\r\n]*\{[ \t\r\n]*"[^"\\]{1,40}"')
_ARRAY_END = re.compile(rb"\}(?=[ \t\r\n]*\])")
_ANY_BETWEEN = re.compile(rb"\}" + _BETWEEN.pattern)

UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding raises: no JSON or of another shape, no text, nested without end."""

T = TypeVar("T")


class Value(Struct, frozen=True, gc=False):
    """A value of the object; `data` is None where it is longer than MAX_ITEM."""

    key: str
    start: int
    end: int
    data: bytes | None


class Item(Struct, Generic[T], frozen=True, gc=False):
    """One decoded item of the array; `bad` counts its bytes that are no text."""

    start: int
    end: int
    row: T
    bad: int = 0


class Broken(Struct, frozen=True, gc=False):
    """Bytes that make no sense where they stand."""

    start: int
    end: int


def _is_json(data: bytes) -> bool:
    try:
        msgspec.json.decode(data, type=msgspec.Raw)
    except UNREADABLE:
        return False
    return True


class Walk(Generic[T]):
    """One pass over an object `{…, "array": [item, …], …}`.

    `array` is its key, a regular expression. `decode` turns the bytes of an item into a row or raises one of
    UNREADABLE; `known` says of a row that it is one of the array and not of something nested, which is asked
    only after damage. `whole` tells afterwards whether the object was closed.
    """

    def __init__(
        self, chunks: Iterator[bytes], array: str, decode: Callable[[bytes], T], known: Callable[[T], bool]
    ) -> None:
        self._chunks = chunks
        self._array = re.compile(rb'"(?:%s)"[ \t\r\n]*:[ \t\r\n]*(?=\[)' % array.encode())
        self._decode = decode
        self._known = known
        self._window = b""
        self._base = 0
        self._at = 0
        self._between: bytes | None = None
        self._budget = _BUDGET
        self.array_seen = False
        self.whole = False

    def __iter__(self) -> Iterator[list[Value | Item[T] | Broken]]:
        """Read it all, a list at a time; whatever is not yielded is punctuation."""
        self._fill()
        if self._window.startswith(BOM):
            self._at = len(BOM)
        if self._peek() == b"{":
            self._at += 1
        while mark := self._peek():
            if self.whole or mark not in b'",}':
                yield from self._lost(self._base + self._at)
            elif mark == b'"':
                yield from self._member()
            else:
                self.whole = mark == b"}"
                self._at += 1

    @property
    def end(self) -> int:
        """How far it has come."""
        return self._base + self._at

    def _fill(self) -> bool:
        """Take the next chunk, dropping what lies before the present place; False at the end of the bytes."""
        chunk = next(self._chunks, b"")
        if not chunk:
            return False
        self._window = self._window[self._at :] + chunk
        self._base += self._at
        self._at = 0
        return True

    def _peek(self) -> bytes:
        """Return the next byte that is no space, empty at the end."""
        while True:
            self._at = match_end(_SPACE, self._window, self._at)
            if self._at < len(self._window) or not self._fill():
                return self._window[self._at : self._at + 1]

    def _member(self) -> Iterator[list[Value | Item[T] | Broken]]:
        """Read a key and its value."""
        found = _KEY.match(self._window, self._at)
        while found is None and len(self._window) - self._at < _MAX_KEY and self._fill():
            found = _KEY.match(self._window, self._at)
        start = self._base + self._at
        if found is None:
            yield from self._lost(start)
            return
        array = self._array.match(self._window, self._at)
        self._at = found.end()
        if array and not self.array_seen:
            yield from self._items()
            return
        value = self._value(found[1].decode("utf-8", "replace"))
        if value is None:
            yield from self._lost(start)
        else:
            yield [value]

    def _value(self, key: str) -> Value | None:
        """Read a value; None where the bytes end before it does."""
        if self._peek() not in {b"{", b"[", b'"'}:
            return self._scalar(key)
        end = self._close()
        if end:
            data = self._window[self._at : end] if end - self._at <= MAX_ITEM else None
            value = Value(key, self._base + self._at, self._base + end, data)
            self._at = end
            return value
        return self._long(key) if len(self._window) - self._at > MAX_ITEM else None

    def _scalar(self, key: str) -> Value | None:
        end = match_end(_SCALAR, self._window, self._at)
        while end == len(self._window) and end - self._at < MAX_ITEM and self._fill():
            end = match_end(_SCALAR, self._window, self._at)
        data = self._window[self._at : end]
        value = Value(key, self._base + self._at, self._base + end, data)
        self._at = end
        return value if data else None

    def _long(self, key: str) -> Value | None:
        """Pass over a value too long to keep, such as the pictures of all members."""
        start = self._base + self._at
        return Value(key, start, self._base + self._at, None) if self._skip() else None

    def _skip(self) -> bool:
        """Pass over a value by its brackets, keeping nothing; False where the bytes end before it does."""
        scan = Scan()
        while True:
            self._at, done = scan.run(self._window, self._at)
            if done or not self._fill():
                return done

    def _close(self) -> int:
        """Return where in the window the value at the present place ends; 0 if it does not, or is too long."""
        scan = Scan()
        ahead, done = scan.run(self._window, self._at)
        while not done:
            come = ahead - self._at
            if come > MAX_ITEM or not self._fill():
                return 0
            ahead, done = scan.run(self._window, self._at + come)
        return ahead

    def _items(self) -> Iterator[list[Value | Item[T] | Broken]]:
        """Read the array at the present place; arrays inside it are looked through (an old form nests them once)."""
        self.array_seen = True
        depth = 0
        while mark := self._peek():
            if mark == b"{":
                yield self._alike()
                if self._peek() == b"{":
                    yield [self._single()]
            elif mark in b",[]":
                depth += {b",": 0, b"[": 1, b"]": -1}[mark]
                self._at += 1
                if not depth:
                    return
            else:
                yield [self._damaged(0)]

    def _alike(self) -> list[Value | Item[T] | Broken]:
        """Read the items in the window as long as they are separated like the ones before."""
        items: list[Value | Item[T] | Broken] = []
        if self._between is None:
            return items
        window, base, decode, between = self._window, self._base, self._decode, self._between
        step = between.index(b"{", 1)
        at = self._at
        while (hit := window.find(between, at)) >= 0:
            end = hit + 1
            try:
                row = decode(window[at:end])
            except UNREADABLE:
                break
            items.append(Item(base + at, base + end, row))
            at = hit + step
        self._at = at
        return items

    def _single(self) -> Item[T] | Broken:
        """Read one item by counting its brackets, and learn from it how items are separated."""
        end = self._close()
        item = self._item(end) if end - self._at <= MAX_ITEM else None
        if item is None:
            return self._damaged(end)
        self._at = end
        if len(self._window) - end < _MAX_KEY:
            self._fill()
        between = _BETWEEN.match(self._window, self._at)
        if between:
            self._between = b"}" + between[0]
        return item

    def _item(self, end: int) -> Item[T] | None:
        """Return the item from the present place to `end` of the window, bytes that are no text as ␚."""
        data = self._window[self._at : end]
        start, stop = self._base + self._at, self._base + end
        try:
            return Item(start, stop, self._decode(data))
        except UnicodeDecodeError:
            pass
        except UNREADABLE:
            return None
        try:
            found = salvage(data)
            return Item(start, stop, self._decode(found.text.encode()), found.bad)
        except UNREADABLE:
            return None

    def _damaged(self, end: int) -> Broken:
        """Pass over an item that cannot be read.

        JSON of another shape ends at its bracket, `end`. In damaged JSON that bracket is not to be trusted: what
        follows is the next item that decodes, else the end of the array, else nothing.
        """
        start = self._base + self._at
        self._budget -= (end or len(self._window)) - self._at
        stop, resume = end, end
        if not (end and _is_json(self._window[self._at : end])):
            stop, resume = self._sound_item() or self._array_end(end)
        if resume:
            self._at = resume
            return Broken(start, self._base + stop)
        if not (self._oversized() and self._skip()):
            self._to_end()
        return Broken(start, self._base + self._at)

    def _oversized(self) -> bool:
        """Say whether the present item is whole as far as looked, only longer than MAX_ITEM."""
        return self._budget > 0 and self._peek() == b"{" and len(self._window) - self._at > MAX_ITEM

    def _sound_item(self) -> tuple[int, int] | None:
        """Return where the damaged item ends and the next begins that decodes and belongs to the array."""
        ahead = 1
        while self._budget > 0:
            for between in _ANY_BETWEEN.finditer(self._window, self._at + ahead):
                start = self._window.index(b"{", between.start() + 1)
                end, done = Scan().run(self._window, start)
                self._budget -= end - start
                if self._budget > 0 and done and self._sound(start, end):
                    return between.start() + 1, start
            ahead = max(ahead, len(self._window) - self._at - _MAX_KEY)
            if ahead > MAX_ITEM or not self._fill():
                return None
        return None

    def _sound(self, start: int, end: int) -> bool:
        try:
            return self._known(self._decode(self._window[start:end]))
        except UNREADABLE:
            return False

    def _array_end(self, end: int) -> tuple[int, int]:
        """Return the last place where an item and an array close, if the damaged item closes at all."""
        ends = [0, *(found.end() for found in _ARRAY_END.finditer(self._window, self._at) if end)]
        return ends[-1], ends[-1]

    def _lost(self, start: int) -> Iterator[list[Value | Item[T] | Broken]]:
        """Pass over damage outside the array, to the array's own key if it is still to come, else to the last byte."""
        while not self.array_seen:
            found = self._array.search(self._window, self._at)
            if found:
                stop = self._base + found.start()
                yield [Broken(start, stop)] if start < stop else []
                self._at = found.end()
                self.whole = False
                yield from self._items()
                return
            self._at = max(self._at, len(self._window) - _MAX_KEY)
            if not self._fill():
                break
        self._to_end()
        yield [Broken(start, self._base + self._at)]

    def _to_end(self) -> None:
        self._at = len(self._window)
        while self._fill():
            self._at = len(self._window)
