"""The check sheet: what it looks like, what is read back, and that a broken row stops all of it."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from archiver.case import Case, verify_case
from archiver.decisions import decisions_of
from tests.archiver.review.test_review import DEMO, analysed, inside, juzheng, on
from tests.tools import program

HEADS = (
    "序号", "编号", "时间", "谁", "原话", "读作", "所答", "期限", "金额", "把握", "状态", "判断", "改为", "期限改为",
    "金额改为", "所答改为", "说明", "已有决定", "标识", "基准",
)  # fmt: skip


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a case and its sheet, fresh from the program."""
    folder = tmp_path_factory.mktemp("sheet")
    inside("new", folder / "案")
    inside("add", folder / "案", DEMO)
    assert inside("review", folder / "案", "--sheet", folder / "核对表.xlsx").returncode == 0
    return folder


@pytest.fixture
def place(written: Path, tmp_path: Path) -> Path:
    shutil.copytree(written, tmp_path / "x")
    return tmp_path / "x"


def fill(path: Path, change: Callable[[Worksheet], None]) -> None:
    book = load_workbook(path)
    change(cast("Worksheet", book["核对表"]))
    book.save(path)


def row_of(sheet: Worksheet, ref: str, read: str) -> int:
    """Return the row of a reading by its message and the beginning of its words."""
    at = {title: HEADS.index(title) + 1 for title in HEADS}
    (number,) = [
        number
        for number in range(2, sheet.max_row + 1)
        if sheet.cell(number, at["编号"]).value == ref and str(sheet.cell(number, at["读作"]).value).startswith(read)
    ]
    return number


def put(sheet: Worksheet, number: int, **cells: str) -> None:
    for title, words in cells.items():
        sheet.cell(number, HEADS.index(title) + 1).value = words


