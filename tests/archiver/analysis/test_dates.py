"""Deadlines of freelance chat, each with the day a careful reader would hold the speaker to (design language.md §2)."""

from datetime import date, datetime

import pytest

from archiver.analysis.dates import add_span, due_of, is_workday, read_times

# Said on a Tuesday morning unless the case says otherwise.
_TUESDAY = "2024-03-05T10:20"


def _dues(text: str, at: str = _TUESDAY) -> list[str | None]:
    return [expression.due for expression in read_times(text, datetime.fromisoformat(at))]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("7天内交付", "2024-03-12"), ("月底之前必须给我", "2024-03-31"), ("我周三前发你", "2024-03-06"),
        ("下下周五", "2024-03-22"),
        ("节前能好不", "2024-04-03"), ("20号前", "2024-03-20"), ("今晚12点前", "2024-03-06T00:00"),
        ("两个工作日内", "2024-03-07"),
        ("半个月内", "2024-03-20"), ("周5给你", "2024-03-08"), ("三.8", "2024-03-08"), ("12/5", "2024-12-05"),
        ("11.30前", "2024-11-30"),
        ("明早九点半", "2024-03-06T09:30"), ("聽日俾你", "2024-03-06"), ("下個禮拜", "2024-03-17"),
        ("三天能好", "2024-03-08"),
        ("最晚周五", "2024-03-08"), ("周五或周六", "2024-03-09"), ("3-5天内", "2024-03-10"), ("明后天给", "2024-03-07"),
        ("下班前给你", "2024-03-05"), ("24小时内", "2024-03-06T10:20"), ("一个月内", "2024-04-05"),
        ("三天后", "2024-03-08"),
        ("下周三晚上之前", "2024-03-13"), ("周五下午3点前", "2024-03-08T15:00"), ("15号晚8点", "2024-03-15T20:00"),
        ("周末前", "2024-03-08"),
        ("周末", "2024-03-10"), ("下周", "2024-03-17"), ("下个月", "2024-04-30"), ("双十一前", "2024-11-10"),
        ("618前", "2024-06-17"),
        ("国庆前", "2024-09-30"), ("年前", "2025-01-28"), ("清明之前", "2024-04-03"), ("国庆期间", "2024-10-07"),
        ("月中", "2024-03-15"),
        ("从今天起7天内", "2024-03-12"), ("国庆后3天内", "2024-10-10"), ("8点前给我", "2024-03-05T20:00"),
        ("3点前", "2024-03-05T15:00"),
        ("星期四23:59前", "2024-03-07T23:59"), ("周日晚上12点前", "2024-03-11T00:00"), ("周五15号给你", "2024-03-15"),
        ("3月15号下午两点到四点", "2024-03-15T16:00"), ("工期10天", "2024-03-15"), ("再给我两天", "2024-03-07"),
        ("明天下班前", "2024-03-06"),
    ],
)  # fmt: skip
def test_deadlines_said_on_a_tuesday_morning(text: str, due: str) -> None:
    assert _dues(text) == [due]


@pytest.mark.parametrize(
    ("text", "at", "due"),
    [
        ("周三给你", "2024-03-08T09:00", "2024-03-13"),  # 周三 said on Friday is next week's
        ("周五给你", "2024-03-08T09:00", "2024-03-08"),  # on the very day it is today
        ("周五下午3点前", "2024-03-08T16:00", "2024-03-15T15:00"),  # unless its hour has passed
        ("12号给", "2024-03-12T20:00", "2024-03-12"), ("31号前", "2024-04-02T09:00", "2024-05-31"),
        ("1月5号", "2024-12-20T09:00", "2025-01-05"),
        ("今晚给你", "2024-03-06T01:00", "2024-03-06"), ("明天给", "2024-03-06T01:00", "2024-03-07"),
        ("今天发", "2024-03-06T01:00", "2024-03-06"),
        ("月底", "2024-03-31T12:00", "2024-03-31"), ("3点前", "2024-03-05T23:30", "2024-03-06T03:00"),
        ("周末", "2024-03-10T09:00", "2024-03-10"),
        ("2月29号", "2023-03-01T09:00", "2024-02-29"), ("3个工作日内", "2024-09-29T10:00", "2024-10-09"),
         # 10-01 to 10-07 are off
        ("一个月内", "2024-01-31T10:00", "2024-02-29"), ("12点前", "2024-03-05T13:00", "2024-03-06T00:00"),
        ("今天12点前", "2024-03-05T13:00", "2024-03-06T00:00"),
    ],
)  # fmt: skip
def test_the_message_s_own_moment_decides(text: str, at: str, due: str) -> None:
    assert _dues(text, at) == [due]


