"""What every reader of rows keeps count of: rows, printed times that lack something or run back, notices to tell."""

from collections.abc import Iterator

from parsers import clock, markers
from parsers.message import Notice, Place, Stamp


class Tally:
    """One pass over rows. `count` is the ordinal of the row read last."""

    def __init__(self) -> None:
        self.count = 0
        self._notices: list[Notice] = []
        self._before = ""
        self._backward = 0
        self._dateless = 0

    def next(self) -> int:
        """Count a row; return its ordinal."""
        self.count += 1
        return self.count

    def note(self, code: str, place: Place, detail: str = "") -> None:
        """Keep a notice about the present row."""
        self._notices.append(Notice(code, place, detail, self.count))

    def note_name(self, name: str | None, place: Place) -> None:
        """Keep a notice if a name holds characters that do not show."""
        if name and markers.has_hidden(name):
            self.note("hidden_characters", place, name)

    def told(self) -> Iterator[Notice]:
        """Yield the notices kept, once."""
        notices, self._notices = self._notices, []
        return iter(notices)

    def stamp(self, raw: str, epoch_ms: int | None = None, place: Place | None = None) -> Stamp:
        """Return a printed time, counting it where it lies before the one before or is no whole time.

        With a `place` a time that cannot be is a notice there, else it counts as printed incompletely. With an instant
        too, both must be one moment.
        """
        wall = clock.wall(raw)
        if wall is None:
            if place is not None and epoch_ms is None:
                self.note("impossible_time", place, raw)
            self._dateless += place is None and epoch_ms is None
            return Stamp(raw, None, epoch_ms)
        if epoch_ms is not None and place is not None and not clock.one_moment(wall, epoch_ms):
            self.note("time_contradiction", place, f"{raw} {epoch_ms}")
        iso = wall.isoformat()
        self._backward += iso < self._before
        self._before = iso
        return Stamp(raw, wall, epoch_ms)

    def end(self, *totals: int | None, typed: bool = False) -> Iterator[Notice]:
        """Yield what only the whole shows.

        `totals` are the numbers of rows that the export claims; `typed` where a person could have typed a row's head.
        """
        claimed = {total for total in totals if total is not None}
        if claimed - {self.count}:
            yield Notice("count_differs", None, f"{' '.join(map(str, sorted(claimed)))} {self.count}")
        if typed and claimed and self.count > max(claimed):
            yield Notice("more_heads_than_told", None, f"{max(claimed)} {self.count}")
        if self._dateless:
            yield Notice("times_incomplete", None, f"{self._dateless}")
        if self._backward:
            yield Notice("time_runs_back", None, f"{self._backward}")
        if not self.count:
            yield Notice("no_messages", None)
