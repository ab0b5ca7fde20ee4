"""Changes that no one read as asked for, and that the other side's answer or price tells of."""

import pytest

from tests.archiver.analysis.deal_talk import Talk
from tests.archiver.analysis.test_obligations import bargain


def shown() -> Talk:
    """A price, and work that was shown (message 3)."""
    talk = bargain()
    talk.a("2024-03-08 10:00", "", "progress", file="初稿.png")
    return talk


@pytest.mark.parametrize(
    ("words", "price"),
    [("凤尾多绣两根 你这才五根", "这个加钱 一根60 两根一百二"), ("今天带我朋友一起 三排", "三排多一个人 得加10一小时")],
)
def test_a_price_on_top_that_takes_words_up_tells_that_they_asked_for_a_change(words: str, price: str) -> None:
    talk = shown()
    talk.b("2024-03-09 10:00", words)
    talk.a("2024-03-09 10:01", price, "quote", amt="120:extra")
    (change,) = talk.ledger().changes
    assert (change.request, change.price, change.approved) == ("1:4", "1:5", None)


@pytest.mark.parametrize(
    ("words", "price"),
    [("一分钟 已经录好了", "这页要动版 另外150"), ("好", "27页的源文件归你 你再补我400")],
)
def test_a_price_on_top_that_speaks_of_something_else_tells_of_none(words: str, price: str) -> None:
    talk = shown()
    talk.b("2024-03-09 10:00", words)
    talk.a("2024-03-09 10:01", price, "quote", amt="150:extra")
    assert not talk.ledger().changes


def test_another_day_that_the_provider_agreed_to_is_a_change() -> None:
    talk = shown()
    talk.b("2024-03-09 10:00", "能不能把二场腾到周六上午", "deadline", due="2024-03-16")
    talk.a("2024-03-09 10:01", "可以", "approval>4")
    (change,) = talk.ledger().changes
    assert (change.request, change.approved) == ("1:4", "1:5")


def test_another_day_for_paying_is_no_change_of_the_work() -> None:
    talk = shown()
    talk.b("2024-03-09 10:00", "尾款挪到周六转你行不", "deadline", due="2024-03-16")
    talk.a("2024-03-09 10:01", "可以", "approval>4")
    assert not talk.ledger().changes
