"""Plain text, to be pasted where nothing else goes, such as a QQ group."""

from collections.abc import Iterator

from reports.formats.flat import cell, file_words, flattened, line_head, plain, several_chats, skipped, told
from reports.page import Blocks, Box, Drawing, Heading, Page, PageBreak, Record, Table
from reports.visible import visible


def write(page: Page) -> bytes:
    """Return the page as UTF-8 text with LF line ends."""
    return ("\n".join(_document(page)) + "\n").encode()


def _document(page: Page) -> Iterator[str]:
    yield visible(page.title)
    yield f"{page.kind}·{page.edition}　{page.issued.year} 年 {page.issued.month} 月 {page.issued.day} 日"
    yield visible(page.scope)
    for section in page.sections:
        yield ""
        yield f"【{visible(section.heading)}】"
        yield from _blocks(section.blocks)
    yield ""
    yield page.promise
    yield f"台账首码 {page.running}"


def _blocks(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        match block:
            case Table():
                yield f"〔{visible(block.caption)}〕"
                heads = [visible(column.title) for column in block.columns]
                for number, row in enumerate(block.rows, 1):
                    cells = zip(heads, map(cell, row.cells), strict=True)
                    yield f"({number}) " + "｜".join(f"{head}：{words}" for head, words in cells)
            case Record():
                yield told(block)
                yield from _lines(block)
            case Drawing():
                yield f"〔图：{visible(block.title)}。{visible(block.description)}〕"
            case Heading():
                yield ""
                yield from _words((block,))
            case Box():
                yield f"--- {visible(block.title)} ---"
                yield from _blocks(block.blocks)
                yield "---"
            case PageBreak():
                continue
            case _:
                yield from _words((block,))


def _words(blocks: Blocks) -> Iterator[str]:
    for flat in flattened(blocks):
        yield "  " * flat.depth + (f"{flat.sign} " if flat.sign else "") + "".join(map(plain, flat.runs))


def _lines(record: Record) -> Iterator[str]:
    chat = several_chats(record)
    for line in record.lines:
        if gap := skipped(line):
            yield gap
        yield "".join(map(plain, line_head(line, chat=chat)))
        yield "    " + visible(line.text).replace("\n", "\n    ")
        yield from (f"    〔{file_words(file)}〕" for file in line.files)
