import json
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from archiver.analyzer import Request, study
from archiver.compose.check import verify_report
from archiver.compose.dossier import Wanted, compose
from archiver.compose.writing import write_reports
from archiver.errors import CaseError
from archiver.inputs import Inputs, archive, open_case
from reports.faithful import faults
from reports.reread.read import read
from tests.reports.chromium import browser
from tests.reports.test_formats import chinese_fonts
from tests.tools import program

DEMO = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "demo"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
WANTED = Wanted("own", date(2026, 3, 1))
DEMOS = [
    f"{name}.{kind}" for name in ("late-delivery", "unapproved-change", "unpaid-balance") for kind in ("txt", "json")
]


def case_of(name: str, folder: Path) -> Inputs:
    return open_case(archive((DEMO / name,), folder / "case", None, NOW))


@pytest.mark.parametrize("name", DEMOS)
def test_every_statement_of_a_composed_report_stands_in_its_record(name: str, tmp_path: Path) -> None:
    inputs = case_of(name, tmp_path)
    dossier = compose(study(inputs.opened, Request()), inputs, WANTED)
    assert dossier.entries
    assert dossier.obligations
    assert not list(faults(dossier))


@pytest.mark.parametrize("name", DEMOS)
def test_a_written_report_verifies_against_its_case(name: str, tmp_path: Path) -> None:
    (report,) = write_reports(case_of(name, tmp_path), Request(), WANTED, tmp_path)
    verdict = verify_report(report)
    assert verdict.ok
    assert verdict.checked >= 100


def test_a_report_with_one_changed_word_is_found_with_its_message(tmp_path: Path) -> None:
    (report,) = write_reports(case_of("late-delivery.txt", tmp_path), Request(), WANTED, tmp_path)
    report.write_bytes(report.read_bytes().replace("180 六款1080".encode(), "180 六款1380".encode(), 1))
    verdict = verify_report(report)
    assert [(fault.kind, fault.place) for fault in verdict.faults] == [("quote_differs", f"{report.name}#E1-0008")]


def test_a_report_without_its_case_cannot_be_verified(tmp_path: Path) -> None:
    (report,) = write_reports(case_of("late-delivery.txt", tmp_path), Request(), WANTED, tmp_path / "out")
    (tmp_path / "case").rename(tmp_path / "elsewhere")
    with pytest.raises(CaseError, match="找不到"):
        verify_report(report)
    assert verify_report(report, tmp_path / "elsewhere").ok


def test_the_same_case_gives_the_same_report_bytes(tmp_path: Path) -> None:
    inputs = case_of("unpaid-balance.json", tmp_path)
    (first,) = write_reports(inputs, Request(), WANTED, tmp_path / "a")
    (second,) = write_reports(inputs, Request(), WANTED, tmp_path / "b")
    assert first.read_bytes() == second.read_bytes()


def test_unrelated_private_talk_never_enters_a_report(tmp_path: Path) -> None:
    bar = "=" * 64
    head = f"{bar}\r\n消息分组:我的好友\r\n{bar}\r\n消息对象:老妈\r\n{bar}"
    other = f"\r\n\r\n{head}\r\n\r\n2024-10-01 9:00:00 老妈\r\n体检报告出来了 血压有点高\r\n\r\n"
    both = tmp_path / "全部消息记录.txt"
    both.write_bytes((DEMO / "late-delivery.txt").read_bytes() + other.encode())
    (report,) = write_reports(open_case(archive((both,), tmp_path / "case", None, NOW)), Request(), WANTED, tmp_path)
    page = report.read_text("utf-8")
    assert "血压" not in page
    assert "鹿白设计" in page


def test_several_deals_in_one_file_must_be_told_apart_by_the_user(tmp_path: Path) -> None:
    both = tmp_path / "全部消息记录.txt"
    second = (DEMO / "unpaid-balance.txt").read_bytes().partition(b"\r\n\r\n")[2]
    both.write_bytes((DEMO / "late-delivery.txt").read_bytes() + b"\r\n\r\n" + second)
    inputs = open_case(archive((both,), tmp_path / "case", None, NOW))
    with pytest.raises(CaseError, match="--chat"):
        write_reports(inputs, Request(), WANTED, tmp_path)
    (report,) = write_reports(inputs, Request(chat="c1"), WANTED, tmp_path)
    assert verify_report(report).ok


