"""Times that no export covers: within an export by its own word, and between exports of one talk."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from archiver.analysis.entry import Hole
from archiver.contract import GapEntry
from archiver.intake.survey import Survey


class _Covered(NamedTuple):
    """The time of a talk that a source covers, but for its own gaps."""

    first: datetime
    last: datetime
    gaps: tuple[GapEntry, ...]

    def holds(self, gap: GapEntry) -> bool:
        """Say whether the talk of a gap of another source stands here."""
        since, until = _moment(gap.since), _moment(gap.until)
        whole = since is not None and until is not None and self.first <= since and until <= self.last
        return whole and not self.gaps


def gaps_of(surveys: Sequence[Survey], leads: Mapping[str, str]) -> dict[str, tuple[Hole, ...]]:
    """Return the holes in the coverage of each talk, in the order of time; `leads` gives the chat that a chat repeats.

    A source that says of itself that talk is missing has a hole there, unless another export of the talk covers it. Two
    exports leave a hole between them where at least one whole day lies between the end of one and the begin of the
    next.
    """
    talks: dict[str, list[_Covered]] = {}
    for survey in surveys:
        for chat in survey.chats:
            first, last = _moment(chat.first), _moment(chat.last)
            if first is not None and last is not None:
                talks.setdefault(leads.get(chat.id, chat.id), []).append(_Covered(first, last, survey.source.gaps))
    found = {chat: (*_within(covered), *_between(sorted(covered))) for chat, covered in talks.items()}
    return {chat: tuple(sorted(holes, key=lambda hole: hole.since or "")) for chat, holes in found.items() if holes}


def _within(covered: Sequence[_Covered]) -> list[Hole]:
    return [
        Hole("gap", gap.why, None, gap.since, gap.until)
        for one in covered
        for gap in one.gaps
        if not any(other.holds(gap) for other in covered if other is not one)
    ]


def _between(covered: Sequence[_Covered]) -> list[Hole]:
    """Return the times between exports, which come in the order of their begin."""
    found: list[Hole] = []
    reached: datetime | None = None
    for one in covered:
        if reached is not None and one.first.date() - reached.date() > timedelta(days=1):
            found.append(Hole("gap", "几份导出之间没有记录", None, reached.isoformat(), one.first.isoformat()))
        reached = one.last if reached is None else max(reached, one.last)
    return found


def _moment(printed: str | None) -> datetime | None:
    """Return a wall time of the talk; what a source prints of it bears one zone throughout."""
    return datetime.fromisoformat(printed).replace(tzinfo=None) if printed else None
