"""A way to answer: what a clause of an answer says to what was asked, and the little scenes that show it.

A way reads the *core* of a clause: without the interjections, names and pronouns that lead it and the particles that
end it. Three groups of its pattern are held against the proposal that is answered:

    verb   an act that the proposal names: 砍 to 开场我想砍掉
    topic  words of which at least half are the proposal's: 提纲 in 提纲行
    said   words that are all the proposal's: 第八页拿掉 to 第八页我整页拿掉行吗
    named  words that name the proposal beyond doubt: a run of two, or its sum
    other  words that tell something the proposal does not: 手画 to 我想用AI出底稿
"""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from msgspec import Struct

from archiver.analysis.consent import AskKind

Says = Literal["yes", "no", "open"]
"""What an answer says; `open` leaves it undecided: neither a yes nor a no."""

PUT: frozenset[AskKind] = frozenset(("question", "choice", "delay", "change", "plan", "price", "terms"))
ANY: frozenset[AskKind] = PUT | {"shown"}
EVER: frozenset[AskKind] = ANY | {"claim"}
"""Also what somebody is said to have agreed to: it can be denied, not agreed to anew."""


class Way(Struct, frozen=True):
    """One way to say yes, no or neither.

    Examples and counterexamples are scenes `what was put / the answer`, from the two sides of a deal. `sure` is the
    share of right answers among those that this way gave on the training cases.
    """

    id: str
    says: Says
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    to: frozenset[AskKind] = ANY
    outright: bool = False
    """It says by itself that something was put, and needs no proposal to be seen: 我从没答应过."""
    asked: bool = False
    """It is put as a question or lives on a denial: 谁同意了?"""
    alone: bool = False
    """It counts only where it is the whole message."""
    naming: bool = False
    """It counts only where the message names what it answers."""
    urged: bool = False
    """It counts only with a particle that urges (吧 呗 咯 好了): 推到周四吧, where 推到周四 may just repeat."""
    when: re.Pattern[str] | None = None
    """What the words that were put must hold."""
    sure: float = 0.9


class Fit(NamedTuple):
    """A way of answering whose words a clause holds, be there anything to answer or not.

    `start` and `end` are the place of the clause's core, `words` what the way took there, `parts` the groups of its
    pattern, `tail` what ends the clause behind the core.
    """

    way: Way
    start: int
    end: int
    words: str
    parts: Mapping[str, str | None]
    tail: str


def way(pattern: str) -> re.Pattern[str]:
    """Compile a verbose pattern over the core of a clause."""
    return re.compile(pattern, re.VERBOSE)
