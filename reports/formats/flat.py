"""Blocks as runs of visible text, for the forms that have no markup of their own for them."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Literal, NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reports.dossier import File, Line
from reports.page import (
    Block,
    Blocks,
    Box,
    Fields,
    Heading,
    Inline,
    Inlines,
    Listing,
    Moment,
    Page,
    PageOf,
    Paragraph,
    Quoted,
    Record,
    Reference,
    Speaker,
    Table,
    Text,
    stamp,
    utc_stamp,
)
from reports.visible import in_line, visible
from reports.words import size

RunStyle = Literal["plain", "strong", "code", "small", "basis", "label", "blank", "name", "said", "ref", "page"]
BLANK = "＿" * 8
MM_A_PIXEL = 25.4 / 150
"""How large the small copies of pictures are on paper: 150 dots an inch."""
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a ZIP can tell; members bear it, so that equal content is equal bytes."""


class Run(NamedTuple):
    """Visible text in one style. `target` is the reference that a `ref` or `page` run leads to."""

    text: str
    style: RunStyle = "plain"
    target: str = ""


class Flat(NamedTuple):
    """A paragraph on its own: its runs, the sign before it (• or 1. or none), and its depth in lists."""

    runs: tuple[Run, ...]
    sign: str = ""
    depth: int = 0


def runs(words: Inlines) -> tuple[Run, ...]:
    """Return inlines as runs, in order."""
    return tuple(run for word in words for run in _runs(word))


def text(words: Inlines) -> str:
    """Return inlines as one string; weight labels in 【】."""
    return "".join(plain(run) for run in runs(words))


def plain(run: Run) -> str:
    """Return a run as text that needs no style."""
    return f"【{run.text}】" if run.style == "label" else run.text


def _runs(word: Inline) -> tuple[Run, ...]:
    match word:
        case Text() if word.style == "blank":
            return (Run(BLANK, "blank"),)
        case Text():
            return (Run(in_line(word.text) if word.style == "name" else visible(word.text), word.style),)
        case Quoted():
            ref = word.cite.ref
            return (Run("“"), Run(visible(word.cite.quote), "said"), Run("”（"), Run(ref, "ref", ref), Run("）"))
        case Reference():
            return (Run(visible(word.ref), "ref", visible(word.ref)),)
        case Moment():
            return (Run(stamp(word.at)), Run(f"（{utc_stamp(word.at)}）", "small"))
        case Speaker():
            label = (Run(word.label, "strong"), Run(" ")) if word.label not in {"", word.name} else ()
            return (*label, Run(in_line(word.name), "name"))
        case PageOf():
            return (Run(visible(word.ref), "page", visible(word.ref)),)


def flattened(blocks: Blocks, depth: int = 0) -> Iterator[Flat]:
    """Return the words of blocks as paragraphs; tables and pictures inside cells do not occur in templates."""
    for block in blocks:
        match block:
            case Heading():
                yield Flat(tuple(_strong(run) for run in runs(block.words)), "", depth)
            case Paragraph():
                yield Flat(runs(block.words), "", depth)
            case Listing():
                for number, item in enumerate(block.items, 1):
                    sign = f"{number}." if block.ordered else "•"
                    for at, flat in enumerate(flattened(item, depth + 1)):
                        yield flat if at or flat.sign else Flat(flat.runs, sign, depth)
            case Fields():
                for term, body in block.pairs:
                    inner = list(flattened(body, depth + 1))
                    yield Flat((*runs(term), Run("："), *(inner[0].runs if inner else ())), "", depth)
                    yield from inner[1:]
            case Box():
                yield Flat((Run(f"【{block.title}】", "strong"),), "", depth)
                yield from flattened(block.blocks, depth + 1)
            case _:
                continue


def _strong(run: Run) -> Run:
    """Return a run of a heading; a label stays one, so that it is told from the words before it."""
    return run if run.style == "label" else Run(run.text, "strong")


def cell(blocks: Blocks) -> str:
    """Return a table cell as text, one line for each paragraph."""
    return "\n".join(
        "".join([flat.sign, " " if flat.sign else "", *map(plain, flat.runs)]) for flat in flattened(blocks)
    )


