"""Bags: the Library of Congress suite, one by one."""

import shutil
from pathlib import Path

import pytest

from archiver.bagit.check import check_bag
from archiver.bagit.tagfiles import decode_path, encode_path, read_declaration
from tests.suites import suite

WARNED = {
    "duplicate-file-with-different-case": "twin_names",
    "made-with-md5sum-tools": "md5sum_style",
    "relative-path": "dot_slash",
    "same-filename-listed-twice-with-different-normalization": "twin_names",
    "same-filename-listed-twice-with-the-same-hash": "listed_twice",
    "special-system-files": "system_file",
}


def bags(kind: str) -> list[Path]:
    return sorted(path for path in suite("bagit").glob(f"*/{kind}/*") if path.is_dir())


def test_every_valid_bag_passes() -> None:
    faults = {bag.relative_to(suite("bagit")).as_posix(): check_bag(bag).faults for bag in bags("valid")}
    assert {name: found for name, found in faults.items() if found} == {}
    assert len(faults) == 27


def test_every_invalid_bag_is_refused() -> None:
    refused = {bag.name: bool(check_bag(bag).faults) for bag in bags("invalid")}
    assert set(refused.values()) == {True}, refused
    assert len(bags("invalid")) == 15


def test_every_path_that_leads_out_on_linux_is_refused() -> None:
    for bag in bags("linux-only"):
        assert "path_outside" in {fault.kind for fault in check_bag(bag).faults}, bag.name
    assert len(bags("linux-only")) == 6


def test_paths_that_lead_out_on_windows_are_refused_here_too() -> None:
    for bag in bags("windows-only"):
        assert check_bag(bag).faults, bag.name


@pytest.mark.parametrize("name", WARNED)
def test_every_doubtful_bag_is_accepted_with_a_warning(name: str, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    shutil.copytree(suite("bagit") / "v0.97" / "warning" / name, bag)
    for path in (bag, bag / "data"):
        path.chmod(0o755)
    if name == "special-system-files":
        (bag / "data" / ".DS_Store").touch()  # an empty file that copies of the suite tend to lose
    verdict = check_bag(bag)
    assert verdict.faults == ()
    assert WARNED[name] in {warning.kind for warning in verdict.warnings}


@pytest.mark.parametrize("name", ["100%.png", "a\nb", "a\rb", "%0A", "%25", "图 1.png"])
def test_a_file_name_reads_back_from_a_manifest(name: str) -> None:
    written = encode_path(name)
    assert not set("\r\n") & set(written)
    assert decode_path(written, (1, 0)) == name


@pytest.mark.parametrize("name", ["TTF-8", "hex", "rot13", "UTF-8\x00", "no such"])
def test_an_encoding_that_is_none_is_told(name: str) -> None:
    declared, faults = read_declaration(f"BagIt-Version: 1.0\nTag-File-Character-Encoding: {name}\n".encode())
    assert declared is None
    assert [fault.kind for fault in faults] == ["declaration"]
