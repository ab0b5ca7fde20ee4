import gzip
import json
import os
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.analyzer import Request, study
from archiver.errors import CaseError
from archiver.inputs import archive, open_case, open_inputs
from archiver.intake.opened import Zone

DEMO = Path(__file__).parents[2] / "fixtures" / "chatlogs" / "demo"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def write(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def folder(path: Path) -> None:
    path.mkdir()


def database(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("create table t (a)")
    connection.close()


def packed(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive_file:
        archive_file.writestr("notes.bin", b"\x00\x01")


NOT_EXPORTS: dict[str, Callable[[Path], object]] = {
    "an empty file": write(b""),
    "a blank page of an exporter": write(b" " * 1024),
    "a PDF renamed .txt": write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
    "an encrypted QQ NT database": write(
        b"SQLite header 3\0".ljust(32, b"\0") + b"QQ_NT DB".ljust(992, b"\0") + os.urandom(4096)
    ),
    "a plain database of something else": database,
    "a folder": folder,
    "a ZIP without an export": packed,
    "a compressed file": write(gzip.compress(b"hello")),
    "a picture": write(b"\x89PNG\r\n\x1a\n" + bytes(100)),
    "prose": write("今天天气不错，我们去爬山吧。\n".encode() * 20),
    "JSON of something else": write(json.dumps({"name": "x", "version": "1.0.0"}).encode()),
    "NULs": write(bytes(5000)),
}


@pytest.mark.parametrize("make", NOT_EXPORTS.values(), ids=list(NOT_EXPORTS))
def test_what_is_no_export_gets_one_line_that_says_what_to_do(make: Callable[[Path], object], tmp_path: Path) -> None:
    path = tmp_path / "东西.txt"
    make(path)
    with pytest.raises(CaseError) as caught:
        open_inputs((path,), None)
    assert caught.value.what
    assert caught.value.remedy
    assert "\n" not in str(caught.value)


def test_of_several_inputs_the_readable_ones_are_opened(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    inputs = open_inputs((empty, DEMO / "late-delivery.txt"), None)
    assert [one.number for one in inputs.opened] == [2]
    assert len(inputs.failed) == 1


def test_nothing_is_written_when_one_export_cannot_be_archived(tmp_path: Path) -> None:
    with pytest.raises(CaseError):
        archive((tmp_path,), tmp_path / "case", None, NOW)
    assert not (tmp_path / "case").exists()


def test_archiving_the_same_export_again_adds_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        case = archive((DEMO / "late-delivery.json",), tmp_path / "case", None, NOW)
    assert len(case.exhibits()) == 1


def test_an_exhibit_with_a_changed_byte_is_not_read(tmp_path: Path) -> None:
    case = archive((DEMO / "late-delivery.txt",), tmp_path / "case", None, NOW)
    original = case.original(1)
    original.chmod(0o644)
    original.write_bytes(original.read_bytes().replace(b"1080", b"1980"))
    with pytest.raises(CaseError, match="与存入时不一致"):
        open_case(case)


def test_an_unknown_zone_is_told() -> None:
    with pytest.raises(CaseError, match="时区"):
        _ = Zone("Mars/Olympus").info


def test_roles_are_given_by_number_or_by_name() -> None:
    by_number = study(open_inputs((DEMO / "late-delivery.json",), None).opened, Request(clients=("9010010802",)))
    by_name = study(open_inputs((DEMO / "late-delivery.txt",), None).opened, Request(providers=("name:鹿白设计",)))
    for studied, role in ((by_number, "client"), (by_name, "provider")):
        party = next(one for one in studied.analysis.parties if one.role == role)
        assert party.basis == "given"


@pytest.mark.parametrize("wanted", ["9099999999", "name:没有这个人", "u_nobody"])
def test_a_role_that_fits_nobody_names_the_candidates(wanted: str) -> None:
    with pytest.raises(CaseError, match="鹿白设计"):
        study(open_inputs((DEMO / "late-delivery.json",), None).opened, Request(clients=(wanted,)))
