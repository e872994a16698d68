"""Predictions as plain records: what predictions.jsonl holds, and reading it again.

A record is ``{article_id, quote_id, span_id, start, end, text, kind, cue, mention, actor,
actor_confidence, actor_canonical, actor_id, stance, withheld, probabilities, model}`` with
``cue`` and ``mention`` as ``{start, end, text}`` or null.
Offsets are code points into the article text as it was read, end exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from quotestance.errors import DataError
from quotestance.records import KINDS, Article, Prediction, Quote, Span

Record = dict[str, Any]

_NEWER = ("actor_confidence", "actor_canonical", "actor_id")
"""Keys of a quote that files of version 0.1 lack, as they lack ``withheld``."""
PROBABILITY_DIGITS = 6
"""Probabilities are rounded in files; what lies beyond is noise of the machine."""


def prediction_record(prediction: Prediction, article_text: str) -> Record:
    """One prediction as a record; cue and mention are cut from ``article_text``."""
    quote = prediction.quote
    return {
        "article_id": quote.article_id,
        "quote_id": quote.quote_id,
        "span_id": quote.span_id,
        "start": quote.span.start,
        "end": quote.span.end,
        "text": prediction.text,
        "kind": quote.kind,
        "cue": _place(quote.cue, article_text),
        "mention": _place(quote.mention, article_text),
        "actor": quote.actor,
        "actor_confidence": quote.actor_confidence,
        "actor_canonical": quote.actor_canonical,
        "actor_id": quote.actor_id,
        "stance": prediction.stance,
        "withheld": prediction.withheld,
        "probabilities": {
            label: round(float(p), PROBABILITY_DIGITS)
            for label, p in prediction.probabilities.items()
        },
        "model": prediction.model,
    }


def sort_predictions(predictions: Iterable[Prediction]) -> list[Prediction]:
    """By article, place in the article, and model."""
    return sorted(
        predictions, key=lambda p: (p.quote.article_id, p.quote.span, p.quote.span_id, p.model)
    )


def prediction_records(
    predictions: Iterable[Prediction], articles: Mapping[str, Article]
) -> list[Record]:
    """The sorted records of predictions; raises DataError for an article that is not given."""
    records = []
    for prediction in sort_predictions(predictions):
        article = articles.get(prediction.quote.article_id)
        if article is None:
            raise DataError(
                f"span {prediction.quote.span_id}",
                expected="its article among the articles of the report",
                found=f"no article '{prediction.quote.article_id}'",
                fix="Report predictions together with the articles that they were made on.",
            )
        records.append(prediction_record(prediction, article.text))
    return records


def read_predictions(path: Path) -> list[Prediction]:
    """Read predictions.jsonl; raises DataError with the line number for a bad line."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            str(path),
            expected="a predictions.jsonl file in UTF-8",
            found=getattr(error, "strerror", None) or str(error),
            fix="Check the path.",
        ) from error
    numbered = ((f"{path}:{number}", line) for number, line in enumerate(lines, 1))
    return [_parse(line, where) for where, line in numbered if line.strip()]


def _parse(line: str, where: str) -> Prediction:
    """One line as a prediction."""
    try:
        return prediction_from_record(json.loads(line))
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise DataError(
            where,
            expected="a record as 'quotestance predict' writes it",
            found=f"{type(error).__name__}: {error}",
            fix="Write the predictions again.",
        ) from error


def prediction_from_record(record: Mapping[str, Any]) -> Prediction:
    """The inverse of ``prediction_record``; raises KeyError, TypeError or ValueError."""
    if record["kind"] not in KINDS:
        raise ValueError(f"unknown kind '{record['kind']}'")
    if record["stance"] not in record["probabilities"]:
        raise ValueError(f"stance '{record['stance']}' has no probability")
    quote = Quote(
        article_id=record["article_id"],
        quote_id=record["quote_id"],
        span_id=record["span_id"],
        span=Span(record["start"], record["end"]),
        kind=record["kind"],
        cue=_span(record["cue"]),
        mention=_span(record["mention"]),
        actor=record["actor"],
        **{key: record.get(key) for key in _NEWER},
    )
    probabilities = {label: float(p) for label, p in record["probabilities"].items()}
    withheld = record.get("withheld")
    return Prediction(
        quote, record["text"], record["stance"], probabilities, record["model"], withheld
    )


def _place(span: Span | None, text: str) -> Record | None:
    """A span with its words."""
    if span is None:
        return None
    return {"start": span.start, "end": span.end, "text": span.of(text)}


def _span(place: Mapping[str, Any] | None) -> Span | None:
    """The span of a place written by ``_place``."""
    return None if place is None else Span(place["start"], place["end"])
