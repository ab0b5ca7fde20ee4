"""`verify REPORT`: every citation of a report is read again in the exhibits that it names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from archiver.case import Case
from archiver.compose.book import Book, read_cited
from archiver.errors import CaseError
from archiver.faults import Fault, Verdict, Warned
from archiver.inputs import is_case, open_case
from archiver.refs import MessageRef
from reports.dossier import Citation
from reports.read_back import ReadBackError, citations

_LONGEST: Final = 200
"""How many characters of a quotation a fault repeats."""


def verify_report(path: Path, case: Path | None = None) -> Verdict:
    """Hold every citation of an HTML report against the exhibits of its case, and report all that differ.

    The case is `case`, else the folder `case` beside the report, else the case that the report lies in. Raises
    CaseError for a file that is no report of this program, and where no case is found: "cannot verify" is no pass.
    """
    try:
        claimed = citations(path.read_bytes())
    except ReadBackError as error:
        raise CaseError(
            f"“{path.name}”不是本程序写出的报告（{error}）", "请给出 report 命令写出的 HTML 文件"
        ) from error
    inputs = open_case(_case_of(path, case))
    book = read_cited(inputs.opened, frozenset(one.ref for one in claimed))
    nothing = () if claimed else (Warned(path.name, "nothing_cited", "这份材料没有引文，没有可以核对的内容"),)
    return Verdict(len(claimed), tuple(fault for one in claimed for fault in _faults(path.name, one, book)), nothing)


def _case_of(report: Path, case: Path | None) -> Case:
    candidates = (case,) if case else (report.parent / "case", *report.resolve().parents)
    found = next((one for one in candidates if is_case(one)), None)
    if found is None:
        raise CaseError(
            f"找不到“{report.name}”所引用的案卷，无法核验", "请把案卷文件夹 case 放在报告旁边，或用 --case 指明"
        )
    return Case.open(found)


def _faults(report: str, claimed: Citation, book: Book) -> Iterator[Fault]:
    place = f"{report}#{claimed.ref or '无出处'}"
    wire = MessageRef.parse(claimed.ref).wire if MessageRef.is_one(claimed.ref) else None
    if wire is None or wire not in book.lines:
        yield Fault(place, "message_not_found", claimed.ref or "E1-0001", claimed.quote[:_LONGEST])
        return
    held = book.cite(wire)
    start, end = claimed.chars
    words = book.lines[wire].text[start:end] if start < end else ""
    told = (
        ("quote_differs", words, claimed.quote),
        ("exhibit_differs", held.sha256, claimed.sha256),
        ("bytes_differ", f"{held.start}-{held.end}{held.place}", f"{claimed.start}-{claimed.end}{claimed.place}"),
        ("time_differs", held.time, claimed.time),
        ("sender_differs", held.sender, claimed.sender),
        ("account_differs", held.account, claimed.account),
    )
    for kind, expected, found in told:
        if expected != found:
            yield Fault(place, kind, expected[:_LONGEST], found[:_LONGEST])
