"""Every rule of the time grammar is held to its own examples and counterexamples."""

import re

import pytest

from archiver.analysis.dates import read_times
from archiver.analysis.folding import fold
from archiver.analysis.times.atoms import RULES, atoms_of
from archiver.analysis.times.rule import EXAMPLES_SAID_AT, Rule
from archiver.analysis.times.values import Context

_EXAMPLES = [(rule, text, due) for rule in RULES for text, due in rule.examples]
_COUNTEREXAMPLES = [(rule, text) for rule in RULES for text in rule.counterexamples]


def _rules_in(text: str) -> list[str]:
    atoms = atoms_of(fold(text), Context(EXAMPLES_SAID_AT, EXAMPLES_SAID_AT))
    return [atom.rule.name for atom in atoms]


@pytest.mark.parametrize(("rule", "text", "due"), _EXAMPLES, ids=[f"{r.name}:{t}" for r, t, _ in _EXAMPLES])
def test_an_example_is_read_whole_by_its_rule_with_its_due(rule: Rule, text: str, due: str | None) -> None:
    marked = re.search("「(.*)」", text)
    plain = text.replace("「", "").replace("」", "")
    found = read_times(plain, EXAMPLES_SAID_AT)
    assert [expression.text for expression in found] == [marked[1] if marked else text]
    assert rule.name in _rules_in(plain)
    assert found[0].due == due


@pytest.mark.parametrize(("rule", "text"), _COUNTEREXAMPLES, ids=[f"{r.name}:{t}" for r, t in _COUNTEREXAMPLES])
def test_a_counterexample_never_meets_its_rule(rule: Rule, text: str) -> None:
    assert rule.name not in _rules_in(text)


def test_rule_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert len(names) == len(set(names))


def test_every_rule_has_examples_and_counterexamples() -> None:
    assert [rule.name for rule in RULES if not rule.counterexamples] == []
    assert [rule.name for rule in RULES if not rule.examples] == []


def test_starts_and_needs_hold_for_every_match_of_a_rule() -> None:
    texts = [fold(text) for rule in RULES for text in (*rule.counterexamples, *(words for words, _ in rule.examples))]
    numbers = [
        digit + rest
        for digit in "0123456789零一二两三四五六七八九十百半廿俩仨"
        for rest in ("月5号", "号", "天", "点", "周", "年", "1号", "日内", "月内", "时")
    ]
    wrong = {
        (rule.name, match[0])
        for rule in RULES
        for text in (*texts, *numbers)
        for match in re.finditer(rule.pattern, text)
        if match[0] and not (match[0][0] in rule.starts and rule.may_begin(match[0][0], set(text)))
    }
    assert wrong == set()
