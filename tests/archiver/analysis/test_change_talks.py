"""Thirty small talks with a price, a change asked for in the midst, and its answer in every manner.

A talk opens with `== price 950 a 300`: the price, and what change `a` costs. ` ## ask a`, ` ## yes a` and ` ## no a`
mark the request and its answer. One writer wrote them all before reading the code; every second talk was held out and
is counted without being shown.

              price      changes: request and yes right   a request found
    seen      14 of 15   8 of 15 (6 at first)             10
    unseen    12 of 15   6 of 19 (6 at first)             12

Two requests of the first half were struck out after the first reading: details told before any work was shown are
requirements by the guide. Most of what is lost is a request that the reader does not see, said before work is shown.
"""

import re
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from archiver import trained
from archiver.analysis.deals import settle
from archiver.analysis.reader import read
from archiver.corpus.exchanges import ROLES, read_exchange

_MARK: Final = re.compile(r" ## (ask|yes|no) (\w)")
_SLACK: Final = 1
"""How many may be read worse than they were."""


class Counts(NamedTuple):
    """How many prices, changes (request and yes) and requests are right."""

    prices: int = 0
    changes: int = 0
    found: int = 0


_REACHED: Final = {"change_talks": Counts(14, 8, 10), "change_talks_unseen": Counts(12, 6, 12)}


@cache
def _blocks(name: str) -> tuple[str, ...]:
    return tuple(Path(__file__).with_name(f"{name}.txt").read_text("utf-8").strip().split("\n\n"))


def _counted(block: str) -> Counts:
    """Return how much of a talk the whole reader, the trained judge with it, gets right."""
    head, *rows = block.split("\n")
    marks: dict[str, dict[str, str]] = {kind: {} for kind in ("ask", "yes", "no")}
    for number, row in enumerate(rows, 1):
        for kind, name in _MARK.findall(row):
            marks[kind][name] = f"1:{number}"
    talk = read_exchange([_MARK.sub("", row) for row in rows], "")
    findings = tuple(read(talk.lines, dict(ROLES), judge=trained.judge()))
    ledgers = [deal.ledger for deal in settle(talk.lines, findings, dict(ROLES)).deals]
    prices = [one.agreement.price.value for one in ledgers if one.agreement.price is not None]
    approved = {change.request: change.approved for one in ledgers for change in one.changes}
    asked = [(ref, marks["yes"].get(name)) for name, ref in marks["ask"].items()]
    right = sum(ref in approved and approved[ref] == yes for ref, yes in asked)
    return Counts(int(prices == [head.split()[2]]), right, sum(ref in approved for ref, _ in asked))


@pytest.mark.parametrize("name", _REACHED)
def test_as_many_changes_and_prices_are_read_as_were_before(name: str) -> None:
    counted = [_counted(block) for block in _blocks(name)]
    total = Counts(*map(sum, zip(*counted, strict=True)))
    print(f"{name}: {total}")  # noqa: T201 - the figures are read with -s
    assert all(now >= before - _SLACK for now, before in zip(total, _REACHED[name], strict=True))
