"""What was promised, when it was due, whether it was kept: one little talk for each rule of the meaning contract."""

import pytest

from tests.archiver.analysis.deal_talk import A, B, Talk


def bargain() -> Talk:
    """A price that both took."""
    talk = Talk()
    talk.a("2024-03-04 10:00", "全包2000", "quote", amt="2000:total")
    talk.b("2024-03-04 10:01", "成交", "approval>1")
    return talk


def dated() -> Talk:
    """A price, and work promised for 12 March (message 3)."""
    talk = bargain()
    talk.a("2024-03-04 10:02", "12号给你全部", "commitment", "deadline", due="2024-03-12")
    return talk


def test_an_accepted_price_makes_one_payment_and_one_delivery() -> None:
    found = bargain().ledger().obligations
    assert [(o.debtor, o.kind, o.value, o.due, o.status) for o in found] == [
        ("client", "pay", "2000", None, "open"), ("provider", "deliver", None, None, "open"),
    ]  # fmt: skip


def test_a_dated_promise_dates_the_delivery_that_the_price_implies() -> None:
    (entry,) = dated().owed("provider", "deliver")
    assert (entry.made, entry.due) == ("1:3", "2024-03-12")


def test_a_delivery_on_the_day_is_kept() -> None:
    talk = dated()
    talk.a("2024-03-12 23:50", "", "delivery", file="终稿.psd")
    (entry,) = talk.owed("provider", "deliver")
    assert (entry.status, entry.proof, entry.proof_grade, entry.late_by) == ("kept", "1:4", "notice", None)


def test_a_delivery_after_the_day_is_late_by_whole_days() -> None:
    talk = dated()
    talk.a("2024-03-14 00:10", "", "delivery", file="终稿.psd")
    (entry,) = talk.owed("provider", "deliver")
    assert (entry.status, entry.late_by) == ("late", 2)
    assert "晚于约定 2 天" in entry.because


def test_a_delivery_after_the_hour_is_late() -> None:
    talk = bargain()
    talk.a("2024-03-04 10:02", "明天下午三点给你", "commitment", "deadline", due="2024-03-05T15:00")
    talk.a("2024-03-05 15:20", "", "delivery", file="终稿.psd")
    (entry,) = talk.owed("provider", "deliver")
    assert (entry.status, entry.late_by) == ("late", None)


def test_nothing_until_the_log_ends_is_unmet_once_the_due_has_passed() -> None:
    talk = dated()
    talk.b("2024-03-13 10:00", "在吗", "reminder")
    (entry,) = talk.owed("provider", "deliver")
    assert entry.status == "unmet"
    assert entry.because == "约定时间为2024年3月12日，所提供记录中未见履行"


def test_a_due_after_the_last_message_is_open() -> None:
    talk = dated()
    talk.b("2024-03-10 10:00", "在吗", "reminder")
    (entry,) = talk.owed("provider", "deliver")
    assert entry.status == "open"


def test_a_later_date_agreed_in_time_moves_the_due() -> None:
    talk = dated()
    talk.a("2024-03-11 10:00", "能宽到15号吗", "extension_request", "deadline?", due="2024-03-15")
    talk.b("2024-03-11 10:05", "行吧", "approval>4")
    talk.a("2024-03-15 10:00", "", "delivery", file="终稿.psd")
    (entry,) = talk.owed("provider", "deliver")
    assert (entry.due, entry.status) == ("2024-03-15", "kept")
    assert [(move.ref, move.from_, move.to, move.agreed) for move in entry.moves] == [
        ("1:4", "2024-03-12", "2024-03-15", "1:5")
    ]


def test_a_later_day_that_the_debtor_names_and_the_other_side_takes_moves_the_due() -> None:
    talk = dated()
    talk.a("2024-03-08 12:30", "可以 但要晚两天 14号", "deadline", due="2024-03-14")
    talk.b("2024-03-08 12:31", "同意修改 14号就14号", "approval>4", "deadline", due="2024-03-14")
    talk.a("2024-03-14 10:00", "", "delivery", file="终稿.psd")
    (entry,) = talk.owed("provider", "deliver")
    assert (entry.due, entry.status) == ("2024-03-14", "kept")
    assert [(move.to, move.agreed) for move in entry.moves] == [("2024-03-14", "1:5")]