def back(place: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return inside("review", place / "案", "--sheet", place / "核对表.xlsx", *words)


def test_the_sheet_has_a_row_a_finding_and_is_safe_to_open(written: Path) -> None:
    book = load_workbook(written / "核对表.xlsx")
    sheet = cast("Worksheet", book["核对表"])
    assert tuple(cell.value for cell in sheet[1]) == HEADS
    findings = analysed(written / "案")["findings"]
    assert [sheet.cell(number, 19).value for number in range(2, len(findings) + 2)] == [one["id"] for one in findings]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref is not None
    assert [sheet.column_dimensions[letter].hidden for letter in "LST"] == [False, True, True]
    assert sheet.protection.sheet
    assert [sheet.cell(2, column).protection.locked for column in (5, 12, 17, 19)] == [True, False, False, True]
    assert {one.formula1 for one in sheet.data_validations.dataValidation} >= {'"对,错,改"'}
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert book["juzheng"].sheet_state == "hidden"


def test_an_unfilled_sheet_changes_nothing(place: Path) -> None:
    done = back(place)
    assert done.returncode == 0
    assert "没有新的判断" in done.stdout
    assert decisions_of(Case.open(place / "案")) == ()


def filled(sheet: Worksheet) -> None:
    put(sheet, row_of(sheet, "E1-0009", "表示同意"), 判断="对")
    put(sheet, row_of(sheet, "E1-0011", "绝对化"), 判断="错", 说明="=1+1")
    put(sheet, row_of(sheet, "E1-0041", "提到期限"), 判断="改", 期限改为="2024-10-09")
    put(sheet, row_of(sheet, "E1-0019", "付款"), 判断="改", 金额改为="540")
    put(sheet, sheet.max_row, 编号="E1-0012", 判断="改", 改为="表示同意", 所答改为="E1-0010", 说明="漏读")


def test_a_filled_sheet_is_read_back_once(place: Path) -> None:
    fill(place / "核对表.xlsx", filled)
    done = juzheng("review", place / "案", "--sheet", place / "核对表.xlsx", "--by", "林")
    assert done.returncode == 0, done.stderr
    assert "读回 5 处决定" in done.stdout
    document = analysed(place / "案")
    assert on(document, "1:9", "approval")["status"] == "accepted"
    assert on(document, "1:11", "overpromise")["status"] == "rejected"
    assert on(document, "1:41", "deadline")["due"]["due"] == "2024-10-09"
    assert on(document, "1:19", "payment")["amount"]["value"] == "540"
    assert (on(document, "1:12", "approval")["target"], on(document, "1:12", "approval")["decision"]["by"]) == (
        "1:10",
        "林",
    )
    assert "没有新的判断" in back(place).stdout
    assert verify_case(Case.open(place / "案")) == ()


def test_a_sheet_made_after_decisions_shows_them_and_clearing_one_takes_it_back(place: Path) -> None:
    fill(place / "核对表.xlsx", filled)
    assert back(place).returncode == 0
    (place / "核对表.xlsx").unlink()
    assert back(place).returncode == 0

    def clear(sheet: Worksheet) -> None:
        number = row_of(sheet, "E1-0041", "提到期限")
        assert [sheet.cell(number, column).value for column in (12, 14)] == ["改", "2024-10-09"]
        assert "改正" in str(sheet.cell(number, 18).value)
        put(sheet, number, 判断="", 期限改为="")
        put(sheet, row_of(sheet, "E1-0011", "绝对化"), 判断="对", 说明="")

    fill(place / "核对表.xlsx", clear)
    assert "读回 2 处决定" in back(place).stdout
    document = analysed(place / "案")
    assert on(document, "1:41", "deadline")["status"] == "finding"
    assert on(document, "1:11", "overpromise")["status"] == "accepted"
    assert on(document, "1:19", "payment")["status"] == "corrected"


def test_a_typed_date_or_number_is_read_as_it_was_meant(place: Path) -> None:
    from datetime import datetime  # noqa: PLC0415 - what Excel makes of a typed date

    def typed(sheet: Worksheet) -> None:
        number = row_of(sheet, "E1-0041", "提到期限")
        put(sheet, number, 判断="改")
        sheet.cell(number, 14).value = datetime(2024, 10, 9)  # noqa: DTZ001
        number = row_of(sheet, "E1-0019", "付款")
        put(sheet, number, 判断="改")
        sheet.cell(number, 15).value = 540.0

    fill(place / "核对表.xlsx", typed)
    assert back(place).returncode == 0
    document = analysed(place / "案")
    assert on(document, "1:41", "deadline")["due"]["due"] == "2024-10-09"
    assert on(document, "1:19", "payment")["amount"]["value"] == "540"


def test_broken_rows_are_told_by_number_and_nothing_is_written(place: Path) -> None:
    numbers: list[int] = []

    def broken(sheet: Worksheet) -> None:
        put(sheet, row_of(sheet, "E1-0009", "表示同意"), 判断="对")  # this one is sound
        rows = [
            (row_of(sheet, "E1-0011", "绝对化"), {"判断": "也许"}),
            (row_of(sheet, "E1-0016", "表示同意"), {"判断": "对", "期限改为": "2024-10-01"}),
            (row_of(sheet, "E1-0019", "付款"), {"判断": "改", "金额改为": "很多钱"}),
            (row_of(sheet, "E1-0020", "付款"), {"说明": "没有判断"}),
            (row_of(sheet, "E1-0041", "提到期限"), {"判断": "改"}),
            (sheet.max_row, {"编号": "E1-0012", "判断": "改"}),
        ]
        for number, cells in rows:
            put(sheet, number, **cells)
            numbers.append(number)

    fill(place / "核对表.xlsx", broken)
    done = back(place)
    assert done.returncode == 2
    assert "核对表里有 6 行读不通，一行也没有写入" in done.stderr
    assert [number for number in numbers if f"第 {number} 行" not in done.stderr] == []
    assert decisions_of(Case.open(place / "案")) == ()


def test_a_row_decided_elsewhere_since_is_not_overwritten(place: Path) -> None:
    assert inside("review", place / "案", "--reject", "E1-0009:approval", "--by", "林").returncode == 0
    fill(place / "核对表.xlsx", lambda sheet: put(sheet, row_of(sheet, "E1-0009", "表示同意"), 判断="对"))
    done = back(place)
    assert done.returncode == 2
    assert "另有决定：经林于" in done.stderr
    assert len(decisions_of(Case.open(place / "案"))) == 1


def test_a_sheet_of_another_case_is_refused(place: Path) -> None:
    inside("new", place / "乙案")
    inside("add", place / "乙案", DEMO)
    done = inside("review", place / "乙案", "--sheet", place / "核对表.xlsx")
    assert done.returncode == 2
    assert "另一个案卷的核对表" in done.stderr


def test_a_sheet_of_an_outdated_analysis_is_told(place: Path) -> None:
    assert inside("add", place / "案", DEMO.with_name("unpaid-balance.json")).returncode == 0
    fill(place / "核对表.xlsx", lambda sheet: put(sheet, row_of(sheet, "E1-0009", "表示同意"), 判断="对"))
    done = back(place)
    assert done.returncode == 0
    assert "不是最新的" in done.stderr
    assert len(decisions_of(Case.open(place / "案"))) == 1


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"a,b\n1,2\n"])
def test_what_is_no_workbook_is_told_in_one_line(place: Path, content: bytes) -> None:
    (place / "核对表.xlsx").write_bytes(content)
    done = back(place)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


def test_a_foreign_workbook_and_a_lost_column_are_told(place: Path) -> None:
    sound = (place / "核对表.xlsx").read_bytes()
    Workbook().save(place / "核对表.xlsx")
    assert "不是本程序写出的核对表" in back(place).stderr
    (place / "核对表.xlsx").write_bytes(sound)
    fill(place / "核对表.xlsx", lambda sheet: sheet.delete_cols(12))
    assert "缺少“判断”等列" in back(place).stderr


def test_the_sheet_goes_neither_into_the_case_nor_under_another_suffix(place: Path) -> None:
    assert "不能放在案卷" in inside("review", place / "案", "--sheet", place / "案" / "k.xlsx").stderr
    assert "要用 .xlsx" in inside("review", place / "案", "--sheet", place / "k.csv").stderr


@pytest.mark.tool("soffice")
@pytest.mark.slow
def test_libreoffice_opens_the_sheet_and_what_it_saves_is_read_back(place: Path) -> None:
    office = program("soffice", "libreoffice")
    fill(place / "核对表.xlsx", filled)
    (place / "o").mkdir()
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(place / "o"),
        str(place / "核对表.xlsx"),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    shutil.move(place / "o" / "核对表.xlsx", place / "核对表.xlsx")
    book = load_workbook(place / "核对表.xlsx")
    assert book["juzheng"].sheet_state == "hidden"
    assert book["核对表"].column_dimensions["S"].hidden
    done = back(place)
    assert done.returncode == 0, done.stderr
    assert "读回 5 处决定" in done.stdout
