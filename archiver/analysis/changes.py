"""Changes asked for: what they cost, who agreed, whether they were carried out."""

import re
from bisect import bisect_right
from collections.abc import Container, Mapping, Sequence
from itertools import takewhile
from math import inf

from msgspec.structs import replace

from archiver.analysis.answers import Answer, Answers
from archiver.analysis.entry import Change
from archiver.analysis.finding import Act, Role, decimal_text
from archiver.analysis.haggled import haggled
from archiver.analysis.kinds import alters, names_money, reschedules, says_all
from archiver.analysis.matter import PRINCIPALS, Matter, Turn
from archiver.analysis.offers import sums_in
from archiver.analysis.quoted_sums import decimal_of
from archiver.analysis.taking_up import assents, concedes, defers, does_without, names_alteration, repeats, takes_up, withdraws

REACH = 20
"""How many messages after a request its price may follow."""
DELAYED = 8
"""How many messages after a request its delay may follow: what is put off later is put off for another reason."""
BEHIND = 6
"""How many characters behind a day may say that it cannot be kept."""
NEXT = 4
"""In how many messages after a change asked for the other side's next words stand."""
TAKEN_UP = 8
"""In how many messages after a change asked for a promise still takes it up, where only talk lies between."""
BARGAIN = 8
"""In how many messages after a change asked for a sum on top is bargained for it, and prices no other."""
BREATH = 3
"""Requests that stand so near, with no word of the other side between, are one wish: an answer answers all."""
WISHES = 12
"""How many requests one breath may hold, so that the longest run of them costs no more than its length."""
_ENDING: tuple[Act, ...] = (
    "rejection", "extension_request", "quote", "delivery", "progress", "payment", "payment_request", "payment_refusal",
    "change_request", "acceptance", "termination", "refund_request", "reminder",
)  # fmt: skip
"""What ends the wait for a promise that would take up a change: the talk has gone on to something else."""

_OTHERWISE: tuple[Act, ...] = ("quote", "refund_request", "progress", "delivery")
# 这个加钱 一根60 · 这俩加一起四百 · 加一百五可以
_POINTS = re.compile(r"这[个俩两]|那?[加另]")
_HAN = re.compile(r"[\u4e00-\u9fff]{2}")
# 17号赶不出来
_UNABLE = re.compile(r"[赶做弄交出画写到搞给]不(?:了|完|出来?|上|及|到)|来不及|不行")
# 第二条能给垫个音乐不 · 整首降小三度吧 · 这章也一道校了: what a wish ends in, and the words that lead it
_WISHED = re.compile(
    r"""
      [吗么不没吧呗嘛] [\s?？。~～]* (?: $ | \s )
    | [也再] .{0,6} [一个张页段] | 一道 | 一并 | 顺便 | 顺手 | 帮 [我忙] | 能不能
    """,
    re.VERBOSE,
)
_REFUSING: tuple[Act, ...] = ("rejection", "extension_request", "quote", "payment_request", "termination")
_CAN = re.compile(r"可以|没问题|(?<![不就才只])能(?![不否])|[搞做]得")
# 少收点呗 · 60要得不 · 加钱也没商量吗
_HAGGLES = re.compile(r"[钱收贵价抹砍]|便宜")
_ON_TOP = re.compile(r"[加收添多补]")
_NO_OFFER: tuple[Act, ...] = (
    "delivery", "progress", "payment", "payment_request", "reminder", "extension_request", "termination",
    "refund_request",
)  # fmt: skip
"""What the other side may say that is agreed to for itself and settles no change."""


