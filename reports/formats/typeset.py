"""Typst, the Chinese fonts of the machine and text as Typst takes it: what PDF and drawn pictures share."""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import typst

from reports.formats.flat import Flat, Run, flattened
from reports.formats.format import WriterError
from reports.page import Blocks

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


class Fonts(NamedTuple):
    """The families a document is set in, and the digests of their files."""

    song: str
    hei: str
    digests: str


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
    return Fonts(chosen[0], chosen[1], "；".join(digests))


def flats_data(blocks: Blocks) -> list[Data]:
    """Return blocks as a flat list of lines."""
    return [flat_data(flat) for flat in flattened(blocks)]


def flat_data(flat: Flat) -> Data:
    """Return one line: its sign, its depth, its runs."""
    return {"sign": flat.sign, "depth": flat.depth, "runs": runs_data(flat.runs)}


def runs_data(all_runs: tuple[Run, ...]) -> list[Data]:
    """Return runs of text with their style and what they lead to."""
    return [{"text": run.text, "style": run.style, "target": run.target} for run in all_runs]
