"""Laws of the aligner: what was planted is found, nothing else is reported, and no pair is wrong."""

import random
import time
from collections import Counter

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
