"""Holding what a report says of files in hand, beside figures of the talk, against the files themselves.

A statement is one line: E2-0003 终稿.pptx 显示：18 页；与说到的「25页」不同.
"""

import re
from collections.abc import Callable, Iterator

from reports.reread.compare import Result, Wrong, summed
from reports.reread.rows import same_words
from reports.reread.shown import Passage, Shown

_CUT = r"(?P<ref>E\d+-\d+) [^\n]*?显示：[^\n]*?；与说到的「(?P<said>[^\n]*?)」"
_STATEMENT = re.compile(_CUT + r"(?:相符|不同|不作比较)")
_DRAWN = re.compile(_CUT.replace(" ", r"\s*"))
_OPENING = re.compile(r"E\d+-\d+ ?[^\n]*?显示：")

Facts = Callable[[str, str], tuple[str, ...]]
"""Takes the reference of a file and the figure that the talk names; gives every true statement of the two."""


def figure_references(shown: Shown) -> frozenset[str]:
    """Return the references of the files of which something is said."""
    return frozenset(found["ref"] for passage in shown.passages for found in _found(passage))


def compare_figures(shown: Shown, held: Facts) -> Result:
    """Compare every statement on a file with what the file shows."""
    told = [_checked(passage, found, held) for passage in shown.passages for found in _found(passage)]
    torn = [
        Wrong(passage.where, "", "figure_differs", "E2-0001 … 显示：…；与说到的「…」相符", passage.text)
        for passage in shown.passages
        if _OPENING.match(passage.text) and not any(_found(passage))
    ]
    return summed([*told, *torn])


def _found(passage: Passage) -> Iterator[re.Match[str]]:
    yield from (_DRAWN if passage.drawn else _STATEMENT).finditer(passage.text)


def _checked(passage: Passage, found: re.Match[str], held: Facts) -> Wrong | None:
    true = held(found["ref"], found["said"])
    shown = passage.text[found.start() :] if passage.drawn else found[0]
    if any(same_words(shown, one) if passage.drawn else shown == one for one in true):
        return None
    return Wrong(passage.where, found["ref"], "figure_differs", " / ".join(true) or "（文件没有这一项）", shown)
