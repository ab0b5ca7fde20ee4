"""A labelled case: one talk, its acts and its ledger, as one YAML file (design corpus.md)."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct, field

from archiver.analysis.entry import ObligationKind, ObligationStatus, Term
from archiver.analysis.finding import Act, AmountRole, AnchorEvent, Mood, Role, decimal_text
from archiver.errors import CaseError

SYSTEM = "sys"
"""The speaker of rows that QQ itself writes."""


class LabelledAccount(Struct, frozen=True, forbid_unknown_fields=True):
    """An invented account: ten digits beginning 90, and the name it shows."""

    uin: str
    name: str


class LabelledFile(Struct, frozen=True, forbid_unknown_fields=True):
    """A file that was sent; `size` in bytes."""

    name: str
    size: int


class LabelledAmount(Struct, frozen=True, forbid_unknown_fields=True):
    """A sum named in an act."""

    value: float | int | None = None
    min: float | int | None = None
    max: float | int | None = None
    percent: float | int | None = None
    approx: bool = False
    role: AmountRole | None = None


class Forwarded(Struct, frozen=True, forbid_unknown_fields=True):
    """An inner row of a merged forward; `t` is local time to the minute."""

    by: str
    t: str
    text: str


class Said(Struct, frozen=True, forbid_unknown_fields=True):
    """One message of a case with its labels. `t` is `YYYY-MM-DD HH:MM:SS` in the case's zone."""

    n: int
    t: str
    by: str
    text: str = ""
    file: LabelledFile | None = None
    image: bool = False
    voice: int | None = None
    video: bool = False
    sticker: bool = False
    transfer: float | None = None
    redpacket: float | bool | None = None
    recall: str | bool | None = None
    receipt: str | None = None
    join: str | None = None
    poke: str | None = None
    call: str | bool | None = None
    card: str | bool | None = None
    forward: tuple[Forwarded, ...] | None = None
    forward_title: str = ""
    reply_to: int | None = None
    acts: tuple[Act, ...] = ()
    due: str | None = None
    dues: tuple[str, ...] = ()
    not_before: str | None = None
    after: AnchorEvent | None = None
    within: str | None = None
    every: str | None = None
    vague: bool = False
    target: int | None = None
    targets: dict[Act, int] = {}
    amount: LabelledAmount | None = None
    amounts: tuple[LabelledAmount, ...] = ()
    refs: tuple[int, ...] = ()
    mood: Mood | None = None
    condition: str | None = None

    @property
    def at(self) -> datetime:
        """Wall time in the case's zone."""
        return datetime.fromisoformat(self.t)


class LabelledPrice(Struct, frozen=True):
    """The price as last agreed."""

    value: float | int | None
    proposed: int | None = None
    agreed: int | None = None


class LabelledObligation(Struct, frozen=True):
    """One obligation as the author of the case sees it; references are message numbers."""

    debtor: Role
    kind: ObligationKind
    status: ObligationStatus
    what: str = ""
    value: float | int | None = None
    asked: int | None = None
    made: int | None = None
    due: str | None = None
    proof: int | None = None
    late_by: int | None = None


class LabelledChange(Struct, frozen=True):
    """A change asked for and its answer."""

    request: int
    price: int | None = None
    value: float | int | None = None
    approved: int | None = None
    rejected: int | None = None
    done: int | None = None


class LabelledPayment(Struct, frozen=True):
    """One movement of money."""

    by: Role
    ref: int
    direction: Literal["pay", "refund"] = "pay"
    value: float | int | None = None
    grade: str | None = None


class LabelledDelivery(Struct, frozen=True):
    """One version handed over."""

    ref: int
    by: Role = "provider"
    name: str | None = None
    version: int | None = None


class LabelledSilence(Struct, frozen=True):
    """A message left unanswered."""

    who: Role
    after: int
    until: int | None = None


class LabelledLedger(Struct, frozen=True):
    """What the acts of a case add up to, by its author."""

    price: LabelledPrice | float | int | None = None
    obligations: tuple[LabelledObligation, ...] = ()
    changes: tuple[LabelledChange, ...] = ()
    payments: tuple[LabelledPayment, ...] = ()
    silences: tuple[LabelledSilence, ...] = ()
    missing: tuple[Term, ...] = ()
    deliveries: tuple[LabelledDelivery, ...] = ()


class LabelledCase(Struct, frozen=True):
    """One talk with its labels and its ledger."""

    id: str
    kind: Literal["c2c", "group"]
    title: str
    own: str = field(name="self")
    accounts: dict[str, LabelledAccount] = {}
    parties: dict[Role, tuple[str, ...]] = {}
    messages: tuple[Said, ...] = ()
    ledger: LabelledLedger = LabelledLedger()
    hand: str = ""
    trade: str = ""
    story: str = ""
    zone: str = "Asia/Shanghai"

    def role(self, account: str) -> Role:
        """Return the role of an account letter."""
        for role, letters in self.parties.items():
            if account in letters:
                return role
        return "other"

    @property
    def peer(self) -> str:
        """The first account that is not the exporting one."""
        return next(letter for letter in self.accounts if letter != self.own)


def load_case(path: Path) -> LabelledCase:
    """Read one case.

    Raises CaseError, naming the place, for a file that is no labelled case.
    """
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=LabelledCase)
    except msgspec.DecodeError as error:
        raise CaseError(
            f"{path.name} 不是合格的标注案例（{error}）", "请对照 fixtures/chatlogs/corpus 里的案例修改"
        ) from error
    except ImportError as error:
        raise CaseError("读取 YAML 需要 PyYAML", "请运行：pip install juzheng[corpus]") from error


def figure(value: float | None) -> str | None:
    """Return a sum of a case as the ledgers write sums: without an exponent or idle noughts."""
    return None if value is None else decimal_text(Decimal(str(value)))
