"""Exhibits: what was handed in, kept byte for byte under a number that is never used again.

A file lies at `exhibits/E1/original`; a folder is one exhibit, lies at `exhibits/E1/original/…`, and has beside it a
`listing.jsonl` with every file's path, size and digests. The digests of a folder exhibit are those of its listing.
Folders without files are not kept.
"""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Literal

import msgspec
from msgspec import Struct

from archiver.digests import digest_file
from archiver.durable import force_folder, write_new
from archiver.errors import CaseError
from archiver.faults import Fault, Verdict, Warned
from archiver.ledger import LedgerEntry
from archiver.vault import DIGESTS, keep
from parsers.source import DROPPINGS

FOLDER: Final = "exhibits"
ORIGINAL: Final = "original"
LISTING: Final = "listing.jsonl"
MAX_FILES: Final = 200_000
"""Files in one folder exhibit; a whole disk dropped here by mistake is refused instead of copied."""


class Listed(Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a folder exhibit; `path` is relative to the folder, with `/`."""

    path: str
    size: int
    sha256: str
    sm3: str


class Added(Struct, frozen=True, forbid_unknown_fields=True):
    """What the ledger says of an exhibit. `modified` is the source's own time stamp in UTC seconds, as found."""

    number: int
    name: str
    kind: Literal["file", "folder"]
    size: int
    files: int
    sha256: str
    sm3: str
    modified: int
    format: str = ""
    note: str = ""


class Exhibit(Struct, frozen=True):
    """One thing handed in. `name` is the file's or folder's own name, `format` that of its reader or empty."""

    number: int
    name: str
    kind: Literal["file", "folder"]
    size: int
    files: int
    sha256: str
    sm3: str
    modified: int
    format: str
    note: str
    added_at: str

    @property
    def label(self) -> str:
        """The number as printed."""
        return f"E{self.number}"


def home(root: Path, number: int) -> Path:
    """Return the folder of an exhibit."""
    return root / FOLDER / f"E{number}"


def exhibits_of(entries: Iterable[LedgerEntry]) -> tuple[Exhibit, ...]:
    """Return the exhibits that a ledger lists, in its order. Raises msgspec.ValidationError for a malformed body."""
    return tuple(
        Exhibit(**msgspec.structs.asdict(entry.read(Added)), added_at=entry.at)
        for entry in entries
        if entry.action == "added"
    )


def stage(source: Path, folder: Path, number: int, *, note: str, format_name: str) -> Added:
    """Copy a file or folder into the (new) staging folder and return what the ledger is to say of it.

    CaseError where it cannot be kept faithfully: links and devices inside, a name that is not text, a change meanwhile.
    """
    try:
        real = source.resolve(strict=True)
    except OSError as error:
        raise CaseError(f"找不到 {source}", "检查路径") from error
    name = printable_name(source.name or real.name)
    folder.mkdir(parents=True)
    if real.is_dir():
        added = _stage_folder(real, folder, number, name)
    else:
        kept = keep(real, folder / ORIGINAL)
        added = Added(number, name, "file", kept.size, 1, kept.sha256, kept.sm3, kept.modified)
    force_folder(folder)
    return msgspec.structs.replace(added, note=printable_name(note), format=format_name)


def printable_name(name: str) -> str:
    r"""Return a file name as text: bytes that are no UTF-8 show as `\xNN`."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _stage_folder(source: Path, folder: Path, number: int, name: str) -> Added:
    paths = tuple(files_below(source))
    if not paths:
        raise CaseError(f"文件夹 {name} 里没有文件", "检查是否选错了文件夹")
    listed = []
    modified = 0
    for path in paths:
        target = folder / ORIGINAL / path
        target.parent.mkdir(parents=True, exist_ok=True)
        kept = keep(source / path, target)
        listed.append(Listed(path, kept.size, kept.sha256, kept.sm3))
        modified = max(modified, kept.modified)
    if tuple(files_below(source)) != paths:
        raise CaseError(f"文件夹 {name} 在读取过程中增减了文件", "等写入它的程序结束后再存入")
    for below in (folder / ORIGINAL).rglob("*"):
        if below.is_dir():
            force_folder(below)
    force_folder(folder / ORIGINAL)
    write_new(folder / LISTING, b"".join(msgspec.json.encode(one, order="sorted") + b"\n" for one in listed), 0o444)
    _, (sha256, sm3) = digest_file(folder / LISTING, DIGESTS)
    return Added(number, name, "folder", sum(one.size for one in listed), len(listed), sha256, sm3, modified)


def files_below(folder: Path) -> Iterator[str]:
    """Yield the paths of all files below, sorted by bytes, refusing what cannot be kept as it is."""
    found = []
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                path = Path(entry.path)
                mode = entry.stat(follow_symlinks=False).st_mode
                if stat.S_ISDIR(mode):
                    waiting.append(path)
                elif stat.S_ISREG(mode):
                    found.append(path.relative_to(folder).as_posix())
                else:
                    raise CaseError(f"{path} 是链接或设备，不能作为证据存入", "换成文件本身，或只存入需要的文件")
        if len(found) > MAX_FILES:
            raise CaseError(f"{folder} 里超过 {MAX_FILES} 个文件", "只存入与案件有关的文件夹")
    for name in found:
        if printable_name(name) != name:
            raise CaseError(f"{printable_name(name)} 的文件名不是 UTF-8 文字", "打成压缩包后再存入")
    yield from sorted(found, key=str.encode)


def verify_exhibits(root: Path, exhibits: tuple[Exhibit, ...]) -> Verdict:
    """Hold every exhibit's files against the ledger, and look for files that it does not know."""
    verdict = Verdict()
    for exhibit in exhibits:
        verdict += verify_exhibit(root, exhibit)
    known = {FOLDER} | {f"{FOLDER}/{one.label}" for one in exhibits}
    base = root / FOLDER
    names = sorted(base.iterdir()) if base.is_dir() and not base.is_symlink() else []
    return verdict + strangers(root, (path for path in names if f"{FOLDER}/{path.name}" not in known))


def verify_exhibit(root: Path, exhibit: Exhibit) -> Verdict:
    """Hold one exhibit's files against the ledger's word."""
    folder = home(root, exhibit.number)
    if exhibit.kind == "file":
        listed = Listed(ORIGINAL, exhibit.size, exhibit.sha256, exhibit.sm3)
        extra = (path for path in _within(folder) if path.name != ORIGINAL)
        return Verdict(1, verify_file(root, folder, listed)) + strangers(root, extra)
    listing = folder / LISTING
    faults = verify_file(root, folder, Listed(LISTING, -1, exhibit.sha256, exhibit.sm3))
    if any(fault.kind == "link" for fault in faults):
        return Verdict(1, faults)  # nothing is read through a link, which may lead anywhere
    entries, unreadable = read_listing(listing, f"{FOLDER}/{exhibit.label}/{LISTING}")
    verdict = Verdict(1, faults + unreadable)
    for one in entries:
        verdict += Verdict(1, verify_file(root, folder / ORIGINAL, one))
    known = {folder / LISTING} | {folder / ORIGINAL / one.path for one in entries}
    return verdict + strangers(root, (path for path in _leaves(folder) if path not in known))


def read_listing(path: Path, place: str) -> tuple[tuple[Listed, ...], tuple[Fault, ...]]:
    """Read a folder exhibit's listing; lines that cannot be read, or lead outside, are faults."""
    entries: list[Listed] = []
    faults: list[Fault] = []
    content = path.read_bytes() if path.is_file() else b""
    for number, line in enumerate(content.split(b"\n")[:-1], 1):
        try:
            one = msgspec.json.decode(line, type=Listed)
        except (msgspec.DecodeError, UnicodeDecodeError):
            faults.append(
                Fault(f"{place}:{number}", "unreadable_line", "一条文件清单", line[:60].decode(errors="replace"))
            )
            continue
        if one.path.startswith("/") or ".." in one.path.split("/"):
            faults.append(Fault(f"{place}:{number}", "path_outside", "文件夹内的路径", one.path[:60]))
            continue
        entries.append(one)
    return tuple(entries), tuple(faults)


def verify_file(root: Path, folder: Path, listed: Listed) -> tuple[Fault, ...]:
    """Hold one kept file against its listing; a `size` of -1 is not compared. No link on the way is followed."""
    path = folder / listed.path
    place = path.relative_to(root).as_posix()
    for step in (path, *path.relative_to(root).parents[:-1]):
        if (root / step).is_symlink():
            return (Fault((root / step).relative_to(root).as_posix(), "link", "文件本身", "链接"),)
    if not path.exists():
        return (Fault(place, "missing", listed.sha256, "不存在"),)
    if not path.is_file():
        return (Fault(place, "not_a_file", "普通文件", "文件夹或设备"),)
    size, sums = digest_file(path, DIGESTS)
    faults = [] if size == listed.size or listed.size < 0 else [Fault(place, "size", str(listed.size), str(size))]
    for name, expected, found in zip(DIGESTS, (listed.sha256, listed.sm3), sums, strict=True):
        if expected != found:
            faults.append(Fault(place, f"digest_{name}", expected, found))
    return tuple(faults)


def _within(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []


def _leaves(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if path.is_symlink() or not path.is_dir():
            yield path


def strangers(root: Path, paths: Iterable[Path]) -> Verdict:
    """Return a fault for each file that no record names, a mere warning for what file managers leave behind."""
    faults = []
    warnings = []
    for path in paths:
        place = printable_name(path.relative_to(root).as_posix())
        if path.name in DROPPINGS and path.is_file() and not path.is_symlink():
            warnings.append(Warned(place, "dropping", "文件管理器留下的文件，不属于案卷"))
        else:
            faults.append(Fault(place, "unlisted", "台账中有记录", "没有记录的文件"))
    return Verdict(0, tuple(faults), tuple(warnings))
