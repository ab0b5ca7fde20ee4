"""Holding what a report says of files in hand, beside figures of the talk, against the files themselves.

A statement is one line: E2-0003 终稿.pptx 显示：18 页；与说到的「25页」不同.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from reports.reread.compare import Result, Wrong, summed
from reports.reread.rows import same_words
from reports.reread.shown import Passage, Shown

_SHOWS, _BESIDE = "显示：", "；与说到的「"
_OPENING = re.compile(rf"E\d+-\d+ ?[^\n]*?{_SHOWS}")
_SPREAD = 4
"""How many times as long as its words a drawing of them may be, blank space counted."""


class _Layout(NamedTuple):
    """What a reference is, and what closes the figure of the talk, as a form lays statements out."""

    ref: re.Pattern[str]
    close: re.Pattern[str]


_WRITTEN = _Layout(re.compile(r"(E\d+-\d+) "), re.compile(r"」(?:相符|不同|不作比较)"))
_DRAWN = _Layout(re.compile(r"(E\d+-\d+)\s*"), re.compile("」"))

Facts = Callable[[str, str], tuple[str, ...]]
"""Takes the reference of a file and the figure that the talk names; gives every true statement of the two."""


class _Statement(NamedTuple):
    """What is said of a file at a place of a passage."""

    ref: str
    said: str
    start: int
    end: int


def figure_references(shown: Shown) -> frozenset[str]:
    """Return the references of the files of which something is said."""
    return frozenset(found.ref for passage in shown.passages for found in _found(passage))


def compare_figures(shown: Shown, held: Facts) -> Result:
    """Compare every statement on a file with what the file shows."""
    told: list[Wrong | None] = []
    torn: list[Wrong | None] = []
    for passage in shown.passages:
        found = [_checked(passage, one, held) for one in _found(passage)]
        told += found
        if not found and _OPENING.match(passage.text):
            wanted = f"E2-0001 … {_SHOWS}…{_BESIDE}…」相符"
            torn.append(Wrong(passage.where, "", "figure_differs", wanted, passage.text))
    return summed([*told, *torn])


def _found(passage: Passage) -> Iterator[_Statement]:
    """Yield the statements of a passage from left to right, none inside another."""
    text, layout = passage.text, _DRAWN if passage.drawn else _WRITTEN
    at, end, barren = 0, -1, False
    while opened := layout.ref.search(text, at):
        at = opened.end()
        if at > end:
            end, barren = _line_end(text, at), False
        if barren:
            continue  # what no statement follows in a line, none follows farther on in it
        if (said := _said(text, at, end)) is None or (closed := layout.close.search(text, said, end)) is None:
            barren = True
            continue
        at = closed.end()
        yield _Statement(opened[1], text[said : closed.start()], opened.start(), at)


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found


def _said(text: str, at: int, end: int) -> int | None:
    """Return where the figure of the talk begins in text[at:end].

    Each part is the first of its kind: where the next is not found behind it, it is not behind a later one either.
    """
    for part in (_SHOWS, _BESIDE):
        found = text.find(part, at, end)
        if found < 0:
            return None
        at = found + len(part)
    return at


def _checked(passage: Passage, found: _Statement, held: Facts) -> Wrong | None:
    true = held(found.ref, found.said)
    drawn = found.start + _SPREAD * max(map(len, true), default=0) if passage.drawn else 0
    shown = passage.text[found.start : max(found.end, drawn)]
    if any(same_words(shown, one) if passage.drawn else shown == one for one in true):
        return None
    return Wrong(passage.where, found.ref, "figure_differs", " / ".join(true) or "（文件没有这一项）", shown)
