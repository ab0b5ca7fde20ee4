"""What a sum or a share is for, by the nearest words: total, deposit, unit price, refund and so on."""

import re

from archiver.analysis.clauses import clause_around
from archiver.analysis.finding import AmountRole
from archiver.analysis.money_words import ROLES, SHARED_BASE, TERM

_LONGEST_BASE = 8  # characters


def role_of(folded: str, start: int, end: int) -> tuple[AmountRole | None, str | None]:
    """Return the role of the amount at folded[start:end], and the words 定金, 订金, 首付 … as they stand near it."""
    before, after = clause_around(folded, start, end)
    nearest: tuple[int, AmountRole] | None = None
    for role, words in ROLES:
        hits = [len(before) - hit.end() for hit in words.finditer(before)]
        hits += [2 * hit.start() + 1 for hit in words.finditer(after[:8])]
        if hits and (nearest is None or min(hits) < nearest[0]):
            nearest = (min(hits), role)
    if nearest is None:
        return None, None
    term = None
    if nearest[1] == "deposit":
        near = [*TERM.finditer(before)][-1:] or [*TERM.finditer(after[:8])][:1]
        term = near[0][0] if near else None
    return nearest[1], term


def role_of_share(folded: str, start: int, end: int) -> tuple[AmountRole | None, str | None]:
    """Return the role of a share; what it is a share of (按总价20%) names it only where nothing else does."""
    base = SHARED_BASE.search(folded, max(0, start - _LONGEST_BASE), start)
    apart = role_of(folded, base.start(), base.start()) if base else (None, None)
    if base is not None and apart[0] is not None and clause_around(folded, base.start(), end)[0]:
        return apart
    return role_of(folded, start, end)


def is_half_of_money(folded: str, match: re.Match[str], half_of: re.Pattern[str]) -> bool:
    """Tell whether 一半 is half of a sum: beside a word of money, or said alone."""
    before, after = clause_around(folded, *match.span())
    if match[0] not in ("一半", "对半"):
        return True
    return bool(half_of.search(before) or half_of.match(after)) or not (before.strip() + after.strip("吧吗呢啊呀 "))
