"""What a check finds: every fault with its place, never a bare yes or no."""

from msgspec import Struct


class Fault(Struct, frozen=True, order=True):
    """One thing that is not as it should be.

    `place` names the file (and line or message), `kind` is a stable identifier, `expected` and `found` say what the
    record calls for and what is there. "Cannot verify" is a fault too.
    """

    place: str
    kind: str
    expected: str
    found: str


class Warned(Struct, frozen=True, order=True):
    """Something a reader should know that is no fault."""

    place: str
    kind: str
    text: str


class Verdict(Struct, frozen=True):
    """The outcome of a check: how many things were held against their record, and all that was found."""

    checked: int = 0
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Warned, ...] = ()

    @property
    def ok(self) -> bool:
        """True where no fault was found; warnings do not count."""
        return not self.faults

    def __add__(self, other: "Verdict") -> "Verdict":
        return Verdict(self.checked + other.checked, self.faults + other.faults, self.warnings + other.warnings)
