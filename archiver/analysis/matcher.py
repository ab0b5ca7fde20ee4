"""Holds a message against the rules."""

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from archiver.analysis.candidate import Candidate, as_money
from archiver.analysis.finding import Act, Mood, Role
from archiver.analysis.needed import Triggers
from archiver.analysis.reading import Reading, Sum
from archiver.analysis.rule import Fact, Rule

_PRICED: frozenset[Act] = frozenset(
    ("quote", "payment", "payment_request", "refund_request", "payment_refusal", "revision_limit", "commitment")
)
"""Acts that carry a sum."""
_STILL_OWED = re.compile(r"[差欠剩][下了你我您]?的?\s?\Z")
"""收到500 还差220: what is still to come has not been paid."""
Proposed = tuple[tuple[Rule, tuple[Candidate, ...]], ...]
"""The rules that take words of one message, each with what it takes them for."""


def applies(rule: Rule, role: Role | None, held: frozenset[Fact]) -> bool:
    """Tell whether a rule may be tried at all: its speaker is right and the talk has come to what it needs."""
    if role is not None and role != "arbiter" and role not in rule.speakers:
        return False
    return rule.facts <= held and not rule.unless & held


def matches(rule: Rule, reading: Reading) -> Iterator[re.Match[str]]:
    """Yield the stretches of a message that a rule takes."""
    if not _is_near(rule, reading):
        return
    for match in rule.pattern.finditer(reading.text if rule.raw else reading.speech):
        if match.start() == match.end():
            continue
        shown = reading.features(match.start(), match.end())
        if not rule.needs <= shown or rule.bars & shown:
            continue
        yield match


def _is_near(rule: Rule, reading: Reading) -> bool:
    """Tell whether the message holds what a rule wants beside its words."""
    match rule.near:
        case "time":
            return any(t.due is not None and not t.past for t in reading.times)
        case "money":
            return any(s.amount.kind != "number" for s in reading.sums)
        case "image":
            return reading.line.kind in ("image", "video")
        case _:
            return True


class RuleBook:
    """The rules, each with what a message must hold for it."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rules)
        self._triggers = Triggers(rule.pattern for rule in self._rules)

    def propose(self, reading: Reading) -> Proposed:
        """Return what each rule would hold a message to be, whoever speaks and whatever the talk has come to."""
        if not reading.text.strip():
            return ()
        said = reading.speech if reading.speech == reading.text else f"{reading.speech}\0{reading.text}"
        found: list[tuple[Rule, tuple[Candidate, ...]]] = []
        for number in self._triggers.of(said):
            rule = self._rules[number]
            if rule.pattern.search(reading.text if rule.raw else reading.speech) is None:
                continue  # so do most, and a look is cheaper than what follows
            taken = [one for match in matches(rule, reading) for one in _candidates(rule, reading, match)]
            if taken:
                found.append((rule, tuple(taken)))
        return tuple(found)


def standing(proposed: Proposed, reading: Reading) -> Iterator[Candidate]:
    """Yield what the rules propose that apply to the speaker of a message, at what the talk has come to."""
    for rule, candidates in proposed:
        if applies(rule, reading.role, reading.facts):
            yield from candidates


def _candidates(rule: Rule, reading: Reading, match: re.Match[str]) -> Iterator[Candidate]:
    start, end = _told(match)
    while end > start and reading.text[end - 1] in " ,，。!！~～":
        end -= 1
    base = Candidate(
        act=rule.act, start=start, end=end, rule=rule.id, confidence=rule.prior, mood=_mood(rule, reading, match),
        condition=reading.condition(start), wanted=rule.facts,
    )  # fmt: skip
    if rule.act == "deadline":
        yield from _dated(base, reading, match)
    elif rule.act in _PRICED:
        yield from _priced(base, reading, match)
    else:
        yield base


def _told(match: re.Match[str]) -> tuple[int, int]:
    """Return where the words stand that a rule takes: those that it names `what`, else all that it matched."""
    return match.span("what") if "what" in match.re.groupindex and match["what"] else match.span()


def _mood(rule: Rule, reading: Reading, match: re.Match[str]) -> Mood:
    if rule.mood:
        return rule.mood
    return "asked" if "question" in reading.features(match.start(), match.end()) else "said"


def _dated(base: Candidate, reading: Reading, match: re.Match[str]) -> Iterator[Candidate]:
    """One candidate a time: two deadlines in one message are two findings."""
    touched = [t for t in reading.times if t.start < match.end() and t.end > match.start()]
    for timed in touched:
        if timed.due is not None and not timed.past:
            yield replace(base, start=timed.start, end=timed.end, due=timed.due)


def _priced(base: Candidate, reading: Reading, match: re.Match[str]) -> Iterator[Candidate]:
    """One candidate a sum, each on its own words; one on the match where there is no sum.

    Where the words that the rule names hold sums, those are meant; else every sum of the message.
    """
    sums = [
        found
        for found in reading.sums
        if found.amount.kind != "number" or (found.start < match.end() and found.end > match.start())
    ]
    if base.act == "payment":
        sums = [found for found in sums if not _STILL_OWED.search(reading.text, 0, found.start)] or sums
    if "what" in match.re.groupindex:
        start, end = _told(match)
        sums = [found for found in sums if found.start < end and found.end > start] or sums
    if not sums or base.act == "commitment":
        yield base
        return
    for found in sums:
        yield _with_sum(base, found, alone=len(sums) == 1)


def _with_sum(base: Candidate, found: Sum, *, alone: bool) -> Candidate:
    start, end = (base.start, base.end) if alone else (found.start, found.end)
    return replace(base, start=start, end=end, amount=as_money(found.amount))
