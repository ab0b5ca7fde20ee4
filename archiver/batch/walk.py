"""Which files below the given folders may hold talks: folders and ZIPs are walked, links are not followed.

A URL is walked like a folder; what lies there stays there until a worker reads it, but a ZIP that is only a wrapping.

The label of a file is its folder's name and its path below it (`desk/2024-0315/chat.txt`), inside a ZIP after `!/`.
It does not depend on the order in which folders are named.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from archiver.batch.aside import is_aside, is_dropping
from archiver.batch.packed import unpack
from archiver.batch.places import get_file, identity, local, name_of
from archiver.batch.problem import Problem, problem_of
from archiver.batch.remote import Named, list_url
from archiver.batch.settings import Batch, is_batch
from archiver.errors import CaseError
from archiver.exhibits import files_below, printable_name
from archiver.inputs import is_case
from archiver.intake.opened import record_format
from parsers import Source, SourceError, media_folder
from parsers.formats import FORMATS, qce_jsonl
from parsers.identify import is_pictured
from parsers.refusal import refuse
from parsers.source import MAX_MEMBERS, ArchiveSource, FileSource

MAX_DEPTH: Final = 3
"""Archives inside archives that are opened; deeper ones are told as errors."""
MAX_LEVELS: Final = 100
"""Folders inside folders that are entered."""
_INTAKE: Final = (
    re.compile(r"[（(〔\[【]\d{4}[)）〕\]】][^\s/]{0,20}?\d+号(?:之[一二三四五六七八九十]+)?"),
    re.compile(r"(?<![0-9A-Za-z])[A-Za-z]{1,8}[-_]?\d{2,}(?:[-_]\d+)*"),
    re.compile(r"(?<!\d)\d{4,}(?:[-_]\d+)*"),
)
"""An intake number as desks write it, surest first: (2024)调字第15号, TS-2024-0031, 20240315001 or 2024-0315."""


class Found(Struct, frozen=True):
    """A file, or a folder that is one export, which may hold talks. `intake` is empty where the path bears none.

    `path` is that of this machine's disk, or a URL.
    """

    label: str
    path: str
    intake: str


class Walked(Struct, frozen=True):
    """What a walk met: what may hold talks (by label), what could not be entered, and how much lies beside."""

    found: tuple[Found, ...]
    problems: tuple[Problem, ...]
    beside: int


def walk(roots: tuple[str, ...], batch: Batch, passwords: tuple[str, ...] = ()) -> Walked:
    """Walk all roots; the same roots in any order give the same answer."""
    walker = _Walker(batch, passwords)
    for label, root in _labelled(roots):
        if isinstance(root, Path):
            walker.enter(root, label, 0)
        else:
            walker.enter_url(root, label)
    found = sorted(walker.found, key=lambda one: (one.label, one.path))
    return Walked(tuple(found), tuple(walker.problems), walker.beside)


def intake_number(label: str) -> str:
    """Return the intake number that the folders (and ZIPs) of a label bear, the outermost; empty where none does."""
    folders = label.replace("!/", "/").split("/")[:-1]
    for folder in folders:
        for pattern in _INTAKE:
            if match := pattern.search(folder):
                return match[0]
    return ""


def _labelled(roots: tuple[str, ...]) -> list[tuple[str, Path | str]]:
    """Return each root that lies in no other, with a name that no other bears."""
    real = sorted({path.resolve() for root in roots if (path := local(root)) is not None})
    outer = [root for root in real if not any(root != other and root.is_relative_to(other) for other in real)]
    urls = sorted({root.rstrip("/") for root in roots if local(root) is None})
    far = [url for url in urls if not any(url.startswith(f"{other}/") for other in urls)]
    names = Counter((*(root.name for root in outer), *map(name_of, far)))
    near = ((printable_name(root.name if names[root.name] == 1 else root.as_posix()), root) for root in outer)
    away = ((printable_name(name_of(url) if names[name_of(url)] == 1 else url), url) for url in far)
    return sorted((*near, *away), key=lambda one: (one[0], str(one[1])))


class _Walker:
    def __init__(self, batch: Batch, passwords: tuple[str, ...]) -> None:
        self._batch = batch
        self._out = batch.out.resolve()
        self._passwords = passwords
        self.found: list[Found] = []
        self.problems: list[Problem] = []
        self.beside = 0

    def enter(self, place: Path, label: str, depth: int) -> None:
        """Take in a folder or file of any kind."""
        if label.count("/") > MAX_LEVELS:
            self.problems.append(Problem(label, f"文件夹套了 {MAX_LEVELS} 层以上", "请直接给出里面的文件夹"))
        elif place.is_symlink():
            self.problems.append(Problem(label, "是链接，不跟随", "请直接给出它所指的文件或文件夹"))
        elif place.is_dir():
            self._folder(place, label, depth)
        elif place.is_file():
            self._file(place, label, depth)
        else:
            self.problems.append(Problem(label, "不是普通文件", "请给出导出的文件或文件夹本身"))

    def enter_url(self, url: str, label: str) -> None:
        """Take in what lies at a URL; an archive that is only a wrapping is brought here."""
        listed = list_url(url, label)
        self.problems += listed.problems
        self.beside += listed.beside
        for one in listed.kept:
            self._keep(one.url, one.label, one.inside)
        for one in listed.archives:
            self._fetched(one)

    def _fetched(self, one: Named) -> None:
        """Bring an archive here and take it in; one that is itself an export stays where it is."""
        path = self._batch.work / "unpacked" / identity(one.url).removeprefix("sha256:")[:24] / name_of(one.url)
        path.parent.mkdir(parents=True, exist_ok=True)
        get_file(one.url, path)
        known = len(self.found)
        self._file(path, one.label, 0)
        self.found[known:] = [
            Found(found.label, one.url, found.intake) if found.label == one.label else found
            for found in self.found[known:]
        ]

    def _folder(self, folder: Path, label: str, depth: int) -> None:
        if folder == self._out:
            return
        if is_case(folder):
            self.problems.append(Problem(label, "是案卷，不是导出文件", "请对它单独运行 juzheng report"))
        elif is_batch(folder):
            self.problems.append(Problem(label, "是另一次批处理的结果", "请给出原来的导出文件所在的文件夹"))
        elif (folder / "manifest.json").is_file() and qce_jsonl.sniff(Source.open(folder)):
            self._keep(folder, label)
        elif (name := _with_media(folder)) is not None:
            self._keep(folder, label, f"{label}/{name}")
        else:
            for entry in self._listed(folder, label):
                self.enter(Path(entry.path), f"{label}/{printable_name(entry.name)}", depth)

    def _listed(self, folder: Path, label: str) -> Iterator[os.DirEntry[str]]:
        try:
            with os.scandir(folder) as entries:
                kept = sorted(entries, key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            self.problems.append(problem_of(label, error))
            return
        if len(kept) > MAX_MEMBERS:
            self.problems.append(Problem(label, f"里面的文件超过 {MAX_MEMBERS} 个", "请分成几个文件夹再给出"))
            return
        yield from (entry for entry in kept if not is_dropping(entry.name))

    def _file(self, path: Path, label: str, depth: int) -> None:
        if is_aside(path.name):
            self.beside += 1
            return
        try:
            source = Source.open(path)
            if isinstance(source, ArchiveSource):
                self._archive(source, label, depth)
            else:
                self._keep(path, label)
        except (SourceError, OSError) as error:
            self.problems.append(problem_of(label, error))

    def _archive(self, source: ArchiveSource, label: str, depth: int) -> None:
        """Keep an archive that is itself an export; unpack any other, but not an office document."""
        export = media_folder.export_in(source)
        if export is not None and is_pictured(export):
            self._keep(source.path, label, f"{label}!/{printable_name(export.name)}")
        elif _is_whole(source):
            self._keep(source.path, label)
        elif source.path.suffix.lower() in {".xlsx", ".docx", ".pptx"}:
            self.problems.append(Problem(label, *refuse(source)))
        elif depth >= MAX_DEPTH:
            self.problems.append(Problem(label, f"压缩包套了 {MAX_DEPTH} 层以上", "请先解压，再给出解压后的文件夹"))
        else:
            shelf = self._batch.work / "unpacked"
            home, problems = unpack(source.path, label, shelf, self._passwords, self._batch.settings.zone)
            self.problems += problems
            for entry in self._listed(home, label):
                self.enter(Path(entry.path), f"{label}!/{printable_name(entry.name)}", depth + 1)

    def _keep(self, path: Path | str, label: str, inside: str = "") -> None:
        """Keep what is one export; `inside` is the label of its one file, whose folders may bear the intake number."""
        self.found.append(Found(label, str(path), intake_number(inside or label)))


def _with_media(folder: Path) -> str | None:
    """Return the name of the one export that a folder holds beside its `resources/`; None where it is no such."""
    if not (folder / media_folder.MEDIA).is_dir():
        return None
    export = media_folder.export_in(Source.open(folder))
    try:
        if export is None or "/" in export.name or not is_pictured(export):
            return None
        tuple(files_below(folder))
    except (SourceError, CaseError, OSError):
        return None  # it holds what no case keeps: its files are looked at one by one, and told
    return printable_name(export.name)


def _is_whole(source: ArchiveSource) -> bool:
    """Say whether an archive is one export or record as it stands.

    A reader that also takes the archive's bytes as a plain file reads a text stored in it unpacked, not the archive.
    """
    plain = FileSource(source.name, source.size, source.path, source.modified_ns, source.inode)
    if record_format(source) is not None:
        return True
    return any(one.sniff(source) and not one.sniff(plain) for one in FORMATS)
