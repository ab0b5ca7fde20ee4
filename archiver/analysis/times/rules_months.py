"""Rules for months and their parts: 三月底, 下个月初, 中旬, 月底, 2024-05."""

import re
from datetime import date

from msgspec.structs import replace

from archiver.analysis.numerals import small
from archiver.analysis.times.arithmetic import month_end, month_period, shift_month
from archiver.analysis.times.rule import (
    BOTTOM,
    EARLY,
    FIGURES,
    GAP,
    LOOSE,
    MIDDLE,
    MONTH,
    MONTH_WORDS,
    NUMBERS,
    YEAR,
    YEAR_WORDS,
    Rule,
)
from archiver.analysis.times.rules_days import MONTH_AWAY, YEAR_AWAY, month_away, year_of
from archiver.analysis.times.values import Context, Period, days

# First and last day of each part of a month; the last is the day a party is held to (language.md §2).
_PARTS = {
    "初": (1, 10), "头": (1, 10), "上旬": (1, 10), "中旬": (11, 20), "中": (15, 15), "下旬": (21, 31),
    "中下旬": (11, 31), "中上旬": (1, 20), "上中旬": (1, 20), "底": (31, 31),
    "末": (31, 31), "尾": (31, 31),
}  # fmt: skip
_PART = (
    rf"(?:(?P<part>中下旬|中上旬|上中旬|上旬|中旬|下旬|{BOTTOM}|头(?![条像发部脑])"
    rf"|(?!初一(?!定)|初[二三四五六七八九十]){EARLY}|{MIDDLE})(?:的时候)?)"
)

# 六月雪, 三月兔 and 七月与安生 are names.
_POETIC = r"[雪兔河桂菊梅荷莺霜柳街路瓜党桃樱槐芳]|半(?![天价个小夜成路数])|飞[雪花]|怀胎|花(?![了费钱多时])|与安生"


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
    year, month = month_away(match["month"], context)
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
    # What is said of the next month, even with a 了, is said of the coming one: 8月中旬把钱付了, in July.
    year = seen.year - (context.past and month > seen.month + 1)
    if not context.past and month < seen.month:
        year += 1
    if match["part"]:
        chosen = part_of_month(year, month, match["part"])
        if chosen.last_day < seen.date() and not context.past and month != seen.month:
            chosen = part_of_month(year + 1, month, match["part"])
        return replace(chosen, others=(part_of_month(chosen.start.year - 1, month, match["part"]),))
    other = year - 1 if (year, month) >= (seen.year, seen.month) else year + 1
    whole = month_period(year, month, excluded=month != seen.month or year != seen.year)
    return Period(whole.start, whole.end, "month", excluded=whole.excluded, others=(month_period(other, month),))


def _half_month(match: re.Match[str], context: Context) -> Period:
    first = context.anchor.date().replace(day=1)
    if match["away"]:
        year, month = month_away(match["away"], context)
        first = date(year, month, 1)
    elif match["month"]:
        first = first.replace(month=small(match["month"]))
        if first.month < context.anchor.month and not context.past:
            first = first.replace(year=first.year + 1)
    if match["half"] in ("上", "前"):
        return days(first, first.replace(day=15), "half")
    return days(first.replace(day=16), month_end(first.year, first.month), "half")


