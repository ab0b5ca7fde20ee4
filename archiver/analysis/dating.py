"""Where the date of a promise goes: to the open bond that it speaks of, or to a new one."""

from decimal import Decimal

from msgspec.structs import replace

from archiver.analysis.book import Bond, Book, blank
from archiver.analysis.entry import ObligationKind
from archiver.analysis.finding import Due, Role
from archiver.analysis.kinds import Extent, names_material, names_money, reports_only, says_deed
from archiver.analysis.matter import Matter, Turn
from archiver.analysis.moves import Moves
from archiver.analysis.quoted_sums import decimal_of
from archiver.analysis.spans import passed, same_day


class Dating:
    """Lays the dates of promises at the bonds of a book."""

    def __init__(self, matter: Matter, book: Book, moves: Moves) -> None:
        self._matter = matter
        self._book = book
        self._moves = moves

    def lay(
        self,
        turn: Turn,
        debtor: Role,
        kind: ObligationKind,
        asking: Turn | None,
        due: Due,
        extent: Extent,
        value: Decimal | None = None,
    ) -> None:
        """Enter a dated promise, or lay its date at the open bond that it speaks of."""
        bond = replace(blank(asked=None if asking is None else asking.ref), value=value, extent=extent)
        if due.every:
            again = replace(bond, every=due.every, due=due.due or due.not_before, extent="part")
            self._recurring(turn, debtor, kind, again, asking)
            return
        bond = replace(bond, due=due.due, after=due.after, within=due.within)
        places = [p for p in self._book.waiting(debtor, kind) if self._fits(self._book.bonds[p], bond, turn)]
        if not places or (extent == "part" and kind == "deliver"):
            steps = kind == "deliver" and extent == "whole" and self._before_whole(bond, turn)
            self._book.take(turn, debtor, kind, replace(bond, extent="step") if steps else bond)
            return
        place = self._meant(places, turn)
        held = self._book.bonds[place]
        if self._moves.splits(held):
            self._moves.split(place, turn, due.due)
        elif held.due is None and (due.due is not None or held.within is None):
            self._book.date(place, due.due, turn, after=due.after, within=due.within)
        elif due.due is not None and not same_day(held.due, due.due):
            self._moves.shift(place, turn, due.due, agreed=_agrees(turn, debtor, asking))

    def _recurring(self, turn: Turn, debtor: Role, kind: ObligationKind, bond: Bond, asking: Turn | None) -> None:
        """Enter a promise that comes again: of a provider's, what is only told is news, whoever asked for it."""
        said = turn.text if asking is None else f"{asking.text} {turn.text}"
        if debtor == "client":
            kind = "pay" if kind == "pay" and names_money(said) else "supply"
            if kind == "supply" and not names_material(said):
                bond = replace(bond, every=None, due=None)
        else:
            kind = "report" if kind != "deliver" or reports_only(said) else "deliver"
        if bond.every and any(self._again(place, bond) for place in self._book.waiting(debtor, kind)):
            return
        place = self._book.take(turn, debtor, kind, bond)
        self._book.change(place, replace(self._book.bonds[place], words=said))

    def _again(self, place: int, new: Bond) -> bool:
        """Tell whether a recurring promise is open already: 每周日结 · 好的 每周日我转你."""
        held = self._book.bonds[place]
        return (held.every, held.due) == (new.every, new.due)

    def _fits(self, held: Bond, new: Bond, turn: Turn) -> bool:
        """Tell whether an open bond can be the thing that a dated promise speaks of."""
        moves_visit = held.extent == "visit" and not says_deed(turn.text)
        if held.every or (held.extent != new.extent and not moves_visit):
            return False
        if new.value is not None and held.value is not None and held.value != new.value:
            return False
        if held.kind in ("fix", "supply") and held.due is not None and held.asked != new.asked:
            return same_day(held.due, new.due) and not self._names_change(new.asked)
        return not (held.kind == "deliver" and _sooner(new, held) and not passed(held.due, turn.at))

    def _names_change(self, asked: str | None) -> bool:
        asking = self._matter.turn(asked)
        return asking is not None and asking.has("change_request", "defect")

    def _before_whole(self, new: Bond, turn: Turn) -> bool:
        """Tell whether the whole work is open for a later day: what is promised sooner is a step towards it."""
        held = (self._book.bonds[place] for place in self._book.waiting("provider", "deliver"))
        return any(bond.extent == "whole" and _sooner(new, bond) and not passed(bond.due, turn.at) for bond in held)

    def _meant(self, places: list[int], turn: Turn) -> int:
        """Return of several open bonds the one whose sum or name the words speak of, else the first."""
        values = {decimal_of(a.value) for f in turn.findings if (a := f.amount) is not None and a.value}
        by_value = [place for place in places if self._book.bonds[place].value in values]
        if len(by_value) == 1:
            return by_value[0]
        places = by_value or places
        return places[-1] if any(word in turn.text for word in ("尾", "剩", "余")) else places[0]


def _agrees(turn: Turn, debtor: Role, asking: Turn | None) -> bool:
    """Tell whether a new day is one that both took: asked for, or named by who owes and taken by the other side."""
    return asking is not None and (asking.asks or (asking.role == debtor and turn.role not in (debtor, None)))


def _sooner(new: Bond, held: Bond) -> bool:
    return held.due is not None and new.due is not None and new.due[:10] < held.due[:10]
