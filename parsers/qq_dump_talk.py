"""Rows of qq-dump's texts to events: days, speakers, rows and the quotes under them (formats.md §6.2)."""

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from parsers import qq_dump_lines
from parsers.decoding import BOM, salvage
from parsers.message import Chat, Claims, Event, Framing, Message, Notice, Reply, Sender, Span, Unread
from parsers.qq_dump_lines import DAY, ITEM, QUOTE, ROW, SPEAKER, SYSTEM, Said, unescaped
from parsers.tally import Tally
from parsers.text_lines import Line

_GROUP: Final = re.compile(r"群聊\((.*)\)", re.DOTALL)
"""How a timeline names a group."""


class About(Struct, frozen=True):
    """What the front says: who exported, the one friend or group where there is one, and the times."""

    owner: Sender | None
    friend: tuple[str, ...]
    claims: Claims
    front: int
    group: Sender | None = None


class Opened(Struct, frozen=True):
    """A row that is read, but for the quote that may stand under it. `body` holds its words if they stand as they are.

    `mine` says whether the owner sent it, where the row tells.
    """

    line: Line
    end: int
    time: str
    name: str
    text: str
    body: Span | None
    mine: bool | None = None
    reply: Reply | None = None


class Talk:
    """One pass over the lines of a text. Holds one row; `_day` and `_speaker` are those of the Markdown in force."""

    def __init__(self, about: About) -> None:
        self._about = about
        self._known = (SYSTEM, *about.friend, *((about.owner.name,) if about.owner else ()))
        self._tally = Tally()
        self._chats: dict[str, Chat] = {}
        self._open: Opened | None = None
        self._day: str | None = None
        self._speaker = ""

    def read(self, line: Line) -> Iterator[Event]:
        """Yield what a line completes."""
        if line.end <= self._about.front or not line.text().removeprefix(BOM).strip():
            yield from self._close()
            yield Framing(Span(line.start, line.end))
            return
        text = salvage(line.text() if line.start else line.text().removeprefix(BOM)).text
        if self._quote(line, text):
            return
        yield from self._close()
        if self._mark(text):
            yield Framing(Span(line.start, line.end))
        elif not self._begin(line, text):
            yield Unread(Span(line.start, line.end))
            yield Notice("unread_text", Span(line.start, line.end))

    def end(self) -> Iterator[Event]:
        """Yield the last row and what only the whole shows."""
        yield from self._close()
        if not self._chats:
            yield self._met("")
        if self._about.claims.exporter:
            yield self._about.claims
        yield from self._tally.end()

    def _quote(self, line: Line, text: str) -> bool:
        found = QUOTE.fullmatch(text)
        opened = self._open
        if found is None or opened is None or self._day is None or opened.reply is not None:
            return False
        self._open = replace(opened, end=line.end, reply=qq_dump_lines.quoted(unescaped(found[1]), self._known))
        return True

    def _mark(self, text: str) -> bool:
        """Take a line of the Markdown that opens a day or names who speaks."""
        day = DAY.fullmatch(text)
        if day:
            self._day, self._speaker = day[1], ""
            return True
        speaker = SPEAKER.fullmatch(text) if self._day is not None else None
        if speaker:
            self._speaker = speaker[1]
        return speaker is not None

    def _begin(self, line: Line, text: str) -> bool:
        """Open a row; False where the line is none."""
        item = ITEM.fullmatch(text) if self._day is not None and self._speaker else None
        if item:
            self._open = _opened(line, f"{self._day} {item[1]}", self._speaker, item[2])
            return True
        row = ROW.fullmatch(text) if self._day is None else None
        name = qq_dump_lines.speaker(row[2], self._known) if row else None
        if row is None or name is None:
            return False
        self._open = _opened(line, row[1], name, row[2][len(name) + 2 :])
        return True

    def _close(self) -> Iterator[Event]:
        """Yield the row that ends here."""
        opened, self._open = self._open, None
        if opened is None:
            return
        self._tally.next()
        name, _, receiver = opened.name.partition(" -> ")
        owner = self._about.owner
        to_other = (owner is not None and name == owner.name) or _GROUP.fullmatch(receiver)
        peer = (receiver if to_other else name) if receiver else ""
        if peer not in self._chats:
            yield self._met(peer)
        yield self._message(opened, name, self._chats[peer])
        yield from self._tally.told()

    def _met(self, peer: str) -> Chat:
        named = _GROUP.fullmatch(peer)
        group = Sender(named[1]) if named else self._about.group if not peer else None
        title = group.name if group else peer or next(iter(self._about.friend), "")
        other = group or (Sender(title) if title else None)
        chat = Chat(f"c{len(self._chats) + 1}", title, "group" if group else "private", self._about.owner, other)
        self._chats[peer] = chat
        return chat

    def _message(self, opened: Opened, name: str, chat: Chat) -> Message:
        line, text = opened.line, opened.text
        place = Span(line.start, opened.end)
        pseudo = name == SYSTEM
        read: Said = qq_dump_lines.notice(text) if pseudo else qq_dump_lines.said(text, opened.reply, self._known)
        self._tally.note_name(name, place)
        bad = salvage(line.text()).bad if "␚" in text else 0
        if bad:
            self._tally.note("undecodable_bytes", place, f"{bad}")
        if not pseudo and qq_dump_lines.claims_file_event(text):
            self._tally.note("claimed_file_event", place, text)
        owner = self._about.owner
        mine = opened.mine
        if mine is None and owner is not None:
            mine = name == owner.name
        return Message(
            self._tally.count, chat.id, Sender("" if pseudo else name, owner.uin if owner and mine else "",
            pseudo=pseudo), self._tally.stamp(opened.time), read.kind, text, place, read.own, opened.body,
            reply=read.reply, attachments=read.attachments, money=read.money, outgoing=None if pseudo else mine,
        )  # fmt: skip


def _opened(line: Line, time: str, name: str, raw: str) -> Opened:
    """Return the row of a line that ends with its words."""
    text = unescaped(raw)
    whole = text == raw and "␚" not in raw
    return Opened(line, line.end, time, name, text, Span(line.stop - len(raw.encode()), line.stop) if whole else None)
