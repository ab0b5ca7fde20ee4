"""Lines of an export of qq-dump: which message, day or speaker a line opens (formats.md §6.2)."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from parsers import markers
from parsers.assembled import Script
from parsers.message import Attachment, Kind, Money, Reply, Sender

BREAK = "[%\\n%]"
"""How a line break inside a message is written: with a backslash and an n."""

SYSTEM = "[系统提示]"
_CLOCK = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
ROW = re.compile(rf"\[({_CLOCK}|N/A|时间戳\(-?\d+\))\] (.*)", re.DOTALL)
DAY = re.compile(r"# (\d{4}-\d\d-\d\d)")
SPEAKER = re.compile(r"### (.+)")
ITEM = re.compile(r"\* (\d\d:\d\d:\d\d) (.*)", re.DOTALL)
QUOTE = re.compile(r"  > (.*)", re.DOTALL)
# 2025-01-01 00:00:00 山雀: 原文 · 2025-01-01 00:00:00 山雀 -> 江河: 原文
_QUOTED = re.compile(rf"(?:{_CLOCK}|N/A|时间戳\(-?\d+\)) (.*)", re.DOTALL)
_REPLY = re.compile(rf"\[引用-> \[({_CLOCK}|N/A|时间戳\(-?\d+\))\] (.*) <-\](?: |\Z)", re.DOTALL)
_PACKET = re.compile(r"\[(?:普通|口令|语音)?红包\] ?(.*)", re.DOTALL)
_CARD = re.compile(
    r"\[(?:分享|名片|聊天记录|位置)\] .*|\[(?:位置: .*|卡片|卡片-解析失败|Markdown|QQ小程序\].*)\]?", re.DOTALL
)
_CALL = re.compile(r"\[(?:语音|视频)?通话\] .*", re.DOTALL)
_SPOKEN = re.compile(r"\[语音\](?: 转文字：.*)?", re.DOTALL)
_FILE = re.compile(r"\[文件(?:: (.+))?\]", re.DOTALL)
_TOKEN = re.compile(
    r"\[(图片|闪照|视频)(?: [\dx: ]{1,30})?\]|\[(?:动画表情|QQ表情(?:: [^\[\]]{0,20})?|互动表情: [^\[\]]{0,20})\]"
)


class Said(NamedTuple):
    """What the words of a row make of it."""

    kind: Kind
    text: str
    own: tuple[tuple[int, int], ...]
    attachments: tuple[Attachment, ...] = ()
    money: Money | None = None
    reply: Reply | None = None


def unescaped(text: str) -> str:
    """Return a text with its line breaks."""
    return text.replace(BREAK, "\n")


def speaker(rest: str, known: Sequence[str]) -> str | None:
    """Return whose name stands before the words: one that is known, else what stands before the first colon."""
    for name in known:
        if name and rest.startswith(f"{name}: "):
            return name
    first, colon, _ = rest.partition(": ")
    return first if colon else None


def quoted(text: str, known: Sequence[str] = ()) -> Reply:
    """Return what a printed quotation says: whose words, and the words."""
    found = _QUOTED.fullmatch(text)
    rest = found[1] if found else text
    name = speaker(rest, known)
    if name is None:
        return Reply(text=rest)
    return Reply(sender=Sender(name.partition(" -> ")[0]), text=rest[len(name) + 2 :])


def notice(text: str) -> Said:
    """Read a row of QQ's own voice, which the Markdown prints without its brackets."""
    bare = text[1:-1] if text.startswith("[") and text.endswith("]") else text
    recalled = "撤回了一条消息" in bare
    return Said("recall" if recalled else "system", text, ())


def said(text: str, reply: Reply | None = None, known: Sequence[str] = ()) -> Said:
    """Read what a person sent. The exporter's placeholders could be typed: what they name is a claim."""
    found = _REPLY.match(text) if reply is None else None
    if found is not None:
        inner = said(text[found.end() :])
        moved = tuple((start + found.end(), end + found.end()) for start, end in inner.own)
        return Said("reply", text, moved, inner.attachments, inner.money, quoted(f"{found[1]} {found[2]}", known))
    if reply is not None:
        inner = said(text)
        return Said("reply", text, inner.own, inner.attachments, inner.money, reply)
    whole = _whole(text)
    return whole if whole is not None else _mixed(text)


def _whole(text: str) -> Said | None:
    """Read a row that is one part, which QQ never mixes with words."""
    packet, file = _PACKET.fullmatch(text), _FILE.fullmatch(text)
    if packet is not None:
        return Said("redpacket", text, (), (), Money("redpacket", note=packet[1]))
    if file is not None:
        return Said("file", text, (), (Attachment("file", file[1] or None),))
    if _SPOKEN.fullmatch(text):
        return Said("voice", text, (), (Attachment("voice"),))
    if _CALL.fullmatch(text):
        return Said("call", text, ())
    return Said("card", text, ()) if _CARD.fullmatch(text) else None


def _mixed(text: str) -> Said:
    script, files = Script(), list[Attachment]()
    for piece, token in _pieces(text):
        if token is None:
            script.words(piece)
        elif token[1] in {"图片", "闪照"}:
            script.sign(piece, "image")
            files.append(Attachment("image"))
        elif token[1] == "视频":
            script.sign(piece, "video")
            files.append(Attachment("video"))
        else:
            script.sign(piece, "sticker")
    kind = "text" if not text else script.kind()
    return Said(kind, text, script.own(), tuple(files))


def _pieces(text: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Cut a text into words and placeholders; the space that joins them belongs to the placeholder."""
    at = 0
    for found in _TOKEN.finditer(text):
        start = found.start() - (text[found.start() - 1 : found.start()] == " ")
        end = found.end() + (text[found.end() : found.end() + 1] == " ")
        if start > at:
            yield text[at:start], None
        yield text[max(start, at) : end], found
        at = end
    if at < len(text):
        yield text[at:], None


def claims_file_event(text: str) -> bool:
    """Say whether a person's words read like QQ's notice of a file transfer."""
    return markers.file_notice(text) is not None
