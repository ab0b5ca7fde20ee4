"""Which format a file is: exactly one says yes, or the error tells what the file is and what to do instead."""

from itertools import islice
from typing import Final

from parsers.format import Ambiguous, ChatFormat, Unrecognised
from parsers.formats import FORMATS, qce_html, qce_json
from parsers.media_folder import MEDIA
from parsers.message import Transcript
from parsers.refusal import Refusal, refuse
from parsers.source import Source, SourceError, printable

ENDINGS: Final = (".txt", ".json", ".jsonl", ".mht", ".html", ".db")
"""How names of exports end that somebody may have left among other files."""
LOOKED: Final = 200
"""Files of a folder or archive that are looked at for a talk that should have been given itself."""
_NAMED: Final = 3
_PARTS: Final = frozenset({MEDIA, "chunks"})
"""Folders whose files are parts of an export."""


def identify(source: Source, formats: tuple[ChatFormat, ...] = FORMATS) -> ChatFormat:
    """Return the one format that takes the source. Raises Unrecognised, Ambiguous, or SourceError if unreadable."""
    takers = tuple(taker for taker in formats if taker.sniff(source))
    if len(takers) > 1:
        raise Ambiguous(source.name, takers)
    if not takers:
        raise Unrecognised(*(holds_exports(source) or refuse(source)))
    return takers[0]


def is_export(source: Source) -> bool:
    """Say whether any format takes the source."""
    return any(taker.sniff(source) for taker in FORMATS)


def is_pictured(export: Source) -> bool:
    """Say whether a file is an export of a kind that is read together with its `resources/`."""
    return any(one.sniff(export) for one in (qce_json, qce_html))


def holds_exports(source: Source) -> Refusal | None:
    """Return the line for a folder or archive that is not one export and holds such files; None for any other."""
    try:
        members = source.members()
        likely = (name for name in members if name.lower().endswith(ENDINGS) and not _PARTS & {*name.split("/")[:-1]})
        found = [name for name in islice(likely, LOOKED) if is_export(members[name])]
    except SourceError:
        return None
    if not found:
        return None
    names = printable("、".join(found[:_NAMED])) + (" 等" if len(found) > _NAMED else "")
    media = any(MEDIA in name.split("/")[:-1] for name in members)
    alone = f"；要连 {MEDIA} 里的图片一起给出，就让文件夹里只有这一份导出和它的 {MEDIA}" if media else ""
    return Refusal(
        f"“{printable(source.name)}”里有 {len(found)} 份聊天记录导出（{names}），不能合起来当作一份导出",
        f"请逐个给出其中的导出文件（压缩包先解压），或用 juzheng batch 处理全部{alone}",
    )


def read(source: Source) -> Transcript:
    """Identify the source and return its transcript. Raises as `identify` does."""
    return identify(source).parse(source)
