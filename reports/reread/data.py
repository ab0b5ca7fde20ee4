"""Forms for programs: JSON, RSMF and CASE/UCO, field by field."""

import json
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import msgspec
from msgspec import Struct, field

from reports.dossier import Citation, Line
from reports.formats.flat import cell, tables
from reports.formats.rsmf import MANIFEST
from reports.page import Blocks, Exhibit, Quoted, Record, Reference, Section, inlines
from reports.reread.shown import Passage, Printed, RereadError, Shown
from reports.visible import visible


class _Report(Struct, frozen=True):
    schema: str
    exhibits: tuple[Exhibit, ...]
    citations: tuple[Citation, ...]
    sections: tuple[Section, ...]


def report(content: bytes) -> Shown:
    """Read our own JSON back: what it lists as cited, what its blocks quote, and its transcript."""
    try:
        found = msgspec.convert(json.loads(content), _Report)
    except (ValueError, msgspec.ValidationError) as error:
        raise RereadError(f"JSON 报告读不懂（{error}）") from error
    if found.schema != "juzheng/report/1":
        raise RereadError(f"不认识的 JSON 格式 {found.schema!r}")
    told = dict.fromkeys(found.citations)
    for section in found.sections:
        told.update(dict.fromkeys(_quoted(section.blocks)))
        told.update(dict.fromkeys(_whole(line) for block in section.blocks for line in _lines(block)))
    return Shown(tuple(_rows(found.sections)), citations=tuple(told))


def _rows(sections: tuple[Section, ...]) -> Iterator[Passage]:
    """Yield the cells that hold rows of bills and files in hand, and what is said of such files."""
    found = (section for section in sections if section.anchor in {"records", "compared"})
    for cells in (row.cells for section in found for table in tables(section.blocks) for row in table.rows):
        yield from (Passage(cell(body), "聊天与账单、文件的对照") for body in cells)


def _quoted(blocks: Blocks) -> Iterator[Citation]:
    for word in inlines(blocks):
        if isinstance(word, Quoted):
            yield word.cite
        elif isinstance(word, Reference) and word.cite is not None:
            yield word.cite if word.ref == word.cite.ref else msgspec.structs.replace(word.cite, ref=word.ref)


def _lines(block: object) -> tuple[Line, ...]:
    return block.lines if isinstance(block, Record) else ()


def _whole(line: Line) -> Citation:
    hidden = sum(one.was_end - one.was_start - one.end + one.start for one in line.masked)
    return Citation(
        ref=line.ref,
        sha256=line.sha256,
        quote=line.text,
        chars=(0, len(line.text) + hidden),
        start=line.start,
        end=line.end,
        time=line.time.isoformat() if line.time else "",
        sender=line.who.name,
        account=line.who.account,
        place=line.place,
        masked=line.masked,
        alias=line.alias,
    )


class _Participant(Struct, frozen=True):
    id: str
    display: str = ""
    account_id: str = ""


class _Event(Struct, frozen=True):
    id: str
    participant: str
    body: str = ""
    timestamp: str = ""


class _Manifest(Struct, frozen=True):
    participants: tuple[_Participant, ...]
    events: tuple[_Event, ...]


def rsmf(content: bytes) -> Shown:
    """Read RSMF back: every event, under the account of its participant."""
    mail = message_from_bytes(content, policy=SMTP)
    assert isinstance(mail, EmailMessage)
    try:
        (attachment,) = mail.iter_attachments()
        with ZipFile(BytesIO(attachment.get_content())) as archive:
            found = msgspec.convert(json.loads(archive.read(MANIFEST)), _Manifest)
    except (ValueError, KeyError, TypeError, BadZipFile, msgspec.ValidationError) as error:
        raise RereadError("RSMF 里没有可读的 rsmf.zip") from error
    people = {one.id: one for one in found.participants}
    return Shown(printed=tuple(_event(one, people.get(one.participant)) for one in found.events))


def _event(event: _Event, by: _Participant | None) -> Printed:
    """Name the sender by the account, whose names may change; by its name where there is none; else by nothing."""
    if by is None:
        return Printed(event.id, event.timestamp, event.body, event.id, event.participant)
    sender = "" if by.account_id else by.display
    return Printed(event.id, event.timestamp, event.body, event.id, sender, by.account_id)


class _Sent(Struct, frozen=True, rename={"value": "@value"}):
    value: str


class _Id(Struct, frozen=True, rename={"id": "@id"}):
    id: str


class _Facet(Struct, frozen=True, rename=lambda name: f"observable:{name}"):
    accountIdentifier: str = ""  # noqa: N815 - as in the ontology, here and below
    messageText: str = ""  # noqa: N815
    sentTime: _Sent | None = None  # noqa: N815
    from_: _Id | None = field(default=None, name="observable:from")


class _Node(Struct, frozen=True):
    id: str = field(name="@id")
    type: str = field(name="@type")
    name: str = field(default="", name="core:name")
    statement: str = field(default="", name="core:statement")
    facets: tuple[_Facet, ...] = field(default=(), name="core:hasFacet")


class _Graph(Struct, frozen=True):
    nodes: tuple[_Node, ...] = field(name="@graph")


def caseuco(content: bytes) -> Shown:
    """Read CASE/UCO back: every message under its account, and every annotation as a quotation of its message."""
    try:
        nodes = msgspec.convert(json.loads(content), _Graph).nodes
    except (ValueError, msgspec.ValidationError) as error:
        raise RereadError(f"CASE/UCO 文件读不懂（{error}）") from error
    accounts = {node.id: "".join(facet.accountIdentifier for facet in node.facets) for node in nodes}
    passages = tuple(
        Passage(f"“{visible(node.statement)}”（{node.name}）", node.id)
        for node in nodes
        if node.type == "core:Annotation" and node.statement
    )
    messages = (node for node in nodes if node.type == "observable:Message")
    return Shown(passages, tuple(_message(node, facet, accounts) for node in messages for facet in node.facets))


def _message(node: _Node, facet: _Facet, accounts: dict[str, str]) -> Printed:
    sent = facet.sentTime.value if facet.sentTime else ""
    account = accounts.get(facet.from_.id, "?") if facet.from_ else "?"
    return Printed(node.name, sent, facet.messageText, node.name, account=account)
