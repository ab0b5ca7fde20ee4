"""What is bargained for one change: which sum was taken, and by which message."""

import pytest

from archiver.analysis.entry import Change
from tests.archiver.analysis.deal_talk import Talk
from tests.archiver.analysis.test_changes_unread import shown

DAY = "2024-03-09"
Said = tuple[str, str, str, str]
"""The side, the words, the act that was read in them, the sum."""


def the_change(*said: Said) -> Change:
    """Return the change asked for in message 4, with what is said about it from message 5 on."""
    talk: Talk = shown()
    talk.b(f"{DAY} 10:00", "再加印40张店logo", "change_request")
    for minute, (side, words, act, amount) in enumerate(said, 1):
        say = talk.a if side == "a" else talk.b
        say(f"{DAY} 10:{minute:02}", words, *act.split(), amt=amount)
    (change,) = talk.ledger().changes
    return change


@pytest.mark.parametrize(
    ("said", "taken"),
    [
        # a bid of the client's that the provider takes
        (
            (
                ("a", "两张120", "quote", "120"),
                ("b", "两张100 好凑整", "quote", "100"),
                ("a", "行 100", "approval>6", ""),
            ),
            ("1:7", "100"),
        ),
        # who says the sum again takes it, though no yes was read
        (
            (("a", "这个另收120", "quote", "120"), ("b", "100行不", "quote", "100"), ("a", "100吧", "", "")),
            ("1:7", "100"),
        ),
        # a yes that names a lower sum is a bid
        (
            (
                ("a", "加100", "quote", "100:extra"),
                ("b", "60行吧", "approval>5 quote", "60"),
                ("a", "60做不了", "rejection>6", ""),
                ("b", "那边不好说", "", ""),
                ("b", "校徽加上吧 100", "", ""),
            ),
            ("1:9", "100"),
        ),
        # what is offered together with a no
        (
            (
                ("a", "另算150", "quote", "150"),
                ("b", "100可以吗", "quote", "100"),
                ("a", "100少了 120吧", "rejection>6 quote", "120"),
                ("b", "120 好嘞", "approval>7", ""),
            ),
            ("1:8", "120"),
        ),
        # words of assent right behind a bid
        (
            (("a", "得加150", "quote", "150:extra"), ("b", "100嘛", "quote", "100"), ("a", "得 图个喜庆", "", "")),
            ("1:7", "100"),
        ),
    ],
)
def test_the_bid_that_was_taken_is_the_price_of_the_change(said: tuple[Said, ...], taken: tuple[str, str]) -> None:
    change = the_change(*said)
    assert (change.approved, change.value) == taken


@pytest.mark.parametrize(
    "said",
    [
        (("a", "另外一百五", "quote", "150:extra"), ("b", "一分钟一百五 他律师啊", "", "")),
        (("a", "多一页收您90", "quote", "90:extra"), ("b", "大过年的 90块也张嘴", "", "")),
        (("a", "加120", "quote", "120:extra"), ("b", "一百二。我们商量一下", "", "")),
        (("a", "加260", "quote", "260:extra"), ("b", "算了 不加了", "", "")),
        (("a", "加80", "quote", "80:extra"), ("b", "给你50", "quote", "50"), ("a", "50不够买料", "rejection>6", "")),
    ],
)
def test_a_sum_said_again_in_complaint_or_doubt_takes_nothing(said: tuple[Said, ...]) -> None:
    assert the_change(*said).approved is None


@pytest.mark.parametrize(
    ("said", "refused", "value"),
    [
        # the words alone, read as nothing
        ((("a", "烫印要加90", "quote", "90:extra"), ("b", "那不烫了 普通印", "", "")), "1:6", "90"),
        ((("a", "另收70", "quote", "70:extra"), ("b", "七十算了 将就用", "", "")), "1:6", "70"),
        # after a lower bid that was refused: who asked has the last word
        (
            (
                ("a", "加200", "quote", "200:extra"),
                ("b", "120呢", "quote", "120"),
                ("a", "120做不下来", "rejection>6", ""),
                ("b", "那就不加了", "rejection>5", ""),
            ),
            "1:8",
            "200",
        ),
    ],
)
def test_who_asked_may_do_without_the_change_at_its_price(said: tuple[Said, ...], refused: str, value: str) -> None:
    change = the_change(*said)
    assert (change.approved, change.rejected, change.value) == (None, refused, value)


@pytest.mark.parametrize(
    "words",
    ["贵得不得了", "钱我先不给了", "算了 就90吧", "还不急了 慢慢来", "不会不做了吧？"],
)
def test_other_words_do_not_do_without_a_change(words: str) -> None:
    assert the_change(("a", "加90", "quote", "90:extra"), ("b", words, "", "")).rejected is None


def test_a_sum_alone_right_behind_a_bid_is_a_bid() -> None:
    change = the_change(("a", "一张多2块", "quote", "2:extra"), ("b", "60全包", "", ""), ("a", "得 好说", "", ""))
    assert (change.approved, change.value) == ("1:7", "60")


def test_a_price_alone_is_no_consent_to_what_is_then_bargained_down() -> None:
    change = the_change(
        ("a", "带后台 加300", "quote approval>4", "300:extra"),
        ("b", "少收点呗", "", ""),
        ("a", "那240", "quote", "240"),
        ("b", "240就240", "approval>7", ""),
    )
    assert (change.approved, change.value) == ("1:8", "240")


def test_a_yes_to_a_delay_asked_for_days_later_answers_no_change() -> None:
    talk: Talk = shown()
    talk.b("2024-03-09 10:00", "信封换大红的", "change_request")
    talk.a("2024-03-13 10:00", "停电了 16号才能发 行吗", "extension_request", "deadline", due="2024-03-16")
    talk.b("2024-03-13 10:05", "那16号", "approval>5")
    (change,) = talk.ledger().changes
    assert (change.approved, change.time) == (None, None)
