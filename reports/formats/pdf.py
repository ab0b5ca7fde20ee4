"""PDF by Typst: A4, tagged, with running heads, gap-free stamps and volumes of at most 5,000 messages."""

import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, time
from multiprocessing import get_context

from msgspec.structs import replace

from reports.dossier import Line
from reports.formats.flat import (
    cell,
    records,
    runs,
    share,
    text,
    told,
)
from reports.formats.format import WriterError
from reports.formats.typeset import Data, compiled, flats_data, fonts, lines_data, runs_data, undrawn
from reports.formats.widths import LEAST_TERM, MOST_TERM, TEXT_WIDTH, term_width, widths
from reports.page import (
    Block,
    Box,
    Drawing,
    Fields,
    Heading,
    Page,
    PageBreak,
    Paragraph,
    Record,
    Row,
    Section,
    Table,
)
from reports.visible import visible

VOLUME = 5_000
"""Messages in one document: Typst's memory grows with the document, and 10,000 rows took 934 MB."""
_MAX_TEXT = 400_000
"""Code points of messages in one volume; a few very long ones weigh like thousands."""
_WHOLE = 300
"""Letters in the fullest cell up to which a row is not parted between two pages."""


def write(page: Page) -> bytes:
    """Return a page of at most one volume as PDF.

    Raises WriterError where there are more (see `volumes`), or where no Chinese font is installed.
    """
    found = list(_parts(page))
    if len(found) > 1:
        raise WriterError(f"聊天记录有 {len(found)} 卷，一个 PDF 放不下", "请分卷输出")
    return _compiled(found[0], 1, 1, 0)


def volumes(page: Page) -> Iterator[bytes]:
    """Yield the page as PDF volumes, in order; stamps run on from one to the next.

    Of several volumes each is set in a process of its own, which gives its memory back when it ends: in one process
    20,000 messages took 1.3 GB. Raises WriterError where no Chinese font is installed.
    """
    parts = list(_parts(page))
    if len(parts) == 1:
        yield write(page)
        return
    before = 0
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as workers:
        for number, part in enumerate(parts, 1):
            document = workers.submit(_compiled, part, number, len(parts), before).result()
            before += pages(document)
            yield document


def pages(document: bytes) -> int:
    """Count the pages of a PDF that Typst wrote: one page tree, uncompressed."""
    counts = re.findall(rb"/Type/Pages/Count (\d+)", document)
    if len(counts) != 1:
        raise ValueError(f"{len(counts)} page trees")
    return int(counts[0])


def _parts(page: Page) -> Iterator[Page]:
    """Cut the transcript into volumes; the first holds all else."""
    lines = [line for section in page.sections for record in records(section.blocks) for line in record.lines]
    cuts = list(_cuts(lines))
    if len(cuts) < 2:
        yield page
        return
    shown = {line.ref for line in cuts[0]}
    yield replace(page, sections=tuple(_kept(section, shown) for section in page.sections))
    for cut in cuts[1:]:
        shown = {line.ref for line in cut}
        rest = (_kept(section, shown) for section in page.sections if any(records(section.blocks)))
        yield replace(page, sections=tuple(rest))


def _cuts(lines: list[Line]) -> Iterator[list[Line]]:
    part: list[Line] = []
    weight = 0
    for line in lines:
        if part and (len(part) == VOLUME or weight + len(line.text) > _MAX_TEXT):
            yield part
            part, weight = [], 0
        part.append(line)
        weight += len(line.text)
    yield part


def _kept(section: Section, shown: set[str]) -> Section:
    blocks = tuple(
        replace(block, lines=tuple(line for line in block.lines if line.ref in shown))
        if isinstance(block, Record)
        else block
        for block in section.blocks
    )
    return replace(section, blocks=blocks)


def _compiled(page: Page, volume: int, of: int, before: int) -> bytes:
    chosen = fonts()
    head = visible(page.title).replace("\n", " ")
    data: Data = {
        "title": visible(page.title).replace("\n", " "),
        "kind": page.kind,
        "edition": page.edition,
        "head": f"{head[:29] + '…' if len(head) > 30 else head}　{page.kind}·{page.edition}",
        "facts": f"{page.issued.year} 年 {page.issued.month} 月 {page.issued.day} 日　{visible(page.scope)}",
        "running": page.running,
        "share": share(page),
        "undrawn": undrawn(record for section in page.sections for record in records(section.blocks)),
        "promise": page.promise,
        "volume": volume,
        "volumes": of,
        "before": before,
        "song": chosen.song,
        "hei": chosen.hei,
        "fonts": chosen.digests,
        "lines-here": {line.ref: 1 for s in page.sections for record in records(s.blocks) for line in record.lines},
        "sections": [_section(section) for section in page.sections],
    }
    return compiled("report.typ", data, timestamp=datetime.combine(page.issued, time(), UTC))


def _section(section: Section) -> Data:
    blocks = [_block(block) for block in section.blocks]
    return {"heading": visible(section.heading), "blocks": blocks}


def _block(block: Block) -> Data:
    match block:
        case Heading():
            return {"t": "h3", "runs": runs_data(runs(block.words))}
        case Paragraph():
            return {"t": "p", "role": block.role, "runs": runs_data(runs(block.words))}
        case Fields():
            pairs = [{"term": runs_data(runs(term)), "body": flats_data(body)} for term, body in block.pairs]
            width = term_width([text(term) for term, _ in block.pairs], LEAST_TERM, MOST_TERM)
            return {"t": "fields", "pairs": pairs, "width": width}
        case Box():
            return {"t": "box", "title": visible(block.title), "items": flats_data(block.blocks)}
        case Drawing():
            told_in_words = f"{block.title}。{block.description}"
            return {"t": "svg", "svg": block.svg, "alt": visible(told_in_words), "title": visible(block.title)}
        case Table():
            return _table(block)
        case Record():
            return {"t": "record", "told": told(block), "undrawn": undrawn((block,)), "lines": lines_data(block)}
        case PageBreak():
            return {"t": "break"}
        case _:
            return {"t": "flats", "items": flats_data((block,))}


def _table(table: Table) -> Data:
    return {
        "t": "table",
        "caption": visible(table.caption),
        "heads": [visible(column.title) for column in table.columns],
        "widths": widths(table, TEXT_WIDTH),
        "rows": [_row(row) for row in table.rows],
    }


def _row(row: Row) -> list[Data]:
    """Return the cells of a row; one that takes no more than some fifteen lines is kept whole on a page."""
    whole = all(len(cell(body)) <= _WHOLE for body in row.cells)
    return [{"flats": flats_data(body), "whole": whole} for body in row.cells]
