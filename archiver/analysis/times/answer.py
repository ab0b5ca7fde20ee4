"""An answer in the making: a unit, the small words around it that it takes in, and its parts."""

from datetime import datetime

from msgspec.structs import replace

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.times.expression import TimeExpression, moment
from archiver.analysis.times.unit import Unit
from archiver.analysis.times.values import DAY, Period, Value

_LONGEST_HEAD = 12  # characters before a unit that its small words may take


class Answer:
    """One unit on its way to an expression; `start` and `end` grow over the small words it takes in.

    `floor` is where the expression before it ended: words before it belong to that one.
    """

    __slots__ = ("at", "end", "floor", "folded", "head", "start", "text", "unit")

    def __init__(self, text: str, folded: str, unit: Unit, at: datetime, floor: int) -> None:
        self.text = text
        self.folded = folded
        self.unit = unit
        self.at = at
        self.floor = floor
        self.start = start = unit.start
        self.end = unit.end
        self.head = folded[floor if start - floor < _LONGEST_HEAD else start - _LONGEST_HEAD : start]

    def take(self, pattern: LazyPattern) -> bool:
        """Take in a small word behind the expression."""
        found = pattern.match(self.folded, self.end)
        if found is None:
            return False
        self.end = found.end()
        return True

    def take_head(self, pattern: LazyPattern) -> bool:
        """Take in a small word before the expression."""
        found = pattern.search(self.head) if self.head else None
        if found is None:
            return False
        self.start = self.unit.start - (len(self.head) - found.start())
        return True

    def heads(self, pattern: LazyPattern) -> bool:
        """Tell whether a small word stands before the expression."""
        return self.head != "" and pattern.search(self.head) is not None

    def made(self, rule: str) -> TimeExpression:
        """Return the bare expression over what has been taken in, with its parts."""
        return TimeExpression(
            start=self.start, end=self.end, text=self.text[self.start : self.end], kind="point", rule=rule,
            children=self.children(),
        )  # fmt: skip

    def children(self) -> tuple[TimeExpression, ...]:
        """Return the parts that the unit was joined from."""
        unit = self.unit
        if unit.ends:
            ends = (Answer(self.text, self.folded, end, self.at, end.start) for end in unit.ends)
            return tuple(end.plain() for end in ends)
        if isinstance(unit.value, Period) and unit.value.stretch and len(unit.atoms) == 1:
            return self._both_ends(unit.value)
        if len(unit.atoms) < 2:
            return ()
        return tuple(_atom(self.text, atom.start, atom.end, atom.rule.name, atom.value) for atom in unit.atoms)

    def _both_ends(self, period: Period) -> tuple[TimeExpression, ...]:
        """Return the first and the last day, year or hour of a range that one rule reads (3-5号)."""
        first = last = self.inner(period)
        if period.grain == "year":
            end = period.start.replace(year=period.last_day.year)
            first = replace(first, to=moment(period.start.replace(year=period.start.year + 1)))
        elif period.grain == "day":
            end = period.end - DAY
            first = replace(first, to=moment(period.start + DAY))
        else:
            return (first,)
        return first, replace(last, from_=moment(end))

    def inner(self, period: Period) -> TimeExpression:
        """Return the unit without the words around it, as the part that 前 or 后 is said of."""
        return _atom(self.text, self.unit.start, self.unit.end, self.unit.rule, period)

    def plain(self) -> TimeExpression:
        """Return the unit by itself, as an end of a range: its period, no due."""
        made = self.made(rule=self.unit.rule)
        value = self.unit.value
        if not isinstance(value, Period):
            return made
        return replace(made, from_=moment(value.start), to=moment(value.end), grain=value.grain)


def _atom(text: str, start: int, end: int, rule: str, value: Value) -> TimeExpression:
    """Return a part: its words, its rule and, of a day or an hour, its period."""
    if isinstance(value, Period):
        return TimeExpression(
            start, end, text[start:end], "point", moment(value.start), moment(value.end), value.grain, rule=rule
        )
    return TimeExpression(start, end, text[start:end], "point", rule=rule)
