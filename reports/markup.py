"""The small vocabulary that templates are written in, read into blocks.

    <page>
      <section id="parties" title="当事人">            (plain="yes": without a number)
        <p class="lead|note|scope">…</p>  <h3>…</h3>  <ul><li>…</li></ul>  <ol>…</ol>  <pagebreak/>
        <table caption="…" searchable="yes"><th kind="time">时间</th> … <tr><key>{{ ref }}</key><td>…</td></tr></table>
        <dl><dt>…</dt><dd>…</dd></dl>  <aside class="statement|caution|own" title="…">…</aside>
        <timeline/>  <strip/>  <transcript/>
      </section>
    </page>

Inlines: <strong> <code> <small> <basis> <label> <blank/>, <ref>{{ "E1-0142" }}</ref>, <pageof>{{ "E1-0142" }}</pageof>.
Values never pass through the reader: a template's {{ value }} becomes <v n="17"/>, and value 17 is put in its place.
A tag or attribute outside this list, or a block inside a word, is an error of the template.
"""

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar, get_args

from lxml import etree

from reports.page import (
    Block,
    Blocks,
    Box,
    BoxRole,
    Column,
    ColumnKind,
    Fields,
    Heading,
    Inline,
    Inlines,
    Listing,
    PageBreak,
    PageOf,
    Paragraph,
    ParagraphRole,
    Reference,
    Row,
    Section,
    Table,
    Text,
    TextStyle,
)

_STYLES: Mapping[str, TextStyle] = {
    "strong": "strong",
    "code": "code",
    "small": "small",
    "basis": "basis",
    "label": "label",
    "blank": "blank",
}
_PARAGRAPHS: Mapping[str, ParagraphRole] = {role: role for role in get_args(ParagraphRole)}
_BOXES: Mapping[str, BoxRole] = {role: role for role in get_args(BoxRole)}
_COLUMNS: Mapping[str, ColumnKind] = {kind: kind for kind in get_args(ColumnKind)}
_Known = TypeVar("_Known")
_INLINE = frozenset({*_STYLES, "v", "ref", "pageof"})
_BREAK = re.compile(r"[ \t]*\n\s*")
_REFERENCE = re.compile(r"E\d+-\d+(?:\.\d+)*(?![\w.-])")
_DIGITS = "零一二三四五六七八九"


class TemplateError(Exception):
    """A template that does not keep to the vocabulary; says which element and why."""


