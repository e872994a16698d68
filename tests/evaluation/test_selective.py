from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.evaluation.metrics import evaluate
from quotestance.evaluation.selective import (
    area_under_risk_coverage,
    confidence_report,
    lowest_threshold,
    risk_coverage,
    withhold,
)
from quotestance.labels import STANCES
from quotestance.records import Prediction, Quote, Span

CONFIDENCE = np.array([0.9, 0.8, 0.8, 0.5])
CORRECT = np.array([True, True, False, False])


def test_risk_and_coverage_by_hand():
    assert risk_coverage(CONFIDENCE, CORRECT) == [
        {"threshold": 0.0, "coverage": 1.0, "risk": 0.5},
        {"threshold": 0.51, "coverage": 0.75, "risk": pytest.approx(1 / 3)},
        {"threshold": 0.81, "coverage": 0.25, "risk": 0.0},
    ]
    assert risk_coverage(np.array([]), np.array([], dtype=bool)) == []


def test_aurc_by_hand():
    # Risks at the thresholds of the four decisions: 0, 1/3 (both of 0.8), 1/2.
    expected = (0 + 1 / 3 + 1 / 3 + 1 / 2) / 4
    assert area_under_risk_coverage(CONFIDENCE, CORRECT) == pytest.approx(expected)
    assert area_under_risk_coverage(np.array([]), np.array([], dtype=bool)) is None


decisions = st.lists(st.tuples(st.sampled_from((0.2, 0.5, 0.51, 0.9)), st.booleans()), min_size=1)


@given(decisions, st.randoms())
def test_aurc_and_curve_do_not_depend_on_order(found, random):
    def scores(rows):
        confidence = np.array([c for c, _ in rows])
        correct = np.array([r for _, r in rows])
        return area_under_risk_coverage(confidence, correct), risk_coverage(confidence, correct)

    area, curve = scores(found)
    again, same = scores(random.sample(found, len(found)))
    assert area == pytest.approx(again)
    assert curve == same
    assert 0 <= area <= 1
    assert curve[0]["coverage"] == 1
    assert curve[0]["risk"] == pytest.approx(1 - np.mean([right for _, right in found]))
    assert [p["coverage"] for p in curve] == sorted({p["coverage"] for p in curve}, reverse=True)


def test_the_lowest_threshold_that_is_precise_enough():
    # From 0.30 on 4 of 5 are right, from 0.41 on 4 of 4.
    confidence = np.array([0.3, 0.4, 0.6, 0.7, 0.405])
    correct = np.array([True, True, True, True, False])
    found = lowest_threshold(confidence, correct, precision=0.8, minimum=2)
    assert found == {"threshold": 0.0, "precision": 0.8, "coverage": 1.0, "spans": 5}
    found = lowest_threshold(confidence, correct, precision=0.9, minimum=2)
    assert found == {"threshold": 0.41, "precision": 1.0, "coverage": 0.4, "spans": 2}


@pytest.mark.parametrize(
    ("correct", "minimum"),
    [([True] * 19, 20), ([False] * 30, 20), ([], 1), ([False] * 25 + [True] * 10, 20)],
)
def test_no_threshold_where_none_is_precise_on_enough_spans(correct, minimum):
    confidence = np.linspace(0.1, 0.9, len(correct))
    found = lowest_threshold(confidence, np.array(correct, dtype=bool), minimum=minimum)
    assert found == {
        "threshold": None,
        "precision": None,
        "coverage": None,
        "spans": len(correct),
    }


def test_only_decisions_other_than_none_are_risky():
    share = np.full((4, 5), 0.1)
    share[[0, 1, 2, 3], [0, 0, 4, 4]] = 0.6  # commit, commit, none, none
    report = confidence_report(
        ["commit", "none", "none", "warn"], ["commit", "commit", "none", "none"], share, STANCES
    )
    assert report["decisions"] == 2
    assert report["aurc"] == 0.5
    assert report["risk_coverage"] == [{"threshold": 0.0, "coverage": 1.0, "risk": 0.5}]
    assert report["reliability"] == [
        {"low": 0.5, "high": 0.6, "spans": 4, "confidence": pytest.approx(0.6), "accuracy": 0.5}
    ]
    assert list(report["thresholds"]["stances"]) == ["commit", "refuse", "warn", "demand"]


def test_the_confidence_is_that_of_the_answer():
    """A threshold for none makes the answer another label than the likeliest one."""
    share = np.array([[0.45, 0.0, 0.0, 0.0, 0.55]])
    report = confidence_report(["commit"], ["commit"], share, STANCES)
    assert report["reliability"][0]["confidence"] == pytest.approx(0.45)


@pytest.mark.parametrize("share", [None, np.full((1, 5), np.nan)])
def test_without_probabilities_there_is_no_report(share):
    result = evaluate(["1"], ["none"], ["none"], share, STANCES, ["a"], seed=1, resamples=10)
    assert result["confidence"] is None


def prediction(stance: str, probability: float) -> Prediction:
    share = dict.fromkeys(STANCES.names, 0.0) | {stance: probability}
    quote = Quote("art", "q", "s", Span(0, 4), "direct")
    return Prediction(quote, "Yes.", stance, share, "m")


@pytest.mark.parametrize(
    ("stance", "probability", "thresholds", "expected"),
    [
        ("commit", 0.7, {"commit": 0.7}, ("commit", None)),
        ("commit", 0.69, {"commit": 0.7}, ("none", "commit")),
        ("commit", 0.1, {"refuse": 0.7}, ("commit", None)),
        ("refuse", 1.0, {"refuse": None}, ("none", "refuse")),
        ("none", 0.2, {"none": 0.9, "commit": 0.9}, ("none", None)),
    ],
)
def test_a_stance_that_is_not_sure_is_withheld(stance, probability, thresholds, expected):
    before = prediction(stance, probability)
    after = withhold(before, thresholds, "none")
    assert (after.stance, after.withheld) == expected
    assert after.probabilities == before.probabilities
