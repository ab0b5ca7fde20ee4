"""One step of a case, done wholly or not at all.

A step is staged first (`.incoming/`), then written down as a `Step` (`.pending`): from that moment on it will be
carried out, if need be by the next program that opens the case. Before that moment it never happened.
"""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from archiver.durable import append, clear, force_folder, move, publish
from archiver.errors import CaseError
from archiver.ledger import LEDGER

INCOMING: Final = ".incoming"
PENDING: Final = ".pending"
LOCK: Final = ".lock"
UNPUBLISHED: Final = ".*.part"
"""How `durable.publish` calls a file that is not in its place yet."""


class BusyError(CaseError):
    """Another program holds the case."""


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """What is to be done: the ledger's size before, the lines to append, and names inside the case to move.

    `moves` go to free names; `replaces` take the place of a small file such as case.toml.
    """

    size: int
    lines: bytes
    moves: tuple[tuple[str, str], ...] = ()
    replaces: tuple[tuple[str, str], ...] = ()


@contextlib.contextmanager
def alone(root: Path) -> Iterator[None]:
    """Hold the case for writing; BusyError where another program holds it. The system frees it when a holder dies."""
    descriptor = os.open(root / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _lock(descriptor)
        except OSError as error:
            raise BusyError(f"案卷 {root.name} 正被另一个程序使用", "等它结束后再试") from error
        yield
    finally:
        os.close(descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def carry_out(root: Path, step: Step) -> None:
    """Do a step; the caller holds the case. An OSError (a full disk, a taken name) leaves the case as it was."""
    for _, target in step.moves:
        if os.path.lexists(root / target):
            raise FileExistsError(17, "already there", str(root / target))
    publish(root / PENDING, msgspec.json.encode(step))
    try:
        append(root / LEDGER, step.size, step.lines)
    except OSError:
        (root / PENDING).unlink()
        raise
    _finish(root, step)


def recover(root: Path) -> None:
    """Finish a step that was written down but not carried out, and drop staged work that never was.

    The caller holds the case. CaseError where the written step does not fit the case.
    """
    pending = root / PENDING
    if pending.exists():
        try:
            step = msgspec.json.decode(pending.read_bytes(), type=Step)
        except msgspec.DecodeError as error:
            raise CaseError(f"{pending} 不是本程序写下的记录", "不要手工改动案卷；请从备份或封存包恢复") from error
        _refuse_foreign(root, step)
        append(root / LEDGER, step.size, step.lines)
        _finish(root, step)
    clear(root / INCOMING)
    for part in root.glob(UNPUBLISHED):
        part.unlink()


def unfinished(root: Path) -> bool:
    """Tell whether an earlier program left work here, staged or written down."""
    return (root / PENDING).exists() or (root / INCOMING).exists() or any(root.glob(UNPUBLISHED))


def _refuse_foreign(root: Path, step: Step) -> None:
    content = (root / LEDGER).read_bytes()
    names = [name for pair in step.moves + step.replaces for name in pair]
    inside = all((root / name).resolve().is_relative_to(root.resolve()) for name in names)
    if not inside or len(content) < step.size or not step.lines.startswith(content[step.size :]):
        raise CaseError(f"{root / PENDING} 与台账对不上", "不要手工改动案卷；请从备份或封存包恢复")


def _finish(root: Path, step: Step) -> None:
    for origin, target in step.moves:
        if (root / origin).exists():
            move(root / origin, root / target)
    for origin, target in step.replaces:
        if (root / origin).exists():
            os.replace(root / origin, root / target)  # noqa: PTH105 - the one call a test must be able to stop
            force_folder(root)
    (root / PENDING).unlink()
    force_folder(root)
