"""Words that are read once say what each of their messages says by itself."""

from datetime import datetime

import pytest

from archiver.analysis.apart import AGAIN, _is_timeless, _of_more_words, _read_apart, read_apart
from archiver.analysis.talk import Line
from parsers.message import Kind

_MONDAY, _LATER = datetime.fromisoformat("2024-03-04T10:20"), datetime.fromisoformat("2024-03-16T21:05")


def _line(text: str, at: datetime, kind: Kind = "text") -> Line:
    return Line("1:7", "c1", "9000010001", "山雀", at, kind, text, ((0, len(text)),))


@pytest.mark.parametrize(
    "text",
    [
        "", "  ", "好的", "收到", "定金500", "可以吗", "OK", "明天给你", "週五前交", "３天内", "改成蓝的吧",
        "接各种头像、封面、ＬＯＧＯ，60元起，不满意可以改到满意，定金30%，私聊看图，同意再付款 www.example.com",
        "亲，订单已经收到，老师明天下午开始画，草图周五前发您，尾款 ￥280 请在交稿前付清，谢谢理解",
        "画得不对" * 60,
    ],
)  # fmt: skip
def test_words_said_again_read_as_if_for_the_first_time(text: str) -> None:
    for line in (_line(text, _MONDAY), _line(text, _LATER), _line(text, _LATER, "image")):
        assert read_apart(line) == _read_apart(line)


@pytest.mark.parametrize("text", ["明天给你", "週五前交", "３天内"])
def test_words_that_hold_a_time_are_read_at_the_time_of_each_message(text: str) -> None:
    assert not _is_timeless(_line(text, _MONDAY))
    assert read_apart(_line(text, _MONDAY)).words.times != read_apart(_line(text, _LATER)).words.times


def test_advertisements_said_again_are_read_once() -> None:
    text = "接各种头像、封面，60元起，不满意可以改"
    read = _of_more_words.cache_info().misses
    assert read_apart(_line(text, _MONDAY)) is read_apart(_line(text, _LATER))
    assert _of_more_words.cache_info().misses <= read + 1


def test_words_quoted_or_long_are_no_words_said_again() -> None:
    quoted = Line("1:7", "c1", "9000010001", "山雀", _MONDAY, "text", "改成蓝的吧", ((2, 5),))
    assert not _is_timeless(quoted)
    assert not _is_timeless(_line("改" * (AGAIN + 1), _MONDAY))
