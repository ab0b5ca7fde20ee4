"""Every stage of the road from export to report, as a multiple of one floor measured in the same run.

The floor is SHA-256 and one regular expression over the heads of the same file. The figures of a run are shown with -s.
"""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from archiver import trained
from archiver.analysis import deals, reader
from archiver.analysis.gate import Gate
from archiver.analysis.talk import Line
from archiver.analyzer import Request, study
from archiver.compose.dossier import Wanted, compose
from archiver.inputs import open_inputs
from archiver.intake.lines import lines
from archiver.intake.survey import survey_all
from reports.render import render_volumes
from tests.benchmarks.floor import floor, seconds
from tests.benchmarks.groups import write_group_text

pytestmark = pytest.mark.slow
COUNT = 20_000
MOST = {"parse": 15, "lines": 50, "gate": 18, "rules": 300, "model": 650, "ledgers": 60, "report": 60}
"""How many times the floor a stage may take: twice what was measured on a busy machine."""


def _read(path: Path) -> tuple[Line, ...]:
    opened = open_inputs((path,), None).opened
    chats = survey_all(opened)[0].chats
    return tuple(lines(opened[0], chats))


def test_no_stage_takes_more_than_its_multiple_of_the_floor(tmp_path: Path) -> None:
    path = write_group_text(tmp_path / "group.txt", COUNT)
    assert floor(path) == COUNT
    inputs = open_inputs((path,), None)
    talk = _read(path)
    found = reader.understand(talk, {}, judge=trained.judge())
    studied = study(inputs.opened, Request())
    wanted = Wanted("own", date(2024, 3, 5))
    stages: dict[str, Callable[[], object]] = {
        "parse": lambda: sum(1 for _ in inputs.opened[0].events()),
        "lines": lambda: _read(path),
        "gate": lambda: sum(one.passes for one in Gate().screen(talk)),
        "rules": lambda: tuple(reader.read(talk, {})),
        "model": lambda: tuple(reader.read(talk, {}, judge=trained.judge())),
        "ledgers": lambda: deals.settle(talk, found, {}),
        "report": lambda: tuple(render_volumes(compose(studied, inputs, wanted), "dispute", "html")),
    }
    base = seconds(lambda: floor(path), 9)
    taken = {name: seconds(run) for name, run in stages.items()}
    for name, spent in taken.items():
        sys.stdout.write(f"{name:8} {COUNT / spent:>10,.0f} messages/s {spent / base:7.1f} x the floor\n")
    assert {name: spent / base for name, spent in taken.items() if spent > MOST[name] * base} == {}


def test_the_gate_leaves_most_of_a_busy_group_behind(tmp_path: Path) -> None:
    talk = _read(write_group_text(tmp_path / "group.txt", COUNT))
    passed = sum(one.passes for one in Gate().screen(talk)) / COUNT
    sys.stdout.write(f"gate: {passed:.1%} of a group pass in which one message in eight belongs to a bargain\n")
    assert passed < 0.2
