"""Short words that are read once say what each of their messages says by itself."""

from datetime import datetime

import pytest

from archiver.analysis.apart import OFTEN, _of_text, _read_apart, read_apart
from archiver.analysis.talk import Line
from parsers.message import Kind

_MONDAY, _LATER = datetime.fromisoformat("2024-03-04T10:20"), datetime.fromisoformat("2024-03-16T21:05")


def _line(text: str, at: datetime, kind: Kind = "text") -> Line:
    return Line("1:7", "c1", "9000010001", "山雀", at, kind, text, ((0, len(text)),))


@pytest.mark.parametrize(
    "text", ["", "  ", "好的", "收到", "定金500", "可以吗", "OK", "明天给你", "週五前交", "３天内", "改成蓝的吧"]
)
def test_short_words_said_again_read_as_if_for_the_first_time(text: str) -> None:
    assert len(text) <= OFTEN
    for line in (_line(text, _MONDAY), _line(text, _LATER), _line(text, _LATER, "image")):
        assert read_apart(line) == _read_apart(line)


@pytest.mark.parametrize("text", ["明天给你", "週五前交", "３天内"])
def test_words_that_hold_a_time_are_read_at_the_time_of_each_message(text: str) -> None:
    assert _of_text(text) is None
    assert read_apart(_line(text, _MONDAY)).words.times != read_apart(_line(text, _LATER)).words.times
