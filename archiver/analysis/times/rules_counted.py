"""Rules for what is counted in a longer period: 下个月的第一个周一, 十月的第一周, 今年第三个月, 下周最后一天."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from msgspec.structs import replace

from archiver.analysis.numerals import small
from archiver.analysis.times.arithmetic import add_months, day_of, monday, month_end, possible_year
from archiver.analysis.times.holidays import add_working_days
from archiver.analysis.times.rule import GAP, MONTH, MONTH_WORDS, NUMBERS, YEAR, YEAR_WORDS, Rule
from archiver.analysis.times.rules_days import MONTH_AWAY, YEAR_AWAY, month_away, year_of
from archiver.analysis.times.rules_weeks import WEEK, WEEKDAYS, weeks_away
from archiver.analysis.times.values import Context, Period, days, whole_day

_Scope = tuple[date, date]
# The period that something is counted in: 下个月, 去年十月, 十月, 2024年.
_IN = (
    rf"(?:(?P<away>{MONTH_AWAY})|(?:(?P<year>{YEAR_AWAY}|(?:[12]\d{{3}}|[一二][零一二三四五六七八九]{{3}})(?=\s*年))"
    rf"\s*年?{GAP})?(?:(?P<month>{MONTH})\s*月份?)?)"
)
_IN_REQUIRED = rf"(?<![\d一二三四五六七八九十])(?=[^周星礼]{{0,12}}[月年]){_IN}"
_IN_WEEK = r"(?P<week>[上下]{1,3}|这|本)一?个?(?:周|星期|礼拜)"
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"


def _scopes(match: re.Match[str], context: Context) -> list[_Scope]:
    """Return the first and last day of the named month or year; of a month without a year the one before it too."""
    if match["away"]:
        year, month = month_away(match["away"], context)
        return [(date(year, month, 1), month_end(year, month))]
    named = year_of(match["year"], context) if match["year"] else None
    if match["month"]:
        month = small(match["month"])
        year = named or context.anchor.year + (month < context.anchor.month and not context.past)
        years = [year] if named else [year, year - 1]
        return [(date(each, month, 1), month_end(each, month)) for each in years]
    return [(date(named, 1, 1), date(named, 12, 31))] if named else []


def _counted(
    match: re.Match[str], context: Context, find: Callable[[re.Match[str], _Scope], Period | None]
) -> Period | None:
    """Return what is found in the named period, with the reading in the year before as the other one."""
    found = [find(match, scope) for scope in _scopes(match, context)]
    if not found or found[0] is None:
        return None
    return replace(found[0], others=tuple(other for other in found[1:] if other is not None))


def _weekday_inside(match: re.Match[str], scope: _Scope) -> Period | None:
    weekday = WEEKDAYS[match["weekday"]]
    if match["which"] == "最后":
        day = scope[1] - timedelta(days=(scope[1].weekday() - weekday) % 7)
    else:
        day = scope[0] + timedelta(days=(weekday - scope[0].weekday()) % 7 + 7 * (small(match["which"]) - 1))
    return whole_day(day, fixed=True) if scope[0] <= day <= scope[1] else None


def _weekend_inside(match: re.Match[str], scope: _Scope) -> Period | None:
    """Read 第一个周末, told by its Saturday."""
    if match["which"] == "最后":
        day = scope[1] - timedelta(days=(scope[1].weekday() - 5) % 7)
    else:
        day = scope[0] + timedelta(days=(5 - scope[0].weekday()) % 7 + 7 * (small(match["which"]) - 1))
    found = days(day, day + timedelta(days=1), "weekend", excluded=True, fixed=True)
    return found if scope[0] <= day <= scope[1] else None


def _week_inside(match: re.Match[str], scope: _Scope) -> Period | None:
    """Read 第一周: the first week with at least four days inside, as ISO 8601 counts; 最后一周 likewise."""
    first = monday(scope[0] + timedelta(days=3))
    after = monday(scope[1] + timedelta(days=4))
    count = small(match["count"] or "一")
    which = match["which"]
    if which in ("最后", "后"):
        begin = after - timedelta(weeks=count)
    elif which == "前":
        begin = first
    else:
        begin, count = first + timedelta(weeks=small(which) - 1), 1
    return days(begin, begin + timedelta(days=7 * count - 1), "week", fixed=True) if 0 < count < 54 else None


def _day_inside(match: re.Match[str], scope: _Scope) -> Period | None:
    """Read 第一天, 第三天 and 最后一天."""
    day = scope[1] if match["which"] == "最后" else scope[0] + timedelta(days=small(match["which"]) - 1)
    return days(day, day, "day", fixed=True) if scope[0] <= day <= scope[1] else None


def _days_inside(match: re.Match[str], scope: _Scope) -> Period | None:
    """Read 前三天 and 最后三天."""
    rest = timedelta(days=small(match["count"]) - 1)
    first, last = (scope[1] - rest, scope[1]) if match["which"] == "最后" else (scope[0], scope[0] + rest)
    return days(first, last, "day", fixed=True) if scope[0] <= first <= last <= scope[1] else None


def _nth_weekday(match: re.Match[str], context: Context) -> Period | None:
    return _counted(match, context, _weekday_inside)


def _nth_weekend(match: re.Match[str], context: Context) -> Period | None:
    return _counted(match, context, _weekend_inside)


def _nth_week(match: re.Match[str], context: Context) -> Period | None:
    return _counted(match, context, _week_inside)


def _nth_day(match: re.Match[str], context: Context) -> Period | None:
    return _counted(match, context, _day_inside)


def _nth_days(match: re.Match[str], context: Context) -> Period | None:
    return _counted(match, context, _days_inside)


def _day_of_week(match: re.Match[str], context: Context) -> Period | None:
    first = monday(context.today) + timedelta(weeks=weeks_away(match["week"]))
    return _day_inside(match, (first, first + timedelta(days=6)))


def _workday_inside(match: re.Match[str], scope: _Scope) -> Period | None:
    """Read 第一个工作日, 最后一个工作日 and 倒数第二个工作日."""
    back = match["which"] is None or match["which"] == "最后"
    count = 1 if match["which"] == "最后" else small(match["back"] or match["which"].removeprefix("第"))
    if not 0 < count < 24:
        return None
    day = add_working_days(
        scope[1] + timedelta(days=1) if back else scope[0] - timedelta(days=1), -count if back else count
    )
    return whole_day(day, fixed=True) if scope[0] <= day <= scope[1] else None


def _nth_workday(match: re.Match[str], context: Context) -> Period | None:
    if match["week"]:
        first = monday(context.today) + timedelta(weeks=weeks_away(match["week"]))
        return _workday_inside(match, (first, first + timedelta(days=6)))
    return _counted(match, context, _workday_inside)


def _months_of_year(match: re.Match[str], context: Context) -> Period | None:
    """Read 今年前两个月, 2022年前三季度 and 今年第三个月."""
    year, count = year_of(match["away"] or match["year"], context), small(match["count"])
    if year is None or not 1 <= count <= 12:
        return None
    if match["unit"] != "月":
        count *= 3
    if count > 12:
        return None
    which = match["which"]
    first, last = {"前": (1, count), "头": (1, count), "第": (count, count)}.get(which, (13 - count, 12))
    if which == "第" and match["unit"] != "月":
        return None
    return days(date(year, first, 1), month_end(year, last), "month", fixed=True)


def _same_day(match: re.Match[str], context: Context) -> Period | None:
    """Read 明年的今天, 上个月今天 and 下周今天: as far from today as the words say."""
    if match["week"]:
        return whole_day(context.today + timedelta(weeks=weeks_away(match["week"])), fixed=True)
    if match["away"]:
        year, month = month_away(match["away"], context)
        months = 12 * (year - context.today.year) + month - context.today.month
        return whole_day(add_months(context.today, months), fixed=True)
    named = year_of(match["year"], context)
    if named is None or not possible_year(named):
        return None
    day = day_of(named, context.today.month, context.today.day)
    return whole_day(day, fixed=True) if day else None


RULES = (
    Rule(
        "counted.same_day",
        YEAR_WORDS + MONTH_WORDS,
        rf"(?:(?P<away>{MONTH_AWAY})|(?P<year>{YEAR_AWAY})|{_IN_WEEK})的?(?:今天|今日|同一天|这个?时候|此时)",
        _same_day,
        (
            ("明年的今天", "2025-03-05"),
            ("下个月今天", "2024-04-05"),
            ("下周今天", "2024-03-12"),
            ("去年这个时候", None),
        ),
        ("今天", "明年今"),
        needs="今同时",
    ),
    Rule(
        "counted.weekday",
        NUMBERS + YEAR_WORDS + MONTH_WORDS + "第最",
        rf"{_IN_REQUIRED}{GAP}第?(?P<which>[一二三四五1-5]|最后)一?个{WEEK}(?P<weekday>[一二三四五六日天1-7])",
        _nth_weekday,
        (("下个月的第一个周一", "2024-04-01"), ("四月的最后一个星期一", "2024-04-29")),
        ("第一个周一",),
        needs="周星礼拜",
    ),
    Rule(
        "counted.weekend",
        NUMBERS + YEAR_WORDS + MONTH_WORDS + "第最",
        rf"{_IN_REQUIRED}{GAP}第?(?P<which>[一二三四五1-5]|最后)一?个周末",
        _nth_weekend,
        (("四月第一个周末", "2024-04-07"), ("下个月最后一个周末", "2024-04-28")),
        ("第一个周末", "四月的周末"),
        needs="周",
    ),
    Rule(
        "counted.workday",
        NUMBERS + YEAR_WORDS + MONTH_WORDS + "上下这本",
        rf"(?:{_IN_WEEK}|{_IN_REQUIRED}){GAP}(?:倒数第(?P<back>[一二三四五1-5])|(?P<which>最后|第(?:{_NUMBER})))一?个工作[日天]",
        _nth_workday,
        (
            ("本月最后一个工作日", "2024-03-29"),
            ("下个月第一个工作日", "2024-04-01"),
            ("这周最后一个工作日", "2024-03-08"),
            ("四月倒数第二个工作日", "2024-04-29"),
        ),
        ("最后一个工作日", "本月三个工作日"),
        needs="工",
    ),
    Rule(
        "counted.week",
        NUMBERS + YEAR_WORDS + MONTH_WORDS + "第最",
        rf"{_IN_REQUIRED}{GAP}(?:第(?=[一二三四五六七八九十\d]))?(?P<which>最后|前|(?<=[年月的])后(?!一?个)|(?<=第)(?:{_NUMBER})"
        r"|[一二三四五1-5](?!\d))\s?(?P<count>[一二两三四五\d])?\s?个?(?:周(?![岁年末一二三四五六日])"
        r"|星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天]))",
        _nth_week,
        (("十月的第一周", "2024-10-06"), ("2021年的前2周", None)),
        ("第一周", "三周"),
        needs="周星礼拜",
    ),
    Rule(
        "counted.day",
        NUMBERS + YEAR_WORDS + MONTH_WORDS,
        rf"{_IN_REQUIRED}{GAP}(?:第(?=[一二三四五六七八九十\d]))?(?P<which>最后(?=一)|(?<=第)(?:{_NUMBER}))\s?一?(?:天|(?<=最后一)日)",
        _nth_day,
        (("下个月第一天", "2024-04-01"), ("今年的最后一天", "2024-12-31"), ("本月最后一天", "2024-03-31")),
        ("第一天", "最后一天", "三月天"),
        needs="月年",
    ),
    Rule(
        "counted.days",
        NUMBERS + YEAR_WORDS + MONTH_WORDS,
        rf"{_IN_REQUIRED}{GAP}(?P<which>前|头|最后)(?P<count>{_NUMBER}|两)\s?天(?!之?[内后前])",
        _nth_days,
        (("下个月前三天", "2024-04-03"), ("七月最后三天", "2024-07-31"), ("四月的前十天", "2024-04-10")),
        ("前三天", "最后两天"),
        needs="月年",
    ),
    Rule(
        "counted.day_of_week",
        "上下这本",
        rf"{_IN_WEEK}{GAP}(?:第(?=[一二三四五六七1-7]))?(?P<which>最后(?=一)|(?<=第)[一二三四五六七1-7])\s?一?天",
        _day_of_week,
        (("下周第一天", "2024-03-11"), ("这周最后一天", "2024-03-10")),
        ("下周三天", "第一天"),
        needs="天",
    ),
    Rule(
        "counted.months_of_year",
        NUMBERS + YEAR_WORDS,
        rf"(?:(?P<away>{YEAR_AWAY})|(?P<year>{YEAR})\s*年){GAP}(?P<which>前|头|最后|后|第)\s?(?P<count>\d{{1,2}}"
        r"|[一二两三四五六七八九十]{1,2})\s?(?:个\s?(?P<unit>月|季度)|(?<!第.)(?<!第..)季度)",
        _months_of_year,
        (("今年前两个月", None), ("2024年最后三个月", "2024-12-31"), ("今年前三季度", "2024-09-30")),
        ("前两个月", "今年第三季度"),
        needs="年",
    ),
)
