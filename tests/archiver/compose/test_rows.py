"""Rows of bills and files in hand: listed as evidence, told in the sheet of factors, and read again by `verify`."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from archiver.analyzer import Request
from archiver.compose.check import verify_report
from archiver.compose.dossier import Wanted
from archiver.compose.writing import write_reports
from archiver.inputs import Inputs, archive, open_case
from reports.reread.figures import figure_references
from reports.reread.read import read
from tests.archiver.beside_talk import slides, talk, wechat
from tests.reports.test_formats import chinese_fonts

FORMS = ("html", "md", "txt", "docx", "xlsx", "json", "pdf")


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Inputs:
    made = tmp_path_factory.mktemp("rows")
    slides(made / "FileRecv" / "终稿.pptx", 18, 3)
    given = (talk(made / "chat.txt"), wechat(made / "bill.csv"), made / "FileRecv")
    return open_case(archive(given, made / "case", None, datetime(2026, 3, 1, tzinfo=UTC)))


def written(inputs: Inputs, template: str, form: str, folder: Path) -> Path:
    (report,) = write_reports(inputs, Request(), Wanted("own", date(2026, 3, 1), template, (form,)), folder)
    return report


def case_of(inputs: Inputs) -> Path:
    assert inputs.case is not None
    return inputs.case.root


@pytest.mark.parametrize("form", FORMS)
def test_rows_that_are_shown_are_read_again_in_every_form(form: str, inputs: Inputs, tmp_path: Path) -> None:
    chinese_fonts()
    full = verify_report(written(inputs, "dispute", form, tmp_path), case_of(inputs))
    assert full.faults == ()
    assert full.checked > 20


@pytest.mark.parametrize("form", ["html", "md", "txt"])
@pytest.mark.parametrize(("true", "false"), [("支出：300", "支出：900"), ("交易对方：山雀", "交易对方：海雀")])
def test_a_row_that_says_something_else_is_refused(
    form: str, true: str, false: str, inputs: Inputs, tmp_path: Path
) -> None:
    report = written(inputs, "dispute", form, tmp_path)
    content = report.read_text("utf-8")
    assert true in content
    report.write_text(content.replace(true, false, 1), "utf-8", newline="")
    faults = verify_report(report, case_of(inputs)).faults
    assert [(one.kind, one.place.split("#")[1].partition("-")[0]) for one in faults] == [("row_differs", "E2")]


def test_a_row_that_no_exhibit_holds_is_refused(inputs: Inputs, tmp_path: Path) -> None:
    report = written(inputs, "dispute", "txt", tmp_path)
    content = report.read_text("utf-8").replace("E2-0001　E2", "E2-0099　E2")
    report.write_text(content, "utf-8", newline="")
    assert {one.kind for one in verify_report(report, case_of(inputs)).faults} == {"row_not_found"}


def test_bills_and_files_stand_in_the_evidence_list_and_their_rows_are_counted(inputs: Inputs, tmp_path: Path) -> None:
    listed = written(inputs, "evidence_list", "txt", tmp_path).read_text("utf-8")
    assert "账单 5 条" in listed
    assert "来源：E2 bill.csv" in listed
    assert "E2-0004 与此条相符：“定金300微信转你了”" in listed
    sheet = written(inputs, "factor_sheet", "txt", tmp_path).read_text("utf-8")
    assert "共 5 条" in sheet
    assert "共 0 条" not in sheet
    assert "账单，用来与聊天对照" in sheet


@pytest.mark.parametrize("form", FORMS)
def test_what_is_said_of_a_file_is_read_again_in_the_file(form: str, inputs: Inputs, tmp_path: Path) -> None:
    chinese_fonts()
    report = written(inputs, "dispute", form, tmp_path)
    assert figure_references(read(report.read_bytes(), report.name)) == {"E3-0001"}
    assert verify_report(report, case_of(inputs)).faults == ()


@pytest.mark.parametrize("form", ["html", "md", "txt"])
@pytest.mark.parametrize(
    ("true", "false"), [("显示：18 页", "显示：25 页"), ("」不同", "」相符"), ("「25页」", "「18页」")]
)
def test_a_figure_of_a_file_that_says_something_else_is_refused(
    form: str, true: str, false: str, inputs: Inputs, tmp_path: Path
) -> None:
    report = written(inputs, "dispute", form, tmp_path)
    content = report.read_text("utf-8")
    assert true in content
    report.write_text(content.replace(true, false, 1), "utf-8", newline="")
    faults = verify_report(report, case_of(inputs)).faults
    assert [(one.kind, one.place.split("#")[1].partition("（")[0]) for one in faults] == [("figure_differs", "E3-0001")]


def test_a_statement_on_a_file_that_is_torn_is_refused(inputs: Inputs, tmp_path: Path) -> None:
    report = written(inputs, "dispute", "html", tmp_path)
    content = report.read_text("utf-8")
    report.write_text(content.replace("；与说到的「25页」不同", "", 1), "utf-8", newline="")
    assert {one.kind for one in verify_report(report, case_of(inputs)).faults} == {"figure_differs"}
