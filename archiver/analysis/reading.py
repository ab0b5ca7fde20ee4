"""A message as the rules see it: the speaker's own words with times, sums and features already understood."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from msgspec import Struct

from archiver.analysis.amounts import amount_of, read_amounts
from archiver.analysis.consent import AskKind, asking
from archiver.analysis.dates import TimeExpression, due_of, read_times
from archiver.analysis.features import Clause, read_clauses
from archiver.analysis.finding import Amount, Due, Role
from archiver.analysis.rule import MARKS, Fact, Feature
from archiver.analysis.script import plain
from archiver.analysis.talk import Line

_LINK = re.compile(r"https?://\S+|www\.\S+|\b[\w-]+(?:\.[\w-]+)*\.(?:com|cn|net|org|top|io)(?:/\S*)?", re.ASCII)

_LIMIT = re.compile(r"前|内|截止|最[晚迟]|为止")
# The words that lead a time and say that it ends there; rules find them before the mark, as they find 最晚.
_LEAD = re.compile(r"截[至止](?:到|至|于|时间|日期)?[是为到:：]?\s?")


class Timed(Struct, frozen=True):
    """A time in a message and the deadline it would set there."""

    start: int
    end: int
    due: Due | None
    past: bool
    day: str | None
    """The day that the words name, be it past."""
    bare: bool
    """A length of time without 内, 后 or an anchor."""
    beside: bool
    """今天 and 明天 of a day not over, though nothing is due then: 今天来不及了 明天给."""


class Sum(Struct, frozen=True):
    """A sum, a share or a number in a message."""

    start: int
    end: int
    amount: Amount


class Words(Struct, frozen=True, gc=False):
    """What the words of a message say by themselves, whoever speaks and whatever was said before."""

    text: str
    speech: str
    times: tuple[Timed, ...]
    sums: tuple[Sum, ...]
    ask: AskKind | None = None
    """How the words ask for consent, None where they put nothing."""
    clauses: tuple[Clause, ...] = ()


class Reading(Struct, frozen=True, gc=False):
    """One message, read once for all rules. Offsets are code points of the message's text."""

    line: Line
    index: int
    role: Role | None
    text: str
    speech: str
    times: tuple[Timed, ...]
    sums: tuple[Sum, ...]
    facts: frozenset[Fact] = frozenset()
    ask: AskKind | None = None
    """How the words ask for consent, None where they put nothing."""
    clauses: tuple[Clause, ...] = ()
    """The clauses of `speech` with what each of them shows."""

    def features(self, start: int, end: int) -> frozenset[Feature]:
        """Return what the clauses show that `start` to `end` touches."""
        found: set[Feature] = set()
        for clause in self.clauses:
            if clause.start < end and clause.end > start:
                found |= clause.features
        return frozenset(found)

    def condition(self, start: int) -> str | None:
        """Return the words of the last condition before `start`."""
        held = [clause for clause in self.clauses if "condition" in clause.features and clause.end <= start]
        return self.line.text[held[-1].start : held[-1].end].strip(" ,，。") if held else None


def _ended(due: Due, at: datetime) -> bool:
    if due.due is None:
        return False
    if "T" in due.due:
        return datetime.fromisoformat(due.due) < at
    return datetime.combine(date.fromisoformat(due.due) + timedelta(days=1), time.min) <= at


def _timed(found: TimeExpression, at: datetime) -> Timed:
    due = due_of(found)
    past = due is not None and _ended(due, at)
    named = (due.due if due else None) or found.due or found.from_
    return Timed(
        found.start, found.end, due, past=past, day=named[:10] if named else None, bare=found.kind == "duration",
        beside=found.rule == "days.relative" and found.to is not None and datetime.fromisoformat(found.to) > at,
    )  # fmt: skip


