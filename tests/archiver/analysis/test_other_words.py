"""Words that look like another day or like the speaker's own promise, and are neither."""

import pytest

from archiver.analysis.amounts import read_amounts
from archiver.analysis.dated_words import is_of_other
from archiver.analysis.kinds import reschedules


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("改到周四吧", True),
        ("换三点行吗", True),
        ("挪到一点半", True),
        ("音乐换个燃一点的", False),
        ("能不能换成亮一点", False),
    ],
)
def test_a_little_more_is_no_hour(words: str, day: bool) -> None:
    assert reschedules(words) is day


@pytest.mark.parametrize(
    ("words", "other"),
    [
        ("素材今晚发我网盘", True),
        ("原图明天传给我", True),
        ("你周五前寄过来", True),
        ("今晚我发你", False),
        ("周五我再发我的那份", False),
        ("18号交第一版", False),
    ],
)
def test_what_is_to_be_sent_to_the_speaker_is_the_other_sides(words: str, other: bool) -> None:
    assert is_of_other(words) is other


@pytest.mark.parametrize(
    ("text", "money"),
    [("那一共330对吧", True), ("合计330 对吧", True), ("耳环30对", False), ("30对多少钱", False)],
)
def test_a_pair_is_counted_and_a_question_whether_it_is_right_is_not(text: str, money: bool) -> None:
    assert any(found.kind == "money" for found in read_amounts(text)) is money
