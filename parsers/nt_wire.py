"""The protobuf wire format, read without a schema: field numbers, and numbers or bytes."""

from collections.abc import Iterator
from typing import NamedTuple

MAX_FIELDS = 100_000
"""Fields of one message; a long text has some hundred."""

_SIXTY_FOUR_BITS = 2**64 - 1


class WireError(ValueError):
    """Bytes that are no protobuf message."""


class Field(NamedTuple):
    """A field: `value` is a number for varint and fixed fields, the bytes of anything else."""

    number: int
    value: int | bytes


def fields(data: bytes) -> Iterator[Field]:
    """Yield the fields of a message in their order. Raises WireError where the bytes end or make no sense."""
    at = 0
    for _ in range(MAX_FIELDS):
        if at >= len(data):
            return
        tag, at = _varint(data, at)
        number, wire = tag >> 3, tag & 7
        if not number:
            raise WireError("field 0")
        if wire == 0:
            value, at = _varint(data, at)
            yield Field(number, value)
            continue
        length = {1: 8, 5: 4}.get(wire)
        if wire == 2:
            length, at = _varint(data, at)
        if length is None or length > len(data) - at:
            raise WireError(f"wire type {wire} at {at}")
        part = data[at : at + length]
        at += length
        yield Field(number, part if wire == 2 else int.from_bytes(part, "little"))
    raise WireError("too many fields")


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise WireError("ends in a number")
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value & _SIXTY_FOUR_BITS, at
    raise WireError("endless number")
