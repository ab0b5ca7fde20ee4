import ast
import importlib
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from archiver.cli import COMMANDS, juzheng

ROOT = Path(__file__).parents[2]


def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "archiver", *arguments], capture_output=True, encoding="utf-8", check=False, cwd=cwd
    )


@pytest.mark.parametrize(("name", "help_line"), COMMANDS)
def test_every_listed_command_is_there_and_says_what_the_table_says(name: str, help_line: str) -> None:
    command = importlib.import_module(f"archiver.commands.{name}").command
    assert isinstance(command, click.Command)
    assert command.short_help == help_line


def test_every_command_module_is_listed() -> None:
    modules = {
        path.stem
        for path in (ROOT / "archiver" / "commands").glob("*.py")
        if any(
            isinstance(node, ast.FunctionDef) and node.name == "command"
            for node in ast.parse(path.read_text("utf-8")).body
        )
    }
    assert modules == {name for name, _ in COMMANDS}


def test_help_is_chinese_and_lists_all_commands() -> None:
    shown = run("--help").stdout
    assert "用法" in shown
    for name, line in COMMANDS:
        assert name in shown
        assert line in shown
    assert "Usage" not in shown
    assert "Options" not in shown.replace("[OPTIONS]", "")


def test_help_does_not_import_what_it_does_not_need() -> None:
    heavy = ("spacy", "lxml", "jinja2", "archiver.analysis.reader")
    code = f"import sys, archiver.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_help_costs_little_more_than_starting_python_with_click() -> None:
    def best(*command: str) -> float:
        times = []
        for _ in range(5):
            start = time.perf_counter()
            subprocess.run([sys.executable, *command], capture_output=True, check=True)
            times.append(time.perf_counter() - start)
        return min(times)

    floor = best("-c", "import click")
    assert best("-m", "archiver", "--help") < 3 * floor


@pytest.mark.parametrize(
    "arguments",
    [
        ("nonsense",),
        ("report",),
        ("report", "absent.txt", "-o", "x"),
        ("analyze", "--bogus"),
        ("time",),
        ("demo", "--case", "x"),
    ],
)
def test_wrong_use_is_one_chinese_line_and_exit_code_2(arguments: tuple[str, ...], tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.startswith("juzheng：")
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_reader_that_goes_away_is_no_fault() -> None:
    demo = ROOT / "fixtures" / "chatlogs" / "demo" / "late-delivery.json"
    command = f"{sys.executable} -m archiver analyze {demo} --json - | head -c 100"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert done.stderr == ""


def test_commands_can_be_called_in_one_process() -> None:
    assert CliRunner().invoke(juzheng, ["--version"]).output.startswith("juzheng")
