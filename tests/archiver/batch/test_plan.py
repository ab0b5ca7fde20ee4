from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from archiver.batch.look import Look, Sight, look
from archiver.batch.plan import plan
from archiver.batch.walk import Found, intake_number
from archiver.corpus.labelled import LabelledCase, load_case
from tests.archiver.batch.desk import CORPUS, export, moved

CASE = load_case(CORPUS.parent / "demo" / "late-delivery.yaml")


def seen(path: Path) -> Look:
    label = "/".join(path.parts[-2:])
    return look(Sight(Found(label, str(path), ""), "Asia/Shanghai"))


def cut(case: LabelledCase, start: int, end: int) -> LabelledCase:
    return replace(case, messages=case.messages[start:end])


def items(*paths: Path) -> list[list[str]]:
    planned = plan(map(seen, paths))
    backwards = plan(map(seen, reversed(paths)))
    assert planned == backwards
    return [[one.label.rpartition("/")[2] for one in item.inputs] for item in planned.items]


def test_two_formats_of_one_talk_are_one_case(tmp_path: Path) -> None:
    assert items(export(CASE, "qce_json_d", tmp_path / "x", "a"), export(CASE, "txt_classic", tmp_path / "y", "b")) == [
        ["a.json", "b.txt"]
    ]


def test_an_export_from_a_clock_that_is_off_is_still_the_same_talk(tmp_path: Path) -> None:
    late = replace(
        CASE,
        messages=tuple(
            replace(said, t=(said.at + timedelta(minutes=7)).strftime("%Y-%m-%d %H:%M:%S")) for said in CASE.messages
        ),
    )
    first = export(CASE, "qce_json_d", tmp_path / "x", "a")
    assert len(items(first, export(late, "txt_classic", tmp_path / "y", "b"))) == 1


def test_a_re_export_of_half_the_talk_joins_the_whole(tmp_path: Path) -> None:
    half = export(cut(CASE, 0, 40), "qce_json_d", tmp_path / "x", "half")
    whole = export(CASE, "qce_json_d", tmp_path / "y", "whole")
    assert items(half, whole) == [["whole.json", "half.json"]]


def test_parts_that_follow_each_other_are_one_talk_in_the_order_of_time(tmp_path: Path) -> None:
    second = export(cut(CASE, 50, 102), "txt_classic", tmp_path / "x", "1")
    first = export(cut(CASE, 0, 50), "txt_classic", tmp_path / "x", "2")
    assert items(second, first) == [["2.txt", "1.txt"]]
    (item,) = plan([seen(first), seen(second)]).items
    assert [(one.source, one.into_source) for one in item.joined] == [(2, 1)]


def test_the_same_names_in_another_folder_do_not_make_parts(tmp_path: Path) -> None:
    first = export(cut(CASE, 0, 50), "txt_classic", tmp_path / "x", "1")
    other = export(moved(cut(CASE, 50, 102), 900, 1), "txt_classic", tmp_path / "y", "2")
    assert len(items(first, other)) == 2


def test_one_seller_who_tells_many_the_same_is_not_one_talk(tmp_path: Path) -> None:
    """The seller's words and days are alike in both, the client's are not."""
    others = tuple(
        replace(said, text=f"{said.text}，这是另一个人说的{said.n}") if said.by != CASE.messages[0].by else said
        for said in CASE.messages
    )
    accounts = {key: replace(one, uin=f"9099000{len(key):03d}") for key, one in CASE.accounts.items()}
    second = replace(CASE, messages=others, accounts=accounts)
    assert (
        len(items(export(CASE, "txt_classic", tmp_path / "x", "a"), export(second, "txt_classic", tmp_path / "y", "b")))
        == 2
    )


def test_the_very_same_bytes_are_worked_on_once_and_both_places_told(tmp_path: Path) -> None:
    one, two = (export(CASE, "txt_classic", tmp_path / folder, "same") for folder in "xy")
    (item,) = plan([seen(two), seen(one)]).items
    assert [(given.label, given.copies) for given in item.inputs] == [("x/same.txt", ("y/same.txt",))]


def test_an_id_depends_on_the_bytes_alone(tmp_path: Path) -> None:
    (here,) = plan([seen(export(CASE, "txt_classic", tmp_path / "x", "a"))]).items
    (there,) = plan([seen(export(CASE, "txt_classic", tmp_path / "y", "b"))]).items
    assert here.id == there.id


@pytest.mark.parametrize(
    ("label", "number"),
    [
        ("desk/TS-2024-0031 张三/chat.txt", "TS-2024-0031"),
        ("desk/（2024）调字第15号/对方/chat.txt", "（2024）调字第15号"),
        ("desk/20240315001/chat.txt", "20240315001"),
        ("desk/2024-0315 某某.zip!/chat.txt", "2024-0315"),
        ("desk/老同学/900011002.txt", ""),
        ("desk/第3批/chat.txt", ""),
    ],
)
def test_an_intake_number_is_read_from_folders_and_never_from_the_file(label: str, number: str) -> None:
    assert intake_number(label) == number
