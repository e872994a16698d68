from __future__ import annotations

import numpy as np
import pytest

from quotestance.evaluation.calibration import (
    calibration_gaps,
    expected_calibration_error,
    reliability_table,
)

# confidences, correct, ECE by hand
CASES = [
    ([0.95, 0.95, 0.95, 0.95], [1, 1, 1, 0], 0.2),  # one bin: |3.8 - 3| / 4
    ([0.9, 0.91], [1, 0], (0.1 + 0.91) / 2),  # 0.9 belongs to (0.8, 0.9]
    ([0.1, 0.0], [0, 0], 0.05),  # both in the first bin
    ([0.65, 0.61], [1, 0], 0.13),  # errors of one bin cancel: |1.26 - 1| / 2
    ([1.0], [1], 0.0),
]


@pytest.mark.parametrize(("confidence", "correct", "expected"), CASES)
def test_ece_by_hand(confidence, correct, expected):
    gaps = calibration_gaps(np.array(confidence), np.array(correct, dtype=bool))
    found = expected_calibration_error(gaps.sum(axis=0), np.array(len(confidence)))
    assert found == pytest.approx(expected)


@pytest.mark.parametrize("tenth", range(1, 11))
def test_bin_edges_belong_to_the_lower_bin(tenth):
    gaps = calibration_gaps(np.array([tenth / 10]), np.array([False]))
    assert np.flatnonzero(gaps[0]).tolist() == [tenth - 1]


def test_reliability_by_hand():
    confidence = np.array([0.95, 1.0, 0.9, 0.05, 0.1])
    correct = np.array([True, False, True, False, False])
    assert reliability_table(confidence, correct) == [
        {"low": 0.0, "high": 0.1, "spans": 2, "confidence": pytest.approx(0.075), "accuracy": 0.0},
        {"low": 0.8, "high": 0.9, "spans": 1, "confidence": pytest.approx(0.9), "accuracy": 1.0},
        {"low": 0.9, "high": 1.0, "spans": 2, "confidence": pytest.approx(0.975), "accuracy": 0.5},
    ]
    assert reliability_table(np.array([]), np.array([], dtype=bool)) == []
