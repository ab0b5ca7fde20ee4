"""A run's folder holds that run's files and the user's own, nothing of an earlier run."""

import subprocess
import sys
from pathlib import Path

import pytest

from archiver.case import Case
from archiver.compose.outputs import LIST, publish_run

DEMO = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "demo"


def written(folder: Path, report: str, **files: str) -> list[str]:
    told: list[str] = []
    documents = [(folder / name.replace("_", "."), text.encode()) for name, text in files.items()]
    publish_run(folder, report, documents, told.append)
    return told


def names(folder: Path) -> set[str]:
    return {one.name for one in folder.iterdir()} - {LIST}


def report(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "archiver", "report", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)


def test_fewer_pictures_leave_none_of_the_earlier_run(tmp_path: Path) -> None:
    written(tmp_path, "dispute", **{"dispute-1_png": "a", "dispute-2_png": "b", "dispute-3_png": "c"})
    written(tmp_path, "dispute", **{"dispute-1_png": "d", "dispute-2_png": "e"})
    assert names(tmp_path) == {"dispute-1.png", "dispute-2.png"}
    assert (tmp_path / "dispute-1.png").read_text() == "d"


def test_another_report_in_the_folder_stays(tmp_path: Path) -> None:
    written(tmp_path, "dispute", dispute_html="a")
    written(tmp_path, "identity", identity_html="b")
    written(tmp_path, "dispute", dispute_pdf="c")
    assert names(tmp_path) == {"identity.html", "dispute.pdf"}


def test_files_of_the_user_stay_whatever_they_are_called(tmp_path: Path) -> None:
    (tmp_path / "dispute-9.png").write_text("holiday")
    written(tmp_path, "dispute", **{"dispute-1_png": "a"})
    written(tmp_path, "dispute", dispute_html="b")
    assert names(tmp_path) == {"dispute-9.png", "dispute.html"}


def test_a_report_that_the_user_filled_in_is_moved_aside_and_told(tmp_path: Path) -> None:
    written(tmp_path, "demand", demand_docx="blank")
    (tmp_path / "demand.docx").write_text("filled in")
    (told,) = written(tmp_path, "demand", demand_docx="blank again")
    assert "demand-原有1.docx" in told
    assert (tmp_path / "demand-原有1.docx").read_text() == "filled in"
    assert (tmp_path / "demand.docx").read_text() == "blank again"


def test_a_changed_report_that_is_no_longer_made_stays(tmp_path: Path) -> None:
    written(tmp_path, "dispute", dispute_docx="a", dispute_html="b")
    (tmp_path / "dispute.docx").write_text("with notes of my own")
    written(tmp_path, "dispute", dispute_html="b")
    assert names(tmp_path) == {"dispute.docx", "dispute.html"}


@pytest.mark.parametrize("listed", [b"", b"{", b'{"schema":"other/1","files":[]}', b"[1]"])
def test_a_broken_list_removes_nothing(listed: bytes, tmp_path: Path) -> None:
    written(tmp_path, "dispute", dispute_pdf="a")
    (tmp_path / LIST).write_bytes(listed)
    written(tmp_path, "dispute", dispute_html="b")
    assert names(tmp_path) == {"dispute.pdf", "dispute.html"}


def test_a_list_cannot_lead_out_of_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    written(tmp_path, "dispute", victim_txt="mine")
    written(folder, "dispute", dispute_pdf="a")
    listed = (tmp_path / LIST).read_text().replace("victim.txt", "../victim.txt")
    (folder / LIST).write_text(listed)
    written(folder, "dispute", dispute_html="b")
    assert (tmp_path / "victim.txt").read_text() == "mine"


def test_a_link_to_a_file_of_ours_is_not_followed(tmp_path: Path) -> None:
    written(tmp_path, "dispute", dispute_pdf="a")
    (tmp_path / "dispute.pdf").rename(tmp_path / "kept.pdf")
    (tmp_path / "dispute.pdf").symlink_to("kept.pdf")
    written(tmp_path, "dispute", dispute_html="b")
    assert names(tmp_path) == {"dispute.pdf", "kept.pdf", "dispute.html"}


def test_a_failed_run_leaves_no_case_and_no_folder(tmp_path: Path) -> None:
    done = report(DEMO / "late-delivery.json", "-o", tmp_path / "out", "--template", "dispute", "--format", "nosuch")
    assert done.returncode == 2
    assert not (tmp_path / "out").exists()


def test_a_failed_run_touches_no_case_and_no_report_that_was_there(tmp_path: Path) -> None:
    assert report(DEMO / "late-delivery.json", "-o", tmp_path).returncode == 0
    before = (tmp_path / "dispute.html").read_bytes()
    assert report(DEMO / "late-delivery.json", "-o", tmp_path, "--format", "nosuch").returncode == 2
    assert len(Case.open(tmp_path / "case").exhibits()) == 1
    assert (tmp_path / "dispute.html").read_bytes() == before


def test_an_earlier_export_in_the_case_does_not_enter_the_report_of_another(tmp_path: Path) -> None:
    assert report(DEMO / "late-delivery.json", "-o", tmp_path).returncode == 0
    done = report(DEMO / "unpaid-balance.json", "-o", tmp_path)
    page = (tmp_path / "dispute.html").read_text("utf-8")
    assert done.returncode == 0
    assert "unpaid-balance.json" in page
    assert "late-delivery.json" not in page
    assert "E1 late-delivery.json" in done.stderr
    assert [one.number for one in Case.open(tmp_path / "case").exhibits()] == [1, 2]
