import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from archiver.revision import difference
from archiver.told import Told

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "fixtures" / "chatlogs" / "corpus"


def _told(ref: str, *, found: bool, wanted: bool) -> Told:
    return Told("一个案例", ref, "approval", "可以", found, wanted)


def test_what_only_one_of_two_versions_finds_is_sorted_into_gains_losses_and_alarms() -> None:
    before = [_told("1:1", found=True, wanted=True), _told("1:2", found=True, wanted=False)]
    now = [
        _told("1:1", found=False, wanted=True),
        _told("1:3", found=True, wanted=True),
        _told("1:4", found=True, wanted=False),
    ]

    changed = difference(before, now)

    assert [one.ref for one in changed.gained] == ["1:3"]
    assert [one.ref for one in changed.lost] == ["1:1"]
    assert [one.ref for one in changed.alarms] == ["1:4"]
    assert [one.ref for one in changed.silenced] == ["1:2"]


@pytest.fixture
def small_corpus(tmp_path: Path) -> Path:
    (tmp_path / "split.toml").write_text('train = []\ndev = ["h15"]\ntest = []\n', encoding="utf-8")
    (case,) = CORPUS.glob("**/h15-ringwax.yaml")
    shutil.copy(case, tmp_path)
    return tmp_path


def _evaluate(corpus: Path, revision: str) -> subprocess.CompletedProcess[str]:
    if not (ROOT / ".git").exists():
        pytest.skip("git checkout absent: an archive of the sources has no revisions")
    command = [sys.executable, "-m", "archiver", "evaluate", str(corpus), "--against", revision]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=ROOT)


def test_an_unknown_revision_is_one_line_and_exit_2(small_corpus: Path) -> None:
    done = _evaluate(small_corpus, "no-such-revision")

    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert "--against" in done.stderr


def test_the_committed_version_is_compared_through_its_own_sources(small_corpus: Path) -> None:
    done = _evaluate(small_corpus, "HEAD")

    assert done.returncode == 0, done.stderr
    assert "不再找到的标注" in done.stdout
