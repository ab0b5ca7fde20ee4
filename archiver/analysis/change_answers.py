"""What came of a change that was asked for: its price, and the word that granted or refused it.

The first of these that is there counts: a bargain struck over its price (`haggled`); the answer to that price, to the
request itself or to a delay on its account; the yes of who asked to what the other side offered; the words with which
who asked does without it, or gives in to its price; words that take it up though no yes was read in them.
"""

import re
from collections.abc import Container, Sequence
from datetime import timedelta
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from archiver.analysis.answers import Answer, Answers
from archiver.analysis.change_requests import NEXT, adds
from archiver.analysis.finding import Act, Role, decimal_text
from archiver.analysis.haggled import haggled
from archiver.analysis.kinds import alters, says_all
from archiver.analysis.matter import PRINCIPALS, Matter, Turn
from archiver.analysis.offers import sums_in
from archiver.analysis.quoted_sums import decimal_of
from archiver.analysis.taking_up import (
    assents,
    concedes,
    defers,
    does_without,
    names_alteration,
    repeats,
    takes_up,
    withdraws,
)

REACH: Final = 20
"""How many messages after a request its price may follow."""
DELAYED: Final = 8
"""How many messages after a request its delay may follow: what is put off later is put off for another reason."""
ON_ACCOUNT: Final = timedelta(days=2)
"""How long after a request its delay may follow."""
TAKEN_UP: Final = 8
"""In how many messages after a change asked for a promise still takes it up, where only talk lies between."""
_ENDING: Final[tuple[Act, ...]] = (
    "rejection", "extension_request", "quote", "delivery", "progress", "payment", "payment_request", "payment_refusal",
    "change_request", "acceptance", "termination", "refund_request", "reminder",
)  # fmt: skip
"""What ends the wait for a promise that would take up a change: the talk has gone on to something else."""
_REFUSING: Final[tuple[Act, ...]] = ("rejection", "extension_request", "quote", "payment_request", "termination")
_NO_OFFER: Final[tuple[Act, ...]] = (
    "delivery", "progress", "payment", "payment_request", "reminder", "extension_request", "termination",
    "refund_request",
)  # fmt: skip
"""What the other side may say that is agreed to for itself and settles no change."""
_CAN: Final = re.compile(r"可以|没问题|(?<![不就才只])能(?![不否])|[搞做]得")
_ON_TOP: Final = re.compile(r"[加收添多补]")


class Wish(Struct, frozen=True):
    """A change asked for, with what was asked in the same breath; `shown` is where work is next shown after it."""

    turn: Turn
    breath: list[Turn]
    shown: float

    @property
    def last(self) -> Turn:
        """The message that ends the breath."""
        return self.breath[-1]


class Outcome(Struct, frozen=True):
    """What came of a change: the word on it, the message that prices it, the sum, and the delay it brought."""

    verdict: Answer | None = None
    priced: Turn | None = None
    value: str | None = None
    delay: Turn | None = None
    worded: bool = False
    """Whether no yes was read in the message that grants it: its words alone take it up."""


def outcome(matter: Matter, answered: Answers, wish: Wish) -> Outcome:
    """Return what came of a change that was asked for."""
    delay = _delay(matter, wish.last)
    struck = haggled(matter, wish.last, answered)
    if struck is not None:
        granted = (one for one in answered.to.get(wish.turn.ref, ()) if one.yes and _consents(one.turn))
        answer = next(granted, struck.answer)
        return Outcome(answer, struck.bid.turn, decimal_text(struck.bid.value), delay, struck.worded)
    priced = _price(matter, wish.turn, wish.last, answered)
    read = _verdict(wish, priced, delay, answered)
    told = _told(matter, answered, wish, priced, read)
    verdict, priced = told.verdict, told.priced
    if priced is None and verdict is not None and verdict.yes and _value(verdict.target) is not None:
        priced = verdict.target
    return Outcome(verdict, priced, None if priced is None else _value(priced), delay, told.worded)


def _told(matter: Matter, answered: Answers, wish: Wish, priced: Turn | None, verdict: Answer | None) -> Outcome:
    """Return the word on a change where there is none to it, or where what was read is not the last word."""
    offered = _bargained(matter, wish.last, answered)
    if verdict is None or (priced is None and offered is not None and _before(offered, verdict)):
        verdict = offered
    dropped = _dropped(matter, wish.last, answered)
    if dropped is not None and _outweighs(dropped, verdict, (wish.turn, dropped.target)):
        return Outcome(dropped, dropped.target)
    if priced is not None and (verdict is None or (not verdict.yes and verdict.turn is priced)):
        conceded = _conceded(matter, wish.turn, priced)
        if conceded is not None:
            return Outcome(conceded, priced, worded=True)
    if verdict is None and (priced is None or priced.index > wish.last.index + NEXT):
        ways = (_taken(matter, wish.last), _worded(matter, wish.last))
        taken = min((one for one in ways if one is not None), key=lambda one: one.index, default=None)
        if taken is not None:
            return Outcome(Answer(taken, wish.turn, yes=True), priced, worded=True)
    return Outcome(verdict, priced)


