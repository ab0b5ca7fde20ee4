"""Rows of the ChatLab format to messages (formats.md §9)."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

import msgspec
from msgspec import Struct

from parsers import markers
from parsers.epoch import Clock, Number
from parsers.json_walk import UNREADABLE, Value
from parsers.message import Attachment, Chat, Claims, Event, Kind, Message, Money, Notice, Reply, Sender, Span
from parsers.qce_rows import Printed, printed

_KINDS: dict[int, Kind] = {
    0: "text", 1: "image", 2: "voice", 3: "video", 4: "file", 5: "sticker", 7: "card", 8: "card", 20: "redpacket",
    21: "transfer", 22: "sticker", 23: "call", 24: "card", 25: "reply", 26: "forward", 27: "card", 80: "system",
    81: "recall", 99: "unknown",
}  # fmt: skip
_SAID = frozenset({0, 25})
_MEDIA: dict[Kind, Literal["file", "image", "voice", "video"]] = {
    "image": "image", "file": "file", "voice": "voice", "video": "video",
}  # fmt: skip
_SIGN = re.compile(
    r"\[(?:图片|表情|动画表情|语音|视频|文件|File|Image|Photo|Voice|Video|Sticker)(?:[:：][^\]\r\n]*)?\]"
)
_NAMED = re.compile(r"\[(?:文件|File)[:：]\s?(.+)\]", re.DOTALL)
_BARE_NAME = re.compile(r"[^\[\]\r\n]{1,250}\.\w{1,8}")
_YUAN = re.compile(r"[¥￥]\s?(\d+(?:\.\d{1,2})?)(?!\d)|(?<![\d.])(\d+(?:\.\d{1,2})?)\s?元")
_QQ_NUMBER = re.compile(r"\d{1,11}")
_NO_PERSON = frozenset({"system", "SYSTEM", ""})


class About(Struct, frozen=True):
    """`chatlab`: which tool wrote the file."""

    version: Printed = None
    exportedAt: Printed = None  # noqa: N815 - as in the JSON, here and below
    generator: str | None = None


class Meta(Struct, frozen=True):
    """`meta`: which conversation it is; `ownerId` is the exporting account."""

    name: str | None = None
    platform: str | None = None
    type: str | None = None
    groupId: Printed = None  # noqa: N815
    ownerId: Printed = None  # noqa: N815


class Member(Struct, frozen=True):
    """One of `members`."""

    platformId: Printed = None  # noqa: N815
    accountName: str | None = None  # noqa: N815
    groupNickname: str | None = None  # noqa: N815


class Row(Struct, frozen=True, gc=False):
    """One of `messages`, or any line of the JSONL form, which `_type` tells apart."""

    kind: str | None = msgspec.field(default=None, name="_type")
    sender: Printed = None
    accountName: str | None = None  # noqa: N815
    groupNickname: str | None = None  # noqa: N815
    timestamp: Number = None
    type: Printed = None
    content: str | None = None
    platformMessageId: Printed = None  # noqa: N815
    replyToMessageId: Printed = None  # noqa: N815


class Header(Struct, frozen=True):
    """The parts before the messages; the first line of the JSONL form."""

    chatlab: About = About()
    meta: Meta = Meta()


decode_row = msgspec.json.Decoder(Row).decode
decode_header = msgspec.json.Decoder(Header).decode
_decode_member = msgspec.json.Decoder(Member).decode
_decode_members = msgspec.json.Decoder(list[Member]).decode


def line_key(row: Row) -> str:
    """Return which part a line is, empty for a message. Raises ValueError for any other line."""
    if row.kind not in {"header", "member", "message"}:
        raise ValueError(row.kind)
    return "" if row.kind == "message" else row.kind


def is_row(row: Row) -> bool:
    """Say whether an object is one of `messages`."""
    return row.sender is not None and row.timestamp is not None


class Talk:
    """One pass over the rows of a file. `header` is what its parts say wherever they stand."""

    def __init__(self, header: Header) -> None:
        self._header = header
        self._qq = (header.meta.platform or "").strip().lower() in {"qq", ""}
        self._members: dict[str, Member] = {}
        self._known: dict[tuple[str, str], Sender] = {}
        self._chat: Chat | None = None
        self._clock = Clock()
        self._count = 0

    def take(self, value: Value) -> bool:
        """Keep the names of members; the header is known before."""
        try:
            match value.key:
                case "member":
                    self._add(_decode_member(value.data or b""))
                case "members":
                    for member in _decode_members(value.data or b"[]"):
                        self._add(member)
                case _:
                    return value.key in {"chatlab", "meta", "header"}
        except UNREADABLE:
            return False
        return True

    def last(self) -> int | None:
        """Return the ordinal of the row read last."""
        return self._count or None

    def read(self, row: Row, place: Span) -> Iterator[Event]:
        """Yield the chat if it is not told yet, the message and what is doubtful about it."""
        if self._chat is None:
            self._chat = self._opened()
            yield self._chat
        self._count += 1
        sender = self._sender(row)
        stamp = self._clock.stamp(row.timestamp)
        code = _code(row.type)
        kind = _KINDS.get(code, "unknown")
        text = row.content or ""
        quoted = printed(row.replyToMessageId)
        owner = self._account(printed(self._header.meta.ownerId))
        mine = sender.uin == owner.uin and sender.uid == owner.uid
        yield Message(
            self._count, "c1", sender, stamp, kind, text, place, _own(text, code, kind),
            id=printed(row.platformMessageId) or None, reply=Reply(quoted) if quoted else None,
            attachments=_attachments(text, kind), money=_money(text, kind),
            outgoing=mine if (owner.uin or owner.uid) and not sender.pseudo else None,
        )  # fmt: skip
        if stamp.epoch_ms is None and stamp.wall is None:
            yield Notice("impossible_time", place, stamp.raw, self._count)
        if code not in _KINDS:
            yield Notice("unknown_row_type", place, printed(row.type), self._count)
        if markers.has_hidden(sender.name):
            yield Notice("hidden_characters", place, sender.name, self._count)

    def close(self) -> Iterator[Event]:
        """Yield what only the whole file shows."""
        if self._chat is None:
            yield self._opened()
        about = self._header.chatlab
        writer = about.generator or f"ChatLab {printed(about.version)}".strip()
        yield Claims(exported=printed(about.exportedAt) or None, exporter=writer)
        yield Notice("derived_copy", None, writer)
        if self._clock.milliseconds:
            yield Notice("time_in_milliseconds", None, f"{self._clock.milliseconds}")
        if self._clock.backward:
            yield Notice("time_runs_back", None, f"{self._clock.backward}")
        if not self._count:
            yield Notice("no_messages", None)

    def _add(self, member: Member) -> None:
        self._members[printed(member.platformId)] = member

    def _opened(self) -> Chat:
        meta = self._header.meta
        title, owner = meta.name or "", printed(meta.ownerId)
        me = self._named(owner) if owner else None
        if meta.type == "group":
            return Chat("c1", title, "group", me, Sender(title, printed(meta.groupId)))
        others = [number for number in self._members if number != owner]
        peer = self._named(others[0]) if owner and len(others) == 1 else Sender(title)
        return Chat("c1", title, "private" if meta.type == "private" else "unknown", me, peer)

    def _named(self, number: str) -> Sender:
        member = self._members.get(number, Member())
        account = self._account(number)
        return Sender(member.groupNickname or member.accountName or "", account.uin, account.uid)

    def _account(self, number: str) -> Sender:
        """Return an account without its name; one of another platform never looks like a QQ number."""
        if not number or (self._qq and not _QQ_NUMBER.fullmatch(number)):
            return Sender("", "", number)
        return Sender("", number) if self._qq else Sender("", "", f"{self._header.meta.platform}:{number}")

    def _sender(self, row: Row) -> Sender:
        number = printed(row.sender)
        name = row.groupNickname or row.accountName or ""
        known = self._known.get((number, name))
        if known is None:
            account = self._account(number)
            pseudo = number in _NO_PERSON or account.uin in markers.PSEUDO_UINS
            known = Sender(name or self._named(number).name, account.uin, account.uid, pseudo)
            self._known[number, name] = known
        return known


def _code(value: Printed) -> int:
    text = printed(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else -1


def _own(text: str, code: int, kind: Kind) -> tuple[tuple[int, int], ...]:
    """Return the speaker's words: all of a text, and of a picture what stands beside its placeholder."""
    if code in _SAID:
        return ((0, len(text)),) if text else ()
    if kind not in {"image", "sticker"}:
        return ()
    ranges: list[tuple[int, int]] = []
    at = 0
    for found in _SIGN.finditer(text):
        ranges.append((at, found.start()))
        at = found.end()
    if not at:  # a picture without a placeholder has its address or digest there
        return ()
    ranges.append((at, len(text)))
    return tuple((start, end) for start, end in ranges if text[start:end].strip())


def _attachments(text: str, kind: Kind) -> tuple[Attachment, ...]:
    media = _MEDIA.get(kind)
    if media is None:
        return ()
    name = None
    if media == "file":
        found = _NAMED.fullmatch(text.strip())
        bare = _BARE_NAME.fullmatch(text.strip())
        name = found[1] if found else bare[0] if bare else None
    return (Attachment(media, name),)


def _money(text: str, kind: Kind) -> Money | None:
    """Return a payment; the words of a red packet are its sender's and hold no sum."""
    if kind == "redpacket":
        return Money("redpacket", None, text)
    if kind != "transfer":
        return None
    sums = {f"{Decimal(found[1] or found[2]).normalize():f}" for found in _YUAN.finditer(text)}
    return Money("transfer", sums.pop() if len(sums) == 1 else None, text)
