"""Checking a bag by RFC 8493 (and the drafts before it) alone: complete, and every digest equal."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from msgspec import Struct

from archiver.bagit.tagfiles import (
    DECLARATION,
    Declaration,
    Listing,
    read_declaration,
    read_fetch,
    read_info,
    read_manifest,
)
from archiver.digests import digest_file
from archiver.faults import Fault, Verdict, Warned
from parsers.source import DROPPINGS

_MANIFEST: Final = re.compile(r"(?P<tag>tag)?manifest-(?P<algorithm>[a-z0-9]+)\.txt\Z", re.IGNORECASE)


class Manifest(Struct, frozen=True):
    """A manifest as read."""

    name: str
    algorithm: str
    tag: bool
    entries: tuple[Listing, ...]


class Bag(Struct, frozen=True):
    """A bag as it lies on disk: the declaration, the files by path (no links), the manifests, the labels."""

    root: Path
    declared: Declaration
    files: frozenset[str]
    manifests: tuple[Manifest, ...]
    info: tuple[tuple[str, str], ...]

    def label(self, name: str) -> str | None:
        """Return the first value of a label of bag-info.txt."""
        return next((value for label, value in self.info if label.lower() == name.lower()), None)


def check_bag(root: Path) -> Verdict:
    """Return every fault of a bag, and what its makers should be told."""
    bag, verdict = read_bag(root)
    return verdict + (compare(bag) if bag else Verdict())


def read_bag(root: Path) -> tuple[Bag | None, Verdict]:
    """Read the lists of a bag; None where bagit.txt does not say how."""
    files, faults = _walk(root)
    if DECLARATION not in files:
        return None, Verdict(0, (Fault(DECLARATION, "missing", "BagIt 声明", "不存在"), *faults))
    declared, more = read_declaration((root / DECLARATION).read_bytes())
    if declared is None:
        return None, Verdict(1, (*faults, *more))
    verdict = Verdict(1, faults)
    manifests = []
    for name in sorted(files):
        if match := _MANIFEST.match(name):
            manifest, told = _manifest(root, name, match["algorithm"].lower(), bool(match["tag"]), declared)
            verdict += told
            manifests.append(manifest)
    info, told = _info(root, files, declared)
    if not any(not one.tag for one in manifests):
        verdict += Verdict(0, (Fault("manifest-*.txt", "missing", "至少一份清单", "没有"),))
    return Bag(root, declared, files, tuple(manifests), info), verdict + told


def compare(bag: Bag) -> Verdict:
    """Hold the files of a bag against its lists."""
    verdict = Verdict()
    for manifest in bag.manifests:
        verdict += _listed_once(bag, manifest)
        verdict += _twins(manifest)
    verdict += _complete(bag) + _fetched(bag) + _oxum(bag)
    for path, wanted in sorted(_wanted(bag).items()):
        verdict += _digests(bag, path, wanted)
    odd = sorted(path for path in bag.files if path.rpartition("/")[2] in DROPPINGS)
    return verdict + Verdict(
        0, (), tuple(Warned(path, "system_file", "文件管理器留下的文件被收进了包里") for path in odd)
    )


def _walk(root: Path) -> tuple[frozenset[str], tuple[Fault, ...]]:
    files: set[str] = set()
    faults: list[Fault] = []
    waiting = [root]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                place = Path(entry.path).relative_to(root).as_posix()
                if entry.is_symlink():
                    faults.append(Fault(shown(place), "link", "文件本身", "链接"))
                elif entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                elif entry.is_file(follow_symlinks=False):
                    files.add(place)
                else:
                    faults.append(Fault(shown(place), "not_a_file", "普通文件", "设备或管道"))
    return frozenset(files), tuple(sorted(faults))


def shown(path: str) -> str:
    """Return a path that can be printed, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _text(root: Path, name: str, encoding: str) -> tuple[str, tuple[Fault, ...]]:
    try:
        return (root / name).read_bytes().decode(encoding), ()
    except UnicodeError:
        return "", (Fault(name, "unreadable", f"{encoding} 文字", "不能解码"),)


def _manifest(root: Path, name: str, algorithm: str, tag: bool, declared: Declaration) -> tuple[Manifest, Verdict]:
    width = _width(algorithm)
    if not width:
        fault = Fault(name, "cannot_verify", "认得的校验算法", algorithm)
        return Manifest(name, algorithm, tag, ()), Verdict(0, (fault,))
    text, faults = _text(root, name, declared.encoding)
    entries, verdict = read_manifest(text, name, declared, width)
    if not tag:
        faults += tuple(
            Fault(f"{name}:{one.line}", "path_outside", "data/ 之下的路径", one.path)
            for one in entries
            if not one.path.startswith("data/")
        )
    return Manifest(name, algorithm, tag, entries), verdict + Verdict(0, faults)


def _width(algorithm: str) -> int:
    """Return the number of hexadecimal figures, 0 for an algorithm that this machine cannot compute."""
    if algorithm not in hashlib.algorithms_available:
        return 0
    return hashlib.new(algorithm).digest_size * 2


