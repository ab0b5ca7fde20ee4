"""What one piece of work leaves behind for the overview and the tables."""

from msgspec import Struct

from archiver.analysis.entry import Account
from archiver.analysis.finding import Role
from archiver.batch.plan import Item
from archiver.batch.settings import Batch
from archiver.batch.triage import Facts, Reason


class Task(Struct, frozen=True):
    """A piece of work and the batch that it belongs to: everything a worker needs to know."""

    item: Item
    batch: Batch


class Side(Struct, frozen=True):
    """A party of a deal. `own` says that one of its accounts made the export."""

    role: Role
    accounts: tuple[Account, ...]
    own: bool

    @property
    def name(self) -> str:
        """The first name it bore, else its number."""
        return next((words for one in self.accounts for words in (*one.names, one.uin, one.uid) if words), "（未载明）")


class Span(Struct, frozen=True):
    """From when to when a talk goes (ISO 8601 with offset), and in how many messages."""

    first: str | None
    last: str | None
    messages: int


class SourceNote(Struct, frozen=True):
    """A file of a talk: its exhibit number, label, format and digest; `again` tells a time that another tells too."""

    number: int
    label: str
    format: str
    sha256: str
    messages: int
    again: bool
    copies: tuple[str, ...] = ()


class NoticeNote(Struct, frozen=True):
    """What a reader of a source must know, and how often it occurs."""

    text: str
    count: int


class Row(Struct, frozen=True):
    """One deal as the overview lists it. `report` is a path below the batch folder, with `/`."""

    talk: str
    deal: str
    report: str
    intake: str
    title: str
    kind: str
    span: Span
    sides: tuple[Side, ...]
    facts: Facts
    reasons: tuple[Reason, ...]
    contested: bool
    sources: tuple[SourceNote, ...]
    notices: tuple[NoticeNote, ...]

    @property
    def points(self) -> int:
        """The sum of the rule's points."""
        return sum(one.points for one in self.reasons)

    @property
    def key(self) -> str:
        """What tells this row from all others: talk and deal."""
        return f"{self.talk}/{self.deal}"


class Closed(Struct, frozen=True):
    """A talk in which no deal was found: listed, not opened."""

    talk: str
    intake: str
    title: str
    kind: str
    span: Span
    label: str
    chat: str


class Done(Struct, frozen=True):
    """The record of a finished item."""

    id: str
    rows: tuple[Row, ...]
    closed: tuple[Closed, ...]
    messages: int
