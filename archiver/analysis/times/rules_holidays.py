"""Rules for holidays, lunar dates and solar terms. Before a holiday ends the day before it (language.md §2)."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache, partial

from archiver.analysis.numerals import small
from archiver.analysis.times.holidays import festival, holiday_span, lunar_day, next_holiday, solar_term
from archiver.analysis.times.rule import BEFORE, DAY_OF_MONTH, FREE, GAP, MONTH, NUMBERS, YEAR_WORDS, Rule
from archiver.analysis.times.rules_days import YEAR_AWAY, year_of
from archiver.analysis.times.values import DAY, Context, Period, days, midnight, whole_day

_NAMES = {
    "元旦": "元旦", "新年": "元旦", "阳历年": "元旦", "春节": "春节", "过年": "春节", "过大年": "春节",
    "大年初一": "春节", "正月初一": "春节", "农历新年": "春节",
    "除夕": "除夕", "大年三十": "除夕", "年三十": "除夕", "大年夜": "除夕", "年夜": "除夕", "元宵": "元宵",
    "正月十五": "元宵", "情人节": "情人节", "白色情人节": "白色情人节", "光棍节": "双十一", "圣诞夜": "平安夜",
    "圣诞前夜": "平安夜", "圣诞节前夜": "平安夜",
    "三八": "妇女节",
    "妇女节": "妇女节", "女神节": "妇女节", "女王节": "妇女节", "3.8": "妇女节", "38": "妇女节",
    "女生节": "女生节", "植树节": "植树节", "愚人节": "愚人节",
    "清明": "清明", "五一": "五一", "51": "五一", "劳动节": "五一",
    "青年节": "青年节", "五四": "青年节", "520": "520", "母亲节": "母亲节", "六一": "儿童节", "儿童节": "儿童节",
    "端午": "端午", "父亲节": "父亲节",
    "618": "618", "六一八": "618", "七一": "建党节", "建党节": "建党节", "八一": "建军节", "建军节": "建军节",
    "七夕": "七夕", "中元": "中元", "中元节": "中元", "教师节": "教师节",
    "中秋": "中秋", "八月十五": "中秋", "国庆": "国庆", "十一": "国庆", "重阳": "重阳", "万圣": "万圣节",
    "双十一": "双十一", "双11": "双十一", "双十二": "双十二",
    "双12": "双十二", "感恩节": "感恩节", "万圣节前夜": "万圣节", "平安夜": "平安夜", "圣诞": "圣诞",
    "腊八": "腊八", "小年": "小年",
    "二月二": "龙抬头", "二月二龙抬头": "龙抬头", "九月九": "重阳", "九月九重阳": "重阳",
    "复活节": "复活节",
    "跨年": "跨年", "龙抬头": "龙抬头", "315": "315",
}  # fmt: skip
# Days of a lunar month by their number: before 正月十五 keeps the fifteenth in, before 元宵 does not.
_LUNAR_NUMBERED = frozenset({"正月十五", "八月十五", "大年初一", "正月初一", "大年三十", "年三十", "二月二", "九月九"})
# 跨年 is the midnight that ends the year: its eve is in time.
_KEPT_IN = _LUNAR_NUMBERED | {"跨年"}
_DAYS_OFF = frozenset({"元旦", "春节", "清明", "五一", "端午", "国庆", "中秋"})
_TERMS = (
    "立春雨水惊蛰春分清明谷雨立夏小满芒种夏至小暑大暑立秋处暑白露秋分寒露霜降立冬小雪大雪冬至小寒大寒"
)  # fmt: skip
# 年廿八 and 年二十九 are days of the twelfth month.
_YEARS_END = (
    r"(?P<last>(?<![\d一二三四五六七八九十两今明去前后每])大?年)(?=廿|二十[一二三四五六七八九](?![\d天年号日]))"
)
# 初七 and 廿八 alone are said around the New Year; 初一 to 初三 are school years too.
_ALONE = (
    r"(?P<alone>(?<![月年正腊第])(?:(?=初[四五六七八九十](?![中高级年班学]))"
    r"|(?=初[一二三](?:之?前|以前|之?后|[早晚凌给交发到]|开工|回来))|(?=廿[一二三四五六七八九](?![\d年天]))))"
)
# 八月十五农历: what calendar a date is of may stand behind it.
_LUNAR_WORD = r"(?:农历|阴历|旧历|老历)"
_LUNAR_NEAR = timedelta(days=100)
_TERM = "|".join(_TERMS[index : index + 2] for index in range(0, 48, 2))
_LONG = r"(?:期间|假期|长假|黄金周|放假(?:期间)?|小长假|七天|那几天)"
_USED = (
    rf"(?=\s*(?:{BEFORE}|之后|以后|后(?![面期天台])|{_LONG}|节|当天|回来|那天|完"
    rf"|前[一二两三四五六七八九十\d]{{1,2}}[天日晚周]|要用|(?:大促|预售|预热|活动){BEFORE}))"
)
# The bare figures and 十一 need a word beside them; the rest are names.
_NAME = (
    r"白色情人节|光棍节|圣诞节?前夜|圣诞夜|大年三十|大年初一|正月初一|正月十五|农历新年|年三十|大年夜"
    r"|除夕|春节|过大年|过年(?!轻|级|龄)|阳历年|元旦|元宵|情人节|妇女节|女[神王]节|女生节"
    r"|植树节|愚人节|清明(?!上河|的|时节)|劳动节|青年节|母亲节|父亲节|儿童节|端午|建党节|建军节|七夕|中元节|教师节|复活节|中秋"
    r"|国庆|重阳|万圣节前夜|万圣|感恩节|平安夜|圣诞(?!树|帽|老人|风|主题|款|元素|背景)|腊八(?![粥蒜豆面醋])"
    r"|小年(?!轻|龄|级)|跨年(?!度)|龙抬头|二月二(?![日号十零一二三四五六七八九\d])(?:龙抬头)?|九月九(?![日号的\d])(?:重阳)?|新年(?!好|贺)"
)
# These are written with numbers.
_NUMBERED = (
    rf"双十一|双11|双十二|双12|(?<![一二三四五六七八九十\d周期拜初])[五六]一(?![八班路起个共定样直块点些下次张份套页百千万]|广场)|(?<!初)[八七]一(?=节|{BEFORE}|建[军党]节)|(?:十一|三八|五四){_USED}|(?<![\d.])3\.?8(?=(?:妇女|女神|女王)?节)"
    rf"|(?<=赶上)(?:520|618|315)(?!\d)|(?<![\d.])(?:618|520|315|51){_USED}|(?<![\d.#g])618(?![\d.元块号楼室房栋层]|\s*[元块])|六一八(?![一二三四五六七八九十百千万])"
)

_SHORT_YEAR = r"(?<![\d零一二三四五六七八九十])(?:[01289]\d|[零一二八九][零一二三四五六七八九])"
_OF_YEAR = (
    rf"(?:(?P<year>{YEAR_AWAY}|[12]\d{{3}}(?=年)|[一二][零一二三四五六七八九]{{3}}(?=年)|{_SHORT_YEAR}(?=年))年?{GAP})?"
)
# 618大促前 is before the day itself.
_EVENT_BEFORE = rf"(?:(?:大促|活动|促销|预售|预热|晚会|演出|汇演)(?=\s*{BEFORE}))?+"
# 国庆海报 and 中秋主题 are what the work is about, not when it is due.
_NOT_A_THEME = (
    r"(?:(?=[^,，。]{2,10}当[天日晚])|(?!夜?\s?的?(?:主题|海报|战报|主图|活动|晚会|素材|风|元素|款|版|礼|氛围|促销|大促|图|模板|文案|视频|祝福|贺卡|专场|场景"
    r"|快乐|ppt|推文|公众号|banner|页面|设计|策划|方案|片|宣传|手抄报|作业"
    r"|征文|logo|背景|红包|福利|特辑|限定|系列|装饰|贺图|长图|插画|头像|朋友圈|专题|序曲|对联|联欢|习俗|音乐|背景乐|bgm|贴纸|营销|宣发|装修|首页|套餐|价|特惠|副本|攻略|皮肤|粽|糕|花糕|粿|果(?!断|真|然)|团(?!建|队|购)|香囊|劳动(?!节)|劳模|汤圆|饺|帽|袜|龙舟|月饼|灯|巧克力|玫瑰|门票|高速|旅游|出游|档|联名|文创|明信片|表情|锦鲤|吉祥物|舞台|节目|小品|歌|舞|阅兵|庙会|市集|橱窗|优惠|折扣|满减|秒杀|会场|详情|弹窗|开屏|kv|h5|视觉|周边|手账|壁纸|服装|妆|穿搭|汉服|美甲|菜单|菜品|家宴|由来|诗|童谣|黑板|班会|教案|课件|绘本|故事|演讲|致辞|台词|串词|征稿|摆件|词|配色|色彩|色[系调]|味[道儿]?|质感|感(?![恩谢觉])|[那这]种(?!情况|时候)|那股|气息|气氛|风情|玩笑|预热|红绿|梗(?!概))))"
)


def yearly(
    find: Callable[[int], date | None], year: int | None, context: Context
) -> tuple[date, tuple[date, ...]] | None:
    """Return the day in the given year, else the nearest on the clause's side of the anchor, and the other one."""
    if year is not None:
        day = find(year)
        return (day, ()) if day else None
    seen = context.anchor.date()
    found = sorted(day for offset in (-1, 0, 1, 2) if (day := find(seen.year + offset)))
    coming = [day for day in found if day >= seen]
    gone = [day for day in found if day < seen]
    past = context.past and not _only_ahead(gone, coming, seen)
    chosen = gone[-1:] if past else coming[:1]
    if not chosen:
        return None
    other = coming[:1] if past else gone[-1:]
    return chosen[0], tuple(other)


