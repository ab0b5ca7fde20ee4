"""One pass over a record beside the talk: what it is, how much it holds, and the rows that somebody asks for."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from msgspec import Struct

from archiver.contract import HeldEntry, ListedEntry, MoneyRow, RecordEntry, SourceEntry
from archiver.intake.opened import OpenedRecord, Zone
from archiver.intake.survey import Notices, place_entry
from parsers.message import Notice
from parsers.record import Held, Listed, Payment, Preamble

Row = Payment | Listed | Held
"""What a record is made of."""

_OWNER: Final = ("微信昵称：[",)


class Gathered(Struct, frozen=True):
    """A record as it was read: its entry among the sources, the rows asked for, the nickname that a bill prints."""

    opened: OpenedRecord
    source: SourceEntry
    rows: tuple[Row, ...]
    owner: str = ""


def gather(opened: OpenedRecord, wanted: Callable[[Row], bool]) -> Gathered:
    """Read a record to its end, keeping the rows that are wanted.

    Raises CaseError where it cannot be read.
    """
    rows: list[Row] = []
    notices = Notices(opened)
    first: datetime | None = None
    last: datetime | None = None
    claimed: int | None = None
    owner = ""
    count = 0
    for event in opened.events():
        match event:
            case Notice():
                notices.meet(event)
            case Preamble():
                claimed, owner = event.total, _owner(event)
            case _:
                count += 1
                at = wall_of(event, opened.zone)
                if at is not None:
                    first = at if first is None or at < first else first
                    last = at if last is None or at > last else last
                if wanted(event):
                    rows.append(event)
    zone = opened.zone
    source = SourceEntry(
        n=opened.number,
        name=opened.name,
        sha256=opened.sha256,
        format=opened.record.format,
        generation=opened.record.layout or None,
        encoding=opened.record.encoding,
        size=opened.size,
        messages=0,
        unread_bytes=0,
        first=zone.iso(first),
        last=zone.iso(last),
        zone=str(zone),
        notices=notices.entries(),
        claimed=claimed,
        kind=opened.record.kind,
        rows=count,
    )
    return Gathered(opened, source, tuple(rows), owner)


def wall_of(row: Row, zone: Zone) -> datetime | None:
    """Return the wall time of a row; a file in hand has none, since anyone can change when it was last written."""
    match row:
        case Payment():
            return row.wall
        case Listed() if row.epoch_ms is not None:
            return zone.at(row.epoch_ms)
        case _:
            return None


def entry(opened: OpenedRecord, row: Row) -> RecordEntry:
    """Return a row as the JSON contract writes it."""
    ref, zone = opened.ref(row.ordinal), opened.zone
    time, place = zone.iso(wall_of(row, zone)), place_entry(row.place)
    match row:
        case Payment():
            money = MoneyRow(
                row.value, row.direction, row.counterpart, row.account, row.goods, row.type, row.state, row.method,
                row.note, row.order, row.merchant_order, row.raw_time,
            )  # fmt: skip
            return RecordEntry(ref, opened.record.kind, time, place, payment=money)
        case Listed():
            listed = ListedEntry(
                row.name, row.size, row.md5, row.message, row.account, row.name_of, row.peer, row.path, row.downloads
            )
            return RecordEntry(ref, opened.record.kind, time, place, listed=listed)
        case Held():
            written = None if row.modified_ms is None else zone.at(row.modified_ms)
            held = HeldEntry(
                row.path, row.size, f"md5:{row.md5}", f"sha256:{row.sha256}", row.own,
                zone.iso(written),
            )  # fmt: skip
            return RecordEntry(ref, opened.record.kind, time, place, held=held)


def _owner(preamble: Preamble) -> str:
    for line in preamble.lines:
        for mark in _OWNER:
            if line.startswith(mark):
                return line.removeprefix(mark).rstrip(",").rstrip("]")
    return ""
