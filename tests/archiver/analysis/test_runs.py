"""Every rule and every way to answer, on runs of its own letters: none may take its letters apart in all ways.

The time allowed is a hundred times the usual. It tells exponential time, and high powers of the length, from the rest;
it is no measurement.
"""

import re
import time

import pytest

from archiver.analysis.apart import LONGEST, WAYS
from archiver.analysis.rule import MARKS
from archiver.analysis.rules import RULES

_CASES = [
    *((one.id, one.pattern, (26, 300)) for one in RULES),
    *((one.id, one.pattern, (26, LONGEST)) for one in WAYS),
]
_COMMON = (" ", "，", "。", "！", "~", "9", "a", *MARKS.values())
_ALLOWED = 1.0


@pytest.mark.parametrize(("pattern", "lengths"), [case[1:] for case in _CASES], ids=[case[0] for case in _CASES])
def test_a_run_of_its_own_letters_takes_no_pattern_long(pattern: re.Pattern[str], lengths: tuple[int, ...]) -> None:
    for letter in sorted({*re.findall(r"[\u4e00-\u9fff]", pattern.pattern), *_COMMON}):
        for length in lengths:
            for behind in ("", "x好"):
                begun = time.process_time()
                list(pattern.finditer(letter * length + behind))
                assert time.process_time() - begun < _ALLOWED, (letter, length)
