"""Office documents are ZIP files of XML; read part by part, each within limits, with entities and network shut off."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from lxml import etree

from archiver.facts.fact import Fact
from parsers.source import Source, SourceError

MAX_PART: Final = 32 * 1024 * 1024
"""Bytes of one part, unpacked."""
MAX_ALL: Final = 256 * 1024 * 1024
"""Bytes of all parts of one document that are read, unpacked."""

DAMAGED: Final = (SourceError, etree.XMLSyntaxError, UnicodeDecodeError, RecursionError)
"""What reading raises where a document is broken."""


class _Parts:
    """The parts of a document, unpacked one at a time; what is unpacked is counted and bounded."""

    def __init__(self, source: Source) -> None:
        self._members: Mapping[str, Source] = source.members()
        self._left = MAX_ALL

    def names(self, start: str, end: str) -> list[str]:
        """Return the names of parts that begin and end so."""
        return [name for name in self._members if name.startswith(start) and name.endswith(end)]

    def root(self, name: str) -> etree._Element:
        """Return the root of a part. Raises one of DAMAGED."""
        member = self._members.get(name)
        if member is None:
            raise SourceError(f"文档里缺少“{name}”", "请换一份完整的文件")
        if member.size > min(MAX_PART, self._left):
            raise SourceError("文档展开后太大", "请勿使用来历不明的文件")
        data = member.cut(0, member.size)
        self._left -= len(data)
        # Entities and DTDs stay unread and huge trees are refused: a document of strangers must not grow in memory.
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(data, parser)


def _named(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield elements by local name; writers bind other namespaces to the same parts."""
    return root.iter(*(f"{{*}}{name}" for name in names))


def _slides(source: Source) -> tuple[Fact, ...]:
    parts = _Parts(source)
    count = sum(1 for _ in _named(parts.root("ppt/presentation.xml"), "sldId"))
    transitions = animations = 0
    for name in parts.names("ppt/slides/slide", ".xml"):
        root = parts.root(name)
        transitions += next(_named(root, "transition"), None) is not None
        animations += next(_named(root, "anim", "animEffect", "animMotion", "animScale", "set"), None) is not None
    return (
        Fact("pages", str(count), f"{count} 页"),
        Fact("transitions", str(transitions), f"{transitions} 页设有切换效果"),
        Fact("animations", str(animations), f"{animations} 页设有动画"),
    )


def _document(source: Source) -> tuple[Fact, ...]:
    parts = _Parts(source)
    text = "".join(element.text or "" for element in _named(parts.root("word/document.xml"), "t"))
    pictures = len(parts.names("word/media/", ""))
    told = [characters(text), Fact("pictures", str(pictures), f"内含 {pictures} 个图片文件")]
    if parts.names("docProps/app.xml", ""):
        pages = next(_named(parts.root("docProps/app.xml"), "Pages"), None)
        if pages is not None and (pages.text or "").isdigit():
            told.append(Fact("pages", str(pages.text), f"文件自述 {pages.text} 页（由编辑软件写入，未重新排版计算）"))
    return tuple(told)


def _sheets(source: Source) -> tuple[Fact, ...]:
    count = sum(1 for _ in _named(_Parts(source).root("xl/workbook.xml"), "sheet"))
    return (Fact("sheets", str(count), f"{count} 张工作表"),)


def characters(text: str) -> Fact:
    """Return the number of characters without white space, as editors count Chinese."""
    count = sum(not char.isspace() for char in text)
    return Fact("characters", str(count), f"{count} 字（不计空白）")


KINDS: Final[tuple[tuple[str, Callable[[Source], tuple[Fact, ...]], str], ...]] = (
    ("ppt/presentation.xml", _slides, "PPTX"),
    ("word/document.xml", _document, "DOCX"),
    ("xl/workbook.xml", _sheets, "XLSX"),
)
"""The part that makes a ZIP a document, how it is read, and what it is called."""
