"""Whether a word behind a number is a currency: 块, 米, 刀, 张, 毛, 角 and 元 also count things that are not money."""

import re
from decimal import Decimal
from typing import Final

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.quantities import Quantity

_OF_FIVE: Final = 5
_SHORT_LENGTH: Final = 100  # fewer 米 than these are metres
# 一块 is together here: 咱们一块弄, 一块儿.
# 三个加一块五百四, 门头杯子一块1300: the sum for all of it follows.
_TOGETHER_AFTER: Final = LazyPattern(
    r"儿|[做弄去走吃玩画写干聊商讨改想学出吧]|\s?(?:是|就|才|共|给你?|算)?\s?(?:[一二两三四五六七八九][百千万]|[1-9]\d{2,})"
)
# 取衣服时候一块给, 剩下的到时一块结
_TOGETHER_BEFORE: Final = LazyPattern(
    r"(?:我们|咱们?|你们|他们|大家|[跟和与同][你我他她]|时候?|到时|尾款|余款|剩下的?|其余的?)(?:都|就|再|可以|能)?\Z"
)
# 那一块, 这两块: a part of the work, pointed at.
_POINTED_AT: Final = LazyPattern(r"[这那哪另每同前后左右上下]\Z")
# A few 块 are money where the words go on as words about a price do; 两块色块, 四块展板 count things.
_BLOCK_OF_MONEY: Final = LazyPattern(
    r"$|[\s,，。!?~、;)）\]【/+-]|钱|[\d半多来零出不]|[一二两三四五六七八九十](?![样起致般直])|每|的(?!$)?|[吧吗呢啊呀哈嘛哦呗啦了]|能|可|行"
    r"|就|包|起|都|也|够|我|你|给|收|太|贵|便宜|封|成|做|到|至|左右|上下|以[上下内]|红包|美|人民"
)
# 面料十二块 裁好了: what is cut and laid in pieces.
_IN_PIECES: Final = LazyPattern(
    r"(?:[面布皮木石]料|[瓷地石砖木展画主]板|布|砖|石头|拼图|电池|硬盘|显卡|屏幕?|玻璃|肥皂|饼干?|蛋糕|月饼|豆腐|巧克力|毯子?|腹肌|积木|披萨|比萨|肉|排骨|页面|版面|画面|结构|内容|区域|毛巾|抹布|橡皮|牌子|匾)"
    r"(?:一共|总共|共|要|有|用了?|拼了?|切了?|裁了?|各|画|分|切成|分成)?\Z"
)
_LAID: Final = LazyPattern(r"\s?(?:$|[吧行可的就]|[,，。!?]|都|[裁切拼贴装做用缝摆挂铺]|已经|全)")
_OHMS_BEFORE: Final = LazyPattern(r"(?:电阻|阻值|阻抗|负载|喇叭|耳机|音箱|单元|上拉|下拉)(?:是|要|用|选|为|的)?\Z")
# 背景切成三块, 屏幕碎成两块: what is cut into pieces.
_CUT_INTO: Final = LazyPattern(r"(?:切|剁|碎|分|割|掰|劈|裁|锯|拆|剪)(?:成|出)了?\Z|(?:切|剁|掰|劈|锯)了?\Z")
# 积木300块的那套: by how many pieces it is known.
_SET_OF_PIECES: Final = LazyPattern(r"(?:积木|拼图|乐高|麻将|拼板)[^,，。价钱]{0,3}\Z")
_COIN_ENDS: Final = LazyPattern(
    r"$|[\s,，。!?~、;)）/]|钱|分|[\d一二两三四五六七八九]|每|的|[吧吗呢啊呀哈嘛哦]|左右|不到"
)
# One coin that is denied is nothing at all: 一毛都没给, 一分钱没收到, 一毛钱关系.
_NOTHING: Final = LazyPattern(r"钱?的?(?:都|也)?(?:没|不|别|关系)")
_OTHER_METRES: Final = LazyPattern(
    r"[长宽高远深跑以之处布外]|的?(?:距离|长度|高度|线|路)|的?[这那][组张段场条]|接力|一?圈|[决预]?赛|跨栏|障碍|[自蛙仰蝶]由?泳|混合泳|体[测能]|测试|比赛|冲刺|起点|终点|冠军|金牌|成绩|纪录"
    r"|计时|项目|达标|短跑|中跑|长跑|越野|海拔|高空|高楼|深海"
)
# 三元色, 二元论: what has so many parts, said with one figure in characters.
_OF_PARTS: Final = LazyPattern(r"[色桥论醇酸相]|催化|锂|电池|悖论|材料(?!费|钱)|共聚|化合|及第|里地铁|牛奶")
_ONE_FIGURE: Final = LazyPattern(r"[一二两三四五多]")
# 25米一张: a few yuan for a piece.
_A_PIECE: Final = LazyPattern(
    r"\s?一(?:[张份首篇幅单页](?!纸)|个(?:[^\W\d]{0,4}?(?:字|头像|表情|立绘|人物|角色|logo)))"
)
# 三毛的散文集: the writer.
_WRITER: Final = LazyPattern(
    r"(?:的|写的)?(?:散文|书|小说|文集|作品|故事|流浪记?|漫画|原著|撒哈拉)|[和与跟]荷西|从军记|这个作家"
)
_WENT: Final = LazyPattern(
    r"(?:跑|走|游|爬|距离?|离[你我他她这那]?|差|海拔|[高深长宽厚]度?|全长|直径|半径|路程|航程|射程|扬程|水深|落差|前方|相隔|间隔|每隔|隔|远)(?:[了着过有到为是完满够限约]|大约|不[能得]?超过?)?\Z"
)
_CUT: Final = LazyPattern(
    r"[a-z\d切砍斩劈捅]|[下两]去|两断|流|见血|毙命|秒|(?:版(?!权)|[模线头口具法工客削叉锋刃片])(?!$|[\s,，。])|位?的?(?:数控|刀[库塔架位]|机床|车床|铣|雕刻机|加工中心)"
)
_CUTS: Final = LazyPattern(r"[切砍剁捅劈挨补插扎剪][了过他她它]?\Z")
_HANDED_NOTES: Final = LazyPattern(r"(?:付|转|值|花)(?:你|我)?了?$")
_HANDED: Final = LazyPattern(r"(?:给|付|转|收|就|才|只要|要|值|花)(?:你|我)?了?$")
_PER_PIECE: Final = LazyPattern(r"\s?(?:/|一[张页个次]|每)")