def tables(blocks: Blocks) -> Iterator[Table]:
    """Return the tables of a section."""
    for block in blocks:
        if isinstance(block, Table):
            yield block
        elif isinstance(block, Box):
            yield from tables(block.blocks)


def records(blocks: Blocks) -> Iterator[Record]:
    """Return the transcripts of a section."""
    return (block for block in blocks if isinstance(block, Record))


def told(record: Record) -> str:
    """Say how much of the talk a transcript shows."""
    return visible(f"显示 {len(record.lines)} / 共 {record.total} 条（{record.words}）")


def share(page: Page) -> str:
    """Say on every printed page how much of the talk the report shows: a part is not to pass for the whole."""
    return f"显示 {len(page.record.lines)} / 共 {page.record.total} 条"


def several_chats(record: Record) -> bool:
    """Tell whether lines must say which talk they stand in."""
    return len({line.chat for line in record.lines}) > 1


def line_head(line: Line, *, chat: bool) -> tuple[Run, ...]:
    """Return what stands before the words of a transcript line: reference, time, speaker, kind, and the `chat`."""
    time = stamp(line.time) if line.time else visible(line.raw or "未印时间")
    found = [Run(line.ref, "strong"), Run(f"　{time}　"), *_runs(Speaker(line.who.label, line.who.name))]
    if chat:
        found.append(Run(f"　〔会话：{in_line(line.chat)}〕", "small"))
    if line.kind != "文字":
        found.append(Run(f"　〔{visible(line.kind)}〕", "small"))
    if line.recalled:
        found.append(Run("　〔已撤回〕", "strong"))
    if line.reply:
        found += [Run("　回复 ", "small"), Run(visible(line.reply), "ref", visible(line.reply))]
    return tuple(found)


def place(line: Line) -> str:
    """Return where a line's bytes are: 字节 10234–10391, or the place of a source without bytes."""
    return visible(line.place) if line.start is None else f"字节 {line.start}–{line.end}"


def file_words(file: File) -> str:
    """Return a file with its annex, size, digests and whether it was kept."""
    annex = f"{annex_words(file)}　" if file.annex else ""
    # A sign that is drawn stands between two digests: readers of PDF drop a blank between two long words.
    digests = "；".join(digest for digest in (file.sha256, file.md5) if digest)
    kept = "" if file.saved else "（导出时未保存该文件）"
    name = f" {file.name}" if file.name else ""
    return in_line(f"{annex}{file.kind}{name}，{size(file)}{kept}{'　' if digests else ''}{digests}")


def annex_words(file: File) -> str:
    """Return the number under which a file is enclosed: 附件 E1-0142-1."""
    return f"附件 {file.annex}"


def alt_words(file: File) -> str:
    """Return what the small copy of a picture is, for who cannot see it."""
    return visible(f"{annex_words(file)} 的缩小图")


def caption(file: File) -> str:
    """Return what stands below the small copy of a picture, or in its stead; "" for a file that is no picture."""
    if file.unshown:
        return f"{annex_words(file)}：{visible(file.unshown)}"
    return f"{annex_words(file)}（缩印，以原件为准）" if file.picture else ""


def skipped(line: Line) -> str:
    """Say what was left out before a line; "" where nothing was."""
    return f"（此处有 {line.skipped} 条未显示）" if line.skipped else ""


def repacked(archive: bytes, core: tuple[tuple[str, str], ...] = ()) -> bytes:
    """Return a zip with the same members at a fixed time, so that equal content is equal bytes.

    `core` holds (pattern, replacement) pairs for docProps/core.xml, where writers note the hour.
    """
    packed = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(packed, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                for pattern, replacement in core:
                    content = re.sub(pattern, replacement, content.decode()).encode()
            info = ZipInfo(name, ZIP_EPOCH)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, content)
    return packed.getvalue()


def is_top(block: Block) -> bool:
    """Tell whether a block is words only, to be written as paragraphs."""
    return isinstance(block, Heading | Paragraph | Listing | Fields | Box)
