"""Numbers of people in a text, in whatever signs and groups they were typed."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from archiver.redaction import checks
from archiver.redaction.found import Found, Kind
from archiver.redaction.views import UNSEEN, Views

_RUN: Final = re.compile(r"[0-9](?:[ ,~]{0,8}[0-9x])+")
_GROUP: Final = re.compile(r"[0-9x](?:~*[0-9x])*")
_LONGEST: Final = 19
_BEFORE: Final = 14
"""How far before a number a word may stand that says what it is."""
_REACH: Final = re.compile(
    r"电话|手机|号码|联系|热线|座机|传真|打给?我|来电|短信|tel|phone|mobile|call|☎|📞|📱|微信|支付宝|vx|wx|收件|收货|寄件|顺丰|(?<![a-z])v[:：]"
)
_REACH_AFTER: Final = re.compile(r"[ )）]{0,2}[（(]?(?:这个)?(?:是|同)?我?的?(?:手机|电话|微信|号码)")
_CARD: Final = re.compile(
    r"卡号|银行|账号|帐号|账户|帐户|户头|工行|农行|建行|中行|交行|招行|储蓄|借记|信用卡|转到|打到|汇到|card"
)
_IDENTITY: Final = re.compile(r"身份证|证件|身份号|公民|sfz|id\s?card")
_ORDER: Final = re.compile(r"(?:订单|单号|编号|流水|交易号|工单|批次|条码|order|serial|no\.)[^\n]{0,4}$")
_MONEY: Final = re.compile(
    r"[ ~]*(?:元|块|万|亿|千|百|圆|人民币|rmb|cny|w\b|k\b|%|年|月|日|天|小时|分钟|个|张|次|份|字|秒|页|mb|kb|gb|"
    r"px|p\b)"
)
_ABROAD: Final = re.compile(r"(?:^|[^0-9a-z])\+$")
_CURRENCY: Final = re.compile(r"[¥$€£￥]\s*$")
_QQ_SAID: Final = re.compile(
    r"(?:(?<![a-z])q{1,2}|扣扣|叩叩|秋秋|球球|企鹅|🐧|(?<!\w)[扣秋球]|群|小号|大号|加我|加一下|私我|搜|好友)"
    r"(?:号码?|群|号)?[ \t]*(?:是|为|[:：.=\-→(])?[ \t]*(?=[0-9零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖①-⑨])"
)
_QQ: Final = re.compile(r"[1-9](?:[ ~]{0,2}[0-9]){4,10}(?![0-9])")
_NEAT: Final = frozenset(
    tuple(map(int, sizes.split("-")))
    for sizes in (
        # mobile numbers
        *("3-4-4", "4-3-4", "3-8", "7-4", "3-4-2-2", "3-2-2-2-2", "2-2-2-2-3", "2-3-4-4", "2-11"),
        # cards
        *("4-4-4-4", "8-8", "6-10", "4-12", "4-4-4-4-1", "4-4-4-5", "4-4-4-4-3", "6-13", "4-4-4-7", "5-5-5-4", "6-6-7"),
        *("4-15", "15-4", "16-3", "10-9", "9-10", "4-4-4-3", "4-4-4-4-2"),
        # identity numbers
        *("6-6-3", "6-8-4", "6-4-4-4", "3-3-4-4-4", "6-12", "14-4", "6-6-6", "3-3-8-4", "17-1", "9-9", "6-4-2-2-4"),
    )
)
"""Groups in which people write numbers of so many figures; blanks between others part several numbers."""


_BEYOND_CHANCE: Final = 8
"""Figures of a known account that other numbers do not make together by chance."""
_FEW: Final = 5
"""Groups in which an identity number is looked for beyond the usual ones."""


class Group(NamedTuple):
    """Figures written together, and the signs between them and the group before."""

    start: int
    end: int
    digits: str
    before: str


def numbers(seen: Views, accounts: frozenset[str]) -> Iterator[Found]:
    """Yield identity, phone and card numbers, and the account numbers that the roster knows."""
    for run in _RUN.finditer(seen.digits):
        if run.end() - run.start() >= 5:
            yield from _of_run(_groups(seen, run), seen, accounts)


def _groups(seen: Views, run: re.Match[str]) -> tuple[Group, ...]:
    """Cut a run at signs, and where figures change from Chinese numerals to others."""
    groups: list[Group] = []
    last = run.start()
    for match in _GROUP.finditer(run[0]):
        start = run.start() + match.start()
        for piece in _script_pieces(seen, start, run.start() + match.end()):
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


def _of_run(groups: tuple[Group, ...], seen: Views, accounts: frozenset[str]) -> Iterator[Found]:
    done = 0
    while done < len(groups):
        best = _longest(groups, done, seen, accounts)
        if best is None:
            done += 1
            continue
        end, kind = best
        yield Found(groups[done].start, groups[end - 1].end, kind)
        done = end


def _longest(groups: tuple[Group, ...], first: int, seen: Views, accounts: frozenset[str]) -> tuple[int, Kind] | None:
    """Return the longest number that begins with this group: the group after it, and the kind."""
    best: tuple[int, Kind] | None = None
    digits = ""
    for end in range(first, len(groups)):
        digits += groups[end].digits
        if len(digits) > _LONGEST + 2:
            break
        if len(digits) >= 5:
            kind = _kind(digits, groups[first : end + 1], seen, accounts)
            best = (end + 1, kind) if kind else best
    return best


def _kind(digits: str, groups: tuple[Group, ...], seen: Views, accounts: frozenset[str]) -> Kind | None:
    start, end = groups[0].start, groups[-1].end
    said = seen.plain[max(0, start - _BEFORE) : start]
    free = _REACH.search(said) or _CARD.search(said) or _IDENTITY.search(said) or _REACH_AFTER.match(seen.plain, end)
    known: Kind | None = "qq" if digits in accounts and not _is_sum(seen, start, end) else None
    if not _is_neat(groups, free=bool(free)) and not _is_broken(groups, seen) and not _is_itself(digits, groups):
        return known if len(digits) >= _BEYOND_CHANCE else None
    return _kind_said(digits, groups, said) or known if len(digits) >= 10 else known


def _kind_said(digits: str, groups: tuple[Group, ...], said: str) -> Kind | None:
    """Return what a number is by its figures and by what is said before it."""
    ordered = _ORDER.search(said)
    if checks.is_identity(digits) and (len(digits) == 18 or not ordered):
        return "identity"
    if "x" in digits or ordered:
        return None
    if checks.is_mobile(digits):
        return "phone"
    if checks.is_card(digits) or (len(digits) >= 12 and _CARD.search(said)):
        return "card"
    return "phone" if _is_fixed_line(digits, groups, said) else None


def _is_fixed_line(digits: str, groups: tuple[Group, ...], said: str) -> bool:
    if checks.is_landline(digits):
        return True
    named = len(digits) == 10 and digits[:3] in {"400", "800"}
    return (named or 10 <= len(digits) <= 13) and (bool(_ABROAD.search(said)) or (named and len(groups) > 1))


def _is_neat(groups: tuple[Group, ...], *, free: bool) -> bool:
    """Say whether groups may be one number: none, one figure each, the groups people use, or dashes throughout."""
    signs = {group.before for group in groups[1:]} - {""}
    if not signs:
        return True
    if len(groups) == 2 and groups[0].digits.startswith("0") and len(groups[0].digits) in {3, 4}:
        return True
    if any("," in sign for sign in signs) and not free:
        return len(groups) > 4 and all(len(group.digits) == 1 for group in groups) and len(signs) == 1
    sizes = tuple(len(group.digits) for group in groups)
    return set(sizes) == {1} or sizes in _NEAT or free


def _is_itself(digits: str, groups: tuple[Group, ...]) -> bool:
    """Say whether figures are one number whatever parts them: several sums seldom make a right check figure together.

    A mobile number counts where a further group begins with 0, as no price does.
    """
    sizes = tuple(len(group.digits) for group in groups)
    if len(digits) == 18 and len(groups) <= _FEW:
        return checks.is_identity(digits) and checks.has_check_figure(digits)
    if len(digits) == 11 and len(groups) <= 4 and min(sizes[1:]) >= 3:
        return checks.is_mobile(digits) and any(group.digits.startswith("0") for group in groups[1:])
    return sizes in _NEAT and checks.is_card(digits)


def _is_broken(groups: tuple[Group, ...], seen: Views) -> bool:
    """Say whether groups are lines of nothing but figures, as of a number typed over several lines."""
    edges = (seen.text[first.end : then.start] for first, then in pairwise(groups))
    if not all("\n" in edge for edge in edges) or any(len(group.digits) < 2 for group in groups):
        return False
    before, after = seen.text[: groups[0].start], seen.text[groups[-1].end :]
    return not before.rpartition("\n")[2].strip() and not after.partition("\n")[0].strip()


def _is_sum(seen: Views, start: int, end: int) -> bool:
    """Say whether a number counts money, days or pieces."""
    short = end - start < 7
    return short and bool(_MONEY.match(seen.plain, end) or _CURRENCY.search(seen.plain[max(0, start - 3) : start]))


def numbers_said(seen: Views) -> Iterator[Found]:
    """Yield QQ and group numbers that a word announces, whoever they belong to."""
    for said in _QQ_SAID.finditer(seen.plain):
        match = _QQ.match(seen.digits, said.end())
        if match and not _MONEY.match(seen.plain, match.end()):
            yield Found(match.start(), match.end(), "qq")
