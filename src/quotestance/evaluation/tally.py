"""The sums over spans from which every metric follows.

Each span becomes one row of numbers. Sums of rows hold all that a metric needs, so a bootstrap
resamples sums of articles (some hundred rows) and never touches a span again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from quotestance.errors import DataError
from quotestance.evaluation.calibration import BINS, calibration_gaps
from quotestance.labels import LabelSet

SUM_TOLERANCE = 1e-3
"""How far the probabilities of a span may be from 1 (they are rounded in saved files)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over spans; leading axes ``...`` are resamples, k is the number of labels.

    ``confusion`` (..., k, k) counts spans by gold (rows) and predicted label (columns);
    ``squared_error`` (...), ``surprise`` (...) in nats and ``gaps`` (..., BINS) are NaN where
    the probabilities are missing or invalid. ``none`` is the position of the none label.
    """

    confusion: np.ndarray
    squared_error: np.ndarray
    surprise: np.ndarray
    gaps: np.ndarray
    none: int

    @classmethod
    def unpack(cls, sums: np.ndarray, labels: LabelSet) -> Tally:
        """The tally of sums of shape (..., columns) of rows made by ``span_rows``."""
        k = len(labels.names)
        lead = sums.shape[:-1]
        return cls(
            confusion=sums[..., : k * k].reshape(*lead, k, k),
            squared_error=sums[..., k * k],
            surprise=sums[..., k * k + 1],
            gaps=sums[..., k * k + 2 :],
            none=labels.names.index(labels.none),
        )

    @property
    def n(self) -> np.ndarray:
        """How many spans were counted, shape (...)."""
        return self.confusion.sum(axis=(-2, -1))


def encode(names: Sequence[str], labels: LabelSet, where: str) -> np.ndarray:
    """Positions of label names, shape (n,); raises DataError for an unknown label."""
    position = {name: labels.index(name, where) for name in set(names)}
    return np.array([position[name] for name in names], dtype=np.intp)


def span_rows(
    gold: Sequence[str],
    predicted: Sequence[str],
    probabilities: np.ndarray | None,
    labels: LabelSet,
) -> np.ndarray:
    """One row of numbers a span, shape (n, k * k + 2 + BINS), in the order of ``Tally.unpack``.

    ``probabilities`` (n, k) follow the label order. Missing or invalid ones (not finite,
    negative, not summing to 1) make the columns that depend on them NaN. Raises DataError when
    the inputs differ in length or a label is unknown.
    """
    n, k = len(gold), len(labels.names)
    _check_shapes(n, len(predicted), probabilities, k)
    truth = encode(gold, labels, "gold labels")
    answer = encode(predicted, labels, "predicted labels")
    rows = np.zeros((n, k * k + 2 + BINS))
    rows[np.arange(n), truth * k + answer] = 1.0
    if probabilities is None or not valid_probabilities(probabilities):
        rows[:, k * k :] = np.nan
        return rows
    rows[:, k * k] = ((probabilities - np.eye(k)[truth]) ** 2).sum(axis=1)
    likelihood = probabilities[np.arange(n), truth]
    # A certain but wrong model must stay finite: clip as scikit-learn does.
    rows[:, k * k + 1] = -np.log(np.clip(likelihood, np.finfo(float).eps, 1.0))
    confidence = probabilities[np.arange(n), answer]
    rows[:, k * k + 2 :] = calibration_gaps(confidence, truth == answer)
    return rows


def _check_shapes(n: int, predicted: int, probabilities: np.ndarray | None, k: int) -> None:
    """Gold, predicted and probabilities speak of the same spans and labels."""
    found = None
    if predicted != n:
        found = f"{predicted} predicted labels"
    elif probabilities is not None and probabilities.shape != (n, k):
        found = f"probabilities of shape {probabilities.shape}"
    if found:
        raise DataError(
            "evaluation",
            expected=f"answers for {n} gold spans and {k} labels",
            found=found,
            fix="Predict every span of the gold file with this label set.",
        )


def valid_probabilities(probabilities: np.ndarray) -> bool:
    """Whether all are finite and not negative, and every row of (n, k) sums to 1."""
    return bool(
        np.isfinite(probabilities).all()
        and (probabilities >= 0).all()
        and (np.abs(probabilities.sum(axis=1) - 1) <= SUM_TOLERANCE).all()
    )
