"""`juzheng review` through the real program: by options, asked one by one, two programs at once, hostile words."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click import UsageError
from click.testing import CliRunner

from archiver.case import Case, verify_case
from archiver.cli import juzheng as program
from archiver.decisions import decisions_of
from archiver.errors import CaseError
from archiver.review.desk import Change, Desk, Wish

ROOT = Path(__file__).parents[3]
DEMO = ROOT / "fixtures" / "chatlogs" / "demo" / "late-delivery.json"
SCHEMA = ROOT / "archiver" / "schema" / "analysis-1.json"
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def juzheng(*words: str | Path, typed: str | bytes | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "archiver", *map(str, words)]
    given = typed.encode() if isinstance(typed, str) else typed
    done = subprocess.run(command, capture_output=True, input=given or b"", check=False, env=ENVIRONMENT)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err
    return subprocess.CompletedProcess(command, done.returncode, out, err)


def inside(*words: str | Path, typed: str | bytes | None = None) -> subprocess.CompletedProcess[str]:
    """Call the program within this one, which has the reader loaded: what a call says does not hang on the process."""
    called = CliRunner().invoke(program, [str(word) for word in words], input=typed, standalone_mode=False)
    if called.exception is None:
        code = called.return_value if isinstance(called.return_value, int) else 0
        return subprocess.CompletedProcess(words, code, called.stdout, called.stderr)
    assert isinstance(called.exception, CaseError | UsageError), called.exception
    return subprocess.CompletedProcess(words, 2, called.stdout, called.stderr + str(called.exception) + "\n")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a case that no test changes."""
    made = tmp_path_factory.mktemp("review") / "案"
    assert inside("new", made).returncode == 0
    assert inside("add", made, DEMO).returncode == 0
    return made


@pytest.fixture
def case(fresh: Path, tmp_path: Path) -> Path:
    shutil.copytree(fresh, tmp_path / "案")
    return tmp_path / "案"


