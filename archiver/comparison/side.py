"""One of two exports that are compared: its messages, and what is known of how it was made."""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct

from archiver.analysis.align.rows import Row, row_of
from archiver.analysis.talk import Line
from archiver.contract import ChatEntry, SourceEntry
from archiver.intake.opened import Opened
from parsers.message import Message, Notice, Unread

_LOSSES: Final = frozenset({"missing_chunk", "short_chunk", "truncated", "unread_json", "unread_text", "unread_row",
                            "database_damaged", "empty_row", "wal_not_read"})  # fmt: skip
"""Notices that say that messages may stand in a part that could not be read."""


class Side(Struct, frozen=True):
    """An export's messages of one chat in physical order, with `rows` as the aligner sees them.

    `holes` are the places of `rows` behind which a part could not be read (-1: before the first).
    """

    source: SourceEntry
    chat: ChatEntry
    lines: tuple[Line, ...]
    rows: tuple[Row, ...]
    holes: frozenset[int] = frozenset()

    @property
    def own(self) -> str | None:
        """The account that exported it, where the export tells."""
        return next((line.account for line in self.lines if line.outgoing and not line.system), None)

    @property
    def classic(self) -> bool:
        """Whether the message manager of QQ wrote it."""
        return self.source.format in {"txt_classic", "mht"}


def side_of(opened: Opened, source: SourceEntry, chat: ChatEntry, lines: Iterable[Line]) -> Side:
    """Return one side; the source is read once more only where something in it could not be read."""
    kept = tuple(lines)
    return Side(source, chat, kept, tuple(row_of(line) for line in kept), _holes(opened, source, chat))


def _holes(opened: Opened, source: SourceEntry, chat: ChatEntry) -> frozenset[int]:
    if not source.unread_bytes and not any(one.code in _LOSSES for one in source.notices):
        return frozenset()
    holes: set[int] = set()
    last = -1
    for event in opened.events():
        match event:
            case Message():
                last += event.chat == chat.own_id
            case Unread():
                holes.add(last)
            case Notice():
                if event.code in _LOSSES:
                    holes.add(last)
            case _:
                pass
    return frozenset(holes)
