"""A sum that is paid in part, with a day for the rest, and days of the client that are no days of money."""

from tests.archiver.analysis.deal_talk import Talk
from tests.archiver.analysis.test_obligations import bargain, dated


def paid_in_part() -> Talk:
    """A price of 2000, the work handed over, 1200 paid (message 5), the rest promised for 31 March."""
    talk = dated()
    talk.a("2024-03-12 10:00", "", "delivery", file="终稿.psd")
    talk.b("2024-03-13 10:00", "", "payment", pay="1200", amt="1200")
    talk.b("2024-03-13 10:01", "余下的月底转你", "commitment", "deadline", due="2024-03-31")
    return talk


def test_a_day_for_the_rest_of_a_sum_makes_no_second_payment() -> None:
    talk = paid_in_part()
    (owed,) = talk.owed("client", "pay")
    assert (owed.value, owed.paid, owed.due, owed.status) == ("2000", "1200", "2024-03-31", "open")
    talk.b("2024-03-30 10:00", "", "payment", pay="800", amt="800")
    (owed,) = talk.owed("client", "pay")
    assert (owed.value, owed.due, owed.status, owed.proofs) == ("2000", "2024-03-31", "kept", ("1:5", "1:7"))


def test_a_rest_that_is_not_paid_by_its_day_leaves_the_whole_sum_unmet() -> None:
    talk = paid_in_part()
    talk.a("2024-04-05 10:00", "在吗", "reminder")
    (owed,) = talk.owed("client", "pay")
    assert (owed.value, owed.paid, owed.status) == ("2000", "1200", "unmet")


def test_money_given_back_in_two_goes_is_two_refunds() -> None:
    talk = dated()
    talk.b("2024-03-05 10:00", "", "payment", pay="2000", amt="2000")
    talk.b("2024-03-13 10:00", "退我1000", "refund_request", amt="1000:refund")
    talk.a("2024-03-13 10:01", "行", "approval>5")
    talk.a("2024-03-13 10:05", "", "payment", pay="400", amt="400")
    talk.a("2024-03-13 10:06", "余下的20号退你", "commitment", "deadline", due="2024-03-20")
    assert [(one.value, one.due) for one in talk.owed("provider", "refund")] == [("400", None), ("600", "2024-03-20")]


def test_a_later_day_of_the_client_for_other_things_dates_no_money_while_work_is_open() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "库里那些卡还没盘完 周五行不", "extension_request", "deadline", due="2024-03-08")
    talk.a("2024-03-05 10:01", "行", "approval>3")
    assert [one.due for one in talk.owed("client", "pay")] == [None]


def test_a_later_day_of_the_client_once_the_work_is_there_is_a_day_for_the_money() -> None:
    talk = dated()
    talk.a("2024-03-12 10:00", "", "delivery", file="终稿.psd")
    talk.b("2024-03-13 10:00", "手头紧 周五行不", "extension_request", "deadline", due="2024-03-15")
    talk.a("2024-03-13 10:01", "行", "approval>5")
    assert [one.due for one in talk.owed("client", "pay")] == ["2024-03-15"]
