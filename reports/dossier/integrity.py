"""How a report is checked, and what a masked edition does not show."""

from datetime import datetime

from msgspec import Struct


class Integrity(Struct, frozen=True):
    """What a stranger needs to check this report. `commands` are typed as they stand."""

    ledger_head: str
    ledger_entries: int
    program: str
    rules: str
    model: str
    commands: tuple[str, ...]
    checked: datetime | None = None
    holds: bool | None = None


class MaskedKind(Struct, frozen=True):
    """How many places of one kind are masked; `title` in Chinese."""

    title: str
    count: int


class Masking(Struct, frozen=True):
    """What a masked edition does not show: marks by kind, and how many pictures, voices and videos are left out."""

    kinds: tuple[MaskedKind, ...]
    left_out: int
    approved: int = 0

    @property
    def count(self) -> int:
        """The number of masked places."""
        return sum(one.count for one in self.kinds)
