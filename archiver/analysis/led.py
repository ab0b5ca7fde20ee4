"""Patterns that a search finds soon: led by the class of characters that they can begin with.

An alternation of many words is tried in full at every character of a line. A class is passed over in one go, so each
pattern here is one class, with the words looked ahead to from the character that it has found.
"""

import re

from archiver.analysis.lazy import LazyPattern


def led(firsts: str, pattern: str, flags: re.RegexFlag = re.NOFLAG, *, seconds: str = "") -> LazyPattern:
    """Return `pattern`, whose matches all begin with a character of the class `firsts`, to be searched for.

    Where `seconds` is given, one of that class always follows. What it finds is the first character; the whole match
    of `pattern` is group 1.
    """
    followed = f"(?=[{seconds}])" if seconds else ""
    return LazyPattern(f"[{firsts}]{followed}(?<=(?=({pattern}))(?s:.))", flags)


def spans(pattern: LazyPattern, text: str) -> list[tuple[int, int]]:
    """Return where the whole matches of a led pattern stand, in order, without overlap."""
    found: list[tuple[int, int]] = []
    if pattern.search(text) is None:  # as in most lines, and known sooner
        return found
    for match in pattern.finditer(text):
        span = match.span(1)
        if not found or span[0] >= found[-1][1]:
            found.append(span)
    return found
