"""Recurring promises: one entry for each date until the job or the log ends."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from archiver.analysis.book import SEARCHED, Bond
from archiver.analysis.entry import Grade, Move, ObligationKind
from archiver.analysis.finding import Act
from archiver.analysis.kinds import is_sitting, says_received, says_sent
from archiver.analysis.matter import MATERIAL, Matter, Turn, other_side
from archiver.analysis.numerals import value_of
from archiver.analysis.pieces import count_in
from archiver.analysis.spans import day_of, days_of, due_after, passed

_PROOFS: Mapping[ObligationKind, tuple[Act, ...]] = {
    "deliver": ("delivery",),
    "pay": ("payment",),
    "refund": ("payment",),
}
# 五节课上完了 · 这3次都讲完了: sittings leave no trace in the talk but what is said of them
_HELD = re.compile(
    r"(?<![第再还])(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,3})(?:次|节|回|课|堂|讲|晚|期)课?(?:都|全|已经?|也)?"
    r"(?:上|做|讲|教|拍|录|播|跑|练|补|结束)?(?:完|齐|够|结束)了?(?![吗没么?？再])"
)
WEEK = 7
_DAYS = "一二三四五六日天"
MOST = 60
"""Entries of one recurring promise; a longer one is cut there."""
RECEIVED_WITHIN = timedelta(days=2)
"""How long after a thing was sent 收到了 still speaks of it."""
_MISSED: tuple[Act, ...] = ("reminder", "defect", "refund_request", "payment_refusal", "admission", "extension_request")
"""What either side says around the day of a sitting that did not take place: 昨天怎么没来 · 今晚上不了 挪明天."""
# 从9号开始 · 礼拜一交 从13号起 · 从7号那周起
_FROM = re.compile(r"从(?:(?P<month>\d{1,2})月)?(?P<day>\d{1,2})[号日]?(?:那[周天])?[起开]")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
# 27号四堂齐
_COMPLETE = re.compile(
    r"(?<![第每])(?P<count>\d{1,2}|[一二两三四五六七八九十]{1,3})[次节回课堂讲篇章条份集期款张页套](?:都|全|就)*(?:齐|[给交发录做写]完)"
)
# 逢周二周五 · 每周一三五晚上
_SEVERAL = re.compile(r"[每逢]个?((?:(?:周|星期|礼拜)[一二三四五六日天]*[、和跟与]?)+)")
_EACH_WEEKDAY = re.compile(r"[每逢]个?(?:周|星期|礼拜)([一二三四五六日天])")
_WEEKS = re.compile(r"(?<![第每])(?:([一二两三四五六七八九十])|(\d{1,2}))个?(?:周|星期|礼拜)(?![一二三四五六日天内])")


def unrolled(bonds: Sequence[Bond], matter: Matter, wanted: int | None) -> list[Bond]:
    """Return the bonds with every recurring one replaced by its dates; of `wanted` pieces no more are promised."""
    bonds = _said_once(_without_empty_main(bonds))
    ends = _job_ends(bonds)
    dated = [
        (matter.position.get(b.made, b.made_index), b)
        for b in bonds
        if b.kind == "deliver" and b.debtor == "provider" and b.due and not b.every and not b.void
    ]
    dated.sort(key=lambda held: held[0])
    mends = frozenset(ref for b in bonds if b.kind == "fix" for ref in b.proofs)
    works = {id(b): _unroll(b, matter, ends, wanted or MOST, mends) for b in bonds if b.every and b.kind == "deliver"}
    last = max((day for made in works.values() for one in made if one.due and (day := day_of(one.due))), default=None)
    found: list[Bond] = []
    for bond in bonds:
        if not bond.every:
            found.append(bond)
        elif bond.kind == "deliver":
            found.extend(_replaced(works[id(bond)], bond, dated))
        else:  # what is supplied for each piece of work ends with the last of them
            stops = last if bond.kind == "supply" and last is not None else ends
            found.extend(_unroll(bond, matter, stops, MOST))
    return found


def _said_once(bonds: Sequence[Bond]) -> list[Bond]:
    """Leave out what comes again and is only said again: 每周日结当周的课 · 好的 每周日我转你."""
    said: dict[tuple[object, ...], Bond] = {}
    found: list[Bond] = []
    for bond in bonds:
        step = days_of(bond.every)
        if not step or bond.void or bond.made_at is None:
            found.append(bond)
            continue
        day = _first(bond, step)
        weekdays = tuple(sorted({day.weekday(), *_weekdays(bond)})) if step == WEEK else day.day if step > WEEK else 0
        key = (bond.debtor, bond.kind, step, weekdays)
        before = said.setdefault(key, bond)
        if before is bond or before.ended is not None or _differ(before, bond):
            found.append(bond)
    return found


def _differ(one: Bond, other: Bond) -> bool:
    return one.value is not None and other.value is not None and one.value != other.value


def _replaced(dates: Sequence[Bond], bond: Bond, dated: Sequence[tuple[int, Bond]]) -> list[Bond]:
    """Let a piece of work that did not come on its day give way to a later day that was named for what is missing."""
    start = bisect_right(dated, bond.made_index, key=lambda held: held[0])
    later = [held for _, held in dated[start : start + SEARCHED]]
    return [_given_way(entry, later) for entry in dates]


def _given_way(entry: Bond, later: Sequence[Bond]) -> Bond:
    named = next((other for other in later if (other.due or "")[:10] > (entry.due or "")), None)
    if entry.proofs or named is None:
        return entry
    return replace(entry, ended="replaced", ended_by=named.made)


def _without_empty_main(bonds: Sequence[Bond]) -> list[Bond]:
    """Leave out the delivery that a price implies where dated deliveries say all of it."""
    works = [bond for bond in bonds if bond.kind == "deliver" and not bond.void]
    told = any(bond.extent != "draft" and (bond.due or bond.every or bond.within) for bond in works)
    return [b for b in bonds if not (told and b.implied and b in works and b.due is None and not b.within)]


def _job_ends(bonds: Sequence[Bond]) -> date | None:
    """Return the day on which the work itself was handed over or called off; what is paid anew each time has none."""
    if any(bond.kind == "pay" and bond.every for bond in bonds):
        return None
    whole = [b for b in bonds if b.kind == "deliver" and b.extent == "whole" and not b.every and not b.void]
    days = [bond.proved_at.date() for bond in whole if bond.proved_at is not None]
    if not days:
        return None
    last = max(days)
    later = (bond for bond in whole if bond.open and bond.made_at is not None and bond.made_at.date() < last)
    return None if any(later) else last


def _unroll(
    bond: Bond, matter: Matter, ends: date | None, wanted: int, mends: frozenset[str] = frozenset()
) -> list[Bond]:
    step = days_of(bond.every)
    if not step or bond.made_at is None or matter.ended is None:
        return [replace(bond, every=None)]
    last = min(filter(None, (ends, matter.ended.date())))
    day = _first(bond, step)
    if bond.ended_by is not None and (stopped := matter.turn(bond.ended_by)) is not None and stopped.at is not None:
        last = min(last, stopped.at.date() - timedelta(days=1))
    reports = _shown(bond, matter)
    if bond.moves:  # of several pieces put off to one day, what mends one is no other
        reports = [turn for turn in reports if turn.ref not in mends]
    if not reports and not _pressed(bond, matter):
        return [replace(bond, every=None, due=None)]
    dates: list[date] = []
    most = min(
        _weeks(bond) * len(_weekdays(bond)) if step == WEEK else MOST, wanted if bond.kind == "deliver" else MOST
    )
    while day <= last and len(dates) < most:
        dates.append(day)
        day = _next(bond, day, step)
    entries = _with_proofs(bond, *_moved(bond, dates, matter), reports, step)
    if bond.kind != "deliver":
        return entries
    entries = _with_counts(entries, matter.sided_after(bond.made_index))
    return _unseen(entries, matter, step) if is_sitting(bond.words) else entries


def _shown(bond: Bond, matter: Matter) -> list[Turn]:
    """Return the later messages that may be a performance of the promise; material is shown by what is sent or said."""
    if bond.kind == "supply":
        return _supplied((turn for turn in matter.sided_after(bond.made_index) if turn.at is not None), bond)
    wanted = _PROOFS.get(bond.kind, ("progress", "delivery"))
    later = (turn for turn in matter.acting if turn.index > bond.made_index and turn.at is not None)
    return [turn for turn in later if turn.role == bond.debtor and turn.has(*wanted)]


def _supplied(later: Iterable[Turn], bond: Bond) -> list[Turn]:
    """Return what shows that material came; a word of its coming soon after it was sent speaks of that very thing."""
    found: list[Turn] = []
    for turn in later:
        sent = turn.role == bond.debtor and (turn.line.kind in MATERIAL or says_sent(turn.text))
        if sent or (turn.role == other_side(bond.debtor) and says_received(turn.text) and not _just_sent(found, turn)):
            found.append(turn)
    return found


def _just_sent(found: Sequence[Turn], turn: Turn) -> bool:
    at = found[-1].at if found else None
    return at is not None and turn.at is not None and turn.at - at < RECEIVED_WITHIN


def _pressed(bond: Bond, matter: Matter) -> bool:
    """Tell whether the other side ever spoke of it: a promise of which the log shows nothing at all stays one entry."""
    later = (turn for turn in matter.acting if turn.index > bond.made_index and turn.role not in (None, bond.debtor))
    return any(turn.has("reminder", "payment_request", "refund_request", "defect") for turn in later)


def _weeks(bond: Bond) -> int:
    """Return for how many weeks it was promised, where the words say so."""
    named = _WEEKS.search(bond.words)
    if named is None:
        return MOST
    return int(named[2]) if named[2] else "一二三四五六七八九十".index(named[1].replace("两", "二")) + 1


def _first(bond: Bond, step: int) -> date:
    assert bond.made_at is not None
    made = _begin(bond.words, bond.made_at.date())
    first = day_of(bond.due) if bond.due else None
    if first is not None and first >= made:
        return first - timedelta(days=step * _before_end(bond, first - made, step))
    if step == WEEK and len(_weekdays(bond)) > 1:
        return _next(bond, made - timedelta(days=int(made != bond.made_at.date())), step)
    named = _EACH_WEEKDAY.search(bond.words) or _WEEKDAY.search(bond.words)
    if step == WEEK and named is not None:
        weekday = _weekday(named[1])
        begun = int(made != bond.made_at.date())  # a day named for the beginning counts itself
        return made + timedelta(days=(weekday - made.weekday() - 1 + begun) % 7 + 1 - begun)
    return made if made != bond.made_at.date() else made + timedelta(days=step)


def _before_end(bond: Bond, ahead: timedelta, step: int) -> int:
    """Return how many dates come before the one that is named, where that is the last: 每四天一堂 27号四堂齐."""
    told = _COMPLETE.search(bond.words)
    count = int(value_of(told["count"]) or 0) if told else 0
    return count - 1 if count > 1 and ahead > timedelta(days=step * (count - 1)) else 0


def _weekdays(bond: Bond) -> tuple[int, ...]:
    """Return the days of the week, Monday 0, of a weekly promise that names several; one otherwise."""
    named = _SEVERAL.search(bond.words)
    found = {_weekday(one) for one in named[1] if one in _DAYS} if named else set()
    return tuple(sorted(found)) if len(found) > 1 else (0,)


def _weekday(named: str) -> int:
    """Return the number of a day of the week, Monday 0."""
    return min(_DAYS.index(named), WEEK - 1)  # 天 and 日 are both the last


def _next(bond: Bond, day: date, step: int) -> date:
    """Return the date after `day`: the same number of the next month, the next of several weekdays, `step` days on."""
    several = _weekdays(bond) if step == WEEK else ()
    if len(several) > 1:
        return next(one for ahead in range(1, WEEK + 1) if (one := day + timedelta(days=ahead)).weekday() in several)
    if bond.every is not None and bond.every.endswith("M") and "T" not in bond.every:
        due = due_after(datetime.combine(day, time()), bond.every)
        return date.fromisoformat(due[:10]) if due else day + timedelta(days=step)
    return day + timedelta(days=step)


def occurrence_before(bond: Bond, firm: str, today: date) -> date | None:
    """Return the date of a recurring promise that a message of `today` puts off to `firm`: the last before it."""
    step, later = days_of(bond.every), day_of(firm)
    if not step or later is None or bond.made_at is None:
        return None
    day, found = _first(bond, step), None
    for _ in range(MOST):
        if day >= later:
            break
        found, day = day, _next(bond, day, step)
    return found if found is not None and found >= today - timedelta(days=1) else None


def _moved(bond: Bond, dates: Sequence[date], matter: Matter) -> tuple[list[date], dict[date, Move]]:
    """Return the dates with those put off by agreement where they now stand, and the moves that put them there.

    A day put off takes with it all that would fall due until the new one, or as many as the words name: 8号给三款.
    """
    found, moves = list(dates), dict[date, Move]()
    for move in bond.moves:
        to, said, taken = day_of(move.to) if move.to else None, matter.turn(move.ref), matter.turn(move.agreed)
        if to is None or said is None or said.at is None or taken is None:
            continue
        since = said.at.date() - timedelta(days=1)
        late = [day for day in found if since <= day < to and not passed(day.isoformat(), taken.at)]
        late = late[: int(count_in(said.text, None) or len(late))]
        if late:
            found = sorted([*(day for day in found if day not in late), *([to] * len(late))])
            moves[to] = replace(move, from_=late[0].isoformat())
    return found, moves


def _begin(words: str, made: date) -> date:
    """Return the day from which words let a promise run, the day of its making where they name none."""
    named = _FROM.search(words)
    if named is None:
        return made
    day, month = int(named["day"]), int(named["month"] or 0)
    ahead = (made + timedelta(days=count) for count in range(366))
    return next((one for one in ahead if one.day == day and month in (0, one.month)), made)


def _with_proofs(
    bond: Bond, dates: Sequence[date], moves: Mapping[date, Move], reports: list[Turn], step: int
) -> list[Bond]:
    """Each report serves one date: the one it comes before, else the one just missed."""
    found: list[Bond] = []
    used = 0
    for number, day in enumerate(dates):
        following = next((later for later in dates[number + 1 :] if later > day), None)
        if following is None:
            following = date.max if day in moves else day + timedelta(days=step)
        shared = number + 1 < len(dates) and dates[number + 1] == day
        proof: Turn | None = None
        while used < len(reports):
            at = reports[used].at
            assert at is not None
            if at.date() >= following:
                break
            if proof is None or (at.date() <= day):
                proof = reports[used]
            used += 1
            if at.date() > day or shared:
                break
        due = day.isoformat()
        moved = (moves[day],) if day in moves else ()
        made = replace(bond, due=due, every=None, ended=None, ended_by=None, moves=moved)
        if proof is not None:
            made = replace(made, proofs=(proof.ref,), proved_at=proof.at, grade=_grade(bond, proof))
        found.append(made)
    return found


def _grade(bond: Bond, proof: Turn) -> Grade:
    """Return how well a message shows a performance: a report is its own words, of a thing words only tell."""
    if bond.kind == "report" or proof.line.kind in MATERIAL or proof.line.money is not None:
        return "notice"
    return "claimed" if proof.role == bond.debtor else "confirmed"


def _unseen(entries: list[Bond], matter: Matter, step: int) -> list[Bond]:
    """Mark sittings of which nobody says a word: they are held off the log, which cannot tell that one was not."""
    spoken = sorted(turn.at.date() for turn in matter.acting if turn.at is not None and turn.has(*_MISSED))
    return [entry if _spoken_of(entry, spoken, step) else replace(entry, unseen=True) for entry in entries]


def _spoken_of(entry: Bond, spoken: Sequence[date], step: int) -> bool:
    """Tell whether something was said amiss from the day of an entry until the next one is due."""
    day = day_of(entry.due) if entry.due else None
    if day is None:
        return True
    place = bisect_left(spoken, day)
    return place < len(spoken) and spoken[place] < day + timedelta(days=step)


def _with_counts(entries: list[Bond], later: Sequence[Turn]) -> list[Bond]:
    """Lay each count of sittings that the debtor says were held at the last ones due by then of which nothing shows."""
    found = list(entries)
    for turn in later:
        if turn.at is None or turn.role != "provider" or not turn.has("progress", "delivery", "payment_request"):
            continue
        told = _HELD.search(turn.text)
        count = value_of(told["count"]) if told else None
        if not count:
            continue
        today = turn.at.date().isoformat()
        due = [place for place, one in enumerate(found) if not one.proofs and (one.due or "")[:10] <= today]
        for place in due[-int(count) :]:
            found[place] = replace(found[place], proofs=(turn.ref,), proved_at=turn.at, grade="claimed", extent="visit")
    return found
