"""Files where fsspec finds them - another disk, an object store - and brought here for as long as they are read.

A place is a path of this machine or a URL with a scheme. Times of change travel with the files, since a case notes
them; object stores keep none of their own, so what is sent there is told with the time it had here.
"""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol

from msgspec import Struct

from archiver.digests import digest
from archiver.durable import clear
from archiver.errors import CaseError
from parsers import Source

_FETCH: Final = 8 * 1024 * 1024
"""Bytes asked of a store at a time: each request takes some hundredths of a second, however few they are."""
_LOG: Final = "-wal"
"""What a database's name is followed by in that of its log, which is read with it."""


class FileSystem(Protocol):
    """What is asked of fsspec."""

    def info(self, path: str) -> dict[str, object]:
        """Return what is known of a file or folder, at least `name`, `size` and `type`."""

    def find(self, path: str) -> list[str]:
        """Return all files below, or the file itself."""

    def exists(self, path: str) -> bool:
        """Say whether there is a file or folder."""

    def ukey(self, path: str) -> str:
        """Return what changes with the file."""

    def modified(self, path: str) -> object:
        """Return the time of change."""

    def cat_file(self, path: str, start: int | None = None, end: int | None = None) -> bytes:
        """Return bytes of a file."""

    def get_file(self, rpath: str, lpath: str) -> None:
        """Copy a file to this machine."""

    def put_file(self, lpath: str, rpath: str) -> None:
        """Copy a file of this machine there."""

    def makedirs(self, path: str, exist_ok: bool = False) -> None:
        """Make a folder where there are folders."""

    def mv(self, path1: str, path2: str) -> None:
        """Rename."""

    def rm(self, path: str, recursive: bool = False) -> None:
        """Remove a file or folder."""

    def rm_file(self, path: str) -> None:
        """Remove a file."""

    def unstrip_protocol(self, name: str) -> str:
        """Return a path as URL."""


class Piece(Struct, frozen=True):
    """A file of a parcel: its path below the parcel, where it lies, its size in bytes, its time of change."""

    name: str
    url: str
    size: int
    modified_ns: int


class Parcel(Struct, frozen=True):
    """A file or folder on its way: the name it bears, and its files (a database's log goes with it)."""

    name: str
    pieces: tuple[Piece, ...]


class UrlSource(Source, frozen=True):
    """A file at a URL, of which only what is read is fetched."""

    url: str

    @staticmethod
    def at(url: str) -> "UrlSource":
        """Return the file at a URL. OSError where there is none."""
        system, path = reach(url)
        size = system.info(path)["size"]
        assert isinstance(size, int)
        return UrlSource(name_of(url), size, url)

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Fetch the bytes in pieces."""
        system, path = reach(self.url)
        last = self.size if end is None else min(end, self.size)
        for at in range(start, last, _FETCH):
            yield system.cat_file(path, at, min(at + _FETCH, last))


def is_url(place: str) -> bool:
    """Say whether a place names a scheme; such of this machine's disk are told by `local`."""
    return "://" in place


def local(place: str) -> Path | None:
    """Return the path of a place on this machine's disk, None for any other."""
    if place.startswith("file://"):
        return Path(place.removeprefix("file://"))
    return None if is_url(place) else Path(place)


def reach(url: str) -> tuple[FileSystem, str]:
    """Return the file system of a URL and the path therein.

    Raises CaseError where fsspec or what it needs for the scheme is not installed.
    """
    try:
        import fsspec  # noqa: PLC0415 - only an extra brings it
    except ImportError:
        raise CaseError(f"读不了 {url}：没有安装 fsspec", "请运行 pip install 'juzheng[cluster]'") from None
    try:
        system, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise CaseError(f"读不了 {url}（{error}）", "请检查网址，并安装它所需的组件（如 s3:// 要 s3fs）") from error
    return system, path


def join(url: str, *names: str) -> str:
    """Return a place below a URL."""
    return "/".join((url.rstrip("/"), *names))


def name_of(url: str) -> str:
    """Return the last name of a URL."""
    return url.rstrip("/").rpartition("/")[2]