def analysed(case: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(inside("analyze", case, "--json", "-").stdout)
    return document


def on(document: dict[str, Any], ref: str, act: str) -> dict[str, Any]:
    (found,) = [one for one in document["findings"] if one["ref"] == ref and one["act"] == act]
    assert isinstance(found, dict)
    return found


def test_the_three_verdicts_stand_in_the_json_with_who_when_and_why(case: Path) -> None:
    assert juzheng("review", case, "--accept", "E1-0005:requirement", "--by", "林").returncode == 0
    assert juzheng("review", case, "--reject", "1:11:overpromise", "--note", "客套话", "--by", "林").returncode == 0
    done = juzheng("review", case, "--correct", "E1-0019", "--amount", "540", "--by", "林", "--note", "见回单")
    assert done.returncode == 0
    assert done.stdout.startswith("改正：E1-0019 付款或确认收款，金额读作 540 元（f:")
    document = analysed(case)
    jsonschema.validate(document, json.loads(SCHEMA.read_bytes()))
    accepted, rejected = on(document, "1:5", "requirement"), on(document, "1:11", "overpromise")
    corrected = on(document, "1:19", "payment")
    assert [one["status"] for one in (accepted, rejected, corrected)] == ["accepted", "rejected", "corrected"]
    assert (rejected["decision"]["by"], rejected["decision"]["note"]) == ("林", "客套话")
    assert rejected["decision"]["at"][:4].isdigit()
    assert corrected["decision"]["read"]["amount"] is None
    assert [one["verdict"] for one in document["decisions"]] == ["accepted", "rejected", "corrected"]
    assert document["ledger"]["position"]["paid"][0]["value"] == "540"
    assert "overpromise" not in [one["kind"] for one in document["ledger"]["warnings"]]
    assert verify_case(Case.open(case)) == ()


def test_an_act_that_was_missed_is_added_and_can_be_taken_back(case: Path) -> None:
    before = analysed(case)
    assert not [one for one in before["findings"] if one["ref"] == "1:12"]
    done = inside("review", case, "--correct", "E1-0012", "--act", "提到期限", "--due", "2024-10-20T18:00")
    assert done.stdout.startswith("补充：E1-0012 提到期限，期限读作 2024-10-20 18:00")
    added = on(analysed(case), "1:12", "deadline")
    assert (added["status"], added["decision"]["standing"], added["confidence"]) == ("corrected", "added", 1.0)
    assert added["due"]["due"] == "2024-10-20T18:00"
    assert inside("review", case, "--reject", added["id"]).returncode == 0  # nothing is left to reject but the addition
    assert analysed(case) == before


def test_reports_mark_decisions_in_the_own_edition_and_count_them_in_all(case: Path, tmp_path: Path) -> None:
    inside("review", case, "--correct", "E1-0008:deadline", "--act", "deadline", "--by", "林")
    done = inside(
        "review", case, "--correct", "E1-0041:deadline", "--due", "2024-10-09", "--by", "林", "--note", "<b>误读"
    )
    assert done.returncode == 0
    told = {}
    for edition in ("own", "submit", "group"):
        out = tmp_path / edition
        assert inside("report", case, "-o", out, "--edition", edition).returncode == 0
        told[edition] = (out / "dispute.html").read_text("utf-8")
    marked = "改正（原读作：提到期限，期限读作 2024-10-08）：&lt;b&gt;误读"
    assert [marked in told[edition] for edition in ("own", "submit", "group")] == [True, False, False]
    assert all("读法经人逐条核对：改正 1 处" in page for page in told.values())


def test_show_tells_decisions_and_duties_in_sentences(case: Path) -> None:
    inside("review", case, "--reject", "E1-0042:deadline", "--by", "林", "--note", "只是重复")
    shown = inside("show", case, "E1-0042", "--why").stdout
    assert "（不采用，没有计入）" in shown
    assert "经林于 " in shown
    assert "不采用：只是重复" in shown
    duties = analysed(case)["ledger"]["obligations"]
    kept = next(one for one in duties if one["proof"])
    told = inside("show", case, kept["id"], "--why")
    assert told.returncode == 0
    assert kept["because"] in told.stdout.splitlines()[0]
    assert "记录中的凭据  E1-" in told.stdout
    assert kept["id"] in inside("show", case, kept["proof"], "--why").stdout
    assert inside("show", case, "o:0000").returncode == 2


@pytest.fixture(scope="module")
def desk(fresh: Path) -> Desk:
    return Desk.of(Case.open(fresh))


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish("E1-0008", "accepted"), "对应 2 处读法"),
        (Wish("E1-9999:quote", "accepted"), "没有 E1-9999"),
        (Wish("E1-0009:承诺", "accepted"), "不认识行为"),
        (Wish("第九条", "accepted"), "看不懂编号"),
        (Wish("f:0000", "rejected"), "没有编号为 f:0000"),
        (Wish("E1-0012", "accepted"), "没有读出这样的内容"),
        (Wish("E1-0009:approval", "corrected"), "没有说要改什么"),
        (Wish("E1-0009", "corrected", Change(act="approval", target="E1-0010")), "不会是所答的消息"),
        (Wish("E1-0009", "corrected", Change(act="approval", target="E1-0007")), "不会是所答的消息"),
        (Wish("E1-0009", "corrected", Change(act="approval", due="2024-10-01")), "不带期限"),
        (Wish("E1-0041:deadline", "corrected", Change(due="某天")), "看不懂期限"),
        (Wish("E1-0019:payment", "corrected", Change(amount="很多")), "看不懂金额"),
        (Wish("E1-0019:payment", "corrected", Change(amount="5", amount_role="赏钱")), "不认识款项种类"),
        (Wish("E1-0012", "corrected", Change(act="quote", words="没有的字")), "没有“没有的字”"),
        (Wish("E1-0009:approval", "accepted", note="长" * 3000), "太长"),
    ],
)
def test_a_wish_that_fits_nothing_is_told_with_what_to_do(desk: Desk, wish: Wish, said: str) -> None:
    with pytest.raises(CaseError, match=re.escape(said)):
        desk.decide(wish)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--accept", "E1-0008"), "对应 2 处读法"),
        (("--amount", "3"), "一起用"),
        (("--list", "--accept", "E1-0009:approval"), "一次只做一样"),
    ],
)
def test_a_wrong_call_is_told_in_one_line_and_nothing_is_written(
    fresh: Path, words: tuple[str, ...], said: str
) -> None:
    before = (fresh / "ledger.jsonl").read_bytes()
    done = juzheng("review", fresh, *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert (fresh / "ledger.jsonl").read_bytes() == before


def test_of_several_wishes_one_that_fails_leaves_nothing_half_written(case: Path) -> None:
    before = (case / "ledger.jsonl").read_bytes()
    assert inside("review", case, "--accept", "E1-0009:approval", "--reject", "E1-9999").returncode == 2
    assert (case / "ledger.jsonl").read_bytes() == before


def test_the_shell_asks_the_uncertain_first_and_undoes(case: Path) -> None:
    first = next(one for one in analysed(case)["findings"] if one["status"] == "suggestion")
    done = juzheng("review", case, "--by", "林", typed="y 就是要求\nu\nn\nx\nq\n")
    assert done.returncode == 0
    assert f"待核对，未计入  把握 {first['confidence']:.2f}  {first['id']}" in done.stdout
    assert "上一个决定已撤销" in done.stdout
    assert "没看懂“x”" in done.stdout
    assert "记下 1 处决定" in done.stdout
    made = decisions_of(Case.open(case))
    assert [(one.verdict, one.note) for one in made] == [("accepted", "就是要求"), ("withdrawn", ""), ("rejected", "")]
    assert {one.finding for one in made} == {first["id"]}


def test_the_shell_corrects_and_refuses_nonsense_without_losing_the_place(case: Path) -> None:
    typed = "c\n\n瞎写\n\n\nc 记错了\n\n2024-10-09\n\n\n"
    done = inside("review", case, "--ref", "E1-0041", "--act", "deadline", typed=typed)
    assert "没有记下：看不懂期限“瞎写”" in done.stdout
    assert "记下 1 处决定" in done.stdout
    assert on(analysed(case), "1:41", "deadline")["due"]["due"] == "2024-10-09"


def test_a_pipe_that_ends_ends_the_review_and_keeps_what_was_said(case: Path) -> None:
    done = juzheng("review", case, typed="对")
    assert done.returncode == 0
    assert "记下 1 处决定" in done.stdout


HOSTILE = (
    '=HYPERLINK("http://x")', "\x1b[2J\x07清屏", "\u202e反过来", "<script>alert(1)</script>", "]]>&amp;", "\ud800",
    "' OR 1=1 --", "💰" * 500, "\x0b竖", "#set page(width: 1pt)",
)  # fmt: skip


def test_hostile_notes_are_kept_and_shown_without_harm(case: Path, tmp_path: Path) -> None:
    typed = b"".join(f"n {note}\n".encode("utf-8", "surrogatepass") for note in HOSTILE) + b"\xff\xfe\nq\n"
    assert inside("review", case, typed=typed).returncode == 0
    inside("review", case, "--correct", "E1-0041:deadline", "--due", "2024-10-09", "--note", f"两\n行{HOSTILE[3]}")
    assert len(decisions_of(Case.open(case))) == len(HOSTILE) + 1
    shown = inside("show", case, "E1-0041", "--why").stdout + inside("review", case, "--list").stdout
    assert not {"\x1b", "\x07", "\u202e", "\x0b"} & set(shown)
    formats = "html,docx,xlsx,pdf,md,json"
    assert inside("report", case, "-o", tmp_path / "out", "--format", formats).returncode == 0
    page = (tmp_path / "out" / "dispute.html").read_text("utf-8")
    assert "两 行&lt;script&gt;alert" in page
    assert "<script>alert" not in page
    assert inside("review", case, "--sheet", tmp_path / "k.xlsx").returncode == 0
    assert "没有新的判断" in inside("review", case, "--sheet", tmp_path / "k.xlsx").stdout
    assert verify_case(Case.open(case)) == ()


def test_two_programs_at_once_both_keep_their_decisions(case: Path) -> None:
    wishes = ("E1-0009:approval", "E1-0016:approval", "E1-0018:approval", "E1-0020:payment")
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "archiver", "review", str(case), "--accept", wish, "--by", wish],
            env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )
        for wish in wishes
    ]  # fmt: skip
    assert [(one.wait(120), (one.stderr.read() if one.stderr else b"")) for one in running] == [(0, b"")] * len(wishes)
    for one in running:
        assert one.stderr is not None
        one.stderr.close()
    assert sorted(one.by for one in decisions_of(Case.open(case))) == sorted(wishes)
    assert verify_case(Case.open(case)) == ()


