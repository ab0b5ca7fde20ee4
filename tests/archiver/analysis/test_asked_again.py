"""Questions that one side had to ask again: told of in neutral words, with the messages that show it."""

import pytest

from archiver.analysis.asked_again import FADES
from archiver.analysis.entry import WarningSign
from tests.archiver.analysis.deal_talk import Talk
from tests.archiver.analysis.test_obligations import dated


def signs(talk: Talk) -> list[WarningSign]:
    """Return the signs that a question was asked again."""
    return [sign for sign in talk.ledger().warnings if sign.kind == "evasion"]


def asked_thrice(*replies: str) -> Talk:
    """Work promised, and a client who asks three times how far it is (messages 4, 6, 8), with two replies between."""
    talk = dated()
    talk.b("2024-03-11 10:00", "做到哪了", "reminder")
    talk.a("2024-03-11 10:05", replies[0])
    talk.b("2024-03-11 11:00", "进度呢？", "reminder")
    talk.a("2024-03-11 11:05", replies[1])
    talk.b("2024-03-11 12:00", "图呢", "reminder")
    return talk


def test_three_askings_with_replies_that_hold_no_answer_are_told_of() -> None:
    (sign,) = signs(asked_thrice("最近好忙", "我家猫病了"))
    assert (sign.by, sign.refs) == ("provider", ("1:4", "1:5", "1:6", "1:7", "1:8"))
    assert sign.because == "被问到何时交或做到哪里3次，其间发了2条，没有说到时间或做到哪里，也没有发来成果"


@pytest.mark.parametrize("reply", ["明天给你", "线稿画完了", "还在改", "还差两页", "做了一半", "快好了", "13号"])
def test_a_time_or_a_state_of_the_work_is_an_answer(reply: str) -> None:
    assert not signs(asked_thrice("最近好忙", reply))
    assert not signs(asked_thrice(reply, "最近好忙"))


def test_what_the_log_does_not_show_may_be_the_answer() -> None:
    talk = dated()
    talk.b("2024-03-11 10:00", "做到哪了", "reminder")
    talk.a("2024-03-11 10:05", "", file="看看.png")
    talk.b("2024-03-11 11:00", "进度呢？", "reminder")
    talk.a("2024-03-11 11:05", "最近好忙")
    talk.b("2024-03-11 12:00", "图呢", "reminder")
    assert not signs(talk)


def test_two_askings_are_told_of_only_a_day_apart() -> None:
    near, far = dated(), dated()
    for talk, day in ((near, "11"), (far, "12")):
        talk.b("2024-03-11 10:00", "什么时候能好", "reminder")
        talk.a("2024-03-11 10:05", "最近好忙")
        talk.b(f"2024-03-{day} 10:06", "到底什么时候", "reminder")
    assert not signs(near)
    assert [sign.refs for sign in signs(far)] == [("1:4", "1:5", "1:6")]


def test_askings_in_one_breath_or_into_silence_are_one() -> None:
    talk = dated()
    for minute in range(4):
        talk.b(f"2024-03-11 10:0{minute}", "做到哪了？", "reminder")
    talk.a("2024-03-11 11:05", "最近好忙")
    assert not signs(talk)


def test_an_answer_that_comes_after_all_is_told_beside_it() -> None:
    talk = asked_thrice("最近好忙", "我家猫病了")
    talk.a("2024-03-11 13:00", "明天中午给你", "commitment", "deadline", due="2024-03-12")
    (sign,) = signs(talk)
    assert sign.because.endswith("；之后有所答复")
    assert sign.refs[-1] == "1:9"


@pytest.mark.parametrize("words", ["在吗", "人呢？", "什么时候都行", "不知道什么时候开学"])
def test_words_that_ask_nothing_concrete_do_not_count(words: str) -> None:
    talk = dated()
    for hour in (10, 11, 12):
        talk.b(f"2024-03-11 {hour}:00", words, "reminder")
        talk.a(f"2024-03-11 {hour}:05", "最近好忙")
    assert not signs(talk)


@pytest.mark.parametrize(
    ("question", "act", "dodge", "answer"),
    [
        ("尾款给不给", "payment_request", "你别急嘛", "下周一转你"),
        ("尾款几号结？", "payment_request", "我在外面吃饭", "不可能给你"),
    ],
)
def test_who_is_owed_may_have_to_ask_again_too(question: str, act: str, dodge: str, answer: str) -> None:
    for reply, told in ((dodge, ["client"]), (answer, [])):
        talk = dated()
        for hour in (10, 11, 12):
            talk.a(f"2024-03-13 {hour}:00", question, act)
            talk.b(f"2024-03-13 {hour}:05", reply)
        assert [sign.by for sign in signs(talk)] == told


def test_a_price_that_is_never_named_is_told_of_and_a_named_one_is_not() -> None:
    for reply, told in (("看复杂程度", 1), ("一张80", 0)):
        talk = dated()
        for hour in (10, 11, 12):
            talk.b(f"2024-03-05 {hour}:00", "再加一张多少钱")
            talk.a(f"2024-03-05 {hour}:05", reply)
        assert len(signs(talk)) == told


def test_a_refund_asked_for_again_and_again() -> None:
    for reply, told in (("亲 我帮您反馈", 1), ("三天内退你", 0), ("不退", 0)):
        talk = dated()
        for hour in (10, 11, 12):
            talk.b(f"2024-03-15 {hour}:00", "到底退不退", "refund_request")
            talk.a(f"2024-03-15 {hour}:05", reply)
        assert len(signs(talk)) == told


def test_a_question_fades_once_the_talk_has_moved_on() -> None:
    for between, told in ((FADES // 2, 1), (FADES + 1, 0)):
        talk = dated()
        talk.b("2024-03-11 10:00", "做到哪了", "reminder")
        for _ in range(between):
            talk.a("2024-03-11 10:05", "哈哈")
        talk.b("2024-03-13 10:00", "进度呢？", "reminder")
        assert len(signs(talk)) == told
