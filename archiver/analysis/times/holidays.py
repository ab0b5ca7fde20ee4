"""Holidays, make-up days and working days by the State Council's notices; lunar dates and solar terms.

The notices reach as far as the installed `chinese_calendar`; beyond its last year a working day is *unknown*
(`is_workday` returns None), and counting falls back to Monday–Friday, which `beyond_notices` lets callers say.
Lunar dates and terms are astronomy and known for every year of 1900–2100. Both libraries load on first use.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache, lru_cache

_FIRST_LUNAR_YEAR, _LAST_LUNAR_YEAR = 1900, 2100
_MOST_WORKING_DAYS = 3000
_JULIAN_OF_ORDINAL = 1_721_425
"""The Julian day at noon of a date less its ordinal."""
_OTHER_END = {
    "冬至": "DONG_ZHI", "大雪": "DA_XUE", "小寒": "XIAO_HAN", "大寒": "DA_HAN", "立春": "LI_CHUN", "雨水": "YU_SHUI",
    "惊蛰": "JING_ZHE",
}  # fmt: skip
"""Terms that stand at both ends of the library's table of a lunar year: at one of them under these names."""
# How the notices name what we ask for.
_OFFICIAL = {
    "元旦": "New Year's Day", "春节": "Spring Festival", "清明": "Tomb-sweeping Day", "五一": "Labour Day",
    "端午": "Dragon Boat Festival", "国庆": "National Day", "中秋": "Mid-autumn Festival",
}  # fmt: skip


@cache
def _notices() -> tuple[dict[date, str], frozenset[date], int, int]:
    """Return the days off with their holiday, the make-up days, and the first and last published year."""
    from chinese_calendar.constants import holidays, workdays  # noqa: PLC0415 - costs 10 ms, needed by few lines

    years = [day.year for day in holidays]
    return dict(holidays), frozenset(workdays), min(years), max(years)


def beyond_notices(day: date) -> bool:
    """Tell that no notice has been published for the day's year."""
    _, _, first, last = _notices()
    return not first <= day.year <= last


def is_workday(day: date) -> bool | None:
    """Tell whether the day is a working day; None where no notice covers its year."""
    off, made_up, first, last = _notices()
    if not first <= day.year <= last:
        return None
    return day in made_up or (day.weekday() < 5 and day not in off)


def works(day: date) -> bool:
    """Tell whether people work on the day: by the notices, beyond them Monday to Friday."""
    known = is_workday(day)
    return day.weekday() < 5 if known is None else known


def add_working_days(day: date, count: int) -> date:
    """Return the day `count` working days after (before) `day`, which itself is not counted."""
    if abs(count) > _MOST_WORKING_DAYS:
        raise OverflowError(count)
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= works(day)
    return day


def next_workday(day: date) -> date:
    """Return the day itself if it is a working day, else the first one after it."""
    while not works(day):
        day += timedelta(days=1)
    return day


@lru_cache(maxsize=512)
def holiday_span(name: str, year: int) -> tuple[date, date] | None:
    """Return the first and last day off of an official holiday in the year, as the notice or, beyond, the law has it.

    `name` is one of 元旦 春节 清明 五一 端午 国庆 中秋. None for other names.
    """
    official = _OFFICIAL.get(name)
    if official is None:
        return None
    off, _, first, last = _notices()
    core = festival(name, year)
    if core is None:
        return None
    if first <= year <= last:
        # A notice's block may share its days with a neighbour (中秋 inside 国庆), so the run of free days counts.
        start = end = core
        while (start - timedelta(days=1)) in off:
            start -= timedelta(days=1)
        while (end + timedelta(days=1)) in off:
            end += timedelta(days=1)
        return start, end
    legal = {"春节": 7, "国庆": 7, "五一": 5}.get(name, 1)
    start = core - timedelta(days=1) if name == "春节" else core
    return start, start + timedelta(days=legal - 1)


def next_holiday(day: date) -> tuple[date, date]:
    """Return the first official block of days off that begins after `day` (节前 looks ahead to it)."""
    spans = [
        span
        for year in (day.year, day.year + 1)
        for name in _OFFICIAL
        if (span := holiday_span(name, year)) and span[0] > day
    ]
    return min(spans)


