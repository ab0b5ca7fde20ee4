"""Work spread over processes: results as they come, a worker that dies costs only its own piece.

A piece of work is one frozen value in and one out, and all it leaves behind lies in the batch folder; so a cluster can
take the place of these processes (`Workers`).
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from typing import Final, Generic, Protocol, TypeVar

from msgspec import Struct

from archiver.batch.problem import BatchStoppedError, problem_of

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
_Result_co = TypeVar("_Result_co", covariant=True)

_AHEAD: Final = 4
"""Pieces handed out for each process: enough to keep it busy, few enough to hold little."""
_PRELOADED: Final = ("archiver.batch.work", "archiver.batch.look")
"""What every worker needs; a fork server reads it once for all."""

_METHOD: Final = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"


class Failure(Struct, frozen=True):
    """What stopped a piece of work: why, what to do, and whether every further piece would fail the same way."""

    why: str
    what_to_do: str
    fatal: bool = False


DIED: Final = Failure("处理它的进程中途被系统结束（多半是内存不足）", "请减少 --jobs，或把导出文件分段后再试")


def make_ready() -> None:
    """Have what workers are started from read what all of them need, while we go on; nothing if it has begun to."""
    # One core a process is what --jobs promises; the sums of the reader are too small to share anyway.
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    if _METHOD == "forkserver":
        from multiprocessing import forkserver  # noqa: PLC0415 - is not there on Windows

        forkserver.set_forkserver_preload(list(_PRELOADED))
        forkserver.ensure_running()


class Workers(Protocol[_Task, _Result_co]):
    """Workers for one kind of task. Use as a context: leaving it ends what is under way."""

    def __enter__(self) -> "Workers[_Task, _Result_co]":
        """Begin."""

    def __exit__(self, *told: object) -> None:
        """End."""

    def spread(self, tasks: Iterable[_Task], /) -> Iterator[tuple[_Task, _Result_co | Failure]]:
        """Yield each task with its result or failure, in the order in which they are done."""


class Guarded(Generic[_Task, _Result]):
    """Work whose every fault comes back as a value: many exceptions do not survive the way between processes."""

    def __init__(self, work: Callable[[_Task], _Result]) -> None:
        self._work = work

    def __call__(self, task: _Task) -> _Result | Failure:
        """Do the work."""
        try:
            return self._work(task)
        except Exception as error:  # noqa: BLE001 - a worker's outermost handler: one bad file never stops the run
            told = problem_of("", error)
            return Failure(told.why, told.what_to_do, isinstance(error, BatchStoppedError))


class Pool(Generic[_Task, _Result]):
    """Workers for one kind of task. Use as a context: leaving it ends the workers, at once where work is under way."""

    def __init__(self, work: Callable[[_Task], _Result], jobs: int) -> None:
        self._work = Guarded(work)
        self._jobs = jobs
        self._executor: ProcessPoolExecutor | None = None
        self._line: Connection | None = None

    def __enter__(self) -> "Pool[_Task, _Result]":
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def spread(self, tasks: Iterable[_Task]) -> Iterator[tuple[_Task, _Result | Failure]]:
        """Yield each task with its result or failure as they are done; of those done at once, the first handed out."""
        suspects: list[_Task] = []
        running: dict[Future[_Result | Failure], _Task] = {}
        waiting = iter(tasks)
        while True:
            self._fill(running, waiting)
            if not running:
                break
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            done = [future for future in running if future in ended]  # `ended` is a set: in no order at all
            broken = [future for future in done if isinstance(future.exception(), BrokenProcessPool)]
            for future in done:
                if future not in broken:
                    yield running.pop(future), future.result()
            if broken:
                suspects += running.values()
                running.clear()
                self._end()
        for task in suspects:
            yield task, self._alone(task)

    def _fill(self, running: dict[Future[_Result | Failure], _Task], waiting: Iterator[_Task]) -> None:
        while len(running) < self._jobs * _AHEAD:
            task = next(waiting, None)
            if task is None:
                return
            running[self._submit(task)] = task

    def _submit(self, task: _Task) -> Future[_Result | Failure]:
        try:
            return self._workers().submit(self._work, task)
        except BrokenProcessPool as error:
            future: Future[_Result | Failure] = Future()
            future.set_exception(error)
            return future

    def _alone(self, task: _Task) -> _Result | Failure:
        """Do again what was under way when a worker died; what kills one that works on nothing else is at fault."""
        future = self._submit(task)
        if isinstance(future.exception(), BrokenProcessPool):
            self._end()
            return DIED
        return future.result()

    def _workers(self) -> ProcessPoolExecutor:
        if self._executor is None:
            make_ready()
            context = multiprocessing.get_context(_METHOD)
            theirs, self._line = context.Pipe(duplex=False)
            self._executor = ProcessPoolExecutor(self._jobs, context, _begin, (theirs, gc.get_threshold()))
        return self._executor

    def _end(self) -> None:
        if self._line is not None:
            self._line.close()  # every worker watches its other end
            self._line = None
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


def _begin(line: Connection, patience: tuple[int, int, int]) -> None:
    """Leave ctrl-C to the program that started us, and end when it ends, however it ends.

    `patience` is how seldom it looks for garbage: a talk makes as little of it here.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*patience)
    parent = multiprocessing.parent_process()
    watched: Sequence[Connection | int] = (line,) if parent is None else (line, parent.sentinel)
    threading.Thread(target=_end_with, args=(watched,), daemon=True).start()


def _end_with(watched: "Sequence[Connection | int]") -> None:
    wait_for(watched)
    os._exit(1)
