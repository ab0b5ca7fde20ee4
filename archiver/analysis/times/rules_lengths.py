"""Rules for lengths of time: 3天, 半个月, 两个工作日, 七八天, 一年又三个月, 24小时."""

import re
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from archiver.analysis.numerals import small, value_of
from archiver.analysis.times.rule import LOOSE, NUMBERS, OTHER_WORD, Rule
from archiver.analysis.times.values import Context, Length

_UNITS = {
    "年": "Y", "周年": "Y", "个月": "M", "月": "M", "个季度": "Q", "季度": "Q", "周": "W", "个周": "W", "星期": "W",
    "个星期": "W",
    "礼拜": "W", "个礼拜": "W", "天": "D", "宿": "D", "日": "D", "工作日": "WD", "个工作日": "WD",
    "工作天": "WD", "个工作天": "WD",
    "天工作日": "WD", "小时": "H",
    "个小时": "H", "钟头": "H",
    "个钟头": "H", "个钟": "H", "世纪": "C", "个世纪": "C", "个十年": "X", "个年头": "Y", "年头": "Y",
    "营业日": "WD", "个营业日": "WD", "交易日": "WD", "个交易日": "WD",
    "h": "H", "时": "H", "刻钟": "T", "刻": "T", "分钟": "I", "分": "I", "min": "I", "秒": "S",
    "秒钟": "S",
    "个自然日": "D", "自然日": "D", "昼夜": "D", "个昼夜": "D",
}  # fmt: skip
_WEEK_UNIT = (
    r"个?(?:(?:星期|礼拜)(?![一二三四五六日天](?!个?(?:小时|钟头|刻钟|分钟)))"
    rf"|周(?:(?={OTHER_WORD})|(?<=[两几]周)(?![岁年期边末目])|(?![岁年期边末五六日天目]|[一二三四](?![个天小年周]))))"
)
_UNIT = (
    rf"(?:个?(?:工作[日天]|营业日|交易日)|个世纪(?![初末中])|个十年|个年头|天工作日|个?自然日|个?昼夜|年(?![级代龄轻薪货底初末终]|会(?!有|在|不|是|下|给|更|越|被|成))|个\s?月|个?季度(?!末)|{_WEEK_UNIT}"
    r"|天(?:[一二两三四五六七八九十\d]{1,2}夜)?(?!气(?![温象候压])|[使线空堂窗猫])|宿(?![舍主命管])|个?(?:小时|钟头)|个钟(?!头)|h(?:ours?|rs?)?(?![a-z])|刻钟|刻(?=之?[前后内]|[,，。\s]|$)|分钟|min(?:s|utes?)?(?![a-z])"
    r"|分(?=\s?零?[\d一二三四五六七八九十]{1,3}秒|半(?:钟|$|[\s,，。的内左多不就]))|秒钟?(?![杀回懂速拍变]))"
)
_COUNT = (
    r"(?:(?:[一二两三四五六七八九]又)?[二三四五六七八九十]分之[一二三四五六七八九]|(?:\d\s)?[1-9]/[2-9](?=个?小时|年|天|个月)"
    r"|\d{1,3}(?:,\d{3})+|\d{1,5}(?:\.\d{1,2})?|[俩仨](?=[个小天周月年星礼工钟])"
    r"|[零一二两三四五六七八九十]{1,3}点(?:五(?=天|年|个月|周|个?星期)|[一二三四五六七八九]{1,2}(?=个?小时|个?钟头))"
    r"|[一二两三四五六七八九十百千万零]{1,6}|半)"
)
# 个半 stands before the unit (一个半月), 半 behind it (一年半).
_ONE = (
    rf"{_COUNT}\s?(?:[多来余]|个[多来](?=月|小时|钟头|星期|礼拜)|整(?=[天年周日]|个))?\s?(?:个半(?=月|小时|钟头|星期"
    rf"|礼拜|世纪|季度|年头)(?:月|小时|钟头|星期|礼拜|世纪|季度|年头)|(?<=[多来])(?:月|星期|礼拜)|(?<=[俩仨])月|{_UNIT}(?:半(?![天年个])(?:(?<=分半)钟)?)?)"
)
_NOT_AN_ORDINAL = (
    r"(?<![\d.一二两三四五六七八九十百千万第])(?<![一几两]下)(?<![有某哪每那]一)(?<![有某哪那每](?=一[天年](?![零又多半])))"
    r"(?!一天到晚|一天天|一年到头|半天然)"
    r"(?!\d*\d\d年前\s?[给付转结补打清](?!.{0,6}过))"  # 剩350年前给: a sum, and the lunar new year
)
_FRACTION = re.compile(r"(?:(?P<whole>[^又\s])(?:又|\s))?(?:(?P<under>.+)分之(?P<over>.)|(?P<upper>\d)/(?P<lower>\d))")
_SECONDS = {"H": 3600, "I": 60, "S": 1, "T": 900}
_PIECE = re.compile(
    r"(?P<count>(?:[一二两三四五六七八九]又)?[二三四五六七八九十]分之[一二三四五六七八九]|(?:\d\s)?[1-9]/[2-9](?=个?小时|年|天|个月)"
    r"|\d{1,3}(?:,\d{3})+|\d{1,5}(?:\.\d+)?|[俩仨]|[零一二两三四五六七八九十]{1,3}点[一二三四五六七八九]{1,2}|[零一二两三四五六七八九十百千万]{1,6}|半)\s?(?:[多来余整]"
    r"|个[多来])?\s?(?P<half>个半(?=月|小时|钟头|星期|礼拜|世纪|季度|年头))?\s?"
    r"(?P<unit>个?(?:工作[日天]|营业日|交易日)|个?世纪|个十年|天工作日|个?自然日|个?昼夜|周年|个?年头|年|个?\s?月|个?季度|个?(?:星期|礼拜|周)|天|宿|日|个?(?:小时"
    r"|钟头)|个钟|小时|h(?:ours?|rs?)?|刻钟?|分钟?|min(?:s|utes?)?|秒钟?|时)"
    r"(?P<tail>半(?![天年个]))?"
)
# From the longest unit to the shortest, and how many of the shorter would already be one of the longer.
_RANK = ("C", "X", "Y", "Q", "M", "W", "WD", "D", "H", "T", "I", "S")
_ADDED = re.compile("[又零加]")
_MOST_BESIDE = {("W", "D"): 7, ("Y", "M"): 12, ("D", "H"): 24, ("H", "I"): 60, ("I", "S"): 60}
_HALF_OR_FEW = {"半": Decimal("0.5"), "俩": Decimal(2), "仨": Decimal(3)}
_PAIRS = {"三五": (3, 5), "一二": (1, 2), "一两": (1, 2), "二三": (2, 3), "两三": (2, 3)}
_HAN = "一二三四五六七八九"
_PAIRS |= {_HAN[i] + _HAN[i + 1]: (i + 1, i + 2) for i in range(8)} | {"两三": (2, 3), "一两": (1, 2)}


