"""What each side bound itself to, and what the log shows of it.

The talk is read once, in order. Accepted terms make bonds; commitments date them or make new ones; extensions move
them; deliveries, transfers and drafts prove them; an agreed end closes them.
"""

import hashlib
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from archiver.analysis.answers import Answers
from archiver.analysis.bargains import Bargained
from archiver.analysis.book import Bond, Book
from archiver.analysis.entry import Hole, Obligation, Payment
from archiver.analysis.finding import decimal_text
from archiver.analysis.holes import hides
from archiver.analysis.matter import PRINCIPALS, Matter, other_side
from archiver.analysis.promises import Promises
from archiver.analysis.proofs import Proofs
from archiver.analysis.recurring import unrolled
from archiver.analysis.terms import Terms
from archiver.analysis.verdicts import Verdict, name_of, verdict_of

MOST_CANDIDATES = 8
"""Movements of money that are named beside an open payment."""


def obligations(
    matter: Matter,
    answered: Answers,
    struck: Bargained,
    paid: tuple[Payment, ...],
    left: tuple[Hole, ...] = (),
    supplied: tuple[str, ...] = (),
) -> tuple[Obligation, ...]:
    """Return the obligations of a deal in the order in which they were made; `supplied` names what was handed in."""
    book = Book()
    terms = Terms(answered, book, struck)
    promises = Promises(matter, answered, book, struck.added)
    proofs = Proofs(book, {payment.ref: payment for payment in paid})
    for turn in matter.sided:
        if turn.role in PRINCIPALS:
            terms.take(turn)
            proofs.take(turn)
            if turn.findings:  # words in which nothing was found promise nothing
                promises.take(turn)
        elif turn.role == "arbiter":
            terms.take(turn)
    left = tuple(hole for hole in left if hides(hole))
    bonds = (bond for bond in unrolled(book.bonds, matter, book.wanted) if not bond.void)
    return _told_apart(_entry(bond, verdict_of(bond, matter, left, supplied), proofs.loose) for bond in bonds)


def _told_apart(entries: Iterable[Obligation]) -> tuple[Obligation, ...]:
    """Return the entries, those that are alike (three pieces due on one day) each under a name of its own."""
    found: list[Obligation] = []
    alike: Counter[str] = Counter()
    for entry in entries:
        number = alike[entry.id]
        alike[entry.id] += 1
        found.append(entry if number == 0 else replace(entry, id=f"{entry.id}.{number + 1}"))
    return tuple(found)


def _entry(bond: Bond, verdict: Verdict, loose: Sequence[tuple[int, Payment]]) -> Obligation:
    proofs = bond.proofs or (bond.partial if verdict.status == "kept" else ())
    return Obligation(
        id=_id(bond),
        debtor=bond.debtor,
        creditor=other_side(bond.debtor),
        kind=bond.kind,
        what=name_of(bond),
        status=verdict.status,
        because=verdict.because,
        value=None if bond.value is None else decimal_text(bond.value),
        asked=bond.asked,
        made=bond.made,
        due=bond.due,
        after=bond.after,
        within=bond.within,
        moves=bond.moves,
        late_by=verdict.late_by,
        proof=proofs[0] if proofs else None,
        proofs=proofs,
        proof_grade=bond.grade if proofs else None,
        candidates=(*_candidates(bond, loose), *verdict.candidates) if verdict.status in ("open", "unmet") else (),
        hole=verdict.hole,
        paid=decimal_text(bond.paid) if bond.paid and bond.partial and not bond.proofs else None,
    )


def _candidates(bond: Bond, loose: Sequence[tuple[int, Payment]]) -> tuple[str, ...]:
    """Return movements of money that may belong to this bond, or pieces of it: named, and left to a person to judge."""
    if bond.kind not in ("pay", "refund"):
        return bond.partial
    start = bisect_right(loose, bond.made_index, key=lambda held: held[0])
    later = (loose[at][1] for at in range(start, min(len(loose), start + MOST_CANDIDATES)))
    return tuple(payment.ref for payment in later if payment.by == bond.debtor)


def _id(bond: Bond) -> str:
    parts = (bond.made, bond.debtor, bond.kind, bond.extent, bond.role or "", bond.due or "", str(bond.value or ""))
    return "o:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
