r"""The exports of qq-dump from a decrypted database, as text or Markdown (formats.md §6.2).

    QQ 聊天记录归档
    …
    主人账号: 江河 (9000010002)
    好友范围: 江河 与 山雀 (甲方) 的聊天
    …
    ----------------------------------------

    [2025-01-01 00:00:00] 甲方: 第一行[%\n%]第二行
    [2025-01-01 00:01:00] 江河: [引用-> [2025-01-01 00:00:00] 甲方: 第一行 <-] 收到
    [2025-01-01 00:02:00] [系统提示]: [甲方 撤回了一条消息]

    # 2025-01-01

    ### 甲方
    * 00:00:00 第一行[%\n%]第二行

    ### 江河
    * 00:01:00 收到
      > 2025-01-01 00:00:00 甲方: 第一行

Grammar. UTF-8; a row is one line, since a break inside it is written `[%\n%]`, so nobody can type a head. The front may
be switched off. A timeline of all friends prints `sender -> receiver` in place of the name.

Mapping. One row a message, `place` its line and in Markdown the line of its quote. A break becomes one again, so only a
row without any has a `body`. The owner stands in the front, his rows are `outgoing`;
each friend of a timeline is a Chat. Pictures are not written, files by name only; placeholders could be typed.
`[系统提示]` is QQ's own voice. Receipts and group talk are not exported at all, recalls and pokes only if asked for.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from parsers import decoding, qq_dump_lines
from parsers.decoding import BOM, salvage
from parsers.message import Chat, Claims, Event, Framing, Message, Notice, Reply, Sender, Span, Transcript, Unread
from parsers.qq_dump_lines import DAY, ITEM, QUOTE, ROW, SPEAKER, SYSTEM, Said, unescaped
from parsers.source import HEAD, Source
from parsers.tally import Tally
from parsers.text_lines import NEWLINE, Line, lines

NAME = "qq_dump"
TITLE = "qq-dump 导出（TXT / Markdown）"

_FRONT = "QQ 聊天记录归档"
_OWNER = re.compile(r"^主人账号: (.*) \((\d{5,11}|未知)\)\r?$", re.MULTILINE)
_SCOPE = re.compile(r"^好友范围: (.*) 的聊天\r?$", re.MULTILINE)
_TOLD = re.compile(r"^(文件生成时间|记录开始时间|记录结束时间): (.*?)\r?$", re.MULTILINE)
_END = re.compile(rb"-{40}\r?\n")
_LEAST = 2


class _About(Struct, frozen=True):
    """What the front says: who exported, the one friend where there is one, and the times."""

    owner: Sender | None
    friend: tuple[str, ...]
    claims: Claims
    front: int


def sniff(source: Source) -> bool:
    """Say whether the archive's title opens the text, or rows of either layout do."""
    text = decoding.head_text(source)
    if text.lstrip().startswith(_FRONT):
        return True
    found = [line for line in text.split("\n")[:40] if line.strip()]
    if found and ROW.fullmatch(found[0].rstrip("\r")):
        return sum(map(_is_row, found)) >= min(_LEAST, len(found))
    return (
        bool(found) and DAY.fullmatch(found[0].rstrip("\r")) is not None and any(ITEM.fullmatch(one) for one in found)
    )


def _is_row(line: str) -> bool:
    found = ROW.fullmatch(line.rstrip("\r"))
    return found is not None and ": " in found[2]


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    encoding = decoding.detect(source)
    head = decoding.head_utf8(source, HEAD)
    about = _about(head)
    text = salvage(head[about.front :]).text
    markdown = any(SPEAKER.fullmatch(line.rstrip("\r")) for line in text.split("\n"))
    return Transcript(
        NAME, TITLE, encoding, lambda: decoding.events(source, encoding, lambda it: _events(it, about)),
        "Markdown" if markdown else "TXT",
    )  # fmt: skip


