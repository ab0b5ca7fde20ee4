"""What a pattern cannot match without is found, and never wrongly."""

import re
from pathlib import Path

import pytest

from archiver.analysis import features
from archiver.analysis.needed import could_match, needed
from archiver.analysis.rules import RULES
from archiver.corpus.collection import read_cases

CORPUS = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "corpus"


@pytest.mark.parametrize(
    ("pattern", "chars"),
    [
        ("退款", "退"),
        ("[退还]款?", "退还"),
        ("(?:定金|首付)\\d+", "定首"),
        ("(?<!不)行.*吗", "行"),
        ("改+|.", ""),
        ("不?\\s*", ""),
        ("[^改]", ""),
        ("(?i)ok", ""),
        ("改{0,3}", ""),
    ],
)
def test_the_characters_that_every_match_holds_one_of(pattern: str, chars: str) -> None:
    assert needed(re.compile(pattern)) == frozenset(chars)


def test_no_pattern_of_the_program_matches_a_message_without_what_it_needs() -> None:
    patterns = [rule.pattern for rule in RULES] + [pattern for _, pattern in features._PATTERNS]
    needs = [(pattern, needed(pattern)) for pattern in patterns]
    assert sum(1 for _, chars in needs if chars) > 0.9 * len(needs)
    for case in read_cases(CORPUS, "dev"):
        for said in case.messages:
            for pattern, chars in needs:
                assert could_match(chars, set(said.text)) or not pattern.search(said.text)
