"""The page that qq-dump makes: its lines to the same rows as those of its texts (formats.md §6.2).

Every tag of the log stands on a line of its own and words are escaped, so that a line of the page is known by how it
begins. What stands before the first day and behind the last is a template, which the user may replace.
"""

import html
import re
from collections.abc import Iterator
from typing import Final

from msgspec.structs import replace

from parsers import qq_dump_lines
from parsers.decoding import salvage
from parsers.message import Event, Framing, Notice, Span, Unread
from parsers.possessive import OVER
from parsers.qq_dump_lines import SYSTEM
from parsers.qq_dump_talk import About, Opened, Talk
from parsers.text_lines import Line

_DAY: Final = re.compile(
    r'<details class="date-block"[^<>]{0,20}><summary>(\d{4}-\d\d-\d\d)</summary><div class="chat-day-content">'
)
_GROUP: Final = re.compile(r'<div class="sender-message-group (is-self|is-other)">')
_SENDER: Final = re.compile(r'<div class="sender">([^<>]*)</div>')
_SYSTEM_GROUP: Final = '<div class="system-message-container"><div class="message-block">'
_BLOCK: Final = '<div class="message-block">'
_CLOSE: Final = "</div></div>"
_DAY_END: Final = "</div></details>"
_ITEM: Final = re.compile(
    r'<div class="message-item"><span class="timestamp">(\d\d:\d\d:\d\d)</span><span class="message-content">'
    rf"((?:[^<>]|<br>){OVER})</span></div>"
)
_NOTICE: Final = re.compile(rf'<div class="sys-message">((?:[^<>]|<br>){OVER})</div>')
_QUOTE: Final = re.compile(rf'<div class="reply-container"><blockquote>((?:[^<>]|<br>){OVER})</blockquote></div>')
_TITLE: Final = "<h1>QQ 聊天记录归档</h1>"
_TAGS: Final = re.compile(r"</?(?:p|strong|code|h1|div)\b[^<>]*>")


def is_page(head: str) -> bool:
    """Say whether a text is such a page: a title of its own in a tag, or a day of its log."""
    return head.lstrip("\ufeff \t\r\n").startswith("<") and (_TITLE in head or _DAY.search(head) is not None)


def printed(head: str) -> str:
    """Return the front of a page as lines without tags."""
    found = _DAY.search(head)
    bare = _TAGS.sub("", head[: found.start()] if found else head)
    return html.unescape("\n".join(line.strip() for line in bare.split("\n")))


class Page(Talk):
    """One pass over the lines of a page."""

    def __init__(self, about: About) -> None:
        super().__init__(about)
        self._inside = False
        self._mine: bool | None = None
        self._closed = False

    def read(self, line: Line) -> Iterator[Event]:
        """Yield what a line completes."""
        text = salvage(line.text()).text
        if self._take_quote(line, text):
            return
        yield from self._close()
        if self._begins(line, text):
            return
        span = Span(line.start, line.end)
        if self._frames(text):
            yield Framing(span)
        else:
            yield Unread(span)
            yield Notice("unread_text", span)

    def end(self) -> Iterator[Event]:
        """Yield the last row and what only the whole shows."""
        yield from super().end()
        if not self._closed:
            yield Notice("truncated", None)

    def _take_quote(self, line: Line, text: str) -> bool:
        found, opened = _QUOTE.fullmatch(text), self._open
        if found is None or opened is None or opened.reply is not None:
            return False
        self._open = replace(opened, end=line.end, reply=qq_dump_lines.quoted(_words(found[1]), self._known))
        return True

    def _begins(self, line: Line, text: str) -> bool:
        """Open a row; False where the line is none."""
        item = _ITEM.fullmatch(text) if self._inside and self._speaker else None
        notice = _NOTICE.fullmatch(text) if self._inside and item is None else None
        if item is None and notice is None:
            return False
        found, group = (item, 2) if item else (notice, 1)
        assert found is not None
        raw = found[group]
        name, time = (self._speaker, f"{self._day} {found[1]}") if item else (SYSTEM, self._day or "")
        body = None
        if "&" not in raw and "<" not in raw and "␚" not in text:
            at = line.start + len(text[: found.start(group)].encode())
            body = Span(at, at + len(raw.encode()))
        self._open = Opened(line, line.end, time, name, _words(raw), body, self._mine if item else None)
        return True

    def _frames(self, text: str) -> bool:
        """Take a line that opens or closes a day or a speaker, or that the template holds."""
        day = _DAY.search(text)
        if day:
            self._day, self._speaker, self._inside = day[1], "", True
            return day.end() == len(text)
        group, sender = _GROUP.fullmatch(text), _SENDER.fullmatch(text)
        if not self._inside:
            self._closed = self._closed or "</html>" in text
            return True
        if group:
            self._speaker, self._mine = "", group[1] == "is-self"
        elif sender:
            self._speaker = html.unescape(sender[1])
        elif text.startswith(_DAY_END):
            self._inside, self._closed = False, "</html>" in text
        return bool(group or sender) or text in {_SYSTEM_GROUP, _BLOCK, _CLOSE} or not self._inside or not text.strip()


def _words(raw: str) -> str:
    """Return printed words without their escapes."""
    return html.unescape(raw.replace("<br>", "\n"))
