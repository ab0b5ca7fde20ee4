"""Rules for years, halves, quarters and decades: 明年, 年底, 上半年, 第三季度, 90年代."""

import re
from datetime import date, timedelta

from archiver.analysis.numerals import small
from archiver.analysis.times.arithmetic import month_end, month_period, possible_year, shift_month
from archiver.analysis.times.rule import BOTTOM, EARLY, FREE, GAP, NUMBERS, YEAR, YEAR_WORDS, Rule
from archiver.analysis.times.rules_days import YEAR_AWAY, year_of
from archiver.analysis.times.values import Context, Period, days, midnight


def _decade(match: re.Match[str], context: Context) -> Period | None:
    here = context.at.year // 100 + 1
    away = {"上": -1, "下": 1}.get(match["away"] or "", 0)
    # 90年代 by itself is the last century's.
    century = small(match["century"]) if match["century"] else here + away if match["away"] else here - 1
    if match["figures"]:
        century = int(match["figures"]) + 1
    year = (century - 1) * 100 + small(match["decade"])
    if not possible_year(year) or year % 10:
        return None
    return days(date(year, 1, 1), date(year + 9, 12, 31), "decade", fixed=True)


def _century(match: re.Match[str], context: Context) -> Period | None:
    here = context.at.year // 100 + 1
    century = small(match["century"]) if match["century"] else here + {"上": -1, "下": 1}.get(match["away"], 0)
    first = (century - 1) * 100
    if not possible_year(first):
        return None
    return days(date(first, 1, 1), date(first + 99, 12, 31), "decade", fixed=True)


def _half(match: re.Match[str], context: Context) -> Period | None:
    year = year_of(match["year"], context) if match["year"] else context.anchor.year
    if year is None:
        return None
    if match["half"] in ("上", "前"):
        return days(date(year, 1, 1), date(year, 6, 30), "half", fixed=bool(match["year"]))
    return days(date(year, 7, 1), date(year, 12, 31), "half", fixed=bool(match["year"]))


def _quarter_period(year: int, quarter: int, *, end: bool, fixed: bool, excluded: bool) -> Period:
    first = date(year, 3 * quarter - 2, 1)
    last = month_end(year, 3 * quarter)
    return days(last, last, "day", fixed=fixed) if end else days(first, last, "quarter", fixed=fixed, excluded=excluded)


def _quarter(match: re.Match[str], context: Context) -> Period | None:
    number = small(match["number"] or match["bare"])
    if not 1 <= number <= 4:
        return None
    # 第二季 alone is a season of a series; a year or its end makes it a quarter.
    if not (match["year"] or match["end"] or "度" in match[0] or match[0].startswith("q")):
        return None
    here = (context.anchor.month + 2) // 3
    year = (
        year_of(match["year"], context) if match["year"] else context.anchor.year + (number < here and not context.past)
    )
    if year is None:
        return None
    later = (year, number) > (context.anchor.year, here)
    return _quarter_period(year, number, end=bool(match["end"]), fixed=bool(match["year"]), excluded=later)


