"""Lines written by hands other than those that wrote the rules; each file is skipped, loudly, while it is absent.

`probes/*deadline*.jsonl`: {"text", "at", "due"}; `*time*trap*.jsonl`: {"text", "at", "due": null};
`*amount*.jsonl`: {"text", and any of "value", "min", "max", "percent", "currency", "role"};
`*money*trap*.jsonl`: {"text", "value": null}. A due with a clock counts once for its day and once for its clock.

First run, 2026-11-22, before anyone who writes rules had read these lines: day wrong 10 of 369, clock wrong 3 of 102,
time false alarms 14 of 189, amounts wrong 12 of 173, money false alarms 7 of 141. The rules were then mended by the
classes those lines showed, so later scores are no longer independent: the tests below only hold what was reached.
"""

import sys
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec
import pytest

from archiver.analysis.amounts import read_amounts
from archiver.analysis.dates import read_times

_PROBES: Final = Path(__file__).parent / "probes"
_AMOUNT_KEYS: Final = ("value", "min", "max", "percent", "currency", "role")


def _tell(figure: str) -> None:
    """Show a figure in the report of a run with -s; the test asserts its aim."""
    sys.stdout.write(figure + "\n")


def _lines(*marks: str) -> list[dict[str, object]]:
    """Return the lines of the probe files whose names hold all marks; skip the test where there are none."""
    found = [path for path in sorted(_PROBES.glob("*.jsonl")) if all(mark in path.stem for mark in marks)]
    if not found:
        pytest.skip(f"independent probe absent: no probes/*{'*'.join(marks)}*.jsonl in {_PROBES}")
    decode = msgspec.json.Decoder(dict[str, object]).decode
    return [decode(line) for path in found for line in path.read_bytes().splitlines() if line.strip()]


def _dues(line: dict[str, object]) -> list[str]:
    found = read_times(str(line["text"]), datetime.fromisoformat(str(line["at"])))
    return [expression.due for expression in found if expression.due is not None]


def test_deadlines_name_the_right_day_and_clock() -> None:
    lines = [line for line in _lines("deadline") if line.get("due")]
    days = [line for line in lines if str(line["due"])[:10] not in {due[:10] for due in _dues(line)}]
    clocks = [line for line in lines if "T" in str(line["due"])]
    late = [line for line in clocks if line["due"] not in _dues(line)]
    _tell(f"{len(lines)} deadlines, day wrong {len(days)}; {len(clocks)} clocks, wrong {len(late)}")
    assert len(days) <= 0.03 * len(lines), days[:20]
    assert len(late) <= 0.03 * len(clocks), late[:20]


def test_time_free_lines_set_no_due() -> None:
    lines = _lines("time", "trap")
    alarms = [line for line in lines if _dues(line)]
    _tell(f"{len(lines)} time-free lines, false alarms {len(alarms)}")
    assert len(alarms) <= 0.02 * len(lines), alarms


def test_amounts_have_the_right_value() -> None:
    lines = [line for line in _lines("amount") if any(line.get(key) is not None for key in _AMOUNT_KEYS)]
    wrong = []
    for line in lines:
        wanted = {key: line[key] for key in _AMOUNT_KEYS if line.get(key) is not None}
        found = [msgspec.to_builtins(each) for each in read_amounts(str(line["text"]))]
        if not any(all(each[key] == value for key, value in wanted.items()) for each in found):
            wrong.append(line)
    _tell(f"{len(lines)} amounts, wrong {len(wrong)}")
    assert len(wrong) <= 0.05 * len(lines), wrong[:20]


def test_money_free_lines_hold_no_money() -> None:
    lines = _lines("money", "trap")
    alarms = [line for line in lines if any(each.kind == "money" for each in read_amounts(str(line["text"])))]
    _tell(f"{len(lines)} money-free lines, false alarms {len(alarms)}")
    assert len(alarms) <= 0.05 * len(lines), alarms
