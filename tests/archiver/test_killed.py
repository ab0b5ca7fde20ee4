"""Every command of the program, stopped at its writes: a real process, really killed; a full disk; a folder to read.

Where it is stopped, what it had to write is absent or whole, the case verifies, and the same command works again.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from archiver.case import Case, verify_case
from archiver.cli import COMMANDS
from tests.archiver.sealed import NOON
from tests.archiver.test_timestamps import authority

ROOT = Path(__file__).parents[2]
SHIM = Path(__file__).parent / "killing"
DEMO = ROOT / "fixtures/chatlogs/demo"
CORPUS = ROOT / "fixtures/chatlogs/corpus"
AT = "2024-03-06T12:00:00+08:00"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="groups of processes are killed and read on Linux")


class Place:
    """A folder with a case, its seal, a request for a stamp and the reply, and two exports of one talk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.mine, self.theirs = folder / "我的.txt", folder / "对方.txt"
        self.case, self.bag = folder / "案卷", folder / "封存包"

    @classmethod
    def made(cls, folder: Path) -> "Place":
        place = cls(folder / "place")
        place.folder.mkdir()
        for path in (place.mine, place.theirs):
            shutil.copyfile(DEMO / "unpaid-balance.txt", path)
        (place.folder / "导出").mkdir()
        shutil.copyfile(DEMO / "late-delivery.txt", place.folder / "导出" / "一.txt")
        Case.create(place.case, now=NOON).add(place.mine, now=NOON)
        assert run(place, "seal", place.case, "-o", place.bag).returncode == 0
        assert run(place, "timestamp", place.case, "--request", place.folder / "旧.tsq").returncode == 0
        reply = authority(folder / "tsa").reply((place.folder / "旧.tsq").read_bytes())
        (place.folder / "旧.tsr").write_bytes(reply)
        small_corpus(place.folder / "语料")
        return place

    def copied(self, folder: Path) -> "Place":
        shutil.copytree(self.folder, folder)
        return Place(folder)


def small_corpus(folder: Path) -> None:
    """Write a corpus of a talk each of five hands of train, the last held out as dev."""
    folder.mkdir()
    for hand in ("h01", "h02", "h03", "h04", "h05"):
        path = min(CORPUS.glob(f"{hand}-*.yaml"))
        shutil.copyfile(path, folder / path.name)
    (folder / "split.toml").write_text('train = ["h01", "h02", "h03", "h04"]\ndev = ["h05"]\ntest = []\n')


def resumed(at: Place) -> tuple[object, ...]:
    begun = (at.folder / "结果" / "batch.json").is_file() and (at.folder / "结果" / "secret.key").is_file()
    return (
        "batch",
        at.folder / "导出",
        "-o",
        at.folder / "结果",
        "--jobs",
        "1",
        *(("--resume",) if begun else ("--at", AT)),
    )


Words = Callable[[Place], tuple[object, ...]]


class Scene(NamedTuple):
    """What is run; what it says when it is run again after it was done (0: it does it again).

    A slow one is left to --run-slow, which stops each at so many `points`.
    """

    words: Words
    again: int = 0
    slow: bool = False
    points: int = 4


