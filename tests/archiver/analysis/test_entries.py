"""Changes, payments, deliveries, silences, and what stands beside them in a ledger."""

import pytest

from archiver.analysis.deliveries import stem_of
from tests.archiver.analysis.deal_talk import Talk


def bargain() -> Talk:
    """A price that both took."""
    talk = Talk()
    talk.a("2024-03-04 10:00", "全包2000", "quote", amt="2000:total")
    talk.b("2024-03-04 10:01", "成交", "approval>1")
    return talk


# ---- changes


def test_a_change_leads_to_its_price_its_yes_and_the_work() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "颜色换成蓝的", "change_request")
    talk.a("2024-03-05 10:01", "加50", "quote", amt="50:extra")
    talk.b("2024-03-05 10:02", "同意", "approval>4")
    talk.a("2024-03-06 10:00", "", "progress", file="蓝色.png")
    (change,) = talk.ledger().changes
    assert (change.request, change.price, change.value, change.approved, change.rejected, change.done) == (
        "1:3", "1:4", "50", "1:5", None, "1:6",
    )  # fmt: skip


def test_a_change_without_an_answer_has_neither_yes_nor_no() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "颜色换成蓝的", "change_request")
    talk.a("2024-03-06 10:00", "", "delivery", file="红色.png")
    (change,) = talk.ledger().changes
    assert (change.approved, change.rejected, change.done) == (None, None, None)


def test_a_price_that_was_beaten_down_is_the_one_agreed() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "整个换风格", "change_request")
    talk.a("2024-03-05 10:01", "加300", "quote", amt="300:extra")
    talk.b("2024-03-05 10:02", "太多了", "rejection>4")
    talk.a("2024-03-05 10:03", "200", "quote", amt="200:extra")
    talk.b("2024-03-05 10:04", "行", "approval>6")
    (change,) = talk.ledger().changes
    assert (change.price, change.value, change.approved) == ("1:6", "200", "1:7")


def test_wishes_in_one_breath_share_their_answer() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "裙子蓬一点", "change_request")
    talk.b("2024-03-05 10:00", "鞋子换黑的", "change_request")
    talk.a("2024-03-05 10:01", "行", "approval>4")
    assert [change.approved for change in talk.ledger().changes] == ["1:5", "1:5"]


def test_the_yes_to_one_wish_is_no_yes_to_a_later_one() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "裙子蓬一点", "change_request")
    talk.a("2024-03-05 10:01", "行", "approval>3")
    talk.b("2024-03-05 10:02", "再加个背景", "change_request")
    assert [change.approved for change in talk.ledger().changes] == ["1:4", None]


def test_who_agrees_and_names_the_price_in_one_message_has_agreed_once_the_price_is_taken() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "再剪五条", "change_request")
    talk.a("2024-03-05 10:01", "能 多60", "approval>3", "quote", amt="60:extra")
    talk.b("2024-03-05 10:02", "六十就六十", "approval>4")
    (change,) = talk.ledger().changes
    assert (change.price, change.value, change.approved) == ("1:4", "60", "1:4")


def test_who_agrees_at_a_price_that_is_refused_has_not_agreed() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "再剪五条", "change_request")
    talk.a("2024-03-05 10:01", "能 多60", "approval>3", "quote", amt="60:extra")
    talk.b("2024-03-05 10:02", "60不出", "rejection>4")
    (change,) = talk.ledger().changes
    assert (change.approved, change.rejected) == (None, "1:5")


def test_a_yes_to_what_the_other_side_asks_for_a_change_settles_it_whatever_its_sum_was_read_as() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "想加十句台词", "change_request")
    talk.a("2024-03-05 10:01", "十句一共80", "quote", amt="80:total")
    talk.b("2024-03-05 10:02", "没问题 80", "approval>4")
    (change,) = talk.ledger().changes
    assert (change.price, change.approved) == ("1:4", "1:5")


def test_a_yes_to_work_or_to_a_demand_for_money_settles_no_change() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "想加十句台词", "change_request")
    talk.a("2024-03-05 10:01", "先把定金结了", "payment_request")
    talk.b("2024-03-05 10:02", "好", "approval>4")
    (change,) = talk.ledger().changes
    assert change.approved is None


