from datetime import date, datetime

import pytest

from parsers.screens.times import is_time, stamp

TUESDAY = date(2024, 3, 5)


def wall(raw: str, taken: date | None = None) -> str | None:
    at = stamp(raw, taken).wall
    return at.isoformat(" ", "minutes") if at else None


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("2024年3月5日 10:20", "2024-03-05 10:20"),
        ("2024年3月5日10：20", "2024-03-05 10:20"),
        ("2024/9/25 13:30:46", "2024-09-25 13:30"),
        ("2024年3月5日 下午3:20", "2024-03-05 15:20"),
        ("2024年3月5日 晚上12:05", None),
        ("2024年2月30日 10:20", None),
        ("昨天 21:03", None),
        ("星期二 下午3:20", None),
        ("3月5日 10:20", None),
        ("21:03", None),
    ],
)
def test_a_whole_time_is_read_and_one_that_needs_a_day_is_not(raw: str, told: str | None) -> None:
    assert wall(raw) == told
    assert stamp(raw, None).raw == raw


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("昨天 21:03", "2024-03-04 21:03"),
        ("前天21:03", "2024-03-03 21:03"),
        ("21:03", "2024-03-05 21:03"),
        ("星期一 中午1:10", "2024-03-04 13:10"),
        ("星期二 下午3:20", "2024-02-27 15:20"),
        ("周日 9:05", "2024-03-03 09:05"),
        ("3月5日 晚上8:15", "2024-03-05 20:15"),
        ("12月31日 凌晨12:10", "2023-12-31 00:10"),
        ("2023年1月1日 10:20", "2023-01-01 10:20"),
    ],
)
def test_with_the_day_of_the_picture_a_time_counts_from_it_and_never_ahead(raw: str, told: str) -> None:
    assert wall(raw, TUESDAY) == told


def test_words_with_a_time_in_them_are_no_time_line() -> None:
    assert is_time("昨天 21:03")
    assert not is_time("明天 21:03")
    assert not is_time("21:03 到的")
    assert stamp("山雀撤回了一条消息", TUESDAY).wall is None
    assert stamp("昨天 25:03", TUESDAY) == stamp("昨天 25:03", None)
    assert stamp("2024年3月5日 10:20", None).wall == datetime(2024, 3, 5, 10, 20)  # noqa: DTZ001 - a wall time
