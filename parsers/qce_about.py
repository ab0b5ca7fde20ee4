"""What an export of qq-chat-exporter says of itself around its messages (formats.md §5.2)."""

from collections.abc import Iterator
from typing import Final, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from parsers.json_walk import UNREADABLE, Value
from parsers.message import Claims
from parsers.qce_rows import Printed, printed, whole
from parsers.qce_talk import ChatInfo

T = TypeVar("T", bound=Struct)

_EMPTY = frozenset({b"null", b'""', b"[]", b"{}", b"false"})


class Metadata(Struct, frozen=True):
    """Which program wrote the export, and when."""

    name: str = ""
    version: Printed = None
    exportTime: Printed = None  # noqa: N815 - as in the JSON, here and below
    format: Printed = None


class Range(Struct, frozen=True):
    """The first and the last time."""

    start: str | None = None
    end: str | None = None


class Statistics(Struct, frozen=True):
    """What the exporter counted."""

    totalMessages: Printed = None  # noqa: N815
    timeRange: Range | None = None  # noqa: N815


class Options(Struct, frozen=True):
    """What the exporter was told to take."""

    filters: dict[str, msgspec.Raw] | None = None
    options: dict[str, msgspec.Raw] | None = None


class About(Struct, frozen=True):
    """The parts around the messages, as far as they were met."""

    metadata: Metadata = Metadata()
    info: ChatInfo = ChatInfo()
    statistics: Statistics = Statistics()
    options: Options = Options()

    def with_part(self, value: Value) -> "About | None":
        """Return these with one more part; None where its key or its shape is not known."""
        part = _PARTS.get(value.key)
        if part is None:
            return self if value.key in _SILENT else None
        field, kind = part
        try:
            return replace(self, **{field: msgspec.json.decode(value.data or b"", type=kind)})
        except UNREADABLE:
            return None

    def claims(self) -> Claims:
        """Return them in the common terms."""
        span = self.statistics.timeRange or Range()
        return Claims(
            whole(self.statistics.totalMessages), span.start or None, span.end or None,
            printed(self.metadata.exportTime) or None,
            f"{self.metadata.name} {printed(self.metadata.version)}".strip() or None, tuple(self._filters()),
        )  # fmt: skip

    def _filters(self) -> Iterator[str]:
        for key, raw in (self.options.filters or {}).items():
            if bytes(raw) not in _EMPTY:
                yield f"{key}={bytes(raw).decode('utf-8', 'replace')}"
        system = (self.options.options or {}).get("includeSystemMessages")
        if system is not None and bytes(system) == b"false":
            yield "includeSystemMessages=false"


_PARTS: Final[dict[str, tuple[str, type[Struct]]]] = {
    "metadata": ("metadata", Metadata),
    "chatInfo": ("info", ChatInfo),
    "statistics": ("statistics", Statistics),
    "exportOptions": ("options", Options),
}
_SILENT: Final = frozenset({"avatars", "chunkInfo"})
"""Keys that are known and say nothing of the export."""


def about(values: dict[str, Value]) -> About:
    """Return what the values of the known keys say; a part of another shape says nothing."""
    return About(
        _part(values.get("metadata"), Metadata), _part(values.get("chatInfo"), ChatInfo),
        _part(values.get("statistics"), Statistics), _part(values.get("exportOptions"), Options),
    )  # fmt: skip


def _part(value: Value | None, kind: type[T]) -> T:
    if value is None or value.data is None:
        return kind()
    try:
        return msgspec.json.decode(value.data, type=kind)
    except UNREADABLE:
        return kind()
