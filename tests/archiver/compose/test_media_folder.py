"""An export beside its `resources/`: kept whole, its pictures at their messages, what is missing counted."""

import json
import os
import re
import zipfile
from base64 import b64decode
from datetime import UTC, date, datetime
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pypdfium2
import pytest
from click.testing import CliRunner, Result
from PIL import Image

from archiver.analyzer import Request
from archiver.case import verify_case
from archiver.cli import juzheng
from archiver.compose.check import verify_report
from archiver.compose.dossier import Wanted
from archiver.compose.writing import write_reports
from archiver.errors import CaseError
from archiver.inputs import Inputs, archive, open_case
from tests.archiver.compose.pictured import HIDDEN, picture
from tests.reports.test_formats import chinese_fonts

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
DRAFT = picture("PNG", (300, 500), (20, 150, 60))
SAID = ["接单吗 做一张海报 多少钱", "420元 周五交", "好的 就按420"]


def _row(at: int, text: str, name: str = "") -> dict[str, object]:
    uin = "9000010001" if at % 2 else "9000010002"
    data = {"filename": name, "size": 1024, "url": ""}
    return {
        "id": str(7600000000000000000 + at), "seq": str(1000 + at), "timestamp": 1735660800000 + at * 60_000,
        "time": f"2025-01-01 00:{at:02}:00", "type": "type_1", "recalled": False, "system": False,
        "sender": {"uid": f"u_{uin}", "uin": uin, "name": "山雀" if at % 2 else "糯米团"},
        "content": {
            "text": text or f"[图片: {name}]", "html": "", "mentions": [],
            "elements": [{"type": "image", "data": data} if name else {"type": "text", "data": {"text": text}}],
            "resources": [{"type": "image", **data, "localPath": f"images/a_{name}"}] if name else [],
        },
    }  # fmt: skip


def as_json() -> str:
    rows = [*(_row(at, text) for at, text in enumerate(SAID, 1)), _row(4, "", "稿 1.png"), _row(5, "", "缺.png")]
    return json.dumps({
        "metadata": {"name": "QQChatExporter V5 / https://github.com/shuakami/qq-chat-exporter", "version": "5.5.77"},
        "chatInfo": {"name": "糯米团", "type": "private", "selfUid": "u_9000010001", "selfUin": "9000010001"},
        "statistics": {"totalMessages": len(rows)}, "messages": rows,
    }, ensure_ascii=False, indent=1)  # fmt: skip


def as_page() -> str:
    said = [f'<span class="text-content">{text}</span>' for text in SAID]
    shown = [
        f'<div class="image-content"><img src="resources/images/a_{name}"></div>' for name in ("稿%201.png", "缺.png")
    ]
    rows = "\n".join(
        f'<div class="message other" data-sender-uid="u_{at % 2}" id="msg-76000000000000000{at:02}">\n'
        f'<div class="message-header"><span class="sender">{"山雀" if at % 2 else "糯米团"}</span>'
        f'<span class="time">2025/01/01 00:{at:02}:00</span></div>\n<div class="content">{body}</div>\n</div>'
        for at, body in enumerate([*said, *shown], 1)
    )
    about = '{"messageCount":5,"chatName":"糯米团","chatType":"private"}'
    return f"<!DOCTYPE html>\n<html>\n<!-- QCE_METADATA: {about} -->\n<body>\n{rows}\n</body>\n</html>\n"


FORMS = {"json": as_json, "html": as_page}


def export(folder: Path, form: str) -> Path:
    """Write the talk as one file beside the pictures; the second picture was not saved."""
    (folder / "resources" / "images").mkdir(parents=True)
    (folder / "resources" / "images" / "a_稿 1.png").write_bytes(DRAFT)
    (folder / f"friend_9000010002.{form}").write_text(FORMS[form](), "utf-8")
    return folder


def packed(folder: Path, under: str = "") -> Path:
    target = folder.with_suffix(".zip")
    with ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                written.write(path, under + path.relative_to(folder).as_posix())
    return target


def case_of(given: Path, folder: Path) -> Inputs:
    return open_case(archive((given,), folder / "case", None, NOW))


def report(inputs: Inputs, folder: Path) -> Path:
    (path,) = write_reports(inputs, Request(), Wanted("own", date(2026, 3, 2), formats=("html",)), folder)
    return path


def run(*words: object) -> Result:
    return CliRunner().invoke(juzheng, [str(word) for word in words])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("way", ["folder", "zip", "zip of the folder"])
def test_pictures_stand_at_their_messages_and_missing_ones_are_counted(form: str, way: str, tmp_path: Path) -> None:
    given = export(tmp_path / "导出", form)
    given = given if way == "folder" else packed(given, "" if way == "zip" else "导出/")
    inputs = case_of(given, tmp_path)
    assert [one.transcript.format for one in inputs.opened] == [f"qce_{form}"]
    path = report(inputs, tmp_path)
    page = path.read_text("utf-8")
    (line,) = re.findall(r'<li id="E1-0004".*?</li>', page, re.DOTALL)
    assert "附件 E1-0004-1" in line
    assert sha256(DRAFT).hexdigest() in line
    shots = re.findall(r'<img src="data:image/jpeg;base64,([^"]+)"', page)
    assert [Image.open(BytesIO(b64decode(one))).size for one in shots] == [(288, 480)]
    assert "共 2 个，其中导出时没有保存的 1 个" in page
    assert "resources/images/a_稿 1.png" in page
    assert HIDDEN not in page
    assert verify_report(path).ok


