"""Numbers that only the words beside them make personal: QQ and group numbers, the last figures of a phone or card."""

import re
from collections.abc import Iterator
from typing import Final

from archiver.redaction.found import Found, Kind
from archiver.redaction.views import WORD, Views
from archiver.redaction.windows import Group, groups_of, is_price

_QQ_SAID: Final = re.compile(
    r"(?:(?<![a-z])q(?:[\s._·-]{0,2}q)?(?![a-z])|扣\s?扣|叩\s?叩|抠\s?抠|蔻蔻|寇寇|扣抠|口口号|秋秋|球球|企鹅|鹅号|🐧|(?<!\w)[扣秋球]|群|小号|"
    r"大号|加我|加一下|私我|搜|好友)"
    r"(?:号码?|群|号|账号|扣扣|q{1,2})?\s{0,2}(?:是|为|[:：.=\-→(（\[【<「『《{]|\s)*"
    r"(?:先记|前面|开头是?|打头|[前头首]的?\w位(?:数字?)?是?|[:：\s])*(?:[(（\[【<「『《{]\s?)?"
)
_QQ_NEAR: Final = re.compile(r"(?:(?<![a-z])q{1,2}(?![a-z])|扣扣|企鹅)(?P<between>[^0-9\n]{1,10}?)(?=[1-9][0-9]{7})")
_OTHER_NUMBER: Final = re.compile(r"单|订|版|文件|支付|转账|红包|流水|编号")
_DAY: Final = re.compile(r"20\d{2}(?:0[1-9]|1[0-2])\d{2}(?!\d)")
_VERSION: Final = re.compile(r"[0-9]{1,2}(?:\.[0-9]{1,3}){2}(?![0-9])")
_MONEY: Final = re.compile(r"[ ~]*(?:元|块|万|千|百|人|个|张|次|份|字|条|页|天|年|月|日|w\b|k\b|%)")
_REST: Final = re.compile(r"[1-9](?:[ ,~&]{0,28}[0-9])*")
_WRITTEN: Final = re.compile(r"[1-9][0-9]{7,10}(?![0-9.]|\s?[元块万])")
_SHORTEST, _LONGEST = 5, 11
"""Figures of a QQ number."""
_TAIL: Final = re.compile(
    r"(?:中间(?:四位)?(?=[^0-9]{0,2}[0-9]{4}(?![0-9]))|尾号|尾数|尾巴|末尾|[前后末尾头]的?(?:\d|[四六八两三五七])位(?:数字?)?|最后的?(?:\d|[四六八两三五七])位(?:数字?)?)"
    r"(?:都?是|为|[:：\s(（]|的)*"
)
_TAIL_FIGURES: Final = re.compile(r"[0-9](?:~?[0-9x]){2,7}(?![0-9])|[0-9](?: [0-9x]){2,7}(?![0-9])")
_BORN: Final = re.compile(r"(?:出生年月日?|出生日期|出生|生日|年月日)(?:是|为|[:：\s])*")
_BIRTHDAY: Final = re.compile(r"(?:19|20)\d\d\s?[年./-]?\s?\d{1,2}\s?[月./-]?\s?\d{1,2}[日号]?(?![0-9])")
_OF: Final[tuple[tuple[Kind, re.Pattern[str]], ...]] = (
    ("identity", re.compile(r"身份证|证件|sfz|实名|出生")),
    ("card", re.compile(r"卡|银行|账户|帐户|户头|[工农建中交招]行|储蓄|收款")),
    ("phone", re.compile(r"手机|电话|号码|座机|联系|机主|微信")),
)
_OTHERS: Final = re.compile(r"订单|单号|快递|运单|取件|流水|编号|车牌|发票|版本|文件")
_AROUND: Final = 20
"""How far beside the last figures of something a word may say of what."""


def numbers_said(seen: Views) -> Iterator[Found]:
    """Yield QQ and group numbers that a word announces, whoever they belong to."""
    for said in _QQ_SAID.finditer(seen.plain):
        match = _REST.match(seen.digits, said.end())
        if match is None or _is_no_account(seen, said.start(), match):
            continue
        if whole := _account(groups_of(seen, *match.span()), seen):
            yield Found(match.start(), whole, "qq")
    for said in _QQ_NEAR.finditer(seen.plain):
        match = _WRITTEN.match(seen.plain, said.end())
        if match and not (_OTHER_NUMBER.search(said["between"]) or _DAY.match(match[0])):
            yield Found(*match.span(), "qq")


def _is_no_account(seen: Views, said: int, match: re.Match[str]) -> bool:
    """Say whether figures are the date of a numbered paper (编号Q20231016) or a version (QQ 9.9.15-38082)."""
    if _VERSION.match(seen.plain, match.start()):
        return True
    return bool(_DAY.match(match[0]) and _OTHER_NUMBER.search(seen.plain[max(0, said - 4) : said]))


def _account(groups: tuple[Group, ...], seen: Views) -> int | None:
    """Return where the account number ends that begins with the first group: at the end of the longest that may be."""
    best = None
    size = 0
    for count, group in enumerate(groups, 1):
        size += len(group.digits)
        if size > _LONGEST:
            break
        whole = any(len(one.digits) >= _SHORTEST for one in groups[: count - 1])
        apart = whole and is_price(group.digits) and not _is_tight(groups[count - 2], group, seen)
        if size < _SHORTEST or _MONEY.match(seen.plain, group.end) or apart:
            continue
        best = group.end
    return best


def _is_tight(group: Group, then: Group, seen: Views) -> bool:
    """Say whether what parts two groups is no sign of a list: a dot, a dash, 后四位."""
    return WORD in then.before or not re.search(r"[\s,，、/;；+]", seen.text[group.end : then.start])


def parts_told(seen: Views) -> Iterator[Found]:
    """Yield the first or last figures of a phone, card or identity number, and a day of birth told beside a paper."""
    for said in _TAIL.finditer(seen.plain):
        match = _TAIL_FIGURES.match(seen.digits, said.end())
        beside = seen.plain[max(0, said.start() - _AROUND) : said.end()]
        if match and not _OTHERS.search(beside):
            after = seen.plain[match.end() : match.end() + _AROUND]
            kind = _kind_of(beside) or _kind_of(after)
            if kind or said[0].startswith("尾号"):
                yield Found(match.start(), match.end(), kind or "card")
    for said in _BORN.finditer(seen.plain):
        match = _BIRTHDAY.match(seen.plain, said.end())
        beside = seen.plain[max(0, said.start() - _AROUND) : said.end()]
        if match and (said[0].startswith("出生") or _kind_of(beside) == "identity"):
            yield Found(match.start(), match.end(), "identity")


def _kind_of(words: str) -> Kind | None:
    return next((kind for kind, pattern in _OF if pattern.search(words)), None)
