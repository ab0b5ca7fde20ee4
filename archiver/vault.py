"""Write-once keeping of bytes: read once, written, forced to the disk, read back and compared.

There is no overwrite and no delete here.
"""

import os
import stat
from pathlib import Path
from typing import Final

from msgspec import Struct

from archiver.digests import chunks, digest_file, start
from archiver.durable import write_all
from archiver.errors import CaseError

DIGESTS: Final = ("sha256", "sm3")
"""What every kept file is known by."""


class Kept(Struct, frozen=True):
    """What a kept file is: its bytes' number and digests, and when the source file was last modified (UTC seconds)."""

    size: int
    sha256: str
    sm3: str
    modified: int


def keep(source: Path, target: Path) -> Kept:
    """Copy a file's bytes to `target`, which must be free, and return what was kept once it reads back the same.

    CaseError where the source is no ordinary file, changes while it is read, or does not read back as written.
    """
    before = _ordinary(source)
    size, sums = _copy(source, target, before.st_size)
    after = _ordinary(source)
    if _identity(before) != _identity(after) or size != after.st_size:
        raise CaseError(f"{source} 在读取过程中发生了变化", "等写入它的程序结束后再存入")
    if digest_file(target, DIGESTS) != (size, sums):
        raise CaseError(f"{source} 写入后读回的内容不一致", "检查磁盘后再试；原文件没有改动")
    sha256, sm3 = sums
    return Kept(size, sha256, sm3, int(before.st_mtime))


def _ordinary(path: Path) -> os.stat_result:
    state = path.lstat()
    if not stat.S_ISREG(state.st_mode):
        raise CaseError(f"{path} 不是普通文件（链接或设备）", "请直接给出文件本身")
    return state


def _identity(state: os.stat_result) -> tuple[int, ...]:
    return state.st_dev, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def _copy(source: Path, target: Path, limit: int) -> tuple[int, tuple[str, ...]]:
    running = tuple(start(name) for name in DIGESTS)
    size = 0
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    # Read-only from the start: a reminder to people, not a protection.
    descriptor = os.open(target, flags, 0o444)
    try:
        for part in chunks(source):
            write_all(descriptor, part)
            size += len(part)
            for one in running:
                one.update(part)
            if size > limit:
                break  # it grows while we read, perhaps for ever; the caller sees that the size is another
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return size, tuple(f"{name}:{one.hexdigest()}" for name, one in zip(DIGESTS, running, strict=True))
