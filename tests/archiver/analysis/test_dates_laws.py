"""Laws of the readers: any text gives an answer, offsets are right, and answers move with the message."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.analysis.amounts import read_amounts
from archiver.analysis.dates import due_of, read_times

_CHARACTERS = (
    "0123456789一二两三四五六七八九十百千万半几天日号月年周点分时秒前后内外起到至-~/.:：号底初中末上下这今明昨早晚午夜"
    "节春秋每隔过再收定金尾款元块折成％%kKwW，。 （）９點號😀差刻旬"
)
_WORDS = (
    "之前",
    "以内",
    "个月",
    "工作日",
    "国庆",
    "礼拜",
    "星期",
    "农历",
    "正月",
    "除夕",
    "季度",
    "世纪",
    "https://x.cn/1",
)
_PIECES = st.sampled_from([*_CHARACTERS, *_WORDS])
_LINES = st.lists(_PIECES, max_size=14).map("".join) | st.text(max_size=40)
_MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2089, 12, 31))  # noqa: DTZ001 - wall time


@settings(max_examples=300, deadline=None)
@given(text=_LINES, at=_MOMENTS)
def test_any_text_at_any_time_is_read_in_order_at_its_place(text: str, at: datetime) -> None:
    end = 0
    for expression in read_times(text, at):
        assert end <= expression.start < expression.end <= len(text)
        assert text[expression.start : expression.end] == expression.text
        if expression.from_ and expression.to:
            assert expression.from_ <= expression.to
        due_of(expression)
        end = expression.end


@settings(max_examples=300, deadline=None)
@given(text=_LINES)
def test_any_text_gives_amounts_in_order_at_their_place(text: str) -> None:
    for every_number in (False, True):
        end = 0
        for expression in read_amounts(text, every_number=every_number):
            assert end <= expression.start < expression.end <= len(text)
            assert text[expression.start : expression.end] == expression.text
            end = expression.end


@pytest.mark.parametrize(
    "text", ["明天", "今晚12点前", "7天内", "三天后", "24小时内", "后天下午3点", "昨天", "大后天", "两周内"]
)
@given(at=st.datetimes(datetime(2000, 1, 1), datetime(2080, 12, 31)))  # noqa: DTZ001 - wall time
@settings(max_examples=40, deadline=None)
def test_a_day_later_the_relative_answer_is_a_day_later(text: str, at: datetime) -> None:
    (first,) = read_times(text, at)
    (second,) = read_times(text, at + timedelta(days=1))
    for one, other in ((first.from_, second.from_), (first.to, second.to)):
        assert one is not None
        assert other is not None
        assert datetime.fromisoformat(other) - datetime.fromisoformat(one) == timedelta(days=1)


@pytest.mark.parametrize("at", ["0001-01-01", "0001-03-01", "9999-12-30", "9999-12-31T23:59:59.999999"])
@pytest.mark.parametrize(
    "text",
    ["明天", "昨天", "下下周五", "三年后", "100年前", "9999年12月31日", "国庆前", "年底", "31号", "节前", "5个工作日",
    "2月29日", "周末", "每周五", "上个月", "五百年内", "晚上", "3点"],
)  # fmt: skip
def test_at_the_ends_of_the_calendar_nothing_is_read(text: str, at: str) -> None:
    assert read_times(text, datetime.fromisoformat(at)) == ()


def test_a_very_long_line_is_read_in_linear_time() -> None:
    at = datetime(2024, 3, 5, 10, 20)  # noqa: DTZ001 - wall time
    assert len(read_times("周五前给你，" * 3000, at)) == 3000
    assert len(read_amounts("尾款600，" * 300)) == 300
    for hostile in ("一" * 20_000, "1" * 20_000, "3天" * 5000, "到" * 20_000, "2024-" * 4000, "每" * 20_000):
        read_times(hostile, at)
        read_amounts(hostile)
