"""A unit of a line, and how two of them become one stretch."""

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.times.atoms import Atom
from archiver.analysis.times.clocks import on_day
from archiver.analysis.times.values import CLOCK_GRAINS, DAY, Clock, Context, Length, Period, Repetition, Vague


class Unit(Struct, frozen=True, gc=False):
    """A stretch of a line that means one thing; `atoms` are its parts, `ends` those of a range."""

    start: int
    end: int
    value: Period | Length | Repetition | Vague
    atoms: tuple[Atom, ...]
    context: Context
    ends: tuple["Unit", ...] = ()
    rule: str = ""


def join(first: Unit, second: Unit, *, ranged: bool) -> Unit | None:
    """Return the unit from the first to the second, None where the second begins before the first."""
    begin, finish = first.value, second.value
    if not isinstance(begin, Period) or not isinstance(finish, Period) or finish.start < begin.start:
        return None
    at_clock = finish.grain in CLOCK_GRAINS
    value = Period(
        begin.start, finish.start if at_clock else finish.end, finish.grain, named=finish.named,
        fixed=finish.fixed, excluded=False,
    )  # fmt: skip
    rule = "phrase.range" if ranged else "phrase.choice"
    return Unit(first.start, second.end, value, first.atoms + second.atoms, first.context, (first, second), rule)


def on_one_dial(first: Unit, second: Unit, context: Context) -> tuple[Unit, Unit]:
    """Read the 9:00 of 9:00-18:00 as the morning's, on the day on which the stretch is not yet over."""
    values = [atom.value for atom in (*first.atoms, *second.atoms)]
    if len(values) != 2 or not isinstance(values[0], Clock) or not isinstance(values[1], Clock):
        return first, second
    begin, finish = values[0], values[1]
    if not begin.hour < 12 < finish.hour or begin.settled or context.past:
        return first, second
    day = context.today
    if on_day(finish, day).start < context.at:
        day += DAY
    return replace(first, value=on_day(begin, day)), replace(second, value=on_day(finish, day))
