"""The words that go with each of several dates in one message: 线稿周三 成品本月17号."""

import re
from collections.abc import Sequence

from archiver.analysis.dates import due_of, read_times
from archiver.analysis.finding import Due
from archiver.analysis.matter import Turn

_BORDER = re.compile(r"[\s，,。；;！!？?、]+")
# 你14号礼拜六前挂得上: what the other side does then is no promise
_OTHERS = re.compile(r"(?:那|所以|这样)?[你您](?!的|们?的)")
# 16号交第一版 素材今晚发我网盘
_TO_ME = re.compile(r"(?<![我俺咱再])(?:发|传|寄|拷)(?:给|到)?我(?!看|们?这边的)")


def clauses(turn: Turn, dues: Sequence[Due]) -> tuple[str, ...]:
    """Return for each date the stretch of the message that speaks of it; the whole where it cannot be told.

    A stretch begins where the clause of its date begins, and ends where that of the next date does; the first has
    also what stands before it.
    """
    places = _places(turn, dues) if len(dues) > 1 else ()
    if len(set(places)) < len(dues):
        return (turn.text,) * len(dues)
    begins = sorted({_begin(turn.text, place) for place in places})
    starts = (0, *begins[1:])
    ends = (*starts[1:], len(turn.text))
    held = [max(at for at, start in enumerate(starts) if start <= place) for place in places]
    return tuple(turn.text[starts[at] : ends[at]].strip() for at in held)


def is_of_other(words: str) -> bool:
    """Tell whether a stretch of a message says what the other side is to do."""
    return _OTHERS.match(words) is not None or _TO_ME.search(words) is not None


def _places(turn: Turn, dues: Sequence[Due]) -> tuple[int, ...]:
    """Return where each date stands; none where one of them cannot be found."""
    told = [turn.text.find(due.text) for due in dues]
    if -1 not in told and len(set(told)) == len(dues):
        return tuple(told)
    read = () if turn.at is None else read_times(turn.text, turn.at)
    named = {due.due: found.start for found in reversed(read) if (due := due_of(found)) is not None and due.due}
    return tuple(named[due.due] for due in dues if due.due in named)


def _begin(text: str, place: int) -> int:
    """Return where the clause begins that holds a place."""
    return max((border.end() for border in _BORDER.finditer(text, 0, place)), default=0)
