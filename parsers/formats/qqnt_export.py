"""The exports of QQNT_Export from a decrypted database, as text or JSON (formats.md §6.1).

    2025-01-01 00:00:00 收
    [文本]
    第一行
    第二行
    [图片]
    A.jpg
    <empty line>
    2025-01-01 00:01:00 发
    [文件]
    交付物.zip
    <empty line>

    [{"time":"2025-01-01 00:00:00","direction":"收","contents":[["[文本]","第一行"],["[图片]","A.jpg"]]},
     {"time":"2025-01-01 00:01:00","sender":"山雀","sender_qq":9000010001,"contents":[["[文件]","交付物.zip"]]}]

Grammar. UTF-8; times are local. In private talk a row stands under `收`, `发`, `转发` or `未知`, in a group under a
name. In the text each part of a message is a line with its tag and the lines under it; words, pictures and faces come
in any order, every other part is alone or behind `[被引用的消息]`. Nothing is escaped: a typed line that is one of
these tags reads as a part, an empty line with a head and a tag as a message.

Mapping. One row a message. `text` is the words, with a sign like `[图片]` for what is none; `own` is the words alone.
`发` and `转发` are the exporting account's rows, and there is no name of either side. The number stands in the JSON of
groups only. `[提示]` is QQ's own voice. There are no ids, sizes or digests; of a quote only its words. What the
exporter did not know it wrote as `None`: kept, with `unreadable_element`.
"""

from collections.abc import Iterator

import msgspec
from msgspec import Struct

from parsers import decoding, qqnt_parts
from parsers.decoding import salvage
from parsers.headed_rows import Rest, Row, after_blank, cut, left_over
from parsers.json_rows import Array, tell
from parsers.json_walk import Item, Value
from parsers.message import Chat, Event, Message, Sender, Span, Stamp, Transcript
from parsers.source import HEAD, Source
from parsers.tally import Tally

NAME = "qqnt_export"
TITLE = "QQNT_Export 导出（TXT / JSON）"

_TAG = "|".join(sorted(qqnt_parts.TAGS)).replace("[", r"\[").replace("]", r"\]").encode()
_QUOTED = qqnt_parts.QUOTED.replace("[", r"\[").replace("]", r"\]").encode()
_CLOCK = rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
_HEADS = after_blank(
    rb"(" + _CLOCK + rb") ([^\r\n]{1,300})", _CLOCK + rb" ",
    rb"(?=(?:(?:" + _QUOTED + rb")?(?:" + _TAG + rb")|" + _QUOTED + rb")?\r?\n)",
)  # fmt: skip
_WAYS: dict[str, bool | None] = {"收": False, "发": True, "转发": True, "未知": None}
_LEAST = 2


class _Line(Struct, frozen=True, gc=False):
    """A row of the JSON."""

    time: str
    contents: list[tuple[str | None, str | None]]
    direction: str | None = None
    sender: str | int | None = None
    sender_qq: str | int | None = None


_decode = msgspec.json.Decoder(_Line).decode


def sniff(source: Source) -> bool:
    """Say whether the first row of an array has `contents` of pairs, or heads with tags under them open the text."""
    head = decoding.head_utf8(source, HEAD)
    bare = head.removeprefix(decoding.BOM).lstrip()
    if bare.startswith(b"["):
        return any(isinstance(piece, Item) for pieces in _array(iter((head,))) for piece in pieces[:1])
    pieces = [piece for piece in cut(iter((head,)), _HEADS) if piece.end - piece.start > len(decoding.BOM)]
    if not pieces or not isinstance(pieces[0], Row):
        return False
    rows = [piece for piece in pieces if isinstance(piece, Row)]
    tagged = sum(_opens_with_tag(row) for row in rows[:20])
    return tagged >= min(len(rows), _LEAST)


