"""A hundred short deals by a hand that no reader learns from: how much of what people say is read, act by act.

Written and labelled (`deals_unseen/`, the form of the corpus's exchanges) before anything was scored on them, in words
that are plain, loose and oblique by turns. Run with -s to see the table. At their first scoring the reader that had
learnt no such deals stood at 0.747 micro F1, the one that had learnt those of six other hands at 0.808.
"""

import sys
from collections import Counter
from functools import cache
from pathlib import Path

from archiver import trained
from archiver.analysis.finding import Act
from archiver.analysis.reader import read
from archiver.corpus.exchanges import ROLES, Exchange, read_exchanges

_FOLDER = Path(__file__).with_name("deals_unseen")
_FLOOR = 0.79


@cache
def _deals() -> tuple[Exchange, ...]:
    return tuple(deal for _, deal in read_exchanges(_FOLDER))


@cache
def _tally() -> tuple[Counter[Act], Counter[Act], Counter[Act]]:
    """Return how often each act is labelled, found and found rightly."""
    labelled, found, right = Counter[Act](), Counter[Act](), Counter[Act]()
    for deal in _deals():
        told = {
            (one.ref, one.act)
            for one in read(deal.lines, dict(ROLES), judge=trained.judge())
            if one.status == "finding" and one.ref in deal.acts
        }
        wanted = {(ref, act) for ref, acts in deal.acts.items() for act in acts}
        labelled.update(act for _, act in wanted)
        found.update(act for _, act in told)
        right.update(act for _, act in told & wanted)
    return labelled, found, right


def test_the_deals_are_a_hundred_and_hold_every_act() -> None:
    labelled, _, _ = _tally()
    assert len(_deals()) == 100
    assert len(labelled) == 23


def test_most_of_what_is_said_is_read_as_its_author_meant_it() -> None:
    labelled, found, right = _tally()
    for act, count in labelled.most_common():
        _tell(f"{act:18} precision {_share(right[act], found[act])} recall {_share(right[act], count)} of {count}")
    score = 2 * right.total() / (labelled.total() + found.total())
    _tell(f"all: micro F1 {score:.3f}, precision {_share(right.total(), found.total())}")
    assert score >= _FLOOR


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "    -"


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
