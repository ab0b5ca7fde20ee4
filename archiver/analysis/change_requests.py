"""The changes that were asked for, and what was asked in one breath.

Beside the messages read as such: what the provider agreed to, or named a price on top for, once work was there.
"""

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import Final

from archiver.analysis.answers import Answers
from archiver.analysis.finding import Act
from archiver.analysis.kinds import alters, names_money, reschedules
from archiver.analysis.matter import Matter, Turn
from archiver.analysis.offers import sums_in

NEXT: Final = 4
"""In how many messages after a change asked for the other side's next words stand."""
BARGAIN: Final = 8
"""In how many messages after a change asked for a sum on top is bargained for it, and prices no other."""
BREATH: Final = 3
"""Requests that stand so near, with no word of the other side between, are one wish: an answer answers all."""
WISHES: Final = 12
"""How many requests one breath may hold, so that the longest run of them costs no more than its length."""
_OTHERWISE: Final[tuple[Act, ...]] = ("quote", "refund_request", "progress", "delivery")
# 这个加钱 一根60 · 这俩加一起四百 · 加一百五可以
_POINTS: Final = re.compile(r"这[个俩两]|那?[加另]")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]{2}")
# 第二条能给垫个音乐不 · 整首降小三度吧 · 这章也一道校了: what a wish ends in, and the words that lead it
_WISHED: Final = re.compile(
    r"""
      [吗么不没吧呗嘛] [\s?？。~～]* (?: $ | \s )
    | [也再] .{0,6} [一个张页段] | 一道 | 一并 | 顺便 | 顺手 | 帮 [我忙] | 能不能
    """,
    re.VERBOSE,
)
# 少收点呗 · 60要得不 · 加钱也没商量吗
_HAGGLES: Final = re.compile(r"[钱收贵价抹砍]|便宜")


def requests(matter: Matter, answered: Answers, begun: int) -> list[Turn]:
    """Return the messages that ask for a change, in order; `begun` is where the provider first showed work."""
    asked = {turn.index: turn for turn in matter.acting if turn.has("change_request")}
    unread = {**_unread(answered, begun), **_priced_alone(matter, begun, asked)}
    return [turn for _, turn in sorted({**unread, **asked}.items())]


def breath_of(asked: list[Turn], number: int, matter: Matter) -> list[Turn]:
    """Return the requests that were made in one breath with this one, in order."""
    found = [asked[number]]
    for step, ahead in ((-1, False), (1, True)):
        place = number + step
        while 0 <= place < len(asked) and len(found) < WISHES:
            near = found[-1] if ahead else found[0]
            if not _together(asked[place], near, matter):
                break
            found = [*found, asked[place]] if ahead else [asked[place], *found]
            place += step
    return found


def _together(one: Turn, other: Turn, matter: Matter) -> bool:
    first, last = sorted((one.index, other.index))
    if one.role != other.role or last - first > BREATH:
        return False
    return all(turn.role in (None, "other", one.role) for turn in matter.turns[first + 1 : last])


def _unread(answered: Answers, begun: int) -> dict[int, Turn]:
    """Return the messages that were read as no request, but that the provider agreed to once work was there.

    Only words of altering or adding make one: 酒水那面放中间去 · 好 挪到第八面.
    """
    found: dict[int, Turn] = {}
    for given in answered.to.values():
        for answer in given:
            target = answer.target
            if not answer.yes or target.role != "client" or target.index <= begun or target.has(*_OTHERWISE):
                continue
            undated = not target.has("extension_request", "deadline")
            another_day = reschedules(target.text) and not target.has("commitment") and not names_money(target.text)
            if another_day or (undated and alters(target.text)):
                found[target.index] = target
    return found


def _priced_alone(matter: Matter, begun: int, asked: Mapping[int, Turn]) -> dict[int, Turn]:
    """Return the messages read as nothing, for which the provider named a price on top once work was there.

    The price takes their words up, points to them, or stands right behind a wish: 带个朋友 三排 · 三排多一个人 加10;
    凤尾多绣两根 · 这个加钱; 能给垫个音乐不 · 另加80.
    """
    found: dict[int, Turn] = {}
    for priced in matter.acting:
        if priced.role != "provider" or priced.index <= begun or not adds(priced) or priced.has("payment_request"):
            continue
        theirs = _just_said(matter, priced)
        if not theirs or theirs[0].findings or _haggles(theirs[0].text):
            continue
        last = theirs[0]
        wished = priced.index - last.index == 1 and _WISHED.search(last.text) is not None
        if not wished and any(at in asked for at in range(priced.index - BARGAIN, priced.index)):
            continue
        if wished or _POINTS.match(priced.text) or _shares(last.text, priced.text):
            found[last.index] = last
    return found


def _haggles(text: str) -> bool:
    """Tell whether words bargain for a price, and so ask for nothing: 少收点呗 · 60要得不."""
    return _HAGGLES.search(text) is not None or bool(sums_in(text))


def _just_said(matter: Matter, priced: Turn) -> list[Turn]:
    """Return what the client said between the provider's last words and these, the latest first."""
    near = matter.turns[max(0, priced.index - NEXT) : priced.index]
    since = takewhile(lambda turn: turn.role != "provider", reversed(near))
    return [turn for turn in since if turn.role == "client" and turn.text]


def _shares(one: str, other: str) -> bool:
    """Tell whether two texts share a run of two Chinese characters."""
    runs = {one[at : at + 2] for at in range(len(one) - 1)}
    return any(run in other for run in runs if _HAN.fullmatch(run))


def adds(turn: Turn) -> bool:
    """Tell whether a message names a sum on top."""
    return any(amount.role == "extra" for amount in turn.amounts("quote"))
