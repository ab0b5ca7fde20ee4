"""What a change of rules or model gained and lost: the findings of this program beside those of a revision of it."""

import io
import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from archiver import told
from archiver.errors import CaseError
from archiver.told import Told

PACKAGES = ("archiver", "parsers", "reports")
_HERE = Path(__file__).resolve().parent


class Difference(Struct, frozen=True):
    """Acts that only one of two revisions found, each sorted by case and message."""

    gained: tuple[Told, ...]
    """Labelled, and found only now."""
    lost: tuple[Told, ...]
    """Labelled, and found only before."""
    alarms: tuple[Told, ...]
    """Not labelled, and found only now."""
    silenced: tuple[Told, ...]
    """Not labelled, and found only before."""


def against(corpus: Path, part: str, revision: str) -> Difference:
    """Compare what is found now with what the program of a git revision finds in the same cases.

    Raises CaseError where the program does not run from a git checkout, or the revision cannot be had or run.
    """
    return difference(_before(corpus, part, revision), told.told(corpus, part))


def difference(before: Iterable[Told], now: Iterable[Told]) -> Difference:
    """Return what was found by only one of two."""
    then = {_key(one): one for one in before if one.found}
    found = {_key(one): one for one in now if one.found}
    new = sorted(one for key, one in found.items() if key not in then)
    gone = sorted(one for key, one in then.items() if key not in found)
    return Difference(
        gained=tuple(one for one in new if one.wanted),
        lost=tuple(one for one in gone if one.wanted),
        alarms=tuple(one for one in new if not one.wanted),
        silenced=tuple(one for one in gone if not one.wanted),
    )


def _key(one: Told) -> tuple[str, str, str]:
    return one.case, one.ref, one.act


def _before(corpus: Path, part: str, revision: str) -> tuple[Told, ...]:
    with tempfile.TemporaryDirectory() as folder:
        _check_out(revision, Path(folder))
        lines = _run(
            [sys.executable, "-P", str(_HERE / "told.py"), str(corpus.resolve()), part],
            remedy="这个版本没有评测所需的部分；请换一个较新的版本",
            path=folder,
        ).splitlines()
    return tuple(msgspec.json.decode(line, type=Told) for line in lines)


def _check_out(revision: str, folder: Path) -> None:
    packed = _run(
        ["git", "-C", str(_HERE.parent), "archive", "--format=tar", revision, "--", *PACKAGES],
        remedy="--against 需要在 git 检出的源码里运行，并给出一个存在的版本（如 HEAD~1）",
    )
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        # `filter=` came with 3.11.4; the archive is git's own, of this repository.
        archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
        archive.extractall(folder)  # noqa: S202 - by the data filter wherever Python has one


def _run(command: list[str], *, remedy: str, path: str | None = None) -> bytes:
    environment = dict(os.environ) if path is None else {**os.environ, "PYTHONPATH": path}
    try:
        done = subprocess.run(command, check=True, capture_output=True, env=environment)  # noqa: S603 - our own words, no shell
    except (OSError, subprocess.CalledProcessError) as error:
        said = error.stderr.decode(errors="replace").strip() if isinstance(error, subprocess.CalledProcessError) else ""
        raise CaseError(f"取不到要比较的版本：{said.splitlines()[-1] if said else error}", remedy) from error
    return done.stdout
