"""Patterns led by their first characters find what the same patterns find by themselves."""

import re
from pathlib import Path

import pytest

from archiver.analysis import numerals
from archiver.analysis.folding import fold
from archiver.analysis.lazy import LazyPattern
from archiver.analysis.led import led
from archiver.analysis.openings import openings
from archiver.analysis.times import asides, gate, names, particles, tense, titles

_HERE = Path(__file__).parent
_LINES = [
    fold(line)
    for name in ("chat_times.txt", "plain_chat.txt", "families.txt", "money_talk.txt")
    for line in (_HERE / name).read_text("utf-8").splitlines()
]
_LED = re.compile(
    r"(?P<first>\[.+?\])(?:\(\?=(?P<second>\[.+?\])\))?\(\?<=\(\?=\((?P<plain>.+)\)\)\(\?s:\.\)\)", re.DOTALL
)
_PATTERNS = {
    f"{module.__name__}.{name}": value
    for module in (gate, names, numerals, tense, titles)
    for name, value in vars(module).items()
    if isinstance(value, LazyPattern) and _LED.fullmatch(value.pattern)
}


def test_the_match_is_the_first_character_and_its_group_the_whole() -> None:
    found = led("ab", "ab+c|b").search("xxabbc b")
    assert found is not None
    assert (found.span(), found.span(1)) == ((2, 3), (2, 6))


def test_the_led_patterns_are_known() -> None:
    assert len(_PATTERNS) == 10


def test_what_is_led_by_seconds_too_has_one_of_them_wherever_it_matches() -> None:
    written_so = [_LED.fullmatch(pattern.pattern) for pattern in _PATTERNS.values()]
    followed = [written for written in written_so if written is not None and written["second"]]
    assert followed
    for written in followed:
        for first, second in openings(written["plain"]):
            assert first is not None
            assert second is not None
            assert all(re.match(written["first"], char) for char in first)
            assert all(re.match(written["second"], char) for char in second)


@pytest.mark.parametrize(
    ("patterns", "told"),
    [
        ((asides._AWAY,), asides._AWAY_BEGINS),
        (
            (particles.AROUND, particles.BEFORE_IT, particles.WITHIN_IT, particles.AFTER_IT),
            particles.LENGTH_TAILS,
        ),
    ],
    ids=["away", "behind a length"],
)
def test_what_is_looked_at_before_small_words_are_tried_holds_all_that_they_begin_with(
    patterns: tuple[LazyPattern, ...], told: frozenset[str]
) -> None:
    begun = [opening.first for pattern in patterns for opening in openings(pattern.pattern)]
    assert None not in begun
    assert {char for chars in begun for char in chars or () if not char.isspace()} == told


@pytest.mark.parametrize("name", sorted(_PATTERNS))
def test_no_line_is_found_without_its_lead_only(name: str) -> None:
    pattern = _PATTERNS[name]
    written = _LED.fullmatch(pattern.pattern)
    assert written is not None
    plain = re.compile(written["plain"], pattern.flags)
    for line in _LINES:
        alone, with_lead = plain.search(line), pattern.search(line)
        assert (alone and alone.span()) == (with_lead and with_lead.span(1)), line