def _unit_code(words: str) -> str:
    plain = words.replace(" ", "")
    if plain.startswith("h"):
        return "H"
    if plain.startswith("min"):
        return "I"
    return _UNITS[plain]


def length_of(pieces: list[tuple[Decimal, str]], *, vague: bool = False) -> Length | None:
    """Add up counts of units; halves become the next smaller unit (半个月 = 15 days, 一年半 = 18 months)."""
    years = months = days = working = seconds = 0
    for count, unit in pieces:
        whole, part = int(count), count - int(count)
        if unit == "C":
            years += int(count * 100)
        elif unit == "X":
            years += int(count * 10)
        elif unit == "Y":
            years += whole
            months += int(part * 12)
        elif unit == "Q":
            months += 3 * whole + int(part * 3)
            days += int(part * 90) % 30
        elif unit == "M":
            months += whole
            days += int(part * 30)
        elif unit == "W":
            days += int(count * 7 + Decimal("0.5") * (part > 0))
        elif unit == "D":
            days += whole
            seconds += int(part * 86400)
        elif unit == "WD":
            working += int(count + (part > 0))
        else:
            seconds += int(count * _SECONDS[unit])
    length = Length(years, months, days, working, seconds, vague=vague)
    return length if any((years, months, days, working, seconds)) else None


