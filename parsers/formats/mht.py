"""The message manager's MHT export of QQ up to 9.7 and old TIM (formats.md §4).

    From: <Save by Tencent MsgMgr>
    Content-Type:multipart/related;
    <TAB>charset="utf-8"
    <TAB>type="text/html";
    <TAB>boundary="----=_NextPart_…"
    …
    <tr><td style=border-bottom-width:1px;…>日期: 2021-03-01</td></tr>
    <tr><td><div style=color:#006EFE;…><div style=float:left;…>山雀</div>9:05:03</div><div style=padding-left:20px;>
    <font style="…" color='000000'>第一行<br>a &get; b</font></div></td></tr>        (in the file: one line a row)
    …
    Content-Location:{0F0E0D0C-1111-4222-8333-444455556666}.dat

Grammar. UTF-8, one table row a message, attributes mostly unquoted; the first line holds title, contact folder, peer
and first date. A date row holds for the rows under it. The sender is escaped, empty for what QQ itself says. Pictures
follow as parts in base64, named by a GUID that is new in every export.

Mapping. One row a message, `place` its `<tr>`; the printed time is the date row's date and the row's time. Green is the
exporting account, blue the others: `outgoing`, which its owner's client chose. Who is who, and what QQ's sentences say,
is read as in the text export. A picture is `[图片]` in the text; its Attachment has the GUID as `path`, and size and
md5 of the decoded bytes where the file holds them, else `image_missing`.
"""

from collections.abc import Iterator

from parsers import decoding
from parsers.message import Event, Framing, Notice, Span, Transcript, Unread
from parsers.mht_parts import Picture, boundary_of, parts, pictures
from parsers.mht_rows import End, Label, Other, Row, rows
from parsers.mht_talk import Talk
from parsers.source import HEAD, Source

NAME = "mht"
TITLE = "QQ 消息管理器网页（MHT）"

_NONE = b"\0\0"
"""Stands for the boundary of an envelope that names none: what no part opens with."""
_FROM = "From: <Save by Tencent MsgMgr>"


def sniff(source: Source) -> bool:
    """Say whether one of the first three lines names the message manager."""
    return any(_FROM in line for line in decoding.head_text(source).splitlines()[:3])


def parse(source: Source) -> Transcript:
    """Return the transcript; what cannot be read is told by its events."""
    encoding = decoding.detect(source)
    return Transcript(NAME, TITLE, encoding, lambda: _read(source, encoding))


def _read(source: Source, encoding: str) -> Iterator[Event]:
    known = dict(pictures(source))
    boundary = boundary_of(decoding.head_utf8(source, HEAD)) or _NONE
    return decoding.events(source, encoding, lambda chunks: _events(chunks, boundary, known))


def _events(chunks: Iterator[bytes], boundary: bytes, known: dict[str, Picture]) -> Iterator[Event]:
    talk = Talk(known)
    for piece in rows(chunks, boundary):
        if isinstance(piece, Row):
            yield from talk.row(piece)
        elif isinstance(piece, Label):
            yield from talk.label(piece)
        elif isinstance(piece, Other):
            yield from talk.other(piece)
        else:
            yield from talk.end()
            yield from _behind(piece, chunks, boundary)


def _behind(end: End, chunks: Iterator[bytes], boundary: bytes) -> Iterator[Event]:
    """Tile what follows the talk: its closing tags, then the pictures."""

    def rest() -> Iterator[bytes]:
        yield end.rest
        yield from chunks

    at, closed = end.start, False
    for part in parts(rest(), boundary, end.start):
        span = Span(part.start, part.end)
        at = part.end
        first = part.start == end.start
        closed = closed or part.closing
        if first or part.closing or part.location() is not None:
            yield Framing(span)
        else:
            yield Unread(span)
            yield Notice("unknown_part", span)
    if not closed:
        yield Notice("truncated", Span(at, at))
