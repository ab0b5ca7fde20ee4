"""A rule of the language: one act, one pattern, and the sentences that show what it takes and what it leaves.

Patterns are written over *speech*: the speaker's own words in one script and case, in which the readers of times and
amounts have already marked what they understood. A marked stretch keeps its length, so offsets are those of the
message; `speech` lets a pattern name it:

    «time»   a point or span with a last moment, or a vague one    周五前, 三天内, 尽快
    «by»     such a time whose own words set a limit                  周五前, 三天内
    «past»   a time that lies before the message                   昨天, 上周五
    «span»   a bare length of time                                 两天, 一个礼拜
    «money»  a sum or a range of sums                              两千五, 三五百
    «number» a bare number that could be a sum                     一面60, 3800
    «sum»    either of the two
    «share»  a percentage                                          三成, 一半, 30%
    «link»   a web address
"""

import re
from typing import Literal

from msgspec import Struct

from archiver.analysis.finding import Act, Mood, Role

MARKS = {
    "time": "\ue000",
    "past": "\ue001",
    "span": "\ue002",
    "money": "\ue003",
    "share": "\ue004",
    "link": "\ue005",
    "number": "\ue006",
    "by": "\ue007",
}
"""The private character that stands for each marked stretch."""

Feature = Literal[
    "question", "asking", "negation", "condition", "hearsay", "sarcasm", "past", "done", "request", "demand",
    "obligation", "self", "you", "third", "quoted", "elsewhere",
]  # fmt: skip
"""What a clause shows whoever speaks it; found by `features`, shared by all rules."""

Fact = Literal[
    "open", "open_near", "open_price", "open_change", "open_date", "open_delay", "open_draft", "open_question",
    "open_refund", "priced", "agreed", "paid", "shown", "delivered", "dated", "overdue", "fresh_money", "fresh_draft",
    "fresh_delivery", "disputed", "deal", "same_sum", "same_date", "in_time", "too_late", "echo", "known_date",
    "due_named", "replying", "asked_when", "asked_pay",
]  # fmt: skip
"""What the talk has come to before a message, seen from its speaker; kept by `context`."""

Near = Literal["time", "money", "file", "image"]

OTHERS_WORDS: frozenset[Feature] = frozenset(("hearsay", "quoted", "elsewhere"))
"""Features of words that somebody else said, or said elsewhere."""
UNSURE: frozenset[Feature] = OTHERS_WORDS | {"condition", "sarcasm"}
"""Features that take an act from its speaker, unless a rule says that it lives on them."""


class Rule(Struct, frozen=True):
    """One way in which one act is put into words.

    An example is a message; the words that the rule must take stand between 〔 〕, or are the whole message. A
    counterexample is a message of which the rule takes nothing. Both are read with every fact of `facts` holding and
    none of `unless`, as spoken by the first of `speakers`.

    `needs` and `bars` are features of the clauses that the match touches. `prior` is the share of right findings
    among those of this rule on the training cases, shrunk towards the mean of its act.
    """

    id: str
    act: Act
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]
    speakers: tuple[Role, ...] = ("client", "provider")
    needs: frozenset[Feature] = frozenset()
    bars: frozenset[Feature] = UNSURE
    near: Near | None = None
    facts: frozenset[Fact] = frozenset()
    unless: frozenset[Fact] = frozenset()
    mood: Mood | None = None
    raw: bool = False
    """Whether the pattern reads the words as they are, without marked stretches."""
    prior: float = 0.75


def speech(pattern: str) -> re.Pattern[str]:
    """Compile a verbose pattern over speech; `«time»` and its kin stand for a marked stretch of that kind.

    A stretch is taken whole, or not at all: giving its marks back one by one finds nothing and takes exponential time
    where a pattern repeats it.
    """
    pattern = pattern.replace("«sum»", f"[{MARKS['money']}{MARKS['number']}]++")
    pattern = pattern.replace("«time»", f"[{MARKS['time']}{MARKS['by']}]++")
    for name, mark in MARKS.items():
        pattern = pattern.replace(f"«{name}»", f"{mark}++")
    return re.compile(pattern, re.VERBOSE)


def features(*names: Feature) -> frozenset[Feature]:
    """Name features for `needs` and `bars`."""
    return frozenset(names)


def facts(*names: Fact) -> frozenset[Fact]:
    """Name facts for `facts` and `unless`."""
    return frozenset(names)
