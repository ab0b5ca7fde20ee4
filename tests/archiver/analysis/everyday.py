"""Everyday talks of `life/`, written to be mistaken for deals: money among friends, favours, days and sums."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from archiver.analysis.talk import Line

LIFE = Path(__file__).with_name("life")
LEARNT = ("a", "b", "c")
"""The writers that `learn_deals` learns from; the fourth is held out."""
HELD_OUT = "d"
_BEGIN = datetime(2024, 3, 5, 20, 0)  # noqa: DTZ001 - wall time


def talks(writer: str) -> Iterator[list[Line]]:
    """Yield the talks of one writer: `== name` begins one, `A 文字` is a line, a minute goes by between lines."""
    for block in (LIFE / f"{writer}.txt").read_text(encoding="utf-8").split("== ")[1:]:
        name, *rows = block.strip().split("\n")
        yield [_line(name, number, row) for number, row in enumerate(rows, 1) if row.strip()]


def _line(name: str, number: int, row: str) -> Line:
    who, text = row.split(" ", 1)
    return Line(f"1:{number}", name, who, who, _BEGIN + timedelta(minutes=number), "text", text, ((0, len(text)),))
