"""The chunked export of qq-chat-exporter: a folder, or a ZIP of it (formats.md §5.7).

    manifest.json          {"metadata":{…},"chatInfo":{…},"statistics":{"totalMessages":3,…},
                            "chunked":{"format":"jsonl","chunksDir":"chunks","chunks":[
                              {"index":1,"relativePath":"chunks/c000001.jsonl","start":"…","end":"…",
                               "count":2,"bytes":1043},…]},
                            "exportOptions":{…}}
    chunks/c000001.jsonl   {"messageId":"7600000000000000001",…}
                           {"messageId":"7600000000000000002",…}
    chunks/c000002.jsonl   …

Grammar. The manifest is the object of the single file without its `messages`; the folder may lie one level down. Each
line of a chunk is one message of generation B, C or D, told by the first. Some writers name a chunk by `file`.

Mapping. As for the single file; spans carry the chunk's name in `member` and ordinals run on in the manifest's order,
whatever the files are called. A chunk that is listed but not there is `missing_chunk`, one with fewer rows than listed
`short_chunk`, one that differs otherwise `chunk_differs`; each names file, time range and counts. A chunk that is there
but not listed is kept unread as `unlisted_chunk`. A manifest alone reads as an export whose chunks are all missing,
a chunk alone as talk of nobody known (`lone_chunk`).
Pictures and other files of the folder are framing.
"""

import posixpath
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain
from typing import NamedTuple

import msgspec
from msgspec import Struct

from parsers import decoding, qce_talk
from parsers.chunk_list import Listed
from parsers.json_walk import UNREADABLE, Value, Walk
from parsers.message import Chat, Claims, Event, Framing, Notice, Span, Transcript, Unread
from parsers.qce_about import About, about
from parsers.qce_lines import Line, lines
from parsers.qce_rows import Printed, QceRow, printed, whole
from parsers.source import HEAD, Source, SourceError, printable

NAME = "qce_jsonl"
TITLE = "qq-chat-exporter 分块 JSONL（文件夹或 ZIP）"

_MANIFEST = "manifest.json"
_KEYS = frozenset({"metadata", "chatInfo", "statistics", "avatars", "exportOptions", "chunked"})


class _Listed(Struct, frozen=True):
    """A chunk as the manifest lists it."""

    fileName: str | None = None  # noqa: N815 - as in the JSON, here and below
    relativePath: str | None = None  # noqa: N815
    file: str | None = None
    start: Printed = None
    end: Printed = None
    count: Printed = None
    bytes: Printed = None


class _Chunked(Struct, frozen=True):
    """`chunked` of the manifest."""

    chunks: list[_Listed]
    chunksDir: str = "chunks"  # noqa: N815


class _Export(NamedTuple):
    """An export as found: its files by name, the name of its manifest, and what the manifest says."""

    members: Mapping[str, Source]
    manifest: str
    about: About
    chunked: _Chunked

    def path(self, listed: _Listed) -> str:
        """Return the member's name that a listed chunk should have."""
        told = listed.relativePath or listed.file or f"{self.chunked.chunksDir}/{listed.fileName or ''}"
        return posixpath.join(posixpath.dirname(self.manifest), told.replace("\\", "/").removeprefix("./"))

    def listed(self, entry: _Listed) -> Listed:
        """Return a chunk as listed, by the name that its member should have."""
        return Listed(
            self.path(entry), printed(entry.start), printed(entry.end), whole(entry.count), whole(entry.bytes)
        )


def sniff(source: Source) -> bool:
    """Say whether there is one manifest that lists chunks, in a folder, a ZIP or alone, or a file is one chunk."""
    try:
        return _open(source) is not None or _first_row(source) is not None
    except SourceError:
        return False


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    export = _open(source)
    if export is None and (first := _first_row(source)) is not None:
        shape, kind = decoding.detect(source), qce_talk.generation_of(first)
        return Transcript(NAME, TITLE, shape, lambda: _alone(source, shape, kind), kind)
    if export is None:
        raise SourceError(f"“{source.name}”里没有分块导出的清单", "请给出含 manifest.json 的整个导出文件夹")
    encoding = decoding.detect(export.members[export.manifest])
    generation = _generation(export)
    return Transcript(NAME, TITLE, encoding, lambda: _events(export, generation), generation)


def _open(source: Source) -> _Export | None:
    members = source.members()
    if not members:
        return _read_manifest({"": source}, "")
    named = [name for name in members if name == _MANIFEST or (name.endswith(f"/{_MANIFEST}") and name.count("/") == 1)]
    found = [export for name in named if (export := _read_manifest(members, name))]
    return found[0] if len(found) == 1 else None


def _read_manifest(members: Mapping[str, Source], name: str) -> _Export | None:
    """Read a manifest whole: the list of all senders may stand before the list of chunks."""
    source = members[name]
    if not decoding.head_text(source).lstrip().startswith("{"):
        return None
    if _is_one_export(source):
        return None
    values: dict[str, Value] = {}
    for event in _manifest_events(source, "", values):
        del event
    chunked = values.get("chunked")
    if chunked is None or chunked.data is None or "metadata" not in values:
        return None
    with suppress(*UNREADABLE):
        return _Export(members, name, about(values), msgspec.json.decode(chunked.data, type=_Chunked))
    return None


