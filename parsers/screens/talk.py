"""A read screenshot as a transcript of one chat.

Mapping. One row a bubble or a line of the program's own voice, `place` the box of the whole. The right side is the
owner of the phone, who bears the name 我 unless one is printed above; the left side is the name above the bubble, else
the title of the window. A row's time is the time line above it, which the program prints once for messages that lie
minutes apart: the row was sent then or a little later. Rows above the first time line have none. A bubble of which it
cannot be told whose it is has an empty name (notice `side_unclear`). Pictures, voices, stickers and emoji in a
bubble are not read. Every source of this kind bears the notice `machine_read`.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from parsers.message import Box, Chat, Event, Message, Notice, Sender, Stamp, Transcript
from parsers.screens import times
from parsers.screens.seen import Rect, Said, Screen

NAME: Final = "screenshot"
TITLE: Final = "聊天截图（由机器识读）"
OWN: Final = "我"
"""How the owner of the phone is called, whose name no bubble bears."""

_UNSURE: Final = 0.85


def transcript(screen: Screen, name: str, taken: date | None) -> Transcript:
    """Return the talk that a picture shows; `name` is that of its file, `taken` the day it was taken where told."""
    return Transcript(NAME, TITLE, "picture", lambda: _events(screen, name, taken))


def _events(screen: Screen, name: str, taken: date | None) -> Iterator[Event]:
    named = any(one.name and one.side == "left" for one in screen.said)
    group = screen.group or named
    peer = None if group or not screen.title else Sender(screen.title)
    yield Chat("c1", screen.title, "group" if group else "private" if screen.title else "unknown", Sender(OWN), peer)
    yield Notice("machine_read", None)
    undated = 0
    for ordinal, said in enumerate(screen.said, 1):
        place = _box(name, said.box)
        at = times.stamp(said.raw, taken) if said.raw else Stamp("")
        undated += at.wall is None
        yield _message(ordinal, said, at, place, screen.title)
        if said.part == "bubble" and said.side == "unclear":
            yield Notice("side_unclear", place, said.text[:40], ordinal)
        if said.score < _UNSURE:
            yield Notice("reading_unsure", place, said.text[:40], ordinal)
    if undated:
        yield Notice("time_without_date", None, f"{undated}")


def _message(ordinal: int, said: Said, at: Stamp, place: Box, title: str) -> Message:
    if said.part == "system":
        return Message(ordinal, "c1", Sender("", pseudo=True), at, "system", said.text, place)
    speakers = {"right": OWN, "left": title}
    sender = Sender(said.name or speakers.get(said.side, ""))
    outgoing = {"right": True, "left": False}.get(said.side)
    return Message(
        ordinal, "c1", sender, at, "text", said.text, place, ((0, len(said.text)),), outgoing=outgoing
    )  # fmt: skip


def _box(name: str, area: Rect) -> Box:
    return Box(name, area.left, area.top, area.right, area.bottom)
