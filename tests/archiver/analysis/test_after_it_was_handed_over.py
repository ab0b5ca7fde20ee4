"""What a provider promises once all was handed over: more work, unless something was found wanting."""

import pytest

from tests.archiver.analysis.deal_talk import Talk
from tests.archiver.analysis.test_obligations import bargain, dated


def handed_over() -> Talk:
    """A price, work promised for 12 March and handed over (message 4)."""
    talk = dated()
    talk.a("2024-03-12 10:00", "", "delivery", file="终稿.psd")
    return talk


@pytest.mark.parametrize("words", ["22号寄还给你", "22号之前弄"])
def test_a_day_promised_after_the_work_is_one_of_another_delivery(words: str) -> None:
    talk = handed_over()
    talk.a("2024-03-14 10:00", words, "commitment", "deadline", due="2024-03-22")
    assert [(one.kind, one.due) for one in talk.ledger().obligations if one.debtor == "provider"] == [
        ("deliver", "2024-03-12"),
        ("deliver", "2024-03-22"),
    ]


def test_a_day_promised_after_a_defect_is_one_of_the_fix() -> None:
    talk = handed_over()
    talk.b("2024-03-13 10:00", "边上缺了一角", "defect>4")
    talk.a("2024-03-14 10:00", "22号之前弄", "commitment", "deadline", due="2024-03-22")
    assert [one.due for one in talk.owed("provider", "fix")] == ["2024-03-22"]


def test_mending_that_is_named_is_a_fix_though_nothing_was_found_wanting() -> None:
    talk = handed_over()
    talk.a("2024-03-14 10:00", "22号把底色给你改浅", "commitment", "deadline", due="2024-03-22")
    assert [one.due for one in talk.owed("provider", "fix")] == ["2024-03-22"]


def test_words_that_name_no_work_and_no_day_promise_no_other_delivery() -> None:
    talk = handed_over()
    talk.a("2024-03-14 10:00", "有事喊我 我在", "commitment")
    assert [one.due for one in talk.owed("provider", "deliver")] == ["2024-03-12"]


def test_words_that_name_work_promise_another_delivery_without_a_day() -> None:
    talk = handed_over()
    talk.a("2024-03-14 10:00", "源文件也发你", "commitment")
    assert [one.due for one in talk.owed("provider", "deliver")] == ["2024-03-12", None]


def test_a_day_for_what_was_wished_for_before_anything_was_shown_is_one_of_the_work() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "月亮想要两个", "change_request")
    talk.a("2024-03-05 10:01", "22号你来拿", "commitment", "deadline", due="2024-03-22")
    assert [(one.kind, one.due) for one in talk.ledger().obligations if one.debtor == "provider"] == [
        ("deliver", "2024-03-22")
    ]


def test_a_wish_with_a_price_of_its_own_is_more_work_and_no_mending() -> None:
    talk = dated()
    talk.a("2024-03-09 10:00", "初版", "progress")
    talk.b("2024-03-09 10:05", "再加一张动图", "change_request")
    talk.a("2024-03-09 10:06", "动图加80", "quote", amt="80:extra")
    talk.b("2024-03-09 10:07", "行", "approval>6")
    talk.a("2024-03-09 10:08", "动图15号给你", "commitment", "deadline", due="2024-03-15")
    assert talk.owed("provider", "fix") == []
    assert "2024-03-15" in [one.due for one in talk.owed("provider", "deliver")]
