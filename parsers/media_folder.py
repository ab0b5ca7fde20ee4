"""One export file beside the folder `resources/` that its exporter filled: read as one export (formats.md §5.1).

导出/private_9000010001.json          the talk; its name does not matter
导出/resources/images/MD5_图.png      what its rows name by `localPath` or `src`
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from parsers.message import Event, Framing, Message, Notice, Place, Span, Transcript, Unread
from parsers.source import DROPPINGS, Source, SourceError

MEDIA: Final = "resources"
"""The folder in which the exporter keeps pictures, voice and files."""


def export_in(source: Source) -> Source | None:
    """Return the one export file of a folder or archive, as `export_name` tells it; None for any other source."""
    try:
        members = source.members()
    except SourceError:
        return None  # which is told where the source is read
    name = export_name(members)
    return None if name is None else members[name]


def export_name(names: Iterable[str]) -> str | None:
    """Return the one name that stands beside `resources/…` and nothing else; both may lie one folder down.

    What file managers leave does not count. Of several files none is chosen: each may be a talk of its own.
    """
    kept = [name.split("/") for name in names if not _is_dropping(name)]
    loose = [parts for parts in kept if MEDIA not in parts[:-1][:2]]
    if len(loose) != 1 or len(loose[0]) > 2 or len(kept) == 1:
        return None
    (export,) = loose
    home = [*export[:-1], MEDIA]
    beside = all(parts[: len(home)] == home for parts in kept if parts is not export)
    return "/".join(export) if beside else None


def whole(source: Source, export: Source, read: Transcript) -> Transcript:
    """Return the transcript of an export file as that of the folder or archive around it: places bear its name."""
    return replace(read, read=lambda: _events(read, export.name, source.members()))


def _events(read: Transcript, name: str, members: Mapping[str, Source]) -> Iterator[Event]:
    for event in read.events():
        yield _named(event, name)
    for other, member in members.items():
        if other != name and member.size:
            yield Framing(Span(0, member.size, other))


def _is_dropping(name: str) -> bool:
    last = posixpath.basename(name)
    return last in DROPPINGS or last.startswith("._") or name.startswith("__MACOSX/")


def _named(event: Event, name: str) -> Event:
    match event:
        case Message():
            return _named_message(event, name)
        case Framing(span) | Unread(span):
            return type(event)(Span(span.start, span.end, name))
        case Notice():
            return replace(event, place=_in(event.place, name))
        case _:
            return event


def _named_message(message: Message, name: str) -> Message:
    place = _in(message.place, name) or message.place
    body = None if message.body is None else Span(message.body.start, message.body.end, name)
    forward = tuple(_named_message(inner, name) for inner in message.forward)
    return replace(message, place=place, body=body, forward=forward)


def _in(place: Place | None, name: str) -> Place | None:
    return Span(place.start, place.end, name) if isinstance(place, Span) else place
