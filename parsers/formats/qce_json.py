"""The JSON file of qq-chat-exporter, v4 to v6, and of tools that write the same (formats.md §5.1–5.6).

    {"metadata":{"name":"QQChatExporter V5 / https://…","copyright":"…","version":"5.5.77"},
    "chatInfo":{"name":"山雀","type":"private","selfUid":"u_self","selfUin":"9000010002","selfName":"江河"},
    "statistics":{"totalMessages":1,"timeRange":{"start":"2024-12-31T16:01:00.000Z","end":"…"},…},
    "messages":[
    {"id":"7600000000000000001","seq":"1","timestamp":1735660860000,"time":"2025-01-01 00:01:00",
     "sender":{"uid":"u_self","uin":"9000010002","name":"江河"},"type":"type_8",
     "content":{"text":"[文件: 交付物.zip]","html":"",
                "elements":[{"type":"text","data":{…}},{"type":"file","data":{…}}],"resources":[…],"mentions":[]},
     "recalled":false,"system":false}],
    "exportOptions":{"filters":{},…}}

Grammar. UTF-8 without BOM; one object; pretty-printed, one message a line, or all in one line. The generation is told
by the keys of the first message, never by the version: B has `messageId` and QQ's own `rawMessage`; D has a `time` in
UTC; C has `mentions`; A is the rest. An old form keeps the messages in `chunks`, an array of arrays. The file may be
given in a folder or ZIP with its `resources/` and nothing else: one export, whose places bear the file's name.

Mapping. `place` is the message's object. `time` of A and C is a local print (`wall`) beside its instant; B and D print
the instant only. Text is `content.text` with its placeholders, which `own` leaves out. `[10]` is the peer's receipt of
a file: kind file, event receipt, the name only where B or D tell it. `[1]` is a recall; B also tells who and whose,
which are its two mentions. System rows are printed under the peer's uid with number 0: pseudo, nobody's. A wallet row
of A and C does not say whether it is a transfer or a red packet: kind unknown with a notice. The rows of a merged
forward are `forward`, in the place of their carrier. What the export says of itself comes last, as Claims.
"""

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

import msgspec

from parsers import decoding, media_folder, qce_talk
from parsers.json_walk import Item, Value, Walk
from parsers.message import Claims, Event, Framing, Notice, Span, Transcript, Unread
from parsers.qce_about import About
from parsers.qce_rows import QceRow
from parsers.source import HEAD, Source

NAME = "qce_json"
TITLE = "qq-chat-exporter JSON"

_ARRAY = "messages|chunks"
_LOOK = 8 * 1024 * 1024
"""How far the list of all senders may push `messages` back: some 80,000 members."""

_decode = msgspec.json.Decoder(QceRow).decode


class _Outline(NamedTuple):
    """The front of a file: what stands before the messages, and the first of them."""

    about: About
    keys: frozenset[str]
    has_array: bool
    first: QceRow | None


def sniff(source: Source) -> bool:
    """Say whether an object has `messages` and either the exporter's name or a `chatInfo`."""
    source = media_folder.export_in(source) or source
    if not decoding.head_text(source).lstrip().startswith("{"):
        return False
    outline = _outline(source)
    named = outline.about.metadata.name.startswith("QQChatExporter")
    if "chunked" in outline.keys:
        return False
    if outline.has_array:
        return named or "chatInfo" in outline.keys
    return named and "chatInfo" in outline.keys


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    export = media_folder.export_in(source)
    return _parse(source) if export is None else media_folder.whole(source, export, _parse(export))


def _parse(source: Source) -> Transcript:
    encoding = decoding.detect(source)
    outline = _outline(source)
    generation = qce_talk.generation_of(outline.first) if outline.first else None
    info = outline.about.info if "chatInfo" in outline.keys else _late_info(source, encoding)
    return Transcript(
        NAME,
        TITLE,
        encoding,
        lambda: decoding.events(source, encoding, lambda chunks: _events(chunks, info)),
        generation,
    )


def _outline(source: Source) -> _Outline:
    """Look at the head, and farther only where a long list of senders pushes the messages out of it."""
    for length in (HEAD, _LOOK):
        about, keys = About(), set[str]()
        walk = _walk(iter((decoding.head_utf8(source, length),)))
        for piece in chain.from_iterable(walk):
            if isinstance(piece, Item):
                return _Outline(about, frozenset(keys), has_array=True, first=piece.row)
            if isinstance(piece, Value):
                keys.add(piece.key)
                about = about.with_part(piece) or about
        if walk.array_seen or source.size <= length:
            break
    return _Outline(about, frozenset(keys), walk.array_seen, None)


def _late_info(source: Source, encoding: str) -> qce_talk.ChatInfo:
    """Return the `chatInfo` that another program has moved behind the messages."""
    about = About()

    def look(chunks: Iterator[bytes]) -> Iterator[Event]:
        nonlocal about
        for piece in chain.from_iterable(_walk(chunks)):
            if isinstance(piece, Value):
                about = about.with_part(piece) or about
        yield from ()

    for _ in decoding.events(source, encoding, look):
        pass
    return about.info


def _walk(chunks: Iterator[bytes]) -> Walk[QceRow]:
    return Walk(chunks, _ARRAY, _decode, _is_row)


def _is_row(row: QceRow) -> bool:
    """Say whether an object is a message of its own and not one inside a forward, which has no such keys."""
    return (
        row.sender is not None and row.content is not None and (row.recalled is not None or row.isRecalled is not None)
    )


def _events(chunks: Iterator[bytes], info: qce_talk.ChatInfo) -> Iterator[Event]:
    about = About()
    walk = _walk(chunks)
    talk: qce_talk.Talk | None = None
    at = 0
    for piece in chain.from_iterable(walk):
        if isinstance(piece, Value) and (more := about.with_part(piece)):
            about = more
            continue
        start = piece.start
        if at < start:
            yield Framing(Span(at, start))
        at = piece.end
        place = Span(start, at)
        if not isinstance(piece, Item):
            yield Unread(place)
            yield Notice("unknown_part" if isinstance(piece, Value) else "unread_json", place)
            continue
        if talk is None:
            chat = qce_talk.chat_of(info)
            talk = qce_talk.Talk(chat, qce_talk.generation_of(piece.row))
            yield chat
        yield talk.message(piece.row, place)
        if piece.bad:
            yield Notice("undecodable_bytes", place, f"{piece.bad}", talk.count)
        if talk.notices:
            yield from talk.notices
            talk.notices.clear()
    if at < walk.end:
        yield Framing(Span(at, walk.end))
    yield from _closing(walk, talk or qce_talk.Talk(qce_talk.chat_of(info), None), about.claims())


def _closing(walk: Walk[QceRow], talk: qce_talk.Talk, claims: Claims) -> Iterator[Event]:
    if not walk.whole:
        yield Notice("truncated", Span(walk.end, walk.end))
    if not talk.count:
        yield talk.chat
    yield claims
    yield from talk.close(claims)
