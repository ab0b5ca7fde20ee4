"""Pictures at their messages, within what one document can hold; what is not shown is told in one line."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from archiver.compose.book import Book
from archiver.compose.thumbnails import PictureError, is_shown, thumbnail
from parsers.source import Source
from reports.dossier import File, Line

BUDGET: Final = 18 * 1024 * 1024
"""Bytes of small copies in one report; in a page they take a third more, and a page of 60 MB still opens."""
_FULL: Final = "为控制篇幅未缩印，请看原件"


def illustrated(book: Book, sources: Mapping[str, Source], cited: Iterable[str]) -> Book:
    """Return the book with small copies of its pictures, those of cited messages first.

    `sources` are the enclosed files by their annexes, `cited` wire references.
    """
    pictured = {ref for ref, line in book.lines.items() if any(one.annex in sources for one in line.files)}
    wanted = frozenset(cited)
    drawer = _Drawer(sources)
    made = {ref: drawer.line(book.lines[ref]) for ref in _first(book, pictured, wanted)}
    return Book({ref: made.get(ref, line) for ref, line in book.lines.items()}, book.total)


def _first(book: Book, pictured: set[str], wanted: frozenset[str]) -> Iterator[str]:
    yield from (ref for ref in book.lines if ref in pictured and ref in wanted)
    yield from (ref for ref in book.lines if ref in pictured and ref not in wanted)


class _Drawer:
    """Makes small copies until the budget is spent."""

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self._sources = sources
        self._left = BUDGET

    def line(self, line: Line) -> Line:
        return replace(line, files=tuple(self._file(one) for one in line.files))

    def _file(self, file: File) -> File:
        source = self._sources.get(file.annex)
        if source is None or not is_shown(source):
            return file
        if self._left <= 0:
            return replace(file, unshown=_FULL)
        try:
            picture = thumbnail(source)
        except PictureError as why:
            return replace(file, unshown=str(why))
        self._left -= len(picture.jpeg)
        return replace(file, picture=picture)
