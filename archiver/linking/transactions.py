"""Bills as ties see them: transactions that may stand in several rows, who paid, and whether the money went over."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.finding import Role
from parsers.record import Payment

Outcome = Literal["done", "pending", "returned"]

_DONE: Final = re.compile(r"交易成功|支付成功|对方已收钱|朋友已收钱|已存入零钱|已收钱|退款成功|已到账")
_RETURNED: Final = re.compile(r"退款|退还|关闭|失败|撤销|已退")
_BACK: Final = re.compile(r"退款")
_PERSONAL: Final = re.compile(r"转账|红包|收款|二维码|付款码|面对面|即时到账")
"""Kinds of transaction between people; a purchase at a merchant needs the counterpart to count as a match."""
_MIRRORED: Final = timedelta(seconds=60)
_TITLED: Final = re.compile(r"^【[^】]*】")


class Bill(Struct, frozen=True):
    """A read bill: its source number, its channel in Chinese, the owner's nickname where it prints one, its rows."""

    number: int
    channel: str
    owner: str
    rows: tuple[Payment, ...]


class Transaction(Struct, frozen=True):
    """One movement of a bill. `refs` are all rows that show it, the first one's words stand in `row`."""

    refs: tuple[str, ...]
    bill: int
    channel: str
    row: Payment
    wall: datetime
    value: Decimal
    out: bool
    outcome: Outcome
    personal: bool


def transactions(bills: Sequence[Bill]) -> tuple[Transaction, ...]:
    """Return the transactions of all bills in the order of time; rows that show one again are put together.

    Left out: rows without time or sum, and those by which the owner's own money only changed its place.
    """
    found: list[Transaction] = []
    by_order: dict[tuple[str, str, bool], int] = {}
    for one in (one for bill in bills for one in _of(bill)):
        key = (one.channel, one.row.order or "", one.out)
        if one.row.order and key in by_order:
            place = by_order[key]
            found[place] = replace(found[place], refs=(*found[place].refs, *one.refs))
            continue
        by_order[key] = len(found)
        found.append(one)
    return _mirrored(sorted(found, key=lambda one: (one.wall, one.refs)))


def _of(bill: Bill) -> Iterable[Transaction]:
    for row in bill.rows:
        back = _BACK.search(row.type + row.state) is not None
        direction = "in" if row.direction == "neither" and row.state == "退款成功" else row.direction
        if row.wall is None or row.value is None or direction == "neither":
            continue
        yield Transaction(
            refs=(f"{bill.number}:{row.ordinal}",),
            bill=bill.number,
            channel=bill.channel,
            row=row,
            wall=row.wall,
            value=Decimal(row.value),
            out=direction == "out",
            outcome="done" if back and direction == "in" else outcome_of(row.state),
            personal=_PERSONAL.search(row.type) is not None,
        )


def _mirrored(ordered: Sequence[Transaction]) -> tuple[Transaction, ...]:
    """Put together what payer and payee each have in their own bill: one channel, one sum, within a minute."""
    kept: list[Transaction] = []
    open_: dict[tuple[str, Decimal, bool], int] = {}
    for one in ordered:
        place = open_.get((one.channel, one.value, not one.out))
        if place is not None and kept[place].bill != one.bill and one.wall - kept[place].wall <= _MIRRORED:
            kept[place] = replace(kept[place], refs=(*kept[place].refs, *one.refs))
            continue
        open_[one.channel, one.value, one.out] = len(kept)
        kept.append(one)
    return tuple(kept)


def outcome_of(state: str) -> Outcome:
    """Return how a bill's word for the state of a transaction ends it; a transfer not yet taken is pending."""
    if _DONE.search(state):
        return "done"
    return "returned" if _RETURNED.search(state) else "pending"


@lru_cache(maxsize=1 << 16)
def fits(printed: str, names: frozenset[str]) -> bool:
    """Say whether a bill's counterpart is one of the names; `*` in it stands for characters that the bill hides."""
    wanted = folded(printed.removeprefix("发给"))
    if not wanted.replace("*", ""):
        return False
    if "*" not in wanted:
        return any(wanted == folded(name) or wanted == folded(_TITLED.sub("", name)) for name in names)
    pattern = re.compile("".join(r".{1,3}" if part[0] == "*" else re.escape(part) for part in _parts(wanted)))
    return any(pattern.fullmatch(folded(name)) for name in names)


def _parts(masked: str) -> list[str]:
    return re.findall(r"\*+|[^*]+", masked)


def folded(name: str) -> str:
    """Return a name as names are compared: one width, one case, no space around it."""
    return unicodedata.normalize("NFKC", name).strip().casefold()


def payer(out: bool, owner: Role) -> Role:
    """Return who paid, of the two sides, in a row of the bill of `owner`."""
    other: Role = "provider" if owner == "client" else "client"
    return owner if out else other


def owners(bills: Sequence[Bill], names: Mapping[Role, frozenset[str]]) -> dict[int, Role]:
    """Return whose bill each is, where its printed nickname is one that only one side bears."""
    found: dict[int, Role] = {}
    for bill in bills:
        sides = [role for role, known in names.items() if bill.owner and fits(bill.owner, known)]
        if len(sides) == 1:
            found[bill.number] = sides[0]
    return found
