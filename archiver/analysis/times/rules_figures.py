"""Rules for days in figures: 2024-03-05, 15/3/2024, 20240315, 12/5, 11.30前. Shares, versions and sizes are none."""

import re

from msgspec.structs import replace

from archiver.analysis.numerals import small
from archiver.analysis.times.arithmetic import day_of
from archiver.analysis.times.rule import BEFORE, FIGURES, FREE, NUMBERS, Rule
from archiver.analysis.times.rules_days import month_day, named_day, year_of
from archiver.analysis.times.values import Context, Period, whole_day

# 12.5 and 3/8 are dates only beside words that want one.
_DATED_AFTER = (
    rf"(?=\s*(?:{BEFORE}|[号日]|之后|以后|后|当天|那天|上午|下午|晚上|早上|一大?早|[012]?\d:[0-5]\d|中午|凌晨|晚|截止|交|给|发|到期|开会|见面"
    rf"|验收|上[线架映市班课]|回来|回去|出[发稿图片展差]|放假|开[始服播业幕学工机拍赛课奖]|要|定稿|首[发映演播]|发[布售车货]|婚礼|结婚|答辩|考试|演出|公演|直播|比赛|路演|汇报|提[交审]|彩排|进场|撤场|生日|活动|面试|签约|入职|杀青|预售|截[团单稿]|程序员节|拿|取|寄|到(?!\d)|把(?=[^,，。\s]{{1,8}}(?:[给交传寄]|发[我你来到]))|[我你]?们?[来去](?=[拿取接试量看做拍修])|[ap]m\s?\d|[-~到至]\s*\d{{1,2}}[./]\d"
    r"|\(?(?:周|星期|礼拜)[一二三四五六日天]))"
)
# A date in figures needs no 前 after one of these.
_CUE = re.compile(
    r"(?:安排在|定到|约在|就在|截止|最[晚迟]|ddl|deadline|due|死线|日期|时间|改到|推到|延到|定[在于]|截[稿单团]|交稿|交付|交期"
    r"|到期|婚期|档期)[\s:是为到]{0,2}\Z"
)
# 17.1 and 3.11 after these are versions.
_SOFTWARE = re.compile(
    r"(?:版本号?|固件|系统|内核|补丁|安卓|鸿蒙|(?<![a-z])(?:ios|android|python|java|node(?:\.?js)?|mysql|unity|ue|blender|office"
    r"|win(?:dows)?|mac(?:os)?|chrome|gpt|vue|react|php|jdk|cuda|ver(?:sion)?|v|c4d|maya|minecraft|mc|godot|xcode|firefox))[\s:是为到.]{0,2}\Z"
)
# 编号20240401 is a code.
_CODE = re.compile(
    r"(?:(?<![a-z])(?:id|build|qq号?|no|sn)|编号|[单工货房型]号|号码|群|流水号?|批次|密码|[验编代取提]件?货?码|[柜架门]号|货架|取件|柜|菜鸟|丰巢|订单|学号)[\s.:#是为]{0,3}\Z"
)
# 厚1.2到1.4, 打分4.5, 字体用10.5号: what is measured, marked or sold by such figures.
_MEASURED = re.compile(
    r"(?:[厚粗宽高长重深径距]|厚度|高度|宽度|长度|深度|缩放|光圈|克重|系数|密度|近视|散光|[倍语转]速|浓度)[是为约到从在有给了:]{0,2}\s?\Z"
)
_MARKED = re.compile(r"[评打得]分[是为了]?\s?\Z")
_SIZED = re.compile(r"(?:字[体号]?|针|[色毛]?线|[鞋尺]码|钩)[是为用选改调要:]{0,2}\s?\Z")
# 第5/12话, 画了3/8, 概率1/20.
_SHARED = re.compile(r"(?:第|概率|几率|[胜赔]率|中签率?|抽中|进度|得分|完成了?|[做画写改]了)\s?\Z")
# 120拍的速度 4/4: the metre of a tune.
_METRES = frozenset({"2/2", "3/2", "2/4", "3/4", "4/4", "5/4", "6/4", "3/8", "5/8", "6/8", "7/8", "9/8", "12/8"})
_OF_MUSIC = re.compile(r"拍(?!摄|照|片|视|完|好|卖)|bpm|节奏|鼓点|小节|曲[子谱]|谱子|和弦|旋律|琴|华尔兹")
_LONGEST_CUE = 12  # characters
# 24/7 is around the clock, the others are shapes of screens.
_SHAPES = frozenset({"24/7", "16/9", "16/10", "18/9", "19/9", "20/9", "21/9", "32/9"})
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_DUE_BEHIND = re.compile(rf"\s*(?:{BEFORE}|当天|[交给发截])")
_LINE = 80  # characters of a line that may tell that it is about music
_NEAR = 5  # years; a two-digit year lies no farther off, if either end can be one


