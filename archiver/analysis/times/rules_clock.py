"""Rules for times of day: 三点半, 9:30, 晚8点, 下午, 下班前. 三点要求 and 一点问题 are points of another kind."""

import re

from archiver.analysis.numerals import small
from archiver.analysis.times.dayparts import DAY_ENDS, NOT_MEANT, PART_WORDS, part_named
from archiver.analysis.times.points import COUNTED, IN_POINTS, POINTS, counts_points
from archiver.analysis.times.rule import BEFORE, FIGURES, LOOSE, NUMBERS, WILL, Rule
from archiver.analysis.times.values import Clock, Context, Daypart, Grain

_HOUR = r"(?:2[0-4]|1\d|0?\d|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
_MINUTE = (
    r"(?:[0-5]?\d|[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九\d]"
    r"|[二三四五六七八九](?![一二三四五六七八九十百]))"
)
# 一点 is "a bit" unless a part of the day stands before it or 钟, 半, 前 behind it.
_SURELY_ONE = (
    r"(?:(?<=[午晨夜])|(?<=[早晚]上)|(?<=[今明后]天)|(?<=[今明昨]晚)|(?<=[点半][到至])|(?=一点(?:钟|半|整|[一三]刻|之前|以前|前(?!面"
    r"|端)|\d{2}分?)))"
)
# After a part of the day, or with minutes, the number counts no points.
_PART_BEFORE = (
    r"(?P<sure>(?<=[午晨夜早晚昏昼])|(?<=[早晚朝]上)|(?<=[夜半]里)|(?<=[早晚夜午]间)|(?<=[午晨夜早晚] )"
    r"|(?<=[早晚]上 ))?"
)
_LEFT = r"(?:一刻|(?:\d{1,2}|二?十[一二三四五六七八九]?|[一二两三四五六七八九])分)"
# 15点提醒 and 零点提醒 are hours; twenty points of something are told by the words before them.
_LATE = r"(?P<late>(?=(?:1[3-9]|2[0-4]|十[三四五六七八九]|二十[一二三四]?|零)\s?点))?"
_DAY_BEFORE = re.compile(r"[早晚晨夜午天日号上]\s?\Z")
_ENDS = re.compile(rf"\s*{BEFORE}")
# 比分21:15 and 以3:10输了 are scores, 比例尺1:50 a scale, 第1集03:12 a place in a film.
_RATIO = re.compile(
    r"(?:比分|比率|赔率|战绩|得分|大比分|比例尺?|模型|缩[比尺]|按照?|[配胶水稀]比|稀释|兑水?|[赢输胜负]了?|第?(?:\d+|[一二三四五六七八九十]+)[集话](?:的|里)?)[是为按:]?\s?\Z"
)

# 副歌在1:20, 转场00:35: a place in what is played.
_IN_FILM = re.compile(r"(?:[主副]歌|[前间尾]奏|转场|卡点|高潮|播到|剪到|跳到|卡在|停在)(?:大?概?[在到从是])?\s?\Z")
# 21:19险胜, 打印1:10: a score, a scale.
_WON = re.compile(r"\s?(?:[险完大小]胜|惨败|领先|落后|反超|[赢输]了|战?平局?了?(?=$|[\s,，。])|淘汰|击败)")
_PRINTED_AT = re.compile(r"(?:打印|出图|放样)\Z")

# 正文10.5点, 注释8点: how large letters are printed.
_FONT = re.compile(
    r"(?:正文|注释|标题|[小大]字|字[号体]|页[眉脚]|[脚图]注|表头)(?:都?用|是|要|为|改|[调设]?[到成为])?\s?\Z"
)
# 零点五像素 is a half.
_A_TENTH = re.compile(r"[一二三四五六七八九](?!十|分)")
_FONT_WORDS = 6  # characters

# 壁纸要16:10的: the shape of a picture.
_SHAPED = re.compile(r"(?:壁纸|屏幕?|画[布幅面]|图|视频|封面|海报|横版|竖版|显示器|版式)[^\d,，。]{0,4}\s?\Z")
_SHAPE_WORDS = 8  # characters
_OF_SHAPE = re.compile(r"\s?的?(?:$|[\s,，。吧哈啊])")