def test_a_later_date_only_announced_is_noted_and_the_due_stays() -> None:
    talk = dated()
    talk.a("2024-03-12 20:00", "今天来不及了 15号", "extension_request", "deadline", due="2024-03-15")
    talk.a("2024-03-15 10:00", "", "delivery", file="终稿.psd")
    (entry,) = talk.owed("provider", "deliver")
    assert (entry.due, entry.status, entry.late_by) == ("2024-03-12", "late", 3)
    assert entry.moves[0].agreed is None


def test_a_later_date_agreed_too_late_begins_a_new_entry() -> None:
    talk = dated()
    talk.a("2024-03-14 10:00", "15号行不", "extension_request", "deadline?", due="2024-03-15")
    talk.b("2024-03-14 10:05", "行", "approval>4")
    talk.a("2024-03-15 10:00", "", "delivery", file="终稿.psd")
    assert [(o.due, o.status) for o in talk.owed("provider", "deliver")] == [
        ("2024-03-12", "superseded"), ("2024-03-15", "kept"),
    ]  # fmt: skip


def test_a_date_the_client_set_binds_once_the_provider_says_yes() -> None:
    talk = bargain()
    talk.b("2024-03-04 11:00", "15号之前要", "deadline!", due="2024-03-15")
    talk.a("2024-03-04 11:01", "好", "approval>3")
    (entry,) = talk.owed("provider", "deliver")
    assert (entry.due, entry.made) == ("2024-03-15", "1:4")


def test_a_date_the_client_set_alone_binds_nobody() -> None:
    talk = bargain()
    talk.b("2024-03-04 11:00", "15号之前要", "deadline!", due="2024-03-15")
    (entry,) = talk.owed("provider", "deliver")
    assert entry.due is None


def test_a_preview_proves_no_delivery() -> None:
    talk = dated()
    talk.a("2024-03-08 10:00", "", "progress", file="初稿.psd")
    talk.b("2024-03-13 10:00", "?")
    (entry,) = talk.owed("provider", "deliver")
    assert entry.status == "unmet"


def test_days_after_an_event_are_counted_once_it_occurs() -> None:
    talk = bargain()
    talk.a("2024-03-04 10:02", "收到定金后3天内出初稿", "commitment", "deadline", after="deposit", within="P3D")
    assert talk.owed("provider", "deliver")[-1].due is None
    talk.b("2024-03-06 12:00", "", "payment", pay="500", amt="500:deposit")
    (draft,) = [o for o in talk.owed("provider", "deliver") if o.within]
    assert (draft.after, draft.within, draft.due) == ("deposit", "P3D", "2024-03-09")


def test_working_days_after_an_event_leave_out_the_holidays() -> None:
    talk = bargain()
    talk.a("2024-03-04 10:02", "定金到后5个工作日全部给", "commitment", "deadline", after="deposit", within="P5WD")
    talk.b("2024-04-03 12:00", "", "payment", pay="500", amt="500:deposit")
    # 4–6 April 2024 were days off, Sunday the 7th was worked.
    assert talk.owed("provider", "deliver")[-1].due == "2024-04-11"


def test_a_deposit_splits_the_price() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "2000 先付30%", "quote", amt="2000:total 30%:deposit")
    talk.b("2024-03-04 10:01", "行", "approval>1")
    talk.b("2024-03-04 10:02", "", "payment", pay="600", amt="600")
    assert [(o.value, o.status, o.proof) for o in talk.owed("client", "pay")] == [
        ("600", "kept", "1:3"), ("1400", "open", None),
    ]  # fmt: skip


def test_one_transfer_pays_two_parts_that_add_up_to_it() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "2000 先付600", "quote", amt="2000:total 600:deposit")
    talk.b("2024-03-04 10:01", "行", "approval>1")
    talk.b("2024-03-04 10:02", "", "payment", pay="2000", amt="2000")
    assert [(o.status, o.proof) for o in talk.owed("client", "pay")] == [("kept", "1:3"), ("kept", "1:3")]