def test_a_yes_that_comes_after_the_work_was_shown_again_is_no_yes_to_the_change() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "裙子蓬一点", "change_request")
    talk.a("2024-03-06 10:00", "", "progress", file="裙子.png")
    talk.b("2024-03-06 10:01", "钱我周一给", "extension_request")
    talk.a("2024-03-06 10:02", "周一就周一", "approval>3")
    (change,) = talk.ledger().changes
    assert change.approved is None


def test_a_promise_takes_up_a_change_after_talk_but_not_after_a_price() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "初稿", "progress")
    talk.b("2024-03-04 10:01", "音乐换成这首", "change_request")
    talk.a("2024-03-04 10:02", "这歌有版权没")
    talk.b("2024-03-04 10:03", "你管它呢")
    talk.a("2024-03-04 10:04", "明晚给你", "commitment")
    (change,) = talk.ledger().changes
    assert change.approved == "1:5"
    talk = Talk()
    talk.a("2024-03-04 10:00", "初稿", "progress")
    talk.b("2024-03-04 10:01", "音乐换成这首", "change_request")
    talk.a("2024-03-04 10:02", "那得加50", "quote", amt="50:extra")
    talk.a("2024-03-04 10:03", "封面我今晚给", "commitment")
    (change,) = talk.ledger().changes
    assert change.approved is None


def test_a_delay_asked_for_after_the_change_was_carried_out_is_not_on_its_account() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "裙子蓬一点", "change_request")
    talk.a("2024-03-06 10:00", "", "progress", file="裙子.png")
    talk.a("2024-03-07 10:00", "源文件得拖到20号", "extension_request", "deadline", due="2024-03-20")
    talk.b("2024-03-07 10:01", "可以", "approval>5")
    (change,) = talk.ledger().changes
    assert (change.time, change.approved) == (None, None)


def test_the_price_of_a_later_change_is_not_that_of_an_earlier_one() -> None:
    talk = bargain()
    talk.a("2024-03-05 09:00", "今晚换个模特行不", "change_request")
    talk.b("2024-03-05 09:01", "不行", "rejection>3")
    talk.b("2024-03-06 10:00", "再加两场", "change_request")
    talk.a("2024-03-06 10:01", "加500", "quote", amt="500:extra")
    talk.b("2024-03-06 10:02", "中", "approval>6")
    first, second = talk.ledger().changes
    assert (first.price, first.approved, first.rejected) == (None, None, "1:4")
    assert (second.price, second.approved) == ("1:6", "1:7")


# ---- payments


def test_a_transfer_is_a_notice_and_its_thanks_are_no_second_payment() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "", "payment", pay="500", amt="500:deposit")
    talk.a("2024-03-05 10:01", "收到，谢谢老板", "payment>3")
    (payment,) = talk.ledger().payments
    assert (payment.by, payment.direction, payment.value, payment.grade, payment.refs) == (
        "client", "pay", "500", "notice", ("1:3", "1:4"),
    )  # fmt: skip


def test_words_alone_are_a_claim_until_the_payee_confirms() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "打你卡上了 500", "payment", amt="500")
    assert talk.ledger().payments[0].grade == "claimed"
    talk.a("2024-03-05 10:05", "到账了", "payment>3")
    (payment,) = talk.ledger().payments
    assert payment.grade == "confirmed"


def test_a_claim_that_qq_then_shows_is_one_payment() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "500转了", "payment", amt="500")
    talk.b("2024-03-05 10:05", "", "payment", pay="500", amt="500")
    (payment,) = talk.ledger().payments
    assert (payment.ref, payment.grade, payment.refs) == ("1:4", "notice", ("1:3", "1:4"))


def test_money_from_the_provider_is_a_refund() -> None:
    talk = bargain()
    talk.a("2024-03-05 10:00", "", "payment", pay="300", amt="300:refund")
    (payment,) = talk.ledger().payments
    assert (payment.by, payment.direction) == ("provider", "refund")


