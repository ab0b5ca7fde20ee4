"""Learn how much the signs of a deal, and the acts found in a stretch, speak for its being about a deal.

    python -m tests.archiver.analysis.learn_deals

prints the weights of `deal_words` and of `doubt` (needs scipy, which the extra `train` brings). Stretches of forty
messages of the corpus hands of `train`, each case once with and once without its sides, are set against those of three
writers of everyday talk. No weight may be negative: nothing that is found speaks against a deal.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import log1p
from pathlib import Path
from typing import Final, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from archiver import trained
from archiver.analysis import deal_words
from archiver.analysis.deal_words import NEAR, Signs
from archiver.analysis.finding import Act, Finding, Role
from archiver.analysis.gate import Gate, Screened
from archiver.analysis.reader import OneReader, source_of, with_sides
from archiver.analysis.script import plain
from archiver.analysis.talk import Line
from archiver.corpus.collection import read_cases
from archiver.corpus.gold import gold_lines
from tests.archiver.analysis import everyday

_CORPUS: Final = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "corpus"
_STRIDE: Final = 5
_RIDGE_SIGNS, _RIDGE_ACTS = 1e-3, 3e-3
_ACTS: Final = get_args(Act)


def main() -> None:
    """Print both tables and the constant that stands for even odds."""
    deals = [
        (gold_lines(case), {case.accounts[one].uin: role for role, ones in case.parties.items() for one in ones})
        for case in read_cases(_CORPUS, "train")
        if case.kind != "group"
    ]
    life = [talk for writer in everyday.LEARNT for talk in everyday.talks(writer)]
    kinds = tuple(deal_words._WEIGHTS)
    tell(kinds, [row for lines, _ in deals for row in signs(lines)], [row for t in life for row in signs(t)])
    found = [row for lines, roles in deals for given in ({}, roles) for row in acts(lines, read_as_deal(lines, given))]
    tell(_ACTS, found, [row for talk in life for row in acts(talk, read_as_deal(talk, {}))], _RIDGE_ACTS)


def signs(lines: Sequence[Line]) -> Iterator[list[float]]:
    """Yield for stretches of a talk the logarithms of how many different signs of each kind they hold."""
    held = Signs()
    for number, line in enumerate(lines, 1):
        held.take(plain(line.words()) if line.own else "", money=line.money is not None)
        if number == len(lines) or (number >= NEAR and (number - NEAR) % _STRIDE == 0):
            yield [log1p(held.different(kind)) for kind in deal_words._WEIGHTS]


def read_as_deal(lines: Sequence[Line], roles: dict[str, Role]) -> tuple[Finding, ...]:
    """Return what is found when nobody doubts that the talk is about a deal."""
    talk = tuple(
        Screened(one.line, deal=True, passes=bool(one.line.text), after=one.after) for one in Gate().screen(lines)
    )
    reader = OneReader(talk, source_of, trained.judge(), iter)
    return with_sides(lines, roles, reader)


def acts(lines: Sequence[Line], findings: Iterable[Finding]) -> Iterator[list[float]]:
    """Yield for stretches of a talk the logarithms of how many findings of each act they hold."""
    place = {line.ref: number for number, line in enumerate(lines)}
    found = [(place[one.ref], one.act) for one in findings if one.status == "finding"]
    for start in range(0, max(1, len(lines) - NEAR + 1), _STRIDE):
        counts = Counter(act for at, act in found if start <= at < start + NEAR)
        yield [log1p(counts[act]) for act in _ACTS]


def tell(names: Sequence[str], deals: list[list[float]], life: list[list[float]], ridge: float = _RIDGE_SIGNS) -> None:
    """Fit and print the weights of one table."""
    rows = np.array(deals + life)
    truth = np.array([1.0] * len(deals) + [0.0] * len(life))
    share = np.array([1 / len(deals)] * len(deals) + [1 / len(life)] * len(life))
    weights, even = fit(rows, truth, share, ridge)
    print({name: round(float(one), 2) for name, one in zip(names, weights, strict=True)}, round(-even, 2))  # noqa: T201


def fit(
    rows: NDArray[np.float64], truth: NDArray[np.float64], share: NDArray[np.float64], ridge: float
) -> tuple[NDArray[np.float64], float]:
    """Return the weights, none negative, and the constant of a logistic regression."""

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights, constant = values[:-1], values[-1]
        chance = 1 / (1 + np.exp(-(rows @ weights + constant)))
        off = share * (chance - truth)
        cost = -(share * (truth * np.log(chance + 1e-12) + (1 - truth) * np.log(1 - chance + 1e-12))).sum()
        return float(cost + ridge / 2 * weights @ weights), np.r_[rows.T @ off + ridge * weights, off.sum()]

    width = rows.shape[1]
    bounds = [(0.0, None)] * width + [(None, None)]
    found = minimize(loss, np.zeros(width + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    return found.x[:-1], float(found.x[-1])


if __name__ == "__main__":
    main()
