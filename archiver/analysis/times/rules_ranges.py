"""Rules for ranges taken in at a glance: 6.16-6.20, 2023/6/16~6/20, 6-8月, 七八月, 2022.01-2022.05, 2021至2023年."""

import re
from datetime import date

from msgspec.structs import replace

from archiver.analysis.numerals import small
from archiver.analysis.times.arithmetic import day_of, month_end, possible_year
from archiver.analysis.times.rule import (
    DAY_OF_MONTH,
    FIGURES,
    FREE,
    LOOSE,
    MONTH,
    MONTH_WORDS,
    NUMBERS,
    YEAR_WORDS,
    Rule,
)
from archiver.analysis.times.rules_days import (
    MONTH_AWAY,
    MONTH_OF_DAY,
    NAMED_YEAR,
    day_number,
    month_away,
    month_day,
    named_year,
    year_of,
)
from archiver.analysis.times.things import NOT_A_THING
from archiver.analysis.times.values import Context, Period, days, whole_day

_TO = r"\s?(?:到|至|[-~]{1,2})\s?"
_MONTH_FIGURE = r"1[0-2]|0?[1-9]"
_DAY_FIGURE = r"3[01]|[12]\d|0?[1-9]"
_NOT_BEHIND_FIGURES = r"(?<!\d:)(?<![\d./\-a-z¥$])"
_FOUR_FIGURES = r"(?:(?:19|20)\d\d|[一二][零一二三四五六七八九]{3}|两千零?[一二三四五六七八九十]{1,3})"
# 1.25-1.75倍 and 10.5-12.5元 are no days; of 6.5-6.8 nobody knows.
_NOT_A_SIZE = r"(?![\d.:/]|\s*(?:[元块万wk%版倍米折寸刀分斤gm个小天年月点寸磅级]|千))"


def _days_in_figures(match: re.Match[str], context: Context) -> Period | None:
    """Read 6.16-6.20, 2023.6.16-6.20 and 2023-06-16到06-20: both days inside."""
    month, number = int(match["month"]), int(match["day"])
    start = _first_day(int(match["year"]) if match["year"] else None, month, number, context)
    if start is None:
        return None
    last_month, last_number = int(match["month2"]), int(match["day2"])
    end = day_of(int(match["year2"] or start.year), last_month, last_number)
    if end is not None and end < start and not match["year2"] and not match["year"]:
        end = day_of(start.year + 1, last_month, last_number)
    return _stretch(start, end, fixed=match["year"] is not None)


def _first_day(year: int | None, month: int, number: int, context: Context) -> date | None:
    """Return the day a range begins on: of its year, else the nearest."""
    if year is not None:
        return day_of(year, month, number)
    found = month_day(month, number, context)
    return found.start.date() if found else None


def _stretch(start: date, end: date | None, *, fixed: bool) -> Period | None:
    if end is None or end <= start:
        return None
    return replace(days(start, end, "day", fixed=fixed), stretch=True)


def _to_number(match: re.Match[str], context: Context) -> Period | None:
    """Read 6月16日到20, whose second day drops its 号."""
    month, first, last = small(match["month"]), small(match["first"]), small(match["last"])
    year = named_year(match, context)
    start = _first_day(year, month, first, context)
    return _stretch(start, day_of(start.year, month, last), fixed=year is not None) if start else None


def _months(match: re.Match[str], context: Context) -> Period | None:
    """Read 6-8月, 七八月 and 2022年1到5月; the one that is running counts before the one to come."""
    first, last = small(match["first"]), small(match["last"])
    named = named_year(match, context)
    if first == last or (match["pair"] is None and not match["joined"] and last != first + 1):
        return None
    year = named or context.anchor.year
    if named is None and not context.past and max(first, last) < context.anchor.month:
        year += 1
    elif named is None and context.past and first > context.anchor.month:
        year -= 1
    end = year + (last < first)
    if not possible_year(year) or not possible_year(end) or not (first <= 12 and last <= 12):
        return None
    return days(date(year, first, 1), month_end(end, last), "month", fixed=named is not None)


def _months_in_figures(match: re.Match[str], _: Context) -> Period | None:
    begin = date(int(match["year"]), int(match["month"]), 1)
    end = month_end(int(match["year2"]), int(match["month2"]))
    return days(begin, end, "month", fixed=True) if begin < end else None


