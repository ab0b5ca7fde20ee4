"""Events of a OneBot v11 log to chats, messages and notices (formats.md §10)."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import msgspec
from msgspec import Raw, Struct

from parsers import markers
from parsers.assembled import Script
from parsers.epoch import Clock
from parsers.json_walk import UNREADABLE, Value
from parsers.message import (
    Attachment,
    Chat,
    Event,
    Framing,
    Kind,
    Message,
    Money,
    Notice,
    Reply,
    Sender,
    Span,
    Stamp,
    Unread,
)
from parsers.onebot_rows import (
    Data,
    EventRow,
    FileInfo,
    Person,
    Segment,
    account,
    cq_segments,
    decode_data,
    decode_inner,
    decode_one,
    is_event,
    plain,
    segments,
)
from parsers.qce_rows import printed, whole

MAX_DEPTH = 8
"""How deep forwards within forwards are followed; QQ itself shows three."""

_QQ_SPEAKS = Sender("", pseudo=True)
_SIGNS: dict[str, tuple[str, Kind]] = {
    "image": ("图片", "image"), "record": ("语音", "voice"), "video": ("视频", "video"), "file": ("文件", "file"),
    "face": ("表情", "sticker"), "mface": ("表情", "sticker"), "dice": ("骰子", "sticker"), "rps": ("猜拳", "sticker"),
    "poke": ("戳一戳", "sticker"), "shake": ("窗口抖动", "sticker"), "json": ("卡片消息", "card"),
    "xml": ("卡片消息", "card"), "share": ("分享", "card"), "contact": ("推荐名片", "card"), "music": ("音乐", "card"),
    "location": ("位置", "card"), "markdown": ("Markdown", "card"), "miniapp": ("小程序", "card"),
    "forward": ("合并转发", "forward"), "node": ("合并转发", "forward"), "redbag": ("QQ红包", "redpacket"),
}  # fmt: skip
_MEDIA: dict[str, Literal["file", "image", "voice", "video"]] = {
    "image": "image", "record": "voice", "video": "video", "file": "file",
}  # fmt: skip


class _Body(Struct, frozen=True):
    """What the segments of a message say."""

    kind: Kind
    text: str
    own: tuple[tuple[int, int], ...]
    attachments: tuple[Attachment, ...] = ()
    mentions: tuple[Sender, ...] = ()
    reply: Reply | None = None
    forward: tuple[Message, ...] = ()
    odd: bool = False


class _Key(NamedTuple):
    """Which conversation an event belongs to: the bot's account, private or group, the other side."""

    me: str
    kind: Literal["private", "group", "unknown"]
    other: str


