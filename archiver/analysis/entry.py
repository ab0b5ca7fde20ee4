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
    hole: str | None = None
    """The message that shows why the log cannot tell."""
    paid: str | None = None
    """What was paid of the sum, where that is not all of it."""


class Change(Struct, frozen=True):
    """A change asked for, its effect, and its answer.

    `worded`: nothing was read as the yes; the other side's next words or promise tell it.
    """

    request: str
    price: str | None = None
    value: str | None = None
    time: str | None = None
    approved: str | None = None
    rejected: str | None = None
    done: str | None = None
    worded: bool = False


class Payment(Struct, frozen=True):
    """One movement of money.

    `bill` is the row of a bill that shows it ("source:ordinal"), `strength` what the two have in common, `channel` the
    bill's. `candidates` are rows that would fit as well; where no row is chosen, a person must. `corrected`: the sum is
    a person's word and not the record's.
    """

    by: Role
    ref: str
    refs: tuple[str, ...]
    direction: Literal["pay", "refund"]
    value: str | None
    grade: Grade
    bill: str | None = None
    strength: str | None = None
    channel: str | None = None
    candidates: tuple[str, ...] = ()
    corrected: bool = False


class Unmentioned(Struct, frozen=True):
    """A row of a bill between the parties, in the time of the talk, of which no message speaks; added to no sum.

    `by` is None where the bill does not tell which side paid. `at` is wall time, `state` the bill's own word.
    """

    row: str
    by: Role | None
    value: str
    at: str
    state: str
    because: str


class Delivery(Struct, frozen=True):
    """One version handed over.

    `held` is the file in hand that it is ("source:ordinal"), `strength` what the two have in common, `candidates` the
    files that would fit as well, `listed` the rows of file lists and databases that name it.
    """

    by: Role
    ref: str
    name: str | None
    version: int
    grade: Grade
    size: int | None = None
    md5: str | None = None
    sha256: str | None = None
    receipt: str | None = None
    held: str | None = None
    strength: str | None = None
    candidates: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()


class Silence(Struct, frozen=True):
    """A message of the other side that `who` left unanswered."""

    who: Role
    after: str
    until: str | None


HoleKind = Literal["talk", "money", "call", "voice", "gap"]
PointKind = Literal["quality", "delay", "payment", "refund", "change", "delay_request", "termination"]
PointState = Literal["undisputed", "disputed", "unanswered"]


class Hole(Struct, frozen=True):
    """Where the talk left the log: to another channel, to a call, to voice without words, to days no export covers.

    `ref` is the message that shows it (None for days no export covers), `channel` its Chinese name.
    """

    kind: HoleKind
    channel: str
    ref: str | None = None
    since: str | None = None
    until: str | None = None


class Side(Struct, frozen=True):
    """What one party says on a point, what the log shows for it, and what it says against its own interest."""

    role: Role
    said: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    admitted: tuple[str, ...] = ()


class Point(Struct, frozen=True):
    """A matter between the parties; both sides always stand, even when one has said nothing."""

    kind: PointKind
    title: str
    state: PointState
    sides: tuple[Side, ...]


class Admission(Struct, frozen=True):
    """A statement against the speaker's own interest."""

    by: Role
    ref: str


class Contradiction(Struct, frozen=True):
    """Two statements of one party that do not go together; both are to be quoted."""

    by: Role
    earlier: str
    later: str
    because: str


class Reading(Struct, frozen=True):
    """What is still owed by the client under one view; negative where the provider owes.

    `formula` is in Chinese words with the figures, `sources` are the messages that the figures come from.
    """

    title: str
    value: str
    formula: str
    sources: tuple[str, ...]


class Paid(Struct, frozen=True):
    """The sum of the movements of one direction, grade and channel."""

    direction: Literal["pay", "refund"]
    grade: Grade
    channel: str
    value: str
    refs: tuple[str, ...]


class Position(Struct, frozen=True):
    """The money: agreed, added, paid, refunded, and the difference under each view; `unknown` bear no figure."""

    agreed: str | None
    added: str
    paid: tuple[Paid, ...]
    readings: tuple[Reading, ...]
    unknown: tuple[str, ...] = ()


class Waiting(Struct, frozen=True):
    """How long a party took to answer what asked for an answer: whole hours, median and longest."""

    role: Role
    answers: int
    median_hours: float | None
    longest_hours: float | None
    longest_after: str | None


class Duties(Struct, frozen=True):
    """Figures on what each party had to do: revisions, first objection, use after delivery, waiting.

    A change that was agreed at a price of its own is no revision used; `extra_price` adds those prices up.
    """

    revisions_used: int
    revisions_included: int | None
    revisions_ref: str | None
    delivered: str | None
    first_objection: str | None
    objection_days: int | None
    used: tuple[str, ...]
    waiting: tuple[Waiting, ...]
    extra_price: str | None = None


class WarningSign(Struct, frozen=True):
    """Something the trade takes as a sign to be careful; for the user's own edition only."""

    kind: Literal["overpromise", "sensitive_data", "low_price", "evasion", "other_orders", "slower_after_payment"]
    by: Role
    refs: tuple[str, ...]
    because: str


class Wanted(Struct, frozen=True):
    """Evidence that would settle a point, and who should hold it."""

    what: str
    holder: str
    refs: tuple[str, ...]


class Ledger(Struct, frozen=True):
    """What the log shows of one deal."""

    agreement: Agreement
    obligations: tuple[Obligation, ...]
    changes: tuple[Change, ...]
    payments: tuple[Payment, ...]
    deliveries: tuple[Delivery, ...]
    silences: tuple[Silence, ...]
    missing: tuple[Term, ...]
    holes: tuple[Hole, ...] = ()
    points: tuple[Point, ...] = ()
    admissions: tuple[Admission, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    position: Position | None = None
    duties: Duties | None = None
    warnings: tuple[WarningSign, ...] = ()
    wanted: tuple[Wanted, ...] = ()
    unmentioned: tuple[Unmentioned, ...] = ()


class Deal(Struct, frozen=True):
    """One deal of one chat."""

    id: str
    chat: str
    parties: tuple[Party, ...]
    ledger: Ledger
