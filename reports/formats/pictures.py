"""Numbered pictures as wide as a phone (1080 × 2340 pixels), to be sent one after another into a group.

Rows of tables become cards. A template names the sections that a group needs; every picture says how many of all are
shown. Where the talk itself is drawn, only what the report cites is.
"""

from collections.abc import Iterator

from msgspec.structs import replace

from reports.dossier import Line
from reports.formats.flat import cell, flattened
from reports.formats.format import WriterError
from reports.formats.typeset import Data, drawn, flat_data, flats_data, fonts, lines_data
from reports.page import Blocks, Box, Drawing, Page, PageBreak, Record, Table
from reports.visible import visible

_PPI = 216.0
"""Three pixels a point: 360 pt are the 1080 pixels that common phones show."""
_WHOLE = 240
"""Letters up to which a card stands in one picture; a longer one would leave half a picture empty."""


def write(page: Page) -> bytes:
    """Return a report of one picture.

    Raises WriterError where it takes more (see `volumes`), or where no Chinese font is installed.
    """
    found = list(volumes(page))
    if len(found) > 1:
        raise WriterError(f"这份报告有 {len(found)} 张图片，一个文件放不下", "请分张输出")
    return found[0]


def volumes(page: Page) -> Iterator[bytes]:
    """Yield the pictures in order.

    Raises WriterError where no Chinese font is installed.
    """
    chosen = fonts()
    record = cited(page)
    shown = tuple(section for section in page.sections if not page.pictured or section.anchor in page.pictured)
    head = visible(page.title).replace("\n", " ")
    data: Data = {
        "title": head,
        "facts": f"{page.kind}·{page.edition}　{page.issued.year} 年 {page.issued.month} 月 {page.issued.day} 日",
        "head": f"{head[:15] + '…' if len(head) > 16 else head}　{page.kind}",
        "scope": f"图片画出 {len(shown)} / 共 {len(page.sections)} 节，所据消息共 {record.total} 条；全文见文件版",
        "running": page.running,
        "promise": page.promise,
        "song": chosen.song,
        "hei": chosen.hei,
        "blocks": [one for section in shown for one in _section(section.heading, section.blocks, record)],
    }
    yield from drawn("pictures.typ", data, ppi=_PPI)


def cited(page: Page) -> Record:
    """Return the lines that the report cites, each with the number of messages left out before it."""
    wanted = {citation.ref for citation in page.citations}
    lines: list[Line] = []
    left_out = 0
    for line in page.record.lines:
        left_out += line.skipped
        if line.ref in wanted:
            lines.append(replace(line, skipped=left_out))
            left_out = 0
        else:
            left_out += 1
    return Record(tuple(lines), page.record.total, page.record.words)


def _section(heading: str, blocks: Blocks, record: Record) -> Iterator[Data]:
    yield {"t": "section", "title": visible(heading)}
    yield from _blocks(blocks, record)


def _blocks(blocks: Blocks, record: Record) -> Iterator[Data]:
    for block in blocks:
        match block:
            case Table():
                yield {"t": "caption", "title": visible(block.caption)}
                heads = [visible(column.title) for column in block.columns]
                for row in block.rows:
                    cells = zip(heads, row.cells, strict=True)
                    told = [{"head": head, "flats": flats_data(body)} for head, body in cells]
                    yield {"t": "card", "whole": sum(len(cell(body)) for body in row.cells) <= _WHOLE, "cells": told}
            case Record():
                yield {"t": "note", "words": f"显示 {len(record.lines)} / 共 {record.total} 条：只列报告引用的消息。"}
                yield from ({"t": "line", **line} for line in lines_data(record))
            case Drawing():
                words = visible(f"{block.title}。{block.description}")
                yield {"t": "svg", "svg": block.svg, "alt": words}
            case Box():
                yield {"t": "caption", "title": visible(block.title)}
                yield from _blocks(block.blocks, record)
            case PageBreak():
                continue
            case _:
                yield from ({"t": "flat", "flat": flat_data(flat)} for flat in flattened((block,)))
