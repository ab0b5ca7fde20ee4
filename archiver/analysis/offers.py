"""Prices put forward for the whole work, and the sums that a message says."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from archiver.analysis.amounts import read_amounts
from archiver.analysis.finding import Amount
from archiver.analysis.matter import Turn
from archiver.analysis.numerals import read_numerals
from archiver.analysis.quoted_sums import ADDED_UP, LEAST, decimal_of

_ALONE = re.compile(
    r"$|[\s,，。.!！~～…]|成交|都?可以|能|都?[行成]|好|吧|呗|就|走|做|先|给|接受|ok|上限|封顶|您看|你看|咋样|怎么样|整"
)
# 要套餐二 · 选精装的 · 就基础版吧
_CHOICE = re.compile(
    r"(?:^|\s)(?:那?我?就?[要选做定拿来]|那?就)(?P<name>[^\s,，。的吧那这]{1,5}?)(?:的|吧|那个|了|$|[\s,，。])"
)
# 1300做不了 1400吧 · 60不行; not 60不行吗
_WILL_NOT = re.compile(
    r"""
    [块元]? [也真可那]?
    (?: 不 [做干接够成] | [做接录画写弄拍干印] 不 [了来] | 太 [低少] | 没法 | 亏本
      | 不行 (?! 不 | 吗 | 么 | 嘛 | [?？] | 的?话 | 就 ) )
    """,
    re.VERBOSE,
)
# 行 那减150 总价1830: the sum is what is left already
_LEFT_IN_ALL = re.compile(rf"总价|拢共|{ADDED_UP.pattern}")
_IN_TIMES = re.compile(r"分(?P<times>[两二三四2-4])[次期笔]")
_TIMES = {"两": 2, "二": 2, "三": 3, "四": 4, "2": 2, "3": 3, "4": 4}
TENTHS = 10
_PARTS = ("deposit", "balance", "instalment", "refund", "settlement", "penalty", "discount")


class Offer(Struct, frozen=True):
    """A price put forward for the whole work."""

    value: Decimal
    turn: Turn
    unit: bool = False
    """Whether it is the price of one piece."""


class Bargain(Struct, frozen=True):
    """An offer that the other side took, and the message that shows it."""

    offer: Offer
    agreed: Turn
    restates: bool = False
    """Whether it only adds up what was agreed before, part by part."""


def offers_of(turn: Turn) -> tuple[Offer, ...]:
    """Return the prices for the whole work that a message names, in the order of its words.

    Unit prices count only where it names no other.
    """
    quoted = sorted(turn.amounts("quote"), key=lambda amount: turn.text.find(amount.text))
    whole = [a for a in quoted if a.role == "total"] or [a for a in quoted if a.role is None]
    whole = whole or ([] if _has_parts(quoted) else [a for a in quoted if a.role == "unit"])
    values = [value for value in map(_middle, whole) if value is not None and not _parts_in_tenths(value, turn.text)]
    values = [v for v in values if not any(v >= LEAST and is_piece(v, other, turn.text) for other in values)]
    standing = [value for value in values if value not in _turned_down(turn.text)]
    if standing or turn.has("rejection"):  # all turned down without a no: the words were about something else
        values = standing
    unit = bool(whole) and whole[0].role == "unit"
    lowered = _lowered(values, quoted, turn.text) if not unit else ()
    return tuple(Offer(value, turn, unit or value < LEAST) for value in (*values, *lowered))


def _turned_down(text: str) -> frozenset[Decimal]:
    """Return the sums that a message itself will not do the work for: 1300做不了 1400吧."""
    return frozenset(value for words, value in _figures(text) if _WILL_NOT.match(text, text.find(words) + len(words)))


def is_piece(value: Decimal, whole: Decimal, text: str) -> bool:
    """Tell whether a sum is the price of one of the pieces that a larger one pays: 最低170 八套1360."""
    if value <= 0 or value >= whole or whole % value:
        return False
    return whole / value in {numeral.value for numeral in read_numerals(text)}


def _lowered(values: Sequence[Decimal], quoted: Sequence[Amount], text: str) -> tuple[Decimal, ...]:
    """Return the price that is left where a message names one price and what is taken off it: 全套1980 立减300."""
    off = [value for a in quoted if a.role == "discount" and (value := decimal_of(a.value)) is not None]
    if len(values) != 1 or len(off) != 1 or off[0] * 2 > values[0] or _LEFT_IN_ALL.search(text):
        return ()
    return (values[0] - off[0],)


def _parts_in_tenths(value: Decimal, text: str) -> bool:
    """Tell whether a number is the shares of a payment in parts: 三三四 起步三成."""
    figures = [int(figure) for figure in str(value)] if str(value).isdigit() else []
    return "成" in text and len(figures) > 1 and 0 not in figures and sum(figures) == TENTHS


def together(named: Sequence[Offer]) -> Offer | None:
    """Return the prices of one message as one offer: 模型500 动画600, answered by 1100就1100."""
    turns = {offer.turn.ref for offer in named if not offer.unit}
    if len(named) < 2 or len(turns) != 1:
        return None
    return Offer(sum((offer.value for offer in named), Decimal(0)), named[0].turn)


def adding_up(turn: Turn, said: Iterable[Decimal]) -> Offer | None:
    """Return the sum of all figures of a message where an answer says it: 剪辑1200 字幕150, answered by 1350一起."""
    figures = sums_in(turn.text)
    whole = sum(figures, Decimal(0))
    return Offer(whole, turn) if len(figures) > 1 and whole in said else None


def picked(turn: Turn, offers: Sequence[Offer]) -> Offer | None:
    """Return the one of several prices in a message whose own name an answer says: 要套餐二 of 套餐一680 套餐二980."""
    choice = _CHOICE.search(turn.text)
    if choice is None:
        return None
    for offer in reversed(offers):
        figures = {value: text for text, value in _figures(offer.turn.text)}
        if len(figures) > 1 and offer.value in figures:
            named = [value for value, text in figures.items() if f"{choice['name']}{text}" in offer.turn.text]
            if len(named) == 1:
                return Offer(named[0], offer.turn)
    return None


def _has_parts(quoted: Iterable[Amount]) -> bool:
    return any(amount.role in _PARTS for amount in quoted)


def _middle(amount: Amount) -> Decimal | None:
    return decimal_of(amount.value) or (decimal_of(amount.max) if amount.kind == "money" else None)


def paid_in_parts(turn: Turn) -> Offer | None:
    """Return the price that a message names by its parts alone: 先付2k 剩的8500看过再给 · 分三次付 1000 1000 800."""
    if times := _IN_TIMES.search(turn.text):
        figures = sums_in(turn.text)
        if len(figures) == _TIMES[times["times"]]:
            return Offer(sum(figures, Decimal(0)), turn)
    parts = turn.amounts("quote")
    values = [value for part in parts if (value := decimal_of(part.value)) is not None]
    first = any(part.role == "deposit" for part in parts)
    rest = any(part.role == "balance" for part in parts)
    if not (first and rest and len(values) == len(parts) == 2):
        return None
    return Offer(sum(values, Decimal(0)), turn)


def figures_of(turn: Turn) -> frozenset[Decimal]:
    """Return the sums that a message says, in figures or words, and the bare numbers that may be sums."""
    return frozenset((*(offer.value for offer in offers_of(turn)), *sums_in(turn.text)))


def sums_in(text: str) -> tuple[Decimal, ...]:
    """Return the sums in a text."""
    return tuple(value for _, value in _figures(text))


@lru_cache(maxsize=1024)
def _figures(text: str) -> tuple[tuple[str, Decimal], ...]:
    """Return words and value of each sum in a text; an open offer is held against every message after it."""
    read = (
        (found.text, decimal_of(found.value))
        for found in read_amounts(text, every_number=True)
        if found.kind == "money" or _ALONE.match(text, found.end)
    )
    return tuple((words, value) for words, value in read if value is not None and value >= LEAST)
