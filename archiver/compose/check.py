"""`verify REPORT`: every citation of a report is read again in the exhibits that it names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from archiver.case import Case
from archiver.compose.book import Book, read_cited
from archiver.errors import CaseError
from archiver.faults import Fault, Verdict, Warned
from archiver.inputs import is_case, open_case
from archiver.refs import MessageRef
from reports.dossier import Citation
from reports.masked import holds, is_mark, is_pseudonym
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
    aliases: dict[str, str] = {}
    faults = tuple(fault for one in claimed for fault in _faults(path.name, one, book, aliases))
    return Verdict(len(claimed), faults, tuple(_warned(path.name, claimed)))


def _warned(report: str, claimed: tuple[Citation, ...]) -> Iterator[Warned]:
    if not claimed:
        yield Warned(report, "nothing_cited", "这份材料没有引文，没有可以核对的内容")
    hidden = {(one.ref, mask.was_start) for one in claimed for mask in one.masked}
    if hidden or any(one.alias for one in claimed):
        yield Warned(report, "masked", f"这是遮盖过的版本：{len(hidden)} 处文字与说话人的名称、账号无法从中核对")


def _case_of(report: Path, case: Path | None) -> Case:
    candidates = (case,) if case else (report.parent / "case", *report.resolve().parents)
    found = next((one for one in candidates if is_case(one)), None)
    if found is None:
        raise CaseError(
            f"找不到“{report.name}”所引用的案卷，无法核验", "请把案卷文件夹 case 放在报告旁边，或用 --case 指明"
        )
    return Case.open(found)


def _as_masked(held: Citation, claimed: Citation, aliases: dict[str, str]) -> Citation:
    """Return what a masked edition may say of who spoke: no account, and one pseudonym for all that it says."""
    given = aliases.setdefault(held.account, claimed.sender)
    sender = given if is_pseudonym(given) else held.sender
    place = claimed.place if is_mark(claimed.place) else held.place
    return replace(held, sender=sender, account="", place=place)


def _faults(report: str, claimed: Citation, book: Book, aliases: dict[str, str]) -> Iterator[Fault]:
    place = f"{report}#{claimed.ref or '无出处'}"
    wire = MessageRef.parse(claimed.ref).wire if MessageRef.is_one(claimed.ref) else None
    if wire is None or wire not in book.lines:
        yield Fault(place, "message_not_found", claimed.ref or "E1-0001", claimed.quote[:_LONGEST])
        return
    held = book.cite(wire)
    text = book.lines[wire].text
    start, end = claimed.chars
    words = text[start:end] if start < end else ""
    if claimed.masked and holds(text, claimed.chars, claimed.quote, claimed.masked):
        words = claimed.quote
    if claimed.alias:
        held = _as_masked(held, claimed, aliases)
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
