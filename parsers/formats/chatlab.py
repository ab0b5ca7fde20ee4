"""The exchange format of ChatLab, as one JSON object or as JSON lines (formats.md §9).

    {"chatlab":{"version":"0.0.2","exportedAt":1735700000},
     "meta":{"name":"验收沟通群","platform":"qq","type":"group","groupId":"9000010100"},
     "members":[{"platformId":"9000010001","accountName":"山雀"}],
     "messages":[{"sender":"9000010001","accountName":"山雀","timestamp":1735660800,"type":4,
                  "content":"[文件: 交付物.zip]","platformMessageId":"7600000000000000001"}]}

    {"_type":"header","chatlab":{…},"meta":{…}}
    {"_type":"member","platformId":"9000010001","accountName":"山雀"}
    # a comment
    {"_type":"message","sender":"9000010001","timestamp":"1735660800","type":0,"content":"好"}

Grammar. UTF-8. One object, or a line each for the header, every member and every message; lines that open with `#` are
comments. Times are seconds, by some producers printed as text. `type` is a number of its own table.

Mapping. `place` is the message's object. A sender's id is his QQ number where `platform` is QQ, else `platform:id` as
uid, so that it is never mistaken for one. `ownerId` is the exporting account. The name of a file is only in the text,
its size and digest are nowhere. `own` is the whole of a text or reply and nothing of the other types, except what
stands beside a picture's placeholder. Every file of this kind is a copy that a program made of another export: notice
`derived_copy`. A time that can only be milliseconds is read as such, with a notice.
"""

from collections.abc import Iterator

import msgspec

from parsers import decoding
from parsers.chatlab_rows import Header, Row, Talk, decode_header, decode_row, is_row, line_key
from parsers.json_rows import Lines, first_line, loosely, tell
from parsers.json_walk import Value, Walk
from parsers.message import Transcript
from parsers.source import Source

NAME = "chatlab"
TITLE = "ChatLab JSON / JSONL"

_LOOK = 8 * 1024 * 1024
"""How far a long list of members, or another program, may push the parts back."""


def sniff(source: Source) -> bool:
    """Say whether an object has `chatlab` with a version, or the first line is such a header."""
    text = decoding.head_text(source)
    if not text.lstrip().startswith(("{", "#")):
        return False
    return _is_lines(text) or "chatlab" in _parts(decoding.head_utf8(source, len(source.head())))


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    encoding = decoding.detect(source)
    text = decoding.head_text(source)
    if _is_lines(text):
        header = loosely(first_line(text), decode_header) or Header()
        return _transcript(source, encoding, "JSONL", lambda chunks: tell(_lines(chunks), Talk(header)))
    whole = _header(_parts(decoding.head_utf8(source, _LOOK)))
    return _transcript(source, encoding, "JSON", lambda chunks: tell(_walk(chunks), Talk(whole)))


def _transcript(source: Source, encoding: str, generation: str, reader: decoding.Reader) -> Transcript:
    return Transcript(NAME, TITLE, encoding, lambda: decoding.events(source, encoding, reader), generation)


def _lines(chunks: Iterator[bytes]) -> Lines[Row]:
    return Lines(chunks, decode_row, line_key)


def _walk(chunks: Iterator[bytes]) -> Walk[Row]:
    return Walk(chunks, "messages", decode_row, is_row)


def _is_lines(text: str) -> bool:
    line = first_line(text)
    row = loosely(line, decode_row)
    return row is not None and row.kind == "header" and b'"chatlab"' in line


def _parts(head: bytes) -> dict[str, bytes]:
    """Return the bytes of `chatlab` and `meta`, whole ones only, that a head holds."""
    found: dict[str, bytes] = {}
    for pieces in _walk(iter((head,))):
        for piece in pieces:
            if isinstance(piece, Value) and piece.key in {"chatlab", "meta"} and piece.data is not None:
                found.setdefault(piece.key, piece.data)
    if "chatlab" in found and not _has_version(found["chatlab"]):
        del found["chatlab"]
    return found


def _has_version(data: bytes) -> bool:
    return loosely(b'{"chatlab":%s}' % data, _decode_version) is not None


class _Versioned(msgspec.Struct, frozen=True):
    version: str | int | float


class _Marked(msgspec.Struct, frozen=True):
    chatlab: _Versioned


_decode_version = msgspec.json.Decoder(_Marked).decode


def _header(parts: dict[str, bytes]) -> Header:
    about = loosely(b'{"chatlab":%s}' % parts.get("chatlab", b"{}"), decode_header) or Header()
    meta = loosely(b'{"meta":%s}' % parts.get("meta", b"{}"), decode_header) or Header()
    return Header(about.chatlab, meta.meta)
