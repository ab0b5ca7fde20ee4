import hashlib
import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from parsers.format import Ambiguous, Unrecognised
from parsers.formats import FORMATS, qce_json
from parsers.identify import identify, read
from parsers.source import BytesSource, Source


def _zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return stream.getvalue()


_ENCRYPTED = b"SQLite header 3\0".ljust(32, b"\0") + b"QQ_NT DB" + bytes(2000)

_NOISE = b"".join(hashlib.sha256(number.to_bytes(4)).digest() for number in range(2048))


def _masked() -> bytes:
    """Return the database of a phone whose accounts and texts are still masked with its key."""
    with closing(sqlite3.connect(":memory:")) as base:
        name = "mr_friend_00000000000000000000000000000000_New"
        base.execute(f"CREATE TABLE {name} (msgData, senderuin, frienduin, time, msgtype)")
        base.execute(f"INSERT INTO {name} VALUES (x'99', 'k8#', 'k8#', 1614560703, -1000)")  # noqa: S608 - a name of ours
        base.commit()
        return base.serialize()


REFUSED = {
    "an empty file": ("chat.txt", b"", "是空文件"),
    "a blank file of a deleted friend": ("chat.txt", bytes(1024), "只有空白"),
    "a blank file of spaces": ("chat.txt", b"\xef\xbb\xbf \r\n" * 200, "只有空白"),
    "an encrypted NT database": ("nt_msg.db", _ENCRYPTED, "加密的 QQ NT"),
    "a database without QQ tables": ("x.db", b"SQLite format 3\0" + bytes(84), "没有认得的 QQ 消息表"),
    "a database of SQLCipher without its header": ("nt_msg.db", _NOISE, "SQLCipher"),
    "an importable backup of noise": ("全部消息记录.bak", _NOISE, "加密备份"),
    "a phone's database still masked": ("9000010002.db", _masked(), "密钥掩盖"),
    "a PDF renamed": ("聊天记录.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "是 PDF 文件"),
    "a picture": ("shot.png", b"\x89PNG\r\n\x1a\n" + bytes(50), "是图片"),
    "a photo": ("IMG.heic", b"\0\0\0\x18ftypheic" + bytes(50), "照片或视频"),
    "a Word document": ("chat.docx", _zip(), "Office 文档"),
    "an old Word document": ("chat.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(50), "旧版 Office"),
    "a RAR archive": ("chat.rar", b"Rar!\x1a\x07\0" + bytes(50), "RAR"),
    "an importable backup": ("全部消息记录.bak", b"\x07\x12\x99\xfe" * 64, "加密备份"),
    "other JSON": ("x.json", b'{"messages":[{"a":1}]}', "是 JSON"),
    "a page": ("x.html", b"<!DOCTYPE html><p>x", "是网页"),
    "noise": ("x.bin", bytes(range(256)) * 2 + bytes(100), "不是文本"),
    "a letter": ("x.txt", "甲方您好，随函附上合同。".encode(), "认不出"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_export_is_told_in_one_line_with_what_to_do(case: str) -> None:
    name, data, words = REFUSED[case]
    with pytest.raises(Unrecognised) as refusal:
        identify(BytesSource(name, len(data), data))
    assert words in refusal.value.what
    assert name in refusal.value.what
    assert refusal.value.remedy
    assert "\n" not in str(refusal.value)
    assert not refusal.value.what.endswith("。")
    assert not refusal.value.remedy.endswith("。")


def test_a_folder_without_an_export_is_told(tmp_path: Path) -> None:
    with pytest.raises(Unrecognised, match="文件夹"):
        identify(Source.open(tmp_path))


def test_a_file_that_two_formats_take_is_refused_with_both_names() -> None:
    data = "消息记录（此消息记录为文本格式，不支持重新导入）\r\n".encode()
    with pytest.raises(Ambiguous) as refusal:
        identify(BytesSource("x", len(data), data), (FORMATS[0], FORMATS[0]))
    assert refusal.value.candidates == (FORMATS[0].NAME, FORMATS[0].NAME)
    assert FORMATS[0].TITLE in refusal.value.what


def test_a_format_is_told_by_content_and_not_by_name() -> None:
    data = "消息记录（此消息记录为文本格式，不支持重新导入）\r\n".encode()
    assert read(BytesSource("photo.png", len(data), data)).format == "txt_classic"


def test_a_manifest_of_chunks_is_not_taken_for_a_single_file() -> None:
    data = b'{"metadata":{"name":"QQChatExporter V5"},"chatInfo":{"name":"x","type":"private"},"chunked":{"chunks":[]}}'
    assert not qce_json.sniff(BytesSource("manifest.json", len(data), data))


def test_messages_behind_a_long_list_of_senders_are_found() -> None:
    senders = b",".join(b'{"uid":"u_%022d","name":"x","messageCount":1}' % n for n in range(20_000))
    data = (
        b'{"metadata":{"name":"QQChatExporter V5"},"chatInfo":{"name":"x","type":"group"},"statistics":{"senders":['
        + senders
        + b']},"messages":[{"id":"1","timestamp":1735660800000,"time":"2024-12-31T16:00:00.000Z","type":"text",'
        b'"sender":{"uid":"u_1"},"content":{"text":"x","elements":[]},"recalled":false}]}'
    )
    assert len(data) > 1_000_000
    transcript = read(BytesSource("x.json", len(data), data))
    assert (transcript.format, transcript.generation) == ("qce_json", "D")
