"""A clause's hour on the day of the clause before: 周三下午3点评审 3点前传上来 asks for Wednesday."""

import re

from msgspec.structs import replace

from archiver.analysis.times.clocks import on_named_day, part_of_day, settle
from archiver.analysis.times.particles import BEFORE_IT
from archiver.analysis.times.unit import Unit
from archiver.analysis.times.values import CLOCK_GRAINS, Clock, Daypart, Period, whole_day

_LONGEST_GAP = 16  # characters between the two
# 周四交 下午5点前: the hour completes the day.
# 周五我要汇报 那张表一早给我: the morning of that day.
_EARLY = re.compile(r"(?:大?清早|一大?早|大早上)[就先]?[给发交传送寄拿要取递]")
_HANDED_BETWEEN = re.compile(r"[给交发传寄]|[了过]")
_COMPLETED = re.compile(r"(?:要|得)?(?:交|给|发|出|要)[你我稿货图]{0,2}[了吧哈啊哦]?[,，\s]{1,2}")


def on_carried_day(folded: str, before: Unit | None, unit: Unit) -> Unit:
    """Return the unit, its bare hour (with 前 behind it) moved to the day that the unit before it names.

    The hour stays where it is if the day would put it behind the hour of what happens there.
    """
    if before is None or not isinstance(before.value, Period):
        return unit
    if not _is_bare_hour(folded, unit):
        return _part_carried(folded, before, before.value, unit)
    gap = folded[before.end : unit.start]
    day = before.value.named or before.value.last_day
    if len(gap) > _LONGEST_GAP or day <= unit.context.today or not _names_day(before):
        return unit
    timed = any(isinstance(atom.value, Clock | Daypart) for atom in before.atoms)
    if not timed and _COMPLETED.fullmatch(gap) is None:
        return unit
    parts = [atom.value for atom in unit.atoms if isinstance(atom.value, Daypart)]
    clock = next(atom.value for atom in unit.atoms if isinstance(atom.value, Clock))
    moved = on_named_day(settle(clock, parts[-1] if parts else None), day, unit.context)
    if before.value.grain in CLOCK_GRAINS and moved.start > before.value.start:
        return unit
    return replace(unit, value=moved)


def _part_carried(folded: str, before: Unit, named: Period, unit: Unit) -> Unit:
    """Return a bare 下午 on the day to come whose 上午 the clause before it names, and 一早 on the day of an event."""
    if unit.ends or unit.context.past or len(unit.atoms) != 1:
        return unit
    part, earlier = unit.atoms[0].value, before.atoms[-1].value
    day = named.named or named.last_day
    if isinstance(part, Daypart) and _is_early_then(folded, before, unit):
        return replace(unit, value=part_of_day(part, whole_day(day)))
    if (
        len(before.atoms) < 2
        or not isinstance(part, Daypart)
        or not isinstance(earlier, Daypart)
        or part.first < earlier.last
    ):
        return unit
    if day <= unit.context.today or not _names_day(before):
        return unit
    return replace(unit, value=part_of_day(part, whole_day(day)))


def _is_early_then(folded: str, before: Unit, unit: Unit) -> bool:
    """Tell whether the unit is 一早 without a day, behind a clause that tells what happens on a day to come."""
    gap = folded[before.end : unit.start]
    if len(gap) > _LONGEST_GAP or not gap.strip() or _HANDED_BETWEEN.search(gap) or not _names_day(before):
        return False
    if len(before.atoms) != 1 or not isinstance(before.value, Period) or before.value.last_day <= unit.context.today:
        return False
    return _EARLY.match(folded, unit.start) is not None


def _is_bare_hour(folded: str, unit: Unit) -> bool:
    """Tell whether the unit is an hour without a day, to come, and the thing is due before it."""
    if unit.ends or unit.context.past or not isinstance(unit.value, Period):
        return False
    values = [atom.value for atom in unit.atoms]
    if any(isinstance(value, Period) for value in values) or not any(isinstance(value, Clock) for value in values):
        return False
    return BEFORE_IT.match(folded, unit.end) is not None


def _names_day(unit: Unit) -> bool:
    """Tell whether the unit names one day to come."""
    if unit.ends or unit.context.past:
        return False
    return any(isinstance(atom.value, Period) and atom.value.grain == "day" for atom in unit.atoms)
