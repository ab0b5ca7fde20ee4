"""The status of an obligation, and the one sentence that tells a lay person why."""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from archiver.analysis.book import Bond
from archiver.analysis.entry import Hole, ObligationStatus
from archiver.analysis.finding import decimal_text
from archiver.analysis.holes import hiding
from archiver.analysis.matter import Matter, Turn
from archiver.analysis.spans import days_late, passed

_NAMES = {
    "deliver": "交付成果", "pay": "付款", "fix": "修改", "refund": "退款", "support": "售后", "report": "汇报进度",
    "supply": "提供资料", "review": "反馈意见",
}  # fmt: skip
_DONE = {
    "deliver": "交付", "pay": "付款", "fix": "修改", "refund": "退款", "support": "提供售后", "report": "汇报",
    "supply": "提供", "review": "反馈",
}  # fmt: skip
_PIECES = {"draft": "交付初稿或样稿", "part": "交付部分成果", "step": "完成阶段工作", "visit": "按时到场或开始"}
_PARTS = {
    "deposit": "先付款", "balance": "尾款", "instalment": "分期款", "extra": "加价款", "settlement": "议定款",
    "total": "款项", "refund": "退款",
}  # fmt: skip
_ENDED = {
    "settled": "双方后来另行议定，本项由新的约定代替",
    "replaced": "本项由后来的约定代替",
    "terminated": "双方后来表示不再继续，本项不再适用",
    "moved": "原定时间过后双方另定了时间，本项由新的约定代替",
}
# 文件下好了 · 图收到了
_RECEIVED = re.compile(
    r"(?:文件|稿子?|图纸?|成品|成片|源文件|压缩包|货)(?:都|也|全)?(?:收到|下好|下载好|拿到|收着)了?(?!吗|没|不|？)"
)
NEAR = 3
"""How many messages around a part payment may speak of the rest."""
# 先付800 剩下500换好再说 · 收到800 500你尽快 · 300到账了 还差300
_REST = re.compile(r"剩[下的余]?|还[差欠]|余下|其余|尽快|(?:我|就)先[付转打给]")
LAG = timedelta(minutes=30)
"""How long after the hour words or pictures from the place still show that somebody came by it."""


class Verdict(NamedTuple):
    """A status with its reason."""

    status: ObligationStatus
    late_by: int | None
    because: str
    hole: str | None = None
    candidates: tuple[str, ...] = ()
    """Messages that may show the performance."""


def name_of(bond: Bond) -> str:
    """Return a short Chinese name for what is owed."""
    if bond.kind in ("pay", "refund"):
        name = _PARTS.get(bond.role or "", _NAMES[bond.kind])
        return name if bond.value is None else f"{name}{decimal_text(bond.value)}元"
    if bond.kind == "deliver":
        return _PIECES.get(bond.extent, _NAMES["deliver"])
    return _NAMES[bond.kind]


def verdict_of(bond: Bond, matter: Matter, left: Sequence[Hole], supplied: Sequence[str]) -> Verdict:
    """Judge a bond by its due, its proofs and the end of the log.

    `supplied` names what was handed in, to be told beside what a hole hides.
    """
    if bond.proofs:
        return _performed(bond)
    money = bond.kind in ("pay", "refund")
    if money and bond.partial and bond.ended is None and not _asked_again(bond, matter):
        return Verdict("kept", None, f"记录显示已付 {decimal_text(bond.paid)} 元，此后未见对方再要求付款")
    if bond.ended is not None:
        return Verdict("superseded", None, _ENDED[bond.ended])
    if bond.due is None:
        return Verdict("open", None, f"没有约定明确的时间，{_seen(bond)}")
    late = passed(bond.due, matter.ended)
    if late and bond.kind == "support":
        return Verdict("open", None, f"售后期限至{_shown(bond.due)}，所提供记录中未见对方在期内提出要求")
    hole = hiding(left, matter, bond.kind, bond.made_index, bond.made_at) if late else None
    if hole is not None:
        words = f"约定时间为{_shown(bond.due)}，{_hidden(hole, supplied)}，不能据此判断是否已履行"
        return Verdict("open", None, words, hole.ref)
    if late and bond.unseen:
        words = "到场、上课一类的事不在聊天里进行，双方前后都没有说到这一次，不能据此判断是否已履行"
        return Verdict("open", None, f"约定时间为{_shown(bond.due)}，{words}")
    taken = _taken_later(bond, matter) if late else None
    if taken is not None:
        words = "没有读出交付本身，对方其后说到收到或满意，不能据此判断是否按时"
        return Verdict("open", None, f"约定时间为{_shown(bond.due)}，{words}", candidates=(taken,))
    if late:
        return Verdict("unmet", None, f"约定时间为{_shown(bond.due)}，{_seen(bond)}")
    return Verdict("open", None, f"约定时间为{_shown(bond.due)}，记录结束时尚未到期")