def _verdict(wish: Wish, priced: Turn | None, delay: Turn | None, answered: Answers) -> Answer | None:
    """Return the answer that counts: to the price named for the change, else to the request, else to the delay."""
    own = _in_time(answered.to.get(wish.turn.ref, ()), wish.shown)
    if priced is not None:
        last = _word_on(wish.turn, priced, answered)
        if last is not None:
            return last
        return own if own is not None and not own.yes else None
    if own is not None:
        return own
    shared = (_in_time(answered.to.get(other.ref, ()), wish.shown) for other in reversed(wish.breath))
    return next((answer for answer in shared if answer is not None), None) or (
        answered.verdict(delay.ref) if delay is not None else None
    )


def _in_time(given: Sequence[Answer], shown: float) -> Answer | None:
    """Return the last answer that was given before the work that it could be about was shown."""
    return next((one for one in reversed(given) if one.turn.index <= shown and not defers(one.turn.text)), None)


def _bargained(matter: Matter, turn: Turn, answered: Answers) -> Answer | None:
    """Return the yes of who asked for a change to what the other side offered as its price: 那得重画 60 · 60 认."""
    for later in matter.turns[turn.index + 1 : turn.index + REACH + 1]:
        if later.has("change_request", "delivery", "progress"):
            return None
        if later.role != turn.role:
            continue
        for answer in answered.by.get(later.ref, ()):
            if answer.yes and _offers(answer.target, turn):
                return answer
    return None


def _dropped(matter: Matter, turn: Turn, answered: Answers) -> Answer | None:
    """Return the words with which who asked for a change does without it at its price: 苹果要另加50 · 那算了 不测了."""
    priced: Turn | None = None
    no: Answer | None = None
    for later in matter.turns[turn.index + 1 : turn.index + 1 + REACH]:
        if later.has("change_request", "delivery", "progress", "termination"):
            break
        if no is not None and later.index - no.turn.index > NEXT:
            break
        if later.role in PRINCIPALS and later.role != turn.role and later.amounts("quote"):
            priced = later
        if priced is None or later.role != turn.role:
            continue
        if any(answer.yes and answer.target in (turn, priced) for answer in answered.by.get(later.ref, ())):
            return None
        if not later.amounts("quote") and does_without(later.text):
            no = Answer(later, priced, yes=False)
    return no


def _outweighs(dropped: Answer, verdict: Answer | None, asked: Sequence[Turn | None]) -> bool:
    """Tell whether to do without a change counts, not what else was read as its answer.

    A yes to the change or to its price stands, and so does a no of who asked for it.
    """
    if verdict is None:
        return True
    return verdict.target not in asked if verdict.yes else verdict.turn.role != dropped.turn.role


def _before(struck: Answer, verdict: Answer) -> bool:
    """Tell whether the other side's sum was taken before what else was read as a yes."""
    summed = bool(struck.target.amounts("quote")) and struck.target.role in PRINCIPALS
    return summed and verdict.yes and struck.turn.index < verdict.turn.index


def _offers(offer: Turn, turn: Turn) -> bool:
    """Tell whether words of the other side are its offer on a change: they stand near it, or name a sum."""
    if offer.index <= turn.index or offer.has(*_NO_OFFER):
        return False
    return offer.has("quote") or offer.index - turn.index <= NEXT


def _word_on(turn: Turn, priced: Turn, answered: Answers) -> Answer | None:
    """Return the answer that settles a change at its price.

    Who agrees to do it and names the price in one message (能 多60) has given the consent once the price is taken; to
    what an arbiter proposes it is the side that did not ask for the change.
    """
    if priced.role == "arbiter":
        theirs = [answer for answer in answered.to.get(priced.ref, ()) if answer.turn.role != turn.role]
        return theirs[-1] if theirs else None
    last = answered.verdict(priced.ref)
    if last is None or not last.yes:
        return last
    if last.turn.role == turn.role and withdraws(last.turn.text, sums_in(priced.text)):
        return replace(last, yes=False)
    granted = [answer for answer in answered.to.get(turn.ref, ()) if answer.yes and answer.turn.has("quote")]
    return granted[0] if granted else last


