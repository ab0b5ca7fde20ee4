"""What a search answers; field names are the keys of `search --json`."""

from typing import Literal

from msgspec import Struct


class Passage(Struct, frozen=True):
    """A text of a row - what was said, a file's name, a row of a merged forward - and where the words stand in it.

    `spans` are half-open code-point ranges of `text`.
    """

    where: Literal["text", "file", "inner"]
    text: str
    spans: tuple[tuple[int, int], ...]


class HitAct(Struct, frozen=True):
    """An act read from the row: its name, whether a finding or a suggestion, and the finding's id."""

    act: str
    status: str
    finding: str


class Hit(Struct, frozen=True):
    """A row that holds what was asked.

    `ref` is source:ordinal in its case, `copies` the rows of later exports that say the same, `same_as` the row of an
    earlier export that this one repeats in other words. `case` and `reports` are paths below the searched folder,
    empty where it is itself the case.
    """

    ref: str
    talk: str
    title: str
    case: str
    reports: tuple[str, ...]
    time: str | None
    account: str
    name: str
    role: str | None
    kind: str
    recalled: bool
    system: bool
    passages: tuple[Passage, ...]
    acts: tuple[HitAct, ...]
    copies: tuple[str, ...]
    same_as: str | None


class Found(Struct, frozen=True):
    """All rows that hold what was asked are `total`; `hits` are the first of them in the order asked for."""

    total: int
    hits: tuple[Hit, ...]