def _minute_of(words: str | None) -> int:
    if not words:
        return 0
    if words.endswith("半"):
        return 30
    if "刻" in words:
        return {"一": 15, "两": 30, "三": 45, "1": 15, "2": 30, "3": 45}[words.removeprefix("过")[0]]
    return small(words)


def _point(match: re.Match[str], context: Context) -> Clock | None:
    """Read 三点半; a bare 三点 after 有, 这 or 提 counts what is to be said, after 加 or 扣 what is scored."""
    if _FONT.search(match.string, max(0, match.start() - _FONT_WORDS), match.start()):
        return None
    bare = (
        not (match["half"] or match["minute"] or match["fives"])
        and match["sure"] is None
        and small(match["hour"]) <= 12
    )
    if bare and match["hour"] not in ("零", "0") and counts_points(match.string, match.start(), match.end()):
        return None
    if match["hour"] == "零" and match["sure"] is None and _A_TENTH.match(match.string, match.end() - 1):
        return None
    return _clock(match, context)


def _clock(match: re.Match[str], _: Context) -> Clock | None:
    hour = small(match["hour"])
    minute = _minute_of(match["half"] or match["minute"]) + _five_minutes(match)
    second = small(match["second"]) if match["second"] else 0
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute):
        return None
    grain: Grain = "second" if match["second"] else "minute" if minute or match["half"] or match["minute"] else "hour"
    return Clock(hour, minute, second, grain, settled=hour > 12 or hour == 0)


def _five_minutes(match: re.Match[str]) -> int:
    """Return the minutes of 三個字: on a Cantonese dial every figure stands for five."""
    words = match["fives"] if match.re.groupindex.get("fives") else None
    return 5 * small(words) if words else 0


def _is_a_shape(match: re.Match[str]) -> bool:
    """Tell whether a bare 9:16 is the shape of a picture: no part of the day before it, no 前 behind."""
    if _SHAPED.search(match.string, max(0, match.start() - _SHAPE_WORDS), match.start()) and _OF_SHAPE.match(
        match.string, match.end()
    ):
        return True
    return (
        match[0].strip() == "9:16"
        and not _DAY_BEFORE.search(match.string, max(0, match.start() - 2), match.start())
        and not _ENDS.match(match.string, match.end())
    )


def _colon(match: re.Match[str], _: Context) -> Clock | None:
    head = match.string[max(0, match.start() - 6) : match.start()]
    if _RATIO.search(head) or _is_a_shape(match) or _WON.match(match.string, match.end()):
        return None
    if _IN_FILM.search(head) and not _ENDS.match(match.string, match.end()):
        return None
    if match["hour"] == "1" and _PRINTED_AT.search(head):
        return None
    hour, minute = int(match["hour"]), int(match["minute"])
    second = int(match["second"]) if match["second"] else 0
    if hour > 24 or minute > 59 or second > 59 or (hour == 24 and minute):
        return None
    half = (match["half"] or "").replace(".", "")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    # 08:30 is a twenty-four-hour clock; 8:30 may be either.
    settled = bool(half) or hour > 12 or match["hour"].startswith("0")
    return Clock(hour, minute, second, "second" if match["second"] else "minute", settled=settled)


def _english(match: re.Match[str], _: Context) -> Clock | None:
    hour = int(match["hour"])
    if not 1 <= hour <= 12:
        return None
    return Clock(hour % 12 + (12 if match["half"] == "p" else 0), settled=True)


def _half_first(match: re.Match[str], _: Context) -> Clock:
    """Read AM10:00 and PM3."""
    hour = int(match["hour"]) % 12 + (12 if match["half"] == "p" else 0)
    minute = int(match["minute"] or 0)
    return Clock(hour, minute, grain="minute" if match["minute"] else "hour", settled=True)


def _hours(match: re.Match[str], _: Context) -> Clock | None:
    """Read 三四点, 五到六点, 8-9点: the stretch between the two."""
    first, last = small(match["first"]), small(match["last"])
    if match["teen"]:
        first += 10
        last += 10
    if not first < last <= 24:
        return None
    # 9点-18点 is told by a clock of twenty-four hours.
    return Clock(first, settled=last > 12, last_hour=last)


