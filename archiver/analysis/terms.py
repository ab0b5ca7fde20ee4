"""What accepted terms bind the parties to: the price in its parts, extras, sums that end a quarrel."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec.structs import replace

from archiver.analysis.answers import Answer, Answers
from archiver.analysis.bargains import Bargained
from archiver.analysis.book import CLOSED, MONEY, Bond, Book, blank
from archiver.analysis.finding import Amount, AmountRole, AnchorEvent
from archiver.analysis.kinds import dates_money, names_refund
from archiver.analysis.matter import PRINCIPALS, Turn
from archiver.analysis.offers import Bargain
from archiver.analysis.pieces import count_in, is_paid_by_piece
from archiver.analysis.quoted_sums import decimal_of
from archiver.analysis.stages import Stage, event_of, paid_when, span_after, stages_of, value_of

REACH = 30
"""How many messages payment terms that nobody opposed wait for the price to be agreed."""
_BEFORE_WORK: tuple[AnchorEvent | None, ...] = ("material", "start", "deposit", "payment")
"""Events that set the work going: a date that hangs on them is the work's, not the money's."""
_PARTS = ("deposit", "balance", "instalment")
_AT_WORK: tuple[AnchorEvent | None, ...] = ("draft", "delivery", "acceptance")
"""Events within the work that a part of the price may hang on."""


class Terms:
    """Enters accepted prices and settlements into the book."""

    def __init__(self, answered: Answers, book: Book, struck: Bargained) -> None:
        self._answered = answered
        self._extras: dict[str, list[Decimal]] = {}
        for bargain in struck.added:
            self._extras.setdefault(bargain.offer.turn.ref, []).append(bargain.offer.value)
        self._book = book
        self._agreed = {bargain.agreed.ref: bargain for bargain in struck.agreed}
        self._offered: Turn | None = None
        self._staged = False
        self._unit = False
        self._settled: set[str] = set()

    def take(self, turn: Turn) -> None:
        """Take in what a message accepts of prices and sums."""
        bargain = self._agreed.get(turn.ref)
        if bargain is not None:
            self._price(bargain, turn)
        for answer in self._answered.by.get(turn.ref, ()):
            if answer.yes and answer.target.has("quote") and turn.role in PRINCIPALS:
                self._accept(turn, answer)
        if any(amount.role in _PARTS for amount in turn.amounts("quote")) and turn.role in PRINCIPALS:
            self._offer_parts(turn)
        elif turn.role == "client" and turn.has("payment"):
            self._pay_offered(turn)
        self._lower(turn)

    def _price(self, bargain: Bargain, turn: Turn) -> None:
        first = self._book.total is None and not self._unit
        self._unit = bargain.offer.unit
        self._book.total = None if bargain.offer.unit else bargain.offer.value
        if bargain.restates:
            return  # what was agreed on top is entered by itself
        source = bargain.offer.turn
        count = count_in(source.text, None) or count_in(turn.text, None)
        self._book.wanted = self._book.wanted if count is None else int(count)
        if not first and not stages_of(source, self._book.total) and not stages_of(turn, self._book.total):
            self._reprice(source)
            return
        for said in (source, turn, self._offered):
            if said is not None and turn.index - said.index <= REACH and (found := stages_of(said, self._book.total)):
                self._enter(found, turn, said)
                break
        else:
            when = paid_when(source.text)
            within = None if when is None else span_after(source.text)
            stage = Stage(self._each(source, turn) or self._book.total, "total", when, source.ref, within)
            self._enter((stage,), turn, source)
        if first and not self._book.waiting("provider", "deliver"):
            self._book.take(turn, "provider", "deliver", replace(_terms(asked=source.ref), implied=True))

    def _each(self, source: Turn, turn: Turn) -> Decimal | None:
        """Return what one piece costs where each is paid by itself, and remember it: 一章1800 一章一结."""
        values = [value for a in source.amounts("quote") if a.role == "unit" and (value := decimal_of(a.value))]
        if len(values) != 1 or not is_paid_by_piece(source.text):
            return None
        bond = _terms(asked=source.ref, value=values[0], role="instalment")
        self._book.each = replace(bond, made=turn.ref, made_at=turn.at, made_index=turn.index, words=turn.text)
        return values[0]

    def _reprice(self, source: Turn) -> None:
        """Let a new total change what is still to be paid; of a whole price the message that names it asks for it."""
        places = self._book.waiting("client", "pay")
        if not places or self._book.total is None:
            return
        last = self._book.bonds[places[-1]]
        rest = self._book.total - sum((b.value or Decimal(0) for b in self._priced() if b is not last), Decimal(0))
        if rest > 0:
            asked = source.ref if last.role == "total" else last.asked
            self._book.change(places[-1], replace(last, value=rest, asked=asked))

    def _priced(self) -> list[Bond]:
        return [bond for bond in self._book.bonds if bond.kind == "pay" and not bond.void and bond.ended is None]

    def _paid(self) -> Decimal:
        """Return what performed parts have settled of the price; none where that would leave nothing."""
        done = sum((b.value for b in self._priced() if b.proofs and b.role in _PARTS and b.value), Decimal(0))
        return done if self._book.total is not None and done < self._book.total else Decimal(0)

    def _offer_parts(self, turn: Turn) -> None:
        """Remember terms that stand unopposed; the one who names them after the price has agreed binds themself."""
        rejected = self._answered.rejection(turn.ref)
        if rejected is not None and self._answered.approval(turn.ref) is None:
            return
        self._offered = turn
        if (self._book.total is not None or self._unit) and turn.role == "client" and not self._staged:
            self._enter(stages_of(turn, self._book.total), turn, turn)

    def _pay_offered(self, turn: Turn) -> None:
        """Let paying by terms that stood unopposed accept them."""
        said = self._offered
        if said is None or self._staged or turn.index - said.index > REACH:
            return
        if self._book.total is not None or self._unit:
            self._enter(stages_of(said, self._book.total), turn, said)

    def _enter(self, stages: tuple[Stage, ...], turn: Turn, said: Turn) -> None:
        if len(stages) == 1 and stages[0].role == "balance":
            stages = self._before_balance(stages[0], said)
        if not stages:
            return
        self._staged = len(stages) > 1
        extras: list[Decimal] = []
        for place in self._book.waiting("client", "pay"):
            if self._book.bonds[place].role in ("total", *_PARTS):
                extras += self._book.bonds[place].extras
                self._give_way(place, turn)
        for number, stage in enumerate(stages):
            bond = _terms(asked=stage.ref, value=stage.value, role=stage.role)
            midway = 0 < number < len(stages) - 1 and stage.after in _AT_WORK and stage.within is None
            bond = replace(bond, after=stage.after, within=stage.within, midway=midway)
            if number == len(stages) - 1:
                bond = _with_extras(bond if stage.within else _dated(bond, said), extras)
            self._book.take(turn, "client", "pay", bond)

    def _give_way(self, place: int, turn: Turn) -> None:
        """Take back a part that is only said anew; let one that stood for long give way, so that it can be told."""
        bond = self._book.bonds[place]
        if bond.role in _PARTS and turn.index - bond.made_index > REACH:
            self._book.end(place, "replaced", turn.ref)
        else:
            self._book.erase(place)

    def _before_balance(self, rest: Stage, said: Turn) -> tuple[Stage, ...]:
        """Read what a rest implies: an open rest takes the new sum, else what comes before it is the first part."""
        bonds = self._book.bonds
        open_rest = [place for place in self._book.waiting("client", "pay") if bonds[place].role == "balance"]
        if open_rest:
            held = bonds[open_rest[-1]]
            kept = replace(held, value=rest.value or held.value, after=rest.after or held.after, within=rest.within)
            self._book.change(open_rest[-1], kept if rest.within else _dated(kept, said))
            return ()
        first = [bond for bond in self._priced() if bond.role == "deposit"]
        if first or self._book.total is None or rest.value is None or rest.value >= self._book.total:
            return (rest,)
        before, paid = self._book.total - rest.value, sum((bond.paid for bond in self._priced()), Decimal(0))
        if paid and paid != before:
            return (rest,)  # a rest of something else: no first part is made up beside what was paid
        return (Stage(before, "deposit", "start", rest.ref), rest)

    def _accept(self, turn: Turn, answer: Answer) -> None:
        target = answer.target
        roles = {amount.role for amount in target.amounts("quote")}
        if roles & {"settlement", "refund"} and turn.ref not in self._agreed:
            self._settle(turn, target)
        elif roles & set(_PARTS) and turn.ref not in self._agreed and (self._book.total is not None or self._unit):
            if not self._known(target):
                self._enter(stages_of(target, self._book.total, self._paid()), turn, target)
        elif target.ref in self._extras:
            self._extra(turn, target, apart="total" in roles or turn.has("commitment"))

    def _known(self, target: Turn) -> bool:
        return any(bond.asked == target.ref and bond.kind == "pay" and not bond.void for bond in self._book.bonds[-64:])

    def _extra(self, turn: Turn, target: Turn, *, apart: bool) -> None:
        extra = sum(self._extras.get(target.ref, ()), Decimal(0))
        places = [p for p in self._book.waiting("client", "pay") if self._book.bonds[p].role != "deposit"]
        if not extra:
            return
        if places and not apart:
            bond = self._book.bonds[places[-1]]
            if bond.value is not None:
                more = replace(bond, value=bond.value + extra, extras=(*bond.extras, extra))
                self._book.change(places[-1], more)
        else:
            self._book.take(turn, "client", "pay", _terms(asked=target.ref, value=extra, role="extra"))

    def _settle(self, turn: Turn, target: Turn) -> None:
        """Let a sum that ends the quarrel take the place of the money that was owed.

        Money back ends the work as well; less money does not: 扣150付你900 tells nothing of work that came late.
        """
        amount = _ending(target)
        if amount is None or target.ref in self._settled:
            return
        self._settled.add(target.ref)
        self._withdraw()
        back = amount.role == "refund" or names_refund(target.text)
        self._book.close("settled", turn.ref, CLOSED if back else MONEY)
        if back:
            self._refund(turn, target)
            return
        bond = _terms(asked=target.ref, value=value_of(amount, self._book.total), role="settlement")
        self._book.take(turn, "client", "pay", replace(bond, due=_due_of(amount, target) or _due(turn)))
        for rest in target.amounts("quote"):
            if rest.role == "balance" and rest is not amount and rest.value is not None:
                kept = _terms(asked=target.ref, value=decimal_of(rest.value), role="balance")
                self._book.take(turn, "client", "pay", replace(kept, after=event_of(target.text)))

    def _withdraw(self) -> None:
        """Take back a settlement that another one overtakes before anything was done about it."""
        for place in (*self._book.waiting("client", "pay"), *self._book.waiting("provider", "refund")):
            bond = self._book.bonds[place]
            if (bond.kind == "refund" or bond.role == "settlement") and not bond.partial:
                self._book.erase(place)

    def _refund(self, turn: Turn, target: Turn) -> None:
        self._book.refunding = True
        kinds = ("refund", "instalment", "settlement")
        sums = [a for a in target.amounts("quote", "commitment") if a.role in kinds]
        dues: list[str | None] = [*(due.due for due in target.dues if due.due)] or [_due(turn)]
        total = value_of(sums[0], self._book.total) if sums else None
        for number, due in enumerate(dues):
            value = (
                value_of(sums[number], self._book.total)
                if len(sums) == len(dues)
                else (total if len(dues) == 1 else None)
            )
            bond = replace(_terms(asked=target.ref, value=value, role="refund"), due=due)
            self._book.take(turn, "provider", "refund", bond)

    def _lower(self, turn: Turn) -> None:
        """Let the creditor's own discount lower what is still to be paid."""
        if turn.role != "provider" or self._book.total is None:
            return
        off = sum(
            (value for a in turn.amounts("quote") if a.role == "discount" and (value := decimal_of(a.value))),
            Decimal(0),
        )
        places = self._book.waiting("client", "pay")
        if off and places:
            bond = self._book.bonds[places[-1]]
            if bond.value is not None and bond.value > off:
                self._book.change(places[-1], replace(bond, value=bond.value - off))


