"""Who weighs what the rules propose for a message."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from archiver.analysis.borders import settle
from archiver.analysis.candidate import Candidate, parted
from archiver.analysis.cues import Expected, Heard
from archiver.analysis.reading import Reading
from archiver.analysis.talk import Line

SUGGESTED_BELOW = 0.5
"""A finding of less confidence is a suggestion: shown apart, fed to no ledger."""


class Judge(Protocol):
    """Weighs what the rules propose for a message; a trained reader adds its own word here."""

    @property
    def out_of_place(self) -> float:
        """Return what an act outside any talk of a deal is worth: 周六给你带饭 is no obligation."""

    @property
    def sure(self) -> float:
        """Return the confidence from which a candidate is a finding; below it, it is a suggestion."""

    def anew(self) -> "Judge":
        """Return the same judge, remembering nothing."""

    def told(self) -> dict[str, tuple[Heard, ...]]:
        """Return what the judge remembers of each chat."""

    def recall(self, told: Mapping[str, tuple[Heard, ...]]) -> None:
        """Remember what another judge told."""

    def expect(self, messages: Iterable[Expected]) -> None:
        """Look at messages that will be weighed soon; to look or not to look changes no finding."""

    def weigh(self, reading: Reading, candidates: tuple[Candidate, ...], after: Line | None) -> tuple[Candidate, ...]:
        """Return the candidates that hold, with the confidence they deserve; `after` is the next message."""


class RulesAlone:
    """Takes the rules at their word, once they have settled their borders."""

    sure = SUGGESTED_BELOW
    out_of_place = 0.55

    def anew(self) -> "RulesAlone":
        """Return itself."""
        return self

    def told(self) -> dict[str, tuple[Heard, ...]]:
        """Remember nothing."""
        return {}

    def recall(self, told: Mapping[str, tuple[Heard, ...]]) -> None:
        """Remember nothing."""

    def expect(self, messages: Iterable[Expected]) -> None:
        """Look at nothing ahead."""

    def weigh(
        self,
        reading: Reading,
        candidates: tuple[Candidate, ...],
        after: Line | None,  # noqa: ARG002 - a Judge's signature
    ) -> tuple[Candidate, ...]:
        """Return the candidates that no stronger one of the same message excludes."""
        found, told = parted(candidates)
        return (*settle(reading, found), *told)
