"""How raw scores become probabilities: each act by what held-out hands showed of it."""

import numpy as np

from archiver.corpus.training import ACTS, Held, levels_of

DRAWN = 4000


def held(shifts: dict[int, float]) -> list[Held]:
    """Return messages whose acts come true by their raw score, shifted as told; acts that are not named never do."""
    chance = np.random.default_rng(7)
    found = []
    for _ in range(DRAWN):
        raw = chance.normal(-2, 2, len(ACTS))
        truth = np.zeros(len(ACTS))
        for place, shift in shifts.items():
            truth[place] = chance.random() < 1 / (1 + np.exp(-(raw[place] + shift)))
        found.append(Held(raw, truth))
    return found


def test_an_act_that_scores_too_low_is_lifted_by_itself() -> None:
    shifts = dict.fromkeys(range(len(ACTS)), 0.0) | {4: 1.5}
    _, found = levels_of(held(shifts))
    assert abs(found[4] - 1.5) < 0.3
    assert all(abs(one) < 0.3 for place, one in enumerate(found) if place != 4)


def test_an_act_that_was_hardly_seen_keeps_near_the_calibration_of_all() -> None:
    shifts = dict.fromkeys(range(len(ACTS)), 0.0)
    seen = held(shifts)
    rare = [
        Held(one.raw, np.where(np.arange(len(ACTS)) == 3, number < 2, one.truth))
        for number, one in enumerate(seen[:60])
    ]
    slopes, found = levels_of(rare)
    assert 0.3 < slopes[3] < 2
    assert abs(found[3]) < 3