def test_a_part_payment_is_no_payment_while_the_rest_is_asked_for() -> None:
    talk = bargain()
    talk.b("2024-03-04 10:02", "15号付", "commitment", "deadline", due="2024-03-15")
    talk.b("2024-03-15 10:02", "", "payment", pay="500", amt="500")
    talk.a("2024-03-16 10:02", "还差1500", "payment_request", amt="1500")
    (entry,) = talk.owed("client", "pay")
    assert (entry.status, entry.proof) == ("unmet", None)
    assert entry.because == "约定时间为2024年3月15日，所提供记录中见到已付 500 元，未见其余"


def test_a_sum_that_ends_the_quarrel_takes_the_place_of_what_was_owed() -> None:
    talk = dated()
    talk.a("2024-03-12 10:00", "", "delivery", file="终稿.psd")
    talk.b("2024-03-12 11:00", "太差 给1500了事", "quote", amt="1500:settlement")
    talk.a("2024-03-12 11:05", "算了 行", "approval>5")
    talk.b("2024-03-12 11:06", "", "payment", pay="1500", amt="1500")
    assert [(o.value, o.status) for o in talk.owed("client", "pay")] == [("2000", "superseded"), ("1500", "kept")]


def test_an_end_that_both_want_ends_what_is_owed() -> None:
    talk = dated()
    talk.a("2024-03-05 10:00", "不做了", "termination")
    talk.b("2024-03-05 10:05", "行 散了", "approval>4")
    assert {o.status for o in talk.ledger().obligations} == {"superseded"}


def test_an_end_that_one_side_wants_ends_nothing() -> None:
    talk = dated()
    talk.a("2024-03-05 10:00", "不做了", "termination")
    talk.b("2024-03-13 10:05", "凭什么", "rejection>4")
    (entry,) = talk.owed("provider", "deliver")
    assert entry.status == "unmet"


def test_a_promise_after_a_defect_is_a_fix() -> None:
    talk = dated()
    talk.a("2024-03-12 10:00", "", "delivery", file="终稿.psd")
    talk.b("2024-03-12 11:00", "打开是乱码", "defect>4")
    talk.a("2024-03-12 11:05", "今晚改好", "commitment", "deadline", due="2024-03-12")
    talk.a("2024-03-12 20:05", "", "delivery", file="终稿2.psd")
    (entry,) = talk.owed("provider", "fix")
    assert (entry.asked, entry.due, entry.status, entry.proof) == ("1:5", "2024-03-12", "kept", "1:7")


def test_a_refund_promised_is_the_providers_to_pay() -> None:
    talk = dated()
    talk.b("2024-03-05 10:00", "", "payment", pay="500", amt="500:deposit")
    talk.b("2024-03-13 10:00", "退我定金", "refund_request", amt="500:refund")
    talk.a("2024-03-13 10:05", "行 15号退你", "approval>5", "commitment", "deadline", due="2024-03-15")
    talk.a("2024-03-16 10:05", "", "payment", pay="500", amt="500:refund")
    (entry,) = talk.owed("provider", "refund")
    assert (entry.due, entry.status, entry.late_by) == ("2024-03-15", "late", 1)


def test_a_warranty_is_support() -> None:
    talk = dated()
    talk.a("2024-03-12 10:00", "质保15天", "warranty")
    (entry,) = talk.owed("provider", "support")
    assert (entry.made, entry.status) == ("1:4", "open")


def test_material_promised_by_the_client_is_supply() -> None:
    talk = bargain()
    talk.b("2024-03-04 11:00", "明天把照片发你", "commitment", "deadline", due="2024-03-05")
    talk.b("2024-03-07 11:00", "", file="照片.zip")
    (entry,) = talk.owed("client", "supply")
    assert (entry.due, entry.status, entry.late_by) == ("2024-03-05", "late", 2)


