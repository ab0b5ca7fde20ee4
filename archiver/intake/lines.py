"""Messages as analysis reads them, and as the JSON contract writes them; each pass reads the source anew."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Final, TypeVar

from archiver.analysis.talk import Line
from archiver.contract import ChatEntry, FileEntry, InnerEntry, MessageEntry, MoneyEntry
from archiver.intake.opened import Opened
from archiver.intake.survey import place_entry
from parsers.message import Attachment, Chat, Message, Money, Reply, Sender

_Mark = TypeVar("_Mark")
_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_REMEMBERED: Final = 200_000
"""Among how many marks of earlier messages a quoted one is looked up; a reply to older talk stays unresolved."""


def lines(opened: Opened, chats: tuple[ChatEntry, ...]) -> Iterator[Line]:
    """Yield the source's messages as analysis reads them, each read anew from the bytes."""
    made = Lining(opened, {chat.own_id: chat.id for chat in chats if chat.source == opened.number})
    for event in opened.events():
        if isinstance(event, Message):
            yield made.line(event, opened.zone.wall(event))
        elif isinstance(event, Chat):
            made.note(event)


class Lining:
    """Makes the messages of a source lines, told in their order; `names` are the ids of its chats, once each is met."""

    def __init__(self, opened: Opened, names: Mapping[str, str]) -> None:
        self._opened = opened
        self._names = names
        self._peers: dict[str, Sender] = {}
        self._called: dict[tuple[str, str], Sender | None] = {}
        self._quoted = Quoted(opened)

    def note(self, chat: Chat) -> None:
        """Take in a chat, which comes before its messages."""
        if chat.kind == "private" and chat.peer:
            self._peers[chat.id] = chat.peer

    def line(self, message: Message, wall: datetime | None) -> Line:
        """Return the next message as a line, with its wall time."""
        chat, sender = message.chat, message.sender
        if not sender.pseudo:
            self._remember((chat, sender.name), sender)
        elif message.attachments:
            sender = self._bringer(message)
        reply = self._quoted.ref(message) if _has_marks(message) else None
        return _line(self._opened, message, sender, wall, self._names[chat], reply)

    def _remember(self, called: tuple[str, str], sender: Sender) -> None:
        """Note who bears a name in a chat; a name of two accounts names nobody."""
        known = self._called.setdefault(called, sender)
        if known is not None and known.account != sender.account:
            self._called[called] = None

    def _bringer(self, message: Message) -> Sender:
        """Return whose file a row of QQ shows: of a private chat the peer, of a group who alone bears the printed name.

        Such rows name no account. A file that arrived in a private chat came from the other side; that of a group's
        notice is told by its uploader's name as the export shows it, as long as one account only has spoken under it.
        """
        peer = self._peers.get(message.chat)
        if peer and any(one.event == "received" for one in message.attachments):
            return peer
        shared = message.attachments[0]
        named = self._called.get((message.chat, shared.by.name)) if shared.by and shared.event == "sent" else None
        return named or message.sender


def _has_marks(message: Message) -> bool:
    """Tell whether a message quotes another or bears a mark by which one could quote it; no row of a TXT does."""
    return bool(message.reply or message.id or message.seq) or message.stamp.epoch_ms is not None


