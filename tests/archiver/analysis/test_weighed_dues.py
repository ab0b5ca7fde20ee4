"""Times that no rule settles: a due, or a name, a scene, a dish, a habit, gossip."""

from datetime import datetime

import pytest

from archiver.analysis.dates import read_times
from archiver.analysis.times.due_weights import WEIGHTS
from archiver.analysis.times.weighed_dues import marks_of

_AT = datetime(2024, 3, 5, 10, 20)  # noqa: DTZ001 - wall time
_MOST_DUES_LOST = 0.005
_MOST_ALARMS_LEFT = 0.45


def _dues(text: str) -> set[str | None]:
    return {each.due for each in read_times(text, _AT)} - {None}


@pytest.mark.parametrize(
    ("other", "due"),
    [
        ("除夕守岁那段旁白", "除夕前录好旁白"),
        ("六点半烧烤的招牌", "招牌六点半给我"),
        ("7号笔刷毛都炸了", "笔刷7号寄到"),
        ("今晚酒馆的招牌", "今晚把酒馆的招牌发我"),
        ("七夕鹊桥的舞台", "七夕要用 舞台先搭"),
    ],
)
def test_what_a_time_is_named_for_is_told_by_what_stands_around(other: str, due: str) -> None:
    assert read_times(other, _AT, weighed=False)[0].due
    assert not _dues(other)
    assert _dues(due)


@pytest.mark.parametrize(
    "said", ["七夕前", "最晚三点半", "3月底没问题", "说好周六的", "周五的别悬了", "8号线下见", "圣诞"]
)
def test_a_word_beside_it_or_nothing_at_all_keeps_the_due_whatever_it_weighs(said: str) -> None:
    assert _dues(said)


def test_every_weight_is_of_a_kind_of_mark_that_is_looked_for() -> None:
    entries = [entry.rpartition(":") for entry in WEIGHTS.split()]
    assert len(entries) > 500
    assert all(mark[0] in "<>-+=#" and int(weight) for mark, _, weight in entries)
    marks = {kind + mark for kind, marks in marks_of("那家 六点半烧烤的招牌", 3, 6) for mark in marks}
    assert {"<_", "<家_", ">烧", ">烧烤的", "+烧烤", "=那家", "#clock", "#clock>烧", "#clock.02", "#behind4"} <= marks


@pytest.mark.slow
def test_lines_of_unseen_hands_keep_their_dues_and_lose_most_of_what_is_none() -> None:
    """Each hand is weighed by what the others have taught: of 8,807 dues 27 fall, of 86 alarms 36 are left."""
    learn_dues = pytest.importorskip("tests.archiver.analysis.learn_dues", reason="needs the extra `train`")
    told = learn_dues.folds()
    assert len(told.lost) <= _MOST_DUES_LOST * told.dues, told.lost
    assert len(told.left) <= _MOST_ALARMS_LEFT * told.alarms, told.left
