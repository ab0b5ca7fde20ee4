"""The few WordprocessingML elements a report needs, built directly.

python-docx looks a style up by name for each run and walks the whole table for each cell: 2,000 lines took 19 s, these
builders 0.5 s. Style ids are those that `reports.formats.docx` defines.
"""

import re
from collections.abc import Iterable, Sequence
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.parfmt import ParagraphFormat

from reports.formats.flat import Flat, Run

Element = BaseOxmlElement
STYLES = {
    "strong": "Strong", "label": "Weight", "small": "Small", "basis": "Basis", "code": "Digest", "said": "Said",
    "ref": "Reference", "page": "Reference", "name": "AsPrinted", "blank": "Blank",
}  # fmt: skip
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TWIPS_PER_MM = 1440 / 25.4
_EDGE = 1.2
"""Millimetres between a table's lines and its words."""
_TOGETHER = 6
"""Paragraphs in a cell up to which a row stays on one page; a longer one would leave half a page empty."""
_SMALL = 300
"""Letters up to which a table with a note below it is kept on one page; a larger one would leave half a page empty."""
_LIST_STEP = 4.0
"""Millimetres of indent for one level of a list."""


def element(tag: str, **attributes: str) -> Element:
    """Return an element of the w: namespace with attributes of the same."""
    made = cast("Element", OxmlElement(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def bookmark(ref: str) -> str:
    """Return the bookmark of a transcript line: letters, digits and underscores, as Word demands."""
    return re.sub(r"\W", "_", ref, flags=re.ASCII)[:40]


def run(words: str, style: str | None = None) -> Element:
    """Return a run; line ends become breaks, tabs tabs."""
    made = element("r")
    if style:
        look = element("rPr")
        look.append(element("rStyle", val=style))
        made.append(look)
    for part in re.split(r"([\n\t])", words):
        if part == "\n":
            made.append(element("br"))
        elif part == "\t":
            made.append(element("tab"))
        elif part:
            text = element("t")
            text.text = part
            text.set(_SPACE, "preserve")
            made.append(text)
    return made


def field(instruction: str, shown: str, *, dirty: bool = False) -> list[Element]:
    """Return the runs of a field whose value Word and LibreOffice compute; `shown` stands until then."""
    begin, code = element("r"), element("r")
    begin.append(element("fldChar", fldCharType="begin", **({"dirty": "true"} if dirty else {})))
    told = element("instrText")
    told.text = f" {instruction} "
    told.set(_SPACE, "preserve")
    code.append(told)
    middle, end = element("r"), element("r")
    middle.append(element("fldChar", fldCharType="separate"))
    end.append(element("fldChar", fldCharType="end"))
    return [begin, code, middle, run(shown), end]


def inline(words: Iterable[Run]) -> Iterable[Element]:
    """Return runs with their styles, links to bookmarks and page numbers."""
    for one in words:
        if one.style == "page":
            yield from field(f"PAGEREF {bookmark(one.target)}", "？", dirty=True)
        elif one.style == "ref" and one.target:
            # Its hyphen stays a plain one, where programs may end a line: with Word's unbreakable hyphen LibreOffice
            # broke six numbers of 137 inside their figures (E1-00|18), and a search for E1-0018 would not find them.
            link = element("hyperlink", anchor=bookmark(one.target), history="1")
            link.append(run(one.text, STYLES["ref"]))
            yield link
        else:
            yield run(f"【{one.text}】" if one.style == "label" else one.text, STYLES.get(one.style))


def paragraph(
    style: str, parts: Iterable[Element], *, keep: bool = False, indent: float = 0, hang: float = 0
) -> Element:
    """Return a paragraph; `keep` holds it on the page of the next, `indent` and `hang` are millimetres."""
    made, look = element("p"), element("pPr")
    look.append(element("pStyle", val=style))
    if keep:
        look.append(element("keepNext"))
    if indent:
        look.append(element("ind", left=_twips(indent), **({"hanging": _twips(hang)} if hang else {})))
    made.append(look)
    made.extend(parts)
    return made


def flat(one: Flat, style: str, *, keep: bool = False) -> Element:
    """Return a paragraph of a list, or one without a sign; `keep` holds it on the page of the next."""
    sign = [run(f"{one.sign} ")] if one.sign else []
    indent = _LIST_STEP * (one.depth + bool(one.sign))
    return paragraph(style, [*sign, *inline(one.runs)], keep=keep, indent=indent, hang=_LIST_STEP if sign else 0)


def table(widths: Sequence[float], rows: Iterable[Sequence[Sequence[Element]]], *, head: bool, lined: bool) -> Element:
    """Return a table of paragraphs. `widths` are millimetres; `head` repeats the first row on every page.

    The lines of a `lined` one begin where the words around it begin.
    """
    made, look, grid = element("tbl"), element("tblPr"), element("tblGrid")
    look.append(element("tblStyle", val="TableGrid" if lined else "TableNormal"))
    look.append(element("tblW", w=_twips(sum(widths)), type="dxa"))
    if lined:
        look.append(element("tblInd", w=_twips(_EDGE), type="dxa"))
    look.append(element("tblLayout", type="fixed"))
    edges = element("tblCellMar")
    edges.extend(element(side, w=_twips(_EDGE), type="dxa") for side in ("left", "right"))
    look.append(edges)
    grid.extend(element("gridCol", w=_twips(width)) for width in widths)
    made.append(look)
    made.append(grid)
    for number, row in enumerate(rows):
        line = element("tr")
        properties = element("trPr")
        if max(map(len, row), default=0) <= _TOGETHER:
            properties.append(element("cantSplit"))
        if head and number == 0:
            properties.append(element("tblHeader"))
        line.append(properties)
        line.extend(_cell(width, cell) for width, cell in zip(widths, row, strict=True))
        made.append(line)
    return made


def _cell(width: float, paragraphs: Sequence[Element]) -> Element:
    made, look = element("tc"), element("tcPr")
    look.append(element("tcW", w=_twips(width), type="dxa"))
    made.append(look)
    made.extend(paragraphs or [paragraph("Cell", [])])
    return made


def keep_with_next(part: Element) -> Element:
    """Hold a paragraph, or the end of a table, on the page of what follows; returns the same element.

    A small table is held as a whole: LibreOffice takes no part of one.
    """
    whole = sum(len(words.text or "") for words in part.iter(qn("w:t"))) <= _SMALL
    for end in part.xpath("self::w:p | self::w:tbl//w:p" if whole else "self::w:p | self::w:tbl/w:tr[last()]//w:p"):
        ParagraphFormat(end).keep_with_next = True
    return part


def _twips(millimetres: float) -> str:
    return str(round(millimetres * _TWIPS_PER_MM))