def _years(match: re.Match[str], context: Context) -> Period | None:
    first, last = year_of(match["first"] or match["short"], context), year_of(match["last"], context)
    if first is None or last is None or not first < last:
        return None
    return replace(days(date(first, 1, 1), date(last, 12, 31), "year", fixed=True), stretch=True)


def _running(first: int, last: int, context: Context) -> Period | None:
    """Return the first of 3号到8号: this month's where the range is running, else the next."""
    seen = context.anchor.date()
    here = day_of(seen.year, seen.month, first)
    return whole_day(here) if here and first < seen.day < last else day_number(first, context)


def _either_number(match: re.Match[str], context: Context) -> Period | None:
    """Read 3、4号, 5-6号 and 三四号: from the first to the last."""
    first, last = small(match["first"] or match["pair"]), small(match["last"])
    if match["teen"]:
        first, last = first + small(match["teen"]), last + small(match["teen"])
    begin: Period | None
    if match["away"]:
        year, month = month_away(match["away"], context)
        named = day_of(year, month, first)
        begin = whole_day(named, fixed=True) if named else None
    else:
        begin = month_day(small(match["month"]), first, context) if match["month"] else _running(first, last, context)
    if begin is None or last <= first:
        return None
    end = day_of(begin.start.year, begin.start.month, last)
    if end is None:
        return None
    both = days(begin.start.date(), end, "day")
    return replace(both, stretch=re.search("[-~到至]", match[0]) is not None)