@lru_cache(maxsize=1024)
def iso_of(length: Length) -> str:
    """Return the ISO 8601 form; working days as P5WD."""
    if length.working_days:
        return f"P{length.working_days}WD"
    day_part = "".join(
        f"{count}{letter}" for count, letter in ((length.years, "Y"), (length.months, "M"), (length.days, "D")) if count
    )
    hours, rest = divmod(length.seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    time_part = "".join(f"{count}{letter}" for count, letter in ((hours, "H"), (minutes, "M"), (seconds, "S")) if count)
    return f"P{day_part}" + (f"T{time_part}" if time_part else "")


def unit_pieces(words: str) -> list[tuple[Decimal, str]]:
    """Return the counts and units of a length in the order written."""
    found = []
    for piece in _PIECE.finditer(words):
        count = _HALF_OR_FEW.get(piece["count"]) or _fraction(piece["count"]) or value_of(piece["count"])
        if count is None:
            continue
        if piece["half"] or piece["tail"]:
            count += Decimal("0.5")
        found.append((count, _unit_code(piece["unit"])))
    return found


def _fraction(words: str) -> Decimal | None:
    """Read 三又二分之一, 四分之三 and 1 1/2; None for a whole count."""
    parts = _FRACTION.fullmatch(words)
    if parts is None:
        return None
    over, under = parts["over"] or parts["upper"], parts["under"] or parts["lower"]
    return Decimal(small(parts["whole"] or "零")) + Decimal(small(over)) / Decimal(small(under))


def _plain(match: re.Match[str], _: Context) -> Length | None:
    return _length_in_words(match["words"])


@lru_cache(maxsize=1024)
def _length_in_words(words: str) -> Length | None:
    if words in ("半天", "半日"):
        return Length(seconds=43200, vague=True)
    pieces = unit_pieces(words)
    return length_of(pieces) if _ADDED.search(words) or _is_one_length(pieces) else None


def _is_one_length(pieces: list[tuple[Decimal, str]]) -> bool:
    """Tell whether the pieces add up: 8天20小时 does; 一周 7天 and 三天五天 say two lengths side by side."""
    for (_, greater), (count, lesser) in pairwise(pieces):
        most = _MOST_BESIDE.get((greater, lesser))
        if _RANK.index(lesser) <= _RANK.index(greater) or (most is not None and count >= most):
            return False
    return True


def _range(match: re.Match[str], _: Context) -> Length | None:
    """Read 3-5天, 两到三周: the longer end counts."""
    last = value_of(match["last"])
    return length_of([(last, _unit_code(match["unit"]))]) if last is not None else None


def _pair(match: re.Match[str], _: Context) -> Length | None:
    """Read 七八天 and 十五六天; 三五天 is a manner of speaking."""
    low_high = _PAIRS.get(match["pair"])
    if low_high is None:
        return None
    tens = value_of(match["tens"]) if match["tens"] else Decimal(0)
    if tens is None:
        return None
    code = _unit_code(match["unit"])
    last = low_high[1] * 10 if match["ten"] else tens + low_high[1]
    return length_of([(Decimal(last), code)], vague=match["pair"] == "三五")


def _some(match: re.Match[str], _: Context) -> Length | None:
    # How many is open; the unit alone is known.
    return Length(vague=True) if _unit_code(match["unit"]) else None


def _whole(match: re.Match[str], _: Context) -> Length:
    return Length(years=1) if match["unit"] == "年" else Length(months=1)


def _day_number_as_length(match: re.Match[str], _: Context) -> Length | None:
    count = value_of(match["count"])
    return length_of([(count, "M" if match["unit"] == "月" else "D")]) if count else None


RULES = (
    Rule(
        "lengths.range",
        NUMBERS,
        rf"{LOOSE}(?P<first>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}})\s?{_UNIT}?\s?(?:[-~、]|到|至"
        rf"|或者?)\s?(?P<last>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}}|半(?=年))\s?(?P<unit>{_UNIT})",
        _range,
        (("3-5天内", "2024-03-10"), ("两到三周内", "2024-03-26"), ("3~5个工作日内", "2024-03-12")),
        ("3-5次", "3号到5号"),
        needs="-~、到至或",
    ),
    Rule(
        "lengths.pair",
        "一二两三四五六七八九十",
        rf"{LOOSE}(?P<tens>[二三四五六七八九]?十)?(?P<pair>[一二两三四五六七八][二两三四五六七八九])(?P<ten>十)?\s?"
        rf"(?P<unit>{_UNIT})",
        _pair,
        (
            ("七八天内", "2024-03-13"),
            ("两三天内", "2024-03-08"),
            ("十五六天内", "2024-03-21"),
            ("三四十天内", "2024-04-14"),
        ),
        ("三五百",),
        needs="天日周星礼月年季时钟分秒刻昼工世宿hm",
    ),
    Rule(
        "lengths.some",
        "几多好数没若过这那十二三四五六七八九",
        rf"(?:好|这|那|没|过|[二三四五六七八九]?十(?=几))?(?:几[十百千]?|若干|多少|数[十百千]?)\s?(?P<unit>{_UNIT})(?!前端)",
        _some,
        (("几天", None), ("几个月后", None)),
        ("几点",),
        needs="几若多数",
    ),
    Rule(
        "lengths.about_one",
        "个",
        r"(?<![\d一二两三四五六七八九十百千几半多这那哪每上下])个把(?P<unit>月|小时|钟头|星期|礼拜|年|钟)(?![饼一二三四五六日天])",
        lambda _, __: Length(vague=True),
        (("个把月", None), ("个把小时内", None), ("个把星期后", None)),
        ("三个把手", "个把人"),
    ),
    Rule(
        "lengths.whole",
        "整",
        r"整个?(?P<unit>年|月)(?![级龄度底初末中薪租饼])(?<!整个年)(?<!整月)",
        _whole,
        (("整年", None), ("整个月", None)),
        ("整年度", "整月饼", "一整年"),
    ),
    Rule(
        "lengths.day_number",
        NUMBERS,
        rf"{LOOSE}(?P<count>\d{{1,3}}|[一二两三四五六七八九十]{{1,4}})\s?(?P<unit>日)(?=(?:之内|以内|内|之后|以后"
        r"|后)(?![容部期面])|[涨跌]|均[线价]|新[高低]|高点|低点|收盘|成交|平均|连[涨跌阳阴]|体验|特训|集训|(?<=续[\d一二两三四五六七八九十]日)|(?<=近[\d一二两三四五六七八九十]日)|(?<=近\d\d日)|(?<=续\d\d日)|(?<=[去来][\d一二两三四五六七八九十]日)|(?<=[去来]\d\d日))",
        _day_number_as_length,
        (("3日内", "2024-03-08"), ("十五日内", "2024-03-20")),
        ("3日前",),
        needs="日",
    ),
    Rule(
        "lengths.bare_month",
        "两半",
        rf"{LOOSE}(?P<count>[两半])(?P<unit>月)(?=(?:之内|以内|内|之后|以后|后)(?![容部期面]))",
        lambda match, context: (
            length_of([(Decimal(15), "D")]) if match["count"] == "半" else _day_number_as_length(match, context)
        ),
        (("两月内", "2024-05-05"), ("半月内", "2024-03-20")),
        ("两月饼",),
        needs="月",
    ),
    Rule(
        "lengths.told",
        NUMBERS,
        r"(?:(?<=还剩)|(?<=剩余)|(?<=剩下)|(?<=历时)|(?<=用时)|(?<=耗时)|(?<=费时)|(?<=时长)|(?<=长达)|(?<=为时))\s?"
        r"(?P<words>(?:\d{1,3}|[一二两三四五六七八九十]{1,3})\s?时(?![间候段刻])(?:\s?零?(?:\d{1,2}|[一二三四五六七八九十]{1,3})分(?![之钱])钟?)?"
        r"(?:\s?零?(?:\d{1,2}|[一二三四五六七八九十]{1,3})秒)?)",
        _plain,
        (("还剩「8时20分」", None), ("历时「三时五分二十秒」", None)),
        ("8时20分", "剩下5时间", "还剩20分"),
        needs="时",
    ),
    Rule(
        "lengths.plain",
        NUMBERS + "俩仨",
        rf"{_NOT_AN_ORDINAL}(?P<words>{_ONE}(?:\s?[又零加多余]?\s?{_ONE}|\s?[零又]?(?:\d{{1,2}}"
        rf"|[二三四五]?十?[一二两三四五六七八九]?)(?:时(?![间候])|分(?!之(?![前后内间]|以)|[钱钟享]|开(?![会始播业车])))"
        r"|\s?[零又]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?=\s?[零又]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})天)"
        r"|(?<=个月)\s?[零又]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})日(?=$|[\s,，。;!?的了]|[之以]?[内后前])){0,3})",
        _plain,
        (
            ("3天", None),
            ("7天内", "2024-03-12"),
            ("半个月", None),
            ("半个月内", "2024-03-20"),
            ("一年半后", "2025-09-05"),
            ("24小时内", "2024-03-06T10:20"),
            ("两个工作日内", "2024-03-07"),
            ("两個工作天內", "2024-03-07"),
            ("俩星期内", "2024-03-19"),
            ("一个半小时", None),
            ("8天20小时后", "2024-03-14T06:20"),
            ("一个礼拜内", "2024-03-12"),
            ("1年1月21天", None),
            ("四分之三小时后", "2024-03-05T11:05"),
            ("一又二分之一小时后", "2024-03-05T11:50"),
            ("一小时三刻后", "2024-03-05T12:05"),
            ("三个月内", "2024-06-05"),
            ("一小时零五分之后", "2024-03-05T11:25"),
            ("三点二五小时", None),
            ("一个半世纪", None),
            ("一年两个月3日", None),
            ("两个十年", None),
            ("三个半年头", None),
            ("「最近五年」会有", None),
        ),
        ("第三天", "有一天", "三分之一", "开五年会", "一天到晚", "3年级", "三分钱", "一日三餐"),
        needs="天日周星礼月年季时钟分秒刻昼工世宿hm",
    ),
    Rule(
        "lengths.single",
        NUMBERS + "俩仨",
        rf"{_NOT_AN_ORDINAL}(?P<words>{_ONE})",  # the first of two that stand side by side
        _plain,
        (("「2小时」80分", None),),
        ("两天三小时",),
        needs="天日周星礼月年季时钟分秒刻昼工世宿hm",
    ),
)
