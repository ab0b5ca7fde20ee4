"""Writing that is whole or absent, also when the program is killed or the disk is full.

Everything goes through `os.open`, `os.write`, `os.fsync`, `os.rename` and `os.replace`, so that a test can stop the
program at each of them.
"""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

_CHUNK: Final = 1 << 20
_BINARY: Final = getattr(os, "O_BINARY", 0)  # Windows would turn \n into \r\n without it


def write_all(descriptor: int, content: bytes) -> None:
    """Write every byte; the system may take fewer at a time than it was given."""
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]


def write_new(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Write a file that must not exist yet and force it to the disk. FileExistsError where something is there."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        write_all(descriptor, content)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def publish(path: Path, content: bytes, mode: int = 0o644) -> None:
    """Put a whole file at `path`, replacing what was there in one step. A failure leaves the old one untouched."""
    publish_stream(path, (content,), mode)


def publish_stream(
    path: Path, pieces: Iterable[bytes], mode: int = 0o644, settle: Callable[[], object] | None = None
) -> None:
    """Do as `publish` with content that comes piece by piece and is never held whole.

    `settle` is done when the whole file lies on the disk, under its waiting name still; if it fails, the file goes.
    """
    waiting = path.with_name(f".{path.name}.{os.getpid()}.part")
    descriptor = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)
    try:
        try:
            for chunk in _chunks(pieces):
                write_all(descriptor, chunk)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        if settle is not None:
            settle()
        os.replace(waiting, path)  # noqa: PTH105 - the one call a test must be able to stop
    except BaseException:
        waiting.unlink(missing_ok=True)
        raise
    force_folder(path.parent)


def _chunks(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in fewer pieces: a call of the system for each line would cost more than the line."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def append(path: Path, size: int, content: bytes) -> None:
    """Make a file its first `size` bytes and then `content`. A failed write leaves the first `size` bytes."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | _BINARY, 0o644)
    try:
        os.ftruncate(descriptor, size)
        os.lseek(descriptor, size, os.SEEK_SET)
        try:
            write_all(descriptor, content)
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, size)
            raise
    finally:
        os.close(descriptor)


def force_folder(folder: Path) -> None:
    """Force a folder's list of names to the disk, where the system can (Windows cannot open folders)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def move(origin: Path, target: Path) -> None:
    """Rename to a name that is free, and force both folders. FileExistsError where the name is taken."""
    if os.path.lexists(target):
        raise FileExistsError(17, "already there", str(target))
    os.rename(origin, target)  # noqa: PTH104 - the one call a test must be able to stop
    force_folder(target.parent)
    if origin.parent != target.parent:
        force_folder(origin.parent)


def clear(folder: Path) -> None:
    """Remove a folder of unfinished work, if there is one. Never called on anything that was kept."""
    if folder.exists():
        shutil.rmtree(folder, onerror=_unprotect)


def _unprotect(remove: Callable[[str], object], path: str, _why: object) -> None:
    # Windows does not remove read-only files; anything else fails again and is raised.
    Path(path).chmod(0o600)
    remove(path)
