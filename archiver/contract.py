"""The JSON contract of `juzheng analyze` as types: their field names are its keys (schema juzheng/analysis/1).

Keys may be added, never renamed. The JSON Schema that ships with the package is made from these types.
"""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

import msgspec
from msgspec import Struct

from archiver.analysis.difference import Comparison
from archiver.analysis.entry import Deal, Ledger, Party
from archiver.analysis.finding import Finding, Standing, Understood
from archiver.facts.fact import Compared, FileFacts
from archiver.linking.tie import Link
from parsers.message import Kind

SCHEMA: Final = "juzheng/analysis/1"


class Program(Struct, frozen=True):
    """What made the analysis; digests as `sha256:…`, None where there is no trained reader."""

    version: str
    rules: str
    model: str | None


class NoticeEntry(Struct, frozen=True):
    """Notices of one kind in a source: how many, the first places, and what it means in Chinese."""

    code: str
    count: int
    where: tuple[str, ...]
    text: str


class GapEntry(Struct, frozen=True):
    """A time for which a source should hold talk and does not, or not all; naive wall time, `why` in Chinese."""

    since: str | None
    until: str | None
    why: str


class SourceEntry(Struct, frozen=True):
    """A read source. `first`, `last` are ISO 8601 with offset; `zone` says whether it was declared or assumed.

    A record beside the talk (`kind` other than chat) has `rows` in place of messages.
    """

    n: int
    name: str
    sha256: str
    format: str
    generation: str | None
    encoding: str
    size: int
    messages: int
    unread_bytes: int
    first: str | None
    last: str | None
    zone: str
    notices: tuple[NoticeEntry, ...] = ()
    claimed: int | None = None
    exporter: str | None = None
    exported: str | None = None
    filters: tuple[str, ...] = ()
    kind: Literal["chat", "bill", "file_index", "group_files", "files"] = "chat"
    rows: int = 0
    gaps: tuple[GapEntry, ...] = ()


class ChatEntry(Struct, frozen=True):
    """A conversation of a source."""

    id: str
    title: str
    kind: Literal["private", "group", "unknown"]
    source: int
    first: str | None
    last: str | None
    messages: int
    same_as: str | None = None
    own_id: str = ""


class PlaceEntry(Struct, frozen=True, omit_defaults=True):
    """Where a message stands: bytes (of a member), a table's row, a sheet's row, or a box in a picture.

    `rowid` is text beyond 2^53, since QQ NT takes its message id for one and readers of JSON round such numbers.
    """

    bytes: tuple[int, int] | None = None
    member: str | None = None
    table: str | None = None
    rowid: int | str | None = None
    sheet: str | None = None
    row: int | None = None
    file: str | None = None
    box: tuple[int, int, int, int] | None = None


class FileEntry(Struct, frozen=True):
    """A file, picture, voice or video that a message speaks of, and what the row shows to have happened to it."""

    kind: str
    name: str | None
    size: int | None
    md5: str | None
    event: str
    size_text: str | None = None


class MoneyEntry(Struct, frozen=True):
    """A transfer or red packet as QQ shows it; `value` in yuan."""

    kind: str
    value: str | None
    note: str = ""


class InnerEntry(Struct, frozen=True):
    """A row inside a merged forward: hearsay, never a message of its own."""

    ref: str
    time: str | None
    name: str
    text: str


class MessageEntry(Struct, frozen=True):
    """One message. Offsets in `own` are code points of `text` as printed."""

    ref: str
    chat: str
    id: str | None
    time: str | None
    account: str
    name: str
    kind: Kind
    text: str
    own: tuple[tuple[int, int], ...]
    reply: str | None
    file: FileEntry | None
    money: MoneyEntry | None
    forward: tuple[InnerEntry, ...]
    recalled: bool
    same_as: str | None
    place: PlaceEntry
    files: tuple[FileEntry, ...] = ()
    system: bool = False


class MoneyRow(Struct, frozen=True):
    """A row of a bill as printed; `value` in yuan without sign."""

    value: str | None
    direction: Literal["in", "out", "neither"]
    counterpart: str
    account: str
    goods: str
    type: str
    state: str
    method: str
    note: str
    order: str | None
    merchant_order: str | None
    printed_time: str


class ListedEntry(Struct, frozen=True):
    """A row of a file list or of a database of files. `size` as it stands there, in a unit that may not be bytes."""

    name: str
    size: int | None
    md5: str | None
    message: str | None
    account: str
    name_of: str
    peer: str
    path: str
    downloads: int | None


class HeldEntry(Struct, frozen=True):
    """A file in hand. Its name and `modified` can be changed by anyone; its digests name its bytes."""

    path: str
    size: int
    md5: str
    sha256: str
    own: bool
    modified: str | None


class RecordEntry(Struct, frozen=True):
    """A row of a record that the analysis refers to, and only such: the rest of a bill is nobody's business.

    `ref` is source:ordinal as with messages; exactly one of `payment`, `listed`, `held` is there.
    """

    ref: str
    kind: Literal["bill", "file_index", "group_files", "files"]
    time: str | None
    place: PlaceEntry
    payment: MoneyRow | None = None
    listed: ListedEntry | None = None
    held: HeldEntry | None = None


