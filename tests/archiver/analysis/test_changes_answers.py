"""Which words of the other side answer a change that was asked for, where no yes or no was read in them."""

import pytest

from archiver.analysis.entry import Change
from tests.archiver.analysis.deal_talk import Talk
from tests.archiver.analysis.test_changes_unread import shown

DAY = "2024-03-09"


def the_change(talk: Talk) -> Change:
    (change,) = talk.ledger().changes
    return change


@pytest.mark.parametrize(
    ("asked", "replies"),
    [
        ("三号背景能不能别用紫的", ("迷信", "那换橙的")),
        ("肩膀再横半个巴掌", ("横 半巴掌够不够",)),
        ("西北那几个点先灭掉吧", ("懂 灭灯",)),
        ("副歌混响再大点", ("晓得 给你仙上天",)),
    ],
)
def test_words_that_name_or_repeat_the_change_take_it_up_as_an_inference(asked: str, replies: tuple[str, ...]) -> None:
    talk = shown()
    talk.b(f"{DAY} 10:00", asked, "change_request")
    for minute, reply in enumerate(replies):
        talk.a(f"{DAY} 10:0{minute + 1}", reply)
    change = the_change(talk)
    assert (change.approved, change.worded) == (f"1:{4 + len(replies)}", True)


@pytest.mark.parametrize(
    "reply",
    [
        "鱼的事往后放放 先把这笔结了",
        "没问题 明年再说",
        "收到",
        "懂",
        "还是改了好吗",
        "那是要改 还是随口一说",
        "明白你意思吗",
    ],
)
def test_words_that_put_off_or_only_hear_take_nothing_up(reply: str) -> None:
    talk = shown()
    talk.b(f"{DAY} 10:00", "鱼塘能不能也接进去", "change_request")
    talk.a(f"{DAY} 10:01", reply)
    assert the_change(talk).approved is None


def test_a_yes_that_puts_the_change_off_agrees_to_nothing() -> None:
    talk = shown()
    talk.b(f"{DAY} 10:00", "过年我想另外加一版四张", "change_request")
    talk.a(f"{DAY} 10:01", "没问题 明年再说", "approval>4")
    assert the_change(talk).approved is None


def test_words_after_the_client_went_on_answer_only_by_the_verb_itself() -> None:
    talk = shown()
    talk.b(f"{DAY} 10:00", "专利证书甩一脸", "change_request")
    talk.a(f"{DAY} 10:01", "38张全甩？")
    talk.b(f"{DAY} 10:02", "对啊")
    talk.a(f"{DAY} 10:03", "先换个灯泡")
    assert the_change(talk).approved is None
    talk.a(f"{DAY} 10:04", "甩 摆成一面墙")
    assert the_change(talk).approved == "1:8"


@pytest.mark.parametrize("words", ["八百吧 从烟钱里扣", "人头钱依你", "加就加 4月1号得上去", "800我付"])
def test_who_gives_in_to_the_price_agrees_to_the_change(words: str) -> None:
    talk = shown()
    talk.b(f"{DAY} 10:00", "加个上门取车吧", "change_request")
    talk.a(f"{DAY} 10:01", "加800", "quote", amt="800:extra")
    talk.b(f"{DAY} 10:02", words)
    change = the_change(talk)
    assert (change.approved, change.worded, change.value) == ("1:6", True, "800")


@pytest.mark.parametrize(
    "words",
    [
        "800？抢钱呢",
        "三个人800 理发都不止",
        "800我去庙里求签都有六支",
        "知道了 月底发工资我给",
        "算了 不加了",
        "800太贵",
    ],
)
def test_a_sum_said_again_without_giving_in_agrees_to_nothing(words: str) -> None:
    talk = shown()
    talk.b(f"{DAY} 10:00", "加个上门取车吧", "change_request")
    talk.a(f"{DAY} 10:01", "加800", "quote", amt="800:extra")
    talk.b(f"{DAY} 10:02", words)
    assert the_change(talk).approved is None


