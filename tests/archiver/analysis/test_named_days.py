"""What is said short of a day means the day that the talk has just named."""

from datetime import datetime

import pytest

from archiver.analysis.finding import Due
from archiver.analysis.named_days import DaysKnown, NamedDays, Put
from archiver.analysis.reading import Reading, read_line
from archiver.analysis.talk import Line

AT = datetime(2024, 9, 9, 21, 0)  # noqa: DTZ001 - wall time


def reading(text: str, index: int = 2) -> Reading:
    line = Line(
        ref=f"1:{index}", chat="c1", account="9000010001", name="甲", at=AT, kind="text", text=text,
        own=((0, len(text)),),
    )  # fmt: skip
    return read_line(line, index, "provider", frozenset())


def meant(text: str, *, put: tuple[str, str] | None = None, before: str = "") -> str | None:
    """Return the due of the one time in `text`, said after the message `before` and after `put` set a day."""
    days = NamedDays()
    if before:
        days.note(reading(before, 1), ())
    if put is not None:
        days.learn(DaysKnown(put=(Put(1, AT, *put),)))
    said = reading(text)
    (due,) = [timed.due for timed in said.times]
    told = days.meant(due, said)
    return None if told is None else told.due


@pytest.mark.parametrize(
    ("text", "put", "due"),
    [
        ("能 十点前", ("明晚", "2024-09-10"), "2024-09-10T22:00"),
        ("八点就到", ("18号早上八点", "2024-09-18T08:00"), "2024-09-18T08:00"),
        ("上午去", ("22号", "2024-09-22"), "2024-09-22"),
        ("行 那就13号十点", ("13号晚上十点前", "2024-09-13T22:00"), "2024-09-13T22:00"),
        ("晚上关了店给你找", ("22号", "2024-09-22"), "2024-09-09"),  # tonight: it says more than a part of that day
        ("明天给你", ("22号", "2024-09-22"), "2024-09-10"),
    ],
)
def test_an_hour_said_alone_is_of_the_day_just_set(text: str, put: tuple[str, str], due: str) -> None:
    assert meant(text, put=put) == due


@pytest.mark.parametrize(
    ("before", "text", "due"),
    [
        ("10月19号摆酒", "你14号前一定要给我", "2024-10-14"),
        ("10月30号摆酒", "你14号前一定要给我", "2024-09-14"),
        ("明年8月19号摆酒", "你14号前一定要给我", "2024-09-14"),
        ("摆酒那天要用", "你14号前一定要给我", "2024-09-14"),
    ],
)
def test_a_number_shortly_before_a_day_named_with_its_month_is_of_that_month(before: str, text: str, due: str) -> None:
    assert meant(text, before=before) == due


def test_what_another_reading_read_is_kept() -> None:
    due = Due("14号", due="2024-09-14")
    days = NamedDays()
    days.learn(DaysKnown(owed=("2024-10-14",)))
    told = days.meant(due, reading("14号给"))
    assert told is not None
    assert (told.due, told.other) == ("2024-10-14", ("2024-09-14",))
