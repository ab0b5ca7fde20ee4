"""Figures on both sides' duties, and the money position: what counts, what does not, and that a formula says so."""

from archiver.analysis.entry import Duties, Position
from tests.archiver.analysis.deal_talk import Talk


def priced() -> Talk:
    """A price agreed, 2000 in all."""
    talk = Talk()
    talk.b("2024-03-05 10:00", "做个小程序", "requirement")
    talk.a("2024-03-05 10:05", "总共2000", "quote", amt="2000:total")
    talk.b("2024-03-05 10:06", "可以", "approval>2")
    return talk


def position(talk: Talk) -> Position:
    found = talk.ledger().position
    assert found is not None
    return found


def duties(talk: Talk) -> Duties:
    found = talk.ledger().duties
    assert found is not None
    return found


def test_a_formula_says_that_it_leaves_out_what_bears_no_figure() -> None:
    talk = priced()
    talk.b("2024-03-05 10:20", "转过去了", "payment")
    talk.b("2024-03-06 10:20", "", "payment", pay="600", amt="600")
    (reading,) = position(talk).readings
    assert reading.value == "1400"
    assert reading.formula == "约定价款 2000 - 已付 600（另有 1 笔未载明金额，未计入）"
    assert position(talk).unknown == ("1:4",)


def test_where_every_figure_is_known_a_formula_leaves_nothing_out() -> None:
    talk = priced()
    talk.b("2024-03-05 10:20", "", "payment", pay="600", amt="600")
    assert [one.formula for one in position(talk).readings] == ["约定价款 2000 - 已付 600"]


def test_what_was_paid_after_a_side_named_its_sum_is_taken_off_it() -> None:
    talk = priced()
    talk.b("2024-03-20 10:00", "那给你1280 要不要随便你", "payment_refusal", "quote", amt="1280:settlement")
    talk.b("2024-03-20 10:20", "", "payment", pay="600", amt="600")
    claimed = [one for one in position(talk).readings if one.title == "按买方最后一次表示"]
    assert [(one.value, one.formula, one.sources) for one in claimed] == [
        ("680", "该方在消息中称 1280 - 其后已付 600", ("1:4", "1:5"))
    ]


def test_a_sum_that_only_the_payee_names_is_the_sum_of_the_payment() -> None:
    talk = priced()
    talk.b("2024-03-05 10:20", "转过去了", "payment")
    talk.a("2024-03-05 10:21", "收到三百了", "payment>4", amt="300")
    (payment,) = talk.ledger().payments
    assert (payment.value, payment.grade, payment.refs, payment.corrected) == (
        "300",
        "confirmed",
        ("1:4", "1:5"),
        False,
    )


def test_a_sum_that_the_notice_shows_is_not_replaced_by_what_the_payee_says() -> None:
    talk = priced()
    talk.b("2024-03-05 10:20", "", "payment", pay="600", amt="600")
    talk.a("2024-03-05 10:21", "收到", "payment>4")
    assert [one.value for one in talk.ledger().payments] == ["600"]


def test_a_third_of_a_price_is_whole_yuan() -> None:
    talk = Talk()
    talk.a("2024-03-05 10:00", "总共1500", "quote", amt="1500:total")
    talk.b("2024-03-05 10:01", "可以", "approval>1")
    talk.a("2024-03-05 10:02", "先付三分之一", "quote", amt="33.33%:deposit")
    talk.b("2024-03-05 10:03", "行", "approval>3")
    assert [one.value for one in talk.owed("client", "pay")] == ["500", "1000"]


def test_a_percentage_that_is_meant_as_such_keeps_its_cents() -> None:
    talk = Talk()
    talk.a("2024-03-05 10:00", "总共999", "quote", amt="999:total")
    talk.b("2024-03-05 10:01", "可以", "approval>1")
    talk.a("2024-03-05 10:02", "先付三成", "quote", amt="30%:deposit")
    talk.b("2024-03-05 10:03", "行", "approval>3")
    assert [one.value for one in talk.owed("client", "pay")] == ["299.7", "699.3"]


def test_the_rest_after_a_late_part_leaves_out_what_was_paid_before() -> None:
    talk = Talk()
    talk.a("2024-03-05 10:00", "总共1500 先付500", "quote", amt="1500:total 500:deposit")
    talk.b("2024-03-05 10:01", "可以", "approval>1")
    talk.b("2024-03-05 10:02", "", "payment", pay="500", amt="500")
    talk.a("2024-03-09 10:00", "", "delivery", file="终稿.zip")
    talk.b("2024-04-07 20:49", "先转300行不行", "quote", amt="300:deposit")
    talk.a("2024-04-07 20:55", "先转吧", "approval>5")
    talk.b("2024-04-07 20:56", "", "payment", pay="300", amt="300")
    owed = talk.owed("client", "pay")
    assert [(one.value, one.status) for one in owed] == [("500", "kept"), ("300", "kept"), ("700", "open")]


def changed() -> Talk:
    """Three revisions are free; one is made, and one feature is bought on top."""
    talk = priced()
    talk.a("2024-03-05 10:07", "三回以内不收钱", "revision_limit")
    talk.b("2024-03-05 10:08", "够了", "approval>4")
    talk.b("2024-03-06 10:00", "加个取车", "change_request")
    talk.a("2024-03-06 10:01", "加800", "quote", amt="800:extra")
    talk.b("2024-03-06 10:02", "行", "approval>7")
    talk.a("2024-03-09 10:00", "", "delivery", file="v1.zip")
    talk.b("2024-03-10 10:00", "改成半小时一格", "change_request")
    talk.a("2024-03-10 10:01", "好改", "approval>10")
    talk.a("2024-03-10 12:00", "", "delivery", file="v2.zip")
    return talk


def test_a_change_bought_at_a_price_is_no_revision_used_and_its_price_is_told() -> None:
    found = duties(changed())
    assert (found.revisions_used, found.revisions_included, found.revisions_ref) == (1, 3, "1:4")
    assert found.extra_price == "800"


def test_without_bought_changes_no_extra_price_is_told() -> None:
    assert duties(priced()).extra_price is None


def used(words: str) -> tuple[str, ...]:
    talk = priced()
    talk.a("2024-03-09 10:00", "", "delivery", file="v1.zip")
    talk.b("2024-03-20 10:00", words)
    return duties(talk).used


def test_use_after_delivery_is_told_by_its_own_clause() -> None:
    assert used("用得挺好 没啥要改的了") == ("1:5",)
    assert used("已经上线了，你那边没事吧？") == ("1:5",)


def test_a_question_or_a_no_is_no_use() -> None:
    assert used("上线了吗") == ()
    assert used("还没用上了") == ()
