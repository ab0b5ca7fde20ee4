import codecs
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import decoding
from parsers.message import Event, Framing, Notice, Span, Unread
from parsers.source import BytesSource

TALK = "2021-03-01 9:05:03 山雀\r\n周五前给你，先付一半\r\n\r\n" * 40


def _source(data: bytes) -> BytesSource:
    return BytesSource("x", len(data), data)


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (codecs.BOM_UTF8 + TALK.encode(), "utf-8-sig"),
        (TALK.encode(), "utf-8"),
        (TALK.encode()[:-100] + "周".encode()[:2], "utf-8"),
        (TALK.encode().replace("半".encode(), b"\xff", 3), "utf-8"),
        (TALK.encode("gb18030"), "gb18030"),
        ("在吗\r\n".encode("gb18030"), "gb18030"),
        (codecs.BOM_UTF16_LE + TALK.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + TALK.encode("utf-16-be"), "utf-16-be"),
        (TALK.encode("utf-16-le"), "utf-16-le"),
        (TALK.encode("utf-16-be"), "utf-16-be"),
        (b"plain words", "utf-8"),
        (b"", "utf-8"),
    ],
)
def test_the_encoding_is_told_by_mark_else_strict_utf8_else_gb18030(data: bytes, encoding: str) -> None:
    assert decoding.detect(_source(data)) == encoding


def _lines(chunks: Iterator[bytes]) -> Iterator[Event]:
    at = 0
    for line in b"".join(chunks).splitlines(keepends=True):
        yield Framing(Span(at, at + len(line)))
        at += len(line)


def _spans(data: bytes, encoding: str) -> list[Span]:
    found = decoding.events(_source(data), encoding, _lines)
    return [event.span for event in found if isinstance(event, Framing | Unread)]


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16-le", "utf-16-be"])
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=3000))
def test_places_in_a_reencoded_text_are_those_of_the_stored_bytes(encoding: str, text: str) -> None:
    text = f"周{text}\n末"
    data = text.encode(encoding)
    pieces = [data[span.start : span.end].decode(encoding) for span in _spans(data, encoding)]
    assert [piece.encode() for piece in pieces] == text.encode().splitlines(keepends=True)


@given(st.binary(min_size=1, max_size=300), st.sampled_from(["gb18030", "utf-16-le", "utf-16-be"]))
def test_bytes_that_do_not_decode_keep_their_place(data: bytes, encoding: str) -> None:
    spans = _spans(data, encoding)
    assert b"".join(data[span.start : span.end] for span in spans) == data


def test_a_guessed_encoding_and_an_odd_last_byte_are_told() -> None:
    found = list(decoding.events(_source("周五".encode("utf-16-le") + b"\x35"), "utf-16-le", _lines))
    assert [event.code for event in found if isinstance(event, Notice)] == ["encoding_guessed", "cut_character"]
    assert Unread(Span(4, 5)) in found


def test_each_byte_that_does_not_decode_is_marked_and_the_first_one_found() -> None:
    assert decoding.salvage("坏".encode() + b"\xff\xfe" + "字".encode()) == ("坏␚␚字", 2, 3)
    assert decoding.salvage("周五".encode()) == ("周五", 0, 0)
    assert decoding.salvage("周".encode()[:2]) == ("␚␚", 2, 0)
