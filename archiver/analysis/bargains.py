"""What was bargained: prices put forward for the whole work, and those that the other side took."""

import re
from collections import deque
from collections.abc import Container, Iterable, Sequence
from decimal import Decimal
from itertools import accumulate

from msgspec import Struct

from archiver.analysis.answers import Answer, Answers
from archiver.analysis.extras import extras
from archiver.analysis.finding import Act
from archiver.analysis.matter import PRINCIPALS, Matter, Turn, other_side
from archiver.analysis.numerals import read_numerals
from archiver.analysis.offers import (
    Bargain,
    Offer,
    adding_up,
    figures_of,
    is_piece,
    offers_of,
    paid_in_parts,
    picked,
    sums_in,
    together,
)
from archiver.analysis.pieces import count_alone, ordered
from archiver.analysis.quoted_sums import decimal_of

HELD = 24
"""Offers that stand open at a time; a talk with more has moved on from the oldest."""
_DOUBT = re.compile(r"[不没别吗？?]|太贵|贵了|哪|怎么|才")
ASKED = 12
"""How many messages before a price for one piece it may have been said how many are wanted."""
# 算下来两千一 · 45×6 一共270
_MADE_UP = re.compile(r"算下来|合下来|加起来|[总一]共|合计|[=×*乘]")
_WHOLE = re.compile(r"[总一]共|总价|总计|合计|加起来|连.{1,4}[一总]?共")
_YES = re.compile(r"(?:对|是[的啊]|嗯|好|行|可以|没[问错毛]|ok)(?!.{0,3}[吗不？?])", re.IGNORECASE)
# 2400就2400: the figure of the other side, said twice
_SO_BE_IT = re.compile(r"(?P<sum>[\d.一二两三四五六七八九十百千万kKwW]{2,8})(?:块|元)?\s?就\s?(?P=sum)")
NEAR = 4
"""How many messages after a price the terms that go with it may be taken together with it."""
# 那就按您说的2500 · 昨天那个1100可以
_ROUND = re.compile(
    r"\A(?:那|就|行|好|可以|算了|依|按|成|ok)|\d(?:块|元)?[也都就]?(?:可以|行|成|能做|做)", re.IGNORECASE
)
FURTHER = 4
"""A sum of more times the price than this is another thing's: a deposit at a bank, a market value."""


class Bargained(Struct, frozen=True):
    """The prices of the whole work, and the sums on top, each in the order in which they were agreed."""

    agreed: tuple[Bargain, ...]
    added: tuple[Bargain, ...]


class Standing(Struct, frozen=True):
    """The prices put forward so far: those that stand open and those that were refused, the latest last."""

    open: Sequence[Offer]
    refused: Sequence[Offer]
    priced: bool
    """Whether a price has been agreed before."""
    since: int = 0
    """The place of the message that agreed to it."""

    def of_other(self, turn: Turn) -> list[Offer]:
        """Return the open offers of the other side."""
        return [offer for offer in self.open if offer.turn.role != turn.role]


_ORDERS: tuple[Act, ...] = ("requirement", "quote", "approval", "change_request")
"""Messages that may say how many are wanted."""


def bargained(matter: Matter, answered: Answers) -> Bargained:
    """Return the prices of the whole work, and the sums on top of them, that both agreed to.

    A price is taken by an approval of its message, by an approval of the terms that follow it, by repeating the same
    sum, or by paying or delivering after it stood unopposed. A later sum of less than half, or of many times the price,
    is for something beside the work, and counts among what is added; so does each extra that was agreed to, once for
    one change however often it is said.
    """
    agreed: list[Bargain] = []
    beside: list[Bargain] = []
    for bargain in _struck(matter, answered):
        (beside if agreed and _beside(bargain, agreed[-1]) else agreed).append(bargain)
    on_top = [one for one in (*extras(matter, answered), *beside) if not any(_splits(one.offer, b) for b in agreed)]
    added = sorted(on_top, key=lambda bargain: bargain.agreed.index)
    restated = _restated(agreed, added, matter)
    return Bargained((*agreed, *([] if restated is None else [restated])), tuple(added))


