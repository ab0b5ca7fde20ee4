"""A clause's hour on the day of the clause before: 周三下午3点评审 3点前传上来 asks for Wednesday."""

from datetime import date

from msgspec.structs import replace

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.times.clocks import on_named_day, part_of_day, settle
from archiver.analysis.times.particles import BEFORE_IT, THAT_DAY
from archiver.analysis.times.unit import Unit
from archiver.analysis.times.values import (
    CLOCK_GRAINS,
    DAY,
    Clock,
    Daypart,
    Length,
    Period,
    Repetition,
    Vague,
    whole_day,
)

CARRIED = "phrase.carried"
_LONGEST_GAP = 16  # characters between the two
# 周四交 下午5点前: the hour completes the day.
# 周五我要汇报 那张表一早给我: the morning of that day.
_EARLY = LazyPattern(r"(?:大?清早|一大?早|大早上)[就先]?[给发交传送寄拿要取递]")
_HANDED_BETWEEN = LazyPattern(r"[给交发传寄]|[了过]")
# 11/3给您排了，下午到家修: what follows at once is of that day.
_FOLLOWS = LazyPattern(r"[^,，。\n]{0,6}[,，\s]{1,2}(?:大概|大约|差不多|估计)?")
_OTHER_DAY = LazyPattern(r"\s?(?:我|他|她|咱)?(?:现在|今天|先|在|有[事课会]|还有|要(?!给|交)|得去|去|开会|上课|上班)")
# 开席，蛋糕10点就要送到
_NEEDED_THEN = LazyPattern(r"\s?(?:钟|半)?就?(?:要|得|必须)")
_COMPLETED = LazyPattern(r"(?:要|得)?(?:交|给|发|出|要)[你我稿货图]{0,2}[了吧哈啊哦]?[,，\s]{1,2}")


def on_carried_day(folded: str, before: Unit, unit: Unit) -> Unit:
    """Return the unit, its bare hour (with 前 behind it) moved to the day that the unit before it names.

    The hour stays where it is if the day would put it behind the hour of what happens there.
    """
    if not isinstance(before.value, Period):
        return unit
    if _is_of_that_day(folded, before, before.value, unit):
        return _carried(before.value.named or before.value.last_day, unit)
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


def _is_of_that_day(folded: str, before: Unit, named: Period, unit: Unit) -> bool:
    """Tell whether an hour or a part of the day without a day is of the day to come that is named before it."""
    if unit.ends or unit.context.past or not unit.atoms or isinstance(unit.value, Length | Repetition | Vague):
        return False
    if any(isinstance(atom.value, Period) for atom in unit.atoms) or not _names_day(before):
        return False
    gap = folded[before.end : unit.start]
    day = named.named or named.last_day
    if len(gap) > _LONGEST_GAP or day <= unit.context.today:
        return False
    if THAT_DAY.search(gap) or "几点" in gap:
        return True  # 平安夜要戴的，那天下午送学校; 明天几点能取 三点行吗
    soon = day <= unit.context.today + DAY
    return not soon and _FOLLOWS.fullmatch(gap) is not None and _OTHER_DAY.match(folded, unit.end) is None


def _carried(day: date, unit: Unit) -> Unit:
    """Return the unit's hour or part of the day on another day."""
    parts = [atom.value for atom in unit.atoms if isinstance(atom.value, Daypart)]
    clocks = [atom.value for atom in unit.atoms if isinstance(atom.value, Clock)]
    part = parts[-1] if parts else None
    if clocks:
        return replace(unit, value=on_named_day(settle(clocks[-1], part), day, unit.context), rule=CARRIED)
    return replace(unit, value=part_of_day(part, whole_day(day)), rule=CARRIED) if part is not None else unit


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
    return BEFORE_IT.match(folded, unit.end) is not None or _NEEDED_THEN.match(folded, unit.end) is not None


def _names_day(unit: Unit) -> bool:
    """Tell whether the unit names one day to come."""
    if unit.ends or unit.context.past:
        return False
    return any(isinstance(atom.value, Period) and atom.value.grain == "day" for atom in unit.atoms)
