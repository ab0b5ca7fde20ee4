"""Words as they are looked for: folded in script, width and case, cut into pairs of characters, found again in a text.

A folded text is as long as the text it comes from, so a place in one is that place in the other.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from msgspec import Struct

from archiver.analysis.script import plain

LONGEST: Final = 1000
"""Letters of a single word; nobody types more, and a pasted page is no word."""
MOST: Final = 64
"""Words of one question."""
_GRAMS: Final = 32
"""How many pairs of one question are looked up; what they let through is read anyway."""
_PUNCTUATION: Final = str.maketrans(dict(zip("，！？；：（）。～〜", ",!?;:().~~", strict=True)))
_BLANK: Final = re.compile(r"[\x00-\x1f\x7f\x85\u2028\u2029]")
_ORPHAN: Final = re.compile(r"[\ud800-\udfff]")
_RUN: Final = re.compile(r"[^\W_]+")
_QUOTES: Final = ('""', "“”", "「」", "『』")
_WORD: Final = re.compile("-?(?:" + "|".join(f"{one[0]}[^{one[1]}]*{one[1]}?" for one in _QUOTES) + r')|[^\s"“「『]+')


class Query(Struct, frozen=True):
    """What a row must hold, all of it, and what it must not hold; folded. `cut` tells that more was asked."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    cut: bool = False


def storable(text: str) -> str:
    """Return `text` with lone surrogates, which no database takes, as U+FFFD; as long as before."""
    return _ORPHAN.sub("\ufffd", text)


def fold(text: str) -> str:
    """Return `text` in one script, width and case, control characters as blanks; as long as before."""
    even = _BLANK.sub(" ", plain(storable(text)).translate(_PUNCTUATION))
    if even.isascii():
        return even.lower()
    lower = even.lower()
    return lower if len(lower) == len(even) else "".join(one.lower()[0] for one in even)


def parse(given: Sequence[str]) -> Query:
    """Read what a user typed: words, "exact phrases" in any quotation marks, `-word` for what must not be there.

    An argument with blanks in it is a phrase, for the shell has eaten its quotation marks. Anything is taken; what
    goes beyond MOST words or LONGEST letters is cut off.
    """
    kept: tuple[dict[str, None], dict[str, None]] = ({}, {})
    cut = False
    for said in (said for one in given for said in _said(fold(one).strip())):
        without = said.startswith("-") and len(said) > 1
        word = _bare(said[1:] if without else said)
        if word and len(kept[without]) < MOST:
            kept[without][word[:LONGEST]] = None
        cut = cut or len(word) > LONGEST or len(kept[without]) == MOST
    return Query(tuple(kept[False]), tuple(kept[True]), cut)


def _said(text: str) -> Iterator[str]:
    if any(mark in text for pair in _QUOTES for mark in pair):
        yield from (found[0] for found in _WORD.finditer(text))
    elif text:
        yield text


def _bare(said: str) -> str:
    pair = next((one for one in _QUOTES if said.startswith(one[0])), None)
    return said if pair is None else said[1:].removesuffix(pair[1])


def grams(folded: str) -> str:
    """Return what the index holds of a text: each letter with the one after it, the last of a run alone.

    Blanks, punctuation and symbols part runs and are not in the index.
    """
    return " ".join(run[at : at + 2] for run in _RUN.findall(folded) for at in range(len(run)))


def match(query: Query) -> str | None:
    """Return what to ask of the index: every row that holds the wanted words is among its answers.

    None where the words have nothing that the index holds; then every row must be read.
    """
    runs = [run for word in query.wanted for run in _RUN.findall(word)]
    pairs = list(dict.fromkeys(run[at : at + 2] for run in runs for at in range(len(run) - 1)))
    if pairs:
        # Single letters beside pairs would lengthen the search more than they narrow it.
        return " AND ".join(f'"{pair}"' for pair in pairs[:_GRAMS])
    single = list(dict.fromkeys(runs))
    return " AND ".join(f'"{letter}" *' for letter in single[:_GRAMS]) or None


def spans(folded: str, words: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return where any of the words stands, in order, those that touch or overlap as one."""
    found = sorted((at.start(), at.end()) for word in words for at in re.finditer(re.escape(word), folded))
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
