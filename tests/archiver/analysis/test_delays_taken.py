"""Delays that the other side takes, and work that seemed handed over before its provider put it off."""

from archiver.analysis.entry import Obligation
from tests.archiver.analysis.deal_talk import Talk
from tests.archiver.analysis.test_obligations import bargain


def due_on_the_15th() -> Talk:
    """A price, and a delivery due on 15 March (message 3)."""
    talk = bargain()
    talk.a("2024-03-05 10:10", "15号给你", "commitment", "deadline", due="2024-03-15")
    return talk


def delivery(talk: Talk) -> Obligation:
    """Return the only delivery that is owed."""
    (owed,) = (o for o in talk.ledger().obligations if o.kind == "deliver")
    return owed


def test_a_later_day_promised_and_taken_is_agreed_though_it_was_read_as_no_delay() -> None:
    talk = due_on_the_15th()
    talk.a("2024-03-12 10:00", "那我17号晚上送到 您看行不", "commitment", "deadline", due="2024-03-17")
    assert (delivery(talk).due, delivery(talk).moves[0].agreed) == ("2024-03-15", None)
    talk.b("2024-03-12 10:01", "没问题的", "approval>4")
    assert (delivery(talk).due, delivery(talk).moves[-1].agreed) == ("2024-03-17", "1:5")


def test_work_put_off_before_its_day_was_not_all_handed_over() -> None:
    talk = due_on_the_15th()
    talk.a("2024-03-10 10:00", "", "delivery", file="前半.pdf")
    assert delivery(talk).status == "kept"
    talk.a("2024-03-12 10:00", "15号怕是出不来了 得20号", "extension_request", "deadline", due="2024-03-20")
    talk.b("2024-03-12 10:01", "20号也赶得上", "approval>5")
    talk.b("2024-03-18 10:00", "在忙吗")
    owed = delivery(talk)
    assert (owed.due, owed.status, owed.proof) == ("2024-03-20", "open", None)
    talk.a("2024-03-19 10:00", "", "delivery", file="全稿.pdf")
    owed = delivery(talk)
    assert (owed.status, owed.proofs) == ("kept", ("1:4", "1:8"))


def test_a_delay_after_the_day_takes_up_no_work_that_was_handed_over() -> None:
    talk = due_on_the_15th()
    talk.a("2024-03-14 10:00", "", "delivery", file="全稿.pdf")
    talk.a("2024-03-16 10:00", "得20号了", "extension_request", "deadline", due="2024-03-20")
    talk.b("2024-03-16 10:01", "行", "approval>5")
    assert (delivery(talk).due, delivery(talk).status) == ("2024-03-15", "kept")


def test_a_delay_of_the_client_takes_up_no_work() -> None:
    talk = due_on_the_15th()
    talk.a("2024-03-10 10:00", "", "delivery", file="全稿.pdf")
    talk.b("2024-03-12 10:00", "得20号了", "extension_request", "deadline", due="2024-03-20")
    assert (delivery(talk).due, delivery(talk).status) == ("2024-03-15", "kept")
