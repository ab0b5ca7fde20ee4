"""What the tables of marks and weights have in common: how they are learnt, and how a place is shown."""

from collections.abc import Collection, Sequence
from typing import Final

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

_SHOWN: Final = 12  # characters on a side


def fitted(
    marks: Sequence[Collection[str]], truth: Sequence[bool], weights: Sequence[float], *, cost: float, least: int
) -> tuple[int, dict[str, int]]:
    """Return the bias and the weights of marks, in hundredths of log-odds, those lighter than `least` left out."""
    names = DictVectorizer(dtype=np.float64)
    seen = names.fit_transform([dict.fromkeys(sorted(each), 1.0) for each in marks])
    seen.indices, seen.indptr = seen.indices.astype(np.int32), seen.indptr.astype(np.int32)
    solver = LogisticRegression(C=cost, solver="liblinear", random_state=1, max_iter=1000)
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
