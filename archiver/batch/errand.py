"""What a cluster's worker is sent to do: its inputs brought to it, its results handed back through the store.

A worker does one errand at a time, however many threads it has: the readers hold what they read in the memory of one
process. It refuses an errand that was thought of by another program, other rules or another trained reader.
"""

import functools
import threading
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from archiver.batch.bundle import ENDING, pack
from archiver.batch.checks import made_by
from archiver.batch.glance import Glance, Seen, glance
from archiver.batch.look import look_at
from archiver.batch.places import Parcel, delivered, here, join, put_whole, reach, scratch
from archiver.batch.pool import Failure, Guarded
from archiver.batch.problem import BatchStoppedError
from archiver.batch.rows import Done, Task
from archiver.batch.work import furnish, work
from archiver.errors import CaseError

_ONE: Final = threading.Lock()


class LookErrand(Struct, frozen=True):
    """A file to look at. `parcel` is where it was sent to; None where the worker finds it at its own place."""

    glance: Glance
    parcel: Parcel | None
    made_by: tuple[str, ...]


class WorkErrand(Struct, frozen=True):
    """An item to do, with a parcel for each input or None as above; `results` is the URL that its results go to."""

    task: Task
    parcels: tuple[Parcel | None, ...]
    results: str


class Asking(Struct, frozen=True):
    """What a worker must have to be of use: the store, and the paths that it is expected to see."""

    store: str
    paths: tuple[str, ...]


class Greeting(Struct, frozen=True):
    """What a worker is: who made it, which of the paths it cannot see, and why it cannot write to the store."""

    made_by: tuple[str, ...]
    unseen: tuple[str, ...] = ()
    unwritable: str = ""


def greet(asking: Asking | None) -> Greeting:
    """Answer for this worker; where a store is asked after, a file is written to it and removed."""
    if asking is None:
        return Greeting(_made_by())
    unseen = tuple(path for path in asking.paths if not Path(path).exists())
    if unseen:
        return Greeting(_made_by(), unseen)
    probe = join(asking.store, f"probe-{uuid.uuid4().hex}")
    try:
        with scratch() as folder:
            (folder / "probe").write_bytes(b"juzheng")
            put_whole(folder / "probe", probe)
        system, path = reach(probe)
        system.rm_file(path)
    except CaseError as error:
        return Greeting(_made_by(), (), error.what)
    except OSError as error:
        return Greeting(_made_by(), (), error.strerror or str(error))
    return Greeting(_made_by())


def run_look(errand: LookErrand) -> Seen | Failure:
    """Look at a file or a part of it; every fault comes back as a value."""
    with _ONE:
        return Guarded(_look)(errand)


def run_work(errand: WorkErrand) -> Done | Failure:
    """Do an item and put its results into the store; every fault comes back as a value."""
    with _ONE:
        return Guarded(_work)(errand)


def _look(errand: LookErrand) -> Seen:
    _refuse_other(errand.made_by)
    if errand.glance.want != "whole":
        return glance(errand.glance)
    sight = errand.glance.sight
    with delivered(errand.parcel) if errand.parcel else here(sight.found.path) as path:
        return look_at(path, sight)


def _work(errand: WorkErrand) -> Done:
    batch, item = errand.task.batch, errand.task.item
    _refuse_other(batch.settings.made_by)
    with scratch() as folder, _brought(errand) as paths:
        mine = replace(batch, out=folder / batch.out.name)
        furnish(mine)
        inputs = tuple(replace(one, path=str(path)) for one, path in zip(item.inputs, paths, strict=True))
        done = work(Task(replace(item, inputs=inputs), mine))
        bundle = folder / f"{item.id}{ENDING}"
        pack(mine, item.id, bundle)
        try:
            put_whole(bundle, join(errand.results, bundle.name))
        except OSError as error:
            why = error.strerror or str(error)
            raise BatchStoppedError(f"结果存不进 {errand.results}（{why}）", "请检查空间和权限后加 --resume") from error
    return done


@contextmanager
def _brought(errand: WorkErrand) -> Iterator[tuple[Path, ...]]:
    """Yield the inputs of an item on this machine's disk."""
    with ExitStack() as held:
        yield tuple(
            held.enter_context(delivered(parcel) if parcel else here(one.path))
            for one, parcel in zip(errand.task.item.inputs, errand.parcels, strict=True)
        )


@functools.cache
def _made_by() -> tuple[str, ...]:
    return made_by()


def _refuse_other(expected: tuple[str, ...]) -> None:
    """BatchStoppedError in a worker that joined with another version."""
    if _made_by() != expected:
        raise BatchStoppedError(differs(expected, _made_by()), SAME_VERSION)


SAME_VERSION: Final = "请在每台机器上装同一版本的 juzheng，重启工作进程，再加 --resume"


def differs(mine: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    """Say in what a worker differs."""
    told = "；".join(
        f"这里 {one[:24]}，那里 {other[:24]}" for one, other in zip(mine, theirs, strict=True) if one != other
    )
    return f"工作进程的程序、规则或模型与这里不同（{told}）"
