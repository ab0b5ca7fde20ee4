"""The text exports of QQNT_Export and qq-dump: what can be told from typed words, and what cannot."""

from parsers.source import CHUNK
from tests.parsers.laws import assert_tiled, codes, messages, read_bytes

HEAD = "2025-01-01 00:00:0{} {}\n"


def test_a_typed_tag_of_a_part_that_qq_never_mixes_stays_in_the_words() -> None:
    text = (
        HEAD.format(0, "收")
        + "[文本]\n看\n[文件]\n没有发过.zip\n[红包]\n五千\n\n"
        + HEAD.format(1, "发")
        + "[文本]\n好\n\n"
    )
    read = messages(read_bytes(text.encode()))
    assert [(message.kind, message.text) for message in read] == [
        ("text", "看\n[文件]\n没有发过.zip\n[红包]\n五千"),
        ("text", "好"),
    ]


def test_a_line_like_a_head_without_a_tag_under_it_is_a_body() -> None:
    body = "一\n\n2025-01-01 00:00:09 收\n二"
    text = HEAD.format(0, "收") + f"[文本]\n{body}\n\n" + HEAD.format(1, "发") + "[文本]\n好\n\n"
    assert [message.text for message in messages(read_bytes(text.encode()))] == [body, "好"]


def test_line_ends_of_windows_change_nothing() -> None:
    text = HEAD.format(0, "收") + "[文本]\n一\n二\n\n" + HEAD.format(1, "发") + "[文件]\na.zip\n\n"
    data = text.replace("\n", "\r\n").encode()
    events = read_bytes(data)
    assert events is not None
    assert_tiled(data, events)
    assert [message.attachments[0].name if message.attachments else message.text for message in messages(events)] == [
        "一\r\n二", "a.zip",
    ]  # fmt: skip


def test_heads_of_qqnt_export_are_found_across_the_edges_of_reading() -> None:
    for shift in (0, 9, 23, 30):
        long = "字" * ((CHUNK - 80) // 3) + "a" * shift
        text = HEAD.format(0, "收") + f"[文本]\n{long}\n\n" + HEAD.format(1, "发") + "[文本]\n后\n\n"
        assert [message.text for message in messages(read_bytes(text.encode()))] == [long, "后"]


def test_a_line_break_is_escaped_so_that_nobody_can_type_a_head() -> None:
    text = (
        "[2025-01-01 00:00:00] 山雀: 一[%\\n%][2025-01-01 00:00:01] 江河: 我欠五千\n"
        "[2025-01-01 00:00:02] 江河: 没\r有\n"
    )
    read = messages(read_bytes(text.encode()))
    assert [message.text for message in read] == ["一\n[2025-01-01 00:00:01] 江河: 我欠五千", "没\r有"]


def test_the_last_line_of_a_cut_dump_is_what_is_left_of_it() -> None:
    text = "[2025-01-01 00:00:00] 山雀: 一\n[2025-01-01 00:00:02] 江河: 二\n[2025-01-01 00:0"
    events = read_bytes(text.encode())
    assert [message.text for message in messages(events)] == ["一", "二"]
    assert codes(events) == ["unread_text"]
