"""Payments piece by piece and in parts, and words that bind nobody who says them."""

import pytest

from tests.archiver.analysis.deal_talk import Talk
from tests.archiver.analysis.test_obligations import bargain, dated


def by_chapter() -> Talk:
    """A price for one chapter, each paid once it is there."""
    talk = Talk()
    talk.a("2024-03-04 10:00", "一章800 一章一结", "quote", amt="800:unit")
    talk.b("2024-03-04 10:01", "成交", "approval>1")
    return talk


def test_where_each_piece_is_paid_by_itself_each_payment_is_of_one() -> None:
    talk = by_chapter()
    for day in ("10", "20"):
        talk.a(f"2024-03-{day} 10:00", "", "delivery", file=f"第{day}章.docx")
        talk.b(f"2024-03-{day} 20:00", "", "payment", pay="800", amt="800")
    found = talk.owed("client", "pay")
    assert [(one.value, one.status, one.proof) for one in found] == [("800", "kept", "1:4"), ("800", "kept", "1:6")]
    assert len({one.id for one in found}) == 2


def test_a_piece_that_was_handed_over_and_not_paid_stays_owed() -> None:
    talk = by_chapter()
    talk.a("2024-03-10 10:00", "", "delivery", file="第1章.docx")
    talk.b("2024-03-10 20:00", "", "payment", pay="800", amt="800")
    talk.a("2024-03-20 10:00", "", "delivery", file="第2章.docx")
    assert [(one.value, one.status) for one in talk.owed("client", "pay")] == [("800", "kept"), ("800", "open")]


def test_what_a_settlement_keeps_back_is_owed_beside_what_it_pays_now() -> None:
    talk = dated()
    talk.b("2024-03-13 10:00", "先了1500 留300修好再给", "quote", amt="1500:settlement 300:balance")
    talk.a("2024-03-13 10:01", "行", "approval>4")
    assert [one.value for one in talk.owed("client", "pay") if one.status == "open"] == ["1500", "300"]


@pytest.mark.parametrize("words", ["周日之前后三款必须齐", "15号之前得到我手里", "月底前给我结掉就好"])
def test_a_demand_that_was_read_as_a_promise_binds_nobody_who_makes_it(words: str) -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", words, "commitment", "deadline", due="2024-03-15")
    assert [one.due for one in talk.ledger().obligations if one.debtor == "client"] == [None]


def test_a_yes_to_a_demand_that_was_read_as_a_promise_binds_who_says_it() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "15号之前得到我手里", "commitment", "deadline", due="2024-03-15")
    talk.a("2024-03-05 10:01", "行", "approval>3")
    assert [one.due for one in talk.owed("provider", "deliver")] == ["2024-03-15"]


def test_a_day_of_the_other_side_said_again_is_not_the_speakers_own() -> None:
    talk = dated()
    talk.a("2024-03-12 23:00", "", "delivery", file="终稿.psd")
    talk.b("2024-03-13 10:00", "尾款月底给你", "commitment", "deadline", due="2024-03-31")
    talk.a("2024-03-13 10:01", "嗯 月底", "commitment", "deadline", due="2024-03-31")
    assert [one.due for one in talk.ledger().obligations if one.debtor == "provider"] == ["2024-03-12"]


def test_who_is_asked_for_money_back_in_words_of_none_promises_no_refund() -> None:
    talk = dated()
    talk.b("2024-03-05 10:00", "券20号之前做给我好不好", "refund_request", "deadline?", due="2024-03-20")
    talk.a("2024-03-05 10:01", "没问题 20号就能好", "approval>4", "commitment", "deadline", due="2024-03-20")
    assert not talk.owed("provider", "refund")


def test_a_day_that_the_payer_named_for_paying_is_not_the_providers_own() -> None:
    talk = dated()
    talk.a("2024-03-12 23:00", "", "delivery", file="终稿.psd")
    talk.b("2024-03-13 10:00", "等摆完摊10月9号给你可以吗", "deadline?", due="2024-10-09")
    talk.a("2024-03-13 10:01", "9号就9号", "commitment", "deadline", due="2024-10-09")
    assert [one.due for one in talk.ledger().obligations if one.debtor == "provider"] == ["2024-03-12"]


def test_an_urging_that_was_answered_with_a_yes_is_about_the_work() -> None:
    talk = dated()
    talk.a("2024-03-10 10:00", "", "delivery", file="终稿.psd")
    talk.b("2024-03-13 10:00", "明天就14号了 能按时吧", "deadline?", "reminder", due="2024-03-14")
    talk.a("2024-03-13 10:01", "能", "approval>5")
    assert [one.due for one in talk.owed("client", "pay")] == [None]


def test_no_work_is_found_wanting_before_any_was_shown() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "刷了四十次一根毛没有", "defect")
    talk.a("2024-03-10 10:00", "", "delivery", file="终稿.psd")
    assert not talk.owed("provider", "fix")