def _only_ahead(gone: list[date], coming: list[date], seen: date) -> bool:
    """Tell whether the day is so near ahead and so long gone that even a 了 is about the coming one."""
    near = timedelta(days=45)
    return bool(gone and coming) and coming[0] - seen <= near and seen - gone[-1] > 4 * near


# The messages of one day name the same few festivals again and again.
@lru_cache(maxsize=1 << 8)
def _festival_days(name: str, year: int | None, seen: date, *, past: bool) -> tuple[date, tuple[date, ...]] | None:
    return yearly(partial(festival, name), year, Context(midnight(seen), midnight(seen), past))


def _festival(match: re.Match[str], context: Context) -> Period | None:
    name = _NAMES[match["name"]]
    year = year_of(match["year"], context) if match["year"] else None
    chosen = _festival_days(name, year, context.anchor.date(), past=context.past)
    if chosen is None:
        return None
    day, others = chosen
    span = holiday_span(name, day.year) if name in _DAYS_OFF else None
    if match["long"] and not match["year"]:
        running = holiday_span(name, context.anchor.year) if name in _DAYS_OFF else None
        if running is not None and running[0] <= context.anchor.date() <= running[1]:
            span = running  # 国庆期间 said on the fourth of October
    first, last = span or (day, day)
    fixed = bool(match["year"])
    if match["long"] and span:
        return Period(midnight(first), midnight(last) + DAY, "day", excluded=True, aftermath=last + DAY, fixed=fixed)
    # 国庆前 ends the day before 10-01 even where the notice starts the days off earlier.
    return Period(
        midnight(day), midnight(day) + DAY, "day", excluded=match["name"] not in _KEPT_IN,
        aftermath=last + DAY, fixed=fixed,
        others=tuple(whole_day(other) for other in others),
    )  # fmt: skip


