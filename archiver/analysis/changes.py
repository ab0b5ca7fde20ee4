"""Changes asked for: what they cost, who agreed, whether they were carried out."""

import re
from bisect import bisect_right
from math import inf
from typing import Final

from archiver.analysis.answers import Answers
from archiver.analysis.change_answers import Outcome, Wish, outcome
from archiver.analysis.change_requests import breath_of, requests
from archiver.analysis.entry import Change
from archiver.analysis.matter import Matter, Turn

BEHIND: Final = 6
"""How many characters behind a day may say that it cannot be kept."""
# 17号赶不出来
_UNABLE: Final = re.compile(r"[赶做弄交出画写到搞给]不(?:了|完|出来?|上|及|到)|来不及|不行")


def changes(matter: Matter, answered: Answers) -> tuple[Change, ...]:
    """Return one entry for each change asked for, in order."""
    work = [turn for turn in matter.acting if turn.role == "provider" and turn.has("delivery", "progress")]
    places = [turn.index for turn in work]
    asked = requests(matter, answered, places[0] if places else len(matter.turns))
    found: list[Change] = []
    for number, turn in enumerate(asked):
        breath = breath_of(asked, number, matter)
        came = outcome(matter, answered, Wish(turn, breath, _shown_after(places, breath[-1])))
        granted = came.verdict is not None and came.verdict.yes
        after = bisect_right(places, came.verdict.turn.index) if came.verdict is not None and granted else len(work)
        found.append(_change(turn, came, work[after] if after < len(work) else None))
    return tuple(found)


def _change(turn: Turn, came: Outcome, done: Turn | None) -> Change:
    """Return the entry of a change; `done` is the work shown after it was granted."""
    verdict = came.verdict
    granted = verdict is None or verdict.yes
    return Change(
        request=turn.ref,
        price=None if came.priced is None else came.priced.ref,
        value=came.value,
        time=_put_off_to(came.delay) if came.delay is not None and granted else None,
        approved=verdict.turn.ref if verdict is not None and verdict.yes else None,
        rejected=verdict.turn.ref if verdict is not None and not verdict.yes else None,
        done=None if done is None else done.ref,
        worded=came.worded,
    )


def _put_off_to(delay: Turn) -> str | None:
    """Return the day that a delay names, but none that it says cannot be kept: 17号赶不出来."""
    told = ((due, delay.place(due.text)) for due in delay.dues)
    kept = (due.due for due, at in told if not _UNABLE.search(delay.text[at : at + len(due.text) + BEHIND]))
    return next(kept, None)


def _shown_after(places: list[int], turn: Turn) -> float:
    """Return where work is next shown or handed over after a message: no later word agrees to what it asks for."""
    after = bisect_right(places, turn.index)
    return places[after] if after < len(places) else inf