class Quoted:
    """Finds the message that a reply quotes among those read before it."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._seen: OrderedDict[str, int] = OrderedDict()
        self._moments: OrderedDict[str, tuple[tuple[int, int], ...]] = OrderedDict()
        self._by_moment = True

    def ref(self, message: Message) -> str | None:
        """Take in the next message; return the reference of the one that it quotes, where that was read before it."""
        found = self._find(message.reply, message.chat) if message.reply else None
        if message.id or message.seq:
            for key in _keys(message, message.chat):
                self._seen[key] = message.ordinal
            _forget(self._seen)
        moment = _moment(message.chat, message.sender, message.stamp.epoch_ms) if self._by_moment else None
        if moment:
            self._moments[moment] = (*self._moments.get(moment, ()), (message.ordinal, _words(message.text)))
            _forget(self._moments)
        return None if found is None else self._opened.ref(found)

    def _find(self, reply: Reply, chat: str) -> int | None:
        """Return the message of an id or number, else what its sender said in that second, if that is one thing."""
        keys = tuple(_keys(reply, chat))
        if keys:
            self._by_moment = False  # the export has the better marks
            return next((self._seen[key] for key in keys if key in self._seen), None)
        said = self._moments.get(_moment(chat, reply.sender, reply.epoch_ms) or "", ())
        alike = [ordinal for ordinal, words in said if len(said) == 1 or words == _words(reply.text or "")]
        return alike[0] if len(alike) == 1 else None


def _forget(remembered: OrderedDict[str, _Mark]) -> None:
    """Let go of the oldest of more marks than are remembered."""
    while len(remembered) > _REMEMBERED:
        remembered.popitem(last=False)


def _keys(named: Message | Reply, chat: str) -> Iterator[str]:
    """Yield what a message of a chat is known by, or what a reply names it by: its id, its number there."""
    if named.id:
        yield named.id
    if named.seq:
        yield f"seq:{chat}:{named.seq}"


def _moment(chat: str, sender: Sender | None, epoch_ms: int | None) -> str | None:
    if sender is None or not sender.uin or epoch_ms is None:
        return None
    return f"{chat}:{sender.uin}:{epoch_ms // 1000}"


def _words(text: str) -> int:
    """Return what tells one text from another within this run."""
    return hash(text.strip())


def _line(
    opened: Opened, message: Message, sender: Sender, wall: datetime | None, chat: str, reply: str | None
) -> Line:
    ref, quoted = opened.ref(message.ordinal), message.reply
    # In the order of the fields: to name twenty of them takes six times as long as to make the line.
    return Line(
        ref, chat, sender.account, sender.name, wall, message.kind, message.text, _shared(message.own),
        message.id,
        reply,
        quoted.text if quoted else None,
        message.attachments,
        message.money,
        tuple([one.account for one in message.mentions]) if message.mentions else (),
        _forwarded(opened, message, chat, ref) if message.forward else (),
        message.recalled,
        sender.pseudo,
        message.outgoing,
        message.seq,
        quoted.id if quoted else None,
    )  # fmt: skip


def _forwarded(opened: Opened, message: Message, chat: str, ref: str) -> tuple[Line, ...]:
    return tuple(_inner(opened, inner, chat, f"{ref}.{index}") for index, inner in enumerate(message.forward, 1))


@lru_cache(maxsize=4096)
def _shared(own: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Return the first tuple equal to `own`: most messages are all their speaker's words, of few lengths."""
    return own


def _inner(opened: Opened, message: Message, chat: str, ref: str) -> Line:
    return Line(
        ref=ref,
        chat=chat,
        account=message.sender.account,
        name=message.sender.name,
        at=opened.zone.wall(message),
        kind=message.kind,
        text=message.text,
        own=message.own,
    )


def entries(
    opened: Opened, chats: tuple[ChatEntry, ...], kept: frozenset[str], same_as: Mapping[str, str] = _NONE
) -> Iterator[MessageEntry]:
    """Yield the messages of the chats `kept` as the JSON contract writes them, repeated ones with what they repeat."""
    names = {chat.own_id: chat.id for chat in chats if chat.source == opened.number}
    quoted = Quoted(opened)
    for event in opened.events():
        if isinstance(event, Message):
            reply = quoted.ref(event)
            if names[event.chat] in kept:
                yield _entry(opened, event, names[event.chat], reply, same_as.get(opened.ref(event.ordinal)))


def _entry(opened: Opened, message: Message, chat: str, reply: str | None, same_as: str | None) -> MessageEntry:
    files = tuple(_file(one) for one in message.attachments)
    ref = opened.ref(message.ordinal)
    return MessageEntry(
        ref=ref,
        chat=chat,
        id=message.id,
        time=opened.zone.iso(opened.zone.wall(message)),
        account=message.sender.account,
        name=message.sender.name,
        kind=message.kind,
        text=message.text,
        own=message.own,
        reply=reply,
        file=files[0] if files else None,
        money=_money(message.money),
        forward=tuple(_inner_entry(opened, inner, f"{ref}.{n}") for n, inner in enumerate(message.forward, 1)),
        recalled=message.recalled,
        same_as=same_as,
        place=place_entry(message.place),
        files=files,
        system=message.sender.pseudo,
    )


def _file(one: Attachment) -> FileEntry:
    return FileEntry(one.kind, one.name, one.size, one.md5, one.event, one.size_text)


def _money(money: Money | None) -> MoneyEntry | None:
    return None if money is None else MoneyEntry(money.kind, money.value, money.note)


def _inner_entry(opened: Opened, inner: Message, ref: str) -> InnerEntry:
    return InnerEntry(ref, opened.zone.iso(opened.zone.wall(inner)), inner.sender.name, inner.text)
