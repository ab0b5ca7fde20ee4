"""Windows of groups of figures: how they are written, what stands beside them, and whether they may be sums."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import prod
from typing import Final, NamedTuple

from archiver.redaction.views import UNSEEN, WORD, Views

_GROUP: Final = re.compile(r"[0-9x](?:~*[0-9x])*")
_BEFORE: Final = 14
"""How far before a number a word may stand that says what it is."""
_REACH: Final = re.compile(
    r"电话|手机|号码|联系|热线|座机|固话|传真|打给?我|来电|短信|区号|tel|phone|mobile|call|☎|📞|📱|微信|支付宝|vx|wx|收件|收货|寄件|"
    r"顺丰|客服|换号|新号|旧号|(?:打|拨)[ ]?$|(?<![a-z])v[:：]"
)
_REACH_AFTER: Final = re.compile(
    r"[ )）]{0,2}[（(]?(?:这个?)?(?:是|同)?我?的?(?:手机|电话|微信|号码)"
    r"|[ ,，]{0,2}(?:晚上|白天|随时|早上)?(?:打过来|打给?我|打得通|能打通)"
)
CARD: Final = re.compile(
    r"卡号|银行|账号|帐号|账户|帐户|户头|工行|农行|建行|中行|交行|招行|农商|信用社|邮储|浦发|兴业|光大|民生|广发|华夏|平安|中信|储蓄|借记|信用卡|转到|打到|汇到|这张?个?卡|card"
)
IDENTITY: Final = re.compile(r"身份证|证件|身份号|公民|实名|(?<![a-z])sfz|id\s?card")
MONEY: Final = re.compile(
    r"[ ~]*(?:元|块|万|亿|千|百|圆|人民币|rmb|cny|w\b|k\b|%|年|月|日|天|小时|分钟|个|张|次|份|字|秒|页|mb|kb|gb|"
    r"px|p\b)"
)
_CURRENCY: Final = re.compile(r"[¥$€£￥]\s*$")
_BANK_AFTER: Final = re.compile(r"[ ,，]{0,2}(?:[工农建中交招]行|[\u4e00-\u9fff]{0,4}银行|邮储)")
_TURNED: Final = re.compile(r"倒着|反着|倒过来|反过来|倒序|逆序|从后往前")
_ODD: Final = re.compile(
    "(?:|\\s?(?:[)）\\]】>}》」』]\\s?[(（\\[【<{《「『]|\\[[\u4e00-\u9fff]{1,6}\\]|/[\u4e00-\u9fff]{1,3}|[\u2600-\u26ff\u2764\U0001f300-\U0001faff\ufe0f]+)\\s?)"
)
"""What nobody puts between sums: each in brackets of its own, emoji, faces."""
_REST: Final = frozenset({"+", "="})
"""A reckoning is no number."""
_SUMS: Final = frozenset({"+", "=", "再加", "加", ":", "："})
_RATIO: Final = frozenset({":", "："})
_CENTS: Final = re.compile(r"\.[0-9]{1,2}(?![0-9])")
_FRAME: Final = " \n\r\t.。!！~～()（）【】[]「」『』"
_OPENING: Final = re.compile(
    rf"[{re.escape(_FRAME)}]{{0,9}}(?:(?:先记|前面|开头|打头|[前头首]\w{{1,2}}位(?:数字?)?)是?[{re.escape(_FRAME)}]{{0,9}})?"
)
_CLOSING: Final = re.compile(rf"[{re.escape(_FRAME)}]{{0,9}}\Z")
"""What may stand before a number that is all of a message."""
_COUNTED: Final = re.compile(r"[前后末尾头首中剩第最]\w{0,3}位|尾号|开头|结尾")
_USUAL: Final = re.compile(r"[0-9]")
PREFIXES: Final = frozenset({"86", "0086", "086"})
_ODD_WEIGHT: Final = 40.0
_COUNTED_WEIGHT: Final = 20.0
_SCRIPT_WEIGHT: Final = 5.0
"""How much likelier emoji or brackets between the parts, 后四位, and other scripts than plain figures make it."""
_SUM_WEIGHT: Final = 0.2
"""How much likelier + and the like make it."""


class Group(NamedTuple):
    """Figures written together, and the signs between them and the group before."""

    start: int
    end: int
    digits: str
    before: str


class Window(NamedTuple):
    """Groups side by side that may be one number.

    `digits` are all figures, `parts` the same as they stand apart, `signs` what parts them. `edge` says that nothing
    of the same run goes on beside them in the same manner, `free` that a word beside them says what they are, `alone`
    that the text holds nothing else, `turned` that they are to be read from the end, `banked` that a word beside them
    tells of a bank; `weight` is what signs and scripts say of them.
    """

    groups: tuple[Group, ...]
    digits: str
    parts: tuple[str, ...]
    signs: frozenset[str]
    edge: bool
    weight: float
    free: bool
    alone: bool
    said: str
    turned: bool
    banked: bool


def groups_of(seen: Views, start: int, end: int) -> tuple[Group, ...]:
    """Cut a run at signs, and where figures change from Chinese numerals to others."""
    groups: list[Group] = []
    last = start
    for match in _GROUP.finditer(seen.digits, start, end):
        for piece in _script_pieces(seen, *match.span()):
            figures = seen.digits[piece[0] : piece[1]].replace(UNSEEN, "")
            groups.append(Group(*piece, figures, seen.digits[last : piece[0]].replace(UNSEEN, "")))
            last = piece[1]
    return tuple(groups)


def _script_pieces(seen: Views, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part Chinese numerals from other figures; `打一138…` is a word and a number."""
    at = start
    for place in range(start + 1, end):
        spoken, before = ("一" <= seen.text[one] <= "鿿" for one in (place, place - 1))
        if (
            spoken != before
            and seen.digits[place] != "x"
            and UNSEEN not in (seen.digits[place], seen.digits[place - 1])
        ):
            yield at, place
            at = place
    yield at, end


