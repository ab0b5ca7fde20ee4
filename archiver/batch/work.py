"""One piece of work from first to last: keep the files, understand them, report each deal, leave the rows.

Everything is made in a folder of its own and moved to its place in one step; the record that the item is done is
written last. A program that is killed at any moment leaves an item either done or to be done.
"""

import errno
import os
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.entry import Account, Deal
from archiver.analyzer import Request, Studied, study
from archiver.batch.places import here
from archiver.batch.plan import Item
from archiver.batch.problem import BatchStoppedError
from archiver.batch.rows import Closed, Done, NoticeNote, Row, Side, SourceNote, Span, Task
from archiver.batch.settings import Batch
from archiver.batch.triage import facts_of, is_contested, reasons
from archiver.case import Case
from archiver.compose.dossier import Wanted
from archiver.compose.writing import write_reports_of
from archiver.contract import ChatEntry, MessageEntry
from archiver.durable import clear, force_folder, publish, publish_stream
from archiver.errors import CaseError
from archiver.inputs import Inputs, open_case
from archiver.intake.lines import entries
from parsers.source import disk_fault

TALKS: Final = "talks"
TABLES: Final = ("messages", "findings", "obligations")
"""What is written as Parquet; each row is the JSON of `analyze` with the talk before it."""
_FATAL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})
"""Faults of the disk that results go to: every further item would fail the same way."""


def furnish(batch: Batch) -> None:
    """Make the folders that work and results go to, where they are not there; what was unfinished is removed."""
    clear(batch.work / "stage")
    for name in ("done", "rows", "stage", "unpacked"):
        (batch.work / name).mkdir(parents=True, exist_ok=True)
    (batch.out / TALKS).mkdir(exist_ok=True)


def done_record(batch: Batch, item: str) -> Path:
    """Return where the record of a finished item lies."""
    return batch.work / "done" / f"{item}.json"


def table_part(batch: Batch, item: str, table: str) -> Path:
    """Return where an item's rows of a table lie: JSON lines, packed with zlib."""
    return batch.work / "rows" / f"{item}.{table}"


def work(task: Task) -> Done:
    """Do one item. Raises CaseError where it cannot be read, BatchStoppedError where results cannot be written."""
    batch, item = task.batch, task.item
    stage = batch.work / "stage" / f"{item.id}.{os.getpid()}"
    clear(stage)
    try:
        stage.mkdir(parents=True)
        done = _done_in(stage, item, batch)
        target = batch.out / TALKS / item.id
        if done.rows:
            clear(target)
            with suppress(FileExistsError):  # a worker of a killed run had it almost done: the same bytes
                put_talk(stage, target)
        publish(done_record(batch, item.id), msgspec.json.encode(done))
    except OSError as error:
        if error.errno in _FATAL:
            raise BatchStoppedError(
                f"写不进“{batch.out.name}”（{disk_fault(error)}）", "腾出空间后加 --resume 接着做"
            ) from error
        raise
    finally:
        clear(stage)
    return done


def put_talk(stage: Path, target: Path) -> None:
    """Move a finished folder to its place. FileExistsError where it was put there before."""
    try:
        os.rename(stage, target)  # noqa: PTH104 - the one call a test must be able to stop
    except OSError as error:
        if error.errno == errno.ENOTEMPTY:
            raise FileExistsError(errno.EEXIST, "already there", str(target)) from error
        raise
    force_folder(target.parent)


def _done_in(stage: Path, item: Item, batch: Batch) -> Done:
    case = _kept(stage / "case", item, batch)
    inputs = open_case(case)
    if inputs.failed:
        raise inputs.failed[0]
    studied = study(inputs.opened, Request(joined=item.joined), inputs.records)
    talks = _talk_names(item, studied)
    names = _write_reports(stage, inputs, studied, batch)
    rows = tuple(_row(item, studied, deal, talks[deal.chat], names[deal.id], batch) for deal in studied.analysis.deals)
    opened = {row.talk for row in rows}
    closed = tuple(
        _closed(item, chat, talks[chat.id]) for chat in _whole_chats(studied) if talks[chat.id] not in opened
    )
    for table, pieces in _tables(inputs, studied, talks, opened).items():
        publish_stream(table_part(batch, item.id, table), _packed(pieces))
    return Done(item.id, rows, closed, sum(row.span.messages for row in rows))


