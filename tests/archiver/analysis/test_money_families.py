"""Shares and sums in many wordings: spaced, full-width, with small change, in the currencies of the world.

The lines stand in money_families.txt, with what each must mean.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from archiver.analysis.amounts import read_amounts

_FILE = Path(__file__).parent / "money_families.txt"
_LINES = [line.split("\t") for line in _FILE.read_text("utf-8").splitlines() if "\t" in line]


@pytest.mark.parametrize(("text", "meant"), _LINES, ids=[text for text, _ in _LINES])
def test_a_share_or_a_sum_means_what_its_words_say(text: str, meant: str) -> None:
    found = read_amounts(text)
    if meant == "-":
        assert found == ()
        return
    assert len(found) == 1, [each.text for each in found]
    if meant.endswith("%"):
        assert Decimal(found[0].percent or "NaN") == Decimal(meant.removesuffix("%"))
        return
    value, currency = meant.split(" ")
    assert (Decimal(found[0].value or "NaN"), found[0].currency) == (Decimal(value), currency)
