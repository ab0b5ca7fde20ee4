"""What a reader of one kind looks for: the first page, issues, the list of evidence, where a dispute can be taken."""

from typing import Literal

from msgspec import Struct

from reports.dossier.sentence import Sentence

IssueState = Literal["undisputed", "disputed", "unanswered"]


class Looked(Struct, frozen=True):
    """A question put to the record, how it was put, and every answer found (none: 未见, within `scope`)."""

    question: str
    how: str
    scope: str
    found: tuple[Sentence, ...] = ()


class SidePoints(Struct, frozen=True):
    """What one side says on an issue, what it has shown for it, and what it says against its own interest."""

    label: str
    said: tuple[Sentence, ...] = ()
    shown: tuple[Sentence, ...] = ()
    admitted: tuple[Sentence, ...] = ()


class Issue(Struct, frozen=True):
    """A point between the parties; both sides always stand, even when one has said nothing."""

    title: str
    state: IssueState
    sides: tuple[SidePoints, ...]
    open: tuple[str, ...] = ()


class Sum(Struct, frozen=True):
    """One line of a reckoning: what is asked and how it is computed. `value` in yuan, signed."""

    title: str
    value: str | None
    sentence: Sentence


class Summary(Struct, frozen=True):
    """The first page: the answer to the reader's first question, before anything else."""

    question: str
    story: tuple[Sentence, ...]
    reckoning: tuple[Sum, ...] = ()
    reckoning_note: str = ""


class Field(Struct, frozen=True):
    """Something only the user knows. Each template's template.toml lists the keys it asks for."""

    key: str
    label: str
    value: str = ""


class CatalogueItem(Struct, frozen=True):
    """One line of the list of evidence (证据规定 art. 19). `refs` are the transcript lines it covers."""

    number: str
    name: str
    source: str
    proves: str
    content: tuple[Sentence, ...]
    refs: tuple[str, ...]
    form: str = ""


class CatalogueGroup(Struct, frozen=True):
    """证据1, 证据2 …: items that serve one point."""

    number: str
    title: str
    items: tuple[CatalogueItem, ...]


class Factor(Struct, frozen=True):
    """One question of art. 93 or art. 87: what is known of an exhibit, what is not."""

    rule: str
    question: str
    known: str
    unknown: str


class FactorSheet(Struct, frozen=True):
    """The seven factors and the five questions for one exhibit."""

    source: str
    factors: tuple[Factor, ...]


class Door(Struct, frozen=True):
    """Where a dispute can be taken: what that place asks, as questions, the date of the rule, what to bring."""

    name: str
    questions: tuple[str, ...]
    as_of: str
    needs: tuple[str, ...] = ()
