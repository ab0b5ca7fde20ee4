"""What a fixture cannot show well: order, length, and many heads."""

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from parsers.classic_names import LOOKAHEAD
from parsers.classic_rows import MAX_BODY
from parsers.message import Chat
from tests.parsers.laws import assert_tiled, codes, messages, read_bytes

BANNER = "\ufeff消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n"
BAR = "=" * 64


def export(*heads_and_bodies: tuple[str, str], peer: str = "山雀", folder: str = "我的好友") -> bytes:
    block = f"{BAR}\r\n消息分组:{folder}\r\n{BAR}\r\n消息对象:{peer}\r\n{BAR}\r\n\r\n"
    return (BANNER + block + "".join(f"{head}\r\n{body}\r\n\r\n" for head, body in heads_and_bodies)).encode()


def chat(data: bytes) -> Chat:
    events = read_bytes(data)
    assert events is not None
    assert_tiled(data, events)
    return next(event for event in events if isinstance(event, Chat))


def at(second: int) -> str:
    return f"2021-03-02 {9 + second // 3600}:{second // 60 % 60:02}:{second % 60:02}"


GROUPS = {
    "two numbers": ["山雀(9000010001)", "江河(9000010002)"],
    "a number and a mail": ["山雀(9000010001)", "江河<j@example.com>"],
    "a voice of QQ": ["系统消息(10000)"],
    "one number in a folder of groups": ["山雀(9000010001)", "山雀(9000010001)"],
}
PRIVATE = {
    "a bare name": ["山雀"],
    "a name in brackets": ["山雀(设计)", "江河"],
    "nobody's notices alone": ["", ""],
    "the peer's name ends like a number": ["小明(123456)", "江河"],
}


@pytest.mark.parametrize("case", GROUPS)
def test_a_group_is_known_by_its_names(case: str) -> None:
    rows = [(f"{at(n)} {name}", "好") for n, name in enumerate(GROUPS[case])]
    assert chat(export(*rows, peer="验收沟通群", folder="我的QQ群")).kind == "group"


@pytest.mark.parametrize("case", PRIVATE)
def test_private_talk_is_known_by_its_names_even_in_a_folder_of_groups(case: str) -> None:
    rows = [(f"{at(n)} {name}", "好") for n, name in enumerate(PRIVATE[case])]
    assert chat(export(*rows, peer="小明(123456)", folder="我的群聊")).kind == "private"


def test_one_number_alone_in_a_folder_of_friends_leaves_it_open() -> None:
    assert chat(export((f"{at(0)} 小明(123456)", "好"), peer="别人")).kind == "unknown"


def test_the_own_name_is_the_other_one_even_if_it_comes_first() -> None:
    data = export(*((f"{at(n)} 江河", "在吗") for n in range(50)), (f"{at(60)} 山雀", "在"))
    found = chat(data)
    assert found.self is not None
    assert found.self.name == "江河"
    assert [message.outgoing for message in messages(read_bytes(data))] == [True] * 50 + [False]


def test_who_is_who_stays_open_if_the_peer_never_speaks() -> None:
    data = export(*((f"{at(n)} 江河", "在吗") for n in range(LOOKAHEAD + 5)))
    assert chat(data).self is None
    read = messages(read_bytes(data))
    assert [message.outgoing for message in read] == [None] * (LOOKAHEAD + 5)
    assert [message.ordinal for message in read] == list(range(1, LOOKAHEAD + 6))


def test_a_head_typed_with_the_line_ends_of_an_untouched_file_is_a_body() -> None:
    data = export((f"{at(0)} 山雀", f"好的\n\n{at(1)} 江河\n我承担全部责任\n\n"), (f"{at(2)} 江河", "嗯"))
    events = read_bytes(data)
    assert [message.sender.name for message in messages(events)] == ["山雀", "江河"]
    assert codes(events) == ["head_in_body"]


def test_a_bare_time_is_no_head() -> None:
    data = export((f"{at(0)} 山雀", f"日志\r\n\r\n{at(1)}\r\n第二行"), (f"{at(2)} 江河", "嗯"))
    events = read_bytes(data)
    assert [message.sender.name for message in messages(events)] == ["山雀", "江河"]
    assert "ambiguous_head" in codes(events)


def test_an_empty_body_may_lack_its_line() -> None:
    data = (
        export((f"{at(0)} 山雀", "在")).removesuffix(b"\r\n\r\n")
        + f"\r\n\r\n{at(1)} 江河\r\n\r\n{at(2)} 山雀\r\n好".encode()
    )
    read = messages(read_bytes(data))
    assert [(message.sender.name, message.text) for message in read] == [("山雀", "在"), ("江河", ""), ("山雀", "好")]


def test_a_body_without_end_is_kept_up_to_a_limit_and_the_rest_is_unread() -> None:
    data = export((f"{at(0)} 山雀", "在"), (f"{at(1)} 江河", "字" * (MAX_BODY // 3 + 5000)), (f"{at(2)} 山雀", "好"))
    events = read_bytes(data)
    assert events is not None
    assert_tiled(data, events)
    read = messages(events)
    assert [len(message.text) for message in read] == [1, MAX_BODY // 3, 1]
    assert "unread_text" in codes(events)


def test_the_line_between_a_name_and_its_number_may_break() -> None:
    data = export((f"{at(0)} 山\n雀(9000010001)", "在"), (f"{at(1)} 江河(9000010002)", "在"), folder="我的QQ群")
    assert [message.sender.name for message in messages(read_bytes(data))] == ["山\n雀", "江河"]


def test_copies_of_a_chat_with_other_lengths_are_told() -> None:
    first = export((f"{at(0)} 山雀", "在"))
    second = export((f"{at(0)} 山雀", "在"), (f"{at(1)} 山雀", "吗"), folder="最近联系人").removeprefix(BANNER.encode())
    events = read_bytes(first + second)
    chats = [event for event in events or () if isinstance(event, Chat)]
    assert [found.same_as for found in chats] == [None, "c1"]
    assert codes(events) == ["repeated_chat", "repeated_chat_differs"]


def test_an_archive_that_holds_the_text_unpacked_is_not_read_as_talk() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_STORED) as archive:
        archive.writestr("a.txt", "\r\n" + export(("2021-03-02 9:05:03 山雀", "一")).decode())
    assert b"PK\x03\x04" in packed.getvalue()[:4]
    assert read_bytes(packed.getvalue()) is None
