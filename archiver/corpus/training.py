"""Makes the trained reader from the corpus: the same cases in the same order give the same weights.

Logistic regression by coordinate descent (scikit-learn's liblinear), one act at a time. What a message's neighbours
were held to be is itself a feature, so the reader is trained twice: first beside the rules alone, then on talk that a
first reader has read, each hand by a reader that never saw it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, get_args

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from archiver.analysis import reader
from archiver.analysis.borders import settle
from archiver.analysis.candidate import Candidate, parted
from archiver.analysis.classify import ActModel, History, TrainedJudge, hashed
from archiver.analysis.cues import Cue, Expected, Heard, cues
from archiver.analysis.finding import Act, Role
from archiver.analysis.judge import Judge, RulesAlone
from archiver.analysis.reading import Reading
from archiver.analysis.talk import Line
from archiver.corpus.collection import Part, read_cases
from archiver.corpus.exchanges import ROLES, Judged, read_exchanges
from archiver.corpus.gold import gold_findings, gold_lines
from archiver.errors import CaseError

ACTS: Final[tuple[Act, ...]] = get_args(Act)
BITS: Final = 18
COST: Final = 1.0
"""Inverse strength of the L2 penalty; 0.3 and 2 were within half a point on dev."""
FOLDS: Final = 4
HELD_TO: Final = 4.0
"""How firmly the calibration of an act is held to that of all acts together: what a handful of examples weighs."""
ALONE: Final = 0.7
"""What a row of an exchange weighs beside one of a case: its context is thinner."""
SEED: Final = 7


class Talk(Struct, frozen=True):
    """A labelled talk to learn from: who wrote it, its messages, its sides and the acts of each message."""

    hand: str
    lines: tuple[Line, ...]
    roles: Mapping[str, Role]
    acts: Mapping[str, frozenset[Act]]
    weight: float = 1.0
    judged: Judged | None = None
    """What of the talk is labelled, where that is not all of it."""


class Row(Struct, frozen=True):
    """One message to learn from, hashed."""

    hand: str
    weight: float
    buckets: NDArray[np.int64]
    values: NDArray[np.float32]
    truth: tuple[bool, ...]
    taught: tuple[bool, ...]
    """Of which acts the truth is known."""


class _Recorder:
    """A judge that lets another decide and writes down what it could see."""

    def __init__(self, judge: Judge, note: Callable[[Reading, Iterable[Cue]], None]) -> None:
        self.sure = judge.sure
        self.out_of_place = judge.out_of_place
        self._judge = judge
        self._note = note
        self._history = History()

    def anew(self) -> "_Recorder":
        return _Recorder(self._judge.anew(), self._note)

    def told(self) -> dict[str, tuple[Heard, ...]]:
        return self._judge.told()

    def recall(self, told: Mapping[str, tuple[Heard, ...]]) -> None:
        self._judge.recall(told)

    def expect(self, messages: Iterable[Expected]) -> None:
        self._judge.expect(messages)

    def weigh(self, reading: Reading, candidates: tuple[Candidate, ...], after: Line | None) -> tuple[Candidate, ...]:
        proposed, told = parted(candidates)
        around = self._history.around(reading, after)
        self._note(reading, tuple(cues(reading, proposed, settle(reading, proposed), around, told)))
        found = self._judge.weigh(reading, candidates, after)
        self._history.note(reading, (one.act for one in found if one.confidence >= self.sure))
        return found


def talks(corpus: Path, part: Part) -> tuple[Talk, ...]:
    """Return the labelled talks of a part; train includes the exchanges."""
    found = []
    for case in read_cases(corpus, part):
        acts: dict[str, frozenset[Act]] = {}
        for label in gold_findings(case):
            acts[label.ref] = acts.get(label.ref, frozenset()) | {label.act}
        roles = {case.accounts[letter].uin: role for role, letters in case.parties.items() for letter in letters}
        found.append(Talk(case.hand, gold_lines(case), roles, acts))
    if part == "train" and (corpus / "exchanges").is_dir():
        for hand, one in read_exchanges(corpus / "exchanges"):
            found.append(Talk(hand, one.lines, dict(ROLES), one.acts, ALONE, one.judged))
    return tuple(found)


def train(learnt: Sequence[Talk], progress: Callable[[str], None] = lambda _: None) -> ActModel:
    """Return the reader that the talks teach, each act calibrated on what held-out hands showed.

    The probabilities are still those of readers that saw less: `calibrate` fits them to talks of other hands. CaseError
    where there are fewer hands than parts to hold out.
    """
    if (known := len({talk.hand for talk in learnt})) < FOLDS:
        raise CaseError(f"train 部分只有 {known} 位写手的材料，至少要 {FOLDS} 位", "在 split.toml 里给 train 更多写手")
    progress("第一遍：规则旁")
    first = tuple(row for talk in learnt for row in rows(talk, RulesAlone()))
    hands = sorted({row.hand for row in first})
    second: list[Row] = []
    unseen: list[Held] = []
    for fold in range(FOLDS):
        held = set(hands[fold::FOLDS])
        progress(f"第二遍：第 {fold + 1}/{FOLDS} 组")
        model = fit(tuple(row for row in first if row.hand not in held))
        for talk in learnt:
            if talk.hand in held:
                found = rows(talk, TrainedJudge(model, sure=0.35, least=0.35))
                second += found
                unseen += [_held(model, row) for row in found if talk.weight == 1]
    progress("定稿")
    slopes, shifts = levels_of(unseen)
    return replace(fit(second), slopes=slopes, shifts=shifts)


def rows(talk: Talk, judge: Judge) -> tuple[Row, ...]:
    """Return what can be learnt from a talk as `judge` reads it: one row a message that passes the gate."""
    noted: list[Row] = []

    def note(reading: Reading, found: Iterable[Cue]) -> None:
        judged = talk.judged
        if judged is not None and judged.ref != reading.line.ref:
            return
        buckets, values = hashed(found, BITS)
        truth = talk.acts.get(reading.line.ref, frozenset())
        taught = tuple(judged is None or act in judged.acts for act in ACTS)
        noted.append(Row(talk.hand, talk.weight, buckets, values, tuple(act in truth for act in ACTS), taught))

    for _ in reader.read(talk.lines, talk.roles, judge=_Recorder(judge, note)):
        pass
    return tuple(noted)


def fit(learnt: Sequence[Row]) -> ActModel:
    """Fit one weight vector an act; an act with fewer than three examples is never found by the reader."""
    from scipy.sparse import csr_matrix  # noqa: PLC0415 - training only, an optional extra
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    columns = np.concatenate([row.buckets for row in learnt])
    values = np.concatenate([row.values for row in learnt]).astype(np.float64)
    starts = np.cumsum([0, *(len(row.buckets) for row in learnt)])
    matrix = csr_matrix((values, columns, starts), shape=(len(learnt), 1 << BITS))
    truth = np.array([row.truth for row in learnt])
    weight = np.array([row.weight for row in learnt])[:, None] * np.array([row.taught for row in learnt])
    weights = np.zeros((1 << BITS, len(ACTS)), dtype=np.float32)
    (never,), _ = hashed((Cue("bias", 1),), BITS)
    for index in range(len(ACTS)):
        if truth[:, index].sum() < 3:
            weights[never, index] = -10
            continue
        solver = LogisticRegression(C=COST, solver="liblinear", random_state=SEED, fit_intercept=False)
        weights[:, index] = solver.fit(matrix, truth[:, index], sample_weight=weight[:, index]).coef_[0]
    return ActModel(ACTS, BITS, weights)


def calibrate(model: ActModel, held: Sequence[Talk]) -> ActModel:
    """Return the model with all its acts fitted together on talks it has not seen (Platt's method)."""
    noted = [_held(model, row) for talk in held for row in rows(talk, TrainedJudge(model, sure=0.35, least=0.35))]
    levels = model.slopes * np.array([one.raw for one in noted]) + model.shifts
    slope, shift = _platt(levels.ravel(), np.array([one.truth for one in noted]).ravel())
    return replace(model, slopes=(slope * model.slopes).round(4), shifts=(slope * model.shifts + shift).round(4))


class Held(NamedTuple):
    """The raw scores of a message by a reader that has not seen its hand, and the acts that it carries."""

    raw: NDArray[np.float64]
    truth: NDArray[np.float64]


def _held(model: ActModel, row: Row) -> Held:
    raw: NDArray[np.float64] = (model.weights[row.buckets] * row.values[:, None]).sum(axis=0, dtype=np.float64)
    return Held(raw, np.array(row.truth, dtype=np.float64))


def levels_of(unseen: Sequence[Held]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return slope and shift of each act, held to those of all acts together."""
    raw, truth = np.array([one.raw for one in unseen]), np.array([one.truth for one in unseen])
    shared = _platt(raw.ravel(), truth.ravel())
    fitted = np.array([_platt(raw[:, place], truth[:, place], shared, HELD_TO) for place in range(len(ACTS))])
    return fitted[:, 0], fitted[:, 1]


def _platt(
    raw: NDArray[np.float64],
    truth: NDArray[np.float64],
    around: tuple[float, float] = (1.0, 0.0),
    firmly: float = 0.0,
) -> tuple[float, float]:
    """Return the slope and shift that make probabilities of raw scores (Newton steps), held `firmly` to `around`."""
    start = np.array(around)
    found = start
    for _ in range(30):
        chance = 1 / (1 + np.exp(-(found[0] * raw + found[1])))
        error, spread = truth - chance, chance * (1 - chance)
        gradient = np.array([(error * raw).sum(), error.sum()]) - firmly * (found - start)
        curve = np.array([[(spread * raw * raw).sum(), (spread * raw).sum()], [(spread * raw).sum(), spread.sum()]])
        found = found + np.linalg.solve(curve + firmly * np.eye(2), gradient)
    return float(found[0]), float(found[1])
