"""Movements of money: who sent what to whom, and how well the log shows it.

A transfer that QQ shows is a notice; words alone are a claim; the payee's thanks confirm it. Requests are none.
"""

import re
from typing import Literal

from msgspec.structs import replace

from archiver.analysis.entry import Grade, Payment
from archiver.analysis.finding import Finding, decimal_text
from archiver.analysis.matter import PRINCIPALS, Matter, Turn, other_side
from archiver.analysis.quoted_sums import decimal_of

REACH = 40
"""How many messages a confirmation without a target may look back for the payment it means."""
_REFUND = re.compile(r"退")
_CONFIRMS = re.compile(r"收[到了妥款讫]|到账|到了|收着|入账|见着|看到了?|查到|^到|谢|已收|落袋|进账")
# 尾款收到了 · 到账
_COMES = re.compile(r"(?:钱|款|尾款|定金|订金|红包)?[^转付打发给]{0,4}(?:收[到了妥]|到账|到了|入账|已收)")
_GIVES = re.compile(r"退|[转打赔付给发][你您]|过去了|已[转打付]|转了|打了")
_FURTHER = re.compile(r"剩|余|另|再|又|尾款|第[二三四五]|还有")
CLAIMS = 4
"""How many claims back a shown transfer may stand for."""
_GRADES: tuple[Grade, ...] = ("promised", "claimed", "confirmed", "notice", "bill")


def payments(matter: Matter) -> tuple[Payment, ...]:
    """Return one entry for each movement of money, in order."""
    found: list[Payment] = []
    places: dict[str, int] = {}
    for turn in matter.acting:
        if turn.role not in PRINCIPALS:
            continue
        for finding in turn.all("payment"):
            place = _same_movement(matter, turn, finding, found, places)
            if place is None:
                places[turn.ref] = len(found)
                found.append(_movement(turn, finding))
            else:
                found[place] = _confirmed(found[place], turn, finding)
                places[turn.ref] = place
            break
    return tuple(found)


def _same_movement(
    matter: Matter, turn: Turn, finding: Finding, found: list[Payment], places: dict[str, int]
) -> int | None:
    """Find the movement that a message only speaks of again."""
    if turn.line.money is not None:
        return _claimed_before(matter, turn, found)
    target = matter.turn(finding.target)
    if target is not None and target.ref in places:
        return places[target.ref]
    for place in range(len(found) - 1, -1, -1):
        earlier = matter.turn(found[place].ref)
        if earlier is None or turn.index - earlier.index > REACH:
            return None
        if _agrees(found[place], earlier, turn, finding):
            return place
    return None


def _claimed_before(matter: Matter, turn: Turn, found: list[Payment]) -> int | None:
    """Find the movement that its payer only claimed, and that QQ shows now."""
    shown = turn.line.money
    for place in range(len(found) - 1, max(-1, len(found) - 1 - CLAIMS), -1):
        payment = found[place]
        earlier = matter.turn(payment.ref)
        if earlier is None or turn.index - earlier.index > REACH:
            return None
        same = shown is not None and payment.value is not None and payment.value == shown.value
        if same and payment.by == turn.role and payment.grade == "claimed":
            return place
    return None


def _agrees(payment: Payment, earlier: Turn, turn: Turn, finding: Finding) -> bool:
    value = finding.amount.value if finding.amount else None
    if payment.by != turn.role:
        return (_receives(turn) or _CONFIRMS.search(turn.text) is not None) and value in (None, payment.value)
    near = turn.index - earlier.index <= 4
    return near and value in (None, payment.value) and not _goes_on(payment, earlier, turn)


def _goes_on(payment: Payment, earlier: Turn, turn: Turn) -> bool:
    """Tell whether a payer speaks of a further part of an equal sum: 先转你300 · 300到账了 · 剩下300转过去了."""
    if payment.grade == "claimed" or _FURTHER.search(turn.text) is None:
        return False
    return earlier.text != turn.text


def _movement(turn: Turn, finding: Finding) -> Payment:
    """Return a new movement: of the speaker, or of the other side where the speaker says that money came."""
    shown = turn.line.money
    value = shown.value if shown is not None and shown.value is not None else None
    corrected = finding.status == "corrected" and finding.amount is not None and finding.amount.value is not None
    if finding.amount is not None and (value is None or corrected):
        value = finding.amount.value
    number = decimal_of(value)
    receives = shown is None and (finding.target is not None or _receives(turn))
    by = other_side(turn.role) if receives else turn.role
    assert by is not None
    return Payment(
        by=by,
        ref=turn.ref,
        refs=(turn.ref,),
        direction=_direction(by, finding),
        value=None if number is None else decimal_text(number),
        grade="notice" if shown is not None else ("confirmed" if receives else "claimed"),
        corrected=corrected,
    )


def _receives(turn: Turn) -> bool:
    """Tell whether words on money speak of its coming: a provider's do, unless they speak of giving back."""
    if turn.role == "provider" and _GIVES.search(turn.text) is None:
        return not any(amount.role == "refund" for amount in turn.amounts("payment"))
    return _COMES.match(turn.text) is not None


def _direction(by: str, finding: Finding) -> Literal["pay", "refund"]:
    if finding.amount is not None and finding.amount.role == "refund":
        return "refund"
    return "pay" if by == "client" else "refund"


def _confirmed(payment: Payment, turn: Turn, finding: Finding) -> Payment:
    """Return the movement with a message that speaks of it again, and the sum that only this message names."""
    grade: Grade = payment.grade
    amount = finding.amount
    if payment.value is None and amount is not None and decimal_of(amount.value) is not None:
        payment = replace(payment, value=amount.value, corrected=finding.status == "corrected")
    if turn.line.money is not None:
        return replace(payment, ref=turn.ref, refs=(*payment.refs, turn.ref), grade="notice")
    if turn.role != payment.by and _GRADES.index(grade) < _GRADES.index("confirmed"):
        grade = "confirmed"
    return replace(payment, refs=(*payment.refs, turn.ref), grade=grade)
