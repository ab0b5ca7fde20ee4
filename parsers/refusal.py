"""What to tell a user whose file is no chat export: what it is, and what to do."""

import sqlite3
from collections import Counter
from typing import NamedTuple

from parsers.android_talk import is_masked
from parsers.source import FolderSource, Source, SourceError
from parsers.sqlite_file import MAGIC, opened

_EXPORT_AGAIN = "请从 QQ 或导出工具重新导出文本、JSON 或 HTML 格式的聊天记录"

_LEAST_NOISE = 4096


class Refusal(NamedTuple):
    """`what` the file is and the `remedy`, each one Chinese sentence without full stop."""

    what: str
    remedy: str


class _Magic(NamedTuple):
    at: int
    mark: bytes
    what: str
    remedy: str


_MAGICS = (
    _Magic(0, b"SQLite header 3\0", "是加密的 QQ NT 数据库",
           "请改用 QQ 里的聊天记录导出工具，或交由有资质的人员取得解密副本"),
    _Magic(0, b"SQLite format 3\0", "是数据库，但里面没有认得的 QQ 消息表", "请给出解密后的 nt_msg.db 本身"),
    _Magic(0, b"%PDF-", "是 PDF 文件", "请给出聊天记录的原始导出文件；PDF 可以另作附件"),
    _Magic(0, b"\x89PNG", "是图片", "它不是导出文件；聊天截图请交给 juzheng inspect、report 或 add 识读"),
    _Magic(0, b"\xff\xd8\xff", "是图片", "它不是导出文件；聊天截图请交给 juzheng inspect、report 或 add 识读"),
    _Magic(0, b"GIF8", "是图片", "它不是导出文件；聊天截图请交给 juzheng inspect、report 或 add 识读"),
    _Magic(8, b"WEBP", "是图片", "它不是导出文件；聊天截图请交给 juzheng inspect、report 或 add 识读"),
    _Magic(4, b"ftyp", "是照片或视频", "请给出聊天记录的原始导出文件"),
    _Magic(0, b"BM", "是图片", "它不是导出文件；聊天截图请交给 juzheng inspect、report 或 add 识读"),
    _Magic(0, b"PK\x03\x04", "是压缩包或 Office 文档，里面没有认得的聊天记录", "请先解压，再给出其中的导出文件"),
    _Magic(0, b"PK\x05\x06", "是空的压缩包", _EXPORT_AGAIN),
    _Magic(0, b"Rar!", "是 RAR 压缩包", "请先解压，再给出其中的导出文件"),
    _Magic(0, b"7z\xbc\xaf\x27\x1c", "是 7z 压缩包", "请先解压，再给出其中的导出文件"),
    _Magic(0, b"\x1f\x8b", "是 gzip 压缩包", "请先解压，再给出其中的导出文件"),
    _Magic(0, b"\xd0\xcf\x11\xe0", "是旧版 Office 文档或 QQ 的旧消息库", _EXPORT_AGAIN),
    _Magic(0, b"MZ", "是程序文件", "请给出聊天记录的导出文件"),
    _Magic(0, b"{\\rtf", "是 RTF 文档", _EXPORT_AGAIN),
)  # fmt: skip


def refuse(source: Source) -> Refusal:
    """Return the line for a source that no format takes."""
    named = f"“{source.name}”"
    if isinstance(source, FolderSource):
        return Refusal(
            f"文件夹{named}里没有认得的聊天记录导出", "请给出导出的文件本身，或含 manifest.json 的导出文件夹"
        )
    if source.size == 0:
        return Refusal(f"{named}是空文件", "导出没有成功，请重新导出，并确认导出时能看到聊天内容")
    head = source.head()
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xfe\xff"):
        return Refusal(
            f"{named}里只有空白", "对方可能已被删除或记录已被清空，导出工具只写了空文件；请换一台仍有记录的设备再导出"
        )
    if head.startswith(MAGIC) and _is_masked(source):
        return Refusal(
            f"{named}是手机 QQ 的数据库，文字仍用那部手机的密钥掩盖着",
            "请用能按原手机密钥解码的工具（如 QQ-History-Backup）导出，再给出导出的文件",
        )
    for magic in _MAGICS:
        if head.startswith(magic.mark, magic.at):
            return Refusal(named + magic.what, magic.remedy)
    if source.name.lower().endswith(".bak"):
        return Refusal(f"{named}是 QQ 的加密备份", "请在 QQ 消息管理器里导入后，再导出为文本文件（*.txt）")
    if _is_noise(head):
        return Refusal(
            f"{named}像是加密的数据库（SQLCipher）或加密文件，没有密钥读不出",
            "请改用 QQ 里的聊天记录导出工具，或交由有资质的人员取得解密副本",
        )
    return _unknown_text(named, head)


def _is_masked(source: Source) -> bool:
    try:
        with opened(source) as connection:
            return is_masked(connection)
    except (sqlite3.Error, SourceError):
        return False


def _is_noise(head: bytes) -> bool:
    """Say whether every byte is about as frequent as any other, as in what was encrypted."""
    if len(head) < _LEAST_NOISE:
        return False
    counts = Counter(head)
    mean = len(head) / 256
    return len(counts) == 256 and max(counts.values()) < 2 * mean + 20 and min(counts.values()) > mean / 4 - 5


def _unknown_text(named: str, head: bytes) -> Refusal:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:64].lower()
    if start.startswith((b"{", b"[")):
        return Refusal(f"{named}是 JSON，但不是认得的聊天记录导出", "请给出导出工具写出的原始文件，不要改动其内容")
    if start.startswith((b"<!doctype", b"<html", b"<head", b"<?xml")):
        return Refusal(f"{named}是网页，但不是认得的聊天记录导出", _EXPORT_AGAIN)
    if head.count(b"\0") > len(head) // 20:
        return Refusal(
            f"{named}不是文本，也不是认得的导出文件", "若它来自 QQ 的数据目录，则是加密的；请改用聊天记录导出"
        )
    return Refusal(f"认不出“{named[1:-1]}”的格式", _EXPORT_AGAIN)
