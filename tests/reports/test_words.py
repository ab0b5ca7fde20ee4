"""The words people read: no verdict, no term of law that was not meant."""

import pytest
from msgspec.structs import replace

from reports.dossier import File, ObligationKind, ObligationStatus, Payment
from reports.render import paid
from reports.words import ACTS, JUDGING, size, spaced, standing, task, volume, yuan
from tests.reports.dossiers import poster, said

LATE, *_ = poster().obligations

STANDINGS: dict[tuple[ObligationKind, ObligationStatus, int | None], str] = {
    ("deliver", "kept", None): "记录显示已交付",
    ("pay", "kept", None): "记录显示已付款",
    ("deliver", "late", 3): "记录显示已交付，晚于约定 3 天",
    ("fix", "late", None): "记录显示已修改，晚于约定",
    ("refund", "unmet", None): "所提供记录中未见履行",
    ("supply", "open", None): "至记录末尾尚无定论",
    ("review", "superseded", None): "已由后来的约定代替，或双方表示不再继续",
}


@pytest.mark.parametrize("key", STANDINGS)
def test_a_status_is_told_as_the_record_shows_it(key: tuple[ObligationKind, ObligationStatus, int | None]) -> None:
    kind, status, days = key
    assert standing(replace(LATE, kind=kind, status=status, late_days=days)) == STANDINGS[key]


def test_the_shown_words_of_acts_are_those_of_the_meaning_contract() -> None:
    assert ACTS["commitment"] == "表示将…"
    assert ACTS["admission"] == "对己不利的陈述"
    assert ACTS["rejection"] == "表示不同意"
    assert ACTS["payment_refusal"] == "表示不付、少付或附条件"
    assert ACTS["acceptance"] == "对成果表示满意"
    assert ACTS["termination"] == "表示不再继续"
    assert ACTS["reminder"] == "催促"
    assert ACTS["overpromise"] == "绝对化表述"
    assert len(ACTS) == 23


def test_no_shown_word_judges() -> None:
    shown = [*ACTS.values(), *STANDINGS.values(), *(task(one) for one in poster().obligations)]
    assert not [(words, word) for words in shown for word in JUDGING if word in words]


SUMS = {
    "420": "420 元",
    "0.5": "0.5 元",
    "12000": "12,000 元",
    "-220": "−220 元",
    "1E+3": "1,000 元",
    None: "记录未载明金额",
}


@pytest.mark.parametrize(("value", "words"), SUMS.items())
def test_sums_are_written_whole(value: str | None, words: str) -> None:
    assert yuan(value) == words


def test_what_is_no_number_is_no_sum() -> None:
    with pytest.raises(ValueError, match="四百二"):
        yuan("四百二")


@pytest.mark.parametrize(
    ("count", "words"),
    [(0, "0 字节"), (812, "812 字节"), (1024, "1.00 KB（1,024 字节）"), (2411724, "2.30 MB（2,411,724 字节）")],
)
def test_sizes_keep_the_exact_figure(count: int, words: str) -> None:
    assert volume(count) == words


def test_a_rounded_size_stays_as_printed() -> None:
    assert size(File("文件", "a", None, "3.47MB")) == "3.47MB"
    assert size(File("文件", "a")) == "大小未载明"


def test_payments_are_added_by_payer_channel_and_grade_and_unnamed_sums_are_counted() -> None:
    notice = Payment(None, "甲", "pay", "100.5", "QQ 转账", "notice", said("见", 6))
    red = replace(notice, value=None, channel="红包")
    sums = paid((notice, red, replace(notice, value="19.5"), replace(notice, grade="claimed", value="300")))
    assert [(one.channel, one.grade, one.value, one.times, one.unnamed) for one in sums] == [
        ("QQ 转账", "notice", "120.0", 2, 0),
        ("红包", "notice", None, 1, 1),
        ("QQ 转账", "claimed", "300", 1, 0),
    ]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("晚于约定的2024年10月8日", "晚于约定的 2024 年 10 月 8 日"),
        ("尾款540元", "尾款 540 元"),
        ("已付30%，其余后付", "已付 30%，其余后付"),
        ("改到 3 天后", "改到 3 天后"),
    ],
)
def test_own_words_keep_chinese_and_figures_apart(words: str, shown: str) -> None:
    assert spaced(words) == shown


def test_what_is_to_be_done_is_not_said_twice() -> None:
    pay = replace(poster().obligations[0], kind="pay", what="尾款 540 元")
    assert task(pay) == "付款：尾款 540 元"
    assert task(replace(pay, kind="refund", what="退款")) == "退款"
    assert task(replace(pay, kind="supply", what="提供资料")) == "提供资料"
