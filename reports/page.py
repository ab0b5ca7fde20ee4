"""A laid-out report: blocks and inlines that every writer knows, free of cases, parties and law.

A writer draws each block in its own form and adds no word of its own beyond labels of form (目录, 第 1 页). Text is as
strangers wrote it: a writer passes it through `reports.visible` and its format's own escaping.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Literal, Union

from msgspec import Struct

from reports.dossier import Citation, Line

TextStyle = Literal["plain", "strong", "code", "small", "basis", "label", "blank", "name"]
ParagraphRole = Literal["body", "lead", "note", "scope"]
BoxRole = Literal["statement", "caution", "own"]
ColumnKind = Literal["time", "who", "act", "words", "even", "number", "short", "text", "ref", "account"]


class Text(Struct, frozen=True, tag="text"):
    """Words in one style.

    `label`: a mark such as 推断; `basis`: why, set quietly; `blank`: to be filled in by hand; `name`: as printed.
    """

    text: str
    style: TextStyle = "plain"


class Quoted(Struct, frozen=True, tag="quoted"):
    """“The quoted words”（E1-0142）, the reference leading to the transcript line."""

    cite: Citation


class Reference(Struct, frozen=True, tag="reference"):
    """E1-0142 alone. `cite` None where a place is named without resting anything on it."""

    ref: str
    cite: Citation | None = None


class Moment(Struct, frozen=True, tag="moment"):
    """A time of the case's zone, with offset; UTC beside it."""

    at: datetime


class Speaker(Struct, frozen=True, tag="speaker"):
    """A party's label ("" for none) and the name as printed."""

    label: str
    name: str


class PageOf(Struct, frozen=True, tag="pageof"):
    """The number of the page on which the transcript line `ref` is printed, where the format has pages."""

    ref: str


Inline = Text | Quoted | Reference | Moment | Speaker | PageOf
Inlines = tuple[Inline, ...]
Block = Union["Heading", "Paragraph", "Listing", "Table", "Fields", "Box", "Drawing", "Record", "PageBreak"]
Blocks = tuple[Block, ...]


class Heading(Struct, frozen=True, tag="heading"):
    """A heading inside a section."""

    words: Inlines


class Paragraph(Struct, frozen=True, tag="paragraph"):
    """A paragraph."""

    words: Inlines
    role: ParagraphRole = "body"


class Listing(Struct, frozen=True, tag="listing"):
    """A list; each item holds blocks."""

    items: tuple[Blocks, ...]
    ordered: bool = False


class Column(Struct, frozen=True):
    """A column: its head, and what kind of thing stands in it (writers choose widths and filters by it)."""

    title: str
    kind: ColumnKind = "text"


class Row(Struct, frozen=True):
    """A row. `ref` names the message it speaks of, where it speaks of one."""

    cells: tuple[Blocks, ...]
    ref: str = ""


class Table(Struct, frozen=True, tag="table"):
    """A table with a caption and a head. `searchable` asks for filter controls where the format can have them."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    searchable: bool = False


class Fields(Struct, frozen=True, tag="fields"):
    """Terms and what belongs to them."""

    pairs: tuple[tuple[Inlines, Blocks], ...]


class Box(Struct, frozen=True, tag="box"):
    """Blocks set apart: a party's uncited statement, a caution, or what only the own edition shows."""

    title: str
    blocks: Blocks
    role: BoxRole = "caution"


class Drawing(Struct, frozen=True, tag="drawing"):
    """A picture as self-contained SVG, with words for who cannot see it; its data also stand in a table nearby."""

    title: str
    description: str
    svg: str
    width: int
    height: int


class Record(Struct, frozen=True, tag="record"):
    """The transcript lines, in the order of the export; `total` counts those of the chosen talk."""

    lines: tuple[Line, ...]
    total: int
    words: str


class PageBreak(Struct, frozen=True, tag="break"):
    """What follows begins on a new page, where there are pages."""


class Section(Struct, frozen=True):
    """A titled part with an anchor; `number` is 一, 二 … or "" for front matter."""

    anchor: str
    title: str
    blocks: Blocks
    number: str = ""

    @property
    def heading(self) -> str:
        """The title as printed."""
        return f"{self.number}、{self.title}" if self.number else self.title


class Exhibit(Struct, frozen=True):
    """Which file the references of one exhibit lead to."""

    number: str
    sha256: str
    name: str


class Page(Struct, frozen=True):
    """A whole report. `running` stands on every printed page; `citations` are in order of first appearance.

    `record` is what the citations lead to, for forms that hold the talk itself, whether a section prints it or not;
    `custodian` is the label of the side that hands it in ("" where that is not told), `program` what made the report.
    `pictured` are the anchors of the sections that pictures show, where they do not show all.
    """

    title: str
    kind: str
    edition: str
    issued: date
    running: str
    scope: str
    sections: tuple[Section, ...]
    exhibits: tuple[Exhibit, ...]
    citations: tuple[Citation, ...]
    promise: str
    record: Record = Record((), 0, "")
    custodian: str = ""
    program: str = ""
    pictured: tuple[str, ...] = ()


def stamp(at: datetime) -> str:
    """Write a time with its offset: 2024-03-05 10:20:33 +08:00."""
    return f"{at:%Y-%m-%d %H:%M:%S} {offset(at)}"


def utc_stamp(at: datetime) -> str:
    """Write the same instant in UTC: UTC 2024-03-05 02:20:33."""
    return f"UTC {at.astimezone(UTC):%Y-%m-%d %H:%M:%S}"


def offset(at: datetime) -> str:
    """Write the offset of an aware time: +08:00.

    Raises ValueError for a naive time: a report never guesses a zone.
    """
    if at.utcoffset() is None:
        raise ValueError(f"naive time in a report: {at}")
    return at.isoformat()[-6:]


def inlines(blocks: Blocks) -> Iterator[Inline]:
    """Yield every inline of `blocks`, in reading order."""
    for block in blocks:
        match block:
            case Heading() | Paragraph():
                yield from block.words
            case Fields():
                for term, body in block.pairs:
                    yield from term
                    yield from inlines(body)
            case _:
                for inner in _inner(block):
                    yield from inlines(inner)


def _inner(block: Block) -> Iterator[Blocks]:
    match block:
        case Listing():
            yield from block.items
        case Table():
            for row in block.rows:
                yield from row.cells
        case Box():
            yield block.blocks
        case _:
            return


def citations(sections: tuple[Section, ...]) -> tuple[Citation, ...]:
    """Return every citation of `sections` once, in order of first appearance."""
    found: dict[Citation, None] = {}
    for section in sections:
        for inline in inlines(section.blocks):
            if isinstance(inline, Quoted | Reference) and inline.cite is not None:
                found.setdefault(inline.cite)
    return tuple(found)
