"""Rules for words that promise without a date (尽快, 过两天), for repetition (每两天), and for 现在."""

import re
from datetime import timedelta

from archiver.analysis.times.rule import Rule
from archiver.analysis.times.values import Context, Period, Vague


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


RULES = (
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
        needs="快早上刻马即紧近久改回稍待等会晚空时a迟闲阵些",
    ),
    Rule(
        "vague.few_days",
        "三再十就等过近这",
        r"(?:(?<![超经度通])过|这|就这|等|再过|过个|再等|等个)[两几俩](?:天|日|周|个?星期|个?礼拜|个月)(?!后)|[这近]段时间"
        r"|十天半个?月|这(?:一)?[两三]天|(?<!最)近一?[两三]天(?=[就会能给发交出弄做改])|三五天(?![之以]?[内后])|三两天(?![之以]?[内后])",
        _vague,
        (("过两天", None), ("这两天", None), ("这几天", None), ("过几天", None), ("三五天", None)),
        ("两天", "这三个", "超过两周"),
        needs="两几俩段三十",
    ),
    Rule(
        "vague.until_event",
        "上你军出回婚寒展开放暑期比毕汇活生答考面",
        r"(?:考试|考完|答辩|开学|放寒假|放暑假|暑假|寒假|期末|期中|开会|面试|毕业|出差|婚礼|开业|上线|出国|回国|回来"
        r"|你生日|生日|汇报|军训|比赛|活动|展会)(?:之前|以前|前(?!期|端|台|往|面|后))",
        _vague,
        (("考试前", None), ("开学前", None), ("答辩之前", None)),
        ("考试", "开学前期"),
        needs="前",
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
        "此现目而这当今",
        r"(?<=[至迄到])今(?![天日晚早年明儿晨夜])|(?<!出)(?<!体)(?<!表)现在|此刻|(?<![天日号晨])此时(?!此)|目前|这会儿?|当下(?!载)|当前(?!页|版|进度)|而家(?=[就发交给])",
        _now,
        (("现在", None),),
        ("出现在线",),
    ),
)
