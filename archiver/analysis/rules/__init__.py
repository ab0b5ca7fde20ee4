"""The rules, one group of acts a file. The tuple is explicit: a rule that is not in it does not exist."""

from archiver.analysis.rule import Rule
from archiver.analysis.rules import (
    answers,
    conduct,
    deadlines,
    in_person,
    judged,
    money,
    promises,
    refusals,
    terms,
    wishes,
    work,
)

RULES: tuple[Rule, ...] = (
    *terms.RULES, *promises.RULES, *deadlines.RULES, *answers.RULES, *refusals.RULES, *work.RULES, *money.RULES,
    *wishes.RULES, *conduct.RULES, *in_person.RULES, *judged.RULES,
)  # fmt: skip
