"""What the tables of marks and weights have in common: how they are learnt and written, and how a place is shown."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Final

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from archiver.analysis.odds import Marks

_SHOWN: Final = 12  # characters on a side
_WIDTH: Final = 118
"""Columns of a row of weights."""


def named(marks: Marks) -> list[str]:
    """Return marks as the tables name them: the sign of the kind before each."""
    return [kind + mark for kind, found in marks for mark in found]


def fitted(
    marks: Sequence[Collection[str]],
    truth: Sequence[bool],
    weights: Sequence[float],
    *,
    cost: float,
    least: int,
    lasso: bool = False,
) -> tuple[int, dict[str, int]]:
    """Return the bias and the weights of marks, in hundredths of log-odds, those lighter than `least` left out.

    A ridge keeps all marks and makes them light, a lasso few.
    """
    names = DictVectorizer(dtype=np.float64)
    seen = names.fit_transform([dict.fromkeys(sorted(each), 1.0) for each in marks])
    seen.indices, seen.indptr = seen.indices.astype(np.int32), seen.indptr.astype(np.int32)
    solver = LogisticRegression(C=cost, l1_ratio=float(lasso), solver="liblinear", random_state=1, max_iter=1000)
    solver.fit(seen, truth, sample_weight=weights)
    learnt = {
        name: round(float(weight) * 100) for name, weight in zip(names.feature_names_, solver.coef_[0], strict=True)
    }
    return round(float(solver.intercept_[0]) * 100), {
        name: weight for name, weight in learnt.items() if abs(weight) >= least
    }


def shown(folded: str, start: int, end: int) -> str:
    """Return a place with what stands around it."""
    return f"{folded[max(0, start - _SHOWN) : start]}「{folded[start:end]}」{folded[end : end + _SHOWN]}"


def module_of(told: str, bias: int, weights: Mapping[str, int]) -> str:
    """Return a module that holds the bias and the weights, the strongest first, under `told`."""
    lines: list[str] = [""]
    for name, weight in sorted(weights.items(), key=lambda entry: (-abs(entry[1]), entry[0])):
        entry = f"{name}:{weight}".replace("\\", "\\\\").replace('"', '\\"')
        if _columns(lines[-1]) + _columns(entry) + 1 > _WIDTH:
            lines.append("")
        lines[-1] = f"{lines[-1]} {entry}".strip()
    return f'"""{told}"""\n\nBIAS = {bias}\nWEIGHTS = """\\\n' + "\n".join(lines) + '\n"""\n'


def _columns(words: str) -> int:
    """Return the columns that words take: a Chinese character is two wide."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in words)
