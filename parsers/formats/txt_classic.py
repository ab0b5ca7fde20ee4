"""The message manager's text export of QQ up to 9.7 and old TIM (formats.md §3).

    消息记录（此消息记录为文本格式，不支持重新导入）
    <empty line>
    ================================================================
    消息分组:我的QQ群
    ================================================================
    消息对象:验收沟通群
    ================================================================
    <empty line>
    2021-03-02 9:05:03 【甲方】山雀(10001)
    第一行
    <empty line>
    2021-03-02 9:07:00 系统消息(10000)
    [图片] 山雀 分享文件 9:06:58
    "验收单.docx" 下载
    <empty line>

Grammar. UTF-8 with BOM. Lines end in CRLF; a break inside a message is a bare CR or LF. A block header names the
contact folder and the peer; several may follow. A message is a head (date, time, space, name), its body, an empty line.
The hour is not padded; the time may be of twelve hours (`上午 8:00:00`, `8:00:00 AM`). In a group the name ends in
`(number)` or `<mail or phone>` and may else be empty; in private talk it is a bare name, or empty for what QQ itself
says.

Mapping. One row a message, `place` from its head to the next one, `body` the bytes of its text. A number goes to `uin`,
a mail or phone to `uid`; the name stays as printed without them. Each header is a Chat; whether it is a group shows in
its names. A file transfer is read only from a whole sentence of QQ under an empty, own or system name; the same words
under another name stay text with the notice `claimed_file_event`. `outgoing` of such a row tells the way of the file. A
body line that looks like a head is marked: `head_in_body` where its line break proves that it was typed into the
message, `ambiguous_head` where an editor has made all line breaks equal.
"""

import re
from collections.abc import Iterator
from itertools import chain

from parsers import classic_rows, decoding
from parsers.classic_talk import Talk
from parsers.message import Event, Transcript
from parsers.source import Source

NAME = "txt_classic"
TITLE = "QQ 消息管理器文本（TXT）"

_BANNER = "消息记录（此消息记录为文本格式，不支持重新导入）"
_ARCHIVE = b"PK\x03\x04"
_FRONT = 4096
"""Bytes in which the first line end must stand."""
_HEADER = re.compile(r"\s*={64}\s+消息(?:分组|对象):")


def sniff(source: Source) -> bool:
    """Say whether the banner stands in the first three lines, or, where it was cut, a block header opens the text.

    An archive that holds such a text unpacked is none: its first line is the archive's own.
    """
    if source.head(len(_ARCHIVE)) == _ARCHIVE:
        return False
    text = decoding.head_text(source)
    lines = re.split(r"\r\n|\r|\n", text, maxsplit=3)[:3]
    return any(_BANNER in line for line in lines) or _HEADER.match(text) is not None


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    encoding = decoding.detect(source)
    return Transcript(NAME, TITLE, encoding, lambda: decoding.events(source, encoding, _events))


def _events(chunks: Iterator[bytes]) -> Iterator[Event]:
    first = b""
    while len(first) < _FRONT and (chunk := next(chunks, b"")):
        first += chunk
    newline = classic_rows.newline_of(first[:_FRONT])
    talk = Talk(newline.decode(), _BANNER.encode())
    pieces = chain.from_iterable(classic_rows.cut(first, chunks, newline))
    return chain(chain.from_iterable(map(talk.read, pieces)), talk.end())
