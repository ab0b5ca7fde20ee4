"""Several files of one talk, read as one talk."""

from pathlib import Path

from msgspec.structs import replace

from archiver.analyzer import Request, Studied, study
from archiver.corpus.labelled import load_case
from archiver.inputs import open_inputs
from archiver.intake.joining import Joined
from tests.archiver.batch.desk import CORPUS, export

CASE = load_case(CORPUS.parent / "demo" / "unpaid-balance.yaml")
PART = Joined(2, "c1", 1, "c1", again=False)


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
    with_it = studied(first, second, again, joined=(PART, Joined(3, "c1", 1, "c1", again=True)))
    assert [one.id for one in with_it.analysis.findings] == [one.id for one in without.analysis.findings]
    assert with_it.analysis.chats[2].same_as == "c1"


def test_a_chat_that_is_named_but_not_there_changes_nothing(tmp_path: Path) -> None:
    path = part(tmp_path, "1", 0, 60)
    assert studied(path, joined=(Joined(9, "c9", 1, "c1", again=False),)).analysis == studied(path).analysis
