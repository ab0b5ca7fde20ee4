"""Office documents are ZIP files of XML; read part by part as a stream of events, in the memory of one tag."""

from collections.abc import Callable, Mapping
from typing import Final
from xml.parsers import expat

from archiver.facts.fact import Fact
from parsers.source import Source, SourceError
from parsers.workbook_parts import DamagedError, fed

MAX_PART: Final = 32 * 1024 * 1024
"""Bytes of one part, unpacked."""
MAX_ALL: Final = 256 * 1024 * 1024
"""Bytes of all parts of one document that are read, unpacked."""
_DEEPEST: Final = 256
"""Elements inside each other; text boxes in tables in text boxes nest some sixty."""
_DIGITS: Final = 7
"""More digits than any document has pages."""
_MOVING: Final = frozenset({"anim", "animEffect", "animMotion", "animScale", "set"})

DAMAGED: Final = (SourceError, DamagedError, expat.ExpatError, UnicodeDecodeError)
"""What reading raises where a document is broken."""


class _Parts:
    """The parts of a document, unpacked one at a time; what is unpacked is counted and bounded."""

    def __init__(self, source: Source) -> None:
        self._members: Mapping[str, Source] = source.members()
        self._left = MAX_ALL

    def names(self, start: str, end: str) -> list[str]:
        """Return the names of parts that begin and end so."""
        return [name for name in self._members if name.startswith(start) and name.endswith(end)]

    def read(self, name: str) -> "_Heard":
        """Return what was heard while a part was read. Raises one of DAMAGED."""
        member = self._members.get(name)
        if member is None:
            raise SourceError(f"文档里缺少“{name}”", "请换一份完整的文件")
        if member.size > min(MAX_PART, self._left):
            raise SourceError("文档展开后太大", "请勿使用来历不明的文件")
        self._left -= member.size
        heard = _Heard()
        # A document type, which could define entities that grow, is refused: no editor writes one.
        for _ in fed(member, heard.start, heard.end, heard.text, deepest=_DEEPEST):
            pass
        return heard


class _Heard:
    """What of a part is counted, by local names; writers bind other namespaces to the same parts.

    `counts` are elements, `letters` those in texts without white space, `pages` what the document says of itself.
    """

    def __init__(self) -> None:
        self.counts: dict[str, int] = dict.fromkeys(("sldId", "sheet", "transition", *_MOVING), 0)
        self.letters = 0
        self.pages = ""
        self._inside = ""

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        """Hear a tag open."""
        self._inside = tag
        if tag in self.counts:
            self.counts[tag] += 1

    def end(self, tag: str) -> None:
        """Hear a tag close."""
        del tag
        self._inside = ""

    def text(self, data: str) -> None:
        """Hear text, in pieces."""
        if self._inside == "t":
            self.letters += _letters(data)
        elif self._inside == "Pages" and len(self.pages) < _DIGITS:
            self.pages += data


def _slides(source: Source) -> tuple[Fact, ...]:
    parts = _Parts(source)
    count = parts.read("ppt/presentation.xml").counts["sldId"]
    transitions = animations = 0
    for name in parts.names("ppt/slides/slide", ".xml"):
        found = parts.read(name).counts
        transitions += found["transition"] > 0
        animations += any(found[moving] for moving in _MOVING)
    return (
        Fact("pages", str(count), f"{count} 页"),
        Fact("transitions", str(transitions), f"{transitions} 页设有切换效果"),
        Fact("animations", str(animations), f"{animations} 页设有动画"),
    )


def _document(source: Source) -> tuple[Fact, ...]:
    parts = _Parts(source)
    pictures = len(parts.names("word/media/", ""))
    told = [
        _told(parts.read("word/document.xml").letters),
        Fact("pictures", str(pictures), f"内含 {pictures} 个图片文件"),
    ]
    if parts.names("docProps/app.xml", ""):
        pages = parts.read("docProps/app.xml").pages
        if pages.isdecimal() and pages.isascii() and len(pages) < _DIGITS:
            told.append(Fact("pages", pages, f"文件自述 {pages} 页（由编辑软件写入，未重新排版计算）"))
    return tuple(told)


def _sheets(source: Source) -> tuple[Fact, ...]:
    count = _Parts(source).read("xl/workbook.xml").counts["sheet"]
    return (Fact("sheets", str(count), f"{count} 张工作表"),)


def characters(text: str) -> Fact:
    """Return the number of characters without white space, as editors count Chinese."""
    return _told(_letters(text))


def _told(count: int) -> Fact:
    return Fact("characters", str(count), f"{count} 字（不计空白）")


def _letters(text: str) -> int:
    return sum(not char.isspace() for char in text)


KINDS: Final[tuple[tuple[str, Callable[[Source], tuple[Fact, ...]], str], ...]] = (
    ("ppt/presentation.xml", _slides, "PPTX"),
    ("word/document.xml", _document, "DOCX"),
    ("xl/workbook.xml", _sheets, "XLSX"),
)
"""The part that makes a ZIP a document, how it is read, and what it is called."""
