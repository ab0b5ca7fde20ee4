"""Word documents: A4 with a binding margin, running head, page x of y, repeated heads, links to the transcript."""

import re
from collections.abc import Iterable
from datetime import datetime, time
from io import BytesIO
from typing import cast

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph as DocParagraph

from reports.formats.flat import Flat, Run, file_words, flattened, line_head, repacked, runs, skipped, told
from reports.formats.format import WriterError
from reports.formats.picture import png
from reports.page import (
    Block,
    Blocks,
    Box,
    ColumnKind,
    Drawing,
    Fields,
    Heading,
    Page,
    PageBreak,
    Paragraph,
    Record,
    Table,
)
from reports.visible import visible

_SONG, _HEI = "SimSun", "SimHei"
_SOFT = RGBColor(0x55, 0x55, 0x55)
_TEXT_WIDTH = 166
"""Millimetres between the margins of A4."""
_WIDTHS: dict[ColumnKind, int] = {"time": 36, "who": 22, "act": 20, "number": 22, "short": 18, "ref": 18}
_STYLES = {
    "strong": "Strong", "label": "Weight", "small": "Small", "code": "Digest", "said": "Said", "ref": "Reference",
    "page": "Reference", "name": "AsPrinted", "blank": "Blank",
}  # fmt: skip


def write(page: Page) -> bytes:
    """Return the page as .docx. Numbers of pages are fields, filled in when the document is opened."""
    document = Document()
    _set_up(document, page)
    document.add_paragraph(f"{page.kind} · {page.edition}", style="Note")
    document.add_paragraph(visible(page.title), style="Title")
    day = page.issued
    document.add_paragraph(f"{day.year} 年 {day.month} 月 {day.day} 日　{visible(page.scope)}", style="Note")
    for section in page.sections:
        document.add_paragraph(visible(section.heading), style="Heading 1")
        _blocks(document, section.blocks)
        if not section.number:
            _break(document)
    document.add_paragraph(page.promise, style="Note")
    saved = BytesIO()
    document.save(saved)
    return repacked(saved.getvalue())


def _set_up(document: Doc, page: Page) -> None:
    about = document.core_properties
    about.title, about.author = visible(page.title)[:255], "juzheng"
    about.last_modified_by, about.revision, about.language = "juzheng", 1, "zh-CN"
    about.created = about.modified = datetime.combine(page.issued, time())
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(16)
    section.top_margin, section.bottom_margin = Mm(22), Mm(20)
    _style_sheet(document)
    head = visible(page.title).replace("\n", " ")
    header = section.header.paragraphs[0]
    header.style = "Note"
    header.add_run(f"{head[:29] + '…' if len(head) > 30 else head}　{page.kind}·{page.edition}　编号 ")
    _field(header, 'PAGE \\# "000000"', "000001")
    footer = section.footer.paragraphs[0]
    footer.style = "Note"
    footer.add_run(f"台账首码 {page.running}　第 ")
    _field(footer, "PAGE", "1")
    footer.add_run(" 页 / 共 ")
    _field(footer, "NUMPAGES", "1")
    footer.add_run(" 页")


def _style_sheet(document: Doc) -> None:
    language = _element("w:lang", val="en-US", eastAsia="zh-CN")
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults is not None  # python-docx's own template has it
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(language)
    for name, size in (("Normal", 10.5), ("Title", 18), ("Heading 1", 13), ("Heading 2", 11)):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        _font(style, _SONG if name == "Normal" else _HEI, size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_after = Pt(4)
        style.paragraph_format.keep_with_next = name != "Normal"
    for name, size in (("Note", 8.5), ("Cell", 9), ("Line", 9.5), ("Caption2", 9.5), ("Lead", 11.5)):
        made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(made, ParagraphStyle)
        made.base_style = document.styles["Normal"]
        _font(made, _HEI if name in {"Caption2", "Lead"} else _SONG, size)
        made.font.bold = name in {"Caption2", "Lead"}
        made.paragraph_format.space_after = Pt(2)
        made.paragraph_format.keep_with_next = name == "Caption2"
        if name == "Note":
            made.font.color.rgb = _SOFT
    for name in sorted(set(_STYLES.values()) - {"Strong"}):
        sign = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        assert isinstance(sign, CharacterStyle)
        if name in {"Small", "Digest"}:
            sign.font.size = Pt(8)
        if name == "Weight":
            sign.font.bold = True


def _font(style: ParagraphStyle, family: str, size: float) -> None:
    style.font.name, style.font.size = "Times New Roman" if family == _SONG else "Arial", Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), family)


