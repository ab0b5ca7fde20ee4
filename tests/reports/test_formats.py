"""Every template in every form: the same words, the same bytes twice, hostile text inert, quotations whole."""

import json
import pickle
import re
import subprocess
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from msgspec.structs import replace
from PIL import Image

from reports.dossier import Dossier, Edition, File, Line, Picture, Plain, Sentence
from reports.formats import FORMATS, typeset
from reports.formats.format import WriterError
from reports.formats.markdown import escaped
from reports.formats.pdf import VOLUME, pages
from reports.formats.typeset import fonts
from reports.render import lay_out, render, render_volumes
from reports.template import template_info, template_names
from reports.visible import visible
from tests.reports.dossiers import TALK, empty, hostile, long, poster
from tests.reports.test_html import blns
from tests.tools import program

NASTY = (
    "<b>\u202e\ud83d\0",
    "=cmd|' /C calc'!A0",
    "＝1+1",
    "\t=2",
    "| a | [x](http://e.example) ![y](z) `c` #1 *b*",
    "#let x",
)
DOSSIERS = {"poster": poster(), "empty": empty(), "hostile": hostile(*NASTY)}
FORMS = tuple(form.name for form in FORMATS)


def fitting(template: str, dossier: Dossier) -> Dossier:
    """Give the dossier an edition that the template is made for."""
    editions: tuple[Edition, ...] = template_info(template).editions
    return dossier if dossier.edition in editions else replace(dossier, edition=editions[0])


def chinese_fonts() -> None:
    try:
        fonts()
    except WriterError as error:
        pytest.skip(f"fonts absent: {error.remedy}")


@pytest.mark.parametrize("form", [form for form in FORMS if form not in {"pdf", "png"}])
@pytest.mark.parametrize("template", template_names())
def test_every_golden_dossier_renders_in_every_template(template: str, form: str) -> None:
    for name, dossier in DOSSIERS.items():
        if name == "poster" or template in {"dispute", "evidence_list"} or form in {"html", "md", "txt"}:
            assert len(render(fitting(template, dossier), template, form)) > 500


@pytest.mark.parametrize("template", template_names())
def test_every_golden_dossier_renders_as_pdf(template: str) -> None:
    chinese_fonts()
    for name, dossier in DOSSIERS.items():
        if name == "poster" or template in {"dispute", "evidence_list"}:
            assert render(fitting(template, dossier), template, "pdf").startswith(b"%PDF-")


@pytest.mark.parametrize("form", FORMS)
def test_the_same_dossier_gives_the_same_bytes(form: str) -> None:
    if form in {"pdf", "png"}:
        chinese_fonts()
    first, again = (list(render_volumes(poster(), "mediation", form)) for _ in range(2))
    assert first == again
    assert all(first)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_packed_documents_bear_the_day_of_the_report_and_no_hour_of_the_machine(form: str) -> None:
    with ZipFile(BytesIO(render(poster(), "dispute", form))) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2024-03-20T00:00:00Z"}


def every_quotation(dossier: Dossier) -> set[str]:
    return {visible(citation.quote) for citation in lay_out(dossier, "dispute").citations if citation.quote}


def words(run: BaseOxmlElement) -> str:
    return "".join(node.text or "" for node in run.iter(qn("w:t")))


def is_said(run: BaseOxmlElement) -> bool:
    style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    return style is not None and style.get(qn("w:val")) == "Said"


def test_every_quotation_stands_whole_in_the_word_document() -> None:
    document = docx.Document(BytesIO(render(poster(), "dispute", "docx")))
    said = {words(node) for node in document.element.body.iter(qn("w:r")) if is_said(node)}
    assert every_quotation(poster()) <= said


def test_the_word_document_holds_every_cell_of_the_chronology() -> None:
    document = docx.Document(BytesIO(render(poster(), "dispute", "docx")))
    (table,) = [table for table in document.tables if table.rows[0].cells[-1].text == "原话与出处"]
    assert len(table.rows) == 1 + 19
    assert table.rows[1].cells[3].text.startswith("甲称“要放菜单和开业优惠，配色清爽一点”")


