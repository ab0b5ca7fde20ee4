"""Innocent causes: what each format and exporter is known to drop, rewrite or reorder.

Facts: formats.md §3.6, §3.8, §5.6, §5.10, §8, §10, §13; evidence.md §5.3. A cause is what may explain a difference,
never what did; where none is known the difference waits for an explanation.
"""

import re
from datetime import datetime
from typing import Final, NamedTuple

from archiver.analysis.align.clock import Clock
from archiver.analysis.align.rows import Row, What, moment
from archiver.analysis.difference import Cause
from archiver.comparison.side import Side

TOLD: Final[dict[Cause, str]] = {
    "before_start": "早于另一份的第一条：另一份可能没有保存或没有加载更早的记录",
    "after_end": "晚于另一份的最后一条：另一份可能导出得更早",
    "after_export": "晚于另一份自述的导出时间",
    "format_drops": "另一份的格式已知不保存这类消息",
    "shown_to_one_side": "这类系统提示只显示给一方，或各方看到的不同",
    "filtered": "另一份导出时用过筛选条件",
    "unread_part": "另一份在此处有未能读出或缺失的部分",
    "recalled": "另一份在此处显示撤回提示；撤回前导出的文件会保留原文",
    "blanks": "只有空白或换行不同，有的格式会改写空白",
    "mention": "只有 @ 的名字不同，有的格式不保存或改写 @",
    "characters": "另一份以不含这些字符的编码重新保存过，印成了问号",
    "faces": "只有表情的写法不同，各格式写法不一",
    "placeholder": "各格式对非文字消息的占位写法不同",
    "view_words": "系统提示的措辞随查看者与格式而不同",
    "cut_file": "另一份的文件在这条消息中间断开",
    "notice_time": "消息管理器的群文件提示印的是提示到达的时间，不是上传的时间",
    "clock_jitter": "两份的时间普遍有几秒（不印秒的差一分）的出入，两台电脑各自记时",
    "zone_step": "落在夏令时换钟的前后",
    "same_second": "同一时刻内的先后，导出时不一定保持",
    "exporter_order": "qq-chat-exporter v5.5.12 以前的分段导出已知会打乱次序",
    "machine_reading": "截图的字句由机器识读，可能认错个别字，请看原图",
    "other_part": "另一份分成几个文件，这一条在其余的文件里",
    "picture_not_read": "截图里的图片、表情、语音、文件不作识读",
}
"""Each cause in the words that people read."""
PERHAPS_ONE: Final = "是同一条而有改动，也可能一条少了、另一条多了，凭这两份分不出"
"""What two messages may be of which each stands in one export only."""

TIPS: Final[frozenset[What]] = frozenset({"receipt", "notice", "recall"})
"""Rows that QQ writes and nobody says."""
_CLASSIC: Final[frozenset[What]] = frozenset({"file", "voice", "video", "sticker", "image", "call"})
_POINTERS: Final[frozenset[What]] = frozenset({"card", "forward"})
_DROPS: Final[dict[str, frozenset[What]]] = {
    "txt_classic": _CLASSIC,
    "mht": _CLASSIC,
    "clipboard": _CLASSIC | TIPS | _POINTERS,
    "onebot": frozenset({"receipt", "notice", "call"}),
    "chatlab": TIPS,
    "qq_dump": TIPS,
    "qqnt_export": TIPS,
    "android_txt": TIPS,
    "android_html": TIPS,
}
"""Format → what it is known not to keep."""
_BLANKS: Final = re.compile(r"\s+")
_MENTION: Final = re.compile(r"@\S+")
# [[微笑]] · [微笑] · /微笑
_FACE: Final = re.compile(r"\[?\[[^\[\]\n]{1,12}\]\]?|/[一-鿿]{1,4}")
# [/微笑] · [动画表情] · [开心][开心] · [平底锅]x1
_BRACKETED: Final = re.compile(r"(?:\s*\[[^\[\]\n]{1,40}\](?:x\d+)?\s*)+")
_EXPORT_SLACK: Final = 60


class Absent(NamedTuple):
    """A row of one side that the other lacks: `place` in `has`, `at` its time on the second side's clock.

    `before` is the place in `lacks` behind which the row would stand; `first` and `last` say whether it lies outside
    what `lacks` covers, `one_account` whether both sides were exported from one account.
    """

    has: Side
    lacks: Side
    place: int
    at: int | None
    before: int
    first: bool
    last: bool
    one_account: bool


