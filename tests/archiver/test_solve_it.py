"""The SOLVE-IT weaknesses that reading and understanding answer for; tests/reports/test_solve_it.py has the others."""

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archiver.analyzer import Request, Studied, study
from archiver.compose.dossier import Wanted, compose
from archiver.inputs import Inputs, archive, open_case
from archiver.intake.opened import open_export
from parsers.message import Message
from reports.dossier import Dossier

DEMO = Path(__file__).parents[2] / "fixtures" / "chatlogs" / "demo"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
HEAD = re.compile(r"^(\d{4}-\d\d-\d\d \d{1,2}:\d\d:\d\d)(?= |$)", re.MULTILINE)


def messages(path: Path) -> list[Message]:
    return [event for event in open_export(path).events() if isinstance(event, Message)]


def opened(path: Path, folder: Path) -> tuple[Inputs, Studied]:
    inputs = open_case(archive((path,), folder / "case", None, NOW))
    return inputs, study(inputs.opened, Request())


def composed(path: Path, folder: Path) -> tuple[Dossier, Studied]:
    inputs, studied = opened(path, folder)
    return compose(studied, inputs, Wanted("own", date(2026, 3, 1))), studied


def test_dfw_1095_a_message_stays_in_the_talk_that_the_export_prints_it_in(tmp_path: Path) -> None:
    bar = "=" * 64
    head = f"{bar}\r\n消息分组:我的好友\r\n{bar}\r\n消息对象:老妈\r\n{bar}"
    both = tmp_path / "全部消息记录.txt"
    other = f"\r\n\r\n{head}\r\n\r\n2024-10-01 9:00:00 老妈\r\n体检报告出来了 血压有点高\r\n\r\n"
    both.write_bytes((DEMO / "late-delivery.txt").read_bytes() + other.encode())
    found = messages(both)
    assert {one.text for one in found if one.chat == "c2"} == {"体检报告出来了 血压有点高"}
    dossier, _ = composed(both, tmp_path)
    assert {line.chat for line in dossier.transcript} == {"鹿白设计"}


def test_dfw_1097_a_file_of_a_recalled_message_is_told_where_the_export_still_names_it(tmp_path: Path) -> None:
    document = json.loads((DEMO / "late-delivery.json").read_text("utf-8"))
    target = next(one for one in document["messages"] if one["content"]["resources"])
    target["recalled"] = True
    export = tmp_path / "recalled.json"
    export.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    (line,) = [line for line in composed(export, tmp_path)[0].transcript if line.recalled]
    assert [file.name for file in line.files] == [one["filename"] for one in target["content"]["resources"]]


@pytest.mark.parametrize("name", ["late-delivery", "unapproved-change", "unpaid-balance"])
def test_dfw_1144_every_time_that_the_export_prints_before_a_message_is_found(name: str) -> None:
    printed = HEAD.findall((DEMO / f"{name}.txt").read_text("utf-8-sig"))
    assert [one.stamp.raw for one in messages(DEMO / f"{name}.txt")] == printed


@pytest.mark.parametrize("name", ["late-delivery", "unapproved-change", "unpaid-balance"])
def test_dfw_1145_every_time_that_is_found_is_read_to_the_second(name: str) -> None:
    for one in messages(DEMO / f"{name}.txt"):
        day, clock = one.stamp.raw.split(" ")
        assert one.stamp.wall == datetime.fromisoformat(f"{day}T{clock.zfill(8)}")


def test_dfw_1146_times_told_in_words_and_by_events_are_considered(tmp_path: Path) -> None:
    talk = tmp_path / "山雀.txt"
    bar = "=" * 64
    lines = (
        "2024-03-04 10:00:00 山雀\r\n海报480 定金100\r\n\r\n"
        "2024-03-04 10:01:00 江河\r\n好 先付定金\r\n\r\n"
        "2024-03-05 10:02:00 山雀\r\n收到定金后3天内给你初稿\r\n\r\n"
        "2024-03-05 10:03:00 山雀\r\n终稿下周三之前发你\r\n\r\n"
    )
    talk.write_bytes(f"{bar}\r\n消息分组:我的好友\r\n{bar}\r\n消息对象:山雀\r\n{bar}\r\n\r\n{lines}".encode())
    _, studied = opened(talk, tmp_path)
    dues = [one.due for one in studied.analysis.findings if one.act == "deadline" and one.due]
    assert [(due.after, due.within) for due in dues if due.after] == [("deposit", "P3D")]
    assert "2024-03-13" in [due.due for due in dues]


def test_dfw_1151_an_instant_is_decoded_in_the_zone_of_the_talk_across_a_change_of_clocks(tmp_path: Path) -> None:
    document = json.loads((DEMO / "late-delivery.json").read_text("utf-8"))
    # An hour before and after the clocks of New York went from 2 to 3 on 10 March 2024.
    for message, instant in zip(document["messages"], (1710052200000, 1710055800000), strict=False):
        message["timestamp"] = instant
        message.pop("time", None)
    export = tmp_path / "talk.json"
    export.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    inputs = open_case(archive((export,), tmp_path / "case", "America/New_York", NOW), "America/New_York")
    first, second = (inputs.opened[0].zone.wall(one) for one in messages(export)[:2])
    assert (first, second) == (datetime(2024, 3, 10, 1, 30), datetime(2024, 3, 10, 3, 30))  # noqa: DTZ001 - wall times


@pytest.mark.parametrize("name", ["late-delivery.json", "unpaid-balance.txt"])
def test_dfw_1295_no_message_that_carries_a_finding_is_missing_from_the_chronology(name: str, tmp_path: Path) -> None:
    dossier, studied = composed(DEMO / name, tmp_path)
    told = {one.ref for one in studied.analysis.findings if one.status == "finding" and one.deal}
    shown = {f"{int(row.ref[1:].partition('-')[0])}:{int(row.ref.partition('-')[2])}" for row in dossier.entries}
    assert told <= shown


@pytest.mark.parametrize("name", ["late-delivery.json", "unpaid-balance.txt"])
def test_dfw_1297_no_row_of_the_chronology_stands_on_less_than_a_finding(name: str, tmp_path: Path) -> None:
    dossier, studied = composed(DEMO / name, tmp_path)
    told = {one.ref for one in studied.analysis.findings if one.status == "finding"}
    shown = {f"{int(row.ref[1:].partition('-')[0])}:{int(row.ref.partition('-')[2])}" for row in dossier.entries}
    assert shown <= told
