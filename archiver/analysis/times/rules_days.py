"""Rules for days in words: 今天, 大后天, 3月5号, 15号, 下个月15号."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache

from msgspec.structs import replace

from archiver.analysis.numerals import small
from archiver.analysis.times.arithmetic import day_of, possible_year, shift_month
from archiver.analysis.times.rule import (
    BEFORE,
    DAY_OF_MONTH,
    FREE,
    GAP,
    MONTH,
    MONTH_WORDS,
    NUMBERS,
    WILL,
    YEAR,
    YEAR_WORDS,
    Rule,
)
from archiver.analysis.times.things import NOT_A_THING, is_a_size, is_a_thing
from archiver.analysis.times.values import DAY, Context, Period, Vague, days, midnight, whole_day
from archiver.analysis.times.weighed_days import is_unlikely_day

_YEARS_AWAY = {
    "大前年": -3, "前年": -2, "去年": -1, "上年": -1, "上一年": -1, "下一年": 1, "今年": 0, "这一年": 0,
    "本年": 0, "当年": 0,
    "明年": 1, "来年": 1, "次年": 1, "下年": 1, "后年": 2, "大后年": 3,
}  # fmt: skip
_MONTHS_AWAY = {"上上": -2, "上": -1, "这": 0, "本": 0, "当": 0, "今": 0, "下": 1, "次": 1, "下下": 2}
_DAYS_AWAY = {
    word: timedelta(days=away)
    for away, words in {
        -4: "大大前", -3: "大前", -2: "前", -1: "昨 寻 琴", 0: "今 本 即",
        1: "明 名 眀 听", 2: "后", 3: "大后", 4: "大大后",
    }.items()
    for word in words.split()
}  # fmt: skip

_COUNT = r"[一二两三四五六七八九十]|1\d|[1-9]"
# 连续三日, 近5日, 20日涨幅, 三日连涨: 日 counts days here and numbers none.
_SO_MANY_DAYS = re.compile(r"(?:连续|接连|一连|最近|(?<![将接附])近|过去|未来|整整|历时|为期|共计|长达)\s?\Z")
_OVER_DAYS = re.compile(r"\s?(?:[涨跌]|均[线价]|新[高低]|高点|低点|收盘|成交|平均|连[涨跌阳阴]|体验|特训|集训)")
_NIGHT_ENDS = 5  # o'clock
_MORNING = re.compile(r"[早晨朝](?!上?\s?[0-5零一二两三四五]点)")

# 六月五晚上 is a day; 十二月一起, 六月十分忙 and 三月三方会谈 go on with another word.
_BOUNDARY = (
    r"(?=$|[\s,，。;!?~、)(:\-]|之?[前后]|以[前后]|当天|那天|[早晚]上|[上中下]午|[凌傍深半]|[周星礼]|的"
    r"|(?<!月一)[到至交给发晚早截要和跟或])"
)
YEAR_AWAY = r"(?:大前年|前年|去年|上一?年|今年|这一年|本年|当年|明年|来年|次年|下一?年|大?后年)"
# 2024年 and 去年, and the month before a day.
NAMED_YEAR = rf"(?:(?P<year>{YEAR})\s*年|(?P<away>{YEAR_AWAY})){GAP}"
MONTH_OF_DAY = rf"(?P<month>{MONTH})\s*月份?{GAP}"
MONTH_AWAY = r"(?:(?:上上|下下|上|这|本|当|今|下|次)一?个?月(?!亮|饼|经|光|嫂|球|租|薪))"


def year_of(words: str, context: Context) -> int | None:
    """Return the year of 2024, 24, 二零二四, 去年; a two-digit year lies within 1950–2049."""
    if words in _YEARS_AWAY:
        # 次年 is the one after what was named before.
        return (context.anchor if words == "次年" else context.at).year + _YEARS_AWAY[words]
    year = small(words)
    if len(words) == 2 and year < 100:
        year += 2000 if year < 50 else 1900
    return year if possible_year(year) else None


def named_year(match: re.Match[str], context: Context) -> int | None:
    """Return the year of what NAMED_YEAR has matched, None where nothing is named."""
    words = match["year"] or match["away"]
    return year_of(words, context) if words else None


def month_away(words: str, context: Context) -> tuple[int, int]:
    """Return the year and month of 这个月, 下月, 上上个月."""
    return shift_month(context.at.year, context.at.month, _MONTHS_AWAY[re.sub("[个一月]", "", words)])


def nearest(candidates: Iterable[date], context: Context) -> Period | None:
    """Choose the next of ascending days (in a report the last), and keep the one on the other side of the anchor."""
    return nearest_to(context.anchor.date(), candidates, past=context.past)


def nearest_to(seen: date, candidates: Iterable[date], *, past: bool) -> Period | None:
    """Choose as `nearest` does, seen from a day."""
    coming = gone = None
    for day in candidates:
        if day < seen or (past and day == seen):
            gone = day
        if day >= seen:
            coming = day
            break
    chosen, other = (gone or coming, coming) if past else (coming or gone, gone)
    if chosen is None:
        return None
    start = midnight(chosen)
    others = (whole_day(other),) if other is not None and other != chosen else ()
    return Period(start, start + DAY, "day", others=others)


def month_day(month: int, day: int, context: Context) -> Period | None:
    """Return the nearest such day of a year: 3月5号, 2月29日."""
    return _month_day(month, day, context.anchor.date(), past=context.past)


# The messages of one day name the same few days again and again.
@lru_cache(maxsize=1 << 9)
def _month_day(month: int, day: int, seen: date, *, past: bool) -> Period | None:
    # Leap days lie up to eight years apart.
    reach = 8 if month == 2 and day == 29 else 1
    found = (day_of(seen.year + offset, month, day) for offset in range(-reach, reach + 1))
    return nearest_to(seen, filter(None, found), past=past)


def day_number(day: int, context: Context) -> Period | None:
    """Return the nearest month's day of that number; months too short for it are passed over."""
    return _day_number(day, context.anchor.date(), past=context.past)