def _opens_with_tag(row: Row) -> bool:
    return qqnt_parts.is_tag(salvage(row.body[:200].partition(b"\n")[0]).text.removesuffix("\r"))


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    encoding = decoding.detect(source)
    head = decoding.head_utf8(source, HEAD)
    if head.removeprefix(decoding.BOM).lstrip().startswith(b"["):
        first = next(
            (piece.row for pieces in _array(iter((head,))) for piece in pieces if isinstance(piece, Item)), None
        )
        group = first is not None and first.direction is None
        return Transcript(
            NAME, TITLE, encoding,
            lambda: decoding.events(source, encoding, lambda it: tell(_array(it), _Lines(group=group))), "JSON",
        )  # fmt: skip
    rows = (piece for piece in cut(iter((head,)), _HEADS) if isinstance(piece, Row))
    group = any(salvage(row.head[1]).text not in _WAYS for row in rows)
    return Transcript(
        NAME, TITLE, encoding, lambda: decoding.events(source, encoding, lambda it: _text(it, group=group)), "TXT"
    )


def _array(chunks: Iterator[bytes]) -> Array[_Line]:
    return Array(chunks, _decode, lambda _: True)


def _chat(*, group: bool) -> Chat:
    return Chat("c1", "", "group" if group else "private")


class _Lines:
    """One pass over the rows of the JSON."""

    def __init__(self, *, group: bool) -> None:
        self._tally = Tally()
        self._group = group

    def take(self, value: Value, /) -> bool:
        """Keep nothing: there are no parts beside the rows."""
        del value
        return False

    def last(self) -> int | None:
        """Return the ordinal of the row read last, None before the first."""
        return self._tally.count or None

    def read(self, row: _Line, place: Span, /) -> Iterator[Event]:
        """Yield what a row adds."""
        if not self._tally.next() - 1:
            yield _chat(group=self._group)
        name = row.direction or str(row.sender or "")
        stamp = self._tally.stamp(row.time)
        parts = qqnt_parts.read(row.contents)
        uin = "" if row.sender_qq is None or str(row.sender_qq) == "0" else str(row.sender_qq)
        yield _message(self._tally, (name, uin), stamp, parts, place, group=self._group)
        yield from self._tally.told()

    def close(self) -> Iterator[Event]:
        """Yield what only the whole shows."""
        if not self._tally.count:
            yield _chat(group=self._group)
        yield from self._tally.end()


def _text(chunks: Iterator[bytes], *, group: bool) -> Iterator[Event]:
    tally = Tally()
    yield _chat(group=group)
    for piece in cut(chunks, _HEADS):
        if isinstance(piece, Rest):
            yield from left_over(piece)
            continue
        tally.next()
        yield _printed(piece, tally, group=group)
        yield from tally.told()
    yield from tally.end()


def _printed(row: Row, tally: Tally, *, group: bool) -> Message:
    place = Span(row.start, row.end)
    found = salvage(row.body)
    if found.bad:
        tally.note("undecodable_bytes", Span(row.body_at + found.at, row.body_at + found.at + 1), f"{found.bad}")
    pairs, only = qqnt_parts.cut(found.text)
    start = row.body_at + len(found.text[:only].encode())
    body = Span(start, row.body_at + len(row.body)) if only >= 0 and not found.bad else None
    stamp = tally.stamp(salvage(row.head[0]).text)
    parts = qqnt_parts.read(pairs)
    return _message(tally, (salvage(row.head[1]).text, ""), stamp, parts, place, body, group=group)


def _message(
    tally: Tally, who: tuple[str, str], stamp: Stamp, parts: qqnt_parts.Printed, place: Span, body: Span | None = None,
    *, group: bool,
) -> Message:  # fmt: skip
    name, uin = who
    way = None if group else _WAYS.get(name)
    tally.note_name(name, place)
    for file in parts.attachments:
        tally.note_name(file.name, place)
    for notice in parts.notices:
        tally.note(notice, place)
    return Message(
        tally.count, "c1", Sender(name, uin, pseudo=parts.pseudo or name == "未知"), stamp, parts.kind, parts.text,
        place, parts.own, body, reply=parts.reply, attachments=parts.attachments, money=parts.money,
        outgoing=None if parts.pseudo else way,
    )  # fmt: skip
