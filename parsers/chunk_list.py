"""Chunks of an export as its manifest lists them, held against the files that are there."""

from typing import NamedTuple

from parsers.epoch import Clock
from parsers.message import Notice, Span, Stamp
from parsers.source import printable


class Listed(NamedTuple):
    """A chunk as listed: its member's name, its first and last time as printed, its rows and bytes where told."""

    name: str
    start: str
    end: str
    rows: int | None
    size: int | None

    def extent(self) -> str:
        """Return which file a gap is in and what the manifest says should be there."""
        count = "" if self.rows is None else str(self.rows)
        return f"{printable(self.name)} {self.start} {self.end} {count}"

    def missing(self) -> Notice:
        """Return the notice of a chunk that is not there."""
        return Notice("missing_chunk", None, self.extent(), None, *self._times())

    def _times(self) -> tuple[Stamp, Stamp]:
        return Clock().stamp(self.start), Clock().stamp(self.end)

    def repeated(self) -> Notice:
        """Return the notice of a chunk that is listed twice."""
        return Notice("chunk_differs", None, self.extent())

    def difference(self, count: int, size: int) -> Notice | None:
        """Return the notice of a chunk that was read with `count` rows from `size` bytes; None where all is as told."""
        place = Span(size, size, self.name)
        if self.rows is not None and count < self.rows:
            return Notice("short_chunk", place, f"{self.extent()} {count}", None, *self._times())
        if self.rows not in {None, count} or self.size not in {None, size}:
            told = "" if self.size is None else str(self.size)
            return Notice("chunk_differs", place, f"{self.extent()} {count} {told} {size}")
        return None
