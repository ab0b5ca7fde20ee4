"""What a pattern cannot match without is found, and never wrongly."""

import re
from pathlib import Path

import pytest

from archiver.analysis import features
from archiver.analysis.needed import Triggers, needed
from archiver.analysis.rules import RULES
from archiver.corpus.collection import read_cases

CORPUS = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "corpus"


@pytest.mark.parametrize(
    ("pattern", "strings"),
    [
        ("退款", {"退款"}),
        ("[退还]款?", {"退", "还", "退款", "还款"}),
        ("(?:定金|首付)\\d+", {"定金", "首付"}),
        ("(?<!不)行.*吗", {"行"}),
        ("我.*退款", {"退款"}),
        ("(?:退|还).{0,3}(?:定金|钱{2,})", {"定金", "钱"}),
        ("好+吗", {"好"}),
        ("改+|.", set()),
        ("不?\\s*", set()),
        ("[^改]", set()),
        ("(?i)ok", set()),
        ("(?i:ok)", set()),
        ("改{0,3}", set()),
        ("(不)\\1改", {"改"}),
    ],
)
def test_the_strings_that_every_match_holds_one_of(pattern: str, strings: set[str]) -> None:
    assert needed(re.compile(pattern)) == strings


def test_no_pattern_of_the_program_matches_a_message_that_does_not_trigger_it() -> None:
    patterns = [rule.pattern for rule in RULES] + [pattern for _, pattern in features._PATTERNS]
    triggers = Triggers(patterns)
    assert sum(1 for pattern in patterns if needed(pattern)) > 0.9 * len(patterns)
    for case in read_cases(CORPUS, "dev"):
        for said in case.messages:
            tried = triggers.of(said.text)
            assert list(tried) == sorted(set(tried))
            matching = {number for number, pattern in enumerate(patterns) if pattern.search(said.text)}
            assert matching <= set(tried)
