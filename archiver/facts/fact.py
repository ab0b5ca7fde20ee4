"""What is told of a file, and how a term of the talk and a fact stand beside each other."""

from typing import Literal

from msgspec import Struct

FactKind = Literal["pages", "transitions", "animations", "characters", "size", "format", "files", "pictures", "sheets"]


class Fact(Struct, frozen=True):
    """One figure of a file: `value` is plain (18, 1920x1080, PPTX), `text` says it in Chinese."""

    kind: FactKind
    value: str
    text: str


class FileFacts(Struct, frozen=True):
    """What a file in hand shows. `unread` says in Chinese why its inside could not be read."""

    record: str
    name: str
    facts: tuple[Fact, ...]
    unread: str | None = None


class Compared(Struct, frozen=True):
    """A figure that a message names, beside the same figure of a delivered file.

    `ref`, `span` and `quote` are the words; `approved` is the answer that takes them, where the log shows one. `same`
    is None where the two cannot be compared as figures. Nothing is concluded from a difference.
    """

    deal: str
    ref: str
    span: tuple[int, int]
    quote: str
    approved: str | None
    kind: FactKind
    agreed: str
    delivery: str
    version: int
    record: str
    found: str
    same: bool | None