def _head(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _LONGEST_CUE) : match.start()]


def _full(match: re.Match[str], context: Context) -> Period | None:
    if len(match["year"]) == 2 and _SOFTWARE.search(_head(match)):
        return None
    if match.string[match.end() : match.end() + 2].strip("0123456789") == "-":
        return None  # 合同编号2024-3-18-02
    return named_day(year_of(match["year"], context), match)


def _run_together(match: re.Match[str], context: Context) -> Period | None:
    return None if _CODE.search(_head(match)) else _full(match, context)


def _year_last(match: re.Match[str], context: Context) -> Period | None:
    """Read 15/3/2024 and 3-23-2024; where both could be the month, the day stands first."""
    number, month = int(match["first"]), int(match["second"])
    if _CODE.search(_head(match)) or int(match["year"]) > context.at.year + _NEAR:
        return None  # 取件码 3-1-2045
    if month > 12:
        number, month = month, number
    year = year_of(match["year"], context)
    day = day_of(year, month, number) if year is not None else None
    return whole_day(day, fixed=True) if day else None


def _short_year(match: re.Match[str], context: Context) -> Period | None:
    """Read 24/3/15, year first as Chinese writes dates; 15/3/24, whose year would lie far off, from its other end."""
    first, second, last = match["first"], int(match["second"] or match["dashed"]), match["last"]
    written = [(year, second, int(day)) for year, day in ((first, last), (last, first)) if len(year) == 2]
    if second > 12 and len(last) == 2:
        written.append((last, int(first), second))
    found = [
        day
        for year, month, number in written
        if (named := year_of(year, context)) is not None and (day := day_of(named, month, number))
    ]
    near = [day for day in found if abs(day.year - context.at.year) <= _NEAR]
    if not found or (match["dashed"] and not near):
        return None
    chosen = (near or found)[0]
    return replace(
        whole_day(chosen, fixed=True), others=tuple(whole_day(day, fixed=True) for day in found if day != chosen)
    )


def _is_metre(match: re.Match[str]) -> bool:
    """Tell whether 4/4 beside words of music, and without 前, 交 or 给 behind it, is a metre."""
    return (
        match[0] in _METRES
        and not _DUE_BEHIND.match(match.string, match.end())
        and _OF_MUSIC.search(match.string[:_LINE]) is not None
    )


def _counts(match: re.Match[str]) -> bool:
    """Tell whether 3.11, 1.2 or 10.5号 is a version, a measure or a size."""
    head = _head(match)
    if _SOFTWARE.search(head):
        return True
    if "号" in match.string[match.end() - 1 : match.end() + 1] and _SIZED.search(head):
        return True
    return _MARKED.search(head) is not None or (
        _MEASURED.search(head) is not None and not _DUE_BEHIND.match(match.string, match.end())
    )


def _after_cue(match: re.Match[str], context: Context) -> Period | None:
    return _slashed(match, context) if _CUE.search(_head(match)) else None


