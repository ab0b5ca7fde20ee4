"""A folder of files in hand: FileRecv, MobileFile, nt_data/File, QQfile_recv, or a copy of one (formats.md §11).

Grammar. Any folder with files in it that is not one export of a talk. The client's own folders are told by their
paths, which anybody can name so; nothing is concluded from it but `layout`, and `own` below MobileFile (files of one's
own phone).

Mapping. One Held a file in the order of the paths; `place` is the whole file. Every file is read once, in pieces, for
its MD5, by which QQ names content, and its SHA-256, by which we do. `name(1).ext` may be a second `name.ext`. A folder
shows that files are there, not who sent them nor when. Links are not followed. What cannot be read gives the notice
`file_unread`, what goes beyond MAX_BYTES `file_not_hashed`, a chat export among the files `export_in_folder`.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Final

from parsers.formats import FORMATS
from parsers.identify import ENDINGS, LOOKED, is_export
from parsers.message import Notice, Span
from parsers.record import Event, Held, Record
from parsers.source import DROPPINGS, FileSource, FolderSource, Source, SourceError

NAME = "receive_folder"
TITLE = "收到的文件（文件夹）"

LOOSE: Final = "file"
"""The format of a single file that is kept for what it is, not read as an export."""

MAX_BYTES: Final = 256 * 1024**3
"""Bytes of a folder that are hashed; a receive folder of ten years seldom has a tenth of it."""

_AGAIN: Final = re.compile(r"(.+?) ?\(\d{1,3}\)(\.[^.]*)?")
_LAYOUTS: Final = ("FileRecv", "QQfile_recv", "nt_data/File")


class _Listed(Source, frozen=True):
    """A folder whose files were listed once for all who look at it: there may be 200,000."""

    files: Mapping[str, Source]

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield nothing: a folder has no bytes."""
        del start, end
        yield from ()

    def members(self) -> Mapping[str, Source]:
        """Return the files as they were listed."""
        return self.files


def sniff(source: Source) -> bool:
    """Say whether it is a folder with files that is not, as a whole, an export of a talk."""
    if not isinstance(source, FolderSource):
        return False
    try:
        listed = _Listed(source.name, 0, source.members())
        if any(taker.sniff(listed) for taker in FORMATS):
            return False
    except SourceError:
        return False
    names = listed.files.keys()
    chunked = "manifest.json" in names and any(name.startswith("chunks/") for name in names)
    return not chunked and any(name.rpartition("/")[2] not in DROPPINGS for name in names)


def parse(source: Source) -> Record:
    """Return the files; what cannot be read is told by its notices."""
    return Record(NAME, TITLE, "binary", lambda: _events(source), "files", _layout(source))


def parse_file(source: Source) -> Record:
    """Return a single file as the only one in hand, whatever it is."""

    def events() -> Iterator[Event]:
        yield _held(1, Span(0, source.size), source.name, source)

    return Record(LOOSE, "文件", "binary", events, "files")


def _layout(source: Source) -> str:
    here = f"/{source.path.resolve().as_posix()}/" if isinstance(source, FolderSource) else "/"
    paths = [here, *(f"/{name}" for name in source.members())]
    return next((known for known in _LAYOUTS if any(f"/{known}/" in path for path in paths)), "")


def _events(source: Source) -> Iterator[Event]:
    ordinal = total = looked = 0
    for path, member in source.members().items():
        if path.rpartition("/")[2] in DROPPINGS:
            continue
        place = Span(0, member.size, path)
        total += member.size
        if total > MAX_BYTES:
            yield Notice("file_not_hashed", place, path)
            continue
        try:
            held = _held(ordinal + 1, place, path, member)
        except SourceError as fault:
            yield Notice("file_unread", place, f"{path}：{fault.what}")
            continue
        ordinal += 1
        yield held
        if path.lower().endswith(ENDINGS) and looked < LOOKED:
            looked += 1
            if is_export(member):
                yield Notice("export_in_folder", place, path)


def _held(ordinal: int, place: Span, path: str, member: Source) -> Held:
    md5, sha256 = hashlib.md5(usedforsecurity=False), hashlib.sha256()
    for chunk in member.chunks():
        md5.update(chunk)
        sha256.update(chunk)
    modified = member.modified_ns // 1_000_000 if isinstance(member, FileSource) else None
    return Held(
        ordinal, place, path, names_of(path), member.size, md5.hexdigest(), sha256.hexdigest(), modified,
        "MobileFile" in path.split("/")[:-1],
    )  # fmt: skip


def names_of(path: str) -> tuple[str, ...]:
    """Return the names under which a file may have been sent: its own, and without a number of download."""
    name = path.rpartition("/")[2]
    again = _AGAIN.fullmatch(name)
    return (name, again[1] + (again[2] or "")) if again else (name,)
