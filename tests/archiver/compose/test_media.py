"""Pictures and files that an export carries are told with their digest; nothing outside the export is read."""

from hashlib import sha256
from pathlib import Path

import pytest

from archiver.compose.book import _file
from parsers.message import Attachment


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
    assert (found.saved, found.size) == (True, 7)
    assert found.sha256 == f"sha256:{sha256(b'picture').hexdigest()}"


@pytest.mark.parametrize(
    "path", [None, "", "resources/images/b.png", "../secret.txt", "/etc/passwd", "a\0b", "resources"]
)
def test_what_is_not_in_the_export_is_unsaved(path: str | None, export: Path) -> None:
    found = _file(Attachment("image", "a.png", 999, path=path), export)
    assert (found.saved, found.size, found.sha256) == (False, 999, "")


def test_an_export_that_is_one_file_carries_no_pictures(export: Path) -> None:
    single = export / "chat.json"
    single.write_bytes(b"{}")
    assert not _file(Attachment("image", "a.png", path="resources/images/a.png"), single).saved