def changes(matter: Matter, answered: Answers) -> tuple[Change, ...]:
    """Return one entry for each change asked for, in order."""
    work = [turn for turn in matter.acting if turn.role == "provider" and turn.has("delivery", "progress")]
    asked = {turn.index: turn for turn in matter.acting if turn.has("change_request")}
    begun = work[0].index if work else len(matter.turns)
    unread = {**_unread(answered, begun), **_priced_alone(matter, begun, asked)}
    requests = [turn for _, turn in sorted({**unread, **asked}.items())]
    found: list[Change] = []
    places = [turn.index for turn in work]
    for number, turn in enumerate(requests):
        breath = _breath(requests, number, matter)
        priced = _price(matter, turn, breath[-1], answered)
        delay, worded = _delay(matter, breath[-1]), False
        verdict = _verdict(turn, breath, priced, delay, answered, _shown_after(places, breath[-1]))
        settled = haggled(matter, breath[-1], answered)
        struck = _bargained(matter, breath[-1], answered)
        if verdict is None or (priced is None and struck is not None and _before(struck, verdict)):
            verdict = struck
        if priced is not None and (verdict is None or (not verdict.yes and verdict.turn is priced)):
            conceded = _conceded(matter, turn, priced)
            worded = conceded is not None
            verdict = conceded or verdict
        if verdict is None and (priced is None or priced.index > breath[-1].index + NEXT):
            ways = (_taken(matter, breath[-1]), _worded(matter, breath[-1]))
            taken = min((one for one in ways if one is not None), key=lambda one: one.index, default=None)
            worded = taken is not None
            verdict = None if taken is None else Answer(taken, turn, yes=True)
        dropped = _dropped(matter, breath[-1], answered) if settled is None else None
        if dropped is not None and _outweighs(dropped, verdict, (turn, priced)):
            verdict = dropped
        if priced is None and verdict is not None and verdict.yes and _value(verdict.target) is not None:
            priced = verdict.target
        if settled is not None:
            priced, worded = settled.bid.turn, settled.worded
            granted = (one for one in answered.to.get(turn.ref, ()) if one.yes and _consents(one.turn))
            verdict = next(granted, settled.answer)
        approved = verdict.turn if verdict is not None and verdict.yes else None
        after = len(work) if approved is None else bisect_right(places, approved.index)
        done = work[after] if after < len(work) else None
        entry = replace(_change(turn, priced, delay, verdict, done), worded=worded)
        found.append(entry if settled is None else replace(entry, value=decimal_text(settled.bid.value)))
    return tuple(found)


def _change(turn: Turn, priced: Turn | None, delay: Turn | None, verdict: Answer | None, done: Turn | None) -> Change:
    return Change(
        request=turn.ref,
        price=None if priced is None else priced.ref,
        value=None if priced is None else _value(priced),
        time=_put_off_to(delay) if delay is not None and (verdict is None or verdict.yes) else None,
        approved=verdict.turn.ref if verdict is not None and verdict.yes else None,
        rejected=verdict.turn.ref if verdict is not None and not verdict.yes else None,
        done=None if done is None else done.ref,
    )


def _put_off_to(delay: Turn) -> str | None:
    """Return the day that a delay names, but none that it says cannot be kept: 17号赶不出来."""
    told = ((due, delay.place(due.text)) for due in delay.dues)
    kept = (due.due for due, at in told if not _UNABLE.search(delay.text[at : at + len(due.text) + BEHIND]))
    return next(kept, None)


def _breath(requests: list[Turn], number: int, matter: Matter) -> list[Turn]:
    """Return the requests that were made in one breath with this one, in order."""
    found = [requests[number]]
    for step, ahead in ((-1, False), (1, True)):
        place = number + step
        while 0 <= place < len(requests) and len(found) < WISHES:
            near = found[-1] if ahead else found[0]
            if not _together(requests[place], near, matter):
                break
            found = [*found, requests[place]] if ahead else [requests[place], *found]
            place += step
    return found


def _together(one: Turn, other: Turn, matter: Matter) -> bool:
    first, last = sorted((one.index, other.index))
    if one.role != other.role or last - first > BREATH:
        return False
    return all(turn.role in (None, "other", one.role) for turn in matter.turns[first + 1 : last])


def _shown_after(places: list[int], turn: Turn) -> float:
    """Return where work is next shown or handed over after a message: no later word agrees to what it asks for."""
    after = bisect_right(places, turn.index)
    return places[after] if after < len(places) else inf


