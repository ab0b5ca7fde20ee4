"""Later dates: announced, asked for, agreed."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec.structs import replace

from archiver.analysis.book import CLOSED, Bond, Book
from archiver.analysis.entry import Move, ObligationKind
from archiver.analysis.finding import Due
from archiver.analysis.kinds import kind_of, names_money, names_refund
from archiver.analysis.matter import PRINCIPALS, Matter, Turn
from archiver.analysis.recurring import occurrence_before
from archiver.analysis.setting import setting_of
from archiver.analysis.spans import passed


class Moves:
    """Lays later dates at the open bonds of a book.

    A date that the other side agreed to before the old one passed moves the bond; agreed later, it begins a new bond
    and the old one is replaced; announced only, it is noted and the old date stands.
    """

    def __init__(self, matter: Matter, book: Book) -> None:
        self._matter = matter
        self._book = book

    def announce(self, turn: Turn, dues: tuple[Due, ...]) -> bool:
        """Lay an announced or asked-for delay at the bond that it concerns; tell whether there is one."""
        place = self._meant(turn)
        firm = max((due.due for due in dues if due.due), default=None)  # 今天没送到 明天给你: the later one
        bond = None if place is None else self._book.bonds[place]
        sooner = bond is not None and firm is not None and bond.due is not None and firm[:10] < bond.due[:10]
        undated = bond is None or (bond.due is None and not bond.within)
        if (undated or sooner) and firm is not None and self._one_of_many(turn, firm):
            return True
        if bond is None and firm is not None and self._reopens(turn, firm):
            return True
        if bond is None or place is None or (sooner and turn.has("commitment")):
            return False  # a day before the one that stands is no delay of it, but a promise of its own
        if firm is not None and self.splits(bond):
            self.split(place, turn, firm)
            return True
        if bond.due is None and not bond.within:
            if firm is not None:
                self._book.date(place, firm, turn)
            return True
        self._book.move(place, Move(turn.ref, bond.due, firm, turn.role, None), bond.due)
        return True

    def _one_of_many(self, turn: Turn, firm: str) -> bool:
        """Note another day for the nearest date of a recurring promise; tell whether there is one."""
        for place in self._book.waiting(turn.role or "other", "deliver", "report", "supply"):
            bond = self._book.bonds[place]
            if bond.every and turn.at is not None and occurrence_before(bond, firm, turn.at.date()):
                self._book.move(place, Move(turn.ref, None, firm, turn.role, None), bond.due)
                return True
        return False

    def _reopens(self, turn: Turn, firm: str) -> bool:
        """Take up the work again that seemed handed over, where its provider puts off its day before that day comes.

        Who asks for more time has not handed over all: what was read as the delivery was a part of it.
        """
        for place in self._book.latest("provider", "deliver") if turn.role == "provider" else ():
            bond = self._book.bonds[place]
            if not bond.proofs or bond.due is None or bond.every or passed(bond.due, turn.at):
                continue
            if bond.due[:10] < firm[:10]:
                self._book.reopen(place)
                self._book.move(place, Move(turn.ref, bond.due, firm, turn.role, None), bond.due)
                return True
        return False

    def announced(self, target: Turn) -> bool:
        """Tell whether a message put off an open bond: a later day that was promised, and not asked for."""
        return next(self._put_off_by(target), None) is not None

    def agree(self, turn: Turn, target: Turn, due: str | None = None) -> bool:
        """Take in that both agree to a later date, `due` where it is not the one asked for; tell what it moved."""
        for place, move in self._put_off_by(target):
            agreed = due or move.to or next((due.due for due in turn.dues if due.due), None)
            if agreed is not None:
                self._replace_or_move(place, target, agreed, turn)
            return True
        return False

    def _put_off_by(self, target: Turn) -> Iterator[tuple[int, Move]]:
        """Yield the open bonds that a message put off, with the move that nobody agreed to yet."""
        for role in PRINCIPALS:
            for place in self._book.waiting(role, *CLOSED):
                for move in self._book.bonds[place].moves:
                    if move.ref == target.ref and move.agreed is None:
                        yield place, move

    def shift(self, place: int, turn: Turn, due: str, *, agreed: bool) -> None:
        """Lay a new date at a dated bond; one that is only announced counts when it is later."""
        bond = self._book.bonds[place]
        if agreed:
            self._replace_or_move(place, turn, due, turn)
        elif due > (bond.due or ""):
            self._book.move(place, Move(turn.ref, bond.due, due, turn.role, None), bond.due)

    def splits(self, bond: Bond) -> bool:
        """Tell whether the rest of a sum paid in part is told as an entry of its own: of a refund alone.

        A day for the rest of a price dates the one sum: of 46 such parts in the training cases five were told apart.
        """
        return bond.kind == "refund" and bool(bond.paid) and bond.value is not None and bond.value > bond.paid

    def split(self, place: int, turn: Turn, due: str | None) -> None:
        """Let the part already paid stand for itself, and date the rest."""
        held = self._book.bonds[place]
        if held.value is None:
            return
        rest = replace(held, value=held.value - held.paid, paid=Decimal(0), due=due, proofs=(), partial=(), moves=())
        self._book.change(place, replace(held, value=held.paid, proofs=held.partial, partial=()))
        self._book.take(turn, held.debtor, held.kind, rest)

    def _meant(self, turn: Turn) -> int | None:
        if turn.role not in PRINCIPALS:
            return None
        dated: list[int] = []
        for kinds in self._kinds(turn):
            places = [p for p in self._book.waiting(turn.role, *kinds) if not self._book.bonds[p].every]
            dated = [place for place in places if self._book.bonds[place].due is not None]
            if dated:
                return min(dated, key=lambda place: self._book.bonds[place].due or "")
            if places:
                return places[-1]
        return None

    def _kinds(self, turn: Turn) -> tuple[tuple[ObligationKind, ...], ...]:
        """Return which kinds a delay may concern, the likeliest first."""
        if turn.role == "client":
            setting = setting_of(self._matter, self._book, turn)
            kind = kind_of(turn, "client", setting)
            if names_money(turn.text) or setting.money_asked:
                return ((kind,), ("pay",), ("supply", "review"))
            # 纸今天到不了 得周五: while work is open, a later day that speaks of no money is hardly one of it
            worked = turn.has("payment") or not self._book.waiting("provider", "deliver")
            money: tuple[tuple[ObligationKind, ...], ...] = (("pay",),) if worked else ()
            return (("supply", "review"), (kind,), *money)
        if names_refund(turn.text) or (self._book.refunding and self._book.waiting("provider", "refund")):
            return (("refund",),)
        return (("fix", "deliver", "report"),)

    def _replace_or_move(self, place: int, turn: Turn, due: str, agreed: Turn) -> None:
        bond = self._book.bonds[place]
        if bond.every:
            self._book.move(place, Move(turn.ref, None, due, bond.debtor, agreed.ref), bond.due)
        elif passed(bond.due, agreed.at):
            self._book.end(place, "moved", agreed.ref)
            self._book.take(turn, bond.debtor, bond.kind, replace(bond, due=due, moves=(), ended=None))
        else:
            self._book.move(place, Move(turn.ref, bond.due, due, bond.debtor, agreed.ref), due)