def _restated(agreed: Sequence[Bargain], added: Sequence[Bargain], matter: Matter) -> Bargain | None:
    """Return the price with what was agreed on top, where one says that sum and the other takes it: 总共452 · 对.

    Said with the bid for it or with the yes to it, it is taken as they are: 60行不 · 60可以 加起来560.
    """
    later = [one for one in added if agreed and one.agreed.index > agreed[-1].agreed.index]
    if not later or agreed[-1].offer.unit:
        return None
    totals = list(accumulate((one.offer.value for one in later), initial=agreed[-1].offer.value))[1:]
    for extra, whole in zip(reversed(later), reversed(totals), strict=True):
        for turn in (extra.agreed, extra.offer.turn):
            if _WHOLE.search(turn.text) and whole in sums_in(turn.text):
                return Bargain(Offer(whole, turn), extra.agreed, restates=True)
    since = dict(zip(totals, (one.agreed.index for one in later), strict=True))
    for turn in matter.sided_after(later[0].agreed.index - 1):
        if turn.role not in PRINCIPALS or _WHOLE.search(turn.text) is None:
            continue
        value = next((one for one in sums_in(turn.text) if since.get(one, turn.index + 1) <= turn.index), None)
        if value is None:
            continue
        near = matter.turns[turn.index + 1 : turn.index + 1 + NEAR]
        others = (one for one in near if one.role == other_side(turn.role))
        taken = next((one for one in others if value in sums_in(one.text) or _YES.match(one.text)), None)
        if taken is not None:
            return Bargain(Offer(value, turn), taken, restates=True)
    return None


def _beside(later: Bargain, price: Bargain) -> bool:
    if price.offer.unit or later.offer.unit or _reckoned(later.offer, price.offer):
        return False
    return not price.offer.value <= later.offer.value * 2 <= price.offer.value * 2 * FURTHER


def _reckoned(whole: Offer, piece: Offer) -> bool:
    """Tell whether a sum that is said to be added up is a number of pieces at a price taken before: 算下来2100."""
    made = whole.value > piece.value and not whole.value % piece.value
    return made and whole.turn.index > piece.turn.index and _MADE_UP.search(whole.turn.text) is not None


def _struck(matter: Matter, answered: Answers) -> list[Bargain]:
    found: list[Bargain] = []
    open_: deque[Offer] = deque(maxlen=HELD)
    refused: deque[Offer] = deque(maxlen=HELD)
    for turn in matter.sided:
        since = found[-1].agreed.index if found else turn.index
        if turn.role not in PRINCIPALS or not (turn.findings or ((open_ or refused) and turn.index - since <= ASKED)):
            continue
        whole = _whole_of_pieces(turn, found[-1]) if found and found[-1].offer.unit else None
        taken = whole or _taken(turn, Standing(open_, refused, priced=bool(found), since=since), answered, matter)
        if taken is not None and taken.offer.unit:
            taken = _of_all(taken, matter)
        parts = taken is not None and bool(found) and _splits(taken.offer, found[-1])
        if taken is not None and not parts and (not found or found[-1].offer.value != taken.offer.value):
            found.append(taken)
            open_.clear()
        no = {answer.target.ref for answer in answered.by.get(turn.ref, ()) if not answer.yes}
        if no:
            refused.extend(offer for offer in open_ if offer.turn.ref in no)
            open_ = deque((offer for offer in open_ if offer.turn.ref not in no), maxlen=HELD)
        open_.extend(offers_of(turn))
    return found


