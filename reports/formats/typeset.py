"""Typst, the Chinese fonts of the machine and text as Typst takes it: what PDF and drawn pictures share."""

import json
import re
from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import typst

from reports.dossier import File, Line
from reports.formats.flat import (
    MM_A_PIXEL,
    Flat,
    Run,
    alt_words,
    caption,
    file_words,
    flattened,
    line_head,
    several_chats,
    skipped,
)
from reports.formats.format import WriterError
from reports.page import Blocks, Record
from reports.visible import visible

Data = Mapping[str, object]
"""A JSON object as the scripts beside read it."""

_SONG = ("Source Han Serif SC", "Noto Serif CJK SC", "Noto Serif SC", "Songti SC", "STSong", "SimSun", "NSimSun")
_HEI = (
    "Source Han Sans SC",
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "PingFang SC",
    "Heiti SC",
    "Microsoft YaHei",
    "SimHei",
)

_FACES = re.compile("[\U0001f000-\U0001faff]")
_UNDRAWN = (
    "本机没有能画表情符号的字体，本文件里的表情（如 U+{}）显示为方框；原字符见网页版和 Word 版。"
    "装上表情字体（Debian、Ubuntu：apt install fonts-noto-color-emoji）后重做即可显示。"
)


class Fonts(NamedTuple):
    """The families a document is set in, the digests of their files, and whether any family draws emoji."""

    song: str
    hei: str
    digests: tuple[str, ...]
    emoji: bool


@lru_cache(maxsize=1)
def fonts() -> Fonts:
    """Return the first known Song and Hei families that are installed.

    Raises WriterError, saying what to install, where there is neither.
    """
    installed = typst.Fonts()
    known = set(installed.families())
    song = next((family for family in _SONG if family in known), None)
    hei = next((family for family in _HEI if family in known), None)
    chosen = (song or hei, hei or song)
    if chosen[0] is None or chosen[1] is None:
        raise WriterError(
            "没有找到中文字体，无法排 PDF",
            "请安装思源宋体（Debian、Ubuntu：apt install fonts-noto-cjk；macOS、Windows 自带宋体，请检查字体是否被删）",
        )
    paths = {info.path for info in installed.fonts() if info.family in chosen and info.path}
    digests = sorted(f"{Path(path).name} sha256:{sha256(Path(path).read_bytes()).hexdigest()}" for path in paths)
    return Fonts(chosen[0], chosen[1], tuple(digests), any("emoji" in family.casefold() for family in known))


def undrawn(records: Iterable[Record]) -> str:
    """Say what the fonts of this machine show as boxes in these transcripts, and the remedy; "" where there is none.

    Faces are asked after by the names of the families: which letters a font holds is not told.
    """
    if fonts().emoji:
        return ""
    first = next((found[0] for record in records for line in record.lines if (found := _FACES.search(line.text))), "")
    return _UNDRAWN.format(f"{ord(first):04X}") if first else ""


def compiled(script: str, data: Data, timestamp: datetime) -> bytes:
    """Set `data` by a script of the assets as PDF.

    Raises WriterError where Typst refuses.
    """
    try:
        return typst.compile(_asset(script), sys_inputs=_inputs(data), timestamp=timestamp)
    except typst.TypstError as error:
        raise _refused(error) from error


def drawn(script: str, data: Data, ppi: float) -> list[bytes]:
    """Set `data` by a script of the assets as PNG, one for each page.

    Raises WriterError where Typst refuses.
    """
    try:
        made: bytes | list[bytes] = typst.compile(_asset(script), format="png", ppi=ppi, sys_inputs=_inputs(data))
    except typst.TypstError as error:
        raise _refused(error) from error
    return made if isinstance(made, list) else [made]


def _asset(script: str) -> bytes:
    return (files("reports.formats") / "assets" / script).read_bytes()


def _inputs(data: Data) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False)}


def _refused(error: typst.TypstError) -> WriterError:
    return WriterError(f"排版程序报错：{error.message}", "请把这一行连同程序版本告诉我们")


def lines_data(record: Record) -> list[Data]:
    """Return the lines of a transcript: head, words, files and pictures of each."""
    chat = several_chats(record)
    return [_line(line, chat=chat) for line in record.lines]


def _line(line: Line, *, chat: bool) -> Data:
    return {
        "ref": line.ref,
        "skipped": skipped(line),
        "head": runs_data(line_head(line, chat=chat)),
        "text": visible(line.text),
        "files": [file_words(file) for file in line.files],
        "pictures": [_picture(file) for file in line.files if caption(file)],
    }


def _picture(file: File) -> Data:
    """Return a picture as SVG, since bytes cannot be handed to a script; or the line that stands in its stead."""
    if file.picture is None:
        return {"svg": "", "caption": caption(file)}
    width, height = file.picture.width, file.picture.height
    pixels = b64encode(file.picture.jpeg).decode("ascii")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="data:image/jpeg;base64,{pixels}"/></svg>'
    )
    return {"svg": svg, "alt": alt_words(file), "width": width * MM_A_PIXEL, "caption": caption(file)}


def flats_data(blocks: Blocks) -> list[Data]:
    """Return blocks as a flat list of lines."""
    return [flat_data(flat) for flat in flattened(blocks)]


def flat_data(flat: Flat) -> Data:
    """Return one line: its sign, its depth, its runs."""
    return {"sign": flat.sign, "depth": flat.depth, "runs": runs_data(flat.runs)}


def runs_data(all_runs: tuple[Run, ...]) -> list[Data]:
    """Return runs of text with their style and what they lead to."""
    return [{"text": run.text, "style": run.style, "target": run.target} for run in all_runs]
