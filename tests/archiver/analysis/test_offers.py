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


def test_all_items_of_a_message_are_taken_by_their_sum() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "剪辑1200 字幕150", "quote", amt="1200:total")
    talk.b("2024-03-04 10:01", "1350一起 行", "approval>1")
    assert talk.price() == "1350"


@pytest.mark.parametrize(("words", "price"), [("要套餐二", "980"), ("就套餐一吧", "680"), ("要快一点", None)])
def test_who_names_one_of_several_offers_takes_that_one(words: str, price: str | None) -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "套餐一680 套餐二980", "quote", amt="680:total 980:total")
    talk.b("2024-03-04 10:01", words)
    assert talk.price() == price


def test_a_price_for_a_piece_is_none_beside_the_price_of_all_pieces() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "最低170 八套1360", "quote", amt="170:total 1360:total")
    talk.b("2024-03-04 10:01", "那就170吧", "approval>1")
    assert talk.price() == "1360"


@pytest.mark.parametrize(
    ("words", "price"),
    [("那就按您说的2500做", "2500"), ("昨天那个2500可以", "2500"), ("2500真的不行", None), ("2500可以吗", None)],
)
def test_a_figure_refused_before_is_taken_by_coming_round_to_it(words: str, price: str | None) -> None:
    talk = Talk()
    talk.b("2024-03-04 10:00", "2500行不行", "quote", amt="2500:total")
    talk.a("2024-03-04 10:01", "2500做不了", "rejection>1")
    talk.b("2024-03-04 10:05", "那我问问别家")
    talk.a("2024-03-05 10:00", words)
    assert talk.price() == price


def test_a_price_named_by_all_its_parts_is_their_sum() -> None:
    talk = Talk()
    talk.a(
        "2024-03-04 10:00",
        "分三次付 开工1000 前10节交了1000 全部交完800",
        "quote",
        amt="1000:instalment 800:instalment",
    )
    talk.b("2024-03-04 10:01", "三次可以", "approval>1")
    assert talk.price() == "2800"
