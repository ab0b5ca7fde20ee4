"""The corpus holds what its card says: forms, sides, dates, silence between the acts, no copied lines."""

import re
from collections import Counter, defaultdict
from datetime import date, datetime
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

import pytest

from archiver.corpus.collection import read_cases, read_split
from archiver.corpus.exchanges import read_exchanges
from archiver.corpus.labelled import SYSTEM, LabelledCase

CORPUS = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "corpus"


@cache
def cases() -> tuple[LabelledCase, ...]:
    return tuple(read_cases(CORPUS))


def test_every_hand_stands_in_exactly_one_part() -> None:
    split = read_split(CORPUS)
    hands = [*split.train, *split.dev, *split.test]
    assert len(hands) == len(set(hands))
    assert {case.hand for case in cases()} <= set(hands)


def test_every_part_has_cases() -> None:
    split = read_split(CORPUS)
    held = Counter(case.hand for case in cases())
    for part in (split.train, split.dev, split.test):
        assert sum(held[hand] for hand in part) >= 8


def test_accounts_are_invented_and_every_side_is_named() -> None:
    for case in cases():
        assert all(re.fullmatch(r"90\d{8}", account.uin) for account in case.accounts.values()), case.id
        assert case.own in case.accounts
        assert case.parties["client"], case.id
        assert case.parties["provider"], case.id


def test_messages_are_numbered_in_order_of_time() -> None:
    for case in cases():
        assert [said.n for said in case.messages] == list(range(1, len(case.messages) + 1)), case.id
        times = [said.at for said in case.messages]
        assert times == sorted(times), case.id
        assert all(2019 <= at.year <= 2026 for at in times), case.id


def test_labels_point_back_and_dates_can_be() -> None:
    for case in cases():
        for said in case.messages:
            pointed = [said.target, said.reply_to, *said.targets.values(), *said.refs]
            assert all(one is None or 1 <= one < said.n for one in pointed), (case.id, said.n)
            for due in (said.due, *said.dues, said.not_before):
                if due:
                    at = datetime.fromisoformat(due) if "T" in due else date.fromisoformat(due)
                    assert abs((at if not isinstance(at, datetime) else at.date()).year - said.at.year) <= 1
            assert said.by == SYSTEM or said.by in case.accounts, (case.id, said.n)


def test_most_of_the_talk_carries_no_act() -> None:
    silent = sum(not said.acts for case in cases() for said in case.messages)
    assert silent / sum(len(case.messages) for case in cases()) >= 0.45


def test_exchanges_can_be_read() -> None:
    lines = [line for _, one in read_exchanges(CORPUS / "exchanges") for line in one.lines]
    assert len(lines) > 500


@pytest.mark.slow
def test_less_than_one_line_in_a_hundred_stands_again_in_another_case() -> None:
    lines = [(case.id, said.text) for case in cases() for said in case.messages if len(said.text) > 8]
    shared: dict[str, list[int]] = defaultdict(list)
    for index, (_, text) in enumerate(lines):
        for run in {text[at : at + 5] for at in range(len(text) - 4)}:
            shared[run].append(index)
    copied: set[int] = set()
    for members in shared.values():
        for index in members[:40]:
            for other in members[:40]:
                if index < other and lines[index][0] != lines[other][0] and index not in copied:
                    match = SequenceMatcher(None, lines[index][1], lines[other][1], autojunk=False)
                    if match.quick_ratio() > 0.8 and match.ratio() > 0.8:
                        copied.add(index)
    assert len(copied) / len(lines) < 0.01
