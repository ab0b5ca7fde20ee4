"""Lines of copied chat text, and which of them open a message (formats.md §8)."""

import re
from datetime import date, datetime, time
from typing import NamedTuple

from parsers import clock, markers
from parsers.decoding import salvage

MAX_MARK = 2048
"""Bytes of a line that can be a head; no name is as long."""

_CLOCK = r"(?:(?:上午|下午) )?(?:[01]?\d|2[0-4]):[0-5]\d:[0-5]\d(?: [AP]M)?"
_DATE_LINE = re.compile(r"— — +(\d{4})-(\d{1,2})-(\d{1,2}) +— —")
# 山雀(9000010001) 下午 9:05:03
_NUMBERED = re.compile(rf"(?P<name>.*)\((?P<uin>\d{{4,11}})\) (?P<raw>{_CLOCK}) ?")
# 山雀  2021/3/2 9:05:03 · 山雀 3/2/2021 9:05:03 PM · 山雀 9:05:03 PM · 山雀  9:05:03 · 山雀: 03-02 09:05:03
_DATED = re.compile(r"(?P<name>.+?) {1,2}(?P<raw>\d{4}/\d{1,2}/\d{1,2} \d{1,2}:\d\d:\d\d)")
_ENGLISH = re.compile(r"(?P<name>.+?) (?P<raw>(?:\d{1,2}/\d{1,2}/\d{4} )?\d{1,2}:\d\d:\d\d [AP]M)")
_TODAY = re.compile(r"(?P<name>.+?) {2}(?P<raw>(?:[01]?\d|2[0-4]):[0-5]\d:[0-5]\d) ?")
_YEARLESS = re.compile(r"(?P<name>.+?): (?P<raw>\d\d-\d\d \d\d:\d\d:\d\d)")
_TIP = re.compile(r"(?P<raw>\d\d:\d\d:\d\d) (?P<text>.+)")
_HEADS = (_NUMBERED, _DATED, _ENGLISH, _TODAY, _YEARLESS)
_MAYBE = re.compile(rb"\d:\d\d:\d\d|\xe2\x80\x94 \xe2\x80\x94")
_MONTH_FIRST = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (.+)")
_CODE = ("//", "/*", "* ")


class Head(NamedTuple):
    """A line that opens a message; `tip` is the text of a notice of QQ that stands behind its time."""

    name: str
    uin: str
    raw: str
    tip: str | None = None


def mark(data: bytes) -> Head | date | None:
    """Return what a line opens: a message, a day, or nothing."""
    if len(data) > MAX_MARK or not _MAYBE.search(data) or data[:1].isspace():
        return None
    text = salvage(data).text
    day = _DATE_LINE.fullmatch(text.rstrip())
    if day:
        return clock.date_of(*map(int, day.groups()))
    tip = _TIP.fullmatch(text)
    if tip and markers.file_notice(tip["text"]):
        return Head("", "", tip["raw"], tip["text"])
    if text.startswith(_CODE):
        return None
    for pattern in _HEADS:
        found = pattern.fullmatch(text)
        if found:
            return Head(found["name"], found.groupdict().get("uin") or "", found["raw"])
    return None


def dated(raw: str) -> datetime | None:
    """Return the moment that a print with its whole date names; month before day in the English form."""
    english = _MONTH_FIRST.fullmatch(raw)
    return clock.wall(f"{english[3]}-{english[1]}-{english[2]} {english[4]}" if english else raw)


def has_date(raw: str) -> bool:
    """Say whether a print has a date with its year."""
    return "/" in raw


def has_clock_only(raw: str) -> bool:
    """Say whether a print is a time of day and nothing else."""
    return "/" not in raw and "-" not in raw


def on(day: date, raw: str) -> datetime | None:
    """Return the moment of a time of day on a day."""
    return clock.wall(f"{day.isoformat()} {raw}")


def midnight(day: date) -> datetime:
    """Return the first moment of a day."""
    return datetime.combine(day, time())
