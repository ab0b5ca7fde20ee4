"""Thoughts that QQ users split over several short messages: one clause a line, completed by the last.

A message that carries no act of its own is kept for a moment. When the same speaker goes on at once, the new line is
read together with it; what stretches over both is one act, attached to the line that completes it.
"""

from datetime import timedelta

from msgspec import Struct

from archiver.analysis.finding import Part
from archiver.analysis.talk import Line

TOGETHER = timedelta(minutes=2)
"""How soon the next line must follow to belong to the same thought."""
LINES = 2
"""Earlier lines that a thought may hold."""
SHORT = 16
"""A longer line is a thought of its own."""


class Joined(Struct, frozen=True):
    """Several lines read as one: the joined line, and where each of them begins in it."""

    line: Line
    parts: tuple[Line, ...]
    starts: tuple[int, ...]

    def spread(self, start: int, end: int) -> tuple[Part, ...]:
        """Return the places of a stretch of the joined text in the lines it came from."""
        found = []
        for part, begin in zip(self.parts, self.starts, strict=True):
            first, last = max(start, begin) - begin, min(end, begin + len(part.text)) - begin
            if first < last:
                found.append(Part(part.ref, (first, last), part.text[first:last]))
        return tuple(found)

    def is_split(self, parts: tuple[Part, ...]) -> bool:
        """Tell whether a stretch begins in an earlier line and ends in the last one."""
        return len(parts) > 1 and parts[-1].ref == self.line.ref

    def completed(self, parts: tuple[Part, ...]) -> tuple[Part, ...]:
        """Return `parts` with the line that completes the thought: 下周三 is a deadline once 给你初稿 is said."""
        if parts[-1].ref == self.line.ref:
            return parts
        last = self.parts[-1]
        return (*parts, Part(last.ref, (0, len(last.text)), last.text))


class Thought:
    """The lines of one speaker that have carried no act yet."""

    def __init__(self, begun: tuple[Line, ...] = ()) -> None:
        self._lines = begun

    @property
    def begun(self) -> tuple[Line, ...]:
        """What its speaker has begun to say."""
        return self._lines

    def join(self, line: Line) -> Joined | None:
        """Return `line` joined to what its speaker has just begun to say, None where nothing was begun."""
        begun = self._lines
        if not begun or not _goes_on(begun[-1], line):
            return None
        parts = (*begun, line)
        starts, text = [], ""
        for part in parts:
            starts.append(len(text) + bool(text))
            text = f"{text} {part.words()}" if text else part.words()
        whole = Line(
            ref=line.ref, chat=line.chat, account=line.account, name=line.name, at=line.at, kind=line.kind, text=text,
            own=((0, len(text)),), reply=line.reply,
        )  # fmt: skip
        return Joined(whole, parts, tuple(starts))

    def note(self, line: Line, *, acted: bool) -> None:
        """Keep a line that begins a thought; anything else ends what was begun."""
        begins = not acted and line.kind == "text" and 0 < len(line.text.strip()) <= SHORT
        if not begins:
            self._lines = ()
        elif self._lines and _goes_on(self._lines[-1], line):
            self._lines = (*self._lines, line)[-LINES:]
        else:
            self._lines = (line,)


def _goes_on(begun: Line, line: Line) -> bool:
    if begun.account != line.account or line.kind != "text" or not line.own or len(line.text) > SHORT:
        return False
    return begun.at is not None and line.at is not None and line.at - begun.at <= TOGETHER
