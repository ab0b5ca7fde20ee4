"""Rules for weeks, weekdays and weekends. Weeks begin on Monday; 周三 said on Friday is next week's."""

import re
from datetime import date, timedelta

from msgspec.structs import replace

from archiver.analysis.times.arithmetic import monday
from archiver.analysis.times.holidays import add_working_days
from archiver.analysis.times.rule import BOTTOM, EARLY, MIDDLE, OTHER_WORD, WEEK_WORDS, Rule
from archiver.analysis.times.rules_days import nearest
from archiver.analysis.times.values import Context, Period, days, whole_day

WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 6,
             "壹": 0, "贰": 1, "叁": 2, "肆": 3, "伍": 4, "陆": 5,
             "1": 0, "2": 1, "3": 2, "4": 3, "5": 4, "6": 5, "7": 6}  # fmt: skip
_ENGLISH = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_AWAY = r"(?P<away>(?:[上下]{1,3}|这|本|今|呢|嗰)一?个?|(?:上|下)一?个)"
# 拜五 is Cantonese for 礼拜五; 崇拜 and 拜一拜 are no weekdays.
WEEK = r"(?:周|星期|礼拜|(?<![礼崇朝参跪叩膜结祭拜])拜(?=[一二三四五六日](?![拜下个次])))"
_WEEK, _TWO_WEEKS = timedelta(weeks=1), timedelta(weeks=2)
# 一周三个, 两周五天, 每周三张图 count; 周三个人, 周五年会, 周日天气 and 周三小组会 do not.
_NOT_A_COUNT = (
    r"(?!个(?!人|税)|次|岁|年(?![会检审终末底初报假货夜])|[元块页]|万(?!一)|[ ]?(?:天(?!气)|小(?=[时节段]|半天))"
    r"|(?<=每周[一二三四五六])(?:[篇条款幅套份]|张(?=$|[图海稿照画\s,，。])))"
)


def weeks_away(words: str) -> int:
    """Return how many calendar weeks 上上, 这 or 下 lie away."""
    return words.count("下") - words.count("上")


def weekday_in_week(day: date, weeks: int, weekday: int) -> date:
    """Return the weekday of the calendar week `weeks` away from the day's."""
    return date.fromordinal(day.toordinal() - day.weekday() + 7 * weeks + weekday)


def _weekday(match: re.Match[str], context: Context) -> Period | None:
    weekday = WEEKDAYS[match["weekday"]]
    if match["away"]:
        return whole_day(weekday_in_week(context.today, weeks_away(match["away"]), weekday), fixed=True)
    return _nearest_weekday(weekday, context)


def _nearest_weekday(weekday: int, context: Context) -> Period | None:
    first = weekday_in_week(context.anchor.date(), -1, weekday)
    return nearest((first, first + _WEEK, first + _TWO_WEEKS), context)


def _english_weekday(match: re.Match[str], context: Context) -> Period | None:
    return _nearest_weekday(_ENGLISH.index(match["weekday"]), context)


def _two_weekdays(match: re.Match[str], context: Context) -> Period | None:
    """Read 周三四 and 周一到三: from the first to the last of one week."""
    first, last = WEEKDAYS[match["first"]], WEEKDAYS[match["last"]]
    if last <= first or not (match["ranged"] or last == first + 1):
        return None
    weeks = weeks_away(match["away"]) if match["away"] else 0
    begin = weekday_in_week(context.anchor.date(), weeks, first)
    end = begin + timedelta(days=last - first)
    if not match["away"] and end < context.anchor.date() and not context.past:
        begin, end = begin + timedelta(weeks=1), end + timedelta(weeks=1)
    return replace(days(begin, end, "day", fixed=bool(match["away"])), stretch=match["ranged"] is not None)


def _weekend(match: re.Match[str], context: Context) -> Period:
    weeks = weeks_away(match["away"] or "")
    if context.past and not match["away"] and context.today.weekday() < 5:
        weeks = -1
    saturday = weekday_in_week(context.today, weeks, 5)
    return days(saturday, saturday + timedelta(days=1), "weekend", excluded=True, fixed=bool(match["away"]))


def _week(match: re.Match[str], context: Context) -> Period:
    weeks = weeks_away(match["away"])
    first = weekday_in_week(context.today, weeks, 0)
    part = match["part"]
    if part == "初":
        return days(first, first + timedelta(days=1), "day", fixed=True)
    if part == "中":
        return days(first + timedelta(days=2), first + timedelta(days=2), "day", fixed=True)
    if part in ("末", "底", "尾"):
        return days(first + timedelta(days=5), first + timedelta(days=6), "weekend", excluded=True, fixed=True)
    if match["half"]:
        head = match["half"] in "前上"
        begin, end = (
            (first, first + timedelta(days=2)) if head else (first + timedelta(days=3), first + timedelta(days=6))
        )
        return days(begin, end, "day", fixed=True)
    return days(first, first + timedelta(days=6), "week", excluded=weeks > 0, fixed=True)


def _half_week(match: re.Match[str], context: Context) -> Period:
    first = monday(context.today)
    if match["half"] in ("上", "前"):
        return days(first, first + timedelta(days=2), "day")
    return days(first + timedelta(days=3), first + timedelta(days=6), "day")


def _middle(_: re.Match[str], context: Context) -> Period:
    wednesday = weekday_in_week(context.today, 0, 2)
    if wednesday < context.today:
        wednesday += timedelta(weeks=1)
    return whole_day(wednesday)


def _next_workday(_: re.Match[str], context: Context) -> Period:
    return whole_day(add_working_days(context.today, 1), fixed=True)


