"""Whether a reply takes up a change that was asked for: 行 挪上去 · 这算第一轮 · 背景换炭火."""

import re
from typing import Final

SHORT: Final = 24
"""Characters of a reply that says nothing but what it alters: 背景换炭火."""

# 这算第一轮 · 第二轮了哈 · 算头一回
_COUNTS = re.compile(
    r"(?:这?[算是]|算头|^|[，,\s])(?:你的?)?第?[一二三四五两头首\d]个?(?:轮|次修?改|回改|次|回)(?![^，。\s]{0,2}[没还])"
)
_ALTERS = re.compile(r"改|换|挪|移|放|加|添|删|去掉|砍|减|调|缩|拿掉|撤|重[做画写录导弄新]|补|拆|压|p掉", re.IGNORECASE)
# 改天是哪天呢 · 放大边就贴边了 会切到
_DENIES = re.compile(r"[不没吗哪怎?？会]|就.{1,5}了")
# 好像, 可惜, 能不能, 得加钱, 中午, 来不及 begin like a yes and are none. 收到, 明白, 知道了 own to having heard.
_ASSENTS = re.compile(
    r"(?:行(?!情)|好(?![像多贵难奇笑])|ok|可以|可(?![惜怜是能])|能(?!不能)|嗯|成(?![本品片])|中(?!午)|得(?![加不])|妥|没问题"
    r"|小意思|阔以|要得|👌|没事|简单|安排|来(?!不及)|马上|这就|依)(?!不|吗)",
    re.IGNORECASE,
)


def takes_up(reply: str) -> bool:
    """Tell whether the next words of the other side say yes, count the revision, or name what they alter."""
    if _ASSENTS.match(reply) or _COUNTS.search(reply):
        return True
    return len(reply) <= SHORT and _ALTERS.search(reply) is not None and not _DENIES.search(reply)
