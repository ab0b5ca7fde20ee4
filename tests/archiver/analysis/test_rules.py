"""Every rule takes its own examples, whole and once, and none of its counterexamples."""

import re
from datetime import datetime
from importlib import import_module

import pytest

from archiver.analysis.finding import Act
from archiver.analysis.matcher import applies, matches
from archiver.analysis.reader import rules_digest
from archiver.analysis.reading import Reading, read_line
from archiver.analysis.rule import Rule
from archiver.analysis.rules import RULES
from archiver.analysis.talk import Line
from parsers.message import Kind

SAID_AT = datetime(2024, 3, 5, 10, 20)  # noqa: DTZ001 - wall time, as analysis reads it
_IDS = [rule.id for rule in RULES]


def spoken(rule: Rule, text: str) -> Reading:
    kind: Kind = "image" if rule.near == "image" else "text"
    line = Line("1:1", "c1", "9000010001", "甲", SAID_AT, kind, text, ((0, len(text)),))
    return read_line(line, 1, rule.speakers[0], rule.facts)


def taken(rule: Rule, text: str) -> list[str]:
    reading = spoken(rule, text)
    assert applies(rule, reading.role, reading.facts)
    found = []
    for match in matches(rule, reading):
        group = "what" if "what" in rule.pattern.groupindex and match["what"] else 0
        found.append(text[match.start(group) : match.end(group)].strip(" ,，。!！~～"))
    return found


@pytest.mark.parametrize("rule", RULES, ids=_IDS)
def test_a_rule_takes_its_examples_and_nothing_else_of_them(rule: Rule) -> None:
    for example in rule.examples:
        wanted = re.findall(r"〔(.+?)〕", example) or [example]
        assert taken(rule, example.replace("〔", "").replace("〕", "")) == wanted, example


@pytest.mark.parametrize("rule", RULES, ids=_IDS)
def test_a_rule_leaves_its_counterexamples_alone(rule: Rule) -> None:
    for text in rule.counterexamples:
        assert taken(rule, text) == [], text


@pytest.mark.parametrize("rule", RULES, ids=_IDS)
def test_a_rule_carries_three_examples_and_two_counterexamples(rule: Rule) -> None:
    assert len(rule.examples) >= 3
    assert len(rule.counterexamples) >= 2


def test_every_act_has_a_rule_or_a_notice() -> None:
    acts = set(Act.__args__)  # type: ignore[attr-defined]  # a Literal's words
    assert {rule.act for rule in RULES} == acts


def test_ids_are_unique_and_lead_to_their_file() -> None:
    assert len(set(_IDS)) == len(_IDS)
    for rule in RULES:
        group = import_module(f"archiver.analysis.rules.{rule.id.partition('.')[0]}")
        assert rule in group.RULES, rule.id


def test_a_rules_pattern_matches_no_empty_stretch_alone() -> None:
    for rule in RULES:
        assert not rule.pattern.fullmatch("")


def test_the_digest_names_its_algorithm_and_is_the_same_twice() -> None:
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", rules_digest())
    assert rules_digest() == rules_digest()