def _verdict(
    turn: Turn, breath: list[Turn], priced: Turn | None, delay: Turn | None, answered: Answers, shown: float
) -> Answer | None:
    """Return the answer that counts: to the price named for the change, else to the request, else to the delay."""
    own = _in_time(answered.to.get(turn.ref, ()), shown)
    if priced is not None:
        last = _word_on(turn, priced, answered)
        if last is not None:
            return last
        return own if own is not None and not own.yes else None
    if own is not None:
        return own
    shared = (_in_time(answered.to.get(other.ref, ()), shown) for other in reversed(breath))
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
        if not later.amounts("quote") and does_without(later.text, turn.text):
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


def _unread(answered: Answers, begun: int) -> dict[int, Turn]:
    """Return the messages that were read as no request, but that the provider agreed to once work was there.

    Only words of altering or adding make one: 酒水那面放中间去 · 好 挪到第八面.
    """
    found: dict[int, Turn] = {}
    for given in answered.to.values():
        for answer in given:
            target = answer.target
            if not answer.yes or target.role != "client" or target.index <= begun or target.has(*_OTHERWISE):
                continue
            undated = not target.has("extension_request", "deadline")
            another_day = reschedules(target.text) and not target.has("commitment") and not names_money(target.text)
            if another_day or (undated and alters(target.text)):
                found[target.index] = target
    return found


def _priced_alone(matter: Matter, begun: int, asked: Mapping[int, Turn]) -> dict[int, Turn]:
    """Return the messages read as nothing, for which the provider named a price on top once work was there.

    The price takes their words up, points to them, or stands right behind a wish: 带个朋友 三排 · 三排多一个人 加10;
    凤尾多绣两根 · 这个加钱; 能给垫个音乐不 · 另加80.
    """
    found: dict[int, Turn] = {}
    for priced in matter.acting:
        if priced.role != "provider" or priced.index <= begun or not _adds(priced) or priced.has("payment_request"):
            continue
        theirs = _just_said(matter, priced)
        if not theirs or theirs[0].findings or _haggles(theirs[0].text):
            continue
        last = theirs[0]
        wished = priced.index - last.index == 1 and _WISHED.search(last.text) is not None
        if not wished and any(at in asked for at in range(priced.index - BARGAIN, priced.index)):
            continue
        if wished or _POINTS.match(priced.text) or _shares(last.text, priced.text):
            found[last.index] = last
    return found


def _haggles(text: str) -> bool:
    """Tell whether words bargain for a price, and so ask for nothing: 少收点呗 · 60要得不."""
    return _HAGGLES.search(text) is not None or bool(sums_in(text))


def _just_said(matter: Matter, priced: Turn) -> list[Turn]:
    """Return what the client said between the provider's last words and these, the latest first."""
    near = matter.turns[max(0, priced.index - NEXT) : priced.index]
    since = takewhile(lambda turn: turn.role != "provider", reversed(near))
    return [turn for turn in since if turn.role == "client" and turn.text]


def _shares(one: str, other: str) -> bool:
    """Tell whether two texts share a run of two Chinese characters."""
    runs = {one[at : at + 2] for at in range(len(one) - 1)}
    return any(run in other for run in runs if _HAN.fullmatch(run))


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
        if later.ref in answers and not _adds(later) and not named:
            return None
        if later.role in (*PRINCIPALS, "arbiter") and _value(later) is not None and _adds(later):
            named.append(later)
            if (approval := answered.approval(later.ref)) is not None:
                taken.append((approval.turn.index, later))
    if taken:
        return min(taken, key=lambda one: (one[0], -one[1].index))[1]
    return named[-1] if named else None


def _adds(turn: Turn) -> bool:
    return any(amount.role == "extra" for amount in turn.amounts("quote"))


def _delay(matter: Matter, turn: Turn) -> Turn | None:
    """Return the delay that the other side asks for on account of a change: none once it has shown work again."""
    for later in matter.turns[turn.index + 1 : turn.index + DELAYED + 1]:
        if later.has("change_request"):
            return None
        if later.role not in (None, "other", turn.role):
            if later.has("extension_request"):
                return later
            if later.has("progress", "delivery"):
                return None
    return None
