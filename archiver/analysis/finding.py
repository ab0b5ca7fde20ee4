"""What analysis reports of single acts. Field names are the keys of the JSON contract."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

Act = Literal[
    "requirement", "quote", "commitment", "deadline", "change_request", "approval", "rejection", "delivery",
    "progress", "acceptance", "defect", "payment", "payment_request", "payment_refusal", "reminder",
    "extension_request", "refund_request", "termination", "warranty", "revision_limit", "admission",
    "overpromise", "sensitive_data",
]  # fmt: skip
Role = Literal["client", "provider", "arbiter", "other"]
Mood = Literal["said", "asked", "demanded", "denied"]
Status = Literal["finding", "suggestion", "accepted", "corrected", "rejected"]
AnchorEvent = Literal[
    "payment", "deposit", "acceptance", "delivery", "draft", "approval", "material", "start", "revision", "other"
]
AmountRole = Literal[
    "total", "deposit", "balance", "instalment", "unit", "extra", "refund", "settlement", "penalty", "discount"
]


class Due(Struct, frozen=True):
    """When something is due, read against its message's own time. Days are `2024-03-12`, clocks `2024-03-12T15:00`.

    What comes again (`every`, an ISO 8601 length, weeks as days) is due on no one day: `not_before` is then its first,
    where the words tell it.
    """

    text: str
    due: str | None = None
    not_before: str | None = None
    grain: str | None = None
    after: AnchorEvent | None = None
    within: str | None = None
    every: str | None = None
    vague: bool = False
    other: tuple[str, ...] = ()


class Amount(Struct, frozen=True):
    """A sum, a range or a share, with the currency and the role that its context gives it.

    Values are decimal strings without trailing zeros. `term` keeps 定金, 订金, 首付 … as written.
    """

    text: str
    kind: Literal["money", "percent", "number"]
    value: str | None = None
    min: str | None = None
    max: str | None = None
    percent: str | None = None
    approx: bool = False
    currency: str | None = "CNY"
    role: AmountRole | None = None
    term: str | None = None


class By(Struct, frozen=True):
    """The speaker of an act."""

    role: Role | None
    account: str


class Basis(Struct, frozen=True):
    """What led to a finding: the rule, the trained reader's score, the note of a person.

    `leans` is the message whose act bears out what would else have stayed a suggestion.
    """

    rule: str | None = None
    model: float | None = None
    note: str | None = None
    leans: str | None = None


class Part(Struct, frozen=True):
    """One line of a thought that was split over several messages."""

    ref: str
    span: tuple[int, int]
    quote: str


class Understood(Struct, frozen=True):
    """How the words of an act are read, without where they stand."""

    act: Act
    mood: Mood = "said"
    target: str | None = None
    due: Due | None = None
    amount: Amount | None = None
    condition: str | None = None


Standing = Literal["same", "changed", "moved", "gone", "added", "unread"]
"""How the program's present reading stands to a decision: as it was decided, other values, other words of the message,
no longer found, never found but added by a person; or the message is not among those read."""


class Ruling(Struct, frozen=True):
    """A person's decision on a finding. `by` is empty where none is named, `at` ISO 8601 with offset.

    `read` is the program's own present reading, None where it reads no such act.
    """

    by: str
    at: str
    note: str
    standing: Standing
    read: Understood | None = None


class Finding(Struct, frozen=True):
    """One act in one message (or completed in it). `span` and `quote` are None on a row without words."""

    id: str
    act: Act
    status: Status
    ref: str
    refs: tuple[str, ...]
    span: tuple[int, int] | None
    quote: str | None
    by: By
    mood: Mood = "said"
    target: str | None = None
    due: Due | None = None
    amount: Amount | None = None
    condition: str | None = None
    deal: str | None = None
    confidence: float = 1.0
    basis: Basis = Basis()
    spans: tuple[Part, ...] = ()
    decision: Ruling | None = None
    """Set with the states accepted, corrected and rejected; the values above are then the person's."""

    @property
    def understood(self) -> Understood:
        """How the words are read."""
        return Understood(self.act, self.mood, self.target, self.due, self.amount, self.condition)


def decimal_text(value: Decimal) -> str:
    """Return `value` without exponent and trailing zeros: 420, 0.5."""
    text = format(value.normalize(), "f")
    return "0" if text == "-0" else text
