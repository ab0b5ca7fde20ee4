"""The web page of qq-chat-exporter: the old table, v4 to v5, modern and v6 (formats.md §5.10).

    <!DOCTYPE html>
    <html lang="zh-CN">
    <!-- QCE_METADATA: {"messageCount":1,"chatName":"山雀","chatType":"private","exportTime":"…Z"} -->
    …
    <div class="message-block" data-date="2025-01-01">
      <div class="message self" data-date="2025-01-01" data-sender-uid="u_self" id="msg-7600000000000000001">
        <div class="avatar">…</div>
        <span class="sender">江河</span><span class="time">2025/01/01 00:00:05</span>
        <span class="text-content">好的</span>
        <a href="resources/files/a.zip" class="message-file" download="a.zip">📎 a.zip</a>
      </div></div>

    the old table: <div class="message" data-message-id="m_1"> … message-sender, message-time, message-content

Grammar. UTF-8; a message is a `<div>` with its id, from v5 also the sender's uid; what people type is escaped. The page
around the messages is framing, and between them only tags and dates are. The page may be given in a folder or ZIP with
its `resources/` and nothing else: one export, whose places bear the page's name.

Mapping. One row a message, `place` its `<div>`. Pictures, files, voices, faces, cards and forwards become the
placeholders of the text export and are not `own`; a quote is the Reply. A file is told by its link or its name box
alone: `📎 name` in the words could be typed. `系统提示 (类型: 10)` is QQ's word for a receipt. Recalled messages look
like others. From v5.5 on QQ's own notices stand in a `system-message-container`, without id and sender. `文件传输消息`
is how some releases call a payment: money of unknown sort, never a file. A page that is but the viewer of a folder is
no page of messages: `qce_viewer`.
"""

import html
import re
from collections.abc import Iterator
from typing import Literal

import msgspec
from msgspec import Struct

from parsers import decoding, media_folder, qce_html_talk
from parsers.decoding import salvage
from parsers.json_walk import UNREADABLE
from parsers.message import Chat, Claims, Event, Framing, Message, Notice, Sender, Span, Transcript, Unread
from parsers.qce_html_rows import Piece, pieces
from parsers.qce_html_words import told
from parsers.qce_rows import Printed, printed, whole
from parsers.qce_viewer_rows import is_page
from parsers.source import HEAD, Source
from parsers.tally import Tally

NAME = "qce_html"
TITLE = "qq-chat-exporter 网页（HTML）"

_METADATA = re.compile(r"<!-- QCE_METADATA: (\{.*?\}) -->")
_OLD = ('data-message-id="', "message-sender", "message-time")
_HEADING = re.compile(r"<h1[^<>]*>([^<>]*)</h1>")
_KINDS: dict[str, Literal["private", "group", "unknown"]] = {"group": "group", "private": "private", "temp": "private"}


class _Metadata(Struct, frozen=True):
    """The comment at the top of the page."""

    messageCount: Printed = None  # noqa: N815 - as in the page, here and below
    chatName: str = ""  # noqa: N815
    chatType: str = ""  # noqa: N815
    exportTime: str | None = None  # noqa: N815
    peerUid: Printed = None  # noqa: N815
    peerUin: Printed = None  # noqa: N815


def sniff(source: Source) -> bool:
    """Say whether the exporter's comment stands in the first five lines, or the old table's messages in the head."""
    head = decoding.head_text(media_folder.export_in(source) or source)
    if any("<!-- QCE_METADATA:" in line for line in head.splitlines()[:5]):
        return not is_page(head)
    return head.lstrip()[:15].lower().startswith(("<!doctype", "<html")) and all(mark in head for mark in _OLD)


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    export = media_folder.export_in(source)
    return _parse(source) if export is None else media_folder.whole(source, export, _parse(export))


def _parse(source: Source) -> Transcript:
    encoding = decoding.detect(source)
    chat, claims = _about(decoding.head_utf8(source, HEAD).decode("utf-8", "replace"))
    return Transcript(
        NAME, TITLE, encoding, lambda: decoding.events(source, encoding, lambda chunks: _events(chunks, chat, claims))
    )


def _about(head: str) -> tuple[Chat, Claims | None]:
    found = _METADATA.search(head)
    if found is None:
        heading = _HEADING.search(head)
        title = html.unescape(heading[1]).strip() if heading else ""
        return Chat("c1", title, "unknown", None, Sender(title) if title else None), None
    try:
        data = msgspec.json.decode(found[1], type=_Metadata)
    except UNREADABLE:
        return Chat("c1", "", "unknown"), None
    title = html.unescape(data.chatName)
    peer = Sender(title, printed(data.peerUin), printed(data.peerUid))
    claims = Claims(whole(data.messageCount) or None, exported=data.exportTime)
    return Chat("c1", title, _KINDS.get(data.chatType, "unknown"), None, peer), claims


def _events(chunks: Iterator[bytes], chat: Chat, claims: Claims | None) -> Iterator[Event]:
    talk = _Talk()
    yield chat
    for piece in pieces(chunks):
        yield from talk.read(piece)
    if claims is not None:
        yield claims
    yield from talk.end(claims.total if claims else None)


class _Talk:
    """One pass over the pieces of a page."""

    def __init__(self) -> None:
        self._tally = Tally()
        self._tail = b""
        self._end = 0

    def read(self, piece: Piece) -> Iterator[Event]:
        """Yield what a piece adds."""
        span = Span(piece.start, piece.end)
        self._end, self._tail = piece.end, piece.data[-64:]
        if piece.kind == "frame":
            yield Framing(span)
        elif piece.kind == "message":
            self._tally.next()
            yield self._message(piece, span)
            yield from self._tally.told()
        else:
            yield Unread(span)
            yield Notice("unread_text", span)

    def _message(self, piece: Piece, place: Span) -> Message:
        source = salvage(piece.data)
        if source.bad:
            self._tally.note("undecodable_bytes", place, f"{source.bad}")
        found = told(source.text)
        return qce_html_talk.message(found, place, self._tally.stamp(found.time, place=place), self._tally)

    def end(self, total: int | None) -> Iterator[Event]:
        """Yield what only the whole page shows."""
        if b"</html>" not in self._tail.lower():
            yield Notice("truncated", Span(self._end, self._end))
        yield from self._tally.end(total)
