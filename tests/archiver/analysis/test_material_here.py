"""A day that counts from the client's material: by the words that it came, or that all of it is there."""

import pytest

from tests.archiver.analysis.deal_talk import Talk
from tests.archiver.analysis.test_obligations import bargain


def waiting(words: str) -> Talk:
    """A price, and work promised within five days of the material (message 3)."""
    talk = bargain()
    talk.a("2024-03-04 10:02", words, "commitment", "deadline", after="material", within="P5D")
    return talk


def due(talk: Talk) -> str | None:
    """Return the day of the only delivery."""
    (owed,) = talk.owed("provider", "deliver")
    return owed.due


def test_a_thing_that_the_provider_says_has_come_starts_the_span() -> None:
    talk = waiting("拿到石料后五天内刻好")
    talk.b("2024-03-06 10:00", "走物流了")
    talk.a("2024-03-08 10:00", "石头到了 颜色真正")
    assert due(talk) == "2024-03-13"


@pytest.mark.parametrize("words", ["石头还没收到", "石头收到了吗", "钱收到了", "想到了一个刻法", "轮到了我叫你"])
def test_words_of_something_else_start_no_span(words: str) -> None:
    talk = waiting("拿到石料后五天内刻好")
    talk.a("2024-03-08 10:00", words)
    assert due(talk) is None


def test_where_all_material_is_waited_for_the_span_starts_when_it_is_all_there() -> None:
    talk = waiting("照片齐了以后五天内排好")
    talk.b("2024-03-06 10:00", "", file="照片1.zip")
    assert due(talk) == "2024-03-11"
    talk.b("2024-03-07 10:00", "还没齐 晚点再传")
    assert due(talk) == "2024-03-11"
    talk.b("2024-03-09 10:00", "", file="照片2.zip")
    talk.a("2024-03-09 10:05", "好 这下齐了")
    assert due(talk) == "2024-03-14"


def test_where_any_material_is_waited_for_more_of_it_changes_nothing() -> None:
    talk = waiting("拿到照片五天内排好")
    talk.b("2024-03-06 10:00", "", file="照片1.zip")
    talk.a("2024-03-09 10:05", "好 这下齐了")
    assert due(talk) == "2024-03-11"
