import struct
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter

from archiver.facts.comparison import figures_in
from archiver.facts.fact import FileFacts
from archiver.facts.pictures import size_of
from archiver.facts.reading import facts_of
from parsers.source import Source
from tests.archiver.beside_talk import slides


def read(path: Path) -> FileFacts:
    return facts_of("2:1", Source.open(path))


def values(path: Path) -> dict[str, str]:
    return {fact.kind: fact.value for fact in read(path).facts}


def packed(path: Path, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in parts.items():
            pack.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return path


def test_pages_and_transitions_of_slides_are_counted(tmp_path: Path) -> None:
    assert values(slides(tmp_path / "x.bin", 18, 3)) == {
        "format": "PPTX", "pages": "18", "transitions": "3", "animations": "0",
    }  # fmt: skip


def test_words_of_a_document_are_counted_without_white_space(tmp_path: Path) -> None:
    text = "<d xmlns:w='w'><w:p><w:t>终稿 三</w:t></w:p><w:p><w:t>字a</w:t></w:p></d>"
    assert values(packed(tmp_path / "x.docx", word__document_dot_xml=text))["characters"] == "5"


def test_the_contents_of_an_archive_are_counted_by_kind(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.zip", a_dot_png="1", b_dot_PSD="2", c_dot_txt="3")
    assert values(path) == {"format": "ZIP", "files": "3", "pictures": "2"}


def test_text_in_an_old_encoding_is_counted_by_characters(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("第一章\r\n春天来了，花都开了。".encode("gb18030"))
    assert values(path) == {"format": "TXT", "characters": "13"}


def test_pages_of_a_pdf_are_counted(tmp_path: Path) -> None:
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(100, 100)
    writer.write(tmp_path / "a.pdf")
    assert values(tmp_path / "a.pdf") == {"format": "PDF", "pages": "3"}


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 1920, 1080), (1920, 1080)),
        (b"GIF89a" + struct.pack("<HH", 3, 2) + b"\0" * 4, (3, 2)),
        (b"\xff\xd8\xff\xe0\0\x04ab\xff\xc0\0\x0b\x08" + struct.pack(">HH", 40, 30) + b"\0" * 8, (30, 40)),
        (b"BM" + b"\0" * 16 + struct.pack("<ii", 8, -6) + b"\0" * 4, (8, 6)),
        (b"8BPS\0\x01" + b"\0" * 6 + b"\0\x03" + struct.pack(">II", 50, 60), (60, 50)),
        (b"RIFF\0\0\0\0WEBPVP8X" + b"\0" * 8 + (99).to_bytes(3, "little") + (49).to_bytes(3, "little"), (100, 50)),
        (b"\xff\xd8\xff\xe0\xff\xff", None),
        (b"\x89PNG\r\n\x1a\n", None),
    ],
)
def test_sizes_of_pictures_stand_in_their_first_bytes(data: bytes, size: tuple[int, int] | None) -> None:
    assert size_of(data) == size


def test_broken_locked_and_foreign_files_say_why_and_never_fail(tmp_path: Path) -> None:
    whole = slides(tmp_path / "x.pptx", 2).read_bytes()
    made = {
        "cut.pptx": whole[: len(whole) // 2],
        "cut.pdf": b"%PDF-1.7\n1 0 obj\n<<",
        "old.doc": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        "a.rar": b"Rar!\x1a\x07\x00" + b"\0" * 60,
        "a.png": b"\x89PNG\r\n\x1a\n",
        "a.bin": bytes(range(256)),
        "empty": b"",
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
        assert read(tmp_path / name).unread, name


def test_an_archive_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path / "x.pptx", ppt__presentation_dot_xml="<p>" + " " * 40_000_000 + "</p>")
    facts = read(path)
    assert [fact.value for fact in facts.facts] == ["PPTX"]
    assert facts.unread


def test_entities_of_a_document_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("机密机密机密")
    entity = f"<!DOCTYPE d [<!ENTITY x SYSTEM '{secret.as_uri()}'>]><d xmlns:w='w'><w:t>字&x;</w:t></d>"
    found = read(packed(tmp_path / "x.docx", word__document_dot_xml=entity))
    assert [fact.kind for fact in found.facts] == ["format"]
    assert found.unread


def test_a_large_document_is_counted_in_the_memory_of_one_tag(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w") as pack:
        body = "<w:p><w:r><w:t>一二三 四</w:t></w:r></w:p>" * 400_000
        pack.writestr("word/document.xml", f"<d xmlns:w='w'>{body}</d>")
    del body
    tracemalloc.start()
    told = values(path)["characters"]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert told == "1600000"
    assert most < 4 * 1024 * 1024 < path.stat().st_size // 4


def test_pages_that_a_document_tells_of_itself_are_told_as_such(tmp_path: Path) -> None:
    def pages(told: str) -> str | None:
        parts = {"word__document_dot_xml": "<d/>", "docProps__app_dot_xml": f"<P><Pages>{told}</Pages></P>"}
        return values(packed(tmp_path / "x.docx", **parts)).get("pages")

    assert [pages(told) for told in ("12", "", "x", "１２", "9" * 40)] == ["12", None, None, None, None]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("25页，3套配色", [("pages", "25", "25页")]),
        ("做个十二页的ppt", [("pages", "12", "十二页"), ("format", "PPTX", "ppt")]),
        ("论文8千字", [("characters", "8000", "8千字")]),
        ("尺寸1920*1080 要png", [("size", "1920x1080", "1920*1080"), ("format", "PNG", "png")]),
        ("5张图", [("pictures", "5", "5张图")]),
        ("要动态切换", [("transitions", "有", "动态切换")]),
        ("不要动画", []),
        ("这字体不好看", []),
        ("终稿.pptx发你了", []),
        ("第2页重做", []),
    ],
)
def test_figures_of_the_work_are_read_from_words(text: str, told: list[tuple[str, str, str]]) -> None:
    assert [(one.kind, one.agreed, one.quote) for one in figures_in(text)] == told
