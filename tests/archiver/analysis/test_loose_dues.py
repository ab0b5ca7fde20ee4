"""Bare lengths and bare numbers of days, where a message was read as setting a day; and spans after what happens."""

from datetime import datetime

import pytest

from archiver.analysis.dates import due_of, read_times
from archiver.analysis.loose_dues import loose_due

AT = datetime(2024, 3, 5, 10, 20)  # noqa: DTZ001 - wall time


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("十五分钟弄好发你", "2024-03-05T10:35"),
        ("给我二十分钟", "2024-03-05T10:40"),
        ("八分钟", "2024-03-05T10:28"),
        ("18那天吧", "2024-03-18"),
        ("22就22", "2024-03-22"),
        ("没跑 9", "2024-03-09"),
        ("还是挪到27", "2024-03-27"),
        ("4吧", "2024-04-04"),
    ],
)
def test_a_bare_length_or_number_sets_a_moment(text: str, due: str) -> None:
    found = loose_due(text, AT)
    assert found is not None
    assert found.due == due


@pytest.mark.parametrize(
    "text", ["等会儿给你", "改了3版", "第12页", "一共9张", "时长30秒", "1.5", "12 15都行吧", "34吧"]
)
def test_counts_versions_and_lengths_of_films_set_none(text: str) -> None:
    assert loose_due(text, AT) is None


def test_without_a_time_of_the_message_nothing_is_set() -> None:
    assert loose_due("22就22", None) is None


@pytest.mark.parametrize(
    ("text", "after", "within"),
    [
        ("订金到了5天内给你线稿", "deposit", "P5D"),
        ("发票到了三天内打款", "other", "P3D"),
        ("底图到手两天之内改好", "material", "P2D"),
        ("收到样衣照我三天内做完", "material", "P3D"),
        ("我收到草稿两天内给你意见", "draft", "P2D"),
        ("展板挂完一周内付清", "other", "P7D"),
        ("全部过审了五天内结账", "acceptance", "P5D"),
        ("录完当天付尾款", "other", "P0D"),
        ("货到三天内付剩下的", "delivery", "P3D"),
    ],
)
def test_a_span_counts_from_what_is_said_to_have_happened_before_it(text: str, after: str, within: str) -> None:
    (found,) = read_times(text, AT)
    due = due_of(found)
    assert due is not None
    assert (due.after, due.due, due.within) == (after, None, within)


@pytest.mark.parametrize("text", ["忙过这阵子 一周内给你", "我到家两小时内发你", "说到三天内交稿"])
def test_a_span_after_other_words_counts_from_the_message(text: str) -> None:
    (found,) = read_times(text, AT)
    assert found.after is None


@pytest.mark.parametrize(
    ("text", "every"),
    [("五天给你报一回", "P5D"), ("隔三天跟您说一声进度", "P3D"), ("打款后两天一张", None), ("三天出一稿", None)],
)
def test_news_told_every_few_days_comes_again(text: str, every: str | None) -> None:
    assert [found.every for found in read_times(text, AT) if found.every] == ([every] if every else [])
