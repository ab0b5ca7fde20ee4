"""How near a ledger comes to the one that the author of a case wrote.

An obligation is found when debtor, kind and the day of its due agree; a silence when the same party is silent over an
overlapping stretch; a change, a payment and a delivery when they stand on the same message.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from decimal import Decimal
from typing import Final, TypeVar, get_args

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.entry import Agreement, Ledger, Obligation, Settled, Silence, Term
from archiver.analysis.finding import decimal_text
from archiver.corpus.labelled import LabelledLedger, LabelledObligation, LabelledPrice, LabelledSilence, figure

RefOf = Callable[[int], str]
Entry = TypeVar("Entry")
NOTHING: Final = Ledger(Agreement(), (), (), (), (), (), get_args(Term))
"""The ledger of a talk in which no deal was found."""


class Tally(Struct, frozen=True):
    """Counts of entries that are right, too many, and not found."""

    right: int = 0
    extra: int = 0
    missed: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.extra + other.extra, self.missed + other.missed)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1.0 where there was nothing to find and nothing was found."""
        total = 2 * self.right + self.extra + self.missed
        return 2 * self.right / total if total else 1.0


class Share(Struct, frozen=True):
    """How many of those looked at are right."""

    right: int = 0
    total: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.right + other.right, self.total + other.total)

    @property
    def rate(self) -> float:
        """Share of right ones; 1.0 of none."""
        return self.right / self.total if self.total else 1.0


class LedgerScore(Struct, frozen=True):
    """The scores of one ledger, or the sum of several."""

    price: Share = Share()
    obligations: Tally = Tally()
    statuses: Share = Share()
    changes: Share = Share()
    changes_found: Tally = Tally()
    payments: Tally = Tally()
    deliveries: Tally = Tally()
    silences: Tally = Tally()
    missing: Tally = Tally()

    def __add__(self, other: "LedgerScore") -> "LedgerScore":
        return LedgerScore(
            self.price + other.price,
            self.obligations + other.obligations,
            self.statuses + other.statuses,
            self.changes + other.changes,
            self.changes_found + other.changes_found,
            self.payments + other.payments,
            self.deliveries + other.deliveries,
            self.silences + other.silences,
            self.missing + other.missing,
        )


def score_ledger(gold: LabelledLedger, found: Ledger, ref_of: RefOf) -> LedgerScore:
    """Hold `found` against the author's ledger; `ref_of` turns a message number into a reference."""
    pairs = pair_obligations(gold.obligations, found.obligations, ref_of)
    return LedgerScore(
        price=Share(int(_gold_price(gold) == _found_price(found)), 1),
        obligations=_tally(len(pairs), len(found.obligations), len(gold.obligations)),
        statuses=Share(sum(wanted.status == had.status for wanted, had in pairs), len(pairs)),
        changes=_changes(gold, found, ref_of),
        changes_found=_sets((ref_of(c.request) for c in gold.changes), (c.request for c in found.changes)),
        payments=_payments(gold, found, ref_of),
        deliveries=_deliveries(gold, found, ref_of),
        silences=_silences(gold.silences, found.silences, ref_of),
        missing=_sets(gold.missing, found.missing),
    )


def together(ledgers: Sequence[Ledger]) -> Ledger:
    """Lay the ledgers of all deals of one case side by side: authors write one ledger for the whole talk.

    The price is what the deals add up to, and what stands in several of them (a promise made to all) counts once. A
    term is missing where every deal leaves it open; all else of the agreement is that of the first.
    """
    if not ledgers:
        return NOTHING
    first = ledgers[0]
    open_in_all = set(first.missing).intersection(*(ledger.missing for ledger in ledgers[1:]))
    return replace(
        first,
        agreement=replace(first.agreement, price=_price_of_all(ledgers)),
        obligations=_once(
            (ledger.obligations for ledger in ledgers),
            lambda entry: (entry.debtor, entry.kind, entry.made, entry.due),
        ),
        changes=_once((ledger.changes for ledger in ledgers), lambda entry: entry.request),
        payments=_once((ledger.payments for ledger in ledgers), lambda entry: entry.ref),
        deliveries=_once((ledger.deliveries for ledger in ledgers), lambda entry: entry.ref),
        silences=_once((ledger.silences for ledger in ledgers), lambda entry: (entry.who, entry.after, entry.until)),
        missing=tuple(term for term in first.missing if term in open_in_all),
    )