def _consents(turn: Turn) -> bool:
    """Tell whether a message names a price and says besides that it will be done: 伞能加 要另外加80, not 加60."""
    if not turn.has("quote"):
        return False
    return _ON_TOP.search(turn.text) is None or assents(turn.text) or _CAN.search(turn.text) is not None


def _conceded(matter: Matter, turn: Turn, priced: Turn) -> Answer | None:
    """Return the message in which who asked for a change gives in to its price, though no yes was read in it.

    加就加 4月1号得上去 · 八百吧 这钱从大军烟钱里扣. To name a price for a change is not to refuse it.
    """
    if priced.role not in PRINCIPALS:
        return None
    for later in matter.turns[priced.index + 1 : priced.index + 1 + REACH]:
        if later.has("change_request", "delivery", "progress"):
            return None
        if later.role == turn.role != priced.role and concedes(later.text, sums_in(priced.text)):
            return Answer(later, priced, yes=True)
    return None


def _taken(matter: Matter, turn: Turn) -> Turn | None:
    """Return the promise that takes up a change: 改成橙的呗 · 那换橙的 明天给你.

    It stands in the other side's next words, or a little later where nothing but talk lies between (这歌有版权没 ·
    你管它呢 · 换歌免费 明晚给你); words that refuse, name a price or hand work over end the wait.
    """
    for later in matter.turns[turn.index + 1 : turn.index + 1 + TAKEN_UP]:
        if later.role in (None, "other"):
            continue
        if later.role != turn.role and later.has("commitment") and not later.has("rejection", "extension_request"):
            return None if says_all(later.text) and not alters(later.text) else later
        if later.has(*_ENDING) or (later.role == turn.role and later.has("approval")):
            return None
    return None


def _worded(matter: Matter, turn: Turn) -> Turn | None:
    """Return the provider's next words where they take a change up, though no yes was read in them: 行 挪上去.

    Of what stands further on, only what names the change counts, or repeats its verb: 38张全甩？ · 甩 摆成一面墙.
    """
    spoken: set[Role | None] = set()
    for later in matter.turns[turn.index + 1 : turn.index + 1 + NEXT] if turn.role == "client" else ():
        if later.role == "provider":
            if later.has(*_REFUSING) or defers(later.text):
                return None
            if _takes(later.text, turn.text, spoken):
                return later
        if later.role in PRINCIPALS and later.findings:
            return None
        spoken.add(later.role)
    return None


def _takes(reply: str, asked: str, spoken: Container[Role | None]) -> bool:
    """Tell whether a reply takes a change up; `spoken` are the sides that said something between."""
    if "provider" not in spoken:
        return takes_up(reply, asked)
    return repeats(reply, asked) or ("client" not in spoken and names_alteration(reply))


def _value(turn: Turn) -> str | None:
    for amount in turn.amounts("quote"):
        number = decimal_of(amount.value)
        if amount.role in ("extra", "total", None) and number is not None:
            return decimal_text(number)
    return None


def _price(matter: Matter, turn: Turn, last: Turn, answered: Answers) -> Turn | None:
    """Return the sum asked for the change: of several, the one that was agreed first, else the last one named."""
    named: list[Turn] = []
    taken: list[tuple[int, Turn]] = []
    answers = {answer.turn.ref for answer in answered.to.get(turn.ref, ()) if answer.yes}
    for later in matter.turns[turn.index : turn.index + REACH + 1]:
        if later.index > last.index and later.has("change_request"):
            break
        if later.ref in answers and not adds(later) and not named:
            return None
        if later.role in (*PRINCIPALS, "arbiter") and _value(later) is not None and adds(later):
            named.append(later)
            if (approval := answered.approval(later.ref)) is not None:
                taken.append((approval.turn.index, later))
    if taken:
        return min(taken, key=lambda one: (one[0], -one[1].index))[1]
    return named[-1] if named else None


def _delay(matter: Matter, turn: Turn) -> Turn | None:
    """Return the delay that the other side asks for on account of a change: none once it has shown work again."""
    for later in matter.turns[turn.index + 1 : turn.index + DELAYED + 1]:
        if later.has("change_request"):
            return None
        if later.role not in (None, "other", turn.role):
            if later.has("extension_request"):
                return later if _soon(turn, later) else None
            if later.has("progress", "delivery"):
                return None
    return None


def _soon(turn: Turn, later: Turn) -> bool:
    """Tell whether a message stands within a day or so of another: a delay asked for later has another reason."""
    return turn.at is None or later.at is None or later.at - turn.at <= ON_ACCOUNT
