"""What gives a stance away: how far the actor, the cue or the span alone carry a simple model.

Actors must tell nothing (a minister may promise and threaten), a cue a part, the span the most.
Otherwise a model can score well on the data without reading what is said (Gururangan et al.
2018, "Annotation Artifacts in Natural Language Inference Data").
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline

from quotestance.data.splits import group_of
from quotestance.evaluation.metrics import evaluate
from quotestance.labels import LabelSet
from quotestance.records import LabelledArticle

FOLDS = 5


def leakage(
    articles: Sequence[LabelledArticle], labels: LabelSet, seed: int = 0
) -> dict[str, float | None]:
    """Macro-F1 over the stances of a cross-validated model that sees one view of each quote.

    Views: ``actor`` (the name), ``cue``, ``span``, and ``chance`` (the span with the stances
    shuffled). Folds hold whole events. None where data lack a view, or have too few events.
    """
    rows = [
        (
            quote.actor or "",
            quote.cue.of(labelled.article.text) if quote.cue else "",
            quote.span.of(labelled.article.text),
            quote.stance,
            group_of(labelled),
        )
        for labelled in articles
        for quote in labelled.quotes
        if quote.stance is not None
    ]
    views = ("actor", "cue", "span", "chance")
    if len({row[4] for row in rows}) < FOLDS or len({row[3] for row in rows}) < 2:
        return dict.fromkeys(views)
    actors, cues, spans, stances, groups = (list(column) for column in zip(*rows, strict=True))
    shuffled = list(np.random.default_rng(seed).permutation(stances))
    return {
        "actor": _score(actors, stances, groups, labels, seed),
        "cue": _score(cues, stances, groups, labels, seed),
        "span": _score(spans, stances, groups, labels, seed),
        "chance": _score(spans, shuffled, groups, labels, seed),
    }


def _score(
    texts: Sequence[str],
    stances: Sequence[str],
    groups: Sequence[str],
    labels: LabelSet,
    seed: int,
) -> float | None:
    """Cross-validated macro-F1 over the stances from the words of ``texts``; None without any."""
    if not any(texts):
        return None
    predicted = np.empty(len(texts), dtype=object)
    gold = np.asarray(stances, dtype=object)
    for train, test in GroupKFold(FOLDS).split(texts, groups=groups):
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", sublinear_tf=True),
            LogisticRegression(class_weight="balanced", max_iter=300, random_state=seed),
        )
        model.fit([texts[i] for i in train], gold[train])
        predicted[test] = model.predict([texts[i] for i in test])
    ids = [str(i) for i in range(len(texts))]
    result = evaluate(ids, list(gold), list(predicted), None, labels, ids, seed, 1)
    return float(result["macro_f1_stances"])
