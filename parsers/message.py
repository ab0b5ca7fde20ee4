"""The value types of a read export: what was said, by whom, and at which bytes it stands.

All are frozen. Text, names and times are kept as printed; nothing is trimmed, translated or given a zone.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Literal

from msgspec import Struct

Kind = Literal[
    "text", "image", "file", "transfer", "redpacket", "voice", "video", "recall", "reply",
    "forward", "card", "sticker", "call", "system", "unknown",
]  # fmt: skip
"""What a row is; the words of the JSON contract."""


class Span(Struct, frozen=True):
    """Bytes `start` to `end` (half-open) of a source, or of one member of a folder or archive."""

    start: int
    end: int
    member: str = ""


class Row(Struct, frozen=True):
    """One row of a database table."""

    table: str
    rowid: int


class Cell(Struct, frozen=True):
    """One row of a sheet, counted from 1 as spreadsheet programs show it."""

    sheet: str
    row: int


class Box(Struct, frozen=True):
    """A rectangle of a picture, in pixels from its upper left corner."""

    file: str
    left: int
    top: int
    right: int
    bottom: int


Place = Span | Row | Cell | Box


class Stamp(Struct, frozen=True):
    """A printed time.

    `raw` is the text as printed. `wall` is the naive time it names on the exporter's clock, None where the print
    lacks its date. `epoch_ms` is the absolute instant, where the export holds one. No zone is ever assumed here.
    """

    raw: str
    wall: datetime | None = None
    epoch_ms: int | None = None


class Sender(Struct, frozen=True):
    """Who a row is printed under: the name as printed, and the accounts beside it (empty where not given).

    `pseudo` marks QQ's own voices (10000, 1000000, nameless receipts …), which are no party.
    """

    name: str
    uin: str = ""
    uid: str = ""
    pseudo: bool = False

    @property
    def account(self) -> str:
        """QQ number, else NT uid, else `name:…`: the account as the JSON contract writes it."""
        return self.uin or self.uid or f"name:{self.name}"


class Attachment(Struct, frozen=True):
    """A file, picture, voice or video that a row speaks of.

    `event` says what the row shows to have happened: `sent` by its sender, `received` by the exporting account,
    `receipt` (the peer got it), `uploaded`, `offered`, `refused`, `cancelled`, `failed`.
    `size` is in bytes where exact; `size_text` is the print where it was rounded ("3.47MB").
    Where QQ itself tells of the file: `by` is who it names, `time` the time of day it prints inside ("9:06:58").
    """

    kind: Literal["file", "image", "voice", "video"]
    name: str | None = None
    size: int | None = None
    size_text: str | None = None
    md5: str | None = None
    event: str = "sent"
    seconds: int | None = None
    path: str | None = None
    by: Sender | None = None
    time: str | None = None
    worded: bool = False
    """The name stands in the text beside a placeholder, as QQ does not write it: anyone could have typed it."""


class Money(Struct, frozen=True):
    """A transfer or red packet that QQ itself shows; `value` in yuan as a decimal string, where it is printed.

    `wallet` is a movement of money of which the export does not say whether it is the one or the other.
    """

    kind: Literal["transfer", "redpacket", "wallet"]
    value: str | None = None
    note: str = ""
    number: str | None = None


class Reply(Struct, frozen=True):
    """What a quote-reply points to, as far as the export says it."""

    id: str | None = None
    seq: str | None = None
    sender: Sender | None = None
    text: str | None = None
    epoch_ms: int | None = None


class Message(Struct, frozen=True):
    """One row of an export, system rows included.

    `ordinal` counts the rows of the source in physical order from 1. `own` holds the half-open code-point ranges of
    `text` that are the sender's own words (no placeholders, no quoted text). `outgoing` is None where the export does
    not tell the exporting account's rows from the others. `forward` holds the inner rows of a merged forward.
    """

    ordinal: int
    chat: str
    sender: Sender
    stamp: Stamp
    kind: Kind
    text: str
    place: Place
    own: tuple[tuple[int, int], ...] = ()
    body: Span | None = None
    id: str | None = None
    seq: str | None = None
    reply: Reply | None = None
    attachments: tuple[Attachment, ...] = ()
    money: Money | None = None
    mentions: tuple[Sender, ...] = ()
    forward: tuple["Message", ...] = ()
    recalled: bool = False
    outgoing: bool | None = None


class Chat(Struct, frozen=True):
    """A conversation of a source; comes before its first message. `id` is c1, c2 … in physical order.

    `same_as` is the id of an earlier chat that this one prints again. `folder` is the contact-list folder as printed.
    """

    id: str
    title: str
    kind: Literal["private", "group", "unknown"]
    self: Sender | None = None
    peer: Sender | None = None
    same_as: str | None = None
    folder: str = ""


class Claims(Struct, frozen=True):
    """What an export says of itself, to be held against what was read."""

    total: int | None = None
    first: str | None = None
    last: str | None = None
    exported: str | None = None
    exporter: str | None = None
    filters: tuple[str, ...] = ()


class Framing(Struct, frozen=True):
    """Bytes that belong to the format and to no message: banners, bars, commas."""

    span: Span


class Unread(Struct, frozen=True):
    """Bytes that could not be understood; kept, counted and shown, never dropped."""

    span: Span


class Notice(Struct, frozen=True):
    """Something about a place that a reader of the evidence must know. `code` is a stable identifier.

    Where talk is missing, `since` and `until` are the times between which it should be, as the export prints them.
    """

    code: str
    place: Place | None
    detail: str = ""
    ordinal: int | None = None
    since: Stamp | None = None
    until: Stamp | None = None


Event = Chat | Claims | Message | Framing | Unread | Notice
"""What reading yields, in physical order. The spans of Message, Framing and Unread tile the file."""


class Transcript(Struct, frozen=True):
    """An identified export. Nothing of it is held: each call of `events` reads the source again."""

    format: str
    title: str
    encoding: str
    read: Callable[[], Iterator[Event]]
    generation: str | None = None

    def events(self) -> Iterator[Event]:
        """Read the source from its start, in physical order."""
        return self.read()

    def messages(self) -> Iterator[Message]:
        """Read only the messages."""
        return (event for event in self.read() if isinstance(event, Message))
