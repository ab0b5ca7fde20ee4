"""Everyday chat written for this test, none of it a deal: the reader must stay silent on nearly all of it."""

from datetime import datetime, timedelta
from pathlib import Path

import archiver.trained
from archiver.analysis.reader import understand
from archiver.analysis.talk import Line

PLAIN = Path(__file__).with_name("plain")
_BEGIN = datetime(2024, 3, 5, 20, 0)  # noqa: DTZ001 - wall time
# One in a hundred; the first run, on another gate, listed 108 in 3,130 messages.
BOUND = 0.01


def chat(path: Path) -> list[Line]:
    """Read `A 文字` a line as one chat of its own, a minute between lines, no role known."""
    lines = []
    for n, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        who, text = row.split(" ", 1)
        at = _BEGIN + timedelta(minutes=n - 1)
        lines.append(Line(f"1:{n}", path.stem, who, who, at, "text", text, ((0, len(text)),)))
    return lines


def test_everyday_chat_holds_few_findings() -> None:
    judge = archiver.trained.judge()
    messages = listed = 0
    for path in sorted(PLAIN.glob("*.txt")):
        lines = chat(path)
        texts = {line.ref: f"{line.name} {line.text}" for line in lines}
        findings = [one for one in understand(lines, {}, judge=judge) if one.status == "finding"]
        messages += len(lines)
        listed += len(findings)
        print(f"{path.stem}: {len(findings)} in {len(lines)}")  # noqa: T201 - the figures are read with -s
        for one in findings:
            print(f"    {one.ref} {one.act} {one.confidence:.2f} {texts[one.ref]}")  # noqa: T201 - the figures are read with -s
    print(f"all: {listed} in {messages}, {listed / messages:.4f}")  # noqa: T201 - the figures are read with -s
    assert messages >= 3000
    assert listed <= messages * BOUND