def _blocks(document: Doc, blocks: Blocks) -> None:
    for block in blocks:
        match block:
            case Fields():
                _fields(document, block)
            case Table():
                _table(document, block)
            case Box():
                _box(document, block)
            case Drawing():
                _drawing(document, block)
            case Record():
                _record(document, block)
            case PageBreak():
                _break(document)
            case _:
                style = _paragraph_style(block)
                for flat in flattened((block,)):
                    _flat(document.add_paragraph(style=style), flat)


def _paragraph_style(block: Block) -> str:
    if isinstance(block, Heading):
        return "Heading 2"
    if isinstance(block, Paragraph):
        return {"lead": "Lead", "note": "Note", "scope": "Note"}.get(block.role, "Normal")
    return "Normal"


def _break(document: Doc) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _runs(paragraph: DocParagraph, words: Iterable[Run]) -> None:
    for run in words:
        body = f"【{run.text}】" if run.style == "label" else run.text
        if run.style == "page":
            _field(paragraph, f"PAGEREF {bookmark(run.target)}", "？", dirty=True)
        elif run.style == "ref" and run.target:
            _link(paragraph, run)
        else:
            paragraph.add_run(body, style=_STYLES.get(run.style))


def _flat(paragraph: DocParagraph, flat: Flat) -> None:
    paragraph.paragraph_format.left_indent = Mm(4 * (flat.depth + bool(flat.sign)))
    if flat.sign:
        paragraph.paragraph_format.first_line_indent = Mm(-4)
        paragraph.add_run(f"{flat.sign} ")
    _runs(paragraph, flat.runs)


def _cell(cell: _Cell, blocks: Blocks) -> None:
    for number, flat in enumerate(flattened(blocks)):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.style = "Cell"
        _flat(paragraph, flat)


