"""Reading a report back: what it claims to quote, and what a reader really sees in it.

Only the HTML form is read. Nothing is believed: the embedded record, the words shown in quotation marks, the references
beside them, the rows about a message and the transcript lines are each returned, so that whoever holds the export can
compare every one of them with its bytes. Not promised: that no other sentence of a forged page lies; for that, compare
the whole report with its digest in the custody ledger, or make it anew.
"""

import json
import re
from collections.abc import Iterator

import msgspec
from lxml import etree, html
from msgspec import Struct

from reports.dossier import Citation, Masked
from reports.page import Exhibit
from reports.visible import unmarked, visible

_MASKED = re.compile(r"(\d+)-(\d+):(\d+)-(\d+)")
_CLAIMED = re.compile(r"“([^”]*)”[\s（(\[]*E\d+-\d+")


class ReadBackError(Exception):
    """A file that is no report of ours, or whose record cannot be read."""


class _Embedded(Struct, frozen=True):
    schema: str
    exhibits: tuple[Exhibit, ...]
    citations: tuple[Citation, ...]


def citations(report: bytes) -> tuple[Citation, ...]:
    """Return every citation of an HTML report once: as embedded, and wherever the page shows something else, as shown.

    Words in “ ” with a reference but no citation behind them are returned with an empty `ref`. A shown reference, time
    or sender that differs from the record gives a citation that bears what is shown. Transcript lines come with their
    whole text. Raises ReadBackError for a file that is no such report.
    """
    return _citations(_root(report))


def read_html(report: bytes) -> tuple[tuple[Citation, ...], tuple[str, ...]]:
    """Return the citations of an HTML report, and the lines in which it shows bills and files in hand.

    The lines are the rows of bills and of files, and what is said of such files. Raises ReadBackError as `citations`.
    """
    root = _root(report)
    return _citations(root), _rows_shown(root)


def _citations(root: etree._Element) -> tuple[Citation, ...]:
    embedded = _embedded(root)
    found = dict.fromkeys(embedded.citations)
    for shown in (_quoted, _references, _rows, _lines, _loose):
        found.update(dict.fromkeys(shown(root, embedded)))
    return tuple(found)


def _root(report: bytes) -> etree._Element:
    try:
        return html.document_fromstring(report, html.HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.ParserError, ValueError) as error:
        raise ReadBackError(str(error)) from error


def _embedded(root: etree._Element) -> _Embedded:
    records = _all(root, "//script[@id='citations']")
    if len(records) != 1:
        raise ReadBackError(f"{len(records)} citation records instead of one")
    try:
        # Through json: msgspec refuses the lone surrogates that exports may hold.
        record = msgspec.convert(json.loads(records[0].text or ""), _Embedded)
    except (ValueError, msgspec.ValidationError) as error:
        raise ReadBackError(f"citation record: {error}") from error
    if record.schema != "juzheng/report-citations/1":
        raise ReadBackError(f"citation record of schema {record.schema!r}")
    return record


def _rows_shown(root: etree._Element) -> tuple[str, ...]:
    places = "//section[@id='records']//td//p | //section[@id='compared']//td/div"
    return tuple(visible(_seen(line)) for line in _all(root, places))


def _quoted(root: etree._Element, embedded: _Embedded) -> Iterator[Citation]:
    for element in _all(root, "//q"):
        yield _changed(_numbered(element, embedded), quote=_seen(element))


def _references(root: etree._Element, embedded: _Embedded) -> Iterator[Citation]:
    for element in _all(root, "//a[@data-c]"):
        shown, target = _seen(element), (element.get("href") or "").removeprefix("#")
        yield _changed(_numbered(element, embedded), ref=shown if shown == target else f"{shown}→{target}")


def _rows(root: etree._Element, embedded: _Embedded) -> Iterator[Citation]:
    by_ref = {citation.ref: citation for citation in embedded.citations}
    for element in _all(root, "//tr[@data-ref]"):
        known = by_ref.get(element.get("data-ref") or "", _nowhere(""))
        times, names = _all(element, ".//time"), _all(element, ".//*[@class='name']")
        yield _changed(
            known, time=_time(times[0], known.time) if times else "", sender=_seen(names[0]) if names else ""
        )