def _is_one_export(source: Source) -> bool:
    """Say whether the messages stand in the file itself, so that it need not be read to its end."""
    walk = _walk(iter((decoding.head_utf8(source, HEAD),)))
    return any(walk.array_seen for _ in walk) or walk.array_seen


def _walk(chunks: Iterator[bytes]) -> Walk[msgspec.Raw]:
    return Walk(chunks, "messages", msgspec.json.Decoder(msgspec.Raw).decode, lambda _: True)


def _manifest_events(source: Source, member: str, values: dict[str, Value]) -> Iterator[Event]:
    """Tile the manifest and collect its values."""

    def read(chunks: Iterator[bytes]) -> Iterator[Event]:
        walk = _walk(chunks)
        at = 0
        for piece in chain.from_iterable(walk):
            if isinstance(piece, Value) and piece.key in _KEYS:
                values.setdefault(piece.key, piece)
                continue
            if at < piece.start:
                yield Framing(Span(at, piece.start, member))
            at = piece.end
            place = Span(piece.start, at, member)
            yield Unread(place)
            yield Notice("unknown_part" if isinstance(piece, Value) else "unread_json", place)
        if at < walk.end:
            yield Framing(Span(at, walk.end, member))

    return decoding.events(source, decoding.detect(source), read)


def _generation(export: _Export) -> qce_talk.Generation | None:
    for listed in export.chunked.chunks:
        member = export.members.get(export.path(listed))
        first = _row_in(member) if member else None
        if first is not None:
            return qce_talk.generation_of(first)
    return None


def _row_in(member: Source) -> QceRow | None:
    """Return the first message of a chunk that is in its head."""
    rows = (line.row for line in lines(iter((decoding.head_utf8(member, HEAD),))))
    return next((row for row in rows if row is not None), None)


def _first_row(source: Source) -> QceRow | None:
    """Return the first message of a file that is one chunk alone: its first line is a message."""
    if source.members() or not decoding.head_text(source).lstrip().startswith('{"'):
        return None
    found = (line for line in lines(iter((decoding.head_utf8(source, HEAD),))) if not line.blank)
    first = next(found, None)
    return first.row if first is not None and first.row is not None and _has_id(first.row) else None


def _has_id(row: QceRow) -> bool:
    return (row.id is not None or row.messageId is not None) and (row.timestamp is not None or row.time is not None)


def _alone(source: Source, encoding: str, generation: qce_talk.Generation) -> Iterator[Event]:
    """Read one chunk without its manifest: whose talk it is and how much is missing cannot be known."""
    talk = qce_talk.Talk(Chat("c1", "", "unknown"), generation)
    yield talk.chat
    yield Notice("lone_chunk", None)

    def read(chunks: Iterator[bytes]) -> Iterator[Event]:
        for line in lines(chunks):
            yield from _line(line, "", talk)

    yield from decoding.events(source, encoding, read)
    yield from talk.close(Claims())


def _events(export: _Export, generation: qce_talk.Generation | None) -> Iterator[Event]:
    yield from _manifest_events(export.members[export.manifest], export.manifest, {})
    talk = qce_talk.Talk(qce_talk.chat_of(export.about.info), generation)
    yield talk.chat
    told = {export.manifest}
    for listed in map(export.listed, export.chunked.chunks):
        if listed.name not in export.members or listed.name in told:
            yield listed.repeated() if listed.name in told else listed.missing()
            continue
        told.add(listed.name)
        yield from _chunk(export.members[listed.name], listed, talk)
    folder = posixpath.dirname(export.path(_Listed(fileName="x")))
    for name, member in export.members.items():
        if name not in told and member.size:
            yield from _other(Span(0, member.size, name), folder)
    claims = export.about.claims()
    yield claims
    yield from talk.close(claims)


def _other(span: Span, folder: str) -> Iterator[Event]:
    if posixpath.dirname(span.member) == folder and span.member.endswith(".jsonl"):
        yield Unread(span)
        yield Notice("unlisted_chunk", span, printable(span.member))
    else:
        yield Framing(span)


def _chunk(member: Source, listed: Listed, talk: qce_talk.Talk) -> Iterator[Event]:
    before = talk.count

    def read(chunks: Iterator[bytes]) -> Iterator[Event]:
        for line in lines(chunks):
            yield from _line(line, listed.name, talk)

    yield from decoding.events(member, decoding.detect(member), read)
    difference = listed.difference(talk.count - before, member.size)
    if difference is not None:
        yield difference


def _line(line: Line, name: str, talk: qce_talk.Talk) -> Iterator[Event]:
    place = Span(line.start, line.end, name)
    if line.row is None:
        if line.blank:
            yield Framing(place)
        else:
            yield Unread(place)
            yield Notice("unread_json" if line.closed else "truncated", place)
        return
    body = Span(line.start, line.stop, name)
    yield talk.message(line.row, body)
    if line.bad:
        yield Notice("undecodable_bytes", body, f"{line.bad}", talk.count)
    if talk.notices:
        yield from talk.notices
        talk.notices.clear()
    if line.stop < line.end:
        yield Framing(Span(line.stop, line.end, name))
