"""What a payment record says, and where it stands in the file."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Literal, Protocol

from msgspec import Struct

from parsers.message import Notice, Place
from parsers.source import Source

Direction = Literal["in", "out", "neither"]


class Payment(Struct, frozen=True):
    """One transaction of a bill, as printed.

    `raw_time` is the print, `wall` the naive time it names (bills are in China's time). `value` is yuan as a decimal
    string without sign, None where the print is no sum. `state` is the bill's word for how the transaction ended;
    nothing is concluded from it here. `order` and `merchant_order` are kept as text, None where empty or ruined.
    """

    ordinal: int
    place: Place
    raw_time: str
    wall: datetime | None
    value: str | None
    direction: Direction
    counterpart: str
    account: str
    goods: str
    type: str
    state: str
    method: str
    note: str
    order: str | None
    merchant_order: str | None


class Preamble(Struct, frozen=True):
    """What a bill says of itself before its rows, line by line as printed; `total` is the number of rows it claims."""

    place: Place
    lines: tuple[str, ...]
    total: int | None = None


Event = Preamble | Payment | Notice
"""What reading a record yields, in physical order."""


class Record(Struct, frozen=True):
    """An identified record. Nothing of it is held: each call of `read` reads the source again."""

    format: str
    title: str
    encoding: str
    read: Callable[[], Iterator[Event]]


class RecordFormat(Protocol):
    """A module of `parsers.records` that knows its own bytes."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant of the module
        """Return the stable identifier of the format."""

    @property
    def TITLE(self) -> str:  # noqa: N802 - a constant of the module
        """Return its name for people, in Chinese."""

    def sniff(self, source: Source, /) -> bool:
        """Say whether the source is of this format. Reads a bounded head only, never trusts the name, never raises."""

    def parse(self, source: Source, /) -> Record:
        """Return the record of a source that `sniff` took."""
