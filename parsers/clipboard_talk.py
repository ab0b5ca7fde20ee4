"""Lines of copied chat text to events: who is said to have said what, and what cannot be known of it."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from parsers import markers
from parsers.clipboard_lines import Head, dated, has_clock_only, has_date, mark, midnight, on
from parsers.decoding import BOM, salvage
from parsers.message import Attachment, Chat, Event, Framing, Kind, Message, Notice, Sender, Span, Stamp, Unread
from parsers.text_lines import Line

MAX_BODY = 1024 * 1024
"""Bytes of a body kept as text; QQ takes no message of a hundredth of that. What lies beyond is left unread."""

_RECALL_LINE = re.compile(r"^[^\r\n]{1,80}撤回了一条消息[^\r\n]{0,40}$", re.MULTILINE)


class _Open(NamedTuple):
    """A message that is being read: what stands from `body_at` on is in `lines`."""

    head: Head
    start: int
    body_at: int
    lines: list[Line]


class Talk:
    """One pass over the lines. Holds one message; `_day` is the date line in force, `_before` the time before."""

    def __init__(self) -> None:
        self._open: _Open | None = None
        self._size = 0
        self._day: date | None = None
        self._before: datetime | None = None
        self._count = 0
        self._undated = 0
        self._told_unread = False

    def read(self, line: Line) -> Iterator[Event]:
        """Yield what a line completes."""
        found = mark(line.text() if line.start else line.text().removeprefix(BOM)) if line.fresh else None
        if isinstance(found, Head):
            yield from self._close(line.start)
            self._begin(found, line)
        elif isinstance(found, date):
            yield from self._close(line.start)
            self._day, self._before = found, midnight(found)
            yield Framing(Span(line.start, line.end))
        elif self._open is None or self._size > MAX_BODY:
            yield from self._close(line.start)
            yield from self._loose(line)
        else:
            self._open.lines.append(line)
            self._size += len(line.data)

    def end(self, size: int) -> Iterator[Event]:
        """Yield the last message and what only the whole text shows."""
        yield from self._close(size)
        if not self._count:
            yield Chat("c1", "", "unknown")
            yield Notice("no_messages", None)
        yield Notice("claimed_copy", None)
        if self._undated:
            yield Notice("time_without_date", None, f"{self._undated}")

    def _begin(self, head: Head, line: Line) -> None:
        self._size = 0
        if head.tip is None:
            self._open = _Open(head, line.start, line.end, [])
            return
        body_at = line.stop - len(head.tip.encode())
        tip = Line(body_at, line.stop, line.end, line.data[body_at - line.start :], fresh=False)
        self._open = _Open(head, line.start, body_at, [tip])

    def _loose(self, line: Line) -> Iterator[Event]:
        span = Span(line.start, line.end)
        if not line.data.removeprefix(BOM).strip():
            yield Framing(span)
            return
        yield Unread(span)
        if not self._told_unread:
            yield Notice("unread_text", span)
        self._told_unread = True

    def _close(self, end: int) -> Iterator[Event]:
        """Yield the message that ends here, without the empty lines behind it."""
        opened, self._open = self._open, None
        if opened is None:
            return
        if not self._count:
            yield Chat("c1", "", "unknown")
        self._count += 1
        lines = opened.lines
        while lines and not lines[-1].text().strip():
            lines.pop()
        stop = lines[-1].stop if lines else opened.body_at
        found = salvage(b"".join(line.data for line in lines)[: stop - opened.body_at])
        place, name = Span(opened.start, end), opened.head.name
        notices: list[Notice] = []
        stamp = self._stamp(opened.head, place, notices)
        yield self._message(opened, found.text, stamp, place, Span(opened.body_at, stop) if lines else None, notices)
        if found.bad:
            notices.append(Notice("undecodable_bytes", place, f"{found.bad}", self._count))
        if markers.has_hidden(name):
            notices.append(Notice("hidden_characters", place, name, self._count))
        yield from notices

    def _stamp(self, head: Head, place: Span, notices: list[Notice]) -> Stamp:
        """Return the time as printed. A time of day is given the day of the date line above, while it runs forward."""
        raw = head.raw
        wall: datetime | None = None
        if has_date(raw):
            self._day = None
            wall = dated(raw)
            if wall is None:
                notices.append(Notice("impossible_time", place, raw, self._count))
        elif self._day is not None and has_clock_only(raw):
            wall = on(self._day, raw)
        else:
            self._undated += 1
        if wall is None:
            return Stamp(raw)
        if self._before is not None and wall < self._before:
            notices.append(Notice("time_runs_back", place, raw, self._count))
            if self._day is not None:  # midnight has passed without a date line, so the day is not known any more
                self._day = None
                self._undated += 1
                return Stamp(raw)
        self._before = wall
        return Stamp(raw, wall)

    def _message(
        self, opened: _Open, text: str, stamp: Stamp, place: Span, body: Span | None, notices: list[Notice]
    ) -> Message:
        head = opened.head
        pseudo = head.tip is not None or head.uin in markers.PSEUDO_UINS
        sender = Sender(head.name, head.uin, "", pseudo)
        file = markers.file_notice(text)
        if file is not None and head.tip is not None:
            attachment = Attachment("file", file.name, size_text=file.size_text, event=file.event)
            return Message(
                self._count, "c1", sender, stamp, "file", text, place, (), body,
                attachments=(attachment,), outgoing=file.outgoing,
            )  # fmt: skip
        if pseudo and head.uin != markers.ANONYMOUS:
            kind: Kind = "recall" if markers.is_recall(text) else "system"
            return Message(self._count, "c1", sender, stamp, kind, text, place, (), body)
        if file is not None:
            notices.append(Notice("claimed_file_event", place, text, self._count))
        marked = markers.placeholders(text)
        own = tuple(_without_recalls(text, marked.own))
        if own != marked.own:
            notices.append(Notice("recall_in_body", place, text, self._count))
        return Message(
            self._count, "c1", sender, stamp, marked.kind, text, place, own, body, attachments=marked.attachments,
            money=marked.money,
        )  # fmt: skip


def _without_recalls(text: str, own: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """Yield ranges of words without lines that read like QQ's notice of a recall, which is copied without a head."""
    for start, end in own:
        at = start
        for found in _RECALL_LINE.finditer(text, start, end):
            if markers.is_recall(found[0]):
                if text[at : found.start()].strip():
                    yield at, found.start()
                at = found.end()
        if text[at:end].strip():
            yield at, end