def _lines(root: etree._Element, embedded: _Embedded) -> Iterator[Citation]:
    digests = {exhibit.number: exhibit.sha256 for exhibit in embedded.exhibits}
    for element in _all(root, "//ol[contains(@class,'lines')]/li[@id]"):
        number, text = _only(element, ".//b[@class='no']"), _only(element, "./div[@class='text']")
        start, _, end = (element.get("data-b") or "").partition("-")
        time = _all(element, ".//time")[0]
        masked = _masked(element.get("data-m") or "")
        hidden = sum(one.was_end - one.was_start - one.end + one.start for one in masked)
        yield Citation(
            ref=number,
            sha256=digests.get(number.partition("-")[0], ""),
            quote=text,
            chars=(0, len(text) + hidden),
            start=int(start) if start.isdecimal() else None,
            end=int(end) if end.isdecimal() else None,
            time=_time(time, time.get("datetime") or ""),
            sender=_only(element, ".//*[@class='name']"),
            account=element.get("data-a") or "",
            place=element.get("data-p") or "",
            masked=masked,
            alias=element.get("data-alias") == "1",
        )


def _masked(written: str) -> tuple[Masked, ...]:
    return tuple(Masked(*map(int, one)) for one in _MASKED.findall(written))


def _loose(root: etree._Element, _: _Embedded) -> Iterator[Citation]:
    """Yield words in quotation marks that bear a reference but stand outside <q>, where no record backs them."""
    for container in _all(root, "//main | //header | //footer"):
        for match in _CLAIMED.finditer("".join(_own_words(container))):
            if match[1] != "\0":
                yield _nowhere(match[1])


def _own_words(element: etree._Element) -> Iterator[str]:
    """Yield the visible words outside what strangers wrote; each cited quotation becomes one NUL."""
    classes = (element.get("class") or "").split()
    if element.tag == "q":
        yield "\0"
        return
    if element.tag in {"script", "style"} or "text" in classes or _is_line_name(element, classes):
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _own_words(child)
        yield child.tail or ""


def _is_line_name(element: etree._Element, classes: list[str]) -> bool:
    """Tell the name of a transcript line, which is compared as a name and may hold any marks."""
    return "name" in classes and any("id" in one.attrib for one in element.iterancestors("li"))


def _time(element: etree._Element, expected: str) -> str:
    """Return `expected` where the printed time is that very time, else the print itself."""
    shown = _seen(element)
    return expected if shown == expected.replace("T", " ").replace("+", " +") else shown


def _seen(element: etree._Element) -> str:
    """Return the words a reader sees, marks turned back into the characters they stand for."""
    parts = [element.text or ""]
    for child in element:
        if child.tag == "br":
            parts.append("\r\n" if child.get("class") == "crlf" else "\n")
        elif isinstance(child.tag, str):
            inner = _seen(child)
            parts.append(unmarked(inner) or inner if child.get("class") == "mark" else inner)
        parts.append(child.tail or "")
    return "".join(parts)


def _only(element: etree._Element, path: str) -> str:
    """Return what the one element at `path` shows; what several show, joined, so that it cannot match."""
    return "⁂".join(_seen(found) for found in _all(element, path))


def _numbered(element: etree._Element, embedded: _Embedded) -> Citation:
    number = element.get("data-c") or ""
    if number.isdecimal() and int(number) < len(embedded.citations):
        return embedded.citations[int(number)]
    return _nowhere(_seen(element))


def _nowhere(quote: str) -> Citation:
    return Citation("", "", quote, (0, len(quote)), None, None, "", "")


def _changed(citation: Citation, **changes: str) -> Citation:
    return msgspec.structs.replace(citation, **changes)


def _all(element: etree._Element, path: str) -> list[etree._Element]:
    found = element.xpath(path)
    return [one for one in found if etree.iselement(one)] if isinstance(found, list) else []
