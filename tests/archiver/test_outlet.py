"""What a user names for an answer never takes the place of what is kept or read, and is whole or absent."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archiver.case import Case, verify_case
from archiver.cli import juzheng
from archiver.errors import CaseError
from tests.archiver.crash import killed_at
from tests.archiver.sealed import NOON

DEMO = Path("fixtures/chatlogs/demo").resolve()


def run(*words: object) -> Result:
    return CliRunner().invoke(juzheng, [str(word) for word in words])


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class Place:
    """A case with two exports of one talk, its seal, and the exports beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.mine, self.theirs = folder / "我的.txt", folder / "对方.txt"
        for path in (self.mine, self.theirs):
            shutil.copyfile(DEMO / "unpaid-balance.txt", path)
        self.case, self.bag = folder / "案卷", folder / "封存包"
        made = Case.create(self.case, now=NOON)
        made.add(self.mine, now=NOON)
        assert run("seal", self.case, "-o", self.bag).exit_code == 0

    def copy(self, folder: Path) -> "Place":
        shutil.copytree(self.folder, folder)
        twin = object.__new__(Place)
        twin.folder, twin.mine, twin.theirs = folder, folder / self.mine.name, folder / self.theirs.name
        twin.case, twin.bag = folder / "案卷", folder / "封存包"
        return twin


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("made") / "place")


@pytest.fixture
def place(made: Place, tmp_path: Path) -> Place:
    return made.copy(tmp_path / "place")


Words = Callable[[Place], tuple[object, ...]]

OVERWRITING: dict[str, Words] = {
    "analyze: the export itself": lambda at: ("analyze", at.mine, "--json", at.mine),
    "analyze: an original of the case": lambda at: ("analyze", at.case, "--json", at.case / "exhibits/E1/original"),
    "compare: the ledger": lambda at: ("compare", at.mine, at.theirs, "--json", at.case / "ledger.jsonl"),
    "compare: the other export": lambda at: ("compare", at.mine, at.theirs, "--json", at.theirs),
    "inspect: settings of the case": lambda at: ("inspect", at.mine, "--json", at.case / "case.toml"),
    "inspect: the export by another way": lambda at: ("inspect", at.mine, "--json", at.case / ".." / at.mine.name),
    "search: the ledger": lambda at: ("search", at.case, "定金", "--json", at.case / "ledger.jsonl"),
    "verify: the ledger": lambda at: ("verify", at.case, "--json", at.case / "ledger.jsonl"),
    "verify: a manifest of the seal": lambda at: ("verify", at.bag, "--json", at.bag / "manifest-sha256.txt"),
    "disclose: the ledger": lambda at: ("disclose", at.case, "E1-0001", "-o", at.case / "ledger.jsonl"),
    "timestamp: the secret": lambda at: ("timestamp", at.case, "--request", at.case / "secret.key"),
    "report: into the case": lambda at: ("report", at.case, "-o", at.case),
    "report: beside an original": lambda at: ("report", at.case, "-o", at.case / "exhibits" / "E1"),
    "report: into the seal": lambda at: ("report", at.case, "-o", at.bag / "报告"),
}


@pytest.mark.parametrize("words", OVERWRITING.values(), ids=OVERWRITING)
def test_no_answer_takes_the_place_of_what_is_kept_or_read(place: Place, words: Words) -> None:
    before = {name: content for name, content in tree(place.folder).items() if "/derived/" not in name}
    told = run(*words(place))
    after = {name: content for name, content in tree(place.folder).items() if "/derived/" not in name}
    assert after == before
    assert isinstance(told.exception, CaseError)
    assert "\n" not in str(told.exception)


def test_an_answer_may_replace_an_earlier_one_beside_the_export(place: Place) -> None:
    for _ in range(2):
        assert run("inspect", place.mine, "--json", place.folder / "看.json").exit_code == 0
    assert run("analyze", place.mine, "--json", place.folder / "看.json").exit_code == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_what_is_no_file_is_written_into_and_not_replaced(place: Place) -> None:
    device = place.folder / "空"
    device.symlink_to("/dev/null")
    assert run("inspect", place.mine, "--json", device).exit_code == 0
    assert device.is_symlink()
    assert device.is_char_device()


WRITING: dict[str, tuple[Words, tuple[str, ...]]] = {
    "analyze": (lambda at: ("analyze", at.mine, "--json", at.folder / "o"), ("o",)),
    "inspect": (lambda at: ("inspect", at.mine, "--json", at.folder / "o"), ("o",)),
    "compare": (lambda at: ("compare", at.mine, at.theirs, "--json", at.folder / "o"), ("o",)),
    "search": (lambda at: ("search", at.case, "定金", "--json", at.folder / "o"), ("o",)),
    "verify": (lambda at: ("verify", at.case, "--json", at.folder / "o"), ("o",)),
    "disclose": (lambda at: ("disclose", at.case, "E1-0001", "-o", at.folder / "o"), ("o", "verify.html")),
    "timestamp": (lambda at: ("timestamp", at.case, "--request", at.folder / "o"), ()),
    "review": (lambda at: ("review", at.case, "--sheet", at.folder / "o.xlsx"), ()),
    "add": (lambda at: ("add", at.case, at.theirs), ()),
    "seal": (lambda at: ("seal", at.case, "-o", at.folder / "新封存包"), ()),
    "report": (lambda at: ("report", at.case, "-o", at.folder / "报告", "--format", "html,txt,md"), ()),
    "report of an export": (lambda at: ("report", at.theirs, "-o", at.folder / "报告", "--format", "md"), ()),
    "report for a group": (
        lambda at: ("report", at.case, "-o", at.folder / "报告", "--format", "txt", "--edition", "group"),
        (),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("half", [False, True], ids=["before the write", "half-way in the write"])
@pytest.mark.parametrize("name", WRITING)
def test_killed_at_any_write_of_any_command_nothing_is_half_written(
    made: Place, tmp_path: Path, name: str, *, half: bool
) -> None:
    words, outputs = WRITING[name]
    whole = made.copy(tmp_path / "whole")
    assert run(*words(whole)).exit_code == 0
    number, died = 0, True
    while died:
        number += 1
        place = made.copy(tmp_path / f"{number}")
        arguments = words(place)

        def work(arguments: tuple[object, ...] = arguments) -> None:
            assert run(*arguments).exit_code == 0

        died = killed_at(number, work, half=half)
        assert verify_case(Case.open(place.case)) == ()
        for output in outputs:
            assert not (place.folder / output).exists() or same(place.folder / output, whole.folder / output)
        for report in place.folder.glob("报告/*.*"):
            assert report.name.startswith(".") or same(report, whole.folder / "报告" / report.name)
        sealed = place.folder / "新封存包"
        assert not sealed.exists() or run("verify", sealed).exit_code == 0
        assert sealed.exists() or run(*arguments).exit_code == 0
        assert verify_case(Case.open(place.case)) == ()
        shutil.rmtree(place.folder)
    assert number > 1


def same(found: Path, wanted: Path) -> bool:
    """Say whether a document is as long as the one that an undisturbed run writes; its digests may differ."""
    return len(found.read_bytes()) == len(wanted.read_bytes())
