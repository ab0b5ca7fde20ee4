"""What plain bargaining comes to: the price, what is agreed on top, what is paid, in talks of ordinary words.

`ordinary.txt` was labelled as it was written; nine of its first 41 talks were reckoned up wrongly when first read,
which is why they stand here: 800 beside 定金200 was a deposit, 便宜点 600行不 a discount, 还差220 a payment.
"""

import sys
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from msgspec import Struct

from archiver import trained
from archiver.analysis.deals import settle
from archiver.analysis.reader import read
from archiver.corpus.exchanges import ROLES, Exchange, read_exchange

_TALKS = Path(__file__).with_name("ordinary.txt")
_FLOOR = 0.95


class Sums(Struct, frozen=True):
    """The sums that a talk comes to, in yuan."""

    price: Decimal = Decimal(0)
    added: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)


@cache
def _talks() -> tuple[tuple[Sums, Exchange], ...]:
    return tuple(_read(_TALKS.read_text("utf-8")))


def _read(text: str) -> Iterator[tuple[Sums, Exchange]]:
    for block in text.strip().split("\n\n"):
        head, *rows = block.split("\n")
        words = head.removeprefix("== ").split()
        told = {name: Decimal(value) for name, value in zip(words[::2], words[1::2], strict=True)}
        yield Sums(**told), read_exchange(rows, _TALKS.name)


def _reckoned(talk: Exchange) -> Sums:
    """Return what the whole reader, the trained judge with it, makes of a talk."""
    findings = tuple(read(talk.lines, dict(ROLES), judge=trained.judge()))
    ledgers = [deal.ledger for deal in settle(talk.lines, findings, dict(ROLES)).deals]
    prices = [ledger.agreement.price for ledger in ledgers if ledger.agreement.price is not None]
    positions = [ledger.position for ledger in ledgers if ledger.position is not None]
    return Sums(
        Decimal(prices[-1].value or 0) if prices else Decimal(0),
        sum((Decimal(position.added or 0) for position in positions), Decimal(0)),
        sum((Decimal(one.value or 0) for ledger in ledgers for one in ledger.payments), Decimal(0)),
    )


def test_plain_bargains_come_to_the_sums_that_were_agreed() -> None:
    right = 0
    for wanted, talk in _talks():
        found = _reckoned(talk)
        right += found == wanted
        if found != wanted:
            _tell(f"{wanted} was read as {found}: {' / '.join(line.text for line in talk.lines)}")
    _tell(f"{right} of {len(_talks())}")
    assert right >= _FLOOR * len(_talks())


def test_a_sum_that_was_refused_is_no_price() -> None:
    talk = read_exchange(["P 两张700", "C 太贵了 600行不", "P 不行 做不了"], "")
    assert _reckoned(talk).price == 0


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
