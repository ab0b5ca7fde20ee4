"""An export as read, in the short form in which the expectations beside the fixtures are written by hand.

A sender is `name|number|uid`, empty ends left off, with `!` before the voices of QQ. What is empty or usual is left
out: `chat` where it is c1, `own` where it is the whole text, `event` where a file was sent.
"""

from datetime import datetime
from typing import TypeAlias

from parsers.message import Attachment, Chat, Claims, Event, Message, Notice, Sender, Transcript, Unread
from parsers.source import Source

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"


def portrait(transcript: Transcript, source: Source) -> dict[str, Json]:
    events = list(transcript.events())
    shown: dict[str, Json] = {"format": transcript.format, "encoding": transcript.encoding}
    if transcript.generation is not None:
        shown["generation"] = transcript.generation
    for claims in (event for event in events if isinstance(event, Claims)):
        shown["claims"] = _claims(claims)
    shown["chats"] = [_chat(event) for event in events if isinstance(event, Chat)]
    shown["notices"] = [[event.code, event.ordinal] for event in events if isinstance(event, Notice)]
    shown["unread"] = list(_unread(events, source))
    shown["messages"] = [_message(event) for event in events if isinstance(event, Message)]
    return shown


def _unread(events: list[Event], source: Source) -> list[Json]:
    spans = [event.span for event in events if isinstance(event, Unread)]
    members = source.members() or {"": source}
    return [members[span.member].cut(span.start, span.end).decode("utf-8", "replace") for span in spans]


def _kept(**values: Json) -> dict[str, Json]:
    return {key: value for key, value in values.items() if value not in (None, [], {}, "")}


def _who(sender: Sender | None) -> str | None:
    if sender is None:
        return None
    return ("!" if sender.pseudo else "") + f"{sender.name}|{sender.uin}|{sender.uid}".rstrip("|")


def _iso(wall: datetime | None) -> str | None:
    return wall.isoformat() if wall else None


def _claims(claims: Claims) -> dict[str, Json]:
    return _kept(
        total=claims.total, first=claims.first, last=claims.last, exported=claims.exported, exporter=claims.exporter,
        filters=list(claims.filters),
    )  # fmt: skip


def _chat(chat: Chat) -> dict[str, Json]:
    return _kept(
        id=chat.id, title=chat.title, kind=chat.kind, self=_who(chat.self), peer=_who(chat.peer),
        same_as=chat.same_as, folder=chat.folder,
    )  # fmt: skip


def _file(file: Attachment) -> dict[str, Json]:
    return _kept(
        kind=file.kind, name=file.name, size=file.size, size_text=file.size_text, md5=file.md5,
        event=None if file.event == "sent" else file.event, seconds=file.seconds, by=_who(file.by), time=file.time,
    )  # fmt: skip


def _message(message: Message) -> dict[str, Json]:
    words: list[Json] = [message.text[start:end] for start, end in message.own]
    whole: list[Json] = [message.text] if message.text else []
    usual: dict[str, Json] = {
        "n": message.ordinal, "by": _who(message.sender), "raw": message.stamp.raw, "wall": _iso(message.stamp.wall),
        "kind": message.kind, "text": message.text,
    }  # fmt: skip
    rare: dict[str, Json] = {} if words == whole else {"own": words}
    reply, money = message.reply, message.money
    rare |= _kept(
        chat=None if message.chat == "c1" else message.chat, epoch_ms=message.stamp.epoch_ms, id=message.id,
        seq=message.seq, files=[_file(file) for file in message.attachments],
        mentions=[_who(sender) for sender in message.mentions], forward=[_message(row) for row in message.forward],
        reply=_kept(id=reply.id, seq=reply.seq, by=_who(reply.sender), text=reply.text, epoch_ms=reply.epoch_ms)
        if reply else None,
        money=_kept(kind=money.kind, value=money.value, note=money.note, number=money.number) if money else None,
        recalled=message.recalled or None, out=message.outgoing,
    )  # fmt: skip
    return usual | rare
