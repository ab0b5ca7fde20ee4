"""The clause that a place of a text stands in."""

import re

_CLAUSE = re.compile(r"[,，。!！?？;；\n]")
_LONGEST = 60  # characters; what stands farther off does not bear on a sum


def clause_around(folded: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after folded[start:end] in the same clause."""
    begin = max(0, start - _LONGEST)
    for mark in _CLAUSE.finditer(folded, begin, start):
        begin = mark.end()
    limit = end + _LONGEST
    after = _CLAUSE.search(folded, end, limit)
    return folded[begin:start], folded[end : after.start() if after else limit]
