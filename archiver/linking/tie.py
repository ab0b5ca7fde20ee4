"""How a message and a row of a record belong together."""

from typing import Literal

from msgspec import Struct

Strength = Literal[
    "md5+size", "message+name", "size+name", "name",
    "amount+time+counterpart", "amount+time", "amount+counterpart", "time+counterpart", "order",
]  # fmt: skip
"""What the two have in common; of the file kinds strongest first."""


class Link(Struct, frozen=True):
    """A message tied to a row of a record, or to several that fit equally well (`record` is then None).

    `ref` is the message, `record` the row or file ("source:ordinal"), `also` rows that show the very same thing again,
    `candidates` what else would fit. `because` says it in one Chinese sentence.
    """

    kind: Literal["payment", "file", "listed", "receipt"]
    ref: str
    record: str | None
    strength: Strength | None
    because: str
    also: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