def parcel_of(url: str) -> Parcel:
    """Return the file or folder at a URL as a parcel. OSError where there is none."""
    system, root = reach(url)
    name = _safe(name_of(url))
    files = [root]
    if system.info(root)["type"] == "directory":
        files = sorted(system.find(root))
    elif name.endswith(".db") and system.exists(root + _LOG):
        files.append(root + _LOG)
    return Parcel(name, tuple(_piece(system, path, name + path.removeprefix(root.rstrip("/"))) for path in files))


def send(path: Path, home: str) -> Parcel:
    """Copy a file or folder of this machine below `home` and return where it is; what is there is not sent again."""
    system, _ = reach(home)
    files = [path]
    if path.is_dir():
        files = sorted(one for one in path.rglob("*") if one.is_file())
    elif (log := path.with_name(path.name + _LOG)).is_file():
        files.append(log)
    pieces = []
    for one in files:
        name, known = one.relative_to(path.parent).as_posix(), one.stat()
        url = join(home, name)
        if not _is_there(system, url, known.st_size):
            put_whole(one, url)
        pieces.append(Piece(name, url, known.st_size, known.st_mtime_ns))
    return Parcel(path.name, tuple(pieces))


@contextmanager
def delivered(parcel: Parcel) -> Iterator[Path]:
    """Bring a parcel here and yield its path; afterwards nothing is left of it."""
    with scratch() as folder:
        for piece in parcel.pieces:
            target = folder.joinpath(*_safe(piece.name).split("/"))
            target.parent.mkdir(parents=True, exist_ok=True)
            get_file(piece.url, target)
            set_time(target, piece.modified_ns)
        yield folder / _safe(parcel.name)


@contextmanager
def here(place: str) -> Iterator[Path]:
    """Yield a path of this machine as it is, and what lies at a URL brought here."""
    path = local(place)
    if path is not None:
        yield path
        return
    with delivered(parcel_of(place)) as path:
        yield path


def identity(place: str) -> str:
    """Return what changes with a file or with any file of a folder: names, sizes, times of change."""
    path = local(place)
    if path is not None:
        paths = sorted(path.rglob("*")) if path.is_dir() else [path]
        told = ((one.relative_to(path).as_posix(), one.lstat()) for one in paths)
        return digest("\n".join(f"{name} {stat.st_size} {stat.st_mtime_ns}" for name, stat in told).encode())
    system, root = reach(place)
    return digest("\n".join(f"{one} {system.ukey(one)}" for one in sorted(system.find(root))).encode())


def get_file(url: str, target: Path) -> None:
    """Copy the file at a URL to this machine."""
    system, path = reach(url)
    system.get_file(path, str(target))


def put_whole(path: Path, url: str) -> None:
    """Copy a file of this machine to a URL, where it appears whole or not at all, in place of what was there."""
    system, target = reach(url)
    system.makedirs(target.rpartition("/")[0], exist_ok=True)
    if local(url) is None:  # an object of a store appears when it is whole
        system.put_file(str(path), target)
        return
    waiting = Path(f"{target}.{uuid.uuid4().hex}.part")
    try:
        shutil.copyfile(path, waiting)
        waiting.replace(target)
    finally:
        waiting.unlink(missing_ok=True)


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield an empty folder on this machine's disk that is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="juzheng-"))
    try:
        yield folder
    finally:
        clear(folder)


def set_time(path: Path, modified_ns: int) -> None:
    """Give a file its time of change back."""
    os.utime(path, ns=(modified_ns, modified_ns))


def _piece(system: FileSystem, path: str, name: str) -> Piece:
    size = system.info(path)["size"]
    assert isinstance(size, int)
    return Piece(name, system.unstrip_protocol(path), size, _modified_ns(system, path))


def _modified_ns(system: FileSystem, path: str) -> int:
    """Return a file's time of change; 0 where the store knows none (1970, as cases note it then)."""
    try:
        at = system.modified(path)
    except NotImplementedError:
        return 0
    return int(at.timestamp()) * 1_000_000_000 if isinstance(at, datetime) else 0


def _is_there(system: FileSystem, url: str, size: int) -> bool:
    _, path = reach(url)
    try:
        return system.info(path)["size"] == size
    except FileNotFoundError:
        return False


def _safe(name: str) -> str:
    """Return a path that leads nowhere but down, as it is."""
    if any(part in {"", ".", ".."} or "\\" in part or "\0" in part for part in name.split("/")):
        raise CaseError(f"文件名“{name}”不能用作路径", "请先给它改名")
    return name
