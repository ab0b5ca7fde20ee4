"""Marks in place of what a masked edition does not show, and how words around them are held against the export.

A mark is 〔 〕 around the kind of thing (电话1) or around a pseudonym (甲, 群友2). Everything else of a quotation stays
word for word, so that a reader who holds the export can check it on both sides of each mark.
"""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from msgspec.structs import replace

from reports.dossier import File, Line, Masked

LEFT_OUT: Final = "未放入，待批准"
"""Stands for the name of a picture, video or voice that nobody has passed."""
SHOWING: Final = frozenset({"图片", "视频", "语音", "表情"})
"""Kinds of files that show or sound of people."""
SOMEBODY: Final = "同名成员"
"""Stands for a name that several people bear."""
_KINDS: Final = (
    "身份证号|电话|银行卡号|邮箱|QQ号|微信号|支付宝账号|地址|车牌|证件号|快递单号|密码|信用代码|图片标识|姓名|文件名"
)
_PSEUDONYM: Final = rf"[甲乙丙](?:方|[0-9]+)?|(?:群友|对话人|第三人)[0-9]+|{SOMEBODY}|系统"
MARK: Final = re.compile(rf"〔(?:(?:{_KINDS})[0-9]*|{_PSEUDONYM})〕")
"""What stands where a masked edition hides words."""


def left_out(file: File) -> File:
    """Return a picture, video or voice as a masked edition tells it until a person passes it; other files as is."""
    if file.kind not in SHOWING:
        return file
    return File(file.kind, LEFT_OUT, file.size, file.size_text, saved=file.saved, annex=file.annex)


def mark(words: str) -> str:
    """Return the mark for a kind of thing or a pseudonym."""
    return f"〔{words}〕"


def is_mark(shown: str) -> bool:
    """Say whether what is shown is one mark and nothing else; other words may not stand where words are hidden."""
    return bool(MARK.fullmatch(shown))


def is_pseudonym(name: str) -> bool:
    """Say whether a name is one that a masked edition gives."""
    return bool(re.fullmatch(_PSEUDONYM, name))


def widened(masked: Iterable[Masked], chars: tuple[int, int]) -> tuple[int, int]:
    """Return code points of the export's text, widened so that no masked stretch is cut in two."""
    start, end = chars
    for one in masked:
        if one.was_start < end and start < one.was_end:
            start, end = min(start, one.was_start), max(end, one.was_end)
    return start, end


def cut(line: Line, chars: tuple[int, int]) -> tuple[str, tuple[Masked, ...]]:
    """Return what a masked line shows of `chars` (code points of the export's text), and what of it is masked.

    Raises ValueError where `chars` cut a masked stretch in two.
    """
    start, end = (_shown(line.masked, place) for place in chars)
    inside = (one for one in line.masked if chars[0] <= one.was_start and one.was_end <= chars[1])
    masked = tuple(replace(one, start=one.start - start, end=one.end - start) for one in inside)
    return line.text[start:end], masked


def _shown(masked: tuple[Masked, ...], place: int) -> int:
    """Return where a place of the export's text is shown."""
    moved = 0
    for one in masked:
        if place <= one.was_start:
            break
        if place < one.was_end:
            raise ValueError(place)
        moved = one.end - one.was_end
    return place + moved


def holds(text: str, chars: tuple[int, int], quote: str, masked: tuple[Masked, ...]) -> bool:
    """Say whether `quote` repeats `chars` of the export's `text` word for word, but for marks where it says so."""
    start, end = chars
    if not (0 <= start <= end <= len(text)):
        return False
    edges = ((0, 0, start, start), *((one.start, one.end, one.was_start, one.was_end) for one in masked))
    for (_, shown, _, at), (mark_start, mark_end, was_start, was_end) in pairwise(
        (*edges, (len(quote),) * 2 + (end, end))
    ):
        if not (shown <= mark_start <= mark_end <= len(quote) and at <= was_start <= was_end <= end):
            return False
        if quote[shown:mark_start] != text[at:was_start]:
            return False
    return all(is_mark(quote[one.start : one.end]) for one in masked)
