"""How far the clock of one export runs ahead of the other's, and whether a time zone explains it.

Rows that stand once on each side, and stretches of three rows with the same intervals, vote for the difference of
their times. Where two differences are left, an hour apart, a zone with summer time is looked for that gives both.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from msgspec import Struct

from archiver.analysis.align.order import shared_once
from archiver.analysis.align.rows import Row, moment

_GRAINS: Final = (86_400, 60)
_ENOUGH: Final = 8
"""From how many timed rows on a missing second counts as a habit of the export and no chance."""
_QUARTER: Final = 900
"""Zones differ by whole quarters of an hour."""
_SLACK: Final = 120
"""How many seconds besides its zone a clock may be off."""
_HOUR: Final = 3600
_JITTER: Final = 3
_JITTER_LEAST: Final = 5
_JITTER_PART: Final = 20
"""One row in twenty a few seconds apart (or a minute, where no seconds are printed) is how two computers keep time."""
_SAMPLE: Final = 400
"""How many votes a zone is tried on."""
_AGREED: Final = 0.97
"""Which part of the votes a zone must explain; an edited time among them explains nothing."""


class Clock(Struct, frozen=True):
    """The difference of two clocks: what the second side prints minus what the first side prints, in seconds.

    `grain` is the coarser side's (1, 60 or 86400); None where a side prints no usable times. `zone` is the whole
    quarters of an hour among it (`+01:00`), or the IANA name of the zone that gives all of it; None for no difference.
    `steps` are (first side's time, offset from there on). `votes` of `asked` rows agreed.
    `slack` is up to how many seconds times are generally apart besides: two computers that each keep time.
    """

    offset: int = 0
    grain: int | None = None
    zone: str | None = None
    steps: tuple[tuple[int, int], ...] = ()
    votes: int = 0
    asked: int = 0
    slack: int = 0

    def ours(self, at: int | None) -> int | None:
        """Return the second side's time that answers a time of the first, cut to the grain."""
        if at is None or self.grain is None:
            return None
        return self._cut(at - at % self.grain + self._offset(at))

    def theirs(self, at: int | None) -> int | None:
        """Return a time of the second side, cut to the grain."""
        return None if at is None or self.grain is None else self._cut(at)

    def _cut(self, at: int) -> int:
        return at - at % (self.grain or 1)

    def _offset(self, at: int) -> int:
        step = bisect_right(self.steps, at, key=lambda one: one[0]) - 1
        return self.steps[step][1] if step >= 0 else self.offset


def read_clock(one: Sequence[Row], other: Sequence[Row], zone: ZoneInfo | None = None) -> Clock:
    """Return how far `other`'s clock is ahead of `one`'s; `zone` is the zone in which the talk's times are read."""
    grain = _grain(one, other)
    if grain is None:
        return Clock()
    votes = sorted(set(_votes(one, other, grain)))
    if not votes:
        return Clock(grain=grain)
    counted = Counter(delta for _, delta in votes)
    offset = min(counted, key=lambda delta: (-counted[delta], abs(delta)))
    agreed = counted[offset]
    slack = _slack(counted, offset, grain)
    aside = {delta: counted[delta] for delta in (offset - _HOUR, offset + _HOUR) if counted[delta] > agreed // 50}
    if zone is not None and aside:
        summer = _zone_with_steps(votes, zone, offset)
        if summer:
            return Clock(offset, grain, summer[0], summer[1], agreed + sum(aside.values()), len(votes), slack)
    return Clock(offset, grain, _zone_of(offset), (), agreed, len(votes), slack)


def _slack(votes: Counter[int], offset: int, grain: int) -> int:
    """Return by how much times are generally apart, 0 where that is rare enough to be somebody's doing."""
    if grain > _GRAINS[-1]:
        return 0
    most = _JITTER if grain == 1 else grain
    apart = sum(count for delta, count in votes.items() if 0 < abs(delta - offset) <= most)
    return most if apart >= _JITTER_LEAST and apart * _JITTER_PART >= votes.total() else 0


def _grain(one: Sequence[Row], other: Sequence[Row]) -> int | None:
    grains = [_side_grain(side) for side in (one, other)]
    return None if None in grains else max(grain for grain in grains if grain)


def _side_grain(rows: Sequence[Row]) -> int | None:
    times = [row.at for row in rows if row.at is not None]
    if not times or len(times) * 2 < len(rows):
        return None
    if len(times) < _ENOUGH:
        return 1
    return next((grain for grain in _GRAINS if all(at % grain == 0 for at in times)), 1)


def _votes(one: Sequence[Row], other: Sequence[Row], grain: int) -> list[tuple[int, int]]:
    """Return (time of `one`, difference) of every row that can be told apart on both sides."""
    pairs = shared_once([row.token for row in one], [row.token for row in other])
    pairs += shared_once(_stretches(one), _stretches(other))
    found: list[tuple[int, int]] = []
    for mine, theirs in pairs:
        ours, yours = one[mine].at, other[theirs].at
        if ours is not None and yours is not None:
            found.append((ours, (yours - yours % grain) - (ours - ours % grain)))
    return found


def _stretches(rows: Sequence[Row]) -> list[tuple[object, ...] | None]:
    """Return for each row what it and the two after it say, with their intervals: the same under any offset."""
    found: list[tuple[object, ...] | None] = []
    for first, second, third in zip(rows, rows[1:], rows[2:], strict=False):
        if first.at is None or second.at is None or third.at is None:
            found.append(None)
        else:
            steps = (second.at - first.at, third.at - second.at)
            found.append((first.words, *steps, second.words, third.words) if any(steps) else None)
    return found


def _zone_of(offset: int) -> str | None:
    quarters = round(offset / _QUARTER)
    if not quarters or abs(offset - quarters * _QUARTER) > _SLACK or abs(quarters) > 26 * 4:
        return None
    minutes = abs(quarters) * 15
    return f"{'+' if quarters > 0 else '-'}{minutes // 60:02d}:{minutes % 60:02d}"


def _zone_with_steps(
    votes: list[tuple[int, int]], zone: ZoneInfo, main: int
) -> tuple[str, tuple[tuple[int, int], ...]] | None:
    """Return the first zone by name that explains the votes, and the steps of its difference."""
    clear = [vote for vote in votes if abs(vote[1] - main) in {0, _HOUR}]
    sample = clear[:: max(1, len(clear) // _SAMPLE)]
    for name in sorted(available_timezones(), key=lambda name: ("/" not in name or name.startswith("Etc/"), name)):
        tried = ZoneInfo(name)
        fitting = sum(_difference(at, zone, tried) == delta for at, delta in sample)
        if fitting >= _AGREED * len(sample):
            return name, _steps(sorted({at for at, _ in clear}), zone, tried)
    return None


def _difference(at: int, zone: ZoneInfo, tried: ZoneInfo) -> int:
    instant = moment(at).replace(tzinfo=zone)
    other = instant.astimezone(tried).utcoffset()
    mine = instant.utcoffset()
    assert other is not None
    assert mine is not None
    return int((other - mine).total_seconds())


def _steps(times: list[int], zone: ZoneInfo, tried: ZoneInfo) -> tuple[tuple[int, int], ...]:
    """Return from when on which difference holds, hour by hour around each change."""
    steps = [(times[0] - _HOUR, _difference(times[0] - _HOUR, zone, tried))]
    for before, after in pairwise(times):
        new = _difference(after, zone, tried)
        if new != steps[-1][1]:
            low, high = before, after
            while high - low > 1:
                middle = (low + high) // 2
                low, high = (low, middle) if _difference(middle, zone, tried) == new else (middle, high)
            steps.append((high, new))
    return tuple(steps)