def test_a_demand_is_no_payment() -> None:
    talk = bargain()
    talk.a("2024-03-05 10:00", "尾款2000结下", "payment_request", amt="2000")
    assert talk.ledger().payments == ()


# ---- deliveries


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("logo_v2.ai", "logo"),
        ("logo终稿.ai", "logo"),
        ("logo最终版2.ai", "logo"),
        ("logo.ai", "logo"),
        ("终稿.ai", "终稿"),
    ],
)
def test_a_files_stem_is_its_name_without_the_mark_of_its_version(name: str, stem: str) -> None:
    assert stem_of(name) == stem


def test_versions_of_one_file_are_counted() -> None:
    talk = bargain()
    for day, name in ((5, "logo_v1.ai"), (6, "名片.pdf"), (7, "logo_v2.ai"), (8, "logo终稿.ai")):
        talk.a(f"2024-03-0{day} 10:00", "", "delivery", file=name)
    assert [(d.name, d.version) for d in talk.ledger().deliveries] == [
        ("logo_v1.ai", 1), ("名片.pdf", 1), ("logo_v2.ai", 2), ("logo终稿.ai", 3),
    ]  # fmt: skip


def test_the_row_that_shows_the_receipt_stands_beside_the_delivery() -> None:
    talk = bargain()
    talk.a("2024-03-05 10:00", "", "delivery", file="logo.ai")
    talk.say("sys", "2024-03-05 10:02", "对方已成功接收文件", file="logo.ai", event="receipt")
    (delivery,) = talk.ledger().deliveries
    assert (delivery.grade, delivery.receipt) == ("notice", "1:4")


def test_handing_over_by_words_alone_is_a_claim() -> None:
    talk = bargain()
    talk.a("2024-03-05 10:00", "发你邮箱了", "delivery")
    (delivery,) = talk.ledger().deliveries
    assert (delivery.name, delivery.grade) == (None, "claimed")


# ---- silences


def test_a_question_left_for_days_is_a_silence_until_the_next_word() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "做得怎么样了", "reminder")
    talk.a("2024-03-08 10:00", "在忙")
    (silence,) = talk.ledger().silences
    assert (silence.who, silence.after, silence.until) == ("provider", "1:3", "1:4")


def test_a_night_is_no_silence() -> None:
    talk = bargain()
    talk.b("2024-03-05 22:50", "做得怎么样了", "reminder")
    talk.a("2024-03-06 20:00", "快了")
    assert talk.ledger().silences == ()


def test_a_holiday_is_no_silence() -> None:
    talk = Talk()
    talk.b("2024-10-01 09:00", "做得怎么样了", "reminder")
    talk.a("2024-10-07 20:00", "节后弄")
    talk.a("2024-10-07 20:01", "2000", "quote", amt="2000:total")
    assert talk.ledger().silences == ()


def test_words_that_ask_for_nothing_leave_no_silence() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "好的")
    talk.a("2024-03-12 10:00", "在")
    assert talk.ledger().silences == ()


def test_a_slow_writer_is_measured_by_their_own_rhythm() -> None:
    talk = Talk()
    for day in (1, 3, 5, 7, 11):
        talk.b(f"2024-03-{day:02} 10:00", "有空吗", "reminder")
        talk.a(f"2024-03-{day + 1:02} 20:00", "嗯", "progress")
    assert talk.ledger().silences == ()


# ---- both sides, money, figures


def quarrel() -> Talk:
    """Work praised, then found wanting; the rest of the price withheld."""
    talk = bargain()
    talk.b("2024-03-05 10:00", "", "payment", pay="600", amt="600:deposit")
    talk.a("2024-03-10 10:00", "", "delivery", file="终稿.pdf")
    talk.b("2024-03-10 11:00", "很满意", "acceptance>4")
    talk.a("2024-03-10 11:05", "尾款1400", "payment_request", amt="1400")
    talk.b("2024-03-12 11:00", "字太小 只给1000", "defect>4", "payment_refusal", "quote", amt="1000:settlement")
    talk.a("2024-03-12 11:05", "不行", "rejection>7")
    talk.a("2024-03-12 11:06", "是我没看清尺寸", "admission")
    return talk


