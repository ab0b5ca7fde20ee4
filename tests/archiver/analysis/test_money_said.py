"""What a ledger says of money, and of work that nothing was read as handing over: each was once told wrong."""

from msgspec.structs import replace

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


def test_a_whole_reckoned_up_in_a_yes_to_a_piece_is_the_price() -> None:
    talk = Talk()
    talk.a("2022-06-06 19:16", "35不行，40吧", "quote", amt="40")
    talk.b("2022-06-06 19:18", "40可以，128平一共5120", "approval>1")
    assert talk.price() == "5120"


def test_what_is_left_to_pay_after_something_is_taken_off_is_no_new_price() -> None:
    talk = priced("5120")
    talk.a("2024-03-09 10:00", "全套", "delivery", file="全套.dwg")
    talk.b("2024-03-09 10:01", "晚了三天，扣300，付3320行吗", "quote", amt="300:penalty 3320")
    talk.a("2024-03-09 10:02", "同意扣300", "approval>6")
    assert talk.price() == "5120"
    assert left(talk)["按双方后来议定的数额"] == "3320"


def test_the_most_that_one_side_will_pay_is_no_price_of_a_change() -> None:
    talk = priced()
    talk.b("2024-03-09 10:00", "目录重新排一下", "change_request")
    talk.a("2024-03-09 10:01", "目录不动", "rejection>5")
    talk.b("2024-03-09 10:02", "最多给800", "quote", "payment_refusal", amt="800")
    talk.a("2024-03-09 10:03", "不行", "rejection>7")
    (change,) = talk.ledger().changes
    assert (change.price, change.rejected) == (None, "1:6")


def test_a_day_that_cannot_be_kept_is_no_day_that_a_change_moves_to() -> None:
    talk = priced()
    talk.a("2024-03-08 10:00", "初稿", "delivery", file="初稿.pdf")
    talk.b("2024-03-08 10:01", "想加4页", "change_request")
    talk.a("2024-03-08 10:02", "可以", "approval>6")
    talk.a("2024-03-08 10:03", "17号赶不出来", "extension_request", "deadline", due="2024-03-17")
    (change,) = talk.ledger().changes
    assert (change.approved, change.time) == ("1:7", None)


def test_who_goes_on_paying_goes_on() -> None:
    talk = priced()
    talk.b("2024-03-08 10:01", "那算了 先不做", "termination")
    assert [point.kind for point in talk.ledger().points] == ["termination"]
    talk.b("2024-03-09 10:01", "转了500", "payment", amt="500")
    assert talk.ledger().points == ()


def test_an_end_that_both_speak_of_is_one_matter() -> None:
    talk = priced()
    talk.b("2024-03-08 10:01", "不要了", "termination")
    talk.a("2024-03-08 10:02", "那就不做了 退一半行不", "termination", "quote", amt="50%:refund")
    talk.b("2024-03-08 10:03", "一半不行", "rejection>6")
    (point,) = [point for point in talk.ledger().points if point.kind == "termination"]
    assert (point.state, [side.said for side in point.sides]) == ("undisputed", [("1:5",), ("1:6",)])


def test_pressing_for_what_was_agreed_takes_no_consent_back() -> None:
    talk = priced()
    talk.b("2024-03-08 10:01", "月底给你行吗", "extension_request", "deadline?", due="2024-03-31")
    talk.a("2024-03-08 10:02", "可以", "approval>5")
    talk.a("2024-04-06 10:02", "再不付我只能去投诉了", "rejection>5", "payment_request")
    assert talk.ledger().contradictions == ()


def test_a_deadline_that_was_moved_is_shown_with_the_words_that_moved_it() -> None:
    talk = priced()
    talk.a("2024-03-04 10:08", "20号给你", "commitment", "deadline", due="2024-03-20")
    talk.a("2024-03-12 10:30", "得21号", "extension_request", "deadline", due="2024-03-21")
    talk.b("2024-03-12 10:32", "21号也行", "approval>6")
    deadline = talk.ledger().agreement.deadline
    assert deadline is not None
    assert (deadline.value, deadline.proposed, deadline.agreed) == ("2024-03-21", "1:6", "1:7")
    assert [(one.value, one.proposed) for one in deadline.versions] == [("2024-03-20", "1:5")]