@pytest.mark.parametrize(
    "text",
    [
        "昨天下午发你了",
        "周三就发你了",
        "上周五给过你了",
        "12号付的定金",
        "刚才发你了",
        "三天前就给你了",
        "昨晚三点才睡",
    ],
)
def test_a_report_of_the_past_sets_no_deadline(text: str) -> None:
    found = read_times(text, datetime.fromisoformat("2024-03-08T10:00"))
    assert found
    assert {expression.due for expression in found} == {None}


@pytest.mark.parametrize(
    ("text", "due"),
    [("这周一就该给了", "2024-03-04"), ("上周五说好给我的", "2024-03-01"), ("昨天就该交了", "2024-03-07")],
)
def test_a_day_that_something_was_owed_on_keeps_its_due(text: str, due: str) -> None:
    assert _dues(text, "2024-03-08T10:00") == [due]


@pytest.mark.parametrize(
    "text",
    ["尽快", "马上", "过几天", "过两天", "这两天", "这几天", "三五天", "考试前", "半天", "晚点发你", "国庆后"],
)
def test_vague_words_are_found_and_set_no_day(text: str) -> None:
    found = read_times(text, datetime.fromisoformat(_TUESDAY))
    assert [(expression.vague, expression.due) for expression in found] == [(True, None)]


@pytest.mark.parametrize(
    ("text", "event", "span"),
    [
        ("收到定金后3天内", "deposit", "P3D"), ("验收后一周付款", "acceptance", "P7D"),
        ("初稿出来两天内", "draft", "P2D"),
        ("交付后7天内验收", "delivery", "P7D"), ("改完后两天内付尾款", "revision", "P2D"),
        ("定金到账后３天出初稿", "deposit", "P3D"),
        ("尾款付清后24小时内发源文件", "payment", "PT24H"), ("合同签订之日起15日内", "start", "P15D"),
        ("资料给齐后5个工作日", "material", "P5WD"),
        ("确认方案后十天内", "approval", "P10D"), ("考完试后三天", "other", "P3D"),
    ],
)  # fmt: skip
def test_a_span_from_an_event_names_the_event_and_no_day(text: str, event: str, span: str) -> None:
    found = read_times(text, datetime.fromisoformat(_TUESDAY))
    assert [(expression.after, expression.within, expression.due) for expression in found] == [(event, span, None)]


@pytest.mark.parametrize(
    ("text", "every"),
    [
        ("每两天", "P2D"), ("每天", "P1D"), ("每周五", "P1W"), ("每隔一天", "P2D"), ("每个月15号", "P1M"),
        ("每半个月", "P15D"), ("每周", "P1W"),
    ],
)  # fmt: skip
def test_repetitions(text: str, every: str) -> None:
    found = read_times(text, datetime.fromisoformat(_TUESDAY))
    assert [(expression.kind, expression.every) for expression in found] == [("set", every)]


def test_earliest_and_after_set_only_a_beginning() -> None:
    at = datetime.fromisoformat(_TUESDAY)
    for text, begin in (("最快周五", "2024-03-08"), ("最早下周三能给", "2024-03-13"), ("3点以后", "2024-03-05T15:00")):
        (found,) = read_times(text, at)
        assert (found.due, found.not_before) == (None, begin), text


