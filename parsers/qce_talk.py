"""Rows of qq-chat-exporter to messages: who speaks, when, from whose account, and what contradicts itself."""

from datetime import datetime
from typing import Literal

import msgspec
from msgspec import Struct

from parsers import clock, markers, qce_original, qce_parts
from parsers.json_walk import UNREADABLE
from parsers.message import Chat, Claims, Message, Notice, Sender, Span, Stamp
from parsers.qce_rows import Content, Inner, Printed, QceRow, QceSender, Text, printed, whole

MAX_DEPTH = 8
"""How deep forwards within forwards are followed; QQ itself shows three."""

_SIGNS = frozenset({"+", "-"})
_NOBODY = QceSender()
_TEXT_TYPES = frozenset({"type_1", "text"})


class _Words(Struct, frozen=True, gc=False):
    """A text element alone, in the shape of A, C and D."""

    text: str | None = None


class _OriginalWords(Struct, frozen=True, gc=False, forbid_unknown_fields=True):
    """A text element alone, in the shape of B: no other field may be there."""

    elementType: Printed = None  # noqa: N815 - as in the JSON, here and below
    elementId: Printed = None  # noqa: N815
    textElement: Text | None = None  # noqa: N815

    def says(self, text: str) -> bool:
        """Say whether it is plain text of these words."""
        return self.textElement is not None and self.textElement.content == text and self.textElement.atType in {0, "0"}


_decode_text = msgspec.json.Decoder(_Words).decode
_decode_words = msgspec.json.Decoder(_OriginalWords).decode


class ChatInfo(Struct, frozen=True):
    """`chatInfo` of an export."""

    name: str | None = None
    type: str | None = None
    selfUid: Printed = None  # noqa: N815 - as in the JSON, here and below
    selfUin: Printed = None  # noqa: N815
    selfName: str | None = None  # noqa: N815
    peerUid: Printed = None  # noqa: N815
    peerUin: Printed = None  # noqa: N815


class Known(Struct, frozen=True):
    """A sender as told, and whether it is the exporting account."""

    sender: Sender
    outgoing: bool | None


Generation = Literal["A", "B", "C", "D"]


def generation_of(row: QceRow) -> Generation:
    """Return the schema generation that the keys of a first message show (formats.md §5.1)."""
    if row.messageId is not None or row.messageType is not None or row.rawMessage is not None:
        return "B"
    if (row.time or "").endswith("Z"):
        return "D"
    content, sender = _content(row.content), row.sender or QceSender()
    return "C" if content.mentions is not None or sender.nickname or sender.groupCard else "A"


def chat_of(info: ChatInfo) -> Chat:
    """Return the chat of an export as it describes itself."""
    kind: Literal["private", "group", "unknown"] = "unknown"
    if info.type == "group":
        kind = "group"
    elif info.type in {"private", "temp", "friend"}:
        kind = "private"
    me = Sender(info.selfName or "", printed(info.selfUin), printed(info.selfUid))
    peer = Sender(info.name or "", printed(info.peerUin), printed(info.peerUid))
    return Chat("c1", info.name or "", kind, me if me != Sender("") else None, peer)


