"""Who does the work of a batch: processes of this machine, or a cluster's workers. Both do the same pieces."""

from typing import Protocol

from msgspec import Struct

from archiver.batch.glance import Glancing, glance
from archiver.batch.look import Look, Sight
from archiver.batch.pool import Pool, Workers
from archiver.batch.rows import Done, Task
from archiver.batch.work import work


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
        return Glancing(Pool(glance, self.jobs))

    def working(self) -> Workers[Task, Done]:
        """Return workers that do items."""
        return Pool(work, self.jobs)
