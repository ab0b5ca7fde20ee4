"""Markdown. Strangers' words are escaped so that no Markdown reader makes a link, a picture or markup of them."""

import re
from collections.abc import Iterator

from reports.formats.flat import Flat, Run, file_words, flattened, line_head, several_chats, skipped, told
from reports.page import Blocks, Drawing, Heading, Page, PageBreak, Record, Table
from reports.visible import visible

_SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")
"""All ASCII punctuation: each may be escaped by CommonMark, and the dot, colon and @ also stop GFM's own links."""
_HARMLESS = frozenset(",%'\"/;?()")
_AROUND = {"strong": ("**", "**"), "small": ("", ""), "label": ("**【", "】**")}


def write(page: Page) -> bytes:
    """Return the page as UTF-8 CommonMark with GFM tables."""
    return ("\n".join(_document(page)) + "\n").encode()


def escaped(text: str) -> str:
    """Return visible text that Markdown readers show as it stands; line ends become <br>."""
    body = _SPECIAL.sub(lambda found: found[0] if found[0] in _HARMLESS else "\\" + found[0], visible(text))
    return body.replace("\t", "&#9;").replace("  ", " &nbsp;").replace("\n", "<br>")


def _document(page: Page) -> Iterator[str]:
    day = page.issued
    yield f"# {escaped(page.title)}\n"
    yield f"{page.kind}·{page.edition}　{day.year} 年 {day.month} 月 {day.day} 日　{escaped(page.scope)}\n"
    for section in page.sections:
        yield f"## {escaped(section.heading)}\n"
        yield from _blocks(section.blocks)
    yield f"---\n\n{escaped(page.promise)}　台账首码 `{page.running}`"


def _blocks(blocks: Blocks) -> Iterator[str]:
    for block in blocks:
        match block:
            case Table():
                yield from _table(block)
            case Record():
                yield escaped(told(block)) + "\n"
                yield from _lines(block)
            case Drawing():
                yield f"（图：{escaped(block.title)}。{escaped(block.description)}）\n"
            case Heading():
                yield f"### {''.join(_heading(run) for flat in flattened((block,)) for run in flat.runs)}\n"
            case PageBreak():
                continue
            case _:
                yield from (_flat(flat) for flat in flattened((block,)))
                yield ""


def _flat(flat: Flat) -> str:
    sign = "" if not flat.sign else "- " if flat.sign == "•" else f"{flat.sign} "
    words = "".join(map(_run, flat.runs))
    return f"{'   ' * flat.depth}{sign}{words}" + ("" if sign else "\n")


def _run(run: Run) -> str:
    words = escaped(run.text)
    if run.style == "ref" and run.target:
        return f"[{words}](#{_anchor(run.target)})"
    before, after = _AROUND.get(run.style, ("", "")) if words.strip() else ("", "")
    inner = words.strip()  # a sign of emphasis beside a blank is shown as it stands
    left, right = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{left}{before}{inner}{after}{right}" if inner else words


def _heading(run: Run) -> str:
    """Return a run of a heading, which is strong itself; a label is told from the words before it."""
    return f"【{escaped(run.text)}】" if run.style == "label" else _run(Run(run.text))


def _table(table: Table) -> Iterator[str]:
    yield f"**{escaped(table.caption)}**\n"
    yield f"| {' | '.join(escaped(column.title) for column in table.columns)} |"
    yield f"|{' --- |' * len(table.columns)}"
    for row in table.rows:
        cells = ("<br>".join(_cell(flat) for flat in flattened(body)) for body in row.cells)
        yield f"| {' | '.join(cells)} |"
    yield ""


def _cell(flat: Flat) -> str:
    return f"{escaped(flat.sign)} " * bool(flat.sign) + "".join(map(_run, flat.runs))


def _lines(record: Record) -> Iterator[str]:
    chat = several_chats(record)
    for line in record.lines:
        if gap := skipped(line):
            yield f"{gap}\n"
        files = "".join(f"<br>〔{escaped(file_words(file))}〕" for file in line.files)
        head = "".join(map(_run, line_head(line, chat=chat)))
        yield f'<a id="{_anchor(line.ref)}"></a>{head}<br>{escaped(line.text)}{files}\n'


def _anchor(ref: str) -> str:
    return re.sub(r"[^\w.-]", "-", ref)
