"""The results of a batch as something to be searched: its tables, and the records of what was done.

One index serves all talks: an index in each of a thousand cases would have to be opened a thousand times for one
question, and be made by understanding every talk anew. Talks in which no deal was found stay closed here too.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from archiver.batch.rows import Done
from archiver.batch.settings import Batch
from archiver.batch.work import TALKS, done_record
from archiver.errors import CaseError
from archiver.progress import watched
from archiver.search.cases import parties_named
from archiver.search.corpus import Act, Corpus, Party, Said, Talk

_ROWS: Final = 20_000
_SAID: Final = ("talk", "ref", "time", "account", "name", "kind", "text", "recalled", "system", "same_as")
_NESTED: Final = ("files", "forward")


def batch_corpus(batch: Batch) -> Corpus:
    """Read the tables of a batch. CaseError where they cannot be read."""
    messages, findings = (_opened(batch.out / f"{name}.parquet") for name in ("messages", "findings"))
    done = tuple(_records(batch))
    named = {talk.name: talk for one in done for talk in _talks(one)}
    names = dict.fromkeys(str(name) for part in _columns(messages, ("talk",)) for name in part[0])
    return Corpus(
        talks=tuple(named.get(name) or Talk(name, "", f"{TALKS}/{name}/case") for name in names),
        parties=tuple(party for one in done for party in _parties(one)),
        said=watched(_said(messages), "建立检索索引", messages.metadata.num_rows),
        acts=_acts(findings),
        one_case=False,
        leads=frozenset(_leads(messages)),
    )


def _opened(path: Path) -> pq.ParquetFile:
    try:
        return pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise CaseError(f"读不出 {path.name}", "请用同样的命令加 --resume 重新写出数据表") from error


def _columns(table: pq.ParquetFile, names: tuple[str, ...]) -> Iterator[tuple[list[object], ...]]:
    for part in table.iter_batches(batch_size=_ROWS, columns=list(names)):
        held = dict(zip(part.schema.names, part.columns, strict=True))
        yield tuple(held[name].to_pylist() for name in names)


def _records(batch: Batch) -> Iterator[Done]:
    """Yield the records of finished items; a batch that lost them is searched all the same, without titles."""
    for path in sorted(done_record(batch, "x").parent.glob("*.json")):
        try:
            yield msgspec.json.decode(path.read_bytes(), type=Done)
        except msgspec.DecodeError:
            continue


def _talks(done: Done) -> Iterator[Talk]:
    reports: dict[str, list[str]] = {}
    for row in done.rows:
        reports.setdefault(row.talk, []).append(row.report)
    titles = {row.talk: row.title for row in done.rows}
    for name, paths in reports.items():
        yield Talk(name, titles[name], f"{TALKS}/{done.id}/case", tuple(paths))


def _parties(done: Done) -> Iterator[Party]:
    for row in done.rows:
        for side in row.sides:
            yield from parties_named(row.talk, side.role, side.accounts)


def _leads(messages: pq.ParquetFile) -> Iterator[tuple[str, str]]:
    for talks, leads in _columns(messages, ("talk", "same_as")):
        yield from ((str(talk), str(lead)) for talk, lead in zip(talks, leads, strict=True) if lead is not None)


def _said(messages: pq.ParquetFile) -> Iterator[Said]:
    for part in messages.iter_batches(batch_size=_ROWS, columns=[*_SAID, *_NESTED]):
        held = dict(zip(part.schema.names, part.columns, strict=True))
        plain = [held[name].to_pylist() for name in _SAID]
        files = _inner_names(held["files"])
        forwards = held["forward"].to_pylist()
        for talk, ref, time, account, name, kind, text, recalled, system, same_as, held_files, forward in zip(
            *plain, files, forwards, strict=True
        ):
            inner = tuple(f"{one['name']}：{one['text']}" for one in forward)
            yield Said(talk, ref, time, account, name, kind, text, held_files, inner, recalled, bool(system), same_as)


def _inner_names(files: pa.ListArray) -> Iterator[tuple[str, ...]]:
    return (tuple(one["name"] for one in each or () if one["name"]) for each in files.to_pylist())


def _acts(findings: pq.ParquetFile) -> Iterator[Act]:
    for talks, firsts, others, acts, states, ids in _columns(findings, ("talk", "ref", "refs", "act", "status", "id")):
        for talk, first, refs, act, status, finding in zip(talks, firsts, others, acts, states, ids, strict=True):
            if status != "rejected":
                yield from (Act(talk, ref, act, status, finding) for ref in dict.fromkeys((first, *refs)))
