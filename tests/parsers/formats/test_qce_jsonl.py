"""A chunked export: its order is the manifest's, and what is missing is named with its extent."""

import shutil
from pathlib import Path

import pytest

from parsers.format import Unrecognised
from parsers.identify import read
from parsers.message import Event, Message, Notice, Span
from parsers.source import Source
from tests.parsers.laws import assert_tiled, read_bytes

FIXTURES = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "qce_jsonl"


def _events(path: Path) -> list[Event]:
    return list(read(Source.open(path)).events())


def _notice(events: list[Event], code: str) -> Notice:
    (found,) = [event for event in events if isinstance(event, Notice) and event.code == code]
    return found


def test_chunks_follow_the_manifest_whatever_the_files_are_called() -> None:
    places = [event.place for event in _events(FIXTURES / "b-gaps") if isinstance(event, Message)]
    members = [place.member for place in places if isinstance(place, Span)]
    assert members == ["chunks/c000002.jsonl"] * 2 + ["chunks/c000001.jsonl"] * 2 + ["chunks/c000004.jsonl"]


def test_a_missing_chunk_is_named_with_its_times_and_count() -> None:
    detail = _notice(_events(FIXTURES / "b-gaps"), "missing_chunk").detail
    assert detail == "chunks/c000003.jsonl 2024-12-31T16:00:05.000Z 2024-12-31T16:00:06.000Z 2"


def test_a_short_chunk_is_named_with_what_was_listed_and_what_was_read() -> None:
    detail = _notice(_events(FIXTURES / "b-gaps"), "short_chunk").detail
    assert detail == "chunks/c000004.jsonl 2024-12-31T16:00:07.000Z 2024-12-31T16:00:08.000Z 2 1"


def test_a_span_of_a_member_cuts_the_very_line() -> None:
    source = Source.open(FIXTURES / "c-group.zip")
    first = next(read(source).messages())
    assert isinstance(first.place, Span)
    line = source.members()[first.place.member].cut(first.place.start, first.place.end)
    assert line.startswith(b'{"id":"7600000000000000101"')
    assert line.endswith(b"}")


def test_a_path_that_leaves_the_folder_is_a_missing_chunk(tmp_path: Path) -> None:
    (tmp_path / "secret.jsonl").write_text("{}", "utf-8")
    export = tmp_path / "export"
    shutil.copytree(FIXTURES / "b-gaps", export)
    manifest = (export / "manifest.json").read_text("utf-8")
    (export / "manifest.json").write_text(manifest.replace("chunks/c000003.jsonl", "../secret.jsonl"), "utf-8")
    assert _notice(_events(export), "missing_chunk").detail.startswith("../secret.jsonl ")


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    shutil.copytree(FIXTURES / "b-gaps" / "chunks", tmp_path / "chunks")
    with pytest.raises(Unrecognised, match=r"manifest\.json"):
        read(Source.open(tmp_path))


def test_a_spoiled_line_costs_only_itself(tmp_path: Path) -> None:
    export = tmp_path / "export"
    shutil.copytree(FIXTURES / "b-gaps", export)
    chunk = export / "chunks" / "c000002.jsonl"
    first, second = chunk.read_bytes().splitlines(keepends=True)
    chunk.write_bytes(b"\xff" + first + b'[1,2]\n"x"\n\n' + second.replace("交".encode(), b"\xe4"))
    events = _events(export)
    texts = [event.text for event in events if isinstance(event, Message)]
    assert texts[:2] == ["[文件: ␚付物.zip]", "[10]"]
    assert [event.code for event in events if isinstance(event, Notice)][:4] == [
        "unread_json", "unread_json", "unread_json", "undecodable_bytes",
    ]  # fmt: skip


@pytest.mark.parametrize("part", range(0, 100, 7))
def test_a_cut_manifest_is_refused_or_tiled(part: int) -> None:
    data = (FIXTURES / "manifest-alone.json").read_bytes()
    cut = data[: len(data) * part // 100]
    events = read_bytes(cut)
    if events is not None:
        assert_tiled(cut, events)
