"""Learn how far each act speaks for the provider's side, as the first reading of a talk finds it.

    python -m tests.archiver.analysis.learn_sides

prints the weights of `parties` in tenths of a logit (needs scikit-learn, which the extra `train` brings): of each
private talk of the corpus's `train` hands, what the provider did is set against what the client did. Then it names the
talks in which they would swap the sides, learnt without the hand.
"""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from msgspec import Struct
from sklearn.linear_model import LogisticRegression

from archiver.analysis.finding import Finding
from archiver.analysis.gate import Gate
from archiver.analysis.judge import RulesAlone
from archiver.analysis.parties import ASKED, OFTEN
from archiver.analysis.reader import OneReader, source_of
from archiver.analysis.talk import Line
from archiver.corpus.collection import Part, read_cases
from archiver.corpus.gold import gold_lines
from archiver.corpus.labelled import LabelledCase

CORPUS: Final = Path(__file__).parents[3] / "fixtures" / "chatlogs" / "corpus"
_COST: Final = 0.1


class Told(Struct, frozen=True):
    """What each side of a private talk did, by kinds of act."""

    name: str
    provider: Counter[str]
    client: Counter[str]


def main() -> None:
    """Print the weights, and the talks that they would get wrong."""
    told = [one for case in read_cases(CORPUS, "train") if (one := _told(case)) is not None]
    kinds = sorted({kind for one in told for kind in (*one.provider, *one.client)})
    weights = dict(zip(kinds, _fitted(told, kinds), strict=True))
    for kind, weight in sorted(weights.items(), key=lambda pair: -pair[1]):
        print(f"{kind:24}{weight * 10:6.1f}")  # noqa: T201
    for hand in sorted({one.name[:3] for one in told}):
        learnt = _fitted([one for one in told if one.name[:3] != hand], kinds)
        for one in told:
            if one.name[:3] == hand and _row(one, kinds) @ learnt <= 0:
                print("swapped", one.name)  # noqa: T201


def first_reading(case: LabelledCase) -> tuple[Sequence[Line], tuple[Finding, ...]]:
    """Return the lines of a case, and what the rules find in them with no side known."""
    lines = gold_lines(case)
    return lines, OneReader(tuple(Gate().screen(lines)), source_of, RulesAlone(), iter).first({})


def _told(case: LabelledCase) -> Told | None:
    lines, found = first_reading(case)
    sides = {case.accounts[one].uin: role for role, ones in case.parties.items() for one in ones}
    if len({line.account for line in lines if not line.system}) != 2 or set(sides.values()) != {"client", "provider"}:
        return None
    notices = {line.ref for line in lines if line.money is not None}
    counts: dict[str, Counter[str]] = {"provider": Counter(), "client": Counter()}
    for finding in found:
        counts[sides[finding.by.account]][_kind(finding, notices)] += 1
    if found:
        counts[sides[found[0].by.account]]["begins"] += 1
    return Told(case.id, counts["provider"], counts["client"])


def _kind(finding: Finding, notices: set[str]) -> str:
    if finding.act == "payment":
        way = "notice" if finding.ref in notices else "sends" if finding.target is None else "takes"
        return f"payment {way}"
    asked = finding.mood in ("asked", "demanded") and finding.act in ASKED
    return f"{finding.act} asked" if asked else finding.act


def _row(one: Told, kinds: Sequence[str]) -> np.ndarray:
    return np.array([min(one.provider[kind], OFTEN) - min(one.client[kind], OFTEN) for kind in kinds], dtype=float)


def _fitted(told: Sequence[Told], kinds: Sequence[str]) -> np.ndarray:
    rows = np.array([_row(one, kinds) for one in told])
    solver = LogisticRegression(C=_COST, fit_intercept=False, max_iter=1000)
    solver.fit(np.vstack([rows, -rows]), [1] * len(rows) + [0] * len(rows))
    weights: np.ndarray = solver.coef_[0]
    return weights


def parts(*names: Part) -> list[LabelledCase]:
    """Return the cases of these parts of the corpus."""
    return [case for name in names for case in read_cases(CORPUS, name)]


if __name__ == "__main__":
    main()