RULES = (
    Rule(
        "periods.year_and_month",
        "12",
        r"(?<!\d:)(?<![\d./a-z-])(?:(?<=[从自至到于在])(?P<cue>))?(?P<year>(?:19|20)\d\d)\s?(?:[-/]|\.(?=\d{1,2}月)|(?(cue)\.|(?!)))\s?(?P<month>1[0-2]"
        r"|0?[1-9])(?![\d.:/a-z-]|版)月?(?P<part>)",
        _named_month,
        (("2024-05", "2024-05-31"), ("2024/6前", "2024-05-31"), ("从2024.5", None)),
        ("2024.1", "2024-05-01", "unity 2021.3之前"),
    ),
    Rule(
        "periods.month_and_year",
        FIGURES,
        r"(?<!\d:)(?<![\d./a-z-])(?P<month>1[0-2]|0?[1-9])\s?/\s?(?P<year>(?:19|20)\d\d)(?![\d./%a-z]|\s*[元块万字个张页套份人件次条])(?P<part>)",
        _named_month,
        (("07/2024", "2024-07-31"), ("7/2024前", "2024-06-30")),
        ("15/7/2024", "3/2000字"),
        needs="/",
    ),
    Rule(
        "periods.half_month",
        "前后" + MONTH_WORDS + NUMBERS,
        rf"(?:{LOOSE}(?P<month>{MONTH})月份?的?|(?P<away>{MONTH_AWAY})的?)?(?<![以之])(?P<half>[上下前后])半个?月(?!内|后|前)",
        _half_month,
        (("上半月", "2024-03-15"), ("下半月", "2024-03-31")),
        ("半个月", "前半个月内", "开工以后半个月"),
        needs="月",
    ),
    Rule(
        "periods.named_month",
        NUMBERS + YEAR_WORDS,
        rf"{LOOSE}(?:(?P<year>{YEAR_AWAY}|{YEAR}(?=\s*年))\s*年?{GAP})?(?P<month>{MONTH})\s*月(?:份"
        rf"|(?!刊|大(?=的|了|宝|[\s,，。]|$)|[亮饼经光嫂球租薪]|天(?!气)|{_POETIC}))(?:(?:的?月)?{_PART}|(?!\s*\d))",
        _named_month,
        (
            ("三月底", "2024-03-31"),
            ("10月中旬", "2024-10-20"),
            ("4月初", "2024-04-10"),
            ("6月中下旬", "2024-06-30"),
            ("5月份", "2024-05-31"),
            ("去年5月", None),
            ("2024年12月", "2024-12-31"),
            ("1月底", "2025-01-31"),
            ("「4月」初稿给你", "2024-04-30"),
            ("「12月」与客户对账", "2024-12-31"),
            ("「12月」天气怎么样", None),
        ),
        ("三个月", "一月饼", "六月雪", "三月兔", "七月与安生"),
        needs="月",
    ),
    Rule(
        "periods.relative_month",
        MONTH_WORDS,
        rf"(?P<month>{MONTH_AWAY})(?:份)?(?:(?:的?月)?{_PART})?",
        _relative_month,
        (
            ("下个月", "2024-04-30"),
            ("这个月底", "2024-03-31"),
            ("下月初", "2024-04-10"),
            ("本月中旬", "2024-03-20"),
            ("下个月的月底", "2024-04-30"),
            ("下下个月", "2024-05-31"),
            ("「下个月」底图给你", "2024-04-30"),
            ("上个月", None),
        ),
        ("上个月亮",),
        needs="月",
    ),
    Rule(
        "periods.part_of_month",
        "上下中月",
        # 剩600月底给: no figure above twelve names a month
        rf"(?<![一二三四五六七八九十个这本下上])(?:(?<!\d)|(?<=\d{{3}})|(?<=[2-9]\d)|(?<=1[3-9]))月(?P<part>[上中下]旬|底|末|头(?=[给交付结前]|之)|(?!初一(?!定)|初[二三四五六七八九十]){EARLY}"
        r"|中(?![国秋旬])|尾(?![款盘]))|(?<![月份年\d])(?P<alone>中下旬|上中旬|中旬|下旬|上旬)",
        _bare_part,
        (
            ("月底", "2024-03-31"),
            ("月初", "2024-03-10"),
            ("月中", "2024-03-15"),
            ("剩600「月底」给", "2024-03-31"),
            ("剩60「月底」给", "2024-03-31"),
            ("中旬", "2024-03-20"),
            ("下旬", "2024-03-31"),
        ),
        ("三月底", "12月底", "岁月中国"),
        needs="月旬",
    ),
)