def _slashed(match: re.Match[str], context: Context) -> Period | None:
    if match["mark"] == "/" and (_SHARED.search(_head(match)) or _is_metre(match)):
        return None
    if match["mark"] == "." and _counts(match):
        return None
    month, number = small(match["month"]), int(match["day"])
    # 1/3 and 3/4 are shares unless something asks for a date; 12/5 is no proper share.
    if match["mark"] == "/" and match["sure"] is None and month < number <= 10:
        return None
    return month_day(month, number, context)


def _day_first(match: re.Match[str], context: Context) -> Period | None:
    """Read 23/7, which has its month behind."""
    if match[0] in _SHAPES or _SHARED.search(_head(match)):
        return None
    return month_day(int(match["month"]), int(match["day"]), context)


def _on_cheques(match: re.Match[str], context: Context) -> Period | None:
    """Read 贰零贰壹年拾月壹日, as cheques and receipts are dated."""
    year, month, day = (match[part].translate(_PLAIN) for part in ("year", "month", "day"))
    named = year_of(year, context)
    found = day_of(named, small(month), small(day)) if named is not None else None
    return whole_day(found, fixed=True) if found else None


RULES = (
    Rule(
        "days.separated",
        FIGURES,
        rf"(?<!\d:)(?<![\d./\\\-a-z])(?P<year>[12]\d{{3}}|\d{{2}}(?=-\d{{1,2}}-\d{{1,2}})|2\d(?=\.\d{{1,2}}\.\d{{1,2}}(?!\d)(?:[号日]|{_DATED_AFTER})))\s?[-/.\\]\s?(?P<month>1[0-2]"
        r"|0?[1-9])\s?[-/.\\]\s?(?P<day>3[01]|[12]\d|0?[1-9])(?![\d.]\d|\d)[日号]?",
        _full,
        (
            ("2024-03-15", "2024-03-15"),
            ("2024/3/15", "2024-03-15"),
            ("2024.3.15", "2024-03-15"),
            ("24.6.6之前", "2024-06-06"),
            (r"2024\3\15", "2024-03-15"),
        ),
        ("192.168.1.1", "v2024.3", "1.2.3", "24.6.6", "chrome 24.6.6之前", r"d:\2024\3\15"),
        needs="-/.\\",
    ),
    Rule(
        "days.year_last",
        FIGURES,
        r"(?<!\d:)(?<![\d./])(?P<first>\d{1,2})\s?(?P<mark>[-/.])\s?(?P<second>\d{1,2})\s?(?P=mark)\s?(?P<year>(?:19|20)\d\d)(?![\d.])",
        _year_last,
        (("15/3/2024", "2024-03-15"), ("3-23-2024", "2024-03-23"), ("5/4/2024", "2024-04-05")),
        ("1/2", "1.2.3", "5-2-1103"),
        needs="-/.",
    ),
    Rule(
        "days.short_year",
        FIGURES,
        r"(?<!\d:)(?<![\d./\-a-z])(?P<first>\d{1,2})(?:/(?P<second>\d{1,2})/|-(?P<dashed>1[3-9]|2\d|3[01])-)(?P<last>\d{1,2})(?![\d./%a-z-])",
        _short_year,
        (("24/6/20", "2024-06-20"), ("31/5/24", "2024-05-31"), ("24/3/15前", "2024-03-15"), ("3-23-24", "2024-03-23")),
        ("1/2/3", "9/6", "3-5-24", "8-23-45"),
        needs="/-",
    ),
    Rule(
        "days.run_together",
        "2",
        r"(?<!\d:)(?<![\d./\-a-z第])(?P<year>20[0-4]\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d|[.a-z])",
        _run_together,
        (("20240315", "2024-03-15"),),
        ("1802024031599", "202403", "第20240310期", "编号20240401", "ID: 20240401"),
    ),
    Rule(
        "days.dotted",
        NUMBERS,
        rf"{FREE}(?P<month>1[0-2]|0?[1-9]|[一二三四五六七八九十])(?P<mark>\.)(?P<day>3[01]|[12]\d|0?[1-9])"
        rf"(?<![×x*]\d\.\d)(?<!\d[×x*]\d\.\d)(?![\d.]|\s*(?:[元块万wk%版倍米折寸刀分斤gm]|号字|号的)|点)[号日]?(?P<sure>{_DATED_AFTER}"
        r"|(?<=[一二三四五六七八九十]\.\d)|(?<=[一二三四五六七八九十]\.\d\d))",
        _slashed,
        (("三.8", "2024-03-08"), ("11.30前", "2024-11-30"), ("12.5之前", "2024-12-05"), ("三.8前", "2024-03-08")),
        (
            "v2.1",
            "3.5版",
            "12.5元",
            "1.5w",
            "2.5倍",
            "ios 12.1之前",
            "python 3.11以后",
            "皮子厚1.2到1.4",
            "字体用10.5号",
        ),
        needs=".",
    ),
    Rule(
        "days.after_cue",
        FIGURES,
        r"(?<!\d:)(?<![\d./\-])(?P<month>1[0-2]|0?[1-9])(?P<mark>[./-])(?P<day>3[01]|[12]\d|0?[1-9])"
        r"(?![\d.:]|\s*(?:[元块万wk%版倍米折天小个年]))[号日]?(?P<sure>)",
        _after_cue,
        (("截止12.5", "2024-12-05"), ("最晚「3/8」", "2024-03-08"), ("deadline 「12.15」", "2024-12-15")),
        ("v2.1", "3.5"),
        needs="./-",
    ),
    Rule(
        "days.dashed",
        FIGURES,
        r"(?<!\d:)(?<![\d./\-a-z])(?P<month>1[0-2]|0?[1-9])(?P<mark>-)(?P<day>3[01]|[12]\d"
        rf"|0?[1-9])(?![\d.\-:])[号日]?(?P<sure>(?=\s*(?:{BEFORE}|截止|当天)))",
        _slashed,
        (("3-15前", "2024-03-15"),),
        ("3-5天", "3-5号", "10-15页"),
        needs="-",
    ),
    Rule(
        "days.slashed",
        FIGURES,
        r"(?<!\d:)(?<![\d./\-a-z])(?P<month>1[0-2]|0?[1-9])(?P<mark>/)(?P<day>3[01]|[12]\d|0?[1-9])(?![\d./%a-z]"
        rf"|\s*(?:[元块万wk%版倍米折天次个人页份话集章关题级]|小时|进度|的|了|拍(?!摄|照|片|视|完|好|你|我|他|产|婚|外)))[号日]?(?P<sure>{_DATED_AFTER})?",
        _slashed,
        (("12/5", "2024-12-05"), ("3/8前", "2024-03-08"), ("11/25", "2024-11-25")),
        ("1/3", "做了1/2了", "16/9", "24/7", "12/8拍的曲子"),
        needs="/",
    ),
    Rule(
        "days.day_first",
        FIGURES,
        r"(?<!\d:)(?<![\d./\-a-z])(?P<day>1[3-9]|2\d|3[01])/(?P<month>1[0-2]|0?[1-9])"
        r"(?![\d./%a-z]|\s*(?:[元块万wk%版倍米折天次个人页份话集章关题级张字]|进度|的|了|拍))",
        _day_first,
        (("23/7前", "2024-07-23"), ("到「23/7」", "2024-07-23"), ("23/7", "2024-07-23")),
        ("16/9", "24/7", "画了23/12", "15/8拍"),
        needs="/",
    ),
    Rule(
        "days.cheque",
        "壹贰",
        r"(?P<year>[壹贰][零壹贰叁肆伍陆柒捌玖]{3})年零?(?P<month>壹?拾[壹贰]?|[壹贰叁肆伍陆柒捌玖])月零?"
        r"(?P<day>[贰叁]?拾[壹贰叁肆伍陆柒捌玖]?|[壹贰叁肆伍陆柒捌玖]拾?[壹贰叁肆伍陆柒捌玖]?)[日号]",
        _on_cheques,
        (("贰零贰肆年零叁月壹拾伍日", "2024-03-15"),),
        ("壹仟贰佰元", "贰零贰肆年"),
        needs="年",
    ),
)
