"""From an alignment to its differences, each with its innocent cause, if any is known, and its witnesses."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from archiver.analysis.align.pairing import Alignment, align
from archiver.analysis.align.rows import Row, moment
from archiver.analysis.difference import Cause, Comparison, Difference, DifferenceKind, Same
from archiver.comparison.causes import TIPS, TOLD, Absent, why_absent, why_kind, why_order, why_time, why_words
from archiver.comparison.side import Side
from archiver.comparison.witnesses import Recalls, Witnesses

_NAMED: Final = frozenset({"text", "file", "card", "forward", "notice"})
"""What has words that can be compared; of the rest only the kind can."""


class Compared(NamedTuple):
    """A comparison and the pairs of references it rests on."""

    comparison: Comparison
    pairs: tuple[tuple[str, str], ...]


def compare_sides(one: Side, other: Side, zone: ZoneInfo) -> Compared:
    """Hold two exports of one talk against each other; `zone` is the one in which the talk's times are read."""
    return _Differ(one, other, align(one.rows, other.rows, zone)).compared()


class _Differ:
    def __init__(self, one: Side, other: Side, found: Alignment) -> None:
        self.one, self.other, self.found = one, other, found
        self.clock = found.clock
        self.same = frozenset(found.people)
        self.ours = [self.clock.ours(row.at) for row in one.rows]
        self.theirs = [self.clock.theirs(row.at) for row in other.rows]
        self.backbone = [pair for pair in found.pairs if pair[0] not in found.moved]
        self.witnesses = Witnesses(one, other)
        self.places_a = {row.ref: place for place, row in enumerate(one.rows)}
        self.places_b = {row.ref: place for place, row in enumerate(other.rows)}
        self.seconds = [j for _, j in self.backbone]

    def compared(self) -> Compared:
        differences = [*self._absent(), *self._paired()]
        differences.sort(key=self._place)
        pairs = tuple((self.one.rows[i].ref, self.other.rows[j].ref) for i, j in self.found.pairs)
        comparison = Comparison(
            a=self.one.source.n,
            b=self.other.source.n,
            chat_a=self.one.chat.id,
            chat_b=self.other.chat.id,
            offset_s=self.clock.offset,
            zone=self.clock.zone,
            grain_s=self.clock.grain,
            accounts=tuple(Same(mine, theirs) for mine, theirs in self.found.people),
            matched=len(pairs),
            differences=tuple(differences),
            remarks=tuple(_remarks(self.one, self.other)),
        )
        return Compared(comparison, pairs)

    def _place(self, found: Difference) -> tuple[int, int, int]:
        """Return where a difference is told: at its message of the first side, else behind the one before it there."""
        if found.a is not None:
            return (self.places_a[found.a], 0, 0)
        assert found.b is not None
        place = self.places_b[found.b]
        at = bisect_left(self.seconds, place) - 1
        return (self.backbone[at][0] if at >= 0 else -1, 1, place)

    def _absent(self) -> Iterator[Difference]:
        lone_a = sorted(set(range(len(self.one.rows))) - {i for i, _ in self.found.pairs})
        lone_b = sorted(set(range(len(self.other.rows))) - {j for _, j in self.found.pairs})
        own = self.one.own, self.other.own
        one_account = None not in own and own in self.same
        forth = _Absence(self.one, self.other, self.backbone, (self.ours, self.theirs), one_account=one_account)
        turned = [(j, i) for i, j in self.backbone]
        back = _Absence(self.other, self.one, turned, (self.theirs, self.ours), one_account=one_account)
        alike = _Alike(self.one.rows, self.other.rows, self.ours, self.theirs, dict(self.found.people))
        perhaps_a, perhaps_b = _perhaps(self.found)
        recalls_b, recalls_a = Recalls(self.other, lone_b), Recalls(self.one, lone_a)
        shift = self.clock.offset
        for place in lone_a:
            row = self.one.rows[place]
            found = self._one_only("only_a", forth.of(place), recalls_b, None if row.at is None else row.at + shift)
            may_be = tuple(self.other.rows[j].ref for j in perhaps_a.get(place, ()))
            yield replace(found, alike=alike.of(row, self.ours[place], first=True), perhaps=may_be)
        for place in lone_b:
            row = self.other.rows[place]
            found = self._one_only("only_b", back.of(place), recalls_a, None if row.at is None else row.at - shift)
            may_be = tuple(self.one.rows[i].ref for i in perhaps_b.get(place, ()))
            yield replace(found, alike=alike.of(row, self.theirs[place], first=False), perhaps=may_be)

    def _one_only(self, kind: DifferenceKind, absent: Absent, recalls: Recalls, at: int | None) -> Difference:
        row, line = absent.has.rows[absent.place], absent.has.lines[absent.place]
        witnesses = self.witnesses.of_absent(row)
        cause = why_absent(absent)
        notice = recalls.of(at) if cause is None and row.what not in TIPS else None
        if notice:
            cause, witnesses = "recalled", (notice, *witnesses)
        a = row.ref if kind == "only_a" else None
        b = None if a else row.ref
        shown = line.text
        return Difference(
            kind, a, b, cause, TOLD[cause] if cause else "", shown if a else "", shown if b else "", None, witnesses
        )

    def _paired(self) -> Iterator[Difference]:
        moved, total = len(self.found.moved), len(self.found.pairs)
        for i, j in self.found.pairs:
            mine, theirs = self.one.rows[i], self.other.rows[j]
            yield from self._contents(i, j)
            nameless = _nameless(self.one, i) or _nameless(self.other, j)
            if not nameless and not self._one_sender(mine, theirs):
                yield _told("sender", mine, theirs, None, (_account(mine), _account(theirs)))
            at, other = self.ours[i], self.theirs[j]
            if at is not None and other is not None and at != other:
                cause = why_time(mine, self.one, self.other, self.clock)
                if cause is None and abs(at - other) <= self.clock.slack:
                    cause = "clock_jitter"
                yield _told("time", mine, theirs, cause, (_time(mine), _time(theirs)))
            if i in self.found.moved:
                cause = why_order(moved, total, self.one, self.other, same_time=self._among_equals(i, j))
                yield _told("order", mine, theirs, cause, (_before(self.one, i), _before(self.other, j)))

    def _contents(self, i: int, j: int) -> Iterator[Difference]:
        mine, theirs = self.one.rows[i], self.other.rows[j]
        shown = (self.one.lines[i].text, self.other.lines[j].text)
        if mine.what != theirs.what:
            if "unknown" not in {mine.what, theirs.what} or "text" in {mine.what, theirs.what}:
                yield _told("kind", mine, theirs, why_kind(mine, theirs, self.one, self.other), shown)
        elif (
            mine.what in _NAMED
            and mine.words != theirs.words
            and (mine.what == "text" or (mine.words and theirs.words))
        ):
            found = _told("text", mine, theirs, why_words(mine, theirs, self.one, self.other), shown)
            yield replace(found, witnesses=self.witnesses.of_words(mine, theirs))

    def _one_sender(self, mine: Row, theirs: Row) -> bool:
        if mine.what in TIPS or theirs.what in TIPS:
            return True
        if "file" in {mine.what, theirs.what} and not (mine.who and theirs.who):
            return True  # QQ's own voice tells of the file and names nobody's account
        return mine.who == theirs.who or (mine.who, theirs.who) in self.same or _one_name(mine, theirs)

    def _among_equals(self, i: int, j: int) -> bool:
        """Say whether a moved pair stands beside rows of its own printed time, on either side."""
        for place, times in ((i, self.ours), (j, self.theirs)):
            beside = [times[at] for at in (place - 1, place + 1) if 0 <= at < len(times)]
            if times[place] is not None and times[place] in beside:
                return True
        return False


