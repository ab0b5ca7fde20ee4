"""What a writer is."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from reports.page import Page


class Format(NamedTuple):
    """A kind of document: its name on the command line, its file suffix, its Chinese title and its writer.

    The writer gives the same bytes for the same Page, and raises `WriterError` where the machine lacks something.
    `volumes`, where there is one, gives a long report as several documents.
    """

    name: str
    suffix: str
    title: str
    write: Callable[[Page], bytes]
    volumes: Callable[[Page], Iterator[bytes]] | None = None


class WriterError(Exception):
    """A document that cannot be written here: what is the matter and what to do, each one Chinese sentence."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}。{remedy}。")
        self.what = what
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["WriterError"], tuple[str, str]]:
        """Let the error come back whole from a volume's own process."""
        return (WriterError, (self.what, self.remedy))