def _table(document: Doc, block: Table) -> None:
    document.add_paragraph(visible(block.caption), style="Caption2")
    fixed = sum(_WIDTHS.get(column.kind, 0) for column in block.columns)
    shares = sum(2 if column.kind == "words" else 1 for column in block.columns if column.kind not in _WIDTHS)
    share = max(_TEXT_WIDTH - fixed, 30) / max(shares, 1)
    widths = [_WIDTHS.get(column.kind, share * (2 if column.kind == "words" else 1)) for column in block.columns]
    table = document.add_table(len(block.rows) + 1, len(block.columns), "Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    heads, *rows = table.rows
    properties = heads._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no other door to a repeated head
    properties.append(_element("w:tblHeader"))
    for cell, column, width in zip(heads.cells, block.columns, widths, strict=True):
        cell.width = Mm(width)
        cell.paragraphs[0].style = "Cell"
        cell.paragraphs[0].add_run(visible(column.title), style="Strong")
    for row, content in zip(rows, block.rows, strict=True):
        for cell, body, width in zip(row.cells, content.cells, widths, strict=True):
            cell.width = Mm(width)
            _cell(cell, body)
    document.add_paragraph(style="Note")


def _fields(document: Doc, block: Fields) -> None:
    table = document.add_table(len(block.pairs), 2)
    table.autofit = False
    for column, width in zip(table.columns, (34, _TEXT_WIDTH - 34), strict=True):
        column.width = Mm(width)
    for row, (term, body) in zip(table.rows, block.pairs, strict=True):
        left, right = row.cells
        left.width, right.width = Mm(34), Mm(_TEXT_WIDTH - 34)
        left.paragraphs[0].style = "Cell"
        _runs(left.paragraphs[0], runs(term))
        _cell(right, body)


def _box(document: Doc, block: Box) -> None:
    table = document.add_table(1, 1, "Table Grid")
    cell = table.rows[0].cells[0]
    cell.paragraphs[0].add_run(visible(block.title), style="Strong")
    for flat in flattened(block.blocks):
        _flat(cell.add_paragraph(style="Cell"), flat)
    document.add_paragraph(style="Note")


def _drawing(document: Doc, block: Drawing) -> None:
    try:
        picture = png(block)
    except WriterError as error:  # the table below the picture holds the same facts
        document.add_paragraph(f"（此处应有图：{error.what}。同样内容见下表。）", style="Note")
        return
    shape = document.add_picture(BytesIO(picture), width=Mm(_TEXT_WIDTH))
    shape._inline.docPr.set("descr", visible(f"{block.title}。{block.description}"))  # noqa: SLF001 - no other door
    document.add_paragraph(visible(block.title), style="Note")


def _record(document: Doc, record: Record) -> None:
    """Write the lines straight as XML: python-docx looks through the whole document for each paragraph it adds."""
    document.add_paragraph(told(record), style="Note")
    end = document.element.body.sectPr
    for number, line in enumerate(record.lines, 1):
        if gap := skipped(line):
            end.addprevious(_line("Note", (Run(gap),)))
        head = _line("Note", line_head(line), keep=True)
        head.insert(1, _element("w:bookmarkStart", id=str(number), name=bookmark(line.ref)))
        head.append(_element("w:bookmarkEnd", id=str(number)))
        end.addprevious(head)
        end.addprevious(_line("Line", (Run(visible(line.text)),)))
        for file in line.files:
            end.addprevious(_line("Note", (Run(file_words(file)),)))


def _line(style: str, words: Iterable[Run], *, keep: bool = False) -> BaseOxmlElement:
    paragraph, properties = _element("w:p"), _element("w:pPr")
    properties.append(_element("w:pStyle", val=style))
    if keep:
        properties.append(_element("w:keepNext"))
    paragraph.append(properties)
    for run in words:
        made, look = _element("w:r"), _element("w:rPr")
        look.append(_element("w:rStyle", val=_STYLES.get(run.style, "Said")))
        made.append(look)
        for number, row in enumerate(run.text.split("\n")):
            if number:
                made.append(_element("w:br"))
            words_element = _element("w:t")
            words_element.text = row
            words_element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            made.append(words_element)
        paragraph.append(made)
    return paragraph


def bookmark(ref: str) -> str:
    """Return the bookmark of a transcript line: letters, digits and underscores, as Word demands."""
    return re.sub(r"\W", "_", ref, flags=re.ASCII)[:40]


def _link(paragraph: DocParagraph, run: Run) -> None:
    link = _element("w:hyperlink", anchor=bookmark(run.target), history="1")
    made = paragraph.add_run(run.text, style=_STYLES["ref"])
    paragraph._p.remove(made._r)  # noqa: SLF001 - python-docx writes no links
    link.append(made._r)  # noqa: SLF001 - as above
    paragraph._p.append(link)  # noqa: SLF001 - as above


def _field(paragraph: DocParagraph, instruction: str, shown: str, *, dirty: bool = False) -> None:
    """Add a field whose value Word and LibreOffice compute; `shown` stands until then."""
    begin = _element("w:fldChar", fldCharType="begin", **({"dirty": "true"} if dirty else {}))
    code = OxmlElement("w:instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    parts = (begin, code, _element("w:fldChar", fldCharType="separate"), None, _element("w:fldChar", fldCharType="end"))
    for part in parts:
        run = paragraph.add_run(shown if part is None else None)
        if part is not None:
            run._r.append(part)  # noqa: SLF001 - python-docx has no fields


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    made = cast("BaseOxmlElement", OxmlElement(tag))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made
