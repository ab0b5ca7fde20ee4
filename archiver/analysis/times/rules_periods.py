"""Rules for months, quarters, years and their parts: 月底, 下个月初, 三月中旬, 季度末, 年底, 上半年, 2018年."""

import re
from datetime import date, timedelta

from msgspec.structs import replace

from archiver.analysis.numerals import small
from archiver.analysis.times.arithmetic import month_end, month_period, possible_year, shift_month
from archiver.analysis.times.rule import FREE, GAP, LOOSE, MONTH, MONTH_WORDS, NUMBERS, Rule, YEAR, YEAR_WORDS
from archiver.analysis.times.rules_days import MONTH_AWAY, MONTHS_AWAY, YEAR_AWAY, year_of
from archiver.analysis.times.values import Context, Period, days, midnight

# First and last day of each part of a month; the last is the day a party is held to (language.md §2).
_PARTS = {
    "初": (1, 10), "头": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "中": (15, 15), "下旬": (21, 31), "底": (31, 31),
    "末": (31, 31), "尾": (31, 31),
}  # fmt: skip
_PART = (
    r"(?:(?P<part>上旬|中旬|下旬|底|末|尾|头|初(?![一二三四五六七八九十])|中(?![奖国秋级小大学文英美式]))(?:的时候)?)"
)
_MONTH_WORDS = re.compile(r"[个一月]")


def _year_month(words: str, context: Context) -> tuple[int, int]:
    return shift_month(context.at.year, context.at.month, MONTHS_AWAY[_MONTH_WORDS.sub("", words)])


def part_of_month(year: int, month: int, part: str, *, fixed: bool = False) -> Period:
    """Return 月底, 上旬 … of a month; before it keeps its own last day in."""
    last = month_end(year, month)
    first_day, last_day = _PARTS[part]
    return days(
        date(year, month, min(first_day, last.day)), date(year, month, min(last_day, last.day)), "day", fixed=fixed
    )


def _bare_part(match: re.Match[str], context: Context) -> Period:
    """Read 月底 of this month, or of the next where its last day has passed."""
    part = match["part"] or match["alone"]
    seen = context.anchor.date()
    here = part_of_month(seen.year, seen.month, part)
    if here.last_day < seen and not context.past:
        return part_of_month(*shift_month(seen.year, seen.month, 1), part)
    return here


def _relative_month(match: re.Match[str], context: Context) -> Period:
    year, month = _year_month(match["month"], context)
    if match["part"]:
        return part_of_month(year, month, match["part"], fixed=True)
    current = (year, month) == (context.at.year, context.at.month)
    return month_period(year, month, excluded=not current, fixed=True)


def _named_month(match: re.Match[str], context: Context) -> Period | None:
    month = small(match["month"])
    if match["year"]:
        year = year_of(match["year"], context)
        if year is None:
            return None
        whole = month_period(year, month, fixed=True)
        return part_of_month(year, month, match["part"], fixed=True) if match["part"] else whole
    seen = context.anchor
    year = seen.year - (context.past and month > seen.month)
    if not context.past and month < seen.month:
        year += 1
    if match["part"]:
        chosen = part_of_month(year, month, match["part"])
        if chosen.last_day < seen.date() and not context.past:
            chosen = part_of_month(year + 1, month, match["part"])
        return chosen
    other = year - 1 if (year, month) >= (seen.year, seen.month) else year + 1
    whole = month_period(year, month, excluded=month != seen.month or year != seen.year)
    return Period(whole.start, whole.end, "month", excluded=whole.excluded, others=(month_period(other, month),))


def _year(match: re.Match[str], context: Context) -> Period | None:
    year = year_of(match["year"], context)
    if year is None:
        return None
    part = match["part"]
    if part in ("底", "末", "尾"):
        return days(date(year, 12, 31), date(year, 12, 31), "day", fixed=True)
    if part == "初":
        return days(date(year, 1, 1), date(year, 1, 31), "month", fixed=True)
    if part == "中":
        return days(date(year, 6, 30), date(year, 6, 30), "day", fixed=True)
    return days(date(year, 1, 1), date(year, 12, 31), "year", excluded=year != context.at.year, fixed=True)


