"""How parties bind themselves: by accepted terms, by promises, by taking a date the other side set."""

from collections.abc import Mapping
from decimal import Decimal

from msgspec.structs import replace

from archiver.analysis.agreement import Bargain
from archiver.analysis.answers import Answer, Answers
from archiver.analysis.book import Bond, Book, End
from archiver.analysis.entry import Move, ObligationKind
from archiver.analysis.finding import Due, Role
from archiver.analysis.kinds import extent_of, kind_of, names_money, names_refund
from archiver.analysis.matter import PRINCIPALS, Matter, Turn
from archiver.analysis.spans import passed
from archiver.analysis.stages import Stage, decimal_of, stages_of, value_of


class Pledges:
    """Enters what binds a party into the book, message by message."""

    def __init__(self, matter: Matter, answered: Answers, book: Book, agreed: Mapping[str, Bargain]) -> None:
        self._matter = matter
        self._answered = answered
        self._book = book
        self._agreed = agreed
        self._total: Decimal | None = None
        self._stages: tuple[Stage, ...] = ()
        self._disputed = False

    # ---- accepted terms

    def terms(self, turn: Turn) -> None:
        """Take in what a message accepts."""
        bargain = self._agreed.get(turn.ref)
        if bargain is not None:
            self._price(bargain, turn)
        for answer in self._answered.by.get(turn.ref, ()):
            if answer.yes:
                self._accept(turn, answer)
        if turn.has("defect"):
            self._disputed = True

    def _price(self, bargain: Bargain, turn: Turn) -> None:
        first = self._total is None
        self._total = bargain.offer.value
        stages = stages_of(bargain.offer.turn, self._total) or stages_of(turn, self._total) or self._stages
        if first:
            self._enter_stages(stages or (Stage(self._total, "total", None, bargain.offer.turn.ref),), turn)
            if not self._book.waiting("provider", "deliver"):
                self._bond(turn, "provider", "deliver", asked=bargain.offer.turn.ref)
        else:
            self._reprice()

    def _reprice(self) -> None:
        """Let a new total change what is still to be paid."""
        open_ones = self._book.waiting("client", "pay")
        if len(open_ones) == 1 and self._total is not None:
            bond = self._book.bonds[open_ones[0]]
            paid = sum((b.paid for b in self._book.bonds if b.kind == "pay"), Decimal(0))
            self._book.change(open_ones[0], replace(bond, value=self._total - paid if self._total > paid else None))

    def _enter_stages(self, stages: tuple[Stage, ...], turn: Turn) -> None:
        for place in self._book.waiting("client", "pay"):
            if self._book.bonds[place].role in ("total", "deposit", "balance", "instalment"):
                self._book.erase(place)
        for stage in stages:
            self._bond(turn, "client", "pay", asked=stage.ref, value=stage.value, role=stage.role, after=stage.after)

    def _accept(self, turn: Turn, answer: Answer) -> None:
        target = answer.target
        if turn.role not in PRINCIPALS:
            return
        if target.has("termination"):
            self._close("terminated", turn)
        if target.has("quote"):
            self._accept_quote(turn, target)
        promises = turn.has("commitment")
        if target.has("extension_request"):
            self._moved(turn, target)
        elif target.has("change_request") and turn.role == "provider" and not promises:
            self._bond(turn, "provider", "fix", asked=target.ref)
        elif target.has("refund_request") and turn.role == "provider" and not promises:
            self._refund(turn, target)
        elif target.dues and not promises and (target.asks or not target.has("commitment")):
            self._take_dates(turn, target.dues, target)

    def _accept_quote(self, turn: Turn, target: Turn) -> None:
        roles = {amount.role for amount in target.amounts("quote")}
        if roles & {"settlement", "refund"}:
            self._settle(turn, target)
        elif roles & {"deposit", "balance", "instalment"} and turn.ref not in self._agreed:
            self._parts(turn, target)
        elif "extra" in roles:
            self._extra(turn, target)

    def _parts(self, turn: Turn, target: Turn) -> None:
        stages = stages_of(target, self._total)
        self._stages = stages
        if self._total is not None:
            self._enter_stages(stages, turn)

    def _extra(self, turn: Turn, target: Turn) -> None:
        extra = sum(
            (v for a in target.amounts("quote") if a.role == "extra" and (v := decimal_of(a.value))), Decimal(0)
        )
        places = self._book.waiting("client", "pay")
        if places and extra:
            bond = self._book.bonds[places[-1]]
            self._book.change(places[-1], replace(bond, value=None if bond.value is None else bond.value + extra))
        elif extra:
            self._bond(turn, "client", "pay", asked=target.ref, value=extra, role="extra")

    def _settle(self, turn: Turn, target: Turn) -> None:
        """Let a sum that ends the quarrel take the place of what was owed."""
        for amount in target.amounts("quote"):
            value = value_of(amount, self._total)
            if amount.role == "refund":
                due = _first_due(target, turn)
                self._close("settled", turn)
                self._bond(turn, "provider", "refund", asked=target.ref, value=value, due=due, role="refund")
                return
            if amount.role == "settlement":
                self._close("settled", turn)
                due = _first_due(target, turn)
                self._bond(turn, "client", "pay", asked=target.ref, value=value, due=due, role="settlement")
                return

    def _refund(self, turn: Turn, target: Turn) -> None:
        values = [value_of(a, self._total) for a in target.amounts("refund_request")]
        if not self._book.waiting("provider", "refund"):
            due = _first_due(target, turn)
            self._bond(turn, "provider", "refund", asked=target.ref, value=values[0] if values else None, due=due)

    def _close(self, how: End, turn: Turn) -> None:
        for role in PRINCIPALS:
            for place in self._book.waiting(role, "pay", "deliver", "fix", "report", "refund", "supply", "review"):
                self._book.end(place, how, turn.ref)

    # ---- promises

    def promises(self, turn: Turn) -> None:
        """Take in what a message promises, announces or moves."""
        if turn.has("delivery") and turn.role == "provider":
            self._disputed = False
        dues = tuple(due for due in turn.dues if not turn.asks)
        if turn.has("commitment"):
            self._take_dates(turn, dues, self._asking(turn))
        elif turn.has("extension_request"):
            self._announce(turn, dues)
        if turn.has("warranty") and turn.role == "provider" and not turn.asks:
            self._warranty(turn)

    def _asking(self, turn: Turn) -> Turn | None:
        for answer in self._answered.by.get(turn.ref, ()):
            if answer.yes:
                return answer.target
        return None

    def _take_dates(self, turn: Turn, dues: tuple[Due, ...], asking: Turn | None) -> None:
        debtor = turn.role
        if debtor not in PRINCIPALS:
            return
        kind = self._kind(turn, debtor, asking)
        if kind == "deliver" and turn.has("warranty"):
            return
        firm = tuple(due for due in dues if not due.vague) or (asking.dues if asking and asking.asks else ())
        if not firm:
            self._undated(turn, debtor, kind, asking)
        for number, due in enumerate(firm):
            self._dated(turn, debtor, kind, asking, due, part=number < len(firm) - 1)

    def _kind(self, turn: Turn, debtor: Role, asking: Turn | None) -> ObligationKind:
        if asking is not None and debtor == "provider":
            if asking.has("change_request"):
                return "fix"
            if asking.has("refund_request") or any(a.role == "refund" for a in asking.amounts("quote")):
                return "refund"
        if asking is not None and debtor == "client" and asking.has("payment_request", "quote"):
            return "pay"
        seen = turn if asking is None else replace(turn, text=f"{turn.text} {asking.text}")
        return kind_of(seen, debtor, disputed=self._disputed, settled=self._total is not None)

    def _undated(self, turn: Turn, debtor: Role, kind: ObligationKind, asking: Turn | None) -> None:
        if kind == "deliver" and self._total is None:
            return
        if not self._book.waiting(debtor, kind):
            self._bond(turn, debtor, kind, asked=asking.ref if asking else None, extent=extent_of(turn.text))

    def _dated(
        self, turn: Turn, debtor: Role, kind: ObligationKind, asking: Turn | None, due: Due, *, part: bool
    ) -> None:
        asked = asking.ref if asking else None
        extent = "part" if part else (extent_of(turn.text) if kind == "deliver" else "whole")
        if due.every:
            self._bond(turn, debtor, "report" if kind == "deliver" else kind, asked=asked, every=due.every)
            return
        places = [p for p in self._book.waiting(debtor, kind) if self._book.bonds[p].extent == extent]
        if not places or part:
            self._bond(turn, debtor, kind, asked=asked, due=due.due, after=due.after, within=due.within, extent=extent)
            return
        place = self._meant(places, turn)
        bond = self._book.bonds[place]
        if bond.due is None and not (bond.within and due.due is None):
            self._book.date(place, due.due, turn, after=due.after, within=due.within)
        elif due.due is not None and bond.due != due.due:
            self._shift(place, turn, due.due, agreed=asking is not None)

    def _meant(self, places: list[int], turn: Turn) -> int:
        """Of several open bonds, the one whose sum or name the words speak of, else the first."""
        values = {decimal_of(a.value) for f in turn.findings if (a := f.amount) is not None}
        by_value = [p for p in places if self._book.bonds[p].value in values - {None}]
        if by_value:
            return by_value[0]
        if "尾" in turn.text or "剩" in turn.text:
            return places[-1]
        return places[0]

    def _shift(self, place: int, turn: Turn, due: str, *, agreed: bool) -> None:
        bond = self._book.bonds[place]
        if agreed:
            self._replace_or_move(place, turn, due, turn)
        elif due > (bond.due or ""):
            self._book.move(place, Move(turn.ref, bond.due, due, turn.role, None), bond.due)

    def _announce(self, turn: Turn, dues: tuple[Due, ...]) -> None:
        debtor = turn.role
        if debtor not in PRINCIPALS:
            return
        place = self._to_move(turn, debtor)
        if place is None:
            return
        bond = self._book.bonds[place]
        firm = next((due.due for due in dues if due.due), None)
        self._book.move(place, Move(turn.ref, bond.due, firm, debtor, None), bond.due)

    def _to_move(self, turn: Turn, debtor: Role) -> int | None:
        kinds: tuple[ObligationKind, ...] = ("pay", "supply", "review")
        if debtor == "provider":
            kinds = ("fix", "deliver", "report", "refund")
            if names_refund(turn.text):
                kinds = ("refund",)
        elif names_money(turn.text):
            kinds = ("pay",)
        places = self._book.waiting(debtor, *kinds)
        dated = [place for place in places if self._book.bonds[place].due is not None]
        if not dated:
            return places[-1] if places else None
        return min(dated, key=lambda place: self._book.bonds[place].due or "")

    def _moved(self, turn: Turn, target: Turn) -> None:
        """Take in that the other side agrees to a later date."""
        for role in PRINCIPALS:
            for place in self._book.waiting(role, "deliver", "fix", "pay", "report", "refund", "supply", "review"):
                for move in self._book.bonds[place].moves:
                    if move.ref == target.ref and move.agreed is None:
                        due = move.to or next((due.due for due in turn.dues if due.due), None)
                        if due is not None:
                            self._replace_or_move(place, target, due, turn)
                        return

    def _replace_or_move(self, place: int, turn: Turn, due: str, agreed: Turn) -> None:
        bond = self._book.bonds[place]
        if passed(bond.due, agreed.at):
            self._book.end(place, "moved", agreed.ref)
            self._book.add(
                replace(bond, made=turn.ref, made_at=turn.at, made_index=turn.index, due=due, moves=(), ended=None)
            )
        else:
            self._book.move(place, Move(turn.ref, bond.due, due, bond.debtor, agreed.ref), due)

    def _warranty(self, turn: Turn) -> None:
        if self._book.last("provider", "support") is None:
            self._bond(turn, "provider", "support")

    def _bond(self, turn: Turn, debtor: Role, kind: ObligationKind, **fields: object) -> None:
        bond = Bond(debtor, kind, made=turn.ref, made_at=turn.at, made_index=turn.index, words=turn.text)
        self._book.add(replace(bond, **fields))


def _first_due(*turns: Turn) -> str | None:
    return next((due.due for turn in turns for due in turn.dues if due.due), None)
