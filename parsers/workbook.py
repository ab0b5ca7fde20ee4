"""A workbook opened to be read row by row, through openpyxl in its reading mode."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812 - the library's name says nothing here

from parsers.source import ArchiveSource, Source, SourceError, printable

if TYPE_CHECKING:
    from openpyxl import Workbook

_DAMAGED = (
    BadZipFile, ZlibError, SyntaxError, KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError,
)  # fmt: skip
"""What openpyxl raises on a workbook that is none: it has no error of its own for most of them."""


def is_workbook(source: Source) -> bool:
    """Say whether a source is an archive with a workbook in it. Raises SourceError where it is damaged or a bomb."""
    if not isinstance(source, ArchiveSource):
        return False
    members = source.members()
    if "xl/workbook.xml" not in members:
        return False
    for member in members.values():
        member.head(1)
    return True


@contextmanager
def opened(source: ArchiveSource, remedy: str) -> Iterator["Workbook"]:
    """Open a workbook; what goes wrong inside becomes a SourceError with this remedy."""
    from openpyxl import load_workbook  # noqa: PLC0415 - heavy, and needed for workbooks alone

    try:
        with (
            source.path.open("rb") as stream,
            warnings.catch_warnings(),
        ):  # openpyxl warns of what concerns the look of a workbook only
            warnings.simplefilter("ignore")
            source.head(1)
            book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            try:
                yield book
            finally:
                book.close()
            source.head(1)
    except _DAMAGED:
        raise SourceError(f"工作簿“{printable(source.name)}”已损坏", remedy) from None