def test_a_disputed_point_shows_both_sides() -> None:
    (quality,) = [point for point in quarrel().ledger().points if point.kind == "quality"]
    assert quality.state == "disputed"
    sides = {side.role: side for side in quality.sides}
    assert sides["client"].said == ("1:7",)
    assert "1:8" in sides["provider"].said
    assert sides["provider"].shown == ("1:4", "1:5")


def test_praise_and_later_blame_of_one_work_are_set_side_by_side() -> None:
    (found,) = quarrel().ledger().contradictions
    assert (found.by, found.earlier, found.later) == ("client", "1:5", "1:7")


def test_admissions_are_listed_with_who_made_them() -> None:
    assert [(entry.by, entry.ref) for entry in quarrel().ledger().admissions] == [("provider", "1:9")]


def test_the_money_position_names_every_figure_and_its_source() -> None:
    position = quarrel().ledger().position
    assert position is not None
    assert [(paid.direction, paid.grade, paid.channel, paid.value) for paid in position.paid] == [
        ("pay", "notice", "QQ转账", "600")
    ]
    reading = position.readings[0]
    assert (reading.value, reading.formula) == ("1400", "约定价款 2000 - 已付 600")
    assert reading.sources == ("1:1", "1:2", "1:3")


def test_each_sides_last_figure_is_a_view_of_its_own() -> None:
    position = quarrel().ledger().position
    assert position is not None
    assert {reading.title: reading.value for reading in position.readings[1:]} == {
        "按卖方最后一次要求": "1400", "按买方最后一次表示": "1000",
    }  # fmt: skip


def test_the_first_objection_is_counted_from_the_first_delivery() -> None:
    duties = quarrel().ledger().duties
    assert duties is not None
    assert (duties.delivered, duties.first_objection, duties.objection_days) == ("1:4", "1:7", 2)


def test_revisions_used_stand_beside_those_included() -> None:
    talk = bargain()
    talk.a("2024-03-04 10:05", "免费改3次", "revision_limit")
    talk.b("2024-03-05 10:00", "换个色", "change_request")
    talk.a("2024-03-05 10:01", "行", "approval>4")
    talk.a("2024-03-06 10:01", "", "progress", file="v2.png")
    duties = talk.ledger().duties
    assert duties is not None
    assert (duties.revisions_used, duties.revisions_included, duties.revisions_ref) == (1, 3, "1:3")


def test_a_price_far_below_another_is_a_sign() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "原价5000", "quote", amt="5000:total")
    talk.b("2024-03-04 10:01", "太贵", "rejection>1")
    talk.a("2024-03-04 10:02", "那1800", "quote", amt="1800:total")
    talk.b("2024-03-04 10:03", "行", "approval>3")
    assert [sign.kind for sign in talk.ledger().warnings] == ["low_price"]


def test_evidence_to_look_for_names_its_holder() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "支付宝打你了", "payment")
    (wanted,) = talk.ledger().wanted
    assert (wanted.what, wanted.refs) == ("该笔款项的电子回单或账单", ("1:3",))
    assert "买方" in wanted.holder


def test_a_call_is_named_as_a_place_the_log_does_not_reach() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "电话里说吧")
    talk.a("2024-03-05 10:01", "怎么打电话？")
    assert [(hole.kind, hole.channel, hole.ref) for hole in talk.ledger().holes] == [("talk", "电话", "1:3")]


def test_a_promise_in_the_next_words_takes_up_a_change() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "初稿", "progress")
    talk.b("2024-03-04 10:01", "背景换橙的", "change_request")
    talk.a("2024-03-04 10:02", "那换橙的 明天给你", "commitment")
    (change,) = talk.ledger().changes
    assert (change.request, change.approved) == ("1:2", "1:3")


def test_a_yes_to_words_of_altering_makes_a_change_though_none_was_read() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "初稿", "progress")
    talk.b("2024-03-04 10:01", "酒水那面放中间去")
    talk.a("2024-03-04 10:02", "好 挪到第八面", "approval>2")
    (change,) = talk.ledger().changes
    assert (change.request, change.approved) == ("1:2", "1:3")
