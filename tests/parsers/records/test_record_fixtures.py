"""Every record among the fixtures is read as was written down beside it by hand."""

import json
from pathlib import Path

import pytest

from parsers.formats import FORMATS
from parsers.message import Notice, Row, Span
from parsers.record import Held, Listed, Payment
from parsers.records import RECORDS
from parsers.records.receive_folder import names_of
from parsers.source import Source

FIXTURES = Path(__file__).parents[3] / "fixtures" / "records"
EXPECTED = tuple(sorted(FIXTURES.glob("*/*.expected.json")))
_SHOWN = 21
"""Characters of a row's own bytes that an expectation repeats."""
_UNSAID = ("raw_time", "wall", "place", "modified_ms", "path")


def _at(source: Source, row: Payment | Listed | Held) -> str:
    match row.place:
        case Span(start, end, ""):
            return source.cut(start, end).decode("utf-8", "replace")[:_SHOWN].strip(" ,转账")
        case Span(start, end, member):
            return f"{member} {start}-{end}"
        case Row(table, rowid):
            return f"{table} {rowid}"
        case _:
            raise AssertionError(row.place)


def _row(source: Source, row: Payment | Listed | Held) -> dict[str, object]:
    told: dict[str, object] = {"ordinal": row.ordinal, "at": _at(source, row)}
    for name in row.__struct_fields__:
        value = getattr(row, name)
        said = name not in _UNSAID or (name == "path" and isinstance(row, Listed))
        if said and value is not None and value is not False and value != "":
            told[name] = list(value) if isinstance(value, tuple) else value
    return told


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_record_is_read_as_was_written_down(path: Path) -> None:
    source = Source.open(path.with_name(path.name.removesuffix(".expected.json")))
    takers = [one for one in RECORDS if one.sniff(source)]
    assert [one.NAME for one in takers] == [path.parent.name]
    assert not [one.NAME for one in FORMATS if one.sniff(source)]
    record = takers[0].parse(source)
    events = list(record.read())
    told: dict[str, object] = {
        "format": record.format,
        "kind": record.kind,
        "notices": [event.code for event in events if isinstance(event, Notice)],
        "rows": [_row(source, event) for event in events if isinstance(event, Payment | Listed | Held)],
    }
    if record.layout:
        told["layout"] = record.layout
    assert told == json.loads(path.read_text("utf-8"))


def test_every_kind_of_record_but_workbooks_has_a_fixture() -> None:
    assert {path.parent.name for path in EXPECTED} == {one.NAME for one in RECORDS} - {"wechat_xlsx"}


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("a/终稿(2).pptx", ("终稿(2).pptx", "终稿.pptx")),
        ("终稿 (12).tar.gz", ("终稿 (12).tar.gz",)),
        ("无尾(1)", ("无尾(1)", "无尾")),
        ("(1).txt", ("(1).txt",)),
        ("v(2024).txt", ("v(2024).txt",)),
    ],
)
def test_a_number_of_download_is_stripped_for_a_candidate_only(path: str, names: tuple[str, ...]) -> None:
    assert names_of(path) == names


def test_a_chat_export_among_files_in_hand_is_told_and_not_read_silently(tmp_path: Path) -> None:
    demo = FIXTURES.parent / "chatlogs" / "demo" / "late-delivery.txt"
    (tmp_path / "chat.txt").write_bytes(demo.read_bytes())
    (taker,) = [one for one in RECORDS if one.sniff(Source.open(tmp_path))]
    events = list(taker.parse(Source.open(tmp_path)).read())
    assert [event.code for event in events if isinstance(event, Notice)] == ["export_in_folder"]


def test_a_file_that_cannot_be_read_costs_only_itself(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"a")
    (tmp_path / "b.bin").write_bytes(b"b")
    source = Source.open(tmp_path)
    members = source.members()
    assert set(members) == {"a.bin", "b.bin"}
    (taker,) = [one for one in RECORDS if one.sniff(source)]
    reading = taker.parse(source).read()
    first = next(reading)
    assert isinstance(first, Held)
    (tmp_path / "b.bin").unlink()
    rest = list(reading)
    assert [event.code for event in rest if isinstance(event, Notice)] == ["file_unread"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    folder = tmp_path / "FileRecv"
    folder.mkdir()
    (folder / "a.txt").write_text("a")
    (folder / "link.txt").symlink_to(secret)
    (taker,) = [one for one in RECORDS if one.sniff(Source.open(folder))]
    rows = [event.path for event in taker.parse(Source.open(folder)).read() if isinstance(event, Held)]
    assert rows == ["a.txt"]


def test_a_broken_list_of_files_is_one_notice(tmp_path: Path) -> None:
    path = tmp_path / "file-list.json"
    path.write_text('{"groupCode":"9000010100","rootFiles":[{"fileId":"/f1"')
    (taker,) = [one for one in RECORDS if one.sniff(Source.open(path))]
    assert [type(event).__name__ for event in taker.parse(Source.open(path)).read()] == ["Notice"]
