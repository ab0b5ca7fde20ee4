import pytest

from parsers import markers
from parsers.markers import FileNotice


@pytest.mark.parametrize(
    ("text", "notice"),
    [
        ("成功发送文件“a”b”(1.0KB)", FileNotice("sent", True, "a”b", "1.0KB")),
        ("对方已成功接收了您发送的离线文件“方案.zip”（3.47MB）。", FileNotice("receipt", True, "方案.zip", "3.47MB")),
        ("成功接收文件", FileNotice("received", False, None, None)),
        ("成功接收文件 打开文件 打开所在文件夹", FileNotice("received", False, None, None)),
        ("对方取消了“x”(12B)的接收", FileNotice("cancelled", True, "x", "12B")),
        ("对方取消了“x”的发送", FileNotice("cancelled", False, "x", None)),
        ("你取消离线文件“x”的发送，已发送1.00KB/2.00KB", FileNotice("cancelled", True, "x", None)),
        ("网络连接失败，“x”(1GB)接收中止", FileNotice("failed", None, "x", "1GB")),
    ],
)  # fmt: skip
def test_a_whole_sentence_of_qq_about_a_file_is_read(text: str, notice: FileNotice) -> None:
    assert markers.file_notice(text) == notice


@pytest.mark.parametrize(
    "text",
    [
        "我成功发送文件“x”了",
        "成功发送文件“x”(1.0KB) 你看下",
        "对方已成功接收了您发送的离线文件“x”(1.0KB)。\n那就这样",
        "成功的文件“x”",
        "文件“x”呢",
        "您取消了吗",
        "",
    ],
)
def test_words_around_such_a_sentence_make_it_a_persons(text: str) -> None:
    assert markers.file_notice(text) is None


@pytest.mark.parametrize(
    "text",
    ["山雀撤回了一条消息", "你撤回了一条消息 重新编辑", "山雀撤回了成员江河的一条消息", "山雀撤回了一条消息，手滑"],
)
def test_a_recall_is_known(text: str) -> None:
    assert markers.is_recall(text)


def test_a_long_text_that_mentions_a_recall_is_none() -> None:
    assert not markers.is_recall("你刚才撤回了什么")
    assert not markers.is_recall("x" * 200 + "撤回了一条消息")


@pytest.mark.parametrize(
    ("text", "kind", "own"),
    [
        ("[图片]", "image", ()),
        ("[图片][图片] ", "image", ()),
        ("看[图片]这[表情]", "text", ((0, 1), (5, 6))),
        ("[语音]", "voice", ()),
        ("[动作消息]", "sticker", ()),
        ("[群签到]今天也要加油", "card", ()),
        ("[随便写的]", "text", ((0, 6),)),
        ("[QQ红包]我发了一个“口令红包”，请使用新版手机QQ查收红包。", "redpacket", ()),
        ("[QQ红包]你收到一个红包，请在新版手机QQ查看。", "redpacket", ()),
        ("[QQ红包]赶紧点击拆开吧，升级手机QQ最新版就能抢啦！", "redpacket", ()),
        ("[QQ红包]我给你包了五百", "text", ((0, 13),)),
        ("[转账]500元", "text", ((0, 8),)),
    ],
)
def test_placeholders_tell_the_kind_and_leave_the_persons_own_words(
    text: str, kind: str, own: tuple[tuple[int, int], ...]
) -> None:
    marked = markers.placeholders(text)
    assert (marked.kind, marked.own) == (kind, own)


@pytest.mark.parametrize("name", ["山雀", "【甲方】山雀～ (x)", "👨\u200d👩\u200d👧", "❤\ufe0f", "小\u00a0李"])
def test_a_name_as_people_write_it_hides_nothing(name: str) -> None:
    assert not markers.has_hidden(name)


@pytest.mark.parametrize("name", ["\u202e雀山", "山雀\u200b", "山\x00雀", "山\u2066雀", "\ufeff山雀", "a\u2028b"])
def test_a_name_with_unseen_characters_is_known(name: str) -> None:
    assert markers.has_hidden(name)


@pytest.mark.parametrize(
    ("text", "kind", "name", "size", "own"),
    [
        ("[文件] 门头_海报v1.jpg", "file", "门头_海报v1.jpg", None, ()),
        ("[文件]a b.zip (12KB)", "file", "a b.zip", "12KB", ()),
        ("[文件: 终稿.pptx]", "file", "终稿.pptx", None, ()),
        ("[文件：终稿.pptx (3.4MB)]看下", "text", "终稿.pptx", "3.4MB", ((20, 22),)),
        ("[视频] 样片.mp4", "video", "样片.mp4", None, ()),
        ("[文件]看看行不行", "text", None, None, ((4, 9),)),
    ],
)
def test_a_name_beside_a_placeholder_is_the_files_and_is_told_to_stand_in_words(
    text: str, kind: str, name: str | None, size: str | None, own: tuple[tuple[int, int], ...]
) -> None:
    marked = markers.placeholders(text)
    assert (marked.kind, marked.own, marked.worded) == (kind, own, name is not None)
    assert [(file.name, file.size_text) for file in marked.attachments] == [(name, size)]
