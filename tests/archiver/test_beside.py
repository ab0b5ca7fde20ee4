"""Bills and files given beside a talk, from the command line to the report: real files, real subprocess."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from archiver.analysis.entry import Payment
from archiver.analyzer import Request, study
from archiver.inputs import open_inputs
from tests.archiver.beside_talk import ROWS, TALK, slides, talk, wechat

SCHEMA = Path(__file__).parents[2] / "archiver" / "schema" / "analysis-1.json"


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "archiver", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")


def payments_of(*paths: Path) -> tuple[Payment, ...]:
    """Return the payments of the only deal, read in this process."""
    inputs = open_inputs(paths, None)
    ledger = study(inputs.opened, Request(), inputs.records).analysis.ledger
    assert ledger is not None
    return ledger.payments


def analysed(*paths: Path) -> dict[str, Any]:
    done = run("analyze", *paths, "--json", "-")
    assert done.returncode == 0, done.stderr
    document: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(document, json.loads(SCHEMA.read_bytes()))
    return document


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("beside")
    talk(made / "chat.txt")
    wechat(made / "bill.csv")
    slides(made / "FileRecv" / "终稿.pptx", 18, 3)
    (made / "FileRecv" / "照片.jpg").write_bytes(b"\xff\xd8\xff")
    return made


@pytest.fixture(scope="module")
def document(folder: Path) -> dict[str, Any]:
    return analysed(folder / "chat.txt", folder / "bill.csv", folder / "FileRecv")


def test_the_sources_say_what_each_file_is(document: dict[str, Any]) -> None:
    told = [(one["n"], one["kind"], one["format"], one["rows"], one["claimed"]) for one in document["sources"]]
    assert told == [
        (1, "chat", "txt_classic", 0, None),
        (2, "bill", "wechat_csv", 5, 5),
        (3, "files", "receive_folder", 2, None),
    ]


def test_a_payment_that_a_bill_shows_has_the_grade_bill_and_the_place_of_the_row(document: dict[str, Any]) -> None:
    told = [
        (one["ref"], one["value"], one["grade"], one["bill"], one["strength"]) for one in document["ledger"]["payments"]
    ]
    assert told == [
        ("1:6", "300", "bill", "2:4", "amount+time+counterpart"),
        ("1:10", "500", "bill", "2:1", "amount+time+counterpart"),
    ]


def test_a_row_leads_to_its_bytes_in_the_bill(document: dict[str, Any], folder: Path) -> None:
    places = {one["ref"]: one["place"]["bytes"] for one in document["records"] if one["kind"] == "bill"}
    start, end = places["2:4"]
    assert (folder / "bill.csv").read_bytes()[start:end].decode().startswith("2025-03-01 10:09:12,转账,山雀")


def test_a_transfer_to_the_counterpart_of_which_the_talk_is_silent_is_listed_and_added_to_nothing(
    document: dict[str, Any],
) -> None:
    ledger = document["ledger"]
    assert [(one["row"], one["by"], one["value"]) for one in ledger["unmentioned"]] == [("2:3", "client", "100")]
    assert [one["value"] for one in ledger["position"]["paid"]] == ["800"]


def test_rows_that_have_nothing_to_do_with_the_talk_stay_out(document: dict[str, Any]) -> None:
    assert {one["ref"] for one in document["records"]} == {"2:1", "2:3", "2:4", "3:2"}
    assert "某外卖" not in json.dumps(document, ensure_ascii=False)


def test_a_delivery_bears_the_digest_of_the_file_in_hand_and_the_strength_of_the_tie(document: dict[str, Any]) -> None:
    (delivery,) = document["ledger"]["deliveries"]
    (held,) = [one["held"] for one in document["records"] if one["ref"] == "3:2"]
    assert (delivery["held"], delivery["strength"], delivery["sha256"]) == ("3:2", "name", held["sha256"])


def test_what_was_agreed_stands_beside_what_the_file_shows(document: dict[str, Any]) -> None:
    told = [(one["ref"], one["quote"], one["found"], one["same"], one["record"]) for one in document["beside"]]
    assert told == [("1:3", "25页", "18 页", False, "3:2"), ("1:3", "动态切换", "3 页设有切换效果", None, "3:2")]


def test_a_bill_alone_is_no_talk_and_says_what_to_do(folder: Path) -> None:
    done = run("analyze", folder / "bill.csv", "--json", "-")
    assert (done.returncode, done.stdout) == (2, "")
    assert "请和聊天记录一起给出" in done.stderr


@pytest.mark.parametrize(("name", "words"), [("bill.csv", "账单"), ("FileRecv", "收到的文件")])
def test_inspect_tells_what_a_record_is(folder: Path, name: str, words: str) -> None:
    done = run("inspect", folder / name)
    assert (done.returncode, done.stderr) == (0, "")
    assert words in done.stdout


def test_two_rows_that_fit_equally_well_are_both_named_and_none_is_chosen(tmp_path: Path) -> None:
    again = ROWS[3].replace("10:09:12", "10:09:40").replace("000001\t", "000007\t")
    payment, _ = payments_of(talk(tmp_path / "chat.txt"), wechat(tmp_path / "bill.csv", (ROWS[3], again)))
    assert (payment.grade, payment.bill, payment.candidates) == ("confirmed", None, ("2:2", "2:1"))


def test_a_transfer_that_went_back_is_a_candidate_and_no_proof(tmp_path: Path) -> None:
    back = wechat(tmp_path / "bill.csv", [ROWS[3].replace("对方已收钱", "已全额退款")])
    payment, _ = payments_of(talk(tmp_path / "chat.txt"), back)
    assert (payment.grade, payment.bill, payment.candidates) == ("confirmed", None, ("2:1",))


def test_a_claim_without_a_row_keeps_its_grade(tmp_path: Path) -> None:
    payment, _ = payments_of(talk(tmp_path / "chat.txt"), wechat(tmp_path / "bill.csv", ROWS[1:2]))
    assert (payment.grade, payment.bill, payment.candidates) == ("confirmed", None, ())


def test_the_order_in_which_files_are_given_changes_nothing_but_numbers(tmp_path: Path) -> None:
    chat, bill = talk(tmp_path / "chat.txt"), wechat(tmp_path / "bill.csv")
    assert [one.bill for one in payments_of(chat, bill)] == ["2:4", "2:1"]
    assert [one.bill for one in payments_of(bill, chat)] == ["1:4", "1:1"]


def test_the_talk_of_a_month_without_a_bill_is_as_before(tmp_path: Path) -> None:
    document = analysed(talk(tmp_path / "chat.txt", TALK))
    assert [one["grade"] for one in document["ledger"]["payments"]] == ["confirmed", "confirmed"]
    assert (document["records"], document["links"], document["beside"]) == ([], [], [])


def test_a_report_shows_bill_rows_files_and_comparisons_and_verifies(folder: Path, tmp_path: Path) -> None:
    given = (folder / "chat.txt", folder / "bill.csv", folder / "FileRecv")
    done = run("report", *given, "-o", tmp_path, "--format", "txt,html")
    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "dispute.txt").read_text("utf-8")
    assert "约定与交付对照" in page
    for words in ("1000050001202503010000000001", "账单中有而聊天未提到的往来", "18 页", "持有文件的人可以改动它"):
        assert words in page
    assert "某外卖" not in page
    assert (tmp_path / "case" / "exhibits" / "E3" / "listing.jsonl").read_bytes().count(b"\n") == 2
    assert run("verify", tmp_path / "dispute.html").returncode == 0
    assert run("verify", tmp_path / "case").returncode == 0
    row = run("show", tmp_path / "case", "E2-0004")
    assert (row.returncode, row.stderr) == (0, "")
    assert "交易对方：山雀" in row.stdout
    assert run("show", tmp_path / "case", "E2-0009").returncode == 2


def test_the_edition_for_a_group_shows_nobodys_bill(folder: Path, tmp_path: Path) -> None:
    done = run(
        "report", folder / "chat.txt", folder / "bill.csv", "-o", tmp_path, "--format", "txt", "--edition", "group"
    )
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "dispute.txt").read_text("utf-8")
    assert "1000050001202503010000000001" not in page
    assert "账单中有而聊天未提到" not in page