def why_absent(one: Absent) -> Cause | None:
    """Return why a message may stand in one export only, without anybody's doing."""
    row, line, lacks = one.has.rows[one.place], one.has.lines[one.place], one.lacks
    if line.recalled:
        return "recalled"
    if one.before in lacks.holes:
        return "unread_part"
    shown_to_both = one.one_account and (row.what == "receipt" or _made(one.has) == _made(lacks))
    if row.what in TIPS and not shown_to_both:
        return "shown_to_one_side"
    if row.what in _DROPS.get(lacks.source.format, frozenset()) and not _keeps(lacks, row.what):
        return "format_drops"
    if lacks.source.filters:
        return "filtered"
    if _says_more(lacks):
        return None
    if one.first:
        return "before_start"
    return _why_after(one) if one.last else None


def _says_more(side: Side) -> bool:
    """Say whether an export itself tells of more messages than it holds: then its range explains nothing."""
    return side.source.claimed is not None and side.source.claimed > side.source.messages


def _keeps(side: Side, what: What) -> bool:
    """Say whether this very export shows that it keeps such rows; files are dropped in private talk only."""
    if what == "file":
        return side.chat.kind == "group"
    return any(row.what == what for row in side.rows)


def _why_after(one: Absent) -> Cause | None:
    exported = _instant(one.lacks.source.exported)
    if exported is None or one.at is None or one.lacks.source.filters:
        return "after_end"
    return "after_export" if moment(one.at + _EXPORT_SLACK) >= exported else None


def _instant(text: str | None) -> datetime | None:
    """Return a printed export time as wall time; None where it is absent or bears a zone of its own."""
    try:
        found = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return found if found and found.tzinfo is None else None


def why_words(mine: Row, theirs: Row, one: Side, other: Side) -> Cause | None:
    """Return why the words of one message may differ."""
    if mine.what in TIPS:
        return "view_words"
    ours, yours = mine.words, theirs.words
    if _made(one) != _made(other) and _BRACKETED.fullmatch(ours) and _BRACKETED.fullmatch(yours):
        return "placeholder"
    if _BLANKS.sub("", ours) == _BLANKS.sub("", yours):
        return "blanks"
    if _MENTION.sub("", ours).split() == _MENTION.sub("", yours).split():
        return "mention"
    if _lossy(ours, yours) or _lossy(yours, ours):
        return "characters"
    if _made(one) != _made(other) and _FACE.sub("", ours).split() == _FACE.sub("", yours).split():
        return "faces"
    cut = any(_cut(row, side) for row, side in ((mine, one), (theirs, other)))
    return "cut_file" if cut and (ours.startswith(yours) or yours.startswith(ours)) else None


def _lossy(whole: str, saved: str) -> bool:
    """Say whether `saved` is `whole` as an editor writes it in the GBK of Windows: `?` for what it lacks."""
    return "?" in saved and whole.encode("gbk", "replace").decode("gbk") == saved


def _cut(row: Row, side: Side) -> bool:
    return row is side.rows[-1] and any(one.code in {"truncated", "cut_character"} for one in side.source.notices)


def _made(side: Side) -> tuple[str, str | None]:
    return side.source.format, side.source.generation


def why_kind(mine: Row, theirs: Row, one: Side, other: Side) -> Cause | None:
    """Return why the kind of one message may differ."""
    if "recall" in {mine.what, theirs.what}:
        return "recalled"
    if _made(one) == _made(other):
        return None
    spoken = [row.words for row in (mine, theirs) if row.what == "text"]
    return "placeholder" if all(_BRACKETED.fullmatch(words) for words in spoken) else None


def why_time(mine: Row, one: Side, other: Side, clock: Clock) -> Cause | None:
    """Return why the time of one message may differ, the clocks' own difference aside."""
    if mine.what == "file" and (one.classic or other.classic):
        return "notice_time"
    if mine.at is not None and any(abs(mine.at - step) <= 2 * 3600 for step, _ in clock.steps[1:]):
        return "zone_step"
    return None


def why_order(moved: int, total: int, one: Side, other: Side, *, same_time: bool) -> Cause | None:
    """Return why a message may stand elsewhere; `moved` of `total` pairs do, `same_time` as its neighbours."""
    if same_time:
        return "same_second"
    shuffles = any(
        side.source.format.startswith("qce_") and side.source.generation in {None, "A", "B", "C"}
        for side in (one, other)
    )
    return "exporter_order" if shuffles and moved >= max(20, total // 50) else None
