"""From a model's scores to calibrated probabilities and a decision."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import log_softmax, softmax

BIAS_PENALTY = 0.01  # keeps a label that dev data hardly hold from drifting away


@dataclass(frozen=True, slots=True)
class Calibration:
    """Bias-corrected temperature scaling: ``softmax(scores / temperature + bias)``.

    Method: Guo et al. 2017 (temperature), Alexandari et al. 2020 (class biases).
    ``none_threshold``: a quote is none when its calibrated probability of none reaches it,
    else the likeliest stance.
    """

    temperature: float
    bias: tuple[float, ...]
    none_threshold: float

    def probabilities(self, scores: np.ndarray) -> np.ndarray:
        """Calibrated probabilities, shape (n, k) like ``scores`` (logits)."""
        if not len(scores):
            return np.zeros((0, len(self.bias)))
        return softmax(scores / self.temperature + np.asarray(self.bias), axis=1)

    def decide(self, probabilities: np.ndarray, none: int) -> np.ndarray:
        """Label indices, shape (n,)."""
        stances = probabilities.copy()
        stances[:, none] = -1.0
        return np.where(probabilities[:, none] >= self.none_threshold, none, stances.argmax(axis=1))


def fit_calibration(scores: np.ndarray, gold: np.ndarray, none: int) -> Calibration:
    """Fit temperature, biases and threshold on dev scores (n, k) and gold indices (n,)."""
    scores = np.asarray(scores, dtype=np.float64)
    k = scores.shape[1]

    def loss(parameters: np.ndarray) -> float:
        log_p = log_softmax(scores / np.exp(parameters[0]) + parameters[1:], axis=1)
        nll = -log_p[np.arange(len(gold)), gold].mean()
        return float(nll + BIAS_PENALTY * np.square(parameters[1:]).mean())

    best = minimize(loss, np.zeros(k + 1), method="L-BFGS-B", bounds=[(-3, 3)] * (k + 1)).x
    fitted = Calibration(float(np.exp(best[0])), tuple(float(b) for b in best[1:]), 0.5)
    threshold = best_threshold(fitted.probabilities(scores), gold, none)
    return Calibration(fitted.temperature, fitted.bias, threshold)


def best_threshold(probabilities: np.ndarray, gold: np.ndarray, none: int) -> float:
    """The threshold for none with the best macro-F1 over all labels.

    F1 is averaged over three neighbouring thresholds, so that one lucky span does not
    decide; ties go to the one nearest to 0.5.
    """
    grid = np.arange(0.2, 0.81, 0.05)
    k = probabilities.shape[1]
    scores = np.array(
        [
            _macro_f1(gold, Calibration(1.0, (0.0,) * k, float(t)).decide(probabilities, none), k)
            for t in grid
        ]
    )
    smooth = np.convolve(np.pad(scores, 1, mode="edge"), np.ones(3) / 3, mode="valid")
    ranked = sorted(zip(smooth.round(6), grid, strict=True), key=lambda p: (-p[0], abs(p[1] - 0.5)))
    return round(float(ranked[0][1]), 2)


def _macro_f1(gold: np.ndarray, predicted: np.ndarray, k: int) -> float:
    """Mean F1 over the labels that occur in gold or predictions."""
    values = []
    for label in range(k):
        hits = int(((gold == label) & (predicted == label)).sum())
        size = int((gold == label).sum() + (predicted == label).sum())
        if size:
            values.append(2 * hits / size)
    return float(np.mean(values)) if values else 0.0
