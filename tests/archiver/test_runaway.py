"""Words that repeat without end cost no more than their length: a chat may hold anything, and be sent to stall us."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from archiver.analysis.deliveries import stem_of
from archiver.analysis.talk import READ, Line
from tests.archiver.beside_talk import TALK, talk

_PATIENCE = 120
"""Seconds; usual are two. Before they were mended most of these took longer than anybody waited."""
_STALLING = {
    "mm": "嗯" * 40 + "明天交",
    "good": "好" * 60 + " 三天内交 再看",
    "mm, and no more": "嗯" * 3000 + "哇",
    "brackets": "给你" + "】" * 40 + "ok 就这样",
    "days": "明天" * 700 + "交稿？",
    "figures": "9" * 4000 + "元 同意修改",
    "times": "别再拖再晚" * 300 + "明天",
    "long": "好的明天下午发你，改一下颜色。" * 7000,
}


def _analysis(export: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "archiver", "analyze", str(export), "--json", "-"]
    done = subprocess.run(command, capture_output=True, check=True, timeout=_PATIENCE)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize("words", _STALLING.values(), ids=_STALLING)
def test_words_that_repeat_do_not_stall_the_reading(tmp_path: Path, words: str) -> None:
    rows = [*TALK[:5], ("2025-03-01 10:05:00", "山雀", words), ("2025-03-01 10:06:00", "江河", words), *TALK[5:]]
    found = _analysis(talk(tmp_path / "log.txt", rows))
    assert found["ledger"]["agreement"]["price"]["value"] == "800"


@pytest.mark.parametrize(("before", "unread"), [(9, False), (READ, True)])
def test_what_stands_far_into_a_message_is_told_to_be_unread(tmp_path: Path, before: int, *, unread: bool) -> None:
    told = "。" * before + "三月八号晚上交终稿"
    found = _analysis(talk(tmp_path / "log.txt", [*TALK[:6], ("2025-03-01 10:11:00", "山雀", told)]))
    notices = [one["where"] for one in found["sources"][0]["notices"] if one["code"] == "long_message"]
    assert notices == [[f"1:7 {len(told)}"]] * unread
    dated = [one["act"] for one in found["findings"] if one["ref"] == "1:7" and one["due"]]
    assert ("deadline" in dated) is not unread


def test_the_readers_words_end_at_the_limit_and_keep_their_places() -> None:
    whole = Line("1:1", "c1", "a", "甲", None, "text", "好" * (READ + 9), ((0, READ + 9),))
    assert whole.words() == "好" * READ
    part = Line("1:1", "c1", "a", "甲", None, "text", "好" * (READ + 9), ((2, 4), (READ - 1, READ + 9)))
    assert part.words() == "  好好" + " " * (READ - 5) + "好"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("9" * 200 + "a.zip", "9" * 200 + "a"),
        ("logo_" + "20240301" * 20 + ".ai", "logo"),
        ("logo终稿_v2（修改版）.ai", "logo"),
        ("第1版" * 90 + "x.psd", "第1版" * 90 + "x"),
    ],
)
def test_names_of_files_lose_what_marks_a_version_however_long_they_are(name: str, stem: str) -> None:
    assert stem_of(name) == stem