def _year_part(match: re.Match[str], context: Context) -> Period:
    seen = context.anchor.date()
    if match["middle"]:
        day = date(seen.year + (seen > date(seen.year, 6, 30)), 6, 30)
        return days(day, day, "day")
    if match["start"]:
        year = seen.year + (seen.month > 1)
        return days(date(year, 1, 1), date(year, 1, 31), "month")
    return days(date(seen.year, 12, 31), date(seen.year, 12, 31), "day")


def _half(match: re.Match[str], context: Context) -> Period | None:
    year = year_of(match["year"], context) if match["year"] else context.anchor.year
    if year is None:
        return None
    if match["half"] in ("上", "前"):
        return days(date(year, 1, 1), date(year, 6, 30), "half", fixed=bool(match["year"]))
    return days(date(year, 7, 1), date(year, 12, 31), "half", fixed=bool(match["year"]))


def _quarter_period(year: int, quarter: int, *, end: bool, fixed: bool = False, excluded: bool = False) -> Period:
    first = date(year, 3 * quarter - 2, 1)
    last = month_end(year, 3 * quarter)
    return days(last, last, "day", fixed=fixed) if end else days(first, last, "quarter", fixed=fixed, excluded=excluded)


def _quarter(match: re.Match[str], context: Context) -> Period | None:
    number = small(match["number"] or match["bare"])
    if not 1 <= number <= 4:
        return None
    here = (context.anchor.month + 2) // 3
    year = year_of(match["year"], context) if match["year"] else context.anchor.year + (number < here)
    if year is None:
        return None
    later = (year, number) > (context.anchor.year, here)
    return _quarter_period(year, number, end=bool(match["end"]), fixed=bool(match["year"]), excluded=later)


