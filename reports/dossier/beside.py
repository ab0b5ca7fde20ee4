"""What lies beside the talk: rows of bills and lists, delivered files, a second export of the same talk."""

from msgspec import Struct

from reports.dossier.sentence import Sentence


class Detail(Struct, frozen=True):
    """One cell of a record: its label in Chinese and its words as printed there."""

    label: str
    text: str


class RecordRow(Struct, frozen=True):
    """A row of a bill or a list, or a file in hand. `ref` is E2-0005 as with messages, `place` where it stands."""

    ref: str
    source: str
    place: str
    details: tuple[Detail, ...]
    told: str = ""


class Tie(Struct, frozen=True):
    """A message beside the row that bears it out; `told` says what the two have in common.

    Where `row` is None several fit, or none quite, and `candidates` names them.
    """

    title: str
    sentence: Sentence
    row: RecordRow | None
    told: str
    candidates: tuple[RecordRow, ...] = ()


class Compared(Struct, frozen=True):
    """A figure that a message names, beside what a delivered file shows; `same` None where both are no figures."""

    sentence: Sentence
    agreed: str
    file: str
    version: int
    found: str
    same: bool | None


class Difference(Struct, frozen=True):
    """One difference between two exports of the talk, `kind` and `cause` in Chinese words ("" for no known cause)."""

    kind: str
    sentence: Sentence
    cause: str = ""
    witnesses: tuple[Sentence, ...] = ()


class Explained(Struct, frozen=True):
    """How many differences have one known innocent cause."""

    cause: str
    count: int


class Comparison(Struct, frozen=True):
    """Two exhibits that hold the same talk. `waiting` are the differences to be explained, of `total` in all."""

    one: str
    other: str
    matched: int
    clock: str
    waiting: tuple[Difference, ...]
    total: int
    explained: tuple[Explained, ...] = ()
    remarks: tuple[str, ...] = ()
