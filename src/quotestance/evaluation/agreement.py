"""Agreement of two annotators who labelled the same articles on their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quotestance.errors import DataError
from quotestance.evaluation.extraction import score_extraction
from quotestance.evaluation.matching import match_quotes
from quotestance.evaluation.metrics import evaluate
from quotestance.labels import STANCES, LabelSet
from quotestance.records import LabelledArticle, Quote


def agreement(
    first: Sequence[LabelledArticle],
    second: Sequence[LabelledArticle],
    *,
    labels: LabelSet = STANCES,
    seed: int = 0,
    resamples: int = 1000,
) -> dict[str, Any]:
    """Agreement on spans, actors and stances over the articles that both hold.

    ``spans`` is the result of `score_extraction` with ``first`` as gold (its F1 is symmetric:
    one annotator's recall is the other's precision); ``stances`` that of `evaluate` over the
    matched spans, with Cohen's kappa and per-label F1; ``disagreements`` lists matched spans
    with different stances. Raises DataError when no article is in both, or when the texts of
    one article differ.
    """
    other = {labelled.article.id: labelled for labelled in second}
    common = [labelled for labelled in first if labelled.article.id in other]
    if not common:
        raise DataError(
            "agreement",
            expected="articles with the same ids in both folders",
            found=f"{len(first)} and {len(second)} articles, none in both",
            fix="Give the same file names to both annotators' articles.",
        )
    for labelled in common:
        _check_same_text(labelled, other[labelled.article.id])
    pairs = [
        (labelled, left, right)
        for labelled in common
        for left, right in match_quotes(labelled.quotes, other[labelled.article.id].quotes)
        if left.stance is not None and right.stance is not None
    ]
    found = {item.article.id: other[item.article.id].quotes for item in common}
    return {
        "articles": len(common),
        "spans": score_extraction(common, found, labels=labels, seed=seed, resamples=resamples),
        "stances": evaluate(
            [left.span_id for _, left, _ in pairs],
            [str(left.stance) for _, left, _ in pairs],
            [str(right.stance) for _, _, right in pairs],
            None,
            labels,
            [labelled.article.id for labelled, _, _ in pairs],
            seed,
            resamples,
        ),
        "disagreements": [
            _disagreement(labelled, left, right)
            for labelled, left, right in pairs
            if left.stance != right.stance
        ],
    }


def _check_same_text(first: LabelledArticle, second: LabelledArticle) -> None:
    if first.article.text == second.article.text:
        return
    same = zip(first.article.text, second.article.text, strict=False)
    at = next(
        (i for i, (a, b) in enumerate(same) if a != b),
        min(len(first.article.text), len(second.article.text)),
    )
    raise DataError(
        second.article.path or second.article.id,
        expected=f"the text of {first.article.path or first.article.id}",
        found=f"another character at offset {at}: '{second.article.text[at : at + 20]}'",
        fix="Take the labels out and label the same text.",
    )


def _disagreement(labelled: LabelledArticle, left: Quote, right: Quote) -> dict[str, Any]:
    return {
        "span_id": left.span_id,
        "text": left.span.of(labelled.article.text),
        "first": left.stance,
        "second": right.stance,
    }
