import sys
import zipfile
from pathlib import Path

import pytest

from archiver.batch.packed import safe_parts, unpack
from tests.archiver.batch.desk import gbk_zip, locked_zip

ZONE = "Asia/Shanghai"


def test_names_in_gbk_are_read_as_what_they_say(tmp_path: Path) -> None:
    gbk_zip(
        tmp_path / "a.zip", {"与山雀的聊天/说明.txt": b"one", "乗.txt": b"two"}
    )  # the last ends in a backslash byte
    home, problems = unpack(tmp_path / "a.zip", "a.zip", tmp_path / "shelf", (), ZONE)
    found = {path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert found == {"与山雀的聊天/说明.txt": b"one", "乗.txt": b"two"}
    assert problems == []


def test_a_member_keeps_the_time_that_the_archive_notes_in_the_zone_of_the_batch(tmp_path: Path) -> None:
    gbk_zip(tmp_path / "a.zip", {"说明.txt": b"one"})
    home, _ = unpack(tmp_path / "a.zip", "a.zip", tmp_path / "shelf", (), ZONE)
    assert int((home / "说明.txt").stat().st_mtime) == 1710468000  # 2024-03-15 10:00 in Shanghai


def test_a_locked_archive_opens_with_its_password_and_is_told_without(tmp_path: Path) -> None:
    locked_zip(tmp_path / "a.zip", "chat.txt", b"secret words", "芝麻".encode("gbk"))
    _, without = unpack(tmp_path / "a.zip", "a.zip", tmp_path / "shelf", (), ZONE)
    _, wrong = unpack(tmp_path / "a.zip", "a.zip", tmp_path / "shelf", ("no",), ZONE)
    home, right = unpack(tmp_path / "a.zip", "a.zip", tmp_path / "shelf", ("no", "芝麻"), ZONE)
    assert [(one.input, "--password" in one.what_to_do) for one in without] == [("a.zip", True)]
    assert [one.input for one in wrong] == ["a.zip!/chat.txt"]
    assert right == []
    assert (home / "chat.txt").read_bytes() == b"secret words"


def aes_zip(path: Path, members: dict[str, bytes], password: bytes) -> None:
    pyzipper = pytest.importorskip("pyzipper", reason="pip install juzheng[zip]")
    with pyzipper.AESZipFile(path, "w", compression=zipfile.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password)
        for name, data in members.items():
            archive.writestr(name, data)


def test_an_archive_under_aes_opens_with_its_password_and_a_changed_member_is_told(tmp_path: Path) -> None:
    words = "一二三四五六七八九十".encode() * 50
    aes_zip(tmp_path / "a.zip", {"chat.txt": words, "说明.txt": b"two"}, "芝麻".encode("gbk"))
    _, without = unpack(tmp_path / "a.zip", "a.zip", tmp_path / "shelf", (), ZONE)
    _, wrong = unpack(tmp_path / "a.zip", "a.zip", tmp_path / "shelf", ("no",), ZONE)
    home, right = unpack(tmp_path / "a.zip", "a.zip", tmp_path / "shelf", ("no", "芝麻"), ZONE)
    assert [(one.input, "--password" in one.what_to_do) for one in without] == [("a.zip", True)]
    assert [one.input for one in wrong] == ["a.zip!/chat.txt", "a.zip!/说明.txt"]
    assert right == []
    assert {path.name: path.read_bytes() for path in home.iterdir()} == {"chat.txt": words, "说明.txt": b"two"}
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        place = archive.getinfo("chat.txt").header_offset + 30 + len("chat.txt") + 11 + 25
    content = bytearray((tmp_path / "a.zip").read_bytes())
    content[place] ^= 1
    (tmp_path / "b.zip").write_bytes(content)
    home, damaged = unpack(tmp_path / "b.zip", "b.zip", tmp_path / "shelf", ("芝麻",), ZONE)
    assert [one.input for one in damaged] == ["b.zip!/chat.txt"]
    assert [path.name for path in home.iterdir()] == ["说明.txt"]


def test_an_archive_under_aes_without_its_reader_is_listed_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    aes_zip(tmp_path / "a.zip", {"chat.txt": b"words"}, b"sesame")
    monkeypatch.setitem(sys.modules, "pyzipper", None)
    _, (told,) = unpack(tmp_path / "a.zip", "a.zip", tmp_path / "shelf", ("sesame",), ZONE)
    assert 'pip install "juzheng[zip]"' in told.what_to_do


def test_one_damaged_member_does_not_cost_the_others(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("bad.txt", b"these words will be changed")
        archive.writestr("good.txt", b"these stay")
    content = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(content.replace(b"will be changed", b"have been changed"[:15]))
    home, problems = unpack(tmp_path / "a.zip", "a.zip", tmp_path / "shelf", (), ZONE)
    assert [one.input for one in problems] == ["a.zip!/bad.txt"]
    assert [path.name for path in home.iterdir()] == ["good.txt"]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros.txt", bytes(300 * 1024 * 1024))
    home, problems = unpack(tmp_path / "a.zip", "a.zip", tmp_path / "shelf", (), ZONE)
    assert [one.why for one in problems] == ["压缩包展开后大得异常"]
    assert not list(home.iterdir())


def test_two_names_that_fold_to_one_are_both_kept(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("Chat.txt", b"1")
        archive.writestr("chat.TXT", b"2")
    home, _ = unpack(tmp_path / "a.zip", "a.zip", tmp_path / "shelf", (), ZONE)
    assert {path.read_bytes() for path in home.iterdir()} == {b"1", b"2"}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("../../etc/passwd", ("etc", "passwd")),
        ("C:\\logs\\chat.txt", ("C_", "logs", "chat.txt")),
        ("/abs/./x", ("abs", "x")),
        ("evil\u202etxt.exe", ("evil_txt.exe",)),
        ("trailing. ", ("trailing",)),
    ],
)
def test_a_member_leads_nowhere_but_down(name: str, parts: tuple[str, ...]) -> None:
    assert safe_parts(name) == parts


def test_a_name_too_long_for_a_file_system_is_cut_and_keeps_its_ending() -> None:
    (part,) = safe_parts("长" * 200 + ".json")
    assert len(part.encode()) <= 200
    assert part.endswith(".json")