def is_coin(folded: str, unit: re.Match[str], read: Quantity, start: int, around: tuple[str, str]) -> bool:
    """Tell whether the unit behind the number at `start` is money, by what stands around the two in their clause."""
    name = unit[0].strip()
    before, after = around
    number = folded[start : unit.start()].strip()
    if before.endswith("第") or _is_no_unit(name, number, before, after):
        return False  # 第一角, 第三块 are counted off, not paid
    if name in ("块", "毛", "角", "毛钱", "分钱", "块钱") and number == "一" and _NOTHING.match(after):
        return False
    high = read.most or read.value or Decimal(0)
    match name:
        case "块":
            return _is_block_of_money(before, number, after, high)
        case "米":
            priced = high >= _SHORT_LENGTH or _A_PIECE.match(after) is not None
            return priced and not _is_length(before, number, after)
        case "张":
            return _HANDED_NOTES.search(before) is not None and not after
        case "分":
            return False
        case "毛" | "角":
            return not (number == "三" and _WRITER.match(after)) and _COIN_ENDS.match(after) is not None
        case "刀":
            return _is_dollar(number, before, after, high)
        case "r" | "u":
            return not re.match(r"[a-z\d]", after)
        case _:
            return True


def _is_no_unit(name: str, number: str, before: str, after: str) -> bool:
    """Tell whether 元 counts parts (三元色) or 欧 ohms (电阻220欧)."""
    if name == "大块":
        return len(number) == 1 and not number.isdecimal()  # 两大块内容
    if name == "欧":
        return _OHMS_BEFORE.search(before) is not None or after.startswith("姆")
    return name == "元" and _is_of_parts(number, after)


def _is_of_parts(number: str, after: str) -> bool:
    """Tell whether 元 are parts of a thing: 三元色, 二元论."""
    return _ONE_FIGURE.fullmatch(number) is not None and _OF_PARTS.match(after) is not None


def _is_length(before: str, number: str, after: str) -> bool:
    """Tell metres from yuan: 跑五百米, 三千多米, 400米跑道."""
    return number.endswith("多") or _OTHER_METRES.match(after) is not None or _WENT.search(before) is not None


def _is_block_of_money(before: str, number: str, after: str, high: Decimal) -> bool:
    if number == "一" and (_TOGETHER_BEFORE.search(before) or _TOGETHER_AFTER.match(after)):
        return False
    if (_IN_PIECES.search(before) and _LAID.match(after)) or _CUT_INTO.search(before):
        return False
    if _SET_OF_PIECES.search(before):
        return False
    if high >= 2 * _OF_FIVE:
        return True
    return (number.isdecimal() or not _POINTED_AT.search(before)) and _BLOCK_OF_MONEY.match(after) is not None


def _is_dollar(number: str, before: str, after: str, high: Decimal) -> bool:
    """Tell dollars from cuts: 砍一刀, 一刀切 and 补两刀 are none."""
    if _CUT.match(after) or _CUTS.search(before):
        return False
    if high >= _OF_FIVE or number.isascii():
        return True
    return number != "一" and (_HANDED.search(before) is not None or _PER_PIECE.match(after) is not None)
