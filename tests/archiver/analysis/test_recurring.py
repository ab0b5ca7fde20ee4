"""Promises that come again: which days they fall on, what moves one of them, and when they end."""

from tests.archiver.analysis.deal_talk import Talk
from tests.archiver.analysis.test_obligations import bargain


def dues(talk: Talk, kind: str = "deliver") -> list[tuple[str | None, str]]:
    return [(entry.due, entry.status) for entry in talk.owed("provider", kind)]


def weekly() -> Talk:
    """A price, and a piece of work promised for every Sunday from 10 March (message 3)."""
    talk = bargain()
    talk.a("2024-03-04 10:02", "每周交两章 周日发", "commitment", "deadline", due="2024-03-10", every="P1W")
    return talk


def test_a_promise_for_two_days_of_the_week_falls_due_on_both() -> None:
    talk = bargain()
    talk.a("2024-03-04 10:02", "逢周二周五跟你说进度", "commitment", "deadline", every="P1W")
    talk.a("2024-03-05 20:00", "做到第三页", "progress")
    talk.b("2024-03-12 23:00", "嗯")
    assert [due for due, _ in dues(talk, "report")] == ["2024-03-05", "2024-03-08", "2024-03-12"]


def test_a_monthly_promise_falls_due_on_the_same_day_of_each_month() -> None:
    talk = bargain()
    talk.a("2024-03-04 10:02", "每月8号给你一版", "commitment", "deadline", due="2024-03-08", every="P1M")
    talk.b("2024-05-09 23:00", "这个月的呢", "reminder")
    assert [due for due, _ in dues(talk)] == ["2024-03-08", "2024-04-08", "2024-05-08"]


def test_another_day_that_both_took_moves_one_date_and_leaves_the_others() -> None:
    talk = weekly()
    talk.a("2024-03-10 20:00", "嗓子发炎 明天给", "extension_request", "commitment", "deadline", due="2024-03-11")
    talk.b("2024-03-10 20:01", "明天就明天", "approval>4")
    talk.a("2024-03-11 20:00", "", "delivery", file="第1章.mp3")
    talk.b("2024-03-18 10:00", "这周的呢", "reminder")
    assert dues(talk) == [("2024-03-11", "kept"), ("2024-03-17", "unmet")]
    moved = talk.owed("provider", "deliver")[0].moves
    assert [(move.ref, move.from_, move.to, move.agreed) for move in moved] == [
        ("1:4", "2024-03-10", "2024-03-11", "1:5")
    ]


def test_several_dates_that_were_put_off_together_each_wait_for_a_piece() -> None:
    talk = bargain()
    talk.a("2024-03-04 10:02", "两天一款", "commitment", "deadline", every="P2D")
    talk.a("2024-03-06 10:03", "放假回来一起补 14号给三款", "extension_request", "deadline", due="2024-03-14")
    talk.b("2024-03-06 10:04", "行 14号", "approval>4")
    talk.a("2024-03-15 20:00", "", "delivery", file="标签1.pdf")
    talk.b("2024-03-15 23:00", "剩下的呢", "reminder")
    assert dues(talk) == [
        ("2024-03-12", "unmet"), ("2024-03-14", "late"), *[("2024-03-14", "unmet")] * 3,
    ]  # fmt: skip


def test_another_day_that_is_only_announced_leaves_the_date() -> None:
    talk = weekly()
    talk.a("2024-03-10 20:00", "今天的明天给", "extension_request", "deadline", due="2024-03-11")
    talk.a("2024-03-11 20:00", "", "delivery", file="第1章.mp3")
    talk.b("2024-03-12 10:00", "嗯")
    assert dues(talk) == [("2024-03-10", "late")]


def test_a_piece_of_what_comes_weekly_is_not_the_whole_that_is_due_later() -> None:
    talk = weekly()
    talk.a("2024-03-04 10:03", "31号前全部录完", "commitment", "deadline", due="2024-03-31")
    talk.a("2024-03-10 20:00", "", "delivery", file="第1章.mp3")
    talk.b("2024-04-01 10:00", "后面的呢", "reminder")
    assert ("2024-03-31", "unmet") in dues(talk)


def test_the_day_on_which_all_are_there_is_the_last_of_them() -> None:
    talk = bargain()
    talk.a("2024-03-04 10:02", "每四天一堂 20号三堂齐", "commitment", "deadline", due="2024-03-20", every="P4D")
    talk.b("2024-03-21 10:00", "课件呢", "reminder")
    assert [due for due, _ in dues(talk)] == ["2024-03-12", "2024-03-16", "2024-03-20"]


def test_a_weekly_payment_said_again_is_one_series() -> None:
    talk = Talk()
    talk.b("2024-03-04 10:00", "钱一周一结 每周日结当周的课 行不", "quote", "deadline", due="2024-03-10", every="P7D")
    talk.a("2024-03-04 10:01", "可以 每周日结", "approval>1", "commitment", "deadline", due="2024-03-10", every="P7D")
    talk.b("2024-03-04 10:02", "好的 每周日我转你", "commitment", "deadline", due="2024-03-10", every="P1W")
    talk.b("2024-03-10 20:00", "[转账]", "payment", amt="120")
    talk.b("2024-03-17 20:00", "[转账]", "payment", amt="120")
    paid = [one.due for one in talk.ledger().obligations if one.kind == "pay"]
    assert paid == ["2024-03-10", "2024-03-17"]
