"""Families of lines without a time or a sum, each beside lines with the same words that hold one.

First runs, before anything was mended for them: of 233 traps of time 43 were taken for a due, of 74 dues 3 were read
wrong (days by their number had been mended before, from other lines); of 97 numbers that are no sums 16 were taken for
some, of 26 lines with sums 1 was read wrong. What is held is what was reached, less two points.

The second tables (time_traps_more.txt, money_free_more.txt) were written after the fifteenth probe. Read by the rules
as they stood then, 93 of 516 traps of time were taken for a due and 17 of 157 dues read wrong; of 236 numbers that are
no sums 13 were taken for some, and of 223 lines with sums 28 were read wrong. The weights of dues have learnt from the
first of these two tables since; nothing has learnt from the second.

The last tables were written when that was done, part by part, and nothing learns from them. At the first reading of
each part 13 of 254 traps of time were taken for a due (51 by the rules before) and 9 of 145 dues read wrong (13), 2 of
211 numbers were taken for sums (2) and 19 of 276 sums read wrong (20); what a part showed was mended before the next.
"""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from archiver.analysis.amounts import AmountExpression, read_amounts
from archiver.analysis.dates import read_times

_SAID_AT = datetime(2024, 3, 5, 10, 20)  # noqa: DTZ001 - wall time
_TIME_TRAPS_LEFT, _DUES_WRONG = 0.1, 0.03
_MONEY_TRAPS_LEFT, _SUMS_WRONG = 0.08, 0.05
_TIMES, _FIGURES = ("time_traps_more.txt", "time_traps_last.txt"), ("money_free_more.txt", "money_free_last.txt")
_MORE_TRAPS_LEFT, _MORE_DUES_WRONG = 0.05, 0.05
_MORE_MONEY_TRAPS_LEFT, _MORE_SUMS_WRONG = 0.05, 0.04


def _lines(name: str) -> list[tuple[str, set[str]]]:
    rows = (Path(__file__).parent / name).read_text("utf-8").splitlines()
    told = [row.split("\t") for row in rows if row and not row.startswith("# ")]
    return [(text, set() if meant == "-" else set(meant.split(";"))) for text, meant in told]


def _dues(text: str) -> set[str]:
    return {each.due for each in read_times(text, _SAID_AT) if each.due is not None}


def _amounts(text: str) -> set[str]:
    """Return what is read as sums and shares: 300, 800..1000, 50%."""
    found = [each for each in read_amounts(text) if each.kind in ("money", "percent")]
    return {_shown(each) for each in found}


def _shown(found: AmountExpression) -> str:
    if found.percent is not None:
        return f"{Decimal(found.percent)}%"
    return found.value if found.value is not None else f"{found.min}..{found.max}"


def _sums(text: str) -> set[Decimal]:
    return {Decimal(each.value) for each in read_amounts(text) if each.kind == "money" and each.value is not None}


def test_lines_that_only_look_like_times_set_no_due() -> None:
    traps = [text for text, meant in _lines("time_traps.txt") if not meant]
    alarms = [text for text in traps if _dues(text)]
    assert len(alarms) <= _TIME_TRAPS_LEFT * len(traps), alarms


def test_times_among_the_same_words_are_read() -> None:
    dues = [(text, meant) for text, meant in _lines("time_traps.txt") if meant]
    wrong = [text for text, meant in dues if _dues(text) != meant]
    assert len(wrong) <= _DUES_WRONG * len(dues), wrong


def test_numbers_that_are_no_sums_stay_none() -> None:
    traps = [text for text, meant in _lines("money_free.txt") if not meant]
    alarms = [text for text in traps if _sums(text)]
    assert len(alarms) <= _MONEY_TRAPS_LEFT * len(traps), alarms


def test_sums_among_the_same_words_are_read() -> None:
    sums = [(text, {Decimal(each) for each in meant}) for text, meant in _lines("money_free.txt") if meant]
    wrong = [text for text, meant in sums if _sums(text) != meant]
    assert len(wrong) <= _SUMS_WRONG * len(sums), wrong


@pytest.mark.parametrize("table", _TIMES)
def test_more_lines_that_only_look_like_times_set_no_due(table: str) -> None:
    traps = [text for text, meant in _lines(table) if not meant]
    alarms = [text for text in traps if _dues(text)]
    assert len(alarms) <= _MORE_TRAPS_LEFT * len(traps), alarms


@pytest.mark.parametrize("table", _TIMES)
def test_more_times_among_the_same_words_are_read(table: str) -> None:
    dues = [(text, meant) for text, meant in _lines(table) if meant]
    wrong = [text for text, meant in dues if not _are_meant(_dues(text), meant)]
    assert len(wrong) <= _MORE_DUES_WRONG * len(dues), wrong


def _are_meant(dues: set[str], meant: set[str]) -> bool:
    """Tell whether the dues are those meant, where a day may stand for any of its hours."""
    return len(dues) == len(meant) and all(due in meant or due[:10] in meant for due in dues)


@pytest.mark.parametrize("table", _FIGURES)
def test_more_numbers_that_are_no_sums_stay_none(table: str) -> None:
    traps = [text for text, meant in _lines(table) if not meant]
    alarms = [text for text in traps if _sums(text)]
    assert len(alarms) <= _MORE_MONEY_TRAPS_LEFT * len(traps), alarms


@pytest.mark.parametrize("table", _FIGURES)
def test_more_sums_among_the_same_words_are_read(table: str) -> None:
    sums = [(text, meant) for text, meant in _lines(table) if meant]
    wrong = [text for text, meant in sums if _amounts(text) != meant]
    assert len(wrong) <= _MORE_SUMS_WRONG * len(sums), wrong