class Talk:
    """One pass over the events of a log."""

    def __init__(self) -> None:
        self._chats: dict[_Key, Chat] = {}
        self._clock = Clock()
        self._count = 0

    def take(self, value: Value) -> bool:
        """Pass over signs of life of the bot."""
        return value.key == "meta_event"

    def last(self) -> int | None:
        """Return the ordinal of the event read last."""
        return self._count or None

    def read(self, row: EventRow, place: Span) -> Iterator[Event]:
        """Yield the chat if it is new, the message or notice, and what is doubtful about it."""
        if row.post_type == "meta_event":
            yield Framing(place)
            return
        if not is_event(row):
            yield Unread(place)
            yield Notice("unknown_part", place)
            return
        key = _key(row)
        if key not in self._chats:
            self._chats[key] = _opened(key, row, len(self._chats) + 1)
            yield self._chats[key]
        self._count += 1
        stamp = self._clock.stamp(row.time)
        spoken = row.post_type in {"message", "message_sent", None}
        message = (self._spoken if spoken else self._noticed)(row, place, stamp, self._chats[key].id)
        yield message
        if stamp.epoch_ms is None:
            yield Notice("impossible_time", place, stamp.raw, self._count)
        if spoken:
            yield from self._doubts(row, message, place)
        for name in (message.sender.name, *(one.name or "" for one in message.attachments)):
            if markers.has_hidden(name):
                yield Notice("hidden_characters", place, name, self._count)

    def close(self) -> Iterator[Event]:
        """Yield what only the whole log shows."""
        if not self._count:
            yield Chat("c1", "", "unknown")
            yield Notice("no_messages", None)
        if self._clock.milliseconds:
            yield Notice("time_in_milliseconds", None, f"{self._clock.milliseconds}")
        if self._clock.backward:
            yield Notice("time_runs_back", None, f"{self._clock.backward}")

    def _spoken(self, row: EventRow, place: Span, stamp: Stamp, chat: str) -> Message:
        parts = segments(row.message, row.raw_message)
        if not parts:
            return Message(self._count, chat, _QQ_SPEAKS, stamp, "system", "", place, id=_id(row), seq=_seq(row))
        body = _Reader(chat, place).body(parts, 0)
        return Message(
            self._count, chat, _sender(row), stamp, body.kind, body.text, place, body.own, None, _id(row), _seq(row),
            body.reply, body.attachments, _money(body), body.mentions, body.forward, outgoing=_outgoing(row),
        )  # fmt: skip

    def _noticed(self, row: EventRow, place: Span, stamp: Stamp, chat: str) -> Message:
        kind = row.notice_type or row.post_type or ""
        if kind in {"group_upload", "offline_file"}:
            file = row.file or FileInfo()
            attachment = Attachment("file", file.name, whole(file.size))
            return Message(
                self._count, chat, _sender(row), stamp, "file", f"[文件: {file.name or ''}]", place,
                attachments=(attachment,), outgoing=_outgoing(row),
            )  # fmt: skip
        told = f"[{kind}{':' if row.sub_type else ''}{row.sub_type or ''}]"
        if kind not in {"group_recall", "friend_recall"}:
            return Message(self._count, chat, _QQ_SPEAKS, stamp, "system", told, place)
        author = Sender("", account(row.user_id))
        operator = Sender("", account(row.operator_id) or author.uin)
        recalled = Reply(printed(row.message_id), sender=author)
        return Message(
            self._count, chat, _QQ_SPEAKS, stamp, "recall", told, place, reply=recalled, mentions=(operator, author)
        )

    def _doubts(self, row: EventRow, message: Message, place: Span) -> Iterator[Notice]:
        if message.sender == _QQ_SPEAKS:
            yield Notice("unknown_gray_tip", place, "", self._count)
            return
        parts = segments(row.message, row.raw_message)
        if any(part.odd for part in parts):
            yield Notice("unreadable_element", place, "", self._count)
        elif row.raw_message and bytes(row.message)[:1] in {b"[", b'"'} and _differ(parts, row.raw_message):
            yield Notice("text_contradiction", place, row.raw_message, self._count)


class _Reader:
    """Turns the segments of one event into text and parts, forwards within it too."""

    def __init__(self, chat: str, place: Span) -> None:
        self._chat = chat
        self._place = place

    def body(self, parts: tuple[Segment, ...], depth: int) -> _Body:
        script = Script()
        files: list[Attachment] = []
        mentions: list[Sender] = []
        forward: list[Message] = []
        reply: Reply | None = None
        for part in parts:
            data = part.data
            if part.type == "text":
                script.words(data.text or "")
            elif part.type == "at":
                mentions.append(_mentioned(data))
                script.words(f"@{mentions[-1].name or mentions[-1].uin}")
            elif part.type == "reply":
                reply = Reply(printed(data.id) or None)
                script.sign("", "reply")
            else:
                _sign(script, part)
                files += _files(part)
                forward += self._forward(part, depth, len(forward)) if part.type in {"forward", "node"} else ()
        return _Body(
            script.kind(), script.text(), script.own(), tuple(files), tuple(mentions), reply, tuple(forward),
            any(part.odd for part in parts),
        )  # fmt: skip

    def _forward(self, part: Segment, depth: int, before: int) -> Iterator[Message]:
        """Yield the rows of a merged forward, each in the place of its carrier."""
        if depth >= MAX_DEPTH:
            return
        if part.type == "node":
            yield self._row(part.data, Person(), "", part.data.content, depth, before + 1)
            return
        try:
            rows = decode_inner(part.data.content) if bytes(part.data.content) else []
        except UNREADABLE:
            return
        for ordinal, raw in enumerate(rows, before + 1):
            try:
                row = decode_one(raw)
                data = decode_data(row.data) if row.type == "node" and bytes(row.data) else None
            except UNREADABLE:
                continue
            if data is not None:
                yield self._row(data, Person(), "", data.content, depth, ordinal)
            else:
                told = Data(time=row.time, user_id=row.user_id, id=row.message_id)
                message = row.message if bytes(row.message) else msgspec.Raw(b"")
                yield self._row(told, row.sender or Person(), row.raw_message or "", message, depth, ordinal)

    def _row(self, told: Data, person: Person, raw: str, message: Raw, depth: int, ordinal: int) -> Message:
        body = self.body(segments(message, raw), depth + 1)
        name = person.card or person.nickname or told.nickname or told.name or ""
        uin = account(told.user_id) or account(told.uin) or account(person.user_id)
        return Message(
            ordinal, self._chat, Sender(name, uin, "", uin in markers.PSEUDO_UINS), Clock().stamp(told.time), body.kind,
            body.text, self._place, body.own, id=printed(told.id) or None, reply=body.reply,
            attachments=body.attachments, mentions=body.mentions, forward=body.forward,
        )  # fmt: skip


