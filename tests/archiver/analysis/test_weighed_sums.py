"""Sums of everyday deals that no single word of money betrays, and what is weighed around a figure."""

from decimal import Decimal
from pathlib import Path

from archiver.analysis.amounts import AmountExpression, read_amounts
from archiver.analysis.folding import fold
from archiver.analysis.quantities import Quantity, next_quantity, read_quantity
from archiver.analysis.sum_weights import WEIGHTS
from archiver.analysis.weighed_sums import is_likely_sum, is_unlikely_sum, marks_of

_LINES = [
    line.split("\t")
    for line in (Path(__file__).parent / "money_lines.txt").read_text("utf-8").splitlines()
    if "\t" in line
]
_SLACK = 0.02


def _shown(found: AmountExpression) -> str:
    if found.percent is not None:
        return f"{Decimal(found.percent)}%"
    one = found.value if found.value is not None else f"{found.min}..{found.max}"
    return (
        f"{one}%" if found.kind == "percent" else f"{one} {found.currency}".removesuffix(" CNY").removesuffix(" None")
    )


def test_sums_of_everyday_deals_are_read_and_numbers_that_are_none_are_not() -> None:
    wrong = [
        text
        for text, meant in _LINES
        if (
            any(found.kind == "money" for found in read_amounts(text))
            if meant == "-"
            else [_shown(found) for found in read_amounts(text)] != meant.split("; ")
        )
    ]
    assert len(wrong) <= _SLACK * len(_LINES), wrong


def _weighed(text: str) -> tuple[bool, bool]:
    folded = fold(text)
    match = next_quantity(folded, 0)
    read = read_quantity(match) if match else None
    assert match is not None
    assert read is not None
    return is_likely_sum(folded, read, *match.span()), is_unlikely_sum(folded, read, *match.span())


def test_what_stands_as_sums_do_is_likely_and_what_never_does_unlikely() -> None:
    assert _weighed("妆造300包来回") == (True, False)
    assert _weighed("血量300掉到底") == (False, True)


def test_every_weight_is_of_a_kind_of_mark_that_is_looked_for() -> None:
    entries = [entry.rpartition(":") for entry in WEIGHTS.split()]
    assert len(entries) > 500
    assert all(mark[0] in "<>-+#" and int(weight) for mark, _, weight in entries)
    marks = {kind + mark for kind, marks in marks_of("做 一张80 不贵", _quantity_of("80"), 4, 6) for mark in marks}
    assert {"<张", ">_", "-一张", "+_不", "#shape00", "#digits2"} <= marks


def _quantity_of(words: str) -> Quantity:
    match = next_quantity(words, 0)
    assert match is not None
    read = read_quantity(match)
    assert read is not None
    return read
