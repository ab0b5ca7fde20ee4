"""Which of the days in a message it sets; the messages are said on Monday 4 March 2024, 10:00."""

from datetime import datetime

import pytest

from archiver.analysis.candidate import Candidate
from archiver.analysis.reading import Reading, Timed, read_line
from archiver.analysis.set_dates import set_by
from archiver.analysis.talk import Line

AT = datetime(2024, 3, 4, 10, 0)  # noqa: DTZ001 - wall time


def reading(text: str) -> Reading:
    line = Line(
        ref="1:1", chat="c1", account="9000010001", name="甲", at=AT, kind="text", text=text, own=((0, len(text)),)
    )  # fmt: skip
    return read_line(line, 0, "provider", frozenset())


def made(timed: Timed) -> Candidate:
    return Candidate("deadline", timed.start, timed.end, None, 0.8, due=timed.due)


def days(text: str, *, taken: int | None = None) -> list[str | None]:
    """Return the days that a message sets where rules found all of its days, or only the first `taken`."""
    read = reading(text)
    told = [made(timed) for timed in read.times if timed.due is not None and not timed.past][:taken]
    return [one.due.due if one.due else None for one in set_by(read, told, made)]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("8号怕是不行 改12号吧", "2024-03-12"),
        ("15号来不了 16号我送过去", "2024-03-16"),
        ("月底太久啦 20号行不行", "2024-03-20"),
        ("今天没空 后天补给你", "2024-03-06"),
        ("明天…不对 后天发你", "2024-03-06"),
        ("9号我生日 8号就给你交齐", "2024-03-08"),
        ("前面那单8号结束 你的12号出图", "2024-03-12"),
        ("10号发工资 11号转你", "2024-03-11"),
        ("我朋友9号结婚 图8号必须有", "2024-03-08"),
    ],
)
def test_a_day_that_is_refused_or_only_told_is_not_set(text: str, due: str) -> None:
    assert days(text) == [due]


@pytest.mark.parametrize(
    ("text", "dues"),
    [
        ("8号给你前六张 剩的12号", ["2024-03-08", "2024-03-12"]),
        ("样图这周五出 全套15号", ["2024-03-08", "2024-03-15"]),
        ("5号先付你三百 尾款20号", ["2024-03-05", "2024-03-20"]),
        ("8号寄 10号你应该拿得到", ["2024-03-08", "2024-03-10"]),
    ],
)
def test_a_day_on_which_a_rest_is_due_is_set_though_no_rule_found_it(text: str, dues: list[str]) -> None:
    assert days(text, taken=1) == dues


@pytest.mark.parametrize(
    ("text", "dues"),
    [
        ("那10号 17号 24号各给你一条", ["2024-03-10", "2024-03-17", "2024-03-24"]),
        ("周三周四周五中午送到你门口", ["2024-03-06", "2024-03-07", "2024-03-08"]),
        ("前三段20号 后三段31号 来得及吗", ["2024-03-20", "2024-03-31"]),
        ("小米那份今天给，阿梨那份月底", ["2024-03-04", "2024-03-31"]),
        ("分两次：11号前450，15号前500", ["2024-03-11", "2024-03-15"]),
        ("18号 19号我被抽去评审，课改到25号和26号行不行", ["2024-03-25", "2024-03-26"]),
        ("18号可以 我们20号才投放", ["2024-03-18"]),
        ("24号的成图想往后挪到27号", ["2024-03-27"]),
    ],
)
def test_lists_parts_and_days_of_something_else(text: str, dues: list[str]) -> None:
    assert days(text) == dues


def test_two_days_of_which_neither_says_more_both_stand() -> None:
    assert days("8号下午 12号晚上 都老时间") == ["2024-03-08", "2024-03-12"]


@pytest.mark.parametrize(
    ("text", "due"),
    [("后天照旧哈 八点半", "2024-03-06T08:30"), ("10号我们彩排 那天早上九点得能放出来", "2024-03-10T09:00")],
)
def test_an_hour_said_later_belongs_to_the_day_before_it(text: str, due: str) -> None:
    assert days(text) == [due]


def test_the_first_day_of_what_comes_again_is_laid_at_it() -> None:
    read = reading("我每周五给你一份小结 头一份15号")
    told = [made(timed) for timed in read.times if timed.due is not None]
    (one,) = set_by(read, told, made)
    assert one.due is not None
    assert (one.due.due, one.due.every) == ("2024-03-15", "P7D")


def test_one_day_named_twice_is_set_once() -> None:
    assert days("10号发薪 10号当晚转你") == ["2024-03-10"]


def test_a_single_day_stands_whatever_is_said_of_it() -> None:
    assert days("12号恐怕不行") == ["2024-03-12"]
