"""Sixteen probes of times and sums, by hands that had not seen the rules.

First runs, before the rules were mended by the classes they showed:

    probe    right day and no other    among the answers    clock       time traps    sums          money traps
    first                              359 of 369           99 of 102   14 of 189     161 of 173    7 of 141
    second   373 of 387                                     85 of 88    29 of 200
    third    285 of 300                295                  45 of 47    8 of 160      143 of 160    6 of 110
    fourth   188 of 200                196                  37 of 37    18 of 110     120 of 130    0 of 90
    fifth    344 of 360                349                  75 of 79    8 of 203      157 of 183    9 of 136
    sixth    362 of 383                374                  99 of 101   10 of 212     196 of 201    6 of 168
    seventh  354 of 386                367                  68 of 68    8 of 170      152 of 177    2 of 135
    eighth   386 of 398                391                  74 of 74    11 of 184     198 of 210    3 of 137
    ninth    414 of 438                419                  93 of 97    1 of 167      167 of 173    5 of 147
    tenth    403 of 417                407                  109 of 110  12 of 184     188 of 194    8 of 138
    eleventh 407 of 415                408                  107 of 109  6 of 194      191 of 197    4 of 141
    twelfth  424 of 432                426                  101 of 103  8 of 190      227 of 235    2 of 157
    13th     407 of 415                411                  100 of 101  6 of 211      184 of 186    2 of 144
    14th     542 of 554                544                  191 of 193  13 of 215     200 of 202    4 of 159
    15th     506 of 519                508                  127 of 128  7 of 240      184 of 194    1 of 179
    16th     385 of 391                387                  105 of 105  9 of 250      200 of 206    5 of 188

What weighs for a sum (`weighed_sums`) was first learnt from the first five; of the sixth and seventh, of which it had
seen nothing, 197 and 164 sums were then right and 5 and 1 traps taken for sums. It had learnt from those two when it
met the eighth, from all eight when it met the ninth, from all nine when it met the tenth and the eleventh; it knew
these two when it met the twelfth, all twelve when it met the thirteenth, and all thirteen when it met the fourteenth
and the fifteenth, from which it has learnt since. Four deadlines came to the seventh when its first run was over.

The sixteenth was met by the rules as they had met the fifteenth. Mended for the fifteenth alone, by who had not seen
the sixteenth, they name 386 of its days (388) and all clocks, take 3 of its traps for times, read 202 of its sums and
take the same 5 for sums: it stays as it was met.

The others were mended since by the classes they showed (of the thirteen traps of time of the fourteenth nine were a
number before 号, which is weighed now; what weighs for a due, `weighed_dues`, was learnt when all fifteen had been
met), so later scores are no longer independent; the tests only hold what was reached, less two points.
"""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final, TypeVar

import msgspec
import pytest

from archiver.analysis.amounts import AmountExpression, read_amounts
from archiver.analysis.dates import read_times

_PROBES: Final = ("probes", *(f"probes{number}" for number in range(2, 17)))
_SLACK: Final = 0.02
"""What share of a probe's lines may be read wrong."""
_OTHER_SLACK: Final = {"probes2": 0.01, "probes16": 0.03}
"""The same of one that is read better, and of one that nothing was mended for."""

_ROLES_WRONG: Final = 0.08
"""What share of sums may have another role than the one that is meant: 5 of the third probe's 70 have."""


class _Time(msgspec.Struct, frozen=True):
    text: str
    at: datetime
    due: str | msgspec.UnsetType | None = msgspec.UNSET
    """None where no deadline is set; unset where that is left open."""


class _Sum(msgspec.Struct, frozen=True):
    text: str
    value: Decimal | None = None
    min: Decimal | None = None
    max: Decimal | None = None
    percent: Decimal | None = None
    currency: str | None = None
    role: str | None = None


_Line = TypeVar("_Line", _Time, _Sum)


def _lines(probe: str, name: str, kind: type[_Line]) -> list[_Line]:
    decode = msgspec.json.Decoder(kind, strict=False).decode
    return [
        decode(line)
        for line in (Path(__file__).parent / probe / f"{name}.jsonl").read_bytes().splitlines()
        if line.strip()
    ]


def _slack(probe: str) -> float:
    return _OTHER_SLACK.get(probe, _SLACK)


def _dues(line: _Time) -> set[str]:
    return {each.due for each in read_times(line.text, line.at) if each.due is not None}


def _fits(line: _Sum, found: list[AmountExpression]) -> bool:
    """Tell whether one sum or share was found, and it is the one that the line holds."""
    if len(found) != 1:
        return False
    one = found[0]
    told = [(line.value, one.value), (line.min, one.min), (line.max, one.max), (line.percent, one.percent)]
    right = all(want is None or (got is not None and Decimal(got) == want) for want, got in told)
    return right and line.currency in (None, one.currency)


@pytest.mark.parametrize("probe", _PROBES)
def test_deadlines_name_the_right_day_and_no_other(probe: str) -> None:
    lines = [(line, line.due) for line in _lines(probe, "deadlines", _Time) if line.due is not msgspec.UNSET]
    wrong = [line.text for line, due in lines if {read[:10] for read in _dues(line)} != ({due[:10]} if due else set())]
    assert len(wrong) <= _slack(probe) * len(lines), wrong


@pytest.mark.parametrize("probe", _PROBES)
def test_deadlines_name_the_right_clock(probe: str) -> None:
    lines = [line for line in _lines(probe, "deadlines", _Time) if line.due and "T" in line.due]
    wrong = [line.text for line in lines if line.due not in _dues(line)]
    assert len(wrong) <= _slack(probe) * len(lines), wrong


@pytest.mark.parametrize("probe", _PROBES)
def test_lines_without_a_deadline_set_no_due(probe: str) -> None:
    lines = _lines(probe, "time_traps", _Time)
    alarms = [line.text for line in lines if _dues(line)]
    assert len(alarms) <= _slack(probe) * len(lines), alarms


@pytest.mark.parametrize("probe", _PROBES)
def test_sums_of_chat_are_read_as_they_are_meant(probe: str) -> None:
    lines = _lines(probe, "amounts", _Sum)
    wrong = [
        line.text
        for line in lines
        if not _fits(line, [each for each in read_amounts(line.text) if each.kind in ("money", "percent")])
    ]
    assert len(wrong) <= _slack(probe) * len(lines), wrong


@pytest.mark.parametrize("probe", ["probes", "probes3"])
def test_words_beside_a_sum_tell_its_role(probe: str) -> None:
    """Of these two alone the lines name roles; what is the whole price, the talk around a line tells."""
    lines = [line for line in _lines(probe, "amounts", _Sum) if line.role not in (None, "total")]
    wrong = [line.text for line in lines if line.role not in {each.role for each in read_amounts(line.text)}]
    assert len(wrong) <= _ROLES_WRONG * len(lines), wrong


@pytest.mark.parametrize("probe", _PROBES)
def test_numbers_that_are_no_sums_stay_none(probe: str) -> None:
    lines = _lines(probe, "money_traps", _Sum)
    alarms = [line.text for line in lines if any(each.kind == "money" for each in read_amounts(line.text))]
    assert len(alarms) <= _slack(probe) * len(lines), alarms
