"""What lies at a URL and may hold talks: the whole listing at once, since stores have no folders to walk."""

import posixpath
from collections.abc import Container, Iterable, Iterator
from typing import Final

from msgspec import Struct

from archiver.batch.aside import is_aside, is_dropping
from archiver.batch.places import Parcel, UrlSource, delivered, name_of, parcel_of, reach
from archiver.batch.problem import Problem, problem_of
from archiver.errors import CaseError
from archiver.exhibits import printable_name
from parsers import Source, media_folder
from parsers.formats import qce_jsonl
from parsers.identify import is_pictured
from parsers.source import MAX_MEMBERS

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_MANIFEST: Final = "manifest.json"


class Named(Struct, frozen=True):
    """A file or folder at a URL under its label; `inside` is the label of the one export in a folder of pictures."""

    label: str
    url: str
    inside: str = ""


class Listing(Struct, frozen=True):
    """What may hold talks, what is an archive, what could not be taken, and how much lies beside."""

    kept: tuple[Named, ...] = ()
    archives: tuple[Named, ...] = ()
    problems: tuple[Problem, ...] = ()
    beside: int = 0


def list_url(url: str, label: str) -> Listing:
    """List what lies at a URL. A fault of the store is a problem of the listing, not of the run."""
    try:
        system, root = reach(url)
        paths = sorted(system.find(root))
        if not paths:
            return Listing(problems=(Problem(label, "里面没有文件", "请检查网址"),))
        if len(paths) > MAX_MEMBERS:
            return Listing(problems=(Problem(label, f"里面的文件超过 {MAX_MEMBERS} 个", "请分成几个网址再给出"),))
        below = {path.removeprefix(root).strip("/"): system.unstrip_protocol(path) for path in paths}
        return _sorted_out(below, url, label)
    except (OSError, CaseError) as error:
        return Listing(problems=(problem_of(label, error),))


def _sorted_out(below: dict[str, str], url: str, label: str) -> Listing:
    """Tell folders that are one thing, then files; `below` maps paths under the URL to URLs ('' is the URL itself)."""
    kept: list[Named] = []
    problems: list[Problem] = []
    whole: set[str] = set()
    pictured = _pictured(below)
    for folder in sorted({posixpath.dirname(name) for name in below if name}):
        if _is_held(folder, whole):
            continue
        place = Named(_label(label, folder), f"{url.rstrip('/')}/{folder}".rstrip("/"))
        refused = _refused(folder, below, place.label)
        if refused is not None:
            problems.append(refused)
        elif posixpath.join(folder, _MANIFEST) in below and _is_export(below[posixpath.join(folder, _MANIFEST)]):
            kept.append(place)
        elif folder in pictured:
            kept.append(Named(place.label, place.url, _label(label, pictured[folder])))
        else:
            continue
        whole.add(folder)
    loose = {name: one for name, one in below.items() if not _is_held(name, whole)}
    files = _files(loose, label)
    return Listing((*kept, *files.kept), files.archives, (*problems, *files.problems), files.beside)


def _files(below: dict[str, str], label: str) -> Listing:
    kept: list[Named] = []
    archives: list[Named] = []
    problems: list[Problem] = []
    beside = 0
    for name, url in below.items():
        if any(is_dropping(part) for part in name.split("/") if part):
            continue
        if is_aside(name or name_of(url)):
            beside += 1
            continue
        one = Named(_label(label, name), url)
        try:
            system, path = reach(url)
            (archives if system.cat_file(path, 0, 4) in _ZIP else kept).append(one)
        except OSError as error:
            problems.append(problem_of(one.label, error))
    return Listing(tuple(kept), tuple(archives), tuple(problems), beside)


def _refused(folder: str, below: Iterable[str], label: str) -> Problem | None:
    def has(*names: str) -> bool:
        return all(posixpath.join(folder, name) in below for name in names)

    if has("case.toml"):
        return Problem(label, "是案卷，不是导出文件", "请对它单独运行 juzheng report")
    if has("batch.json", "secret.key"):
        return Problem(label, "是另一次批处理的结果", "请给出原来的导出文件所在的文件夹")
    return None


def _is_export(manifest: str) -> bool:
    """Say whether a manifest lists chunks, as the folder of one export does."""
    pieces = parcel_of(manifest).pieces
    with delivered(Parcel(_MANIFEST, pieces)) as path:
        return qce_jsonl.sniff(Source.open(path.parent))


def _pictured(below: dict[str, str]) -> dict[str, str]:
    """Return the one export of each folder that holds it, its `resources/` and nothing else."""
    mark = f"/{media_folder.MEDIA}/"
    homes = {f"/{name}".partition(mark)[0].strip("/") for name in below if mark in f"/{name}"}
    inside: dict[str, list[str]] = {}
    for name in below:
        for home in _holders(name, homes):
            inside.setdefault(home, []).append(name.removeprefix(f"{home}/"))
    found: dict[str, str] = {}
    for home, names in inside.items():
        export = media_folder.export_name(names)
        if export is not None and "/" not in export:
            name = posixpath.join(home, export)
            if is_pictured(UrlSource.at(below[name])):
                found[home] = name
    return found


def _holders(name: str, folders: Container[str]) -> Iterator[str]:
    """Yield which of some folders a path is or lies in, the innermost first, in as many steps as it has parts."""
    while name:
        if name in folders:
            yield name
        name = posixpath.dirname(name)
    if "" in folders:
        yield ""


def _is_held(name: str, folders: Container[str]) -> bool:
    return next(_holders(name, folders), None) is not None


def _label(label: str, name: str) -> str:
    return f"{label}/{printable_name(name)}" if name else label