def test_every_reference_of_the_word_document_leads_to_a_bookmark() -> None:
    with ZipFile(BytesIO(render(poster(), "evidence_list", "docx"))) as archive:
        body = archive.read("word/document.xml").decode()
    marks = set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', body))
    targets = re.findall(r'w:anchor="([^"]+)"', body) + re.findall(r"PAGEREF (\w+)", body)
    assert len(marks) == len(TALK)
    assert len(targets) > 8
    assert set(targets) <= marks


def test_the_workbook_holds_no_formula_and_every_quotation() -> None:
    for dossier in (hostile(*NASTY, *blns()[::5]), poster()):
        book = openpyxl.load_workbook(BytesIO(render(dossier, "dispute", "xlsx")))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} == {"s"}
        text = "\n".join(str(cell.value) for cell in cells)
        assert all(words in text for words in every_quotation(dossier))


def test_a_cell_that_looks_like_a_formula_is_marked_as_text_for_whoever_edits_it() -> None:
    book = openpyxl.load_workbook(BytesIO(render(hostile(*NASTY), "dispute", "xlsx")))
    risky = [cell for cell in book["聊天记录"]["G"] if str(cell.value).startswith(("=", "＝", "\t"))]
    assert len(risky) == 6
    assert all(cell.quotePrefix for cell in risky)


def test_words_too_long_for_a_cell_go_on_in_the_next_row() -> None:
    words = "长" * 65_000
    book = openpyxl.load_workbook(BytesIO(render(hostile(words), "dispute", "xlsx")))
    parts = [str(cell.value) for cell in book["聊天记录"]["G"][1:4]]
    assert parts[0].endswith("〔续见下行〕")
    assert "".join(part.removesuffix("〔续见下行〕") for part in parts) == words


def test_markdown_makes_nothing_of_strangers_words() -> None:
    assert escaped("[a](http://e.example) <b> `c` *d* _e_ # | ~ www.e.example a@b.c") == (
        r"\[a\](http\://e\.example) \<b\> \`c\` \*d\* \_e\_ \# \| \~ www\.e\.example a\@b\.c"
    )


def test_a_markdown_table_row_stays_one_row_whatever_a_cell_holds() -> None:
    text = render(hostile("a | b\nc\r\nd"), "dispute", "md").decode()
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    assert rows
    assert all(line.endswith(" |") for line in rows)
    assert all(len(re.findall(r"(?<!\\)\|", line)) in {3, 4, 5, 6} for line in rows)


def test_json_gives_back_strangers_text_unchanged() -> None:
    content = json.loads(render(hostile(*NASTY), "dispute", "json"))
    assert content["schema"] == "juzheng/report/1"
    assert [citation["quote"] for citation in content["citations"]] == list(NASTY)


def test_text_for_a_group_shows_every_quotation_and_its_reference() -> None:
    text = render(poster(), "mediation", "txt").decode()
    assert "甲称“我最多再付120”（E1-0025）" in text


