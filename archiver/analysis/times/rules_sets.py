"""Rules for repetitions: 每两天, 每周五, 每月最后一天, 三天一次."""

import re
from datetime import date, timedelta
from decimal import Decimal

from msgspec.structs import replace

from archiver.analysis.numerals import small
from archiver.analysis.times.arithmetic import month_end
from archiver.analysis.times.holidays import festival
from archiver.analysis.times.rule import DAY_OF_MONTH, MONTH, NUMBERS, Rule
from archiver.analysis.times.rules_days import month_day
from archiver.analysis.times.rules_lengths import iso_of, length_of, unit_pieces
from archiver.analysis.times.rules_weeks import weekday_in_week
from archiver.analysis.times.values import Context, Length, Repetition, whole_day

_EVERY_UNIT = {"天": "P1D", "日": "P1D", "晚": "P1D", "早": "P1D", "周": "P1W", "星期": "P1W", "礼拜": "P1W",
"个星期": "P1W",
               "个礼拜": "P1W", "月": "P1M", "个月": "P1M", "年": "P1Y", "季度": "P3M", "个季度": "P3M", "小时": "PT1H",
               "个小时": "PT1H", "分钟": "PT1M",
               "秒": "PT1S", "秒钟": "PT1S", "个工作日": "P1WD", "工作日": "P1WD"}  # fmt: skip
_TELLS = r"(?:[给跟和同向][我你您]们?)?(?:汇?报|说|讲|同步|更新|看|瞄)(?:[给一]?[你您我下])?"
"""News of the work, told to somebody: what comes again every few days."""
_WEEKDAYS = "一二三四五六日"


def _every_unit(match: re.Match[str], _: Context) -> Repetition:
    return Repetition(_EVERY_UNIT[match["unit"]])


def _daily(_: re.Match[str], __: Context) -> Repetition:
    return Repetition("P1D")


def _alternate(_: re.Match[str], __: Context) -> Repetition:
    return Repetition("P2D")


def _every_length(match: re.Match[str], _: Context) -> Repetition | None:
    pieces = unit_pieces(match["words"])
    # 每隔一天 leaves a day out between two; 每隔三天 is said for every third day.
    if match["skip"] and len(pieces) == 1 and pieces[0][0] == 1 and pieces[0][1] in ("D", "W", "M", "Y"):
        pieces = [(pieces[0][0] + 1, pieces[0][1])]
    length = length_of(pieces)
    return Repetition(iso_of(length)) if isinstance(length, Length) else None


def _every_weekday(match: re.Match[str], context: Context) -> Repetition:
    name = match["weekday"].replace("天", "日")
    weekday = _WEEKDAYS.index(name) if name in _WEEKDAYS else int(name) - 1
    day = weekday_in_week(context.today, 0, weekday)
    if day < context.today:
        day += timedelta(weeks=1)
    return Repetition("P1W", whole_day(day))


def _every_nth_weekday(_: re.Match[str], __: Context) -> Repetition:
    return Repetition("P1M")


def _every_day_of_month(match: re.Match[str], context: Context) -> Repetition:
    number = small(match["day"])
    day = context.today
    while day.day != number and (day - context.today).days < 62:
        day += timedelta(days=1)
    return Repetition("P1M", whole_day(day))


def _every_day_of_year(match: re.Match[str], context: Context) -> Repetition | None:
    found = month_day(small(match["month"]), small(match["day"]), replace(context, past=False))
    return Repetition("P1Y", found) if found else None


def _every_festival(match: re.Match[str], context: Context) -> Repetition | None:
    found = [day for year in (0, 1) if (day := festival(match["name"], context.today.year + year))]
    coming = [day for day in found if day >= context.today]
    return Repetition("P1Y", whole_day(coming[0])) if coming else None


def _every_month_end(_: re.Match[str], context: Context) -> Repetition:
    today: date = context.today
    return Repetition("P1M", whole_day(month_end(today.year, today.month)))


def _every_few(match: re.Match[str], _: Context) -> Repetition | None:
    length = length_of(unit_pieces(match["words"]))
    return Repetition(iso_of(length)) if isinstance(length, Length) else None


def _so_often(match: re.Match[str], _: Context) -> Repetition | None:
    """Read 三天一次 and 隔周一次."""
    words = match["words"]
    pieces = [(Decimal(2), code) for _, code in unit_pieces("一" + words)] if match["skip"] else unit_pieces(words)
    length = length_of(pieces)
    return Repetition(iso_of(length)) if isinstance(length, Length) else None


