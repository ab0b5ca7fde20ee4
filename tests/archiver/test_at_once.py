"""What exports hold and their lines, from one pass and from two."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from archiver.analysis.talk import Line
from archiver.inputs import open_inputs
from archiver.intake.at_once import read_at_once
from archiver.intake.lines import lines
from archiver.intake.survey import survey_all

LOGS = Path(__file__).parents[2] / "fixtures" / "chatlogs"
EXPORTS = (
    ("txt_classic/several-chats.txt", "nt_db/nt_msg.db"), ("txt_classic/private-files.txt",), ("onebot/array.json",),
    ("txt_classic/hostile.txt", "qce_json/a-private.json"), ("qce_jsonl/lone-chunk.jsonl",),
)  # fmt: skip


@pytest.mark.parametrize("names", EXPORTS, ids="+".join)
def test_one_pass_tells_what_two_passes_tell(names: tuple[str, ...]) -> None:
    opened = open_inputs(tuple(LOGS / name for name in names), None).opened
    twice = survey_all(opened)
    chats = tuple(chat for one in twice for chat in one.chats)
    surveys, read = read_at_once(opened)
    assert surveys == twice
    assert read == tuple(line for one in opened for line in lines(one, chats))
    assert read
    assert len({chat.id for chat in chats}) == len(chats)


def test_lines_are_watched_as_they_are_read() -> None:
    seen: list[str] = []

    def watch(coming: Iterable[Line]) -> Iterator[Line]:
        for line in coming:
            seen.append(line.ref)
            yield line

    _, read = read_at_once(open_inputs((LOGS / "txt_classic/several-chats.txt",), None).opened, watch)
    assert seen == [line.ref for line in read] != []
