"""Strangers' text made safe to look at: nothing is removed, what would hide or steer is drawn as a mark.

Control characters become their pictures (␀ ␛ ␡); bidi controls, zero-width and other invisible characters, private
and unassigned code points and lone surrogates become ⟦U+202E⟧. Line ends and tabs stay (CRLF counts as one line end).
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and symbols by category that draw nothing."""

_SUSPECT = re.compile(r"[^\n\t\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u3000-\u3163\u4e00-\u9fff\uff01-\uff9f]")
"""Everything outside the ranges that need no second look."""

_SELECTORS = "\ufe0e\ufe0f"


class Piece(NamedTuple):
    """A run of text as it stands (`mark` False), or the mark for one character."""

    text: str
    mark: bool


def pieces(text: str) -> Iterator[Piece]:
    """Cut `text` into plain runs and marks, in order."""
    text = text.replace("\r\n", "\n")
    done = 0
    for match in _SUSPECT.finditer(text):
        at = match.start()
        if _belongs_to_emoji(text, at) or not (drawn := _mark(match[0])):
            continue
        if done < at:
            yield Piece(text[done:at], mark=False)
        yield Piece(drawn, mark=True)
        done = at + 1
    if done < len(text):
        yield Piece(text[done:], mark=False)


def visible(text: str) -> str:
    """Return `text` as it is shown; printable everywhere, XML and terminals included."""
    return "".join(piece.text for piece in pieces(text))


def _belongs_to_emoji(text: str, at: int) -> bool:
    """Tell whether a joiner or selector sits where emoji need it; elsewhere it hides something."""
    if text[at] in _SELECTORS:
        return at > 0 and (text[at - 1] in "#*0123456789" or _is_symbol(text[at - 1]))
    if text[at] == "\u200d":
        before = text[at - 1] if at else ""
        if before in _SELECTORS and at > 1:
            before = text[at - 2]
        return bool(before) and _is_symbol(before) and at + 1 < len(text) and _is_symbol(text[at + 1])
    return False


def _is_symbol(character: str) -> bool:
    return unicodedata.category(character) in {"So", "Sk"} or "\u2190" <= character <= "\u2bff"


@lru_cache(maxsize=4096)
def _mark(character: str) -> str:
    """Return the mark of a character that must not be drawn as itself, else ""."""
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    category = unicodedata.category(character)
    hidden = category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} or character in _FILLERS
    if hidden or "\ufe00" <= character <= "\ufe0f" or 0xE0100 <= code <= 0xE01EF:
        return f"⟦U+{code:04X}⟧"
    return ""