SCENES: dict[str, Scene] = {
    "demo": Scene(lambda at: ("demo", "-o", at.folder / "示例"), again=0),
    "report": Scene(lambda at: ("report", at.case, "-o", at.folder / "报告", "--format", "html,docx,txt")),
    "report of an export": Scene(lambda at: ("report", at.theirs, "-o", at.folder / "报告", "--format", "md")),
    "report for a group": Scene(
        lambda at: ("report", at.case, "-o", at.folder / "报告", "--format", "txt", "--edition", "group")
    ),
    "guide": Scene(lambda _: ("guide",)),
    "inspect": Scene(lambda at: ("inspect", at.mine, "--json", at.folder / "o.json")),
    "compare": Scene(lambda at: ("compare", at.mine, at.theirs, "--json", at.folder / "o.json")),
    "analyze": Scene(lambda at: ("analyze", at.mine, "--json", at.folder / "o.json")),
    "review": Scene(lambda at: ("review", at.case, "--role", "委托方=name:晚晚(上麦20起)", "--by", "甲")),
    "review by a sheet": Scene(lambda at: ("review", at.case, "--sheet", at.folder / "o.xlsx")),
    "new": Scene(lambda at: ("new", at.folder / "新案卷"), again=2),
    "add": Scene(lambda at: ("add", at.case, at.theirs)),
    "show": Scene(lambda at: ("show", at.case, "E1-0001")),
    "search": Scene(lambda at: ("search", at.case, "定金", "--json", at.folder / "o.json")),
    "verify": Scene(lambda at: ("verify", at.case, "--json", at.folder / "o.json")),
    "seal": Scene(lambda at: ("seal", at.case, "-o", at.folder / "新封存包"), again=2),
    "timestamp --request": Scene(lambda at: ("timestamp", at.case, "--request", at.folder / "o.tsq")),
    "timestamp --attach": Scene(lambda at: ("timestamp", at.case, "--attach", at.folder / "旧.tsr"), again=2),
    "disclose": Scene(lambda at: ("disclose", at.case, "E1-0001", "-o", at.folder / "o.json")),
    "batch": Scene(resumed, slow=True),
    "time": Scene(lambda _: ("time", "明天下午三点", "--at", AT)),
    "money": Scene(lambda _: ("money", "定金一千五")),
    "evaluate": Scene(lambda at: ("evaluate", at.folder / "语料", "--json", at.folder / "o.json")),
    "train": Scene(lambda at: ("train", at.folder / "语料", "-o", at.folder / "模型"), slow=True, points=1),
    "render": Scene(
        lambda at: ("render", DEMO / "unpaid-balance.yaml", "--format", "txt_classic", "-o", at.folder / "o.txt")
    ),
}
SILENT = frozenset({"guide", "show", "time", "money"})
"""Commands that write nothing anywhere."""


