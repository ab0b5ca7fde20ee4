"""The MHT export: its pictures, its malformed envelope, its rows at the edges of reading."""

from hashlib import sha256
from pathlib import Path

import pytest

from parsers.identify import read
from parsers.mht_parts import extract, pictures
from parsers.mht_rows import words
from parsers.source import CHUNK, BytesSource, Source
from tests.parsers.laws import assert_tiled, codes, messages, read_bytes

FIXTURES = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "mht"
PRIVATE = (FIXTURES / "private.mht").read_bytes()
GUID = "{0F0E0D0C-1111-4222-8333-444455556666}.dat"


def test_a_picture_is_found_by_its_guid_and_comes_out_whole() -> None:
    source = Source.open(FIXTURES / "private.mht")
    found = dict(pictures(source))
    assert set(found) == {GUID}
    data = extract(source, found[GUID])
    assert data.startswith(b"\x89PNG")
    assert (found[GUID].kind, found[GUID].size, found[GUID].sha256) == ("png", 70, sha256(data).hexdigest())
    picture = next(file for message in read(source).messages() for file in message.attachments if file.path == GUID)
    assert picture.size == 70


def test_a_picture_across_the_edges_of_reading_is_whole() -> None:
    for shift in (0, 1, 30, 60, 100):
        data = PRIVATE.replace(b"body{", b" " * (CHUNK - 4800 + shift * 10) + b"body{")
        assert [size for _, size in _sizes(data)] == [70]


def _sizes(data: bytes) -> list[tuple[str, int]]:
    return [(name, picture.size) for name, picture in pictures(BytesSource("x.mht", len(data), data))]


@pytest.mark.parametrize(
    ("html", "text", "images"),
    [
        ("a &get; b &gt; c", "a > b > c", ()),
        ("&amp;get; &amp;lt;", "&get; &lt;", ()),
        ("<b>粗 &get;</b><br>二", "粗 >\n二", ()),
        ("<font style=\"x\" color='0'>一<br>二</font>三", "一\n二三", ()),
        ('<font><IMG src="{A}.dat">字</font>', "[图片]字", ("{A}.dat",)),
        ("<img src={A}.dat>", "[图片]", ("{A}.dat",)),
        ("没有关上的<font>字", "没有关上的字", ()),
        ("", "", ()),
    ],
)
def test_the_words_of_a_body(html: str, text: str, images: tuple[str, ...]) -> None:
    assert words(html) == (text, images)


def test_rows_at_the_edges_of_reading_are_the_same_rows() -> None:
    whole = [(m.text, m.stamp) for m in messages(read_bytes(PRIVATE))]
    for pad in range(CHUNK - 4200, CHUNK - 500, 370):
        data = PRIVATE.replace(b"body{", b" " * pad + b"body{")
        events = read_bytes(data)
        assert events is not None
        assert_tiled(data, events)
        assert [(m.text, m.stamp) for m in messages(events)] == whole


def test_a_file_without_its_last_boundary_is_told_as_cut() -> None:
    assert "truncated" in codes(read_bytes(PRIVATE[: PRIVATE.rindex(b"------=_")]))


def test_an_envelope_with_the_missing_semicolon_and_without_quotes_is_read() -> None:
    data = PRIVATE.replace(b'charset="utf-8"\r\n', b'charset="utf-8";\r\n').replace(b'boundary="', b"boundary=", 1)
    data = data.replace(b'6B7"\r\n', b"6B7\r\n", 1)
    assert len(messages(read_bytes(data))) == 9
    assert [size for _, size in _sizes(data)] == [70]


def test_a_row_longer_than_any_message_is_unread_and_the_next_one_read() -> None:
    data = PRIVATE.replace("不在字体里的话".encode(), b"x" * 9_000_000)
    events = read_bytes(data)
    assert events is not None
    assert_tiled(data, events)
    assert "付款了" in [m.text for m in messages(events)]
    assert "unread_text" in codes(events)