def pdf_text(document: bytes, folder: Path) -> str:
    (folder / "report.pdf").write_bytes(document)
    command = [program("pdftotext"), "-raw", "-enc", "UTF-8", str(folder / "report.pdf"), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


@pytest.mark.tool("pdftotext")
def test_every_page_tells_how_much_of_the_talk_is_shown(tmp_path: Path) -> None:
    part = replace(poster(), scope=replace(poster().scope, total=6402))
    told = f"显示 {len(TALK)} / 共 6402 条"
    chinese_fonts()
    *found, rest = pdf_text(render(part, "dispute", "pdf"), tmp_path).split("\f")
    assert len(found) > 1
    assert not rest.strip()
    assert not [page for page in found if told not in page]
    document = docx.Document(BytesIO(render(part, "dispute", "docx")))
    assert [told in section.footer.paragraphs[0].text for section in document.sections] == [True]
    book = openpyxl.load_workbook(BytesIO(render(part, "dispute", "xlsx")))
    feet = [sheet.oddFooter for sheet in book.worksheets]
    assert {foot and foot.left.text for foot in feet} == {told}


@pytest.mark.tool("pdftotext")
def test_every_quotation_stands_whole_in_the_pdf(tmp_path: Path) -> None:
    chinese_fonts()
    text = re.sub(r"\s", "", pdf_text(render(poster(), "dispute", "pdf"), tmp_path))
    missing = [words for words in every_quotation(poster()) if re.sub(r"\s", "", words) not in text]
    assert missing == []


@pytest.mark.tool("pdftotext")
def test_the_pages_of_the_evidence_list_are_the_printed_pages(tmp_path: Path) -> None:
    chinese_fonts()
    lengthy = replace(long(400), catalogue=poster().catalogue)
    sheets = pdf_text(render(lengthy, "evidence_list", "pdf"), tmp_path).split("\f")
    found = [(ref, at) for at, sheet in enumerate(sheets, 1) for ref in re.findall(r"(?m)^(E1-\d{4}) 2024-", sheet)]
    printed = dict(found)
    claimed = re.findall(r"(0\d{5})–\s*(0\d{5})", sheets[0])
    assert claimed == [
        (f"{printed[a]:06d}", f"{printed[b]:06d}")
        for a, b in (("E1-0004", "E1-0007"), ("E1-0013", "E1-0013"), ("E1-0023", "E1-0028"))
    ]


@pytest.mark.slow
@pytest.mark.tool("pdftotext")
def test_stamps_run_on_without_gap_through_the_volumes(tmp_path: Path) -> None:
    chinese_fonts()
    stamps: list[str] = []
    shown: list[str] = []
    for volume in render_volumes(long(2 * VOLUME), "dispute", "pdf"):
        text = pdf_text(volume, tmp_path)
        stamps += re.findall(r"编号 (\d{6})", text)
        shown += re.findall(r"^(E1-\d{4,}) 2024-", text, re.MULTILINE)
        assert len(re.findall(r"第 \d 卷 / 共 3 卷", text)) == pages(volume)
    assert stamps == [f"{number:06d}" for number in range(1, len(stamps) + 1)]
    assert shown[-1] == f"E1-{2 * VOLUME + len(TALK)}"


def test_a_machine_without_chinese_fonts_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeset, "_SONG", ())
    monkeypatch.setattr(typeset, "_HEI", ())
    fonts.cache_clear()
    try:
        with pytest.raises(WriterError, match="没有找到中文字体") as caught:
            render(poster(), "dispute", "pdf")
        words = render(poster(), "dispute", "docx")
    finally:
        fonts.cache_clear()
    assert "fonts-noto-cjk" in caught.value.remedy
    assert "此处应有图：没有找到中文字体" in "\n".join(p.text for p in docx.Document(BytesIO(words)).paragraphs)


def test_an_error_comes_back_whole_from_another_process() -> None:
    back = pickle.loads(pickle.dumps(WriterError("没有字体", "请安装")))  # noqa: S301 - our own bytes
    assert (back.what, back.remedy) == ("没有字体", "请安装")


def test_a_record_of_more_than_a_volume_is_not_squeezed_into_one_pdf() -> None:
    with pytest.raises(WriterError, match="3 卷"):
        render(long(2 * VOLUME), "dispute", "pdf")


def test_forms_without_volumes_give_one_document() -> None:
    assert list(render_volumes(poster(), "dispute", "txt")) == [render(poster(), "dispute", "txt")]


