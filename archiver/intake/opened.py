"""Exports and records opened and identified, under the number they bear in references, in the zone of their times."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from archiver.digests import digest, digest_file
from archiver.errors import CaseError
from parsers import Source, SourceError, read
from parsers.identify import holds_exports
from parsers.message import Event, Message, Stamp, Transcript
from parsers.record import Event as RecordEvent
from parsers.record import Record, RecordFormat
from parsers.records import RECORDS, receive_folder
from parsers.screens.seen import Screen

ASSUMED_ZONE: Final = "Asia/Shanghai"

FIRST_YEAR: Final = 1901
LAST_YEAR: Final = 2199
"""Outside these years no talk was exported; times are read from words in the same (analysis.dates)."""
_FIRST_MS: Final = round(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC).timestamp() * 1000)
_END_MS: Final = round(datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC).timestamp() * 1000)

_WORK: Final = (
    b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"8BPS",
    b"II*\0", b"MM\0*", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"ID3", b"OggS", b"fLaC", b"%!PS",
)  # fmt: skip
"""How files begin that people hand over as work."""


class Zone(Struct, frozen=True):
    """The zone in which the talk's times are read, and whether somebody declared it."""

    name: str = ASSUMED_ZONE
    declared: bool = False

    @property
    def info(self) -> ZoneInfo:
        """The zone's rules.

        Raises CaseError for a name that the system does not know.
        """
        try:
            return ZoneInfo(self.name)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise CaseError(f"不认识时区 {self.name}", "请用 IANA 名称，例如 Asia/Shanghai") from error

    def __str__(self) -> str:
        return self.name if self.declared else f"{self.name} (assumed)"

    def wall(self, message: Message) -> datetime | None:
        """Return a message's naive wall time here: from its absolute instant where it has one, else as printed."""
        return self.read(message.stamp)

    def read(self, stamp: Stamp) -> datetime | None:
        """Return the naive wall time here of a printed time, None where it is none of these centuries.

        A forged time must lead nobody out of the calendar, who reckons with days before and after it.
        """
        wall = None if stamp.epoch_ms is None else self.at(stamp.epoch_ms)
        found = wall or stamp.wall
        return found if found is not None and FIRST_YEAR <= found.year <= LAST_YEAR else None

    def at(self, epoch_ms: int) -> datetime | None:
        """Return the naive wall time here of an instant, None where it is none of these centuries."""
        if not _FIRST_MS <= epoch_ms < _END_MS:
            return None
        return datetime.fromtimestamp(epoch_ms / 1000, UTC).astimezone(self.info).replace(tzinfo=None)

    def iso(self, at: datetime | None) -> str | None:
        """Return a wall time as ISO 8601 with this zone's offset."""
        return None if at is None else at.replace(tzinfo=self.info).isoformat(timespec="seconds")


class Opened(Struct, frozen=True):
    """An identified export under the number it bears in references. `size` is the bytes of all its files.

    `screen` is what was seen, where the source is a screenshot.
    """

    number: int
    name: str
    path: Path
    sha256: str
    size: int
    transcript: Transcript
    zone: Zone
    screen: Screen | None = None

    def events(self) -> Iterator[Event]:
        """Read the source from its start.

        Raises CaseError where it cannot be read to its end.
        """
        with told():
            yield from self.transcript.events()

    def ref(self, ordinal: int) -> str:
        """Return the reference of a message as the JSON contract writes it."""
        return f"{self.number}:{ordinal}"


class OpenedRecord(Struct, frozen=True):
    """An identified record beside the talk - a bill, a list of files, a folder - under its number in references."""

    number: int
    name: str
    path: Path
    sha256: str
    size: int
    record: Record
    zone: Zone

    def events(self) -> Iterator[RecordEvent]:
        """Read the record from its start.

        Raises CaseError where it cannot be read to its end.
        """
        with told():
            yield from self.record.read()

    def ref(self, ordinal: int) -> str:
        """Return the reference of a row as the JSON contract writes it."""
        return f"{self.number}:{ordinal}"


Given = Opened | OpenedRecord
"""What a user hands in."""


class NoTalkError(CaseError):
    """What was given is a record and no talk."""


@contextmanager
def told() -> Iterator[None]:
    """Turn a source's fault into one that a user sees."""
    try:
        yield
    except SourceError as error:
        raise CaseError(error.what, error.remedy) from error


def open_export(path: Path, number: int = 1, zone: Zone | None = None, name: str | None = None) -> Opened:
    """Open and identify one export; `name` is what it was called before it was archived.

    Raises CaseError, saying what to do, for anything that is no readable export.
    """
    opened = open_any(path, number, zone, name)
    if isinstance(opened, OpenedRecord):
        raise no_talk(opened)
    return opened


def no_talk(opened: OpenedRecord) -> NoTalkError:
    """Return the error for a record that stands where a talk is wanted; of a folder, what talks lie in it."""
    with told():
        held = holds_exports(Source.open(opened.path)) if opened.path.is_dir() else None
    if held is not None:
        return NoTalkError(*held)
    what = f"“{opened.name}”是{opened.record.title}，不是聊天记录"
    return NoTalkError(what, "它可以印证聊天里的付款或文件，请和聊天记录一起给出")


def open_any(path: Path, number: int = 1, zone: Zone | None = None, name: str | None = None) -> Opened | OpenedRecord:
    """Open and identify an export or a record beside it.

    Raises CaseError, saying what to do, for anything else.
    """
    shown = name or path.name
    with told():
        source = Source.open(path)
        taker = record_format(source)
        if taker is not None:
            record = taker.parse(source)
            return OpenedRecord(number, shown, path, *_sized(path), record, zone or Zone())
        transcript = read(source)
    size, sha256 = digest_tree(path)
    return Opened(number, shown, path, sha256, size, transcript, zone or Zone())


def open_loose(path: Path, number: int, zone: Zone, name: str) -> OpenedRecord:
    """Open any file as one in hand: a draft, a picture, an archive that was handed over.

    Raises CaseError where it cannot be read.
    """
    with told():
        record = receive_folder.parse_file(Source.open(path))
    return OpenedRecord(number, name, path, *_sized(path), record, zone)


def is_work(path: Path) -> bool:
    """Say whether a file begins as documents, pictures, sound, films and archives do."""
    if not path.is_file():
        return False
    with path.open("rb") as stream:
        head = stream.read(16)
    return head.startswith(_WORK) or head[4:8] == b"ftyp" or head[8:12] in (b"WEBP", b"WAVE", b"AVI ")


def record_format(source: Source) -> RecordFormat | None:
    """Return the kind of record that a source is. Raises Unrecognised where a folder holds a chat export as well."""
    return next((one for one in RECORDS if one.sniff(source)), None)


def _sized(path: Path) -> tuple[str, int]:
    size, sha256 = digest_tree(path)
    return sha256, size


def digest_tree(path: Path) -> tuple[int, str]:
    """Return the size and SHA-256 of a file; of a folder, those of all its files and of their sorted list."""
    if path.is_file():
        size, (sha256,) = digest_file(path, ("sha256",))
        return size, sha256
    files = sorted(one for one in path.rglob("*") if one.is_file())
    sizes, listing = 0, []
    for one in files:
        size, (sha256,) = digest_file(one, ("sha256",))
        sizes += size
        listing.append(f"{sha256} {one.relative_to(path).as_posix()}\n")
    return sizes, digest("".join(listing).encode())
