"""Where bytes come from: a file, a folder or an archive of members, read in pieces and never changed.

Every reader of this package sees an export through a `Source`. Offsets are those of the stored bytes. A file is read
with plain reads and not mapped into memory: a mapped file that another program shortens would kill the process, a
short read is an error that can be told.
"""

import errno
import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import IO

from msgspec import Struct

HEAD = 64 * 1024
"""Bytes that a format may look at to recognise itself (formats.md §1)."""

CHUNK = 256 * 1024
"""Bytes read at a time: what fits the cache of a processor; also the grain of memory that streaming needs."""

MAX_MEMBERS = 200_000
"""Files of a folder or archive; the largest exports with media seen hold about 60,000."""

MAX_RATIO = 200
"""How many times its packed size an archive member may grow. Chat text packs about 5 to 20 times, so more is a bomb."""

DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What file managers leave in folders that they merely show."""

_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
METHODS = frozenset({_STORED, _DEFLATED})
"""How members may be packed. The other methods are used by nobody for chats, and unpack a few bytes to gigabytes."""

_LOCAL = struct.Struct("<4s22xHH")
"""What stands before a member: its mark, at the end the lengths of its name and of what is told beside it."""

_UTF8 = 0x800
DAMAGED = (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError, struct.error)
"""What the library raises on an archive that is none: it has no error of its own for most of them."""


class SourceError(Exception):
    """An export that cannot be read: `what` happened and the `remedy`, each one Chinese sentence without full stop."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(f"{what}。{remedy}。")
        self.what = what
        self.remedy = remedy


class SourceChangedError(SourceError):
    """The file was altered by someone while it was being read, so nothing read from it can be cited."""

    def __init__(self, name: str) -> None:
        super().__init__(f"读取期间“{name}”被改动", "请先关闭正在写入它的程序，再重新运行")


class Source(Struct, frozen=True):
    """A named run of bytes. This base reads as empty; the kinds below say where their bytes lie.

    `name` is the file's own name, or its path inside a folder or archive with `/`; it is never trusted or opened.
    """

    name: str
    size: int

    @staticmethod
    def open(path: str | os.PathLike[str]) -> "Source":
        """Return the file, archive or folder at `path`. Raises SourceError where there is none or it is no file."""
        place = Path(path)
        name = printable(place.name or str(place))
        try:
            found = place.stat()
            if stat.S_ISDIR(found.st_mode):
                return FolderSource(name, 0, place)
            if not stat.S_ISREG(found.st_mode):
                raise SourceError(f"“{name}”不是普通文件", "请给出导出的文件或文件夹本身")
            kind = ArchiveSource if _starts_as_zip(place) else FileSource
        except FileNotFoundError:
            raise SourceError(f"找不到“{name}”", "请检查路径和文件名是否写对") from None
        except OSError as fault:
            raise _unreadable(name, fault) from None
        return kind(name, found.st_size, place, found.st_mtime_ns, found.st_ino)

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Read bytes `start` to `end` in order, in pieces of at most CHUNK. Each call reads anew."""
        raise NotImplementedError

    def cut(self, start: int, end: int) -> bytes:
        """Return bytes `start` to `end` (half-open), fewer where the source ends before."""
        return b"".join(self.chunks(start, end))

    def head(self, length: int = HEAD) -> bytes:
        """Return the first bytes."""
        return self.cut(0, length)

    def members(self) -> "Mapping[str, Source]":
        """Return the parts of a folder or archive by name, in sorted order; empty for a plain file."""
        return MappingProxyType({})

    def beside(self, name: str) -> "Source | None":
        """Return the neighbour `name` (a relative path with `/`) of a file, None where there is none."""
        del name
        return None


class BytesSource(Source, frozen=True):
    """Bytes in hand: pasted text, a part of another source."""

    data: bytes

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Read the bytes in pieces."""
        last = self.size if end is None else min(end, self.size)
        for at in range(start, last, CHUNK):
            yield self.data[at : min(at + CHUNK, last)]


