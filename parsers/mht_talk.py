"""Rows of an MHT export to events: which chat, who speaks, what the row is."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from parsers import clock, markers
from parsers.classic_names import Block, Names, sender_of
from parsers.decoding import salvage
from parsers.message import Attachment, Chat, Event, Framing, Message, Notice, Sender, Span, Stamp, Unread
from parsers.mht_parts import Picture
from parsers.mht_rows import IMAGE, Label, Other, Row, unescaped, words

_OWN = b"42b475"
_OTHER = b"006efe"
# [图片] 山雀 分享文件 9:06:58⏎"验收单.docx" 下载
_SHARE = re.compile(r"(?:\[图片\])? ?(.*) 分享文件 (\d{1,2}:\d{2}:\d{2})\s*\n\"(.*)\" 下载\s*", re.DOTALL)


class _Said(NamedTuple):
    """A row with the date that holds for it."""

    row: Row
    date: str
    sender: bytes


class Talk:
    """One pass over the rows. Holds the rows of a chat until its names tell what it is."""

    def __init__(self, pictures: dict[str, Picture]) -> None:
        self._pictures = pictures
        self._held: list[_Said | Span] = []
        self._names = Names("", "")
        self._block: Block | None = None
        self._senders: dict[bytes, Sender] = {}
        self._folder = ""
        self._date = ""
        self._chats = 0
        self._count = 0
        self._before = ""
        self._notices: list[Notice] = []

    def label(self, label: Label) -> Iterator[Event]:
        """Take a title, folder, peer or date row."""
        span = Span(label.start, label.end)
        key, _, value = label.text.partition(":")
        if key == "消息对象":
            yield from self._release()
            self._block, self._date, self._before = None, "", ""
            self._names = Names(value, self._folder)
            self._senders.clear()
            self._chats += 1
        elif key == "消息分组":
            yield from self._release()
            self._folder = value
        elif key == "日期":
            self._date = value.strip()
        elif label.text and label.text != "消息记录":
            yield from self._release()
            yield Unread(span)
            yield Notice("unread_text", span)
            return
        yield from self._frame(span)

    def _frame(self, span: Span) -> Iterator[Event]:
        if self._held:
            self._held.append(span)
        else:
            yield Framing(span)

    def row(self, row: Row) -> Iterator[Event]:
        """Take a message row."""
        sender = unescaped(salvage(row.sender).text).strip().encode() if b"&" in row.sender else row.sender
        said = _Said(row, self._date, sender)
        if self._block is not None:
            yield from self._message(said, self._block)
            return
        self._held.append(said)
        self._names.see(sender, len(row.body))
        if self._names.settled:
            yield from self._release()

    def other(self, piece: Other) -> Iterator[Event]:
        """Take bytes that are no row."""
        if piece.start == piece.end:
            return
        span = Span(piece.start, piece.end)
        if not piece.row:
            yield Framing(span)
            return
        yield from self._release()
        yield Unread(span)
        yield Notice("unread_text", span)

    def end(self) -> Iterator[Event]:
        """Yield the held rows."""
        yield from self._release()
        if not self._count:
            yield Notice("no_messages", None)

    def _release(self) -> Iterator[Event]:
        """Open the chat for which rows are held, or which had none, and yield them."""
        if self._block is not None or not (self._chats or self._held):
            return
        self._chats = self._chats or 1
        self._block = block = self._names.block(f"c{self._chats}")
        own = Sender(block.own) if block.own is not None else None
        yield Chat(block.id, block.peer, block.kind, own, Sender(block.peer), folder=self._names.folder)
        held, self._held = self._held, []
        for one in held:
            if isinstance(one, Span):
                yield Framing(one)
            else:
                yield from self._message(one, block)

    def _message(self, said: _Said, block: Block) -> Iterator[Event]:
        row = said.row
        self._count += 1
        place = Span(row.start, row.end)
        try:
            html, bad = row.body.decode(), 0
        except UnicodeDecodeError:
            html, bad, _ = salvage(row.body)
        text, images = words(html)
        sender = self._senders.get(said.sender) or self._meet(said.sender, block, place)
        stamp = self._stamp(said, place)
        if bad:
            self._note("undecodable_bytes", place, f"{bad}")
        files = tuple(self._picture(name, place) for name in images)
        yield self._read(text, files, sender, stamp, row, block)
        if self._notices:
            yield from self._notices
            self._notices.clear()

    def _read(
        self, text: str, files: tuple[Attachment, ...], sender: Sender, stamp: Stamp, row: Row, block: Block
    ) -> Message:
        colour, place = row.colour.lower(), Span(row.start, row.end)
        own = True if colour == _OWN else False if colour == _OTHER else None
        if sender.pseudo and sender.uin != markers.ANONYMOUS:
            return self._voice(text, files, sender, stamp, place, block)
        notice = markers.file_notice(text) if block.kind != "group" else None
        if notice is not None and own:
            file = Attachment("file", notice.name, size_text=notice.size_text, event=notice.event)
            return Message(
                self._count, block.id, sender, stamp, "file", text, place, attachments=(file,), outgoing=notice.outgoing
            )
        if notice is not None:
            self._note("claimed_file_event", place, text)
            whole = ((0, len(text)),)
            return Message(self._count, block.id, sender, stamp, "text", text, place, whole, outgoing=own)
        if "[" not in text:
            said = ((0, len(text)),) if text else ()
            return Message(self._count, block.id, sender, stamp, "text", text, place, said, outgoing=own)
        marked = markers.placeholders(text)
        if marked.worded:
            self._note("told_in_words", place, text)
        media = tuple(file for file in marked.attachments if file.kind != "image")
        return Message(
            self._count, block.id, sender, stamp, marked.kind, text, place, marked.own,
            attachments=files + media if files or IMAGE not in text else marked.attachments,
            money=marked.money, outgoing=own,
        )  # fmt: skip

    def _voice(
        self, text: str, files: tuple[Attachment, ...], sender: Sender, stamp: Stamp, place: Span, block: Block
    ) -> Message:
        """Read what QQ itself says, or what stands under no name."""
        share = _SHARE.fullmatch(text) if sender.uin else None
        notice = None if sender.uin else markers.file_notice(text)
        if share:
            file = Attachment("file", share[3], by=Sender(share[1]), time=share[2])
            return Message(self._count, block.id, sender, stamp, "file", text, place, attachments=(file,))
        if notice:
            file = Attachment("file", notice.name, size_text=notice.size_text, event=notice.event)
            return Message(
                self._count, block.id, sender, stamp, "file", text, place, attachments=(file,), outgoing=notice.outgoing
            )
        if markers.is_recall(text):
            mine = True if text.startswith("你撤回了") else None
            return Message(self._count, block.id, sender, stamp, "recall", text, place, outgoing=mine)
        return Message(self._count, block.id, sender, stamp, "system", text, place, attachments=files)

    def _meet(self, name: bytes, block: Block, place: Span) -> Sender:
        sender = sender_of(name, block)
        if markers.has_hidden(sender.name):
            self._note("hidden_characters", place, sender.name)
        self._senders[name] = sender
        return sender

    def _picture(self, name: str, place: Span) -> Attachment:
        known = self._pictures.get(name)
        if known is None:
            self._note("image_missing", place, name)
            return Attachment("image", path=name)
        return Attachment("image", size=known.size, md5=known.md5, path=name)

    def _stamp(self, said: _Said, place: Span) -> Stamp:
        raw = f"{said.date} {unescaped(said.row.time.decode('utf-8', 'replace'))}".strip()
        wall = clock.wall(raw)
        if wall is None:
            self._note("impossible_time" if said.date else "date_row_missing", place, raw)
            return Stamp(raw)
        iso = wall.isoformat()
        if iso < self._before:
            self._note("time_runs_back", place, raw)
        self._before = iso
        return Stamp(raw, wall)

    def _note(self, code: str, place: Span, detail: str) -> None:
        self._notices.append(Notice(code, place, detail, self._count))
