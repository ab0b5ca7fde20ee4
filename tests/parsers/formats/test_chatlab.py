import json

import pytest

from parsers.identify import read
from parsers.message import Chat, Message
from parsers.source import BytesSource
from tests.parsers.laws import assert_tiled, codes, messages, read_bytes

ABOUT = {"version": "0.0.2", "exportedAt": 1735700000}


def _export(rows: list[dict[str, object]], **meta: object) -> bytes:
    head = {"name": "山雀", "platform": "qq", "type": "private"} | meta
    return json.dumps({"chatlab": ABOUT, "meta": head, "members": [], "messages": rows}).encode()


def _one(row: dict[str, object], **meta: object) -> Message:
    said = messages(read_bytes(_export([{"sender": "9000010001", "timestamp": 1735660800, "type": 0} | row], **meta)))
    assert len(said) == 1
    return said[0]


@pytest.mark.parametrize("timestamp", [1735660800, "1735660800", 1735660800.0, 1735660800000])
def test_a_time_is_read_as_number_and_as_text_and_never_dropped(timestamp: object) -> None:
    assert _one({"timestamp": timestamp}).stamp.epoch_ms == 1735660800000


@pytest.mark.parametrize("timestamp", [None, "", "nan", "1e400", -5, 0, 10**30])
def test_a_time_that_is_none_keeps_its_row_and_is_told(timestamp: object) -> None:
    events = read_bytes(_export([{"sender": "1", "timestamp": timestamp, "type": 0, "content": "好"}]))
    assert [message.stamp.epoch_ms for message in messages(events)] == [None]
    assert "impossible_time" in codes(events)


def test_two_rows_of_one_second_and_sender_are_two() -> None:
    row: dict[str, object] = {"sender": "9000010001", "timestamp": 1735660800, "type": 0, "content": "好"}
    assert len(messages(read_bytes(_export([row, row])))) == 2


def test_an_account_of_another_platform_is_no_qq_number() -> None:
    sender = _one({"sender": "9000010001"}, platform="telegram").sender
    assert (sender.uin, sender.account) == ("", "telegram:9000010001")


def test_the_system_is_no_person_and_has_no_side() -> None:
    message = _one({"sender": "10000", "type": 80}, ownerId="9000010002")
    assert message.sender.pseudo
    assert message.outgoing is None


def test_a_sum_is_read_only_where_one_is_printed() -> None:
    paid = _one({"type": 21, "content": "转账 ¥1200.50 已收款"}).money
    several = _one({"type": 21, "content": "¥100 原价 ¥200"}).money
    packet = _one({"type": 20, "content": "500元"}).money
    assert paid is not None
    assert paid.value == "1200.5"
    assert several is not None
    assert several.value is None
    assert packet is not None
    assert packet.value is None


def test_parts_behind_the_messages_are_read_first() -> None:
    rows = [{"sender": "9000010001", "timestamp": 1735660800, "type": 0, "content": "好"}]
    data = json.dumps({"messages": rows, "meta": {"name": "群", "type": "group"}, "chatlab": ABOUT}).encode()
    events = list(read(BytesSource("x.json", len(data), data)).events())
    chat = next(event for event in events if isinstance(event, Chat))
    assert (chat.title, chat.kind) == ("群", "group")


def test_an_object_without_a_version_is_not_taken() -> None:
    assert read_bytes(b'{"chatlab":{},"messages":[]}') is None
    assert read_bytes(b'{"chatlab":"0.0.2","messages":[]}') is None


def test_lines_with_carriage_returns_comments_and_no_last_end_are_tiled() -> None:
    data = (
        b'# x\r\n{"_type":"header","chatlab":{"version":"0.0.2"},"meta":{"name":"%b"}}\r\n\r\n' % "验收群".encode()
        + b'  {"_type":"message","sender":"9000010001","timestamp":1735660800,"type":0,"content":"a"}  \r\n# y\r\n'
        + b'{"_type":"message","sender":"9000010001","timestamp":1735660801,"type":0,"content":"\xff"}'
    )
    events = read_bytes(data)
    assert events is not None
    assert_tiled(data, events)
    assert [message.text for message in messages(events)] == ["a", "␚"]
    assert codes(events) == ["undecodable_bytes", "derived_copy"]
