"""Every family of expressions in many wordings: days, stretches, hours, lengths and repetitions.

The lines stand in families.txt, with what each must mean written by hand before it was read.
"""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from archiver.analysis.dates import TimeExpression, read_times

SAID_AT = datetime.fromisoformat("2023-06-14T09:30")
_FILE = Path(__file__).parent / "families.txt"


def _lines() -> list[tuple[str, str]]:
    told = [line.split("\t") for line in _FILE.read_text("utf-8").splitlines() if "\t" in line]
    return [(text, meant) for text, meant in told]


def _moment(words: str, said_at: datetime) -> datetime:
    day, _, clock = words.partition("T")
    year = "" if len(day) > 5 else f"{said_at.year}-"
    begin = datetime.combine(date.fromisoformat(year + day), datetime.min.time())
    hour, minute, second = (int(part) for part in ((clock or "0:0") + ":0:0").split(":")[:3])
    return begin + timedelta(hours=hour, minutes=minute, seconds=second)


def _after(words: str, said_at: datetime) -> datetime:
    """Return the end of a day, or the clock that ends a stretch."""
    return _moment(words, said_at) + timedelta(days="T" not in words)


def _printed(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def means(answer: TimeExpression, meant: str, said_at: datetime) -> bool:
    """Tell whether an answer to what was said then means what the line says; the signs stand in families.txt."""
    if meant == "?":
        return answer.vague
    if meant.startswith("/P"):
        return answer.every == meant[1:]
    if meant.startswith("P"):
        return answer.kind == "duration" and answer.duration == meant
    if meant.startswith(".."):
        due = _moment(meant[2:], said_at)
        return answer.kind == "span" and answer.due == (
            due.isoformat(timespec="minutes") if "T" in meant else due.date().isoformat()
        )
    first, _, last = meant.partition("~")
    begins = answer.from_ == _printed(_moment(first.removesuffix(".."), said_at))
    if meant.endswith(".."):
        return begins and answer.to in (None, _printed(said_at))
    if last == f"{said_at:%m-%d}" and answer.to == _printed(said_at):
        return begins  # 至今 runs up to the message itself
    return begins and (("T" in first and not last) or answer.to == _printed(_after(last or first, said_at)))


@pytest.mark.parametrize(("text", "meant"), _lines(), ids=[text for text, _ in _lines()])
def test_an_expression_means_what_its_words_say(text: str, meant: str) -> None:
    found = read_times(text, SAID_AT)
    if meant == "-":
        assert not [each for each in found if each.due or each.from_]
        return
    assert len(found) == 1, [each.text for each in found]
    assert means(found[0], meant, SAID_AT), (
        found[0].from_,
        found[0].to,
        found[0].duration,
        found[0].every,
        found[0].due,
    )
