"""Who does the work of a batch: processes of this machine, or a cluster's workers. Both do the same pieces."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from msgspec import Struct

from archiver.batch.look import Look, Sight, look
from archiver.batch.pool import Failure, Pool
from archiver.batch.rows import Done, Task
from archiver.batch.work import work

_Task = TypeVar("_Task")
_Result_co = TypeVar("_Result_co", covariant=True)


class Workers(Protocol[_Task, _Result_co]):
    """Workers for one kind of task. Use as a context: leaving it ends what is under way."""

    def __enter__(self) -> "Workers[_Task, _Result_co]":
        """Begin."""

    def __exit__(self, *told: object) -> None:
        """End."""

    def spread(self, tasks: Iterable[_Task], /) -> Iterator[tuple[_Task, _Result_co | Failure]]:
        """Yield each task with its result or failure, in the order in which they are done."""


class Crew(Protocol):
    """Who looks at files and works on talks."""

    def looking(self) -> Workers[Sight, Look]:
        """Return workers that look at files."""

    def working(self) -> Workers[Task, Done]:
        """Return workers that do items; when one is told as done, its results lie in the batch folder."""


class Processes(Struct, frozen=True):
    """So many processes of this machine."""

    jobs: int

    def looking(self) -> Workers[Sight, Look]:
        """Return workers that look at files."""
        return Pool(look, self.jobs)

    def working(self) -> Workers[Task, Done]:
        """Return workers that do items."""
        return Pool(work, self.jobs)