def _terms(*, asked: str | None, value: Decimal | None = None, role: AmountRole | None = None) -> Bond:
    return replace(blank(asked=asked), value=value, role=role)


def _dated(bond: Bond, said: Turn) -> Bond:
    """Give the last part of a price the date that its terms name."""
    for due in said.dues:
        if due.after in _BEFORE_WORK:
            continue
        if due.within or due.after:
            return replace(bond, after=due.after or bond.after, within=due.within, due=due.due)
        if due.due and said.has("quote") and dates_money(said.text):
            return replace(bond, due=due.due)
    return bond


def _with_extras(bond: Bond, extras: Sequence[Decimal]) -> Bond:
    """Return the last part of a price with what was agreed on top of it before the price was parted."""
    if not extras or bond.value is None:
        return bond
    return replace(bond, value=bond.value + sum(extras, Decimal(0)), extras=tuple(extras))


def _due(*turns: Turn) -> str | None:
    return next((due.due for turn in turns for due in turn.dues if due.due), None)


def _due_of(amount: Amount, said: Turn) -> str | None:
    """Return the date that stands nearest to a sum: of 放边3号前弄好 付650 4号前给 the 4th."""
    dated = [due for due in said.dues if due.due]
    if len(dated) < 2:
        return dated[0].due if dated else None
    at = said.place(amount.text)
    return min(dated, key=lambda due: (abs(said.place(due.text) - at), due.due or "")).due


def _ending(target: Turn) -> Amount | None:
    """Return the sum that ends a quarrel: what is paid back counts first, else the last said (150 付你900)."""
    for role in ("refund", "settlement"):
        for amount in reversed(target.amounts("quote")):
            if amount.role == role:
                return amount
    return None
