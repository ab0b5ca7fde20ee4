"""What is typed in chats of 2019–2026, each line with the due a careful reader gives it: chat_times.txt, by hand."""

from datetime import datetime
from pathlib import Path

import pytest

from archiver.analysis.dates import read_times

_FILE = Path(__file__).parent / "chat_times.txt"


def _lines() -> list[tuple[str, str, str]]:
    told = [line.split("\t") for line in _FILE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [(at, text, due) for at, text, due in told]


@pytest.mark.parametrize(("at", "text", "due"), _lines(), ids=[f"{at[:10]} {text}" for at, text, _ in _lines()])
def test_a_line_of_chat_has_its_due_and_no_other(at: str, text: str, due: str) -> None:
    dues = {each.due for each in read_times(text, datetime.fromisoformat(at)) if each.due}
    assert dues == (set() if due == "-" else {due})
