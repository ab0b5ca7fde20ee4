"""Bills, lists and files in hand as a report shows them: beside the messages that they bear out."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from archiver.analysis.entry import Ledger
from archiver.beside import held_source
from archiver.compose.book import Book
from archiver.contract import Analysis, HeldEntry, ListedEntry, MoneyRow, PlaceEntry, RecordEntry
from archiver.facts.comparison import statements
from archiver.facts.fact import FileFacts
from archiver.facts.reading import facts_of
from archiver.intake.opened import OpenedRecord
from archiver.intake.records import Row, entry, gather
from archiver.linking.tie import Link
from archiver.refs import MessageRef
from parsers.record import Held
from reports import dossier
from reports.dossier import Detail, Plain, RecordRow, Sentence
from reports.words import statement

CHAT: Final = "聊天记录"
KINDS: Final = {
    "chat": CHAT,
    "bill": "账单",
    "file_index": "文件索引",
    "group_files": "群文件列表",
    "files": "文件",
}
_TITLES: Final = {"payment": "付款", "file": "文件", "listed": "文件清单", "receipt": "接收提示"}
_NOTHING: Final = Sentence(())
_DIRECTIONS: Final = {"in": "收入", "out": "支出", "neither": "不计收支"}


def rows_of(analysis: Analysis) -> dict[str, RecordRow]:
    """Return every row that the analysis refers to, by its wire reference."""
    names = {source.n: source.name for source in analysis.sources}
    return {one.ref: row_of(one, names) for one in analysis.records}


def row_of(one: RecordEntry, names: Mapping[int, str]) -> RecordRow:
    """Return a row as people read it; `names` are the names of the sources by their numbers."""
    ref = MessageRef.parse(one.ref)
    payload = one.payment or one.listed or one.held
    details = tuple(Detail(label, text) for label, text in _details(payload, one.time) if text)
    return RecordRow(str(ref), f"E{ref.exhibit} {names.get(ref.exhibit, '')}".strip(), _place(one.place), details)


def read_rows(records: Iterable[OpenedRecord], wanted: frozenset[str]) -> dict[str, RecordRow]:
    """Read the rows with these printed references (E2-0005) again from their exhibits, by these references.

    Raises CaseError where a record cannot be read.
    """
    return {ref: row_of(entry(one, row), {one.number: one.name}) for ref, one, row in _read_again(records, wanted)}


def read_statements(records: Iterable[OpenedRecord], wanted: frozenset[str]) -> Mapping[str, FileFacts]:
    """Read the facts of the files in hand with these printed references again, by these references.

    Raises CaseError where a record cannot be read.
    """
    return {
        ref: facts_of(one.ref(row.ordinal), source)
        for ref, one, row in _read_again(records, wanted)
        if isinstance(row, Held) and (source := held_source(one, row)) is not None
    }


def _read_again(records: Iterable[OpenedRecord], wanted: frozenset[str]) -> Iterator[tuple[str, OpenedRecord, Row]]:
    """Yield the rows with these printed references, each with its own and its exhibit; others are not opened."""
    for one in records:
        if any(ref.startswith(f"E{one.number}-") for ref in wanted):
            yield from ((_printed(one, row), one, row) for row in gather(one, _asked(one, wanted)).rows)


def true_statements(file: FileFacts, printed: str, said: str) -> tuple[str, ...]:
    """Return what a report may say of a file beside a figure that the talk names."""
    name = f"{printed} {file.name}".strip()
    return tuple(
        statement(dossier.Compared(_NOTHING, said, name, 0, one.found, one.same)) for one in statements(file, said)
    )


def _asked(opened: OpenedRecord, wanted: frozenset[str]) -> Callable[[Row], bool]:
    return lambda row: _printed(opened, row) in wanted


def _printed(opened: OpenedRecord, row: Row) -> str:
    return str(MessageRef(opened.number, row.ordinal))


def _details(payload: MoneyRow | ListedEntry | HeldEntry | None, time: str | None) -> Iterator[tuple[str, str]]:
    match payload:
        case MoneyRow():
            yield "时间", payload.printed_time
            yield _DIRECTIONS[payload.direction], f"{payload.value} 元" if payload.value else "金额读不出"
            yield "交易对方", payload.counterpart
            yield "类型", payload.type
            yield "状态", payload.state
            yield "交易单号", payload.order or ""
        case ListedEntry():
            yield "文件名", payload.name
            yield "大小", "" if payload.size is None else f"{payload.size:,}（单位见原始记录）"
            yield "时间", time or ""
            yield "上传或发送", payload.name_of or payload.account
        case HeldEntry():
            yield "文件", payload.path
            yield "大小", f"{payload.size:,} 字节"
            yield "SHA-256", payload.sha256.removeprefix("sha256:")
            yield "MD5", payload.md5.removeprefix("md5:")
        case None:
            return


def _place(place: PlaceEntry) -> str:
    if place.member is not None:
        return place.member
    if place.bytes is not None:
        return f"字节 {place.bytes[0]}–{place.bytes[1]}"
    return f"表 {place.table} 第 {place.rowid} 行" if place.table else f"工作表 {place.sheet} 第 {place.row} 行"


def ties(analysis: Analysis, book: Book, rows: Mapping[str, RecordRow]) -> tuple[dossier.Tie, ...]:
    """Return the messages of the transcript that a row bears out, in the order of the analysis."""
    return tuple(_tie(link, book, rows) for link in analysis.links if link.kind != "receipt" and book.holds(link.ref))


def _tie(link: Link, book: Book, rows: Mapping[str, RecordRow]) -> dossier.Tie:
    also = "；同一笔另见 " + "、".join(str(MessageRef.parse(ref)) for ref in link.also) if link.also else ""
    return dossier.Tie(
        _TITLES[link.kind],
        Sentence((book.quote(link.ref),)),
        rows.get(link.record or ""),
        link.because + also,
        _held(link.candidates, rows),
    )


def _held(refs: Iterable[str], rows: Mapping[str, RecordRow]) -> tuple[RecordRow, ...]:
    return tuple(rows[ref] for ref in refs if ref in rows)


def unmentioned(ledger: Ledger, rows: Mapping[str, RecordRow]) -> tuple[RecordRow, ...]:
    """Return the rows of bills between the parties of which no message speaks."""
    return tuple(
        RecordRow(row.ref, row.source, row.place, row.details, one.because)
        for one in ledger.unmentioned
        if (row := rows.get(one.row)) is not None
    )


def compared(analysis: Analysis, deal: str, book: Book) -> tuple[dossier.Compared, ...]:
    """Return the figures of a deal's messages beside those of the files that were delivered."""
    names = {one.record: one.name for one in analysis.files}
    return tuple(
        dossier.Compared(
            Sentence(
                (book.quote(one.ref, one.span),)
                if not book.holds(one.approved)
                else (book.quote(one.ref, one.span), Plain("；对方答复："), book.quote(one.approved or ""))
            ),
            one.quote,
            f"{MessageRef.parse(one.record)} {names.get(one.record, '')}".strip(),
            one.version,
            one.found,
            one.same,
        )
        for one in analysis.beside
        if one.deal == deal and book.holds(one.ref)
    )
