"""What is said short of a day means the day that the talk just named: 9月20号要到 · 20号给你; 明晚能给吗 · 十点前."""

import re
from collections import deque
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.dates import due_of, read_times
from archiver.analysis.finding import Due, Finding
from archiver.analysis.proposal import day_of
from archiver.analysis.reading import Reading
from archiver.analysis.set_dates import PART
from archiver.analysis.times.units import EVES

HELD: Final = 60
"""Days set that are known again where they are named."""
JUST_NAMED: Final = 3
"""So many of the days named last tell the month of a day that is said alone."""
NEAR: Final = 4
"""So many messages back an hour said alone finds its day, and a number the month of what happens soon after it."""
SEASON: Final = timedelta(days=100)
"""How far off what happens then may be: a day of a month long gone is read as the next year's."""
SHORT: Final = 6
"""Letters of a message that says a part of the day of a day just set: 上午去; 晚上回家拍了发你 is tonight."""
_DAY_ALONE: Final = re.compile(r"(?:最[晚迟])?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[号號日]")
_PART: Final = rf"(?:清早|朝早|{PART})"
_HOUR: Final = r"(?:[\d一二两兩三四五六七八九十]{1,3}(?:[点點](?:半|[\d一二三四五十]{1,3}分?)?|[:：]\d\d))"
_HOUR_ALONE: Final = re.compile(rf"{_PART}?\s?{_HOUR}?(?:钟|整)?(?:之前|以前|前|左右)?")
_FROM_HOUR: Final = re.compile(rf"{_HOUR}.*|(?:之前|以前|前|内)\Z")
_HALF_A_DAY: Final = timedelta(hours=12)


class Put(Struct, frozen=True):
    """A day that a message set: which message, when it was written, the words and what they mean."""

    index: int
    at: datetime
    text: str
    due: str


class DaysKnown(Struct, frozen=True):
    """What of the days that a chat has named can still matter."""

    owed: tuple[str, ...] = ()
    put: tuple[Put, ...] = ()
    ahead: tuple[tuple[int, str], ...] = ()


class NamedDays:
    """The days that one chat has named."""

    def __init__(self) -> None:
        self.owed: deque[str] = deque(maxlen=HELD)
        """Days on which something is owed."""
        self._put: deque[Put] = deque(maxlen=NEAR)
        self._ahead: deque[tuple[int, str]] = deque(maxlen=NEAR)
        """Days to come on which nothing is owed, said with their month, with the number of the message."""

    def known(self, index: int) -> DaysKnown:
        """Return what can still matter after message `index`."""
        return DaysKnown(
            owed=tuple(self.owed),
            put=tuple(one for one in self._put if index - one.index < NEAR),
            ahead=tuple(one for one in self._ahead if index - one[0] < NEAR),
        )

    def learn(self, known: DaysKnown) -> None:
        """Know what another reader of the chat knew."""
        self.owed.extend(known.owed)
        self._put.extend(known.put)
        self._ahead.extend(known.ahead)

    def note(self, reading: Reading, findings: tuple[Finding, ...]) -> None:
        """Take in the days of a message and those that it sets."""
        line = reading.line
        if line.at is None:
            return
        dues = [finding.due for finding in findings if finding.act == "deadline" and finding.due]
        for due in dues:
            if due.due:
                self.owed.append(day_of(due.due))
                self._put.append(Put(reading.index, line.at, due.text, due.due))
        if dues:
            return
        for timed in reading.times:
            if timed.day is not None and not timed.past and "月" in reading.text[timed.start : timed.end]:
                self._ahead.append((reading.index, timed.day))

    def meant(self, due: Due | None, reading: Reading) -> Due | None:
        """Return a due on the day, in the month and at the hour that the talk was just speaking of."""
        at = reading.line.at
        if due is None or due.due is None or at is None:
            return due
        other = self._of_that_day(due, at, reading) or self._in_that_month(due, at.date(), reading.index)
        return due if other is None or other == due.due else replace(due, due=other, other=(*due.other, due.due))

    def _in_that_month(self, due: Due, today: date, index: int) -> str | None:
        """Return a day that is said by its number alone in the month of one just named: 9月20号要 · 没问题 20号给."""
        alone = _DAY_ALONE.match(due.text)
        if alone is None or due.due is None:
            return None
        said, rest = day_of(due.due), due.due[10:]
        for day in islice(reversed(self.owed), JUST_NAMED):
            if day == said:
                return None
            if day[8:] == said[8:] and day >= today.isoformat():
                return day + rest
        for near, day in reversed(self._ahead):
            away = int(day[8:]) - int(said[8:])
            meant = day[:8] + said[8:]
            soon = today.isoformat() < meant and date.fromisoformat(day) - today <= SEASON
            if index - near <= NEAR and 0 <= away <= EVES and soon:
                return meant + rest
        return None

    def _of_that_day(self, due: Due, at: datetime, reading: Reading) -> str | None:
        """Return an hour or a part of the day that is said alone on the day just set, at that day's part."""
        held = next((one for one in reversed(self._put) if reading.index - one.index <= NEAR), None)
        today = at.date().isoformat()
        if held is None or due.due is None or day_of(held.due) < today:
            return None
        if not _HOUR_ALONE.fullmatch(due.text) or day_of(held.due) == today:
            return _same_hour(due, held)
        if "T" not in due.due and len(reading.text.strip()) > SHORT:
            return None
        words = _FROM_HOUR.sub("", held.text) + due.text
        (read, *more) = read_times(words, held.at) or (None,)
        named = None if read is None or more else due_of(read)
        return None if named is None else named.due


def _same_hour(due: Due, held: Put) -> str | None:
    """Return the hour that was set where it is said again without its part of the day: 晚上十点前 · 行 13号十点."""
    if due.due is None or "T" not in due.due or "T" not in held.due:
        return None
    if re.search(_PART, due.text) or not re.search(_PART, held.text):
        return None
    apart = abs(datetime.fromisoformat(due.due) - datetime.fromisoformat(held.due))
    return held.due if apart == _HALF_A_DAY and day_of(due.due) == day_of(held.due) else None
