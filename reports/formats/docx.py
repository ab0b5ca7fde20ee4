"""Word documents: A4 with a binding margin, running head, page x of y, repeated heads, links to the transcript."""

from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from itertools import zip_longest

from docx import Document
from docx.document import Document as Doc
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from reports.dossier import File
from reports.formats.flat import (
    MM_A_PIXEL,
    Flat,
    Run,
    alt_words,
    caption,
    file_words,
    flattened,
    line_head,
    repacked,
    runs,
    several_chats,
    share,
    skipped,
    text,
    told,
)
from reports.formats.format import WriterError
from reports.formats.picture import png
from reports.formats.widths import LEAST_TERM, MOST_TERM, TEXT_WIDTH, term_width, widths
from reports.formats.word_xml import (
    STYLES,
    Element,
    bookmark,
    element,
    field,
    flat,
    inline,
    keep_with_next,
    paragraph,
    run,
    table,
)
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
from reports.visible import in_line, visible

_SONG, _HEI = "SimSun", "SimHei"
_SOFT = RGBColor(0x55, 0x55, 0x55)
_QUIET = {"Small": 8, "Digest": 8, "Basis": 7, "Weight": 7}
_CELL_LETTER = 9 * 25.4 / 72
"""Millimetres of a letter in a cell: nine points."""
_PICTURE_WIDTH = 80.0
"""Millimetres that a picture of the talk takes at the most."""


def write(page: Page) -> bytes:
    """Return the page as .docx. Numbers of pages are fields, filled in when the document is opened."""
    document = Document()
    _set_up(document, page)
    end = document.element.body.sectPr
    assert end is not None  # python-docx's own template has it
    for part in _document(document, page):
        end.addprevious(part)
    saved = BytesIO()
    document.save(saved)
    return repacked(saved.getvalue())


def _document(document: Doc, page: Page) -> Iterator[Element]:
    day = page.issued
    yield _note(f"{in_line(page.title)} · {page.edition}")
    yield paragraph("Title", [run(page.kind)])
    yield _note(f"{day.year} 年 {day.month} 月 {day.day} 日　{visible(page.scope)}")
    for section in page.sections:
        yield paragraph("Heading1", [run(visible(section.heading))])
        yield from _blocks(document, section.blocks)
    yield _note(page.promise)


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
    head = f"{head[:29] + '…' if len(head) > 30 else head}　{page.kind}·{page.edition}　编号 "
    header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
    header.style = footer.style = "Note"
    header._p.extend([run(head), *field('PAGE \\# "000000"', "000001")])  # noqa: SLF001 - python-docx has no fields
    parts = [
        run(f"台账首码 {page.running}　{share(page)}　第 "),
        *field("PAGE", "1"),
        run(" 页 / 共 "),
        *field("NUMPAGES", "1"),
        run(" 页"),
    ]
    footer._p.extend(parts)  # noqa: SLF001 - as above


def _style_sheet(document: Doc) -> None:
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults is not None  # python-docx's own template has it
    for old in defaults.findall(qn("w:lang")):
        defaults.remove(old)
    defaults.append(element("lang", val="en-US", eastAsia="zh-CN"))
    for name, size in (("Normal", 10.5), ("Title", 18), ("Heading 1", 13), ("Heading 2", 11)):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        _font(style, _SONG if name == "Normal" else _HEI, size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.paragraph_format.space_before = Pt({"Heading 1": 14, "Heading 2": 5}.get(name, 0))
        style.paragraph_format.space_after = Pt(3)
        style.paragraph_format.line_spacing = 1.0  # python-docx's template has more, and the summary ran to two pages
        style.paragraph_format.keep_with_next = name != "Normal"
    for name, size in (("Note", 8.5), ("Cell", 9), ("Line", 9.5), ("TableTitle", 9.5), ("Lead", 11.5)):
        made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(made, ParagraphStyle)
        made.base_style = document.styles["Normal"]
        _font(made, _HEI if name in {"TableTitle", "Lead"} else _SONG, size)
        made.font.bold = name in {"TableTitle", "Lead"}
        made.paragraph_format.space_after = Pt(2)
        made.paragraph_format.keep_with_next = name == "TableTitle"
        if name == "Note":
            made.font.color.rgb = _SOFT
    for name in sorted(set(STYLES.values()) - {"Strong"}):
        sign = document.styles.add_style(name, WD_STYLE_TYPE.CHARACTER)
        assert isinstance(sign, CharacterStyle)
        if name in _QUIET:
            sign.font.size = Pt(_QUIET[name])
        if name in {"Small", "Basis", "Weight"}:
            sign.font.color.rgb = _SOFT


def _font(style: ParagraphStyle, family: str, size: float) -> None:
    style.font.name, style.font.size = "Times New Roman" if family == _SONG else "Arial", Pt(size)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), family)


