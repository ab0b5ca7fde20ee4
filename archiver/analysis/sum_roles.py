"""What a sum or a share is for, by the nearest words: total, deposit, unit price, refund and so on."""

import re

from archiver.analysis.clauses import clause_around
from archiver.analysis.finding import AmountRole
from archiver.analysis.lazy import LazyPattern
from archiver.analysis.money_words import HALF_OF, ROLES, SHARED_BASE, TERM

_LONGEST_BASE = 8  # characters
_NEAR = 8  # characters behind a sum that may tell its role
_PIECE = 5  # characters that a piece takes before its price: 每一页 60
_BLANK = LazyPattern(r"\s")
_NUMBER = LazyPattern(r"\d|[二两三四五六七八九十百千万]")
_NEXT_SUM = LazyPattern(
    r"(?:[先再]|[先再]?[付给吃收退扣转打交压定][来你我您]?|(?:定金|订金|押金|首付款?|首款|头款|预付款?|尾款|余款|[还就]?[剩欠差]下?的?|加急费?)(?:就是|[要是付给交收])?"
    r"|(?:[一总]共|合计|总计|加起来|总价)(?:就?是)?)"
    r"\s*(?:\d|[一二两三四五六七八九]?[十百千万])|\s(?:剩下|剩余|余下|其余|剩的)"
    r"|\s?(?:[一二两三四五六七八九]成|\d{1,2}%|一半)\s?(?:的|当|做|作)?(?:定金|订金|首付|预付)|\s先付款?(?:\s|$|再)"
)
"""Another sum, a share or the rest, and what leads to it: in 1200 不墨迹了 先付400 it is not about the first."""
_LAST_SUM = LazyPattern(r".*\d\d(?:块钱?|元)?\s(?=\S)")
"""The sum before, where a blank ends it: in 定金1000 上线1000 the first has the word to itself."""
# 280张就是两千八 · 一共1600 · 抹零680 · 去零头一千三
_ADDS_UP = LazyPattern(
    r"(?:(?<![尾余]款)就是|等于|一共|总共|合计|合下来|算下来|加起来|抹个?零|抹掉零头|去掉?零头|=)\s*\Z"
)
_IN_PARTS = LazyPattern(r"\s*分[二两三四五六\d]+[次期笔批]")
_JOINED_BY_ADDING = LazyPattern(r"[\u4e00-\u9fff]加[\u4e00-\u9fff]+\s+\Z")
"""全身加拆件 2600: what is added stands in the thing, not in its price."""
_ADDED_TO = LazyPattern(r"(?:再|另外?|还|要|想|得|那|就|能|我|你|多|给)加[\u4e00-\u9fff]+\s+\Z")
_PIECE_FIRST = LazyPattern(r"(?:[每/]|一)\D{1,3}+(?!\d)")
"""In 540 一篇135 the piece belongs to the sum behind it."""


def role_of(folded: str, start: int, end: int) -> tuple[AmountRole | None, str | None]:
    """Return the role of the amount at folded[start:end], and the words 定金, 订金, 首付 … as they stand near it."""
    before, after = clause_around(folded, start, end)
    if _ADDS_UP.search(before) or _IN_PARTS.match(after):
        return "total", None
    told = _LAST_SUM.search(before)
    before = before[told.end() :] if told else before
    following = _NEXT_SUM.search(after)
    after = after[: following.start()] if following else after
    joined = _JOINED_BY_ADDING.search(before) is not None and _ADDED_TO.search(before) is None
    nearest: tuple[int, AmountRole] | None = None
    for role, words in ROLES:
        if role == "extra" and joined:
            continue
        left, right = (_own_words(before, after)) if role == "unit" else (before, after[:_NEAR])
        if role == "extra":
            right = _BLANK.split(right)[0]  # 三分钟以内300 音乐我给加上
        hits = [len(left) - hit.end() for hit in words.finditer(left)]
        hits += [2 * hit.start() + 1 for hit in words.finditer(right)]
        if hits and (nearest is None or min(hits) < nearest[0]):
            nearest = (min(hits), role)
    if nearest is None:
        return None, None
    term = None
    if nearest[1] == "deposit":
        near = [*TERM.finditer(before)][-1:] or [*TERM.finditer(after[:_NEAR])][:1]
        term = near[0][0] if near else None
    return nearest[1], term


def _own_words(before: str, after: str) -> tuple[str, str]:
    """Return what stands beside a sum without a blank between, and beyond one blank only what touches it.

    A unit price has its piece at its side: in 一页60 三页180 and 440 带一次免费修改 it is not at the second sum.
    """
    left, right = _BLANK.split(before)[-1], _BLANK.split(after)[0][:_NEAR]
    if not left:
        beyond = _BLANK.split(before.rstrip())[-1]
        left = "" if _NUMBER.search(beyond) or len(beyond) > _PIECE else beyond
    if not right:
        touching = _PIECE_FIRST.match(after.lstrip())
        right = touching[0] if touching else ""
    return left, right


def role_of_share(folded: str, start: int, end: int) -> tuple[AmountRole | None, str | None]:
    """Return the role of a share; what it is a share of (按总价20%) names it only where nothing else does."""
    base = SHARED_BASE.search(folded, max(0, start - _LONGEST_BASE), start)
    apart = role_of(folded, base.start(), base.start()) if base else (None, None)
    if base is not None and apart[0] is not None and clause_around(folded, base.start(), end)[0]:
        return apart
    return role_of(folded, start, end)


def is_half_of_money(folded: str, match: re.Match[str]) -> bool:
    """Tell whether 一半 is half of a sum: beside a word of money, or said alone."""
    before, after = clause_around(folded, *match.span())
    if match[0] not in ("一半", "对半"):
        return True
    return bool(HALF_OF.search(before) or HALF_OF.match(after)) or not (before.strip() + after.strip("吧吗呢啊呀 "))
