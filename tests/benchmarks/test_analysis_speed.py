"""How fast a talk is understood, as a ratio to spaCy's bare tokenizer on the same lines in the same run."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archiver import trained
from archiver.analysis import reader
from archiver.analysis.talk import Line
from archiver.corpus.gold import gold_lines
from archiver.corpus.labelled import load_case

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[2]


def plain_chat(times: int) -> list[Line]:
    texts = (ROOT / "tests" / "archiver" / "analysis" / "plain_chat.txt").read_text("utf-8").split("\n") * times
    start = datetime(2024, 3, 5, 8, 0)  # noqa: DTZ001 - wall time, as messages have it
    return [
        Line(f"1:{n}", "c1", str(n % 5), str(n % 5), start + timedelta(seconds=20 * n), "text", text, ((0, len(text)),))
        for n, text in enumerate(texts, 1)
    ]


def deal_talk() -> list[Line]:
    cases = sorted((ROOT / "fixtures" / "chatlogs" / "corpus").glob("*.yaml"))[:20]
    return [line for path in cases for line in gold_lines(load_case(path))]


def per_second(lines: list[Line], read: Callable[[], object]) -> float:
    best = float("inf")
    for _ in range(3):
        started = time.process_time()
        read()
        best = min(best, time.process_time() - started)
    return len(lines) / best


@pytest.mark.parametrize(("name", "least"), [("plain chat", 0.05), ("talk of deals", 0.012)])
def test_understanding_keeps_its_distance_to_the_bare_tokenizer(
    name: str, least: float, record_property: Callable[[str, object], None]
) -> None:
    spacy = pytest.importorskip("spacy")
    nlp = spacy.blank("zh")
    lines = plain_chat(20) if name == "plain chat" else deal_talk()
    texts = [line.text for line in lines]
    floor = per_second(lines, lambda: list(nlp.pipe(texts)))
    ours = per_second(lines, lambda: list(reader.read(lines, {}, judge=trained.judge())))
    record_property("ratio", f"{name}: {ours:,.0f} messages/s, {ours / floor:.3f} of the bare tokenizer")
    assert ours > least * floor
