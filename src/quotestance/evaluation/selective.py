"""Answering only where the model is sure: risk and coverage, thresholds, withheld stances.

A *decision* is an answer other than none; its confidence is the probability of the stance that
was answered, its error that gold says otherwise. A threshold keeps the decisions whose
confidence reaches it: *coverage* is the share of decisions kept, *risk* the share of errors
among them (El-Yaniv & Wiener 2010, "On the Foundations of Noise-free Selective
Classification"). None is no decision: there is nothing to withhold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from quotestance.evaluation.calibration import reliability_table
from quotestance.evaluation.tally import encode, valid_probabilities
from quotestance.labels import LabelSet
from quotestance.records import Prediction

TARGET_PRECISION = 0.9
MINIMUM_SPANS = 20
"""A threshold rests on this many kept decisions at least: of a few, precision says nothing."""

GRID = np.arange(101) / 100
"""Thresholds are hundredths, which people can read and type."""

Thresholds = Mapping[str, float | None]
"""Stance → the lowest confidence that is kept; None withholds every decision of the stance."""


def confidence_report(
    gold: Sequence[str],
    predicted: Sequence[str],
    probabilities: np.ndarray | None,
    labels: LabelSet,
) -> dict[str, Any] | None:
    """Reliability over all spans, risk and coverage over the decisions, thresholds by stance.

    Inputs run parallel over n spans, ``probabilities`` (n, k) in label order. None where they
    are missing or invalid, or where there are no spans. ``thresholds`` are chosen on these very
    spans, so that on new data the precision will be somewhat lower.
    """
    if probabilities is None or not len(gold) or not valid_probabilities(probabilities):
        return None
    answer = encode(predicted, labels, "predicted labels")
    correct = answer == encode(gold, labels, "gold labels")
    confidence = probabilities[np.arange(len(gold)), answer]
    decided = answer != labels.names.index(labels.none)
    return {
        "reliability": reliability_table(confidence, correct),
        "decisions": int(decided.sum()),
        "aurc": area_under_risk_coverage(confidence[decided], correct[decided]),
        "risk_coverage": risk_coverage(confidence[decided], correct[decided]),
        "thresholds": {
            "precision": TARGET_PRECISION,
            "minimum_spans": MINIMUM_SPANS,
            "stances": {
                stance: lowest_threshold(confidence[mine], correct[mine])
                for stance in labels.stances
                for mine in [answer == labels.names.index(stance)]
            },
        },
    }


def risk_coverage(confidence: np.ndarray, correct: np.ndarray) -> list[dict[str, float]]:
    """``threshold``, ``coverage`` and ``risk`` for hundredths from 0 on, while any is kept.

    ``confidence`` (n,) and ``correct`` (n,) of the decisions. A threshold that keeps the same
    decisions as the one before it is left out.
    """
    curve: list[dict[str, float]] = []
    for threshold in GRID:
        kept = confidence >= threshold
        coverage = float(kept.mean()) if len(kept) else 0.0
        if coverage and (not curve or coverage < curve[-1]["coverage"]):
            risk = 1 - float(correct[kept].mean())
            curve.append({"threshold": float(threshold), "coverage": coverage, "risk": risk})
    return curve


def area_under_risk_coverage(confidence: np.ndarray, correct: np.ndarray) -> float | None:
    """AURC in [0, 1], lower is better; None without decisions.

    The mean over decisions of the risk when that decision's own confidence is the threshold
    (Geifman, Uziel & El-Yaniv 2019, "Bias-Reduced Uncertainty Estimation for Deep Neural
    Classifiers"). Decisions of equal confidence are kept together, so their order is no matter.
    """
    if not len(confidence):
        return None
    order = np.argsort(-confidence, kind="stable")
    errors = np.cumsum(~correct[order])
    # How many decisions are at least as sure as each one.
    kept = np.searchsorted(-confidence[order], -confidence[order], side="right")
    return float((errors[kept - 1] / kept).mean())


def lowest_threshold(
    confidence: np.ndarray,
    correct: np.ndarray,
    precision: float = TARGET_PRECISION,
    minimum: int = MINIMUM_SPANS,
) -> dict[str, Any]:
    """The lowest hundredth that keeps ``minimum`` decisions or more at this precision.

    ``confidence`` (n,) and ``correct`` (n,) of the decisions of one stance. Gives
    ``threshold`` with the ``precision`` and ``coverage`` there and how many ``spans`` are kept;
    all but ``spans`` (then: of how many it was sought) are None where no threshold does.
    """
    for threshold in GRID:
        kept = confidence >= threshold
        if kept.sum() < minimum:
            break
        reached = float(correct[kept].mean())
        if reached >= precision:
            return {
                "threshold": float(threshold),
                "precision": reached,
                "coverage": float(kept.mean()),
                "spans": int(kept.sum()),
            }
    return {"threshold": None, "precision": None, "coverage": None, "spans": len(confidence)}


def withhold(prediction: Prediction, thresholds: Thresholds, none: str) -> Prediction:
    """The prediction, with none as its stance where its stance's probability is too low.

    ``withheld`` then names the stance that was decided; probabilities stay. A stance without
    an entry in ``thresholds`` is kept.
    """
    least = thresholds.get(prediction.stance, 0.0)
    if prediction.stance == none or (
        least is not None and prediction.probabilities[prediction.stance] >= least
    ):
        return prediction
    return replace(prediction, stance=none, withheld=prediction.stance)