def test_the_report_command_makes_case_and_report_in_one_go(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "archiver",
        "report",
        str(DEMO / "unapproved-change.json"),
        "-o",
        str(tmp_path / "out"),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    assert str(tmp_path / "out" / "dispute.html") in done.stdout
    assert verify_report(tmp_path / "out" / "dispute.html").ok


def test_hostile_names_and_words_stay_text(tmp_path: Path) -> None:
    attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202etxt.exe\u200b"
    document = json.loads((DEMO / "late-delivery.json").read_text("utf-8"))
    document["chatInfo"]["name"] = attack
    for message in document["messages"]:
        message["sender"]["name"] = attack + message["sender"]["uin"]
    document["messages"][0]["content"]["text"] = attack
    for message in document["messages"]:
        for resource in message["content"]["resources"]:
            resource["filename"] = attack
    export = tmp_path / "hostile.json"
    export.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    (report,) = write_reports(open_case(archive((export,), tmp_path / "case", None, NOW)), Request(), WANTED, tmp_path)
    page = report.read_text("utf-8")
    assert not re.search(r"<script>alert|<img src=x", page)
    assert "\u202e" not in page
    assert verify_report(report).ok


@pytest.mark.parametrize("name", DEMOS)
def test_the_page_summary_is_one_page(name: str, tmp_path: Path) -> None:
    chinese_fonts()
    wanted = Wanted("own", date(2026, 3, 1), "dispute", ("pdf",))
    (report,) = write_reports(case_of(name, tmp_path), Request(), wanted, tmp_path)
    pages = [one.where for one in read(report.read_bytes(), report.name).passages if "当事人与账号" in one.text]
    assert pages == ["第 2 页"]


def second_page(document: Path) -> str:
    told = [program("pdftotext"), "-f", "2", "-l", "2", str(document), "-"]
    return subprocess.run(told, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("name", ["unapproved-change.txt", "late-delivery.json"])
def test_the_page_summary_is_one_page_in_word_too(name: str, tmp_path: Path) -> None:
    wanted = Wanted("own", date(2026, 3, 1), "dispute", ("docx",))
    (report,) = write_reports(case_of(name, tmp_path), Request(), wanted, tmp_path)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [program("soffice"), "--headless", profile, "--convert-to", "pdf", "--outdir", str(tmp_path), str(report)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert "一、当事人" in second_page(report.with_suffix(".pdf"))


@pytest.mark.parametrize("name", ["unapproved-change.txt", "late-delivery.json"])
def test_the_page_summary_is_one_page_when_a_browser_prints_it(name: str, tmp_path: Path) -> None:
    (report,) = write_reports(case_of(name, tmp_path), Request(), WANTED, tmp_path)
    with browser(tmp_path / "profile") as page:
        page.open(report)
        printed = tmp_path / "printed.pdf"
        printed.write_bytes(page.pdf())
    assert "一、当事人" in second_page(printed)


def test_a_report_on_one_deal_of_a_talk_says_that_it_leaves_the_others_out(tmp_path: Path) -> None:
    inputs = case_of("late-delivery.txt", tmp_path)
    studied = study(inputs.opened, Request())
    (deal,) = studied.analysis.deals
    two = replace(studied, analysis=replace(studied.analysis, deals=(deal, replace(deal, id="d2"))))
    assert compose(studied, inputs, WANTED, "d1").scope.words == "本次会话全部消息"
    dossier = compose(two, inputs, WANTED, "d1")
    assert dossier.scope.words == "本次会话全部消息；另读出 1 笔交易，其约定与履行不在本报告内"
    assert all("另读出 1 笔交易" in one.scope for one in dossier.looked)
