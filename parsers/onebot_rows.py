"""Events of a OneBot v11 log as they stand in the JSON, and the segments that a message is made of (formats.md §10)."""

import re
from collections.abc import Iterator

import msgspec
from msgspec import Raw, Struct

from parsers.json_walk import UNREADABLE
from parsers.qce_rows import Printed, printed

MAX_SEGMENTS = 20_000
"""Parts of one message that are looked at; QQ takes no message of a hundredth of that."""


class Person(Struct, frozen=True, gc=False):
    """`sender` of a message: `card` is the name in the group."""

    user_id: Printed = None
    nickname: str | None = None
    card: str | None = None


class FileInfo(Struct, frozen=True, gc=False):
    """`file` of a notice."""

    id: Printed = None
    name: str | None = None
    size: Printed = None


class EventRow(Struct, frozen=True, gc=False):
    """One event. `message` is text with CQ codes or a list of segments."""

    time: Printed = None
    self_id: Printed = None
    post_type: str | None = None
    message_type: str | None = None
    notice_type: str | None = None
    sub_type: str | None = None
    message_id: Printed = None
    message_seq: Printed = None
    real_id: Printed = None
    real_seq: Printed = None
    user_id: Printed = None
    group_id: Printed = None
    group_name: str | None = None
    target_id: Printed = None
    operator_id: Printed = None
    anonymous: Raw = Raw()
    sender: Person | None = None
    raw_message: str | None = None
    message: Raw = Raw()
    file: FileInfo | None = None


class Data(Struct, frozen=True, gc=False):
    """`data` of a segment, whatever its type."""

    text: str | None = None
    qq: Printed = None
    id: Printed = None
    name: str | None = None
    nickname: str | None = None
    uin: Printed = None
    user_id: Printed = None
    time: Printed = None
    file: str | None = None
    file_name: str | None = None
    file_size: Printed = None
    size: Printed = None
    summary: str | None = None
    data: Raw = Raw()
    content: Raw = Raw()


class Segment(Struct, frozen=True, gc=False):
    """A part of a message; `odd` if its data could not be read."""

    type: str
    data: Data = Data()
    odd: bool = False


class _Loose(Struct, frozen=True, gc=False):
    type: str = ""
    data: Raw = Raw()


class Inner(Struct, frozen=True, gc=False):
    """A row inside a forward: a whole message, or a `node` segment whose `data` says the same in other words."""

    type: str | None = None
    data: Raw = Raw()
    time: Printed = None
    user_id: Printed = None
    message_id: Printed = None
    sender: Person | None = None
    raw_message: str | None = None
    message: Raw = Raw()


decode_event = msgspec.json.Decoder(EventRow).decode
decode_inner = msgspec.json.Decoder(list[Raw]).decode
decode_one = msgspec.json.Decoder(Inner).decode
_decode_text = msgspec.json.Decoder(str).decode
_decode_segments = msgspec.json.Decoder(list[_Loose]).decode
decode_data = msgspec.json.Decoder(Data).decode

_EVENTS = frozenset({"message", "message_sent", "notice", "request", "meta_event"})
_CQ = re.compile(r"\[CQ:([\w.-]{1,40})((?:,[^,\]=]{1,80}=[^,\]]*)*)\]")


def is_event(row: EventRow) -> bool:
    """Say whether an object is an event of OneBot."""
    if row.post_type is not None:
        return row.post_type in _EVENTS and row.self_id is not None
    return row.message_type in {"private", "group"} and row.raw_message is not None


def event_key(row: EventRow) -> str:
    """Return `meta_event` for a sign of life of the bot, empty for an event. Raises ValueError for anything else."""
    if not is_event(row):
        raise ValueError(row.post_type)
    return "meta_event" if row.post_type == "meta_event" else ""


def segments(message: Raw, raw_message: str | None) -> tuple[Segment, ...]:
    """Return the parts of a message, of its text with CQ codes where there is no list."""
    data = bytes(message)
    if data.startswith(b"["):
        try:
            parts = tuple(_segment(loose) for loose in _decode_segments(data)[:MAX_SEGMENTS])
        except UNREADABLE:
            return (Segment("", odd=True), *cq_segments(raw_message or ""))
        return parts or cq_segments(raw_message or "")
    try:
        text = _decode_text(data) if data.startswith(b'"') else raw_message or ""
    except UNREADABLE:
        text = raw_message or ""
    return cq_segments(text)


def _segment(loose: _Loose) -> Segment:
    if not bytes(loose.data):
        return Segment(loose.type)
    try:
        return Segment(loose.type, decode_data(loose.data))
    except UNREADABLE:
        return Segment(loose.type, odd=True)


def cq_segments(text: str) -> tuple[Segment, ...]:
    """Cut a text with CQ codes into its parts, unescaped."""
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[Segment]:
    at = 0
    for count, found in enumerate(_CQ.finditer(text)):
        if count >= MAX_SEGMENTS:
            break
        if found.start() > at:
            yield _words(text[at : found.start()])
        pairs = (pair.partition("=") for pair in found[2].split(",")[1:])
        values = {key: _unescaped(value).replace("&#44;", ",").replace("&amp;", "&") for key, _, value in pairs}
        yield Segment(found[1], decode_data(msgspec.json.encode(values)))
        at = found.end()
    if at < len(text):
        yield _words(text[at:])


def _words(text: str) -> Segment:
    return Segment("text", Data(text=_unescaped(text).replace("&amp;", "&")))


def _unescaped(text: str) -> str:
    return text.replace("&#91;", "[").replace("&#93;", "]")


def plain(parts: tuple[Segment, ...]) -> str:
    """Return only the words of a message, without space, to hold two forms of it against each other."""
    return "".join("".join((part.data.text or "").split()) for part in parts if part.type == "text")


def account(value: Printed) -> str:
    """Return a QQ number as text, empty where none is given."""
    number = printed(value)
    return "" if number == "0" else number