def test_a_recurring_promise_has_one_entry_for_each_date() -> None:
    talk = bargain()
    talk.a("2024-03-04 10:02", "每周五给你看进度", "commitment", "deadline", every="P7D")
    talk.a("2024-03-08 18:00", "线稿", "progress")
    talk.a("2024-03-16 09:00", "上色了", "progress")
    talk.b("2024-03-23 18:00", "?")
    assert [(o.due, o.status, o.late_by) for o in talk.owed("provider", "report")] == [
        ("2024-03-08", "kept", None), ("2024-03-15", "late", 1), ("2024-03-22", "unmet", None),
    ]  # fmt: skip


def test_saying_it_again_changes_nothing() -> None:
    talk = dated()
    talk.a("2024-03-06 10:00", "放心 12号一定给", "commitment", "deadline", due="2024-03-12")
    (entry,) = talk.owed("provider", "deliver")
    assert (entry.due, entry.moves) == ("2024-03-12", ())


def test_nothing_is_called_unpaid_when_the_talk_went_elsewhere() -> None:
    talk = bargain()
    talk.b("2024-03-04 10:02", "15号付", "commitment", "deadline", due="2024-03-15")
    talk.a("2024-03-10 10:00", "加我微信说")
    talk.b("2024-03-20 10:00", "好的")
    (entry,) = talk.owed("client", "pay")
    assert (entry.status, entry.hole) == ("open", "1:4")
    assert "微信" in entry.because


def test_a_loose_transfer_is_named_beside_what_stays_open() -> None:
    talk = bargain()
    talk.b("2024-03-04 10:02", "", "payment", pay="2000", amt="2000")
    talk.b("2024-03-05 10:02", "", "payment", pay="88", amt="88")
    (entry,) = talk.owed("client", "pay")
    assert (entry.status, entry.proofs, entry.candidates) == ("kept", ("1:3",), ())


@pytest.mark.parametrize("word", ["违约", "已履行", "未付", "失联", "跑路", "承认", "欺骗", "拒付"])
def test_reasons_use_no_word_of_judgement(word: str) -> None:
    talk = dated()
    talk.b("2024-03-05 10:02", "15号付", "commitment", "deadline", due="2024-03-15")
    talk.a("2024-03-14 00:10", "", "delivery", file="终稿.psd")
    talk.b("2024-03-20 10:02", "?")
    assert not any(word in entry.because + entry.what for entry in talk.ledger().obligations)


def pieces() -> Talk:
    """Three pieces at a price, due together on 12 March, and the first of them handed over."""
    talk = Talk()
    talk.a("2024-03-04 10:00", "三款540", "quote", amt="540:total")
    talk.b("2024-03-04 10:01", "成交", "approval>1")
    talk.a("2024-03-04 10:02", "12号给齐", "commitment", "deadline", due="2024-03-12")
    talk.a("2024-03-06 10:00", "", "delivery", file="标签1_鸡肉.pdf")
    return talk


def test_one_numbered_piece_of_several_is_not_the_whole() -> None:
    talk = pieces()
    talk.b("2024-03-14 10:00", "另外两款呢", "reminder")
    (entry,) = talk.owed("provider", "deliver")
    assert (entry.status, entry.proof, entry.candidates) == ("unmet", None, ("1:4",))
    assert entry.because == "约定时间为2024年3月12日，所提供记录中见到其中 1 份，未见全部"


def test_the_last_of_the_numbered_pieces_makes_the_whole() -> None:
    talk = pieces()
    talk.a("2024-03-07 10:00", "", "delivery", file="标签2_牛肉.pdf")
    talk.a("2024-03-13 10:00", "", "delivery", file="标签3_三文鱼.pdf")
    (entry,) = talk.owed("provider", "deliver")
    assert (entry.status, entry.late_by, entry.proofs) == ("late", 1, ("1:4", "1:5", "1:6"))


def test_fewer_pieces_for_an_earlier_day_are_a_promise_of_their_own_and_no_delay() -> None:
    talk = pieces()
    talk.a("2024-03-06 10:05", "歇两天 8号给两款", "commitment", "deadline", "extension_request", due="2024-03-08")
    assert [(o.due, o.moves) for o in talk.owed("provider", "deliver")] == [("2024-03-12", ()), ("2024-03-08", ())]