RULES = (
    Rule(
        "ranges.days_in_figures",
        FIGURES,
        rf"{_NOT_BEHIND_FIGURES}(?P<year>(?:19|20)\d\d)(?P<mark>[./-])(?P<month>{_MONTH_FIGURE})(?P=mark)"
        rf"(?P<day>{_DAY_FIGURE})[日号]?{_TO}(?:(?P<year2>(?:19|20)\d\d)(?P=mark))?(?P<month2>{_MONTH_FIGURE})(?P=mark)"
        rf"(?P<day2>{_DAY_FIGURE})[日号]?(?![\d.:/-])",
        _days_in_figures,
        (("2024.3.16-3.20", "2024-03-20"), ("2024/3/16~2024/4/2", "2024-04-02")),
        ("2024-03-16", "192.168.1.1-192.168.1.9"),
        needs="./-",
    ),
    Rule(
        "ranges.short_days",
        FIGURES,
        rf"{_NOT_BEHIND_FIGURES}(?:(?<=[从自])(?P<cued>))?(?P<year>)(?P<year2>)(?P<month>{_MONTH_FIGURE})(?P<mark>[./])(?P<day>{_DAY_FIGURE})"
        rf"(?(cued)|(?:(?<=/\d)|(?<=/\d\d)|(?<=\.\d\d)|(?=[-~到至]{{1,2}}(?P=month)\.\d\d(?!\d))))[日号]?{_TO}(?P<month2>{_MONTH_FIGURE})(?P=mark)(?P<day2>{_DAY_FIGURE})[日号]?"
        rf"{_NOT_A_SIZE}",
        _days_in_figures,
        (
            ("3.16-3.20", "2024-03-20"),
            ("3.6-3.20", "2024-03-20"),
            ("3/16-4/2", "2024-04-02"),
            ("从3.7到4.2", "2024-04-02"),
        ),
        ("1.5-2.5", "3.5-4.5小时", "1.25-1.75倍", "1.5-1.75倍"),
        needs="./",
    ),
    Rule(
        "ranges.run_together",
        "2",
        rf"{_NOT_BEHIND_FIGURES}(?P<year>20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01]){_TO}"
        r"(?P<year2>20\d\d)(?P<month2>0[1-9]|1[0-2])(?P<day2>0[1-9]|[12]\d|3[01])(?![\d.a-z])",
        _days_in_figures,
        (("20240316-20240320", "2024-03-20"),),
        ("20240316", "1802024031-20240316"),
        needs="-~到至",
    ),
    Rule(
        "ranges.to_number",
        NUMBERS + YEAR_WORDS,
        rf"{FREE}(?:{NAMED_YEAR})?{MONTH_OF_DAY}"
        rf"(?P<first>{DAY_OF_MONTH})[日号]?{_TO}(?P<last>{DAY_OF_MONTH})"
        r"(?:(?(year)[日号]|(?(away)[日号]|(?!)))|(?!\s*[\d日号月年.:点时个天%分元块折倍wk万零一二三四五六七八九十]))",
        _to_number,
        (("3月16日到20", "2024-03-20"), ("四月三号到十五", "2024-04-15"), ("2024年4月3-15日", "2024-04-15")),
        ("3月16日到20号", "3月16日到20个"),
        needs="-~到至",
    ),
    Rule(
        "ranges.months",
        NUMBERS + YEAR_WORDS,
        rf"{LOOSE}(?:{NAMED_YEAR})?(?P<first>{MONTH})(?:(?P<joined>{_TO})"
        rf"|(?P<pair>\s?[、,或]\s?)|(?<=[一二三四五六七八九])(?=[二三四五六七八九]月))(?P<last>{MONTH})\s*月"
        r"(?:份|(?![亮饼经光嫂球租薪]|天(?!气)|[底初末中]|\s?\d))",
        _months,
        (("6-8月", "2024-08-31"), ("七八月", "2024-08-31"), ("今年1到3月", "2024-03-31"), ("十一到二月", "2025-02-28")),
        ("6-8个月", "三月", "1-2月饼"),
        needs="月",
    ),
    Rule(
        "ranges.months_in_figures",
        "12",
        rf"{_NOT_BEHIND_FIGURES}(?P<year>(?:19|20)\d\d)(?P<mark>[./-])(?P<month>{_MONTH_FIGURE}){_TO}"
        rf"(?P<year2>(?:19|20)\d\d)(?P=mark)(?P<month2>{_MONTH_FIGURE})(?![\d.:/-])",
        _months_in_figures,
        (("2024.01-2024.05", "2024-05-31"),),
        ("2024.01", "2024.1-2.5"),
        needs="./-",
    ),
    Rule(
        "ranges.years",
        "0129一二两",
        rf"(?<!\d:)(?<![\d./\-一二三四五六七八九十百千])(?:(?P<first>{_FOUR_FIGURES})\s*(?:年{_TO}|{_TO}"
        rf"|[和与跟](?=\d{{4}}年(?:之间|间)))|(?P<short>(?<=[从自由在])[0129]\d(?=年)|0\d|9\d(?=年?{_TO}9\d年))年?{_TO}(?=\d\d年))(?P<last>{_FOUR_FIGURES}|(?(short)[0129]\d|(?!)))"
        r"(?:\s?年(?!\s?\d|[一二三四五六七八九十\d]|前|初|底)|(?:(?<=[从自]\d{4}[-到至]\d{4})|(?<=[从自]\d{4}年[-到至]\d{4}))(?![\d元块个字人]))",
        _years,
        (
            ("1995-1997年", None),
            ("2023年-2025年", "2025-12-31"),
            ("从22年到25年", "2025-12-31"),
            ("05到09年", None),
            ("95-98年", None),
        ),
        ("1995-1997", "2024-2025号", "5到10年", "50到60年"),
        needs="年从自",
    ),
    Rule(
        "days.either_number",
        NUMBERS + MONTH_WORDS,
        rf"(?:{LOOSE}(?P<month>{MONTH})月(?:份)?|(?P<away>{MONTH_AWAY})的?|{LOOSE})"
        rf"(?:(?P<first>{DAY_OF_MONTH})(?:[号日]?\s?(?:[-~、,到或至]|或者)|和)\s?"
        r"|(?P<teen>二?十)?(?P<pair>[一二三四五六七八])(?=[二三四五六七八九][号日]))"
        rf"(?P<last>{DAY_OF_MONTH})[号日](?:(?(month)|(?(away)|(?!)))|{NOT_A_THING})",
        _either_number,
        (
            ("3、4号", "2024-04-04"),
            ("15-16号", "2024-03-16"),
            ("八九号", "2024-03-09"),
            ("4月3到5号", "2024-04-05"),
            ("「4月3到5号」封闭", "2024-04-05"),
        ),
        ("3-5天", "一号", "3到5号楼"),
        needs="号日",
    ),
)
