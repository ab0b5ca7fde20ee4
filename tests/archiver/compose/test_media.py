"""Pictures and files that an export carries are told with their digest; nothing outside the export is read."""

from hashlib import md5, sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from archiver.compose.book import file_of
from archiver.compose.enclosed import Enclosed
from archiver.intake.opened import Opened, Zone
from parsers.message import Attachment, Transcript
from reports.dossier import File


def _file(one: Attachment, export: Path) -> File:
    opened = Opened(1, "export", export, "", 0, Transcript("qce_jsonl", "", "utf-8", lambda: iter(())), Zone())
    return file_of(one, Enclosed(opened).find(one), "E1-0001-1")


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    (folder / "resources" / "images").mkdir(parents=True)
    (folder / "resources" / "images" / "a.png").write_bytes(b"picture")
    (tmp_path / "secret.txt").write_bytes(b"secret")
    return folder


@pytest.mark.parametrize("path", ["resources/images/a.png", "./resources/images/a.png", "resources\\images\\a.png"])
def test_a_picture_in_the_export_is_saved_with_its_digest_and_size(path: str, export: Path) -> None:
    found = _file(Attachment("image", "a.png", 999, path=path), export)
    assert (found.saved, found.size, found.annex) == (True, 7, "E1-0001-1")
    assert found.sha256 == f"sha256:{sha256(b'picture').hexdigest()}"


@pytest.mark.parametrize("path", ["resources/images/b.png", "../secret.txt", "/etc/passwd", "a\0b", "resources"])
def test_what_is_not_in_the_export_is_unsaved(path: str | None, export: Path) -> None:
    found = _file(Attachment("image", "a.png", 999, path=path), export)
    assert (found.saved, found.size, found.sha256) == (False, 999, "")


def test_the_folder_around_an_export_may_be_given_or_packed(export: Path, tmp_path: Path) -> None:
    whole = tmp_path / "around"
    whole.mkdir()
    export.rename(whole / "群聊")
    packed = tmp_path / "a.zip"
    with ZipFile(packed, "w") as pack:
        pack.write(whole / "群聊" / "resources" / "images" / "a.png", "群聊/resources/images/a.png")
    for given in (whole, packed):
        found = _file(Attachment("image", "x.png", path="resources/images/a.png"), given)
        assert (found.saved, found.place) == (True, "群聊/resources/images/a.png")
    (whole / "另一个" / "resources" / "images").mkdir(parents=True)
    (whole / "另一个" / "resources" / "images" / "a.png").write_bytes(b"another")
    assert not _file(Attachment("image", "x.png", path="resources/images/a.png"), whole).saved


def test_without_a_path_the_one_file_of_that_name_is_it(export: Path) -> None:
    assert _file(Attachment("image", "a.png"), export).saved
    assert not _file(Attachment("image", "b.png"), export).saved
    (export / "resources" / "a.png").write_bytes(b"another")
    assert not _file(Attachment("image", "a.png"), export).saved


def test_without_a_path_a_printed_md5_decides(export: Path) -> None:
    assert not _file(Attachment("image", "a.png", md5="0" * 32), export).saved
    assert _file(Attachment("image", "a.png", md5=md5(b"picture", usedforsecurity=False).hexdigest()), export).saved


def test_an_export_that_is_one_file_carries_no_pictures(export: Path) -> None:
    single = export / "chat.json"
    single.write_bytes(b"{}")
    assert not _file(Attachment("image", "a.png", path="resources/images/a.png"), single).saved


def test_a_printed_md5_bears_the_name_of_its_algorithm(export: Path) -> None:
    assert _file(Attachment("image", "b.png", md5="0" * 32), export).md5 == f"md5:{'0' * 32}"
