"""What another act bears out is taken up; what nothing leans on stays a suggestion."""

import pytest
from msgspec.structs import replace

from archiver.analysis.finding import Finding
from archiver.analysis.leaned import leaned
from tests.archiver.analysis.deal_talk import SIDES, Talk


def suggest(talk: Talk, ref: str, act: str) -> None:
    """Make the findings of an act in a message suggestions."""
    talk.findings = [
        replace(one, status="suggestion", confidence=0.3) if (one.ref, one.act) == (ref, act) else one
        for one in talk.findings
    ]


def read(talk: Talk, ref: str, act: str) -> Finding:
    return next(one for one in leaned(talk.lines, talk.findings, SIDES) if (one.ref, one.act) == (ref, act))


def offered() -> Talk:
    talk = Talk()
    talk.a("2024-03-04 10:00", "整套算你两千", "quote", amt="2000:total")
    talk.b("2024-03-04 10:01", "行", "approval>1")
    suggest(talk, "1:1", "quote")
    return talk


def test_what_the_other_side_agreed_to_was_an_offer() -> None:
    offer = read(offered(), "1:1", "quote")
    assert (offer.status, offer.basis.leans, offer.confidence) == ("finding", "1:2", 0.3)


def test_a_price_that_only_its_answer_bears_out_is_in_the_ledger() -> None:
    price = offered().ledger().agreement.price
    assert price is not None
    assert (price.value, price.proposed, price.agreed) == ("2000", "1:1", "1:2")


def test_an_answer_to_another_proposal_in_the_message_bears_out_nothing() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "封面也换一下 加一百", "change_request", "quote", amt="100:extra")
    talk.b("2024-03-04 10:01", "行", "approval>1")
    suggest(talk, "1:1", "quote")
    assert read(talk, "1:1", "quote").status == "suggestion"


def handed(day: str) -> Talk:
    talk = Talk()
    talk.a("2024-03-04 10:00", "周五给你", "commitment", "deadline", due="2024-03-08")
    talk.a(f"2024-03-{day} 20:00", "", "delivery", file="终稿.ai")
    suggest(talk, "1:1", "commitment")
    suggest(talk, "1:1", "deadline")
    return talk


def test_what_is_done_on_the_day_was_promised_for_it() -> None:
    assert read(handed("08"), "1:1", "commitment").basis.leans == "1:2"
    assert read(handed("08"), "1:1", "deadline").basis.leans == "1:2"


def test_what_is_done_on_another_day_bears_out_no_promise() -> None:
    assert read(handed("11"), "1:1", "commitment").status == "suggestion"


def test_a_sum_that_is_paid_in_two_parts_was_the_price() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "两千吧", "quote", amt="2000:total")
    talk.b("2024-03-04 10:01", "", "payment", pay="600", amt="600")
    talk.b("2024-03-08 10:01", "", "payment", pay="1400", amt="1400")
    suggest(talk, "1:1", "quote")
    assert read(talk, "1:1", "quote").basis.leans == "1:3"


def changed(reply: str) -> Talk:
    """A change asked for after work was shown, long before it, and what the provider says to it."""
    talk = Talk()
    talk.a("2024-03-04 10:00", "线稿", "progress")
    for minute in range(10):
        talk.b(f"2024-03-04 11:{minute:02}", "嗯")
    talk.b("2024-03-05 10:00", "右下角挡住购物车了", "change_request")
    talk.a("2024-03-05 10:01", reply, "reminder")
    suggest(talk, "1:12", "change_request")
    return talk


def test_a_change_that_the_other_side_takes_up_was_asked_for() -> None:
    for reply in ("行 挪上去", "第二轮了哈", "背景换炭火"):
        assert read(changed(reply), "1:12", "change_request").basis.leans == "1:13", reply
    for reply in ("今天下雨", "这个改不了吗", "第二天再聊"):
        assert read(changed(reply), "1:12", "change_request").status == "suggestion", reply


def test_a_faint_yes_to_a_change_is_never_taken_up_though_the_work_follows() -> None:
    talk = Talk()
    talk.b("2024-03-05 10:00", "字大一号", "change_request")
    talk.a("2024-03-05 10:01", "晓得", "approval>1")
    talk.a("2024-03-05 15:00", "", "delivery", file="二稿.ai")
    suggest(talk, "1:2", "approval")
    assert read(talk, "1:2", "approval").status == "suggestion"


def test_one_suggestion_does_not_bear_out_another() -> None:
    talk = offered()
    suggest(talk, "1:2", "approval")
    assert [one.status for one in leaned(talk.lines, talk.findings, SIDES)] == ["suggestion", "suggestion"]


@pytest.mark.parametrize(("price", "status"), [("200", "finding"), ("2600", "suggestion")])
def test_a_wish_that_a_smaller_price_than_that_of_the_work_follows_was_a_change(price: str, status: str) -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "整套算你两千", "quote", amt="2000:total")
    talk.b("2024-03-04 10:01", "行", "approval>1")
    talk.b("2024-03-05 10:00", "抽奖那块想添一个追光转场", "change_request")
    talk.a("2024-03-05 10:01", f"这个{price}", "quote", amt=price)
    suggest(talk, "1:3", "change_request")
    assert read(talk, "1:3", "change_request").status == status
