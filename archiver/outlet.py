"""Files that a user names for an answer: whole or absent, and never in place of what is kept or read."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from archiver.durable import publish_stream
from archiver.errors import CaseError

_BEGINNING: Final = 400
"""Bytes in which an answer names its schema."""


def put(path: Path, content: bytes, read: Iterable[Path] = (), settle: Callable[[], object] | None = None) -> None:
    """Write a file, whole or not at all; `read` are the files that the command reads.

    `settle` writes down that the file was made: once its bytes are safe, before it bears its name. So whoever holds
    the file holds one that is written down, and nothing is written down of which there are no bytes.

    Raises CaseError as `require_free` does.
    """
    put_stream(path, (content,), read, settle)


def put_stream(
    path: Path, pieces: Iterable[bytes], read: Iterable[Path], settle: Callable[[], object] | None = None
) -> None:
    """Do as `put` with content that comes piece by piece. What is no file, such as /dev/null, is written into."""
    require_free(path, read)
    if path.exists() and not path.is_file():
        if settle is not None:
            settle()
        with path.open("wb") as stream:
            stream.writelines(pieces)
        return
    publish_stream(path, pieces, settle=settle)


def require_free(path: Path, read: Iterable[Path] = ()) -> None:
    """Raise CaseError where writing would change a case, a seal, or one of the files that are read."""
    full = path.resolve()
    for folder in (full, *full.parents):
        if (folder / "case.toml").is_file() and (folder / "ledger.jsonl").exists():
            raise CaseError(f"“{path.name}”会写进案卷“{folder.name}”里面", "换到案卷文件夹之外；案卷里只放原件和台账")
        if (folder / "bagit.txt").is_file() and (folder / "data").is_dir():
            raise CaseError(f"“{path.name}”会写进封存包“{folder.name}”里面", "换到封存包之外")
    for one in read:
        origin = one.resolve()
        if full == origin or (full.is_file() and full.is_relative_to(origin) and not _is_answer(full)):
            raise CaseError(f"“{path.name}”是要读取的文件，不会被覆盖", "换一个文件名")


def _is_answer(path: Path) -> bool:
    """Say whether a file is an earlier answer of this program, which may be replaced beside what is read."""
    with path.open("rb") as stream:
        return b'"juzheng/' in stream.read(_BEGINNING)