def test_what_things_cost_one_by_one_is_not_when_they_are_paid() -> None:
    talk = Talk()
    talk.a("2026-04-14 19:14", "客厅280一幅 卧室180 加起来740", "quote", amt="280:unit 180 740:total")
    talk.b("2026-04-14 19:16", "邻居一场 700吧", "quote", amt="700:unit")
    talk.a("2026-04-14 19:17", "好 700", "approval>2")
    talk.b("2026-04-14 19:24", "布我自己买 星期六给你送下去", "commitment", "deadline", due="2026-04-18")
    talk.a("2026-04-14 19:26", "布到手十天内挂好", "commitment")
    talk.b("2026-04-18 21:10", "布店今天没送到 明天给你行吗", "extension_request", due="2026-04-18")
    talk.a("2026-04-18 21:15", "行啊", "approval>6")
    talk.b("2026-04-18 21:20", "布放你家门口了")
    assert left(talk) == {"按约定价款": "700"}
    assert [(one.value, one.due) for one in talk.owed("client", "pay")] == [("700", None)]
    assert [(one.due, one.status) for one in talk.owed("client", "supply")] == [("2026-04-18", "kept")]


def test_of_two_dates_the_later_is_that_of_a_delay() -> None:
    talk = priced()
    talk.a("2024-03-04 10:08", "9号交稿", "commitment", "deadline", due="2024-03-09")
    talk.a(
        "2024-03-09 21:10", "今天没弄完 明天给你行吗", "extension_request", "deadline?", "deadline?",
        due="2024-03-09 2024-03-10",
    )  # fmt: skip
    talk.b("2024-03-09 21:15", "行", "approval>6")
    (work,) = talk.owed("provider", "deliver")
    assert work.due == "2024-03-10"


def test_a_settlement_is_due_on_the_day_beside_its_sum() -> None:
    talk = priced()
    talk.a("2024-03-09 10:00", "挂好了", "delivery")
    talk.b("2024-03-09 10:01", "短了五公分", "defect")
    talk.a(
        "2024-03-09 10:02", "那我13号前弄好 你付650 14号前给", "quote", "deadline", "deadline", amt="650",
        due="2024-03-13 2024-03-14",
    )  # fmt: skip
    talk.b("2024-03-09 10:03", "同意", "approval>7")
    words = {"2024-03-13": "13号前", "2024-03-14": "14号前"}
    talk.findings[:] = [
        one if one.due is None else replace(one, due=replace(one.due, text=words[one.due.due or ""]))
        for one in talk.findings
    ]
    pays = [one for one in talk.owed("client", "pay") if one.value == "650"]
    assert [one.due for one in pays] == ["2024-03-14"]


def test_half_of_what_is_left_settles_nothing() -> None:
    talk = priced("1801")
    talk.b("2024-03-09 10:00", "好几处错", "defect")
    talk.b("2024-03-09 10:01", "尾款801 一半就是400 先付", "quote", amt="801:balance 400:total")
    talk.a("2024-03-09 10:02", "行", "approval>6")
    talk.b("2024-03-09 10:03", "转了400", "payment", amt="400")
    talk.b("2024-03-12 10:03", "转了401", "payment", amt="401")
    assert left(talk) == {"按约定价款": "0"}


def test_a_lower_bid_takes_no_sum_on_top() -> None:
    talk = priced()
    talk.b("2024-03-09 10:00", "正面再加个校徽", "change_request")
    talk.a("2024-03-09 10:01", "校徽要加100", "quote", amt="100:extra")
    talk.b("2024-03-09 10:02", "60行吧", "approval>6", "quote", amt="60:extra")
    talk.a("2024-03-09 10:03", "60做不了", "rejection>7")
    assert left(talk) == {"按约定价款": "1000"}
    talk.b("2024-03-10 08:18", "校徽加上吧 100", "change_request")
    price = talk.ledger().agreement.price
    assert price is not None
    assert [(one.value, one.agreed) for one in price.versions] == [("2100", "1:9")]
