"""Rules for words that promise without a date (尽快, 过两天), for repetition (每两天), and for 现在."""

import re
from datetime import timedelta
from decimal import Decimal

from archiver.analysis.numerals import small
from archiver.analysis.times.rule import Rule
from archiver.analysis.times.rules_lengths import iso_of, length_of, unit_pieces
from archiver.analysis.times.rules_weeks import weekday_in_week
from archiver.analysis.times.values import Context, Length, Period, Repetition, Vague, whole_day

_EVERY_UNIT = {"天": "P1D", "日": "P1D", "晚": "P1D", "早": "P1D", "周": "P1W", "星期": "P1W", "礼拜": "P1W",
"个星期": "P1W",
               "个礼拜": "P1W", "月": "P1M", "个月": "P1M", "年": "P1Y", "季度": "P3M", "个季度": "P3M", "小时": "PT1H",
               "个小时": "PT1H", "分钟": "PT1M", "个工作日": "P1WD", "工作日": "P1WD"}  # fmt: skip
_WEEKDAYS = "一二三四五六日"


def _vague(_: re.Match[str], __: Context) -> Vague:
    return Vague()


def _vague_past(_: re.Match[str], __: Context) -> Vague:
    return Vague(past=True)


def _now(_: re.Match[str], context: Context) -> Period:
    return Period(context.at, context.at + timedelta(seconds=1), "second", fixed=True)


def _hour_beside(match: re.Match[str], context: Context) -> Period:
    step = timedelta(minutes=1) if match["unit"] == "分钟" else timedelta(hours=1)
    if match["away"] == "上":
        return Period(context.at - step, context.at, "second", fixed=True)
    return Period(context.at, context.at + step, "second", fixed=True, stretch=True)


def _every_unit(match: re.Match[str], _: Context) -> Repetition:
    return Repetition(_EVERY_UNIT[match["unit"]])


def _daily(_: re.Match[str], __: Context) -> Repetition:
    return Repetition("P1D")


def _alternate(_: re.Match[str], __: Context) -> Repetition:
    return Repetition("P2D")


def _every_length(match: re.Match[str], _: Context) -> Repetition | None:
    pieces = unit_pieces(match["words"])
    # 每隔一天 leaves a day out between two; 每隔三天 is said for every third day.
    if match["skip"] and pieces == [(Decimal(1), "D")]:
        pieces = [(pieces[0][0] + 1, "D")]
    length = length_of(pieces)
    return Repetition(iso_of(length)) if isinstance(length, Length) else None


def _every_weekday(match: re.Match[str], context: Context) -> Repetition:
    name = match["weekday"].replace("天", "日")
    weekday = _WEEKDAYS.index(name) if name in _WEEKDAYS else int(name) - 1
    day = weekday_in_week(context.today, 0, weekday)
    if day < context.today:
        day += timedelta(weeks=1)
    return Repetition("P1W", whole_day(day))


def _every_day_of_month(match: re.Match[str], context: Context) -> Repetition:
    number = small(match["day"])
    day = context.today
    while day.day != number and (day - context.today).days < 62:
        day += timedelta(days=1)
    return Repetition("P1M", whole_day(day))


RULES = (
    Rule(
        "sets.weekday",
        "每",
        r"每(?:个|逢)?(?:周|星期|礼拜)的?(?P<weekday>[一二三四五六日天1-7])(?![次回个])",
        _every_weekday,
        (("每周五", "2024-03-08"), ("每个星期一", "2024-03-11")),
        ("每周", "每周一次"),
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
        r"|分钟|天|日|个?星期|个?礼拜|周(?![一二三四五六日])|个月|年|个季度))",
        _every_length,
        (("每两天", None), ("每隔一天", None), ("每3天", None), ("每半个月", None), ("每24小时", None)),
        ("每天", "每次"),
    ),
    Rule(
        "sets.unit",
        "每",
        r"每(?:个|一)?(?P<unit>天|日|晚|早|周(?![一二三四五六日年岁]|期)|星期(?![一二三四五六日天])"
        r"|礼拜(?![一二三四五六日天])|月|年|季度|小时|分钟|工作日)",
        _every_unit,
        (("每天", None), ("每周", None), ("每个月", None), ("每年", None)),
        ("每次", "每周五"),
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
        "sets.alternate",
        "隔",
        r"隔(?:一)?天(?=(?:一次|更新|汇报|同步|发一|来一))|隔日(?=更新|一次)",
        _alternate,
        (("「隔天」更新", None),),
        ("隔天",),
    ),
    Rule(
        "vague.soon",
        "a一不即回尽待很得抓改早晚最有稍立等赶过近迟随马",
        r"尽快|尽早|马上(?!要到)|立刻|立马|立即|即刻|赶紧(?=[给发交弄做改转付退])|很快|(?:最近"
        r"|近期)(?=[会能给发交弄])|不久|改天|回头(?!看|率|客)|稍后|稍晚|待会儿?|等会儿?|等下(?!一)|等一下"
        r"|一会儿?(?=[就给发我再弄好改转])|过会儿?|晚些时候?|晚一?点(?=[给发交再弄我可])"
        r"|早日|抓紧(?=时间|[给发交弄做改])|有空(?=[就再时给发])|有时间(?=就|再)|随时(?=[给发交可])|asap|迟点|得闲"
        r"|过段时间|过阵子|过些天|过些日子",
        _vague,
        (("尽快", None), ("马上", None), ("稍后", None), ("过段时间", None)),
        ("早点", "有空调", "回头客"),
    ),
    Rule(
        "vague.few_days",
        "三再十就等过近这",
        r"(?:过|这|就这|等|再过|过个|再等|等个)[两几俩](?:天|日|周|个?星期|个?礼拜|个月)(?!后)|[这近]段时间"
        r"|十天半个?月|(?:这|近)(?:一)?[两三]天|三五天(?![之以]?[内后])|三两天(?![之以]?[内后])",
        _vague,
        (("过两天", None), ("这两天", None), ("这几天", None), ("过几天", None), ("三五天", None)),
        ("两天", "这三个"),
    ),
    Rule(
        "vague.until_event",
        "上你军出回婚寒展开放暑期比毕汇活生答考面",
        r"(?:考试|考完|答辩|开学|放寒假|放暑假|暑假|寒假|期末|期中|开会|面试|毕业|出差|婚礼|开业|上线|出国|回国|回来"
        r"|你生日|生日|汇报|军训|比赛|活动|展会)(?:之前|以前|前(?!期|端|台|往|面|后))",
        _vague,
        (("考试前", None), ("开学前", None), ("答辩之前", None)),
        ("考试", "开学前期"),
    ),
    Rule(
        "vague.recently",
        "先刚当方早",
        r"刚刚|刚才|方才|先前|早些时候|当初|当时(?=[说约答])",
        _vague_past,
        (("刚才", None),),
        ("刚好",),
    ),
    Rule(
        "words.hour_beside",
        "上下",
        r"(?P<away>[上下])一?个?(?P<unit>小时|钟头|分钟)",
        _hour_beside,
        (("上个小时", None), ("下个小时", "2024-03-05T11:20")),
        ("两个小时", "下午3小时"),
        needs="时钟",
    ),
    Rule(
        "words.now",
        "此现目而这当",
        r"(?<!出)(?<!体)(?<!表)现在|此刻|此时(?!此)|目前|这会儿?|当下(?!载)|当前(?!页|版|进度)|而家(?=[就发交给])",
        _now,
        (("现在", None),),
        ("出现在线",),
    ),
)
