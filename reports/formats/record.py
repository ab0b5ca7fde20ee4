"""The laid-out report as JSON: the same blocks, for programs."""

import json

import msgspec
from msgspec.structs import replace

from reports.dossier import Line
from reports.page import Page, Record, Section


def write(page: Page) -> bytes:
    """Return `{"schema": "juzheng/report/1", …}` in ASCII; strangers' text stands in it unchanged, escaped."""
    # The record stands among the sections; a second copy would double the file.
    content = {"schema": "juzheng/report/1", **msgspec.to_builtins(_unpictured(page))}
    del content["record"]
    # The standard writer, because it alone can write the lone surrogates that exports may hold.
    return (json.dumps(content, ensure_ascii=True, indent=1) + "\n").encode("ascii")


def _unpictured(page: Page) -> Page:
    """Return the page without pixels; a program finds a picture by its digest."""
    return replace(page, record=Record((), 0, ""), sections=tuple(map(_bare, page.sections)))


def _bare(section: Section) -> Section:
    blocks = tuple(
        replace(block, lines=tuple(map(_line, block.lines))) if isinstance(block, Record) else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def _line(line: Line) -> Line:
    return replace(line, files=tuple(replace(one, picture=None) for one in line.files)) if line.files else line