def _coming_days_off(_: re.Match[str], context: Context) -> Period:
    first, last = next_holiday(context.today)
    return Period(midnight(first), midnight(last) + DAY, "day", excluded=True, aftermath=last + DAY)


def _lunar_new_year(_: re.Match[str], context: Context) -> Period | None:
    chosen = yearly(lambda choice: festival("春节", choice), None, context)
    if chosen is None:
        return None
    span = holiday_span("春节", chosen[0].year)
    last = span[1] if span else chosen[0]
    return Period(midnight(chosen[0]), midnight(chosen[0]) + DAY, "day", excluded=True, aftermath=last + DAY)


def _lunar_date(match: re.Match[str], context: Context) -> Period | None:
    named = (
        "腊" if match["last"] or (match["alone"] is not None and match["day"][0] == "廿") else match["month"] or "正"
    )
    month = {"正": 1, "腊": 12, "冬": 11}.get(named) or small(named)
    number = small(match["day"].removeprefix("初"))
    year = year_of(match["year"], context) if match["year"] else None
    # A named lunar year keeps its own eleventh and twelfth month, though they fall into the next solar year.
    behind = month >= 11 and match["year"] is None
    chosen = yearly(lambda choice: lunar_day(choice - behind, month, number), year, context)
    if chosen is None or (match["alone"] is not None and chosen[0] - context.anchor.date() > _LUNAR_NEAR):
        return None
    return whole_day(chosen[0], fixed=bool(match["year"]))


