"""The exhibits as a report lists them, under names that people know their formats by."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from archiver.analyzer import Studied
from archiver.compose.records import KINDS
from archiver.contract import ChatEntry, SourceEntry
from archiver.exhibits import Exhibit
from archiver.inputs import Inputs
from parsers.formats import FORMATS
from parsers.records import RECORDS, receive_folder
from parsers.screens.talk import NAME as SCREENSHOT
from parsers.screens.talk import TITLE as SCREENSHOT_TITLE
from reports.dossier import Chat, Source

_TITLES: Final[Mapping[str, str]] = {
    **{one.NAME: one.TITLE for one in FORMATS},
    **{one.NAME: one.TITLE for one in RECORDS},
    SCREENSHOT: SCREENSHOT_TITLE,
    receive_folder.LOOSE: "单个文件",
}


def sources_shown(
    studied: Studied, inputs: Inputs, used: tuple[ChatEntry, ...], exporters: Mapping[int, str]
) -> tuple[Source, ...]:
    """Return every exhibit of an analysis; `exporters` are the labels of the sides whose accounts made them."""
    kept = {one.number: one for one in inputs.case.exhibits()} if inputs.case else {}
    chosen = frozenset(chat.id for chat in used)
    return tuple(
        _source(one, studied, kept.get(one.n), chosen, exporters.get(one.n, "")) for one in studied.analysis.sources
    )


def format_title(name: str) -> str:
    """Return what people call a format; the name itself where it has no other."""
    return _TITLES.get(name, name)


def _source(entry: SourceEntry, studied: Studied, exhibit: Exhibit | None, chosen: AbstractSet[str], by: str) -> Source:
    """Return an exhibit: as analysis read it, as the case keeps it, and the label of the side that made it."""
    zone = ZoneInfo(entry.zone.partition(" ")[0])
    return Source(
        number=f"E{entry.n}",
        name=entry.name,
        sha256=entry.sha256,
        sm3=exhibit.sm3 if exhibit else "",
        size=entry.size,
        format=format_title(entry.format),
        encoding=entry.encoding,
        zone=entry.zone,
        messages=entry.messages,
        first=datetime.fromisoformat(entry.first) if entry.first else None,
        last=datetime.fromisoformat(entry.last) if entry.last else None,
        unread_bytes=entry.unread_bytes,
        archived=datetime.fromisoformat(exhibit.added_at).astimezone(zone) if exhibit else None,
        exporter=entry.exporter or "",
        origin=exhibit.note if exhibit else "",
        grade="图片，由机器识读" if entry.format == SCREENSHOT else "",
        chats=tuple(
            Chat(chat.title, chat.messages, chat.messages if chat.id in chosen else 0)
            for chat in studied.analysis.chats
            if chat.source == entry.n
        ),
        gaps=entry.filters,
        kind=KINDS[entry.kind],
        rows=entry.rows,
        by=by,
    )