@pytest.mark.parametrize("form", FORMS)
def test_word_and_pdf_show_them_too(form: str, tmp_path: Path) -> None:
    chinese_fonts()
    inputs = case_of(export(tmp_path / "导出", form), tmp_path)
    wanted = Wanted("own", date(2026, 3, 2), formats=("docx", "pdf"))
    word, pdf = write_reports(inputs, Request(), wanted, tmp_path)
    with ZipFile(word) as opened:
        media = [opened.read(name) for name in opened.namelist() if name.startswith("word/media/")]
    assert (288, 480) in {Image.open(BytesIO(one)).size for one in media}
    document = pypdfium2.PdfDocument(pdf)
    drawn = [one.get_px_size() for page in document for one in page.get_objects() if one.type == 3]
    document.close()
    assert (288, 480) in {tuple(map(int, size)) for size in drawn}
    assert verify_report(word).ok
    assert verify_report(pdf).ok


@pytest.mark.parametrize("form", FORMS)
def test_every_byte_is_kept_and_a_changed_picture_is_found(form: str, tmp_path: Path) -> None:
    given = export(tmp_path / "导出", form)
    inputs = case_of(given, tmp_path)
    assert inputs.case is not None
    original = inputs.case.original(1)
    kept = {path.relative_to(original): path.read_bytes() for path in original.rglob("*") if path.is_file()}
    assert kept == {path.relative_to(given): path.read_bytes() for path in given.rglob("*") if path.is_file()}
    assert verify_case(inputs.case) == ()
    (shown,) = original.rglob("*.png")
    shown.chmod(0o644)
    shown.write_bytes(DRAFT[:-1])
    assert verify_case(inputs.case) != ()


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_link_out_of_the_folder_is_refused_and_nothing_kept(tmp_path: Path) -> None:
    given = export(tmp_path / "导出", "json")
    (tmp_path / "secret.png").write_bytes(DRAFT)
    (given / "resources" / "images" / "a_缺.png").symlink_to(tmp_path / "secret.png")
    with pytest.raises(CaseError, match="链接"):
        case_of(given, tmp_path)
    assert run("inspect", given).exit_code == 0


@pytest.mark.parametrize("name", ["../../secret.png", "/secret.png", "%2e%2e/%2e%2e/secret.png", "a%00.png"])
def test_a_path_in_a_page_leads_nowhere_but_into_the_export(name: str, tmp_path: Path) -> None:
    given = export(tmp_path / "x" / "导出", "html")
    (tmp_path / "secret.png").write_bytes(DRAFT)
    (tmp_path / "x" / "secret.png").write_bytes(DRAFT)
    (talk,) = given.glob("*.html")
    talk.write_text(talk.read_text("utf-8").replace("resources/images/a_稿%201.png", name), "utf-8")
    page = report(case_of(given, tmp_path), tmp_path).read_text("utf-8")
    assert "<img " not in page
    assert "其中导出时没有保存的 2 个" in page


def test_the_commands_take_it_as_one_export(tmp_path: Path) -> None:
    given = export(tmp_path / "导出", "json")
    told = run("inspect", given)
    assert (told.exit_code, "qce_json" in told.output, "5 条，文件自称 5 条" in told.output) == (0, True, True)
    assert "提示" not in told.output
    run("new", tmp_path / "案卷")
    added = run("add", tmp_path / "案卷", given)
    assert added.exit_code == 0
    assert "文件夹，2 个文件" in added.output
    assert "qce_json" in added.output


def test_a_folder_of_two_talks_is_refused_with_what_to_do(tmp_path: Path) -> None:
    given = export(tmp_path / "导出", "json")
    (given / "b.html").write_text(as_page(), "utf-8")
    told = run("report", given, "-o", tmp_path / "out")
    assert isinstance(told.exception, CaseError)
    assert "2 份聊天记录导出（b.html、friend_9000010002.json）" in told.exception.what
    assert "juzheng batch" in told.exception.remedy
    assert not (tmp_path / "out").exists()
    run("new", tmp_path / "案卷")
    assert "不作为聊天记录分析" in run("add", tmp_path / "案卷", given).output


@pytest.mark.parametrize("form", FORMS)
def test_an_export_given_alone_says_that_its_pictures_lie_beside_it_and_takes_none(form: str, tmp_path: Path) -> None:
    given = export(tmp_path / "导出", form)
    (alone,) = given.glob("friend*")
    told = run("report", alone, "-o", tmp_path / "out")
    assert told.exit_code == 0
    assert told.output.count("旁边有文件夹 resources") == 1
    assert "<img " not in (tmp_path / "out" / "dispute.html").read_text("utf-8")
    assert [path.name for path in (tmp_path / "out" / "case" / "exhibits").iterdir()] == ["E1"]
    assert "旁边有文件夹" in run("inspect", alone).output
    assert "旁边有文件夹" not in run("inspect", alone, given / "resources").output
