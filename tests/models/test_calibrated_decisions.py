"""Calibration: better probabilities from miscalibrated scores, and the threshold for none."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.special import log_softmax

from quotestance.models.calibration import Calibration, best_threshold, fit_calibration

NONE = 2


def sample(size: int, seed: int, stretch: float) -> tuple[np.ndarray, np.ndarray]:
    """Scores whose softmax is right at ``stretch`` 1 and too sure above, with gold labels."""
    random = np.random.default_rng(seed)
    logits = random.normal(size=(size, 3)) * 1.5 + np.array([0.0, 0.0, 1.0])
    shares = np.exp(log_softmax(logits, axis=1))
    gold = np.array([random.choice(3, p=row) for row in shares])
    return logits * stretch, gold


def nll(probabilities: np.ndarray, gold: np.ndarray) -> float:
    return float(-np.log(probabilities[np.arange(len(gold)), gold]).mean())


@pytest.mark.parametrize("stretch", [5.0, 0.25], ids=["too sure", "too shy"])
def test_calibration_improves_held_out_likelihood(stretch: float) -> None:
    fitted = fit_calibration(*sample(400, 1, stretch), NONE)
    scores, gold = sample(400, 2, stretch)
    raw = np.exp(log_softmax(scores, axis=1))
    assert nll(fitted.probabilities(scores), gold) < nll(raw, gold) - 0.05
    assert fitted.temperature == pytest.approx(stretch, rel=0.35)


def test_biases_correct_labels_that_are_too_frequent() -> None:
    scores, gold = sample(600, 1, 1.0)
    shifted = scores + np.array([2.0, 0.0, 0.0])  # as class weights shift them
    fitted = fit_calibration(shifted, gold, NONE)
    share = np.bincount(gold, minlength=3) / len(gold)
    np.testing.assert_allclose(fitted.probabilities(shifted).mean(axis=0), share, atol=0.02)


@pytest.mark.parametrize("stretch", [1.0, 300.0])
def test_probabilities_sum_to_one(stretch: float) -> None:
    fitted = fit_calibration(*sample(60, 3, 1.0), NONE)
    probabilities = fitted.probabilities(sample(50, 4, stretch)[0])
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0)
    assert (probabilities >= 0).all()
    assert fitted.probabilities(np.zeros((0, 3))).shape == (0, 3)


def test_none_wins_from_its_threshold_on_and_else_the_likeliest_stance() -> None:
    calibration = Calibration(1.0, (0.0, 0.0, 0.0), none_threshold=0.6)
    probabilities = np.array(
        [[0.3, 0.1, 0.6], [0.3, 0.11, 0.59], [0.05, 0.36, 0.59], [0.9, 0.05, 0.05]]
    )
    assert calibration.decide(probabilities, NONE).tolist() == [2, 0, 1, 0]
    assert calibration.decide(np.zeros((0, 3)), NONE).shape == (0,)


def test_the_threshold_is_lowered_where_none_is_underrated() -> None:
    gold = np.array([2] * 40 + [0] * 40)
    none = np.concatenate([np.full(40, 0.4), np.full(40, 0.2)])
    probabilities = np.column_stack([(1 - none) * 0.8, (1 - none) * 0.2, none])
    assert 0.2 < best_threshold(probabilities, gold, NONE) <= 0.4


def test_dev_data_without_any_stance_keep_the_middle_threshold() -> None:
    scores = np.zeros((6, 3))
    fitted = fit_calibration(scores, np.full(6, NONE), NONE)
    assert fitted.none_threshold == 0.5
    assert fitted.probabilities(scores)[0].argmax() == NONE


def test_the_threshold_is_not_bought_with_every_none() -> None:
    gold = np.array([0, 0, 0, 0, 0, 1, 1, 1, 1])  # refuse, none
    of_none = np.array([0.2, 0.2, *[0.7] * 7])
    # never saying none would give the better F1 of refuse
    assert best_threshold(np.column_stack([1 - of_none, of_none]), gold, none=1) <= 0.7
