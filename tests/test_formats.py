"""The laws that hold for every fixture of every format, and what each fixture is to be read as."""

import json
import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest

from parsers.formats import FORMATS
from parsers.identify import identify, read
from parsers.message import Cell, Chat, Event, Framing, Message, Notice, Row, Span, Unread
from parsers.source import FileSource, Source
from tests.parsers.portrait import portrait

FIXTURES = Path(__file__).parents[1] / "fixtures" / "chatlogs"
FORMAT_NAMES = tuple(taker.NAME for taker in FORMATS)
EXPECTED = tuple(sorted(path for name in FORMAT_NAMES for path in (FIXTURES / name).glob("*.expected.json")))
CASES = tuple(path.with_name(path.name.removesuffix(".expected.json")) for path in EXPECTED)


def _id(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.fixture(params=CASES, ids=_id)
def path(request: pytest.FixtureRequest) -> Path:
    assert isinstance(request.param, Path)
    return request.param


@pytest.fixture
def source(path: Path) -> Source:
    return Source.open(path)


@pytest.fixture
def events(source: Source) -> list[Event]:
    return list(read(source).events())


def test_every_format_has_a_fixture_and_every_fixture_an_expectation() -> None:
    named = {path.parent.name for path in CASES}
    assert named == set(FORMAT_NAMES)
    for name in FORMAT_NAMES:
        inputs = {file for file in (FIXTURES / name).iterdir() if not file.name.endswith(".expected.json")}
        assert inputs <= set(CASES)


def test_exactly_the_format_of_its_folder_takes_it(path: Path, source: Source) -> None:
    takers = [taker.NAME for taker in FORMATS if taker.sniff(source)]
    assert takers == [path.parent.name]
    assert path.parent.name == identify(source).NAME


def test_it_is_read_as_written_down_by_hand(path: Path, source: Source) -> None:
    expected = json.loads(path.with_name(path.name + ".expected.json").read_text("utf-8"))
    assert portrait(read(source), source) == expected


def spans(events: list[Event]) -> list[Span]:
    """Return the spans that must tile, in the order told."""
    places = [event.place for event in events if isinstance(event, Message)]
    kept = [event.span if isinstance(event, Framing | Unread) else event.place
            for event in events if isinstance(event, Framing | Unread | Message)]  # fmt: skip
    assert all(isinstance(place, Span) for place in places)
    return [place for place in kept if isinstance(place, Span)]


def cells(events: list[Event]) -> list[Cell]:
    """Return the rows of the sheet that messages and notices stand for."""
    places = [event.place for event in events if isinstance(event, Message | Notice)]
    return [place for place in dict.fromkeys(places) if isinstance(place, Cell)]


def assert_every_row_of_the_database_is_told_once(source: Source, events: list[Event]) -> None:
    places = [event.place for event in events if isinstance(event, Message)]
    told = [(place.table, place.rowid) for place in places if isinstance(place, Row)]
    assert isinstance(source, FileSource)
    with closing(sqlite3.connect(source.path)) as database:
        tables = "SELECT name FROM sqlite_master WHERE name LIKE '%_msg_table' OR name LIKE 'mr\\_%' ESCAPE '\\'"
        names = [name for (name,) in database.execute(tables)]
        held = {(name, rowid) for name in names for (rowid,) in database.execute(f"SELECT rowid FROM {name}")}  # noqa: S608
    assert len(told) == len(places) == len(held)
    assert set(told) == held


def test_its_bytes_are_tiled_each_once_or_its_rows_told_each_once(source: Source, events: list[Event]) -> None:
    if any(isinstance(event, Message) and isinstance(event.place, Row) for event in events):
        assert_every_row_of_the_database_is_told_once(source, events)
        return
    if cells(events):
        sheet = source.members()["xl/worksheets/sheet1.xml"]
        rows = sheet.cut(0, sheet.size).count(b"<row ")
        assert [cell.row for cell in cells(events)] == list(range(2, rows + 1))
        return
    told = spans(events)
    members = source.members() or {"": source}
    assert {span.member for span in told} <= set(members)
    for name, member in members.items():
        mine = [span for span in told if span.member == name]
        assert all(span.start < span.end for span in mine)
        assert all(first.end == second.start for first, second in pairwise(mine))
        assert (mine[0].start, mine[-1].end) == (0, member.size)


def test_the_same_bytes_give_the_same_events(source: Source, events: list[Event]) -> None:
    transcript = read(source)
    assert list(transcript.events()) == events
    assert list(transcript.events()) == events


def test_rows_are_counted_from_one_in_physical_order(events: list[Event]) -> None:
    messages = [event for event in events if isinstance(event, Message)]
    assert [message.ordinal for message in messages] == list(range(1, len(messages) + 1))


def test_a_chat_is_told_before_its_messages(events: list[Event]) -> None:
    seen: set[str] = set()
    for event in events:
        if isinstance(event, Chat):
            assert event.id == f"c{len(seen) + 1}"
            seen.add(event.id)
        elif isinstance(event, Message):
            assert event.chat in seen


def test_ids_are_text_and_offsets_lie_in_range(events: list[Event]) -> None:
    for message in (event for event in events if isinstance(event, Message)):
        assert message.id is None or isinstance(message.id, str)
        assert message.id != ""
        assert message.seq is None or isinstance(message.seq, str)
        edges = [edge for span in message.own for edge in span]
        assert edges == sorted(edges)
        assert all(start < end <= len(message.text) for start, end in message.own)


def test_notices_name_places_in_the_file_and_rows_that_exist(source: Source, events: list[Event]) -> None:
    rows = {event.ordinal for event in events if isinstance(event, Message)}
    for notice in (event for event in events if isinstance(event, Notice)):
        assert notice.ordinal is None or notice.ordinal in rows
        if isinstance(notice.place, Span) and not notice.place.member:
            assert 0 <= notice.place.start <= notice.place.end <= source.size


def test_a_body_is_the_bytes_of_its_text(source: Source, events: list[Event]) -> None:
    encoding = read(source).encoding.removesuffix("-sig")
    for message in (event for event in events if isinstance(event, Message)):
        if message.body is not None and "␚" not in message.text:
            assert source.cut(message.body.start, message.body.end).decode(encoding) == message.text
