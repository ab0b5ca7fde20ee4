"""Strangers' text made safe to look at: nothing is removed, what would hide or steer is drawn as a mark.

Control characters, bidi controls, zero-width and other invisible characters, private and unassigned code points and
lone surrogates are drawn as ⟦U+202E⟧. (The control pictures ␀ ␛ were tried: common Chinese fonts lack them.) Line ends
and tabs stay; CRLF counts as one line end.
"""

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and symbols by category that draw nothing."""

_SUSPECT = re.compile(r"[^\n\t\x20-\x7e\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u3000-\u3163\u4e00-\u9fff\uff01-\uff9f]")
"""Everything outside the ranges that need no second look."""

_DRAWN = re.compile(r"⟦U\+([0-9A-F]{4,6})⟧")

_SELECTORS = "\ufe0e\ufe0f"


class Piece(NamedTuple):
    """A run of text as it stands (`mark` False), or the mark for one character."""

    text: str
    mark: bool


def is_harmless(text: str) -> bool:
    """Tell whether all of a text is of the ranges that need no second look, as nearly all texts are."""
    return _SUSPECT.search(text) is None


def pieces(text: str) -> Iterator[Piece]:
    """Cut `text` into plain runs (CRLF stays in them) and marks, in order."""
    done = 0
    for match in _SUSPECT.finditer(text):
        at = match.start()
        if _belongs_here(text, at) or not (drawn := _mark(match[0])):
            continue
        if done < at:
            yield Piece(text[done:at], mark=False)
        yield Piece(drawn, mark=True)
        done = at + 1
    if done < len(text):
        yield Piece(text[done:], mark=False)


def visible(text: str) -> str:
    """Return `text` as it is shown; printable everywhere, XML and terminals included."""
    return "".join(piece.text for piece in pieces(text)).replace("\r\n", "\n")


def in_line(text: str) -> str:
    """Return `text` as it is shown where it has to keep to one line, as names do: line ends are drawn too."""
    return visible(text).replace("\n", "⟦U+000A⟧")


def unmarked(mark: str) -> str | None:
    """Return the character that `mark` stands for; None for anything that is no mark."""
    match = _DRAWN.fullmatch(mark)
    if match is None or (code := int(match[1], 16)) > sys.maxunicode:
        return None
    return chr(code)


def _belongs_here(text: str, at: int) -> bool:
    """Tell whether a joiner or selector sits where emoji need it, or a CR before its LF; elsewhere they hide things."""
    if text[at] == "\r":
        return text[at : at + 2] == "\r\n"
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
    category = unicodedata.category(character)
    hidden = category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} or character in _FILLERS
    if hidden or "\ufe00" <= character <= "\ufe0f" or 0xE0100 <= code <= 0xE01EF:
        return f"⟦U+{code:04X}⟧"
    return ""
