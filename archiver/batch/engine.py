"""A batch from first to last: walk, look, plan, work, put together. Every stage can be interrupted and gone on with.

What is finished is known by the record that its worker wrote last; the plan is made anew from the files each time, in
the same order. The tables, the overview and the register are made from the records alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import click
import msgspec
from msgspec import Struct

from archiver.batch.crew import Crew
from archiver.batch.look import Look, Sight
from archiver.batch.overview import Summary, page
from archiver.batch.pace import Pace
from archiver.batch.places import identity
from archiver.batch.plan import Item, plan
from archiver.batch.pool import Failure
from archiver.batch.problem import BatchStoppedError, Problem
from archiver.batch.register import Kept, read_register, register
from archiver.batch.rows import Closed, Done, Task
from archiver.batch.settings import Batch
from archiver.batch.tables import ROWS, write_table
from archiver.batch.walk import Found, Walked, walk
from archiver.batch.work import TALKS, done_record, furnish, table_part
from archiver.digests import digest
from archiver.durable import clear, publish, publish_stream

LOOKS: Final = "looks.jsonl"
REGISTER: Final = "register.xlsx"


class Outcome(Struct, frozen=True):
    """What a batch came to: deals, those the rule calls contested, closed talks, and inputs that failed."""

    deals: int
    contested: int
    closed: int
    failed: int


class _Seen(Struct, frozen=True):
    """A look that was kept, with what the file was then: it holds as long as the file stays so."""

    identity: str
    look: Look


def run(roots: tuple[str, ...], batch: Batch, crew: Crew, passwords: tuple[str, ...] = ()) -> Outcome:
    """Do all that is not done yet and put the results together. Roots are paths and URLs.

    Raises CaseError where the results cannot be written or the register cannot be read; KeyboardInterrupt leaves a
    batch that can be gone on with.
    """
    kept = read_register(batch.out / REGISTER)
    furnish(batch)
    walked = walk(roots, batch, passwords)
    looks, unseen = _look_at_all(walked.found, batch, crew)
    planned = plan(looks)
    done, undone = _work_on_all(planned.items, batch, crew)
    problems = sorted({*walked.problems, *unseen, *planned.problems, *undone}, key=lambda one: (one.input, one.why))
    summary = _summary(done, batch, walked, len(problems))
    _put_together(batch, done, summary, problems, kept)
    clear(batch.work / "unpacked")
    _tell_strangers(batch, done)
    return Outcome(len(summary.rows), sum(row.contested for row in summary.rows), len(summary.closed), len(problems))


def _look_at_all(found: Sequence[Found], batch: Batch, crew: Crew) -> tuple[list[Look], list[Problem]]:
    """Return a look at each file that can be read; those of an earlier run hold for files that stayed as they were."""
    journal = batch.work / LOOKS
    known = _known(journal)
    identities = {one.label: identity(one.path) for one in found}
    looks = [
        msgspec.structs.replace(kept.look, path=one.path)
        for one in found
        if (kept := known.get(one.label)) and kept.identity == identities[one.label]
    ]
    seen = {one.label for one in looks}
    problems: list[Problem] = []
    pace = Pace("查看文件", len(found), len(looks))
    sights = (Sight(one, batch.settings.zone) for one in found if one.label not in seen)
    with journal.open("ab") as stream, crew.looking() as workers:
        if stream.tell():
            stream.write(b"\n")  # closes a line that a killed run left open
        for sight, result in workers.spread(sights):
            if isinstance(result, Failure):
                problems.append(Problem(sight.found.label, result.why, result.what_to_do))
            else:
                looks.append(result)
                stream.write(msgspec.json.encode(_Seen(identities[sight.found.label], result)) + b"\n")
            pace.step(failed=isinstance(result, Failure))
    pace.finish()
    return looks, problems


def _known(journal: Path) -> Mapping[str, _Seen]:
    """Return the looks of earlier runs by label; a line that a killed run did not finish is passed over."""
    decoder = msgspec.json.Decoder(_Seen)
    known: dict[str, _Seen] = {}
    if journal.exists():
        with journal.open("rb") as stream:
            for line in stream:
                try:
                    one = decoder.decode(line)
                except msgspec.DecodeError:
                    continue
                known[one.look.label] = one
    return known


def _work_on_all(items: Sequence[Item], batch: Batch, crew: Crew) -> tuple[list[Done], list[Problem]]:
    """Do what is not done, and return the records in the order of the plan."""
    records = {item.id: record for item in items if (record := _record(batch, item)) is not None}
    pace = Pace("分析会话", len(items), len(records))
    problems: list[Problem] = []
    tasks = (Task(item, batch) for item in items if item.id not in records)
    with crew.working() as workers:
        for task, result in workers.spread(tasks):
            if isinstance(result, Failure):
                if result.fatal:
                    raise BatchStoppedError(result.why, result.what_to_do)
                problems += [Problem(one.label, result.why, result.what_to_do) for one in task.item.inputs]
            else:
                records[result.id] = result
            pace.step(failed=isinstance(result, Failure))
    pace.finish()
    return [records[item.id] for item in items if item.id in records], problems


def _record(batch: Batch, item: Item) -> Done | None:
    """Return the record of a finished item whose results are all there."""
    path = done_record(batch, item.id)
    if not path.exists():
        return None
    try:
        done = msgspec.json.decode(path.read_bytes(), type=Done)
    except msgspec.DecodeError:
        return None
    there = all((batch.out / row.report).exists() for row in done.rows)
    return done if there and all(table_part(batch, item.id, table).exists() for table in ROWS) else None


def _summary(done: Iterable[Done], batch: Batch, walked: Walked, failed: int) -> Summary:
    records = list(done)
    closed = tuple(one for record in records for one in record.closed)
    return Summary(
        rows=tuple(row for record in records for row in record.rows),
        closed=closed,
        sample=_drawn(closed, batch.settings.sample),
        rule=batch.settings.rule,
        failed=failed,
        beside=walked.beside,
        made_by=batch.settings.made_by,
    )


def _drawn(closed: Sequence[Closed], count: int) -> tuple[Closed, ...]:
    """Draw some of the closed talks: by the digest of their ids, so that nobody chooses and everybody can repeat it."""
    return tuple(sorted(closed, key=lambda one: digest(f"sample {one.talk}".encode()))[:count])


def _put_together(
    batch: Batch, done: Sequence[Done], summary: Summary, problems: Sequence[Problem], kept: tuple[Kept, ...]
) -> None:
    for table in ROWS:
        parts = (table_part(batch, one.id, table) for one in done if one.rows)
        write_table(batch.out / f"{table}.parquet", table, parts)
    publish_stream(batch.out / "errors.jsonl", (msgspec.json.encode(one) + b"\n" for one in problems))
    publish_stream(batch.out / "closed.jsonl", (msgspec.json.encode(one) + b"\n" for one in summary.closed))
    publish_stream(batch.out / "overview.html", (piece.encode("utf-8", "replace") for piece in page(summary)))
    publish(batch.out / REGISTER, register(summary.rows, kept))


def _tell_strangers(batch: Batch, done: Iterable[Done]) -> None:
    """Name results of earlier runs whose files are no longer there or have been joined by others; they stay."""
    known = {one.id for one in done}
    stale = sorted(place.name for place in (batch.out / TALKS).iterdir() if place.name not in known)
    if stale:
        listed = "、".join(stale[:5]) + ("……" if len(stale) > 5 else "")
        click.echo(f"提示：{TALKS} 里有 {len(stale)} 个结果不属于这次的输入，保留未动：{listed}", err=True)
