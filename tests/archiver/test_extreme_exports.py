"""Exports with times and lengths that no talk has: forged, or spoiled by whoever saved them."""

import errno
import json
import os
import time
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from archiver.cli import _told, juzheng

_BAR = "=" * 64
_BANNER = "消息记录（此消息记录为文本格式，不支持重新导入）"
_HEAD = f"{_BANNER}\r\n\r\n{_BAR}\r\n消息分组:我的好友\r\n{_BAR}\r\n消息对象:山雀\r\n{_BAR}\r\n\r\n"
_TALK = (
    ("2024-03-05 10:20:00 江河", "这个logo多少钱能做"),
    ("2024-03-05 10:21:00 山雀", "八百，周五晚上交初稿"),
    ("2024-03-05 10:22:10 江河", "好的，那就800"),
)


def _classic(*rows: tuple[str, str]) -> str:
    return _HEAD + "".join(f"{head}\r\n{body}\r\n\r\n" for head, body in rows)


def _exported(timestamp: str) -> str:
    rows = [
        {"id": f"76000000000000000{n}", "seq": f"{n}", "timestamp": 0, "sender": {"uid": f"u_{n % 2}", "name": "山雀"},
         "type": "type_1", "content": {"text": text, "elements": [], "resources": []}}
        for n, (_, text) in enumerate(_TALK, 10)
    ]  # fmt: skip
    chat = {
        "metadata": {"name": "QQChatExporter V5"},
        "chatInfo": {"name": "山雀", "type": "private"},
        "messages": rows,
    }
    return json.dumps(chat, ensure_ascii=False).replace('"timestamp": 0', f'"timestamp": {timestamp}')


def _analyzed(path: Path, text: str) -> dict[str, object]:
    path.write_text(text, newline="")
    done = CliRunner().invoke(juzheng, ["analyze", str(path), "--json", "-"])
    assert done.exception is None, done.exception
    return msgspec.json.decode(done.stdout, type=dict[str, object])


def _notices(analysis: dict[str, object]) -> set[str]:
    sources = msgspec.convert(analysis["sources"], list[dict[str, object]])
    return {str(one["code"]) for one in msgspec.convert(sources[0]["notices"], list[dict[str, object]])}


def _findings(analysis: dict[str, object]) -> list[dict[str, object]]:
    return msgspec.convert(analysis["findings"], list[dict[str, object]])


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2200-01-01"])
def test_a_printed_day_of_no_talk_leads_nobody_out_of_the_calendar(tmp_path: Path, day: str) -> None:
    """The last day of the calendar raised OverflowError."""
    rows = [(head.replace("2024-03-05", day), body) for head, body in _TALK]
    analysis = _analyzed(tmp_path / "聊天.txt", _classic(*rows))
    assert "time_of_no_talk" in _notices(analysis)
    assert len(_findings(analysis)) > 0


@pytest.mark.parametrize("timestamp", ["9" * 19, "-99999999999999", "9" * 300, "1e300", f'"{"9" * 19}"'])
def test_an_instant_of_no_talk_is_told(tmp_path: Path, timestamp: str) -> None:
    """They raised OverflowError and ValueError."""
    analysis = _analyzed(tmp_path / "chat.json", _exported(timestamp))
    assert _notices(analysis) & {"time_of_no_talk", "impossible_time"}


@pytest.mark.parametrize("piece", ["明天付款800元，周五前交。", "9", "周五前交不是周四，", "(如果"])
def test_a_message_of_a_million_characters_takes_no_time(tmp_path: Path, piece: str) -> None:
    """These took minutes to hours: what a rule takes is held against every date and sum of its message."""
    forged = ("2024-03-13 1:00:00 山雀", piece * (300_000 // len(piece)))
    begun = time.process_time()
    analysis = _analyzed(tmp_path / "聊天.txt", _classic(*_TALK, forged))
    assert time.process_time() - begun < 30
    assert "long_message" in _notices(analysis)
    messages = msgspec.convert(analysis["messages"], list[dict[str, object]])
    assert messages[-1]["text"] == forged[1]


def test_a_full_disk_is_told_in_chinese() -> None:
    """It said "No space left on device（未知文件）"."""
    assert _told(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))) == (
        "读写文件时出错：磁盘已满。请检查路径、权限和磁盘空间。"
    )
    assert "没有权限（报告/a.html）" in _told(PermissionError(errno.EACCES, "Permission denied", "报告/a.html"))