def test_a_range_has_both_ends() -> None:
    (found,) = read_times("3号到5号之间", datetime.fromisoformat(_TUESDAY))
    assert (found.not_before, found.due, found.kind) == ("2024-04-03", "2024-04-05", "span")
    assert (found.from_, found.to) == ("2024-04-03T00:00:00", "2024-04-06T00:00:00")


@pytest.mark.parametrize(
    "text",
    [
        "三点要求", "一点问题没有", "用一号方案吧", "1080p", "v2.1", "万一不行", "千万别忘", "十分满意", "一时半会",
        "分分钟搞定", "星期八", "3.5版", "2号图不错",
        "改3-5次", "有两点要改", "这一点很重要", "100字", "16:9", "做了1/3了", "5号字", "12点字号", "第3天的图",
        "一天到晚", "有一天", "周边设计", "日常维护", "红一点",
        "再大一点", "三年级数学", "国庆主题海报", "前端后端", "内容太多", "聊天记录", "2.5折", "10-15页",
        "13812345678", "192.168.1.1", "https://a.cn/2024/03/05",
    ],
)  # fmt: skip
def test_time_free_lines_hold_no_time(text: str) -> None:
    assert read_times(text, datetime.fromisoformat(_TUESDAY)) == ()


def test_offsets_are_code_points_of_the_text_as_given() -> None:
    text = "😀那就下個禮拜三前給你，尾款２０號前"
    found = read_times(text, datetime.fromisoformat(_TUESDAY))
    assert [(e.text, e.due) for e in found] == [("下個禮拜三前", "2024-03-13"), ("２０號前", "2024-03-20")]
    assert all(text[e.start : e.end] == e.text for e in found)


def test_the_reading_not_chosen_is_kept() -> None:
    (found,) = read_times("周三给你", datetime(2024, 3, 8, 9))  # noqa: DTZ001 - wall time
    assert found.other == (("2024-03-06T00:00:00", "2024-03-07T00:00:00"),)
    due = due_of(found)
    assert due is not None
    assert due.other == ("2024-03-06",)


def test_a_last_day_off_keeps_the_civil_code_s_shift_beside_the_plain_count() -> None:
    (found,) = read_times("5天内", datetime(2024, 3, 5, 10))  # noqa: DTZ001 - wall time
    due = due_of(found)
    assert due is not None
    assert (due.due, due.other) == ("2024-03-10", ("2024-03-11",))


def test_due_of_says_nothing_of_a_past_time_and_of_a_bare_length() -> None:
    at = datetime.fromisoformat(_TUESDAY)
    assert [due_of(expression) for expression in read_times("昨天发你了，做了三天", at)] == [None, None]