def _info(root: Path, files: frozenset[str], declared: Declaration) -> tuple[tuple[tuple[str, str], ...], Verdict]:
    name = next((one for one in ("bag-info.txt", "package-info.txt") if one in files), None)
    if name is None:
        return (), Verdict()
    text, unreadable = _text(root, name, declared.encoding)
    info, faults = read_info(text, name)
    return info, Verdict(0, unreadable + faults)


def _listed_once(bag: Bag, manifest: Manifest) -> Verdict:
    faults: list[Fault] = []
    warnings: list[Warned] = []
    seen: dict[str, Listing] = {}
    for one in manifest.entries:
        before = seen.setdefault(one.path, one)
        place = f"{manifest.name}:{one.line}"
        if before.digest != one.digest:
            faults.append(Fault(place, "listed_twice", f"{one.path} 只有一个校验码", "两个不同的校验码"))
        elif before is not one:
            if bag.declared.version >= (1, 0):
                faults.append(Fault(place, "listed_twice", f"{one.path} 只列一次", "列了两次"))
            else:
                warnings.append(Warned(place, "listed_twice", f"{one.path} 列了两次"))
    return Verdict(0, tuple(faults), tuple(warnings))


def folded(path: str) -> str:
    """Return the name under which file systems that fold case or normalise would find a file."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _twins(manifest: Manifest) -> Verdict:
    groups: dict[str, set[str]] = {}
    for one in manifest.entries:
        groups.setdefault(folded(one.path), set()).add(one.path)
    return Verdict(
        0,
        (),
        tuple(
            Warned(manifest.name, "twin_names", f"{' 与 '.join(sorted(names))} 在有些系统上是同一个文件名")
            for names in groups.values()
            if len(names) > 1
        ),
    )


def _missing(bag: Bag, manifest: Manifest) -> Iterator[Fault]:
    """Yield what is listed and not there, but for a twin with the same digest: one file, two spellings."""
    there = {(folded(one.path), one.digest) for one in manifest.entries if one.path in bag.files}
    for one in manifest.entries:
        if one.path not in bag.files and (folded(one.path), one.digest) not in there:
            yield Fault(shown(one.path), "missing", f"{manifest.name} 第 {one.line} 行", "不存在")


def _complete(bag: Bag) -> Verdict:
    faults = [fault for manifest in bag.manifests for fault in _missing(bag, manifest)]
    payload = sorted(path for path in bag.files if path.startswith("data/"))
    lists = [(one.name, {entry.path for entry in one.entries}) for one in bag.manifests if not one.tag]
    for path in payload:
        absent = [name for name, listed in lists if path not in listed]
        if lists and (len(absent) == len(lists) or (absent and bag.declared.version >= (1, 0))):
            faults.append(Fault(shown(path), "unlisted", f"列在 {'、'.join(absent)}", "没有列出"))
    return Verdict(0, tuple(faults))


def _fetched(bag: Bag) -> Verdict:
    if "fetch.txt" not in bag.files:
        return Verdict()
    text, unreadable = _text(bag.root, "fetch.txt", bag.declared.encoding)
    paths, faults = read_fetch(text, bag.declared)
    listed = {one.path for manifest in bag.manifests if not manifest.tag for one in manifest.entries}
    strange = tuple(
        Fault("fetch.txt", "unlisted", "清单里有的文件", shown(path)) for path in paths if path not in listed
    )
    return Verdict(0, unreadable + faults + strange)


def _oxum(bag: Bag) -> Verdict:
    told = bag.label("Payload-Oxum")
    if told is None:
        return Verdict()
    payload = [bag.root / path for path in bag.files if path.startswith("data/")]
    found = f"{sum(path.stat().st_size for path in payload)}.{len(payload)}"
    return Verdict(1, () if told == found else (Fault("bag-info.txt", "payload_oxum", told, found),))


def _wanted(bag: Bag) -> dict[str, list[tuple[str, str]]]:
    """Return for each file that lies there the algorithms and digests that lists give for it."""
    wanted: dict[str, list[tuple[str, str]]] = {}
    for manifest in bag.manifests:
        for one in manifest.entries:
            if one.path in bag.files:
                wanted.setdefault(one.path, []).append((manifest.algorithm, one.digest))
    return wanted


def _digests(bag: Bag, path: str, wanted: Iterable[tuple[str, str]]) -> Verdict:
    algorithms = tuple(sorted({algorithm for algorithm, _ in wanted}))
    _, sums = digest_file(bag.root / path, algorithms)
    found = dict(zip(algorithms, sums, strict=True))
    return Verdict(1, tuple(_differing(shown(path), wanted, found)))


def _differing(place: str, wanted: Iterable[tuple[str, str]], found: dict[str, str]) -> Iterator[Fault]:
    for algorithm, expected in sorted(set(wanted)):
        if found[algorithm] != f"{algorithm}:{expected}":
            yield Fault(place, f"digest_{algorithm}", f"{algorithm}:{expected}", found[algorithm])
