"""A ZIP of exports, unpacked into the work folder: whole or not at all, under safe names, within limits.

Names written by Chinese Windows programs are GBK without saying so; they are read as such. A locked archive is tried
with the passwords that the user gave; one that is locked by AES, as 7-Zip, WinRAR and Bandizip do, needs the optional
pyzipper. What is unpacked bears the time that the archive notes, read in the zone of the batch, so that one archive
always gives the same exhibits.
"""

import os
import shutil
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from archiver.batch.aes import AesMembers, is_aes, is_locked, is_readable
from archiver.batch.problem import Problem, problem_of
from archiver.digests import digest_file
from archiver.durable import clear, publish
from parsers.source import CHUNK, DAMAGED, MAX_MEMBERS, MAX_RATIO, METHODS, printable

MAX_UNPACKED: Final = 64 * 1024**3
"""Bytes that one archive may grow to; more than any folder of exports with its pictures that was seen."""
_UTF8: Final = 0x800
_FILES: Final = "files"
_PROBLEMS: Final = "problems.json"
_LONGEST: Final = 200
"""Bytes of a name on disk; file systems take 255."""


def unpack(archive: Path, label: str, shelf: Path, passwords: tuple[str, ...], zone: str) -> tuple[Path, list[Problem]]:
    """Return the folder with the unpacked files, and what could not be unpacked; done before, it is not done again."""
    _, (digest,) = digest_file(archive, ("sha256",))
    home = shelf / digest.removeprefix("sha256:")[:24]
    kept = home / _PROBLEMS
    if kept.exists():
        problems = msgspec.json.decode(kept.read_bytes(), type=list[Problem])
        if not (problems and passwords):
            return home / _FILES, [msgspec.structs.replace(one, input=label + one.input) for one in problems]
    clear(home)
    (home / _FILES).mkdir(parents=True)
    problems = list(_unpack_all(archive, home / _FILES, passwords, ZoneInfo(zone)))
    publish(kept, msgspec.json.encode(problems))
    return home / _FILES, [msgspec.structs.replace(one, input=label + one.input) for one in problems]


def member_name(entry: zipfile.ZipInfo) -> str:
    """Return a member's name as its writer meant it: UTF-8 where marked or valid, else GBK."""
    if entry.flag_bits & _UTF8:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437")  # as zipfile decoded it; the code page has all 256 bytes
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.orig_filename


def safe_parts(name: str) -> tuple[str, ...]:
    """Return a member's path as parts that lead nowhere but down, and that any file system takes."""
    parts = (part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."})
    return tuple(_safe(part) for part in parts)


def _safe(part: str) -> str:
    kept = "".join("_" if char in ':*?"<>|' or not char.isprintable() else char for char in part)
    kept = unicodedata.normalize("NFC", kept).rstrip(". ") or "_"
    stem, dot, ending = kept.rpartition(".")
    while len(kept.encode()) > _LONGEST:
        stem, kept = (stem[:-1], stem[:-1] + dot + ending) if stem and len(ending) < 16 else ("", kept[:-1])
    return kept


def _unpack_all(path: Path, target: Path, passwords: tuple[str, ...], zone: ZoneInfo) -> Iterator[Problem]:
    try:
        with zipfile.ZipFile(path) as archive, ExitStack() as held:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            refused = _refused(entries, passwords)
            if refused:
                yield refused
                return
            aes = held.enter_context(AesMembers(path)) if any(map(is_aes, entries)) else None
            taken: set[str] = set()
            for entry in entries:
                if entry.compress_type not in METHODS and not is_aes(entry):
                    yield Problem(
                        _label(entry), "压缩包里的这个文件用了少见的压缩方式", "请先解压，再给出解压后的文件夹"
                    )
                    continue
                place = _free(target, safe_parts(member_name(entry)), taken)
                try:
                    _unpack_one(_Packed(archive, aes, entry), place, passwords, zone)
                except (*DAMAGED, zlib.error, RuntimeError):
                    place.unlink(missing_ok=True)
                    yield _damaged(entry)
    except DAMAGED:
        yield Problem("", "压缩包已损坏", "请重新下载，或请提供的人重新打包")
    except OSError as error:
        if error.errno:
            raise  # the disk's fault, not the archive's
        yield problem_of("", error)


def _refused(entries: list[zipfile.ZipInfo], passwords: tuple[str, ...]) -> Problem | None:
    if len(entries) > MAX_MEMBERS:
        return Problem("", f"压缩包里的文件超过 {MAX_MEMBERS} 个", "请先解压，只给出导出所在的文件夹")
    if any(_is_bomb(entry) for entry in entries) or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        return Problem("", "压缩包展开后大得异常", "请勿使用来历不明的压缩包")
    locked = [entry for entry in entries if is_locked(entry)]
    if any(map(is_aes, locked)) and not is_readable():
        how = '请先 pip install "juzheng[zip]" 再加 --password 运行，或先用密码解压，再给出解压后的文件夹'
        return Problem("", "压缩包用 AES 加密，缺少打开它的组件", how)
    if locked and not passwords:
        return Problem("", f"压缩包设有密码，{len(locked)} 个文件没有读", "请加 --password 再运行，或先用密码解压")
    return None


def _is_bomb(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > CHUNK and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def _label(entry: zipfile.ZipInfo) -> str:
    return f"!/{printable(member_name(entry))}"


def _damaged(entry: zipfile.ZipInfo) -> Problem:
    label = _label(entry)
    if is_locked(entry):
        return Problem(label, "给出的密码都打不开它，或它已损坏", "请核对 --password，或先用密码解压")
    return Problem(label, "压缩包里的这个文件已损坏", "请重新下载，或请提供的人重新打包")


def _free(target: Path, parts: tuple[str, ...], taken: set[str]) -> Path:
    """Return a place that no other member has, also where case or case folding makes two names one."""
    named = parts or ("_",)
    place, again = target.joinpath(*named), 1
    while str(place).casefold() in taken:
        again += 1
        place = target.joinpath(*named[:-1], f"{again}~{named[-1]}")
    taken.add(str(place).casefold())
    return place


class _Packed(NamedTuple):
    """A member, in its archive as the two readers see it."""

    archive: zipfile.ZipFile
    aes: AesMembers | None
    entry: zipfile.ZipInfo

    def copy(self, key: bytes | None, target: BinaryIO) -> None:
        """Write its bytes, opened with a password; raises as zipfile does."""
        if self.aes is not None and key is not None and is_aes(self.entry):
            self.aes.copy(self.entry, key, target)
            return
        with self.archive.open(self.entry, pwd=key) as packed:
            shutil.copyfileobj(packed, target, CHUNK)


def _unpack_one(packed: _Packed, place: Path, passwords: tuple[str, ...], zone: ZoneInfo) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    keys = tuple(_keys(passwords)) if is_locked(packed.entry) else (None,)
    for number, key in enumerate(keys, 1):
        try:
            with place.open("wb") as plain:
                packed.copy(key, plain)
            break
        except (RuntimeError, zipfile.BadZipFile, zlib.error):
            if number == len(keys):
                raise
    at = _noted(packed.entry, zone)
    os.utime(place, (at, at))


def _keys(passwords: Iterable[str]) -> Iterator[bytes]:
    """Yield each password as the bytes that different programs make of it."""
    for password in passwords:
        yield from dict.fromkeys((password.encode(), password.encode("gb18030", "replace")))


def _noted(entry: zipfile.ZipInfo, zone: ZoneInfo) -> float:
    try:
        return datetime(*entry.date_time, tzinfo=zone).timestamp()
    except (ValueError, OverflowError):
        return 0.0
