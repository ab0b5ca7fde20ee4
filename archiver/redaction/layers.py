"""Every byte of a finished document, unpacked: members of archives, streams of PDFs, parts of mails, and their names.

What cannot be unpacked is still looked at as it lies. Nothing is trusted to be what its name says.
"""

import re
import zlib
from base64 import b64decode
from binascii import Error as BinasciiError
from collections.abc import Iterator
from io import BytesIO
from typing import Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from pypdf import PdfReader
from pypdf.errors import PyPdfError

_DEEPEST: Final = 6
_BASE64: Final = re.compile(rb"[A-Za-z0-9+/]{24,}(?:\r?\n[A-Za-z0-9+/]+)*={0,2}")
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_HEX_STRING: Final = re.compile(rb"<((?:[0-9A-Fa-f]\s*){4,})>")
_WIDE_STRING: Final = re.compile(rb"\((\xfe\xff(?:\\.|[^\\)])*)\)", re.DOTALL)
_TEXT_CHUNK: Final = re.compile(rb"(?:tEXt|iTXt|zTXt|eXIf)")


class Layer(NamedTuple):
    """Bytes of a document and where they were found."""

    place: str
    content: bytes


def layers(place: str, content: bytes, depth: int = 0) -> Iterator[Layer]:
    """Yield a document as it lies, and everything packed in it."""
    yield Layer(place, content)
    if depth >= _DEEPEST:
        return
    if content.startswith(b"PK"):
        yield from _archive(place, content, depth)
    elif content.startswith(b"%PDF"):
        yield from _pdf(place, content)
    elif content.startswith(b"\x1f\x8b"):
        yield from _inner(place, "gzip", _inflated(content, 31), depth)
    elif content.startswith(b"\x89PNG"):
        yield from _png(place, content)
    else:
        for number, match in enumerate(_BASE64.finditer(content), 1):
            packed = _decoded(match[0])
            if packed[:4] in {b"PK\x03\x04", b"%PDF", b"\x89PNG"} or packed[:2] == b"\x1f\x8b" or _is_words(packed):
                yield from layers(f"{place}:base64 {number}", packed, depth + 1)


def _inner(place: str, name: str, content: bytes, depth: int) -> Iterator[Layer]:
    if content:
        yield from layers(f"{place}:{name}", content, depth + 1)


def _is_words(content: bytes) -> bool:
    try:
        words = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return sum(sign.isprintable() or sign.isspace() for sign in words) == len(words)


def _decoded(run: bytes) -> bytes:
    joined = re.sub(rb"[\r\n=]", b"", run)
    try:
        return b64decode(joined + b"=" * (-len(joined) % 4))
    except (BinasciiError, ValueError):
        return b""


def _inflated(content: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(content)
    except zlib.error:
        return b""


def _archive(place: str, content: bytes, depth: int) -> Iterator[Layer]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            yield Layer(f"{place}:comment", archive.comment)
            for info in archive.infolist():
                yield Layer(f"{place}:names", info.filename.encode() + b"\n" + info.comment + b"\n" + info.extra)
                yield from layers(f"{place}:{info.filename}", archive.read(info), depth + 1)
    except (BadZipFile, zlib.error, RuntimeError, NotImplementedError):
        return


def _png(place: str, content: bytes) -> Iterator[Layer]:
    at = 8
    while at + 8 <= len(content):
        size = int.from_bytes(content[at : at + 4])
        body = content[at + 8 : at + 8 + size]
        if _TEXT_CHUNK.match(content, at + 4):
            yield Layer(f"{place}:text", body)
            name, _, packed = body.partition(b"\0")
            yield Layer(f"{place}:text", name + b" " + _inflated(packed[1:], 15))
        at += 12 + size


def _pdf(place: str, content: bytes) -> Iterator[Layer]:
    """Yield streams inflated, strings decoded, and the words of each page as a reader copies them."""
    strings = [content]
    for number, match in enumerate(_STREAM.finditer(content), 1):
        inflated = _inflated(match[1], 15)
        if inflated:
            strings += [inflated] if _is_plain(inflated) else []
            yield Layer(f"{place}:stream {number}", inflated)
    words = "\n".join(word for one in strings for word in _pdf_strings(one))
    yield Layer(f"{place}:strings", words.encode("utf-8", "replace"))
    yield from _pdf_words(place, content)


def _is_plain(content: bytes) -> bool:
    """Say whether a stream is text of some kind; fonts and bitmaps hold no words but by chance."""
    head = content[:2000]
    return sum(32 <= one < 127 or one in b"\r\n\t" for one in head) > 0.9 * len(head)


def _pdf_strings(content: bytes) -> Iterator[str]:
    for match in _HEX_STRING.finditer(content):
        raw = bytes.fromhex(
            re.sub(rb"\s", b"", match[1]).decode().ljust(len(match[1]) // 2 * 2, "0")[: len(match[1]) // 2 * 2]
        )
        if raw.startswith(b"\xfe\xff"):
            yield raw[2:].decode("utf-16-be", "replace")
    for match in _WIDE_STRING.finditer(content):
        raw = re.sub(rb"\\([()\\])", rb"\1", match[1])
        yield raw[2:].decode("utf-16-be", "replace")


def _pdf_words(place: str, content: bytes) -> Iterator[Layer]:
    try:
        reader = PdfReader(BytesIO(content))
        yield Layer(f"{place}:metadata", str(dict(reader.metadata or {})).encode("utf-8", "replace"))
        for number, page in enumerate(reader.pages, 1):
            yield Layer(f"{place}:page {number}", page.extract_text().encode("utf-8", "replace"))
    except (PyPdfError, ValueError, KeyError):
        yield Layer(f"{place}:unreadable", b"")