def _kept(folder: Path, item: Item, batch: Batch) -> Case:
    """Keep the item's files in a case whose time is the batch's and whose secret comes from the batch's."""
    at = batch.settings.when
    case = Case.create(folder, now=at, zone=batch.settings.zone, title=item.id, key=batch.case_key(item.id))
    for one in item.inputs:
        note = f"批处理存入，原路径 {one.label}" + "".join(f"；另有相同副本 {label}" for label in one.copies)
        with here(one.path) as path:
            case.add(path, now=at, note=note, format_name=one.format)
    kept = [exhibit.sha256 for exhibit, one in zip(case.exhibits(), item.inputs, strict=True) if exhibit.kind == "file"]
    if not set(kept) <= {one.sha256 for one in item.inputs}:
        raise CaseError("文件在扫描之后被改动", "等写入它的程序结束后，加 --resume 再运行一次")
    return case


def _whole_chats(studied: Studied) -> tuple[ChatEntry, ...]:
    """Return each talk's leading chat, with the span of all its exports and the number of its distinct messages."""
    counts = Counter(line.chat for line in studied.lines)
    held: dict[str, list[ChatEntry]] = {}
    for chat in studied.analysis.chats:
        held.setdefault(studied.united.chats.get(chat.id, chat.id), []).append(chat)
    return tuple(
        replace(
            one[0],
            first=min((chat.first for chat in one if chat.first), default=None),
            last=max((chat.last for chat in one if chat.last), default=None),
            messages=counts[lead],
        )
        for lead, one in held.items()
        if counts[lead]
    )


def _talk_names(item: Item, studied: Studied) -> dict[str, str]:
    chats = _whole_chats(studied)
    return {chat.id: item.id if len(chats) == 1 else f"{item.id}-{chat.id}" for chat in chats}


def _write_reports(stage: Path, inputs: Inputs, studied: Studied, batch: Batch) -> dict[str, str]:
    """Write a report for each deal and return the name of its first file; one deal alone bears no number."""
    settings = batch.settings
    wanted = Wanted(settings.edition, settings.when.date(), settings.template, settings.formats)
    deals = studied.analysis.deals
    names: dict[str, str] = {}
    for deal in deals:
        suffix = "" if len(deals) == 1 else f"-{deal.id}"
        names[deal.id] = write_reports_of(studied, inputs, wanted, stage, deal.id, suffix)[0].name
    return names


def _row(item: Item, studied: Studied, deal: Deal, talk: str, report: str, batch: Batch) -> Row:
    chat = next(one for one in _whole_chats(studied) if one.id == deal.chat)
    facts = facts_of(deal.ledger, (one for one in studied.analysis.findings if one.deal == deal.id))
    facts = replace(facts, missing_sources=(*_gaps(item, studied, chat), *facts.missing_sources))
    given = reasons(facts, batch.settings.rule)
    sources = _sources(item, studied, chat)
    own = frozenset(line.account for line in studied.lines if line.outgoing)
    return Row(
        talk=talk,
        deal=deal.id,
        report=f"{TALKS}/{item.id}/{report}",
        intake=item.intake,
        title=chat.title,
        kind=chat.kind,
        span=Span(chat.first, chat.last, chat.messages),
        sides=tuple(Side(one.role, one.accounts, _is_own(one.accounts, own)) for one in deal.parties),
        facts=facts,
        reasons=given,
        contested=is_contested(given, batch.settings.rule),
        sources=sources,
        notices=tuple(_notes(studied, frozenset(one.number for one in sources))),
    )


