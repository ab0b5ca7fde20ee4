"""`verify REPORT`: every citation of a report is read again in the exhibits that it names."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from archiver.case import Case
from archiver.compose.book import Book, read_cited
from archiver.compose.records import read_rows, read_statements, true_statements
from archiver.errors import CaseError
from archiver.faults import Fault, Verdict, Warned
from archiver.inputs import is_case, open_case
from archiver.refs import MessageRef
from reports.dossier import Citation, Line
from reports.formats import FORMATS
from reports.masked import MARK, holds, is_mark, is_pseudonym
from reports.reread.compare import compare, references
from reports.reread.figures import compare_figures, figure_references
from reports.reread.read import read
from reports.reread.rows import compare_rows, row_references
from reports.reread.shown import RereadError, Shown
from reports.visible import visible

_LONGEST: Final = 200
"""How many characters of a quotation a fault repeats."""


def verify_report(path: Path, case: Path | None = None) -> Verdict:
    """Hold everything that a report quotes, in any of its forms, against the exhibits of its case.

    The case is `case`, else the folder `case` beside the report, else the case that the report lies in. Raises
    CaseError for a file that is no report of this program, one that cannot be read back (a picture), and where no case
    is found: "cannot verify" is no pass.
    """
    try:
        shown = read(path.read_bytes(), path.name)
    except RereadError as error:
        raise CaseError(f"“{path.name}”无法核对：{error}", "请给出 report 命令写出的文件（图片除外）") from error
    opened = _case_of(path, case)
    inputs = open_case(opened)
    book = read_cited(inputs.opened, references(shown) | {one.ref for one in shown.citations})
    aliases: dict[str, str] = {}
    cited = tuple(fault for one in shown.citations for fault in _faults(path.name, one, book, aliases))
    talks = frozenset(one.number for one in inputs.opened)
    others = frozenset(one.number for one in opened.exhibits()) - talks
    rows = read_rows(inputs.records, row_references(shown))
    beside = compare_rows(shown, rows.get)
    facts = read_statements(inputs.records, figure_references(shown))
    figures = compare_figures(shown, lambda ref, said: true_statements(facts[ref], ref, said) if ref in facts else ())
    result = compare(shown, book.line, lambda ref: _leads(ref, book, others))
    seen = tuple(
        Fault(f"{path.name}#{one.ref}（{one.where}）", one.kind, one.expected[:_LONGEST], one.found[:_LONGEST])
        for one in (*result.wrong, *beside.wrong, *figures.wrong)
    )
    checked = len(shown.citations) + result.checked + beside.checked + figures.checked
    return Verdict(
        checked, cited + seen, (*_warned(path.name, checked, shown), *_partly(path.name, result.partly + beside.partly))
    )


def is_report_folder(folder: Path) -> bool:
    """Tell whether a folder holds reports beside their case, or in it, and is no bag."""
    return not any(folder.glob("*manifest-*.txt")) and not (folder / "bagit.txt").exists() and bool(_reports(folder))


def verify_reports(folder: Path, case: Path | None = None) -> Verdict:
    """Check every report in a folder; pictures are named as not checked.

    Raises CaseError as `verify_report` does.
    """
    verdict = Verdict()
    for path in _reports(folder):
        if path.suffix == ".png":
            words = "图片里的字不能逐一核对，请核对同一份报告的其他格式"
            verdict += Verdict(0, (), (Warned(path.name, "not_checked", words),))
        else:
            verdict += verify_report(path, case)
    if not verdict.checked and not verdict.faults:
        raise CaseError(f"“{folder.name}”里没有可以核对的报告", "图片之外，请再给出一种格式的报告")
    return verdict


def _reports(folder: Path) -> tuple[Path, ...]:
    suffixes = {f".{form.suffix}" for form in FORMATS}
    return tuple(sorted(path for path in folder.iterdir() if path.suffix in suffixes and path.is_file()))


def _leads(ref: str, book: Book, others: frozenset[int]) -> bool:
    """Tell whether a reference leads to a message, or into an exhibit that is no talk."""
    return book.line(ref) is not None or (MessageRef.is_one(ref) and MessageRef.parse(ref).exhibit in others)


def _partly(report: str, count: int) -> Iterator[Warned]:
    if count:
        words = f"{count} 处文字含有从版面上读不回来的字符（表情、组合符号等），这些字符没有核对，其余的字一致"
        yield Warned(report, "read_in_part", words)


def _warned(report: str, checked: int, shown: Shown) -> Iterator[Warned]:
    if not checked:
        yield Warned(report, "nothing_cited", "这份材料没有引文，没有可以核对的内容")
    hidden = {(one.ref, mask.was_start) for one in shown.citations for mask in one.masked}
    texts = (*(one.text for one in shown.passages), *(one.text for one in shown.printed))
    marks = sum(len(MARK.findall(text)) for text in texts)
    if hidden or marks or any(one.alias for one in shown.citations):
        yield Warned(
            report, "masked", f"这是遮盖过的版本：{len(hidden) or marks} 处文字与说话人的名称、账号无法从中核对"
        )


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


def _times(line: Line, held: Citation) -> tuple[str, ...]:
    """Return what may stand for a message's time: where the record gives none that exists, the time as printed."""
    return (held.time,) if held.time else ("", visible(line.raw or "未印时间"), line.raw)


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
        ("time_differs", claimed.time if claimed.time in _times(book.lines[wire], held) else held.time, claimed.time),
        ("sender_differs", held.sender, claimed.sender),
        ("account_differs", held.account, claimed.account),
    )
    for kind, expected, found in told:
        if expected != found:
            yield Fault(place, kind, expected[:_LONGEST], found[:_LONGEST])
