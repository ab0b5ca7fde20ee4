"""Rows of a classic export to events: which chat, who speaks, what the row is, what can be doubted."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct

from parsers import clock, markers
from parsers.classic_names import Block, Names, sender_of
from parsers.classic_rows import HEAD_LIKE, Header, Loose, Odd, Piece, Row, Run
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


class _Voice(Struct, frozen=True):
    """Whom a head names. `plain`: what stands under it needs no look for sentences of QQ."""

    sender: Sender
    outgoing: bool | None
    plain: bool


class _Reading(Struct, frozen=True):
    """What a row is."""

    kind: Kind
    own: tuple[tuple[int, int], ...]
    attachments: tuple[Attachment, ...] = ()
    money: Money | None = None
    outgoing: bool | None = None
    notice: str | None = None


class _Told(NamedTuple):
    """A block: how it opens, to know it again, and how many rows it has (while open: how many were before it)."""

    chat: str
    peer: bytes
    opening: bytes
    rows: int


class Talk:
    """One pass over the pieces of a file. Holds the rows of an undecided block, nothing that grows with the file.

    `_block` is set once its rows can be read, `_notices` collects what the last row gave cause for.
    """

    def __init__(self, newline: str, banner: bytes) -> None:
        self._newline = newline
        self._banner = banner
        self._told: list[_Told] = []
        self._same: _Told | None = None
        self._header: Header | None = None
        self._held: list[Row] = []
        self._names = Names("", "")
        self._voices: dict[bytes, _Voice] = {}
        self._ordinal = 0
        self._unread_to = -1
        self._before = datetime.min  # noqa: DTZ901 - a wall time has no zone
        self._late = NATIVE_UNTIL
        self._twelve = 0
        self._broken = 0
        self._block: Block | None = None
        self._notices: list[Notice] = []

    def read(self, piece: Piece) -> Iterator[Event]:
        """Yield what a piece adds."""
        if not isinstance(piece, Run | Odd):
            return self._other(piece)
        if self._block is not None:
            return self._messages(piece.rows(), self._block)
        return self._undecided(piece.rows())

    def _undecided(self, rows: Iterator[Row]) -> Iterator[Event]:
        """Hold back the first rows of a block until it is clear what it is."""
        for row in rows:
            self._held.append(row)
            self._names.see(row[2], len(row[4]))
            if self._names.settled:
                yield from self._release()
                break
        if self._block is not None:
            yield from self._messages(rows, self._block)

    def _other(self, piece: Header | Loose) -> Iterator[Event]:
        if isinstance(piece, Header):
            yield from self._close()
            self._header, self._block = piece, None
            self._names = Names(salvage(piece.peer).text, salvage(piece.folder).text)
            self._voices.clear()
            self._before = datetime.min  # noqa: DTZ901 - a wall time has no zone
            yield Framing(Span(piece.start, piece.end))
        else:
            if self._held:
                yield from self._release()
            yield from self._loose(piece)

    def _messages(self, rows: Iterable[Row], block: Block) -> Iterator[Event]:
        """Yield the messages of rows. The ordinary row takes the short way: half a million a second."""
        voices, notices, chat = self._voices, self._notices, block.id
        before, late = self._before, self._late
        for start, printed, name, body_at, data, end in rows:
            self._ordinal = ordinal = self._ordinal + 1
            place = Span(start, end)
            voice = voices.get(name) or self._meet(name, block, place)
            try:
                text = data.decode()
            except UnicodeDecodeError:
                text = self._salvaged(data, body_at)
            raw = printed.decode()
            wall: datetime | None
            try:  # the usual prints, 2021-03-02 10:05:03 and 2021-03-02 9:05:03
                wall = datetime.fromisoformat(raw if len(raw) == 19 else f"{raw[:11]}0{raw[11:]}")
            except ValueError:
                wall = self._other_time(raw, place)
            if wall is not None:
                if wall < before or wall >= late:
                    late = self._doubt_time(raw, wall, before, place)
                self._before = before = wall
            body = Span(body_at, body_at + len(data))
            if "\n" in text or "\r" in text:
                self._doubt_lines(text, place)
            if not voice.plain:
                yield self._read(text, voice, block, Stamp(raw, wall), place, body)
            elif "[" in text:
                marked = self._marked(text, place)
                yield Message(
                    ordinal, chat, voice.sender, Stamp(raw, wall), marked.kind, text, place, marked.own, body,
                    attachments=marked.attachments, money=marked.money, outgoing=voice.outgoing,
                )  # fmt: skip
            else:
                own = ((0, len(text)),) if text else ()
                yield Message(
                    ordinal, chat, voice.sender, Stamp(raw, wall), "text", text, place, own, body,
                    outgoing=voice.outgoing,
                )  # fmt: skip
            if notices:
                yield from notices
                notices.clear()

    def end(self) -> Iterator[Event]:
        """Yield the held rows and what only the whole file shows."""
        yield from self._close()
        if not self._ordinal:
            yield Notice("no_messages", None)
        if self._newline != "\r\n" or self._broken:
            yield Notice("line_ends_changed", None, f"{self._broken}")
        if 0 < self._twelve < self._ordinal:
            yield Notice("mixed_clock", None, f"{self._ordinal - self._twelve}")

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
        self._same = same = self._earlier()
        self._block = block = self._names.block(self._told[-1].chat)
        own = Sender(block.own) if block.own is not None else None
        peer, folder = Sender(block.peer), self._names.folder
        yield Chat(block.id, block.peer, block.kind, own, peer, same.chat if same else None, folder)
        if same is not None and self._header is not None:
            yield Notice("repeated_chat", Span(self._header.start, self._header.end), same.chat)
        held, self._held = self._held, []
        yield from self._messages(held, block)

    def _earlier(self) -> _Told | None:
        """Return the block that this one repeats: same peer, same first message; the folder often differs."""
        first = self._held[0] if self._held else None
        opening = b"\n".join((first[1], first[2], first[4])) if first else b""
        peer = self._header.peer if self._header else b""
        same = next((told for told in self._told if told.peer == peer and told.opening == opening != b""), None)
        self._told.append(_Told(f"c{len(self._told) + 1}", peer, opening, self._ordinal))
        return same

    def _close(self) -> Iterator[Event]:
        """Count the rows of the block that ends, and hold them against the block that it repeats."""
        yield from self._release()
        if self._block is None:
            return
        told = self._told[-1]
        told = self._told[-1] = told._replace(rows=self._ordinal - told.rows)
        if self._same is not None and self._same.rows != told.rows and self._header is not None:
            span = Span(self._header.start, self._header.end)
            yield Notice("repeated_chat_differs", span, f"{self._same.rows} {told.rows}")

    def _read(self, text: str, voice: _Voice, block: Block, stamp: Stamp, place: Span, body: Span) -> Message:
        reading = _read(text, voice, block)
        if reading.notice is not None:
            self._note(reading.notice, place, text)
        for attachment in reading.attachments:
            if attachment.name is not None and markers.has_hidden(attachment.name):
                self._note("hidden_characters", place, attachment.name)
        return Message(
            self._ordinal, block.id, voice.sender, stamp, reading.kind, text, place, reading.own, body,
            attachments=reading.attachments, money=reading.money, outgoing=reading.outgoing,
        )  # fmt: skip

    def _marked(self, text: str, place: Span) -> markers.Marked:
        marked = markers.placeholders(text)
        if marked.worded:
            self._note("told_in_words", place, text)
        return marked

    def _note(self, code: str, place: Span, detail: str) -> None:
        self._notices.append(Notice(code, place, detail, self._ordinal))

    def _meet(self, name: bytes, block: Block, place: Span) -> _Voice:
        sender = sender_of(name, block)
        if markers.has_hidden(sender.name):
            self._note("hidden_characters", place, sender.name)
        outgoing = sender.name != block.peer if block.kind == "private" and block.peer_speaks else None
        person = not sender.pseudo or sender.uin == markers.ANONYMOUS
        voice = _Voice(sender, outgoing if person else None, person and block.kind == "group")
        self._voices[name] = voice
        return voice

    def _salvaged(self, data: bytes, start: int) -> str:
        found = salvage(data)
        self._note("undecodable_bytes", Span(start + found.at, start + found.at + 1), f"{found.bad}")
        return found.text

    def _other_time(self, raw: str, place: Span) -> datetime | None:
        """Read a print of twelve hours, or of another date form."""
        self._twelve += clock.twelve_hour(raw)
        wall = clock.wall(raw)
        if wall is None:
            self._note("impossible_time", place, raw)
        return wall

    def _doubt_time(self, raw: str, wall: datetime, before: datetime, place: Span) -> datetime:
        """Note a time that is odd; return from when on the next is."""
        if wall < before:
            self._note("time_runs_back", place, raw)
        if wall >= self._late:
            self._late = datetime.max  # noqa: DTZ901 - told once
            self._note("later_than_format", place, raw)
        return self._late

    def _doubt_lines(self, text: str, place: Span) -> None:
        if self._newline == "\r\n" and "\r\n" in text and not _SHARE.fullmatch(text):
            self._broken += 1
        for found in HEAD_LIKE.finditer(text):
            line = text[found.end(1) :].splitlines()[0]
            self._note("ambiguous_head" if found[1] == self._newline else "head_in_body", place, line)


def _read(text: str, voice: _Voice, block: Block) -> _Reading:
    sender, outgoing = voice.sender, voice.outgoing
    if sender.pseudo and sender.uin != markers.ANONYMOUS:
        return _notice(text, sender)
    if block.kind != "group":
        notice = markers.file_notice(text)
        if notice is not None and outgoing:
            return _file_row(notice)
        if notice is not None:
            return _Reading("text", ((0, len(text)),), outgoing=outgoing, notice="claimed_file_event")
    if "[" not in text:
        return _Reading("text", ((0, len(text)),) if text else (), outgoing=outgoing)
    marked = markers.placeholders(text)
    doubt = "told_in_words" if marked.worded else None
    return _Reading(marked.kind, marked.own, marked.attachments, marked.money, outgoing, doubt)


def _file_row(notice: markers.FileNotice) -> _Reading:
    attachment = Attachment("file", notice.name, size_text=notice.size_text, event=notice.event)
    return _Reading("file", (), (attachment,), outgoing=notice.outgoing)


def _notice(text: str, sender: Sender) -> _Reading:
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