class PictureLine(Struct, frozen=True):
    """A line of text in a screenshot as a machine read it: `score` is how sure it is (0 to 1), `ref` its message."""

    part: Literal["title", "time", "system", "name", "bubble", "other"]
    text: str
    score: float
    box: tuple[int, int, int, int]
    ref: str | None


class PictureEntry(Struct, frozen=True):
    """A screenshot among the sources, with every line of text in it; boxes in pixels from the upper left corner."""

    source: int
    chat: str
    title: str
    width: int
    height: int
    lines: tuple[PictureLine, ...]
    grade: Literal["machine_read"] = "machine_read"


class DecisionEntry(Struct, frozen=True):
    """A decision of a person that is in force; `standing` tells whether the program still reads what it is about.

    `read` are the values that the person takes as right, None for a rejection.
    """

    finding: str
    verdict: Literal["accepted", "corrected", "rejected"]
    ref: str
    quote: str | None
    by: str
    at: str
    note: str
    standing: Standing
    was: Understood | None
    read: Understood | None


class Analysis(Struct, frozen=True):
    """Everything but the messages, which are streamed beside it."""

    program: Program
    sources: tuple[SourceEntry, ...]
    chats: tuple[ChatEntry, ...]
    parties: tuple[Party, ...]
    findings: tuple[Finding, ...]
    deals: tuple[Deal, ...]
    ledger: Ledger | None
    records: tuple[RecordEntry, ...] = ()
    links: tuple[Link, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    files: tuple[FileFacts, ...] = ()
    beside: tuple[Compared, ...] = ()
    decisions: tuple[DecisionEntry, ...] = ()
    pictures: tuple[PictureEntry, ...] = ()


class Document(Struct, frozen=True):
    """The whole document as it is written."""

    schema: Literal["juzheng/analysis/1"]
    program: Program
    sources: tuple[SourceEntry, ...]
    chats: tuple[ChatEntry, ...]
    parties: tuple[Party, ...]
    messages: tuple[MessageEntry, ...]
    findings: tuple[Finding, ...]
    deals: tuple[Deal, ...]
    ledger: Ledger | None
    records: tuple[RecordEntry, ...] = ()
    links: tuple[Link, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    files: tuple[FileFacts, ...] = ()
    beside: tuple[Compared, ...] = ()
    decisions: tuple[DecisionEntry, ...] = ()
    pictures: tuple[PictureEntry, ...] = ()


def json_schema() -> bytes:
    """Return the JSON Schema of the contract, as it ships in `schema/analysis-1.json`."""
    return schema_of(Document, SCHEMA)


def schema_of(document: type[Struct], name: str) -> bytes:
    """Return the JSON Schema of a document whose types are the contract, under the name it bears in `schema`."""
    schema = msgspec.json.schema(document)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["$id"] = name
    return msgspec.json.format(msgspec.json.encode(schema, order="sorted"), indent=1) + b"\n"


def json_pieces(analysis: Analysis, messages: Iterable[MessageEntry]) -> Iterator[bytes]:
    """Yield the document piece by piece, one message a line, so that a million messages are never held."""
    encode = msgspec.json.Encoder().encode
    yield b'{"schema":' + encode(SCHEMA)
    for key in (
        "program",
        "sources",
        "chats",
        "parties",
        "records",
        "links",
        "comparisons",
        "files",
        "beside",
        "decisions",
        "pictures",
    ):
        yield b',\n"' + key.encode() + b'":' + encode(getattr(analysis, key))
    yield b',\n"messages":['
    comma = b"\n"
    for message in messages:
        yield comma + encode(message)
        comma = b",\n"
    for key in ("findings", "deals"):
        yield b'\n],\n"' + key.encode() + b'":['
        yield b",".join(b"\n" + encode(item) for item in getattr(analysis, key))
    yield b'\n],\n"ledger":' + encode(analysis.ledger) + b"}\n"


class _Record(Struct, frozen=True, omit_defaults=True):
    record: str
    schema: str | None = None
    program: Program | None = None
    ledger: Ledger | None = None


def jsonl_pieces(analysis: Analysis, messages: Iterable[MessageEntry]) -> Iterator[bytes]:
    """Yield one record a line: head, sources and what was read of them, messages, findings, deals, end."""
    encode = msgspec.json.Encoder().encode
    yield encode(_Record("head", SCHEMA, analysis.program)) + b"\n"
    groups: tuple[tuple[str, Iterable[Struct]], ...] = (
        ("source", analysis.sources),
        ("notice", (notice for source in analysis.sources for notice in source.notices)),
        ("chat", analysis.chats),
        ("party", analysis.parties),
        ("row", analysis.records),
        ("link", analysis.links),
        ("file", analysis.files),
        ("beside", analysis.beside),
        ("comparison", analysis.comparisons),
        ("decision", analysis.decisions),
        ("picture", analysis.pictures),
        ("message", messages),
        ("finding", analysis.findings),
        ("deal", analysis.deals),
    )
    for record, items in groups:
        mark = b'{"record":"' + record.encode() + b'",'
        for item in items:
            yield mark + encode(item)[1:] + b"\n"
    yield encode(_Record("end", ledger=analysis.ledger)) + b"\n"
