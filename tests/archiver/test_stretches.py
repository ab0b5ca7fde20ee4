"""Several processes find in a long talk what one finds."""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from archiver import stretches, trained
from archiver.analysis import reader
from archiver.analysis.context import Known
from archiver.analysis.finding import Finding, Role
from archiver.analysis.gate import Gate, Screened
from archiver.analysis.named_days import DaysKnown
from archiver.analysis.reader import with_sides
from archiver.analysis.talk import Line
from archiver.stretches import Crew, Keys
from tests.benchmarks.groups import group_lines

KEYS = Keys({"1": "0" * 64})


@pytest.fixture(scope="module")
def talk() -> tuple[Screened, ...]:
    """A group, and beside it in the same export a second one that falls silent and a third that begins late."""
    lines = group_lines(3_000)
    return tuple(Gate().screen([replace(line, chat=_chat(number, line)) for number, line in enumerate(lines)]))


def _chat(number: int, line: Line) -> str:
    if number % 5 == 1 and number < 1_300:
        return "c2"
    return "c3" if number % 7 == 1 and number > 1_900 else line.chat


def _alone(talk: tuple[Screened, ...], roles: Mapping[str, Role]) -> tuple[Finding, ...]:
    return reader.understand([one.line for one in talk], roles, KEYS, trained.judge())


def _together(talk: tuple[Screened, ...], roles: Mapping[str, Role], earlier: int) -> tuple[Finding, ...]:
    with Crew(2) as crew:
        crew.start()
        return with_sides([one.line for one in talk], roles, crew.reading(talk, KEYS, earlier=earlier))


@pytest.mark.parametrize("earlier", [0, 150], ids=["nothing read before", "some read before"])
def test_three_processes_find_what_one_finds(talk: tuple[Screened, ...], earlier: int) -> None:
    found = _alone(talk, {})
    assert len(found) > 100
    assert _together(talk, {}, earlier) == found


def test_named_sides_are_read_once_to_the_same_findings(talk: tuple[Screened, ...]) -> None:
    busiest = sorted({one.line.account for one in talk if not one.line.account.startswith("907")})[:2]
    roles: dict[str, Role] = {busiest[0]: "client", busiest[1]: "provider"}
    assert _together(talk, roles, 150) == _alone(talk, roles)


def test_a_process_that_dies_costs_time_only(talk: tuple[Screened, ...]) -> None:
    with Crew(1) as crew:
        crew.start()
        shared = crew.reading(talk, KEYS, earlier=150)
        crew._helpers[0]._process.kill()
        assert with_sides([one.line for one in talk], {}, shared) == _alone(talk, {})


def test_the_stretches_follow_each_other_and_are_read_from_some_way_before(talk: tuple[Screened, ...]) -> None:
    cut = stretches.stretches(talk, 4, earlier=50)
    assert [one.start for one in cut] == [0, *(one.end for one in cut[:-1])]
    assert cut[-1].end == len(talk)
    for one in cut[1:]:
        assert sum(screened.passes for screened in talk[one.early : one.start]) == 50
        assert sum(screened.passes for screened in talk[one.early : one.end]) > 100


def test_what_was_supposed_is_held_against_what_is_known(talk: tuple[Screened, ...]) -> None:
    cut = stretches.stretches(talk, 2, earlier=0)
    wrong = {
        name: replace(one, known=Known(days=DaysKnown(owed=("1999-01-01",) * 60)))
        for name, one in cut[1].supposed.chats.items()
    }
    state = reader.TalkState(wrong)
    assert not state.agrees(cut[1].supposed, ["c1"])
    assert state.agrees(state, ["c1", "c2", "c3"])


def test_a_short_talk_starts_no_process_and_is_read_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "LEAST", 300)
    lines = group_lines(300)
    with stretches.ready(8) as crew:
        assert crew is not None
        assert tuple(stretches.awaited(lines, crew)) == tuple(lines)
        assert not crew.started
        assert stretches.understand(lines, {}, KEYS, crew, iter) == reader.understand(lines, {}, KEYS, trained.judge())


def test_processes_start_while_a_long_talk_is_still_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stretches, "LEAST", 300)
    lines = group_lines(400)
    with stretches.ready(2) as crew:
        assert crew is not None
        read = stretches.awaited(lines, crew)
        told = [next(read) for _ in range(300)]
        assert not crew.started
        told.append(next(read))
        assert crew.started
        assert [*told, *read] == lines


def test_one_process_has_no_others_at_hand() -> None:
    lines = group_lines(30)
    with stretches.ready(1) as crew:
        assert crew is None
        assert list(stretches.awaited(lines, crew)) == lines


def test_a_talk_of_which_little_passes_the_gate_is_not_shared_out() -> None:
    lines = group_lines(300)
    with Crew(1) as crew:
        crew.start()
        assert stretches.understand(lines, {}, KEYS, crew, iter) == reader.understand(lines, {}, KEYS, trained.judge())
        crew._helpers[0]._process.join(0)
        assert crew._helpers[0]._process.is_alive()  # it waits for a talk that does not come


def test_who_is_passed_over_travels_as_a_name_and_findings_come_back_equal(talk: tuple[Screened, ...]) -> None:
    passed_over = next(one for one in talk if not one.passes)
    assert stretches._slim(passed_over) == (passed_over.line.chat, passed_over.line.account)
    state = reader.TalkState({})
    told = stretches.Told(state, (stretches.Part(_alone(talk[:600], {}), state), stretches.Part((), state)))
    assert len(told.parts[0].found) > 10
    assert stretches._unpacked(stretches._packed(told)) == told