def _relative_quarter(match: re.Match[str], context: Context) -> Period:
    away = (match["away"] or "").count("下") - (match["away"] or "").count("上")
    year, month = shift_month(context.at.year, context.at.month, 3 * away)
    return _quarter_period(year, (month + 2) // 3, end=bool(match["end"]), fixed=away != 0, excluded=away > 0)


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
        day = date(seen.year + (seen > date(seen.year, 6, 30) and not context.past), 6, 30)
        return days(day, day, "day")
    if match["start"]:
        year = seen.year + (seen.month > 1 and not context.past)
        return days(date(year, 1, 1), date(year, 1, 31), "month")
    return days(date(seen.year, 12, 31), date(seen.year, 12, 31), "day")


def _remaining(match: re.Match[str], context: Context) -> Period:
    """Read 本周内's sisters 月内 and 年内: the period that is running."""
    if match["unit"] == "月":
        return month_period(context.at.year, context.at.month, excluded=False)
    if match["unit"] == "年":
        return days(date(context.at.year, 1, 1), date(context.at.year, 12, 31), "year")
    first = context.today - timedelta(days=context.today.weekday())
    return Period(midnight(first), midnight(first) + timedelta(days=7), "week")


# Tried before days and months …
PARTS = (
    Rule(
        "periods.decade",
        NUMBERS + "上下这本",
        rf"{FREE}(?:(?P<century>\d{{1,2}}|[一二]?十[一二三四五六七八九]?)世纪|(?P<away>[上下这本])个?世纪|(?P<figures>19|20))?的?"
        r"(?P<decade>\d0|[一二三四五六七八九]十)年代",
        _decade,
        (("19世纪70年代", None),),
        ("19世纪", "70年"),
        needs="年",
    ),
    Rule(
        "periods.century",
        NUMBERS + "上下这本",
        rf"{FREE}(?:(?P<century>\d{{1,2}}|二?十[一二三四五六七八九]?)|(?P<away>[上下这本])个?)世纪(?!初(?!雪)|末(?!班)|中(?=$|[\s,，。的叶期前后])|前(?![往来])|后(?!悔)|[上下]半|公[园寓馆]|花园|金[源融]|佳[缘]|联[华]|大[道厦]|路|城)",
        _century,
        (("19世纪", None), ("上世纪", None)),
        ("世纪", "21世纪初"),
        needs="世",
    ),
    Rule(
        "periods.half_year",
        NUMBERS + YEAR_WORDS,
        rf"(?:(?P<year>{YEAR_AWAY}|{YEAR}(?=\s*年)|(?:19|20)\d\d(?=[上下]))\s*年?{GAP})?(?P<half>[上下前后])半年",
        _half,
        (("上半年", "2024-06-30"), ("今年下半年", "2024-12-31")),
        ("半年", "半年内"),
        needs="年",
    ),
    Rule(
        "periods.quarter",
        NUMBERS + YEAR_WORDS + "第",
        rf"(?:(?P<year>{YEAR_AWAY}|{YEAR}(?=\s*年))\s*年?{GAP})?(?:第(?P<number>[一二三四1-4])(?:个?季度|季(?![节后赛]))"
        r"|(?P<bare>[一二三四1-4])季度)(?P<end>[末底]?)",
        _quarter,
        (("第二季度", "2024-06-30"), ("三季度末", "2024-09-30"), ("今年第一季度", "2024-03-31")),
        ("季度", "第二季"),
        needs="季",
    ),
    Rule(
        "periods.quarter_q",
        "q" + NUMBERS + YEAR_WORDS,
        rf"(?:(?<!\d:)(?<![\d./a-z-])(?P<year>{YEAR_AWAY}|(?:19|20)\d\d)\s?年?的?\s?|(?<![a-z0-9]))(?P<bare>)q(?P<number>[1-4])"
        r"(?![0-9a-z])(?P<end>[末底]?)",
        _quarter,
        (("q2", "2024-06-30"), ("Q3末", "2024-09-30")),
        ("qq", "Q5"),
        needs="q",
    ),
    Rule(
        "periods.relative_quarter",
        "这本上下季",
        r"(?:(?P<away>这|本|下{1,2}|上{1,2})一?个?季度|季度(?=[末底]))(?P<end>[末底]?)",
        _relative_quarter,
        (("季度末", "2024-03-31"), ("下季度", "2024-06-30"), ("下下个季度", "2024-09-30"), ("本季度末", "2024-03-31")),
        ("季度报告",),
        needs="季",
    ),
)
# … and after them: 2024年 is a year only where no month follows.
WHOLE = (
    Rule(
        "periods.year",
        NUMBERS + YEAR_WORDS,
        # 剩1150年前给: a sum, and the lunar new year
        r"(?!(?!20\d\d)\d+年前\s?[给付转结补打清])"
        rf"(?:(?=[{YEAR_WORDS}])|(?<!\d:)(?<![\d./\-零一二三四五六七八九十百千万]))(?:(?P<year>{YEAR_AWAY}|[12]\d{{3}}(?=\s*年(?!历|鉴|画))"
        rf"|[一二][零一二三四五六七八九]{{3}}(?=年)|[两二]千零?[一二三四五六七八九十]{{1,3}}(?=年)|[一二]千[一二三四五六七八九]百[零一二三四五六七八九十]{{0,3}}(?=年)|[零0][零一二三四五六七八九\d](?=年)|一[零一三四五六七八九](?=年)|二[零一二四五六七八九](?=年)|九[零一二三四五六七八九](?=年"
        r"(?![内后前]))|[89]\d(?=年(?!代|级|薪))|[12]\d(?=年[底初末]))(?:\s*年(?!代|级|历|鉴|画|会(?![给交发要出定改])"
        rf"|薪))?)(?:(?<=年)年(?=[底末尾初中]))?(?P<part>(?:{BOTTOM}|{EARLY})(?![一二三四五六七八九十])|中(?=[前完交给]|之|$)|(?<=年年)中(?![国秋]))?",
        _year,
        (
            ("明年", "2025-12-31"),
            ("2018年", None),
            ("零八年", None),
            ("今年年底", "2024-12-31"),
            ("明年初", "2025-01-31"),
        ),
        ("三年", "3年", "2018"),
        needs="年",
    ),
    Rule(
        "periods.bare_year",
        "12",
        r"(?<![\d.,/:a-z-])(?P<year>(?:19[5-9]|20[0-4])\d)(?P<part>)(?:(?=\s?[之以]来)|(?<=自\d{4})(?=[之以]后)"
        r"|(?<=在\d{4})(?=[之以][前后]))",
        _year,
        (("2018以来", None), ("自2019之后", None), ("在「2025之前」", "2024-12-31")),
        ("2018", "从2000起", "2000以后都涨价"),
        needs="来起开后前",
    ),
    Rule(
        "periods.part_of_year",
        "年",
        r"(?<![\d一二三四五六七八九十几多数半今明去后前来])年(?:[底末尾](?!薪|奖)|终(?![奖于身])"
        r"|(?P<middle>中(?![国秋级]))|(?P<start>初(?![一二三四五六七八九十])))"
        r"(?!的?(?:总结|盘点|报告|汇报|述职|大促|大会|晚会|考核|特辑))",
        _year_part,
        (("年底", "2024-12-31"), ("年末", "2024-12-31"), ("年中", "2024-06-30")),
        ("年终奖", "三年底", "年底盘点"),
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
