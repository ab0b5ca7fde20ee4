"""Talk that words alone make a deal is one where what is found in it bears that out."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from archiver import trained
from archiver.analysis.finding import Role
from archiver.analysis.reader import understand
from archiver.corpus.collection import read_cases
from archiver.corpus.gold import gold_lines
from tests.archiver.analysis import everyday

_CORPUS = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "corpus"


def test_everyday_talk_of_a_writer_that_nothing_was_learnt_from_holds_few_findings() -> None:
    talks = list(everyday.talks(everyday.HELD_OUT))
    found = [one for talk in talks for one in understand(talk, {}, judge=trained.judge()) if one.status == "finding"]
    lines = sum(map(len, talks))
    print(f"{len(found)} in {lines}")  # noqa: T201 - the figure is read with -s
    assert lines >= 900
    assert len(found) <= lines / 100


@pytest.mark.parametrize("part", ["dev", "test"])
def test_deals_of_hands_that_nothing_was_learnt_from_are_seen_whether_or_not_their_sides_are_named(part: str) -> None:
    for case in read_cases(_CORPUS, part):  # type: ignore[arg-type]  # the parametrization names parts
        lines = gold_lines(case)
        found = [one for one in understand(lines, {}, judge=trained.judge()) if one.status == "finding"]
        labelled = sum(bool(said.acts) for said in case.messages)
        assert len(found) >= labelled / 4, case.id


def test_prices_among_friends_are_no_deal() -> None:
    friends = next(talk for talk in everyday.talks(everyday.HELD_OUT) if any("块" in line.text for line in talk))
    assert len(friends) >= 50
    assert not [one for one in understand(friends, {}, judge=trained.judge()) if one.status == "finding"]


@pytest.mark.parametrize("named", [False, True], ids=["unnamed", "named"])
def test_a_deal_between_friends_leaves_their_everyday_talk_alone(*, named: bool) -> None:
    case = next(case for case in read_cases(_CORPUS, "dev") if case.kind != "group")
    roles: dict[str, Role] = {case.accounts[one].uin: role for role, ones in case.parties.items() for one in ones}
    friends = dict(zip("AB", roles, strict=False))
    life = [
        replace(line, ref=f"2:{number}", chat="c1", account=friends[line.account], at=None)
        for number, line in enumerate(
            (line for talk in everyday.talks(everyday.HELD_OUT) for line in talk if line.account in friends), 1
        )
    ]
    lines = [*life[:300], *gold_lines(case), *life[300:]]
    found = [one for one in understand(lines, roles if named else {}, judge=trained.judge()) if one.status == "finding"]
    far = [one for one in found if one.ref.startswith("2:") and not 150 < int(one.ref[2:]) <= 450]
    assert len([one for one in found if one.ref.startswith("1:")]) >= len(case.messages) / 8
    assert len(far) <= len(life) / 100
