"""Pictures stand at their message with digest and annex, in every form that people look at, and leave nothing else."""

import re
from base64 import b64decode
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from PIL import Image

from archiver.analyzer import Request
from archiver.compose import illustrated
from archiver.compose.check import verify_report
from archiver.compose.dossier import Wanted
from archiver.compose.public import approve
from archiver.compose.writing import write_reports
from archiver.inputs import Inputs, archive, open_case
from reports.dossier import Edition
from reports.masked import LEFT_OUT
from tests.archiver.compose.pictured import HIDDEN, exporter_folder, mht, picture
from tests.reports.test_formats import chinese_fonts

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DRAFT, FINAL = picture("JPEG"), picture("PNG", (300, 500), (20, 150, 60))
ROWS: list[tuple[str, str | bytes]] = [
    ("糯米团", "接单吗 做一张海报 多少钱"),
    ("山雀", "420元 周五交"),
    ("糯米团", "好的 就按420"),
    ("山雀", DRAFT),
    ("山雀", FINAL),
    ("糯米团", "收到 很满意"),
]


def case_of(export: Path, folder: Path) -> Inputs:
    return open_case(archive((export,), folder / "case", None, NOW))


def written(inputs: Inputs, folder: Path, form: str, edition: Edition = "own") -> Path:
    (report,) = write_reports(inputs, Request(), Wanted(edition, date(2026, 3, 2), formats=(form,)), folder)
    return report


def shots(page: str) -> list[Image.Image]:
    found = re.findall(r'<img src="data:image/jpeg;base64,([^"]+)"', page)
    return [Image.open(BytesIO(b64decode(one))) for one in found]


def test_a_page_shows_each_picture_at_its_message_with_digest_and_annex(tmp_path: Path) -> None:
    report = written(case_of(mht(tmp_path, ROWS), tmp_path), tmp_path, "html")
    page = report.read_text("utf-8")
    assert [one.size for one in shots(page)] == [(480, 300), (288, 480)]
    for ref, content in (("E1-0004", DRAFT), ("E1-0005", FINAL)):
        (line,) = re.findall(rf'<li id="{ref}".*?</li>', page, re.DOTALL)
        assert f"附件 {ref}-1" in line
        assert sha256(content).hexdigest() in line
        assert "<img " in line
    assert "img-src data:;" in page
    assert HIDDEN not in page
    assert verify_report(report).ok


def test_a_page_without_pictures_allows_none(tmp_path: Path) -> None:
    page = written(case_of(mht(tmp_path, ROWS[:3]), tmp_path), tmp_path, "html").read_text("utf-8")
    assert "img-src" not in page


def test_word_shows_each_picture_and_nothing_else_of_its_file(tmp_path: Path) -> None:
    report = written(case_of(mht(tmp_path, ROWS), tmp_path), tmp_path, "docx")
    with ZipFile(report) as archived:
        media = [archived.read(name) for name in archived.namelist() if name.startswith("word/media/")]
        words = archived.read("word/document.xml").decode()
    sizes = {Image.open(BytesIO(one)).size for one in media}
    assert {(480, 300), (288, 480)} <= sizes
    assert DRAFT not in media
    assert not any(HIDDEN.encode() in one for one in media)
    assert words.index("附件 E1-0004-1（缩印") < words.index("附件 E1-0005-1（缩印")
    assert 'descr="附件 E1-0004-1 的缩小图"' in words
    assert verify_report(report).ok


def test_pdf_shows_each_picture_and_verifies(tmp_path: Path) -> None:
    chinese_fonts()
    report = written(case_of(mht(tmp_path, ROWS), tmp_path), tmp_path, "pdf")
    document = pypdfium2.PdfDocument(report)
    drawn = [one.get_px_size() for page in document for one in page.get_objects() if one.type == 3]
    document.close()
    assert {(480, 300), (288, 480)} <= {tuple(map(int, size)) for size in drawn}
    assert HIDDEN.encode() not in report.read_bytes()
    assert verify_report(report).ok


