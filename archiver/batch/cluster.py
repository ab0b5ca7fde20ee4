"""The workers of a Dask cluster as the crew of a batch.

Errands and what they come to are small and go through the scheduler. Exports and results do not: they go between the
machines through the store, any place that fsspec reaches; without one named it lies in the batch folder, which all
machines must then share. A worker that dies costs its errand, which the scheduler gives to another.
"""

import logging
import socket
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from archiver.batch.bundle import ENDING, take_in
from archiver.batch.checks import made_by
from archiver.batch.errand import (
    SAME_VERSION,
    Asking,
    Greeting,
    LookErrand,
    WorkErrand,
    differs,
    greet,
    run_look,
    run_work,
)
from archiver.batch.glance import LARGE, Glance, Glancing, Seen
from archiver.batch.look import Look, Sight
from archiver.batch.places import Parcel, get_file, identity, is_url, join, local, reach, scratch, send
from archiver.batch.pool import DIED, Failure, Workers
from archiver.batch.problem import BatchStoppedError
from archiver.batch.rows import Done, Task
from archiver.batch.settings import Batch
from archiver.digests import digest
from archiver.errors import CaseError

if TYPE_CHECKING:
    from distributed import Client, Future

_Task = TypeVar("_Task")
_Errand = TypeVar("_Errand")
_Result = TypeVar("_Result")

_PATIENCE: Final = 5
"""Seconds in which a scheduler must answer and have a worker."""
_AHEAD: Final = 4
_LEAST_AHEAD: Final = 32
"""Errands handed out for each thread of the cluster, and at least: workers may join later."""
_NO_JUZHENG: Final = "请在每台机器上运行 pip install 'juzheng[cluster]'，再重启工作进程"


@contextmanager
def connect(address: str) -> Iterator["Client"]:
    """Yield a connection to a scheduler whose workers run what runs here.

    CaseError where there is none, it has no workers, or one of them has no juzheng or another.
    """
    try:
        import distributed  # noqa: PLC0415 - only an extra brings it
    except ImportError:
        raise CaseError("没有安装 Dask", "请运行 pip install 'juzheng[cluster]'") from None
    _silence()
    try:
        _require_answer(address)
        client = distributed.Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CaseError(f"连不上调度器 {address}", "请检查地址，并确认 dask scheduler 正在运行") from error
    try:
        _refuse_others(client)
        yield client
    finally:
        client.close()


def _silence() -> None:
    """Have Dask say nothing: what went wrong, this program tells in one line. Each of its parts has its own logger."""
    for name in tuple(logging.root.manager.loggerDict):
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _require_answer(address: str) -> None:
    """Raise OSError where nobody listens, or one who does not greet as Dask does; ValueError for no address.

    Dask itself waits for ever for a server of another kind, and leaves a traceback where it gives up.
    """
    from distributed.comm.addressing import get_address_host_port  # noqa: PLC0415 - as above

    place = get_address_host_port(address)
    with socket.create_connection(place, timeout=_PATIENCE) as line:
        if address.startswith("tcp://") and not line.recv(1):
            raise ConnectionError("closed")


class Cluster:
    """A crew of Dask workers for one batch; what it puts into the store is removed when it is dismissed."""

    def __init__(self, client: "Client", batch: Batch, store: str | None) -> None:
        self._client = client
        self._batch = batch
        self._sends = store is not None
        key = digest(batch.secret + str(batch.out.resolve()).encode()).removeprefix("sha256:")[:24]
        self._home = join(store or (batch.work / "store").resolve().as_uri(), f"juzheng-{key}")
        self._sent: dict[str, Parcel] = {}

    @property
    def results(self) -> str:
        """The URL that results are handed back at."""
        return join(self._home, "results")

    def check(self, roots: tuple[str, ...]) -> None:
        """CaseError where a worker cannot write to the store, or cannot see what it is expected to see."""
        shared = [*roots, str(self._batch.out)] if not self._sends else []
        paths = tuple(str(path.resolve()) for one in shared if (path := local(one)) is not None)
        for address, greeting in _greetings(self._client, Asking(self._home, paths)):
            if greeting.unseen:
                raise CaseError(
                    f"工作进程 {address} 看不到 {greeting.unseen[0]}",
                    "请让各机器共用这个文件夹，或加 --store 给出大家都能读写的地方（如 s3://桶/目录）",
                )
            if greeting.unwritable:
                raise CaseError(
                    f"工作进程 {address} 写不进 {self._home}（{greeting.unwritable}）", "请检查权限和所需的组件"
                )

    def looking(self, large: int = LARGE) -> Workers[Sight, Look]:
        """Return workers that look at files, in parts where they are larger than twice `large` bytes."""
        workers: Workers[Glance, Seen] = _Errands(self._client, run_look, self._look_errand, lambda _, seen: seen)
        return Glancing(workers, large, self._place)

    def working(self) -> Workers[Task, Done]:
        """Return workers that do items."""
        return _Working(self._client, run_work, self._work_errand, self._take_in, self._ready())

    def dismiss(self) -> None:
        """Remove from the store what this batch put there."""
        system, path = reach(self._home)
        if system.exists(path):
            system.rm(path, recursive=True)

    def _look_errand(self, glance: Glance) -> LookErrand:
        return LookErrand(glance, self._parcel(glance.sight.found.path), self._batch.settings.made_by)

    def _place(self, sight: Sight) -> str:
        """Return where workers find the bytes of a file."""
        parcel = self._parcel(sight.found.path)
        return sight.found.path if parcel is None or len(parcel.pieces) != 1 else parcel.pieces[0].url

    def _work_errand(self, task: Task) -> WorkErrand:
        return WorkErrand(task, tuple(self._parcel(one.path) for one in task.item.inputs), self.results)

    def _parcel(self, place: str) -> Parcel | None:
        """Send an input of this machine's disk to the store, once; None for what workers find where it is."""
        if not self._sends or is_url(place):
            return None
        if place not in self._sent:
            key = digest(f"{place}\n{identity(place)}".encode()).removeprefix("sha256:")[:24]
            self._sent[place] = send(Path(place), join(self._home, "inputs", key))
        return self._sent[place]

    def _ready(self) -> frozenset[str]:
        """Return the items that workers of an interrupted run have handed back."""
        system, path = reach(self.results)
        found = system.find(path) if system.exists(path) else []
        names = (one.rpartition("/")[2] for one in found)
        return frozenset(name.removesuffix(ENDING) for name in names if name.endswith(ENDING))

    def _take_in(self, task: Task) -> Done:
        url = join(self.results, task.item.id + ENDING)
        with scratch() as folder:
            get_file(url, folder / "bundle")
            system, path = reach(url)
            system.rm_file(path)
            return take_in(folder / "bundle", self._batch, task.item.id)


