"""A report made again on another machine is the same, byte for byte: other zone, locale, home, hash seed, place."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archiver.case import Case
from tests.archiver.sealed import NOON

DEMO = Path("fixtures/chatlogs/demo/unpaid-balance.txt").resolve()
ROOT = Path(__file__).resolve().parents[2]
RUN = "from archiver.cli import main; main()"
# These zones are 26 hours apart, so that their days always differ.
MACHINES = (
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"},
    {"TZ": "Etc/GMT+12", "PYTHONHASHSEED": "77", "LC_ALL": "POSIX", "USER": "jemand", "COLUMNS": "40"},
)


@pytest.mark.parametrize("dated", [(), ("--date", "2024-03-06")], ids=["today", "a given day"])
def test_a_report_made_again_elsewhere_is_the_same(tmp_path: Path, dated: tuple[str, ...]) -> None:
    case = Case.create(tmp_path / "案卷", now=NOON)
    case.add(DEMO, now=NOON)
    made = []
    for number, machine in enumerate(MACHINES):
        place = tmp_path / f"另 一台{number}"
        shutil.copytree(case.root, place / "案卷")
        environ = {**os.environ, **machine, "HOME": str(place), "PYTHONPATH": str(ROOT)}
        words = [sys.executable, "-c", RUN, "report", "案卷", "-o", "报告", "--format", "html,md,txt,json,xlsx", *dated]
        subprocess.run(words, cwd=place, env=environ, check=True, capture_output=True)
        made.append({path.name: path.read_bytes() for path in sorted((place / "报告").iterdir())})
    assert len(made[0]) == 6
    assert made[0] == made[1]
    if dated:
        assert "2024 年 3 月 6 日" in made[0]["dispute.txt"].decode()
