"""Bare figures that a clause says as a price: 这活儿650接了, 就按两千算, 加个动效180, 一张图150, 988呗.

A price is known by what becomes of the figure (接, 了结, 呗), by what leads to it (按 … 算, 加个 …, 另外) or by the
piece that stands before it. Counts and measures are ruled out before.
"""

from decimal import Decimal
from typing import Final

from archiver.analysis.lazy import LazyPattern
from archiver.analysis.measures import is_side_or_year

_LEAST: Final = 30
"""Yuan; the least that is taken, settled or sent by a bare figure."""
_LEAST_EXTRA: Final = 10
"""Yuan; the least that comes on top, or that something is done for."""
_LEAST_OFFER: Final = 100
"""Yuan; the least that is offered by a bare figure at the head of a clause."""
_STEP: Final = 5
"""Prices that no word of paying stands beside are multiples of it."""
_CLOSED: Final = LazyPattern(r"[了的]?[吧吗呢啊呀哈嘛么呗哦喽咯啦\s]*(?:老板|亲|哥|姐)?[!?~\s]*")
# What somebody takes on, or nothing: 这活儿650接了, 650接了, 那我650做了.
_JOB: Final = (
    r"(?:活儿?|[这那整]?单子?|稿子?|项目|案子|东西|[一这那整][个套张份本版批条]|设计|制作|图|画|片子|logo|海报|封面|头像|插画|ppt|菜单"
    r"|网站|小程序|视频|文案|翻译|论文|配音|包装|详情页?)"
)
_TAKEN_BEFORE: Final = LazyPattern(rf"(?:^|\s|{_JOB})(?:那|就|我|你|可以|咱|给|也|都)*\Z")
_TAKEN: Final = LazyPattern(
    r"\s?(?:我|就|可以?|能|也|给你){0,2}(?:接(?!不住|得住|着|上|下来|口|龙|头|线|触|待|电|力|[一二三四五六七八九十\d])|拿下|收(?=了|$|[,，。!?\s])|(?:做|画|写|剪|干|弄|搞|出|译|录)"
    r"(?=了?[吧吗不么呗]?(?:$|[,，。!?\s])))"
)
# How a quarrel ends, and what has become of the money.
_SETTLED: Final = LazyPattern(r"\s?(?:就?了结|就?了断|就?私了|拉倒|[就也]?算了结|了了(?=这|此|$))")
_BY_TERMS_BEFORE: Final = LazyPattern(r"(?<![点摁])按照?(?:[^\d,，。\s]{1,6}的)?\Z")
_BY_TERMS: Final = LazyPattern(r"\s?(?:来?算|结(?!构|尾|果)|收(?!藏)|付|给|走账|开票|报[吧给])")
_IN_TERMS: Final = LazyPattern(r"(?<!划)(?<!打)(?<!计)算(?:你|我|我们|您)?\Z")
# What is done more than was agreed, then its price: 加个动效180, 多做一个尺寸50, 水印另外20.
_PIECE: Final = r"(?:个|张|页|条|套|版|份|段|款|首|处|幅|帧|种|秒|次|只|位|人|层|格)"
_ON_TOP: Final = LazyPattern(
    rf"(?:(?:多|再|另外?|额外)?加(?:一|两|半)?{_PIECE}|(?:多|再)(?:做|画|出|写|改|剪|配|录|要|来)(?:一|两)?{_PIECE})"
    r"[^\W\d零二三四五六七八九十百千万号第]{0,5}(?:另外|另算|要|收)?\Z"
)
_APART: Final = LazyPattern(r"(?<=[\u4e00-\u9fffa-z])\s?(?:另外|单独|额外)(?:算|收|要|再)?\Z")
_PUT_TO_IT: Final = LazyPattern(r"(?:再|另外?|多|还得|还要|你)(?:添|贴|补|加|掏)(?:个|我|上|点)?\Z")
_FOR_IT: Final = LazyPattern(r"\s?(?:[把连给就再也都]|我[就给把来]|你[就给把])")
# One piece, then its price; 一张图1920 is a width.
_ONE_PIECE: Final = LazyPattern(
    r"(?<![这那哪第有同统])(?:一|每|单)(?:张|个|页|幅|首|条|段|份|套|集|篇|帧|款|句|分钟|秒|课时|小时|本)"
    r"(?:图|画|页面?|镜头|动作|口播|笔记|文章|帖子?|照片?|片子?|漫画|分格|角色|头像|表情|视频|动效|动画|音频|配音|歌|曲子?|稿子?|课件?|ppt|logo|海报|菜单|封面|插画)\Z"
)
# An offer closed by 呗 or 吧 is a sum though it is not round: 老板图吉利 988呗.
_OFFERED: Final = LazyPattern(r"[吧呗](?:老板|亲|哥|姐)?[!?~\s]*")
_OFFERED_IN_DIALECT: Final = LazyPattern(r"[撒噻嘞](?=[!?~\s]|$)")
_POINTED: Final = LazyPattern(r"(?:^|\s)(?:那就?|就|行|成|好|要不|那么)?\Z")
# 39.9包邮 and 66.6图个吉利 are prices to the coin.
_TO_THE_COIN: Final = LazyPattern(r"\s?(?:包邮(?![票册箱编局])|(?:就|给你|您|算)*[图讨要]个?(?:吉利|彩头|喜庆|好兆头))")
# 微信给你发了380: money is sent as messages are.
_SENT: Final = LazyPattern(
    r"(?:(?:微信|支付宝|红包|转账|v信)(?:上|里)?(?:给你|给我|我|又|先|刚|已经)*发[了过](?:你|我|个)?|(?<![\u4e00-\u9fff])(?:给你|刚|先)*发(?:给?你了|了你))\Z"
)
# 平台抽走36
_TAKEN_OFF: Final = LazyPattern(
    r"(?:平台|中介|网站|经纪|群主|店家|公司|淘宝|闲鱼)[^\W\d]{0,3}[抽扣拿分](?:走|掉|去|了)+(?:我|你)?\Z"
)
# 代练到王者430: what is played for pay up to a rank.
_PLAYED: Final = LazyPattern(r"(?:代练|代打|陪练|陪玩|上分|代肝|打上)[^\W\d]{0,3}[到上至][^\W\d]{2,4}\Z")
# 全身1600起草到完稿: the price, then from where to where the work goes.
_FROM_TO: Final = LazyPattern(
    r"\s?从?(?:起草|草稿|草图|线稿|大纲|开题|选题|拍摄|建模|设计|初稿)到(?:[^\W\d]{0,2})(?:完稿|成品|成稿|终稿|定稿|上色|交付|上线|成片|出图)"
)
# 抹掉零头1300
_ROUNDED_OFF: Final = LazyPattern(r"抹(?:掉|去|个|了)?(?:零头?|尾数)(?:就?算|给你)?\Z")
# 那就1200 不开票: a blank or a comma, then what the price is with or without.
_DEAL: Final = LazyPattern(
    r"[\s,，]+(?:不?开(?:票|发票)|不?含|包(?:修改|改|源|邮|稿|印|满意|过)|带(?:源|票|税)|先[付款打]|税|一口价|不[退议讲还])"
)

