"""Times as QQ and WeChat print them between messages: whole ones, and those that count from the day of the picture.

    2024年3月5日 10:20 · 2024/3/5 10:20:31     the print says all
    3月5日 10:20 · 昨天 21:03 · 星期二 下午3:20 · 21:03     only with the day on which the picture was taken

Without that day a print of the second kind names no moment; none is made up from a file's name or date.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from parsers import clock
from parsers.message import Stamp

_WHOLE: Final = re.compile(
    r"(?:(?P<year>\d{4})[年/.-](?P<month>\d{1,2})[月/.-](?P<day>\d{1,2})日?"
    r"|(?P<month_>\d{1,2})[月/-](?P<day_>\d{1,2})日?"
    r"|(?P<near>今天|昨天|前天)"
    r"|(?:星期|周|礼拜)(?P<week>[一二三四五六日天]))?"
    r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|深夜)?"
    r"(?P<hour>\d{1,2})[:：](?P<minute>\d{2})(?:[:：](?P<second>\d{2}))?(?P<half>[AaPp][Mm])?"
)
_NEAR: Final = {"今天": 0, "昨天": 1, "前天": 2}
_WEEK: Final = "一二三四五六日"
_MORNING: Final = frozenset({"凌晨", "清晨", "早上", "早晨", "上午"})
_NOON: Final = 12


def is_time(text: str) -> bool:
    """Say whether a line is a time and nothing else."""
    return _WHOLE.fullmatch(_tight(text)) is not None


def stamp(raw: str, taken: date | None) -> Stamp:
    """Return a printed time with the moment it names, if the print and the day of the picture say it."""
    found = _WHOLE.fullmatch(_tight(raw))
    at = _clock(found) if found else None
    day = _day(found, taken) if found else None
    return Stamp(raw, None if at is None or day is None else datetime.combine(day, at))


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _clock(found: re.Match[str]) -> time | None:
    """Return the time of day. Twelve at night is not read: the prints of phones disagree on what it means."""
    hour, part = int(found["hour"]), found["part"]
    half = found["half"].upper() if found["half"] else None
    if part in {"晚上", "深夜"} and hour == _NOON:
        return None
    if half is not None and hour <= _NOON:
        hour = hour % _NOON + (_NOON if half == "PM" else 0)
    elif part in _MORNING and hour == _NOON:
        hour = 0 if part == "凌晨" else _NOON
    elif part is not None and part not in _MORNING and hour < (_NOON - 1 if part == "中午" else _NOON):
        hour += _NOON
    try:
        return time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None


def _day(found: re.Match[str], taken: date | None) -> date | None:
    if found["year"]:
        return clock.date_of(int(found["year"]), int(found["month"]), int(found["day"]))
    if taken is None:
        return None
    if found["month_"]:
        month, day = int(found["month_"]), int(found["day_"])
        this = clock.date_of(taken.year, month, day)
        return this if this is None or this <= taken else clock.date_of(taken.year - 1, month, day)
    if found["week"]:
        wanted = _WEEK.index(found["week"].replace("天", "日"))
        return taken - timedelta(days=(taken.weekday() - wanted - 1) % 7 + 1)
    return taken - timedelta(days=_NEAR.get(found["near"] or "今天", 0))
