"""The clause around a time, and the words by which it hands something over."""

import re

_BREAK = re.compile(r"[,，。.!！?？;；\n\s()（）]|(?<=[吧呢哈啊呀哦嘛喔])(?=[我咱])")
_LONGEST_CLAUSE = 30  # characters
# What is owed at a time: something handed over, done or asked for.
HANDED = re.compile(
    r"[交给传寄](?!通|流|谈|班|友)|发(?![布生现展售烧货呆言愁票福])|提交|出[图稿片初样]|[做弄搞改画写赶剪][完好出]|搞定|完成|[^需必主重不只想]要(?=$|[\s,，]|的|给|交|发|吧|哈|啊|成[片品稿图])|\A要(?=$|[\s,，]|的|吧|哈|成[片品稿图])|打款|付|转[你我掉给账]|结清"
)


def clause_around(folded: str, start: int, end: int) -> tuple[str, str]:
    """Return the words of the clause before and behind folded[start:end]."""
    begin = max(0, start - _LONGEST_CLAUSE)
    for mark in _BREAK.finditer(folded, begin, start):
        begin = mark.end()
    limit = min(len(folded), end + _LONGEST_CLAUSE)
    after = _BREAK.search(folded, end, limit)
    return folded[begin:start], folded[end : after.end() if after else limit]
