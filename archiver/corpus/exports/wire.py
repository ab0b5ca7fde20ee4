"""Fields of protobuf messages and objects of Java's serialisation, as bytes."""

import struct


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))


def number(number_: int, value: int) -> bytes:
    """Return a field that is a number."""
    return _varint(number_ << 3) + _varint(value)


def field(number_: int, data: bytes) -> bytes:
    """Return a field that is bytes."""
    return _varint(number_ << 3 | 2) + _varint(len(data)) + data


def text(number_: int, words: str) -> bytes:
    """Return a field that is text."""
    return field(number_, words.encode())


def java_object(name: str, longs: dict[str, int], texts: dict[str, str]) -> bytes:
    """Return an object with fields that are long numbers and texts, each in the order of their names."""
    described = b"r" + _utf(name) + bytes(8) + b"\x02" + struct.pack(">H", len(longs) + len(texts))
    described += b"".join(b"J" + _utf(field_name) for field_name in sorted(longs))
    for index, field_name in enumerate(sorted(texts)):
        kind = b"t" + _utf("Ljava/lang/String;") if not index else b"q" + struct.pack(">I", 0x7E0001)
        described += b"L" + _utf(field_name) + kind
    values = b"".join(struct.pack(">q", longs[key]) for key in sorted(longs))
    values += b"".join(b"t" + _utf(texts[key]) for key in sorted(texts))
    return b"\xac\xed\x00\x05s" + described + b"xp" + values


def _utf(words: str) -> bytes:
    data = words.encode()
    return struct.pack(">H", len(data)) + data
