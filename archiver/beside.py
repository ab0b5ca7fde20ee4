"""The records given beside the talk, read and tied to it: what they bear out, and what the JSON tells of them."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.backing import Backing
from archiver.analysis.entry import Deal
from archiver.analysis.talk import Line
from archiver.contract import RecordEntry, SourceEntry
from archiver.facts.fact import FileFacts
from archiver.facts.reading import facts_of
from archiver.intake.opened import OpenedRecord
from archiver.intake.records import Gathered, Row, entry, gather
from archiver.linking.files import Known, Shelf, known_files, link_files
from archiver.linking.payments import link_payments
from archiver.linking.tie import Link
from archiver.linking.transactions import Bill
from parsers.record import Held, Listed, Payment
from parsers.source import Source

CHANNELS: Final = {"alipay_csv": "支付宝", "wechat_csv": "微信支付", "wechat_xlsx": "微信支付"}


class Beside(Struct, frozen=True):
    """What records say of a talk: their sources, the rows referred to, the ties, what bears the ledgers out."""

    sources: tuple[SourceEntry, ...] = ()
    rows: tuple[RecordEntry, ...] = ()
    links: tuple[Link, ...] = ()
    backing: Backing = Backing()
    gathered: tuple[Gathered, ...] = ()


def read_beside(
    records: Sequence[OpenedRecord], lines: Sequence[Line], deals: Sequence[Deal], covered: Backing
) -> Beside:
    """Read every record once, tie its rows to the messages, and keep those that something refers to.

    `covered` is what was known before the records: the holes of the coverage, and what was handed in.

    Raises CaseError where a record cannot be read.
    """
    if not records:
        return Beside(backing=covered)
    known = known_files(lines)
    gathered = tuple(gather(one, _wanted(one, known)) for one in records)
    paid = link_payments(deals, lines, tuple(_bill(one) for one in gathered if one.opened.record.kind == "bill"))
    files = link_files(lines, _shelf(gathered))
    supplied = tuple(dict.fromkeys((*covered.supplied, *(_supplied(one) for one in records))))
    backing = Backing(paid.billed, files.kept, paid.unmentioned, covered.gaps, supplied)
    links = (*paid.links, *files.links)
    referred = _referred(links, backing)
    rows = tuple(
        entry(one.opened, row) for one in gathered for row in one.rows if one.opened.ref(row.ordinal) in referred
    )
    return Beside(tuple(one.source for one in gathered), rows, links, backing, gathered)


def facts(beside: Beside, deals: Sequence[Deal]) -> tuple[FileFacts, ...]:
    """Read the plain facts of the files in hand that were delivered; each file once."""
    wanted = {one.held for deal in deals for one in deal.ledger.deliveries}
    return tuple(
        facts_of(ref, source)
        for one in beside.gathered
        for row in one.rows
        if isinstance(row, Held) and (ref := one.opened.ref(row.ordinal)) in wanted
        if (source := held_source(one.opened, row)) is not None
    )


def held_source(opened: OpenedRecord, row: Held) -> Source | None:
    """Return where the bytes of a file in hand are; None where it is gone meanwhile."""
    place = opened.path / row.path if opened.path.is_dir() else opened.path
    return replace(Source.open(place), name=row.path) if place.is_file() else None


def inspected(records: Sequence[OpenedRecord]) -> tuple[SourceEntry, ...]:
    """Return what each record is and how much it holds."""
    return tuple(gather(one, lambda _: False).source for one in records)


def _wanted(opened: OpenedRecord, known: Known) -> Callable[[Row], bool]:
    """Return the question whether a row of a record can have to do with the talk; a bill's rows all can."""
    if opened.record.kind == "bill":
        return lambda _: True
    return lambda row: not isinstance(row, Payment) and known.meets(row)


def _supplied(record: OpenedRecord) -> str:
    channel = CHANNELS.get(record.record.format)
    return f"{channel}账单" if channel else "收到的文件或文件清单"


def _bill(one: Gathered) -> Bill:
    channel = CHANNELS.get(one.opened.record.format, one.opened.record.title)
    rows = tuple(row for row in one.rows if isinstance(row, Payment))
    return Bill(one.opened.number, channel, one.owner, rows)


def _shelf(gathered: Iterable[Gathered]) -> Shelf:
    held: list[tuple[str, Held]] = []
    listed: list[tuple[str, Listed]] = []
    for one in gathered:
        for row in one.rows:
            if isinstance(row, Held):
                held.append((one.opened.ref(row.ordinal), row))
            elif isinstance(row, Listed):
                listed.append((one.opened.ref(row.ordinal), row))
    return Shelf(tuple(held), tuple(listed))


def _referred(links: Iterable[Link], backing: Backing) -> frozenset[str]:
    """Return every row that a tie or a ledger refers to."""
    found: set[str] = set()
    for link in links:
        found.update(filter(None, (link.record, *link.also, *link.candidates)))
    for rows in backing.unmentioned.values():
        found.update(one.row for one in rows)
    return frozenset(found)
