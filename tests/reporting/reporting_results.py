"""Results of small evaluations by hand, which several tests write to files."""

from __future__ import annotations

import numpy as np

from quotestance.evaluation.answers import Answers
from quotestance.evaluation.extraction import score_extraction
from quotestance.evaluation.metrics import evaluate
from quotestance.evaluation.significance import compare_all
from quotestance.evaluation.stages import score_stages
from quotestance.labels import STANCES
from quotestance.records import Article, LabelledArticle, Quote, Span

GOLD = ("warn", "none", "refuse", "none", "demand", "none", "commit", "none")
FIRST = ("warn", "none", "none", "none", "none", "none", "commit", "warn")
SECOND = ("warn", "none", "refuse", "none", "demand", "none", "none", "none")


def answers(model, predicted) -> Answers:
    share = np.full((8, 5), 0.1)
    share[np.arange(8), [STANCES.names.index(name) for name in predicted]] = 0.6
    ids = tuple(f"art:{i}" for i in range(8))
    return Answers(model, ids, GOLD, tuple(predicted), share, tuple("aabbccdd"))


def metrics_result():
    a = answers("tfidf", FIRST)
    return evaluate(
        a.ids, a.gold, a.predicted, a.probabilities, STANCES, a.groups, seed=1, resamples=200
    )


def comparison_result():
    models = [answers("tfidf", FIRST), answers("encoder_a|b", SECOND)]
    return compare_all(models, STANCES, seed=1, resamples=200)


def gold_articles() -> list[LabelledArticle]:
    return [
        LabelledArticle(Article(name, "x" * 90, ""), (quote(0, 10), quote(20, 40, "indirect")))
        for name in "ab"
    ]


def quote(start, end, kind="direct", actor="Mara Lind", stance=None) -> Quote:
    return Quote("x", "q", f"{start}", Span(start, end), kind, actor=actor, stance=stance)


def extraction_result():
    found = {"a": [quote(0, 9), quote(20, 40, actor=None)]}
    return score_extraction(gold_articles(), found, resamples=200)


def stages_result():
    gold = [
        LabelledArticle(Article(name, "x" * 90, ""), (quote(0, 10, stance="warn"), other))
        for name, other in (
            ("a", quote(20, 40, stance="commit")),
            ("b", quote(50, 60, stance="none")),
        )
    ]
    found = {"a": [quote(0, 9, stance="warn"), quote(20, 40, actor=None, stance="commit")]}
    on_spans = {**found, "b": [quote(0, 10, stance="demand"), quote(50, 60, stance="none")]}
    return score_stages(gold, found, on_spans, on_spans, labels=STANCES, seed=1, resamples=200)
