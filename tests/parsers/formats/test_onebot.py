import json

import pytest

from parsers.message import Message
from parsers.onebot_rows import cq_segments
from tests.parsers.laws import assert_tiled, codes, messages, read_bytes


def _event(**fields: object) -> dict[str, object]:
    usual = {"time": 1735660800, "self_id": 9000010002, "post_type": "message", "message_type": "private"}
    return {**usual, "message_id": 1, "user_id": 9000010001, **fields}


def _one(**fields: object) -> Message:
    said = messages(read_bytes(json.dumps(_event(**fields)).encode()))
    assert len(said) == 1
    return said[0]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("a&#91;CQ:image,file=x&#93;", "a[CQ:image,file=x]"),
        ("1&amp;#44;2", "1&#44;2"),
        ("[CQ:]", "[CQ:]"),
        ("[CQ:at", "[CQ:at"),
        ("，[图片]", "，[图片]"),
    ],
)
def test_typed_words_that_look_like_codes_stay_words(code: str, words: str) -> None:
    assert [(part.type, part.data.text) for part in cq_segments(code)] == [("text", words)]


def test_a_code_and_a_list_of_segments_give_the_same_message() -> None:
    code = "看[CQ:image,file=a&#44;b.jpg,file_size=5]这个"
    parts = [
        {"type": "text", "data": {"text": "看"}},
        {"type": "image", "data": {"file": "a,b.jpg", "file_size": "5"}},
        {"type": "text", "data": {"text": "这个"}},
    ]
    one, two = _one(message=code), _one(message=parts)
    assert (one.text, one.own, one.attachments, one.kind) == (two.text, two.own, two.attachments, two.kind)
    assert one.attachments[0].size == 5


def test_a_forward_nested_without_end_is_followed_to_a_limit_and_its_words_are_not_the_senders() -> None:
    inner: list[dict[str, object]] = [{"type": "text", "data": {"text": "最里"}}]
    for _ in range(30):
        row = {"user_id": 9000010007, "time": 1, "message": inner}
        inner = [{"type": "forward", "data": {"id": "1", "content": [row]}}]
    message = _one(message=inner)
    depth = 0
    row_in = message
    while row_in.forward:
        row_in, depth = row_in.forward[0], depth + 1
    assert depth == 8
    assert message.own == ()


def test_own_rows_are_told_by_number_and_by_kind_of_event() -> None:
    assert _one(message="x").outgoing is False
    assert _one(message="x", user_id="9000010002", target_id="9000010001").outgoing is True
    assert _one(message="x", post_type="message_sent", target_id=9000010001).outgoing is True


def test_the_peer_of_own_private_rows_is_their_target() -> None:
    rows = [_event(message="x"), _event(message="y", user_id=9000010002, target_id=9000010001)]
    said = messages(read_bytes("\n".join(map(json.dumps, rows)).encode()))
    assert [message.chat for message in said] == ["c1", "c1"]


def test_words_beside_the_segments_that_differ_are_told() -> None:
    row = json.dumps(_event(message=[{"type": "text", "data": {"text": "付500"}}], raw_message="付5000")).encode()
    assert "text_contradiction" in codes(read_bytes(row))


def test_an_array_cut_in_an_event_is_tiled_and_told() -> None:
    data = json.dumps([_event(message="x"), _event(message="y")]).encode()
    for end in (len(data) - 1, len(data) - 20):
        events = read_bytes(data[:end])
        assert events is not None
        assert_tiled(data[:end], events)
        assert "truncated" in codes(events)
    assert "truncated" not in codes(read_bytes(data))


def test_other_lines_and_arrays_are_not_taken() -> None:
    for data in (
        b"[]",
        b"[1,2]",
        b'[{"contents":[["a","b"]]}]',
        b'{"t":1,"c":"x","s":1,"i":true}',
        b'{"post_type":"x"}',
    ):
        assert read_bytes(data) is None
