"""What a fixture cannot show well: producers that differ, and words that contradict each other."""

import json

import pytest

from parsers.message import Chat, Message
from tests.parsers.laws import assert_tiled, codes, messages, read_bytes

PEER = {"uid": "u_peer", "uin": "9000010001", "name": "山雀"}


def row(**changes: object) -> dict[str, object]:
    text = changes.pop("text", "好的")
    content = {
        "text": text,
        "html": "",
        "elements": [{"type": "text", "data": {"text": text}}],
        "resources": [],
        "mentions": [],
    }
    whole: dict[str, object] = {
        "id": "7600000000000000001", "seq": "1", "timestamp": 1735660800000, "time": "2025-01-01 00:00:00",
        "sender": PEER, "type": "type_1", "content": content, "recalled": False, "system": False,
    }  # fmt: skip
    return whole | changes


def export(*rows: object, kind: str = "private", **parts: object) -> bytes:
    whole = {
        "metadata": {"name": "QQChatExporter V5", "version": "5.5.77"},
        "chatInfo": {"name": "山雀", "type": kind},
        "messages": rows,
    }
    return json.dumps(whole | parts, ensure_ascii=False).encode()


def only(data: bytes) -> Message:
    events = read_bytes(data)
    assert events is not None
    assert_tiled(data, events)
    (message,) = messages(events)
    return message


ODD: dict[str, tuple[dict[str, object], str, str | None]] = {
    "an id printed as a number": ({"id": 76000000000000000010}, "id", "76000000000000000010"),
    "a sequence printed as a number": ({"seq": 7}, "seq", "7"),
    "no id": ({"id": None}, "id", None),
    "no sender": ({"sender": None}, "text", "好的"),
    "content as a bare text": ({"content": "好的"}, "text", "好的"),
    "no content": ({"content": None}, "text", ""),
    "an unknown type": ({"type": 99}, "text", "好的"),
    "a field never seen": ({"reactions": [{"id": 1}]}, "text", "好的"),
}


@pytest.mark.parametrize("case", ODD)
def test_a_producer_that_differs_is_read(case: str) -> None:
    changes, field, value = ODD[case]
    assert getattr(only(export(row(**changes))), field) == value


@pytest.mark.parametrize("timestamp", [1735660800000, "1735660800000", 1735660800000.0])
def test_an_instant_is_read_as_number_or_text(timestamp: object) -> None:
    assert only(export(row(timestamp=timestamp))).stamp.epoch_ms == 1735660800000


def test_words_changed_in_one_place_only_are_told() -> None:
    changed = row(text="尾款五百")
    content = changed["content"]
    assert isinstance(content, dict)
    content["text"] = "尾款五千"
    assert codes(read_bytes(export(changed))) == ["text_contradiction"]


def test_a_time_changed_in_one_place_only_is_told() -> None:
    assert codes(read_bytes(export(row(time="2025-01-01 00:07:00")))) == ["time_contradiction"]
    assert codes(read_bytes(export(row(time="2025-02-01 00:00:00")))) == ["time_contradiction"]


@pytest.mark.parametrize("time", ["2024-12-31 16:00:00", "2025-01-01 00:00:00", "2024-12-31 21:45:00"])
def test_a_print_of_another_zone_contradicts_nothing(time: str) -> None:
    assert codes(read_bytes(export(row(time=time)))) == []


def test_the_voice_of_qq_under_the_peers_uid_is_not_the_peer() -> None:
    tip = row(text="[17]", sender={"uid": "u_peer", "uin": "0", "name": "0"}, system=True)
    message = only(export(tip))
    assert message.sender.pseudo
    assert message.outgoing is None
    assert message.own == ()


def test_a_person_who_types_the_exporters_word_for_a_receipt_has_typed_it() -> None:
    message = only(export(row(text="[10]")))
    assert (message.kind, message.attachments) == ("text", ())


def test_a_placeholder_that_was_typed_is_own_words() -> None:
    message = only(export(row(text="[图片: 假的.jpg]")))
    assert message.own == ((0, len(message.text)),)


