from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotestance.errors import DataError
from quotestance.evaluation.answers import Answers, answers_from_predictions
from quotestance.evaluation.metrics import METRICS
from quotestance.evaluation.significance import compare, compare_all, mcnemar
from quotestance.labels import STANCES
from quotestance.records import Prediction, Quote, Span


def answers(model: str, gold, predicted, groups=None, probabilities=None) -> Answers:
    ids = tuple(f"s{i}" for i in range(len(gold)))
    return Answers(model, ids, tuple(gold), tuple(predicted), probabilities, tuple(groups or ids))


def random_answers(seed: int, n: int = 60) -> tuple[Answers, Answers]:
    rng = np.random.default_rng(seed)
    gold = rng.choice(STANCES.names, n).tolist()
    groups = [f"a{i // 5}" for i in range(n)]
    made = []
    for model, skill in (("a", 0.4), ("b", 0.6)):
        predicted = np.where(rng.random(n) < skill, gold, rng.choice(STANCES.names, n)).tolist()
        made.append(answers(model, gold, predicted, groups, rng.dirichlet(np.ones(5), n)))
    return made[0], made[1]


def test_mcnemar_by_hand():
    gold = ["warn"] * 8
    a = ["warn"] * 2 + ["none"] * 6
    b = ["warn", "none"] + ["warn"] * 5 + ["none"]
    # 1 span only a has right, 5 only b: p = 2 * (1 + 6) / 2**6.
    assert mcnemar(gold, a, b) == {
        "both_right": 1,
        "only_a_right": 1,
        "only_b_right": 5,
        "both_wrong": 1,
        "p": pytest.approx(14 / 64),
    }
    assert mcnemar(gold, a, a)["p"] == 1.0


def test_a_model_against_itself_shows_no_difference():
    a, _ = random_answers(1)
    result = compare(a, replace(a, model="again"), STANCES, seed=1, resamples=50)
    for row in result["metrics"].values():
        assert (row["difference"], row["interval"], row["p"]) == (0.0, [0.0, 0.0], 1.0)
    assert result["disagreements"] == []


def test_a_clear_winner_is_found():
    gold = ["warn", "none"] * 100
    result = compare(
        answers("coin", gold, ["none"] * 200), answers("oracle", gold, gold), STANCES, seed=1
    )
    row = result["metrics"]["accuracy"]
    assert row["difference"] == 0.5
    assert row["interval"][0] > 0.4
    assert row["p"] == pytest.approx(2 / 1001)
    assert result["mcnemar"]["p"] < 1e-20
    assert result["disagreements"][0] == {"id": "s0", "gold": "warn", "a": "none", "b": "warn"}
    assert len(result["disagreements"]) == 100


@given(st.integers(0, 10_000))
@settings(max_examples=20)
def test_swapping_the_models_flips_the_signs(seed):
    a, b = random_answers(seed)
    one = compare(a, b, STANCES, seed=2, resamples=60)
    other = compare(b, a, STANCES, seed=2, resamples=60)
    for name in METRICS:
        row, mirrored = one["metrics"][name], other["metrics"][name]
        assert mirrored["difference"] == pytest.approx(-row["difference"])
        assert mirrored["interval"] == pytest.approx([-x for x in reversed(row["interval"])])
        assert mirrored["p"] == row["p"]
    assert one["mcnemar"]["only_a_right"] == other["mcnemar"]["only_b_right"]
    assert one["mcnemar"]["p"] == pytest.approx(other["mcnemar"]["p"])


@given(st.randoms())
@settings(max_examples=10)
def test_spans_are_joined_by_id_and_not_by_row(random):
    a, b = random_answers(5)
    order = list(b.ids)
    random.shuffle(order)
    straight = compare(a, b, STANCES, seed=2, resamples=20)
    assert compare(a, b.in_order_of(order), STANCES, seed=2, resamples=20) == straight