def test_a_bare_sum_agreed_to_in_a_quarrel_over_money_back_is_a_refund() -> None:
    talk = dated()
    talk.b("2024-03-05 10:00", "", "payment", pay="540", amt="540:deposit")
    talk.b("2024-03-14 10:00", "不做了 退我120", "refund_request", amt="120:refund")
    talk.a("2024-03-14 10:05", "80 别念叨了", "quote", amt="80")
    talk.b("2024-03-14 10:06", "80我认了", "approval>6")
    talk.a("2024-03-14 10:07", "卡里没钱 缓两天", "extension_request")
    ledger = talk.ledger()
    (refund,) = talk.owed("provider", "refund")
    assert (refund.value, refund.made, refund.status) == ("80", "1:7", "open")
    assert ledger.position is not None
    last = ledger.position.readings[1]
    assert (last.title, last.value, last.formula) == (
        "按双方后来议定退还的数额", "-80", "-（议定退 80 - 其后已退 0）",
    )  # fmt: skip
    assert all("1:8" not in side.said for point in ledger.points if point.kind == "delay" for side in point.sides)


def test_a_recurring_promise_that_the_log_never_shows_is_one_open_entry() -> None:
    talk = bargain()
    talk.b("2024-03-04 10:02", "录屏我每天传给你", "commitment", "deadline", every="P1D")
    talk.a("2024-03-20 10:00", "忙着呢", "progress")
    (entry,) = talk.owed("client", "supply")
    assert (entry.due, entry.status) == (None, "open")


def test_what_is_promised_again_and_again_is_shown_by_the_material_sent() -> None:
    talk = bargain()
    talk.b("2024-03-04 10:02", "录屏我每天传给你", "commitment", "deadline", every="P1D")
    talk.b("2024-03-05 10:00", "", file="录屏1.mp4")
    talk.a("2024-03-06 23:59", "收到了", "progress")
    assert [(o.due, o.status) for o in talk.owed("client", "supply")] == [
        ("2024-03-05", "kept"), ("2024-03-06", "open"),
    ]  # fmt: skip


def test_mending_that_nobody_was_heard_to_ask_for_is_a_fix_once_work_was_shown() -> None:
    talk = bargain()
    talk.a("2024-03-06 10:00", "", "delivery", file="终稿.psd")
    talk.a("2024-03-06 11:00", "中午12点前改好", "commitment", "deadline", due="2024-03-06T12:00")
    (entry,) = talk.owed("provider", "fix")
    assert entry.due == "2024-03-06T12:00"


@pytest.mark.parametrize(
    ("words", "proof", "status"),
    [("到门口了", "1:4", "kept"), ("快到了", None, "unmet")],
)
def test_being_there_at_the_hour_is_shown_by_words_of_the_day(words: str, proof: str | None, status: str) -> None:
    talk = bargain()
    talk.a("2024-03-04 10:02", "明早八点我来装", "commitment", "deadline", due="2024-03-05T08:00")
    talk.a("2024-03-05 07:55", words)
    talk.b("2024-03-06 10:00", "在吗", "reminder")
    (entry,) = (o for o in talk.owed("provider", "deliver") if o.due)
    assert (entry.what, entry.proof, entry.status) == ("按时到场或开始", proof, status)


def test_a_date_for_material_moves_no_payment() -> None:
    talk = bargain()
    talk.b("2024-03-04 10:01", "图周三给你", "commitment", "deadline", due="2024-03-06")
    talk.b("2024-03-05 10:00", "给我到周五", "extension_request", "deadline", due="2024-03-08")
    assert [move.to for o in talk.owed("client", "supply") for move in o.moves] == ["2024-03-08"]
    assert all(not o.moves for o in talk.owed("client", "pay"))


def test_a_day_asked_for_instead_of_another_binds_by_the_yes_to_it() -> None:
    talk = bargain()
    talk.a("2024-03-04 10:02", "第一节周三晚上", "commitment", "deadline", due="2024-03-06")
    talk.b("2024-03-05 10:00", "周三的能不能挪到周六", "change_request", "deadline?", due="2024-03-09")
    talk.a("2024-03-05 10:01", "不碍事", "approval>4")
    assert "2024-03-09" in [entry.due for entry in talk.owed("provider", "deliver")]


