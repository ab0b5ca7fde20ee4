"""Plain text and Markdown, as `reports.formats.plain` and `reports.formats.markdown` lay them out."""

import re
from collections.abc import Iterator

from reports.reread.shown import Passage, Shown

_HEAD = re.compile(r"E\d+-\d+(?:\.\d+)*　")
_INDENT = "    "
_LINK = re.compile(r"(?<!\\)\[((?:\\.|[^\]\\])*)\]\(#[^)\s]*\)")
_ANCHOR = re.compile(r'^<a id="[^"]*"></a>')
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|<br>|&nbsp;|&#9;|\*\*|`")
_DRAWN = {"<br>": "\n", "&nbsp;": " ", "&#9;": "\t", "**": "", "`": ""}


def plain(content: str) -> Shown:
    """Read plain text back: a transcript line is its head and the indented block below it."""
    return Shown(tuple(_plain(content.split("\n"))))


def _plain(lines: list[str]) -> Iterator[Passage]:
    at, loose, since = 0, list[str](), 1
    while at < len(lines):
        if not _HEAD.match(lines[at]):
            loose.append(lines[at])
            at += 1
            continue
        yield from _told(loose, since)
        yield Passage(lines[at], f"第 {at + 1} 行")
        end = at + 1
        while end < len(lines) and lines[end].startswith(_INDENT):
            end += 1
        body = "\n".join(line.removeprefix(_INDENT) for line in lines[at + 1 : end])
        if end > at + 1:
            yield Passage(body, f"第 {at + 2} 行")
        at, loose, since = end, [], end + 1
    yield from _told(loose, since)


def _told(lines: list[str], since: int) -> Iterator[Passage]:
    """Yield what stands between blank lines: quoted words may run over several lines."""
    if any(line.strip() for line in lines):
        yield Passage("\n".join(lines), f"第 {since} 行起")


def markdown(content: str) -> Shown:
    """Read Markdown back: one passage a line, escapes undone, as a Markdown reader shows it."""
    return Shown(tuple(one for number, line in enumerate(content.split("\n"), 1) for one in _markdown(line, number)))


def _markdown(line: str, number: int) -> Iterator[Passage]:
    where = f"第 {number} 行"
    words, anchored = _ANCHOR.subn("", line)
    shown = _unescaped(words)
    if anchored:
        head, _, body = shown.partition("\n")
        yield Passage(head, where)
        if body:
            yield Passage(body, where)
    elif shown.strip():
        yield Passage(shown, where)


def _unescaped(line: str) -> str:
    return _ESCAPED.sub(lambda found: found[1] or _DRAWN[found[0]], _LINK.sub(r"\1", line))