def window_of(groups: tuple[Group, ...], first: int, after: int, seen: Views) -> Window:
    """Return the groups from `first` up to `after` as a window, with what its surroundings say of it."""
    held = groups[first:after]
    start, end = held[0].start, held[-1].end
    parts: list[str] = []
    for group in held:
        if parts and not group.before:
            parts[-1] += group.digits
        else:
            parts.append(group.digits)
    signs = frozenset(_sign(seen, *pair) for pair in pairwise(held)) - {""}
    beside = [_sign(seen, *groups[at - 1 : at + 1]) if 0 < at < len(groups) else None for at in (first, after)]
    edge = all(sign is None or (sign not in signs and not (signs and {sign, *signs} >= _REST)) for sign in beside)
    cents = "." not in signs and (_CENTS.match(seen.plain, end) or seen.plain[start - 1 : start] == ".")
    edge = edge and (bool(signs) or "" not in beside) and not counts(seen, start, end) and not cents
    weight = _weight(held, signs, seen)
    said = seen.plain[max(0, start - _BEFORE) : start]
    free = _REACH.search(said) or CARD.search(said) or IDENTITY.search(said) or _REACH_AFTER.match(seen.plain, end)
    free = free or _BANK_AFTER.match(seen.plain, end)
    alone = bool(_OPENING.fullmatch(seen.plain, 0, start)) and bool(_CLOSING.match(seen.plain, end))
    banked = bool(CARD.search(said) or _BANK_AFTER.match(seen.plain, end))
    turned = bool(_TURNED.search(seen.plain, max(0, start - _BEFORE), end + _BEFORE))
    return Window(
        held, "".join(parts), tuple(parts), signs, edge, weight, free is not None, alone, said, turned, banked
    )


