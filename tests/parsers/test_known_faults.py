"""What other readers of these exports get wrong, each fault with its own test (design formats.md §14)."""

import json
import tracemalloc
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from parsers.formats import mht
from parsers.identify import read as identified
from parsers.message import Chat, Event, Message
from parsers.record import Payment
from parsers.records import alipay_csv, wechat_csv
from parsers.source import CHUNK, BytesSource, Source
from tests.parsers.laws import codes, messages, read_bytes

BAR = "=" * 64
BANNER = "消息记录（此消息记录为文本格式，不支持重新导入）"


def classic(*rows: tuple[str, str], peer: str = "验收沟通群", folder: str = "我的QQ群", banner: str = BANNER) -> str:
    front = [banner, "", BAR, f"消息分组:{folder}", BAR, f"消息对象:{peer}", BAR, ""]
    return "\r\n".join([*front, *(line for head, body in rows for line in (head, body, ""))]) + "\r\n"


def told(text: str, encoding: str = "utf-8") -> list[Message]:
    return messages(read_bytes(text.encode(encoding)))


def chats(events: list[Event] | None) -> list[Chat]:
    return [event for event in events or () if isinstance(event, Chat)]


def test_an_hour_of_one_digit_opens_a_message() -> None:
    read = told(classic(("2021-03-02 9:05:03 甲(9000010001)", "一"), ("2021-03-02 0:05:04 乙(9000010002)", "二")))
    assert [message.text for message in read] == ["一", "二"]


def test_a_time_of_twelve_hours_is_no_part_of_the_name_and_twelve_hours_later() -> None:
    (message,) = told(classic(("2021-03-02 8:43:38 PM 山雀", "一"), peer="山雀", folder="我的好友"))
    assert (message.sender.name, message.stamp.wall) == ("山雀", datetime(2021, 3, 2, 20, 43, 38))  # noqa: DTZ001


def test_a_head_with_an_empty_name_is_a_message_of_its_number() -> None:
    read = told(classic(("2021-03-02 10:02:00 (9000010003)", "一"), ("2021-03-02 10:03:00 甲(9000010001)", "二")))
    assert [(message.sender.name, message.sender.uin) for message in read] == [("", "9000010003"), ("甲", "9000010001")]


def test_a_nickname_in_heavy_brackets_is_kept_whole() -> None:
    read = told(
        classic(("2021-03-02 10:02:00 【甲方】山雀(9000010001)", "一"), ("2021-03-02 10:02:01 乙(9000010002)", ""))
    )
    assert read[0].sender.name == "【甲方】山雀"


def test_every_peer_of_a_file_is_a_chat_of_its_own() -> None:
    second = classic(("2021-03-02 10:02:00 白鹭", "二"), peer="白鹭", folder="我的好友").removeprefix(BANNER + "\r\n")
    text = classic(("2021-03-02 10:02:00 山雀", "一"), peer="山雀", folder="我的好友") + second
    assert [chat.title for chat in chats(read_bytes(text.encode()))] == ["山雀", "白鹭"]


