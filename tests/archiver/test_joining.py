"""Several files of one talk, read as one talk."""

import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from archiver.analyzer import Request, Studied, study
from archiver.corpus.labelled import load_case
from archiver.inputs import open_inputs
from archiver.intake.joining import Joined
from tests.archiver.batch.desk import CORPUS, export

CASE = load_case(CORPUS.parent / "demo" / "unpaid-balance.yaml")
PART = Joined(2, "c1", 1, "c1")


def part(folder: Path, name: str, start: int, end: int, form: str = "txt_classic") -> Path:
    return export(replace(CASE, messages=CASE.messages[start:end]), form, folder, name)


def studied(*paths: Path, joined: tuple[Joined, ...] = ()) -> Studied:
    return study(open_inputs(paths, None).opened, Request(joined=joined))


def owed(found: Studied) -> list[tuple[str, str, str | None]]:
    assert found.analysis.ledger
    return [(one.kind, one.status, one.due) for one in found.analysis.ledger.obligations]


def test_two_parts_are_understood_as_the_whole_is(tmp_path: Path) -> None:
    whole = studied(part(tmp_path, "whole", 0, 200))
    parts = studied(part(tmp_path, "1", 0, 60), part(tmp_path, "2", 60, 200), joined=(PART,))
    assert [line.text for line in parts.lines] == [line.text for line in whole.lines]
    assert {line.chat for line in parts.lines} == {"c1"}
    assert owed(parts) == owed(whole)


def test_parts_come_in_the_order_of_time_however_they_are_numbered(tmp_path: Path) -> None:
    late, early = part(tmp_path, "2", 60, 200), part(tmp_path, "1", 0, 60)
    lines = studied(late, early, joined=(PART,)).lines
    assert [line.at for line in lines] == sorted(line.at for line in lines if line.at)


def test_another_export_of_the_first_part_adds_nothing_to_what_is_found(tmp_path: Path) -> None:
    first, second = part(tmp_path, "1", 0, 60), part(tmp_path, "2", 60, 200)
    again = part(tmp_path, "3", 10, 40, "qce_json_d")
    without = studied(first, second, joined=(PART,))
    with_it = studied(first, second, again, joined=(PART,))
    assert [one.id for one in with_it.analysis.findings] == [one.id for one in without.analysis.findings]
    assert with_it.analysis.chats[2].same_as == "c1"


def without(path: Path, place: int, target: Path) -> Path:
    """Write a JSON export without one of its messages, whose count it claims as it is."""
    document = json.loads(path.read_text("utf-8"))
    del document["messages"][place]
    document["statistics"]["totalMessages"] = len(document["messages"])
    target.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return target


def waiting(found: Studied) -> list[tuple[int, int, str, str | None, str | None]]:
    return [(held.a, held.b, one.kind, one.a, one.b) for held in found.analysis.comparisons
            for one in held.differences if one.cause is None]  # fmt: skip


@pytest.mark.parametrize("whole_first", [False, True])
def test_an_export_over_both_parts_is_held_against_each_and_every_message_is_read_once(
    tmp_path: Path, *, whole_first: bool
) -> None:
    count = len(CASE.messages)
    over = export(CASE, "qce_json_d", tmp_path, "over")
    parts = part(tmp_path, "1", 0, 60), part(tmp_path, "2", 60, count)
    alone = studied(over)
    if whole_first:
        found = studied(over, *parts, joined=(Joined(3, "c1", 2, "c1"),))
    else:
        found = studied(*parts, over, joined=(PART,))
    assert [line.at for line in found.lines] == [line.at for line in alone.lines]
    assert len({line.chat for line in found.lines}) == 1
    assert waiting(found) == []
    assert owed(found) == owed(alone)
    repeated = sum(len(one) for one in found.united.repeats.values())
    assert repeated == len(alone.lines)


def test_what_an_export_over_both_parts_lacks_or_adds_is_found_once_and_kept(tmp_path: Path) -> None:
    over = export(CASE, "qce_json_d", tmp_path, "over")
    parts = part(tmp_path, "1", 0, 60), part(tmp_path, "2", 60, len(CASE.messages))
    short = without(over, 70, tmp_path / "short.json")
    found = studied(*parts, short, joined=(PART,))
    assert waiting(found) == [(2, 3, "only_a", "2:11", None)]
    assert [line.at for line in found.lines] == [line.at for line in studied(over).lines]
    fewer = replace(CASE, messages=(*CASE.messages[60:80], *CASE.messages[81:]))
    lacking = export(fewer, "txt_classic", tmp_path, "lacking")
    found = studied(parts[0], lacking, over, joined=(PART,))
    assert waiting(found) == [(2, 3, "only_b", None, "3:81")]
    assert [line.at for line in found.lines] == [line.at for line in studied(over).lines]


def test_a_chat_that_is_named_but_not_there_changes_nothing(tmp_path: Path) -> None:
    path = part(tmp_path, "1", 0, 60)
    assert studied(path, joined=(Joined(9, "c9", 1, "c1"),)).analysis == studied(path).analysis
