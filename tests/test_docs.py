"""What the papers beside the code say is so."""

import re
from pathlib import Path

import pytest

from archiver.cli import COMMANDS
from parsers.formats import FORMATS

ROOT = Path(__file__).parents[1]
NAMES = {name for name, _ in COMMANDS}


@pytest.mark.parametrize("paper", ["README.md", "README.zh-CN.md", "CHANGELOG.md"])
def test_every_command_that_a_paper_names_is_there(paper: str) -> None:
    text = (ROOT / paper).read_text("utf-8")
    named = set(re.findall(r"(?:^|[`;\s\\/])juzheng ([a-z]+)\b", text, re.MULTILINE)) - {"archives"}  # prose
    assert named
    assert named <= NAMES


def test_the_changelog_names_every_command() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert not [name for name in NAMES if f"`{name}`" not in text and f"`juzheng {name}`" not in text]


def test_the_tree_of_the_readme_exists() -> None:
    tree = (ROOT / "README.md").read_text("utf-8").partition("## The tree")[2].partition("```\n")[2].partition("```")[0]
    folder = ""
    for row in tree.splitlines():
        words = row.split("  ")[0] if not row.startswith(" ") else row.strip().split("   ")[0]
        for word in words.split():
            if not row.startswith(" "):
                folder = word
            path = ROOT / (word if not row.startswith(" ") else folder + word)
            if re.fullmatch(r"[\w./]+", word):
                assert path.exists(), path


def test_ci_calls_the_readmes_test_command() -> None:
    command = re.search(r"Pass all checks and tests \| `([^`]+)`", (ROOT / "README.md").read_text("utf-8"))
    assert command
    assert command[1] in (ROOT / ".ci" / "run").read_text("utf-8")


def test_every_format_has_a_chinese_title() -> None:
    assert all(re.search(r"[\u4e00-\u9fff]|JSON|XLSX|TXT", one.TITLE) for one in FORMATS)


def test_no_paper_and_no_code_names_a_machine_or_a_registry() -> None:
    forbidden = re.compile(r"/work/|/root/|/opt/jz|/home/\w+/|pypi\.org|pythonhosted|npmjs")
    files = [
        *ROOT.glob("*.md"),
        *ROOT.glob("*.toml"),
        *(ROOT / "archiver").rglob("*.py"),
        *(ROOT / "parsers").rglob("*.py"),
    ]
    assert not [str(path) for path in files if forbidden.search(path.read_text("utf-8"))]
