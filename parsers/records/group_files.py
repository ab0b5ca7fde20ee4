"""The list of a group's files, as the exporter writes it or a bot gets it (formats.md §5.11, §10).

    {"groupCode":"9000010100","groupName":"验收沟通群","fileCount":1,"folders":[{"folderId":"/d","folderName":"成品",
     "totalFileCount":1,"files":[{"fileId":"/f1","fileName":"验收单.docx","fileSize":20480,"uploadTime":1735660860,
     "uploaderUin":"9000010001","uploaderNick":"山雀","downloadCount":3}]}],"rootFiles":[]}
    {"status":"ok","data":{"files":[{"file_id":"/f1","file_name":"验收单.docx","file_size":20480,"upload_time":1735660860,
     "uploader":9000010001,"uploader_name":"山雀","download_times":3}],"folders":[…]}}

Grammar. One JSON object in UTF-8. Times are seconds. The exporter asks for the first 100 files of a folder only.

Mapping. One Listed a file in physical order within its list, folders first; `place` is its object. The list proves
upload and uploader, never that somebody received a file; deleted and expired files are not in it. A folder that counts
more files than it lists gives the notice `file_list_short`.
"""

from collections.abc import Iterator
from typing import Final

import msgspec
from msgspec import Struct, field

from parsers import decoding
from parsers.message import Notice, Span
from parsers.record import Event, Listed, Record
from parsers.source import Source, SourceError

NAME = "group_files"
TITLE = "群文件列表"

MAX_LIST: Final = 64 * 1024 * 1024
"""Bytes of a list; a hundred files take about 40 KB."""


class _Exported(Struct, frozen=True, rename="camel"):
    """A file as the exporter writes it."""

    file_name: str = ""
    file_size: int | str | None = None
    upload_time: int | str | None = None
    uploader_uin: int | str | None = None
    uploader_nick: str | None = None
    download_count: int | str | None = None
    md5: str | None = None


class _Given(Struct, frozen=True):
    """A file as bots get it: go-cqhttp and NapCat, and in the second lines Milky."""

    file_name: str = ""
    file_size: int | str | None = None
    upload_time: int | str | None = None
    uploader: int | str | None = None
    uploader_name: str | None = None
    download_times: int | str | None = None
    md5: str | None = None
    uploaded_time: int | str | None = None
    uploader_id: int | str | None = None
    downloaded_times: int | str | None = None


class _Folder(Struct, frozen=True, rename="camel"):
    folder_name: str = ""
    total_file_count: int | None = None
    files: list[msgspec.Raw] = field(default_factory=list)


class _Lists(Struct, frozen=True, rename="camel"):
    group_code: int | str | None = None
    folders: list[msgspec.Raw] = field(default_factory=list)
    root_files: list[msgspec.Raw] = field(default_factory=list)
    files: list[msgspec.Raw] = field(default_factory=list)


class _Answer(Struct, frozen=True):
    data: msgspec.Raw = msgspec.Raw()


def sniff(source: Source) -> bool:
    """Say whether the head is a JSON object that lists files and no messages."""
    text = decoding.head_text(source).lstrip()
    if not text.startswith("{") or '"messages"' in text or '"post_type"' in text:
        return False
    exporter = '"groupCode"' in text and ('"rootFiles"' in text or '"folders"' in text)
    return exporter or ('"files"' in text and '"file_id"' in text and '"file_name"' in text)


def parse(source: Source) -> Record:
    """Return the list; what cannot be read is told by its notices."""
    return Record(NAME, TITLE, "utf-8", lambda: _events(source), "group_files")


def _events(source: Source) -> Iterator[Event]:
    if source.size > MAX_LIST:
        raise SourceError(f"群文件列表“{source.name}”太大", "请重新导出群文件列表")
    data = source.cut(0, source.size)
    try:
        lists, at = _lists(data)
        yield from _told(data, lists, at)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        yield Notice("unread_json", Span(0, len(data)), f"{fault}"[:200])


def _lists(data: bytes) -> tuple[_Lists, int]:
    """Return the lists, at the top or inside a bot's answer, and where in the bytes to look for them."""
    start = len(decoding.BOM) if data.startswith(decoding.BOM) else 0
    answer = msgspec.json.decode(data[start:], type=_Answer)
    if not bytes(answer.data).startswith(b"{"):
        return msgspec.json.decode(data[start:], type=_Lists), start
    return msgspec.json.decode(answer.data, type=_Lists), data.index(bytes(answer.data), start)


def _told(data: bytes, lists: _Lists, start: int) -> Iterator[Event]:
    group = str(lists.group_code or "")
    count = 0
    at = start
    for packed in lists.folders:
        begin = data.index(bytes(packed), at)
        at = begin + len(bytes(packed))
        folder = msgspec.json.decode(packed, type=_Folder)
        for raw, place in _placed(data, folder.files, begin):
            count += 1
            yield _listed(raw, place, count, group)
        if folder.files and folder.total_file_count is not None and folder.total_file_count > len(folder.files):
            told = f"{folder.folder_name} {len(folder.files)}/{folder.total_file_count}"
            yield Notice("file_list_short", Span(begin, at), told)
    for listed in (lists.root_files, lists.files):
        for raw, place in _placed(data, listed, start):
            count += 1
            yield _listed(raw, place, count, group)


def _placed(data: bytes, listed: list[msgspec.Raw], start: int) -> Iterator[tuple[msgspec.Raw, Span]]:
    """Yield each object of a list with its bytes; the objects of a list stand behind each other."""
    for raw in listed:
        begin = data.index(bytes(raw), start)
        start = begin + len(bytes(raw))
        yield raw, Span(begin, start)


def _listed(raw: msgspec.Raw, place: Span, ordinal: int, group: str) -> Listed:
    seconds: int | None
    if b'"fileName"' in bytes(raw):
        file = msgspec.json.decode(raw, type=_Exported)
        seconds, size, count = _number(file.upload_time), _number(file.file_size), _number(file.download_count)
        who, nick, name, md5 = file.uploader_uin, file.uploader_nick, file.file_name, file.md5
    else:
        given = msgspec.json.decode(raw, type=_Given)
        seconds, size = _number(given.upload_time, given.uploaded_time), _number(given.file_size)
        count = _number(given.download_times, given.downloaded_times)
        who = given.uploader_id if given.uploader is None else given.uploader
        nick, name, md5 = given.uploader_name, given.file_name, given.md5
    return Listed(
        ordinal=ordinal,
        place=place,
        name=name,
        size=size,
        md5=md5.lower() if md5 else None,
        epoch_ms=seconds * 1000 if seconds and seconds < 10**11 else None,
        account="" if who is None else str(who),
        name_of=nick or "",
        peer=group,
        downloads=count,
    )


def _number(*values: int | str | None) -> int | None:
    for value in values:
        text = "" if value is None else str(value)
        if text.isascii() and text.isdigit() and len(text) < 19:
            return int(text)
    return None
