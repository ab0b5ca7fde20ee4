"""Lunar days and solar terms are those of the library that reckons them, each year reckoned once."""

import pytest
from lunar_python import Lunar, LunarYear, Solar

from archiver.analysis.times.holidays import _lunar_months, lunar_day, solar_term


@pytest.mark.parametrize("year", [1900, 1985, 2020, 2023, 2033, 2100])
def test_a_lunar_day_is_the_one_that_the_library_tells(year: int) -> None:
    for month in range(1, 13):
        last = LunarYear.fromYear(year).getMonth(month).getDayCount()
        for day in (1, 15, 29, 30):
            solar = Lunar.fromYmd(year, month, min(day, last)).getSolar()
            told = lunar_day(year, month, day)
            assert told is not None
            assert told.isoformat() == solar.toYmd()


def test_the_thirtieth_of_a_short_month_is_its_last_day() -> None:
    assert lunar_day(2022, 11, 30) == lunar_day(2022, 11, 29)
    assert lunar_day(2022, 12, 30) != lunar_day(2022, 12, 29)


@pytest.mark.parametrize("day", [0, 31])
def test_a_day_that_no_lunar_month_has_is_none(day: int) -> None:
    assert lunar_day(2023, 1, day) is None


@pytest.mark.parametrize("year", [1899, 2101])
def test_years_beyond_the_tables_are_none(year: int) -> None:
    assert lunar_day(year, 1, 1) is None
    assert solar_term("清明", year) is None


@pytest.mark.parametrize("year", [1901, 2024, 2100])
def test_a_solar_term_is_the_one_that_the_library_tells_of_its_day(year: int) -> None:
    for name in ("立春", "清明", "夏至", "冬至", "小寒"):
        day = solar_term(name, year)
        assert day is not None
        assert Solar.fromYmd(day.year, day.month, day.day).getLunar().getJieQi() == name
        assert day.year == year


def test_festivals_looked_for_in_four_years_reckon_each_year_once() -> None:
    lunar_day.cache_clear()
    _lunar_months.cache_clear()
    before = _lunar_months.cache_info().misses
    for month, day in ((5, 5), (8, 15), (9, 9)):
        for year in range(2051, 2055):
            lunar_day(year, month, day)
    assert _lunar_months.cache_info().misses - before == 4
