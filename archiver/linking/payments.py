"""Payments said or shown in the talk, and the rows of bills that they may be."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from msgspec import Struct

from archiver.analysis.backing import Billed
from archiver.analysis.entry import Deal, Unmentioned
from archiver.analysis.finding import Role, decimal_text
from archiver.analysis.holes import money_channel
from archiver.analysis.matter import PRINCIPALS, other_side
from archiver.analysis.talk import Line
from archiver.linking.tie import Link, Strength
from archiver.linking.transactions import Bill, Transaction, fits, owners, payer, transactions

NEAR: Final = timedelta(minutes=30)
"""How far a payment that is told at once lies from its row."""
SHOWN: Final = timedelta(minutes=10)
"""How far a transfer that the chat shows lies from its row."""
EARLIER: Final = timedelta(hours=24)
LATER: Final = timedelta(hours=2)
"""A payment is mostly told after it was made, seldom before."""
LONG_AGO: Final = timedelta(days=10)
"""How old a payment may be that words still speak of, where the counterpart is the same."""
MOST: Final = 8
"""How many candidates are named."""

_TIERS: Final[tuple[Strength, ...]] = (
    "amount+time+counterpart", "amount+time", "amount+time+counterpart", "amount+time", "amount+counterpart",
    "time+counterpart",
)  # fmt: skip
_ON_BILLS: Final = frozenset({"微信", "支付宝"})
_OFF_BILLS: Final = frozenset({"银行转账", "现金", "当面或线下"})


class PaymentLinks(Struct, frozen=True):
    """What bills say of the payments of all deals, by the message of the payment; and of what no message speaks."""

    links: tuple[Link, ...]
    billed: Mapping[str, Billed]
    unmentioned: Mapping[str, tuple[Unmentioned, ...]]


class Movement(Struct, frozen=True):
    """A payment of a ledger as ties see it: who paid, when it was told, in which words, and who the two sides are."""

    ref: str
    deal: str
    by: Role
    value: Decimal | None
    at: datetime
    shown: bool
    channel: str | None
    names: Mapping[Role, frozenset[str]]


class _Edge(Struct, frozen=True):
    tier: int
    movement: int
    row: int


def link_payments(deals: Sequence[Deal], lines: Sequence[Line], bills: Sequence[Bill]) -> PaymentLinks:
    """Tie the payments of all deals to the rows of all bills; a row is never given to two payments."""
    at_ref = {line.ref: line for line in lines}
    moved = tuple(movement for deal in deals for movement in _movements(deal, at_ref))
    rows = transactions(bills)
    sides = _owners(moved, rows, bills, deals)
    edges = _edges(moved, rows, sides)
    chosen, contested = _chosen(edges, rows)
    by_movement: dict[int, list[_Edge]] = {}
    for edge in edges:
        by_movement.setdefault(edge.movement, []).append(edge)
    taken = {edge.row for edge in chosen.values()}
    links = tuple(
        _link(moved[place], by_movement[place], chosen.get(place), rows, taken) for place in sorted(by_movement)
    )
    links = tuple(link for link in links if link.record or link.candidates)
    spoken = taken | contested | {edge.row for edge in edges}
    by_ref = {row.refs[0]: row for row in rows}
    billed = {link.ref: _billed(link, by_ref.get(link.record or "")) for link in links}
    return PaymentLinks(links, billed, _unmentioned(deals, lines, rows, spoken, chosen, moved))


def _movements(deal: Deal, at_ref: Mapping[str, Line]) -> Iterable[Movement]:
    names = names_of(deal)
    for payment in deal.ledger.payments:
        line = at_ref.get(payment.ref)
        if line is None or line.at is None:
            continue
        words = " ".join(at_ref[ref].text for ref in payment.refs if ref in at_ref)
        yield Movement(
            ref=payment.ref,
            deal=deal.id,
            by=payment.by,
            value=None if payment.value is None else Decimal(payment.value),
            at=line.at,
            shown=line.money is not None,
            channel=None if line.money is not None else money_channel(words),
            names=names,
        )


def names_of(deal: Deal) -> dict[Role, frozenset[str]]:
    """Return the names that each side of a deal bears."""
    return {
        party.role: frozenset(name for account in party.accounts for name in account.names)
        for party in deal.parties
        if party.role in PRINCIPALS
    }


def _owners(
    moved: Sequence[Movement], rows: Sequence[Transaction], bills: Sequence[Bill], deals: Sequence[Deal]
) -> dict[int, Role]:
    """Return whose each bill is: by its nickname, else by the direction in which more payments find a row."""
    names: dict[Role, frozenset[str]] = {}
    for deal in deals:
        for role, known in names_of(deal).items():
            names[role] = names.get(role, frozenset()) | known
    found = owners(bills, names)
    for bill in bills:
        if bill.number in found:
            continue
        own = [row for row in rows if row.bill == bill.number]
        met: Counter[Role] = Counter()
        for role in PRINCIPALS:
            side: Role = "client" if role == "client" else "provider"
            met[side] = len({edge.movement for edge in _edges(moved, own, {bill.number: side})})
        if met["client"] != met["provider"]:
            found[bill.number] = met.most_common(1)[0][0]
    return found


def _edges(moved: Sequence[Movement], rows: Sequence[Transaction], sides: Mapping[int, Role]) -> list[_Edge]:
    """Return what may belong together; rows are looked up by sum and time, so that long bills stay linear."""
    by_value: dict[Decimal, list[int]] = {}
    for place, row in enumerate(rows):
        by_value.setdefault(row.value, []).append(place)
    everything = list(range(len(rows)))
    found: list[_Edge] = []
    for number, movement in enumerate(moved):
        group = everything if movement.value is None else by_value.get(movement.value, [])
        first = bisect_left(group, movement.at - LONG_AGO, key=lambda place: rows[place].wall)
        last = bisect_right(group, movement.at + EARLIER, key=lambda place: rows[place].wall)
        for place in group[first:last]:
            tier = _tier(movement, rows[place], sides.get(rows[place].bill))
            if tier is not None:
                found.append(_Edge(tier, number, place))
    return found


def _tier(movement: Movement, row: Transaction, owner: Role | None) -> int | None:
    """Return how well a row fits, 0 best; None where it does not."""
    if owner is not None and payer(row.out, owner) != movement.by:
        return None
    if movement.channel in _OFF_BILLS or (movement.channel in _ON_BILLS and movement.channel not in row.channel):
        return None
    counterpart: Role = movement.by if not row.out else other_side(movement.by)
    named = fits(row.row.counterpart, movement.names.get(counterpart, frozenset()))
    if not (named or row.personal):
        return None
    away = row.wall - movement.at
    near = abs(away) <= (SHOWN if movement.shown else NEAR)
    if movement.value is None:
        return 5 if near and named else None
    if near:
        return 0 if named else 1
    if movement.shown:
        return None
    if -EARLIER <= away <= LATER:
        return 2 if named else 3
    return 4 if named and away <= LATER else None


def _chosen(edges: Sequence[_Edge], rows: Sequence[Transaction]) -> tuple[dict[int, _Edge], set[int]]:
    """Choose where a payment has one row and the row one payment, the best fits first; the rest is contested."""
    chosen: dict[int, _Edge] = {}
    settled: set[int] = set()
    used: set[int] = set()
    for tier in range(len(_TIERS)):
        here = [e for e in edges if e.tier == tier and e.movement not in settled and e.row not in used]
        here = [e for e in here if rows[e.row].outcome == "done"]
        movements, taken = Counter(e.movement for e in here), Counter(e.row for e in here)
        for edge in here:
            if movements[edge.movement] == 1 and taken[edge.row] == 1:
                chosen[edge.movement] = edge
        settled.update(movements)
        used.update(taken)
    return chosen, used - {edge.row for edge in chosen.values()}


def _link(
    movement: Movement, edges: Sequence[_Edge], edge: _Edge | None, rows: Sequence[Transaction], taken: set[int]
) -> Link:
    others = sorted(
        (e for e in edges if e.row not in taken), key=lambda e: (e.tier, abs(rows[e.row].wall - movement.at))
    )
    candidates = tuple(rows[e.row].refs[0] for e in others)[:MOST]
    if edge is None:
        unfinished = all(rows[e.row].outcome != "done" for e in others)
        told = "相符的账单行尚未完成或已退回，不作为已付凭据" if unfinished else "有不止一行或不止一笔相符，未作选择"
        return Link("payment", movement.ref, None, None, told, (), candidates)
    row = rows[edge.row]
    return Link(
        "payment",
        movement.ref,
        row.refs[0],
        _TIERS[edge.tier],
        _told(movement, row, edge.tier),
        row.refs[1:],
        candidates,
    )


def _told(movement: Movement, row: Transaction, tier: int) -> str:
    strength = _TIERS[tier]
    amount = f"金额同为 {decimal_text(row.value)} 元，" if movement.value is not None else "聊天未写金额，"
    name = "交易对方与聊天中的名字相符" if "counterpart" in strength else "交易对方的名字无法与聊天对照"
    return f"{amount}账单时间比消息{_away(row.wall - movement.at)}，{name}"


def _away(away: timedelta) -> str:
    """Say how much earlier or later, in the largest unit that is not zero."""
    seconds = int(abs(away).total_seconds())
    word = "早" if away < timedelta(0) else "晚"
    for unit, name in ((86400, "天"), (3600, "小时"), (60, "分钟")):
        if seconds >= unit:
            return f"{word}约 {round(seconds / unit)} {name}"
    return f"{word} {seconds} 秒" if seconds else "同一秒"


def _billed(link: Link, row: Transaction | None) -> Billed:
    if row is None:
        return Billed(candidates=link.candidates)
    return Billed(link.record, decimal_text(row.value), f"{row.channel}账单", link.strength, link.candidates)


def _unmentioned(
    deals: Sequence[Deal],
    lines: Sequence[Line],
    rows: Sequence[Transaction],
    spoken: set[int],
    chosen: Mapping[int, _Edge],
    moved: Sequence[Movement],
) -> dict[str, tuple[Unmentioned, ...]]:
    """Return the rows of each deal's time with its own counterpart that no message speaks of."""
    spans = _spans(lines)
    same: dict[str, set[tuple[int, str]]] = {}
    for place, edge in chosen.items():
        row = rows[edge.row]
        same.setdefault(moved[place].deal, set()).add((row.bill, row.row.counterpart))
    found: dict[str, list[Unmentioned]] = {}
    for place, row in enumerate(rows):
        if place in spoken:
            continue
        for deal in deals:
            first, last = spans.get(deal.chat, (None, None))
            if first and last and first <= row.wall <= last:
                one = _silent(deal, row, same.get(deal.id, set()))
                if one is not None:
                    found.setdefault(deal.id, []).append(one)
    return {deal: tuple(rows_) for deal, rows_ in found.items()}


def _spans(lines: Sequence[Line]) -> dict[str, tuple[datetime, datetime]]:
    found: dict[str, tuple[datetime, datetime]] = {}
    for line in lines:
        if line.at is not None:
            first, last = found.get(line.chat, (line.at, line.at))
            found[line.chat] = (min(first, line.at), max(last, line.at))
    return found


def _silent(deal: Deal, row: Transaction, same: set[tuple[int, str]]) -> Unmentioned | None:
    for role, names in names_of(deal).items():
        if fits(row.row.counterpart, names):
            by = other_side(role) if row.out else role
            return _entry(by, row, "交易对方与聊天中的名字相符")
    if row.row.counterpart and (row.bill, row.row.counterpart) in same:
        return _entry(None, row, "交易对方与已对应上的账单行相同")
    return None


def _entry(by: Role | None, row: Transaction, because: str) -> Unmentioned:
    return Unmentioned(
        row.refs[0],
        by,
        decimal_text(row.value),
        row.wall.isoformat(),
        row.row.state,
        f"{because}，聊天中没有提到这一笔",
    )
