"""Screenshots on the command line, as files and in a case; in part left out where the extra `ocr` is absent."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from archiver.errors import CaseError
from archiver.inputs import open_inputs
from parsers.screens import text
from parsers.screens.text import can_read

FIXTURES = Path(__file__).parents[2] / "fixtures"
SHOT = FIXTURES / "screenshots" / "labels-altered.png"
EXPORT = FIXTURES / "chatlogs" / "demo" / "late-delivery.txt"
reads = pytest.mark.skipif(not can_read(), reason="extra absent: ocr")


def juzheng(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "archiver", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)


@pytest.fixture
def _without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    from archiver.intake import pictures  # noqa: PLC0415 - its memory must be empty

    pictures._read.cache_clear()
    monkeypatch.setattr(text, "can_read", lambda: False)


@pytest.mark.usefixtures("_without_the_extra")
def test_without_the_extra_one_line_says_what_to_install() -> None:
    with pytest.raises(CaseError, match=r'pip install "juzheng\[ocr\]"'):
        open_inputs((SHOT,), None)


@pytest.mark.usefixtures("_without_the_extra")
def test_without_the_extra_a_picture_beside_a_talk_stays_a_file_in_hand_and_is_named() -> None:
    inputs = open_inputs((EXPORT, SHOT), None)
    assert [one.name for one in inputs.records] == [SHOT.name]
    assert [error.what for error in inputs.unseen] == [f"“{SHOT.name}”是图片，本机没有安装识读图片的组件"]
    assert inputs.failed == ()


@reads
def test_a_picture_beside_its_export_feeds_no_ledger(tmp_path: Path) -> None:
    alone, beside = tmp_path / "alone.json", tmp_path / "beside.json"
    assert juzheng("analyze", EXPORT, "--json", alone).returncode == 0
    assert juzheng("analyze", EXPORT, SHOT, "--json", beside).returncode == 0
    without, document = (json.loads(path.read_text("utf-8")) for path in (alone, beside))
    for key in ("ledger", "findings", "deals", "parties"):
        assert document[key] == without[key]
    (comparison,) = document["comparisons"]
    told = {(one["kind"], one["a"], one["b"]) for one in comparison["differences"]}
    assert told == {("text", "1:8", "2:6"), ("only_b", None, "2:8"), ("only_b", None, "2:9")}
    shown = {one["ref"]: one for one in document["messages"]}
    assert shown["2:6"]["place"]["file"] == SHOT.name
    assert len(shown["2:6"]["place"]["box"]) == 4
    assert shown["2:6"]["same_as"] == "1:8"
    (picture,) = document["pictures"]
    assert picture["grade"] == "machine_read"
    assert {"part", "text", "score", "box", "ref"} == set(picture["lines"][0])


@reads
def test_a_case_keeps_the_picture_with_its_day_and_shows_a_row_of_it(tmp_path: Path) -> None:
    case, shot = tmp_path / "case", FIXTURES / "screenshots" / "dark.png"
    assert juzheng("new", case).returncode == 0
    added = juzheng("add", case, shot, "--taken", "2024-03-07")
    assert added.returncode == 0
    assert "识读为聊天截图，7 条" in added.stderr
    shown = juzheng("show", case, "E1-0001")
    assert "2024-03-05T15:20:00" in shown.stdout
    told = json.loads(juzheng("analyze", case, "--json", "-").stdout)
    assert [one["time"] for one in told["messages"]][-1] == "2024-03-06T09:12:00+08:00"
    assert juzheng("verify", case).returncode == 0


@reads
def test_without_the_day_of_the_picture_no_time_is_made_up() -> None:
    done = juzheng("inspect", FIXTURES / "screenshots" / "dark.png")
    assert done.returncode == 0
    assert "未载明 至 未载明" in done.stdout
    assert "由机器识读" in done.stdout
