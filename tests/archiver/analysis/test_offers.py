"""Which of the sums that were named is the price, where the words alone do not settle it."""

import pytest

from tests.archiver.analysis.deal_talk import A, B, Talk


def test_a_figure_read_as_no_offer_that_the_other_side_says_again_is_taken() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "算下来5200", "quote", amt="5200:total")
    talk.b("2024-03-04 10:01", "我账上能动的是4800 多一分要走审批")
    talk.a("2024-03-04 10:05", "4800 我咽了")
    talk.b("2024-03-04 10:09", "", "payment", pay="1000", amt="1000")
    assert talk.price() == "4800"


@pytest.mark.parametrize("words", ["4800 做不了", "4800？", "想想 4800那个", "300 我认"])
def test_a_figure_that_is_doubted_or_far_from_the_offer_is_not_taken(words: str) -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "算下来5200", "quote", amt="5200:total")
    talk.b("2024-03-04 10:01", "我账上能动的是4800 还差300")
    talk.a("2024-03-04 10:05", words)
    talk.b("2024-03-04 10:09", "", "payment", pay="1000", amt="1000")
    assert talk.price() == "5200"


def test_a_payment_takes_the_offer_that_named_its_sum_as_a_part() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "一起850 先收350", "quote", amt="850:total 350:deposit")
    talk.b("2024-03-04 10:01", "修个灯我才收800", "quote", amt="800:total")
    talk.b("2024-03-04 10:09", "", "payment", pay="350", amt="350")
    assert talk.price() == "850"


def test_haggling_goes_on_after_a_figure_was_taken_until_the_next_is() -> None:
    talk = Talk()
    talk.b("2024-03-04 10:00", "500封顶", "quote", amt="500:total")
    talk.a("2024-03-04 10:01", "500 我写短的", "approval>1")
    talk.b("2024-03-04 10:02", "650吧 写满", "quote", amt="650:total")
    talk.a("2024-03-04 10:03", "那就650")
    assert talk.price() == "650"


def summed(*words: str) -> Talk:
    """A price, a sum on top, and what is said of both together."""
    talk = Talk()
    talk.a("2024-03-04 10:00", "全包2000", "quote", amt="2000:total")
    talk.b("2024-03-04 10:01", "成交", "approval>1")
    talk.a("2024-03-05 10:01", "封底加300", "quote", amt="300:extra")
    talk.b("2024-03-05 10:02", "行", "approval>3")
    for number, said in enumerate(words):
        talk.say((B, A)[number % 2], f"2024-03-06 10:0{number}", said)
    return talk


def test_a_sum_of_price_and_additions_that_both_say_is_the_price() -> None:
    assert summed("总共2300 对吧", "2300 没错").price() == "2300"
    assert summed("总共2300 对吧", "我再看看").price() == "2000"
    assert summed("总共2500 对吧", "2500 没错").price() == "2000"
    assert summed().price() == "2000"