def _price_of_all(ledgers: Sequence[Ledger]) -> Settled | None:
    prices = [price for ledger in ledgers if (price := ledger.agreement.price) is not None]
    if len(prices) < 2:
        return prices[0] if prices else None
    values = [Decimal(price.value) for price in prices if price.value is not None]
    return replace(prices[0], value=decimal_text(sum(values, Decimal(0))))


def _once(deals: Iterable[Sequence[Entry]], key: Callable[[Entry], Hashable]) -> tuple[Entry, ...]:
    """Return the entries of all deals, leaving out of each what an earlier deal holds already."""
    kept: list[Entry] = []
    for entries in deals:
        held = {key(entry) for entry in kept}
        kept += [entry for entry in entries if key(entry) not in held]
    return tuple(kept)


def pair_obligations(
    gold: Sequence[LabelledObligation], found: Sequence[Obligation], ref_of: RefOf
) -> list[tuple[LabelledObligation, Obligation]]:
    """Pair entries of the same debtor, kind and due day; the same promise and the same status go first."""
    left = list(found)
    pairs: list[tuple[LabelledObligation, Obligation]] = []
    rest = list(gold)
    for strict in (2, 1, 0):
        unpaired: list[LabelledObligation] = []
        for wanted in rest:
            fitting = [had for had in left if _same(wanted, had) and _nearness(wanted, had, ref_of) >= strict]
            if fitting:
                had = max(fitting, key=lambda entry: _nearness(wanted, entry, ref_of))
                left.remove(had)
                pairs.append((wanted, had))
            else:
                unpaired.append(wanted)
        rest = unpaired
    return pairs


def _same(wanted: LabelledObligation, had: Obligation) -> bool:
    return (wanted.debtor, wanted.kind, _day(wanted.due)) == (had.debtor, had.kind, _day(had.due))


def _nearness(wanted: LabelledObligation, had: Obligation, ref_of: RefOf) -> int:
    made = wanted.made is not None and ref_of(wanted.made) == had.made
    proof = wanted.proof is not None and ref_of(wanted.proof) == had.proof
    return int(made or proof) + int(wanted.status == had.status)


def _day(due: str | None) -> str | None:
    return None if due is None else due[:10]


def _gold_price(gold: LabelledLedger) -> str | None:
    return figure(gold.price.value if isinstance(gold.price, LabelledPrice) else gold.price)


def _found_price(found: Ledger) -> str | None:
    return found.agreement.price.value if found.agreement.price else None


def _tally(right: int, found: int, gold: int) -> Tally:
    return Tally(right, found - right, gold - right)


def _sets(gold: Iterable[str], found: Iterable[str]) -> Tally:
    wanted, had = set(gold), set(found)
    return _tally(len(wanted & had), len(had), len(wanted))


def _changes(gold: LabelledLedger, found: Ledger, ref_of: RefOf) -> Share:
    there = {change.request: change for change in found.changes}
    right = 0
    for wanted in gold.changes:
        had = there.get(ref_of(wanted.request))
        approved = None if wanted.approved is None else ref_of(wanted.approved)
        right += int(had is not None and had.approved == approved)
    return Share(right, len(gold.changes))


def _payments(gold: LabelledLedger, found: Ledger, ref_of: RefOf) -> Tally:
    left = list(found.payments)
    right = 0
    for wanted in gold.payments:
        ref = ref_of(wanted.ref)
        fitting = [
            had
            for had in left
            if (had.ref == ref or ref in had.refs) and (had.by, had.direction) == (wanted.by, wanted.direction)
        ]
        if fitting:
            left.remove(fitting[0])
            right += 1
    return _tally(right, len(found.payments), len(gold.payments))


def _deliveries(gold: LabelledLedger, found: Ledger, ref_of: RefOf) -> Tally:
    return _sets((ref_of(d.ref) for d in gold.deliveries), (d.ref for d in found.deliveries))


def _silences(gold: Sequence[LabelledSilence], found: Sequence[Silence], ref_of: RefOf) -> Tally:
    left = list(found)
    right = 0
    for wanted in gold:
        stretch = _stretch(ref_of(wanted.after), None if wanted.until is None else ref_of(wanted.until))
        fitting = [had for had in left if had.who == wanted.who and _overlap(stretch, _stretch(had.after, had.until))]
        if fitting:
            left.remove(fitting[0])
            right += 1
    return _tally(right, len(found), len(gold))


def _stretch(after: str, until: str | None) -> tuple[int, float]:
    return int(after.partition(":")[2]), float("inf") if until is None else int(until.partition(":")[2])


def _overlap(one: tuple[int, float], other: tuple[int, float]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