@lru_cache(maxsize=512)
def lunar_day(year: int, month: int, day: int) -> date | None:
    """Return the solar date of a lunar one; the last day of the month where `day` is 30 and it has 29."""
    if not _FIRST_LUNAR_YEAR <= year <= _LAST_LUNAR_YEAR or not 1 <= day <= 30:
        return None
    first, days = _lunar_months(year)[month]
    return first + timedelta(days=min(day, days) - 1)


@lru_cache(maxsize=64)
def _lunar_months(year: int) -> Mapping[int, tuple[date, int]]:
    """Return the first day and the number of days of each month of a lunar year; a leap month has a number below 0.

    The library reckons a year in 3 ms and remembers one year only, where a festival is looked for in four.
    """
    from lunar_python import LunarYear  # noqa: PLC0415 - costs 25 ms, needed by few lines

    months = [month for month in LunarYear.fromYear(year).getMonths() if month.getYear() == year]
    return {
        month.getMonth(): (date.fromordinal(int(month.getFirstJulianDay()) - _JULIAN_OF_ORDINAL), month.getDayCount())
        for month in months
    }


@lru_cache(maxsize=512)
def solar_term(name: str, year: int) -> date | None:
    """Return the day of one of the 24 solar terms in the solar year."""
    if not _FIRST_LUNAR_YEAR < year <= _LAST_LUNAR_YEAR:
        return None
    terms = _terms(year)
    return terms.get(name) or terms.get(_OTHER_END.get(name, name))


@lru_cache(maxsize=64)
def _terms(year: int) -> Mapping[str, date]:
    """Return the days of the solar terms of a solar year, under the library's names."""
    from lunar_python import Solar  # noqa: PLC0415 - costs 25 ms, needed by few lines

    # The table around the middle of a year runs from the winter solstice before to beyond the one after it.
    table = Solar.fromYmd(year, 7, 1).getLunar().getJieQiTable()
    return {
        name: date(year, found.getMonth(), found.getDay()) for name, found in table.items() if found.getYear() == year
    }


_FIXED = {
    "元旦": (1, 1), "情人节": (2, 14), "女生节": (3, 7), "妇女节": (3, 8), "白色情人节": (3, 14), "植树节": (3, 12),
    "愚人节": (4, 1), "五一": (5, 1),
    "青年节": (5, 4), "520": (5, 20), "儿童节": (6, 1), "618": (6, 18), "建党节": (7, 1), "建军节": (8, 1),
    "教师节": (9, 10), "国庆": (10, 1), "万圣节": (10, 31), "双十一": (11, 11), "双十二": (12, 12),
    "平安夜": (12, 24), "圣诞": (12, 25), "跨年": (12, 31), "315": (3, 15),
}  # fmt: skip
_LUNAR = {
    "春节": (1, 1), "元宵": (1, 15), "龙抬头": (2, 2), "端午": (5, 5), "七夕": (7, 7), "中元": (7, 15), "中秋": (8, 15),
    "重阳": (9, 9), "腊八": (12, 8), "小年": (12, 23),
}  # fmt: skip
_NTH_WEEKDAY = {"母亲节": (5, 6, 2), "父亲节": (6, 6, 3), "感恩节": (11, 3, 4)}  # month, weekday, which


def _easter(year: int) -> date:
    """Return the Sunday after the first full moon of spring, by the rule of the Gregorian calendar."""
    golden, century = year % 19, year // 100
    moon = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    moon -= moon // 28 * (1 - moon // 28 * (29 // (moon + 1)) * ((21 - golden) // 11))
    past_sunday = (year + year // 4 + moon + 2 - century + century // 4) % 7
    return date(year, 3, 28) + timedelta(days=moon - past_sunday)


@lru_cache(maxsize=1024)
def festival(name: str, year: int) -> date | None:
    """Return the day of a festival in a solar year (春节 2027 = 2027-02-06); None for an unknown name or year."""
    if name in _FIXED:
        return date(year, *_FIXED[name])
    if name == "清明":
        return solar_term("清明", year)
    if name == "除夕":
        new_year = lunar_day(year, 1, 1)
        return new_year - timedelta(days=1) if new_year else None
    if name in _LUNAR:
        month, day = _LUNAR[name]
        # 腊八 and 小年 belong to the lunar year that began the year before.
        return lunar_day(year - (month == 12), month, day)
    if name == "复活节":
        return _easter(year)
    if name in _NTH_WEEKDAY:
        month, weekday, which = _NTH_WEEKDAY[name]
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (which - 1))
    return None
