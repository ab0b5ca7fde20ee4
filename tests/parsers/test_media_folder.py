"""One export file beside its `resources/` is one export: in a folder, one folder down, in a ZIP."""

import zipfile
from pathlib import Path

import pytest

from parsers.format import Unrecognised
from parsers.identify import identify, read
from parsers.media_folder import export_name
from parsers.message import Framing, Message, Span, Unread
from parsers.source import Source, SourceError
from tests.archiver.batch.desk import gbk_zip

FIXTURES = Path(__file__).parents[2] / "fixtures" / "chatlogs"
FOLDERS = {"qce_json": FIXTURES / "qce_json" / "c-pictures", "qce_html": FIXTURES / "qce_html" / "modern-pictures"}

ONE = {
    "a.json": ["a.json", "resources/images/1.png"],
    "导出/a.json": ["导出/a.json", "导出/resources/images/1.png"],
    "b.html": ["b.html", ".DS_Store", "__MACOSX/._b.html", "resources/._1.png", "resources/files/deep/er/1.json"],
}
NONE = {
    "no pictures": ["a.json"],
    "two talks": ["a.json", "b.json", "resources/images/1.png"],
    "a bill beside": ["a.json", "账单.csv", "resources/images/1.png"],
    "another folder": ["a.json", "avatars/1.png", "resources/images/1.png"],
    "pictures of elsewhere": ["a/a.json", "resources/images/1.png"],
    "pictures alone": ["resources/images/1.png", "resources/images/2.png"],
    "deep down": ["x/y/a.json", "x/y/resources/images/1.png"],
    "a file of that name": ["a.json", "resources"],
    "a chunked export": ["manifest.json", "chunks/c1.jsonl", "resources/images/1.png"],
    "nothing": [],
}


@pytest.mark.parametrize("name", ONE)
def test_the_one_file_beside_pictures_is_the_export(name: str) -> None:
    assert export_name(ONE[name]) == name


@pytest.mark.parametrize("case", NONE)
def test_of_anything_else_none_is_chosen(case: str) -> None:
    assert export_name(NONE[case]) is None


def pack(folder: Path, target: Path, under: str = "", method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(target, "w", method) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, under + path.relative_to(folder).as_posix())
    return target


@pytest.mark.parametrize("form", FOLDERS)
@pytest.mark.parametrize("under", ["", "导出/"])
@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
def test_a_zip_reads_as_the_folder_and_every_byte_of_both_is_told(
    form: str, under: str, method: int, tmp_path: Path
) -> None:
    folder = Source.open(FOLDERS[form])
    packed = Source.open(pack(FOLDERS[form], tmp_path / "a.zip", under, method))
    talk = [message.text for message in read(folder).messages()]
    assert talk == ["[图片: 初稿.png]", "收到"]
    assert [message.text for message in read(packed).messages()] == talk
    for source in (folder, packed):
        told: dict[str, int] = {}
        for event in read(source).events():
            if isinstance(event, Framing | Unread | Message):
                span = event.place if isinstance(event, Message) else event.span
                assert isinstance(span, Span)
                assert span.start == told.get(span.member, 0)
                told[span.member] = span.end
        assert told == {name: member.size for name, member in source.members().items()}


def test_a_place_leads_to_the_bytes_of_a_gb18030_copy(tmp_path: Path) -> None:
    (page,) = FOLDERS["qce_json"].glob("*.json")
    (tmp_path / "a.json").write_bytes(page.read_text("utf-8").encode("gb18030"))
    (tmp_path / "resources").mkdir()
    (tmp_path / "resources" / "1.png").write_bytes(b"1")
    source = Source.open(tmp_path)
    last = list(read(source).messages())[-1]
    assert isinstance(last.place, Span)
    stored = source.members()[last.place.member].cut(last.place.start, last.place.end)
    assert stored.startswith(b'{"id": "7600000000000000002"')
    assert "收到".encode("gb18030") in stored


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_of_a_zip_that_do_not_say_their_encoding_are_read_as_they_were_meant(
    encoding: str, tmp_path: Path
) -> None:
    members = {
        f"导出/{path.relative_to(FOLDERS['qce_json']).as_posix()}": path.read_bytes()
        for path in FOLDERS["qce_json"].rglob("*")
        if path.is_file()
    }
    gbk_zip(tmp_path / "a.zip", members, encoding)
    source = Source.open(tmp_path / "a.zip")
    assert "导出".encode(encoding) in (tmp_path / "a.zip").read_bytes()
    assert {name: member.cut(0, member.size) for name, member in source.members().items()} == members
    assert identify(source).NAME == "qce_json"


def test_a_zip_of_two_talks_is_refused_with_both_names_and_what_to_do(tmp_path: Path) -> None:
    (talk,) = FOLDERS["qce_json"].glob("*.json")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(talk, "一.json")
        archive.write(talk, "二.json")
        archive.writestr("resources/1.png", b"1")
    with pytest.raises(Unrecognised) as refusal:
        identify(Source.open(tmp_path / "a.zip"))
    assert "一.json" in refusal.value.what
    assert "二.json" in refusal.value.what
    assert "juzheng batch" in refusal.value.remedy


def test_a_bomb_in_the_place_of_the_talk_is_not_unpacked(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", b'{"metadata"' + b" " * 64_000_000)
        archive.writestr("resources/1.png", b"1")
    with pytest.raises(SourceError, match="大得异常"):
        identify(Source.open(tmp_path / "a.zip"))