def _taken_later(bond: Bond, matter: Matter) -> str | None:
    """Return the message in which the creditor took the work, though nothing was read as handing it over.

    Exports lack files of the exporting account, and pictures bear no words: 全文都在 · 文件下好了 · 这版可以.
    """
    if bond.kind not in ("deliver", "fix") or bond.extent not in ("whole", "part", "draft"):
        return None
    later = matter.sided_after(bond.made_index)
    return next((turn.ref for turn in later if turn.role != bond.debtor and _takes(turn)), None)


def _takes(turn: Turn) -> bool:
    return turn.has("acceptance") or _RECEIVED.search(turn.text) is not None


def _seen(bond: Bond) -> str:
    """Say how much of what is still open the record shows."""
    if not bond.partial:
        return "所提供记录中未见履行"
    if bond.kind in ("pay", "refund"):
        return f"所提供记录中见到已付 {decimal_text(bond.paid)} 元，未见其余"
    return f"所提供记录中见到其中 {len(bond.partial)} 份，未见全部"


def _hidden(hole: Hole, supplied: Sequence[str]) -> str:
    """Say what a hole is, what was not supplied and what was."""
    there = f"（已提供：{'、'.join(supplied)}）" if supplied else ""
    if hole.kind != "gap":
        billed = any(hole.channel in one for one in supplied)
        what = "聊天记录" if billed else "记录"
        return f"其间提到转到{hole.channel}，该渠道的{what}未提供{there}"
    since, until = (_day(moment) for moment in (hole.since, hole.until))
    when = f"{since}至{until}" if since != until else since
    return f"{when}的记录不全或没有提供（{hole.channel}）{there}"


def _day(moment: str | None) -> str:
    return _shown(moment.partition("T")[0]) if moment else "不明日期"


def _asked_again(bond: Bond, matter: Matter) -> bool:
    """Tell whether either spoke of a rest about the last part payment, or the creditor asked for money after it."""
    last = matter.turn(bond.partial[-1])
    if last is None:
        return False
    near = (turn for turn in matter.sided if abs(turn.index - last.index) <= NEAR)
    if any(_REST.search(turn.text) for turn in near):
        return True
    later = (turn for turn in matter.acting if turn.index > last.index)
    return any(turn.role != bond.debtor and turn.has("payment_request", "refund_request") for turn in later)


def _performed(bond: Bond) -> Verdict:
    shown = f"该方称已{_DONE[bond.kind]}" if bond.grade == "claimed" else f"记录显示已{_DONE[bond.kind]}"
    if bond.extent == "visit" and bond.due and bond.proved_at and days_late(bond.due, bond.proved_at):
        return Verdict("kept", None, f"约定{_shown(bond.due)}到场或开始；当日未见记录，其后{shown}")
    if bond.extent == "visit" and _at_the_hour(bond):
        return Verdict("kept", None, f"约定{_shown(bond.due or '')}到场或开始，当日{shown}")
    if bond.due is None or not passed(bond.due, bond.proved_at):
        when = "" if bond.due is None else f"，未晚于约定的{_shown(bond.due)}"
        return Verdict("kept", None, shown + when)
    assert bond.proved_at is not None
    days = days_late(bond.due, bond.proved_at)
    if days == 0:
        return Verdict("late", None, f"{shown}，晚于约定的{_shown(bond.due)}，未满一天")
    return Verdict("late", days, f"{shown}，晚于约定 {days} 天（约定时间为{_shown(bond.due)}）")


def _at_the_hour(bond: Bond) -> bool:
    """Tell whether who was to come showed by the hour, words of it lagging a little: 来了来了, said on the spot."""
    if bond.due is None or bond.proved_at is None or "T" not in bond.due:
        return False
    return timedelta(0) < bond.proved_at - datetime.fromisoformat(bond.due) <= LAG


def _shown(due: str) -> str:
    day, _, clock = due.partition("T")
    year, month, date = day.split("-")
    return f"{int(year)}年{int(month)}月{int(date)}日{clock}"
