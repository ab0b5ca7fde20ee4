"""Sums as chat types them, with their roles, and numbers beside work that are no sums.

The lines stand in money_talk.txt and money_traps.txt, with what each must mean.
"""

from decimal import Decimal
from pathlib import Path

import pytest

from archiver.analysis.amounts import AmountExpression, read_amounts

_HERE = Path(__file__).parent


def _lines(name: str) -> list[str]:
    lines = (_HERE / name).read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]


_TALK = [line.split("\t") for line in _lines("money_talk.txt")]
_TRAPS = _lines("money_traps.txt")


def _shown(found: AmountExpression) -> str:
    if found.percent is not None:
        return f"{Decimal(found.percent)}%"
    one = found.value if found.value is not None else f"{found.min}..{found.max}"
    return f"{one}%" if found.kind == "percent" else one


@pytest.mark.parametrize(("text", "meant"), _TALK, ids=[text for text, _ in _TALK])
def test_a_sum_of_chat_has_its_value_currency_and_role(text: str, meant: str) -> None:
    wanted = [] if meant == "-" else [sum_.split(" ") for sum_ in meant.split("; ")]
    found = read_amounts(text)
    assert [_shown(each) for each in found] == [sum_[0] for sum_ in wanted]
    for each, (_, *marks) in zip(found, wanted, strict=True):
        currency = next((mark for mark in marks if mark.isupper()), "CNY")
        role = next((mark for mark in marks if mark.islower()), each.role)
        assert (each.currency or "CNY", each.role) == (currency, role)


@pytest.mark.parametrize("text", _TRAPS)
def test_a_number_that_counts_measures_or_names_is_no_sum(text: str) -> None:
    assert [each.text for each in read_amounts(text) if each.kind == "money"] == []
