"""References to messages: `E1-0142` for people, `1:142` in JSON."""

import re

from msgspec import Struct

_PRINTED = re.compile(r"[Ee](\d{1,6})-(\d{1,10})\Z")
_WIRE = re.compile(r"(\d{1,6}):(\d{1,10})\Z")


class MessageRef(Struct, frozen=True, order=True):
    """Message `ordinal` (from 1, physical order) of exhibit `exhibit` (from 1)."""

    exhibit: int
    ordinal: int

    def __str__(self) -> str:
        return f"E{self.exhibit}-{self.ordinal:04d}"

    @property
    def wire(self) -> str:
        """The reference as the JSON contract writes it."""
        return f"{self.exhibit}:{self.ordinal}"

    @staticmethod
    def is_one(text: str) -> bool:
        """Say whether `parse` would take the text."""
        match = _PRINTED.match(text.strip()) or _WIRE.match(text.strip())
        return bool(match and int(match[1]) and int(match[2]))

    @classmethod
    def parse(cls, text: str) -> "MessageRef":
        """Read either spelling.

        Raises ValueError for anything else, and for numbers below 1.
        """
        match = _PRINTED.match(text.strip()) or _WIRE.match(text.strip())
        if not match or not int(match[1]) or not int(match[2]):
            raise ValueError(text)
        return cls(int(match[1]), int(match[2]))