def test_an_exporters_folder_gives_its_pictures_by_their_md5(tmp_path: Path) -> None:
    export = exporter_folder(tmp_path, [("a.jpg", DRAFT), ("gone.jpg", None), ("b.png", FINAL)])
    page = written(case_of(export, tmp_path), tmp_path, "html").read_text("utf-8")
    assert len(shots(page)) == 2
    assert "共 3 个，其中导出时没有保存的 1 个" in page
    assert "gone.jpg" in page
    assert re.search(r'id="E1-0002".*?gone\.jpg.*?导出时未保存该文件', page, re.DOTALL)


def test_a_file_with_another_md5_is_not_taken_for_the_picture(tmp_path: Path) -> None:
    export = exporter_folder(tmp_path, [("a.jpg", DRAFT)])
    (kept,) = (export / "resources" / "images").iterdir()
    kept.write_bytes(FINAL)
    page = written(case_of(export, tmp_path), tmp_path, "html").read_text("utf-8")
    assert not shots(page)
    assert "其中导出时没有保存的 1 个" in page


def test_a_broken_picture_is_one_line_at_its_message(tmp_path: Path) -> None:
    rows: list[tuple[str, str | bytes]] = [*ROWS[:3], ("山雀", FINAL[:60]), ROWS[4]]
    report = written(case_of(mht(tmp_path, rows), tmp_path), tmp_path, "html")
    page = report.read_text("utf-8")
    assert len(shots(page)) == 1
    assert "附件 E1-0004-1：图片已损坏或不完整，未缩印" in page
    assert verify_report(report).ok


def test_pictures_beyond_the_budget_are_told_and_cited_ones_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(illustrated, "BUDGET", 1)
    page = written(case_of(mht(tmp_path, ROWS), tmp_path), tmp_path, "html").read_text("utf-8")
    assert len(shots(page)) == 1
    assert page.count("为控制篇幅未缩印，请看原件") >= 1


@pytest.mark.parametrize("form", ["html", "docx"])
def test_a_group_sees_no_picture_that_nobody_passed(form: str, tmp_path: Path) -> None:
    inputs = case_of(mht(tmp_path, ROWS), tmp_path)
    report = written(inputs, tmp_path, form, "group")
    told = report.read_bytes() if form == "html" else b"".join(_members(report))
    assert b"data:image" not in told
    assert b"word/media/image2" not in told
    assert sha256(DRAFT).hexdigest().encode() not in told
    assert LEFT_OUT.encode() in told


def _members(report: Path) -> list[bytes]:
    with ZipFile(report) as archived:
        return [archived.read(name) for name in archived.namelist() if name.endswith(".xml")]


def test_a_group_sees_the_pixels_of_the_one_picture_that_was_passed(tmp_path: Path) -> None:
    inputs = case_of(mht(tmp_path, ROWS), tmp_path)
    approve(inputs, ("E1-0005",), NOW)
    report = written(inputs, tmp_path, "html", "group")
    page = report.read_text("utf-8")
    assert [one.size for one in shots(page)] == [(288, 480)]
    assert HIDDEN not in page
    assert verify_report(report).ok


def test_json_tells_digests_and_holds_no_pixels(tmp_path: Path) -> None:
    inputs = case_of(mht(tmp_path, ROWS), tmp_path)
    wanted = Wanted("own", date(2026, 3, 2), formats=("json", "html"))
    paths = write_reports(inputs, Request(), wanted, tmp_path)
    told = paths[0].read_text("ascii")
    assert sha256(DRAFT).hexdigest() in told
    assert '"jpeg"' not in told
    assert verify_report(paths[0]).ok


@pytest.mark.parametrize("form", ["md", "txt", "xlsx"])
def test_forms_without_pictures_tell_the_annex_and_verify(form: str, tmp_path: Path) -> None:
    report = written(case_of(mht(tmp_path, ROWS), tmp_path), tmp_path, form)
    if form != "xlsx":
        assert "E1-0004-1" in report.read_text("utf-8").replace("\\", "")
    assert verify_report(report).ok