def _whole_of_pieces(turn: Turn, price: Bargain) -> Bargain | None:
    """Return what a message reckons up at the price for a piece that was agreed: 180面合计1980, at 11."""
    if _MADE_UP.search(turn.text) is None or turn.has("rejection"):
        return None
    whole = next((value for value in sums_in(turn.text) if is_piece(price.offer.value, value, turn.text)), None)
    return None if whole is None else Bargain(Offer(whole, turn), turn)


def _splits(later: Offer, price: Bargain) -> bool:
    """Tell whether a message names a price in its parts, and no new one: 先压你三百 跑起来没岔子给四百五, of 750."""
    said = sums_in(later.turn.text)
    if len(said) < 2 or later.value not in said or later.turn is price.offer.turn:
        return False
    return sum(said) == price.offer.value and price.agreed.index <= later.turn.index


def _of_all(taken: Bargain, matter: Matter) -> Bargain:
    """Return the price of all pieces where the parties said how many, else the price of one as it is."""
    offer, agreed = taken.offer, taken.agreed
    near = matter.turns[max(0, offer.turn.index - ASKED) : agreed.index + 1]
    said = [turn.text for turn in reversed(near) if turn.role in PRINCIPALS and turn.has(*_ORDERS)]
    count = ordered(offer.turn.text, said)
    if count is None and agreed.role != offer.turn.role:
        count = count_alone(agreed.text, offer.value)
    if count is None:
        made = _multiple(offer, agreed)
        return Bargain(Offer(offer.value if made is None else made, offer.turn, unit=made is None), agreed)
    if any(figure * count == offer.value for figure in figures_of(offer.turn)):
        return Bargain(Offer(offer.value, offer.turn), agreed)
    return Bargain(Offer(offer.value * count, offer.turn), agreed)


def _multiple(offer: Offer, agreed: Turn) -> Decimal | None:
    """Return the sum in an answer that is a number of pieces, said with it, at the price for one: 40凑齐了 880就880."""
    said = {numeral.value for numeral in read_numerals(agreed.text) if numeral.value is not None}
    made = (value for value in said if value > offer.value and not value % offer.value)
    return next((value for value in made if value / offer.value in said), None)


def _taken(turn: Turn, standing: Standing, answered: Answers, matter: Matter) -> Bargain | None:
    answers = answered.by.get(turn.ref, ())
    for answer in answers:
        taken = _agreed(turn, answer, standing) if answer.yes else None
        if taken is not None:
            return taken
    echoed = None if standing.priced else _so_be_it(turn, matter)
    if echoed is not None:
        return Bargain(echoed, turn)
    given_in = _given_in(turn, standing)
    if given_in is not None:
        return Bargain(given_in, turn)
    if not standing.open or (standing.priced and turn.index - standing.since > ASKED):
        return None
    others = standing.of_other(turn)
    said = figures_of(turn) if all(answer.yes for answer in answers) and not _DOUBT.search(turn.text) else ()
    repeated = [offer for offer in others if not offer.unit and offer.value in said]
    if repeated:
        return Bargain(repeated[-1], turn)
    if standing.priced:
        return None
    choice = picked(turn, others)
    if choice is not None:
        return Bargain(choice, turn)
    heard = _heard(turn, said, standing, matter)
    if heard is not None:
        return Bargain(heard, turn)
    pays = turn.role == "client" and turn.has("payment") and not _refunds(turn)
    performs = turn.role == "provider" and turn.has("delivery")
    return Bargain(_paid_for(turn, standing.open), turn) if pays or performs else None


def _given_in(turn: Turn, standing: Standing) -> Offer | None:
    """Return the figure of the other side, refused before, that a message comes round to: 那就按你说的2500."""
    if standing.priced or not standing.refused or not _ROUND.search(turn.text) or _DOUBT.search(turn.text):
        return None
    said = figures_of(turn)
    bids = (o for o in reversed(standing.refused) if not o.unit and o.turn.role != turn.role)
    return next((offer for offer in bids if offer.value in said), None)