def _relative_quarter(match: re.Match[str], context: Context) -> Period:
    away = {"上": -1, "下": 1}.get(match["away"] or "", 0)
    year, month = shift_month(context.at.year, context.at.month, 3 * away)
    return _quarter_period(year, (month + 2) // 3, end=bool(match["end"]), fixed=away != 0, excluded=away > 0)


def _decade(match: re.Match[str], context: Context) -> Period | None:
    here = context.at.year // 100 + 1
    away = {"上": -1, "下": 1}.get(match["away"] or "", 0)
    # 90年代 by itself is the last century's.
    century = small(match["century"]) if match["century"] else here + away if match["away"] else here - 1
    year = (century - 1) * 100 + small(match["decade"])
    if not possible_year(year) or year % 10:
        return None
    return days(date(year, 1, 1), date(year + 9, 12, 31), "decade", fixed=True)


def _remaining(match: re.Match[str], context: Context) -> Period:
    """Read 本周内's sisters 月内 and 年内: the period that is running."""
    if match["unit"] == "月":
        return month_period(context.at.year, context.at.month, excluded=False)
    if match["unit"] == "年":
        return days(date(context.at.year, 1, 1), date(context.at.year, 12, 31), "year")
    first = context.today - timedelta(days=context.today.weekday())
    return Period(midnight(first), midnight(first) + timedelta(days=7), "week")


def _years(match: re.Match[str], _: Context) -> Period | None:
    first, last = int(match["first"]), int(match["last"])
    if not first < last or not possible_year(last):
        return None
    return replace(days(date(first, 1, 1), date(last, 12, 31), "year", fixed=True), stretch=True)


def _months_of_year(match: re.Match[str], context: Context) -> Period | None:
    year, count = year_of(match["away"] or match["year"], context), small(match["count"])
    if year is None or not 1 <= count <= 12:
        return None
    first, last = (1, count) if match["which"] == "前" else (13 - count, 12)
    return days(date(year, first, 1), month_end(year, last), "month", fixed=True)


def _half_month(match: re.Match[str], context: Context) -> Period:
    first = context.anchor.date().replace(day=1)
    if match["half"] in ("上", "前"):
        return days(first, first.replace(day=15), "half")
    return days(first.replace(day=16), month_end(first.year, first.month), "half")


def _edge_day(match: re.Match[str], context: Context) -> Period | None:
    if match["month"]:
        year, month = _year_month(match["month"], context)
        first, last = date(year, month, 1), month_end(year, month)
    else:
        named = year_of(match["year"], context)
        if named is None:
            return None
        first, last = date(named, 1, 1), date(named, 12, 31)
    day = last if match["which"] == "最后" else first
    return days(day, day, "day", fixed=True)


RULES = (
    Rule(
        "periods.edge_day",
        YEAR_WORDS + MONTH_WORDS,
        rf"(?:(?P<month>{MONTH_AWAY})|(?P<year>{YEAR_AWAY})){GAP}(?P<which>第一|最后)一?天",
        _edge_day,
        (("下个月第一天", "2024-04-01"), ("今年的最后一天", "2024-12-31"), ("本月最后一天", "2024-03-31")),
        ("第一天", "最后一天"),
    ),
    Rule(
        "periods.months_of_year",
        NUMBERS + YEAR_WORDS,
        rf"(?:(?P<away>{YEAR_AWAY})|(?P<year>{YEAR})\s*年){GAP}(?P<which>前|最后|后)\s?(?P<count>\d{{1,2}}|[一二两三四五六七八九十])\s?个月",
        _months_of_year,
        (("今年前两个月", None), ("2024年最后三个月", "2024-12-31")),
        ("前两个月",),
    ),
    Rule(
        "periods.year_and_month",
        "12",
        r"(?<![\d.:/a-z-])(?P<year>(?:19|20)\d\d)\s?[-/]\s?(?P<month>1[0-2]|0?[1-9])(?![\d.:/a-z-])(?P<part>)",
        _named_month,
        (("2024-05", "2024-05-31"), ("2024/6前", "2024-05-31")),
        ("2024.1", "2024-05-01"),
    ),
    Rule(
        "periods.half_month",
        "上下前后",
        r"(?P<half>[上下前后])半个?月(?!内|后|前)",
        _half_month,
        (("上半月", "2024-03-15"), ("下半月", "2024-03-31")),
        ("半个月", "前半个月内"),
    ),
    Rule(
        "periods.years",
        "12",
        r"(?<![\d.:/\-])(?P<first>(?:19|20)\d\d)\s?[-~到至]\s?(?P<last>(?:19|20)\d\d)(?:\s?年|(?<=从\d{4}-\d{4})(?!\d))",
        _years,
        (("1995-1997年", None),),
        ("1995-1997", "2024-2025号"),
    ),
    Rule(
        "periods.decade",
        NUMBERS + "上下这本",
        rf"{FREE}(?:(?P<century>\d{{1,2}}|[一二]?十[一二三四五六七八九]?)世纪|(?P<away>[上下这本])个?世纪)?的?(?P<decade>\d0|[一二三四五六七八九]十)年代",
        _decade,
        (("19世纪70年代", None),),
        ("19世纪", "70年"),
    ),
    Rule(
        "periods.half_year",
        NUMBERS + YEAR_WORDS,
        rf"(?:(?P<year>{YEAR_AWAY}|{YEAR}(?=\s*年))\s*年?{GAP})?(?P<half>[上下前后])半年",
        _half,
        (("上半年", "2024-06-30"), ("今年下半年", "2024-12-31")),
        ("半年", "半年内"),
    ),
    Rule(
        "periods.quarter",
        NUMBERS + YEAR_WORDS + "第",
        rf"(?:(?P<year>{YEAR_AWAY}|{YEAR}(?=\s*年))\s*年?{GAP})?(?:第(?P<number>[一二三四1-4])季(?:度|(?![节后赛]))|(?P<bare>[一二三四1-4])季度)(?P<end>[末底]?)",
        _quarter,
        (("第二季度", "2024-06-30"), ("三季度末", "2024-09-30"), ("今年第一季度", "2024-03-31")),
        ("季度",),
    ),
    Rule(
        "periods.quarter_q",
        "q",
        r"(?P<year>)(?P<bare>)(?<![a-z0-9])q(?P<number>[1-4])(?![0-9a-z])(?P<end>[末底]?)",
        _quarter,
        (("q2", "2024-06-30"), ("Q3末", "2024-09-30")),
        ("qq", "Q5"),
    ),
    Rule(
        "periods.relative_quarter",
        "这本上下季",
        r"(?:(?P<away>[这本下上])个?季度|季度(?=[末底]))(?P<end>[末底]?)",
        _relative_quarter,
        (("季度末", "2024-03-31"), ("下季度", "2024-06-30"), ("本季度末", "2024-03-31")),
        ("季度报告",),
    ),
    Rule(
        "periods.named_month",
        NUMBERS + YEAR_WORDS,
        rf"{LOOSE}(?:(?P<year>{YEAR_AWAY}|{YEAR}(?=\s*年))\s*年?{GAP})?(?P<month>{MONTH})\s*月(?:份|(?![亮饼经光嫂球租薪天]))(?:{_PART})?(?!\s*\d)",
        _named_month,
        (
            ("三月底", "2024-03-31"),
            ("10月中旬", "2024-10-20"),
            ("4月初", "2024-04-10"),
            ("5月份", "2024-05-31"),
            ("去年5月", None),
            ("2024年12月", "2024-12-31"),
            ("1月底", "2025-01-31"),
        ),
        ("三个月", "一月饼"),
    ),
    Rule(
        "periods.relative_month",
        MONTH_WORDS,
        rf"(?P<month>{MONTH_AWAY})(?:份)?(?:{_PART})?",
        _relative_month,
        (
            ("下个月", "2024-04-30"),
            ("这个月底", "2024-03-31"),
            ("下月初", "2024-04-10"),
            ("本月中旬", "2024-03-20"),
            ("下下个月", "2024-05-31"),
            ("上个月", None),
        ),
        ("上个月亮",),
    ),
    Rule(
        "periods.part_of_month",
        "上下中月",
        r"(?<![一二三四五六七八九十\d个这本下上])月(?P<part>底|末|头(?=[给交付结前]|之)|初(?![一二三四五六七八九十])|中(?![国秋旬])|尾)|(?<![月份年\d])(?P<alone>中旬|下旬|上旬)",
        _bare_part,
        (
            ("月底", "2024-03-31"),
            ("月初", "2024-03-10"),
            ("月中", "2024-03-15"),
            ("中旬", "2024-03-20"),
            ("下旬", "2024-03-31"),
        ),
        ("三月底", "岁月中国"),
    ),
    Rule(
        "periods.year",
        NUMBERS + YEAR_WORDS,
        rf"(?<![\d.:/\-零一二三四五六七八九十百千万])(?:(?P<year>{YEAR_AWAY}|[12]\d{{3}}(?=\s*年)|[一二][零一二三四五六七八九]{{3}}(?=年)|[零0][零一二三四五六七八九\d](?=年)|九[零一二三四五六七八九](?=年(?![内后前]))|[89]\d(?=年(?!代|级|薪))|[12]\d(?=年[底初末]))(?:\s*年(?!代|级|薪))?)(?P<part>[底末尾初](?![一二三四五六七八九十])|中(?=[前完交给]|之|$))?",
        _year,
        (
            ("明年", "2025-12-31"),
            ("2018年", None),
            ("零八年", None),
            ("今年年底", "2024-12-31"),
            ("明年初", "2025-01-31"),
        ),
        ("三年", "3年", "2018"),
    ),
    Rule(
        "periods.part_of_year",
        "年",
        r"(?<![\d一二三四五六七八九十几多数半今明去后前来])年(?:[底末尾](?!薪|奖)|终(?![奖于身])|(?P<middle>中(?![国秋级]))|(?P<start>初(?![一二三四五六七八九十])))",
        _year_part,
        (("年底", "2024-12-31"), ("年末", "2024-12-31"), ("年中", "2024-06-30")),
        ("年终奖", "三年底"),
    ),
    Rule(
        "periods.running",
        "周年月",
        r"(?<![\d一二两三四五六七八九十几数半个今明去下上这本])(?P<unit>[月年周])(?=(?:之内|以内|内)(?![容部存]))",
        _remaining,
        (("月内", "2024-03-31"), ("年内", "2024-12-31"), ("周内", "2024-03-10")),
        ("三年内", "一个月内"),
    ),
)
