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


def read_notice(reading: Reading) -> tuple[Candidate, ...]:
    """Return the acts that the kind of the row shows, whatever is written beside it."""
    line, role, facts = reading.line, reading.role, reading.facts
    if line.system or role == "other":
        return ()
    if line.money is not None and role != "arbiter":
        return (Candidate("payment", None, None, "notices.money", 0.97, amount=_sum(reading)),)
    files = [found for found in line.files if found.kind == "file" and found.event not in _NOT_SENT]
    if line.kind == "file" and files and role in _PROVIDERS:
        return (_file(files[0], facts),)
    return ()


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
