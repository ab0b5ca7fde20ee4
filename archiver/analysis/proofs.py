"""What shows that an obligation was performed: a transfer, a file, a draft, the material asked for."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from msgspec.structs import replace

from archiver.analysis.book import Bond, Book
from archiver.analysis.entry import Grade, ObligationKind, Payment
from archiver.analysis.finding import AnchorEvent, Role
from archiver.analysis.kinds import is_there, says_all, says_received, says_sent
from archiver.analysis.matter import MATERIAL, Turn
from archiver.analysis.pieces import begins_turn, comes_in_turn, number_of
from archiver.analysis.quoted_sums import decimal_of
from archiver.analysis.spans import due_after, passed, same_day

RED_PACKET = 200
"""The most yuan that one red packet of QQ can hold."""
TIP = 20
"""A sum below a twentieth of what is owed is a gift, not a part of it."""
# 前20页排好了 你看看版式 · 前三章发你了
_FIRST_PART = re.compile(
    r"前(?:\d{1,3}|[一二两三四五六七八九十几]{1,3}|面?(?:这|那|一)?)(?:[页章集张节段条幅]|半|部分)"
)
# 棋子收到了 12只都在 · 货到了; where something of the client's is waited for, whatever it is
_ARRIVED = re.compile(
    r"(?:^|[\s，,。；;！!])(?![^，。\s]*(?:钱|款|账|帐|听|看|想|轮|没|不|吗|[?？]))[^，。\s]{0,5}?(?:收到|到手|到)[了啦咯]"
)
# 料齐了之后三天 waits for all of it: 三样都齐了 · 资料算齐了 我开磨; not 还没齐
_ALL_HERE = re.compile(r"(?<![没不未])齐(?:了|活|啦|咯)(?![吗么没?？])")
_WAITS_FOR_ALL = re.compile(r"齐|全部|都")
_OWED_BY: tuple[tuple[Role, tuple[ObligationKind, ...]], ...] = (
    ("provider", ("deliver", "fix", "report", "refund", "support")),
    ("client", ("pay", "supply", "review")),
)


class Proofs:
    """Lays proofs at the open bonds of a book, message by message."""

    def __init__(self, book: Book, paid: Mapping[str, Payment]) -> None:
        self._book = book
        self._paid = paid
        self._shown: Turn | None = None
        """The last work that was shown, or the word of the client that took it."""
        self.loose: list[tuple[int, Payment]] = []
        """Movements that no open bond asked for, with the place of their message."""
        self._begun: int | None = None
        """The place of a whole that the first of several goes proved."""

    def take(self, turn: Turn) -> None:
        """Take in what a message shows."""
        payment = self._paid.get(turn.ref)
        if payment is not None:
            self._money(turn, payment)
        self._see(turn)
        if turn.role == "provider":
            self._visit(turn)
            self._work(turn)
            if payment is None and says_received(turn.text):
                self._supplied(turn, "confirmed")
        else:
            self._client(turn)
        self._material_here(turn, payment)
        last = self._book.last("provider", "deliver")
        rest = any(self._book.bonds[place].extent == "whole" for place in self._book.waiting("provider", "deliver"))
        for event in events_of(turn, payment, delivered=last is None or not (last.open or rest)):
            self._resolve(turn, event)

    def _money(self, turn: Turn, payment: Payment) -> None:
        places = self._book.waiting(payment.by, "pay" if payment.by == "client" else "refund")
        value = decimal_of(payment.value)
        places = self._apart(places, value, turn) or self._of_role(places, turn) or self._one_more(payment, value)
        if not places:
            self.loose.append((turn.index, payment))
        for place in self._served(places, value):
            bond = self._book.bonds[place]
            if value is None and _is_gift(turn, bond):
                continue
            if value is None or bond.value is None or bond.paid + value >= bond.value:
                whole = bond.value or value or Decimal(0)
                self._book.change(place, replace(bond, proofs=bond.partial, paid=whole, due=self._reached(bond)))
                self._book.prove(place, turn, payment.grade)
            elif value * TIP >= bond.value:
                partial = (*bond.partial, turn.ref)
                held = replace(bond, paid=bond.paid + value, partial=partial, proved_at=turn.at, grade=payment.grade)
                self._book.change(place, held)

    def _see(self, turn: Turn) -> None:
        """Note how far the work has come."""
        if turn.role == "provider":
            further = turn.has("delivery", "progress")
        else:
            words = (*turn.all("approval"), *turn.all("acceptance"))
            further = self._shown is not None and any(one.target == self._shown.ref for one in words)
        if further:
            self._shown = turn

    def _reached(self, bond: Bond) -> str | None:
        """Return the due of a part that is paid: of one midway in the work, the day on which it had come so far."""
        shown = self._shown
        if bond.due is not None or not bond.midway or shown is None or shown.at is None:
            return bond.due
        return shown.at.date().isoformat() if shown.index >= bond.made_index else None

    def _one_more(self, payment: Payment, value: Decimal | None) -> list[int]:
        """Enter the next piece, where each is paid by itself and one more is paid; return its place."""
        each = self._book.each
        if each is None or payment.by != "client" or value != each.value:
            return []
        return [self._book.add(each)]

    def _apart(self, places: list[int], value: Decimal | None, turn: Turn) -> list[int]:
        """Part an extra from the rest it was added to, where it is paid by itself; return its place."""
        bonds = self._book.bonds
        held = next((place for place in places if value in bonds[place].extras), None)
        if held is None or any(bonds[place].value == value for place in places):
            return []
        bond = bonds[held]
        assert bond.value is not None
        assert value is not None
        left = list(bond.extras)
        left.remove(value)
        self._book.change(held, replace(bond, value=bond.value - value, extras=tuple(left)))
        own = replace(bond, value=value, role="extra", extras=(), moves=(), due=None, after=None, within=None)
        return [self._book.add(replace(own, words=turn.text))]

    def _of_role(self, places: list[int], turn: Turn) -> list[int]:
        """Keep to the part of the price that the words on a payment name; an extra pays no other part."""
        named = {amount.role for amount in turn.amounts("payment")}
        fitting = [place for place in places if self._book.bonds[place].role in named]
        if named == {"extra"} and any(self._book.bonds[place].value is None for place in places):
            return fitting
        return fitting or places

    def _served(self, places: list[int], value: Decimal | None) -> list[int]:
        """Return the bonds that a sum pays: the one of that sum, all that add up to it, else the first."""
        bonds = self._book.bonds
        places = sorted(places, key=lambda place: (bonds[place].role != "deposit", bonds[place].due or "9", place))
        if value is None:
            return places[:1]
        exact = [place for place in places if bonds[place].value == value]
        if exact:
            return exact[:1]
        total = Decimal(0)
        for count, place in enumerate(places):
            total += bonds[place].value or Decimal(0)
            if total == value:
                return places[: count + 1]
        return places[:1]

    def _visit(self, turn: Turn) -> None:
        """Let words or pictures from the day itself show that the provider came or began as promised."""
        if turn.at is None or not (turn.has("progress", "delivery") or is_there(turn.text)):
            return
        for place in self._book.waiting("provider", "deliver"):
            bond = self._book.bonds[place]
            if (
                bond.extent == "visit"
                and bond.made != turn.ref
                and bond.due
                and same_day(bond.due, turn.at.isoformat())
            ):
                self._book.prove(place, turn, "notice" if turn.line.files else "claimed")

    def _work(self, turn: Turn) -> None:
        if not turn.has("delivery", "progress"):
            return
        grade: Grade = "notice" if turn.line.kind in MATERIAL else "claimed"
        places = [p for p in self._book.waiting("provider", "deliver", "fix", "report") if self._could_serve(p, turn)]
        pieces = [p for p in places if self._book.bonds[p].kind == "deliver" and self._book.bonds[p].extent != "whole"]
        parts = [p for p in pieces if self._book.bonds[p].extent != "step"]
        running = any(self._book.bonds[place].every for place in self._book.waiting("provider", "deliver"))
        again = self._mends_a_part(places, turn)
        whole = turn.has("delivery") and (not (parts or running or again) or says_all(_named(turn)))
        short = whole and self._falls_short(turn)
        if whole or pieces or running:
            self._falls_due(turn)
        if turn.has("delivery") and not any(self._book.bonds[place].kind in ("deliver", "fix") for place in places):
            self._goes_on(turn, grade)
        for place in places:
            bond = self._book.bonds[place]
            piece = place in pieces[:1] and (turn.has("delivery") or bond.extent != "part")
            if bond.kind == "deliver" and bond.extent == "whole" and short:
                self._book.change(place, replace(bond, partial=(*bond.partial, turn.ref)))
            elif bond.kind != "deliver" or whole or piece:
                self._book.change(place, replace(bond, proofs=bond.partial))
                self._book.prove(place, turn, grade)
                if bond.kind == "deliver" and bond.extent == "whole" and turn.has("delivery"):
                    self._begun = place if begins_turn(turn.text) else None

    def _goes_on(self, turn: Turn, grade: Grade) -> None:
        """Let a later go (第二趟, 最后一趟) prove the whole with those before it: it is there when the last is."""
        if self._begun is not None and comes_in_turn(turn.text) and self._book.bonds[self._begun].ended is None:
            self._book.prove(self._begun, turn, grade)

    def _mends_a_part(self, places: Iterable[int], turn: Turn) -> bool:
        """Tell whether work mends a part handed over before, with the whole due later: 前半 · 两处错 · 前半改."""
        bonds = self._book.bonds
        if not any(bonds[place].kind == "fix" for place in places):
            return False
        later = any(
            bonds[place].extent == "whole" and bonds[place].due is not None and not passed(bonds[place].due, turn.at)
            for place in self._book.waiting("provider", "deliver")
        )
        shown = (bonds[place] for place in self._book.latest("provider", "deliver"))
        return later and any(bond.extent == "part" and bond.proofs for bond in shown)

    def _falls_due(self, turn: Turn) -> None:
        """Let the price of one more piece be owed when one is handed over, where each is paid by itself."""
        each = self._book.each
        if each is None or not turn.has("delivery") or self._book.waiting("provider", "fix"):
            return
        if not any(self._book.bonds[place].value == each.value for place in self._book.waiting("client", "pay")):
            self._book.add(each)

    def _falls_short(self, turn: Turn) -> bool:
        """Tell whether a first part was shown, or one numbered piece of several with others still to come."""
        if turn.has("progress") and _FIRST_PART.search(turn.text):
            return True
        wanted, number = self._book.wanted, number_of(_named(turn))
        if wanted is None or number is None or not 0 < number <= wanted or says_all(_named(turn)):
            return False
        self._book.pieces.add(number)
        return len(self._book.pieces) < wanted

    def _could_serve(self, place: int, turn: Turn) -> bool:
        bond = self._book.bonds[place]
        return not bond.every and bond.made != turn.ref

    def _client(self, turn: Turn) -> None:
        if turn.line.kind in MATERIAL or turn.has("sensitive_data"):
            self._supplied(turn, "notice")
        elif says_sent(turn.text):
            self._supplied(turn, "claimed")
        if turn.has("change_request", "defect", "acceptance", "approval"):
            for place in self._book.waiting("client", "review"):
                self._book.prove(place, turn, "notice")

    def _supplied(self, turn: Turn, grade: Grade) -> None:
        for place in self._book.waiting("client", "supply"):
            bond = self._book.bonds[place]
            if not bond.every and bond.made != turn.ref:
                self._book.prove(place, turn, grade)

    def _material_here(self, turn: Turn, payment: Payment | None) -> None:
        """Date what waits for the client's material by the words that it came, or that all of it is there now."""
        if turn.at is None or payment is not None or turn.has("payment", "delivery", "progress"):
            return
        came, all_here = turn.role == "provider" and _ARRIVED.search(turn.text), _ALL_HERE.search(turn.text)
        for place in self._book.waiting("provider", "deliver", "fix") if came or all_here else ():
            bond = self._book.bonds[place]
            if bond.after != "material" or not bond.within or bond.made == turn.ref or bond.moves:
                continue
            if bond.due is None or (all_here and _WAITS_FOR_ALL.search(bond.words)):
                self._book.change(place, replace(bond, due=due_after(turn.at, bond.within)))

    def _resolve(self, turn: Turn, event: AnchorEvent) -> None:
        """Turn `three days after delivery` into a date now that the delivery is there."""
        if turn.at is None:
            return
        for role, kinds in _OWED_BY:
            for place in self._book.waiting(role, *kinds):
                bond: Bond = self._book.bonds[place]
                if bond.after == event and bond.due is None and bond.within and bond.made != turn.ref:
                    self._book.change(place, replace(bond, due=due_after(turn.at, bond.within)))


def _is_gift(turn: Turn, bond: Bond) -> bool:
    """Tell that a red packet without a printed sum cannot be the sum owed."""
    money = turn.line.money
    return money is not None and money.kind == "redpacket" and bond.value is not None and bond.value > RED_PACKET


def _named(turn: Turn) -> str:
    return " ".join((turn.text, *(file.name or "" for file in turn.line.files)))


def events_of(turn: Turn, payment: Payment | None, *, delivered: bool) -> tuple[AnchorEvent, ...]:
    """Return the events that promises hang on, as far as a message shows them."""
    found: list[AnchorEvent] = []
    if payment is not None and payment.by == "client":
        found += ["payment", "deposit", "start"]
    if turn.role == "provider" and turn.has("delivery"):
        found += ["delivery", "draft", "revision"] if delivered else ["draft", "revision"]
    if turn.role == "provider" and turn.has("progress"):
        found += ["draft"]
    if turn.role == "client":
        if turn.has("acceptance") and delivered:
            found += ["acceptance"]
        if turn.has("approval"):
            found += ["approval"]
        if turn.line.kind in MATERIAL:
            found += ["material"]
    return tuple(found)
