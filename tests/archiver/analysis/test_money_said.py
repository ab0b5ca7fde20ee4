"""What a ledger says of money, and of work that nothing was read as handing over: each was once told wrong."""

from tests.archiver.analysis.deal_talk import Talk


def priced(value: str = "2000") -> Talk:
    """Return a talk in which a price was agreed and 1,000 paid."""
    talk = Talk()
    talk.a("2024-03-04 10:00", f"{value}吧", "quote", amt=f"{value}:total")
    talk.b("2024-03-04 10:01", "行", "approval>1")
    talk.b("2024-03-04 10:05", "转了1000", "payment", amt="1000")
    talk.a("2024-03-04 10:06", "收到", "payment>3")
    return talk


def left(talk: Talk) -> dict[str, str]:
    """Return what is left under each view of the money."""
    position = talk.ledger().position
    assert position is not None
    return {one.title: one.value for one in position.readings}


def test_a_bid_for_what_was_asked_on_top_ends_no_quarrel_and_comes_on_top() -> None:
    talk = priced()
    talk.a("2024-03-08 10:00", "初稿", "delivery", file="初稿.pdf")
    talk.b("2024-03-08 10:10", "第5页错了", "defect")
    talk.b("2024-03-08 10:11", "想加4页 可以吗", "change_request")
    talk.a("2024-03-08 10:12", "加4页要加320", "quote", amt="320:extra")
    talk.b("2024-03-08 10:13", "320有点多 300行不", "quote", amt="300")
    talk.a("2024-03-08 10:14", "行吧 300", "approval>9")
    talk.b("2024-03-10 10:14", "先付800", "payment", amt="800")
    assert left(talk) == {"按约定价款": "500"}
    assert not [one for one in talk.owed("client", "pay") if one.value == "300"]


def test_parts_of_the_price_are_no_sum_on_top() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "全套1500", "quote", amt="1500:total")
    talk.b("2024-03-04 10:01", "行", "approval>1")
    talk.a("2024-03-04 10:02", "三七开 先打450 寄之前补1050", "quote", amt="450:deposit 1050:extra")
    talk.b("2024-03-04 10:03", "可以", "approval>3")
    assert left(talk) == {"按约定价款": "1500"}
    price = talk.ledger().agreement.price
    assert price is not None
    assert (price.value, price.versions) == ("1500", ())


def test_an_equal_sum_that_pays_the_rest_is_a_payment_of_its_own() -> None:
    talk = priced("1600")
    talk.b("2024-03-09 16:20", "先转你300 你看下", "payment", amt="300")
    talk.a("2024-03-09 16:28", "300到账了 还差300", "payment>5", amt="300")
    talk.b("2024-03-11 11:05", "剩下300转过去了", "payment", amt="300")
    assert [payment.value for payment in talk.ledger().payments] == ["1000", "300", "300"]


def test_a_sum_confirmed_and_said_again_is_one_payment() -> None:
    talk = priced()
    talk.b("2024-03-04 10:07", "1000转过去了哈", "payment", amt="1000")
    assert [payment.value for payment in talk.ledger().payments] == ["1000"]


def test_a_part_paid_with_words_of_a_rest_is_not_the_whole() -> None:
    talk = priced()
    talk.b("2024-03-09 10:02", "我先付800 剩下的改好再说", "payment", amt="800")
    talk.a("2024-03-09 10:03", "收到800", "payment>5", amt="800")
    (pay,) = talk.owed("client", "pay")
    assert (pay.value, pay.paid, pay.status) == ("2000", "1800", "open")


def test_a_settlement_of_the_money_says_nothing_of_work_that_is_late() -> None:
    talk = priced()
    talk.a("2024-03-04 10:08", "9号交稿", "commitment", "deadline", due="2024-03-09")
    talk.b("2024-03-12 10:00", "怎么还没好", "reminder", "defect")
    talk.b("2024-03-12 10:01", "扣150 付你850", "quote", amt="150:discount 850:settlement")
    talk.a("2024-03-12 10:02", "行 850", "approval>7")
    (work,) = talk.owed("provider", "deliver")
    assert work.status == "unmet"
    assert [one.value for one in talk.owed("client", "pay") if one.status == "open"] == ["850"]


def test_work_that_was_taken_is_not_told_as_never_handed_over() -> None:
    talk = priced()
    talk.a("2024-03-04 10:08", "9号交稿", "commitment", "deadline", due="2024-03-09")
    talk.a("2024-03-09 18:00", "全文都在")
    talk.b("2024-03-10 10:01", "文件下好了")
    (work,) = talk.owed("provider", "deliver")
    assert (work.status, work.candidates) == ("open", ("1:7",))
    assert "不能据此判断是否按时" in work.because
