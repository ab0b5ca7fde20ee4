"""The money: what was agreed and added, what is shown to be paid, and what is left under each party's view."""

from collections.abc import Sequence
from decimal import Decimal

from archiver.analysis.answers import Answers
from archiver.analysis.bargains import Bargained
from archiver.analysis.entry import Grade, Paid, Payment, Position, Reading
from archiver.analysis.finding import Act, Amount, Role, decimal_text
from archiver.analysis.holes import money_channel
from archiver.analysis.matter import Matter, Turn
from archiver.analysis.offers import Bargain
from archiver.analysis.quoted_sums import decimal_of

_GRADES: tuple[Grade, ...] = ("bill", "notice", "confirmed", "claimed")
_DEMANDS: tuple[tuple[str, Role, Act], ...] = (
    ("按卖方最后一次要求", "provider", "payment_request"),
    ("按买方最后一次表示", "client", "payment_refusal"),
)


def position(matter: Matter, answered: Answers, struck: Bargained, paid: Sequence[Payment]) -> Position:
    """Return the money position; every figure names the messages that it comes from."""
    base = struck.agreed[-1] if struck.agreed and not struck.agreed[-1].offer.unit else None
    later = [extra for extra in struck.added if base is None or extra.agreed.index > base.agreed.index]
    extra = sum((bargain.offer.value for bargain in later), Decimal(0))
    return Position(
        agreed=None if base is None else decimal_text(base.offer.value),
        added=decimal_text(extra),
        paid=_paid(matter, paid),
        readings=_readings(matter, answered, base, later, paid),
        unknown=tuple(payment.ref for payment in paid if payment.value is None),
    )


def _paid(matter: Matter, paid: Sequence[Payment]) -> tuple[Paid, ...]:
    sums: dict[tuple[str, Grade, str], list[Payment]] = {}
    for payment in paid:
        if payment.value is not None:
            sums.setdefault((payment.direction, payment.grade, _channel(matter, payment)), []).append(payment)
    found = [
        Paid("refund" if direction == "refund" else "pay", grade, channel, decimal_text(_total(group)), _refs(group))
        for (direction, grade, channel), group in sums.items()
    ]
    return tuple(sorted(found, key=lambda entry: (entry.direction, _GRADES.index(entry.grade), entry.channel)))


def _channel(matter: Matter, payment: Payment) -> str:
    if payment.channel is not None:
        return payment.channel
    turn = matter.turn(payment.ref)
    if turn is None:
        return "未载明"
    if turn.line.money is not None:
        return "QQ转账" if turn.line.money.kind == "transfer" else "QQ红包"
    return money_channel(turn.text) or "未载明"


def _total(group: Sequence[Payment]) -> Decimal:
    return sum((decimal_of(payment.value) or Decimal(0) for payment in group), Decimal(0))


def _refs(group: Sequence[Payment]) -> tuple[str, ...]:
    return tuple(payment.ref for payment in group)


def _readings(
    matter: Matter, answered: Answers, base: Bargain | None, later: Sequence[Bargain], paid: Sequence[Payment]
) -> tuple[Reading, ...]:
    out = [payment for payment in paid if payment.direction == "pay"]
    back = [payment for payment in paid if payment.direction == "refund"]
    net, sources = _total(out) - _total(back), (*_refs(out), *_refs(back))
    found: list[Reading] = []
    if base is not None:
        extra = sum((bargain.offer.value for bargain in later), Decimal(0))
        due = base.offer.value + extra
        words = f"约定价款 {decimal_text(base.offer.value)}" + (f" + 加价 {decimal_text(extra)}" if extra else "")
        where = (
            base.offer.turn.ref,
            base.agreed.ref,
            *(ref for b in later for ref in (b.offer.turn.ref, b.agreed.ref)),
        )
        found.append(_reading("按约定价款", due - net, f"{words} - {_moved(out, back)}", (*where, *sources)))
    found += [_settled(matter, turn, amount, paid) for turn, amount in _settlements(matter, answered)]
    return (*found, *_claims(matter, out))


def _moved(out: Sequence[Payment], back: Sequence[Payment]) -> str:
    words = f"已付 {decimal_text(_total(out))}{_unnamed(out)}"
    return f"{words} + 已退 {decimal_text(_total(back))}{_unnamed(back)}" if back else words


def _unnamed(group: Sequence[Payment]) -> str:
    """Say how many movements a sum leaves out because the record names no sum for them."""
    count = sum(payment.value is None for payment in group)
    return f"（另有 {count} 笔未载明金额，未计入）" if count else ""


def _index(matter: Matter, payment: Payment) -> int:
    turn = matter.turn(payment.ref)
    return -1 if turn is None else turn.index


def _settled(matter: Matter, turn: Turn, amount: Amount, paid: Sequence[Payment]) -> Reading:
    """Return what is left of a sum that ended the quarrel: of one to be paid, or of one to be given back."""
    back = amount.role == "refund"
    value = decimal_of(amount.value) or Decimal(0)
    way = "refund" if back else "pay"
    since = [p for p in paid if p.direction == way and _index(matter, p) >= turn.index]
    left = value - _total(since)
    verb = "退" if back else "付"
    words = f"议定{verb} {decimal_text(value)} - 其后已{verb} {decimal_text(_total(since))}{_unnamed(since)}"
    sources = (turn.ref, *_refs(since))
    if back:
        return _reading("按双方后来议定退还的数额", -left, f"-（{words}）", sources)
    return _reading("按双方后来议定的数额", left, words, sources)


def _settlements(matter: Matter, answered: Answers) -> list[tuple[Turn, Amount]]:
    """Return the last sum that both took to end the quarrel, if any."""
    found = [
        (turn, amount)
        for turn in matter.acting
        if answered.approval(turn.ref) is not None
        for amount in turn.amounts("quote")
        if amount.role in ("settlement", "refund") and decimal_of(amount.value) is not None
    ]
    return found[-1:]


def _claims(matter: Matter, out: Sequence[Payment]) -> list[Reading]:
    """Return the sums that each side last named in its demands, less what was paid after they were named."""
    found: list[Reading] = []
    for title, role, act in _DEMANDS:
        said = [
            (turn, value)
            for turn in matter.acting
            if turn.role == role and (role == "provider" or turn.has("quote"))
            for amount in turn.amounts(act)
            if (value := decimal_of(amount.value)) is not None
        ]
        if said:
            turn, value = said[-1]
            since = [payment for payment in out if _index(matter, payment) > turn.index]
            words = f"该方在消息中称 {decimal_text(value)}"
            words += f" - 其后已付 {decimal_text(_total(since))}{_unnamed(since)}" if since else ""
            found.append(_reading(title, value - _total(since), words, (turn.ref, *_refs(since))))
    return found


def _reading(title: str, value: Decimal, formula: str, sources: tuple[str, ...]) -> Reading:
    return Reading(title, decimal_text(value), formula, tuple(dict.fromkeys(sources)))