def _blocks(document: Doc, blocks: Blocks) -> Iterator[Element]:
    for block, after in zip_longest(blocks, blocks[1:]):
        match block:
            case Table():
                yield from _table(block, noted=isinstance(after, Paragraph) and after.role == "note")
            case Fields():
                terms = term_width([text(term) for term, _ in block.pairs], LEAST_TERM, MOST_TERM)
                rows = (
                    [[paragraph("Cell", inline(runs(term)))], _cell(body, blank=TEXT_WIDTH - terms)]
                    for term, body in block.pairs
                )
                yield table([terms, TEXT_WIDTH - terms], rows, head=False, lined=False)
            case Box():
                title = paragraph("Cell", [run(visible(block.title), "Strong")])
                yield table([TEXT_WIDTH], [[[title, *_cell(block.blocks)]]], head=False, lined=True)
                yield _note("")
            case Drawing():
                yield from _drawing(document, block)
            case Record():
                yield from _record(document, block)
            case PageBreak():
                yield _break()
            case _:
                style = _paragraph_style(block)
                keep = isinstance(block, Paragraph) and isinstance(after, Table | Drawing | Record)
                yield from (flat(one, style, keep=keep) for one in flattened((block,)))


def _paragraph_style(block: Block) -> str:
    if isinstance(block, Heading):
        return "Heading2"
    if isinstance(block, Paragraph):
        return {"lead": "Lead", "note": "Note", "scope": "Note"}.get(block.role, "Normal")
    return "Normal"


def _note(words: str) -> Element:
    return paragraph("Note", [run(words)])


def _break() -> Element:
    made = element("r")
    made.append(element("br", type="page"))
    return paragraph("Normal", [made])


def _cell(blocks: Blocks, kind: ColumnKind = "text", *, blank: float = 0) -> list[Element]:
    """Return the paragraphs of a cell; where `blank` millimetres are given, what is to be filled in takes them."""
    flats = (_lengthened(one, blank) for one in flattened(blocks))
    return [flat(_in_two_lines(one) if kind == "time" else one, "Cell") for one in flats]


def _lengthened(one: Flat, millimetres: float) -> Flat:
    """Give a blank that stands alone the length of its line: a name fits in eight letters, an address does not."""
    if [part.style for part in one.runs] != ["blank"]:
        return one
    letters = int(millimetres / _CELL_LETTER) - 2
    return Flat((Run("＿" * max(letters, len(one.runs[0].text)), "blank"),), one.sign, one.depth)


def _in_two_lines(one: Flat) -> Flat:
    """Set what stands small behind a time, the same in UTC, in a line of its own: else it is cut where it happens."""
    runs = tuple(
        Run(f"\n{part.text}", part.style) if at and part.style == "small" else part for at, part in enumerate(one.runs)
    )
    return Flat(runs, one.sign, one.depth)


def _table(block: Table, *, noted: bool) -> Iterator[Element]:
    """Yield the caption, the table and what keeps a distance; where it is `noted`, its end stays with the note."""
    yield paragraph("TableTitle", [run(visible(block.caption))])
    heads = [[paragraph("Cell", [run(visible(column.title), "Strong")])] for column in block.columns]
    kinds = [column.kind for column in block.columns]
    made = table(
        widths(block, TEXT_WIDTH),
        [heads, *([_cell(cell, kind) for cell, kind in zip(row.cells, kinds, strict=True)] for row in block.rows)],
        head=True,
        lined=True,
    )
    if noted:
        yield keep_with_next(made)
    else:
        yield made
        yield _note("")


def _drawing(document: Doc, block: Drawing) -> Iterator[Element]:
    try:
        picture = png(block)
    except WriterError as error:  # the table below the picture holds the same facts
        yield _note(f"（此处应有图：{error.what}。同样内容见下表。）")
        return
    yield keep_with_next(_inline_picture(document, picture, TEXT_WIDTH, f"{block.title}。{block.description}"))
    yield keep_with_next(_note(visible(block.title)))


def _record(document: Doc, record: Record) -> Iterator[Element]:
    yield _note(told(record))
    chat = several_chats(record)
    for number, line in enumerate(record.lines, 1):
        if gap := skipped(line):
            yield _note(gap)
        mark = element("bookmarkStart", id=str(number), name=bookmark(line.ref))
        yield paragraph(
            "Note", [mark, *inline(line_head(line, chat=chat)), element("bookmarkEnd", id=str(number))], keep=True
        )
        pictured = any(file.picture for file in line.files)
        yield paragraph("Line", inline([Run(visible(line.text), "said")]), keep=pictured)
        for file in line.files:
            words = _note(file_words(file))
            yield keep_with_next(words) if file.picture else words
        for file in line.files:
            yield from _picture(document, file)


def _picture(document: Doc, file: File) -> Iterator[Element]:
    if file.picture is not None:
        width = min(file.picture.width * MM_A_PIXEL, _PICTURE_WIDTH)
        yield keep_with_next(_inline_picture(document, file.picture.jpeg, width, alt_words(file)))
    if words := caption(file):
        yield _note(words)


def _inline_picture(document: Doc, content: bytes, width: float, told_in_words: str) -> Element:
    """Return a paragraph with a picture `width` millimetres wide and words for who cannot see it."""
    holder = document.add_paragraph()
    shape = holder.add_run().add_picture(BytesIO(content), width=Mm(width))
    shape._inline.docPr.set("descr", visible(told_in_words))  # noqa: SLF001 - no other door
    for side in "TBLR":  # untold, LibreOffice takes an eighth of an inch and sets the picture over the margin
        shape._inline.set(f"dist{side}", "0")  # noqa: SLF001 - as above
    return holder._p  # noqa: SLF001 - as above