def _sources(item: Item, studied: Studied, chat: ChatEntry) -> tuple[SourceNote, ...]:
    held = {one.source: one for one in studied.analysis.chats if chat.id in {one.id, one.same_as}}
    return tuple(
        SourceNote(n, one.label, one.format, one.sha256, held[n].messages, held[n].id != chat.id, one.copies)
        for n, one in enumerate(item.inputs, 1)
        if n in held
    )


def _notes(studied: Studied, numbers: frozenset[int]) -> Iterator[NoticeNote]:
    """Yield what a reader of these sources must know, and where two exports of one time differ."""
    for source in studied.analysis.sources:
        if source.n in numbers or source.kind != "chat":
            yield from (NoticeNote(notice.text, notice.count) for notice in source.notices)
    for held in studied.analysis.comparisons:
        if held.differences and {held.a, held.b} <= numbers:
            words = f"E{held.a} 与 E{held.b} 两份导出有不同之处，其中 {held.unexplained} 处没有已知的寻常原因"
            yield NoticeNote(words, len(held.differences))


def _gaps(item: Item, studied: Studied, chat: ChatEntry) -> tuple[str, ...]:
    """Say what the files themselves lack: the other side's export, and parts that the exporter left out."""
    sources = _sources(item, studied, chat)
    single = ("另一方的导出（目前只有一份）",) if len(sources) == 1 and chat.kind == "private" else ()
    codes = {"missing_chunk", "short_chunk", "truncated", "filtered_export", "count_differs"}
    numbers = {one.number for one in sources}
    lacking = tuple(
        f"E{source.n}：{notice.text}"
        for source in studied.analysis.sources
        for notice in source.notices
        if source.n in numbers and notice.code in codes
    )
    return single + lacking


def _is_own(accounts: Iterable[Account], own: frozenset[str]) -> bool:
    keys = {key for one in accounts for key in (one.uin, one.uid, *(f"name:{name}" for name in one.names)) if key}
    return not keys.isdisjoint(own)


def _closed(item: Item, chat: ChatEntry, talk: str) -> Closed:
    label = item.inputs[chat.source - 1].label
    return Closed(talk, item.intake, chat.title, chat.kind, Span(chat.first, chat.last, chat.messages), label, chat.id)


def _tables(
    inputs: Inputs, studied: Studied, talks: dict[str, str], opened: set[str]
) -> dict[str, Iterator[tuple[str, Struct]]]:
    """Return the rows of each table with their talk; those of talks that stay closed are left out."""
    united = studied.united
    chat_of = {line.ref: line.chat for line in studied.lines if talks[line.chat] in opened}
    talk_of_deal = {deal.id: talks[deal.chat] for deal in studied.analysis.deals}
    said = (
        (united.chats.get(entry.chat, entry.chat), entry)
        for one in inputs.opened
        for entry in entries(one, studied.analysis.chats, studied.read_chats, united.same_as)
        if entry.ref in chat_of or entry.same_as in chat_of
    )
    return {
        "messages": ((talks[chat], _portable(entry)) for chat, entry in said),
        "findings": ((talks[chat_of[one.ref]], one) for one in studied.analysis.findings if one.ref in chat_of),
        "obligations": (
            (f'{talk_of_deal[deal.id]}","deal":"{deal.id}', one)  # both are made of letters, figures and hyphens
            for deal in studied.analysis.deals
            for one in deal.ledger.obligations
        ),
    }


def _portable(entry: MessageEntry) -> MessageEntry:
    """Return a message whose row id is text in every case: a column has one type."""
    rowid = entry.place.rowid
    return entry if rowid is None else replace(entry, place=replace(entry.place, rowid=str(rowid)))


def _packed(rows: Iterable[tuple[str, Struct]]) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    packer = zlib.compressobj(1)
    for talk, row in rows:
        if piece := packer.compress(b'{"talk":"' + talk.encode() + b'",' + encode(row)[1:] + b"\n"):
            yield piece
    yield packer.flush()
