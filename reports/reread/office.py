"""Word documents and workbooks: paragraphs and cells as a reader sees them."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import BadZipFile

from reports.reread.shown import Passage, Printed, RereadError, Shown

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTINUED = "〔续见下行〕"
_HEADS = ("编号", "时间", "UTC", "称呼", "名称（照原样）", "账号", "原话")


def word(content: bytes) -> Shown:
    """Read a Word document back: each paragraph, cells included, in order; fields as last computed."""
    from docx import Document  # noqa: PLC0415 - python-docx is paid for by those who want it
    from docx.opc.exceptions import PackageNotFoundError  # noqa: PLC0415 - likewise

    try:
        document = Document(BytesIO(content))
    except (PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise RereadError("Word 文档打不开") from error
    found = list[Passage]()
    for number, paragraph in enumerate(document.element.body.iter(f"{_W}p"), 1):
        pieces = {f"{_W}br": "\n", f"{_W}tab": "\t", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
        words = "".join(
            (node.text or "") if node.tag == f"{_W}t" else pieces[node.tag]
            for node in paragraph.iter(f"{_W}t", *pieces)
        )
        found.append(Passage(words, f"第 {number} 段"))
    return Shown(tuple(found))


def workbook(content: bytes) -> Shown:
    """Read a workbook back: each cell; the rows of the transcript field by field."""
    from openpyxl import load_workbook  # noqa: PLC0415 - openpyxl takes 0.4 s to import

    try:
        book = load_workbook(BytesIO(content), read_only=True)
        sheets = [
            (sheet.title, [_words(row) for row in sheet.iter_rows(values_only=True)]) for sheet in book.worksheets
        ]
    except (BadZipFile, KeyError, ValueError) as error:
        raise RereadError("Excel 工作簿打不开") from error
    printed = list[Printed]()
    passages = list[Passage]()
    for title, rows in sheets:
        if rows and rows[0][: len(_HEADS)] == _HEADS:
            printed += _transcript(title, rows[1:])
        else:
            passages += _cells(title, rows)
    return Shown(tuple(passages), tuple(printed))


def _words(row: tuple[object, ...]) -> tuple[str, ...]:
    return tuple("" if value is None else str(value) for value in row)


def _cells(title: str, rows: list[tuple[str, ...]]) -> Iterator[Passage]:
    for number, row in _joined(rows):
        for column, words in enumerate(row):
            if words:
                yield Passage(words, f"「{title}」{chr(ord('A') + column)}{number}")


def _transcript(title: str, rows: list[tuple[str, ...]]) -> Iterator[Printed]:
    for number, row in _joined(rows):
        ref, time, _, _, sender, _, text = (*row, *[""] * len(_HEADS))[: len(_HEADS)]
        if time or text or sender:  # the note below the rows fills one cell alone
            yield Printed(ref, time, text, f"「{title}」第 {number + 1} 行", sender)


def _joined(rows: list[tuple[str, ...]]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield rows, those that were cut for being too long put together again."""
    waiting: tuple[str, ...] = ()
    for number, row in enumerate(rows, 1):
        whole = tuple(before + after for before, after in zip(waiting, row, strict=True)) if waiting else row
        waiting = ()
        if any(words.endswith(_CONTINUED) for words in whole):
            waiting = tuple(words.removesuffix(_CONTINUED) for words in whole)
            continue
        yield number, whole
    if waiting:
        yield len(rows), waiting
