"""Files and transfers that a converter or a hand wrote out beside QQ's placeholders: read, and graded as claims."""

import json
import subprocess
import sys
from pathlib import Path

_HEAD = (
    "消息记录（此消息记录为文本格式，不支持重新导入）\r\n\r\n"
    "================================================================\r\n消息分组:我的好友\r\n"
    "================================================================\r\n消息对象:山雀设计\r\n"
    "================================================================\r\n\r\n"
)
_ROWS = (
    ("10:00:00", "江河", "要做一张海报 多少钱"),
    ("10:01:00", "山雀设计", "200"),
    ("10:02:00", "江河", "可以 200就200"),
    ("10:03:00", "江河", "[转账] 向你转账100.00元"),
    ("10:04:00", "山雀设计", "收到"),
    ("10:05:00", "江河", "[转账] 已收款20.00元"),
    ("18:00:00", "山雀设计", "[文件] 海报终稿.jpg"),
)


def _analysis(tmp_path: Path) -> dict[str, list[dict[str, object]]]:
    rows = "".join(f"2021-03-02 {time} {name}\r\n{text}\r\n\r\n" for time, name, text in _ROWS)
    export = tmp_path / "log.txt"
    export.write_bytes(("\ufeff" + _HEAD + rows).encode())
    command = [sys.executable, "-m", "archiver", "analyze", str(export), "--json", "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    found: dict[str, list[dict[str, object]]] = json.loads(done.stdout)["ledger"]
    return found


def test_a_file_and_a_transfer_told_in_words_are_claims_with_name_and_sum(tmp_path: Path) -> None:
    found = _analysis(tmp_path)
    assert [(one["name"], one["grade"]) for one in found["deliveries"]] == [("海报终稿.jpg", "claimed")]
    paid = [one for one in found["payments"] if one["by"] == "client"]
    assert [(one["value"], one["grade"]) for one in paid] == [("100", "confirmed")]
