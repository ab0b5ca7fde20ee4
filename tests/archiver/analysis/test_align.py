"""Laws of the aligner: what was planted is found, nothing else is reported, and no pair is wrong."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from archiver.analysis.align.order import rising
from archiver.analysis.align.pairing import align
from archiver.analysis.align.rows import Row, folded

SHORT = ("嗯", "好的", "好", "ok", "？")
START = 1_700_000_000


def talk(dice: random.Random, length: int, *, grain: int | None = 1) -> list[Row]:
    """Return an invented talk, half of it short messages that recur."""
    at, rows = START, []
    for number in range(length):
        at += dice.choice((0, 1, 2, 3, 5, 8, 30, 60, 300, 4000))
        words = dice.choice(SHORT) if dice.random() < 0.5 else f"第{number}条，说点别的{dice.randrange(10**6)}"
        who = dice.choice(("9000010001", "9000010002"))
        rows.append(Row(f"1:{number + 1}", None if grain is None else at - at % grain, who, who, "text", words))
    return rows


def retold(row: Row, offset: int) -> Row:
    """Return a row as the other side's format prints it: a name for a number, another clock."""
    at = None if row.at is None else row.at + offset
    return replace(row, ref=f"2:{row.ref[2:]}", at=at, who=f"name:乙{row.who}", name=f"乙{row.who}")


OFFSETS = st.sampled_from((0, 37, -5, 3600, -28_800, 45 * 60))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), OFFSETS)
def test_every_planted_difference_is_found_and_no_other(seed: int, offset: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - an invented talk, no secret
    mine = talk(dice, 120)
    theirs: list[tuple[int | None, Row]] = []
    planted: dict[str, set[int]] = {"gone": set(), "words": set(), "time": set(), "sender": set()}
    spared = True
    for place, row in enumerate(mine):
        told = retold(row, offset)
        chance, spared = (1.0, False) if spared else (dice.random(), False)
        if chance < 0.03:
            planted["gone"].add(place)
            spared = True  # what follows a change is kept, so that two changes are never one edit
            continue
        if chance < 0.05 and row.words not in SHORT:
            planted["words"].add(place)
            told, spared = replace(told, words=f"{row.words[:-3]}改过"), True
        elif chance < 0.07 and row.words not in SHORT:
            planted["time"].add(place)
            told, spared = replace(told, at=(told.at or 0) + dice.choice((61, -61, 7200))), True
        elif chance < 0.09 and row.words not in SHORT:
            planted["sender"].add(place)
            other = "9000010001" if row.who == "9000010002" else "9000010002"
            told, spared = replace(told, who=f"name:乙{other}", name=f"乙{other}"), True
        theirs.append((place, told))
        if chance > 0.98:
            theirs.append((None, replace(told, ref="2:9999", words="另外加上的一条", at=(told.at or 0) + 1)))
            spared = True
    found = align(mine, [row for _, row in theirs])
    assert found.clock.offset == offset
    assert all(theirs[j][0] == i for i, j in found.pairs)
    paired = {j for _, j in found.pairs}
    assert set(range(len(mine))) - {i for i, _ in found.pairs} == planted["gone"]
    assert {j for j, (place, _) in enumerate(theirs) if place is None} == set(range(len(theirs))) - paired
    pairs = [(i, mine[i], theirs[j][1]) for i, j in found.pairs]
    assert {i for i, one, other in pairs if one.words != other.words} == planted["words"]
    assert {i for i, one, other in pairs if (one.at or 0) + offset != other.at} == planted["time"]
    known = dict(found.people)
    assert known == {who: f"name:乙{who}" for who in ("9000010001", "9000010002")}
    assert {i for i, one, other in pairs if known[one.who] != other.who} == planted["sender"]
    assert found.moved == frozenset()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from((1, 60)))
