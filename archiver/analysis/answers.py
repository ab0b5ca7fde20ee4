"""Who agreed to what: approvals and refusals, laid at the message that they answer."""

import re
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from archiver.analysis.finding import Act, Finding
from archiver.analysis.matter import Matter, Turn

REACH = 20
"""How many messages back an answer without a stated target may reach."""
# 不收你 · 不加钱 · 唔另收
_WAIVES = re.compile(
    r"[不唔](?:再|另外?|多|额外)?(?:收|加|要|算)(?:[你您侬]的?(?:工?钱|费|铜钿)?|(?:工?钱|费用?))|[不唔]另收"
)
_REFUSES = re.compile(r"[不没别唔冇]|另外|算了|但|[?？]")
_PROPOSALS: tuple[Act, ...] = ("quote", "change_request", "extension_request", "refund_request", "deadline", "progress")


class Answer(Struct, frozen=True):
    """A yes or a no of the other side, or of one party to an arbiter."""

    turn: Turn
    target: Turn
    yes: bool


class Answers(Struct, frozen=True):
    """All answers of a deal, by the message answered and by the message that answers."""

    to: Mapping[str, tuple[Answer, ...]]
    by: Mapping[str, tuple[Answer, ...]]

    def verdict(self, ref: str) -> Answer | None:
        """Return the last answer to a message."""
        found = self.to.get(ref, ())
        return found[-1] if found else None

    def approval(self, ref: str) -> Answer | None:
        """Return the first yes to a message."""
        return next((answer for answer in self.to.get(ref, ()) if answer.yes), None)

    def rejection(self, ref: str) -> Answer | None:
        """Return the first no to a message."""
        return next((answer for answer in self.to.get(ref, ()) if not answer.yes), None)


def answers(matter: Matter) -> Answers:
    """Lay each approval and rejection at its target; one without a target goes to the nearest open proposal."""
    to: dict[str, list[Answer]] = {}
    by: dict[str, list[Answer]] = {}
    kinds: tuple[tuple[Literal["approval", "rejection"], bool], ...] = (("approval", True), ("rejection", False))
    for turn in matter.acting:
        for act, yes in kinds:
            for finding in turn.all(act):
                target = _target(matter, turn, finding)
                if target is not None:
                    answer = Answer(turn, target, yes or _grants(turn, target))
                    to.setdefault(target.ref, []).append(answer)
                    by.setdefault(turn.ref, []).append(answer)
    return Answers({ref: tuple(found) for ref, found in to.items()}, {ref: tuple(found) for ref, found in by.items()})


def _grants(turn: Turn, target: Turn) -> bool:
    """Tell whether what was read as a no refuses the money alone: 再加拍一组 · 这个加上就是了 不收你钱."""
    if not target.has("change_request") or turn.has("quote"):
        return False
    rest, waived = _WAIVES.subn("", turn.text)
    return waived > 0 and _REFUSES.search(rest) is None


def _target(matter: Matter, turn: Turn, finding: Finding) -> Turn | None:
    named = matter.turn(finding.target)
    if named is not None and named.index < turn.index and named.role not in (None, turn.role):
        return named
    for index in range(turn.index - 1, max(-1, turn.index - 1 - REACH), -1):
        earlier = matter.turns[index]
        if earlier.role not in (None, "other", turn.role) and earlier.has(*_PROPOSALS):
            return earlier
    return None