def _hours_to_minute(match: re.Match[str], _: Context) -> Clock | None:
    """Read 下午五到七点半 and 从8到10:30, whose first hour has no sign of its own."""
    first, last = small(match["first"]), small(match["last"])
    minute = _minute_of(match["half"] or match["figures"])
    if not first <= last < 24 or minute > 59:
        return None
    return Clock(first, settled=last > 12, last_hour=last, last_minute=minute)


def _to_the_hour(match: re.Match[str], _: Context) -> Clock | None:
    hour = small(match["hour"])
    minutes = _minute_of(match["left"]) if match["left"].endswith("刻") else small(match["left"].removesuffix("分"))
    if not 1 <= hour <= 24 or not 0 < minutes < 60:
        return None
    return Clock(hour - 1, 60 - minutes, grain="minute", settled=hour > 13)


def _this_hour(_: re.Match[str], context: Context) -> Clock:
    return Clock(context.at.hour, context.at.minute, grain="minute", settled=True)


def _bare_hour(match: re.Match[str], _: Context) -> Clock | None:
    hour = small(match["hour"])
    return Clock(hour, settled=hour > 12) if hour <= 24 else None


def _part(match: re.Match[str], _: Context) -> Daypart:
    return part_named(match["part"])


RULES = (
    Rule(
        "clock.to_the_hour",
        "差",
        rf"{LOOSE}(?:差(?P<left>{_LEFT})(?:钟)?到?(?P<hour>{_HOUR})点(?:钟)?)",
        _to_the_hour,
        (("差一刻八点", "2024-03-05T19:45"), ("差两分九点", "2024-03-05T20:58")),
        ("差一点",),
        needs="点",
    ),
    Rule(
        "clock.short_of",
        NUMBERS,
        rf"{LOOSE}(?P<hour>{_HOUR})点(?:钟)?差(?P<left>{_LEFT})(?:钟)?",
        _to_the_hour,
        (("下午三点差五分", "2024-03-05T14:55"),),
        ("三点差不多", "五点差别"),
        needs="差",
    ),
    Rule(
        "clock.this_hour",
        "这此",
        r"(?:(?<=[天日号晨])|(?<=[天日号晨]的))(?:这个?时候|此时|这时候?|这会儿)",
        _this_hour,
        (("明天这个时候", "2024-03-06T10:20"), ("后天此时", "2024-03-07T10:20")),
        ("这个时候", "此时"),
        needs="时会",
    ),
    Rule(
        "clock.noon",
        "正",
        rf"正午(?!\s?{_HOUR}\s?[点:前之])",
        lambda _, __: Clock(12, settled=True),
        (("明天正午", "2024-03-06T12:00"),),
        ("正午12点",),
    ),
    Rule(
        "clock.hours",
        NUMBERS,
        rf"{LOOSE}{_PART_BEFORE}(?P<teen>十(?=[一二三四五六七八九]{{2}}点))?(?P<first>{_HOUR})"
        r"(?:\s?(?:点钟?)?\s?(?:[-~到至、]|或者?)\s?|(?<=[一二两三四五六七八])(?=[二三四五六七八九]点))"
        rf"(?P<last>{_HOUR})\s?点"
        rf"(?(sure)|(?!\s*{POINTS}|{IN_POINTS}))(?![\d一二三四五六七八九十半])钟?",
        _hours,
        (("3到4点", "2024-03-05T16:00"), ("8、9点", "2024-03-05T21:00"), ("三四点", "2024-03-05T16:00")),
        ("3-5天", "两三点意见", "5点到8点方向", "三四点朝上"),
        needs="点",
    ),
    Rule(
        "clock.hours_to_minute",
        NUMBERS,
        rf"{LOOSE}{_PART_BEFORE}(?P<from>(?<=从))?(?P<first>{_HOUR})\s?(?:到|至|(?(sure)[-~]|(?(from)[-~]|(?!))))\s?(?P<last>{_HOUR})"
        r"(?:点(?P<half>半(?![价成天个])|过?[一三13]刻)|:(?P<figures>[0-5]\d)(?![\d:]|的?比例))",
        _hours_to_minute,
        (
            ("下午三到五点半", "2024-03-05T17:30"),
            ("从2到4:30", "2024-03-05T16:30"),
            ("晚上7-9点半", "2024-03-05T21:30"),
        ),
        ("3到5点", "8-10:30", "3点到5点半"),
        needs="点:",
    ),
    Rule(
        "clock.colon",
        FIGURES,
        r"(?<!\d:)(?<![\d./a-su-z])(?<!比例)(?<!比例是)(?<!画幅)(?<!尺寸)(?<!比例:)(?<!时长)(?<!片头)(?<!片尾)(?<!时间码)(?<!时间轴)(?<!进度条)(?P<hour>2[0-4]|1\d"
        r"|0?\d)\s?:\s?(?P<minute>[0-5]\d)(?:\s?:\s?(?P<second>[0-5]\d))?(?!\d|\s?:\s?\d|\s*(?:的?比例|画幅|横版|竖版"
        r"|尺寸|比(?!赛)|处(?!理)|[这那][里段句块个]|[-~到至]\s?\d{1,2}:\d\d\s?(?:[这那]|处|的(?:画|镜|音|字))|的?(?:字幕|镜头|画面|转场|卡顿|卡了|花屏|黑屏|有?杂音|没声|穿帮|错字|音效|卡点|配音|旁白|口型|台词|底噪|bgm|特效|位置|地方)))\s?(?P<half>[ap]\.?m\.?(?![a-z]))?",
        _colon,
        (
            ("15:30", "2024-03-05T15:30"),
            ("9:30", "2024-03-05T21:30"),
            ("23:59", "2024-03-05T23:59"),
            ("8:15pm", "2024-03-05T20:15"),
        ),
        (
            "16:9",
            "9:16比例",
            "02:40那段",
            "片尾03:10",
            "00:11:22:33:44:55",
            "副歌在1:20",
            "21:19 险胜",
            "打印1:10的图纸",
        ),
        needs=":",
    ),
    Rule(
        "clock.english",
        FIGURES,
        r"(?<!\d:)(?<![\d./\-a-z])(?P<hour>1[0-2]|0?[1-9])\s?(?P<half>[ap])\.?m(?![a-z])\.?",
        _english,
        (("3pm", "2024-03-05T15:00"), ("11am", "2024-03-05T11:00")),
        ("13pm", "3p"),
        needs="m",
    ),
    Rule(
        "clock.half_first",
        "ap",
        r"(?<![a-z\d])(?<!(?<![a-z])i )(?P<half>[ap])\.?m\.?\s?(?P<hour>1[0-2]|0?[1-9])(?:\s?:\s?(?P<minute>[0-5]\d))?"
        r"(?![\d:.a-z]|\s*(?:版|号|系列|方案|[元块万%]))",
        _half_first,
        (("AM10:00", "2024-03-06T10:00"), ("PM 3:30", "2024-03-05T15:30"), ("明天pm2", "2024-03-06T14:00")),
        ("fm10", "pm2.5", "AM13:00"),
        needs="m",
    ),
    Rule(
        "clock.hour_word",
        NUMBERS,
        rf"{LOOSE}(?P<hour>\d{{1,2}}|零|十[一二三四五六七八九]?|二十[一二三四]?"
        r"|(?<=[午早晚晨夜上])[一二两三四五六七八九])\s?时"
        rf"(?:(?P<half>半|[一三]刻)|(?P<minute>{_MINUTE})分)?(?:(?P<second>{_MINUTE})秒)?(?![间候而常刻期段差装])",
        _clock,
        (("16时40分", "2024-03-05T16:40"), ("20时", "2024-03-05T20:00")),
        ("一时", "小时", "8时间"),
        needs="时",
    ),
    Rule(
        "clock.point",
        NUMBERS,
        rf"{LOOSE}{_PART_BEFORE}{_LATE}(?:(?!一点)|{_SURELY_ONE})(?P<hour>{_HOUR})\s?点(?:钟|整|(?P<half>半(?!价(?!格)|成)|过半"
        rf"|过?[一两三123]刻钟?)|(?P<fives>[一二两三四五六七八九十]|十一|1[01]|[1-9])个字(?![的以内号])|(?:[过又]|\s(?=\d{{1,2}}\s?分(?!钟)))?(?P<minute>{_MINUTE})\s?分?(?:(?P<second>{_MINUTE})秒"
        rf"|(?![\d元块折倍%成个项钟])))?(?(sure)|(?(half)|(?(minute)|(?(fives)|(?!{IN_POINTS}|(?(late){COUNTED}|\s*{POINTS}))))))(?!钟?方向)钟?",
        _point,
        (
            ("3点", "2024-03-05T15:00"),
            ("三点半", "2024-03-05T15:30"),
            ("12点", "2024-03-05T12:00"),
            ("8点20", "2024-03-05T20:20"),
            ("21点", "2024-03-05T21:00"),
            ("「15点」提醒我", "2024-03-05T15:00"),
            ("「零点」不会停", "2024-03-06T00:00"),
            ("11点钟", "2024-03-05T11:00"),
            ("下午 5 点 30 分", "2024-03-05T17:30"),
            ("下午五点又十分", "2024-03-05T17:10"),
            ("下晝兩點三個字", "2024-03-05T14:15"),
        ),
        (
            "三点透视",
            "扣5点",
            "八点钟方向",
            "三点要求",
            "两点一线",
            "10点的字号",
            "一点问题",
            "有两点要改",
            "3.5点",
            "六点朝下",
            "3点和9点方向",
            "百分之十二点五",
            "三点五折",
            "几点",
            "字幕往下移两点",
            "零点五像素",
            "总结成四点放最后",
            "十五点要求",
        ),
        needs="点",
    ),
    Rule(
        "clock.bare_hour",
        NUMBERS,
        r"(?:(?<=[早晚晨夜午])|(?<=[早晚]上)|(?<=[早晚晨夜午] )|(?<=[早晚]上 ))"
        rf"(?P<hour>{_HOUR})(?=\s?{BEFORE})",
        _bare_hour,
        (("下午4前", "2024-03-05T16:00"), ("明晚9之前", "2024-03-06T21:00"), ("早上 7前", "2024-03-06T07:00")),
        ("方案5前面", "下午4张前"),
        needs="前",
    ),
    Rule(
        "clock.end_of_day",
        "ec",
        r"(?<![a-z])(?P<part>eod|cob)(?![a-z])",
        _part,
        (("eod", "2024-03-05"), ("明天EOD", "2024-03-06")),
        ("geode", "cobalt"),
    ),
    Rule(
        "clock.part",
        "一上下中傍凌午半吃后夜大天收放早晌晏晚晨朝正深清睡结黄黑擦头过",
        rf"(?:(?<![一两三几整半每]个)|(?=[^\d零一二两三四五六七八九十]{{1,3}}\s?{_HOUR}[点:]))(?<![^周期拜初十月三五六七八]一)(?<!\A一)(?<!整)(?P<part>{DAY_ENDS}|{PART_WORDS}|(?<![天日][\d一二两三四五六七八九十])(?<![天日]\d\d)(?<!早\d)(?:(?<=[日号天今明昨末听琴当前后])|(?<=[/.月周期拜w十廿二三\d-][\d一二三四五六七八九十]))(?<!学前)(?<!节前)(?<!考前)(?<!战前)[早晚晨夜朝](?={WILL}|[^饭餐安点期稻会]|$)"
        rf"|[早晚](?!一点(?!钟|半|整|[一三]刻|之?前|以前|[\d零]))(?=\s?{_HOUR}\s?(?:[点:]|时(?![间候段])|{BEFORE})))(?!饭|餐|安|休(?![息市庭])|茶|觉|{NOT_MEANT})",
        _part,
        (
            ("下午", "2024-03-05"),
            ("晚上", "2024-03-05"),
            ("中午", "2024-03-05"),
            ("下班前", "2024-03-05"),
            ("傍晚", "2024-03-05"),
        ),
        (
            "晚饭",
            "早安",
            "早上好",
            "晚上好亲",
            "午夜蓝",
            "夜间模式",
            "清晨的氛围",
            "早一点说嘛",
            "晚一点也行",
            "住三晚",
            "预订3晚",
        ),
        needs="早晚晨夜午昼朝晌昏前黑",
    ),
)