def test_a_day_named_with_another_wish_is_not_bound_by_the_yes_to_it() -> None:
    talk = dated()
    talk.b("2024-03-05 10:00", "颜色换成蓝的 我周六要用", "change_request", "deadline?", due="2024-03-09")
    talk.a("2024-03-05 10:01", "好", "approval>4")
    assert "2024-03-09" not in [entry.due for entry in talk.owed("provider", "deliver")]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("发票后天给你寄出去", "deliver"),
        ("第二套精修后天", "deliver"),
        ("后天给你弄好", "fix"),
        ("错的那张后天重导", "fix"),
    ],
)
def test_in_a_quarrel_what_was_never_there_is_handed_over_and_not_mended(words: str, kind: str) -> None:
    talk = dated()
    talk.a("2024-03-10 10:00", "", "delivery", file="全套.zip")
    talk.b("2024-03-10 11:00", "第三张颜色不对", "defect>4")
    talk.a("2024-03-10 11:01", words, "commitment", "deadline", due="2024-03-12")
    assert [entry.due for entry in talk.owed("provider", kind)][-1] == "2024-03-12"


def test_a_word_of_judgement_promised_on_a_draft_is_feedback_and_no_material() -> None:
    talk = bargain()
    talk.b("2024-03-04 10:02", "收到稿我周五前给你反馈", "commitment", "deadline", due="2024-03-08")
    assert [entry.due for entry in talk.owed("client", "review")] == ["2024-03-08"]
    assert talk.owed("client", "supply") == []


def test_an_extra_paid_by_itself_is_an_entry_of_its_own() -> None:
    talk = bargain()
    talk.b("2024-03-05 10:00", "再加一张封底", "change_request")
    talk.a("2024-03-05 10:01", "加60", "quote", amt="60:extra")
    talk.b("2024-03-05 10:02", "行", "approval>4")
    assert [(entry.value, entry.status) for entry in talk.owed("client", "pay")] == [("2060", "open")]
    talk.b("2024-03-06 10:00", "", "payment", pay="60", amt="60")
    paid = [(entry.value, entry.status, entry.proof) for entry in talk.owed("client", "pay")]
    assert paid == [("2000", "open", None), ("60", "kept", "1:6")]


def test_an_extra_paid_with_the_rest_stays_part_of_it() -> None:
    talk = bargain()
    talk.a("2024-03-05 10:01", "封底加60", "quote", amt="60:extra")
    talk.b("2024-03-05 10:02", "行", "approval>3")
    talk.b("2024-03-06 10:00", "", "payment", pay="2060", amt="2060")
    assert [(entry.value, entry.status) for entry in talk.owed("client", "pay")] == [("2060", "kept")]


def test_the_first_pages_shown_for_a_look_are_not_the_work_handed_over() -> None:
    talk = dated()
    talk.a("2024-03-10 20:00", "前20页排好了 你看看版式", "progress", "delivery")
    assert [entry.status for entry in talk.owed("provider", "deliver")] == ["open"]
    talk.a("2024-03-13 20:00", "全部排完 发你邮箱了", "delivery")
    (entry,) = talk.owed("provider", "deliver")
    assert (entry.status, entry.proof, entry.late_by) == ("late", "1:4", 1)


def test_sittings_that_the_provider_counts_as_held_are_said_to_have_been() -> None:
    talk = bargain()
    talk.a("2024-03-04 10:02", "每周六上午上课", "commitment", "deadline", due="2024-03-09", every="P1W")
    talk.a("2024-03-30 21:00", "三节课上完了 麻烦结一下", "payment_request")
    talk.b("2024-04-08 21:00", "上周六怎么没上", "reminder")
    entries = talk.owed("provider", "deliver")
    assert [(entry.due, entry.status, entry.proof_grade) for entry in entries] == [
        ("2024-03-09", "open", None), ("2024-03-16", "kept", "claimed"), ("2024-03-23", "kept", "claimed"),
        ("2024-03-30", "kept", "claimed"), ("2024-04-06", "unmet", None),
    ]  # fmt: skip
    assert entries[1].because == "约定2024年3月16日到场或开始；当日未见记录，其后该方称已交付"


