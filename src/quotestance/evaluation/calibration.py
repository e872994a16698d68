"""How far confidence can be believed: reliability by bins, expected calibration error.

Guo et al. (2017), "On Calibration of Modern Neural Networks". The confidence of a span is the
probability of the label that was *answered*: with a threshold for none this need not be the
largest one.
"""

from __future__ import annotations

from typing import Any

import numpy as np

BINS = 10
"""Equal-width confidence bins (0, 0.1], (0.1, 0.2], … (0.9, 1]."""


def calibration_gaps(confidence: np.ndarray, correct: np.ndarray) -> np.ndarray:
    """Each span's confidence minus its correctness, in the column of its bin.

    ``confidence`` (n,) in [0, 1], ``correct`` (n,) boolean. Returns (n, BINS), zero outside the
    span's bin; column sums are what ``expected_calibration_error`` reads.
    """
    gaps = np.zeros((len(confidence), BINS))
    gaps[np.arange(len(confidence)), _bins(confidence)] = confidence - correct
    return gaps


def expected_calibration_error(gap_sums: np.ndarray, n: np.ndarray) -> np.ndarray:
    """ECE from summed gaps (..., BINS) of ``n`` (...) spans: in [0, 1], NaN where n is 0.

    The weight of a bin is its share of the spans, so bin sizes cancel:
    sum of |summed confidence - summed correctness| over bins, divided by n.
    """
    with np.errstate(invalid="ignore"):
        return np.abs(gap_sums).sum(axis=-1) / np.where(n > 0, n, np.nan)


def reliability_table(confidence: np.ndarray, correct: np.ndarray) -> list[dict[str, Any]]:
    """One row a bin that holds spans, lowest first.

    ``low`` (exclusive) and ``high`` (inclusive) are the bin's edges, ``spans`` its size,
    ``confidence`` the mean confidence in it, ``accuracy`` the share of right answers: equal
    where the model is calibrated. Inputs as in ``calibration_gaps``.
    """
    column = _bins(confidence)
    rows = []
    for i in np.unique(column):
        inside = column == i
        rows.append(
            {
                "low": float(i) / BINS,
                "high": float(i + 1) / BINS,
                "spans": int(inside.sum()),
                "confidence": float(confidence[inside].mean()),
                "accuracy": float(correct[inside].mean()),
            }
        )
    return rows


def _bins(confidence: np.ndarray) -> np.ndarray:
    """The bin of each confidence, shape (n,); an edge belongs to the lower bin."""
    return np.searchsorted(np.arange(1, BINS) / BINS, confidence, side="left")
