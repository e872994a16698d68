"""The table of metrics, and one model's evaluation with confidence intervals.

Convention for empty labels: a label that is in neither gold nor predictions has no F1 and is
left out of every mean (scikit-learn's ``zero_division=nan``). A label that is predicted but
never gold, or gold but never predicted, counts with F1 0.

To add a metric, write one function of a ``Tally`` and one line in ``METRICS``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from quotestance.errors import DataError
from quotestance.evaluation.bootstrap import Bootstrap, sums_by_group
from quotestance.evaluation.calibration import expected_calibration_error
from quotestance.evaluation.selective import confidence_report
from quotestance.evaluation.tally import Tally, span_rows
from quotestance.labels import LabelSet

NO_INTERVAL = "confidence intervals need two groups or more"


def ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """``part / whole``, NaN where ``whole`` is 0 (shapes broadcast)."""
    part, whole = np.broadcast_arrays(np.asarray(part, float), np.asarray(whole, float))
    return np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole != 0)


def label_f1(confusion: np.ndarray) -> np.ndarray:
    """F1 of each label from counts (..., k, k): (..., k), NaN for a label that never occurs."""
    hits = np.diagonal(confusion, axis1=-2, axis2=-1)
    return ratio(2 * hits, confusion.sum(axis=-1) + confusion.sum(axis=-2))


def mean_of_defined(values: np.ndarray) -> np.ndarray:
    """Mean over the last axis of the values that are not NaN; NaN where all are."""
    return ratio(np.nansum(values, axis=-1), np.isfinite(values).sum(axis=-1))


def macro_f1(tally: Tally) -> np.ndarray:
    """Mean F1 over all labels that occur."""
    return mean_of_defined(label_f1(tally.confusion))


def macro_f1_stances(tally: Tally) -> np.ndarray:
    """Mean F1 over the labels that occur, without none: the headline figure."""
    return mean_of_defined(np.delete(label_f1(tally.confusion), tally.none, axis=-1))


def accuracy(tally: Tally) -> np.ndarray:
    """Share of spans with the right label."""
    return ratio(np.trace(tally.confusion, axis1=-2, axis2=-1), tally.n)


def kappa(tally: Tally) -> np.ndarray:
    """Agreement beyond chance (Cohen 1960); undefined when chance agreement is 1."""
    gold, predicted = tally.confusion.sum(axis=-1), tally.confusion.sum(axis=-2)
    chance = ratio((gold * predicted).sum(axis=-1), tally.n**2)
    return ratio(accuracy(tally) - chance, 1 - chance)


def brier(tally: Tally) -> np.ndarray:
    """Squared error summed over labels, mean over spans, in [0, 2] (Brier 1950)."""
    return ratio(tally.squared_error, tally.n)


def ece(tally: Tally) -> np.ndarray:
    """Expected calibration error with ten bins (Guo et al. 2017)."""
    return expected_calibration_error(tally.gaps, tally.n)


def log_loss(tally: Tally) -> np.ndarray:
    """Mean negative log-likelihood of the gold label, in nats."""
    return ratio(tally.surprise, tally.n)


@dataclass(frozen=True, slots=True)
class Metric:
    """A function of tallies, and what to say where it gives NaN."""

    of: Callable[[Tally], np.ndarray]
    undefined: str = "there are no spans"
    lower_is_better: bool = False

    def __call__(
        self,
        gold: Sequence[str],
        predicted: Sequence[str],
        probabilities: np.ndarray | None,
        labels: LabelSet,
    ) -> float:
        """The metric for n spans with ``probabilities`` (n, k); NaN where it is undefined."""
        sums = span_rows(gold, predicted, probabilities, labels).sum(axis=0)
        return float(self.of(Tally.unpack(sums, labels)))

    def measure(self, tally: Tally) -> tuple[float | None, str | None]:
        """The value, or None and the reason why there is none."""
        try:
            value = float(self.of(tally))
        except Exception as problem:  # one broken metric must not cost the others their report
            return None, f"{type(problem).__name__}: {problem}"
        return (value, None) if np.isfinite(value) else (None, self.undefined)


BAD_PROBABILITIES = "probabilities are missing, not finite or do not sum to 1"

METRICS: dict[str, Metric] = {
    "macro_f1_stances": Metric(macro_f1_stances, "no stance in gold or predictions"),
    "macro_f1": Metric(macro_f1),
    "accuracy": Metric(accuracy),
    "kappa": Metric(kappa, "gold and predictions hold one and the same label only"),
    "brier": Metric(brier, BAD_PROBABILITIES, lower_is_better=True),
    "ece": Metric(ece, BAD_PROBABILITIES, lower_is_better=True),
    "log_loss": Metric(log_loss, BAD_PROBABILITIES, lower_is_better=True),
}


def per_label(
    gold: Sequence[str], predicted: Sequence[str], labels: LabelSet
) -> dict[str, dict[str, float | int | None]]:
    """Precision, recall, F1 (None where undefined) and support (gold count) of each label."""
    confusion = Tally.unpack(span_rows(gold, predicted, None, labels).sum(axis=0), labels).confusion
    return _label_table(confusion, labels)


def evaluate(
    ids: Sequence[str],
    gold: Sequence[str],
    predicted: Sequence[str],
    probabilities: np.ndarray | None,
    labels: LabelSet,
    groups: Sequence[str],
    seed: int,
    resamples: int = 1000,
    level: float = 0.95,
) -> dict[str, Any]:
    """Every metric of ``METRICS`` with percentile bootstrap intervals, ready for metrics.json.

    All inputs run parallel over n spans; ``probabilities`` (n, k) follow the label order, None
    where a model has none. ``groups`` (articles) are resampled, not spans; resamples in which a
    metric is undefined are left out of its interval. The order of the spans does not matter.
    A metric that fails is None and stands in ``failures`` with the reason; ``confidence`` (see
    ``confidence_report``) is None with those that read probabilities. Raises DataError for
    repeated ids, inputs of different lengths and unknown labels.
    """
    check_ids(ids, groups, len(gold))
    rows = span_rows(gold, predicted, probabilities, labels)
    by_group = sums_by_group(rows, groups)
    tally = Tally.unpack(rows.sum(axis=0), labels)
    bootstrap = Bootstrap(seed, resamples, level)
    enough = len(by_group) > 1
    resampled = Tally.unpack(bootstrap.totals(by_group), labels) if enough else None

    values: dict[str, float | None] = {}
    intervals: dict[str, list[float] | None] = {}
    failures = {} if enough else {"confidence_intervals": NO_INTERVAL}
    for name, metric in METRICS.items():
        values[name], reason = metric.measure(tally)
        intervals[name] = None
        if reason is not None:
            failures[name] = reason if len(gold) else "there are no spans"
        elif resampled is not None:
            intervals[name] = bootstrap.interval(metric.of(resampled))
    return {
        "n": len(gold),
        "groups": len(by_group),
        **values,
        "per_label": _label_table(tally.confusion, labels),
        "labels": list(labels.names),
        "confusion": tally.confusion.astype(int).tolist(),
        "confidence": confidence_report(gold, predicted, probabilities, labels),
        "confidence_intervals": intervals,
        "bootstrap": bootstrap.record(),
        "failures": failures,
    }


def check_ids(ids: Sequence[str], groups: Sequence[str], n: int) -> None:
    """Every span has one id of its own and one group; raises DataError otherwise."""
    repeated = len(ids) - len(set(ids))
    if len(ids) != n or len(groups) != n or repeated:
        raise DataError(
            "evaluation",
            expected=f"{n} different ids and {n} groups",
            found=f"{len(ids)} ids ({repeated} repeated) and {len(groups)} groups",
            fix="Give each span of an evaluation one id and one group.",
        )


def _label_table(
    confusion: np.ndarray, labels: LabelSet
) -> dict[str, dict[str, float | int | None]]:
    """The rows of ``per_label`` from counts (k, k)."""
    hits, f1 = np.diagonal(confusion), label_f1(confusion)
    precision = ratio(hits, confusion.sum(axis=0))
    recall = ratio(hits, confusion.sum(axis=1))
    return {
        name: {
            "precision": none_if_nan(precision[i]),
            "recall": none_if_nan(recall[i]),
            "f1": none_if_nan(f1[i]),
            "support": int(confusion[i].sum()),
        }
        for i, name in enumerate(labels.names)
    }


def none_if_nan(value: float) -> float | None:
    """NaN has no place in JSON: None stands for "undefined"."""
    return float(value) if np.isfinite(value) else None
