from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.errors import DataError
from quotestance.evaluation.extraction import score_extraction
from quotestance.evaluation.matching import match_quotes
from quotestance.records import Article, LabelledArticle, Quote, Span


def quote(start, end, kind="direct", actor=None, stance=None, mention=None) -> Quote:
    place = Span(*mention) if mention else None
    name = f"{start}-{end}"
    return Quote("art", name, name, Span(start, end), kind, None, place, actor, stance)


def article(*quotes: Quote, name: str = "art") -> LabelledArticle:
    return LabelledArticle(Article(name, "x" * 200, ""), quotes)


GOLD = article(
    quote(0, 10, "direct", "Mara Lind", "refuse", (12, 15)),
    quote(20, 40, "indirect", "Mara Lind", "none", (41, 50)),
    quote(60, 80, "mixed", None, "warn"),
    quote(90, 99, "direct", "Dockers' Union", "demand"),
)
PREDICTED = {
    "art": [
        quote(0, 10, "direct", "mara lind", "refuse", (14, 20)),  # all right
        quote(20, 36, "indirect", "Ivo Brandt", "none", (51, 60)),  # IoU 0.8, wrong actor
        quote(60, 70, "indirect", None, "demand"),  # IoU exactly 0.5, wrong kind and stance
        quote(94, 112, "direct", "Dockers' Union", "demand"),  # IoU 5/22: no match
    ]
}


def test_every_figure_by_hand():
    result = score_extraction([GOLD], PREDICTED)
    expected = {
        "counts": {"gold": 4, "predicted": 4, "matched": 3},
        "precision": 0.75,
        "recall": 0.75,
        "f1": 0.75,
        "exact_match": 1 / 3,
        "kind_accuracy": 2 / 3,
        "actor_accuracy": 1 / 2,
        "mention_accuracy": 1 / 2,
        "stance_accuracy": 2 / 3,
        # refuse 1, none 1, warn 0, demand 0; commit never occurs
        "stance_macro_f1": 1 / 2,
        "stance_macro_f1_stances": 1 / 3,
        "joint_actor_f1": 2 / 4,
        "joint_actor_stance_f1": 1 / 4,
        # acts: 3 in gold, 3 predicted, one of them right in all
        "joint_acts_f1": 1 / 3,
    }
    for name, value in expected.items():
        assert result[name] == (value if name == "counts" else pytest.approx(value)), name


def test_kinds_by_hand():
    kinds = score_extraction([GOLD], PREDICTED)["by_kind"]
    assert kinds["direct"] == {
        "gold": 2,
        "predicted": 2,
        "same_kind": {"precision": 0.5, "recall": 0.5, "f1": 0.5},
        "any_kind": {"precision": 0.5, "recall": 0.5, "f1": 0.5},
    }
    assert kinds["indirect"]["same_kind"] == {
        "precision": 0.5,
        "recall": 1.0,
        "f1": pytest.approx(2 / 3),
    }
    assert kinds["indirect"]["any_kind"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0}
    assert kinds["mixed"] == {
        "gold": 1,
        "predicted": 0,
        "same_kind": {"precision": None, "recall": 0.0, "f1": 0.0},
        "any_kind": {"precision": None, "recall": 1.0, "f1": None},
    }


def test_matching_is_one_to_one_and_best_first():
    gold = [quote(0, 10), quote(10, 20)]
    predicted = [quote(0, 16), quote(0, 9)]
    pairs = match_quotes(gold, predicted)
    assert [(a.span_id, b.span_id) for a, b in pairs] == [("0-10", "0-9")]


def test_equal_overlap_prefers_the_same_kind():
    predicted = [quote(0, 10, "mixed"), quote(0, 10, "direct")]
    ((_, chosen),) = match_quotes([quote(0, 10, "direct")], predicted)
    assert chosen.kind == "direct"


def test_extraction_without_stances_has_no_joint_score():
    bare = {"art": [quote(0, 10, actor="Mara Lind")]}
    result = score_extraction([GOLD], bare)
    assert result["joint_actor_stance_f1"] is None
    assert result["stance_accuracy"] is None
    assert result["joint_actor_f1"] == pytest.approx(2 / 5)
    assert result["failures"]["stance_accuracy"] == "nothing to measure"


def test_nothing_found_is_zero_and_nothing_at_all_is_a_gap():
    nothing_found = score_extraction([GOLD, article(name="b")], {})
    assert (nothing_found["recall"], nothing_found["f1"]) == (0.0, 0.0)
    assert nothing_found["precision"] is None
    nothing = score_extraction([article()], {})
    assert nothing["f1"] is None
    json.dumps(nothing, allow_nan=False)
    json.dumps(score_extraction([], {}), allow_nan=False)


def test_predictions_for_unknown_articles_are_refused():
    with pytest.raises(DataError, match=r"1 other articles .elsewhere."):
        score_extraction([GOLD], {"elsewhere": []})


def test_unknown_stances_are_refused():
    with pytest.raises(DataError, match="'promise'"):
        score_extraction([GOLD], {"art": [quote(0, 10, stance="promise")]})


def test_intervals_come_from_articles():
    gold = [article(*GOLD.quotes, name=f"a{i}") for i in range(30)]
    predicted = {f"a{i}": PREDICTED["art"][: i % 5] for i in range(30)}
    result = score_extraction(gold, predicted, seed=1, resamples=200)
    for name in ("precision", "recall", "f1", "joint_acts_f1"):
        low, high = result["confidence_intervals"][name]
        assert low <= result[name] <= high
        assert low < high
    assert result == score_extraction(gold, predicted, seed=1, resamples=200)
    assert score_extraction([GOLD], PREDICTED)["confidence_intervals"]["f1"] is None


spans = st.tuples(st.integers(0, 80), st.integers(0, 20)).map(lambda p: (p[0], p[0] + p[1]))
quotes = st.lists(st.builds(lambda s, k: quote(*s, k), spans, st.sampled_from(("direct", "mixed"))))


@given(quotes, quotes, st.integers(0, 99))
def test_matching_properties(gold, predicted, seed):
    pairs = match_quotes(gold, predicted)
    assert all(a.span.iou(b.span) >= 0.5 for a, b in pairs)
    assert len(pairs) <= min(len(gold), len(predicted))
    shuffled = random.Random(seed).sample(predicted, len(predicted))
    assert sorted((a.span, b.span) for a, b in match_quotes(gold, shuffled)) == sorted(
        (a.span, b.span) for a, b in pairs
    )
    swapped = score_extraction([article(*predicted)], {"art": gold})
    straight = score_extraction([article(*gold)], {"art": predicted})
    assert swapped["f1"] == straight["f1"]
    assert swapped["precision"] == straight["recall"]