class _Absence:
    """Where a row that one side lacks would stand there."""

    def __init__(
        self,
        has: Side,
        lacks: Side,
        backbone: list[tuple[int, int]],
        times: tuple[list[int | None], list[int | None]],
        *,
        one_account: bool,
    ) -> None:
        self._has, self._lacks, self._one_account = has, lacks, one_account
        self._mine = [mine for mine, _ in backbone]
        self._theirs = [theirs for _, theirs in backbone]
        self._at = times[0]
        known = [at for at in times[1] if at is not None]
        self._first, self._last = min(known, default=None), max(known, default=None)

    def of(self, place: int) -> Absent:
        after = bisect_left(self._mine, place)
        before = self._theirs[after - 1] if after else -1
        follows = self._theirs[after] if after < len(self._theirs) else len(self._lacks.rows)
        at = self._at[place]
        first = not after and (at <= self._first if at is not None and self._first is not None else follows == 0)
        none_left = before == len(self._lacks.rows) - 1
        last = after == len(self._mine) and (
            at >= self._last if at is not None and self._last is not None else none_left
        )
        return Absent(self._has, self._lacks, place, at, before, first, last, self._one_account)


class _Alike:
    """How many rows of each side nothing tells apart: same words, same sender, same printed time."""

    def __init__(
        self,
        one: Sequence[Row],
        other: Sequence[Row],
        ours: list[int | None],
        theirs: list[int | None],
        people: dict[str, str],
    ) -> None:
        self._people = people
        self._a = Counter((row.token, people.get(row.who, row.who), at) for row, at in zip(one, ours, strict=True))
        self._b = Counter((row.token, row.who, at) for row, at in zip(other, theirs, strict=True))

    def of(self, row: Row, at: int | None, *, first: bool) -> tuple[int, int] | None:
        key = (row.token, self._people.get(row.who, row.who) if first else row.who, at)
        counts = self._a[key], self._b[key]
        return counts if all(counts) else None


