"""The status of an obligation, and the one sentence that tells a lay person why."""

from typing import NamedTuple

from archiver.analysis.book import Bond
from archiver.analysis.entry import ObligationStatus
from archiver.analysis.finding import decimal_text
from archiver.analysis.matter import Matter
from archiver.analysis.spans import days_late, passed

_NAMES = {
    "deliver": "交付成果", "pay": "付款", "fix": "修改", "refund": "退款", "support": "售后", "report": "汇报进度",
    "supply": "提供资料", "review": "反馈意见",
}  # fmt: skip
_PARTS = {
    "deposit": "先付款", "balance": "尾款", "instalment": "分期款", "extra": "加价款", "settlement": "议定款",
    "total": "款项",    "refund": "退款",
}  # fmt: skip
_ENDED = {
    "settled": "双方后来另行议定，本项由新的约定代替",
    "replaced": "本项由后来的约定代替",
    "terminated": "双方后来表示不再继续，本项不再适用",
    "moved": "原定时间过后双方另定了时间，本项由新的约定代替",
}


class Verdict(NamedTuple):
    """A status with its reason."""

    status: ObligationStatus
    late_by: int | None
    because: str


def name_of(bond: Bond) -> str:
    """Return a short Chinese name for what is owed."""
    if bond.kind in ("pay", "refund"):
        name = _PARTS.get(bond.role or "", _NAMES[bond.kind])
        return name if bond.value is None else f"{name}{decimal_text(bond.value)}元"
    if bond.kind == "deliver" and bond.extent == "draft":
        return "交付初稿或样稿"
    return _NAMES[bond.kind]


def verdict_of(bond: Bond, matter: Matter) -> Verdict:
    """Judge a bond by its due, its proofs and the end of the log."""
    if bond.proofs:
        return _performed(bond)
    if bond.partial and bond.ended is None and not _asked_again(bond, matter):
        return Verdict("kept", None, f"记录显示已付 {decimal_text(bond.paid)} 元，此后未见对方再要求付款")
    if bond.ended is not None:
        return Verdict("superseded", None, _ENDED[bond.ended])
    if bond.due is None:
        return Verdict("open", None, "没有约定明确的时间，所提供记录中未见履行")
    if passed(bond.due, matter.ended):
        return Verdict("unmet", None, f"约定时间为{_shown(bond.due)}，所提供记录中未见履行")
    return Verdict("open", None, f"约定时间为{_shown(bond.due)}，记录结束时尚未到期")


def _asked_again(bond: Bond, matter: Matter) -> bool:
    """Tell whether the creditor still asked for money after the last part payment."""
    last = matter.turn(bond.partial[-1])
    later = matter.turns[last.index + 1 :] if last is not None else ()
    return any(turn.role != bond.debtor and turn.has("payment_request", "refund_request") for turn in later)


def _performed(bond: Bond) -> Verdict:
    if bond.due is None or not passed(bond.due, bond.proved_at):
        when = "" if bond.due is None else f"，未晚于约定的{_shown(bond.due)}"
        return Verdict("kept", None, f"记录显示已履行{when}")
    assert bond.proved_at is not None
    days = days_late(bond.due, bond.proved_at)
    if days == 0:
        return Verdict("late", None, f"记录显示已履行，晚于约定的{_shown(bond.due)}，未满一天")
    return Verdict("late", days, f"记录显示已履行，晚于约定 {days} 天（约定时间为{_shown(bond.due)}）")


def _shown(due: str) -> str:
    day, _, clock = due.partition("T")
    year, month, date = day.split("-")
    return f"{int(year)}年{int(month)}月{int(date)}日{clock}"