def _sign(script: Script, part: Segment) -> None:
    word, kind = _SIGNS.get(part.type, (part.type, None))
    name = (part.data.file_name or part.data.name or part.data.file) if part.type == "file" else part.data.summary
    script.sign(f"[{word}: {name}]" if part.type == "file" and name else name or f"[{word}]", kind)


def _files(part: Segment) -> Iterator[Attachment]:
    media, data = _MEDIA.get(part.type), part.data
    if media is not None:
        size = whole(data.file_size) if data.file_size is not None else whole(data.size)
        yield Attachment(media, data.file_name or data.name or data.file, size)


def _mentioned(data: Data) -> Sender:
    number = printed(data.qq)
    return Sender("全体成员") if number == "all" else Sender((data.name or "").removeprefix("@"), number)


def _key(row: EventRow) -> _Key:
    me, group, user = account(row.self_id), account(row.group_id), account(row.user_id)
    if group:
        return _Key(me, "group", group)
    other = account(row.target_id) if user == me else user
    return _Key(me, "private" if other else "unknown", other)


def _opened(key: _Key, row: EventRow, number: int) -> Chat:
    person = row.sender or Person()
    named = person.nickname if key.kind == "private" and account(row.user_id) == key.other else row.group_name
    peer = Sender(named or "", key.other) if key.other else None
    return Chat(f"c{number}", named or key.other, key.kind, Sender("", key.me) if key.me else None, peer)


def _sender(row: EventRow) -> Sender:
    person = row.sender or Person()
    if bytes(row.anonymous).startswith(b"{"):
        return Sender(person.card or person.nickname or "", markers.ANONYMOUS, "", pseudo=True)
    uin = account(row.user_id) or account(person.user_id)
    return Sender(person.card or person.nickname or "", uin, "", uin in markers.PSEUDO_UINS)


def _outgoing(row: EventRow) -> bool | None:
    if row.post_type == "message_sent":
        return True
    me, user = account(row.self_id), account(row.user_id)
    return user == me if me and user else None


def _money(body: _Body) -> Money | None:
    return Money("redpacket", None, body.text) if body.kind == "redpacket" else None


def _differ(parts: tuple[Segment, ...], raw: str) -> bool:
    """Say whether the segments hold other words than the text with CQ codes beside them."""
    return plain(parts) != plain(cq_segments(raw))


def _id(row: EventRow) -> str | None:
    return printed(row.message_id) or None


def _seq(row: EventRow) -> str | None:
    """Return QQ's own number of the row; some bots repeat the id there, which is none."""
    numbers = (printed(row.real_seq), printed(row.message_seq), printed(row.real_id))
    return next((number for number in numbers if number and number != printed(row.message_id)), None)
