"""A report in any form is read back and held against the export: all of it stands, and no planted word does."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar, cast

import pytest
from _pytest.mark import ParameterSet
from msgspec import Struct
from msgspec.structs import replace

from archiver.analyzer import Request, study
from archiver.compose.check import verify_report, verify_reports
from archiver.compose.dossier import Wanted, compose
from archiver.compose.writing import write_reports
from archiver.errors import CaseError
from archiver.inputs import Inputs, archive, open_case
from reports.dossier import Citation, Line
from reports.formats import FORMATS
from reports.formats.format import WriterError
from reports.formats.typeset import fonts
from reports.page import Page, Quoted, inlines
from reports.render import lay_out
from reports.reread.read import read
from reports.visible import visible

DEMO = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "demo"
NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
READ = [form for form in FORMATS if form.name != "png"]
QUOTING = [form.name for form in READ if form.name not in {"rsmf", "caseuco"}]
HEAVY = frozenset({"docx", "pdf", "xlsx"})
_Any = TypeVar("_Any")


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Inputs, Page]:
    """One demo case and its laid-out report."""
    folder = tmp_path_factory.mktemp("talk")
    inputs = open_case(archive((DEMO / "late-delivery.json",), folder / "case", None, NOW))
    dossier = compose(study(inputs.opened, Request()), inputs, Wanted("own", date(2026, 3, 1)))
    return inputs, lay_out(dossier, "dispute")


def written(page: Page, form: str, folder: Path) -> Path:
    chosen = next(one for one in FORMATS if one.name == form)
    if form == "pdf":
        try:
            fonts()
        except WriterError as error:
            pytest.skip(f"fonts absent: {error.remedy}")
    path = folder / f"report.{chosen.suffix}"
    path.write_bytes(chosen.write(page))
    return path


def case_of(inputs: Inputs) -> Path:
    assert inputs.case is not None
    return inputs.case.root


def changed(value: _Any, change: Callable[[Struct], Struct]) -> _Any:
    """Return a value with every struct in it passed through `change`, the innermost first."""
    if isinstance(value, tuple):
        return cast("_Any", tuple(changed(item, change) for item in value))
    if isinstance(value, Struct):
        fields = {name: changed(getattr(value, name), change) for name in value.__struct_fields__}
        return cast("_Any", change(replace(value, **fields)))
    return value


def quotations(page: Page) -> list[Citation]:
    return [one.cite for section in page.sections for one in inlines(section.blocks) if isinstance(one, Quoted)]


# What a forger does to a quotation: the words, and the texts of all messages, to the words as planted.
def another_letter(words: str) -> str:
    middle = len(words) // 2
    return words[:middle] + ("好" if words[middle] != "好" else "坏") + words[middle + 1 :]


def a_denial(words: str) -> str:
    middle = len(words) // 2
    return words[:middle] + "不" + words[middle:]


def a_promise(words: str) -> str:
    return words + "，我全都认"


def another_figure(words: str) -> str:
    return re.sub(r"\d", lambda found: str((int(found[0]) + 1) % 10), words) if re.search(r"\d", words) else words + "3"


PLANTS = {plant.__name__: plant for plant in (another_letter, a_denial, a_promise, another_figure)}


@pytest.mark.parametrize("form", [form.name for form in READ])
def test_everything_that_a_true_report_shows_stands_in_the_export(
    form: str, talk: tuple[Inputs, Page], tmp_path: Path
) -> None:
    inputs, page = talk
    verdict = verify_report(written(page, form, tmp_path), case_of(inputs))
    assert not verdict.faults
    assert verdict.checked > 100


@pytest.mark.parametrize("form", ["html", "docx", "pdf", "xlsx", "md", "txt"])
def test_every_quotation_and_every_line_of_the_report_is_seen_by_the_reader(
    form: str, talk: tuple[Inputs, Page], tmp_path: Path
) -> None:
    _, page = talk
    path = written(page, form, tmp_path)
    shown = read(path.read_bytes(), path.name)
    text = re.sub(r"\s", "", "\n".join([*(one.text for one in shown.passages), *(one.text for one in shown.printed)]))
    for cite in {cite.ref: cite for cite in quotations(page)}.values():
        squeezed = re.sub(r"\s", "", visible(cite.quote))
        if form == "html":
            assert cite in shown.citations
        elif form != "pdf" or re.fullmatch("[!-~\u3001-\u9fff\uff01-\uff5e]*", squeezed):
            assert f"“{squeezed}”（{cite.ref}）" in text
    seen = set(re.findall(r"E\d-\d{4}", text))
    seen |= {one.ref for one in shown.printed} | {one.ref for one in shown.citations}
    assert {line.ref for line in page.record.lines} <= seen


def slow_but_for(first: str, form: str, name: str) -> ParameterSet:
    """Leave the forms that take a second each to the slow run, but for one planting."""
    marks = [pytest.mark.slow] if form in HEAVY and name != first else []
    return pytest.param(form, name, marks=marks)


@pytest.mark.parametrize(
    ("form", "plant"), [slow_but_for("another_letter", form, plant) for form in QUOTING for plant in PLANTS]
)
def test_a_planted_quotation_is_refused_in_every_form(
    form: str, plant: str, talk: tuple[Inputs, Page], tmp_path: Path
) -> None:
    inputs, page = talk
    texts = {line.ref: line.text for line in page.record.lines}
    planted: list[tuple[str, str]] = []

    def forge(value: Struct) -> Struct:
        if not isinstance(value, Citation) or not value.quote:
            return value
        words = PLANTS[plant](value.quote)
        return replace(value, quote=words) if words not in texts[value.ref] else value

    for cite, forged in zip(quotations(page), quotations(changed(page, forge)), strict=True):
        if cite != forged:
            planted.append((forged.ref, forged.quote))
    forgery = changed(replace(page, record=replace(page.record, lines=())), forge)
    verdict = verify_report(written(replace(forgery, record=page.record), form, tmp_path), case_of(inputs))
    refused = {fault.place.partition("#")[2].partition("（")[0] for fault in verdict.faults}
    assert len(planted) > 70  # with the plants and forms above: more than 2,000
    assert {ref for ref, _ in planted} <= refused
    if form not in {"html", "json"}:  # these list a citation once however often it is quoted
        assert sum(fault.kind == "quote_differs" for fault in verdict.faults) >= len(planted) - partly(verdict.warnings)


def partly(warnings: tuple[Struct, ...]) -> int:
    """Return how many places a drawing could give back in part only."""
    return sum(int(found[1]) for one in warnings if (found := re.search(r"(\d+) 处文字含有", str(one))))


@pytest.mark.parametrize("form", QUOTING)
def test_a_true_quotation_under_another_reference_is_refused(
    form: str, talk: tuple[Inputs, Page], tmp_path: Path
) -> None:
    inputs, page = talk
    lines = page.record.lines
    after = {line.ref: following for line, following in zip(lines, (*lines[1:], lines[0]), strict=True)}

    def move(value: Struct) -> Struct:
        if isinstance(value, Citation) and value.quote and value.quote not in after[value.ref].text:
            return replace(value, ref=after[value.ref].ref)
        return value

    moved = [one for one in quotations(changed(page, move)) if one not in quotations(page)]
    forgery = changed(replace(page, record=replace(page.record, lines=())), move)
    verdict = verify_report(written(replace(forgery, record=page.record), form, tmp_path), case_of(inputs))
    refused = {fault.place.partition("#")[2].partition("（")[0] for fault in verdict.faults}
    assert len(moved) > 70
    assert {one.ref for one in moved} <= refused


LINE_PLANTS: dict[str, Callable[[Line], Line]] = {
    "quote_differs": lambda line: replace(line, text=a_denial(line.text or "空")),
    "sender_differs": lambda line: replace(line, who=replace(line.who, name="别人", account="9000010999")),
    "time_differs": lambda line: replace(line, time=line.time and line.time.replace(year=2019), raw="2019"),
}


@pytest.mark.parametrize(
    ("form", "kind"), [slow_but_for("quote_differs", form.name, kind) for form in READ for kind in LINE_PLANTS]
)
def test_a_planted_transcript_line_is_refused_in_every_form(
    form: str, kind: str, talk: tuple[Inputs, Page], tmp_path: Path
) -> None:
    inputs, page = talk
    target = next(line for line in page.record.lines if len(line.text) > 8 and not line.files)

    def forge(value: Struct) -> Struct:
        return LINE_PLANTS[kind](value) if isinstance(value, Line) and value.ref == target.ref else value

    verdict = verify_report(written(changed(page, forge), form, tmp_path), case_of(inputs))
    kinds = {fault.kind for fault in verdict.faults if target.ref in fault.place}
    assert kinds & {kind, "account_differs"}


def reports_of(export: Path, folder: Path, forms: tuple[str, ...]) -> Path:
    """Write the default report of an export in some forms, beside its case."""
    inputs = open_case(archive((export,), folder / "case", None, NOW))
    write_reports(inputs, Request(), Wanted("own", date(2026, 3, 1), "dispute", forms), folder)
    return folder


@pytest.mark.parametrize("form", ["html", "md", "txt", "docx", "xlsx"])
def test_a_nickname_with_line_breaks_raises_no_false_alarm(form: str, tmp_path: Path) -> None:
    content = (DEMO / "late-delivery.json").read_text("utf-8").replace("鹿白设计", "鹿白\\n\\n设计\\r\\n“工作室”")
    (tmp_path / "broken-name.json").write_text(content, "utf-8")
    verdict = verify_reports(reports_of(tmp_path / "broken-name.json", tmp_path / "out", (form,)))
    assert verdict.checked > 100
    assert verdict.faults == ()


@pytest.mark.parametrize("form", ["html", "txt"])
def test_a_printed_time_that_is_no_date_is_compared_as_printed(form: str, tmp_path: Path) -> None:
    folder = reports_of(DEMO.parent / "txt_classic" / "hostile.txt", tmp_path, (form,))
    assert verify_reports(folder).faults == ()
    (report,) = folder.glob("dispute.*")
    forged = report.read_text("utf-8").replace("2021-02-30 9:05:06", "2021-02-28 9:05:06")
    report.write_text(forged, "utf-8", newline="")
    assert {fault.kind for fault in verify_reports(folder).faults} >= {"time_differs"}


@pytest.mark.parametrize("form", ["md", "txt"])
def test_a_quotation_without_its_opening_mark_and_a_reference_to_nothing_are_refused(
    form: str, talk: tuple[Inputs, Page], tmp_path: Path
) -> None:
    inputs, page = talk
    path = written(page, form, tmp_path)
    foot = "\n我都认了”（E1-0008）\n\n另见 E1-0999\n"
    path.write_text(path.read_text("utf-8") + foot, "utf-8")
    verdict = verify_report(path, case_of(inputs))
    assert [fault.kind for fault in verdict.faults] == ["quote_differs", "message_not_found"]


def test_a_picture_cannot_be_checked_and_says_so(talk: tuple[Inputs, Page], tmp_path: Path) -> None:
    inputs, page = talk
    (tmp_path / "report-1.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(CaseError, match="图片"):
        verify_report(tmp_path / "report-1.png", case_of(inputs))
    written(page, "txt", tmp_path)
    verdict = verify_reports(tmp_path, case_of(inputs))
    assert verdict.ok
    assert [one.kind for one in verdict.warnings] == ["not_checked"]


@pytest.mark.parametrize("name", ["notes.txt", "page.html", "data.json", "a.pdf", "b.docx", "c.xlsx", "d.rsmf"])
def test_a_file_that_is_no_report_is_refused_with_one_line(
    name: str, talk: tuple[Inputs, Page], tmp_path: Path
) -> None:
    starts = {"page.html": b"<!doctype html>", "data.json": b"{}", "a.pdf": b"%PDF-1.7\n", "b.docx": b"PK\3\4"}
    (tmp_path / name).write_bytes(starts.get(name, b"PK\3\4xl/workbook.xml" if name == "c.xlsx" else b"hello"))
    with pytest.raises(CaseError, match="无法核对"):
        verify_report(tmp_path / name, case_of(talk[0]))


def test_verify_takes_the_folder_that_report_wrote(tmp_path: Path) -> None:
    run = [sys.executable, "-m", "archiver"]
    out = tmp_path / "out"
    made = [*run, "report", str(DEMO / "late-delivery.txt"), "-o", str(out), "--format", "html,txt,docx,json,rsmf"]
    subprocess.run(made, check=True, capture_output=True)
    done = subprocess.run([*run, "verify", str(out), "--json", "-"], check=True, capture_output=True)
    answer = json.loads(done.stdout)
    assert (answer["ok"], answer["faults"]) == (True, [])
    assert answer["checked"] > 500
    text = out / "dispute.txt"
    text.write_text(text.read_text("utf-8").replace("六款1080", "六款1380", 1), "utf-8")
    refused = subprocess.run([*run, "verify", str(out)], check=False, capture_output=True, encoding="utf-8")
    assert refused.returncode == 1
    assert "dispute.txt#E1-0008" in refused.stdout


@pytest.mark.parametrize("form", ["html", "md", "txt", "docx", "pdf"])
def test_pictures_left_out_of_a_masked_edition_raise_no_false_alarm(form: str, tmp_path: Path) -> None:
    inputs = open_case(archive((DEMO / "unpaid-balance.json",), tmp_path / "case", None, NOW))
    (report,) = write_reports(inputs, Request(), Wanted("group", date(2026, 3, 1), "mediation", (form,)), tmp_path)
    assert (
        "未放入，待批准" in "".join(one.text for one in read(report.read_bytes(), report.name).passages)
        or form == "html"
    )
    assert verify_report(report).faults == ()