@pytest.mark.parametrize(
    ("start", "iso", "end"),
    [
        (date(2024, 3, 5), "P3D", date(2024, 3, 8)), (date(2024, 1, 31), "P1M", date(2024, 2, 29)),
        (date(2024, 3, 5), "P2W", date(2024, 3, 19)),
        (date(2024, 9, 29), "P3WD", date(2024, 10, 9)), (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (datetime.fromisoformat(_TUESDAY), "PT24H", datetime.fromisoformat("2024-03-06T10:20")),
        (datetime.fromisoformat(_TUESDAY), "P1DT2H", datetime.fromisoformat("2024-03-06T12:20")),
    ],
)  # fmt: skip
def test_adding_a_span(start: date, iso: str, end: date) -> None:
    assert add_span(start, iso) == end


@pytest.mark.parametrize("iso", ["", "P", "PT", "P3", "3D", "P1DT", "P-1D", "P99999Y"])
def test_what_is_no_span_is_refused(iso: str) -> None:
    with pytest.raises(ValueError, match=r"span|calendar"):
        add_span(date(2024, 3, 5), iso)


def test_working_days_are_unknown_beyond_the_last_notice_and_that_is_said() -> None:
    assert (is_workday(date(2024, 10, 1)), is_workday(date(2024, 10, 12)), is_workday(date(2024, 10, 13))) == (
        False,
        True,
        False,
    )
    assert is_workday(date(2090, 1, 4)) is None
    (found,) = read_times("3个工作日内", datetime(2090, 1, 4, 9))  # noqa: DTZ001 - wall time
    assert found.rule.endswith("weekdays_only")


@pytest.mark.parametrize(
    "text",
    [
        "封面写《周日的信》就行", "这家店叫九月", "书名半夜来客太长了", "周三这个名字不好记", "周六乐队的海报风格",
        "明日星河的手办多少钱", "正文用字号九点", "正文九点，标题字号二十点", "片头02:08有杂音",
        "03:12那段太暗", "第二季还没播",
        "一日一练那个账号", "年底盘点那篇太长", "小明天天不在线", "两点一线没意思", "昨晚画到四点",
    ],
)  # fmt: skip
def test_names_sizes_and_timecodes_are_no_deadlines(text: str) -> None:
    assert [due for due in _dues(text) if due is not None] == []


@pytest.mark.parametrize(
    ("text", "at", "due"),
    [
        ("明早9前发", _TUESDAY, "2024-03-06T09:00"), ("今晚 11之前给", _TUESDAY, "2024-03-05T23:00"),
        ("五一之前给", _TUESDAY, "2024-04-30"),
        ("618以前上线", _TUESDAY, "2024-06-17"),
        ("俩星期内交", _TUESDAY, "2024-03-19"), ("兩個工作天內", _TUESDAY, "2024-03-07"),
        ("拜五前", _TUESDAY, "2024-03-08"),
        ("下个月月底之前", _TUESDAY, "2024-04-30"), ("3月8日-3月12日之间", _TUESDAY, "2024-03-12"),
        ("2天后来取", _TUESDAY, "2024-03-07"), ("26号这个能好吗", _TUESDAY, "2024-03-26"),
        ("明早给你", "2024-03-06T03:00", "2024-03-06"),  # before five the morning is the one the night ends with
        ("明早给你", "2024-03-06T05:00", "2024-03-07"), ("明天上午给", "2024-03-06T03:00", "2024-03-07"),
        ("国庆期间把图画了", "2024-09-28T10:00", "2024-10-07"),
    ],
)  # fmt: skip
def test_short_ways_of_saying_a_deadline(text: str, at: str, due: str) -> None:
    assert _dues(text, at)[-1:] == [due]


def test_two_lengths_side_by_side_are_not_added_up() -> None:
    assert _dues("宽限三天 48小时内给我") == [None, "2024-03-07T10:20"]
    assert _dues("两周零3天内") == ["2024-03-22"]


@pytest.mark.parametrize(
    ("text", "words", "event"),
    [
        ("验收后付款", "验收后", "acceptance"), ("收到定金之后再发你草图", "收到定金之后", "deposit"),
        ("尾款付清后发源文件", "尾款付清后", "payment"), ("定稿以后结清", "定稿以后", "acceptance"),
    ],
)  # fmt: skip
def test_an_event_without_a_span_is_what_the_payment_waits_for(text: str, words: str, event: str) -> None:
    (found,) = read_times(text, datetime.fromisoformat(_TUESDAY))
    assert (found.text, found.after, found.within, found.due) == (words, event, None, None)
    due = due_of(found)
    assert due is not None
    assert (due.after, due.within, due.due) == (event, None, None)


@pytest.mark.parametrize(
    ("text", "event", "within"),
    [
        # money waits for the work, work for what it is made of
        ("剩下600碗柜装完后三天内付", "delivery", "P3D"), ("余款400图册交清后五天内结", "delivery", "P5D"),
        ("收到样章后两周内刻好寄回给你", "material", "P14D"), ("收到成片后两天内付", "delivery", "P2D"),
        ("收到钱三天内出初版", "payment", "P3D"), ("样品寄到了以后四天内给你出报告", "material", "P4D"),
        ("线稿点头后8个工作日全完", "approval", "P8WD"), ("没有预付 验收过后十天内一笔清", "acceptance", "P10D"),
        ("我收到稿一天内给你反馈", "draft", "P1D"), ("剩下900看到全部照片后四天付", "delivery", "P4D"),
        ("全部交完第二天付300", "delivery", "P1D"), ("定稿后第二天240", "acceptance", "P1D"),
        ("拍完当天付剩下的", "other", "P0D"),
    ],
)  # fmt: skip
def test_what_is_owed_tells_the_event_that_it_counts_from(text: str, event: str, within: str) -> None:
    (due,) = [due_of(found) for found in read_times(text, datetime.fromisoformat(_TUESDAY))]
    assert due is not None
    assert (due.after, due.within, due.due) == (event, within, None)


@pytest.mark.parametrize(
    ("text", "dues"),
    [
        ("酒席摆在10月6号 4号能挂得上不", ["2024-10-06", "2024-10-04"]),
        ("6月20号 20号前给我", ["2024-06-20", "2024-06-20"]),
        ("3月28号彩排 7号给你", [None, "2024-03-07"]),  # too long before it to be of its month
        ("上课排4月18号和19号", ["2024-04-18", "2024-04-19"]),
        ("18号和19号都行", ["2024-03-19"]),
        ("24号 25号 31号我准给你拉到", ["2024-03-24", "2024-03-25", "2024-03-31"]),
    ],
)
def test_days_beside_each_other(text: str, dues: list[str]) -> None:
    assert _dues(text) == dues


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("剩210我30号发了生活费给你", "2024-03-30"), ("只有160 周四发了兼职工资补齐", "2024-03-07"),
        ("我周六回去拍了发你", "2024-03-09"), ("周三发了两张给你", None), ("周六拍了发你了", None),
    ],
)  # fmt: skip
def test_what_is_done_first_does_not_make_a_promise_past(text: str, due: str | None) -> None:
    assert [one for one in _dues(text) if one is not None] == ([due] if due else [])


