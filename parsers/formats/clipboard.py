"""Text copied from the chat window of QQ or TIM, on a computer or a phone (formats.md §8).

    23:01:46 对方已成功接收文件“方案.docx”
    山雀  0:58:31
    第一句
    <perhaps an empty line>
    江河  2021/2/20 9:16:00
    [图片]
    山雀(9000010001) 下午 9:05:03
    — —  2021-2-21  — —
    山雀  23:50:12
    手机上复制的
    山雀: 02-21 23:51:00
    手机上多选后转发的

Grammar. No banner, any line ends, all variants in one text. A head is a whole line: a name, two spaces and a time of
day; a name and a whole date and time; a name, one space and an English time; a name with its number and a time; a name,
a colon, and a date without year. QQ's own tip has its time before its text. Nothing marks the end of a message.

Mapping. One row a head, `place` up to the next head or date line, `body` the lines under it without empty ones at the
end; what stands before the first head is unread. A time of day has no `wall` until a date line gives it one, which
holds until the next date line, a printed date, or a time that runs back; a date without year has none. Nobody is known
to be the exporting account. A body line that looks like a head is one: no copy can tell, so the whole source is a
claim of whoever submits it (notice `claimed_copy`). A line that reads like QQ's notice of a recall has no head: it
stays in the body above and is not taken for its sender's words. A line of code that ends in a time is no head.
"""

import re
from collections.abc import Iterator

from parsers import decoding
from parsers.clipboard_lines import mark
from parsers.clipboard_talk import Talk
from parsers.message import Event, Transcript
from parsers.source import Source
from parsers.text_lines import Line, lines

NAME = "clipboard"
TITLE = "从 QQ 窗口复制的文字"

_FRONT = 3
_LEAST = 3
_FOREIGN = re.compile(r"[{<]|\[(?:QQChatExporter|\{|\r|\n)|SQLite|%PDF|PK")


def sniff(source: Source) -> bool:
    """Say whether three lines are heads (two where the text is no longer), one of them among the first lines."""
    text = decoding.head_text(source)
    if "\0" in text or _FOREIGN.match(text.lstrip()):
        return False
    told = [mark(line.encode()) is not None for line in re.split(r"\r\n|\r|\n", text) if line.strip()]
    least = 2 if told[:1] == [True] else _LEAST
    return sum(told) >= least and any(told[:_FRONT])


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    encoding = decoding.detect(source)
    return Transcript(NAME, TITLE, encoding, lambda: decoding.events(source, encoding, _events))


def _events(chunks: Iterator[bytes]) -> Iterator[Event]:
    talk = Talk()
    last = Line(0, 0, 0, b"", fresh=True)
    for last in lines(chunks):
        yield from talk.read(last)
    yield from talk.end(last.end)
