"""Which words of a row of qq-chat-exporter are the sender's own (formats.md §5.5)."""

import re
from collections.abc import Sequence

from parsers.qce_original import Part
from parsers.qce_rows import ElementData

Ranges = tuple[tuple[int, int], ...]
"""Half-open ranges of code points."""

LABELS = {"image": "图片", "file": "文件", "audio": "语音", "video": "视频"}
"""The exporter's word for a resource and the one in its placeholder."""
_UNKNOWN = re.compile(r"\[UNKNOWN_\d+消息\]")
_BREAKS = str.maketrans({"\r": "\n"})


def contradicts(text: str, parts: Sequence[Part], *, separate: bool) -> bool:
    """Say whether the parts hold other words than the whole text: nothing that an exporter writes, so someone else did.

    Generations A and C repeat the whole text in the first element; B and D hold its pieces. QQ's CR is the text's LF.
    """
    whole = text.replace("\r\n", "\n").translate(_BREAKS)
    pieces = [part.data.text for part in parts if part.type == "text" and part.data.text]
    pieces = [piece.replace("\r\n", "\n").translate(_BREAKS) for piece in pieces]
    if separate:
        return any(piece not in whole for piece in pieces)
    return bool(pieces) and pieces[0] != whole


def found_words(text: str, parts: Sequence[Part], quote: ElementData | None) -> Ranges:
    """Return where the text elements and mentions stand in the whole text, in their order."""
    at = _quote_length(text, quote)
    broken = text.translate(_BREAKS)
    ranges: list[tuple[int, int]] = []
    for part in parts:
        words = part.data.text if part.type == "text" else f"@{part.data.name}" if part.type == "at" else None
        start = broken.find(words.translate(_BREAKS), at) if words else -1
        if words and start >= 0:
            at = start + len(words)
            ranges.append((start, at))
    return _joined(text, ranges)


def left_words(text: str, parts: Sequence[Part], quote: ElementData | None) -> Ranges:
    """Return the text without the placeholders that its elements printed into it."""
    taken = [found.span() for found in _UNKNOWN.finditer(text)]
    start = _quote_length(text, quote)
    taken.append((0, start))
    after: dict[str, int] = {}
    for part in parts:
        span = _placeholder(text, part, after, start)
        if span is not None:
            taken.append(span)
    at = start
    ranges: list[tuple[int, int]] = []
    for begin, end in sorted(taken):
        if begin > at:
            ranges.append((at, begin))
        at = max(at, end)
    ranges.append((at, len(text)))
    return _joined(text, ranges)


def _placeholder(text: str, part: Part, after: dict[str, int], start: int) -> tuple[int, int] | None:
    """Return where an element's placeholder stands, searched behind that of its equal before."""
    name = part.data.filename if part.type in LABELS else part.data.name
    label = LABELS.get(part.type)
    prints = f"[{label}: {name}]" if label else f"[{name}]"
    if part.type in {"text", "at", "reply"}:
        return None
    begin = text.find(prints, after.get(prints, start)) if name else -1
    end = begin + len(prints)
    if begin < 0 and label:
        loose = re.compile(rf"\[{label}[^\]\n]*\]").search(text, after.get(label, start))
        begin, end = loose.span() if loose else (-1, -1)
        prints = label
    if begin < 0:
        return None
    after[prints] = end
    return begin, end


def _quote_length(text: str, quote: ElementData | None) -> int:
    """Return how far the quoted text reaches that opens a reply: `[回复 name: words]` and a line end."""
    if quote is None or not text.startswith("[回复"):
        return 0
    opening = f"[回复 {quote.senderName or ''}: {quote.content or ''}]\n"
    if text.startswith(opening):
        return len(opening)
    end = text.find("]\n")
    if end >= 0:
        return end + 2
    return text.find("]") + 1


def _joined(text: str, ranges: list[tuple[int, int]]) -> Ranges:
    """Return ranges without the blank ones, neighbours as one."""
    kept: list[tuple[int, int]] = []
    for start, end in ranges:
        if kept and kept[-1][1] == start:
            kept[-1] = (kept[-1][0], end)
        elif text[start:end].strip():
            kept.append((start, end))
    return tuple(kept)
