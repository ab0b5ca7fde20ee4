import os
import zipfile
from pathlib import Path

import pytest

from parsers.source import (
    CHUNK,
    MAX_RATIO,
    ArchiveSource,
    BytesSource,
    FolderSource,
    Source,
    SourceChangedError,
    SourceError,
    printable,
)


def test_a_file_is_read_in_pieces_that_make_up_its_bytes(tmp_path: Path) -> None:
    data = os.urandom(2 * CHUNK + 7)
    (tmp_path / "chat.txt").write_bytes(data)
    source = Source.open(tmp_path / "chat.txt")
    pieces = list(source.chunks())
    assert b"".join(pieces) == data
    assert max(map(len, pieces)) <= CHUNK
    assert (source.name, source.size) == ("chat.txt", len(data))
    assert source.cut(CHUNK - 2, CHUNK + 3) == data[CHUNK - 2 : CHUNK + 3]
    assert source.cut(len(data) - 1, len(data) + 9) == data[-1:]


def test_an_empty_file_reads_as_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    source = Source.open(tmp_path / "empty.txt")
    assert (source.size, source.head(), list(source.chunks())) == (0, b"", [])


@pytest.mark.parametrize("change", ["grow", "shrink", "rewrite", "replace"])
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, change: str) -> None:
    path = tmp_path / "chat.txt"
    path.write_bytes(b"x" * (3 * CHUNK))
    chunks = Source.open(path).chunks()
    next(chunks)
    if change == "grow":
        with path.open("ab") as stream:
            stream.write(b"y")
    elif change == "shrink":
        os.truncate(path, 10)
    elif change == "rewrite":
        os.utime(path, ns=(1, 1))
    else:
        path.unlink()
        path.write_bytes(b"x" * (3 * CHUNK))
    if change == "replace":  # what was opened is still read to its end; the next reading finds another file
        assert sum(map(len, chunks)) == 2 * CHUNK
        return
    with pytest.raises(SourceChangedError, match="被改动"):
        list(chunks)


def test_a_file_changed_between_two_readings_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "chat.txt"
    path.write_bytes(b"first")
    source = Source.open(path)
    assert source.head() == b"first"
    path.write_bytes(b"second")
    with pytest.raises(SourceChangedError):
        source.head()


def test_a_missing_file_is_told_with_a_remedy(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refusal:
        Source.open(tmp_path / "no\u202ename.txt")
    assert refusal.value.what == "找不到“no␚name.txt”"
    assert refusal.value.remedy


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are not of this system")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(SourceError, match="不是普通文件"):
        Source.open(tmp_path / "pipe")


def test_a_folder_has_its_files_as_members_by_relative_name(tmp_path: Path) -> None:
    (tmp_path / "chunks").mkdir()
    (tmp_path / "chunks" / "c1.jsonl").write_bytes(b"{}")
    (tmp_path / "manifest.json").write_bytes(b"{}")
    folder = Source.open(tmp_path)
    assert isinstance(folder, FolderSource)
    assert list(folder.members()) == ["chunks/c1.jsonl", "manifest.json"]
    assert folder.members()["chunks/c1.jsonl"].head() == b"{}"
    assert (folder.size, folder.head()) == (0, b"")


def test_a_link_out_of_a_folder_is_no_member(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "export").mkdir()
    (tmp_path / "export" / "link.txt").symlink_to(tmp_path / "secret")
    assert not Source.open(tmp_path / "export").members()


def test_a_neighbour_is_found_beside_a_file_and_never_above_it(tmp_path: Path) -> None:
    (tmp_path / "export" / "chunks").mkdir(parents=True)
    (tmp_path / "export" / "manifest.json").write_bytes(b"{}")
    (tmp_path / "secret").write_bytes(b"secret")
    manifest = Source.open(tmp_path / "export" / "manifest.json")
    chunks = manifest.beside("chunks")
    assert isinstance(chunks, FolderSource)
    assert manifest.beside("../secret") is None
    assert manifest.beside(str(tmp_path / "secret")) is None
    assert manifest.beside("absent") is None


def _zip(path: Path, files: dict[str, bytes]) -> ArchiveSource:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    source = Source.open(path)
    assert isinstance(source, ArchiveSource)
    return source


def test_an_archive_gives_its_members_without_unpacking_to_disk(tmp_path: Path) -> None:
    archive = _zip(tmp_path / "export.zip", {"a/manifest.json": b"{}", "a/chunks/c1.jsonl": b"[]", "../evil": b"e"})
    members = archive.members()
    assert list(members) == ["../evil", "a/chunks/c1.jsonl", "a/manifest.json"]
    beside = members["a/manifest.json"].beside("chunks/c1.jsonl")
    assert beside is not None
    assert beside.head() == b"[]"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["export.zip"]


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    archive = _zip(tmp_path / "bomb.zip", {"zeros": bytes(4 * MAX_RATIO * CHUNK // 100)})
    with pytest.raises(SourceError, match="大得异常"):
        list(archive.members()["zeros"].chunks())


def test_a_damaged_archive_is_told(tmp_path: Path) -> None:
    archive = _zip(tmp_path / "export.zip", {"a": os.urandom(1000)})
    data = bytearray((tmp_path / "export.zip").read_bytes())
    data[200] ^= 1
    (tmp_path / "flipped.zip").write_bytes(data)
    (tmp_path / "cut.zip").write_bytes(data[:500])
    assert archive.members()["a"].size == 1000
    with pytest.raises(SourceError, match="已损坏"):
        Source.open(tmp_path / "flipped.zip").members()["a"].head()
    with pytest.raises(SourceError, match="已损坏"):
        Source.open(tmp_path / "cut.zip").members()


def test_an_archive_with_a_nameless_member_is_told_as_damaged(tmp_path: Path) -> None:
    _zip(tmp_path / "export.zip", {"a": b"1"})
    data = (tmp_path / "export.zip").read_bytes()
    entry = data.index(b"PK\x01\x02")
    nameless = data[: entry + 28] + b"\0\0" + data[entry + 30 : entry + 46] + data[entry + 47 :]
    size = int.from_bytes(data[-10:-6], "little") - 1
    (tmp_path / "nameless.zip").write_bytes(nameless[:-10] + size.to_bytes(4, "little") + nameless[-6:])
    with pytest.raises(SourceError, match="已损坏"):
        Source.open(tmp_path / "nameless.zip").members()


def test_bytes_in_hand_read_like_a_file() -> None:
    data = bytes(range(256)) * (CHUNK // 200)
    source = BytesSource("pasted", len(data), data)
    assert b"".join(source.chunks()) == data
    assert source.cut(CHUNK - 1, CHUNK + 1) == data[CHUNK - 1 : CHUNK + 1]
    assert not source.members()
    assert source.beside("x") is None


def test_a_name_is_shown_without_what_could_mislead() -> None:
    assert printable("报价\u202etxt.exe\n") == "报价␚txt.exe␚"