def test_a_refusal_read_in_the_very_price_does_not_stand_against_giving_in() -> None:
    talk = shown()
    talk.b(f"{DAY} 10:00", "加个上门取车吧", "change_request")
    talk.a(f"{DAY} 10:01", "800 真少不了了", "quote", "rejection>4", amt="800:extra")
    assert the_change(talk).rejected == "1:5"
    talk.b(f"{DAY} 10:02", "八百吧")
    assert the_change(talk).approved == "1:6"


def test_who_does_without_the_change_once_it_is_priced_has_not_agreed() -> None:
    talk = shown()
    talk.b(f"{DAY} 10:00", "凤尾多绣两根", "change_request")
    talk.a(f"{DAY} 10:01", "这个加钱 两根120", "quote", amt="120:extra")
    talk.b(f"{DAY} 10:02", "算了算了 五根就五根", "approval>5")
    change = the_change(talk)
    assert (change.approved, change.rejected) == (None, "1:6")


def test_never_mind_before_the_price_itself_gives_in() -> None:
    talk = shown()
    talk.b(f"{DAY} 10:00", "凤尾多绣两根", "change_request")
    talk.a(f"{DAY} 10:01", "这个加钱 两根120", "quote", amt="120:extra")
    talk.b(f"{DAY} 10:02", "算了 120就120", "approval>5")
    assert the_change(talk).approved == "1:6"


@pytest.mark.parametrize(
    ("reply", "agreed"), [("这个加上就是了 不收你钱", True), ("不收你钱也不做", False), ("不收了 你找别人", False)]
)
def test_to_refuse_the_money_alone_grants_the_change(reply: str, agreed: bool) -> None:
    talk = shown()
    talk.b(f"{DAY} 10:00", "再加拍一组两家老人的合照", "change_request")
    talk.a(f"{DAY} 10:01", reply, "rejection>4")
    assert (the_change(talk).approved == "1:5") is agreed


def test_a_sum_that_was_taken_before_another_yes_is_the_answer() -> None:
    talk = shown()
    talk.b(f"{DAY} 10:00", "六个表情加到十八个 行不行", "change_request")
    talk.a(f"{DAY} 10:01", "一个50 一共600", "quote", amt="600:total")
    talk.b(f"{DAY} 10:02", "那按你的600", "approval>5")
    talk.a(f"{DAY} 12:00", "上色 加四个表情", "approval>4")
    assert the_change(talk).approved == "1:6"


def test_the_first_words_that_take_a_change_up_are_its_answer_and_not_a_later_promise() -> None:
    talk = shown()
    talk.b(f"{DAY} 10:00", "竹子颜色调得偏黄 要新绿", "change_request")
    talk.a(f"{DAY} 10:01", "好 这个算第一轮")
    talk.b(f"{DAY} 10:02", "嗯 第一轮")
    talk.a(f"{DAY} 10:03", "19号之前", "commitment", "deadline", due="2024-03-19")
    assert the_change(talk).approved == "1:5"


@pytest.mark.parametrize(("between", "approved"), [(2, "1:8"), (9, None)])
def test_a_yes_to_a_delay_long_after_a_change_agrees_to_no_change(between: int, approved: str | None) -> None:
    talk = shown()
    talk.b(f"{DAY} 10:00", "想请您从右下角搬到左上角", "change_request")
    for minute in range(between):
        talk.a(f"{DAY} 10:{10 + minute}", "当初右下角是你们定的")
    talk.a(f"{DAY} 11:00", "24号交不齐 得月底", "extension_request", "deadline", due="2024-03-31")
    talk.b(f"{DAY} 11:01", "那没事 身体要紧", f"approval>{5 + between}")
    assert the_change(talk).approved == (approved and f"1:{6 + between}")


def test_a_promise_after_the_client_agreed_to_something_else_takes_up_no_change() -> None:
    talk = shown()
    talk.b(f"{DAY} 10:00", "背景音乐换成周杰伦的行不行", "change_request")
    talk.b(f"{DAY} 10:01", "洗澡去了")
    talk.b(f"{DAY} 10:02", "竖版就按你说的", "approval>3")
    talk.a(f"{DAY} 10:03", "竖版12号给你", "commitment", "deadline", due="2024-03-12")
    assert the_change(talk).approved is None
