"""The tree over all messages of a case, and the lines that let a holder of the whole seal rebuild it."""

import os
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import msgspec
from msgspec import Struct

from archiver import merkle
from archiver.commitments import ExhibitHead, Opening, open_exhibit, open_messages
from archiver.errors import CaseError
from archiver.exhibits import ORIGINAL, Exhibit, home
from archiver.intake.opened import NoTalkError, Zone, open_export
from parsers.message import Message, Span


class CommitLine(Struct, frozen=True, omit_defaults=True):
    """One leaf: its reference, hash and salt, where its bytes lie, and their SHA-256 (hexadecimal throughout).

    Salts stand here because a seal holds the whole case; they never stand in a bundle, but for what it discloses.
    """

    ref: str
    leaf: str
    salt: str
    span: tuple[int, int] | None = None
    member: str = ""
    raw: str = ""


class Cutter:
    """Cuts message bytes out of an exhibit's files, one file open at a time; empty where they are not plain files."""

    def __init__(self, original: Path) -> None:
        self._original = original
        self._name: str | None = None
        self._stream: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._stream:
            self._stream.close()

    def raw(self, member: str, start: int, end: int) -> str:
        """Return the SHA-256 of bytes `start` to `end`, empty where the file does not reach that far."""
        if member != self._name:
            self._open(member)
        if self._stream is None or not 0 <= start <= end <= self._stream.seek(0, os.SEEK_END):
            return ""
        self._stream.seek(start)
        return sha256(self._stream.read(end - start)).hexdigest()

    def _open(self, member: str) -> None:
        if self._stream:
            self._stream.close()
        path = self._original / member if member else self._original
        self._name = member
        inside = ".." not in member.split("/") and not member.startswith("/")
        self._stream = path.open("rb") if inside and path.is_file() and not path.is_symlink() else None


def messages_of(root: Path, exhibit: Exhibit) -> Iterator[Message]:
    """Yield the messages of an exhibit, none where it is no chat export.

    Raises CaseError where it was known as one when it was added and cannot be read now.
    """
    path = home(root, exhibit.number) / ORIGINAL
    try:
        opened = open_export(path, exhibit.number, Zone(), exhibit.name)
    except NoTalkError:
        return
    except CaseError:
        if exhibit.format:
            raise
        return
    for event in opened.events():
        if isinstance(event, Message):
            yield event


def openings_of(root: Path, exhibit: Exhibit, secret: bytes) -> Iterator[Opening]:
    """Yield the opening of each message of an exhibit, and of the exhibit itself last."""
    count = 0
    for opening in open_messages(secret, exhibit.number, exhibit.sha256, messages_of(root, exhibit)):
        count += 1
        yield opening
    yield open_exhibit(secret, head_of(exhibit, count))


def head_of(exhibit: Exhibit, messages: int) -> ExhibitHead:
    """Return what an exhibit's own leaf says."""
    return ExhibitHead(exhibit.number, exhibit.kind, messages, exhibit.sha256, exhibit.size, exhibit.sm3)


def commit_lines(root: Path, exhibit: Exhibit, secret: bytes, met: Callable[[bytes], None]) -> Iterator[bytes]:
    """Yield the lines of an exhibit's commitment file, calling `met` with each leaf hash."""
    encode = msgspec.json.Encoder(order="sorted").encode
    with Cutter(home(root, exhibit.number) / ORIGINAL) as cutter:
        for opening in openings_of(root, exhibit, secret):
            leaf = opening.leaf()
            met(leaf)
            yield encode(_line(opening, leaf, cutter)) + b"\n"


def _line(opening: Opening, leaf: bytes, cutter: Cutter) -> CommitLine:
    span = opening.span
    if not isinstance(span, Span):
        return CommitLine(opening.ref, leaf.hex(), opening.salt.hex())
    raw = cutter.raw(span.member, span.start, span.end)
    return CommitLine(opening.ref, leaf.hex(), opening.salt.hex(), (span.start, span.end), span.member, raw)


def root_of(leaves: Iterable[bytes]) -> str:
    """Return the root of a tree as a named digest."""
    return f"sha256:{merkle.root(tuple(leaves)).hex()}"
