r"""The exports of qq-dump from a decrypted database, as text, Markdown or a page (formats.md §6.2).

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

    …<div id="chat-log"><details class="date-block"><summary>2025-01-01</summary><div class="chat-day-content">
    <div class="sender-message-group is-self">
    <div class="sender">江河</div>
    <div class="message-block">
    <div class="message-item"><span class="timestamp">00:01:00</span><span class="message-content">收到</span></div>
    <div class="reply-container"><blockquote>2025-01-01 00:00:00 甲方: 第一行</blockquote></div>
    </div></div>
    </div></details>…

Grammar. UTF-8; a row is one line, since a break inside it is written `[%\n%]` or, in a page, `<br>`, so nobody can type
a head. In a page words are escaped, what frames the log is a template that the user may replace, and QQ's own rows
(`sys-message`) bear no time. The front may be switched off. A timeline prints `sender -> receiver` in place of the
name. Later releases export groups too: `聊天范围: 群聊 "…" (number) 的聊天记录`, in a timeline `sender -> 群聊(…)`.

Mapping. One row a message, `place` its line and in Markdown and a page the line of its quote too. A break becomes one
again, so only a row without any has a `body`. The owner stands in the front, his rows are `outgoing`; each friend and
group of a timeline is a Chat. Pictures are not written, files by name only; placeholders could be typed.
`[系统提示]` is QQ's own voice. Receipts are not exported at all, recalls and pokes only if asked for.
"""

import re
from collections.abc import Callable, Iterator

from parsers import decoding
from parsers.decoding import BOM, salvage
from parsers.message import Claims, Event, Sender, Transcript
from parsers.qq_dump_lines import DAY, ITEM, ROW, SPEAKER
from parsers.qq_dump_page import Page, is_page, printed
from parsers.qq_dump_talk import About, Talk
from parsers.source import HEAD, Source
from parsers.text_lines import NEWLINE, lines

NAME = "qq_dump"
TITLE = "qq-dump 导出（TXT / Markdown / HTML）"

_FRONT = "QQ 聊天记录归档"
_OWNER = re.compile(r"^主人账号: (.*) \((\d{5,11}|未知)\)\r?$", re.MULTILINE)
_SCOPE = re.compile(r"^(?:好友|聊天)范围: (.*) 的聊天\r?$", re.MULTILINE)
# 聊天范围: 群聊 "验收沟通群" (900000100) 的聊天记录
_GROUP = re.compile(r'^聊天范围: 群聊 "(.*)" \((\d{5,12}|未知群号)\) 的聊天记录\r?$', re.MULTILINE)
_TIMES = re.compile(r"^(文件生成时间|记录开始时间|记录结束时间): (.*?)\r?$", re.MULTILINE)
_END = re.compile(rb"-{40}\r?\n")
_LEAST = 2


def sniff(source: Source) -> bool:
    """Say whether the archive's title opens the text, or rows of any layout do."""
    text = decoding.head_text(source)
    if text.lstrip().startswith(_FRONT) or is_page(text):
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
    if is_page(salvage(head).text):
        return Transcript(NAME, TITLE, encoding, lambda: decoding.events(source, encoding, _page(head)), "HTML")
    about = _about(head)
    text = salvage(head[about.front :]).text
    markdown = any(SPEAKER.fullmatch(line.rstrip("\r")) for line in text.split("\n"))
    return Transcript(
        NAME, TITLE, encoding, lambda: decoding.events(source, encoding, lambda it: _events(it, about)),
        "Markdown" if markdown else "TXT",
    )  # fmt: skip


def _page(head: bytes) -> Callable[[Iterator[bytes]], Iterator[Event]]:
    """Return the reader of a page; its front is the text's, with tags."""
    text = printed(salvage(head).text)
    about = _told(text, _FRONT in text, 0)

    def events(chunks: Iterator[bytes]) -> Iterator[Event]:
        page = Page(about)
        for line in lines(chunks, NEWLINE):
            yield from page.read(line)
        yield from page.end()

    return events


def _about(head: bytes) -> About:
    titled = head.removeprefix(BOM).lstrip().startswith(_FRONT.encode())
    end = _END.search(head) if titled else None
    front = end.end() if end else 0
    return _told(salvage(head[:front]).text, titled, front)


def _told(text: str, titled: bool, front: int) -> About:
    """Return what a front says, given as plain lines."""
    owner, scope = _OWNER.search(text), _SCOPE.search(text)
    told = dict(_TIMES.findall(text))
    claims = Claims(
        None,
        told.get("记录开始时间"),
        told.get("记录结束时间"),
        told.get("文件生成时间"),
        "qq-dump" if titled else None,
    )
    uin = owner[2] if owner and owner[2].isdigit() else ""
    group = _GROUP.search(text)
    return About(
        Sender(owner[1], uin) if owner else None,
        _friend(scope[1], owner) if scope else (),
        claims,
        front,
        Sender(group[1], group[2] if group[2].isdigit() else "") if group else None,
    )


def _friend(scope: str, owner: re.Match[str] | None) -> tuple[str, ...]:
    """Return the names of the one friend: remark before nickname, as the rows print them."""
    friend = scope.removeprefix(f"{owner[1]} 与 " if owner else "")
    found = re.fullmatch(r"(.*) \((.*)\)", friend)
    return (found[2], found[1]) if found else (friend,)


def _events(chunks: Iterator[bytes], about: About) -> Iterator[Event]:
    talk = Talk(about)
    for line in lines(chunks, NEWLINE):
        yield from talk.read(line)
    yield from talk.end()