RULES = (
    Rule(
        "weeks.weekend",
        WEEK_WORDS + "双",
        rf"(?:{_AWAY}(?:(?:周|星期|礼拜)的?\s?(?=周[末未]))?)?(?:周末(?!班车)|周未(?![来曾必免经知])|星期末|礼拜末|双休(?:日|(?=(?:之|以)?前|[给交发])))",
        _weekend,
        (
            ("周末", "2024-03-10"),
            ("这周末", "2024-03-10"),
            ("下周末", "2024-03-17"),
            ("这周未", "2024-03-10"),
            ("下周的周末", "2024-03-17"),
            ("下周周末", "2024-03-17"),
        ),
        ("期末", "下周未必"),
        needs="周星礼双",
    ),
    Rule(
        "weeks.two_weekdays",
        WEEK_WORDS,
        rf"(?:{_AWAY})?{WEEK}(?P<first>[一二三四五六1-6])\s?(?:(?P<ranged>[到至-])"
        r"|[、或/])?\s?(?P<last>[二三四五六日天2-7])(?![\d:点个次号日月.张稿幅条份套页款版篇首件])",
        _two_weekdays,
        (("周三四", "2024-03-07"), ("下周一到三", "2024-03-13"), ("周五、六", "2024-03-09")),
        ("周一", "周五15号", "周三3点"),
        needs="周星礼拜",
    ),
    Rule(
        "weeks.weekday",
        WEEK_WORDS,
        rf"(?:{_AWAY}(?:(?:周|星期|礼拜)的?\s?(?={WEEK}))?)?{WEEK}(?:(?<![一两三几每半上下这本\d]周)\s(?=.(?:\s|之?前|[给交发要早晚]|[上下中]午|$)))?(?(away)(?!{OTHER_WORD})|(?<![两几]周)(?!(?<=[\d一二三四五六七八九十]周){OTHER_WORD}))(?P<weekday>[一二三四五六日天]|[1-7](?!\d)|[壹贰叁肆伍陆](?=$|[^\w]|[给交发要前之早晚上下中弄])){_NOT_A_COUNT}",
        _weekday,
        (
            ("周五", "2024-03-08"),
            ("下周三", "2024-03-13"),
            ("下下周五", "2024-03-22"),
            ("周一", "2024-03-11"),
            ("礼拜天", "2024-03-10"),
            ("周5", "2024-03-08"),
            ("下个星期三", "2024-03-13"),
            ("下個禮拜二", "2024-03-12"),
            ("拜四", "2024-03-07"),
            ("下周的周五", "2024-03-15"),
            ("上周五", None),
            ("「周五」年会要用", "2024-03-08"),
            ("「周日」天气怎么样", None),
        ),
        (
            "星期八",
            "一周三次",
            "周三次",
            "拜一拜",
            "崇拜一下",
            "下周一直下雨",
            "下周日本有展",
            "过去两周一直下雨",
            "下周天气",
        ),
        needs="周星礼拜",
    ),
    Rule(
        "weeks.short_weekday",
        "w",
        r"(?P<away>)(?<![a-z0-9.])w(?P<weekday>[1-7])(?![0-9a-z.])",
        _weekday,
        (("w3", "2024-03-06"),),
        ("1w", "w12"),
    ),
    Rule(
        "weeks.english",
        "mtwfs",
        r"(?<![a-z\d@._-])(?P<weekday>mon|tues|wednes|thurs|fri|satur|sun)day(?![a-z\d@_-]|\.[a-z]|['’]s|\s(?:is|was|night|morning)(?![a-z]))",
        _english_weekday,
        (("Friday", "2024-03-08"), ("monday", "2024-03-11")),
        ("birthday", "fridays", "sunday.com"),
        needs="d",
    ),
    Rule(
        "weeks.half",
        "这本上下前后",
        r"(?:这|本)?(?P<half>[上下前后])半(?:周|个?星期|个?礼拜)",
        _half_week,
        (("下半周", "2024-03-10"),),
        ("半周",),
        needs="周星礼拜",
    ),
    Rule(
        "weeks.week",
        WEEK_WORDS,
        rf"{_AWAY}(?:周(?!转[不得开]|旋|济)|星期|礼拜)(?=$|[^一二三四五六日天岁年期边围报刊]|{OTHER_WORD}|年[会检审]|期[中末]|报[价名到税销])(?P<part>{EARLY}|{MIDDLE}|{BOTTOM}|)(?:的?(?P<half>[前后上下])半"
        r"(?:段|周))?",
        _week,
        (
            ("下周", "2024-03-17"),
            ("这周", "2024-03-10"),
            ("下下周", "2024-03-24"),
            ("下个礼拜", "2024-03-17"),
            ("本星期", "2024-03-10"),
            ("上周", None),
            ("「下周」初稿给你", "2024-03-17"),
            ("「下周」尾款结清", "2024-03-17"),
            ("「下周」报价给你", "2024-03-17"),
        ),
        ("三周", "周边", "一下周转不开", "下周报", "下周一"),
        needs="周星礼拜",
    ),
    Rule(
        "weeks.middle",
        "周",
        r"周中(?!国)",
        _middle,
        (("周中", "2024-03-06"),),
        ("周中国",),
    ),
    Rule(
        "weeks.next_workday",
        "下",
        r"下一?个工作[日天]",
        _next_workday,
        (("下个工作日", "2024-03-06"), ("下一个工作日", "2024-03-06")),
        ("三个工作日",),
        needs="作",
    ),
)
