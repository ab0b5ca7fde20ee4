"""The command as a desk uses it: real processes, a folder of all sorts, interruptions."""

import filecmp
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from msgspec.structs import replace
from openpyxl import load_workbook

from archiver.compose.check import verify_report
from archiver.corpus.labelled import load_case
from tests.archiver.batch.desk import CORPUS, export, gbk_zip, locked_zip, many, moved

DEMO = CORPUS.parent / "demo"
OPEN_SESAME = "芝麻开门"
BAR = "=" * 64
CHAT = f"""消息记录（此消息记录为文本格式，不支持重新导入）

{BAR}
消息分组:我的好友
{BAR}
消息对象:老同学
{BAR}

2024-05-01 20:15:01 老同学
昨晚的球看了吗

2024-05-02 20:15:02 江河
看了 踢得真难看

2024-05-03 20:15:03 老同学
哈哈哈哈

2024-05-04 20:15:04 江河
早点睡

""".replace("\n", "\r\n")
"""A talk of friends: nothing is ordered, promised or paid."""


def batch(*arguments: str | Path, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "archiver", "batch", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    return done


def lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def differing(one: Path, other: Path) -> list[str]:
    """Return every path that is not the same in two trees; what only serves to go on does not count."""
    trees = [
        {path.relative_to(root).as_posix() for path in root.rglob("*") if ".work" not in path.relative_to(root).parts}
        for root in (one, other)
    ]
    alike = {
        name
        for name in trees[0] & trees[1]
        if (one / name).is_dir() or filecmp.cmp(one / name, other / name, shallow=False)
    }
    return sorted((trees[0] | trees[1]) - alike)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("given") / "desk"
    late, change, unpaid = (
        load_case(DEMO / f"{name}.yaml") for name in ("late-delivery", "unapproved-change", "unpaid-balance")
    )
    export(late, "qce_json_d", root / "TS-2024-0001", "对方的导出")
    export(late, "txt_classic", root / "TS-2024-0001" / "我方", "聊天记录")
    export(replace(unpaid, messages=unpaid.messages[:60]), "txt_classic", root / "TS-2024-0002", "上")
    export(replace(unpaid, messages=unpaid.messages[60:]), "txt_classic", root / "TS-2024-0002", "下")
    held = export(change, "txt_classic", root.parent / "held", "x").read_bytes()
    gbk_zip(root / "20240315003 山雀.zip", {"与烧烤店的聊天/记录.txt": held, "截图/一.jpg": b"\xff\xd8\xff"})
    again = moved(change, 400, 7)
    again = replace(again, accounts={**again.accounts, "A": replace(again.accounts["A"], uin=late.accounts["A"].uin)})
    other = export(again, "qce_json_b", root.parent / "held", "y").read_bytes()
    locked_zip(root / "locked.zip", "chat.json", other, OPEN_SESAME.encode("gbk"))
    (root / "老同学.txt").write_bytes(CHAT.encode())
    (root / "坏").mkdir()
    (root / "坏" / "empty.txt").touch()
    (root / "坏" / '=HYPERLINK("x").txt').write_text("hello", "utf-8")
    (root / "坏" / "cut.zip").write_bytes(b"PK\x03\x04 and no more")
    (root / "坏" / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    return root


@pytest.fixture(scope="module")
def out(desk: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "out"
    done = batch(desk, "-o", folder, "--jobs", "2", "--password", OPEN_SESAME, "--format", "html,json", code=2)
    assert re.search(r"分析会话 5/5，.*失败 0", done.stderr)
    assert "errors.jsonl" in done.stderr
    return folder


def test_each_talk_has_one_case_with_all_its_files_and_a_report_that_verifies(out: Path) -> None:
    reports = sorted((out / "talks").glob("*/dispute.html"))
    assert len(reports) == 4
    assert all(verify_report(report).ok for report in reports)
    assert sorted(len(list((report.parent / "case" / "exhibits").iterdir())) for report in reports) == [1, 1, 2, 2]
    assert all(report.with_suffix(".json").is_file() for report in reports)


def test_what_could_not_be_read_is_told_with_reason_and_remedy_and_nothing_else(out: Path) -> None:
    told = lines(out / "errors.jsonl")
    assert [one["input"] for one in told] == ['desk/坏/=HYPERLINK("x").txt', "desk/坏/cut.zip", "desk/坏/empty.txt"]
    assert all(one["why"] and one["what_to_do"] for one in told)


def test_a_talk_without_a_deal_stays_closed_in_every_output(out: Path) -> None:
    (closed,) = lines(out / "closed.jsonl")
    assert closed["label"] == "desk/老同学.txt"
    page = (out / "overview.html").read_text("utf-8")
    assert "老同学" in page
    assert "踢得真难看" not in page
    assert "踢得真难看" not in str(pq.read_table(out / "messages.parquet").column("text").to_pylist())
    assert not [path for path in (out / "talks").rglob("original") if "踢得真难看".encode() in path.read_bytes()]


def test_the_tables_have_the_keys_of_analyze_and_join_by_talk(out: Path, desk: Path) -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "archiver", "analyze", str(desk / "TS-2024-0001" / "对方的导出.json"), "--json", "-"],
        capture_output=True,
        check=True,
    )
    analysis = json.loads(printed.stdout)
    for table, rows in (
        ("messages", analysis["messages"]),
        ("findings", analysis["findings"]),
        ("obligations", analysis["ledger"]["obligations"]),
    ):
        columns = pq.read_table(out / f"{table}.parquet").column_names
        assert columns[0] == "talk"
        assert [name for name in columns if name not in {"talk", "deal"}] == [key for key in rows[0] if key != "deal"]
    talks = set(pq.read_table(out / "messages.parquet").column("talk").to_pylist())
    assert talks == {path.name for path in (out / "talks").iterdir()}


def test_a_message_that_both_parties_exported_is_marked_and_counts_once(out: Path, desk: Path) -> None:
    del desk
    table = pq.read_table(out / "messages.parquet").to_pylist()
    pairs = [row for row in table if row["same_as"]]
    assert len(pairs) > 80
    by_ref = {(row["talk"], row["ref"]): row for row in table}
    told = [(row["text"], by_ref[row["talk"], row["same_as"]]["text"]) for row in pairs if row["kind"] == "text"]
    assert sum(one == other for one, other in told) > 70
    found = pq.read_table(out / "findings.parquet").to_pylist()
    repeated = {(row["talk"], row["ref"]) for row in pairs}
    assert not [row for row in found if (row["talk"], row["ref"]) in repeated]


def test_parts_of_one_talk_are_read_as_one(out: Path) -> None:
    """The balance is asked for in the second file, what was agreed stands in the first."""
    owed = pq.read_table(out / "obligations.parquet").to_pylist()
    spanning = [
        row
        for row in owed
        if (row["asked"] or row["made"] or "").startswith("1:") and (row["proof"] or "").startswith("2:")
    ]
    later = pq.read_table(out / "findings.parquet").to_pylist()
    talks = {row["talk"] for row in later if row["ref"].startswith("2:")}
    deals = {row["deal"] for row in later if row["talk"] in talks and row["deal"]}
    assert len(talks) == 1
    assert deals == {"d1"}
    assert spanning or {row["ref"].partition(":")[0] for row in later if row["talk"] in talks} == {"1", "2"}


def test_the_overview_leads_to_every_report_and_shows_the_rule_and_its_reasons(out: Path) -> None:
    page = (out / "overview.html").read_text("utf-8")
    links = set(re.findall(r'href="(talks/[^"]+)"', page))
    assert links == {path.relative_to(out).as_posix() for path in (out / "talks").glob("*/dispute.html")}
    assert "合计达到 4 分列为争议（contested）" in page
    assert re.search(r"逾期或未见履行 \d+ 项[^<]*（\+2）", page)
    assert "TS-2024-0001" in page
    assert "20240315003" in page
    assert not re.search(r"https?://|<script src|<link", page)


def test_an_account_that_comes_back_is_listed_with_its_talks(out: Path) -> None:
    section = (out / "overview.html").read_text("utf-8").partition("多次出现的当事人")[2]
    number = load_case(DEMO / "late-delivery.yaml").accounts["A"].uin
    row = re.search(rf"<tr><td>{number}</td>.*?</tr>", section, re.DOTALL)
    assert row
    assert row[0].count("href=") == 2


def test_another_order_and_one_process_give_the_same_bytes(out: Path, desk: Path, tmp_path: Path) -> None:
    places = sorted(desk.iterdir(), reverse=True)
    batch(desk, *places, "-o", tmp_path / "again", "--jobs", "1", "--password", OPEN_SESAME, "--repeat", out, code=2)
    assert differing(out, tmp_path / "again") == []


def test_going_on_does_nothing_twice_and_keeps_what_people_set(out: Path, desk: Path, tmp_path: Path) -> None:
    mine = shutil.copytree(out, tmp_path / "out")
    book = load_workbook(mine / "register.xlsx")
    sheet = book.active
    assert sheet
    assert sheet.data_validations.dataValidation[0].formula1 == '"未看,已看,转办"'
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    heads = [cell.value for cell in sheet[1]]
    assert {sheet.cell(row, 2).value for row in range(2, sheet.max_row + 1)} == {"未看"}
    sheet.cell(3, 2).value = "转办"
    sheet.cell(3, 3).value = "交王科"
    number = sheet.cell(3, 1).value
    book.save(mine / "register.xlsx")
    before = {path: path.stat().st_mtime_ns for path in (mine / "talks").rglob("*")}
    done = batch(desk, "-o", mine, "--resume", "--password", OPEN_SESAME, code=2)
    assert "上次已完成 5" in done.stderr
    assert {path: path.stat().st_mtime_ns for path in (mine / "talks").rglob("*")} == before
    after = load_workbook(mine / "register.xlsx").active
    assert after
    told = {
        row[0].value: (row[heads.index("状态")].value, row[heads.index("经办备注")].value)
        for row in after.iter_rows(min_row=2)
    }
    assert told.pop(number) == ("转办", "交王科")
    assert {state for state, _ in told.values()} == {"未看"}
    assert differing(out, mine) == ["register.xlsx"]


def test_a_rule_of_ones_own_decides_what_is_contested(desk: Path, tmp_path: Path) -> None:
    (tmp_path / "rule.toml").write_text("threshold = 99\n", "utf-8")
    done = batch(desk / "TS-2024-0002", "-o", tmp_path / "out", "--contested", tmp_path / "rule.toml")
    assert "其中争议 0 笔" in done.stdout
    (tmp_path / "bad.toml").write_text("treshold = 9\n", "utf-8")
    told = batch(desk, "-o", tmp_path / "none", "--contested", tmp_path / "bad.toml", code=2).stderr
    assert "threshold" in told
    assert not (tmp_path / "none").exists()


def test_wrong_use_is_one_line_and_changes_nothing(out: Path, desk: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").touch()
    for arguments in (
        (desk, "-o", out),
        (desk, "-o", out, "--resume", "--template", "complaint"),
        (desk, "-o", tmp_path / "full"),
        (desk, "-o", tmp_path / "new", "--template", "nonsense"),
        (desk, "-o", tmp_path / "new", "--format", "html,exe"),
        (desk, "-o", tmp_path / "new", "--at", "gestern"),
        (desk, "-o", tmp_path / "new", "--repeat", tmp_path / "full"),
    ):
        assert len(batch(*arguments, code=2).stderr.strip().splitlines()) == 1
    assert not (tmp_path / "new").exists()


def begun(given: Path, target: Path, like: Path, *, again: bool) -> subprocess.Popen[bytes]:
    how = ["--resume"] if again else ["--repeat", str(like)]
    command = [sys.executable, "-m", "archiver", "batch", str(given), "-o", str(target), "--jobs", "2", *how]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def killed_until_done(given: Path, like: Path, target: Path, chance: random.Random, kills: int) -> int:
    """Run a batch, killing its program (and only it) at random moments; return how often that met it at work."""
    met = 0
    while met < kills:
        running = begun(
            given, target, like, again=(target / "secret.key").exists() and (target / "batch.json").exists()
        )
        time.sleep(chance.uniform(0.4, 3.0))
        if running.poll() is not None:
            break
        running.send_signal(signal.SIGKILL)
        running.wait()
        met += 1
        if target.exists() and not (target / "batch.json").exists():
            shutil.rmtree(target)
    assert begun(given, target, like, again=(target / "batch.json").exists()).wait() == 0
    return met


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a matter of Unix")
def test_a_run_that_is_killed_again_and_again_ends_like_one_left_alone(tmp_path: Path) -> None:
    many(tmp_path / "given", 6)
    batch(tmp_path / "given", "-o", tmp_path / "calm")
    met = killed_until_done(tmp_path / "given", tmp_path / "calm", tmp_path / "torn", random.Random(9), 2)  # noqa: S311
    assert met
    assert differing(tmp_path / "calm", tmp_path / "torn") == []


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a matter of Unix")
def test_ten_kills_change_nothing(tmp_path: Path) -> None:
    many(tmp_path / "given", 60)
    batch(tmp_path / "given", "-o", tmp_path / "calm")
    met = killed_until_done(tmp_path / "given", tmp_path / "calm", tmp_path / "torn", random.Random(1), 10)  # noqa: S311
    assert met == 10
    assert differing(tmp_path / "calm", tmp_path / "torn") == []


_HEARS_CTRL_C = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "runpy.run_module('archiver', run_name='__main__', alter_sys=True)"
)
"""The program made to hear ctrl-C: a shell starts what runs in its background, these tests maybe, deaf to it."""


@pytest.mark.skipif(os.name == "nt", reason="signals to a group are a matter of Unix")
def test_ctrl_c_ends_at_once_says_how_to_go_on_and_leaves_no_process(tmp_path: Path) -> None:
    many(tmp_path / "given", 24)  # enough not to be done before the signal
    command = [sys.executable, "-c", _HEARS_CTRL_C, "batch", str(tmp_path / "given"), "-o", str(tmp_path / "out")]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True)
    while not list((tmp_path / "out").glob("talks/*")):
        assert running.poll() is None
        time.sleep(0.05)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=10)  # stderr closes only when the last worker is gone
    assert running.returncode == 2
    assert "--resume" in told.decode()
    assert "Traceback" not in told.decode()
    batch(tmp_path / "given", "-o", tmp_path / "out", "--resume")
    assert len(list((tmp_path / "out" / "talks").iterdir())) == 24