def test_a_lesson_of_which_nobody_says_a_word_is_open_and_one_that_is_missed_in_words_is_not() -> None:
    talk = bargain()
    talk.a("2024-03-04 10:02", "每周六上午上课", "commitment", "deadline", due="2024-03-09", every="P1W")
    talk.b("2024-03-17 20:00", "昨天等了一上午 老师怎么没来", "reminder")
    talk.b("2024-03-31 20:00", "嗯")
    entries = talk.owed("provider", "deliver")
    assert [entry.status for entry in entries] == ["open", "unmet", "open", "open"]
    assert "双方前后都没有说到这一次" in entries[0].because


def test_weekly_files_of_which_the_log_shows_none_are_not_seen_performed() -> None:
    talk = bargain()
    talk.a("2024-03-04 10:02", "每周六给你五条", "commitment", "deadline", due="2024-03-09", every="P1W")
    talk.b("2024-03-17 20:00", "昨天的五条呢", "reminder")
    talk.b("2024-03-31 20:00", "嗯")
    assert [entry.status for entry in talk.owed("provider", "deliver")] == ["unmet"] * 4


def test_what_was_agreed_on_top_stays_owed_when_the_price_is_parted_later() -> None:
    talk = bargain()
    talk.a("2024-03-05 10:01", "封底加60", "quote", amt="60:extra")
    talk.b("2024-03-05 10:02", "行", "approval>3")
    talk.b("2024-03-06 10:00", "先转你500", "quote", amt="500:instalment")
    assert [entry.value for entry in talk.owed("client", "pay")] == ["500", "1560"]


def test_who_is_there_a_little_after_the_hour_came_by_it_and_hours_later_did_not() -> None:
    def came(at: str) -> str:
        talk = bargain()
        talk.a("2024-03-04 10:02", "明早八点我上门装", "commitment", "deadline", due="2024-03-05T08:00")
        talk.a(at, "到楼下了")
        (entry,) = talk.owed("provider", "deliver")
        return entry.status

    assert came("2024-03-05 08:12") == "kept"
    assert came("2024-03-05 11:40") == "late"


def test_a_piece_that_did_not_come_gives_way_to_a_later_day_for_what_is_missing() -> None:
    talk = bargain()
    talk.a("2024-03-04 10:02", "两天给你一款", "commitment", "deadline", every="P2D")
    talk.a("2024-03-06 10:00", "", "delivery", file="第一款.psd")
    talk.b("2024-03-12 10:00", "后面的呢", "reminder")
    talk.a("2024-03-12 10:01", "剩下两款20号一起给你", "commitment", "deadline", due="2024-03-20")
    talk.b("2024-03-21 10:00", "还没有", "reminder")
    found = {entry.due: entry.status for entry in talk.owed("provider", "deliver")}
    assert (found["2024-03-06"], found["2024-03-08"], found["2024-03-20"]) == ("kept", "superseded", "unmet")


@pytest.mark.parametrize(
    ("words", "owed"),
    [("退我800 15号前到账", []), ("15号前退我800 不然我去平台", []), ("你把800退了 15号我再付新的", ["2024-03-15"])],
)
def test_a_demand_for_money_that_was_read_as_a_promise_too_binds_nobody_who_makes_it(
    words: str, owed: list[str]
) -> None:
    talk = bargain()
    talk.b("2024-03-10 10:00", words, "refund_request", "commitment", "deadline", due="2024-03-15", amt="800")
    assert [entry.due for entry in talk.owed("client", "pay") if entry.due] == owed


