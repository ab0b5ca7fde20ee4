"""A file in hand opened for its plain facts, within strict limits; what is broken, locked or too large is told."""

from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Final

from archiver.facts import office, pictures
from archiver.facts.fact import Fact, FileFacts
from parsers import decoding
from parsers.source import ArchiveSource, Source, SourceError

MAX_SIZE: Final = 512 * 1024 * 1024
"""Bytes of a file that is looked into."""
MAX_TEXT: Final = 32 * 1024 * 1024
MAX_PDF: Final = 64 * 1024 * 1024
_PICTURES: Final = frozenset({"png", "jpg", "jpeg", "gif", "bmp", "webp", "tif", "tiff", "psd", "ai", "svg"})
_NAMED: Final = 6
"""Kinds of files in an archive that are named."""
_SHUT: Final[Mapping[bytes, tuple[str, str]]] = {
    b"Rar!": ("RAR", "RAR 压缩包，未读取其内容"),
    b"7z\xbc\xaf": ("7Z", "7z 压缩包，未读取其内容"),
    b"\xd0\xcf\x11\xe0": ("OLE", "旧版 Office 文档，未读取其内容"),
    b"\x1f\x8b": ("GZIP", "gzip 压缩包，未读取其内容"),
}


class UnreadError(Exception):
    """Why the inside of a file could not be read, as a Chinese half sentence."""


def facts_of(record: str, source: Source) -> FileFacts:
    """Return what a file shows. Never raises for what the file holds; `unread` then says why."""
    name = source.name.rpartition("/")[2]
    try:
        if source.size > MAX_SIZE:
            return FileFacts(record, name, (), f"文件超过 {MAX_SIZE // 1024**2} MB，未读取其内容")
        return _looked(record, name, source)
    except SourceError as fault:
        return FileFacts(record, name, (), fault.what)


def _looked(record: str, name: str, source: Source) -> FileFacts:
    head = source.head(32)
    for magic, (form, why) in _SHUT.items():
        if head.startswith(magic):
            return FileFacts(record, name, (_format(form),), why)
    read, form = _reader(source, head)
    if read is None:
        return FileFacts(record, name, (), "不是认得的文档、图片或压缩包")
    try:
        return FileFacts(record, name, (_format(form), *read(source)))
    except UnreadError as fault:
        return FileFacts(record, name, (_format(form),), str(fault))
    except SourceError as fault:
        return FileFacts(record, name, (_format(form),), fault.what)
    except office.DAMAGED as fault:
        return FileFacts(record, name, (_format(form),), f"文件已损坏或不完整（{type(fault).__name__}）")


Reading = Callable[[Source], tuple[Fact, ...]]


def _reader(source: Source, head: bytes) -> tuple[Reading | None, str]:
    if head.startswith(b"%PDF-"):
        return _pdf, "PDF"
    if isinstance(source, ArchiveSource):
        members = source.members()
        for part, read, form in office.KINDS:
            if part in members:
                return read, form
        return _archive, "ZIP"
    picture = pictures.format_of(head)
    if picture is not None:
        return _picture, picture
    text = decoding.head_text(source)
    return (_text, "TXT") if text and not any(char < " " and char not in "\t\r\n\f" for char in text) else (None, "")


def _format(form: str) -> Fact:
    return Fact("format", form, f"格式 {form}")


def _picture(source: Source) -> tuple[Fact, ...]:
    size = pictures.size_of(source.head(pictures.LOOKED))
    if size is None:
        raise UnreadError("图片的尺寸读不出来，文件可能不完整")
    return (Fact("size", f"{size[0]}x{size[1]}", f"{size[0]}×{size[1]} 像素"),)


def _text(source: Source) -> tuple[Fact, ...]:
    if source.size > MAX_TEXT:
        raise UnreadError("文字太长，未计字数")
    text = source.cut(0, source.size).decode(decoding.detect(source), "replace")
    return (office.characters(text.removeprefix("\ufeff")),)


def _archive(source: Source) -> tuple[Fact, ...]:
    names = [name for name in source.members() if not name.startswith("__MACOSX/")]
    kinds = Counter(PurePosixPath(name).suffix.lower().lstrip(".") or "无后缀" for name in names)
    listed = "、".join(f"{kind} {count}" for kind, count in kinds.most_common(_NAMED))
    pictured = sum(count for kind, count in kinds.items() if kind in _PICTURES)
    return (
        Fact("files", str(len(names)), f"{len(names)} 个文件（{listed}）"),
        Fact("pictures", str(pictured), f"{pictured} 个图片文件"),
    )


def _pdf(source: Source) -> tuple[Fact, ...]:
    from io import BytesIO  # noqa: PLC0415 - with pypdf, which is heavy and needed for PDF alone

    from pypdf import PdfReader  # noqa: PLC0415 - as above
    from pypdf.errors import PyPdfError  # noqa: PLC0415 - as above

    if source.size > MAX_PDF:
        raise UnreadError(f"PDF 超过 {MAX_PDF // 1024**2} MB，未读取其内容")
    try:
        reader = PdfReader(BytesIO(source.cut(0, source.size)))
        if reader.is_encrypted:
            raise UnreadError("PDF 设有密码")
        pages = len(reader.pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as fault:
        raise UnreadError(f"PDF 已损坏或不完整（{type(fault).__name__}）") from None
    return (Fact("pages", str(pages), f"{pages} 页"),)
