"""Rows of a classic export to events: which chat, who speaks, what the row is, what can be doubted."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from parsers import clock, markers
from parsers.classic_names import Block, Names, sender_of
from parsers.classic_rows import HEAD_LIKE, Header, Loose, Piece, Row
from parsers.decoding import BOM, salvage
from parsers.message import (
    Attachment,
    Chat,
    Event,
    Framing,
    Kind,
    Message,
    Money,
    Notice,
    Sender,
    Span,
    Stamp,
    Unread,
)

NATIVE_UNTIL = datetime(2025, 1, 1)  # noqa: DTZ001 - a wall time has no zone
"""QQ since 2023 writes no such export; rows after this need an old client still in use (formats.md §0)."""

# [图片] 山雀 分享文件 9:06:58⏎"验收单.docx" 下载
_SHARE = re.compile(r"\[图片\] (.*) 分享文件 (\d{1,2}:\d{2}:\d{2})(?:\r\n|\r|\n)\"(.*)\" 下载\s*", re.DOTALL)


class _Reading(Struct, frozen=True):
    """What a row is."""

    kind: Kind
    own: tuple[tuple[int, int], ...]
    attachments: tuple[Attachment, ...] = ()
    money: Money | None = None
    outgoing: bool | None = None
    notice: str | None = None


class Talk:
    """One pass over the pieces of a file. Holds the rows of an undecided block, nothing that grows with the file."""

    def __init__(self, newline: str, banner: bytes) -> None:
        self._newline = newline
        self._banner = banner
        self._blocks: list[tuple[bytes, bytes, bytes, str]] = []
        self._header: Header | None = None
        self._block: Block | None = None
        self._held: list[Row] = []
        self._names = Names("", "")
        self._senders: dict[bytes, Sender] = {}
        self._ordinal = 0
        self._unread_to = -1
        self._before: datetime | None = None
        self._late = False
        self._clocks: Counter[bool] = Counter()
        self._broken = 0

    def take(self, piece: Piece) -> Iterator[Event]:
        """Yield what a piece adds."""
        if isinstance(piece, Row):
            if self._block is not None:
                yield from self._message(piece, self._block)
                return
            self._held.append(piece)
            self._names.see(piece.name, len(piece.body))
            if self._names.settled:
                yield from self._release()
        elif isinstance(piece, Header):
            yield from self._release()
            self._header, self._block = piece, None
            self._names = Names(salvage(piece.peer).text, salvage(piece.folder).text)
            self._senders, self._before = {}, None
            yield Framing(Span(piece.start, piece.end))
        else:
            yield from self._release()
            yield from self._loose(piece)

    def end(self) -> Iterator[Event]:
        """Yield the held rows and what only the whole file shows."""
        yield from self._release()
        if not self._ordinal:
            yield Notice("no_messages", None)
        if self._newline != "\r\n":
            yield Notice("line_ends_changed", None)
        elif self._broken:
            yield Notice("line_ends_changed", None, f"{self._broken}")
        if len(self._clocks) > 1:
            yield Notice("mixed_clock", None, f"{self._clocks[False]}")

    def _loose(self, piece: Loose) -> Iterator[Event]:
        span = Span(piece.start, piece.end)
        words = piece.data.removeprefix(BOM).strip()
        if not words or (words == self._banner and self._header is None):
            yield Framing(span)
            return
        yield Unread(span)
        if piece.start != self._unread_to:
            yield Notice("unread_text", span)
        self._unread_to = piece.end

    def _release(self) -> Iterator[Event]:
        """Open the block for which rows are held, or which had none, and yield them."""
        if self._block is not None or (self._header is None and not self._held):
            return
        self._block = block = self._names.block(f"c{len(self._blocks) + 1}")
        opening = b"\n".join((self._held[0].raw, self._held[0].name, self._held[0].body)) if self._held else b""
        same = self._earlier(opening)
        own = Sender(block.own) if block.own is not None else None
        yield Chat(block.id, block.peer, block.kind, own, Sender(block.peer), same, self._names.folder)
        if same is not None and self._header is not None:
            yield Notice("repeated_chat", Span(self._header.start, self._header.end), same)
        for row in self._held:
            yield from self._message(row, block)
        self._held = []

    def _earlier(self, opening: bytes) -> str | None:
        """Return the chat that this one repeats: same peer, and same folder or same first message."""
        folder, peer = (self._header.folder, self._header.peer) if self._header else (b"", b"")
        same = next(
            (
                chat
                for other_folder, other_peer, other_opening, chat in self._blocks
                if other_peer == peer and (other_folder == folder or other_opening == opening != b"")
            ),
            None,
        )
        self._blocks.append((folder, peer, opening, f"c{len(self._blocks) + 1}"))
        return same

    def _message(self, row: Row, block: Block) -> Iterator[Event]:
        self._ordinal += 1
        place = Span(row.start, row.end)
        sender = self._senders.get(row.name)
        if sender is None:
            sender = sender_of(row.name, block)
            self._senders[row.name] = sender
            if markers.has_hidden(sender.name):
                yield Notice("hidden_characters", place, sender.name, self._ordinal)
        try:
            text = row.body.decode()
        except UnicodeDecodeError:
            text = salvage(row.body).text
            yield _undecoded(row, self._ordinal)
        raw = row.raw.decode()
        wall = clock.wall(raw)
        reading = _read(text, sender, block)
        yield Message(
            self._ordinal, block.id, sender, Stamp(raw, wall), reading.kind, text, place, reading.own,
            Span(row.body_at, row.body_at + len(row.body)),
            attachments=reading.attachments, money=reading.money, outgoing=reading.outgoing,
        )  # fmt: skip
        yield from self._doubts(row, text, wall, reading)

    def _doubts(self, row: Row, text: str, wall: datetime | None, reading: _Reading) -> Iterator[Event]:
        """Yield what a reader of this row must know."""
        place = Span(row.start, row.end)
        self._clocks[clock.twelve_hour(row.raw.decode())] += 1
        if wall is None:
            yield Notice("impossible_time", place, row.raw.decode(), self._ordinal)
        else:
            if self._before is not None and wall < self._before:
                yield Notice("time_runs_back", place, row.raw.decode(), self._ordinal)
            if wall >= NATIVE_UNTIL and not self._late:
                self._late = True
                yield Notice("later_than_format", place, row.raw.decode(), self._ordinal)
            self._before = wall
        if reading.notice is not None:
            yield Notice(reading.notice, place, text, self._ordinal)
        for attachment in reading.attachments:
            if attachment.name is not None and markers.has_hidden(attachment.name):
                yield Notice("hidden_characters", place, attachment.name, self._ordinal)
        if "\n" in text or "\r" in text:
            yield from self._heads_inside(text, place)

    def _heads_inside(self, text: str, place: Span) -> Iterator[Event]:
        if self._newline == "\r\n" and "\r\n" in text and not _SHARE.fullmatch(text):
            self._broken += 1
        for found in HEAD_LIKE.finditer(text):
            line = text[found.end(1) :].splitlines()[0]
            code = "ambiguous_head" if found[1] == self._newline else "head_in_body"
            yield Notice(code, place, line, self._ordinal)


def _read(text: str, sender: Sender, block: Block) -> _Reading:
    if sender.pseudo and sender.uin != "80000000":
        return _voice(text, sender)
    outgoing = _outgoing(sender.name, block)
    if block.kind != "group":
        notice = markers.file_notice(text)
        if notice is not None and outgoing:
            return _file_row(notice)
        if notice is not None:
            return _Reading("text", ((0, len(text)),), outgoing=outgoing, notice="claimed_file_event")
    if "[" not in text:
        return _Reading("text", ((0, len(text)),) if text else (), outgoing=outgoing)
    marked = markers.placeholders(text)
    return _Reading(marked.kind, marked.own, marked.attachments, marked.money, outgoing)


def _outgoing(name: str, block: Block) -> bool | None:
    if block.kind != "private" or not block.peer_speaks:
        return None
    return name != block.peer


def _file_row(notice: markers.FileNotice) -> _Reading:
    attachment = Attachment("file", notice.name, size_text=notice.size_text, event=notice.event)
    return _Reading("file", (), (attachment,), outgoing=notice.outgoing)


def _voice(text: str, sender: Sender) -> _Reading:
    """Read what QQ itself says, or what stands under no name."""
    share = _SHARE.fullmatch(text) if sender.uin else None
    if share:
        attachment = Attachment("file", share[3], by=Sender(share[1]), time=share[2])
        return _Reading("file", (), (attachment,))
    notice = None if sender.uin else markers.file_notice(text)
    if notice:
        return _file_row(notice)
    if markers.is_recall(text):
        return _Reading("recall", (), outgoing=True if text.startswith("你撤回了") else None)
    return _Reading("system", ())


def _undecoded(row: Row, ordinal: int) -> Notice:
    found = salvage(row.body)
    at = row.body_at + found.at
    return Notice("undecodable_bytes", Span(at, at + 1), f"{found.bad}", ordinal)
