"""One model's answers on labelled spans, the common input of evaluation and comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from quotestance.errors import DataError
from quotestance.labels import LabelSet
from quotestance.records import Prediction


@dataclass(frozen=True, slots=True)
class Answers:
    """Parallel columns over n spans; ``probabilities`` (n, k) follow the label order.

    ``groups`` name what is resampled as a whole (articles, or events).
    """

    model: str
    ids: tuple[str, ...]
    gold: tuple[str, ...]
    predicted: tuple[str, ...]
    probabilities: np.ndarray | None
    groups: tuple[str, ...]

    def in_order_of(self, ids: Sequence[str]) -> Answers:
        """The same answers, sorted like ``ids`` (which must hold exactly these ids)."""
        position = {name: i for i, name in enumerate(self.ids)}
        order = [position[name] for name in ids]
        return replace(
            self,
            ids=tuple(ids),
            gold=tuple(self.gold[i] for i in order),
            predicted=tuple(self.predicted[i] for i in order),
            probabilities=None if self.probabilities is None else self.probabilities[order],
            groups=tuple(self.groups[i] for i in order),
        )


def answers_from_predictions(predictions: Sequence[Prediction], labels: LabelSet) -> Answers:
    """Collect one model's predictions on quotes whose ``stance`` is the gold label.

    Ids are the span ids; groups the quotes' groups, else their articles. Raises DataError for
    a quote without a gold label, for no predictions and for predictions of several models.
    """
    models = sorted({prediction.model for prediction in predictions})
    if len(models) != 1:
        raise DataError(
            "predictions",
            expected="predictions of exactly one model",
            found=f"{len(models)} models {', '.join(models)}".strip(),
            fix="Evaluate each model on its own.",
        )
    return Answers(
        model=models[0],
        ids=tuple(prediction.quote.span_id for prediction in predictions),
        gold=tuple(_gold(prediction) for prediction in predictions),
        predicted=tuple(prediction.stance for prediction in predictions),
        probabilities=np.array(
            [[p.probabilities.get(name, np.nan) for name in labels.names] for p in predictions]
        ),
        groups=tuple(
            prediction.quote.group or prediction.quote.article_id for prediction in predictions
        ),
    )


def _gold(prediction: Prediction) -> str:
    """The gold label of the predicted quote; raises DataError when it has none."""
    if prediction.quote.stance is None:
        raise DataError(
            f"span {prediction.quote.span_id}",
            expected="a quote with a gold stance",
            found="none",
            fix="Evaluate on labelled data.",
        )
    return prediction.quote.stance