def run(place: Place, *words: object, **more: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a process of its own group; `more` is told to the shim by the environment."""
    watched = {"PYTHONPATH": f"{SHIM}:{ROOT}", "JUZHENG_WATCHED": str(place.folder), **more} if more else {}
    return subprocess.run(
        [sys.executable, "-m", "archiver", *map(str, words)],
        cwd=place.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "JUZHENG_DEBUG": "", **watched},
        capture_output=True,
        encoding="utf-8",
        check=False,
        start_new_session=True,
    )


def files(folder: Path) -> dict[str, int]:
    """Return every file that a user sees but those of cases, with its size.

    What lies under a hidden name is not there yet.
    """
    kept = cases(folder)
    found = (path for path in folder.rglob("*") if path.is_file() and not is_hidden(path, folder))
    return {
        str(path.relative_to(folder)): path.stat().st_size
        for path in found
        if not any(path.is_relative_to(one) for one in kept)
    }


def is_hidden(path: Path, folder: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(folder).parts)


def cases(folder: Path) -> list[Path]:
    """Return the cases in a folder; the copy that a seal holds is none."""
    kept = (path.parent for path in folder.rglob("case.toml") if not is_hidden(path, folder))
    return [path for path in kept if path.name != "data"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place.made(tmp_path_factory.mktemp("made"))


class Done(NamedTuple):
    """What an undisturbed run makes, by size, and how many events it has."""

    files: dict[str, int]
    events: list[str]


@pytest.fixture(scope="module")
def undisturbed(made: Place, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Done]:
    known: dict[str, Done] = {}

    def of(name: str) -> Done:
        if name not in known:
            base = tmp_path_factory.mktemp("whole")
            place = made.copied(base / "place")
            done = run(place, *SCENES[name].words(place), JUZHENG_COUNTED=str(base / "counted"))
            assert done.returncode == (1 if name == "compare" and done.returncode == 1 else 0), done.stderr
            counted = base / "counted"
            known[name] = Done(files(place.folder), counted.read_text().splitlines() if counted.exists() else [])
        return known[name]

    return of


def test_every_command_has_a_scene() -> None:
    assert {name.split()[0] for name in SCENES} == {name for name, _ in COMMANDS}


@pytest.mark.parametrize("name", sorted(SILENT))
def test_commands_that_only_answer_write_nothing(undisturbed: Callable[[str], Done], name: str) -> None:
    assert undisturbed(name).events == []


def spread(events: int, most: int) -> list[int]:
    """Return the events at which to stop: one, some of them with --run-slow, every one with JUZHENG_EXHAUSTIVE."""
    if os.environ.get("JUZHENG_EXHAUSTIVE"):
        return list(range(1, events + 1))
    return sorted({max(1, events * at // (most + 1)) for at in range(1, most + 1)})


WRITING = [
    pytest.param(name, marks=pytest.mark.slow if scene.slow else ())
    for name, scene in SCENES.items()
    if name not in SILENT
]


@pytest.mark.parametrize("name", WRITING)
def test_killed_at_a_write_what_is_there_is_whole_and_the_command_works_again(
    made: Place, undisturbed: Callable[[str], Done], tmp_path: Path, request: pytest.FixtureRequest, name: str
) -> None:
    whole = undisturbed(name)
    assert whole.events
    for number in spread(len(whole.events), SCENES[name].points if request.config.getoption("--run-slow") else 1):
        place = made.copied(tmp_path / f"{number}")
        more = {"JUZHENG_COUNTED": str(tmp_path / f"{number}.counted"), "JUZHENG_KILL": str(number)}
        killed = run(place, *SCENES[name].words(place), **more)
        at = f"{name}, event {number} of {len(whole.events)}: {whole.events[number - 1]}"
        assert killed.returncode == -signal.SIGKILL, at
        assert_sound(place, whole, at)
        assert_told_of_bytes(place, at)
        again = run(place, *SCENES[name].words(place))
        assert again.returncode in {0, 1 if name == "compare" else 0, SCENES[name].again}, (at, again.stderr)
        assert again.returncode != 2 or len(again.stderr.splitlines()) == 1, at
        assert "Traceback" not in again.stderr
        assert_sound(place, whole, at)
        assert whole.files.keys() <= files(place.folder).keys(), at
        shutil.rmtree(place.folder)


FULL = [
    pytest.param(name, marks=() if name in {"add", "disclose", "report", "search"} else pytest.mark.slow)
    for name in SCENES
    if name not in SILENT
]
"""All of them with --run-slow: a disk that is full is one error to every command alike."""


@pytest.mark.parametrize("how", ["JUZHENG_FULL", "JUZHENG_READ_ONLY"])
@pytest.mark.parametrize("name", FULL)
def test_a_disk_that_takes_no_more_is_one_clear_line(
    made: Place, undisturbed: Callable[[str], Done], tmp_path: Path, name: str, how: str
) -> None:
    whole = undisturbed(name)
    stops = (1, len(whole.events) // 2, len(whole.events) * 9 // 10) if how == "JUZHENG_FULL" else (1,)
    for number in sorted({max(1, stop) for stop in stops}):
        place = made.copied(tmp_path / f"{number}")
        counted = str(tmp_path / f"{number}.counted")
        done = run(place, *SCENES[name].words(place), **{"JUZHENG_COUNTED": counted, how: str(number)})
        at = f"{name}, event {number} of {len(whole.events)}: {whole.events[number - 1]}"
        assert "Traceback" not in done.stderr, at
        assert "程序内部出错" not in done.stderr, at
        assert done.returncode in {0, 1, 2}, (at, done.stderr)
        if done.returncode == 2:
            assert [line.startswith("juzheng：") for line in done.stderr.splitlines()[-1:]] == [True], (at, done.stderr)
        assert_sound(place, whole, at)
        shutil.rmtree(place.folder)


def assert_sound(place: Place, whole: Done, at: str) -> None:
    """Hold everything that a stopped run left: the case, each file by its size, the ledger by the files it tells of."""
    assert place.case in cases(place.folder)
    for case in cases(place.folder):
        assert verify_case(Case.open(case)) == (), (at, case)
    for name, size in files(place.folder).items():
        # A nonce or a time may be a byte longer or shorter; half a file is not.
        assert name in whole.files, (at, name)
        assert abs(size - whole.files[name]) <= max(8, whole.files[name] // 100), (at, name)
    sealed = place.folder / "新封存包"
    if sealed.exists():
        assert run(place, "verify", sealed).returncode == 0, at


def assert_told_of_bytes(place: Place, at: str) -> None:
    """Hold the ledger's word on what left the case against the bytes that lie there, be it under a hidden name."""
    there = [path.read_bytes() for path in (*place.folder.glob("o.json"), *place.folder.glob(".o.json.*"))]
    entries = Case.open(place.case).entries()
    told = {str(entry.body["sha256"]) for entry in entries if entry.action == "disclosed"}
    assert told <= {f"sha256:{sha256(content).hexdigest()}" for content in there}, at
    asked = sum(entry.action == "stamp_asked" for entry in entries)
    assert asked <= len([*place.folder.glob("*.tsq"), *place.folder.glob(".*.tsq.*")]), at


def test_the_shim_counts_what_it_should(made: Place, undisturbed: Callable[[str], Done]) -> None:
    events = undisturbed("disclose").events
    kinds = {event.split()[0] for event in events}
    assert kinds >= {"os.open", "os.opened", "write", "half", "fsync", "replace"}
    assert json.loads(json.dumps(events)) == events
    assert made.case.is_dir()
