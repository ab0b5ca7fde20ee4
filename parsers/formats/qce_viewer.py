r"""The viewer of qq-chat-exporter v5.5 and v6: a page whose messages lie in scripts beside it (formats.md §5.10).

    index.html                   <!-- QCE_METADATA: {"chatName":"山雀","chatType":"private","mode":"chunked",…} -->
    data/manifest.js             window.__QCE_MANIFEST__ && window.__QCE_MANIFEST__({"format":"qce-modern-html-chunked",
                                 "chat":{"name":"山雀","type":"private","selfUid":"u_self",…},
                                 "stats":{"totalMessages":3,…},"chunks":[{"id":"c000001",
                                 "file":"data/chunks/c000001.js","count":3,"startTs":…,"endTs":…,"bytes":…}]});
    data/chunks/c000001.js       window.__QCE_CHUNK__ && window.__QCE_CHUNK__({id:"c000001",messages:[
                                 {"id":"msg-7600000000000000001","ts":1735660860000,"date":"2025-01-01",
                                  "uid":"u_self","name":"江河","text":"好的","html":"<div class=\"message self\" …>"},
                                 …
                                 ]});
    data/index/msgid_b00.js  assets/app.js  resources/images/…

Grammar. A folder, or a ZIP of it, which may lie one level down; `data/manifest.json` says the same as the script. A
record holds a row of the page, `text` repeats its words for a search, cut short. Some releases put all scripts into
the page itself: that is read as one file, as is a chunk alone.

Mapping. As for the page; `place` is the record, its spans carry the script's name in `member`. The time is the row's
local print beside the instant `ts`. Chunks run in the manifest's order; what is missing, short or not listed is told as
for the chunked JSONL. The page or the manifest without its scripts is `viewer_without_data`. Scripts are never run.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import NamedTuple

import msgspec
from msgspec import Struct

from parsers import decoding, qce_html_talk, qce_talk
from parsers.chunk_list import Listed
from parsers.json_walk import UNREADABLE
from parsers.message import Chat, Claims, Event, Framing, Message, Notice, Sender, Span, Transcript, Unread
from parsers.qce_html_words import told
from parsers.qce_rows import Printed, printed, whole
from parsers.qce_viewer_rows import OPEN, Piece, Record, is_page, pieces
from parsers.source import Source, SourceError, printable
from parsers.tally import Tally

NAME = "qce_viewer"
TITLE = "qq-chat-exporter 分块网页（文件夹、ZIP 或单页）"

_MARK = "__QCE_MANIFEST__("
_FORMAT = "qce-modern-html-chunked"
_MANIFEST = re.compile(r"(?:[^/]+/){0,2}manifest\.js(?:on)?")
_PAGE = re.compile(r"<!-- QCE_METADATA: (\{[^\n]*\}) -->")
_MAX_MANIFEST = 64 * 1024 * 1024


class _Entry(Struct, frozen=True):
    """A chunk as the manifest lists it."""

    file: str = ""
    count: Printed = None
    bytes: Printed = None
    startTs: Printed = None  # noqa: N815 - as in the script, here and below
    endTs: Printed = None  # noqa: N815


class _Stats(Struct, frozen=True):
    """`stats` of the manifest."""

    totalMessages: Printed = None  # noqa: N815
    firstTime: str | None = None  # noqa: N815
    lastTime: str | None = None  # noqa: N815


class _Manifest(Struct, frozen=True):
    """The manifest."""

    chat: qce_talk.ChatInfo = qce_talk.ChatInfo()
    stats: _Stats = _Stats()
    exportTime: str | None = None  # noqa: N815
    chunks: list[_Entry] = []

    def claims(self) -> Claims:
        """Return what the export says of itself."""
        stats = self.stats
        return Claims(whole(stats.totalMessages), stats.firstTime, stats.lastTime, self.exportTime)


class _PageAbout(Struct, frozen=True):
    """The comment of the page."""

    chatName: str = ""  # noqa: N815
    chatType: str = ""  # noqa: N815
    exportTime: str | None = None  # noqa: N815
    messageCount: Printed = None  # noqa: N815


class _Export(NamedTuple):
    """An export as found: its files by name, where it lies among them, and what its manifest or page says."""

    members: Mapping[str, Source]
    root: str
    manifest: _Manifest
    single: bool


def sniff(source: Source) -> bool:
    """Say whether there is a manifest of the viewer in a folder or ZIP, or a file is its page, manifest or chunk."""
    try:
        return _open(source) is not None
    except SourceError:
        return False


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    export = _open(source)
    if export is None:
        raise SourceError(f"“{source.name}”里没有分块网页的数据", "请给出含 data 文件夹的整个导出文件夹")
    return Transcript(NAME, TITLE, "utf-8", lambda: _events(export), "single" if export.single else "folder")


def _open(source: Source) -> _Export | None:
    members = source.members()
    if not members:
        manifest = _alone(source)
        return None if manifest is None else _Export({"": source}, "", manifest, single=True)
    names = sorted((name for name in members if _MANIFEST.fullmatch(name)), key=lambda name: name.endswith(".json"))
    for name in names:
        manifest = _read_manifest(members[name])
        if manifest is not None:
            return _Export(members, posixpath.dirname(posixpath.dirname(name)), manifest, single=False)
    return None


def _alone(source: Source) -> _Manifest | None:
    """Return what a file says that is a page, a manifest or a chunk by itself; None where it is none of them."""
    head = decoding.head_text(source)
    if is_page(head):
        page = _PAGE.search(head[:4096])
        with suppress(*UNREADABLE):
            about = msgspec.json.decode(page[1] if page else "{}", type=_PageAbout)
            info = qce_talk.ChatInfo(about.chatName, about.chatType)
            return _Manifest(info, _Stats(about.messageCount), about.exportTime)
        return _Manifest()
    if OPEN.search(head[:1024].encode()):
        return _Manifest()
    return _read_manifest(source)


def _read_manifest(source: Source) -> _Manifest | None:
    head = decoding.head_text(source)[:4096]
    if _MARK not in head and not (head.lstrip().startswith("{") and _FORMAT in head):
        return None
    data = source.cut(0, _MAX_MANIFEST)
    with suppress(*UNREADABLE):
        return msgspec.json.decode(data[data.find(b"{") : data.rfind(b"}") + 1], type=_Manifest)
    return None


def _events(export: _Export) -> Iterator[Event]:
    chat = qce_talk.chat_of(export.manifest.chat)
    yield chat
    tally = Tally()
    listed = [_listed(export.root, entry) for entry in export.manifest.chunks]
    if export.single:
        yield from _file(export.members[""], tally, chat)
        if not tally.count:
            yield Notice("viewer_without_data", None)
            yield from (chunk.missing() for chunk in listed)
    else:
        yield from _folder(export, listed, tally, chat)
    claims = export.manifest.claims()
    yield claims
    yield from tally.end(claims.total)


def _listed(root: str, entry: _Entry) -> Listed:
    name = posixpath.join(root, entry.file.replace("\\", "/").removeprefix("./"))
    return Listed(name, printed(entry.startTs), printed(entry.endTs), whole(entry.count), whole(entry.bytes))


def _folder(export: _Export, listed: list[Listed], tally: Tally, chat: Chat) -> Iterator[Event]:
    read: set[str] = set()
    for chunk in listed:
        if chunk.name not in export.members or chunk.name in read:
            yield chunk.repeated() if chunk.name in read else chunk.missing()
            continue
        read.add(chunk.name)
        before, member = tally.count, export.members[chunk.name]
        yield from _file(member, tally, chat, chunk.name)
        difference = chunk.difference(tally.count - before, member.size)
        if difference is not None:
            yield difference
    folders = {posixpath.dirname(name) for name in read} or {posixpath.join(export.root, "data/chunks")}
    for name, member in export.members.items():
        if name not in read and member.size:
            span = Span(0, member.size, name)
            if posixpath.dirname(name) in folders:
                yield Unread(span)
                yield Notice("unlisted_chunk", span, printable(name))
            else:
                yield Framing(span)


def _file(source: Source, tally: Tally, chat: Chat, member: str = "") -> Iterator[Event]:
    for piece in pieces(source.chunks()):
        span = Span(piece.start, piece.end, member)
        if piece.kind == "record":
            tally.next()
            yield _message(piece, span, tally, chat)
            yield from tally.told()
        elif piece.start < piece.end and piece.kind == "frame":
            yield Framing(span)
        elif piece.start < piece.end:
            yield Unread(span)
            yield Notice("unread_json", span)
        if piece.kind == "cut" and piece.start == piece.end:
            yield Notice("truncated", span)


def _message(piece: Piece, place: Span, tally: Tally, chat: Chat) -> Message:
    record: Record = piece.record
    if piece.bad:
        tally.note("undecodable_bytes", place, f"{piece.bad}")
    found = told(record.html or "")
    found.id = found.id or (record.id or "").removeprefix("msg-") or None
    found.name = found.name or ("" if found.system else record.name or "")
    found.uid = found.uid or ("" if found.system else printed(record.uid))
    instant = whole(record.ts)
    read = qce_html_talk.message(found, place, tally.stamp(found.time, instant or None, place), tally)
    if read.outgoing is None and not read.sender.pseudo and chat.self is not None and chat.self.uid:
        mine: Sender = chat.self
        return msgspec.structs.replace(read, outgoing=read.sender.uid == mine.uid)
    return read