class FileSource(Source, frozen=True):
    """A file on disk. Reading raises SourceChangedError once size, time or identity differ from when it was opened."""

    path: Path
    modified_ns: int
    inode: int

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Read the file in pieces; it is compared with what was opened before the first and after the last one."""
        try:
            with self.path.open("rb", buffering=0) as stream:
                self._require_unchanged(stream)
                yield from _pieces(stream, start, self.size if end is None else min(end, self.size), self.name)
                self._require_unchanged(stream)
        except OSError as fault:
            raise _unreadable(self.name, fault) from None

    def beside(self, name: str) -> Source | None:
        """Return the file or folder `name` that lies in the same folder."""
        parts = name.split("/")
        if any(part in {"", ".", ".."} or "\\" in part or ":" in part for part in parts):
            return None
        place = self.path.parent.joinpath(*parts)
        return Source.open(place) if place.exists() else None

    def _require_unchanged(self, stream: io.FileIO) -> None:
        now = os.fstat(stream.fileno())
        if (now.st_size, now.st_mtime_ns, now.st_ino) != (self.size, self.modified_ns, self.inode):
            raise SourceChangedError(self.name)


class ArchiveSource(FileSource, frozen=True):
    """A ZIP file (also what .xlsx and .docx are): its own bytes, and its members."""

    def members(self) -> Mapping[str, Source]:
        """Return the packed files by name. Raises SourceError where the archive is damaged, locked or overfull."""
        try:
            with zipfile.ZipFile(self.path) as archive:
                entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
        except DAMAGED:
            raise _damaged_archive(self.name) from None
        except OSError as fault:
            raise _unreadable(self.name, fault) from None
        _require_few(self.name, len(entries))
        if not all(entry.filename and entry.header_offset >= 0 for entry in entries):
            raise _damaged_archive(self.name)
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise SourceError(f"压缩包“{printable(self.name)}”设有密码", "请先用密码解压，再给出解压后的文件")
        packed = sorted((_packed(entry, self) for entry in entries), key=lambda member: member.name)
        found = {member.name: member for member in packed}
        if len(found) != len(entries):
            raise SourceError(f"压缩包“{printable(self.name)}”里有重名的文件", "请先解压，再给出解压后的文件夹")
        return MappingProxyType(found)


class PackedSource(Source, frozen=True):
    """One member of an archive, unpacked while it is read; what it unpacks to is counted, not believed."""

    archive: ArchiveSource
    packed: int
    at: int
    method: int
    crc: int
    stored_name: bytes

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Unpack in pieces. Raises SourceError where it is damaged or grows beyond measure."""
        if self.size > CHUNK and self.size > MAX_RATIO * max(self.packed, 1):
            raise SourceError(f"压缩包里的“{printable(self.name)}”展开后大得异常", "请勿使用来历不明的压缩包")
        if self.method not in METHODS:
            raise SourceError(f"压缩包里的“{printable(self.name)}”用了少见的压缩方式", "请先解压，再给出解压后的文件")
        last = self.size if end is None else min(end, self.size)
        at = crc = 0
        for piece in self._unpacked() if start < last else ():
            crc = zlib.crc32(piece, crc)
            before, at = at, at + len(piece)
            if at >= self.size and crc != self.crc:
                break
            if at > start:
                yield piece[max(start - before, 0) : last - before]
            if at >= last:
                return
        if start < last:
            raise self._damaged()

    def _unpacked(self) -> Iterator[bytes]:
        """Yield pieces of at most CHUNK bytes, in all at most `size`; fewer where the packed bytes end before."""
        packed = self.archive.chunks(self._begin(), self._begin() + self.packed)
        if self.method == _STORED:
            yield from packed
            return
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        left = self.size
        try:
            for data in packed:
                rest = data
                while rest and left and not inflate.eof:
                    piece = inflate.decompress(rest, min(CHUNK, left))
                    rest = inflate.unconsumed_tail
                    left -= len(piece)
                    yield piece
            while left and (piece := inflate.decompress(b"", min(CHUNK, left))):  # what it still held back
                left -= len(piece)
                yield piece
        except zlib.error:
            raise self._damaged() from None

    def _begin(self) -> int:
        """Return where in the archive the packed bytes begin, behind the name, which must be the directory's."""
        head = self.archive.cut(self.at, self.at + _LOCAL.size)
        if len(head) < _LOCAL.size:
            raise self._damaged()
        mark, name, extra = _LOCAL.unpack(head)
        begin = self.at + _LOCAL.size
        if mark != b"PK\x03\x04" or self.archive.cut(begin, begin + name) != self.stored_name:
            raise self._damaged()
        return begin + int(name) + int(extra)

    def _damaged(self) -> SourceError:
        return SourceError(f"压缩包里的“{printable(self.name)}”已损坏", "请重新下载或重新导出")

    def beside(self, name: str) -> Source | None:
        """Return the member `name` of the same folder inside the archive."""
        folder = self.name.rpartition("/")[0]
        return self.archive.members().get(f"{folder}/{name}" if folder else name)


