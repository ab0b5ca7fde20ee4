"""What a record beside a chat says - a bill, a list of files, a folder of files - and where it stands in it."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Literal, Protocol

from msgspec import Struct

from parsers.message import Notice, Place
from parsers.source import Source

Direction = Literal["in", "out", "neither"]
RecordKind = Literal["bill", "file_index", "group_files", "files"]


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


class Listed(Struct, frozen=True):
    """A file that a database of QQ or the list of a group names; the file itself is not there.

    `size` is the number as it stands there, whose unit the record does not say for every kind. `message` is the number
    of the message that carried the file, `epoch_ms` when it was sent or uploaded. `account` is whose it was, QQ number
    or uid, `name_of` the name beside it, `peer` the other side or the group.
    """

    ordinal: int
    place: Place
    name: str
    size: int | None = None
    md5: str | None = None
    message: str | None = None
    epoch_ms: int | None = None
    account: str = ""
    name_of: str = ""
    peer: str = ""
    path: str = ""
    downloads: int | None = None


class Held(Struct, frozen=True):
    """A file in hand: its path in the folder, its bytes counted and hashed. `modified_ms` is when it was last written.

    `names` are the names under which it may have been sent: its own, and for `name(1).ext` also `name.ext`, since a
    second download is named so. `own` marks a file from the user's own phone. Names and times can be changed by anyone.
    """

    ordinal: int
    place: Place
    path: str
    names: tuple[str, ...]
    size: int
    md5: str
    sha256: str
    modified_ms: int | None = None
    own: bool = False


Event = Preamble | Payment | Listed | Held | Notice
"""What reading a record yields, in physical order."""


class Record(Struct, frozen=True):
    """An identified record. Nothing of it is held: each call of `read` reads the source again."""

    format: str
    title: str
    encoding: str
    read: Callable[[], Iterator[Event]]
    kind: RecordKind = "bill"
    layout: str = ""


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
