"""What a pattern cannot match without is found, and never wrongly."""

import re
from pathlib import Path

import pytest

from archiver.analysis import features
from archiver.analysis.needed import Triggers, branches
from archiver.analysis.rules import RULES
from archiver.corpus.collection import read_cases

CORPUS = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "corpus"


@pytest.mark.parametrize(
    ("pattern", "ways"),
    [
        ("退款", {("退款",)}),
        ("[退还]款?", {("退 退款 还 还款",)}),
        ("(?:定金|首付)\\d+", {("定金 首付",)}),
        ("(?<!不)行.*吗", {("行", "吗")}),
        ("我.*退款", {("退款", "我")}),
        ("我.*退款|还.*钱|赔|扣", {("退款", "我"), ("还", "钱"), ("扣 赔",)}),
        ("先.*(?:退.*我|还)", {("先", "退"), ("先", "还")}),
        ("(?:退|还).{0,3}(?:定金|钱{2,})", {("定金", "还 退"), ("钱", "还 退")}),
        ("(?:退.*我|(?i:ok))行", {("退", "行"), ("行",)}),
        ("好+吗", {("好", "吗")}),
        ("改+|.", {()}),
        ("不?\\s*", {()}),
        ("[^改]", {()}),
        ("(?i)ok", {()}),
        ("(?i:ok)", {()}),
        ("改{0,3}", {()}),
        ("(不)\\1改", {("改", "不")}),
    ],
)
def test_each_way_of_matching_tells_its_two_rarest_needs(pattern: str, ways: set[tuple[str, ...]]) -> None:
    expected = {tuple(frozenset(strings.split()) for strings in needs) for needs in ways}
    assert set(branches(re.compile(pattern))) == expected


def test_of_very_many_ways_each_still_tells_what_all_have_in_common() -> None:
    pattern = re.compile("".join(f"(?:{letter}.|{letter.upper()}.)" for letter in "abcdefgh") + "完了")
    assert branches(pattern)
    assert all({"完了"} in needs for needs in branches(pattern))
    assert Triggers((pattern,)).of("a完了")
    assert not Triggers((pattern,)).of("abcdefgh")


def test_no_pattern_of_the_program_matches_a_message_that_does_not_trigger_it() -> None:
    patterns = [rule.pattern for rule in RULES] + [pattern for _, pattern in features._PATTERNS]
    triggers = Triggers(patterns)
    assert sum(1 for pattern in patterns if all(branches(pattern))) > 0.9 * len(patterns)
    for case in read_cases(CORPUS, "dev"):
        for said in case.messages:
            tried = triggers.of(said.text)
            assert list(tried) == sorted(set(tried))
            matching = {number for number, pattern in enumerate(patterns) if pattern.search(said.text)}
            assert matching <= set(tried)
