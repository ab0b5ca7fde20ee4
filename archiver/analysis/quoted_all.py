"""All the sums of a message that quotes: a quote found at one of them is a quote of the parts beside it too.

先付500 交稿后把剩下350给清 quotes two sums, 开工400 改完400 the same sum twice, 五晚900 a bare number that what is
counted before it makes a price. 28就28 is one sum said twice, and 600我要倒贴 is no offer.
"""

import re
from collections.abc import Callable, Sequence

from archiver.analysis.candidate import Candidate
from archiver.analysis.finding import Amount
from archiver.analysis.quoted_sums import LEAST, PIECE, decimal_of
from archiver.analysis.reading import Reading, Sum

MOST = 16
"""Sums and numbers of one message that are held against each other; one that names more is a list."""
_BESIDE = 10
"""Characters before a sum that may lead to it."""
# 先200 · 剩的8500 · 退我1200 · 五晚900 · 一共2250 · 定2600
_LED = re.compile(
    rf"(?:先[付给收转打压押拿来]?[你我您]?|退[给还]?[你我您]?|返[你我给]?|留|[给放付押压减扣添][你我您]?|定金?|订金?|剩[下余的]{{0,2}}|余下?的?|再"
    rf"|[总一]共|合计|就是|[=加]|(?:[一二两三四五六七八九十百]+|\d+)(?:{PIECE}|[轨支根捆件位人]))\s?\Z"
)
# 1200太多 · 600我要倒贴 · 352的六成 · 三百不要: what the sum is not
_LEFT = re.compile(
    r"不[要行成]|\s?(?:太|糊弄|我?要倒贴|我给不|[的得](?=[一二三四五六七八九两\d])|多了|啊|块钱?的|词|字|克|斤|分|处|[年月日号])"
)
# 两千能不能行 · 八百嘛 · 九百就九百
_PUT = re.compile(
    r"\s?(?:(?:能不能|可不可以|行|成|中|可以|好)(?:行|不|吗|么|不行|不成)|[嘛吧呗](?=$|[\s,，。!！]))|就(?=[一二两三四五六七八九十百千万\d]+)"
)
# 28就28 · 630嘛630嘛
_AGAIN = re.compile(r"\s?(?:就|嘛|吧|[,，]|那就|是)*\s?")
_NAMED_AGAIN = re.compile(r"(?:就按|就|按|说|听着|那)\s?\Z")


def all_quoted(reading: Reading, told: Sequence[Candidate], make: Callable[[Sum], Candidate]) -> list[Candidate]:
    """Return `told`, the quotes found in a message, with those of the sums beside them.

    `make` turns a sum that no rule took into a candidate. A quote without a sum stands where no other names one.
    """
    held = _each_sum_once(told)
    if not held or not 2 <= len(reading.sums) <= MOST:
        return held or list(told)
    taken: list[Sum] = []
    values = [one.amount.value or one.amount.percent for one in held if one.amount is not None]
    for found in sorted(reading.sums, key=lambda one: one.start):
        if _value(found) in values:
            values.remove(_value(found))
            taken.append(found)
        elif _belongs(reading, found, taken):
            taken.append(found)
    return list(map(make, taken)) if len(taken) > len(held) else held


def _each_sum_once(told: Sequence[Candidate]) -> list[Candidate]:
    """Return one quote for each sum, however many rules found it."""
    found: dict[Amount, Candidate] = {}
    for one in told:
        if one.amount is not None:
            found.setdefault(one.amount, one)
    return list(found.values())


def _belongs(reading: Reading, found: Sum, taken: Sequence[Sum]) -> bool:
    """Tell whether a sum that no rule took is quoted beside those that were."""
    if _LEFT.match(reading.text, found.end):
        return False
    like = [one for one in taken if _value(one) == _value(found)]
    if like:
        return not _says_again(reading.text[like[-1].end : found.start])
    if found.amount.kind != "number":
        return True
    value = decimal_of(found.amount.value)
    if value is None or value < LEAST:
        return False
    before = reading.text[max(0, found.start - _BESIDE) : found.start]
    return bool(_LED.search(before) or _PUT.match(reading.text, found.end))


def _value(found: Sum) -> str | None:
    return found.amount.value or found.amount.percent


def _says_again(between: str) -> bool:
    """Tell whether what stands between two equal sums only leads to the first one again."""
    if not between.strip():
        return False
    return _AGAIN.fullmatch(between) is not None or _NAMED_AGAIN.search(between) is not None