def test_who_is_who_is_recorded_and_refused_where_it_cannot_be(case: Path) -> None:
    done = inside("review", case, "--role", "委托方=9010010801", "--by", "林", "--note", "我才是买方")
    assert done.returncode == 0
    assert 'client = ["9010010801"]' in done.stdout
    sides = {party["role"]: party["accounts"][0]["uin"] for party in analysed(case)["parties"]}
    assert sides == {"client": "9010010801", "provider": "9010010802"}
    assert '"by":"林"' in (case / "ledger.jsonl").read_text("utf-8")
    before = (case / "case.toml").read_bytes()
    assert inside("review", case, "--role", "provider=9010010801").returncode == 0
    assert inside("review", case, "--role", "无=9010010801").returncode == 0
    assert inside("review", case, "--role", "卖方=9010010801").returncode == 2
    assert inside("review", case, "--role", "client=9099999999").returncode == 2
    assert b"roles" not in (case / "case.toml").read_bytes()
    assert inside("review", case, "--role", "client=9010010801").returncode == 0
    assert (case / "case.toml").read_bytes() == before
    assert inside("review", case, "--role", "provider=9010010802").returncode == 0
    both = inside("review", case, "--same-person", "9010010801", "9010010802")
    assert both.returncode == 2
    assert "身份不同" in both.stderr
    assert b"people" not in (case / "case.toml").read_bytes()
    assert verify_case(Case.open(case)) == ()