def _perhaps(found: Alignment) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Return which rows of the other side a left-over row may be, for the first side and for the second."""
    mine, theirs = dict[int, list[int]](), dict[int, list[int]]()
    for i, j in found.perhaps:
        mine.setdefault(i, []).append(j)
        theirs.setdefault(j, []).append(i)
    return mine, theirs


def _told(kind: DifferenceKind, mine: Row, theirs: Row, cause: Cause | None, values: tuple[str, str]) -> Difference:
    return Difference(kind, mine.ref, theirs.ref, cause, TOLD[cause] if cause else "", *values)


def _account(row: Row) -> str:
    return row.who if row.who.startswith("name:") or not row.who else f"{row.name}（{row.who}）"


def _time(row: Row) -> str:
    return "" if row.at is None else moment(row.at).isoformat(sep=" ")


def _before(side: Side, place: int) -> str:
    """Return the reference of the message before, "" for the first."""
    return side.rows[place - 1].ref if place else ""


def _one_name(mine: Row, theirs: Row) -> bool:
    by_name = mine.who.startswith("name:") or theirs.who.startswith("name:")
    return by_name and mine.name == theirs.name


def _nameless(side: Side, place: int) -> bool:
    """Say whether QQ's own sentence about a received file stands there: it names nobody, the peer is inferred."""
    return side.classic and any(one.event == "received" for one in side.lines[place].files)


def _remarks(one: Side, other: Side) -> Iterator[str]:
    """Yield what is known of the exporters in general; it explains no single message."""
    for side in (one, other):
        if side.source.format.startswith("qce_") and side.source.generation == "A":
            yield f"第 {side.source.n} 份由 qq-chat-exporter v4.0–v4.9 写成，其中 v4.1 及以前的版本有漏掉消息的报告"
        if any(notice.code == "count_differs" for notice in side.source.notices):
            yield f"第 {side.source.n} 份自称的消息条数（{side.source.claimed}）与读到的（{side.source.messages}）不同"
        if side.source.filters:
            yield f"第 {side.source.n} 份导出时用过筛选条件：{'；'.join(side.source.filters)}"
