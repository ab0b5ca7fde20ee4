"""The last words of who had urged before come back to it, and wait for an answer though they ask for none."""

import pytest

from tests.archiver.analysis.deal_talk import Talk
from tests.archiver.analysis.test_obligations import bargain


def urged() -> Talk:
    """A price, work handed over, and the pay asked for and put off (messages 3 to 5)."""
    talk = bargain()
    talk.a("2024-03-05 10:00", "", "delivery", file="终稿.pdf")
    talk.a("2024-03-05 10:01", "尾款结一下", "payment_request")
    talk.b("2024-03-05 10:02", "在忙")
    return talk


@pytest.mark.parametrize("words", ["8号过咯", "300我还是要的", "钱呢", "还记得吗"])
def test_words_that_come_back_to_what_was_urged_wait_for_an_answer(words: str) -> None:
    talk = urged()
    talk.a("2024-03-08 10:00", words)
    assert not talk.ledger().silences
    talk.say("sys", "2024-03-18 10:00", "群公告")
    (silence,) = talk.ledger().silences
    assert (silence.who, silence.after, silence.until) == ("client", "1:6", None)


@pytest.mark.parametrize("words", ["收到了 谢谢老板", "算了 300不要了", "今天下雨", "晚安"])
def test_words_that_end_it_or_speak_of_something_else_do_not(words: str) -> None:
    talk = urged()
    talk.a("2024-03-08 10:00", words)
    talk.say("sys", "2024-03-18 10:00", "群公告")
    assert not talk.ledger().silences


def test_the_same_words_of_who_urged_nothing_do_not() -> None:
    talk = urged()
    talk.a("2024-03-05 10:03", "好")
    talk.b("2024-03-08 10:00", "300我还是要的")
    talk.say("sys", "2024-03-18 10:00", "群公告")
    assert not talk.ledger().silences


def test_words_that_were_answered_later_are_weighed_as_before() -> None:
    talk = urged()
    talk.a("2024-03-08 10:00", "8号过咯")
    talk.b("2024-03-18 10:00", "来了")
    assert not talk.ledger().silences
