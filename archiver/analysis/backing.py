"""What stands beside the talk and bears its ledgers out: rows of bills, files in hand, times that no export covers."""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.entry import Delivery, Hole, Payment, Unmentioned


class Billed(Struct, frozen=True):
    """The row of a bill that a payment is, or the rows that it may be; the sum and channel are the row's."""

    row: str | None = None
    value: str | None = None
    channel: str | None = None
    strength: str | None = None
    candidates: tuple[str, ...] = ()


class Kept(Struct, frozen=True):
    """The file in hand that a message's file is, or those that it may be; `listed` are rows of lists that name it."""

    held: str | None = None
    size: int | None = None
    md5: str | None = None
    sha256: str | None = None
    strength: str | None = None
    candidates: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


class Backing(Struct, frozen=True):
    """By message: what bears a payment or a file out. By deal: what no message speaks of. By chat: what is missing."""

    payments: Mapping[str, Billed] = {}
    files: Mapping[str, Kept] = {}
    unmentioned: Mapping[str, tuple[Unmentioned, ...]] = {}
    gaps: Mapping[str, tuple[Hole, ...]] = {}
    supplied: tuple[str, ...] = ()
    """What was handed in, in Chinese."""


NOTHING = Backing()


def borne_out(paid: Sequence[Payment], backing: Backing) -> tuple[Payment, ...]:
    """Return the payments, those with a row of a bill raised to that grade; a sum the talk names is never replaced."""
    return tuple(_billed(one, backing.payments[one.ref]) if one.ref in backing.payments else one for one in paid)


def _billed(payment: Payment, row: Billed) -> Payment:
    if row.row is None:
        return replace(payment, candidates=row.candidates)
    return replace(
        payment,
        value=payment.value or row.value,
        grade="bill",
        bill=row.row,
        channel=row.channel,
        strength=row.strength,
        candidates=row.candidates,
    )


def in_hand(handed: Sequence[Delivery], backing: Backing) -> tuple[Delivery, ...]:
    """Return the deliveries with what the files in hand and the lists say of them."""
    return tuple(_kept(one, backing.files[one.ref]) if one.ref in backing.files else one for one in handed)


def _kept(delivery: Delivery, kept: Kept) -> Delivery:
    return replace(
        delivery,
        size=delivery.size if delivery.size is not None else kept.size,
        md5=delivery.md5 or kept.md5,
        sha256=kept.sha256,
        held=kept.held,
        strength=kept.strength,
        candidates=kept.candidates,
        listed=kept.listed,
    )
