"""One object of Java's serialisation, read without its class: the numbers and texts of its fields by name.

Runs of bytes among the fields are passed over.
"""

import struct
from typing import NamedTuple

MAGIC = b"\xac\xed\x00\x05"
_MAX_FIELDS = 1000
_SIZES = {"B": ">b", "C": ">H", "D": ">d", "F": ">f", "I": ">i", "J": ">q", "S": ">h", "Z": ">?"}
_NULL, _REFERENCE, _CLASS, _OBJECT, _STRING, _ARRAY, _END = 0x70, 0x71, 0x72, 0x73, 0x74, 0x75, 0x78
_FIRST_HANDLE = 0x7E0000


class JavaError(ValueError):
    """Bytes that are no such object, or one of a shape that is not read."""


class _Class(NamedTuple):
    """A class as described: its name, its fields (type, name), whether it adds data of its own, the class above."""

    name: str
    fields: tuple[tuple[str, str], ...]
    writes: bool
    above: "_Class | None"


def fields(data: bytes) -> dict[str, int | str]:
    """Return the fields of the object that are numbers or texts. Raises JavaError where it cannot be read."""
    if not data.startswith(MAGIC):
        raise JavaError("no magic")
    try:
        return _Reader(data).object()
    except (struct.error, IndexError, UnicodeDecodeError, RecursionError) as fault:
        raise JavaError("cut") from fault


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = len(MAGIC)
        self._handles: list[str | _Class | None] = []

    def object(self) -> dict[str, int | str]:
        if self._byte() != _OBJECT:
            raise JavaError("no object")
        described = self._described()
        self._handles.append(None)
        line: list[_Class] = []
        while described is not None:
            line.insert(0, described)
            described = described.above
        found: dict[str, int | str] = {}
        for one in line:
            for kind, name in one.fields:
                value = self._value(kind)
                if isinstance(value, int | str):
                    found[name] = value
            if one.writes and self._byte() != _END:
                raise JavaError("data of its own")
        return found

    def _described(self) -> _Class | None:
        mark = self._byte()
        if mark == _NULL:
            return None
        if mark == _REFERENCE:
            known = self._handle()
            return known if isinstance(known, _Class) else None
        if mark != _CLASS:
            raise JavaError("no class")
        name = self._text()
        self._at += 8
        own = len(self._handles)
        self._handles.append(None)
        flags, count = self._byte(), self._number(">H")
        if count > _MAX_FIELDS:
            raise JavaError("fields")
        named = tuple(self._field() for _ in range(count))
        if self._byte() != _END:
            raise JavaError("annotation")
        found = _Class(name, named, bool(flags & 1), self._described())
        self._handles[own] = found
        return found

    def _field(self) -> tuple[str, str]:
        kind, name = chr(self._byte()), self._text()
        if kind in "L[":
            self._value("L")
        return kind, name

    def _value(self, kind: str) -> int | str | None:
        if kind in _SIZES:
            return int(self._number(_SIZES[kind]))
        mark = self._byte()
        if mark == _NULL:
            return None
        if mark == _REFERENCE:
            known = self._handle()
            return known if isinstance(known, str) else None
        if mark == _ARRAY and kind == "[":
            self._pass_over()
            return None
        if mark != _STRING:
            raise JavaError("value")
        text = self._text()
        self._handles.append(text)
        return text

    def _pass_over(self) -> None:
        """Pass over an array of bytes; one of anything else is a shape that is not read."""
        described = self._described()
        if described is None or described.name != "[B":
            raise JavaError("array")
        self._handles.append(None)
        size = self._number(">i")
        if not 0 <= size <= len(self._data) - self._at:
            raise JavaError("cut")
        self._at += size

    def _handle(self) -> "str | _Class | None":
        return self._handles[self._number(">I") - _FIRST_HANDLE]

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _number(self, form: str) -> int:
        (value,) = struct.unpack_from(form, self._data, self._at)
        self._at += struct.calcsize(form)
        return int(value)

    def _text(self) -> str:
        size = self._number(">H")
        self._at += size
        if self._at > len(self._data):
            raise JavaError("cut")
        return self._data[self._at - size : self._at].decode("utf-8", "replace")
