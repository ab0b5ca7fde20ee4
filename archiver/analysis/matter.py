"""One deal as the ledgers read it: its messages in order, each with its speaker's side and its acts."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import datetime
from operator import attrgetter

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.finding import Act, Amount, Due, Finding, Role
from archiver.analysis.quoted_sums import Sums
from archiver.analysis.script import plain
from archiver.analysis.spans import last_moment
from archiver.analysis.talk import Line
from parsers.message import Kind

FEEDING = frozenset(("finding", "accepted", "corrected"))
"""Only findings of these states add up to anything."""
PRINCIPALS: tuple[Role, Role] = ("client", "provider")
MATERIAL: frozenset[Kind] = frozenset(("file", "image", "video", "card"))
"""Messages that hand over a thing."""


class Turn(Struct, frozen=True, gc=False):
    """One message with what was found in it. `index` is its place in the deal's talk, from 0."""

    index: int
    line: Line
    role: Role | None
    findings: tuple[Finding, ...] = ()
    said: str | None = None
    """`text` where it was read at once; most messages of a group are of nobody's side, and few are looked at."""

    @property
    def text(self) -> str:
        """The speaker's own words, with the earlier lines of a split thought, in simplified script for reading."""
        return plain(self.line.words().strip()) if self.said is None else self.said

    @property
    def ref(self) -> str:
        """The reference of the message."""
        return self.line.ref

    @property
    def at(self) -> datetime | None:
        """Wall time of the message."""
        return self.line.at

    def has(self, *acts: Act) -> bool:
        """Tell whether the message carries one of `acts`."""
        for finding in self.findings:  # noqa: SIM110 - asked millions of times of a long talk, where `any` takes twice as long
            if finding.act in acts:
                return True
        return False

    def all(self, act: Act) -> tuple[Finding, ...]:
        """Return the findings of `act`."""
        return tuple(finding for finding in self.findings if finding.act == act)

    @property
    def dues(self) -> tuple[Due, ...]:
        """The dates that the message names, denied ones left out."""
        return tuple(f.due for f in self.findings if f.due is not None and f.act == "deadline" and f.mood != "denied")

    @property
    def asks(self) -> bool:
        """Whether its date is one that the speaker asks for or demands."""
        return any(f.act == "deadline" and f.mood in ("asked", "demanded") for f in self.findings)

    def place(self, words: str) -> int:
        """Return where the words of a date or sum begin in `text`; 0 where it does not hold them as they were read."""
        return max(0, self.text.find(plain(words)))

    def amounts(self, *acts: Act) -> tuple[Amount, ...]:
        """Return the sums named in acts of these kinds."""
        if not self.findings:
            return ()
        return tuple([f.amount for f in self.findings if f.amount is not None and f.act in acts])


class Matter(Struct, frozen=True):
    """A deal's talk. `roles` names the side of every account that takes part; `ended` is when the log ends.

    `sided` are the messages of those accounts: in a group most of `turns` are of nobody's side. `acting` are those of
    them that carry an act: few of a long talk.
    """

    turns: tuple[Turn, ...]
    position: Mapping[str, int]
    roles: Mapping[str, Role]
    ended: datetime | None
    acting: tuple[Turn, ...]
    sided: tuple[Turn, ...]

    def turn(self, ref: str | None) -> Turn | None:
        """Return the message of a reference, if it belongs to this deal."""
        index = None if ref is None else self.position.get(ref)
        return None if index is None else self.turns[index]

    def sided_after(self, index: int) -> tuple[Turn, ...]:
        """Return the messages of the sides that follow message number `index`."""
        return self.sided[bisect_right(self.sided, index, key=attrgetter("index")) :]


def gather(
    lines: Sequence[Line], findings: Sequence[Finding], roles: Mapping[str, Role], ended: datetime | None
) -> Matter:
    """Put the findings on their messages.

    A reference to an earlier line of a split thought leads to the message that completes it. Words of people who are
    no party carry nothing.
    """
    on_line: dict[str, list[Finding]] = {}
    completed_by: dict[str, str] = {}
    for finding in findings:
        if finding.status in FEEDING:
            on_line.setdefault(finding.ref, []).append(_sound(finding))
            completed_by.update((ref, finding.ref) for ref in finding.refs)
    position = {line.ref: index for index, line in enumerate(lines)}
    sums = Sums()
    turns: list[Turn] = []
    for index, line in enumerate(lines):
        role = None if line.system else roles.get(line.account)
        if role is None or role == "other":
            turns.append(Turn(index, line, role))
            continue
        mine = tuple(on_line.get(line.ref, ()))
        words = line.words().strip()
        if mine:
            leads = dict.fromkeys(ref for finding in mine for ref in finding.refs if ref != line.ref)
            earlier = (lines[position[ref]].words().strip() if ref in position else "" for ref in leads)
            words = " ".join((*earlier, words)).strip()
        words = plain(words)
        turns.append(Turn(index, line, role, sums.read(index, words, mine) if mine else (), words))
    for lead, ref in completed_by.items():
        if lead not in on_line and lead in position and ref in position:
            position[lead] = position[ref]
    last = max((line.at for line in lines if line.at is not None), default=None)
    sided = tuple([turn for turn in turns if turn.role is not None])
    acting = tuple([turn for turn in sided if turn.findings])
    return Matter(tuple(turns), position, roles, max(filter(None, (ended, last)), default=None), acting, sided)


def _sound(finding: Finding) -> Finding:
    """Return the finding without a due that names no moment of the calendar."""
    due = finding.due
    if due is None or due.due is None or last_moment(due.due) is not None:
        return finding
    return replace(finding, due=replace(due, due=None, vague=True))


def other_side(role: Role | None) -> Role:
    """Return the other party of a deal."""
    return "provider" if role == "client" else "client"


def with_role(finding: Finding, role: Role | None, deal: str | None) -> Finding:
    """Return the finding with the side of its speaker and the deal it belongs to."""
    return replace(finding, by=replace(finding.by, role=role), deal=deal)
