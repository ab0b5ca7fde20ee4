"""The web page: exact places, words that could be typed, and messages larger than a piece of reading."""

from pathlib import Path

import pytest

from parsers.qce_html_words import told
from parsers.source import CHUNK
from tests.parsers.laws import assert_tiled, codes, messages, read_bytes, span

PAGE = (Path(__file__).parents[3] / "fixtures" / "chatlogs" / "qce_html" / "modern-v5.html").read_bytes()
ROW = '<div class="message other" data-sender-uid="u_a" id="msg-1"><span class="sender">山雀</span>%s</div>'


def test_a_place_is_the_block_of_its_message_to_the_byte() -> None:
    events = read_bytes(PAGE)
    for message in messages(events):
        place = span(message)
        block = PAGE[place.start : place.end]
        assert block.startswith(b'<div class="message-block"')
        assert block.endswith(b"</div>")
        assert block.count(b"<div") == block.count(b"</div>")
        assert block.count(b' id="msg-') == 1


def test_a_picture_inside_the_page_is_passed_over_at_any_size() -> None:
    big = b'src="data:image/jpeg;base64,' + b"A" * (3 * CHUNK) + b'"'
    data = PAGE.replace(b'src="resources/images/0123456789ABCDEF0123456789ABCDEF.jpg"', big)
    events = read_bytes(data)
    assert events is not None
    assert_tiled(data, events)
    assert [m.text for m in messages(events)][1:3] == ["收到[图片]谢谢[/微笑]", "[文件: 交付物 & 终.zip]"]


def test_messages_at_the_edges_of_reading_are_the_same_messages() -> None:
    whole = [(m.text, m.id) for m in messages(read_bytes(PAGE))]
    for pad in range(CHUNK - 9000, CHUNK, 900):
        data = PAGE.replace(b"margin: 0", b"margin: 0" + b" " * pad)
        events = read_bytes(data)
        assert events is not None
        assert_tiled(data, events)
        assert [(m.text, m.id) for m in messages(events)] == whole


def test_a_message_without_its_end_costs_only_itself() -> None:
    data = PAGE.replace("谢谢<span".encode(), "谢谢</div></div><div><div><div><div><span".encode())
    events = read_bytes(data)
    assert events is not None
    assert_tiled(data, events)
    assert len(messages(events)) >= 10
    assert "unread_text" in codes(events)


@pytest.mark.parametrize(
    ("body", "text", "own"),
    [
        ('<span class="text-content">a &lt;b&gt; &amp;amp;</span>', "a <b> &amp;", ["a <b> &amp;"]),
        ('<span class="text-content"><span class="at-mention">@江河</span> 好</span>', "@江河 好", ["@江河 好"]),
        ('<div class="json-card"><div class="json-title">文档</div></div>', "[卡片消息: 文档]", []),
        ('<video src="resources/videos/b%20c.mp4" class="message-video"></video>', "[视频: b c.mp4]", []),
        ('<img src="x" alt="鼓掌" class="market-face">', "[鼓掌]", []),
        ("不在任何标签里", "不在任何标签里", []),
    ],
)
def test_the_words_and_placeholders_of_a_message(body: str, text: str, own: list[str]) -> None:
    found = told(ROW.replace("%s", body))
    assert (found.name, found.id, found.uid, found.mine) == ("山雀", "1", "u_a", False)
    assert (found.text, [found.text[start:end] for start, end in found.own]) == (text, own)


def test_words_in_no_known_tag_are_kept_but_not_taken_for_the_senders() -> None:
    data = PAGE.replace('<span class="text-content">同意</span>'.encode(), "<i>同意</i>".encode())
    assert "unreadable_element" in codes(read_bytes(data))
    assert [(m.text, m.own) for m in messages(read_bytes(data)) if m.reply] == [("同意", ())]


def test_a_badge_beside_the_name_is_neither_name_nor_words() -> None:
    header = '<div class="message-header"><b>群主</b><span class="sender">江河</span><span class="time">1</span></div>'
    found = told(f'<div class="message self" id="msg-1">{header}<span class="text-content">好</span></div>')
    assert (found.name, found.time, found.text, found.mine) == ("江河", "1", "好", True)


def test_whose_message_it_is_stays_open_in_releases_that_print_no_uid() -> None:
    assert told(ROW.replace(' data-sender-uid="u_a"', "")).mine is None


def test_another_page_with_the_words_of_the_exporter_is_not_taken() -> None:
    assert read_bytes(b"<!DOCTYPE html>\n" + b"<p></p>\n" * 9 + b'<!-- QCE_METADATA: {"messageCount":1} -->') is None