def test_a_promise_that_runs_from_a_named_day_is_not_due_before_it() -> None:
    talk = bargain()
    talk.b("2024-03-04 10:02", "每天早上九点前给个小结 从9号开始", "deadline!", every="P1D")
    talk.a("2024-03-04 10:03", "行 每天9点前发", "approval>3", "commitment", "deadline", every="P1D")
    for day in ("09", "10"):
        talk.a(f"2024-03-{day} 08:30", "昨晚接待40", "progress")
    talk.b("2024-03-11 12:00", "今天的呢", "reminder")
    entries = talk.owed("provider", "report")
    assert [(entry.due, entry.status) for entry in entries] == [
        ("2024-03-09", "kept"), ("2024-03-10", "kept"), ("2024-03-11", "open"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("who", "words", "status", "grade"),
    [
        (B, "传完了 四十三个文件", "kept", "claimed"),
        (B, "今天寄啦 泡沫纸裹成粽子", "kept", "claimed"),
        (A, "衣服到了 三大麻袋", "kept", "confirmed"),
        (B, "还没传完", "unmet", None),
        (B, "你要的我今晚就传给你了啊", "unmet", None),
        (A, "钱到了", "unmet", None),
        (A, "衣服到了吗", "unmet", None),
    ],
)
def test_words_show_that_material_was_sent(who: str, words: str, status: str, grade: str | None) -> None:
    talk = bargain()
    talk.b("2024-03-04 10:02", "资料周五前发你", "commitment", "deadline", due="2024-03-08")
    talk.say(who, "2024-03-07 10:00", words)
    talk.a("2024-03-20 10:00", "在不")
    (entry,) = talk.owed("client", "supply")
    assert (entry.status, entry.proof_grade) == (status, grade)


def test_a_rest_that_does_not_make_up_the_price_with_what_was_paid_makes_up_no_first_part() -> None:
    talk = bargain()
    talk.b("2024-03-04 12:00", "", "payment", pay="800", amt="800")
    talk.a("2024-03-10 10:00", "尾款还有1100", "quote", amt="1100:balance")
    talk.b("2024-03-10 10:01", "行", "approval>4")
    assert "900" not in [entry.value for entry in talk.owed("client", "pay")]


def test_a_rest_that_makes_up_the_price_with_what_was_paid_leaves_that_as_the_first_part() -> None:
    talk = bargain()
    talk.b("2024-03-04 12:00", "", "payment", pay="800", amt="800")
    talk.a("2024-03-10 10:00", "尾款还有1200", "quote", amt="1200:balance")
    talk.b("2024-03-10 10:01", "行", "approval>4")
    assert [entry.value for entry in talk.owed("client", "pay")] == ["800", "1200"]


def test_a_measured_share_is_no_part_of_a_price() -> None:
    talk = bargain()
    talk.a("2024-03-10 10:00", "11号 达标90.2%", "quote", amt="90.2%:deposit")
    talk.b("2024-03-10 10:01", "可以", "approval>3")
    assert [entry.value for entry in talk.owed("client", "pay")] == ["2000"]


@pytest.mark.parametrize(
    ("reply", "taken"),
    [("行 挪上去", True), ("这算第一轮了哈", True), ("背景换炭火", True), ("收到", False), ("知道了", False),
     ("改天是哪天呢", False), ("放大边就贴边了 会切到", False), ("能不能别改了", False), ("我先吃饭", False)],
)  # fmt: skip
def test_the_next_words_of_the_other_side_take_a_change_up(reply: str, *, taken: bool) -> None:
    talk = bargain()
    talk.a("2024-03-05 10:00", "", "progress", file="线稿.png")
    talk.b("2024-03-05 10:10", "右下角别挡我购物车", "change_request")
    talk.a("2024-03-05 10:12", reply)
    (change,) = talk.ledger().changes
    assert (change.approved, change.worded) == (("1:5", True) if taken else (None, False))


def test_next_words_that_name_a_price_or_refuse_take_no_change_up() -> None:
    for act in ("quote", "rejection"):
        talk = bargain()
        talk.a("2024-03-05 10:00", "", "progress", file="线稿.png")
        talk.b("2024-03-05 10:10", "右下角别挡我购物车", "change_request")
        talk.a("2024-03-05 10:12", "好说 先加一百", act)
        (change,) = talk.ledger().changes
        assert change.approved is None
