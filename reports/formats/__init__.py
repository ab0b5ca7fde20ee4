"""Writers: a Page in, the bytes of one kind of document out. One file a format, listed here.

Writers that stand on a big library are imported when first asked for.
"""

from collections.abc import Iterator

from reports.formats import caseuco, html, markdown, plain, record
from reports.formats.format import Format
from reports.page import Page


def _docx(page: Page) -> bytes:
    from reports.formats import docx  # noqa: PLC0415 - python-docx is paid for by those who want it

    return docx.write(page)


def _pdf(page: Page) -> bytes:
    from reports.formats import pdf  # noqa: PLC0415 - typst is 80 MB

    return pdf.write(page)


def _pdf_volumes(page: Page) -> Iterator[bytes]:
    from reports.formats import pdf  # noqa: PLC0415 - as above

    return pdf.volumes(page)


def _png(page: Page) -> bytes:
    from reports.formats import pictures  # noqa: PLC0415 - as above

    return pictures.write(page)


def _png_volumes(page: Page) -> Iterator[bytes]:
    from reports.formats import pictures  # noqa: PLC0415 - as above

    return pictures.volumes(page)


def _rsmf(page: Page) -> bytes:
    from reports.formats import rsmf  # noqa: PLC0415 - the mail package is not needed otherwise

    return rsmf.write(page)


def _xlsx(page: Page) -> bytes:
    from reports.formats import xlsx  # noqa: PLC0415 - openpyxl takes 0.4 s to import

    return xlsx.write(page)


FORMATS: tuple[Format, ...] = (
    Format("html", "html", "网页（单个文件，可离线打开、打印）", html.write),
    Format("docx", "docx", "Word 文档", _docx),
    Format("pdf", "pdf", "PDF（超过 5,000 条消息时分卷）", _pdf, _pdf_volumes),
    Format("xlsx", "xlsx", "Excel 工作簿", _xlsx),
    Format("md", "md", "Markdown", markdown.write),
    Format("txt", "txt", "纯文本（可粘贴到群里）", plain.write),
    Format("png", "png", "手机宽度的图片，逐张编号（发到群里）", _png, _png_volumes),
    Format("json", "json", "JSON（供程序读取）", record.write),
    Format("rsmf", "rsmf", "RSMF 2.0（电子取证平台用的短消息格式）", _rsmf),
    Format("caseuco", "jsonld", "CASE/UCO JSON-LD（取证工具之间交换）", caseuco.write),
)
"""Every format a report can take, in the order they are offered."""

DRAWING = frozenset({"html", "docx", "pdf", "png"})
"""The formats that show pictures."""
