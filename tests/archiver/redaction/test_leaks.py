import gzip
import json
import zlib
from base64 import b64encode
from collections.abc import Callable
from email.message import EmailMessage
from html import escape
from io import BytesIO
from urllib.parse import quote
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver.redaction.leaks import Search
from archiver.redaction.masker import Removed
from tests.archiver.redaction import probes

PHONE = Removed("phone", "13800000000")
NAME = Removed("name", "欧阳小满")
MAIL = Removed("email", "li.na@studio-example.cn")
ADDRESS = Removed("address", "文三路478号A座1203室")
VALUES = (PHONE, NAME, MAIL, ADDRESS)


def zipped(name: str, content: bytes) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        archive.writestr(name, content)
    return held.getvalue()


def pdf_stream(words: str) -> bytes:
    packed = zlib.compress(words.encode())
    return b"%%PDF-1.7\n1 0 obj <</Length %d/Filter/FlateDecode>> stream\n%s\nendstream endobj\n" % (
        len(packed),
        packed,
    )


def png_chunk(words: str) -> bytes:
    body = b"Comment\0" + words.encode("utf-8")
    return b"\x89PNG\r\n\x1a\n" + len(body).to_bytes(4) + b"tEXt" + body + b"\0\0\0\0"


def mailed(words: str) -> bytes:
    mail = EmailMessage()
    mail.set_content("见附件")
    mail.add_attachment(zipped("a.txt", words.encode()), maintype="application", subtype="zip", filename="a.zip")
    return mail.as_bytes()


HIDDEN: dict[str, Callable[[str], bytes]] = {
    "as it stands": lambda value: f"他说{value}就行".encode(),
    "full width": lambda value: value.translate(probes.FULL_WIDTH).encode(),
    "blanks between": lambda value: " ".join(value).encode(),
    "zero width between": lambda value: "\u200b".join(value).encode(),
    "over two lines": lambda value: f"{value[:3]}\n{value[3:]}".encode(),
    "entities": lambda value: "".join(f"&#x{ord(sign):x};" for sign in value).encode(),
    "decimal entities": lambda value: "".join(f"&#{ord(sign)};" for sign in value).encode(),
    "percent": lambda value: quote(value, safe="").encode(),
    "JSON": lambda value: json.dumps({"a": value}).encode(),
    "CSS": lambda value: "".join(f"\\{ord(sign):06X}" for sign in value).encode(),
    "base64": lambda value: b64encode(value.encode()),
    "base64 one in": lambda value: b64encode(b"x" + value.encode() + b"y"),
    "base64 two in": lambda value: b64encode(b"xy" + value.encode() + b"z"),
    "hex": lambda value: value.encode().hex().encode(),
    "UTF-16": lambda value: value.encode("utf-16"),
    "UTF-16 little": lambda value: b"\x01" + value.encode("utf-16-le"),
    "UTF-16 big": lambda value: b"\x01\x02" + value.encode("utf-16-be"),
    "GB 18030": lambda value: f"联系{value}".encode("gb18030"),
    "zip member": lambda value: zipped("word/document.xml", f"<w:t>{escape(value)}</w:t>".encode()),
    "zip member's name": lambda value: zipped(f"media/{value}.png", b""),
    "zip in zip": lambda value: zipped("inner.zip", zipped("a.xml", value.encode())),
    "gzip": lambda value: gzip.compress(value.encode()),
    "data URI": lambda value: f'<img src="data:image/png;base64,{b64encode(png_chunk(value)).decode()}">'.encode(),
    "PDF stream": pdf_stream,
    "PDF string": lambda value: b"%PDF-1.7\n<</Title(" + (b"\xfe\xff" + value.encode("utf-16-be")) + b")>>",
    "PDF hex string": lambda value: b"%PDF-1.7\n<</Title<FEFF" + value.encode("utf-16-be").hex().encode() + b">>>",
    "PNG text": png_chunk,
    "attribute": lambda value: f'<p title="{escape(value)}">x</p>'.encode(),
    "upper case": lambda value: value.upper().encode(),
    "mail attachment": mailed,
}  # fmt: skip


@pytest.mark.parametrize("removed", VALUES, ids=lambda one: one.kind)
@pytest.mark.parametrize("spelling", HIDDEN)
def test_a_value_is_found_however_it_is_written_and_packed(removed: Removed, spelling: str) -> None:
    content = HIDDEN[spelling](removed.value)
    assert {leak.kind for leak in Search([removed]).leaks("a.bin", content)} == {removed.kind}


@pytest.mark.parametrize(
    "spelt",
    [
        "一三八零零零零零零零零",
        "幺三八-零零零零-零零零零",
        "138 0000 0000",
        "1.3.8.0.0.0.0.0.0.0.0",
        "+8613800000000",
        "00000000831",
    ],
)
def test_a_number_is_found_in_other_figures_and_groups(spelt: str) -> None:
    assert list(Search([PHONE]).leaks("a.txt", f"打{spelt}吧".encode()))


def test_a_value_in_the_name_of_a_file_is_found() -> None:
    assert list(Search(VALUES).leaks("欧阳小满.html", b""))


def test_a_short_number_must_stand_alone_and_may_be_one_the_report_prints() -> None:
    search = Search([Removed("qq", "900011")])
    assert list(search.leaks("a.txt", "加900011".encode()))
    assert not list(search.leaks("a.txt", b"1900011 9000112"))
    own = Search([Removed("qq", "900011")], frozenset({"900011"}))
    assert own.skipped == 1
    assert not list(own.leaks("a.txt", b"900011"))


def test_a_nickname_that_is_a_word_of_the_report_is_not_looked_for() -> None:
    assert Search([Removed("name", "时间线"), Removed("name", "ok")]).skipped == 2


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=60).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_stop_the_search(content: bytes) -> None:
    for head in (b"", b"%PDF-1.7\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"\x1f\x8b"):
        list(Search(VALUES).leaks("a", head + content))


def test_words_of_a_clean_report_are_no_leak() -> None:
    clean = "甲表示将交付，〔电话1〕，420元，2024-03-05 10:20:33 +08:00，字节 10234–10391，小满，文三路".encode()
    assert not list(Search(VALUES).leaks("mediation.html", clean))