class FolderSource(Source, frozen=True):
    """A folder: no bytes of its own, every file below it a member. Links are not followed."""

    path: Path

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield nothing: a folder has no bytes."""
        del start, end
        yield from ()

    def members(self) -> Mapping[str, Source]:
        """Return the files below by relative name. Raises SourceError where one cannot be read."""
        found: dict[str, Source] = {}
        for folder, _, files in os.walk(self.path, onerror=self._refuse):
            _require_few(self.name, len(found) + len(files))
            for file in files:
                place = Path(folder, file)
                if not place.is_symlink() and place.is_file():
                    known = place.stat()
                    name = place.relative_to(self.path).as_posix()
                    found[name] = FileSource(name, known.st_size, place, known.st_mtime_ns, known.st_ino)
        return MappingProxyType(dict(sorted(found.items())))

    def beside(self, name: str) -> Source | None:
        """Return the member `name`."""
        return self.members().get(name)

    def _refuse(self, fault: OSError) -> None:
        raise _unreadable(self.name, fault)


def printable(name: str) -> str:
    """Return a name fit for a message: control, direction and surrogate characters as ␚."""
    return "".join(char if char.isprintable() else "␚" for char in name)


def _packed(entry: zipfile.ZipInfo, archive: ArchiveSource) -> PackedSource:
    stored = entry.orig_filename.encode("utf-8" if entry.flag_bits & _UTF8 else "cp437")
    size, packed = entry.file_size, entry.compress_size
    return PackedSource(
        _written_name(entry), size, archive, packed, entry.header_offset, entry.compress_type, entry.CRC, stored
    )


def _written_name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name as its writer meant it: UTF-8 where marked or valid, else GBK; both go unmarked in use."""
    written = entry.orig_filename.partition("\0")[0]
    if entry.flag_bits & _UTF8 or written.isascii():
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeError):
            return written.encode("cp437").decode(encoding)  # cp437 is what zipfile read it as
    return entry.filename


def _damaged_archive(name: str) -> SourceError:
    return SourceError(f"压缩包“{printable(name)}”已损坏", "请重新下载或重新导出")


_DISK_FAULTS = {
    errno.ENOSPC: "磁盘已满", errno.EDQUOT: "空间配额已用完", errno.EROFS: "磁盘是只读的", errno.EACCES: "没有权限",
    errno.EPERM: "没有权限", errno.ENOENT: "找不到这个文件或文件夹", errno.ENAMETOOLONG: "名字太长",
    errno.EIO: "磁盘读写故障",
    errno.ELOOP: "链接绕成了圈", errno.EISDIR: "它是文件夹", errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EFBIG: "文件太大",
}  # fmt: skip


def disk_fault(fault: OSError) -> str:
    """Return why the system refused, in Chinese where it is one of the usual reasons."""
    return _DISK_FAULTS.get(fault.errno or 0) or fault.strerror or str(fault)


def _pieces(stream: IO[bytes], start: int, end: int, name: str) -> Iterator[bytes]:
    if start:
        stream.seek(start)
    while start < end:
        piece = stream.read(min(CHUNK, end - start))
        if not piece:
            raise SourceChangedError(name)
        yield piece
        start += len(piece)


def _starts_as_zip(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) in {b"PK\x03\x04", b"PK\x05\x06"}


def _require_few(name: str, count: int) -> None:
    if count > MAX_MEMBERS:
        raise SourceError(f"“{name}”里的文件超过 {MAX_MEMBERS} 个", "请只给出导出所在的文件夹")


def _unreadable(name: str, fault: OSError) -> SourceError:
    if isinstance(fault, PermissionError):
        return SourceError(f"没有权限读取“{printable(name)}”", "请先把它复制到自己的文件夹里")
    return SourceError(f"读取“{printable(name)}”时磁盘出错", f"请检查磁盘后再试（{disk_fault(fault)}）")
