"""The talk of an MHT file cut into rows by its bytes, and the words of a row.

What people type is escaped, so a `<tr>` in the bytes is the exporter's own. A row of usual make, text with breaks, is
read as it stands; whatever else it holds is given to an HTML parser.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PageElement, Tag

from parsers.possessive import OVER

MAX_ROW = 4 * 1024 * 1024
"""Bytes of a row that are looked into."""

IMAGE = "[图片]"
"""Stands in the text for a picture, as in the text export."""

_ROW = b"<tr>"
_MARGIN = 512
"""Bytes kept of a row too long to keep: more than any mark."""

_TABLE_END = b"</table>"
_MESSAGE = re.compile(
    rb'<tr><td[^>]*><div style="?color:#([0-9A-Fa-f]{6})[^>]*><div[^>]*>([^<]*)</div>([^<]*)</div>'
    rb"<div[^>]*>(.*)</div>\s*</td>\s*</tr>\s*",
    re.DOTALL,
)
_LABEL = re.compile(
    rb"<tr><td[^>]*>(?:<div[^>]*>)?\s*((?:<br>)?<b>[^<]*</b>|[^<]*)(?:</div>)?\s*</td></tr>\s*", re.DOTALL
)
_IMG = r"<IMG src=\"?([^\"<>\s]*+)\"?>"
_BARE_IMG = _IMG.replace("(", "").replace(")", "")
_PLAIN = re.compile(rf"(?:<font [^<>]*+>(?:[^<]++|<br>|{_BARE_IMG}){OVER}</font>|[^<]++|<br>|{_BARE_IMG}){OVER}")
_PICTURE = re.compile(_IMG)
_FONT = re.compile(r"</?font[^<>]*>")
_ESCAPE = re.compile(r"&(lt|gt|get|amp|quot|nbsp|apos|#39);")
_ESCAPES = {"lt": "<", "gt": ">", "get": ">", "amp": "&", "quot": '"', "nbsp": " ", "apos": "'", "#39": "'"}


class Row(NamedTuple):
    """A message row's bytes: place, colour, sender, time and body, as printed."""

    start: int
    end: int
    colour: bytes
    sender: bytes
    time: bytes
    body: bytes


class Label(NamedTuple):
    """A title, peer or date row."""

    start: int
    end: int
    text: str


class Other(NamedTuple):
    """Bytes that are no row: before the first one (`row` False), or a row that is not known."""

    start: int
    end: int
    row: bool


class End(NamedTuple):
    """Where the talk ends, and the bytes read beyond it."""

    start: int
    rest: bytes


def rows(chunks: Iterator[bytes], boundary: bytes) -> Iterator[Row | Label | Other | End]:
    """Cut the bytes up to the end of the talk, which is that of its table or of its part; the last is an End."""
    window, base, begun = b"", 0, False
    for chunk in chunks:
        window += chunk
        at = 0 if begun else max(window.find(_ROW), 0)
        if not begun and window.startswith(_ROW, at):
            begun = True
            if at:
                yield Other(base, base + at, row=False)
        stop = _talk_end(window, at, boundary) if begun else -1
        until = stop if stop >= 0 else len(window)
        following = window.find(_ROW, at + 1, until) if begun else -1
        while following >= 0:
            yield _row(window[at:following], base + at)
            at = following
            following = window.find(_ROW, at + 1, until)
        if stop >= 0:
            if at < stop:
                yield _row(window[at:stop], base + at)
            yield End(base + stop, window[stop:])
            return
        if len(window) - at > MAX_ROW:
            yield Other(base + at, base + len(window) - _MARGIN, row=begun)
            at = len(window) - _MARGIN
        window, base = window[at:], base + at
    if window:
        yield _row(window, base) if begun else Other(base, base + len(window), row=False)
    yield End(base + len(window), b"")


def _talk_end(window: bytes, at: int, boundary: bytes) -> int:
    ends = [end for end in (window.find(_TABLE_END, at), window.find(b"--" + boundary, at)) if end >= 0]
    return min(ends, default=-1)


def _row(data: bytes, start: int) -> Row | Label | Other:
    end = start + len(data)
    found = _MESSAGE.fullmatch(data)
    if found:
        return Row(start, end, *found.groups())
    label = _LABEL.fullmatch(data)
    if label:
        return Label(start, end, words(label[1].decode("utf-8", "replace"))[0].strip())
    return Other(start, end, row=True)


def words(html: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of a body, breaks as LF and pictures as `[图片]`, and the names of the pictures."""
    if "<" not in html:
        return unescaped(html), ()
    if _PLAIN.fullmatch(html):
        pictures = tuple(_PICTURE.findall(html)) if "<IMG" in html else ()
        bare = _PICTURE.sub(IMAGE, html) if pictures else html
        return unescaped(_FONT.sub("", bare).replace("<br>", "\n")), pictures
    images: list[str] = []
    soup = BeautifulSoup(html.replace("&get;", "&gt;"), "lxml")
    return "".join([_words(node, images) for node in soup.descendants]), tuple(images)


def unescaped(text: str) -> str:
    """Return a text without the exporter's escapes, the bogus one included."""
    return _ESCAPE.sub(lambda found: _ESCAPES[found[1]], text) if "&" in text else text


def _words(node: PageElement, images: list[str]) -> str:
    if isinstance(node, NavigableString):
        return str(node).replace("\xa0", " ")
    if isinstance(node, Tag) and node.name == "br":
        return "\n"
    if isinstance(node, Tag) and node.name == "img":
        images.append(str(node.get("src") or ""))
        return IMAGE
    return ""
