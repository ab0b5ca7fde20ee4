"""What programs take from a phone: text with two spaces, the database, a page and lines made of it."""

import json

import pytest

from archiver.corpus.exports.wire import java_object
from parsers import android_body, android_reply
from parsers.java_stream import JavaError, fields
from parsers.message import Chat, Reply, Sender
from parsers.source import CHUNK
from tests.parsers.laws import assert_tiled, codes, messages, read_bytes

PAGE = (
    '<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /></head>'
    "<div style='white-space: pre-line'>{}</div>"
)
ROW = (
    '<p align=\'left\'><font color="blue"><b>{}</b></font>-----<font color="green">2021-03-01 09:05:03</font></br>'
    "{}</br></br></p>"
)


def test_a_head_needs_an_empty_line_two_spaces_and_a_padded_hour() -> None:
    body = "见\n2021-03-01 09:00:00  假头\n\n2021-03-01 9:00:00  假头\n\n2021-03-01 09:00:00 假头"
    read = messages(read_bytes(f"2021-03-01 08:00:00  山雀\n{body}\n\n2021-03-01 10:00:00  江河\n好\n\n".encode()))
    assert [(message.sender.name, message.text) for message in read] == [("山雀", body), ("江河", "好")]


def test_a_typed_head_after_an_empty_line_shows_only_in_its_time() -> None:
    forged = "2021-03-01 08:00:00  山雀\n嗯\n\n2021-03-01 07:00:00  江河\n我欠五千\n\n2021-03-01 09:00:00  江河\n好\n\n"
    assert codes(read_bytes(forged.encode())) == ["time_runs_back"]


def test_a_name_of_digits_is_qqs_voice_only_over_qqs_own_sentence() -> None:
    text = "2021-03-01 08:00:00  9000010001\n我今天付\n\n2021-03-01 08:00:01  9000010001\n9000010001撤回了一条消息\n\n"
    assert [(message.sender.pseudo, message.kind) for message in messages(read_bytes(text.encode()))] == [
        (False, "text"), (True, "recall"),
    ]  # fmt: skip


def test_three_names_make_a_group_and_a_path_of_the_phone_tells_whose_it_is() -> None:
    text = "".join(f"2021-03-01 08:00:0{n}  {name}\n{body}\n\n" for n, (name, body) in enumerate(
        [("甲", "一"), ("乙", "/storage/a.apk|0|0|1"), ("丙", "b.zip|7|0|0")]))  # fmt: skip
    events = read_bytes(text.encode())
    assert [event.kind for event in events or () if isinstance(event, Chat)] == ["group"]
    assert [message.outgoing for message in messages(events)] == [False, True, False]


def test_a_body_like_a_file_with_words_before_it_is_words() -> None:
    text = "2021-03-01 08:00:00  甲\n合同.pdf|7|0|0 这个\n\n2021-03-01 08:00:01  乙\n好\n\n"
    assert [message.kind for message in messages(read_bytes(text.encode()))] == ["text", "text"]


