"""The page that QQ-History-Backup makes of a phone's database (formats.md §7.2).

    <head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /></head>
    <div style='white-space: pre-line'>
    <p align='right'><font color="green">2021-03-01 09:05:03</font>-----<font color="blue"><b>我</font></b></br>
    第一行</br></br></p>
    <p align='left'><font color="blue"><b>山雀(9000010001)</b></font>-----<font color="green">2021-03-01 09:06:00</font>
    </br>[unknown msg_type -2005]</br></br></p></div>

Grammar. UTF-8, all in one line but for breaks that were typed. The tags nest badly, so rows are known by their marks;
what people type is escaped. Times are local to the computer that ran the tool. Types that it does not read are written
`[unknown msg_type N]`.

Mapping. One row a message, `place` its `<p>`. `我` is the exporting account, whose number is nowhere. Pictures, voices
and faces become signs and are not `own`; a file that was not read is an Attachment without a name. More than one other
number make a group. The file's own name (`私聊-name-number.html`, `群聊-…`) is only heard for title and kind where
nothing inside speaks against it.
"""

import html
import re
from collections.abc import Iterator
from typing import Literal

from parsers import decoding
from parsers.android_body import KINDS
from parsers.assembled import Script
from parsers.decoding import salvage
from parsers.headed_rows import Heads, Row, cut
from parsers.message import Attachment, Chat, Event, Framing, Kind, Message, Notice, Sender, Span, Transcript, Unread
from parsers.source import Source
from parsers.tally import Tally

NAME = "android_html"
TITLE = "QQ-History-Backup 网页（HTML）"

_TIME = rb"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"
_OWN = rb'<p align=\'right\'><font color="green">(' + _TIME + rb')</font>-----<font color="blue"><b>([^<>]{0,400})'
_OTHER = rb'<p align=\'left\'><font color="blue"><b>([^<>]{0,400})</b></font>-----<font color="green">(' + _TIME + rb")"
_HEADS = Heads(
    re.compile(rb"(?:" + _OWN + rb"</font></b></br>|" + _OTHER + rb"</font></br>)"),
    re.compile(rb"<p align='(?:right|left)'><font (?:(?!</br>)[^\n]){0,900}\Z"),
)
_FRONT = "<head><meta"
_BLOCK = "<div style='white-space: pre-line'>"
_FRAME = re.compile(rb"(?:\xef\xbb\xbf)?\s*<head>.{0,400}?</head>\s*<div style='white-space: pre-line'>\s*", re.DOTALL)
_CLOSE = b"</br></br></p>"
_NUMBERED = re.compile(r"(.*)\((\d{4,12})\)", re.DOTALL)
_NAMED = re.compile(r"(私聊|群聊)-(.*)-(\d{4,12})\.html?", re.IGNORECASE)
# <img src="chatimg/0a1/Cache_0a1" width="auto" /> · <img src="emoticon/new/s5.png" alt="5" />
# <audio src="voice/a.mp3" controls title="时长 3 秒的语音消息"/>
_TOKEN = re.compile(
    r'<img src="(?P<img>[^"<>]*)"(?P<alt> alt="[^"<>]*")?[^<>]*/?>|<audio src="(?P<voice>[^"<>]*)"[^<>]*/?>'
    r"|<[^<>]{0,200}>|(?P<missing>\[语音消息\](?:（[^（）]{0,300}）)?)"
    r"|\[(?P<word>图片|戳一戳|分享卡片|混合消息|emoji:\d+|decode error|解码失败\(-?\d+\)"
    r"|unknown msg_type (?P<code>-?\d{1,10}))\]"  # a signed 32-bit number
)
_WORDS: dict[str, Kind] = {"戳一戳": "sticker", "分享卡片": "card"}
_SECONDS = re.compile(r"时长 (\d{1,5}) 秒")
_LOOK = 1024 * 1024


def sniff(source: Source) -> bool:
    """Say whether the tool's head and its first block open the page."""
    head = decoding.head_text(source)[:2000].lstrip()
    return head.startswith(_FRONT) and _BLOCK in head


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    encoding = decoding.detect(source)
    chat = _chat(source, decoding.head_utf8(source, _LOOK))
    return Transcript(NAME, TITLE, encoding, lambda: decoding.events(source, encoding, lambda it: _events(it, chat)))