@lru_cache(maxsize=1 << 9)
def _day_number(day: int, seen: date, *, past: bool) -> Period | None:
    found = (day_of(*shift_month(seen.year, seen.month, by), day) for by in range(-2, 3))
    return nearest_to(seen, filter(None, found), past=past)


def _relative(match: re.Match[str], context: Context) -> Period | None:
    today = context.at.date()
    day = today + _DAYS_AWAY[match["away"]]
    if day <= today or context.at.hour >= _NIGHT_ENDS:
        return whole_day(day, fixed=True)
    # 明早 said in the small hours is the morning that the night ends with.
    if match[0] in ("明", "听") and _MORNING.match(match.string, match.end()):
        return whole_day(day - DAY, fixed=True)
    # To who is still awake at 01:00 明天 may be the day that the calendar calls today.
    return replace(whole_day(day, fixed=True), others=(whole_day(day - DAY, fixed=True),))


def _english_day(match: re.Match[str], context: Context) -> Period:
    """Read tmr and tonight as 明天 and 今天."""
    return whole_day(context.today + timedelta(days=match["word"] not in ("today", "tonight", "tonite")), fixed=True)


def _two_days(match: re.Match[str], context: Context) -> Period:
    first = context.today + _DAYS_AWAY[match["first"]]
    return days(first, first + DAY, "day", fixed=True)


def _eve(match: re.Match[str], context: Context) -> Period:
    """Read the day so many days before the one named beside it, which is the anchor."""
    step = 1 if match["unit"] in ("天", "日", "晚", None) else 7
    return whole_day(context.anchor.date() - timedelta(days=step * small(match["count"] or "一")))


def _same_day(_: re.Match[str], context: Context) -> Period:
    return whole_day(context.anchor.date())