@pytest.mark.tool("soffice")
@pytest.mark.slow
def test_libreoffice_opens_the_documents_and_keeps_every_quotation(tmp_path: Path) -> None:
    for form in ("docx", "xlsx"):
        text = re.sub(r"\s", "", printed_by_libreoffice(render(poster(), "dispute", form), form, tmp_path))
        assert [words for words in every_quotation(poster()) if re.sub(r"\s", "", words) not in text] == []


@pytest.mark.tool("soffice")
@pytest.mark.slow
def test_the_pages_of_the_evidence_list_are_those_that_libreoffice_prints(tmp_path: Path) -> None:
    lengthy = replace(long(400), catalogue=poster().catalogue)
    sheets = printed_by_libreoffice(render(lengthy, "evidence_list", "docx"), "docx", tmp_path).split("\f")
    found = [(ref, at) for at, sheet in enumerate(sheets, 1) for ref in re.findall(r"(?m)^(E1-\d{4})\s+2024-", sheet)]
    printed = dict(found)
    claimed = [(int(a), int(b)) for a, b in re.findall(r"(?m)(?<![\d-])(\d+)–(\d+)$", sheets[0])]
    asked = (("E1-0004", "E1-0007"), ("E1-0013", "E1-0013"), ("E1-0023", "E1-0028"))
    assert claimed == [(printed[a], printed[b]) for a, b in asked]
    assert len({page for pair in claimed for page in pair}) > 1


def printed_by_libreoffice(content: bytes, form: str, folder: Path) -> str:
    path = folder / f"r.{form}"
    path.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = program("soffice", "libreoffice")
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    read = [program("pdftotext"), "-raw", str(folder / "r.pdf"), "-"]
    return subprocess.run(read, capture_output=True, check=True).stdout.decode()


def keeps(paragraph: BaseOxmlElement) -> bool:
    look = paragraph.find(qn("w:pPr"))
    return look is not None and look.find(qn("w:keepNext")) is not None


def test_what_leads_to_a_table_of_the_word_document_stays_with_it() -> None:
    body = list(docx.Document(BytesIO(render(poster(), "dispute", "docx"))).element.body)
    (scope,) = [at for at, part in enumerate(body) if "".join(part.itertext()).startswith("以下列出")]
    assert keeps(body[scope])


def test_a_note_below_a_table_of_the_word_document_stays_with_it() -> None:
    body = list(docx.Document(BytesIO(render(poster(), "dispute", "docx"))).element.body)
    (note,) = [at for at, part in enumerate(body) if "".join(part.itertext()).startswith("未见回复只指")]
    table = body[note - 1]
    assert table.tag == qn("w:tbl")
    assert all(map(keeps, table.iter(qn("w:p"))))


def test_a_row_of_the_pdf_stands_on_one_page_and_a_very_long_one_on_several(tmp_path: Path) -> None:
    chinese_fonts()
    entries = tuple(
        replace(one, sentence=Sentence((*one.sentence.parts, Plain("长" * 100)))) for one in poster().entries
    )
    told = pdf_text(render(replace(poster(), entries=entries), "dispute", "pdf"), tmp_path).split("\f")
    tops = [page.split("原话与出处\n", 1)[1] for page in told if "原话与出处\n" in page]
    assert len(tops) > 2
    assert all(top.startswith("2024-03-") for top in tops)
    huge = replace(entries[0], sentence=Sentence((*entries[0].sentence.parts, Plain("鑫" * 5000))))
    text = pdf_text(render(replace(poster(), entries=(huge,)), "dispute", "pdf"), tmp_path)
    assert text.count("鑫") == 5000