class Talk:
    """One pass over the rows of an export. `notices` collects what the last row gave cause for."""

    def __init__(self, chat: Chat, generation: Generation | None) -> None:
        self.chat = chat
        self._separate = generation in {"B", "D"}
        self._known: dict[tuple[Printed, Printed, str | None, bool, Printed], Known] = {}
        self._before = -1
        self._backward = 0
        self.notices: list[Notice] = []
        self.count = 0

    def message(self, row: QceRow, place: Span) -> Message:
        """Return the message of the next row."""
        self.count += 1
        content = _content(row.content)
        text = content.text or ""
        system = row.system or row.isSystemMessage or row.type == "system" or False
        sender = row.sender or _NOBODY
        receiver = row.receiver.uid if row.receiver else None
        known = self._known.get((sender.uid, sender.uin, sender.name, system, receiver))
        if known is None:
            known = self._meet(sender, system, receiver, place)
        stamp = self._stamp(row.time, row.timestamp, place)
        number = printed(row.id) or printed(row.messageId) or None
        seq = printed(row.seq) or printed(row.messageSeq) or None
        if not system and _plain(row, content, text):
            return Message(
                self.count, self.chat.id, known.sender, stamp, "text", text, place, ((0, len(text)),), None,
                number, seq, recalled=row.recalled or row.isRecalled or False, outgoing=known.outgoing,
            )  # fmt: skip
        parts = self._parts(row, content, text, system)
        self._doubt(parts, place)
        return Message(
            self.count, self.chat.id, known.sender, stamp, parts.kind, text, place, parts.own, None, number, seq,
            parts.reply, parts.attachments, parts.money, parts.mentions,
            self._forward(parts.inner, place, 1) if parts.inner else (),
            row.recalled or row.isRecalled or False,
            known.outgoing if parts.outgoing is None else parts.outgoing,
        )  # fmt: skip

    def _doubt(self, parts: qce_parts.Parts, place: Span) -> None:
        for notice in parts.notices:
            self.notices.append(Notice(notice, place, "", self.count))
        for attachment in parts.attachments:
            if attachment.name is not None and markers.has_hidden(attachment.name):
                self.notices.append(Notice("hidden_characters", place, attachment.name, self.count))

    def close(self, claims: Claims) -> list[Notice]:
        """Return what only the whole export shows."""
        notices: list[Notice] = []
        if claims.total is not None and claims.total != self.count:
            notices.append(Notice("count_differs", None, f"{claims.total} {self.count}"))
        if claims.filters:
            notices.append(Notice("filtered_export", None, "; ".join(claims.filters)))
        if self._backward:
            notices.append(Notice("time_runs_back", None, f"{self._backward}"))
        if not self.count:
            notices.append(Notice("no_messages", None))
        return notices

    def _parts(self, row: QceRow, content: Content, text: str, system: bool) -> qce_parts.Parts:
        code = printed(row.type) or _code(row.messageType)
        if row.rawMessage is None:
            if system:
                return qce_parts.notice_row(text, ())
            separate = self._separate and content.elements is not None
            return qce_parts.ordinary(content, text, code, separate=separate)
        opened = qce_original.open_original(row.rawMessage)
        if system or opened.tips:
            return qce_parts.notice_row(text, opened.tips)
        parts = opened.parts if content.elements is None else None
        return qce_parts.ordinary(content, text, code, separate=self._separate, parts=parts)

    def _meet(self, sender: QceSender, system: bool, receiver: Printed, place: Span) -> Known:
        uin, uid = printed(sender.uin), printed(sender.uid)
        name = sender.name or sender.groupCard or sender.remark or sender.nickname or ""
        told = Sender(name, uin, uid, system or uin in markers.PSEUDO_UINS or uid in {"0", "未知"})
        if markers.has_hidden(name):
            self.notices.append(Notice("hidden_characters", place, name, self.count))
        known = Known(told, self._outgoing(told, receiver))
        self._known[sender.uid, sender.uin, sender.name, system, receiver] = known
        return known

    def _outgoing(self, told: Sender, receiver: Printed) -> bool | None:
        me = self.chat.self
        if told.pseudo:
            return None
        if me is not None and (me.uin or me.uid):
            return told.uid == me.uid if told.uid and me.uid else told.uin == me.uin
        if self.chat.kind == "private" and receiver is not None and told.uid:
            return told.uid != printed(receiver)
        return None

    def _stamp(self, time: str | None, timestamp: Printed, place: Span) -> Stamp:
        stamp = read_stamp(time, timestamp)
        instant, wall = stamp.epoch_ms, stamp.wall
        if instant is not None:
            if instant < self._before:
                self._backward += 1
            self._before = instant
            if wall is not None and not clock.one_moment(wall, instant):
                self.notices.append(Notice("time_contradiction", place, f"{stamp.raw} {instant}", self.count))
        elif wall is None:
            self.notices.append(Notice("impossible_time", place, stamp.raw, self.count))
        return stamp

    def _forward(self, rows: tuple[Inner, ...], place: Span, depth: int) -> tuple[Message, ...]:
        """Return the rows of a merged forward, each in the place of its carrier."""
        return tuple(self._inner(row, ordinal, place, depth) for ordinal, row in enumerate(rows, 1))

    def _inner(self, row: Inner, ordinal: int, place: Span, depth: int) -> Message:
        content = _content(row.content)
        text = content.text or ""
        parts = qce_parts.ordinary(content, text, "text", separate=False)
        sender = QceSender(name=row.sender) if isinstance(row.sender, str) else row.sender or QceSender()
        uin, uid = printed(sender.uin), printed(sender.uid)
        forward = self._forward(parts.inner, place, depth + 1) if parts.inner and depth < MAX_DEPTH else ()
        return Message(
            ordinal, self.chat.id, Sender(sender.name or "", uin, uid, uin in markers.PSEUDO_UINS),
            read_stamp(row.time, row.timestamp), parts.kind, text, place, parts.own, id=printed(row.id) or None,
            reply=parts.reply, attachments=parts.attachments, money=parts.money, mentions=parts.mentions,
            forward=forward,
        )  # fmt: skip


def _content(content: Content | str | None) -> Content:
    return content if isinstance(content, Content) else Content(content, elements=[])


def _plain(row: QceRow, content: Content, text: str) -> bool:
    """Say whether a row is but one text element that says the same as the whole text."""
    if (
        not text
        or "[UNKNOWN_" in text
        or content.mentions
        or not (row.type in _TEXT_TYPES or row.messageType in {2, "2"})
    ):
        return False
    try:
        if row.rawMessage is not None:
            pieces = row.rawMessage.elements or ()
            return len(pieces) == 1 and _decode_words(pieces[0]).says(text)
        elements = content.elements or ()
        return len(elements) == 1 and elements[0].type == "text" and _decode_text(elements[0].data).text == text
    except UNREADABLE:
        return False


def read_stamp(time: str | None, timestamp: Printed) -> Stamp:
    """Return the time of a row: a local print with its instant, or an ISO instant, or the bare number."""
    if time is None and isinstance(timestamp, str) and not timestamp.isdigit():
        time, timestamp = timestamp, None
    if time is None:
        return Stamp(printed(timestamp), None, whole(timestamp))
    instant = timestamp if isinstance(timestamp, int) else whole(timestamp)
    if time[-1:] == "Z" or time[-6:-5] in _SIGNS:
        return Stamp(time, None, _instant(time) if instant is None else instant)
    return Stamp(time, clock.wall(time), instant)


def _instant(time: str) -> int | None:
    try:
        return round(datetime.fromisoformat(time).timestamp() * 1000)
    except (ValueError, OverflowError):
        return None


def _code(message_type: Printed) -> str:
    """Return the code of generation B, QQ's own number, in the terms of the other generations."""
    number = printed(message_type)
    return _NT_CODES.get(number, f"type_{number}")


_NT_CODES = {
    "1": "type_1", "2": "type_1", "3": "file", "4": "type_7", "5": "system", "6": "audio", "7": "video",
    "8": "forward", "9": "reply", "10": "type_10", "11": "json",
}  # fmt: skip