def read_sections(source: str, values: Sequence[Inlines], drawn: Mapping[str, Blocks]) -> tuple[Section, ...]:
    """Read a filled template. `drawn` holds the blocks of the elements <timeline/>, <strip/> and <transcript/>.

    Raises TemplateError.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(source.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise TemplateError(str(error)) from error
    reader = _Reader(values, drawn)
    sections: list[Section] = []
    numbered = 0
    for element in _children(root, "page", {"section"}):
        plain = element.get("plain") == "yes"
        numbered += not plain
        number = "" if plain else numeral(numbered)
        sections.append(Section(_need(element, "id"), _need(element, "title"), reader.blocks(element), number))
    return tuple(sections)


def numeral(count: int) -> str:
    """Write 1–99 as sections are numbered: 一, 十, 十二, 二十."""
    tens, ones = divmod(count, 10)
    head = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")


class _Reader:
    """Turns elements into blocks, with the values at hand."""

    def __init__(self, values: Sequence[Inlines], drawn: Mapping[str, Blocks]) -> None:
        self._values = values
        self._drawn = drawn

    def blocks(self, parent: etree._Element) -> Blocks:
        """Read the content of a container: blocks, or loose words that become one paragraph."""
        tags = {child.tag for child in parent}
        if not tags - _INLINE:
            words = self.words(parent)
            return (Paragraph(words),) if words else ()
        if tags & _INLINE or (parent.text or "").strip() or any((child.tail or "").strip() for child in parent):
            raise TemplateError(f"<{parent.tag}> mixes words and blocks")
        return tuple(block for child in parent for block in self._block(child))

    def _block(self, element: etree._Element) -> Blocks:
        match element.tag:
            case "p":
                words = self.words(element)
                return (Paragraph(words, _chosen(element, "class", "body", _PARAGRAPHS)),) if words else ()
            case "h3":
                return (Heading(self.words(element)),)
            case "ul" | "ol":
                items = tuple(self.blocks(item) for item in _children(element, element.tag, {"li"}))
                return (Listing(items, ordered=element.tag == "ol"),) if items else ()
            case "table":
                return (self._table(element),)
            case "dl":
                return (self._fields(element),)
            case "aside":
                return (
                    Box(element.get("title", ""), self.blocks(element), _chosen(element, "class", "caution", _BOXES)),
                )
            case "pagebreak":
                return (PageBreak(),)
            case "timeline" | "strip" | "transcript":
                return self._drawn[element.tag]
            case _:
                raise TemplateError(f"<{element.tag}> is no block")

    def _table(self, element: etree._Element) -> Block:
        parts = _children(element, "table", {"th", "tr"})
        heads = [part for part in parts if part.tag == "th"]
        columns = tuple(Column(_plain(head), _chosen(head, "kind", "text", _COLUMNS)) for head in heads)
        rows = tuple(self._row(part, len(columns)) for part in parts if part.tag == "tr")
        return Table(_need(element, "caption"), columns, rows, searchable=element.get("searchable") == "yes")

    def _row(self, element: etree._Element, width: int) -> Row:
        parts = _children(element, "tr", {"key", "td"})
        keys = ["".join(_texts(self.words(part))) for part in parts if part.tag == "key"]
        cells = tuple(self.blocks(part) for part in parts if part.tag == "td")
        if len(cells) != width:
            raise TemplateError(f"a row of {len(cells)} cells under {width} heads")
        return Row(cells, keys[0] if keys else "")

    def _fields(self, element: etree._Element) -> Block:
        parts = _children(element, "dl", {"dt", "dd"})
        if [part.tag for part in parts] != ["dt", "dd"] * (len(parts) // 2):
            raise TemplateError("<dl> holds other than pairs of <dt> and <dd>")
        pairs = zip(parts[::2], parts[1::2], strict=True)
        return Fields(tuple((self.words(term), self.blocks(body)) for term, body in pairs))

    def words(self, element: etree._Element, style: TextStyle = "plain") -> Inlines:
        """Read mixed content; line breaks of the template's own layout are no spaces."""
        found: list[Inline] = list(_words(element.text, style))
        for child in element:
            found += self._inline(child, style)
            found += _words(child.tail, style)
        return _trimmed(found)

    def _inline(self, element: etree._Element, style: TextStyle) -> Inlines:
        match element.tag:
            case "v":
                value = self._values[int(_need(element, "n"))]
                return tuple(_restyled(inline, style) for inline in value)
            case "blank":
                return (Text("", "blank"),)
            case "ref":
                return tuple(word for text in _texts(self.words(element)) for word in _reference(text))
            case "pageof":
                return tuple(PageOf(text) for text in _texts(self.words(element)))
            case tag if tag in _STYLES:
                return self.words(element, _STYLES[tag])
            case _:
                raise TemplateError(f"<{element.tag}> is no inline")


def _reference(text: str) -> Inlines:
    """Read E1-0142, which leads to its line, and what is told behind it; a place of another kind leads nowhere."""
    found = _REFERENCE.match(text)
    if found is None:
        return (Text(text),)
    rest = text[found.end() :]
    return (Reference(found[0]), Text(rest)) if rest else (Reference(found[0]),)


def _words(text: str | None, style: TextStyle) -> Inlines:
    joined = re.sub(r" +", " ", _BREAK.sub("", text or ""))
    return (Text(joined, style),) if joined else ()


def _restyled(inline: Inline, style: TextStyle) -> Inline:
    return Text(inline.text, style) if isinstance(inline, Text) and inline.style == "plain" else inline


def _trimmed(found: Sequence[Inline]) -> Inlines:
    """Drop the empty and blank runs at both ends that only the template's layout left there."""
    kept = list(found)
    for end in (0, -1):
        while kept and isinstance(last := kept[end], Text) and last.style != "blank" and not last.text.strip(" "):
            kept.pop(end)
    return tuple(kept)


def _texts(words: Inlines) -> tuple[str, ...]:
    return tuple(word.text for word in words if isinstance(word, Text))


def _plain(element: etree._Element) -> str:
    if len(element):
        raise TemplateError(f"<{element.tag}> takes words only")
    return (element.text or "").strip()


def _children(element: etree._Element, tag: str, allowed: set[str]) -> list[etree._Element]:
    """Return the children of an element that takes nothing but `allowed` ones."""
    if element.tag != tag:
        raise TemplateError(f"<{element.tag}> where <{tag}> belongs")
    children = list(element)
    loose = (element.text or "") + "".join(child.tail or "" for child in children)
    wrong = [str(child.tag) for child in children if child.tag not in allowed]
    if wrong or loose.strip():
        raise TemplateError(f"<{tag}> takes only {sorted(allowed)}, not {wrong or loose.strip()!r}")
    return children


def _need(element: etree._Element, name: str) -> str:
    if not (value := element.get(name)):
        raise TemplateError(f"<{element.tag}> lacks {name}")
    return value


def _chosen(element: etree._Element, name: str, default: str, known: Mapping[str, _Known]) -> _Known:
    value = element.get(name, default)
    if value not in known:
        raise TemplateError(f"<{element.tag} {name}={value!r}>: one of {sorted(known)}")
    return known[value]