def test_rounding_noise_is_no_difference():
    gold = ["warn", "none", "refuse"] * 7
    share = np.tile([0.1, 0.1, 0.6, 0.1, 0.1], (21, 1))
    groups = [str(i // 3) for i in range(21)]
    a = answers("a", gold, gold, groups, share)
    b = answers("b", gold, gold, groups, share * (1 + 1e-16) + 1e-17)
    for row in compare(a, b, STANCES, seed=1, resamples=50)["metrics"].values():
        assert (row["difference"], row["interval"], row["p"]) == (0.0, [0.0, 0.0], 1.0)


def test_the_groups_decide_how_sure_we_are():
    gold = ["warn"] * 200
    b = ["warn"] * 120 + ["none"] * 80
    a = ["none"] * 120 + ["warn"] * 80
    wide = compare(
        answers("a", gold, a, [str(i // 40) for i in range(200)]),
        answers("b", gold, b, [str(i // 40) for i in range(200)]),
        STANCES,
        seed=1,
    )
    narrow = compare(answers("a", gold, a), answers("b", gold, b), STANCES, seed=1)
    assert wide["metrics"]["accuracy"]["p"] > 0.3
    assert narrow["metrics"]["accuracy"]["p"] < 0.02


GOLD = ("warn", "none", "none", "refuse", "demand")
BASE = answers("a", GOLD, GOLD)
UNPAIRED = [
    (replace(BASE, ids=("s0", "s1", "s2", "s3", "x")), "1 only in 'a' .s4.; 1 only in 'b' .x."),
    (replace(BASE, gold=("none", *GOLD[1:])), "1 with another gold label .s0."),
    (replace(BASE, ids=tuple("vwxyz")), r"5 only in 'a' .s0, s1, s2, ….; 5 only in 'b'"),
]


@pytest.mark.parametrize(("other", "message"), UNPAIRED)
def test_spans_that_differ_are_named(other, message):
    with pytest.raises(DataError, match=message):
        compare(BASE, replace(other, model="b"), STANCES, seed=1)


def test_a_metric_that_one_model_lacks_is_a_visible_gap():
    a, b = random_answers(3)
    result = compare(a, replace(b, probabilities=None), STANCES, seed=1, resamples=20)
    assert result["metrics"]["brier"]["difference"] is None
    assert result["metrics"]["brier"]["a"] is not None
    assert "probabilities" in result["failures"]["brier"]


def test_many_models_are_compared_with_the_first():
    a, b = random_answers(4)
    result = compare_all([a, b, replace(a, model="c")], STANCES, seed=1, resamples=20)
    assert result["baseline"] == "a"
    assert [(pair["a"], pair["b"]) for pair in result["pairs"]] == [("a", "b"), ("a", "c")]
    json.dumps(result, allow_nan=False)
    with pytest.raises(DataError, match="different names"):
        compare_all([a, a], STANCES, seed=1)


def prediction(number: int, gold: str | None, stance: str, model: str = "m") -> Prediction:
    quote = Quote("art", "q1", f"q1.{number}", Span(number, number + 1), "direct", stance=gold)
    share = {name: 0.6 if name == stance else 0.1 for name in reversed(STANCES.names)}
    return Prediction(quote, "x", stance, share, model)


def test_answers_from_predictions_follow_the_label_order():
    found = answers_from_predictions([prediction(1, "warn", "demand")], STANCES)
    assert (found.model, found.ids, found.groups) == ("m", ("q1.1",), ("art",))
    assert (found.gold, found.predicted) == (("warn",), ("demand",))
    assert found.probabilities.tolist() == [[0.1, 0.1, 0.1, 0.6, 0.1]]


@pytest.mark.parametrize(
    ("predictions", "message"),
    [
        ([], "0 models"),
        ([prediction(1, "warn", "warn"), prediction(2, "warn", "warn", "k")], "2 models k, m"),
        ([prediction(1, None, "warn")], "gold stance"),
    ],
)
def test_answers_need_gold_and_one_model(predictions, message):
    with pytest.raises(DataError, match=message):
        answers_from_predictions(predictions, STANCES)
