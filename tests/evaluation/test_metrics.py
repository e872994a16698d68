from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score, f1_score

from quotestance.errors import DataError
from quotestance.evaluation import metrics
from quotestance.evaluation.metrics import METRICS, Metric, evaluate, per_label
from quotestance.labels import STANCES, LabelSet

TWO = LabelSet(names=("act", "none"), none="none")
SURE = np.array([[1.0, 0.0], [0.0, 1.0]])

# gold, predicted, probabilities, and every metric worked out by hand
BY_HAND = [
    pytest.param(
        ["act", "none"],
        ["act", "none"],
        SURE,
        {
            "macro_f1": 1,
            "macro_f1_stances": 1,
            "accuracy": 1,
            "kappa": 1,
            "brier": 0,
            "ece": 0,
            "log_loss": 0,
        },
        id="all right and sure",
    ),
    pytest.param(
        # act: P 1/2, R 1 → 2/3; none: P 1, R 2/3 → 4/5. Chance: (1*2 + 3*2)/16 = 1/2.
        ["act", "none", "none", "none"],
        ["act", "act", "none", "none"],
        np.array([[0.8, 0.2], [0.6, 0.4], [0.3, 0.7], [0.1, 0.9]]),
        {
            "macro_f1": (2 / 3 + 4 / 5) / 2,
            "macro_f1_stances": 2 / 3,
            "accuracy": 0.75,
            "kappa": 0.5,
            "brier": (0.08 + 0.72 + 0.18 + 0.02) / 4,
            # Bins: .8 right, .6 wrong, .7 right, .9 right; each alone in its bin.
            "ece": (0.2 + 0.6 + 0.3 + 0.1) / 4,
            "log_loss": -(math.log(0.8) + math.log(0.4) + math.log(0.7) + math.log(0.9)) / 4,
        },
        id="one false alarm",
    ),
    pytest.param(
        # A threshold answered none although act is likelier: confidence is that of the answer.
        ["none", "act"],
        ["none", "act"],
        np.array([[0.6, 0.4], [0.7, 0.3]]),
        {"accuracy": 1, "ece": (0.6 + 0.3) / 2},
        id="confidence of the answered label",
    ),
]


@pytest.mark.parametrize(("gold", "predicted", "probabilities", "expected"), BY_HAND)
def test_values_worked_out_by_hand(gold, predicted, probabilities, expected):
    found = {name: METRICS[name](gold, predicted, probabilities, TWO) for name in expected}
    assert found == pytest.approx(expected, abs=1e-12)


def test_labels_that_never_occur_are_left_out_of_means():
    gold, predicted = ["warn", "warn", "none"], ["warn", "none", "none"]
    assert METRICS["macro_f1_stances"](gold, predicted, None, STANCES) == pytest.approx(2 / 3)
    assert METRICS["macro_f1"](gold, predicted, None, STANCES) == pytest.approx(2 / 3)


def test_a_label_only_predicted_counts_with_zero():
    gold, predicted = ["warn", "none"], ["warn", "demand"]
    assert METRICS["macro_f1_stances"](gold, predicted, None, STANCES) == pytest.approx(0.5)


def test_per_label_and_confusion_by_hand():
    gold, predicted = ["warn", "warn", "none", "refuse"], ["warn", "none", "none", "none"]
    table = per_label(gold, predicted, STANCES)
    assert table["warn"] == {
        "precision": 1.0, "recall": 0.5, "f1": pytest.approx(2 / 3), "support": 2,
    }  # fmt: skip
    assert table["refuse"] == {"precision": None, "recall": 0.0, "f1": 0.0, "support": 1}
    assert table["commit"] == {"precision": None, "recall": None, "f1": None, "support": 0}
    result = evaluate(
        list("abcd"), gold, predicted, None, STANCES, list("wxyz"), seed=1, resamples=20
    )
    assert result["confusion"] == [
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 1],
        [0, 0, 1, 0, 1],
        [0, 0, 0, 0, 0],
        [0, 0, 0, 0, 1],
    ]


FAILURES = [
    (["none"], ["none"], SURE[1:], "kappa"),
    (["none"], ["none"], SURE[1:], "macro_f1_stances"),
    (["act"], ["act"], None, "brier"),
    (["act"], ["act"], np.array([[np.nan, 1.0]]), "log_loss"),
    (["act"], ["act"], np.array([[0.4, 0.4]]), "ece"),
    (["act"], ["act"], np.array([[1.2, -0.2]]), "brier"),
    ([], [], np.zeros((0, 2)), "accuracy"),
]


@pytest.mark.parametrize(("gold", "predicted", "probabilities", "name"), FAILURES)
def test_what_cannot_be_measured_is_a_visible_gap(gold, predicted, probabilities, name):
    ids = [str(i) for i in range(len(gold))]
    result = evaluate(ids, gold, predicted, probabilities, TWO, ids, seed=1, resamples=10)
    assert result[name] is None
    assert result["confidence_intervals"][name] is None
    assert result["failures"][name]


