"""What a clause shows whoever speaks it: question, negation, condition, hearsay, past … with their places.

A QQ line is cut into clauses at punctuation and at the blanks that stand for it. Each feature is one pattern; where it
is found decides which clauses bear it. Rules of all groups share these marks, so that 不, 吗 or 他说 are understood
once.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from archiver.analysis.needed import Triggers
from archiver.analysis.rule import Feature

Pattern = re.Pattern[str]


class Mark(NamedTuple):
    """A feature and the code points that show it."""

    feature: Feature
    start: int
    end: int


class Clause(Struct, frozen=True, gc=False):
    """A stretch of a message between two breaks, its closing punctuation included."""

    start: int
    end: int
    features: frozenset[Feature]


_BREAK = re.compile(r"(?:[,，。.!！?？;；、…~～\n]|(?<![A-Za-z0-9])\s|\s(?![A-Za-z0-9]))+")
_DECIMAL = re.compile(r"\d[.,]\d")

# 能交吗 · 行不 · 成不成 · 好了没 · 这版咋样 · 对吧
_QUESTION = re.compile(
    r"""
      [?？]
    | (?: 吗 | 嘛(?=[\s~～。.…]*$) | 么(?<![什怎这那多要])(?=[\s~～。.…]*$) | 咩 )
    | (?<=[\u4e00-\u9fff]) (?: 不 | 没 | 没有
        | 否 ) (?=[\s~～。.…?？]*$) (?<!可不)(?<!还没)(?<!从没)(?<!都没)(?<!说不)(?<!也不)
    | (?<=[\u4e00-\u9fff]) (?: 不 | 没 ) (?=[啊呀哇哈哦喔呢]\s*$)
    | (?P<verb>[\u4e00-\u9fff]) (?: 不 | 没 | 唔 ) (?P=verb)
    | 是不 | 能否 | 可否 | 是否 | 有没 | 咋样 | 怎么样 | 怎样 | 如何(?=\s*$) | [对是]吧(?=\s*$) | 难道
    """,
    re.VERBOSE,
)
# 什么时候 · 多少钱 · 咋还没好
_ASKING = re.compile(
    r"""
      什么(?!都|也) | 啥(?!都|也) | 怎么(?!都|也|着都) | 咋 | 多少 | 多久 | 多大
          | 几(?=[个天点号时次张条版稿页遍钱块位])(?<!好几)(?<!这几)(?<!那几)(?<!几)
    | 谁(?!都|也) | 哪(?!都|也|怕) | 为何 | 点解 | 乜 | 边个 | 幾 | 何时 | 呢(?=\s*$)
    """,
    re.VERBOSE,
)
# 我没说同意 · 不改 · 别再加了
_NEGATION = re.compile(
    r"""
      不(?! 过 | 错 | 好意思 | 管 | 要紧 | 仅 | 但 | 止 | 然 | 得不 | 少 | 如 | 愧 | 知 | 晓得 | 急 | 赶 | 限 | 用谢 )
    | 没(?! 问题 | 毛病 | 事 | 意见 | 关系 | 得说 | 话说 | 错 ) | 未(?!来|必) | 别(?! 人 | 的 | 家 | 处 | 墅
        | 致 ) | 甭 | 勿 | 莫 | 唔(?!该|使|好意思) | 冇(?!问题) | 木有 | 无法 | 拒绝 | 休想
    """,
    re.VERBOSE,
)
# 要是报警呢 · 你敢改我就退 · 改完的话
_CONDITION = re.compile(
    r"""
        如果 | 要是(?!说了算) | 假如 | 假设 | 万一(?!\d) | 若(?!干) | 倘若 | 只要 | 除非 | 一旦 | 的话(?!题|说)
            | 不然(?!呢) | 否则 | 要不是 | 早知道 | 哪怕 | 就算 | 即使
        """,
    re.VERBOSE,
)
# 他说三天内给我 · 听说 · 客户那边要求 · 我妈讲
_HEARSAY = re.compile(
    r"""
      (?: [他她它]们? | 人家 | 别人 | 别家 | 朋友 | 同事 | 同学 | 室友 | 老公 | 老婆 | 媳妇
          | 我?[妈爸姐哥弟妹]妈? | 表[妹弟姐哥] | 隔壁 | 领导 | 合伙人 | 厂里 | 师傅 | 导师 | 对象 | 甲方 | 群主
          | 房东
        | 客户那边 | 客户 | 上家 | 下家 | 那边 | 有人 ) [\u4e00-\u9fff]{0,4}? (?: 说(?!明|法) | 讲(?!究) | 问
            | 告诉 | 表示 | 觉得 | 嫌 | 答应 | 承诺 | 保证 | 通知 )
    | 听说 | 听讲 | 据说 | 传说 | 说是(?=\S)
    """,
    re.VERBOSE,
)
# 你说三天的 · 当初你答应过
_ECHO = re.compile(
    r"""
      (?: 你 | 妳 | 您 ) [\u4e00-\u9fff]{0,4}? (?: 说(?![明一下清个吧呢咋怎多啥什得])(?:好|的|了|过)? | 答应
          | 承诺 | 保证 ) (?!.{0,3}[吗么?？]) (?=\S)
    """,
    re.VERBOSE,
)
_SARCASM = re.compile(
    r"""
        呵呵+ | 呵(?=\s|$) | 笑死 | 想得?[真挺倒]?美 | 🙃 | 狗头 | 开玩笑 | 逗[你我他] | 做梦 | 可真行 | 真行啊
            | 好意思[^，。\s]{0,6}(?:提|要|说|催) | 扯淡 | 鬼才?信 | 你当我 | 吹牛 | 滑稽 | 阴阳
        """,
    re.VERBOSE,
)
# 昨天 · 上回 · 当初; 改了 · 发过
_PAST = re.compile(
    r"""
        昨 | 前天 | 前阵 | 上周(?!末前) | 上个?月 | 上次 | 上回 | 上礼拜 | 去年 | 前年 | 当初 | 当时 | 那会
            | 那时 | 以前 | 刚才 | 刚刚 | 从前 | 曾经 | 来着 | 早就 | 之前(?=\S*[了过说讲]) | \ue001
        """,
    re.VERBOSE,
)
# 刚改完 · 发过了; 了 alone tells nothing: 改了吧, 好了叫我
_DONE = re.compile(r"(?<=[\u4e00-\u9fff])过(?=[了的\s,，。!！]|$)|刚(?!好)|完(?=[\s,，。!！了]|$)")
_REQUEST = re.compile(
    r"""
        麻烦 | 请(?![客假问教]) | 帮(?!了) | 给我 | 替我 | 呗 | 吧(?=\s|$|[,，。!！~～]) | 赶紧 | 快点 | 能不能
            | 能否 | 可否 | 可不可以 | 可以.{0,12}[吗么] | 能.{0,12}[吗么] | 唔该 | 拜托 | 劳烦 | 辛苦(?=\S)
            | 方便 | 别忘
        """,
    re.VERBOSE,
)
# 周三前给我 · 你得先把素材发来 · 您看着办
_DEMAND = re.compile(
    r"""
      (?: 给 | 发 | 交 | 传 | 转 | 打 | 寄 | 退 | 还 | 补 | 付 | 拿 | 赔 ) (?: 到 | 给 | 回
          | 过来?给 )? (?: 我(?!就|也|会|再) | 俺 | 咱(?!们?一起) ) (?!的?话)
    | (?: 你 | 您 | 妳 ) (?: 们 | 那边 | 这边 | 方 )? (?: 能 | 可以 | 得 | 要 | 必须 | 应该 | 该 | 尽快 | 先 | 快
        | 赶紧 | 把 | 再 | 自己 | 抓紧 | 务必 | 最好 | 记得 | 赔 | 退 | 来 | 付 | 转 )
    """,
    re.VERBOSE,
)
_OBLIGATION = re.compile(
    r"""
        必须 | 务必 | 一定 | 得(?=\S)(?<=[\s,，我你您们还也就都,那号天点前内底晚\ue000]得) | 应该 | 最晚 | 最迟
            | 截止 | 截至 | deadline | ddl | 死线 | 之前 | 以前 | 之内 | 以内 | 为止 | 不能(?:晚|迟|超|再)
            | 前(?=[\s,，]|$)
        """,
    re.VERBOSE,
)
_SELF = re.compile(
    r"我(?!去[\s,，]|靠|草|擦|晕|的天|滴|勒) | 咱 | 俺 | 本人 | 小弟 | 老子 | 人家我 | 这边 | 本店 | 吾", re.VERBOSE
)
_YOU = re.compile(
    r"你 | 您 | 妳 | 亲(?=[\s,，~～!！]|$) | 老板 | 老师 | 大大 | 太太 | 大佬 | 师傅 | 贵司 | 贵方 | 侬", re.VERBOSE
)
_THIRD = re.compile(
    r"""
        [他她它] | 人家 | 别人 | 别家 | 隔壁 | 朋友 | 室友 | 同学(?![,，\s]|$) | 同行 | 同事 | 我[妈爸姐哥弟妹]
            | 表[妹弟姐哥] | 媳妇 | 老公 | 老婆 | 对象 | 闺蜜 | 领导 | 房东 | 邻居
        """,
    re.VERBOSE,
)
_QUOTED = re.compile(r"[“\"「『‘][^”\"」』’]{2,}[”\"」』’]")
# Prices and dates of other things and other people.
_ELSEWHERE = re.compile(
    r"""
        别家 | 别人 | 人家 | 隔壁 | 同行 | 朋友(?!圈) | 室友 | 同学(?![,，\s]|$) | 同事 | 淘宝 | 拼多多 | 某宝
            | 闲鱼上 | 网上 | 房租 | 工资 | 外卖 | 打车 | 上一家 | 上一个 | 之前那[家个] | 以前那 | 去年 | 上家
            | 另一[家个]客户 | 我[妈爸姐哥弟妹]
        """,
    re.VERBOSE,
)

_PATTERNS: tuple[tuple[Feature, Pattern], ...] = (
    ("asking", _ASKING), ("negation", _NEGATION), ("condition", _CONDITION), ("sarcasm", _SARCASM),
    ("past", _PAST), ("done", _DONE), ("request", _REQUEST), ("demand", _DEMAND),
    ("obligation", _OBLIGATION), ("self", _SELF), ("you", _YOU), ("third", _THIRD), ("quoted", _QUOTED),
    ("elsewhere", _ELSEWHERE), ("hearsay", _ECHO),
)  # fmt: skip
_TRIGGERS = Triggers((*(pattern for _, pattern in _PATTERNS), _HEARSAY, _QUESTION))
_HEARD, _ASKED = len(_PATTERNS), len(_PATTERNS) + 1


def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """Cut `text` into clauses; together they hold every character that is not a leading blank."""
    cuts: list[tuple[int, int]] = []
    start = len(text) - len(text.lstrip())
    for stop in _BREAK.finditer(text, start):
        if stop.end() < len(text) and _DECIMAL.match(text, max(0, stop.start() - 1)):
            continue
        cuts.append((start, stop.end()))
        start = stop.end()
    if start < len(text):
        cuts.append((start, len(text)))
    return tuple(cuts)


def _questions(text: str, cuts: tuple[tuple[int, int], ...]) -> Iterator[Mark]:
    """Questions are looked for within a clause, since a bare 不 or 没 asks only at its end."""
    for start, end in cuts:
        found = _QUESTION.search(text[start:end])
        if found:
            yield Mark("question", start + found.start(), start + found.end())


def read_marks(text: str, cuts: tuple[tuple[int, int], ...]) -> tuple[Mark, ...]:
    """Return every feature of `text` with its place, in the order of the features."""
    tried = _TRIGGERS.of(text)
    if not tried:
        return ()
    found = list(_questions(text, cuts)) if _ASKED in tried else []
    for number in tried:
        if number < _HEARD:
            feature, pattern = _PATTERNS[number]
            found.extend([Mark(feature, match.start(), match.end()) for match in pattern.finditer(text)])
        elif number == _HEARD:
            # What is reported runs on to the end of the message: 他说三天内给我 老板也同意了.
            found.extend([Mark("hearsay", match.start(), len(text)) for match in _HEARSAY.finditer(text)])
    return tuple(found)


@lru_cache(maxsize=4096)
def read_clauses(text: str) -> tuple[Clause, ...]:
    """Cut `text` into clauses and tell what each of them shows."""
    cuts = clauses(text)
    marks = read_marks(text, cuts)
    return tuple(
        [
            Clause(start, end, frozenset([mark.feature for mark in marks if mark.start < end and mark.end > start]))
            for start, end in cuts
        ]
    )