def _so_be_it(turn: Turn, matter: Matter) -> Offer | None:
    """Return the figure of the other side that a message takes by saying it twice, read as an offer or not."""
    said = _SO_BE_IT.search(turn.text)
    figures = sums_in(said["sum"]) if said is not None else ()
    near = matter.turns[max(0, turn.index - ASKED) : turn.index] if figures else ()
    for earlier in reversed(near):
        if earlier.role in PRINCIPALS and earlier.role != turn.role and figures[0] in sums_in(earlier.text):
            own = [offer for offer in offers_of(earlier) if offer.value == figures[0]]
            return own[0] if own else Offer(figures[0], earlier)
    return None


def _heard(turn: Turn, said: Iterable[Decimal], standing: Standing, matter: Matter) -> Offer | None:
    """Return the figure of the other side, read as no offer, that a message says again: 能动的是4800 · 4800 我认了.

    It must be near what the speaker asked for.
    """
    own = [offer for offer in standing.open if offer.turn.role == turn.role and not offer.unit]
    near = {value for value in said if any(one.value < value * 2 < one.value * 4 for one in own)}
    near -= {offer.value for offer in own}
    if not near or not turn.text[:1].isdigit():
        return None
    for earlier in reversed(matter.turns[max(0, turn.index - ASKED) : turn.index]):
        again = near.intersection(sums_in(earlier.text)) if earlier.role == other_side(turn.role) else ()
        if len(again) == 1:
            return Offer(next(iter(again)), earlier)
    return None


def _paid_for(turn: Turn, offers: Sequence[Offer]) -> Offer:
    """Return the offer whose sum a payment pays in full, or in a part that was named beside it, else the last."""
    paid = {decimal_of(amount.value) for amount in turn.amounts("payment")}
    for offer in reversed(offers):
        if offer.value in paid:
            return offer
        sums = [value for a in offer.turn.amounts("quote") if (value := decimal_of(a.value)) is not None]
        if not paid.intersection(sums):
            continue
        whole = sum(sums, Decimal(0))
        return next((one for one in reversed(offers) if one.value == whole), offer)
    return offers[-1]


def _agreed(turn: Turn, answer: Answer, standing: Standing) -> Bargain | None:
    """Return the price that a yes takes: the one it says again, the one it answers, or the one that its terms pay.

    A price that was refused comes back only by being said again.
    """
    said = figures_of(turn)
    others = standing.of_other(turn)
    named = [offer for offer in others if offer.turn.ref == answer.target.ref]
    if echoed := _in_parts(turn, named) or _echoed(turn, said, standing):
        return _firmer(turn, echoed, priced=standing.priced)
    whole = together(named)
    if whole is None or whole.value not in said:
        whole = adding_up(answer.target, said) if named else None
    if whole is not None:
        return Bargain(whole, turn)
    wholes = [offer for offer in others if not offer.unit]
    if named and wholes and not standing.priced and all(offer.unit for offer in named):
        named = wholes[-1:]  # what further pieces cost is a term beside the price
    if named:
        return _firmer(turn, named, priced=standing.priced)
    if standing.priced:
        return _with_terms(turn, answer.target, others)
    cut = _cut(answer.target, standing)
    if cut is not None:
        return Bargain(cut, turn)
    unheard = _unheard(answer.target, said, standing)
    if unheard is not None:
        return Bargain(unheard, turn)
    paid = paid_in_parts(answer.target)
    if paid is not None:
        return Bargain(next((o for o in standing.open if o.value == paid.value), paid), turn)
    terms = standing.open and answer.target.has("quote", "revision_limit")
    later = terms and answer.target.index > standing.open[-1].turn.index
    return Bargain(standing.open[-1], turn) if later else None


def _in_parts(turn: Turn, named: Sequence[Offer]) -> list[Offer]:
    """Return the offer that a yes takes by naming its parts: 可以 进场付300 干完付700, of 1000."""
    return [offer for offer in named[-1:] if not offer.unit and sum(sums_in(turn.text)) == offer.value]