def _chat(source: Source, head: bytes) -> Chat:
    """Return the chat: a group by its numbers, else by the file's name; a peer where only one other speaks."""
    others: dict[str, Sender] = {}
    for found in _HEADS.whole.finditer(head):
        if found[3] is not None:
            sender = _sender(salvage(found[3]).text)
            others.setdefault(sender.account, sender)
    named = _NAMED.fullmatch(source.name.rpartition("/")[2])
    kind: Literal["private", "group", "unknown"] = "unknown"
    if len(others) > 1 or (named and named[1] == "群聊"):
        kind = "group"
    elif others:
        kind = "private"
    peer = next(iter(others.values())) if kind == "private" else Sender(named[2], named[3]) if named else None
    title = named[2] if named else peer.name if peer else ""
    return Chat("c1", title, kind, Sender("我"), peer)


def _sender(printed: str) -> Sender:
    found = _NUMBERED.fullmatch(html.unescape(printed))
    return Sender(found[1], found[2]) if found else Sender(html.unescape(printed))


def _events(chunks: Iterator[bytes], chat: Chat) -> Iterator[Event]:
    tally = Tally()
    yield chat
    tail, end = b"", 0
    for piece in cut(chunks, _HEADS):
        end = piece.end
        if isinstance(piece, Row):
            tail = piece.body
            yield from _row(piece, tally)
            continue
        frame = _FRAME.fullmatch(piece.data) if not piece.start or not piece.data.strip() else None
        span = Span(piece.start, piece.end)
        tail = piece.data
        if frame is not None or piece.data == decoding.BOM:
            yield Framing(span)
        else:
            yield Unread(span)
            yield Notice("unread_text", span)
    if not tail.rstrip().endswith(b"</div>"):
        yield Notice("truncated", Span(end, end))
    yield from tally.end()


def _row(row: Row, tally: Tally) -> Iterator[Event]:
    """Yield a message, and what stands between its end and the next one."""
    close = row.body.rfind(_CLOSE)
    body = row.body if close < 0 else row.body[:close]
    end = row.end if close < 0 else row.body_at + close + len(_CLOSE)
    tally.next()
    yield _message(row, body, Span(row.start, end), tally)
    yield from tally.told()
    if end < row.end:
        rest = Span(end, row.end)
        if row.body[close + len(_CLOSE) :].strip() in {b"", b"</div>"}:
            yield Framing(rest)
        else:
            yield Unread(rest)
            yield Notice("unread_text", rest)


def _message(row: Row, body: bytes, place: Span, tally: Tally) -> Message:
    own_time, _, other, other_time = row.head
    found = salvage(body)
    if found.bad:
        tally.note("undecodable_bytes", place, f"{found.bad}")
    sender = _sender(salvage(other).text) if other_time else Sender("我")
    tally.note_name(sender.name, place)
    script, files = Script(), list[Attachment]()
    at = 0
    for token in _TOKEN.finditer(found.text):
        script.words(html.unescape(found.text[at : token.start()]))
        at = token.end()
        _sign(token, script, files)
        if token["code"] and int(token["code"]) not in KINDS:
            tally.note("unknown_row_type", place, token["code"])
    script.words(html.unescape(found.text[at:]))
    kind = script.kind() if script.text() else "text"
    return Message(
        tally.count, "c1", sender, tally.stamp(salvage(own_time or other_time).text), kind, script.text(), place,
        script.own(), attachments=tuple(files), outgoing=not other_time,
    )  # fmt: skip


def _sign(token: re.Match[str], script: Script, files: list[Attachment]) -> None:
    """Add what a token stands for; a tag that is not the tool's stays as it was printed."""
    code = int(token["code"]) if token["code"] else 0
    if token["alt"] or (token["word"] or "").startswith("emoji"):
        script.sign("[表情]", "sticker")
    elif token["img"] is not None or token["word"] == "图片":
        files.append(Attachment("image", path=token["img"] or None))
        script.sign("[图片]", "image")
    elif token["voice"] is not None or token["missing"]:
        seconds = _SECONDS.search(token[0])
        files.append(Attachment("voice", seconds=int(seconds[1]) if seconds else None, path=token["voice"] or None))
        script.sign("[语音]", "voice")
    elif token["word"]:
        kind = KINDS.get(code) or _WORDS.get(token["word"])
        if kind in {"file", "video"}:
            files.append(Attachment("file" if kind == "file" else "video"))
        script.sign(token[0], kind)
    else:
        script.sign(token[0])
