"""Whether a reply takes up a change that was asked for: 行 挪上去 · 这算第一轮 · 背景换炭火."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from archiver.analysis.amounts import read_amounts
from archiver.analysis.offers import sums_in
from archiver.analysis.quoted_sums import decimal_of

SHORT: Final = 24
"""Characters of a reply that says nothing but what it alters: 背景换炭火."""

ECHO: Final = 2
"""Characters of a verb that is said again as an answer: 横 · 全甩."""
_BREAK = re.compile(r"[\s，,。；;、]+")
_NO_VERB = re.compile(r"[不没别吗?？嗯啊哦噢哈我你他她它这那的有是对在\d]")

# 这算第一轮 · 第二轮了哈 · 算头一回
_COUNTS = re.compile(
    r"(?:这?[算是]|算头|^|[，,\s])(?:你的?)?第?[一二三四五两头首\d]个?(?:轮|次修?改|回改|次|回)(?![^，。\s]{0,2}[没还])"
)
_ALTERS = re.compile(r"改|换|挪|移|放|加|添|删|去掉|砍|减|调|缩|拿掉|撤|重[做画写录导弄新]|补|拆|压|p掉", re.IGNORECASE)
_ASKS = re.compile(r"[吗哪怎么?？]|为啥|咋")
# 改天是哪天呢 · 放大边就贴边了 会切到
_DENIES = re.compile(r"[不没吗哪怎?？会]|就.{1,5}了|还是(?!改|换)|的事")
# 好像, 可惜, 能不能, 得加钱, 中午, 来不及 begin like a yes and are none. 收到, 明白, 知道了 own to having heard.
_ASSENTS = re.compile(
    r"(?:行(?!情)|好(?![像多贵难奇笑])|ok|可以|可(?![惜怜是能])|能(?!不能)|嗯|成(?![本品片])|中(?!午)|得(?![加不])|妥|没问题"
    r"|小意思|阔以|要得|👌|没事|简单|安排|来(?!不及)|马上|这就|依)(?!不|吗)",
    re.IGNORECASE,
)

# 懂 灭灯 · 晓得 给你仙上天: to have heard, and to say what will be done
_HEARD_AND_SAYS = re.compile(r"(?:懂|晓得|明白)了?[\s，,。]+(?=.{2})")
# 鱼的事往后放放 · 没问题 明年再说
_DEFERS = re.compile(
    r"往后[放排挪推]|先放[一着]?放|[明后下](?:年|个?月|次|回)再|(?:以后|回头|到时候?|过后)再[说讲看议]"
)
# 算了算了 五根就五根 · 那不用了 就现在这个
_WITHDRAWS = re.compile(r"(?:[啊哦唉那]|还是)*(?:算了|不用了|(?:先)?不[加要改弄做换添画写](?:了|吧|啦)|免了|先取消)")
# 加钱就不加了 · 狗算了 · 青砖不要了 还铺石板 · 那不烫了 印黑字就行
_WITHOUT = re.compile(
    r"""
      (?: ^ | [\s，,。] | [啊哦唉那就] ) (?: 算 [了咯啦] | 免了 | 不用了 )
    | 算 [了咯啦] (?: $ | [\s，,。] )
    | 不 (?! [说讲急够能会知是得上到出动完住给付转] ) [\u4e00-\u9fff]{1,2} (?<! [得上到出动完住够] )
      [了咯啦] (?! [吗么?？] )
    | [我就]不要 (?: $ | [\s，,。] )
    | 还是? (?: 按? 原来 | 老样子 | 照旧 )
    """,
    re.VERBOSE,
)
# 算了 就这么着吧 · 算了 给你80
_KEEPS = re.compile(r"[?？]|算了[，,\s]*(?:就|给|行|好|依|听|加)")
_DOUBTS = re.compile(r"[不没别吗哪?？]|太|贵|才|都[^，。]{0,3}[不止]|凭|一个人|要么|还是")
_YIELDS = re.compile(r"^就依|依[你您]|听[你您]的|[按照][你您](?:说)?的(?!图|字|文)|^加就加")
_GIVES_IN = re.compile(r"^[\s，,块元钱]*(?:吧|就|我?(?:认|付|出|掏)|成交|可以|行(?!不|吗))")

# 一百二。我们商量一下 · 行 我问问
_UNDECIDED = re.compile(r"商量(?![好过完])|合计(?!好)|考虑(?![好过])|想想|我?[再先]?问(?:问|一?下|我)|回头|等我|请示")
# 120嘛 算我请一半 · 校徽加上吧 100
_TAKES_SUM = re.compile(r"(?:块|元|蚊)?(?:$|[\s,，。!！]|[吧嘛呗啦]|就(?!算)|我?(?:认|付|出|掏)|成|可以|行|好)")
_QUOTES = re.compile(r"[\"“”「]")
_BEFORE_SUM = re.compile(r"(?:^|[\s,，。吧就得行好成嗯那])$")


def takes_up(reply: str, asked: str = "") -> bool:
    """Tell whether the next words of the other side say yes, count the revision, or name what they alter.

    `asked` are the words that ask for the change: a reply may say nothing but its verb again (肩膀再横半个巴掌 · 横).
    """
    if _DEFERS.search(reply):
        return False
    if _ASSENTS.match(reply) or _COUNTS.search(reply) or repeats(reply, asked):
        return True
    return names_alteration(reply)


def repeats(reply: str, asked: str) -> bool:
    """Tell whether words say a change again: 懂 灭灯 · 肩膀再横半个巴掌, answered by 横."""
    return _begins(reply, asked) or (_HEARD_AND_SAYS.match(reply) is not None and not _ASKS.search(reply))


def names_alteration(reply: str) -> bool:
    """Tell whether a short reply says nothing but what it alters: 背景换炭火."""
    return len(reply) <= SHORT and _ALTERS.search(reply) is not None and not _DENIES.search(reply)


def _begins(reply: str, asked: str) -> bool:
    """Tell whether a reply begins with a verb of what was asked for, and with nothing else: 甩 摆成一面墙."""
    first = _BREAK.split(reply, maxsplit=1)[0].strip("!！~～吧呗嘛啊呀")
    verb = len(first) == 1 or _ALTERS.search(first) is not None
    return bool(first) and len(first) <= ECHO and verb and first in asked and _NO_VERB.search(first) is None


def defers(reply: str) -> bool:
    """Tell whether words put off what was asked for: 没问题 明年再说."""
    return _DEFERS.search(reply) is not None


def withdraws(reply: str, sums: Sequence[Decimal]) -> bool:
    """Tell whether who asked for a change does without it once its price is named: 算了算了 五根就五根.

    算了 before the price itself gives in: 算了 360就360.
    """
    return _WITHDRAWS.match(reply) is not None and not set(sums).intersection(sums_in(reply))


def does_without(reply: str) -> bool:
    """Tell whether words say that what was asked for need not be: 狗算了 · 那不烫了 印黑字就行."""
    return _WITHOUT.search(reply) is not None and not _KEEPS.search(reply)


def concedes(reply: str, sums: Sequence[Decimal]) -> bool:
    """Tell whether words give in to a price: they say its sum again without a doubt, or yield in so many words."""
    if _DOUBTS.search(reply) or _WITHDRAWS.match(reply):
        return False
    return _YIELDS.search(reply) is not None or _gives_in(reply, sums)


def assents(reply: str) -> bool:
    """Tell whether words begin with a yes and hold no doubt: 得 图个喜庆 · 就依杜老板."""
    if _DOUBTS.search(reply) or _DEFERS.search(reply) or _UNDECIDED.search(reply):
        return False
    return _ASSENTS.match(reply) is not None or _YIELDS.search(reply) is not None


def agrees_to_sum(reply: str, sums: Sequence[Decimal]) -> bool:
    """Tell whether words that say the other side's sum again take it: 校徽加上吧 100 · 120嘛 算我请一半."""
    if _DOUBTS.search(reply) or _WITHDRAWS.match(reply) or _QUOTES.search(reply) or _UNDECIDED.search(reply):
        return False
    said = [found for found in read_amounts(reply, every_number=True) if decimal_of(found.value) in sums]
    return any(
        _TAKES_SUM.match(reply, found.end) and _BEFORE_SUM.search(reply, max(0, found.start - 1), found.start)
        for found in said
    )


def _gives_in(reply: str, sums: Sequence[Decimal]) -> bool:
    """Tell whether a sum is said again with a word that takes it: 八百吧 · 400我付."""
    said = [found for found in read_amounts(reply, every_number=True) if decimal_of(found.value) in sums]
    return any(_GIVES_IN.match(reply[found.end :]) for found in said)