def _echoed(turn: Turn, said: Container[Decimal], standing: Standing) -> list[Offer]:
    """Return the offers of the other side whose sums a message says again, those that stand open before the refused."""
    open_ = [offer for offer in standing.of_other(turn) if not offer.unit and offer.value in said]
    return open_ or [o for o in standing.refused if not o.unit and o.value in said and o.turn.role != turn.role]


def _cut(target: Turn, standing: Standing) -> Offer | None:
    """Return the open price less what a message asks to have taken off it: 零头80当请我喝汽水."""
    sums = target.amounts("quote")
    off = decimal_of(sums[0].value) if len(sums) == 1 and sums[0].role == "discount" else None
    whole = next((offer for offer in reversed(standing.open) if not offer.unit), None)
    if off is None or whole is None or off * 2 > whole.value:
        return None
    return Offer(whole.value - off, target)


def _with_terms(turn: Turn, terms: Turn, others: Sequence[Offer]) -> Bargain | None:
    """Return the new price that a yes to the terms said right after it takes: 1150到底了 · 先付350开工 其余拿到再清."""
    if not others or others[-1].unit or not any(a.role in ("deposit", "balance") for a in terms.amounts("quote")):
        return None
    offer = others[-1]
    follows = 0 < terms.index - offer.turn.index <= NEAR and terms.role == offer.turn.role
    return Bargain(offer, turn) if follows else None


def _unheard(target: Turn, said: Iterable[Decimal], standing: Standing) -> Offer | None:
    """Return the price in a message that was read as no offer.

    It is said again in the answer, near what was offered, or so many times the price of a piece: 25一本 · 5本125.
    """
    if target.has("quote"):
        return None
    figures = sorted(figures_of(target))
    again = [value for value in figures if value in said]
    if len(again) == 1:
        return Offer(again[0], target)
    offered = [offer.value for offer in (*standing.open, *standing.refused) if not offer.unit]
    near = [value for value in figures if any(value * 2 >= one and value <= one * 2 for one in offered)]
    if len(near) == 1:
        return Offer(near[0], target)
    made = (_multiple(offer, target) for offer in reversed(standing.open) if offer.unit)
    value = next((one for one in made if one is not None), None)
    return None if value is None else Offer(value, target)


def _firmer(turn: Turn, named: list[Offer], *, priced: bool) -> Bargain | None:
    """Take the total that the answer itself reckons up, before a price for one piece; a piece moves no total."""
    own = [offer for offer in offers_of(turn) if not offer.unit]
    taken = _said_again(turn, named)
    whole = next((offer for offer in own if is_piece(taken.value, offer.value, turn.text)), None)
    if whole is None and _MADE_UP.search(turn.text):  # 40可以 128平一共5120, read as a yes alone
        made = (value for value in sums_in(turn.text) if is_piece(taken.value, value, turn.text))
        whole = next((Offer(value, turn) for value in made), None)
    if whole is not None:
        return Bargain(whole, turn)
    said = [offer.value for offer in own]
    if not taken.unit and own and taken.value not in said:
        pieces = all(is_piece(value, taken.value, taken.turn.text) for value in said)
        return Bargain(taken, turn) if pieces else None  # a yes that names another sum asks for that one
    if not taken.unit:
        return Bargain(taken, turn)
    if own:
        return Bargain(own[-1], turn)
    return None if priced else Bargain(taken, turn)


def _said_again(turn: Turn, named: list[Offer]) -> Offer:
    """Of several prices in one message, the one that the answer repeats, else the last."""
    own = {decimal_of(amount.value) for finding in turn.findings if (amount := finding.amount) is not None}
    return next((offer for offer in named if offer.value in own), named[-1])


def _refunds(turn: Turn) -> bool:
    return any(amount.role == "refund" for amount in turn.amounts("payment"))
