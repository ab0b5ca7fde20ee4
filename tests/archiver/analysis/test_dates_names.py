"""Every name of a day that the grammar takes is one that it can date."""

import re
from datetime import datetime

import pytest

from archiver.analysis.dates import read_times
from archiver.analysis.times import rules_holidays
from archiver.analysis.times.holidays import festival

AT = datetime(2024, 3, 5, 10, 20)  # noqa: DTZ001 - wall time, as messages have it
_BARE = re.sub(r"\(\?[=!<][^)]*\)|\[[^]]*\]", "|", rules_holidays._NAME)
WRITTEN = sorted({*re.findall(r"[\u4e00-\u9fff0-9]+", _BARE), *rules_holidays._NAMES})


@pytest.mark.parametrize("name", WRITTEN)
def test_a_written_name_never_raises(name: str) -> None:
    for text in (f"{name}前给你", f"{name}给你", f"{name}之前必须好", f"{name}后再说", f"{name}期间弄"):
        assert isinstance(read_times(text, AT), tuple)


@pytest.mark.parametrize("name", sorted(set(rules_holidays._NAMES.values())))
def test_every_named_day_has_a_date_in_every_year(name: str) -> None:
    assert all(festival(name, year) is not None for year in range(2019, 2031))