# 299写一份简历, 2200装好, 1999全程跟拍: the price first, then all that is done for it.
_BUYS: Final = LazyPattern(
    r"\s?(?:(?:[写做画改拍剪修译录唱装刻绣印织捏烤编]|设计|翻译|打印|制作|定制)一(?:整)?[份张个篇套首条幅支集本副]"
    r"|(?:全程|全天|全套|全含|包干|一条龙)(?=[^,，。!?\s])|[装做弄包配修](?:好|到位)(?=$|[,，。!?\s])"
    r"|代(?:肝|练|打|刷|课|驾|画|写|做|抢|购|取|跑|送|充|挂|剪|抄|录)(?!表|价))"
)


def is_spoken_price(before: str, words: str, after: str, value: Decimal, *, later: str) -> bool:
    """Tell whether a bare figure between these words of its clause, and before `later`, is said as a price."""
    if _TO_THE_COIN.match(after):
        return True
    if value >= _LEAST_EXTRA and words.isdecimal() and _POINTED.search(before) and _BUYS.match(after):
        return True
    if value < _LEAST_EXTRA or _names_other(words, value):
        return False
    closed = _CLOSED.fullmatch(after) is not None
    if value >= _LEAST and _is_dealt_with(before, words, after, value, later):
        return True
    if _is_moved(before, after, value):
        return True
    if words.isdecimal() and value % _STEP:
        return False
    if _PUT_TO_IT.search(before) and (closed or _FOR_IT.match(after)):
        return True
    return closed and any(pattern.search(before) for pattern in (_ON_TOP, _APART, _ONE_PIECE, _ROUNDED_OFF))


def _is_dealt_with(before: str, words: str, after: str, value: Decimal, later: str) -> bool:
    """Tell whether the clause takes, settles, reckons or offers the figure."""
    if _SETTLED.match(after) or (_TAKEN.match(after) and _TAKEN_BEFORE.search(before)):
        return True
    if _BY_TERMS_BEFORE.search(before) and _BY_TERMS.match(after):
        return True
    if _IN_TERMS.search(before) and _CLOSED.fullmatch(after) and not value % _STEP:
        return True
    if value >= _LEAST_OFFER and _POINTED.search(before) and _DEAL.match(later):
        return True
    alone = not before.strip() or before[-1].isspace()
    if not alone or value < _LEAST_OFFER or not words.isdecimal():
        return False
    return _OFFERED.fullmatch(after) is not None or _OFFERED_IN_DIALECT.match(after) is not None


def _is_moved(before: str, after: str, value: Decimal) -> bool:
    """Tell whether the figure is sent, taken off, or what a stretch of the work costs."""
    if value >= _LEAST_OFFER and _FROM_TO.match(after):
        return True
    if value < _LEAST and not _TAKEN_OFF.search(before):
        return False
    alone = _CLOSED.match(after)
    ends = alone is not None and (alone.end() == len(after) or after[alone.end() - 1 : alone.end()].isspace())
    return ends and any(pattern.search(before) for pattern in (_SENT, _TAKEN_OFF, _PLAYED))


def _names_other(words: str, value: Decimal) -> bool:
    """Tell whether the figure is the width of a picture or a year."""
    return words.isdecimal() and is_side_or_year(value)
