"""The text that third-party programs take from a phone's QQ, its heads with two spaces (formats.md §7.4).

    2021-03-01 23:01:46  山雀
    第一句

    第二段
    <empty line>
    2021-03-02 09:05:03  江河
    /storage/emulated/0/tencent/a.apk|0|0|1
    <empty line>
    2021-03-02 09:06:00  山雀
    验收单.docx|20480|0|0
    <empty line>

Grammar. LF, no mark, no banner, no ids. A head is a line after an empty one: a date, a time with two digits for the
hour, two spaces, a name. A body may hold empty lines too; nothing marks what was typed, so a person who types an empty
line and a head makes one, which only its place in time can show.

Mapping. One row a head, `place` up to the next one, `body` its lines. A body that is wholly `path|0|0|1` is a file sent
from this phone, so its sender holds the phone (`outgoing`); wholly `name|bytes|0|0` is one from the other side. QQ's
own sentences stand under the number of who acted: recall or system, the number as `uin`. More than two names make a
group. The chat's name is not in the file.
"""

from collections.abc import Iterator
from itertools import islice

from parsers import decoding, markers
from parsers.android_names import Cast, cast, file_of, sender_of
from parsers.decoding import salvage
from parsers.headed_rows import Row, after_blank, cut, left_over
from parsers.message import Chat, Event, Kind, Message, Sender, Span, Transcript
from parsers.source import Source
from parsers.tally import Tally

NAME = "android_txt"
TITLE = "手机 QQ 第三方文本（TXT）"

_DATE = rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
_HEADS = after_blank(rb"(" + _DATE + rb") {2}([^ \r\n][^\r\n]{0,300})", rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d {2}")
_LOOK = 1024 * 1024
_ROWS = 2000
"""Bytes and rows looked at to learn who speaks."""


def sniff(source: Source) -> bool:
    """Say whether the first line is a head, and a second one follows unless the text is short."""
    head = decoding.head_utf8(source, 64 * 1024)
    pieces = [piece for piece in islice(cut(iter((head,)), _HEADS), 4) if piece.end - piece.start > len(decoding.BOM)]
    return bool(pieces) and isinstance(pieces[0], Row)


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    encoding = decoding.detect(source)
    rows = (piece for piece in cut(iter((decoding.head_utf8(source, _LOOK),)), _HEADS) if isinstance(piece, Row))
    who = cast((salvage(row.head[1]).text, salvage(row.body).text) for row in islice(rows, _ROWS))
    return Transcript(NAME, TITLE, encoding, lambda: decoding.events(source, encoding, lambda it: _events(it, who)))


def _events(chunks: Iterator[bytes], who: Cast) -> Iterator[Event]:
    own, peer = (Sender(name) if name is not None else None for name in (who.own, who.peer))
    yield Chat("c1", who.peer or "", who.kind, own, peer)
    tally = Tally()
    for piece in cut(chunks, _HEADS):
        if isinstance(piece, Row):
            tally.next()
            yield _message(piece, who, tally)
            yield from tally.told()
        else:
            yield from left_over(piece)
    yield from tally.end()


def _message(row: Row, who: Cast, tally: Tally) -> Message:
    place = Span(row.start, row.end)
    found, name = salvage(row.body), salvage(row.head[1]).text
    body = Span(row.body_at, row.body_at + len(row.body))
    if found.bad:
        tally.note("undecodable_bytes", Span(row.body_at + found.at, row.body_at + found.at + 1), f"{found.bad}")
    tally.note_name(name, place)
    sender, text = sender_of(name, found.text), found.text
    stamp = tally.stamp(salvage(row.head[0]).text)
    file = file_of(text)
    if file is not None:
        tally.note_name(file[0].name, place)
        return Message(
            tally.count, "c1", sender, stamp, "file", text, place, (), body, attachments=(file[0],),
            outgoing=file[1] if who.kind != "group" else who.outgoing(name),
        )  # fmt: skip
    if sender.pseudo:
        kind: Kind = "recall" if markers.is_recall(text) else "system"
        return Message(tally.count, "c1", sender, stamp, kind, text, place, (), body)
    marked = markers.placeholders(text)
    return Message(
        tally.count, "c1", sender, stamp, marked.kind, text, place, marked.own, body, attachments=marked.attachments,
        money=marked.money, outgoing=who.outgoing(name),
    )  # fmt: skip