def _following_day(_: re.Match[str], context: Context) -> Period:
    return whole_day(context.anchor.date() + timedelta(days=1))


def _worded(match: re.Match[str], context: Context) -> Period | Vague | None:
    """Read 2024年3月15日; a day that the calendar has not (2月30日) names no time, rather than another one."""
    year = named_year(match, context)
    return None if year is None else named_day(year, match) or Vague()


def named_day(year: int | None, match: re.Match[str]) -> Period | None:
    """Return the day whose month and number a match holds; None where the calendar has no such day."""
    if year is None:
        return None
    month, number = small(match["month"]), small(match["day"])
    day = day_of(year, month, number)
    return whole_day(day, fixed=True) if day else None


def _in_month(match: re.Match[str], context: Context) -> Period | Vague | None:
    month, number = small(match["month"]), small(match["day"])
    if not 1 <= number <= 31:
        return None
    found = month_day(month, number, context)
    # 6月31日 is a slip for a day nobody can tell.
    return found or (Vague() if match[0].endswith(("日", "号")) else None)


def _in_relative_month(match: re.Match[str], context: Context) -> Period | None:
    year, month = month_away(match["month"], context)
    day = day_of(year, month, small(match["day"]))
    return whole_day(day, fixed=True) if day else None


def _number(match: re.Match[str], context: Context) -> Period | None:
    return day_number(small(match["day"]), context) if _is_day(match) else None


@lru_cache(maxsize=2)  # what a clause reports is read again, as of the past
def _is_day(match: re.Match[str]) -> bool:
    if is_ruled_out(match):
        return False
    return match[0].endswith("日") or not is_unlikely_day(match.string, match.start(), match.end())


def is_ruled_out(match: re.Match[str]) -> bool:
    """Tell whether words say that what days.number has matched is a thing, a size or a count of days."""
    other = is_a_thing(match.string, match.end(), small(match["day"]))
    return other or is_a_size(match.string, match.start(), match.end()) or _counts_days(match)


def _counts_days(match: re.Match[str]) -> bool:
    """Tell whether 日 counts: 连续三日, 近5日, 20日涨幅."""
    if not match[0].endswith("日"):
        return False
    return (
        _SO_MANY_DAYS.search(match.string, max(0, match.start() - 4), match.start()) is not None
        or _OVER_DAYS.match(match.string, match.end()) is not None
    )


