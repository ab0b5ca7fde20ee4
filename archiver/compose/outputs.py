"""What runs of the program wrote into a folder: the next run takes away what it wrote itself, and nothing else.

A list in the folder names each report file with its digest. A file that is not on the list, or no longer has the bytes
on it, is somebody's own and is never lost: a run that needs its name moves it aside.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from archiver.digests import digest, digest_file
from archiver.durable import publish

LIST: Final = ".juzheng-reports"
"""The name of the list; it has no suffix of any report, so that nobody takes it for one."""
_SCHEMA: Final = "juzheng/report-files/1"
_PLAIN: Final = re.compile(r"[^/\\:]+")

Tell = Callable[[str], object]
"""Takes one Chinese sentence for the user."""


class Output(Struct, frozen=True):
    """A report file: its name in the folder, the report it is a form of, and its digest as written."""

    name: str
    report: str
    sha256: str


class _Listed(Struct, frozen=True):
    schema: str
    files: tuple[Output, ...]


def publish_run(folder: Path, report: str, documents: Sequence[tuple[Path, bytes]], tell: Tell) -> None:
    """Write the files of one run of `report`, and remove those that an earlier run of it wrote and this one did not.

    The list names old and new files before anything is touched, so that a run which is stopped leaves nothing unknown.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = _read(folder)
    fresh = tuple(Output(path.name, report, digest(content)) for path, content in documents)
    _write(folder, (*known, *fresh))
    for path, content in documents:
        _keep_own(path, known, fresh, tell)
        publish(path, content)
    names = {one.name for one in fresh}
    for one in known:
        if one.report == report and one.name not in names and _is_ours(folder / one.name, (one,)):
            (folder / one.name).unlink()
    _write(folder, (*(one for one in _still_there(folder, known) if one.name not in names), *fresh))


def _keep_own(path: Path, known: Iterable[Output], fresh: Iterable[Output], tell: Tell) -> None:
    """Move a file aside that bears the name of a report and is not the one that we wrote."""
    if not path.is_file() or _is_ours(path, (*known, *fresh)):
        return
    aside = next(one for one in _aside(path) if not one.exists())
    path.rename(aside)
    tell(f"“{path.name}”不是本程序写出时的样子（可能填写或改动过），没有覆盖，已改名为“{aside.name}”")


def _aside(path: Path) -> Iterator[Path]:
    number = 1
    while True:
        yield path.with_name(f"{path.stem}-原有{number}{path.suffix}")
        number += 1


def _is_ours(path: Path, listed: Iterable[Output]) -> bool:
    """Say whether a file has the bytes with which a run wrote it."""
    if path.is_symlink() or not path.is_file():
        return False
    _, (found,) = digest_file(path, ("sha256",))
    return any(one.name == path.name and one.sha256 == found for one in listed)


def _still_there(folder: Path, known: Iterable[Output]) -> Iterator[Output]:
    return (one for one in known if (folder / one.name).is_file())


def _read(folder: Path) -> tuple[Output, ...]:
    """Return the list; an unreadable one is no list, by which nothing is removed."""
    try:
        listed = msgspec.json.decode((folder / LIST).read_bytes(), type=_Listed)
    except (OSError, msgspec.DecodeError):
        return ()
    if listed.schema != _SCHEMA:
        return ()
    return tuple(one for one in listed.files if _PLAIN.fullmatch(one.name) and one.name not in {".", "..", LIST})


def _write(folder: Path, files: Iterable[Output]) -> None:
    listed = _Listed(_SCHEMA, tuple(dict.fromkeys(files)))
    publish(folder / LIST, msgspec.json.format(msgspec.json.encode(listed), indent=1) + b"\n")
