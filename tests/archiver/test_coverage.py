from archiver.analysis.entry import Hole
from archiver.contract import ChatEntry, GapEntry, SourceEntry
from archiver.intake.gaps import gaps_of
from archiver.intake.survey import Survey


def _survey(number: int, first: str, last: str, gaps: tuple[GapEntry, ...] = ()) -> Survey:
    source = SourceEntry(
        number, f"{number}.json", "sha256:0", "qce_json", "C", "utf-8", 1, 2, 0, first, last, "Asia/Shanghai", gaps=gaps
    )
    begin, end = f"{first}T10:00:00+08:00", f"{last}T10:00:00+08:00"
    return Survey(source, (ChatEntry(f"c{number}", "山雀", "private", number, begin, end, 2),), ())


def _holes(*surveys: Survey, lead: dict[str, str] | None = None) -> tuple[Hole, ...]:
    return gaps_of(surveys, {"c2": "c1"} if lead is None else lead).get("c1", ())


def test_days_between_two_exports_of_one_talk_are_a_hole() -> None:
    (hole,) = _holes(_survey(1, "2024-03-01", "2024-03-05"), _survey(2, "2024-03-09", "2024-03-12"))
    assert (hole.kind, hole.since, hole.until) == ("gap", "2024-03-05T10:00:00", "2024-03-09T10:00:00")


def test_exports_of_following_days_leave_none() -> None:
    assert not _holes(_survey(1, "2024-03-01", "2024-03-05"), _survey(2, "2024-03-06", "2024-03-12"))


def test_the_order_of_the_files_does_not_matter() -> None:
    later, earlier = _survey(1, "2024-03-09", "2024-03-12"), _survey(2, "2024-03-01", "2024-03-05")
    assert len(_holes(later, earlier)) == 1


def test_talks_that_are_not_one_leave_no_hole_between_them() -> None:
    assert not _holes(_survey(1, "2024-03-01", "2024-03-05"), _survey(2, "2024-03-09", "2024-03-12"), lead={})


def test_what_one_export_lacks_and_another_holds_is_no_hole() -> None:
    gap = GapEntry("2024-03-02T00:00:00", "2024-03-03T00:00:00", "缺少一个分块文件")
    holed = _survey(1, "2024-03-01", "2024-03-05", (gap,))
    assert [hole.channel for hole in _holes(holed)] == ["缺少一个分块文件"]
    assert not _holes(holed, _survey(2, "2024-03-01", "2024-03-05"))
    assert len(_holes(holed, _survey(2, "2024-03-04", "2024-03-06"))) == 1
