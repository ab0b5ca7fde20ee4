"""The open book of a deal: what each side owes while the talk is read.

A `Bond` is an obligation in the making. The book finds the open ones of a kind and replaces them as they are dated,
moved, performed or ended; it searches a bounded number, so that a talk of any length stays linear.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.entry import Grade, Move, ObligationKind
from archiver.analysis.finding import AmountRole, AnchorEvent, Role
from archiver.analysis.kinds import Extent
from archiver.analysis.matter import PRINCIPALS, Turn

SEARCHED = 32
"""Open bonds of one debtor and kind that an answer, a move or a proof can still mean."""

CLOSED: tuple[ObligationKind, ...] = ("pay", "deliver", "fix", "report", "refund", "supply", "review")
"""What an end of the deal ends; a warranty outlives it."""
MONEY: tuple[ObligationKind, ...] = ("pay", "refund")
End = Literal["settled", "replaced", "terminated", "moved"]


class Bond(Struct, frozen=True):
    """An obligation as far as the talk has come. `asked` and `made` are references; `made_at` the time of `made`."""

    debtor: Role
    kind: ObligationKind
    made: str
    made_at: datetime | None
    made_index: int
    asked: str | None = None
    extent: Extent = "whole"
    role: AmountRole | None = None
    value: Decimal | None = None
    due: str | None = None
    after: AnchorEvent | None = None
    within: str | None = None
    every: str | None = None
    moves: tuple[Move, ...] = ()
    proofs: tuple[str, ...] = ()
    proved_at: datetime | None = None
    grade: Grade | None = None
    paid: Decimal = Decimal(0)
    extras: tuple[Decimal, ...] = ()
    """Sums agreed on top that its value holds."""
    partial: tuple[str, ...] = ()
    """Payments that did not yet make up the sum; pieces of the work that do not yet make up the whole."""
    ended: End | None = None
    ended_by: str | None = None
    words: str = ""
    implied: bool = False
    """Made by a price alone: whoever takes the money is to deliver."""
    unseen: bool = False
    """Held away from the log, like a lesson, and not spoken of: it cannot be told whether it was."""
    midway: bool = False
    """A part of the price between the first and the last, owed once the work has come so far: 草图定了100."""
    void: bool = False
    """Taken back into finer entries: a price that turned out to be paid in parts."""

    @property
    def open(self) -> bool:
        """Whether it still waits for performance."""
        return not self.proofs and self.ended is None and not self.void


class Book:
    """The bonds of one deal, in the order in which they were made."""

    def __init__(self) -> None:
        self.bonds: list[Bond] = []
        self.total: Decimal | None = None
        """The price as last agreed."""
        self.blamed: Turn | None = None
        """The message that found work wanting, until something new is shown."""
        self.each: Bond | None = None
        """What is owed for each piece, where every piece is paid by itself."""
        self.wanted: int | None = None
        """How many pieces the price is for, where it says so."""
        self.pieces: set[int] = set()
        """Which of them were handed over under their number."""
        self.shown = False
        """Work was handed over or shown."""
        self.refunding = False
        """Money back was asked for or offered."""
        self._waiting: dict[tuple[Role, ObligationKind], deque[int]] = {}

    def add(self, bond: Bond) -> int:
        """Enter a bond; return its place."""
        place = len(self.bonds)
        self.bonds.append(bond)
        self._waiting.setdefault((bond.debtor, bond.kind), deque(maxlen=SEARCHED)).append(place)
        return place

    def waiting(self, debtor: Role, *kinds: ObligationKind) -> list[int]:
        """Return the places of the open bonds of a debtor, in the order of their making."""
        found: list[int] = []
        for kind in kinds:
            held = self._waiting.get((debtor, kind))
            if held is None:
                continue
            still = [place for place in held if self.bonds[place].open]
            self._waiting[debtor, kind] = deque(still, maxlen=SEARCHED)
            found.extend(still)
        return sorted(found)

    def last(self, debtor: Role, kind: ObligationKind) -> Bond | None:
        """Return the latest bond of a kind, open or not."""
        return next(
            (b for b in reversed(self.bonds[-SEARCHED:]) if b.debtor == debtor and b.kind == kind and not b.void), None
        )

    def latest(self, debtor: Role, kind: ObligationKind) -> Iterator[int]:
        """Yield the places of the bonds of a kind among the last made, open or not, the latest first."""
        for place in range(len(self.bonds) - 1, max(-1, len(self.bonds) - 1 - SEARCHED), -1):
            bond = self.bonds[place]
            if bond.debtor == debtor and bond.kind == kind and not bond.void:
                yield place

    def reopen(self, place: int) -> None:
        """Let what seemed to prove a bond stand for a part of it."""
        bond = self.bonds[place]
        self.bonds[place] = replace(bond, proofs=(), partial=(*bond.partial, *bond.proofs), proved_at=None, grade=None)
        self._waiting[bond.debtor, bond.kind].append(place)

    def date(
        self, place: int, due: str | None, turn: Turn, *, after: AnchorEvent | None = None, within: str | None = None
    ) -> None:
        """Give an undated bond its date."""
        bond = self.bonds[place]
        self.bonds[place] = replace(
            bond, due=due, after=after or bond.after, within=within or bond.within, made=turn.ref,
            words=f"{bond.words} {turn.text}".strip(),
        )  # fmt: skip

    def move(self, place: int, move: Move, due: str | None) -> None:
        """Note a move; `due` is the due that holds after it."""
        bond = self.bonds[place]
        kept = tuple(held for held in bond.moves if held.ref != move.ref)
        if bond.every:  # of a promise that comes again only as many of its dates are told
            kept = kept[-2 * SEARCHED :]
        self.bonds[place] = replace(bond, moves=(*kept, move), due=due)

    def end(self, place: int, how: End, ref: str) -> None:
        """Close a bond that is replaced, settled or called off."""
        self.bonds[place] = replace(self.bonds[place], ended=how, ended_by=ref)

    def close(self, how: End, ref: str, kinds: Sequence[ObligationKind] = CLOSED) -> None:
        """Close what either side still owes of these kinds."""
        for role in PRINCIPALS:
            for place in self.waiting(role, *kinds):
                self.end(place, how, ref)

    def take(self, turn: Turn, debtor: Role, kind: ObligationKind, terms: Bond | None = None) -> int:
        """Enter what a message binds `debtor` to; `terms` carries sum, date and the like."""
        bond = terms or Bond(debtor, kind, turn.ref, turn.at, turn.index)
        bond = replace(bond, debtor=debtor, kind=kind, made=turn.ref, made_at=turn.at, made_index=turn.index)
        return self.add(replace(bond, words=turn.text))

    def erase(self, place: int) -> None:
        """Take a bond back whose terms were made finer."""
        self.bonds[place] = replace(self.bonds[place], void=True)

    def prove(self, place: int, turn: Turn, grade: Grade) -> None:
        """Lay a proof at a bond."""
        bond = self.bonds[place]
        self.bonds[place] = replace(bond, proofs=(*bond.proofs, turn.ref), proved_at=turn.at, grade=grade)

    def change(self, place: int, bond: Bond) -> None:
        """Replace a bond."""
        self.bonds[place] = bond


def blank(*, asked: str | None) -> Bond:
    """Return the terms of a promise before anything is known of it but what it answers."""
    return Bond("client", "pay", "", None, 0, asked=asked)
