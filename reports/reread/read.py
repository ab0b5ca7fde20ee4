"""Which form a finished report has, told by its content, and what a reader sees in it."""

import re
from collections.abc import Callable
from typing import Final

from reports.read_back import ReadBackError, read_html
from reports.reread import data, text
from reports.reread.shown import Passage, RereadError, Shown

_OURS: Final = re.compile(r"台账首码 `?\S")
_PICTURE: Final = b"\x89PNG"


def read(content: bytes, name: str) -> Shown:
    """Return what a report shows; `name` tells Markdown from plain text, everything else is told by the content.

    Raises RereadError for what is no report of ours or cannot be read back, such as a picture.
    """
    if content.startswith(_PICTURE):
        raise RereadError("图片里的字不能逐一核对，请核对同一份报告的其他格式")
    return _reader(content, name)(content)


def _reader(content: bytes, name: str) -> Callable[[bytes], Shown]:
    start = content[:4096].lstrip()
    if start.startswith(b"%PDF-"):
        return _pdf
    if start.startswith(b"PK"):
        return _workbook if b"xl/workbook.xml" in content else _word
    if start[:9].lower() == b"<!doctype":
        return _html
    if start.startswith(b"{"):
        return data.caseuco if b'"@context"' in start else data.report
    if b"\nX-RSMF-Version:" in content[:65536].replace(b"\r", b""):
        return data.rsmf
    return _markdown if name.casefold().endswith(".md") else _plain


def _html(content: bytes) -> Shown:
    try:
        cited, lines = read_html(content)
    except ReadBackError as error:
        raise RereadError(f"网页不是本程序写出的报告（{error}）") from error
    return Shown(tuple(Passage(words, "网页") for words in lines), citations=cited)


def _pdf(content: bytes) -> Shown:
    from reports.reread.pdf import pdf  # noqa: PLC0415 - PDFium is loaded for PDF only

    return pdf(content)


def _word(content: bytes) -> Shown:
    from reports.reread.office import word  # noqa: PLC0415 - each form loads only its own reader

    return word(content)


def _workbook(content: bytes) -> Shown:
    from reports.reread.office import workbook  # noqa: PLC0415 - likewise

    return workbook(content)


def _markdown(content: bytes) -> Shown:
    return text.markdown(_decoded(content))


def _plain(content: bytes) -> Shown:
    return text.plain(_decoded(content))


def _decoded(content: bytes) -> str:
    try:
        words = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RereadError("不是本程序写出的报告") from error
    if not _OURS.search(words):
        raise RereadError("不是本程序写出的报告")
    return words
