"""What a message answers to what was put before it: yes, no, or neither yet, and to which line.

An answer is looked for in two steps. First, what may it answer: the line that it shares words with, else the line that
asks and that nothing but small talk has followed. Then each clause is held against the ways of answering
(`rules/consents`, `dissents`, `declines`, `undecided`), whose verbs and topics must be those of that line. Where
several clauses disagree, or nothing fits, no reply is told: the rest is left to other rules and the trained reader.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from archiver.analysis.candidate import Candidate
from archiver.analysis.consent import AskKind, asks_a_fact
from archiver.analysis.finding import Act
from archiver.analysis.proposal import Proposal
from archiver.analysis.reading import Reading
from archiver.analysis.way import Fit, Says

NEAR_LINES = 3
"""How far back a line is answered that its answer does not name."""
_COUNTS = frozenset("一二两三四五六七八九十几每半")
SHORT = 12
"""Up to so many characters a message is one answer, and names in any of its clauses what it answers."""
SMALL = 3
"""A line of no more characters (哦哦, 嗯, 好的) stands between no question and its answer."""
SURE, FAINT = 0.8, 1 / 3
"""A way that is right less often stands only where the reader gives it more than a part of what a finding needs."""
SPOKEN = 0.9
"""A yes of which the reader is so sure stands beside a doubt: 刚和两委商量过，同意4200元."""
_BEYOND: frozenset[Act] = frozenset(("acceptance", "payment", "delivery"))
_ACCEPTING = frozenset("收批准接应认要定给付")
"""Verbs whose 了 gives a yes (批了, 收了), where that of others tells of what is done (改了)."""

_EMPTY = frozenset(
    "的了吧呗啊呢吗呀哦哈啦嘛哒嘞咯喔嗯我你您他她它们咱俺恁这那就都也是在有个一不没可以行好成中给把要想说看先再还很太又让被跟和与对于从为么什怎样得能会去来"
    "人事点下上到过着里为只唔系既 \t,，。.!！?？~～…;；:：、\"“”'‘’()（）[]【】"
)
"""Characters that tell nothing of what a line is about."""
_BLANK = frozenset("的了吧呗啊呢吗呀哦哈啦嘛哒嘞咯喔嗯 \t,，。.!！?？~～…;；:：、\"“”'‘’()（）[]【】我你您不没可")
_WORDS_OF_YES = frozenset(("yes.word", "yes.soft_word"))
_DONE = frozenset("好收")
"""What is a yes bare, and with 了 behind it tells what is done: 好了, 收了."""
_ENDED = frozenset(("了", "啦"))
_NEGATED = re.compile(r"(?:(?<!要)不|别|没有?|唔)(?:要|能|再|用|会|给|想|做)*$")
_EITHER_OR = re.compile(r"(\w{1,2})[不没唔]\1")

_COSTS = re.compile(r"[加收算要][你您我]?的?[钱费].{0,3}[吗不么没?？]")
"""换绳加钱不: 不加 is good news there, and refuses nothing."""
_MUST = re.compile(r"(?:得|必须|一定要|还是要)(?P<verb>[\u4e00-\u9fff])")
_FIGURE = re.compile(r"\d{2,}|[一二两三四五六七八九十百][百千万成折天周]")
_URGES = re.compile(r"[吧呗咯啦]|[好得]了")
_DENIES = re.compile("[不没别未]|[再才]$")
"""What stands before a yes that is none: 没说行 · 成了再答应."""
_TURNED_IN: frozenset[AskKind] = frozenset(("question", "plan", "change", "terms"))


class Reply(NamedTuple):
    """What a message answers; `start` and `end` are the words that say so, `target` the line that is answered."""

    says: Says
    way: str
    start: int
    end: int
    target: str
    sure: float


class _Aims(NamedTuple):
    """What a message may answer: the line it shares words with, the one that waits, and the last one said."""

    shared: Proposal | None
    near: Proposal | None
    last: Proposal
    text: str
    quoted: Proposal | None = None

    def asks(self) -> Iterator[Proposal]:
        if self.shared is not None:
            yield self.shared
        if self.near is not None and self.near is not self.shared:
            yield self.near


def reply_of(reading: Reading, fits: Sequence[Sequence[Fit]], waiting: Sequence[Proposal], since: int) -> Reply | None:
    """Tell what a message answers, if that can be told; `fits` are those of `apart.fits_of`.

    `waiting` are the lines of the other side that wait, the nearest last; `since` is the number of the last row by
    which it handed over work or money: a bare answer reaches no further back.
    """
    if not waiting:
        return None
    if fits:
        aims = _aims(reading, waiting, since)
        said = _summed([said for clause in fits if (said := _said(clause, aims))])
        if said is not None:
            return said
    return _beside(reading, waiting)


def offered(reply: Reply | None) -> tuple[Candidate, ...]:
    """Return the act of an answer, as a judge weighs it; none of what stays undecided."""
    if reply is None or reply.says == "open":
        return ()
    act: Act = "approval" if reply.says == "yes" else "rejection"
    return (Candidate(act, reply.start, reply.end, reply.way, reply.sure, target=reply.target),)


def heed(reply: Reply | None, weighed: tuple[Candidate, ...], sure: float) -> tuple[Candidate, ...]:
    """Return the acts of a message with what it answers in place of every other yes or no.

    A doubt takes both away, unless the trained reader is very sure of a yes. A yes, and whatever was told in a way that
    often means something else, stands only where the reader holds it to be possible; where not, neither that nor
    another yes is left. A yes gives way where the message takes work or money for good: that is no mere consent.
    """
    if reply is None:
        return weighed
    if (reply.sure < SURE or reply.says == "yes") and _is_unlikely(weighed, sure):
        return tuple([one for one in weighed if one.target is None and one.act != "approval"])
    if reply.says == "open" and any(one.act == "approval" and (one.model or 0) >= SPOKEN for one in weighed):
        return weighed
    if reply.says == "yes" and any(one.act in _BEYOND and one.confidence >= sure for one in weighed):
        return tuple(one for one in weighed if one.target is None)
    return tuple(one for one in weighed if one.target is not None or one.act not in ("approval", "rejection"))


def _is_unlikely(weighed: tuple[Candidate, ...], sure: float) -> bool:
    """Tell whether a trained reader finds what was told far from likely; without one, nothing is known of that."""
    chances = [one.model for one in weighed if one.target is not None and one.model is not None]
    return bool(chances) and max(chances) < sure * FAINT


def _summed(found: Sequence[Reply]) -> Reply | None:
    """Return what several clauses say together: a no stands over a doubt, a doubt over a yes.

    Of a yes and a no to one line the last stands; to several lines they are left open.
    """
    said = {reply.says for reply in found}
    if {"yes", "no"} <= said:
        decided = [reply for reply in found if reply.says != "open"]
        return decided[-1] if decided[0].target == decided[-1].target else None
    return next((reply for says in ("no", "open", "yes") for reply in found if reply.says == says), None)


def _beside(reading: Reading, waiting: Sequence[Proposal]) -> Reply | None:
    """Return that nothing is answered where the last line only told something, or asked for a fact."""
    last = waiting[-1]
    if len(reading.text) > SHORT or reading.index - last.index > NEAR_LINES or not last.idle:
        return None
    if any(held.ref == reading.line.reply for held in waiting):
        return None
    if _is_asked(reading, waiting) and not _answers_fact(reading, last):
        return None
    return Reply("open", "open.idle", 0, len(reading.text), last.ref, 1.0)


def _answers_fact(reading: Reading, last: Proposal) -> bool:
    """Tell whether a message answers a question of fact that has just been asked, in the words of that question."""
    return reading.index - last.index <= 1 and asks_a_fact(last.words) and bool(_runs(reading.text) & _runs(last.words))


def _is_asked(reading: Reading, waiting: Sequence[Proposal]) -> bool:
    """Tell whether something was asked within reach of a bare answer."""
    for held in reversed(waiting):
        if reading.index - held.index > NEAR_LINES:
            return False
        if held.ask is not None:
            return True
    return False


def _said(fits: Sequence[Fit], aims: _Aims) -> Reply | None:
    """Return what a clause says by the first of its ways that fits a line."""
    for fit in fits:
        answered = _answered(fit, aims)
        if answered:
            held, says = answered
            return Reply(says, fit.way.id, fit.start, fit.end, held.ref, fit.way.sure)
    return None


def _answered(fit: Fit, aims: _Aims) -> tuple[Proposal, Says] | None:
    """Return the line that a way of answering fits, and what it says to it."""
    way = fit.way
    if way.urged and not _URGES.search(fit.words[-1:] + fit.tail):
        return None
    told = fit.parts.get("topic") or fit.parts.get("named") or ""
    for held in aims.asks():
        named = held is aims.quoted or _names(held.words, fit.words if len(aims.text) > SHORT else aims.text)
        named = named or (len(_told(told)) > 1 and _covers(held.words, told, 1.0)) or _takes_up(fit, held)
        waits = named or (held is aims.near and not way.naming)
        puts = held.ask in way.to or (held.kind == "change" and "change" in way.to)
        if puts and waits and (says := _fits(fit, held)):
            return held, says
    return (aims.last, way.says) if way.outright and _fits_topic(fit, aims.last) else None


def _takes_up(fit: Fit, held: Proposal) -> bool:
    """Tell whether an answer takes up the verb of a change that was asked for and that nothing has answered yet."""
    verb = fit.parts.get("verb") or fit.parts.get("topic") or ""
    return held.kind == "change" and len(verb) == 1 and verb in held.words


def _fits_topic(fit: Fit, held: Proposal) -> bool:
    return fit.way.says == "open" or _covers(held.words, fit.parts.get("topic") or "", 0.5)


def _fits(fit: Fit, held: Proposal) -> Says | None:
    parts, words = fit.parts, held.words
    says = fit.way.says
    if _is_no_answer(fit, words):
        return None
    if (verb := parts.get("verb")) is not None:
        if verb not in words or (says == "yes" and _is_done(verb, fit.words, fit.tail)):
            return None
        says = _turned(says, verb, held)
    if (topic := parts.get("topic")) and not _covers(words, topic, 0.5):
        return None
    if (other := parts.get("other")) and _covers(words, other, 1.0):
        return None
    if (said := parts.get("said")) and not (_told(said) and _covers(words, said, 1.0)):
        return None
    named = parts.get("named")
    return says if not named or (_covers(words, named, 1.0) and len(_told(named)) > 1) else None


def _is_no_answer(fit: Fit, put: str) -> bool:
    """Tell whether words that have the form of an answer cannot be one to what was put, or not the one they seem."""
    way, parts = fit.way, fit.parts
    if way.when is not None and not way.when.search(put):
        return True
    if way.says == "no":
        return (parts.get("verb") or "-") in "加收算" and bool(_COSTS.search(put))
    if way.id in _WORDS_OF_YES and fit.words[-1] in _DONE and fit.tail[:1] in _ENDED:
        return True
    return _must(fit, put) or bool(_DENIES.search((parts.get("topic") or "") + (parts.get("named") or "")))


def _is_done(verb: str, core: str, tail: str) -> bool:
    """Tell 改了, which tells what is done, from 改了吧 and 批了."""
    return tail.startswith("了") and verb not in _ACCEPTING and not _URGES.search(core[-1:] + tail)


def _names(words: str, part: str) -> bool:
    """Tell whether `part` names what `words` are about: by a run of two of its characters, or by its figure."""
    return bool(_runs(part) & _runs(words)) or bool(set(_FIGURE.findall(part)) & set(_FIGURE.findall(words)))


def _turned(says: Says, verb: str, held: Proposal) -> Says:
    """Return what is said by a verb that the proposal itself puts with a no: 不做阴影了可否 / 不做."""
    words = _EITHER_OR.sub("", held.words)
    places = [found.start() for found in re.finditer(verb, words)]
    if held.ask not in _TURNED_IN or not places or not all(_NEGATED.search(words[:place]) for place in places):
        return says
    return "no" if says == "yes" else "yes"


def _must(fit: Fit, put: str) -> bool:
    """Tell whether a clause says that something must be which the proposal puts with a no: 别收了吧 / 这回得收."""
    must = _MUST.search(fit.words)
    return must is not None and bool(re.search(rf"[不别没][了能要用再]?{must['verb']}", _EITHER_OR.sub("", put)))


def _told(words: str) -> set[str]:
    """Return the characters that tell what words are about."""
    return set(words) - _EMPTY


def _covers(words: str, part: str, share: float) -> bool:
    """Tell whether at least `share` of what `part` tells about is in `words`."""
    told = _told(part)
    return len(told & set(words)) >= share * len(told)


def _aims(reading: Reading, waiting: Sequence[Proposal], since: int) -> _Aims:
    quoted = [held for held in waiting if held.ref == reading.line.reply]
    if quoted:
        return _Aims(quoted[-1], None, quoted[-1], reading.text, quoted[-1])
    asks = [held for held in waiting if held.ask is not None]
    told = _told(reading.text)
    shared = _sharing(asks, told, _runs(reading.text)) if told else None  # where nothing tells, no run does
    return _Aims(shared, _near(reading, waiting, since), waiting[-1], reading.text)


def _sharing(asks: Sequence[Proposal], told: set[str], runs: frozenset[str]) -> Proposal | None:
    """Return the line that shares most words with a message, the nearest of equals; None where none shares any.

    A run tells by one of its characters at least, so a line that shares no such character shares no run.
    """
    best, most = None, 0
    for held in asks:
        chars = _chars(held.words)
        if told.isdisjoint(chars):
            continue
        weight = len(told & chars) + (2 * len(runs & _runs(held.words)) if runs else 0)
        if weight >= most:
            best, most = held, weight
    return best


@lru_cache(maxsize=1024)
def _chars(words: str) -> frozenset[str]:
    return frozenset(words)


@lru_cache(maxsize=1024)
def _runs(words: str) -> frozenset[str]:
    """Return the runs of two characters that tell what words are about; one of the two does so by itself."""
    return frozenset(
        [
            one + two
            for one, two in pairwise(words)
            if not (one in _BLANK or two in _BLANK or (one in _EMPTY and two in _EMPTY) or one in _COUNTS)
        ]
    )


def _near(reading: Reading, waiting: Sequence[Proposal], since: int) -> Proposal | None:
    """Return the line that asks and has just been said; small words (哦哦, 嗯) may stand between."""
    for held in reversed(waiting):
        if reading.index - held.index > NEAR_LINES or held.index < since:
            return None
        if held.ask is not None:
            return held
        if len(held.words.strip()) > SMALL:
            return None
    return None