def _sign(seen: Views, group: Group, then: Group, *, bare: bool = True) -> str:
    """Return what parts two groups, without signs that draw nothing: & for words that lead on if `bare`."""
    if bare and WORD in then.before:
        return WORD
    drawn = (at for at in range(group.end, then.start) if seen.digits[at] != UNSEEN)
    return then.before and ("".join(seen.text[at] for at in drawn).strip() or " ")


def odds(window: Window, *, named: bool = False) -> float:
    """Return how much likelier parts are one number that somebody cut up than sums, times or sizes side by side.

    Of what a word names a number (`named`) only the roundness of its parts is asked.
    """
    parts = window.parts
    if len(parts) > 2 and parts[0] in PREFIXES:
        parts = parts[1:]
    if is_thousands(window):
        return 0.0
    if named:
        return prod(_odds_of(part) for part in parts)
    rising = all(len(part) <= 3 for part in parts) and sorted(parts, key=_figure) == list(parts)
    if (rising and len(parts) > 2) or _is_clock(parts) or window.signs >= _REST or _has_decimal(window):
        return 0.0
    return window.weight * prod(_odds_of(part) for part in parts)


def _weight(held: Sequence[Group], signs: frozenset[str], seen: Views) -> float:
    """Return how much likelier what stands between groups, and how they are written, makes it that they are one."""
    between = [_sign(seen, one, then, bare=False) for one, then in pairwise(held)]
    weight = 1.0
    if signs and all(map(_ODD.fullmatch, between)):
        weight = _ODD_WEIGHT
    elif signs and (signs <= _SUMS or signs & _RATIO):
        weight = _SUM_WEIGHT
    if any(map(_COUNTED.search, between)):
        weight *= _COUNTED_WEIGHT
    if any(then.before == "" for then in held[1:]) or not _USUAL.search(seen.text, held[0].start, held[-1].end):
        weight *= _SCRIPT_WEIGHT
    return weight


def _odds_of(part: str) -> float:
    """Return the odds of one part. Sums are round, or end in 5, 8, 9 or a doubled figure, and begin with no 0."""
    if len(part) == 1:
        return 1.0
    if part[0] == "0":
        return 100.0
    if part[-1] == "0":
        return 0.15 if len(part) > 2 else 0.5
    if len(part) > 4:
        return 10.0
    if len(part) > 2 and part[-2:] in {"66", "88", "99"}:
        return 0.2
    return 1.0 if len(part) < 3 or part[-1] in "589" or part[-1] == part[-2] else 6.0


def is_price(part: str) -> bool:
    """Say whether a part looks more like a sum than like figures of a number."""
    return len(part) <= 6 and _odds_of(part) <= 1


def is_thousands(window: Window) -> bool:
    """Say whether commas part figures by threes, as in 13,800,000."""
    parts = window.parts
    return (
        window.signs <= {",", "，"} and len(parts) > 1 and len(parts[0]) < 4 and {len(one) for one in parts[1:]} == {3}
    )


def _has_decimal(window: Window) -> bool:
    """Say whether a point stands beside other signs, and one or two figures behind it."""
    if "." not in window.signs or len(window.signs) < 2:
        return False
    return any(len(part) < 3 for part in window.parts[1:])


def _figure(part: str) -> int:
    return int(part.replace("x", "") or "0")


def _is_clock(parts: Sequence[str]) -> bool:
    """Say whether parts are hours, minutes, days or the like: two figures each, a year aside."""
    small = [part for part in parts if not (len(part) == 4 and part[:2] in {"19", "20"})]
    if all(len(part) == 1 for part in parts):
        return False
    return len(parts) > 2 and all(len(part) <= 2 and _figure(part) < 60 for part in small)


def counts(seen: Views, start: int, end: int) -> bool:
    """Say whether a number counts money, days or pieces."""
    return bool(MONEY.match(seen.plain, end) or _CURRENCY.search(seen.plain[max(0, start - 3) : start]))