def test_in_runs_of_equal_messages_the_count_is_right(seed: int, grain: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - an invented talk, no secret
    mine = talk(dice, 60, grain=grain)
    run = [replace(mine[30], ref=f"1:{100 + n}", words="嗯", at=mine[30].at) for n in range(9)]
    mine[30:30] = run
    gone = set(dice.sample(range(30, 39), dice.randint(1, 8)))
    theirs = [retold(row, 0) for place, row in enumerate(mine) if place not in gone]
    found = align(mine, theirs)
    left = [mine[i] for i in sorted(set(range(len(mine))) - {i for i, _ in found.pairs})]
    assert [row.words for row in left] == ["嗯"] * len(gone)
    assert all(mine[i].token == theirs[j].token and mine[i].at == theirs[j].at for i, j in found.pairs)
    assert found.moved == frozenset()
    assert len(found.pairs) == len(theirs)


class Planted(NamedTuple):
    """Two sides of an invented talk: `theirs` with the place on the first side each row comes from, None for added."""

    mine: list[Row]
    theirs: list[tuple[int | None, Row]]
    grain: int

    def key(self, row: Row) -> tuple[str, str, int]:
        """Return all that an observer sees of a row, in the first side's names."""
        return row.words, row.who.removeprefix("name:乙"), (row.at or 0)

    def same(self, i: int, j: int) -> bool:
        return self.key(self.mine[i]) == self.key(self.theirs[j][1])

    def untouched(self) -> Counter[tuple[str, str, int]]:
        return Counter(
            self.key(row)
            for origin, row in self.theirs
            if origin is not None and self.key(self.mine[origin]) == self.key(row)
        )


def with_runs(dice: random.Random, rows: list[Row]) -> list[Row]:
    """Return a talk with runs of one short word, said in the same second or shortly after."""
    found: list[Row] = []
    for row in rows:
        found.append(row)
        if dice.random() < 0.04:
            words, apart = dice.choice(SHORT), dice.choice((0, 1))
            found += [replace(row, words=words, at=(row.at or 0) + apart * n) for n in range(dice.randint(2, 7))]
    return [replace(row, ref=f"1:{number}") for number, row in enumerate(found, 1)]


def planted(seed: int, length: int, grain: int, rate: float) -> Planted:
    """Return a talk and what deletions, additions, edits and shifts of single rows and of stretches left of it."""
    dice = random.Random(seed)  # noqa: S311 - an invented talk, no secret
    mine = with_runs(dice, talk(dice, length))
    theirs: list[tuple[int | None, Row]] = []
    shift = until = 0
    for place, row in enumerate(mine):
        told = retold(row, 0)
        if place >= until:
            until, shift = (
                (place + dice.randint(3, 9), dice.choice((-3720, 240))) if dice.random() < rate / 8 else (0, 0)
            )
        told = replace(told, at=(told.at or 0) + shift)
        match dice.choice(("gone", "words", "time", "sender", "added")) if dice.random() < rate else "":
            case "gone":
                continue
            case "words":
                told = replace(told, words=dice.choice(SHORT) if row.words in SHORT else f"{row.words[:-3]}改过")
            case "time":
                told = replace(told, at=(told.at or 0) + dice.choice((1, -2, 200, -200, 7200)))
            case "sender":
                told = replace(told, who=f"name:乙{dice.choice(('9000010001', '9000010002'))}")
            case "added":
                more = dice.choice((*SHORT, f"另外加上{dice.randrange(10**6)}"))
                theirs.append((None, replace(told, words=more, at=(told.at or 0) - dice.choice((0, 0, 1, 2, 30)))))
            case _:
                pass
        theirs.append((place, told))
    cut = [replace(row, at=(row.at or 0) // grain * grain) for row in mine]
    numbered = [
        (origin, replace(row, ref=f"2:{number}", name=row.who.removeprefix("name:"), at=(row.at or 0) // grain * grain))
        for number, (origin, row) in enumerate(theirs, 1)
    ]
    return Planted(cut, numbered, grain)


def require_truth(plan: Planted) -> None:
    """Require that all that is untouched is paired, and that no two rows pair but those that are one or look like one.

    A row that was deleted where another was added looks like one that was edited if two of words, sender and time
    agree: nobody could tell. Words that recur do not tell one message from another, so that with them both other
    marks must agree, save that the same second is a mark of its own.
    """
    found = align(plan.mine, [row for _, row in plan.theirs])
    assert found.clock.offset == 0
    shifts = {-3720, 240, *range(-found.clock.slack, found.clock.slack + 1)}
    whole = Counter(plan.key(plan.mine[i]) for i, j in found.pairs if plan.same(i, j))
    assert not plan.untouched() - whole
    assert len({j for _, j in found.pairs}) == len(found.pairs)
    often = {words for side in (plan.mine, [row for _, row in plan.theirs])
             for words, count in Counter(row.words for row in side).items() if count > 1}  # fmt: skip
    for i, j in found.pairs:
        mine, theirs = plan.mine[i], plan.theirs[j][1]
        words, sender, time_ = (a == b for a, b in zip(plan.key(mine), plan.key(theirs), strict=True))
        assert words + sender + time_ >= 2 or (words and plan.theirs[j][0] == i)
        if mine.words in often and words:
            assert (time_ and (sender or plan.grain == 1)) or (theirs.at or 0) - (mine.at or 0) in shifts - {0}
    lone_a = set(range(len(plan.mine))) - {i for i, _ in found.pairs}
    lone_b = set(range(len(plan.theirs))) - {j for _, j in found.pairs}
    assert all(i in lone_a and j in lone_b for i, j in found.perhaps)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from((1, 60)), st.sampled_from((0.02, 0.15)))
def test_random_changes_close_to_each_other_lead_to_no_wrong_pair(seed: int, grain: int, rate: float) -> None:
    require_truth(planted(seed, 150, grain, rate))


@pytest.mark.slow
@pytest.mark.parametrize("grain", [1, 60])
def test_random_changes_of_a_long_talk_lead_to_no_wrong_pair(grain: int) -> None:
    require_truth(planted(7, 100_000, grain, 0.1))


def said(words: str, at: int, number: int = 0, who: str = "9000010001") -> Row:
    return Row(f"1:{number}", START + at, who, who, "text", words)


AROUND = [said(f"前面说的第{n}句话", 20 * n) for n in range(12)]
BEHIND = [said(f"后面说的第{n}句话", 900 + 20 * n) for n in range(12)]


def middle(mine: list[Row], theirs: list[Row]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the pairs, and what may be pairs, of rows that stand between the same neighbours."""
    one, other = [*AROUND, *mine, *BEHIND], [*AROUND, *theirs, *BEHIND]
    found = align(one, other)
    pairs = [(i, j) for i, j in found.pairs if one[i] in mine]

    def shown(places: Sequence[tuple[int, int]]) -> list[tuple[str, str]]:
        return [tuple(f"{row.words}@{(row.at or 0) - START}" for row in (one[i], other[j])) for i, j in places]  # type: ignore[misc]

    return shown(pairs), shown(found.perhaps)


RECUR = [said("嗯", 700), said("嗯", 860)]


def test_a_deleted_short_word_beside_an_added_equal_one_is_said_to_be_open() -> None:
    pairs, perhaps = middle([said("嗯", 500), *RECUR], [said("嗯", 505), *RECUR])
    assert pairs == [("嗯@700", "嗯@700"), ("嗯@860", "嗯@860")]
    assert perhaps == [("嗯@500", "嗯@505")]


def test_words_that_stand_once_are_one_message_whose_time_differs() -> None:
    pairs, perhaps = middle([said("尾款周五付", 500)], [said("尾款周五付", 565)])
    assert (pairs, perhaps) == ([("尾款周五付@500", "尾款周五付@565")], [])


def test_an_edit_that_could_be_of_either_of_two_messages_is_said_to_be_open() -> None:
    pairs, perhaps = middle([said("甲乙丙丁", 500), said("戊己庚辛", 500)], [said("全都换过", 500)])
    assert pairs == []
    assert perhaps == [("甲乙丙丁@500", "全都换过@500"), ("戊己庚辛@500", "全都换过@500")]
    pairs, _ = middle([said("甲乙丙丁", 500), said("戊己庚辛", 500)], [said("戊己庚金", 500)])
    assert pairs == [("戊己庚辛@500", "戊己庚金@500")]


def test_a_short_word_within_a_stretch_that_is_shifted_is_shifted_with_it() -> None:
    mine = [said("先说一句", 500), said("嗯", 510), said("再说一句", 530), *RECUR]
    pairs, perhaps = middle(mine, [replace(row, at=(row.at or 0) + 61) for row in mine[:3]] + RECUR)
    assert pairs[:3] == [("先说一句@500", "先说一句@561"), ("嗯@510", "嗯@571"), ("再说一句@530", "再说一句@591")]
    assert perhaps == []


def test_clocks_that_are_generally_seconds_apart_pair_short_words_too() -> None:
    dice = random.Random(11)  # noqa: S311 - an invented talk, no secret
    mine = [replace(row, at=START + 40 * n) for n, row in enumerate(talk(dice, 400))]
    theirs = [replace(retold(row, 0), at=(row.at or 0) + dice.choice((0, 0, 1, -1, 2))) for row in mine]
    found = align(mine, theirs)
    assert found.pairs == tuple((n, n) for n in range(400))
    assert found.clock.slack == 3


def test_without_times_a_short_word_gone_here_and_added_there_is_not_said_to_have_moved() -> None:
    mine = [replace(row, at=None) for row in (said("嗯", 0), *AROUND, said("嗯", 0), *BEHIND)]
    theirs = [replace(row, at=None) for row in (*AROUND, said("嗯", 0), *BEHIND, said("嗯", 0))]
    found = align(mine, theirs)
    assert found.moved == frozenset()
    assert (0, 25) not in found.pairs
    assert len(found.pairs) == 25


def test_messages_that_changed_places_are_told_as_moved() -> None:
    mine = talk(random.Random(5), 200)  # noqa: S311 - an invented talk, no secret
    theirs = [retold(row, 0) for row in mine]
    swaps = [(20, 21), (60, 90), (150, 151)]
    for first, second in swaps:
        theirs[first], theirs[second] = theirs[second], theirs[first]
    found = align(mine, theirs)
    assert len(found.pairs) == 200
    assert all(mine[i].ref[2:] == theirs[j].ref[2:] for i, j in found.pairs)
    assert len(found.moved & {20, 21}) == 1
    assert found.moved & {60, 90} == {60, 90}
    assert len(found.moved & {150, 151}) == 1
    assert len(found.moved) == 4


def test_a_side_without_times_is_aligned_by_words_and_order() -> None:
    mine = talk(random.Random(7), 300, grain=None)  # noqa: S311 - an invented talk, no secret
    theirs = [retold(row, 0) for place, row in enumerate(mine) if place not in {50, 120}]
    found = align(mine, theirs)
    assert found.clock.grain is None
    assert len(found.pairs) == 298
    left = set(range(300)) - {i for i, _ in found.pairs}
    assert Counter(mine[i].words for i in left) == Counter(mine[i].words for i in (50, 120))


def test_ids_that_both_print_keep_equal_messages_apart() -> None:
    mine = [Row(f"1:{n}", START + 60 * n, "9000010001", "甲", "text", "嗯", number=str(7000 + n)) for n in range(1, 30)]
    theirs = [replace(row, ref=f"2:{row.ref[2:]}") for row in mine if row.number != "7010"]
    theirs[9] = replace(theirs[9], number="9999", at=mine[9].at)
    found = align(mine, theirs)
    assert {mine[i].number for i in set(range(29)) - {i for i, _ in found.pairs}} == {"7010", "7011"}
    assert {theirs[j].number for j in set(range(28)) - {j for _, j in found.pairs}} == {"9999"}


def test_summer_time_is_found_as_a_zone_and_leaves_no_time_different() -> None:
    from datetime import UTC, datetime, timedelta  # noqa: PLC0415 - for this test only
    from zoneinfo import ZoneInfo  # noqa: PLC0415

    begin = datetime(2024, 1, 10, 3, 0, tzinfo=UTC)
    instants = [begin + timedelta(hours=31 * n, seconds=n) for n in range(240)]
    epoch = datetime(1970, 1, 1, tzinfo=UTC)

    def rows(source: int, zone: str) -> list[Row]:
        walls = [at.astimezone(ZoneInfo(zone)).replace(tzinfo=UTC) for at in instants]
        times = [int((wall - epoch).total_seconds()) for wall in walls]
        return [Row(f"{source}:{n}", at, "9000010001", "甲", "text", f"第{n}条") for n, at in enumerate(times, 1)]

    found = align(rows(1, "Asia/Shanghai"), rows(2, "America/New_York"), ZoneInfo("Asia/Shanghai"))
    assert found.clock.zone is not None
    assert {ours for ours, _ in found.clock.steps}
    assert sorted({offset for _, offset in found.clock.steps}) == [-13 * 3600, -12 * 3600]
    mine, theirs = rows(1, "Asia/Shanghai"), rows(2, "America/New_York")
    assert all(found.clock.ours(mine[i].at) == theirs[j].at for i, j in found.pairs)
    assert len(found.pairs) == 240


@pytest.mark.parametrize("grain", [1, 60, None])
def test_time_grows_with_the_number_of_messages_and_not_with_its_square(grain: int | None) -> None:
    def seconds(length: int) -> float:
        mine = talk(random.Random(3), length, grain=grain)  # noqa: S311 - an invented talk, no secret
        theirs = [retold(row, 0) for place, row in enumerate(mine) if place % 97]
        begun = time.process_time()
        align(mine, theirs)
        return time.process_time() - begun

    small, large = min(seconds(3_000) for _ in range(2)), seconds(24_000)
    assert large < 30 * max(small, 0.02)  # eight times as many; the square would be 64


def test_a_long_run_of_one_word_without_times_is_counted() -> None:
    mine = [Row(f"1:{n}", None, "9000010001", "甲", "text", "嗯") for n in range(20_000)]
    begun = time.process_time()
    found = align(mine, [replace(row, ref=f"2:{row.ref[2:]}") for row in mine[:-7]])
    assert len(found.pairs) == 19_993
    assert time.process_time() - begun < 10


def test_line_ends_and_blanks_at_the_edges_are_no_difference() -> None:
    assert folded("好的 \r\n那就这样\xa0") == folded("好的\n那就这样")
    assert folded("好 的") != folded("好的")


def test_the_longest_rising_run_is_kept() -> None:
    assert rising([0, 1, 5, 2, 3, 4]) == (0, 1, 3, 4, 5)
    assert rising([]) == ()