def _lunar_marked(match: re.Match[str], context: Context) -> Period | None:
    month, number = small(match["month"]), small(match["day"].removeprefix("初"))
    chosen = yearly(lambda choice: lunar_day(choice - (month >= 11), month, number), None, context)
    return whole_day(chosen[0]) if chosen else None


def _term(match: re.Match[str], context: Context) -> Period | None:
    year = year_of(match["year"], context) if match["year"] else None
    chosen = yearly(lambda choice: solar_term(match["name"], choice), year, context)
    return whole_day(chosen[0], excluded=True, fixed=bool(match["year"])) if chosen else None


def _season(match: re.Match[str], context: Context) -> Period | None:
    first = {"春": 3, "夏": 6, "秋": 9, "冬": 12}[match["season"]]
    year = year_of(match["year"] or match["figures"], context)
    if year is None:
        return None
    begin = date(year, first, 1)
    end = date(year + (first == 12), (first + 2) % 12 + 1, 1) - timedelta(days=1)
    return days(begin, end, "season", fixed=True)


RULES = (
    Rule(
        "holidays.festival",
        YEAR_WORDS
        + "01289零一二九七万三中五儿元八六农劳十国圣白光女妇小平年建情愚感教复新春植正母清父端腊跨过重阳除青龙",
        rf"{_OF_YEAR}(?P<name>{_NAME})节?+(?P<long>{_LONG})?+{_EVENT_BEFORE}{_NOT_A_THEME}",
        _festival,
        (
            ("国庆", "2024-10-01"),
            ("国庆前", "2024-09-30"),
            ("春节前", "2025-01-28"),
            ("清明之前", "2024-04-03"),
            ("除夕", "2025-01-28"),
            ("国庆期间", "2024-10-07"),
            ("端午节前", "2024-06-09"),
            ("元旦前", "2024-12-31"),
            ("正月十五前", "2025-02-12"),
            ("25年元旦前", "2024-12-31"),
            ("复活节", "2024-03-31"),
            ("国庆后", None),
        ),
        ("过年轻人的生活", "国庆海报", "中秋节快乐", "春节那种氛围", "国庆配色"),
        needs="旦节年除夕初宵五明午圣秋庆重恩平腊跨龙月",
        of_year=True,
    ),
    Rule(
        "holidays.numbered",
        YEAR_WORDS + "01235689零一二九五六七八三十双",
        rf"{_OF_YEAR}(?P<name>{_NUMBERED})节?+(?:(?:国际)?(?:劳动|儿童|妇女|青年|女神|女王)节)?+(?P<long>{_LONG})?+{_EVENT_BEFORE}{_NOT_A_THEME}",
        _festival,
        (
            ("双十一前", "2024-11-10"),
            ("618大促前", "2024-06-17"),
            ("618前", "2024-06-17"),
            ("十一前", "2024-09-30"),
            ("五一", "2024-05-01"),
            ("3.8节前", "2024-03-07"),
            ("38女王节前", "2024-03-07"),
        ),
        ("十一", "初六一早", "618元", "618号房", "六一儿童节文案"),
        needs="一二八四158",
        of_year=True,
    ),
    Rule(
        "holidays.days_off",
        "小放节过长",
        r"(?<![\w])(?:节|过节|长假|小长假|放假)(?=(?:之|以)?[前后](?![期面目奏天]))|(?<=[在赶最晚于到给争取我能你要])"
        r"(?:节|过节|长假|小长假|放假)(?=(?:之|以)?[前后](?![期面目奏]))",
        _coming_days_off,
        (("节前", "2024-04-03"), ("放假前", "2024-04-03"), ("节后", None)),
        ("季节前", "情节后期"),
    ),
    Rule(
        "holidays.lunar_new_year",
        "年",
        r"(?:(?<![\d一二两三四五六七八九十百几多数半今明去后前来个些])|(?<=\d\d)(?=年前\s?[给付转结补打清](?!.{0,6}过)))年(?=(?:之|以)?[前后](?![期面]))",
        _lunar_new_year,
        (("年前", "2025-01-28"), ("年后", None), ("剩350「年前」给你", "2025-01-28")),
        ("三年前", "多年后", "前年"),
    ),
    Rule(
        "holidays.lunar_date",
        YEAR_WORDS + "12一二农阴正冬腊年初廿",
        rf"(?:农历|阴历)?(?:(?P<year>{YEAR_AWAY}|(?:[12]\d{{3}}|[一二][零一二三四五六七八九]{{3}})(?=年))年?{GAP})?"
        rf"(?:(?:(?:农历|阴历)\s*|(?=[正腊]月))(?P<month>[正冬腊一二三四五六七八九十]{{1,2}})月|大?年(?=初)|{_YEARS_END}|{_ALONE})"
        r"(?P<day>初[一二三四五六七八九十]|[一二三四五六七八九十]{1,3}|廿[一二三四五六七八九]?)",
        _lunar_date,
        (
            ("农历八月十五", "2024-09-17"),
            ("腊月二十三", "2025-01-22"),
            ("正月初八", "2025-02-05"),
            ("大年初五", "2025-02-02"),
            ("年廿八", "2025-01-27"),
            ("大年二十九", "2025-01-28"),
        ),
        ("八月十五日", "两年二十八天", "初二数学", "初八", "初一上册"),
        needs="月年初廿",
    ),
    Rule(
        "holidays.lunar_marked",
        NUMBERS,
        rf"{FREE}(?P<month>{MONTH})月(?P<day>初(?:[二三四五六七八九十]|一(?![定起些直样般共]))"
        rf"(?![天个周号日月点次版稿轮遍位名张几一二三四五六七八九十])|{DAY_OF_MONTH}(?=[号日]?\s?[(]?{_LUNAR_WORD}))[号日]?(?:的?\s?[(]?{_LUNAR_WORD}[)]?)?",
        _lunar_marked,
        (("九月初九", "2024-10-11"), ("八月十五（农历）", "2024-09-17"), ("8月15农历", "2024-09-17")),
        ("三月初三天", "五月初一定", "十月初十号", "八月十五"),
        needs="初历",
    ),
    Rule(
        "holidays.solar_term",
        YEAR_WORDS + "冬处夏寒小惊春清白秋立芒谷雨霜",
        rf"(?:(?P<year>{YEAR_AWAY}){GAP})?(?P<name>{_TERM})(?=\s*(?:{BEFORE}|前[一二两三四五\d]{{1,2}}[天日]|之后|以后|后|当天|那天|节气)|$)(?:节气)?",
        _term,
        (("立夏前", "2024-05-04"), ("冬至", "2024-12-21")),
        ("大雪封山", "小满意"),
        needs="雨惊春清谷芒夏处白秋寒霜冬满暑雪",
    ),
    Rule(
        "holidays.season",
        YEAR_WORDS + "01289零一二八九",
        rf"(?:(?P<year>{YEAR_AWAY})|(?<![\d一二三四五六七八九十])(?P<figures>(?:19|20)\d\d|[一二][零一二三四五六七八九]{{3}}|{_SHORT_YEAR})\s?年){GAP}(?P<season>[春夏秋冬])"
        r"(?:天|季|(?![节运晚分装款招联游令至奥茶卷学新春夏秋冬困意雨风]))",
        _season,
        (("今年夏天", "2024-08-31"), ("「2025年春」交付", "2025-05-31"), ("零八年春", None)),
        ("夏天", "2024年春招"),
        needs="年",
    ),
)
