"""Outsiders' cases: developed on one half, reported on the other, which no rule was tuned to.

Run with -s to see the table: every class of exclusion with its count, and each figure.
"""

import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from recognizers import (
    DATED_FILES,
    EXCLUDED,
    Half,
    day_right,
    exactly_right,
    excluded_class,
    is_dated,
    moment,
    overlapping,
    seconds_of,
    sentences,
)
from suites import suite

from archiver.analysis.amounts import read_amounts
from archiver.analysis.dates import read_times
from archiver.analysis.numerals import read_numerals

_HALVES: tuple[Half, ...] = ("developed", "reported")


@pytest.mark.parametrize("half", _HALVES)
def test_dates_reach_the_aims_and_the_exclusions_stay_few(half: Half) -> None:
    tally: Counter[str] = Counter()
    out: Counter[str] = Counter()
    for sentence in sentences(suite("zh-datetime"), DATED_FILES, half):
        found = read_times(sentence.text, moment(sentence))
        for gold in sentence.gold:
            if not is_dated(gold):
                continue
            tally["dated"] += 1
            reason = excluded_class(gold)
            if reason is not None:
                out[reason] += 1
                continue
            answer = overlapping(found, gold)
            tally["scored"] += 1
            tally["day"] += day_right(answer, gold)
            tally["exact"] += exactly_right(answer, gold)
    print(f"\n{half}: {tally['dated']} dated, {tally['scored']} scored")
    for name, _ in EXCLUDED:
        print(f"  left out {out[name]:3}  {name}")
    print(f"  day {tally['day'] / tally['scored']:.1%}, exact {tally['exact'] / tally['scored']:.1%}")
    assert tally["scored"] >= 0.8 * tally["dated"]
    assert tally["day"] >= 0.92 * tally["scored"]
    assert tally["exact"] >= 0.88 * tally["scored"]


@pytest.mark.parametrize("half", _HALVES)
def test_times_of_day_lengths_and_repetitions_reach_the_aims(half: Half) -> None:
    tally: Counter[str] = Counter()
    for sentence in sentences(suite("zh-datetime"), DATED_FILES, half):
        found = read_times(sentence.text, moment(sentence))
        for gold in sentence.gold:
            if gold.type == "duration":
                tally["lengths"] += 1
                tally["lengths right"] += any(gold.seconds in seconds_of(each.duration) for each in found)
            elif gold.type == "set":
                tally["sets"] += 1
                tally["sets right"] += any(each.every == gold.timex for each in found)
            elif gold.type in ("time", "timerange") and gold.readings:
                tally["times"] += 1
                tally["times right"] += exactly_right(overlapping(found, gold), gold)
    print(f"\n{half}: {dict(tally)}")
    assert tally["lengths right"] >= 0.95 * tally["lengths"]
    assert tally["sets right"] >= 0.95 * tally["sets"]
    assert tally["times right"] >= 0.75 * tally["times"]


@pytest.mark.parametrize("half", _HALVES)
@pytest.mark.parametrize(("model", "aim"), [("NumberModel", 0.93), ("PercentModel", 0.93), ("CurrencyModel", 0.92)])
def test_numbers_shares_and_currencies_reach_the_aims(model: str, aim: float, half: Half) -> None:
    right = total = 0
    for sentence in sentences(suite("zh-datetime"), (model,), half):
        values = _values(model, sentence.text)
        for gold in sentence.gold:
            if gold.value is None:
                continue  # the gold itself resolves nothing
            total += 1
            wanted = Decimal(gold.value.rstrip("%"))
            right += any(
                abs(value - wanted) <= abs(wanted) * Decimal("1e-9")
                and (model != "CurrencyModel" or code == gold.iso or not gold.iso)
                for value, code in values
            )
        if not sentence.gold:
            total += 1
            right += not values
    print(f"\n{half}: {model} {right}/{total} = {right / total:.1%}")
    assert right >= aim * total


def _values(model: str, text: str) -> list[tuple[Decimal, str | None]]:
    if model == "NumberModel":
        return [(number.value, None) for number in read_numerals(text) if number.value is not None]
    found = read_amounts(text)
    if model == "PercentModel":
        return [(Decimal(each.percent), None) for each in found if each.percent is not None]
    return [(Decimal(each.value), each.currency) for each in found if each.kind == "money" and each.value is not None]