def test_a_broken_metric_leaves_the_others_alone(monkeypatch):
    def broken(tally):
        raise ZeroDivisionError("oh")

    monkeypatch.setitem(metrics.METRICS, "broken", Metric(broken))
    result = evaluate(["1", "2"], ["act", "none"], ["act", "none"], SURE, TWO, ["a", "b"], seed=1)
    assert (result["broken"], result["accuracy"]) == (None, 1.0)
    assert result["failures"]["broken"] == "ZeroDivisionError: oh"


def test_one_article_gives_values_but_no_intervals():
    result = evaluate(["1", "2"], ["act", "none"], ["act", "act"], SURE, TWO, ["a", "a"], seed=1)
    assert result["accuracy"] == 0.5
    assert set(result["confidence_intervals"].values()) == {None}
    assert "two groups" in result["failures"]["confidence_intervals"]


BAD_INPUTS = [
    (["1", "1"], ["act", "none"], ["act", "none"], ["a", "b"], "1 repeated"),
    (["1", "2"], ["act", "none"], ["act"], ["a", "b"], "1 predicted labels"),
    (["1", "2"], ["act", "none"], ["act", "none"], ["a"], "1 groups"),
    (["1", "2"], ["act", "none"], ["act", "nome"], ["a", "b"], "Did you mean 'none'?"),
]


@pytest.mark.parametrize(("ids", "gold", "predicted", "groups", "message"), BAD_INPUTS)
def test_inputs_that_do_not_fit_together_are_refused(ids, gold, predicted, groups, message):
    with pytest.raises(DataError, match=message):
        evaluate(ids, gold, predicted, None, TWO, groups, seed=1)


def test_probabilities_of_another_shape_are_refused():
    with pytest.raises(DataError, match=r"shape \(1, 2\)"):
        METRICS["brier"](["act", "act"], ["act", "act"], SURE[:1], TWO)


spans = st.lists(
    st.tuples(
        st.sampled_from(STANCES.names),
        st.sampled_from(STANCES.names),
        st.lists(st.floats(0.01, 1), min_size=5, max_size=5),
        st.sampled_from("abcdef"),
    ),
    min_size=1,
    max_size=40,
)


def columns(rows):
    gold, predicted, raw, groups = (list(column) for column in zip(*rows, strict=True))
    probabilities = np.array(raw)
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    return [str(i) for i in range(len(rows))], gold, predicted, probabilities, groups


@given(spans)
def test_metrics_stay_in_their_range(rows):
    _, gold, predicted, probabilities, _ = columns(rows)
    ranges = {"kappa": (-1, 1), "brier": (0, 2), "log_loss": (0, 40)}
    for name, metric in METRICS.items():
        value = metric(gold, predicted, probabilities, STANCES)
        low, high = ranges.get(name, (0, 1))
        assert math.isnan(value) or low - 1e-9 <= value <= high + 1e-9


@given(spans)
@settings(max_examples=50)
def test_agrees_with_scikit_learn(rows):
    _, gold, predicted, _, _ = columns(rows)
    names = list(STANCES.names)
    reference = f1_score(gold, predicted, labels=names, average="macro", zero_division=np.nan)
    assert METRICS["macro_f1"](gold, predicted, None, STANCES) == pytest.approx(reference)
    if len(set(gold) | set(predicted)) > 1:
        reference = cohen_kappa_score(gold, predicted)
        assert METRICS["kappa"](gold, predicted, None, STANCES) == pytest.approx(
            reference, abs=1e-12
        )


@given(spans, st.randoms())
@settings(max_examples=30)
def test_the_order_of_spans_does_not_matter(rows, random):
    one = list(zip(*columns(rows), strict=True))
    other = random.sample(one, len(one))
    results = []
    for table in (one, other):
        ids, gold, predicted, probabilities, groups = zip(*table, strict=True)
        results.append(
            evaluate(
                ids, gold, predicted, np.array(probabilities), STANCES, groups, seed=3, resamples=30
            )
        )
    assert results[0]["confusion"] == results[1]["confusion"]
    for name in METRICS:
        low_high = [result["confidence_intervals"][name] for result in results]
        assert results[0][name] == pytest.approx(results[1][name])
        assert low_high[0] == pytest.approx(low_high[1])


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=15)
def test_intervals_hold_the_estimate_for_sane_sizes(seed):
    rng = np.random.default_rng(seed)
    n = 600
    gold = rng.choice(STANCES.names, n)
    predicted = np.where(rng.random(n) < 0.7, gold, rng.choice(STANCES.names, n))
    probabilities = rng.dirichlet(np.ones(5), n)
    groups = [str(i // 6) for i in range(n)]
    ids = [str(i) for i in range(n)]
    result = evaluate(ids, list(gold), list(predicted), probabilities, STANCES, groups, seed=seed)
    for name in METRICS.keys() - {"ece"}:  # binning biases resampled ECE upwards
        low, high = result["confidence_intervals"][name]
        assert low <= result[name] <= high
    again = evaluate(ids, list(gold), list(predicted), probabilities, STANCES, groups, seed=seed)
    assert again == result
