"""What the talk came to: its chronology, terms, obligations, changes, payments, deliveries, and where it is silent."""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from reports.dossier.material import File
from reports.dossier.sentence import Sentence, Who

ObligationStatus = Literal["kept", "late", "unmet", "open", "superseded"]
ObligationKind = Literal["deliver", "pay", "fix", "refund", "support", "report", "supply", "review"]
Grade = Literal["promised", "claimed", "confirmed", "notice", "bill"]


class Entry(Struct, frozen=True):
    """One row of the chronology. `act` is the label shown (表示将…, 发送文件 …), never an identifier.

    `answers` holds what a short answer is taken to answer; it is printed as 所指为系统推断.
    """

    ref: str
    time: datetime | None
    who: Who
    act: str
    sentence: Sentence
    answers: Sentence | None = None
    files: tuple[File, ...] = ()
    recalled: bool = False
    deal: str = ""


class TermVersion(Struct, frozen=True):
    """One state of a term: the value in Chinese words and how it came about."""

    value: str
    sentence: Sentence


class Term(Struct, frozen=True):
    """A term of the agreement; `value` None where the record never settles it.

    `agreed` is false where one side alone said what stands as its value, and no yes of the other was read.
    """

    key: str
    title: str
    value: str | None
    versions: tuple[TermVersion, ...] = ()
    agreed: bool = True


class Obligation(Struct, frozen=True):
    """One thing a party bound itself to.

    `what` is a short Chinese name for the thing; `why` cites the promise and whatever keeps or leaves it. `made`,
    `due_at` and `proved` place it on the timeline; `due` is the date as shown, `paid` the sum
    that was paid where it is not all.
    """

    id: str
    debtor: str
    creditor: str
    kind: ObligationKind
    what: str
    status: ObligationStatus
    why: Sentence
    due: str = ""
    made: datetime | None = None
    due_at: datetime | None = None
    proved: datetime | None = None
    late_days: int | None = None
    value: str = ""
    paid: str = ""
    moves: tuple[Sentence, ...] = ()
    candidates: tuple[Sentence, ...] = ()


class Change(Struct, frozen=True):
    """A change asked for; `answer` and `done` are None where the record shows none."""

    request: Sentence
    effect: Sentence | None = None
    answer: Sentence | None = None
    agreed: bool | None = None
    done: Sentence | None = None


class Payment(Struct, frozen=True):
    """One movement of money. `value` is a decimal string of yuan; None where the record names no sum."""

    time: datetime | None
    by: str
    direction: Literal["pay", "refund"]
    value: str | None
    channel: str
    grade: Grade
    sentence: Sentence


class Delivery(Struct, frozen=True):
    """One version handed over."""

    time: datetime | None
    by: str
    version: int
    grade: Grade
    sentence: Sentence
    file: File | None = None
    receipt: Sentence | None = None


class Silence(Struct, frozen=True):
    """A message that `who` did not answer within the measure. `until` None: to the end of the record."""

    who: str
    since: datetime
    until: datetime | None
    days: int
    sentence: Sentence


class Missing(Struct, frozen=True):
    """Something the record does not settle or hold, who could supply it, and the words that make one look for it."""

    title: str
    holder: str = ""
    note: str = ""
    cause: Sentence | None = None


class Hole(Struct, frozen=True):
    """Where the talk left the record: what happened there is not in it.

    `title` says in Chinese where to. `sentence` cites the message that shows it; None for days no export covers.
    """

    title: str
    since: datetime | None
    until: datetime | None = None
    sentence: Sentence | None = None


class Figure(Struct, frozen=True):
    """A count or span on what one side did or waited for, with the messages that it was counted from."""

    who: str
    title: str
    value: str
    sentence: Sentence