def test_private_talk_is_private() -> None:
    text = classic(
        ("2021-03-02 10:02:00 山雀", "一"), ("2021-03-02 10:02:01 江河", "二"), peer="山雀", folder="我的好友"
    )
    assert [chat.kind for chat in chats(read_bytes(text.encode()))] == ["private"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_a_copy_in_another_encoding_reads_the_same(encoding: str) -> None:
    text = classic(
        ("2021-03-02 9:05:03 山雀(9000010001)", "收到，明天付清尾款"), ("2021-03-02 9:05:04 乙(9000010002)", "好")
    )
    assert [message.text for message in told(text, encoding)] == ["收到，明天付清尾款", "好"]


def test_a_private_nickname_that_ends_in_brackets_is_no_number() -> None:
    rows = (("2021-03-02 10:02:00 山雀(测试)", "一"), ("2021-03-02 10:02:01 江河", "二"))
    read = told(classic(*rows, peer="山雀(测试)", folder="我的好友"))
    assert [(message.sender.name, message.sender.uin) for message in read] == [("山雀(测试)", ""), ("江河", "")]


def test_words_about_a_transfer_are_words_and_no_payment() -> None:
    rows = (("2021-03-02 10:02:00 甲(9000010001)", "向你转账500元了"), ("2021-03-02 10:02:01 乙(9000010002)", "[红包]"))
    assert [(message.money, message.kind) for message in told(classic(*rows))] == [(None, "text"), (None, "text")]


def qce(*rows: dict[str, object], **info: object) -> bytes:
    return json.dumps({
        "metadata": {"name": "QQChatExporter V5 / x", "version": "5.5.77"},
        "chatInfo": {"name": "山雀", "type": "private", "selfUid": "u_self", "selfUin": "9000010002"} | info,
        "statistics": {"totalMessages": len(rows)}, "messages": list(rows),
    }, ensure_ascii=False).encode()  # fmt: skip


def row(number: int, text: str, **more: object) -> dict[str, object]:
    return {
        "id": f"760000000000000000{number}", "seq": str(number), "timestamp": 1735660860000,
        "time": "2025-01-01 00:01:00", "sender": {"uid": "u_a", "uin": "9000010001", "name": "山雀"}, "type": "type_1",
        "content": {"text": text, "html": "", "elements": [{"type": "text", "data": {"text": text}}], "mentions": []},
        "recalled": False, "system": False,
    } | more  # fmt: skip


def test_ids_and_replies_of_the_exporter_are_kept() -> None:
    quoted = {"referencedMessageId": "7600000000000000001", "senderName": "山雀", "content": "一"}
    words = "[回复 山雀: 一]\n二"
    content = {"text": words, "html": "", "mentions": [], "elements": [
        {"type": "text", "data": {"text": words}}, {"type": "reply", "data": quoted}]}  # fmt: skip
    read = messages(read_bytes(qce(row(1, "一"), row(2, "", content=content, type="type_3"))))
    assert [message.id for message in read] == ["7600000000000000001", "7600000000000000002"]
    assert read[1].reply is not None
    assert read[1].reply.id == "7600000000000000001"


def test_the_number_three_of_qq_itself_is_a_file_and_that_of_the_json_a_reply() -> None:
    native = {"messageId": "1", "timestamp": "2024-12-31T16:01:00.000Z", "messageType": 3, "isSystemMessage": False,
              "sender": {"uid": "u_a", "uin": "9000010001", "name": "山雀"},
              "content": {"text": "[文件: a.zip]",
                          "resources": [{"type": "file", "fileName": "a.zip", "fileSize": 3}]}}  # fmt: skip
    assert [message.kind for message in messages(read_bytes(qce(native)))] == ["file"]
    assert [message.kind for message in messages(read_bytes(qce(row(1, "x", type="type_3"))))] == ["reply"]


@pytest.mark.parametrize(("text", "kind"), [("[10]", "file"), ("[1]", "recall")])
def test_a_receipt_or_recall_under_the_number_0_is_a_row(text: str, kind: str) -> None:
    nobody = {"uid": "u_a", "uin": "0", "name": "0"}
    read = messages(read_bytes(qce(row(1, text, sender=nobody, system=True), row(2, "好"))))
    assert [(message.kind, message.sender.pseudo) for message in read] == [(kind, True), ("text", False)]


def test_a_private_chat_stays_private_beside_the_phantom_user_0() -> None:
    nobody = {"uid": "0", "uin": "0", "name": "0"}
    data = qce(row(1, "[1]", sender=nobody, system=True), row(2, "好"), row(3, "在", sender={"uid": "u_self"}))
    assert [chat.kind for chat in chats(read_bytes(data))] == ["private"]


def test_a_time_printed_as_text_keeps_its_message() -> None:
    (message,) = messages(read_bytes(qce(row(1, "好", timestamp="1735660860000"))))
    assert message.stamp.epoch_ms == 1735660860000


def test_messages_of_one_second_and_sender_are_all_there() -> None:
    read = messages(read_bytes(qce(*(row(number, f"第{number}条") for number in range(1, 6)))))
    assert [message.text for message in read] == [f"第{number}条" for number in range(1, 6)]


def test_a_head_behind_a_bare_carriage_return_was_typed() -> None:
    body = "第一行\r2021-03-02 9:06:00 假头(9000010009)\r第三行"
    events = read_bytes(
        classic(("2021-03-02 9:05:03 甲(9000010001)", body), ("2021-03-02 9:07:00 乙(9000010002)", "好")).encode()
    )
    assert [message.text for message in messages(events)] == [body, "好"]
    assert "head_in_body" in codes(events)


def test_a_bare_date_and_time_in_a_body_is_no_head() -> None:
    body = "见下\r\n\r\n2021-03-02 09:00:00\r\n以上"
    read = told(classic(("2021-03-02 9:05:03 甲(9000010001)", body), ("2021-03-02 9:07:00 乙(9000010002)", "好")))
    assert [message.text for message in read] == [body, "好"]


def test_every_line_of_a_body_is_kept_empty_ones_too() -> None:
    body = "一\n\n\n二\n 三 "
    assert (
        told(classic(("2021-03-02 9:05:03 甲(9000010001)", body), ("2021-03-02 9:05:04 乙(9000010002)", "")))[0].text
        == body
    )


def test_a_name_with_spaces_and_pipes_is_kept_whole() -> None:
    read = told(
        classic(("2021-03-02 9:05:03 山 雀 |甲(方)|(9000010001)", "一"), ("2021-03-02 9:05:04 乙(9000010002)", ""))
    )
    assert (read[0].sender.name, read[0].sender.uin) == ("山 雀 |甲(方)|", "9000010001")


def test_a_peer_with_a_long_name_is_read() -> None:
    name = "很长的群名" * 20
    text = classic(("2021-03-02 9:05:03 甲(9000010001)", "一"), peer=name)
    assert [chat.title for chat in chats(read_bytes(text.encode()))] == [name]


def test_a_member_under_a_mail_address_is_read() -> None:
    read = told(classic(("2021-03-02 9:05:03 甲<a@example.org>", "一"), ("2021-03-02 9:05:04 乙(9000010002)", "")))
    assert (read[0].sender.name, read[0].sender.uid) == ("甲", "a@example.org")


def test_a_file_of_several_header_lines_or_none_is_read_by_its_heads() -> None:
    for banner in (BANNER, ""):
        text = classic(("2021-03-02 9:05:03 甲(9000010001)", "一"), banner=banner)
        assert [message.text for message in told(text.removeprefix("\r\n\r\n"))] == ["一"]


def test_ids_text_and_sums_of_generation_b_are_read() -> None:
    native = {"messageId": "7600000000000000001", "messageSeq": "7", "timestamp": "2024-12-31T16:01:00.000Z",
              "messageType": 2, "sender": {"uid": "u_a", "uin": "9000010001", "name": "山雀"},
              "content": {"text": "好"}, "rawMessage": {"elements": [
                  {"elementType": 1, "textElement": {"content": "好", "atType": 0}}]}}  # fmt: skip
    (message,) = messages(read_bytes(qce(native)))
    assert (message.id, message.seq, message.text) == ("7600000000000000001", "7", "好")


def test_placeholders_are_not_the_speakers_words_and_qqs_rows_no_persons() -> None:
    content = {"text": "看[图片: a.jpg]这个", "html": "", "mentions": [], "elements": [
        {"type": "text", "data": {"text": "看[图片: a.jpg]这个"}},
        {"type": "image", "data": {"filename": "a.jpg", "size": 3}}]}  # fmt: skip
    system = row(2, "[4]", sender={"uid": "u_a", "uin": "0", "name": "0"}, system=True)
    read = messages(read_bytes(qce(row(1, "", content=content), system)))
    assert [read[0].text[start:end] for start, end in read[0].own] == ["看", "这个"]
    assert (read[1].sender.pseudo, read[1].own) == (True, ())


ENVELOPE = (
    "From: <Save by Tencent MsgMgr>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type:multipart/related;\r\n"
    '\tcharset="utf-8"\r\n\ttype="text/html";\r\n\tboundary="----=_B"\r\n\r\n------=_B\r\n'
    "Content-Type: text/html\r\n\r\n"
    "<html><body><table><tr><td><div style=padding-left:10px;>消息对象:山雀</div></td></tr>"
)


def _row_of_mht(body: str) -> str:
    return ("<tr><td><div style=color:#006EFE;padding-left:10px;><div style=float:left;margin-right:6px;>山雀</div>"
            f"9:05:03</div><div style=padding-left:20px;>{body}</div></td></tr>\r\n")  # fmt: skip


@pytest.mark.parametrize("day", ["2012-04-11", "2012/4/11"])
def test_a_date_row_of_mht_in_the_systems_form_is_read(day: str) -> None:
    mark = f"<tr><td style=border-bottom-width:1px;border-bottom-color:#8EC3EB;>日期: {day}</td></tr>\r\n"
    (message,) = messages(read_bytes((ENVELOPE + mark + _row_of_mht("好") + "</table>\r\n------=_B--").encode()))
    assert message.stamp.wall == datetime(2012, 4, 11, 9, 5, 3)  # noqa: DTZ001


def test_text_of_mht_outside_a_font_is_kept() -> None:
    body = "外面<font color='000000'>里面</font><b>粗</b>"
    mark = "<tr><td style=border-bottom-width:1px;border-bottom-color:#8EC3EB;>日期: 2012-04-11</td></tr>\r\n"
    (message,) = messages(read_bytes((ENVELOPE + mark + _row_of_mht(body) + "</table>\r\n------=_B--").encode()))
    assert message.text == "外面里面粗"


class _Endless(BytesSource, frozen=True):
    """A front in hand, then one picture of many bytes that are made while they are read."""

    def chunks(self, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield the front and the lines of the picture."""
        last = self.size if end is None else min(end, self.size)
        line = b"A" * 76 + b"\r\n"
        filler = line * (CHUNK // len(line))
        at = start
        if at < len(self.data):
            yield self.data[at : min(len(self.data), last)]
            at = len(self.data)
        while at < last:
            piece = filler[: last - at]
            yield piece
            at += len(piece)


def test_an_mht_of_any_size_is_read_without_holding_it() -> None:
    mark = "<tr><td style=border-bottom-width:1px;border-bottom-color:#8EC3EB;>日期: 2012-04-11</td></tr>\r\n"
    front = (ENVELOPE + mark + _row_of_mht("好") + "</table>\r\n------=_B\r\nContent-Type:image/jpeg\r\n"
             "Content-Transfer-Encoding:base64\r\nContent-Location:{A}.dat\r\n\r\n").encode()  # fmt: skip
    source = _Endless("x.mht", len(front) + 200 * 1024 * 1024, front)
    tracemalloc.start()
    read = [event for event in mht.parse(source).events() if isinstance(event, Message)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [message.text for message in read] == ["好"]
    assert peak < 100 * 1024 * 1024


def _sums(data: bytes, kind: str) -> list[str | None]:
    source = BytesSource("bill.csv", len(data), data)
    record = (wechat_csv if kind == "wechat" else alipay_csv).parse(source)
    return [event.value for event in record.read() if isinstance(event, Payment)]


@pytest.mark.parametrize("notes", [3, 4, 9])
def test_the_header_of_a_wechat_bill_is_found_wherever_it_stands(notes: int) -> None:
    head = ["微信支付账单明细", "微信昵称：[甲]", *(f"{number}. 说明" for number in range(notes)), "-----",
            "交易时间,交易类型,交易对方,商品,收/支,金额(元),支付方式,当前状态,交易单号,商户单号,备注"]  # fmt: skip
    line = '2025-01-01 12:00:00,转账,山雀,"定金",支出,¥500.00,零钱,对方已收钱,"1000050001\t","1\t","/"'
    assert _sums(("\r\n".join([*head, line]) + "\r\n").encode(), "wechat") == ["500.00"]


def test_the_header_of_an_alipay_bill_is_found_by_its_names_in_any_order() -> None:
    head = ["导出信息：", "------支付宝（中国）网络技术有限公司 电子客户回单------",
            "收/支,交易对方,对方账号,商品说明,收/付款方式,金额,交易状态,交易订单号,商家订单号,交易时间"]  # fmt: skip
    line = "支出,山雀,x***,定金,余额,500.00,交易成功,2025010122001,,2025-01-01 12:00:00"
    assert _sums(("\r\n".join([*head, line]) + "\r\n").encode("gb18030"), "alipay") == ["500.00"]


def test_private_talk_of_qqnt_export_and_the_paths_of_its_pictures_are_read() -> None:
    data = (
        "2025-01-01 00:00:00 收\n[图片]\na&<b>.jpg\n/data/a.jpg\n\n2025-01-01 00:01:00 发\n[文本]\n<好>&\n\n".encode()
    )
    read = messages(read_bytes(data))
    assert [(message.outgoing, message.text) for message in read] == [(False, "[图片]"), (True, "<好>&")]
    assert (read[0].attachments[0].name, read[0].attachments[0].path) == ("a&<b>.jpg", "/data/a.jpg")


def test_a_payment_that_a_page_calls_a_file_transfer_is_no_file() -> None:
    page = (
        '<!DOCTYPE html>\n<html>\n<!-- QCE_METADATA: {"messageCount":1,"chatName":"x","chatType":"private"} -->\n'
        '<body>\n<div class="message other" data-sender-uid="u_a" id="msg-1"><span class="sender">山雀</span>'
        '<span class="time">2025/01/01 00:00:05</span><span class="text-content">文件传输消息</span></div>\n'
        "</body></html>"
    )
    (message,) = messages(read_bytes(page.encode()))
    assert (message.attachments, message.money and message.money.kind) == ((), "wallet")


def test_the_same_moment_is_read_from_a_local_print_and_from_one_in_utc() -> None:
    utc = row(2, "二", time="2024-12-31T16:01:00.000Z", type="text")
    told_times = [messages(read_bytes(qce(one)))[0].stamp for one in (row(1, "一"), utc)]
    assert [stamp.epoch_ms for stamp in told_times] == [1735660860000, 1735660860000]
    assert [stamp.wall is None for stamp in told_times] == [False, True]


def test_the_manifest_of_the_v6_viewer_is_known_though_its_senders_come_first(tmp_path: Path) -> None:
    senders = [{"uid": f"u_{number:022}", "displayName": "甲", "count": 1} for number in range(2000)]
    manifest = json.dumps({"format": "qce-modern-html-chunked", "senders": senders, "chat": {"name": "山雀"},
                           "chunks": [{"file": "data/chunks/c000001.js", "count": 1}]})  # fmt: skip
    record = json.dumps({"id": "msg-1", "ts": 1735660860000, "html": '<div class="message other" data-sender-uid="u_a" '
                         'id="msg-1"><span class="text-content">好</span></div>'})  # fmt: skip
    (tmp_path / "data" / "chunks").mkdir(parents=True)
    (tmp_path / "data" / "manifest.js").write_text(f"window.__QCE_MANIFEST__ && window.__QCE_MANIFEST__({manifest});")
    script = f'window.__QCE_CHUNK__ && window.__QCE_CHUNK__({{id:"c000001",messages:[\n{record}\n]}});\n'
    (tmp_path / "data" / "chunks" / "c000001.js").write_text(script)
    assert len(manifest) > 64 * 1024
    assert [message.text for message in identified(Source.open(tmp_path)).messages()] == ["好"]


def test_the_manifest_of_chunks_is_known_though_its_senders_come_first(tmp_path: Path) -> None:
    senders = [{"uid": f"u_{number:022}", "name": "甲", "messageCount": 1} for number in range(2000)]
    manifest = {"metadata": {"name": "QQChatExporter V6"}, "chatInfo": {"name": "x", "type": "group"},
                "statistics": {"totalMessages": 1, "senders": senders},
                "chunked": {"chunks": [{"relativePath": "chunks/c1.jsonl", "count": 1}]}}  # fmt: skip
    (tmp_path / "chunks").mkdir()
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    (tmp_path / "chunks" / "c1.jsonl").write_text(json.dumps(row(1, "好")) + "\n")
    assert [message.text for message in identified(Source.open(tmp_path)).messages()] == ["好"]
