"""End-to-end scores: are the right spans found, with the right actor and stance?

Figures, all in [0, 1]:

- ``precision``, ``recall``, ``f1``: spans, whatever their kind (see ``matching``);
- ``exact_match``, ``kind_accuracy``: share of matched spans with equal offsets, equal kind;
- ``actor_accuracy``, ``mention_accuracy``: over matched spans whose gold has an actor (compared
  by name), a mention (the predicted one overlaps it);
- ``stance_accuracy``, ``stance_macro_f1``, ``stance_macro_f1_stances``: over matched spans that
  have a stance on both sides;
- ``joint_actor_f1``, ``joint_actor_stance_f1``: a span counts when its actor (and stance) is
  right too, no actor being right where gold has none; ``joint_acts_f1``: the same over spans
  with a stance other than none, which is what a ledger of actors shows;
- ``by_kind``: recall over gold and precision over predictions of that kind, for matches to a
  span of the same kind and of any kind.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from quotestance.actors.names import same_actor
from quotestance.errors import DataError
from quotestance.evaluation.bootstrap import Bootstrap
from quotestance.evaluation.matching import MINIMUM_IOU, match_quotes
from quotestance.evaluation.metrics import (
    NO_INTERVAL,
    label_f1,
    mean_of_defined,
    none_if_nan,
    ratio,
)
from quotestance.labels import STANCES, LabelSet
from quotestance.records import KINDS, LabelledArticle, Quote

Counts = Mapping[str, np.ndarray]
"""Name of a count → its sums over articles, shape () or (resamples,)."""


def score_extraction(
    gold: Sequence[LabelledArticle],
    predicted: Mapping[str, Sequence[Quote]],
    *,
    labels: LabelSet = STANCES,
    seed: int = 0,
    resamples: int = 1000,
    level: float = 0.95,
) -> dict[str, Any]:
    """Match predicted against gold quotes article by article and score what was matched.

    An article without an entry in ``predicted`` counts as one in which nothing was found; a
    predicted article that is not in ``gold`` raises DataError. The figures are described at the
    top of this module; one that has nothing to measure is None and stands in ``failures``.
    Intervals come from resampling articles.
    """
    _check_articles(gold, predicted)
    articles = [_count(item.quotes, predicted.get(item.article.id, ()), labels) for item in gold]
    names = sorted({name for counts in articles for name in counts} | set(_names(labels)))
    table = np.array([[counts[name] for name in names] for counts in articles], dtype=float)
    table = table.reshape(len(articles), len(names))
    totals = dict(zip(names, table.sum(axis=0), strict=True))
    values = {name: none_if_nan(float(value)) for name, value in _figures(totals, labels).items()}
    bootstrap = Bootstrap(seed, resamples, level)
    failures = {name: "nothing to measure" for name, value in values.items() if value is None}
    intervals: dict[str, list[float] | None] = dict.fromkeys(values)
    if len(articles) > 1:
        resampled = dict(zip(names, bootstrap.totals(table).T, strict=True))
        for name, figure in _figures(resampled, labels).items():
            intervals[name] = None if name in failures else bootstrap.interval(figure)
    else:
        failures["confidence_intervals"] = NO_INTERVAL
    return {
        "articles": len(articles),
        "minimum_iou": MINIMUM_IOU,
        "counts": {name: int(totals[name]) for name in ("gold", "predicted", "matched")},
        **values,
        "by_kind": {kind: _kind_figures(totals, kind) for kind in KINDS},
        "confidence_intervals": intervals,
        "bootstrap": {**bootstrap.record(), "unit": "article"},
        "failures": failures,
    }


def _check_articles(gold: Sequence[LabelledArticle], predicted: Mapping[str, object]) -> None:
    """Nothing was predicted for articles that nobody labelled."""
    unknown = sorted(predicted.keys() - {item.article.id for item in gold})
    if unknown:
        raise DataError(
            "predicted quotes",
            expected=f"quotes of the {len(gold)} gold articles only",
            found=f"{len(unknown)} other articles ({', '.join(unknown[:3])})",
            fix="Run extraction on the gold articles.",
        )


def _names(labels: LabelSet) -> Iterator[str]:
    """All counts that figures read: they exist even where nothing was counted."""
    yield from ("gold", "predicted", "matched", "exact", "kind", "actor", "actor:right")
    yield from ("mention", "mention:right", "joint", "joint:stance", "gold:stance")
    yield from ("predicted:stance", "gold:act", "predicted:act", "joint:act")
    for kind in KINDS:
        yield from (f"gold:{kind}", f"predicted:{kind}", f"same:{kind}")
        yield from (f"matched gold:{kind}", f"matched predicted:{kind}")
    yield from (f"stance:{a}:{b}" for a in labels.names for b in labels.names)


def _count(gold: Sequence[Quote], predicted: Sequence[Quote], labels: LabelSet) -> Counter[str]:
    """All counts of one article."""
    counts: Counter[str] = Counter()
    for side, quotes in (("gold", gold), ("predicted", predicted)):
        for quote in quotes:
            counts[side] += 1
            counts[f"{side}:{quote.kind}"] += 1
            counts[f"{side}:stance"] += quote.stance is not None
            counts[f"{side}:act"] += quote.stance not in (None, labels.none)
    for left, right in match_quotes(gold, predicted):
        _count_pair(left, right, labels, counts)
    return counts


def _count_pair(gold: Quote, predicted: Quote, labels: LabelSet, counts: Counter[str]) -> None:
    """Add one matched pair to ``counts``."""
    counts["matched"] += 1
    counts["exact"] += gold.span == predicted.span
    counts["kind"] += gold.kind == predicted.kind
    counts[f"same:{gold.kind}"] += gold.kind == predicted.kind
    counts[f"matched gold:{gold.kind}"] += 1
    counts[f"matched predicted:{predicted.kind}"] += 1
    if gold.mention is not None:
        counts["mention"] += 1
        found = predicted.mention
        counts["mention:right"] += found is not None and gold.mention.overlap(found) > 0
    right_actor = same_actor(gold.actor, predicted.actor)
    counts["actor"] += gold.actor is not None
    counts["actor:right"] += gold.actor is not None and right_actor
    counts["joint"] += right_actor
    if gold.stance is None or predicted.stance is None:
        return
    for stance in (gold.stance, predicted.stance):
        labels.index(stance, f"span {gold.span_id}")
    counts[f"stance:{gold.stance}:{predicted.stance}"] += 1
    both_right = right_actor and gold.stance == predicted.stance
    counts["joint:stance"] += both_right
    counts["joint:act"] += both_right and gold.stance != labels.none


def _f1(hits: np.ndarray, gold: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """F1 from counts; NaN when neither side has anything."""
    return ratio(2 * hits, gold + predicted)


def _figures(counts: Counts, labels: LabelSet) -> dict[str, np.ndarray]:
    """All main figures from summed counts, of the shape of the counts."""
    k = len(labels.names)
    cells = [counts[f"stance:{a}:{b}"] for a in labels.names for b in labels.names]
    confusion = np.stack(cells, axis=-1).reshape(*np.shape(cells[0]), k, k)
    f1 = label_f1(confusion)
    without_none = np.delete(f1, labels.names.index(labels.none), axis=-1)
    hits = np.trace(confusion, axis1=-2, axis2=-1)
    # Without stances on one side (extraction alone) a joint score of zero would mislead.
    both = np.where((counts["gold:stance"] > 0) & (counts["predicted:stance"] > 0), 1.0, np.nan)
    return {
        "precision": ratio(counts["matched"], counts["predicted"]),
        "recall": ratio(counts["matched"], counts["gold"]),
        "f1": _f1(counts["matched"], counts["gold"], counts["predicted"]),
        "exact_match": ratio(counts["exact"], counts["matched"]),
        "kind_accuracy": ratio(counts["kind"], counts["matched"]),
        "actor_accuracy": ratio(counts["actor:right"], counts["actor"]),
        "mention_accuracy": ratio(counts["mention:right"], counts["mention"]),
        "stance_accuracy": ratio(hits, confusion.sum(axis=(-2, -1))),
        "stance_macro_f1": mean_of_defined(f1),
        "stance_macro_f1_stances": mean_of_defined(without_none),
        "joint_actor_f1": _f1(counts["joint"], counts["gold"], counts["predicted"]),
        "joint_actor_stance_f1": both
        * _f1(counts["joint:stance"], counts["gold"], counts["predicted"]),
        "joint_acts_f1": both
        * _f1(counts["joint:act"], counts["gold:act"], counts["predicted:act"]),
    }


def _kind_figures(counts: Counts, kind: str) -> dict[str, Any]:
    """Counts, and precision, recall and F1 of one kind for same-kind and any-kind matches."""
    gold, predicted = int(counts[f"gold:{kind}"]), int(counts[f"predicted:{kind}"])
    same = int(counts[f"same:{kind}"])
    any_gold, any_predicted = (
        int(counts[f"matched {side}:{kind}"]) for side in ("gold", "predicted")
    )
    return {
        "gold": gold,
        "predicted": predicted,
        "same_kind": _scores(same, gold, same, predicted),
        "any_kind": _scores(any_gold, gold, any_predicted, predicted),
    }


def _scores(found: int, gold: int, right: int, predicted: int) -> dict[str, float | None]:
    """Recall ``found / gold``, precision ``right / predicted``, and their harmonic mean.

    Finding nothing of what there is gives F1 0 even where precision is undefined.
    """
    precision = right / predicted if predicted else None
    recall = found / gold if gold else None
    f1 = None
    if precision and recall:
        f1 = 2 * precision * recall / (precision + recall)
    elif not found and not right and (gold or predicted):
        f1 = 0.0
    return {"precision": precision, "recall": recall, "f1": f1}