class _Errands(Generic[_Task, _Errand, _Result]):
    """Workers for one kind of errand; `after` is done here with each result, in the order in which they come."""

    def __init__(
        self,
        client: "Client",
        run: Callable[[_Errand], _Result | Failure],
        errand: Callable[[_Task], _Errand],
        after: Callable[[_Task, _Result], _Result],
    ) -> None:
        self._client = client
        self._run = run
        self._errand = errand
        self._after = after
        self._running: dict[Future[_Result | Failure], _Task] = {}

    def __enter__(self) -> "_Errands[_Task, _Errand, _Result]":
        return self

    def __exit__(self, *_: object) -> None:
        if self._running and self._client.status == "running":
            self._client.cancel(list(self._running))
        self._running.clear()

    def spread(self, tasks: Iterable[_Task]) -> Iterator[tuple[_Task, _Result | Failure]]:
        """Yield each task with its result or failure, in the order in which they are done."""
        from distributed import as_completed  # noqa: PLC0415 - as above

        waiting = iter(tasks)
        ahead = max(_LEAST_AHEAD, _AHEAD * sum(self._client.nthreads().values()))
        first = [self._submit(task) for task in islice(waiting, ahead)]
        ready = as_completed(first, loop=self._client.loop)
        for future in ready:
            result = _result_of(future)
            task = self._running.pop(future)
            yield task, result if isinstance(result, Failure) else self._after(task, result)
            for more in islice(waiting, ahead - len(self._running)):
                ready.add(self._submit(more))

    def _submit(self, task: _Task) -> "Future[_Result | Failure]":
        future = self._client.submit(self._run, self._errand(task), pure=False)
        self._running[future] = task
        return future


class _Working(_Errands[Task, WorkErrand, Done]):
    """Workers that do items; what was handed back before is taken in and not done again."""

    def __init__(
        self,
        client: "Client",
        run: Callable[[WorkErrand], Done | Failure],
        errand: Callable[[Task], WorkErrand],
        take_in: Callable[[Task], Done],
        ready: frozenset[str],
    ) -> None:
        super().__init__(client, run, errand, lambda task, _: take_in(task))
        self._take_in = take_in
        self._ready = ready

    def spread(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Done | Failure]]:
        """Yield each task with its result or failure."""
        rest: list[Task] = []
        for task in tasks:
            if task.item.id in self._ready:
                yield task, self._take_in(task)
            else:
                rest.append(task)
        yield from super().spread(rest)


def _refuse_others(client: "Client") -> None:
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise CaseError("调度器没有工作进程", "请先在各机器上运行 dask worker") from error
    mine = made_by()
    for address, greeting in _greetings(client, None):
        if greeting.made_by != mine:
            raise CaseError(f"{address}：{differs(mine, greeting.made_by)}", SAME_VERSION)


def _greetings(client: "Client", asking: Asking | None) -> Iterator[tuple[str, Greeting]]:
    """Yield what each worker answers. CaseError where one cannot."""
    answers = client.run(greet, asking, on_error="return")
    for address, answer in sorted(answers.items()):
        if "ModuleNotFoundError" in repr(answer):  # Dask wraps what it could not even read
            raise CaseError(f"工作进程 {address} 没有装好 juzheng（{answer}）", _NO_JUZHENG)
        if not isinstance(answer, Greeting):
            raise CaseError(f"工作进程 {address} 没有正常应答（{answer}）", SAME_VERSION)
        yield address, answer


def _result_of(future: "Future[_Result | Failure]") -> _Result | Failure:
    """Return what an errand came to. BatchStoppedError where no answer will come."""
    from distributed import KilledWorker  # noqa: PLC0415 - as above

    try:
        return future.result()
    except KilledWorker:
        return DIED
    except ImportError as error:
        raise BatchStoppedError(f"一个工作进程没有装好 juzheng（{error}）", _NO_JUZHENG) from error
    except (CancelledError, OSError) as error:
        raise BatchStoppedError("与调度器的连接中断", "请重启调度器和工作进程，再加 --resume 接着做") from error
