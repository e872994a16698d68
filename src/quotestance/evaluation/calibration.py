"""Expected calibration error (Guo et al. 2017, "On Calibration of Modern Neural Networks")."""

from __future__ import annotations

import numpy as np

BINS = 10
"""Equal-width confidence bins (0, 0.1], (0.1, 0.2], … (0.9, 1]."""


def calibration_gaps(confidence: np.ndarray, correct: np.ndarray) -> np.ndarray:
    """Each span's confidence minus its correctness, in the column of its bin.

    ``confidence`` (n,) is the probability of the label that was *answered*: with a threshold
    for none this need not be the largest one. ``correct`` (n,) is boolean. Returns (n, BINS),
    zero outside the span's bin; column sums are what ``expected_calibration_error`` reads.
    """
    inner_edges = np.arange(1, BINS) / BINS
    column = np.searchsorted(inner_edges, confidence, side="left")
    gaps = np.zeros((len(confidence), BINS))
    gaps[np.arange(len(confidence)), column] = confidence - correct
    return gaps


def expected_calibration_error(gap_sums: np.ndarray, n: np.ndarray) -> np.ndarray:
    """ECE from summed gaps (..., BINS) of ``n`` (...) spans: in [0, 1], NaN where n is 0.

    The weight of a bin is its share of the spans, so bin sizes cancel:
    sum of |summed confidence - summed correctness| over bins, divided by n.
    """
    with np.errstate(invalid="ignore"):
        return np.abs(gap_sums).sum(axis=-1) / np.where(n > 0, n, np.nan)
