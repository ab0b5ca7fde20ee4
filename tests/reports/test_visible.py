"""Nothing hides, nothing is lost."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.visible import is_harmless, pieces, unmarked, visible

SHOWN = {
    "right-to-left override": ("转\u202e账", "转⟦U+202E⟧账"),
    "isolates": ("\u2066a\u2069", "⟦U+2066⟧a⟦U+2069⟧"),
    "zero-width space": ("李\u200b四", "李⟦U+200B⟧四"),
    "byte order mark inside": ("a\ufeffb", "a⟦U+FEFF⟧b"),
    "soft hyphen": ("a\u00adb", "a⟦U+00AD⟧b"),
    "NUL": ("\0", "⟦U+0000⟧"),
    "escape": ("\x1b[2J", "⟦U+001B⟧[2J"),
    "C1": ("\x85", "⟦U+0085⟧"),
    "lone CR": ("a\rb", "a⟦U+000D⟧b"),
    "CRLF is one line end": ("a\r\nb", "a\nb"),
    "line separator": ("\u2028", "⟦U+2028⟧"),
    "hangul filler": ("\u3164", "⟦U+3164⟧"),
    "braille blank": ("\u2800", "⟦U+2800⟧"),
    "tag letters": ("\U000e0041", "⟦U+E0041⟧"),
    "lone surrogate": ("\ud83d", "⟦U+D83D⟧"),
    "private use": ("\ue412", "⟦U+E412⟧"),
    "joiner between letters": ("a\u200db", "a⟦U+200D⟧b"),
    "selector after a letter": ("a\ufe0f", "a⟦U+FE0F⟧"),
}
KEPT = [
    "好的，周五前发你～", "👨\u200d👩\u200d👧", "❤\ufe0f", "1\ufe0f\u20e3", "👍🏽", "Ünïcödé ß", "עברית", "　全角",
    "a\tb\nc", "（┬＿┬）", "“”—…",
]  # fmt: skip


@pytest.mark.parametrize("key", SHOWN)
def test_what_would_hide_is_drawn(key: str) -> None:
    text, shown = SHOWN[key]
    assert visible(text) == shown


@pytest.mark.parametrize("text", KEPT)
def test_honest_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@given(st.text(st.characters()))
def test_the_pieces_give_back_the_text(text: str) -> None:
    back = "".join((unmarked(piece.text) or "?") if piece.mark else piece.text for piece in pieces(text))
    assert back == text


@given(st.text(st.characters()))
def test_what_is_shown_holds_no_hidden_character(text: str) -> None:
    shown = visible(text)
    assert shown.encode().decode() == shown
    hidden = {letter for letter in shown if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}}
    assert hidden <= {"\n", "\t", "\u200d"}  # a joiner stays between the parts of an emoji


@pytest.mark.parametrize("words", ["⟦U+XYZW⟧", "⟦U+41", "", "⟦U+110000⟧", "ab"])
def test_what_is_no_mark_is_not_read_as_one(words: str) -> None:
    assert unmarked(words) is None


@pytest.mark.parametrize("text", ["", "好的 ok\n周三给你", "a\r\nb", "a\rb", "甲\u202e乙", "👍", "a\u200db", "\ue000"])
def test_a_text_that_needs_no_second_look_is_one_piece_without_marks(text: str) -> None:
    found = list(pieces(text))
    if is_harmless(text):
        assert [(piece.text, piece.mark) for piece in found] == [(text, False)] * bool(text)
    else:
        assert "\r" in text or any(piece.mark for piece in found) or text == "👍"
