"""Large exports of invented talk, written once a run; the mix is that of a real group (formats.md §3.5)."""

import calendar
import json
import random
from base64 import b64encode
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

SAID = (
    *("好的，周五前我把初稿发给你", "收到", "这个颜色再亮一点，字体换成思源黑体", "在吗", "多少钱，能便宜点吗") * 6,
    *("[图片]看这个", "[表情]") * 3,
    "第一行\r第二行\r第三行",
)
_START = datetime(2015, 1, 1, 9, 0, 3)  # noqa: DTZ001 - a wall time has no zone
_DAY = 15 * 3600 // 37
"""Messages a day: one every 37 s from nine to midnight; one head in fifteen has an hour of one digit, as in reality."""


def _times(count: int) -> Iterator[datetime]:
    return (_START + timedelta(days=index // _DAY, seconds=37 * (index % _DAY)) for index in range(count))


def write_classic(path: Path, count: int, times: int = 1) -> Path:
    """Write a group's message-manager TXT of `count` messages, `times` over."""
    chance = random.Random(1)  # noqa: S311 - the same talk each time
    bar = "=" * 64
    rows = "".join(
        f"{at:%Y-%m-%d} {at.hour}:{at:%M:%S} 山雀{index % 40}(90000100{index % 40:02})\r\n{chance.choice(SAID)}\r\n\r\n"
        for index, at in enumerate(_times(count))
    )
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write("消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n")
        file.write(f"{bar}\r\n消息分组:我的QQ群\r\n{bar}\r\n消息对象:验收沟通群\r\n{bar}\r\n\r\n")
        file.writelines([rows] * times)
    return path


def write_mht(path: Path, days: int, of_day: int, pictures: int = 0) -> Path:
    """Write a group of the message manager's MHT, with pictures in and behind the talk."""
    bound = "----=_NextPart_0A1B2C3D_4E5F6071.82939495A6B7"
    head = (
        f"From: <Save by Tencent MsgMgr>\r\nSubject: Tencent IM Message\r\nMIME-Version: 1.0\r\n"
        f'Content-Type:multipart/related;\r\n\tcharset="utf-8"\r\n\ttype="text/html";\r\n\tboundary="{bound}"\r\n\r\n'
        f"--{bound}\r\nContent-Type: text/html\r\nContent-Transfer-Encoding:7bit\r\n\r\n<html><head><title>QQ Message"
        "</title></head><body><table width=100% cellspacing=0><tr><td><div style=padding-left:10px;><br><b>消息记录</b>"
        "</div></td></tr><tr><td><div style=padding-left:10px;>消息分组:我的QQ群</div></td></tr>"
        "<tr><td><div style=padding-left:10px;>消息对象:测试群</div></td></tr>"
    )
    names = [f"{{0F0E0D0C-1111-4222-8333-{number:012}}}.dat" for number in range(pictures)]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(head)
        for day in range(days):
            file.write(
                f"<tr><td style=border-bottom-width:1px;>日期: {date(2019, 1, 1) + timedelta(days=day)}</td></tr>\r\n"
            )
            for at in range(of_day):
                picture = f'<IMG src="{names[at]}">' if at < len(names) and not day % 7 else ""
                who = 9000010001 + at % 3
                file.write(
                    f"<tr><td><div style=color:#{'42B475' if at % 3 else '006EFE'};padding-left:10px;><div style="
                    f"float:left;>成员{at % 3}({who})</div>{8 + at * 14 // of_day}:{at % 60:02}:05</div><div style="
                    f"padding-left:20px;><font color='000000'>第{day}天第{at}句，日期: 2019-01-01&lt;tr&gt;</font>"
                    f"{picture}</div></td></tr>\r\n"
                )
        file.write("</table></body></html>\r\n\r\n")
        for number, name in enumerate(names):
            body = b64encode(b"\xff\xd8\xff" + bytes([number % 256]) * 3000).decode()
            file.write(
                f"--{bound}\r\nContent-Type:image/jpeg\r\nContent-Transfer-Encoding:base64\r\nContent-Location:{name}"
                f"\r\n\r\n{body}\r\n\r\n"
            )
        file.write(f"--{bound}--\r\n")
    return path


def exporter_head(name: str, kind: str, total: int) -> str:
    """Return what stands before the messages of exporter JSON; `EXPORTER_TAIL` stands behind them."""
    return (
        '{"metadata":{"name":"QQChatExporter V5","version":"5.5.77"},'
        f'"chatInfo":{{"name":"{name}","type":"{kind}"}},'
        f'"statistics":{{"totalMessages":{total}}},\n"messages":[\n'
    )


EXPORTER_TAIL = '\n],"exportOptions":{"filters":{}}}'


def _pair(index: int) -> dict[str, str]:
    return {"uid": f"u_{index % 2:022}", "uin": f"900001000{index % 2}", "name": "山雀"}


def write_exporter(path: Path, generation: str, count: int, times: int = 1) -> Path:
    """Write exporter JSON of `count` messages, `times` over: A pretty-printed, B and C a message a line, D in one."""
    pretty = generation == "A"
    between = {"A": ",\n    ", "D": ","}.get(generation, ",\n")
    layout = json.JSONEncoder(
        ensure_ascii=False, indent=2 if pretty else None, separators=None if pretty else (",", ":")
    )
    rows = between.join(
        layout.encode(exporter_row(generation, index, at, SAID[index % 30], _pair(index))).replace("\n", "\n    ")
        for index, at in enumerate(_times(count))
    )
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(exporter_head("山雀", "private", count * times))
        for index in range(times):
            file.write((between if index else "") + rows)
        file.write(EXPORTER_TAIL)
    return path


def exporter_row(generation: str, index: int, at: datetime, text: str, sender: dict[str, str]) -> dict[str, object]:
    """Return one message as an exporter of that generation writes it."""
    number = f"76000000000{index:08}"
    utc = f"{at - timedelta(hours=8):%Y-%m-%dT%H:%M:%S}.000Z"
    if generation == "B":
        element = {"elementType": 1, "textElement": {"content": text, "atType": 0, "atUid": "0", "atNtUid": ""}}
        return {
            "messageId": number, "messageSeq": str(index), "timestamp": utc, "sender": sender,
            "receiver": {"uid": "u_peer", "type": "private"}, "messageType": 2, "isSystemMessage": False,
            "isRecalled": False, "isTempMessage": False,
            "content": {
                "text": text, "html": "", "raw": "", "mentions": [], "resources": [], "emojis": [], "special": [],
            },
            "stats": {"elementCount": 1, "resourceCount": 0, "textLength": len(text), "processingTime": 1},
            "rawMessage": {
                "msgId": number, "msgTime": "1735660800", "msgType": 2, "recallTime": "0", "elements": [element],
            },
        }  # fmt: skip
    return {
        "id": number, "seq": str(index), "timestamp": (calendar.timegm(at.timetuple()) - 8 * 3600) * 1000,
        "time": utc if generation == "D" else f"{at:%Y-%m-%d %H:%M:%S}", "sender": sender,
        "type": "text" if generation == "D" else "type_1",
        "content": {
            "text": text, "html": text if generation == "A" else "",
            "elements": [{"type": "text", "data": {"text": text}}], "resources": [],
            **({} if generation == "A" else {"mentions": []}),
        },
        "recalled": False, "system": False,
    }  # fmt: skip
