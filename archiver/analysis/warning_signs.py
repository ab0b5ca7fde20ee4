"""Signs that the trade takes as a reason for care; shown in the user's own edition only, and never as a verdict."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from statistics import median

from archiver.analysis.asked_again import asked_again
from archiver.analysis.entry import Payment, WarningSign
from archiver.analysis.finding import Role
from archiver.analysis.matter import PRINCIPALS, Matter, Turn, other_side
from archiver.analysis.offers import Bargain, offers_of
from archiver.analysis.silences import waits

FAR_BELOW = Decimal("0.5")
"""A price below this share of another one quoted for the work in the log."""
SLOWER, AT_LEAST_HOURS, ANSWERS = 4, 6, 3
"""How much slower answers must get, from how many hours, over how many answers on each side of the payment."""
# 先赶别的单子 · 手上还有个急单插进来
_OTHER_ORDERS = re.compile(
    r"(?:别的|其他|另外?一?个|别家|急)(?:的)?(?:单|客户|项目|活)|插[队单]|排单|手头(?:还)?有(?:个|几个)"
)


def warning_signs(matter: Matter, agreed: Sequence[Bargain], paid: Sequence[Payment]) -> tuple[WarningSign, ...]:
    """Return the signs found, each with its messages and one sentence."""
    return (
        *_said(matter), *_low_price(matter, agreed), *_evasion(matter), *_orders(matter), *_slower(matter, paid)
    )  # fmt: skip


def _said(matter: Matter) -> Iterable[WarningSign]:
    for turn in matter.acting:
        if turn.has("overpromise") and turn.role is not None:
            yield WarningSign("overpromise", turn.role, (turn.ref,), "使用绝对化表述，没有可核对的内容")
        if turn.has("sensitive_data") and turn.role is not None:
            yield WarningSign(
                "sensitive_data", turn.role, (turn.ref,), "消息中含有账号、密码或个人信息，对外提交前宜遮盖"
            )


def _low_price(matter: Matter, agreed: Sequence[Bargain]) -> Iterable[WarningSign]:
    if not agreed or agreed[-1].offer.unit:
        return
    last = agreed[-1].offer
    named = [offer for turn in matter.acting for offer in offers_of(turn) if not offer.unit]
    higher = [offer for offer in named if last.value < offer.value * FAR_BELOW]
    if higher:
        refs = (last.turn.ref, *(offer.turn.ref for offer in higher))
        yield WarningSign("low_price", "provider", refs, "议定价格不到记录中另一报价的一半")


def _evasion(matter: Matter) -> Iterable[WarningSign]:
    for one in asked_again(matter):
        yield WarningSign("evasion", other_side(one.by), one.refs, one.because)


def _orders(matter: Matter) -> Iterable[WarningSign]:
    refs = tuple(
        t.ref for t in matter.sided if t.role == "provider" and _OTHER_ORDERS.search(t.text) and _near_delay(matter, t)
    )
    if refs:
        yield WarningSign("other_orders", "provider", refs, "提及因其他单子而推迟或暂停")


def _near_delay(matter: Matter, turn: Turn) -> bool:
    near = matter.turns[max(0, turn.index - 3) : turn.index + 4]
    return any(other.role == "provider" and other.has("extension_request", "rejection") for other in near)


def _slower(matter: Matter, paid: Sequence[Payment]) -> Iterable[WarningSign]:
    first = next((turn for payment in paid if (turn := matter.turn(payment.ref)) is not None), None)
    if first is None or first.role not in PRINCIPALS:
        return
    role: Role = other_side(first.role)
    before: list[float] = []
    after: list[float] = []
    for wait in waits(matter):
        if wait.owes == role and wait.reply is not None and wait.reply.at is not None and wait.first.at is not None:
            hours = (wait.reply.at - wait.first.at).total_seconds() / 3600
            (before if wait.first.index < first.index else after).append(hours)
    if min(len(before), len(after)) < ANSWERS:
        return
    if median(after) >= max(AT_LEAST_HOURS, SLOWER * median(before)):
        words = f"收款前回复用时中位数约 {median(before):.1f} 小时，收款后约 {median(after):.1f} 小时"
        yield WarningSign("slower_after_payment", role, (first.ref,), words)
