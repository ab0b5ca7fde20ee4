"""What must hold of every parser whatever the bytes: refused in words or read whole, within seconds, nothing lost.

Chat formats and records are asked in turn, each by itself, so that a file which two of them would take is read by both.
Bytes are given as a source in memory; databases, workbooks and archives, which need a file, also as one on disk.
"""

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from parsers.format import Unrecognised
from parsers.formats import FORMATS
from parsers.identify import identify
from parsers.message import Event, Framing, Message, Span, Unread
from parsers.records import RECORDS
from parsers.source import BytesSource, Source, SourceError

FIXTURES: Final = Path(__file__).parents[2] / "fixtures"
LONGEST: Final = 64 * 1024
"""Bytes of an input: every fixture of a format is shorter."""
SECONDS: Final = 20
"""How long one input may take on a busy machine; usual are milliseconds."""

_BY_ROWS: Final = frozenset({"nt_db", "android_db", "qce_xlsx"})
"""Formats whose messages stand in rows of tables, not in runs of bytes."""
_NEED_A_FILE: Final = (b"SQLite format 3\0", b"PK")


class Breach(AssertionError):  # noqa: N818 - a law broken by a parser
    """A parser broke a law."""


class Seed(NamedTuple):
    """A sample to start from."""

    name: str
    data: bytes


def seeds() -> list[Seed]:
    """Return every sample of a chat format or record, in a fixed order."""
    folders = [*(FIXTURES / "chatlogs" / taker.NAME for taker in FORMATS), FIXTURES / "records"]
    paths = [path for folder in folders for path in sorted(folder.rglob("*"))]
    kept = [path for path in paths if path.is_file() and not path.name.endswith(".expected.json")]
    return [Seed(path.name, path.read_bytes()) for path in kept if path.stat().st_size <= LONGEST]


def check(data: bytes) -> None:
    """Let every parser read the bytes. Raises Breach for a broken law; any other error but SourceError is one too."""
    _check(BytesSource("export", len(data), data), whole=True)
    if data.startswith(_NEED_A_FILE):
        with TemporaryDirectory() as folder:
            path = Path(folder) / "export"
            path.write_bytes(data)
            with suppress(SourceError):
                _check(Source.open(path), whole=False)


def _check(source: Source, *, whole: bool) -> None:
    takers = [taker for taker in FORMATS if taker.sniff(source)]
    for taker in takers:
        with suppress(SourceError):
            events = list(taker.parse(source).events())
            if whole and taker.NAME not in _BY_ROWS:
                _require_tiling(taker.NAME, source.size, events)
    if not takers:
        _require_refusal(source)
    for record in RECORDS:
        if record.sniff(source):
            with suppress(SourceError):
                for _ in record.parse(source).read():
                    pass


def _require_refusal(source: Source) -> None:
    try:
        identify(source)
    except Unrecognised as refusal:
        if not (refusal.what and refusal.remedy):
            raise Breach("a refusal without words") from None
    else:
        raise Breach("nobody takes it and nobody refuses it")


def _told(events: list[Event]) -> Iterator[Span]:
    for event in events:
        match event:
            case Message(place=Span() as place):
                yield place
            case Framing(span=span) | Unread(span=span):
                yield span
            case _:
                pass


def _require_tiling(name: str, size: int, events: list[Event]) -> None:
    told = [span for span in _told(events) if not span.member]
    if not size or any(span.member for span in _told(events)):
        return
    if not told or (told[0].start, told[-1].end) != (0, size):
        raise Breach(f"{name}: the ends are not told")
    if any(span.start >= span.end for span in told) or any(a.end != b.start for a, b in pairwise(told)):
        raise Breach(f"{name}: bytes are told twice or never")
    messages = [event for event in events if isinstance(event, Message)]
    if [message.ordinal for message in messages] != list(range(1, len(messages) + 1)):
        raise Breach(f"{name}: messages are not counted from 1")
    for message in messages:
        if not all(0 <= start < end <= len(message.text) for start, end in message.own):
            raise Breach(f"{name}: own words lie outside the text")
