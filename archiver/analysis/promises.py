"""How parties bind themselves in words: promises, dates of the other side that they take, later dates they announce."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from archiver.analysis.answers import Answers
from archiver.analysis.book import Book, blank
from archiver.analysis.dated_words import clauses, is_of_other
from archiver.analysis.dating import Dating
from archiver.analysis.entry import ObligationKind
from archiver.analysis.finding import Due, Role
from archiver.analysis.kinds import (
    Extent,
    adds_work,
    alters,
    asks_client,
    demands,
    extent_of,
    is_conditional,
    is_visit,
    kind_of,
    names_material,
    names_money,
    names_refund,
    reschedules,
    says_all,
    says_deed,
    says_work,
    speaks_of_return,
)
from archiver.analysis.matter import PRINCIPALS, Matter, Turn
from archiver.analysis.moves import Moves
from archiver.analysis.offers import Bargain
from archiver.analysis.pieces import count_in
from archiver.analysis.quoted_sums import decimal_of
from archiver.analysis.setting import heard_before, setting_of
from archiver.analysis.stages import value_of
from archiver.analysis.warranties import is_support, term_of

# 17号交不了 19号给 · 今天写不完了 明早给你
_UNABLE = re.compile(
    r"(?:\d[号日]|[今明后][天晚]|[周期拜][一二三四五六日天])[^，。,]{0,6}"
    r"(?:[交写画做弄剪出赶打印修寄送搞给译录]不(?:了|完|出来?|上|及|到)|来不及)(?!吗|么|[?？])"
)
BREATH = 2
"""How many messages before the day that one side sets its refusal of another may stand: 10号不行 · 最晚7号."""
PRICED_REACH = 8
"""How many messages apart the wish, its price, the yes and the promise of priced additional work may stand."""
# 要么周五给我能用的，要么全退 · 周五再没有就退钱
_CHOICE = re.compile(r"要么|要不就|不然|否则|[没不][有给交].{0,6}退")
# 10月9号给你可以吗: the speaker's own day, whatever it was read as
_GIVES = re.compile(r"[给转打还付][你您](?!们|[看做弄])")
# 收到240 还差180 行 月底给: what is still to come is the other side's
_STILL_DUE = re.compile(r"[差欠剩]|尾款|余款")
# 歪的你寄回来我重绣: the speaker as the one who acts; 退我, 给我 and 我的 are not
_I_DO = re.compile(r"(?<![给退还付打转补赔欠差结发])(?:我|俺|咱)(?!的|要|等)|退[你您]|[给转打补][你您]")


class Promises:
    """Enters promises into the book, message by message."""

    def __init__(self, matter: Matter, answered: Answers, book: Book, added: Sequence[Bargain]) -> None:
        self._added = added
        self._matter = matter
        self._answered = answered
        self._book = book
        self._moves = Moves(matter, book)
        self._dating = Dating(matter, book, self._moves)

    def take(self, turn: Turn) -> None:
        """Take in what a message promises, accepts, announces or ends."""
        moved = False
        for answer in self._answered.by.get(turn.ref, ()):
            if answer.yes:
                moved = self._accept(turn, answer.target) or moved
        if turn.has("delivery", "progress") and turn.role == "provider":
            self._mend(turn)
            self._book.shown = True
        if turn.has("defect") and self._book.blamed is None and self._book.shown:
            self._book.blamed = turn
        if _wants_back(turn):
            self._book.refunding = True
        own = tuple(due for due in turn.dues if not turn.asks)
        announced = (turn.has("extension_request") or _cannot(turn)) and self._moves.announce(turn, turn.dues)
        if not announced and turn.has("commitment") and not moved and not self._echoes(turn, own):
            self._promise(turn, own)
        self._support(turn)

    def _support(self, turn: Turn) -> None:
        """Enter support after delivery, once; free help promised for a stretch of time is one though read as less."""
        promised = turn.has("warranty") or (turn.has("commitment") and is_support(turn))
        if not promised or turn.role != "provider" or self._book.last("provider", "support") is not None:
            return
        ends = term_of(turn)
        terms = replace(blank(asked=None), due=ends.due, after=ends.after, within=ends.within)
        self._book.take(turn, "provider", "support", terms)

    def _mend(self, turn: Turn) -> None:
        """Let work handed over again after a defect stand as the fix of it, promised or not."""
        blamed = self._book.blamed
        self._book.blamed = None
        last = self._book.last("provider", "fix")
        if blamed is None or not turn.has("delivery") or (last is not None and last.made_index > blamed.index):
            return
        place = self._book.take(turn, "provider", "fix", blank(asked=blamed.ref))
        self._book.prove(place, turn, "notice" if turn.line.files else "claimed")

    # ---- what the other side asked for

    def _accept(self, turn: Turn, target: Turn) -> bool:
        """Take in what a yes accepts; tell whether it moved an open date to the one that the other side set."""
        if turn.has("commitment") and self._countered(turn, target):
            return True
        if target.has("termination"):
            self._book.close("terminated", turn.ref)
        if target.has("extension_request") or self._moves.announced(target):
            self._moves.agree(turn, target)
        elif target.has("change_request") and target.dues and not turn.dues and _another_day(target.text):
            self._take_date(turn, target)
        elif turn.has("commitment") or target.has("change_request"):
            if target.has("quote") and target.dues and not target.asks and target.role == "client":
                self._take_date(turn, target)
        elif _wants_back(target) and turn.role == "provider":
            self._take_refund(turn, target)
        elif target.dues and not _settles(target):
            self._take_date(turn, target)
        return False

    def _take_date(self, turn: Turn, target: Turn) -> None:
        """Let a yes to a date bind the one who is to keep it."""
        promised = target.has("commitment") and not target.asks and not demands(target.text)
        if promised or self._countered(turn, target):
            return
        debtor, kind = self._debtor(turn, target)
        if kind == "pay" and any(
            amount.role in ("deposit", "balance", "instalment") for amount in target.amounts("quote")
        ):
            return
        if debtor not in (turn.role, target.role):
            return
        firm = tuple(due for due in target.dues if not due.vague)
        for due, words in zip(firm, clauses(target, firm), strict=True):
            self._dating.lay(turn, debtor, kind, target, due, self._extent(words, None))

    def _countered(self, turn: Turn, target: Turn) -> bool:
        """Take the date that was set against a delay asked for; tell whether it was one."""
        due = next((due.due for due in target.dues if due.due), None)
        near = self._matter.turns[max(0, target.index - BREATH) : target.index + 1] if due is not None else ()
        said = (answer for one in near if one.role == target.role for answer in self._answered.by.get(one.ref, ()))
        refused = [answer.target for answer in said if not answer.yes]
        delay = next((earlier for earlier in refused if earlier.has("extension_request")), None)
        return due is not None and delay is not None and self._moves.agree(turn, delay, due)

    def _debtor(self, turn: Turn, target: Turn) -> tuple[Role, ObligationKind]:
        """Tell whose date it is by what is to be done: paying is the client's, work and refunds the provider's."""
        either = _CHOICE.search(target.text) is not None
        if not either and (names_refund(target.text) or (target.has("refund_request") and not target.has("quote"))):
            return "provider", "refund"
        paying = names_money(target.text) or target.has("payment_request")
        if not paying and not self._book.refunding and target.has("change_request") and _another_day(target.text):
            return "provider", "deliver"
        if paying and not target.asks and target.role == "provider" and self._book.refunding:
            return "provider", "refund"
        silent = not paying and not says_work(target.text)
        if silent and self._book.waiting("provider", "refund"):
            return "provider", "refund"
        urged = target.role == "client" and (target.has("reminder") or reschedules(target.text))
        if paying or (silent and not urged and self._only_money_open()):
            return "client", "pay"
        debtor: Role = "provider" if target.role == "arbiter" else (turn.role or "provider")
        if debtor == "client" and target.role == "provider" and not asks_client(target.text):
            debtor = "provider"
        if target.role in PRINCIPALS and not target.asks and target.has("quote"):
            debtor = target.role or debtor
        setting = replace(setting_of(self._matter, self._book, turn), changing=False)
        return debtor, kind_of(target, debtor, setting)

    def _only_money_open(self) -> bool:
        owed = self._book.waiting("client", "pay")
        return bool(owed) and not self._book.waiting("provider", "deliver", "fix", "refund")

    def _take_refund(self, turn: Turn, target: Turn) -> None:
        values = [value_of(a, self._book.total) for a in target.amounts("refund_request")]
        value = values[0] if values else None
        due = next((due.due for due in (*target.dues, *turn.dues) if due.due), None)
        places = self._book.waiting("provider", "refund")
        if places:
            bond = self._book.bonds[places[-1]]
            if value is None or bond.value is None or bond.value <= value:
                return
            self._book.change(places[-1], replace(bond, value=bond.value - value))
        else:
            self._book.close("settled", turn.ref)
        self._book.take(
            turn, "provider", "refund", replace(blank(asked=target.ref), value=value, due=due, role="refund")
        )

    # ---- promises

    def _promise(self, turn: Turn, dues: tuple[Due, ...]) -> None:
        debtor = turn.role
        supports = debtor == "provider" and is_support(turn)
        if debtor not in PRINCIPALS or supports or _only_demands(turn) or self._refused(turn):
            return
        asking = self._asking(turn)
        kind = self._kind(turn, debtor, asking)
        paid = kind in ("fix", "deliver") and self._is_paid_for(turn, asking)
        if paid:
            kind = "deliver"
        firm = tuple(due for due in dues if not due.vague)
        if not firm and asking is not None and asking.asks:
            firm = tuple(due for due in asking.dues if not due.vague)
        if not firm:
            self._undated(turn, debtor, kind, asking)
            return
        values = [decimal_of(a.value) for a in turn.amounts("commitment", "quote") if a.value]
        if kind == "refund" and not self._book.waiting("provider", "refund"):
            self._book.close("settled", turn.ref)
        for number, (due, words) in enumerate(zip(firm, clauses(turn, firm), strict=True)):
            if words != turn.text and is_of_other(words):
                continue
            apart = says_deed(words) and kind not in ("pay", "refund")
            own = self._kind(replace(turn, said=words), debtor, asking) if apart else kind
            extent: Extent = "part" if paid else self._extent_of(words, turn, asking, (number, len(firm)))
            value = values[number] if len(values) == len(firm) and kind == "refund" else None
            self._dating.lay(turn, debtor, own, asking, due, extent, value)

    def _extent_of(self, words: str, turn: Turn, asking: Turn | None, place: tuple[int, int]) -> Extent:
        """Return how much of the work the words of one date speak of; `place` is its number and how many there are."""
        last = place[0] == place[1] - 1
        if words == turn.text and last and place[0]:
            return "whole"
        extent = self._extent(words, asking)
        some = extent == "whole" and not last and not (words != turn.text and says_all(words))
        return "part" if some else extent

    def _is_paid_for(self, turn: Turn, asking: Turn | None) -> bool:
        """Tell whether a promise takes up a wish that a price was agreed for: more work to hand over, no mending."""
        if self._book.blamed is not None:
            return False
        near = (one for one in self._added if 0 <= turn.index - one.agreed.index <= PRICED_REACH)
        return any(asking is None or asking.index in self._spoken_of(one) for one in near)

    def _spoken_of(self, one: Bargain) -> set[int]:
        """Return the messages that a price on top was wished for, put and agreed in."""
        offered = one.offer.turn.index
        before = self._matter.turns[max(0, offered - PRICED_REACH) : offered + 1]
        wished = [turn.index for turn in before if turn.has("change_request")][-1:]
        return {offered, one.agreed.index, *wished}

    def _refused(self, turn: Turn) -> bool:
        """Tell whether the other side refused the price that a promise came with, and did not take it later."""
        answered = self._answered
        return turn.has("quote") and bool(answered.rejection(turn.ref)) and not answered.approval(turn.ref)

    def _echoes(self, turn: Turn, dues: tuple[Due, ...]) -> bool:
        """Tell whether a message only says again the day that the other side named for itself: 月底给你 · 嗯 月底."""
        days = {due.due[:10] for due in dues if due.due}
        if not days or says_deed(turn.text):
            return False
        for earlier in heard_before(self._matter, turn)[:2]:
            own = earlier.has("extension_request") or _GIVES.search(earlier.text) is not None
            own = own or (earlier.has("commitment") and not demands(earlier.text))
            if own and days == {due.due[:10] for due in earlier.dues if due.due}:
                self._moves.agree(turn, earlier)
                return True
        return False

    def _asking(self, turn: Turn) -> Turn | None:
        """Return what a promise answers: what it approves, else the change or the defect named just before."""
        for answer in self._answered.by.get(turn.ref, ()):
            if answer.yes:
                return answer.target
        for earlier in heard_before(self._matter, turn):
            if earlier.has("change_request", "defect", "refund_request"):
                return earlier
            demanded = any(f.act == "deadline" and f.mood == "demanded" for f in earlier.findings)
            if demanded and not self._answered.to.get(earlier.ref):
                return earlier
        return None

    def _kind(self, turn: Turn, debtor: Role, asking: Turn | None) -> ObligationKind:
        approved = bool(self._answered.by.get(turn.ref))
        if asking is not None and debtor == "provider" and approved:
            if asking.has("change_request"):
                anew = adds_work(f"{asking.text} {turn.text}") or reschedules(asking.text)
                return "deliver" if anew else "fix"
            if _wants_back(asking) and not (asking.dues and _CHOICE.search(asking.text)):
                return "refund"
            if asking.dues and _CHOICE.search(asking.text):
                return "deliver"
            if any(a.role == "refund" for a in asking.amounts("quote")):
                return "refund"
        changing = asking is not None and debtor == "provider" and asking.has("change_request")
        if asking is not None and changing and (adds_work(asking.text) or reschedules(asking.text)):
            return "deliver"
        if asking is not None and debtor == "client" and approved and asking.has("payment_request", "quote"):
            sends = names_material(turn.text) and not names_money(turn.text)  # 行 我这个星期把菜单发你
            if not sends:
                return "pay"
        if approved and asking is not None and asking.asks and not says_deed(turn.text):
            turn = replace(turn, said=f"{asking.text} {turn.text}")  # 后三款必须齐 · 行吧 周日
        return kind_of(turn, debtor, setting_of(self._matter, self._book, turn))

    def _extent(self, words: str, asking: Turn | None) -> Extent:
        """Tell how much of the work is promised: of a number of pieces, fewer are a part (六款: 8号给三款)."""
        if asking is not None and asking.asks and not says_deed(words):
            words = f"{asking.text} {words}"
        if is_visit(words):
            return "visit"
        count = None if self._book.wanted is None else count_in(words, None)
        if count is not None and self._book.wanted is not None and count < self._book.wanted:
            return "part"
        return extent_of(words)

    def _about_nothing_owed(self, turn: Turn, asking: Turn | None) -> bool:
        """Tell whether words that name no work were said unasked when all was handed over: 有事喊我 我在."""
        handed = self._book.shown and not self._book.waiting("provider", "deliver")
        return handed and asking is None and not says_deed(turn.text)

    def _undated(self, turn: Turn, debtor: Role, kind: ObligationKind, asking: Turn | None) -> None:
        """Enter a promise without a date, unless it only repeats one that is open."""
        if turn.has("warranty", "quote") or kind == "report" or is_conditional(turn.text):
            return
        if kind == "deliver" and (self._book.total is None or self._about_nothing_owed(turn, asking)):
            return
        asked = None if asking is None else asking.ref
        if kind in ("supply", "review") and turn.dues:
            return
        waiting = self._book.waiting(debtor, kind)
        new = asking is not None and asking.has("change_request") and kind in ("fix", "deliver")
        if waiting and not (new and all(self._book.bonds[place].asked != asked for place in waiting)):
            return
        extent = "part" if kind == "deliver" and new else self._extent(turn.text, asking)
        self._book.take(turn, debtor, kind, replace(blank(asked=asked), extent=extent))


def _cannot(turn: Turn) -> bool:
    """Tell whether a promise puts off a day that it says cannot be kept: 第二批17号交不了 19号给."""
    return turn.has("commitment") and _UNABLE.search(turn.text) is not None


def _wants_back(turn: Turn) -> bool:
    """Tell whether a demand for money back says so in words that can mean it."""
    return turn.has("refund_request") and speaks_of_return(turn.text)


def _only_demands(turn: Turn) -> bool:
    """Tell whether a message that demands something, or tells what money is still due, promises nothing itself."""
    if turn.role == "provider" and turn.has("payment") and _STILL_DUE.search(turn.text):
        return True
    return demands(turn.text) or (turn.has("payment_request", "refund_request") and _I_DO.search(turn.text) is None)


def _another_day(text: str) -> bool:
    """Tell whether a change with a date asks for that date alone: 那就周日 几点睡醒几点上."""
    return reschedules(text) or not alters(text)


def _settles(target: Turn) -> bool:
    return any(amount.role in ("settlement", "refund") for amount in target.amounts("quote"))
