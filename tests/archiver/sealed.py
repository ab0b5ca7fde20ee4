"""A small case with three kinds of exhibits and a seal of it, made once and copied for each test that tampers."""

import shutil
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from msgspec import Struct

from archiver.case import Case
from archiver.seal.make import seal
from archiver.seal.statement import Pin

NOON: Final = datetime(2024, 3, 5, 12, tzinfo=UTC)
LINES: Final = (
    ("山雀(900011001)", "线稿周五前给你"),
    ("糯米团(900011002)", "好的"),
    ("山雀(900011001)", "尾款600，转到900011001就行"),
    ("糯米团(900011002)", "好的"),
    ("山雀(900011001)", "😀收到\n谢谢"),
)


def chat(lines: Iterable[tuple[str, str]] = LINES) -> bytes:
    """Return a message-manager TXT of a group."""
    bar = "=" * 64
    title = "消息记录（此消息记录为文本格式，不支持重新导入）"
    head = f"{title}\r\n\r\n{bar}\r\n消息分组:我的群聊\r\n{bar}\r\n消息对象:接稿群\r\n{bar}\r\n\r\n"
    rows = (
        f"2024-03-05 10:{minute:02}:00 {name}\r\n{text}\r\n\r\n".replace("\n", "\r\n").replace("\r\r", "\r")
        for minute, (name, text) in enumerate(lines)
    )
    return (head + "".join(rows)).encode("utf-8-sig")


class Small(Struct, frozen=True):
    """Where the case and its seal lie, and the pinned line."""

    case: Path
    bag: Path
    pin: Pin

    def copied(self, target: Path) -> "Small":
        """Return a copy that a test may spoil."""
        for name, origin in (("case", self.case), ("bag", self.bag)):
            shutil.copytree(origin, target / name)
        for path in target.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        return Small(target / "case", target / "bag", self.pin)


def small(base: Path) -> Small:
    """Make the case and its seal."""
    (base / "in" / "导出").mkdir(parents=True)
    (base / "in" / "接稿群.txt").write_bytes(chat())
    (base / "in" / "合同.pdf").write_bytes(b"%PDF-1.4 contract\n")
    (base / "in" / "导出" / "图.png").write_bytes(b"\x89PNG")
    (base / "in" / "导出" / "b.txt").write_bytes(b"b")
    case = Case.create(base / "case", now=NOON, title="约稿")
    case.add(base / "in" / "接稿群.txt", now=NOON, format_name="txt_classic")
    case.add(base / "in" / "合同.pdf", now=NOON + timedelta(minutes=1))
    case.add(base / "in" / "导出", now=NOON + timedelta(minutes=2))
    made = seal(case, base / "bag", NOON + timedelta(minutes=3))
    return Small(case.root, made.path, made.pin)
