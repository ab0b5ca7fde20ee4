"""A rule of the time grammar: its words as one pattern, what they mean, and the sentences that hold it to that."""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from datetime import datetime
from typing import NamedTuple

from archiver.analysis.times.values import Context, Value

# Examples are read as said on this Tuesday morning.
EXAMPLES_SAID_AT = datetime(2024, 3, 5, 10, 20)  # noqa: DTZ001 - wall time


class Rule(NamedTuple):
    """One kind of atom.

    `starts` holds every character the pattern can begin with; `needs`, where it is set, characters of which a match
    holds at least one; `of_year` tells that with one of YEAR_WORDS it only begins as 去年 does, in a line that holds
    年. They spare trying the rule in vain; a test compares them with what the patterns match.
    `pattern` matches folded text. `read` returns None where the words turn out to mean something else. Each example
    stands with the `due` it must give (None: no due) and is read as one expression over its whole length, or over what
    「」 encloses, in which this rule takes part; a counterexample never yields this rule.
    """

    name: str
    starts: str
    pattern: str
    read: Callable[[re.Match[str], Context], Value | None]
    examples: tuple[tuple[str, str | None], ...]
    counterexamples: tuple[str, ...]
    needs: str = ""
    of_year: bool = False

    def may_begin(self, char: str, held: AbstractSet[str]) -> bool:
        """Tell whether a match can begin with `char`, one of `starts`, in a line that holds the characters `held`."""
        if self.of_year and char in YEAR_WORDS and "年" not in held:
            return False
        return not self.needs or not held.isdisjoint(self.needs)


# What rules begin with.
FIGURES = "0123456789"
NUMBERS = FIGURES + "零一二两三四五六七八九十百半廿卅"
YEAR_WORDS = "大前去上今这本当明来次下后"
MONTH_WORDS = "上下这本当今次"
WEEK_WORDS = "上下这本今呢嗰周星礼拜"

# Fragments of patterns.
# A number must not begin inside another one; it may follow the 五 of 周五.
_NOT_INSIDE = r"(?:(?=\d)|(?<=[周期拜][一二三四五六])|(?<![一二两三四五六七八九十百千万]))"
# 12月1日-12月3日 is a range; 5-12月3日 is something else.
FREE = rf"(?<!\d:)(?<![\d./a-z])(?<![^日号月年天\-]-){_NOT_INSIDE}"
# 百分之十二点五 is a share.
LOOSE = rf"(?<![\d.])(?<!分之){_NOT_INSIDE}"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]|[一二三四五六七八九十])"
DAY_OF_MONTH = (
    r"(?:[12]\d|3[01]|0?[1-9]|三十一?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|卅一?"
    r"|十[一二三四五六七八九]?|[一二三四五六七八九])(?!\d)"
)
YEAR = (
    r"(?:[12]\d{3}|\d{2}|[一二三四五六七八九][零一二三四五六七八九]{3}|[零一二三四五六七八九]{2}"
    r"|[两二]千零?[一二三四五六七八九十]{0,3}|[一二]千[一二三四五六七八九]百[零一二三四五六七八九十]{0,3})"
)
# 今晚会给你: 会 behind a part of the day is what will be done, unless it is a meeting or a show (周五晚会直播).
WILL = r"会(?=[不有下给发交来到去把做弄改画写再和跟让请见回打寄传拿送出尽准能先议])"
GAP = r"[\s的]{0,3}"
# 下周一直, 三周一共, 下周日本: what stands behind the week begins as a weekday does; 下周一直播 is on Monday.
OTHER_WORD = r"(?:一(?:直(?![播达飞])|共(?!享)|般|起[去吃玩看聚喝逛走])|四川|日本(?!周|月|人来)|天[气津天])"
# Words that begin as the parts of a week, a month or a year do: 初稿, 底稿, 尾款, 中考, 末班车, 头像.
EARLY = r"初(?![稿版审试选赛步始次雪中级衷])"
MIDDLE = r"中(?![奖国秋级小大学文英美式午考期标])"
BOTTOM = r"(?:底(?![稿层片图色下线价部座])|末(?![班尾日])|尾(?![款盘牌部号巴]))"
# 前面, 前期, 前后, 后面, 内容 … are other words; 双十一前五张图 is five pictures, 前五天 a stretch.
BEFORE = (
    r"(?:(?:之|以)前|前(?!一[天日晚周]|提(?![交醒出供示问升高到给前])|世(?!界)|[面期端后天往台者辈任景置女男年些身卫排缀沿线戏程夫妻言奏半夕夜]"
    r"|[几两三四五](?![张幅款套条篇页集首箱盒件批块册只把]|[个份版](?!月|星期|礼拜|小时|钟|工作|半))))"
)
