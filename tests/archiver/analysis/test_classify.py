import subprocess
import sys
from typing import get_args

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver import trained
from archiver.analysis.classify import ActModel, ActReader, Scorer, hashed
from archiver.analysis.cues import Cue
from archiver.analysis.finding import Act
from archiver.analysis.grams import LONGEST, runs

ACTS = get_args(Act)
TEXTS = st.text(min_size=1, max_size=30)


def small_model() -> ActModel:
    rng = np.random.default_rng(3)
    weights = np.zeros((1 << 10, len(ACTS)), dtype=np.float32)
    weights[rng.integers(0, 1 << 10, 200)] = rng.normal(size=(200, len(ACTS))).astype(np.float16)
    return ActModel(ACTS, 10, weights, slopes=np.array([0.8]), shifts=np.array([0.1]))


@given(st.text(min_size=1, max_size=30))
def test_every_run_of_a_text_counts_once(text: str) -> None:
    bounded = f"^{text}$"
    for length, found in enumerate(runs(text), 1):
        assert len(found) == len({bounded[at : at + length] for at in range(len(bounded) - length + 1)})


def test_the_same_runs_under_two_marks_are_two_features() -> None:
    one, _ = hashed((Cue("t:", 1, "周五给你", LONGEST),), 18)
    two, _ = hashed((Cue("p:", 1, "周五给你", LONGEST),), 18)
    assert len(set(one.tolist()) & set(two.tolist())) <= 1


def test_a_model_comes_back_from_its_file_as_it_was() -> None:
    model = small_model()
    card = trained.read_card()
    card = type(card)(0.3, 0.1, (0.8,), (0.1,), 10, ACTS, "", "", 0, {})
    back = trained.unpack(trained.pack(model), card)
    cues = [Cue("t:", 1, "明天给你", LONGEST), Cue("bias", 1)]
    assert np.array_equal(back.scores(cues), model.scores(cues))
    assert trained.pack(back) == trained.pack(model)


def test_the_shipped_reader_is_no_larger_than_it_may_be() -> None:
    assert (trained.FOLDER / trained.WEIGHTS).stat().st_size <= 20_000_000


def test_a_scorer_that_remembers_says_what_its_model_says() -> None:
    model = small_model()
    scorer = Scorer(model)
    cues = [
        Cue("t:", 1, "周五前给你", LONGEST),
        Cue("p:", 0.4, "什么时候好", 3),
        Cue("bias", 1),
        Cue("kept:quote", 1.5),
    ]
    for _ in range(2):
        assert np.allclose(scorer.scores(cues), model.scores(cues), atol=1e-7, rtol=0)
    assert not np.allclose(scorer.scores(cues), scorer.scores(cues[1:]), atol=1e-3, rtol=0)


def test_the_order_of_features_does_not_matter() -> None:
    model = small_model()
    cues = [Cue(f"rule:{n}", 1) for n in range(40)]
    assert np.allclose(model.scores(cues), model.scores(cues[::-1]), atol=1e-12, rtol=0)


def test_scores_do_not_depend_on_the_kernels_of_the_matrix_library() -> None:
    """Confidences are rounded to three digits; another BLAS core type must not change one of them."""
    code = (
        "import json; from pathlib import Path; from archiver.inputs import open_inputs;"
        "from archiver.analyzer import Request, study;"
        "s = study(open_inputs((Path('fixtures/chatlogs/demo/unpaid-balance.json'),), None).opened, Request());"
        "print(json.dumps([(f.ref, f.act, f.confidence) for f in s.analysis.findings]))"
    )
    root = trained.FOLDER.parents[1]
    told = []
    for core in ("Haswell", "Nehalem"):
        kernel = {"OPENBLAS_CORETYPE": core, "PYTHONPATH": str(root)}
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=root, env=kernel)
        told.append(done.stdout)
    assert told[0] == told[1]
    assert "commitment" in told[0]


def test_the_reader_sits_in_a_spacy_pipeline() -> None:
    spacy = pytest.importorskip("spacy")
    doc = spacy.blank("zh").make_doc("周五前给你")
    doc.user_data["juzheng_cues"] = (Cue("t:", 1, "周五前给你", LONGEST), Cue("bias", 1))
    doc = ActReader(trained.judge()._model)(doc)
    assert set(doc.cats) == set(ACTS)
    assert all(0 <= score <= 1 for score in doc.cats.values())


@given(st.lists(st.tuples(st.sampled_from(("t:", "p:")), st.sampled_from((1.0, 0.4)), TEXTS, st.integers(1, 4))))
def test_texts_weighed_together_weigh_the_same_to_the_last_bit(told: list[tuple[str, float, str, int]]) -> None:
    model = small_model()
    cues = [Cue(*one) for one in told]
    assert not cues or np.array_equal(model.weigh_all_runs(cues), [model.weigh_runs(cue) for cue in cues])


def test_what_is_looked_at_ahead_scores_the_same() -> None:
    model = small_model()
    cues = [Cue("t:", 1, "周五前给你", LONGEST), Cue("p:", 0.4, "什么时候好", 3), Cue("bias", 1)]
    alone, ahead = Scorer(model), Scorer(model)
    for _ in range(3):
        ahead.expect(cue for cue in cues if cue.text)
        assert np.array_equal(ahead.scores(cues), alone.scores(cues))


@given(
    st.lists(st.floats(-30, 30), min_size=len(ACTS), max_size=len(ACTS)),
    st.floats(0.05, 3),
    st.floats(-5, 5),
    st.floats(0.01, 0.99),
)
def test_below_the_raw_score_of_a_chance_everything_is_less_likely(
    raw: list[float], slope: float, shift: float, chance: float
) -> None:
    model = ActModel(ACTS, 0, np.zeros((1, len(ACTS)), np.float32), np.array([slope]), np.array([shift]))
    chances = model.probabilities(np.array(raw))
    below = np.array(raw) < model.least_raw(chance)
    assert np.all(chances[below] < chance)
    assert np.all(chances[~below] > chance - 1e-5)


def test_where_a_higher_score_is_no_higher_chance_no_raw_score_rules_an_act_out() -> None:
    model = ActModel(ACTS, 0, np.zeros((1, len(ACTS)), np.float32), slopes=np.array([-1.0]))
    assert not np.any(np.array([-1e9]) < model.least_raw(0.5))
