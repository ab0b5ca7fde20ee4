"""Sentences of ordinary talk for every construct that a recognizer of others lists in its public patterns.

The lines stand in constructs.txt, with what each must mean written by hand before it was read.
"""

import re
from datetime import datetime
from pathlib import Path

import pytest

from archiver.analysis.dates import read_times
from tests.archiver.analysis.test_time_families import SAID_AT, means

_FILE = Path(__file__).parent / "constructs.txt"
_SAID = re.compile(r"\[@(?P<at>\S+)")


def _lines() -> list[tuple[datetime, str, str]]:
    found: list[tuple[datetime, str, str]] = []
    at = SAID_AT
    for line in _FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            said = _SAID.match(line)
            at = datetime.fromisoformat(said["at"]) if said else SAID_AT
        elif "\t" in line:
            text, meant = line.split("\t")
            found.append((at, text, meant))
    return found


@pytest.mark.parametrize(("at", "text", "meant"), _lines(), ids=[f"{at:%Y} {text}" for at, text, _ in _lines()])
def test_a_sentence_means_what_its_words_say(at: datetime, text: str, meant: str) -> None:
    found = read_times(text, at)
    if meant == "-":
        assert not [each for each in found if each.due or each.from_]
        return
    assert len(found) == 1, [each.text for each in found]
    assert means(found[0], meant, at), (found[0].from_, found[0].to, found[0].duration, found[0].every, found[0].due)