def _marked(text: str, times: tuple[Timed, ...], sums: tuple[Sum, ...]) -> str:
    if not (times or sums or "." in text or "://" in text):
        return text
    kept = list(text)

    def mark(start: int, end: int, name: str) -> None:
        kept[start:end] = MARKS[name] * (end - start)

    for found in sums:
        mark(found.start, found.end, {"money": "money", "percent": "share"}.get(found.amount.kind, "number"))
    for timed in times:
        if timed.bare:
            mark(timed.start, timed.end, "span")
        elif timed.past or (timed.due is None and not timed.beside):
            mark(timed.start, timed.end, "past")
        else:
            lead = _LEAD.match(text, timed.start, timed.end)
            limits = _LIMIT.search(text, timed.start, timed.end) is not None
            mark(lead.end() if lead else timed.start, timed.end, "by" if limits else "time")
    for link in _LINK.finditer(text):
        mark(link.start(), link.end(), "link")
    return "".join(kept)


def read_line(line: Line, index: int, role: Role | None, facts: frozenset[Fact] = frozenset()) -> Reading:
    """Read one message against its own time. `index` counts the messages of the chat."""
    return placed(line, words_of(line), index, role, facts)


def placed(line: Line, words: Words, index: int, role: Role | None, facts: frozenset[Fact] = frozenset()) -> Reading:
    """Return the reading of a message whose words are read already."""
    return Reading(
        line, index, role, words.text, words.speech, words.times, words.sums, facts, words.ask, words.clauses
    )  # fmt: skip


def words_of(line: Line) -> Words:
    """Read the words of one message against its own time."""
    said = line.words()
    text = plain(said)
    if text == said:
        text = said  # most are: one string is kept where two would be
    if not text or text.isspace():
        return Words(text, text, (), (), asking(text, line.kind), read_clauses(text))
    times = tuple([_timed(found, line.at) for found in read_times(text, line.at)]) if line.at else ()
    sums = _sums(text, times)
    speech = _marked(text, times, sums)
    return Words(text, speech, times, sums, asking(text, line.kind), read_clauses(speech))


def _sums(text: str, times: tuple[Timed, ...]) -> tuple[Sum, ...]:
    read = [Sum(found.start, found.end, amount_of(found)) for found in read_amounts(text, every_number=True)]
    listed = _listed(text) if read else frozenset()
    return tuple(
        found
        for found in read
        if not (found.start in listed and found.amount.text.isdecimal())
        and _could_be_sum(found, text)
        and not any(t.start < found.end and t.end > found.start for t in times)
    )


# What is counted is no price: 3张, 20页, 15号, 1080p, 2周.
_COUNTED = re.compile(
    r"\s*(?:[个张页次字条分秒章集稿版号点月日天周年岁人位级楼斤米升寸度倍件本套遍轮回集期题门节课把局颗星盒箱袋只份幅段句行列批层间室栋届届度元宝kpwxX×*%:/.-]|小时|公里|厘米|毫米|像素|公分|来[个张页次条]|多[个张页次条]|几[个张页次条])"
)
_LISTED = re.compile(r"(?<![\d.])[1-9]\d?(?:\s?[和、跟]\s?[1-9]\d?)+(?![\d.元块万千百k折%])")
_NUMBER = re.compile(r"\d+")
_LAST_LISTED = 20
"""The highest number by which one of several things is told; longer lists are told otherwise."""
_LEAST, _MOST = 5, 10_000_000


def _listed(text: str) -> frozenset[int]:
    """Return where the numbers begin that say which of several is meant: 9和10别剪了; 80和120两档 are sums."""
    found: set[int] = set()
    for one in _LISTED.finditer(text):
        numbers = list(_NUMBER.finditer(text, *one.span()))
        if all(int(number[0]) <= _LAST_LISTED for number in numbers):
            found.update(number.start() for number in numbers)
    return frozenset(found)


def _could_be_sum(found: Sum, text: str) -> bool:
    """Tell a bare number that may be a price from a count, a version or a number of a list."""
    if found.amount.kind != "number":
        return True
    if found.amount.value is None or _COUNTED.match(text, found.end):
        return False
    before = text[found.start - 1] if found.start else " "
    if before in "第.:-/×*@#" or (before.isascii() and before.isalnum()):
        return False
    return "." not in found.amount.value and _LEAST <= Decimal(found.amount.value) <= _MOST
