"""Acts that QQ itself shows: transfers, red packets, files and pictures are acts of their senders."""

import re

from archiver.analysis.candidate import Candidate
from archiver.analysis.finding import Amount, Role
from archiver.analysis.reading import Reading
from archiver.analysis.rule import Fact
from parsers.message import Attachment

_NOT_SENT = frozenset(("receipt", "refused", "cancelled", "failed", "offered"))

# logo初稿.ai · 预览_v0.mp4 · 样章.docx
_DRAFT_NAME = re.compile(
    r"初稿|草稿|草图|线稿|大纲|提纲|样稿|样章|样片|样图|小样|试[译做稿看听]|预览|阶段|进度|半成品|测试|粗剪|过程|提纲|outline|日报|demo|draft|sample|preview|wip|水印",
    re.IGNORECASE,
)
_PROVIDERS = (None, "provider")
# [转账] 向你转账200.00元 · [转账]￥80 · [红包: 66元]: as converters and hand-made logs put it; anyone could type it
_TOLD_MONEY = re.compile(
    r"""
    \[ (?:QQ)? (?:转账|红包) (?: \] | [:：] ) \s* (?: [^\d\n]{0,24} 转账 [^\d\n]{0,24} )?
    (?P<sum> [¥￥]? \s? (?P<value> \d+ (?:,\d{3})* (?:\.\d{1,2})? ) \s? [元块]? ) \]? (?: [\s，,；;（(] \D{0,20} )?
    """,
    re.VERBOSE,
)
_TAKEN = re.compile(r"收款|接收|收钱|收到|领取|退[还回]|过期|撤销|取消")


def read_notice(reading: Reading) -> tuple[Candidate, ...]:
    """Return the acts that the kind of the row shows, whatever is written beside it."""
    line, role, facts = reading.line, reading.role, reading.facts
    if line.system or role == "other":
        return ()
    if line.money is not None and role != "arbiter":
        return (Candidate("payment", None, None, "notices.money", 0.97, amount=_sum(reading)),)
    told = _told(line.text) if line.text.startswith("[") and role != "arbiter" else ()
    if told:
        return told
    files = [found for found in line.files if found.kind == "file" and found.event not in _NOT_SENT]
    if files and role in _PROVIDERS:
        return (_file(files[0], facts),)
    return ()


def _told(text: str) -> tuple[Candidate, ...]:
    """Read a transfer that stands in words; what tells of its receipt or return is no payment of its sender."""
    found = _TOLD_MONEY.fullmatch(text.strip())
    if found is None or _TAKEN.search(text):
        return ()
    start = text.index("[") + found.start("sum")
    amount = Amount(text=found["sum"].strip(), kind="money", value=found["value"].replace(",", ""))
    return (Candidate("payment", start, start + len(found["sum"]), "notices.money", 0.97, amount=amount),)


def _sum(reading: Reading) -> Amount | None:
    money = reading.line.money
    if money is None or money.value is None:
        return None
    return Amount(text=money.value, kind="money", value=money.value)


def _file(found: Attachment, facts: frozenset[Fact]) -> Candidate:
    if _DRAFT_NAME.search(found.name or ""):
        return Candidate("progress", None, None, "notices.draft_file", 0.85)
    return Candidate("delivery", None, None, "notices.file", 0.9 if facts & {"agreed", "paid"} else 0.7)


def speaks(role: Role | None) -> bool:
    """Tell whether a speaker's words can carry an act: a bystander's cannot."""
    return role != "other"