RULES = (
    Rule(
        "days.full",
        NUMBERS + YEAR_WORDS,
        rf"{FREE}{NAMED_YEAR}{MONTH_OF_DAY}"
        rf"(?P<day>{DAY_OF_MONTH})(?:\s*[日号]|(?!\s*[日号]|[\d一二三四五六七八九]|个)(?:(?<!月[一二三四五六七八九十])|{_BOUNDARY}))",
        _worded,
        (
            ("2024年3月15日", "2024-03-15"),
            ("二零二四年四月一号", "2024-04-01"),
            ("24年12月5日", "2024-12-05"),
            ("明年1月5号", "2025-01-05"),
        ),
        ("2024年", "三年5个月", "去年三月十分忙"),
        needs="月",
        of_year=True,
    ),
    Rule(
        "days.in_month",
        NUMBERS,
        rf"{FREE}{MONTH_OF_DAY}(?P<day>{DAY_OF_MONTH})(?:\s*[日号]|(?!\s*[日号])(?![\d.一二三四五六七八九]|\s?个"
        rf"|[十百千万元块]|\s*(?:天|周(?![一二三四五六日天末])|点|月|次|年))(?:(?<!月[一二三四五六七八九十])|{_BOUNDARY}))",
        _in_month,
        (
            ("3月15号", "2024-03-15"),
            ("三月二十日", "2024-03-20"),
            ("12月1", "2024-12-01"),
            ("1月5号", "2025-01-05"),
            ("六月五晚上", "2024-06-05"),
        ),
        ("三个月", "3月5天", "五月天", "十二月一起结", "六月十分忙", "三月三方会谈"),
        needs="月",
    ),
    Rule(
        "days.in_relative_month",
        MONTH_WORDS,
        rf"(?P<month>{MONTH_AWAY}){GAP}(?P<day>{DAY_OF_MONTH})(?:\s*[日号]|(?=\s*(?:{BEFORE}|[给交发]))|(?<=[十廿卅][一二三四五六七八九])(?=$|[\s,，。;!?的])|(?<=[十廿卅])(?=$|[\s,，。;!?的]))",
        _in_relative_month,
        (
            ("下个月15号", "2024-04-15"),
            ("本月十日", "2024-03-10"),
            ("这个月20号", "2024-03-20"),
            ("下月3号", "2024-04-03"),
            ("这个月25之前", "2024-03-25"),
            ("「下个月十五」，房租", "2024-04-15"),
        ),
        ("下个月", "上个月15个", "下个月十五万", "下个月十张"),
        needs="月",
    ),
    Rule(
        "days.number",
        NUMBERS,
        rf"(?<!第)(?<!选)(?<!用)(?<!喜欢)(?<![路街巷弄道朝])(?<![\d一二三四五六七八九十]排)(?:{FREE}|(?<=\d\d)(?=[一二三四五六七八九十廿]))(?!一日(?:[一二两三四五六七八九十\d]|之|不|千))(?P<day>{DAY_OF_MONTH})\s?(?:(?:号(?!码|称|令)|hao(?![a-z])){NOT_A_THING}"
        r"|日(?![常期子夜文语韩系元均程游志企]|后(?!悔)|内(?!部)|间(?!隔)|记(?!得|住|着)|报(?![价名到税])|货(?!物|车|运|款)|日?行程|本銭|以内|之内|以后|之后|个))",
        _number,
        (
            ("20号", "2024-03-20"),
            ("5号", "2024-03-05"),
            ("3号", "2024-04-03"),
            ("二十八号", "2024-03-28"),
            ("15日", "2024-03-15"),
            ("「26号」这个交", "2024-03-26"),
            ("「15号」视频要用", "2024-03-15"),
            ("剩500「二十号」给", "2024-03-20"),
        ),
        (
            "一号方案",
            "2号图",
            "第3号",
            "3日内",
            "选2号",
            "3号这个",
            "一日一练",
            "球衣印7号",
            "3排12号",
            "大一号",
            "12号偏大",
            "尺码12号",
            "盒子3号面要放条码",
            "水晶珠是8号孔的",
        ),
        needs="号日h",
    ),
    Rule(
        "days.pair",
        "今明昨",
        r"(?P<first>[今明昨])(?:天|日)?(?:或者?|、|和|,)?(?:(?<![昨])后|(?<=今)明|(?<=昨)今(?=两天))(?:天|日|两天)",
        _two_days,
        (("明后天", "2024-03-07"), ("今明两天", "2024-03-06"), ("明天或后天", "2024-03-07")),
        ("明天", "后天"),
        needs="后明昨",
    ),
    Rule(
        "days.relative",
        "今前后听大寻明名眀昨琴本即",
        rf"(?P<away>大大?前|大大?后|(?<![之以])前|昨|寻|琴|今|(?<!小)明|眀|(?<![\w])名(?=天)|(?<![几一二两三四五六七八九十百多数有这那\d])名(?=天(?:[给交发传]|[上下中]午|[早晚]|一定|肯定|[再就能]))|听|后|即(?=日起)"
        rf"|(?<![日基成原])本(?=日(?![常程语元均期报志记系文韩剧用])))(?:天|日(?!本|子|头条)|(?<=今)(?=起(?!来|床|身|名|码))|儿个?(?![童子女科媳歌])|(?<=[今明昨])个儿?(?![人个月星礼小])"
        rf"|(?<=[今明昨听琴])(?=[上下中]午|[晏上下]昼|[早晚晨夜朝晌](?={WILL}|(?!会|饭|餐|安|点|期|自习)))|(?<=[今明昨听])(?=黑(?![色板白暗客马猫狗森巧科洞发屏名]))|(?<=[前后])(?=晚(?={WILL}|(?!会|饭|餐|安|点|期|自习|[上间]))))(?!气(?![温象候])|使|线(?![稿上下条框])|空|台|(?<![今明昨后]天)真|然|猫|(?<=后天)的?(?:培养|形成|努力(?!一)|习得|养成|因素|熏陶)|培养|形成|努力(?!一)|性(?!价))",
        _relative,
        (
            ("今天", "2024-03-05"),
            ("今晚", "2024-03-05"),
            ("明早", "2024-03-06"),
            ("大后天", "2024-03-08"),
            ("明日", "2024-03-06"),
            ("聽日", "2024-03-06"),
            ("明个儿", "2024-03-06"),
            ("名天", "2024-03-06"),
            ("作业「名天」给你", "2024-03-06"),
            ("「明天」真给", "2024-03-06"),
            ("「今晚」会给你", "2024-03-05"),
            ("「明天」气温零下", None),
            ("昨天", None),
        ),
        ("3天后天气", "明天使", "小明天天加班", "几名天才", "三名天给", "小明天真可爱", "后天性近视"),
    ),
    Rule(
        "days.english",
        "t",
        r"(?<![a-z\d@._-])(?P<word>tmrw?|tmw|tomorrow|today|tonight|tonite)(?![a-z\d@_-]|\.[a-z]|['’]s|\s(?:is|was)(?![a-z]))",
        _english_day,
        (("tmr", "2024-03-06"), ("tomorrow 3pm", "2024-03-06T15:00"), ("tonight", "2024-03-05")),
        ("usatoday", "tmrs", "today.com"),
        needs="mdn",
    ),
    Rule(
        "days.beside",
        "前后",
        r"(?:(?<=[\s,，。;；!！?？在我你他她它们咱是就也还都又再但且而把被让跟和与])|\A)(?P<away>[前后])一[天日](?![一二两三四五六七八九十\d])",
        lambda match, context: whole_day(
            context.today + timedelta(days=1 if match["away"] == "后" else -1), fixed=True
        ),
        (("后一天", "2024-03-06"), ("前一天", None), ("我「前一天」回去", None)),
        ("考试前一天", "交稿后一天", "出发的前一天"),
        needs="天日",
    ),
    Rule(
        "days.eve",
        "前",
        rf"(?<=[日号雨蛰满种节旦夕庆明午秋宵阳诞圣八一二三四五六天至露降分暑寒年的夜1580])前(?:(?P<count>{_COUNT})(?P<unit>[天日晚]|周|个?(?:星期|礼拜))|[夕夜])(?![一二三四五六七八九十\d天日内后前]|到(?![货手场账位店校])|[之以][内前后])",
        _eve,
        (
            ("国庆前一天", "2024-09-30"),
            ("20号的前一天", "2024-03-19"),
            ("国庆前三天", "2024-09-28"),
            ("618前一天", "2024-06-17"),
            ("春节前一周", "2025-01-22"),
            ("国庆前夕", "2024-09-30"),
            ("谷雨前三天", "2024-04-16"),
        ),
        ("之前一天", "前一天到晚"),
    ),
    Rule(
        "days.same_day",
        "同当",
        r"当[天日](?!真)|当(?=晚(?!会))|同一天",
        _same_day,
        (("当天", "2024-03-05"),),
        ("当真",),
    ),
    Rule(
        "days.following_day",
        "次第翌隔",
        r"次日|翌日|隔天(?=[早晚上下中交给发就])|第二天(?=[早晚上下中交给发付结转寄])|(?<=[后完了])第二天(?=\d)",
        _following_day,
        (("次日", "2024-03-06"),),
        ("第二版",),
    ),
)
