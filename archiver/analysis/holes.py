"""Where the talk leaves the log, and what can therefore not be told from it."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from archiver.analysis.entry import Hole, HoleKind, ObligationKind
from archiver.analysis.matter import Matter, Turn

# 加我微信说 · 电话里讲吧 · 见面再谈
_TALK = re.compile(
    r"(?:加|换|上|去|到|用)[一下个我你您]{0,3}(?:微信|vx|wx|v信|飞书|钉钉|whatsapp|line|telegram|tg)"
    r"|(?:微信|vx|wx|v信|电话|飞书|钉钉|线下|当面|见面|私下)(?:里|上)?再?(?:说|聊|谈|讲|沟通|商量|联系)"
    r"|打(?:个)?电话(?:给|跟|说|聊|问)|电话联系",
    re.IGNORECASE,
)
# 转你微信了 · 支付宝打给你了 · 现金给你
_MONEY = re.compile(
    r"(?:转|打|付|汇|还)[^，。？?]{0,3}(?:你|您)?(?:微信|支付宝|卡上|卡里|银行卡|对公)|(?:微信|支付宝|银行卡|对公|现金|paypal|payme)"
    r"[^，。？?]{0,4}(?:转|打|付|给|汇|收)",
    re.IGNORECASE,
)
_NAMES = (
    ("微信", re.compile(r"微信|vx|wx|v信", re.IGNORECASE)),
    ("支付宝", re.compile(r"支付宝")),
    ("电话", re.compile(r"电话")),
    ("银行转账", re.compile(r"银行|卡上|卡里|对公")),
    ("现金", re.compile(r"现金")),
    ("当面或线下", re.compile(r"线下|当面|见面|私下")),
)
_DENIES = re.compile(r"[没不别]|[吗么嘛?？]|怎么|能不能|可不可以")
_HIDES: dict[HoleKind, frozenset[ObligationKind]] = {
    "talk": frozenset(("deliver", "pay", "fix", "refund", "report", "supply", "review")),
    "gap": frozenset(("deliver", "pay", "fix", "refund", "report", "supply", "review")),
    "money": frozenset(("pay", "refund")),
}
"""What may have happened in a hole. A call or a voice message is named, but performance leaves other traces."""


def holes(matter: Matter) -> tuple[Hole, ...]:
    """Return the places where the talk left the log, in order."""
    return tuple(hole for turn in matter.sided for hole in _of(turn))


def hiding(
    found: Sequence[Hole], matter: Matter, kind: ObligationKind, made: int, made_at: datetime | None
) -> Hole | None:
    """Return the first hole after message number `made` in which a thing of this kind may have been done.

    `found` are the holes that hide something, in order, those of the coverage (without a message) last; such a one
    counts unless it ended before `made_at`.
    """

    def place(hole: Hole) -> int:
        turn = matter.turn(hole.ref)
        return made + 1 if turn is None else turn.index

    start = bisect_right(found, made, key=place)
    later = (found[at] for at in range(start, len(found)) if kind in _HIDES[found[at].kind])
    return next((hole for hole in later if hole.kind != "gap" or not _over(hole, made_at)), None)


def _over(hole: Hole, made_at: datetime | None) -> bool:
    """Tell whether a time that no export covers had ended before a promise was made."""
    return hole.until is not None and made_at is not None and datetime.fromisoformat(hole.until) <= made_at


def hides(hole: Hole) -> bool:
    """Tell whether something may have been done in a hole that leaves no trace in the log."""
    return hole.kind in _HIDES


def _of(turn: Turn) -> tuple[Hole, ...]:
    if turn.line.kind == "call":
        return (_hole(turn, "call", "语音或视频通话"),)
    if turn.line.kind == "voice" and not turn.text:
        return (_hole(turn, "voice", "语音消息"),)
    if not turn.text or _DENIES.search(turn.text):
        return ()
    if _MONEY.search(turn.text) and not turn.has("payment"):
        return (_hole(turn, "money", _name(turn.text)),)
    return (_hole(turn, "talk", _name(turn.text)),) if _TALK.search(turn.text) else ()


def _hole(turn: Turn, kind: HoleKind, channel: str) -> Hole:
    return Hole(kind, channel, turn.ref, None if turn.at is None else turn.at.isoformat())


def _name(text: str) -> str:
    return next((name for name, pattern in _NAMES if pattern.search(text)), "其他渠道")


def money_channel(text: str) -> str | None:
    """Return the Chinese name of the channel that words on a payment name."""
    return next((name for name, pattern in _NAMES if pattern.search(text)), None)