def test_what_comes_again_is_due_on_no_one_day() -> None:
    (due,) = [due_of(found) for found in read_times("每周五给你看进度", datetime.fromisoformat(_TUESDAY))]
    assert due is not None
    assert (due.due, due.not_before, due.every) == (None, "2024-03-08", "P7D")


@pytest.mark.parametrize("text", ["尾款后付", "图片后发你", "然后付款", "最后付清", "验收后付了款的"])
def test_later_and_reported_payments_wait_for_no_event(text: str) -> None:
    assert read_times(text, datetime.fromisoformat(_TUESDAY)) == ()


@pytest.mark.parametrize(
    ("text", "due", "other"),
    [
        ("明天给你", "2024-03-06", ("2024-03-05",)),
        ("明天下午3点前", "2024-03-06T15:00", ("2024-03-05T15:00",)),
        ("明天中午给", "2024-03-06", ("2024-03-05",)),
        ("明早给你", "2024-03-05", ()),
        ("今天给你", "2024-03-05", ()),
    ],
)
def test_tomorrow_said_before_five_may_be_the_day_that_has_begun(text: str, due: str, other: tuple[str, ...]) -> None:
    (found,) = read_times(text, datetime.fromisoformat("2024-03-05T01:20"))
    told = due_of(found)
    assert told is not None
    assert (told.due, told.other) == (due, other)


def test_a_night_hour_that_is_yet_to_come_is_reported_of_the_night_before() -> None:
    read = read_times("夜里2点发的", datetime.fromisoformat("2025-01-31T01:05"))
    assert [(each.from_, each.due, each.past) for each in read] == [("2025-01-30T02:00:00", None, True)]
