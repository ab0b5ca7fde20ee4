"""What a message costs a cluster, in bytes and processor time: `python -m tests.benchmarks.cluster` (about a minute).

One group is written as TXT and as exporter JSON, then goes through the stages that a worker does, in this process:
read, look, work, hand back. docs/cluster.md plans with these figures.
"""

import argparse
import pickle
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from archiver.batch.bundle import pack, take_in
from archiver.batch.checks import made_by
from archiver.batch.errand import LookErrand, WorkErrand
from archiver.batch.glance import Glance
from archiver.batch.look import Sight, look
from archiver.batch.plan import plan
from archiver.batch.rows import Task
from archiver.batch.settings import Asked, Batch, new_settings, start
from archiver.batch.tables import write_table
from archiver.batch.walk import walk
from archiver.batch.work import TALKS, furnish, table_part, work
from archiver.digests import digest_file
from parsers import Source, read
from tests.archiver.batch.desk import many
from tests.benchmarks.groups import write_group_json, write_group_text

_Result = TypeVar("_Result")


def _timed(run: Callable[[], _Result]) -> tuple[_Result, float]:
    begun = time.process_time()
    result = run()
    return result, time.process_time() - begun


def _begun(out: Path) -> Batch:
    batch = start(out, new_settings(Asked(), datetime(2026, 3, 1, 12, tzinfo=UTC), made_by()), bytes(32))
    furnish(batch)
    return batch


def measure(export: Path, messages: int, folder: Path) -> Iterator[str]:
    """Yield a row of figures a stage: microseconds of processor and bytes, each for one message."""

    def row(stage: str, seconds: float, size: int) -> str:
        return f"| {export.suffix[1:]} | {stage} | {seconds / messages * 1e6:.1f} | {size / messages:.1f} |"

    size = export.stat().st_size
    _, spent = _timed(lambda: digest_file(export, ("sha256",)))
    yield row("export, SHA-256", spent, size)
    _, spent = _timed(lambda: deque(read(Source.open(export)).events(), 0))
    yield row("read", spent, size)
    theirs, mine = _begun(folder / "theirs"), _begun(folder / "mine")
    (found,) = walk((str(export),), theirs).found
    sight = Sight(found, theirs.settings.zone)
    seen, spent = _timed(lambda: look(sight))
    yield row("look; its answer", spent, len(pickle.dumps(seen)))
    (item,) = plan((seen,)).items
    task = Task(item, theirs)
    done, spent = _timed(lambda: work(task))
    errands = pickle.dumps((LookErrand(Glance(sight), None, made_by()), WorkErrand(task, (None,), "s3://store"), done))
    yield row("work; errands and answer", spent, len(errands))
    _, spent = _timed(lambda: pack(theirs, item.id, folder / "bundle"))
    yield row("pack; results handed back", spent, (folder / "bundle").stat().st_size)
    _, spent = _timed(lambda: take_in(folder / "bundle", mine, item.id))
    yield row("take in; rows of tables", spent, table_part(mine, item.id, "messages").stat().st_size)
    parts = [table_part(mine, item.id, "messages")]
    _, spent = _timed(lambda: write_table(mine.out / "messages.parquet", "messages", parts))
    yield row("write messages.parquet", spent, (mine.out / "messages.parquet").stat().st_size)


def measure_logs(logs: int, folder: Path) -> Iterator[str]:
    """Yield a row for the two stages of many small logs; figures are for one log."""
    many(folder / "given", logs)
    theirs = _begun(folder / "out")
    found = walk((str(folder / "given"),), theirs).found
    size = sum(Path(one.path).stat().st_size for one in found)
    looks, spent = _timed(lambda: [look(Sight(one, theirs.settings.zone)) for one in found])
    yield f"| small log | look; export | {spent / logs * 1e6:,.0f} | {size / logs:,.0f} |"
    tasks = [Task(item, theirs) for item in plan(looks).items]
    work(tasks[0])  # what is loaded once is not a log's cost
    _, spent = _timed(lambda: [work(task) for task in tasks[1:]])
    made = sum(path.stat().st_size for path in (theirs.out / TALKS).rglob("*") if path.is_file())
    each = len(tasks) - 1
    yield f"| small log | work; case and report | {spent / each * 1e6:,.0f} | {made / len(tasks):,.0f} |"


def main() -> None:
    """Measure both formats and print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--messages", type=int, default=100_000)
    count = asked.parse_args().messages
    sys.stdout.write("| format | stage | processor µs/message | bytes/message |\n|---|---|---:|---:|\n")
    for ending, write in (("txt", write_group_text), ("json", write_group_json)):
        with tempfile.TemporaryDirectory() as folder:
            place = Path(folder)
            for line in measure(write(place / f"group.{ending}", count), count, place):
                sys.stdout.write(f"{line}\n")
                sys.stdout.flush()
    with tempfile.TemporaryDirectory() as folder:
        for line in measure_logs(40, Path(folder)):
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
