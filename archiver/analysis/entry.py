"""What the acts add up to: the entries of a deal's ledger. Field names are the keys of the JSON contract.

Meanings: design language.md §4. References are "source:ordinal".
"""

from typing import Literal

from msgspec import Struct

from archiver.analysis.finding import AnchorEvent, Role

ObligationKind = Literal["deliver", "pay", "fix", "refund", "support", "report", "supply", "review"]
ObligationStatus = Literal["kept", "late", "unmet", "open", "superseded"]
Grade = Literal["promised", "claimed", "confirmed", "notice", "bill"]
Term = Literal[
    "price", "payment_terms", "deliverables", "deadline", "revision_limit", "warranty", "acceptance_standard"
]


class Account(Struct, frozen=True):
    """An account of a party, with the names it bore in the order they appeared."""

    uin: str | None
    uid: str | None
    names: tuple[str, ...]


class Party(Struct, frozen=True):
    """One side of a deal."""

    role: Role
    accounts: tuple[Account, ...]
    basis: Literal["given", "inferred"]
    confidence: float = 1.0
    because: str = ""


class Version(Struct, frozen=True):
    """One state of an agreed term."""

    value: str | None
    proposed: str | None
    agreed: str | None
    text: str | None = None


class Settled(Struct, frozen=True):
    """A term as last agreed, with every earlier and later version."""

    value: str | None
    proposed: str | None
    agreed: str | None
    versions: tuple[Version, ...] = ()
    text: str | None = None


class Agreement(Struct, frozen=True):
    """The terms of language.md §4; None where the log never settles one."""

    price: Settled | None = None
    payment_terms: Settled | None = None
    deliverables: Settled | None = None
    deadline: Settled | None = None
    revision_limit: Settled | None = None
    warranty: Settled | None = None
    acceptance_standard: Settled | None = None


class Move(Struct, frozen=True, rename={"from_": "from"}):
    """A due date that was moved, or announced to move (`agreed` None)."""

    ref: str
    from_: str | None
    to: str | None
    by: Role | None
    agreed: str | None


class Obligation(Struct, frozen=True):
    """One thing a party bound itself to, and what the log shows of it."""

    id: str
    debtor: Role
    creditor: Role
    kind: ObligationKind
    what: str
    status: ObligationStatus
    because: str
    value: str | None = None
    asked: str | None = None
    made: str | None = None
    due: str | None = None
    after: AnchorEvent | None = None
    within: str | None = None
    moves: tuple[Move, ...] = ()
    late_by: int | None = None
    proof: str | None = None
    proofs: tuple[str, ...] = ()
    proof_grade: Grade | None = None
    candidates: tuple[str, ...] = ()


class Change(Struct, frozen=True):
    """A change asked for, its effect, and its answer."""

    request: str
    price: str | None = None
    value: str | None = None
    time: str | None = None
    approved: str | None = None
    rejected: str | None = None
    done: str | None = None


class Payment(Struct, frozen=True):
    """One movement of money."""

    by: Role
    ref: str
    refs: tuple[str, ...]
    direction: Literal["pay", "refund"]
    value: str | None
    grade: Grade


class Delivery(Struct, frozen=True):
    """One version handed over."""

    by: Role
    ref: str
    name: str | None
    version: int
    grade: Grade
    size: int | None = None
    md5: str | None = None
    sha256: str | None = None
    receipt: str | None = None


class Silence(Struct, frozen=True):
    """A message of the other side that `who` left unanswered."""

    who: Role
    after: str
    until: str | None


class Ledger(Struct, frozen=True):
    """What the log shows of one deal."""

    agreement: Agreement
    obligations: tuple[Obligation, ...]
    changes: tuple[Change, ...]
    payments: tuple[Payment, ...]
    deliveries: tuple[Delivery, ...]
    silences: tuple[Silence, ...]
    missing: tuple[Term, ...]


class Deal(Struct, frozen=True):
    """One deal of one chat."""

    id: str
    chat: str
    parties: tuple[Party, ...]
    ledger: Ledger
