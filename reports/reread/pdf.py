"""PDF: the words that are drawn, read by PDFium, the reader that browsers show PDFs with.

PDFium tells for each character which tagged piece it belongs to, and which characters it made up itself for gaps and
line ends. The pieces are put together along the structure tree, across pages, so that a quotation broken over lines or
pages is one passage; made-up characters are left out and only say where a line broke. Words outside the tree (running
heads, or anything slipped in) are passages of their own, page by page: nothing that is drawn goes unread.
"""

import ctypes
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from reports.reread.shown import Passage, RereadError, Shown

_INLINE = frozenset({"Span", "Link", "Reference", "Strong", "Em", "Code", "Lbl", "Annot"})
_HYPHENS = "\x02\ufffe"
"""What PDFium gives for a hyphen at the end of a line; no control character is ever drawn by us."""

Path = tuple[int, ...]


class _Letter(NamedTuple):
    text: str
    piece: int | None
    broke: bool


class _Part(NamedTuple):
    page: int
    letters: list[_Letter]


def pdf(content: bytes) -> Shown:
    """Read a PDF back.

    Raises RereadError for a file that PDFium cannot open.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise RereadError("PDF 打不开") from error
    found: dict[Path, list[_Part]] = {}
    loose: list[list[_Part]] = []
    blocks: set[Path] = set()
    for number in range(len(document)):
        page = document[number]
        homes = dict(_homes(page, blocks))
        for home, letters in _pieces(_letters(page), homes):
            part = _Part(number + 1, letters)
            if home is None:
                loose.append([part])
            else:
                found.setdefault(home, []).append(part)
        page.close()
    document.close()
    return Shown(tuple(_passage(parts) for parts in (*_gathered(found, blocks), *loose)))


def _gathered(found: Mapping[Path, list[_Part]], blocks: set[Path]) -> Iterator[list[_Part]]:
    """Yield passages: children of one parent with no block between them, in the order of the tree."""
    inside: dict[Path, list[int]] = {}
    for block in sorted(blocks):
        inside.setdefault(block[:-1], []).append(block[-1])
    rows: dict[tuple[Path, int], list[_Part]] = {}
    for home in sorted(found):
        row = (home[:-1], bisect_left(inside.get(home[:-1], []), home[-1]))
        rows.setdefault(row, []).extend(found[home])
    yield from (sorted(parts, key=lambda part: part.page) for parts in rows.values())


def _letters(page: pypdfium2.PdfPage) -> Iterator[_Letter]:
    """Yield what is drawn, in the order of the page; a break stands as a letter without text."""
    words = page.get_textpage()
    for at in range(words.count_chars()):
        code = raw.FPDFText_GetUnicode(words.raw, at)
        if raw.FPDFText_IsGenerated(words.raw, at):
            yield _Letter("", None, code in {10, 13})
            continue
        drawn = raw.FPDFText_GetTextObject(words.raw, at)
        piece = raw.FPDFPageObj_GetMarkedContentID(drawn) if drawn else -1
        yield _Letter("-" if chr(code) in _HYPHENS else chr(code), piece, broke=False)
    words.close()


def _pieces(letters: Iterator[_Letter], homes: Mapping[int, Path]) -> Iterator[tuple[Path | None, list[_Letter]]]:
    """Gather letters by the passage they belong to; a break goes with the letters before it."""
    gathered: dict[Path | None, list[_Letter]] = {}
    home: Path | None = None
    for letter in letters:
        if letter.piece is not None:
            home = homes.get(letter.piece)
        gathered.setdefault(home, []).append(letter)
    yield from gathered.items()


def _passage(parts: Sequence[_Part]) -> Passage:
    text, breaks = "", list[int]()
    page = parts[0].page
    for part in parts:
        if part.page != page:
            breaks.append(len(text))
            page = part.page
        for letter in _whole(part.letters):
            if letter.broke:
                breaks.append(len(text))
            text += letter.text
    where = f"第 {parts[0].page} 页" if parts[0].page == page else f"第 {parts[0].page}–{page} 页"
    return Passage(text, where, tuple(dict.fromkeys(breaks)), drawn=True)


def _whole(letters: Sequence[_Letter]) -> Iterator[_Letter]:
    """Put letters together that PDFium gives as two UTF-16 halves."""
    high = ""
    for letter in letters:
        if "\ud800" <= letter.text <= "\udbff" and len(letter.text) == 1:
            high = letter.text
        elif high and letter.text:
            joined = (high + letter.text).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
            yield _Letter(joined, letter.piece, letter.broke)
            high = ""
        else:
            yield letter


def _homes(page: pypdfium2.PdfPage, blocks: set[Path]) -> Iterator[tuple[int, Path]]:
    """Yield each tagged piece of a page with its place in the tree, and note the places of blocks.

    A place is the same on every page that shows a part of it.
    """
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    if not tree:
        return
    for at in range(raw.FPDF_StructTree_CountChildren(tree)):
        yield from _walk(raw.FPDF_StructTree_GetChildAtIndex(tree, at), (at,), blocks)
    raw.FPDF_StructTree_Close(tree)


def _walk(element: object, path: Path, blocks: set[Path]) -> Iterator[tuple[int, Path]]:
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        here = (*path, at)
        piece = raw.FPDF_StructElement_GetChildMarkedContentID(element, at)
        if piece >= 0:
            yield piece, here
        elif child := raw.FPDF_StructElement_GetChildAtIndex(element, at):
            if _type(child) in _INLINE:
                yield from ((found, here) for found in _all(child))
            else:
                blocks.add(here)
                yield from _walk(child, here, blocks)


def _all(element: object) -> Iterator[int]:
    for at in range(raw.FPDF_StructElement_CountChildren(element)):
        piece = raw.FPDF_StructElement_GetChildMarkedContentID(element, at)
        if piece >= 0:
            yield piece
        elif child := raw.FPDF_StructElement_GetChildAtIndex(element, at):
            yield from _all(child)


def _type(element: object) -> str:
    return _text(lambda buffer, size: int(raw.FPDF_StructElement_GetType(element, buffer, size)))


def _text(call: Callable[[object, int], int]) -> str:
    size = call(None, 0)
    buffer = ctypes.create_string_buffer(size)
    call(buffer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
