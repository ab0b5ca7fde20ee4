"""What the matches of a pattern begin with is told, and never too little."""

import re

import pytest

from archiver.analysis.folding import fold
from archiver.analysis.openings import OTHER_FIGURE, Characters, Opening, openings
from archiver.analysis.times.atoms import RULES
from archiver.corpus.collection import read_cases
from tests.archiver.analysis.test_needed import CORPUS


def _told(pattern: str) -> set[tuple[str | None, str | None]]:
    """Return the pairs, each set of characters as one sorted string."""

    def spelt(chars: Characters) -> str | None:
        return None if chars is None else "".join(sorted(chars))

    return {(spelt(first), spelt(second)) for first, second in openings(pattern)}


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("明天", {("明", "天")}),
        ("[周期]末", {("周期", "末")}),
        ("天", {("天", None)}),
        ("天?", {("天", None), (None, None)}),
        ("(?:今|明早?)天", {("今", "天"), ("明", "天"), ("明", "早")}),
        ("上?个?月", {("上", "个"), ("上", "月"), ("个", "月"), ("月", None)}),
        ("下{2}周", {("下", "下")}),
        ("下+周", {("下", "下"), ("下", "周")}),
        ("(?<!大)(?=后)后(?!来)天", {("后", "天")}),
        ("(?P<a>今)?(?(a)晚|早上)", {("今", "晚"), ("今", "早"), ("早", "上"), ("晚", None)}),
        ("(今)\\1", {("今", None)}),
        ("[^今]天", {(None, "天")}),
        ("(?i:t)oday", {(None, "o")}),
        ("(?i)today", {(None, None)}),
        ("(?>今|明)天", {("今明", "天")}),
    ],
)
def test_the_first_two_characters_of_the_matches(pattern: str, told: set[tuple[str | None, str | None]]) -> None:
    assert _told(pattern) == told


def test_figures_and_blanks_are_spelt_out() -> None:
    ((first, second),) = openings(r"\d\s")
    assert first is not None
    assert second is not None
    assert first == {*"0123456789", OTHER_FIGURE}
    assert {" ", "\t", "\u3000"} <= second


def test_no_rule_of_time_matches_what_it_is_not_said_to_begin_with() -> None:
    texts = {fold(said.text) for case in read_cases(CORPUS, "train") for said in case.messages}
    texts |= {words for rule in RULES for words, _ in rule.examples} | {
        words for rule in RULES for words in rule.counterexamples
    }
    wrong = {
        (rule.name, match[0])
        for rule in RULES
        for told in [openings(rule.pattern)]
        for text in texts
        for match in re.finditer(rule.pattern, text)
        if match[0] and not any(_begins(opening, match[0] + text[match.end() : match.end() + 1]) for opening in told)
    }
    assert wrong == set()


def _begins(opening: Opening, words: str) -> bool:
    return all(chars is None or words[at : at + 1] in chars for at, chars in enumerate(opening))