def test_chat_info_behind_the_messages_is_found() -> None:
    whole = {
        "metadata": {"name": "QQChatExporter V5"},
        "messages": [row()],
        "chatInfo": {"name": "群", "type": "group"},
    }
    events = read_bytes(json.dumps(whole, ensure_ascii=False).encode())
    chats = [event for event in events or () if isinstance(event, Chat)]
    assert [(chat.title, chat.kind) for chat in chats] == [("群", "group")]


def test_order_that_is_not_that_of_time_is_kept_and_told_once() -> None:
    rows = [row(id=str(n), timestamp=1735660800000 - n * 1000, time=f"2024-12-31 23:59:{60 - n}") for n in (1, 2, 3)]
    events = read_bytes(export(*rows))
    assert [message.id for message in messages(events)] == ["1", "2", "3"]
    assert codes(events) == ["time_runs_back"]


def test_system_rows_left_out_by_the_exporter_are_told() -> None:
    data = export(row(), exportOptions={"filters": {}, "options": {"includeSystemMessages": False}})
    assert codes(read_bytes(data)) == ["filtered_export"]


def test_a_red_packets_title_is_its_senders_and_no_sum() -> None:
    wallet = {"receiver": {"title": "转账500元", "notice": "[QQ红包]转账500元", "subTitle": "QQ红包"}}
    content = {"text": "[钱包消息]", "elements": [{"type": "wallet", "data": {"payload": wallet}}]}
    message = only(export(row(type="type_10", content=content, time="2024-12-31T16:00:00.000Z")))
    assert message.money is not None
    assert (message.kind, message.money.value) == ("redpacket", None)


def test_bytes_that_are_no_text_are_marked_and_the_row_is_read() -> None:
    data = export(row(text="坏字")).replace("坏".encode(), b"\xff")
    events = read_bytes(data)
    assert [message.text for message in messages(events)] == ["␚字"]
    assert codes(events) == ["undecodable_bytes"]


PICTURE = {"type": "image", "data": {"filename": "图.png", "size": 9, "url": ""}}
COPIES = {
    "images/1_图.png": "resources/images/1_图.png",
    "./resources/images/1_图.png": "resources/images/1_图.png",
    "images\\1_图.png": "resources/images/1_图.png",
    "C:\\Users\\山雀\\.qq-chat-exporter\\resources\\images\\1_图.png": None,
    "/home/a/resources/images/1_图.png": None,
    "images/../../1_图.png": None,
    "1_图.png": None,
    "": None,
}


@pytest.mark.parametrize("printed", COPIES)
def test_a_copy_is_where_the_row_says_below_the_export_and_never_on_the_exporters_disk(printed: str) -> None:
    resource = {"type": "image", "filename": "图.png", "size": 9, "url": "", "localPath": printed}
    content = {"text": "[图片: 图.png]", "elements": [PICTURE], "resources": [resource]}
    (file,) = only(export(row(content=content))).attachments
    assert (file.name, file.path) == ("图.png", COPIES[printed])


def test_two_pictures_of_one_name_have_the_copies_in_their_order() -> None:
    places = ("images/1_图.png", "images/2_图.png")
    copies = [{"type": "image", "filename": "图.png", "localPath": place} for place in places]
    other = {"type": "file", "filename": "图.png", "localPath": "files/图.png"}
    content = {"text": "", "elements": [PICTURE, PICTURE, PICTURE], "resources": [other, *copies]}
    paths = [one.path for one in only(export(row(content=content))).attachments]
    assert paths == ["resources/images/1_图.png", "resources/images/2_图.png", None]


def test_a_picture_inside_a_forward_bears_its_own_place() -> None:
    placed = {"type": "image", "data": {"filename": "图.png", "localPath": "images/3_图.png"}}
    content = {"text": "", "elements": [placed], "resources": []}
    assert [one.path for one in only(export(row(content=content))).attachments] == ["resources/images/3_图.png"]