RULES = (
    Rule(
        "sets.weekday",
        "每逢",
        r"(?:每(?:个|逢)?|逢)(?:周|星期|礼拜)的?(?P<weekday>[一二三四五六日天1-7])(?:[、和]?[一二三四五六日天](?![次回个天小年月]))*(?![次回个篇条款幅套份]|张(?=$|[图海稿照画\s,，。]))",
        _every_weekday,
        (("每周五", "2024-03-08"), ("每个星期一", "2024-03-11"), ("逢周三", "2024-03-06"), ("每周三五", "2024-03-06")),
        ("每周", "每周一次", "每周三张图"),
    ),
    Rule(
        "sets.day_of_year",
        "每",
        rf"每(?:一|个)?年的?(?P<month>{MONTH})月(?P<day>{DAY_OF_MONTH})[日号]?",
        _every_day_of_year,
        (("每年6月1日", "2024-06-01"),),
        ("每年", "每年6月"),
        needs="年",
    ),
    Rule(
        "sets.festival",
        "每",
        r"每(?:一|个)?年的?(?P<name>元旦|春节|清明|五一|端午|中秋|国庆|圣诞|双十一|双十二)(?:节|当天)?",
        _every_festival,
        (("每年国庆", "2024-10-01"),),
        ("每年",),
        needs="年",
    ),
    Rule(
        "sets.last_of_month",
        "每",
        r"每个?月的?(?:最后一[天日]|月底|底)",
        _every_month_end,
        (("每月最后一天", "2024-03-31"), ("每个月底", "2024-03-31")),
        ("每月",),
        needs="月",
    ),
    Rule(
        "sets.nth_weekday",
        "每",
        r"每个?月的?(?:第[一二三四五1-5]|最后一)个(?:周[一二三四五六日天末]|(?:星期|礼拜)[一二三四五六日天]|工作日)",
        _every_nth_weekday,
        (("每个月的第一个周一", None), ("每月最后一个工作日", None)),
        ("每月第一周", "每个周一"),
        needs="月",
    ),
    Rule(
        "sets.day_of_month",
        "每",
        r"每个?月的?(?P<day>[12]\d|3[01]|[1-9]|二?十[一二三四五六七八九]?|[一二三四五六七八九])[号日]",
        _every_day_of_month,
        (("每月5号", "2024-03-05"), ("每个月15号", "2024-03-15")),
        ("每月5次",),
    ),
    Rule(
        "sets.length",
        "每",
        r"每(?P<skip>隔)?(?:过)?(?P<words>(?:\d{1,3}|[一二两三四五六七八九十半]{1,2})\s?(?:个?工作日|个?小时|个?钟头"
        r"|分钟|秒钟?|天|日|个?星期|个?礼拜|周(?![一二三四五六日])|个月|年|个季度))",
        _every_length,
        (("每两天", None), ("每隔一天", None), ("每3天", None), ("每半个月", None), ("每24小时", None)),
        ("每天", "每次"),
    ),
    Rule(
        "sets.unit",
        "每",
        r"每(?:个|一)?(?P<unit>天|日|晚|早|周(?![一二三四五六日年岁]|期)|星期(?![一二三四五六日天])"
        r"|礼拜(?![一二三四五六日天])|月|年|季度|小时|分钟|秒钟?(?!\s?[\d一二三四五六七八九十几多]|[帧级杀回懂])|工作日)(?:(?<=[早晚])上|(?<=早)晨|(?<=晚)间)?",
        _every_unit,
        (("每天", None), ("每周", None), ("每个月", None), ("每年", None), ("每秒", None), ("每个晚上八点", None)),
        ("每次", "每周五", "每秒24帧"),
    ),
    Rule(
        "sets.daily",
        "天日",
        r"(?<!聊)天天(?!向上)|日日(?!夜)",
        _daily,
        (("天天", None),),
        ("聊天天",),
    ),
    Rule(
        "sets.updates",
        "日周月",
        r"(?<![\d一二两三四五六七八九十今明昨当每本下上])(?P<unit>[日周月])更(?![新换改名多加高快早晚久长深大小])",
        _every_unit,
        (("日更", None), ("周更", None)),
        ("今日更新", "三日更", "周更换"),
        needs="更",
    ),
    Rule(
        "sets.alternate",
        "隔",
        r"隔(?:一)?天(?=(?:[^\W\d]{0,2}一[次回]|更新|汇报|同步|发一|来一))|隔日(?=更新|一次)",
        _alternate,
        (("「隔天」更新", None),),
        ("隔天",),
    ),
    Rule(
        "sets.per",
        NUMBERS + "隔",
        r"(?<![第\d一二两三四五六七八九十])(?:(?P<skip>隔)一?|)(?P<words>(?:(?<=隔)|(?<=隔一)|\d{1,2}|[一二两三四五六七八九十半]{1,2})\s?(?:天|个?星期"
        r"|个?礼拜|周|个?月|年|个?小时|分钟))(?=\s?(?:一|1)\s?[次回更报结付章集期篇款批](?!性)"
        rf"|{_TELLS}[一1][次回趟])",
        _so_often,
        (("「三天」一次", None), ("「隔周」一次", None), ("「一月」一结", None), ("「三天」给您报一回", None)),
        ("三天两次", "第三天一次", "一次", "三天出一版"),
        needs="次回趟更报结付章集期篇款批",
    ),
    Rule(
        "sets.skipping",
        "隔",
        rf"隔(?P<words>[二两三四五六七2-7]天)(?={_TELLS})",
        _every_few,
        (("「隔三天」跟我说一声", None), ("「隔两天」给你看看", None)),
        ("隔三天我就忘了", "隔天"),
    ),
)
