"""The workbook: its rows are the places, and what is damaged or forged is refused or told."""

import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from parsers.format import Unrecognised
from parsers.identify import identify, read
from parsers.message import Cell, Notice
from parsers.source import Source

GROUP = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "qce_xlsx" / "group.xlsx"


def _changed(path: Path, name: str, change: dict[bytes, bytes]) -> Path:
    """Write a copy of the workbook in which one part is changed."""
    with zipfile.ZipFile(GROUP) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            data = old.read(entry)
            for before, after in change.items() if entry == name else ():
                assert before in data
                data = data.replace(before, after)
            new.writestr(entry, data)
    return path


def test_a_place_is_the_row_that_a_spreadsheet_program_shows() -> None:
    places = [message.place for message in read(Source.open(GROUP)).messages()]
    assert places[0] == Cell("聊天记录", 2)
    assert places[5] == Cell("聊天记录", 8)


def test_a_workbook_with_other_sheets_is_not_taken(tmp_path: Path) -> None:
    other = _changed(tmp_path / "other.xlsx", "xl/workbook.xml", {"聊天记录".encode(): "记录".encode()})
    with pytest.raises(Unrecognised):
        identify(Source.open(other))


def test_columns_are_found_by_header_whatever_their_order(tmp_path: Path) -> None:
    book = load_workbook(GROUP)
    book["聊天记录"].move_range("A1:I11", cols=2)
    book.save(tmp_path / "shifted.xlsx")
    moved = [(message.text, message.sender) for message in read(Source.open(tmp_path / "shifted.xlsx")).messages()]
    assert moved == [(message.text, message.sender) for message in read(Source.open(GROUP)).messages()]


def test_a_sheet_cut_in_the_middle_is_told_and_its_rows_before_are_kept(tmp_path: Path) -> None:
    with zipfile.ZipFile(GROUP) as old:
        sheet = old.read("xl/worksheets/sheet1.xml")
    cut = _changed(tmp_path / "cut.xlsx", "xl/worksheets/sheet1.xml", {sheet[sheet.index(b'<row r="4"') + 40 :]: b""})
    events = list(read(Source.open(cut)).events())
    assert [event.code for event in events if isinstance(event, Notice)] == ["truncated"]
    assert [message.ordinal for message in read(Source.open(cut)).messages()] == [1, 2]


def test_a_row_number_beyond_every_sheet_is_not_counted_up_to(tmp_path: Path) -> None:
    forged = _changed(tmp_path / "forged.xlsx", "xl/worksheets/sheet1.xml", {b'<row r="11"': b'<row r="99999999999"'})
    transcript = read(Source.open(forged))
    assert len(list(transcript.messages())) == 8


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_with_a_spoiled_part_is_refused_in_words(tmp_path: Path, part: str) -> None:
    spoiled = _changed(tmp_path / "spoiled.xlsx", part, {b"<": b"\xff<<"})
    with pytest.raises(Unrecognised):
        identify(Source.open(spoiled))
