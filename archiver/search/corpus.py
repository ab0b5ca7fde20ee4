"""What an index is made of, wherever it comes from: the talks, who is who, what was said, and the acts read from it."""

from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct


class Said(NamedTuple):
    """One row of a talk. `files` are the names of files it speaks of, `inner` the rows of a merged forward.

    `same_as` is the reference of the row of an earlier export that this one repeats.
    """

    talk: str
    ref: str
    time: str | None
    account: str
    name: str
    kind: str
    text: str
    files: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()
    recalled: bool = False
    system: bool = False
    same_as: str | None = None


class Talk(Struct, frozen=True):
    """A talk under the name it bears in hits. `case` is its case below the searched folder, `reports` likewise."""

    name: str
    title: str
    case: str = ""
    reports: tuple[str, ...] = ()


class Act(NamedTuple):
    """An act that was read from a row; `finding` is its id. Of a case's acts the talk is empty: its references do."""

    talk: str
    ref: str
    act: str
    status: str
    finding: str


class Party(NamedTuple):
    """The role of an account in a talk."""

    talk: str
    account: str
    role: str


class Corpus(Struct, frozen=True):
    """Everything to be indexed.

    In one case references tell messages apart, in many only together with the talk. `leads` are the scope and
    reference of each row that a later one repeats.
    """

    talks: tuple[Talk, ...]
    parties: tuple[Party, ...]
    said: Iterable[Said]
    acts: Iterable[Act]
    one_case: bool
    leads: frozenset[tuple[str, str]] = frozenset()

    def scope(self, talk: str) -> str:
        """Return what tells equal references apart: the talk, or nothing in a single case."""
        return "" if self.one_case else talk