def test_a_picture_of_the_word_document_stays_with_its_message_and_its_caption() -> None:
    pixels = BytesIO()
    Image.new("RGB", (60, 40)).save(pixels, "JPEG")
    shown = File("图片", "a.jpg", 9, saved=True, annex="E1-0001-1", picture=Picture(pixels.getvalue(), 60, 40))
    talk = (replace(TALK[0], files=(shown,)), *TALK[1:])
    body = list(docx.Document(BytesIO(render(replace(poster(), transcript=talk), "dispute", "docx"))).element.body)
    at = max(at for at, part in enumerate(body) if part.find(f".//{qn('wp:inline')}") is not None)
    assert all(keeps(part) for part in body[at - 3 : at + 1])
    inline = body[at].find(f".//{qn('wp:inline')}")
    assert inline is not None
    assert [inline.get(f"dist{side}") for side in "TBLR"] == ["0"] * 4


def test_a_time_in_a_cell_of_the_word_document_is_broken_before_utc_and_nowhere_else() -> None:
    (table,) = [
        one
        for one in docx.Document(BytesIO(render(poster(), "dispute", "docx"))).tables
        if [cell.text for cell in one.rows[0].cells[:2]] == ["时间", "说话人"]
    ]
    assert table.cell(1, 0).text == "2024-03-05 10:22:40 +08:00\n（UTC 2024-03-05 02:22:40）"


def test_sheets_of_the_same_kind_are_told_apart_by_the_heading_they_stand_under() -> None:
    names = openpyxl.load_workbook(BytesIO(render(poster(), "dispute", "xlsx"))).sheetnames
    headings = [f"{issue.title}：双方所说与所示"[-26:] for issue in poster().issues]
    assert len(headings) > 1
    assert [name for name in names if name.endswith("双方所说与所示")] == headings
    assert not [name for name in names if name.endswith(" 2")]


def test_markdown_tells_a_label_from_the_heading_before_it_and_leaves_no_blank_inside_its_stars() -> None:
    recalled = replace(poster(), transcript=(replace(TALK[0], recalled=True), *TALK[1:]))
    lines = render(recalled, "dispute", "md").decode().splitlines()
    headings = [line for line in lines if line.startswith("### ") and line.endswith("】")]
    assert len(headings) == len(poster().issues)
    assert not [line for line in lines if re.search(r"\*\*[\s　]", re.sub(r"\*\*([^*]+)\*\*", "", line))]
    assert [line for line in lines if "**〔已撤回〕**" in line]


@pytest.mark.parametrize("emoji", [False, True])
def test_faces_that_no_font_draws_are_told_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, *, emoji: bool
) -> None:
    record = lay_out(poster(), "dispute").record
    faced = replace(record, lines=(replace(record.lines[0], text="好的👌"),))
    monkeypatch.setattr(typeset, "fonts", lambda: typeset.Fonts("宋", "黑", (), emoji))
    assert typeset.undrawn((replace(record, lines=(replace(record.lines[0], text="好的☆"),)),)) == ""
    told = typeset.undrawn((faced,))
    assert (told == "") is emoji
    assert emoji or ("U+1F44C" in told and "fonts-noto-color-emoji" in told)


@pytest.mark.tool("pdftotext")
def test_a_picture_of_the_pdf_stands_on_the_page_of_its_message(tmp_path: Path) -> None:
    chinese_fonts()
    pixels = BytesIO()
    Image.new("RGB", (300, 420)).save(pixels, "JPEG")
    picture = Picture(pixels.getvalue(), 300, 420)

    def pictured(line: Line) -> Line:
        return replace(line, files=(File("图片", "a.jpg", 9, saved=True, annex=f"{line.ref}-1", picture=picture),))

    told = {entry.ref for entry in poster().entries}
    lines = tuple(line if line.ref in told else pictured(line) for line in poster().transcript)
    sheets = pdf_text(render(replace(poster(), transcript=lines), "demonstration", "pdf"), tmp_path).split("\f")
    for ref in (line.ref for line in lines if line.ref not in told):
        head = [at for at, sheet in enumerate(sheets) if re.search(rf"(?m)^{ref} 2024-", sheet)]
        shot = [at for at, sheet in enumerate(sheets) if f"附件 {ref}-1（缩印" in sheet]
        assert head == shot
        assert len(shot) == 1
