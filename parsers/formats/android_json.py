"""The lines that QQHistoryExport makes of a phone's database, `chatData.txt` (formats.md §7.3).

    {"t":"msg","c":[{"t":"m","c":{"m":"第一行"}},{"t":"qqemoji","c":{"index":"5"}}],"s":"9000010001","i":1614560703}
    {"t":"file","c":{"received":true,"name":"验收单.docx","path":"output/…","size":20480},"s":"9000010002","i":…}
    {"t":"revoke","c":{"text":"山雀撤回了一条消息","type":"by_self"},"s":"9000010001","i":…}

Grammar. UTF-8, a JSON object a line: `t` its kind, `c` its content, `s` the sender's number, `i` the seconds. A text is
a list of elements of the same shape.

Mapping. One row a message, `place` its object. Signs like `[图片]` stand for what is no text, `own` is the words of the
elements `m`. Revokes and tips are QQ's own voice. There are neither names nor message ids, and whose phone it was is
not said. Content that a release leaves out (`uns`) or could not read (`err`) is kept by its sign.
"""

from collections.abc import Iterator

import msgspec
from msgspec import Raw, Struct

from parsers import decoding, markers
from parsers.assembled import Script
from parsers.epoch import Clock
from parsers.json_rows import Lines, first_line, loosely, tell
from parsers.json_walk import UNREADABLE, Item, Value
from parsers.message import Attachment, Chat, Event, Kind, Message, Reply, Sender, Span, Transcript
from parsers.qce_rows import Printed, printed, whole
from parsers.source import HEAD, Source
from parsers.tally import Tally

NAME = "android_json"
TITLE = "QQHistoryExport 记录（chatData.txt）"

_KINDS = frozenset(
    {"msg", "mixmsg", "img", "revoke", "tip", "call", "nudge", "video", "voice", "uns", "err", "file"}
)  # fmt: skip

_VOICE = frozenset({"revoke", "tip"})
"""Kinds in which QQ itself speaks, under the number of who acted."""


class _Content(Struct, frozen=True, gc=False):
    """`c` of a row or an element, whatever its kind."""

    m: str | None = None
    text: str | None = None
    type: Printed = None
    name: str | None = None
    path: str | None = None
    imgPath: str | None = None  # noqa: N815 - as in the JSON, here and below
    imgType: str | None = None  # noqa: N815
    size: Printed = None
    length: Printed = None
    uin: Printed = None
    time: Printed = None


class _Element(Struct, frozen=True, gc=False):
    """A part of a text."""

    t: str
    c: _Content = _Content()


class _Line(Struct, frozen=True, gc=False):
    """A row."""

    t: str
    c: Raw
    i: Printed
    s: Printed = None


_decode = msgspec.json.Decoder(_Line).decode
_decode_content = msgspec.json.Decoder(_Content).decode
_decode_elements = msgspec.json.Decoder(list[_Element]).decode


def sniff(source: Source) -> bool:
    """Say whether the first line is a row of a known kind."""
    row = loosely(first_line(decoding.head_text(source)), _decode)
    return row is not None and row.t in _KINDS and bytes(row.c)[:1] in {b"{", b"["}


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    encoding = decoding.detect(source)
    head = decoding.head_utf8(source, HEAD)
    rows = [piece.row for pieces in _lines(iter((head,))) for piece in pieces if isinstance(piece, Item)]
    people = {printed(row.s) for row in rows if row.t not in _VOICE}
    chat = Chat("c1", "", "group" if len(people - {"", "0"}) > 2 else "unknown")
    return Transcript(
        NAME, TITLE, encoding, lambda: decoding.events(source, encoding, lambda it: tell(_lines(it), _Talk(chat)))
    )


def _lines(chunks: Iterator[bytes]) -> Lines[_Line]:
    return Lines(chunks, _decode, lambda _: "")


class _Talk:
    """One pass over the rows."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._tally = Tally()
        self._clock = Clock()

    def take(self, value: Value, /) -> bool:
        """Keep nothing: there are no parts beside the rows."""
        del value
        return False

    def last(self) -> int | None:
        """Return the ordinal of the row read last, None before the first."""
        return self._tally.count or None

    def read(self, row: _Line, place: Span, /) -> Iterator[Event]:
        """Yield what a row adds."""
        if self._tally.next() == 1:
            yield self._chat
        uin = printed(row.s)
        stamp = self._clock.stamp(row.i)
        if stamp.epoch_ms is None and stamp.wall is None:
            self._tally.note("impossible_time", place, stamp.raw)
        part = _Part(row.t)
        try:
            part.read(row.c)
        except UNREADABLE:
            self._tally.note("unreadable_element", place)
        if row.t not in _KINDS:
            self._tally.note("unknown_row_type", place, row.t)
        for file in part.files:
            self._tally.note_name(file.name, place)
        pseudo = row.t in _VOICE or uin in markers.PSEUDO_UINS
        yield Message(
            self._tally.count, "c1", Sender("", uin, pseudo=pseudo), stamp, part.kind(), part.script.text(), place,
            () if pseudo else part.script.own(), reply=part.reply, attachments=tuple(part.files),
        )  # fmt: skip
        yield from self._tally.told()

    def close(self) -> Iterator[Event]:
        """Yield what only the whole shows."""
        if not self._tally.count:
            yield self._chat
        yield from self._tally.end()


class _Part:
    """Collects what the content of a row says."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self.script = Script()
        self.files: list[Attachment] = []
        self.reply: Reply | None = None

    def read(self, content: Raw) -> None:
        if bytes(content)[:1] == b"[":
            for element in _decode_elements(content):
                self._element(element.t, element.c)
        else:
            self._element(self._kind, _decode_content(content))

    def kind(self) -> Kind:
        if self._kind == "revoke":
            return "recall"
        if self._kind == "tip":
            return "system"
        return "text" if self._kind == "msg" and not self.script.text() else self.script.kind()

    def _element(self, kind: str, content: _Content) -> None:
        path = content.path or content.imgPath
        if kind == "m":
            self.script.words(content.m or "")
        elif kind == "reply":
            seconds, uin = whole(content.time), printed(content.uin)
            self.reply = Reply(
                None, None, Sender("", uin) if uin else None, content.text, seconds * 1000 if seconds else None
            )
            self.script.sign("", "reply")
        elif kind == "img" and "marketface" not in {content.type, content.imgType}:
            self._file("image", "图片", Attachment("image", content.name, whole(content.size), path=path))
        elif kind == "file":
            self._file("file", "文件", Attachment("file", content.name, whole(content.size) or None, path=path or None))
        elif kind == "video":
            self._file("video", "视频", Attachment("video", content.name, path=path))
        elif kind == "voice":
            self._file("voice", "语音", Attachment("voice", seconds=whole(content.length), path=path))
        elif kind == "call":
            self.script.sign(content.text or "[通话]", "call")
        elif kind in {"nudge", "qqemoji", "img"}:
            self.script.sign(content.text or "[表情]", "sticker")
        else:
            self.script.sign(content.text or "")

    def _file(self, kind: Kind, word: str, file: Attachment) -> None:
        self.files.append(file)
        self.script.sign(f"[{word}: {file.name}]" if kind == "file" and file.name else f"[{word}]", kind)
