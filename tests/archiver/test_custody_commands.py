"""The commands of the archive, through the real program: what they print, and their exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archiver.commands import disclose, seal, verify
from archiver.seal.statement import Pin
from tests.archiver.sealed import chat

ROOT = Path(__file__).parents[2]


def juzheng(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "archiver", *map(str, words)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a case of one chat and one contract."""
    folder = tmp_path_factory.mktemp("place")
    (folder / "接稿群.txt").write_bytes(chat())
    (folder / "合同.pdf").write_bytes(b"%PDF-1.4\n")
    assert juzheng("new", "案", "--title", "约稿", cwd=folder).returncode == 0
    done = juzheng("add", "案", "接稿群.txt", "合同.pdf", "没有.txt", "--note", "群主手机导出", cwd=folder)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2  # the PDF is told, and the missing file
    assert "Traceback" not in done.stderr
    assert "E1  接稿群.txt（文件，" in done.stdout
    assert "E2  合同.pdf" in done.stdout
    return folder


def test_show_prints_the_message_its_bytes_and_that_it_is_unchanged(place: Path) -> None:
    done = juzheng("show", "案", "E1-3", "--context", "1", cwd=place)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert lines[0].startswith("  E1-0002  2024-03-05T10:01:00+08:00  糯米团（900011002）")
    assert lines[2].startswith("▶ E1-0003  2024-03-05T10:02:00+08:00  山雀（900011001）")
    assert lines[3] == "    尾款600，转到900011001就行"
    start, end = (int(number) for number in lines[5].rpartition(" ")[2].split("–"))
    assert chat()[start:end].decode().startswith("2024-03-05 10:02:00 山雀(900011001)\r\n尾款600")
    assert "存入时一致（sha256:" in lines[-1]


def test_show_why_names_the_rule(place: Path) -> None:
    done = juzheng("show", "案", "1:1", "--why", cwd=place)
    assert done.returncode == 0
    assert "读出：" in done.stdout
    assert "规则 " in done.stdout


@pytest.mark.parametrize("ref", ["E1-0099", "E9-0001", "x", "E2-0001"])
def test_show_of_what_is_not_there_is_one_line(place: Path, ref: str) -> None:
    done = juzheng("show", "案", ref, cwd=place)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


def test_a_file_is_added_to_no_case_and_a_case_not_to_itself(place: Path) -> None:
    assert "不是案卷" in juzheng("add", ".", "接稿群.txt", cwd=place).stderr
    assert "互相包含" in juzheng("add", "案", ".", cwd=place).stderr
    assert "已经存在" in juzheng("new", "案", cwd=place).stderr


def test_verify_answers_in_words_and_in_json(place: Path) -> None:
    sound = juzheng("verify", "案", cwd=place)
    assert sound.returncode == 0
    assert "不说明内容属实" in sound.stdout
    head = "99:sha256:" + "0" * 64
    done = juzheng("verify", "案", "--head", head, "--json", "-", cwd=place)
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert (answer["ok"], [fault["kind"] for fault in answer["faults"]]) == (False, ["cut_tail"])
    assert set(answer) == {"ok", "checked", "faults", "warnings"}
    assert set(answer["faults"][0]) == {"place", "kind", "expected", "found"}


def test_verify_of_nothing_of_two_things_and_of_strange_files_is_one_line(place: Path) -> None:
    for words in ((), ("案", "--self"), ("案", "--head", "x"), ("案", "--pin", "x"), ("接稿群.txt",)):
        done = juzheng("verify", *words, cwd=place)
        assert (done.returncode, len(done.stderr.splitlines())) == (2, 1), words
        assert "Traceback" not in done.stderr


def test_a_damaged_case_is_exit_1_and_named(place: Path, tmp_path: Path) -> None:
    subprocess.run(["cp", "-r", place / "案", tmp_path / "案"], check=True)
    path = tmp_path / "案" / "exhibits" / "E1" / "original"
    path.chmod(0o644)
    path.write_bytes(chat().replace(b"600", b"900"))
    done = juzheng("verify", "案", cwd=tmp_path)
    assert done.returncode == 1
    assert "不一致  exhibits/E1/original：SHA-256 不同" in done.stdout
    shown = juzheng("show", "案", "E1-3", cwd=tmp_path)
    assert shown.returncode == 1
    assert "与存入时不一致" in shown.stdout
    (tmp_path / "案" / "case.toml").write_bytes(b"\xff")
    broken = juzheng("verify", "案", cwd=tmp_path)
    assert (broken.returncode, "无法核验" in broken.stdout) == (1, True)


def invoke(command: object, *words: str | Path) -> Result:
    return CliRunner().invoke(command, list(map(str, words)), catch_exceptions=False)  # type: ignore[arg-type]


def test_seal_disclose_and_verify_work_together(place: Path, tmp_path: Path) -> None:
    done = invoke(seal.command, place / "案", "-o", tmp_path / "bag")
    assert done.exit_code == 0
    pin = str(Pin.parse(done.stdout))
    assert invoke(verify.command, tmp_path / "bag", "--pin", pin).exit_code == 0
    assert invoke(verify.command, tmp_path / "bag", "--pin", pin.replace("M5", "M4")).exit_code == 1
    hide = ("--hide", "E1-3:2-5", "--hide", "E1-3:sender")
    done = invoke(disclose.command, place / "案", "E1-0003", "1:5", "-o", tmp_path / "b.json", *hide)
    assert "2 条消息，遮盖 2 段" in done.stdout
    assert (tmp_path / "verify.html").read_bytes() == (ROOT / "archiver/disclosure/verify.html").read_bytes()
    done = invoke(verify.command, tmp_path / "b.json", "--pin", pin)
    assert done.exit_code == 0
    assert "尾款███，转到" in done.stdout
    assert "600" not in done.stdout
