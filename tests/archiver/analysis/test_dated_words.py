"""Several dates in one message, each with its own words."""

from datetime import datetime

import pytest

from archiver.analysis.dated_words import clauses, is_of_other
from archiver.analysis.finding import Due
from archiver.analysis.matter import Turn
from archiver.analysis.talk import Line
from tests.archiver.analysis.deal_talk import Talk


def turn(text: str) -> Turn:
    line = Line("1:1", "c1", "9000000001", "名1", datetime.fromisoformat("2024-03-04T10:00"), "text", text)
    return Turn(0, line, "provider", said=text)


@pytest.mark.parametrize(
    ("text", "dates", "told"),
    [
        ("线稿周三 成品17号 两头我都认", ("周三", "17号"), ("线稿周三", "成品17号 两头我都认")),
        ("放心，8号给初稿，全部15号", ("8号", "15号"), ("放心，8号给初稿，", "全部15号")),
        ("12号给你全部", ("12号",), ("12号给你全部",)),
    ],
)
def test_each_date_has_the_words_of_its_clause(text: str, dates: tuple[str, ...], told: tuple[str, ...]) -> None:
    assert clauses(turn(text), [Due(date, None) for date in dates]) == told


def test_dates_that_were_not_marked_apart_are_found_by_reading_them() -> None:
    text = "样稿6号 全部10号"
    dues = [Due(text, "2024-03-06"), Due(text, "2024-03-10")]
    assert clauses(turn(text), dues) == ("样稿6号", "全部10号")


def test_what_the_other_side_is_to_do_is_no_promise() -> None:
    assert is_of_other("你14号前挂得上")
    assert not is_of_other("你的图14号给你")


def test_a_draft_and_the_whole_promised_at_once_are_two_entries() -> None:
    talk = Talk()
    talk.a("2024-03-04 10:00", "全包2000", "quote", amt="2000:total")
    talk.b("2024-03-04 10:01", "成交", "approval>1")
    talk.a("2024-03-04 10:02", "样稿6号 全部10号", "commitment", "deadline", "deadline", due="2024-03-06 2024-03-10")
    assert sorted((o.due, o.what) for o in talk.owed("provider", "deliver")) == [
        ("2024-03-06", "交付初稿或样稿"), ("2024-03-10", "交付成果"),
    ]  # fmt: skip
