"""The text export of qq-chat-exporter, v4 to v6 (formats.md §5.8).

    [QQChatExporter V5 / https://…]
    [本软件是免费的开源项目…]
    <empty line>
    ===============================================
               QQ聊天记录导出文件
    ===============================================
    <empty line>
    聊天名称: 验收沟通群
    聊天类型: 群聊
    导出时间: 2026-01-05 10:00:00
    消息总数: 1
    时间范围: 2025-01-01 00:00:00 - 2025-01-01 00:01:00
    <empty line>
    <empty line>
    [群主] 山雀:
    时间: 2025-01-01 00:01:00
    内容: [文件: 交付物.zip]
    资源: 1 个文件
      - file: 交付物.zip
    <empty line>
    ===============================================
                  导出完成
    ===============================================
    总计导出 1 条消息
    导出时间: 2026-01-05 10:00:00

Grammar. UTF-8, LF, no line end at the end of the file. A head follows two empty lines: a number in brackets where
numbering was on, a line that ends in a colon, the line of the time, the kind where printed, and the content. Behind the
content may stand lists of files and mentions and the quoted words. Nothing is escaped, so a person can type a head;
with numbering a head out of turn is taken for typed, without it only the count at top and end can show it.

Mapping. One row a message, `place` from its head to the next one, `body` the bytes of its content. A title before the
name is left off. There are no ids; whose export it is shows only in private talk where the peer speaks under the chat's
name. A list counts only if the content shows its entries, else it stays text: it was typed. `0`, `系统消息` and a uid
that says `[N]` are QQ's own voice; `[10]` under a name is only text, with `claimed_file_event`.
"""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from parsers import decoding, qce_print
from parsers.decoding import salvage
from parsers.message import Chat, Claims, Event, Framing, Message, Notice, Sender, Span, Transcript, Unread
from parsers.qce_txt_rows import Head, Piece, Rest, Row, heads, pieces
from parsers.qce_txt_tail import tail
from parsers.source import Source
from parsers.tally import Tally

NAME = "qce_txt"
TITLE = "qq-chat-exporter 文本（TXT）"

_BANNER = re.compile(r"\s*\[QQChatExporter V\d[^\n]*\]")
_TITLE = re.compile(r"\[[^\[\]\n]{1,24}\] (?=.)")
_LOOK = 1024 * 1024
"""Bytes looked at to learn who speaks in private talk."""

_KINDS: dict[str, Literal["private", "group", "unknown"]] = {"群聊": "group", "私聊": "private"}
_LINE = re.compile(r"^(聊天名称|聊天类型|导出时间|消息总数|时间范围): ?(.*?)\r?$", re.MULTILINE)
_FOOTER_COUNT = re.compile(r"总计导出 (\d{1,12}) 条消息")


class _About(Struct, frozen=True):
    """What the header says, and who speaks near the start."""

    chat: Chat
    claims: Claims
    peer_speaks: bool


def sniff(source: Source) -> bool:
    """Say whether the exporter's banner is the first line."""
    return _BANNER.match(decoding.head_text(source)) is not None


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    encoding = decoding.detect(source)
    about = _about(decoding.head_utf8(source, _LOOK))
    return Transcript(NAME, TITLE, encoding, lambda: decoding.events(source, encoding, lambda it: _events(it, about)))


def _about(front: bytes) -> _About:
    met = list(heads(front))
    text = salvage(front[: met[0].start if met else len(front)]).text.removeprefix("\ufeff")
    told: dict[str, str] = {}
    for key, value in _LINE.findall(text):
        told.setdefault(key, value)
    first, _, last = told.get("时间范围", "").partition(" - ")
    total = told.get("消息总数", "")
    claims = Claims(
        int(total) if total.isascii() and total.isdigit() and len(total) < 13 else None, first or None, last or None,
        told.get("导出时间") or None, text.lstrip().partition("\n")[0].strip("[]\r") or None,
    )  # fmt: skip
    kind = _KINDS.get(told.get("聊天类型", ""), "unknown")
    title = told.get("聊天名称", "")
    names = {_name(head, kind) for head in met}
    persons = {name for name in names if not qce_print.speaker(name, "[10]").pseudo}
    speaks = kind == "private" and title in persons
    others = persons - {title}
    me = Sender(others.pop()) if speaks and len(others) == 1 else None
    return _About(Chat("c1", title, kind, me, Sender(title)), claims, speaks)


def _name(head: Head, kind: str) -> str:
    name = salvage(head.name).text
    return _TITLE.sub("", name, count=1) if kind == "group" else name


def _events(chunks: Iterator[bytes], about: _About) -> Iterator[Event]:
    talk = _Talk(about)
    yield about.chat
    for piece in pieces(chunks):
        yield from talk.read(piece)
    yield about.claims
    yield from talk.end()


class _Talk:
    """One pass over the pieces of a file."""

    def __init__(self, about: _About) -> None:
        self._about = about
        self._tally = Tally()
        self._footer: str | None = None
        self._end = 0

    def read(self, piece: Piece) -> Iterator[Event]:
        """Yield what a piece adds."""
        self._end = piece.end
        if isinstance(piece, Row):
            self._tally.next()
            yield self._message(piece)
            yield from self._tally.told()
            return
        yield from self._rest(piece)

    def _rest(self, piece: Rest) -> Iterator[Event]:
        span = Span(piece.start, piece.end)
        if piece.kind == "footer":
            self._footer = salvage(piece.data).text
        if piece.kind == "unread":
            yield Unread(span)
            yield Notice("unread_text", span)
        else:
            yield Framing(span)

    def _message(self, row: Row) -> Message:
        place = Span(row.start, row.end)
        found = salvage(row.body)
        if found.bad:
            at = row.body_start + found.at
            self._tally.note("undecodable_bytes", Span(at, at + 1), f"{found.bad}")
        rest = tail(found.text)
        text = found.text[: rest.start]
        name = _name(row.head, self._about.chat.kind)
        sender = qce_print.speaker(name, text)
        code = salvage(row.head.kind).text
        parts = qce_print.read(qce_print.Print(text, rest.files, rest.mentions, rest.quote, code), sender)
        for notice in parts.notices:
            self._tally.note(notice, place)
        if row.typed:
            self._tally.note("head_in_body", place, f"{row.typed}")
        self._tally.note_name(name, place)
        body = Span(row.body_start, row.body_start + len(text.encode())) if not found.bad else None
        return Message(
            self._tally.count, "c1", sender, self._tally.stamp(salvage(row.head.time).text), parts.kind, text, place,
            parts.own, body, reply=parts.reply, attachments=parts.attachments, mentions=parts.mentions,
            money=parts.money, outgoing=self._outgoing(sender) if parts.outgoing is None else parts.outgoing,
        )  # fmt: skip

    def _outgoing(self, sender: Sender) -> bool | None:
        """Say whose a row is in private talk, as far as the two names tell."""
        if sender.pseudo or not self._about.peer_speaks:
            return None
        if sender.name == self._about.chat.title:
            return False
        me = self._about.chat.self
        return True if me is not None and sender.name == me.name else None

    def end(self) -> Iterator[Event]:
        """Yield what only the whole file shows."""
        if self._footer is None:
            yield Notice("truncated", Span(self._end, self._end))
        said = _FOOTER_COUNT.search(self._footer or "")
        yield from self._tally.end(self._about.claims.total, int(said[1]) if said else None, typed=True)