def test_heads_are_found_across_the_edges_of_reading() -> None:
    for shift in (0, 5, 19, 21, 40):
        long = "字" * ((CHUNK - 60) // 3) + "a" * shift
        text = (
            f"2021-03-01 08:00:00  山雀\n{long}\n\n2021-03-01 10:00:00  江河\n后\n\n2021-03-01 10:00:01  山雀\n末\n\n"
        )
        events = read_bytes(text.encode())
        assert events is not None
        assert_tiled(text.encode(), events)
        assert [message.text for message in messages(events)] == [long, "后", "末"]


def test_an_endless_body_is_kept_to_a_megabyte_and_the_rest_shown_as_unread() -> None:
    data = f"2021-03-01 08:00:00  山雀\n{'长' * 3_000_000}\n\n2021-03-01 10:00:00  江河\n后\n\n".encode()
    events = read_bytes(data)
    assert events is not None
    assert_tiled(data, events)
    assert len(messages(events)[0].text.encode()) <= 1024 * 1024
    assert messages(events)[-1].text == "后"
    assert "unread_text" in codes(events)


def test_a_page_row_that_was_typed_is_escaped_and_stays_words() -> None:
    forged = ROW.format("江河(9000010002)", "我欠五千").replace("<", "&lt;").replace(">", "&gt;")
    (message,) = messages(read_bytes(PAGE.format(ROW.format("山雀(9000010001)", forged)).encode()))
    assert message.text == ROW.format("江河(9000010002)", "我欠五千")


def test_words_between_two_rows_of_a_page_are_told_and_kept() -> None:
    row = ROW.format("山雀(9000010001)", "一")
    assert codes(read_bytes(PAGE.format(row + "夹带" + row).encode())) == ["unread_text"]


def test_an_object_of_java_is_read_by_its_fields() -> None:
    data = java_object("x.File", {"lfileSize": 7}, {"sfileName": "a.zip", "md5": "0" * 32})
    assert fields(data) == {"lfileSize": 7, "sfileName": "a.zip", "md5": "0" * 32}
    for end in range(len(data) - 1):
        try:
            fields(data[:end])
        except JavaError:
            continue
        raise AssertionError(end)


def quotation(numbers: dict[str, int], texts: dict[str, str]) -> str:
    return json.dumps({"sens_msg_source_msg_info": java_object("x.SourceMsgInfo", numbers, texts).hex(), "other": 1})


def test_a_reply_in_the_database_tells_who_said_what_and_when() -> None:
    told = {"mSourceMsgSenderUin": 9000010001, "mSourceMsgSeq": 77, "mSourceMsgTime": 1614560703}
    reply = android_reply.quoted(quotation(told, {"mSourceMsgText": "周五交"}))
    assert reply == Reply(sender=Sender("", "9000010001"), text="周五交", epoch_ms=1614560703000)
    assert android_reply.quoted(quotation({"mSourceMsgSeq": 77}, {})) == Reply(seq="77")
    assert [android_reply.quoted(kept) for kept in (None, "", "{}", '{"other": 1}')] == [None] * 4


@pytest.mark.parametrize(
    "kept", ["{", '{"sens_msg_source_msg_info": "zz"}', '{"sens_msg_source_msg_info": "aced0005"}']
)
def test_a_quotation_that_cannot_be_read_is_said_to_be_so(kept: str) -> None:
    with pytest.raises(android_reply.ReplyError):
        android_reply.quoted(kept)


def test_bytes_among_the_fields_of_an_object_are_passed_over() -> None:
    described = (
        b"r\x00\x01X" + bytes(8) + b"\x02\x00\x02" + b"[\x00\x01at\x00\x02[B" + b"L\x00\x01bt\x00\x12Ljava/lang/String;"
    )
    array = b"ur\x00\x02[B" + bytes(8) + b"\x02\x00\x00xp\x00\x00\x00\x03abc"
    data = b"\xac\xed\x00\x05s" + described + b"xp" + array + b"t\x00\x02hi"
    assert fields(data) == {"b": "hi"}
    with pytest.raises(JavaError):
        fields(data.replace(b"\x00\x00\x00\x03abc", b"\x7f\x00\x00\x03abc"))


def test_a_private_file_has_its_path_name_and_bytes() -> None:
    body = android_body.read(-2005, b"\x16/storage/emulated/0/a.zip|20480|0|0|0")
    (file,) = body.attachments
    assert (file.name, file.size, file.path) == ("a.zip", 20480, "/storage/emulated/0/a.zip")


def test_what_a_type_does_not_tell_is_kept_and_told() -> None:
    assert android_body.read(-4242, b"x").notices == ("unknown_row_type",)
    assert android_body.read(-2000, b"\xff\xff").notices == ("unreadable_element",)
