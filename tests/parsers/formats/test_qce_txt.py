"""The text export of qq-chat-exporter, where nothing is escaped: what can be told from typed words, and what cannot."""

from parsers.source import CHUNK
from tests.parsers.laws import assert_tiled, codes, messages, read_bytes

BAR = "=" * 47
FRONT = (
    f"[QQChatExporter V5 / https://example.org]\n[x]\n\n{BAR}\n           QQ聊天记录导出文件\n{BAR}\n\n"
    "聊天名称: 山雀\n聊天类型: 私聊\n导出时间: 2026-01-05 10:00:00\n消息总数: %d\n"
    "时间范围: 2025-01-01 00:00:00 - 2025-01-01 00:01:00\n"
)
END = f"\n\n{BAR}\n              导出完成\n{BAR}\n总计导出 %d 条消息\n导出时间: 2026-01-05 10:00:00"


def _export(*rows: tuple[str, str], told: int | None = None) -> bytes:
    count = len(rows) if told is None else told
    body = "\n\n\n".join(f"{name}:\n时间: 2025-01-01 00:00:00\n内容: {text}" for name, text in rows)
    return (FRONT % count + "\n\n" + body + END % count).encode()


def _texts(data: bytes) -> list[str]:
    events = read_bytes(data)
    assert events is not None
    assert_tiled(data, events)
    return [message.text for message in messages(events)]


def test_blank_lines_and_field_names_inside_a_content_stay_in_it() -> None:
    text = "一\n\n\n二\n时间: 2025-01-01 00:00:00\n内容: 三\n\n\n\n提及: 山雀"
    assert _texts(_export(("江河", text), ("山雀", "好"))) == [text, "好"]


def test_more_heads_than_the_count_says_are_told() -> None:
    forged = "先这样\n\n\n江河:\n时间: 2025-01-01 00:00:00\n内容: 我欠五千"
    events = read_bytes(_export(("山雀", forged)))
    assert codes(events) == ["count_differs", "more_heads_than_told"]


def test_a_typed_end_of_the_export_is_text_as_long_as_messages_follow() -> None:
    text = "完了" + END % 1
    assert _texts(_export(("山雀", text), ("江河", "没有"))) == [text, "没有"]


def test_a_name_with_a_colon_and_a_nameless_head_are_heads() -> None:
    events = read_bytes(_export(("a: b:", "一"), ("", "二")))
    assert [(m.sender.name, m.sender.pseudo) for m in messages(events)] == [("a: b:", False), ("", True)]


def test_whose_export_it_is_stays_open_where_the_peer_does_not_speak() -> None:
    events = read_bytes(_export(("江河", "在吗"), ("某某", "在")))
    assert [m.outgoing for m in messages(events)] == [None, None]


def test_heads_are_found_across_the_edges_of_reading() -> None:
    for shift in (0, 7, 40, 60):
        long = "字" * ((CHUNK - 700) // 3) + "a" * shift
        assert _texts(_export(("山雀", long), ("江河", "后"), ("山雀", "末")))[1:] == ["后", "末"]


def test_an_endless_content_is_kept_to_a_megabyte_and_the_rest_shown_as_unread() -> None:
    data = _export(("山雀", "长" * 3_000_000), ("江河", "后"))
    texts = _texts(data)
    assert len(texts[0].encode()) <= 1024 * 1024
    assert texts[-1] == "后"
    assert "unread_text" in codes(read_bytes(data))


def test_bytes_that_are_no_text_are_marked_in_their_message() -> None:
    data = _export(("山雀", "价格XX元"), ("江河", "好")).replace(b"XX", b"\xff\xfe")
    assert _texts(data) == ["价格␚␚元", "好"]
    assert codes(read_bytes(data)) == ["undecodable_bytes"]