def _about(head: bytes) -> _About:
    titled = head.removeprefix(BOM).lstrip().startswith(_FRONT.encode())
    end = _END.search(head) if titled else None
    front = end.end() if end else 0
    text = salvage(head[:front]).text
    owner, scope = _OWNER.search(text), _SCOPE.search(text)
    told = dict(_TOLD.findall(text))
    claims = Claims(
        None,
        told.get("记录开始时间"),
        told.get("记录结束时间"),
        told.get("文件生成时间"),
        "qq-dump" if titled else None,
    )
    uin = owner[2] if owner and owner[2].isdigit() else ""
    return _About(Sender(owner[1], uin) if owner else None, _friend(scope[1], owner) if scope else (), claims, front)


def _friend(scope: str, owner: re.Match[str] | None) -> tuple[str, ...]:
    """Return the names of the one friend: remark before nickname, as the rows print them."""
    friend = scope.removeprefix(f"{owner[1]} 与 " if owner else "")
    found = re.fullmatch(r"(.*) \((.*)\)", friend)
    return (found[2], found[1]) if found else (friend,)


def _events(chunks: Iterator[bytes], about: _About) -> Iterator[Event]:
    talk = _Talk(about)
    for line in lines(chunks, NEWLINE):
        yield from talk.read(line)
    yield from talk.end()


class _Open(Struct, frozen=True):
    """A row that is read, but for the quote that may stand under it."""

    line: Line
    end: int
    time: str
    name: str
    text: str
    text_at: int
    reply: Reply | None = None


class _Talk:
    """One pass over the lines. Holds one row; `_day` and `_speaker` are those of the Markdown in force."""

    def __init__(self, about: _About) -> None:
        self._about = about
        self._known = (SYSTEM, *about.friend, *((about.owner.name,) if about.owner else ()))
        self._tally = Tally()
        self._chats: dict[str, Chat] = {}
        self._open: _Open | None = None
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
        reply = qq_dump_lines.quoted(unescaped(found[1]), self._known)
        self._open = _Open(opened.line, line.end, opened.time, opened.name, opened.text, opened.text_at, reply)
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
            self._open = _Open(line, line.end, f"{self._day} {item[1]}", self._speaker, item[2], item.start(2))
            return True
        row = ROW.fullmatch(text) if self._day is None else None
        name = qq_dump_lines.speaker(row[2], self._known) if row else None
        if row is None or name is None:
            return False
        at = row.start(2) + len(name) + 2
        self._open = _Open(line, line.end, row[1], name, text[at:], at)
        return True

    def _close(self) -> Iterator[Event]:
        """Yield the row that ends here."""
        opened, self._open = self._open, None
        if opened is None:
            return
        self._tally.next()
        name, _, receiver = opened.name.partition(" -> ")
        owner = self._about.owner
        peer = (receiver if owner is not None and name == owner.name else name) if receiver else ""
        if peer not in self._chats:
            yield self._met(peer)
        yield self._message(opened, name, self._chats[peer])
        yield from self._tally.told()

    def _met(self, peer: str) -> Chat:
        title = peer or next(iter(self._about.friend), "")
        chat = Chat(
            f"c{len(self._chats) + 1}", title, "private", self._about.owner, Sender(title) if title else None
        )  # fmt: skip
        self._chats[peer] = chat
        return chat

    def _message(self, opened: _Open, name: str, chat: Chat) -> Message:
        line, raw = opened.line, opened.text
        place = Span(line.start, opened.end)
        pseudo = name == SYSTEM
        text = unescaped(raw)
        read: Said = qq_dump_lines.notice(text) if pseudo else qq_dump_lines.said(text, opened.reply, self._known)
        self._tally.note_name(name, place)
        if "␚" in raw and salvage(line.text()).bad:
            self._tally.note("undecodable_bytes", place, f"{salvage(line.text()).bad}")
        if not pseudo and qq_dump_lines.claims_file_event(text):
            self._tally.note("claimed_file_event", place, text)
        start = line.stop - len(raw.encode())
        whole = text == raw and "␚" not in raw
        owner = self._about.owner
        mine = owner is not None and name == owner.name
        return Message(
            self._tally.count, chat.id, Sender("" if pseudo else name, owner.uin if owner and mine else "",
            pseudo=pseudo), self._tally.stamp(opened.time), read.kind, text, place, read.own,
            Span(start, line.stop) if whole else None, reply=read.reply, attachments=read.attachments,
            money=read.money, outgoing=None if pseudo or owner is None else mine,
        )  # fmt: skip
