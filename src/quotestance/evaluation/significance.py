"""Is one model better than another on the same spans?

Paired tests only: a difference is measured span by span on identical ids and gold labels.
Intervals and p values of differences come from the bootstrap over groups; McNemar's exact test
(McNemar 1947) looks at right and wrong answers and takes spans as independent, so with few
articles trust the bootstrap first. P values are not corrected for several comparisons.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.stats import binomtest

from quotestance.errors import DataError
from quotestance.evaluation.answers import Answers
from quotestance.evaluation.bootstrap import Bootstrap, sums_by_group, two_sided_p
from quotestance.evaluation.metrics import METRICS, NO_INTERVAL, Metric, check_ids
from quotestance.evaluation.tally import Tally, span_rows
from quotestance.labels import LabelSet

SHOWN_IDS = 3
"""How many differing ids an error message names."""


def compare(
    a: Answers,
    b: Answers,
    labels: LabelSet,
    seed: int,
    resamples: int = 1000,
    level: float = 0.95,
) -> dict[str, Any]:
    """Model ``b`` minus model ``a``: every metric with interval and p, McNemar, disagreements.

    Swapping the models flips the sign of every difference and leaves every p as it is.
    Raises DataError unless both answer the same spans with the same gold labels.
    """
    check_ids(a.ids, a.groups, len(a.gold))
    check_ids(b.ids, b.groups, len(b.gold))
    check_paired(a, b)
    b = b.in_order_of(a.ids)
    bootstrap = Bootstrap(seed, resamples, level)
    differences, failures, n_groups = _differences(a, b, labels, bootstrap)
    return {
        "a": a.model,
        "b": b.model,
        "n": len(a.ids),
        "groups": n_groups,
        "metrics": differences,
        "mcnemar": mcnemar(a.gold, a.predicted, b.predicted),
        "disagreements": [
            {"id": name, "gold": gold, "a": left, "b": right}
            for name, gold, left, right in zip(a.ids, a.gold, a.predicted, b.predicted, strict=True)
            if left != right
        ],
        "bootstrap": bootstrap.record(),
        "failures": failures,
    }


def compare_all(
    models: Sequence[Answers],
    labels: LabelSet,
    seed: int,
    resamples: int = 1000,
    level: float = 0.95,
) -> dict[str, Any]:
    """Every further model against the first: ``{"baseline": name, "pairs": [compare(…), …]}``.

    Raises DataError for fewer than two models or two of one name.
    """
    names = [model.model for model in models]
    if len(set(names)) != len(names) or len(names) < 2:
        raise DataError(
            "comparison",
            expected="two or more models of different names",
            found=", ".join(names) or "none",
            fix="Name each model once.",
        )
    baseline, *others = models
    pairs = [compare(baseline, other, labels, seed, resamples, level) for other in others]
    return {"baseline": baseline.model, "models": names, "pairs": pairs}


def check_paired(a: Answers, b: Answers) -> None:
    """Raise DataError, naming how many and which spans differ, unless ids and gold are equal."""
    in_a = dict(zip(a.ids, a.gold, strict=True))
    in_b = dict(zip(b.ids, b.gold, strict=True))
    faults = [
        (f"only in '{a.model}'", in_a.keys() - in_b.keys()),
        (f"only in '{b.model}'", in_b.keys() - in_a.keys()),
        ("with another gold label", {i for i in in_a.keys() & in_b.keys() if in_a[i] != in_b[i]}),
    ]
    found = [f"{len(ids)} {what} ({_some(ids)})" for what, ids in faults if ids]
    if found:
        raise DataError(
            f"comparison of '{a.model}' and '{b.model}'",
            expected="the same spans with the same gold labels",
            found="; ".join(found),
            fix="Evaluate both models on one split of one version of the data.",
        )


def mcnemar(gold: Sequence[str], a: Sequence[str], b: Sequence[str]) -> dict[str, float | int]:
    """McNemar's exact test: the 2 x 2 counts of right and wrong answers, and a two-sided p."""
    right_a = np.array([g == p for g, p in zip(gold, a, strict=True)], dtype=bool)
    right_b = np.array([g == p for g, p in zip(gold, b, strict=True)], dtype=bool)
    only_a, only_b = int((right_a & ~right_b).sum()), int((~right_a & right_b).sum())
    discordant = only_a + only_b
    return {
        "both_right": int((right_a & right_b).sum()),
        "only_a_right": only_a,
        "only_b_right": only_b,
        "both_wrong": int((~right_a & ~right_b).sum()),
        "p": float(binomtest(only_a, discordant, 0.5).pvalue) if discordant else 1.0,
    }


def _differences(
    a: Answers, b: Answers, labels: LabelSet, bootstrap: Bootstrap
) -> tuple[dict[str, dict[str, Any]], dict[str, str], int]:
    """The rows of the metric table, the failures, and the number of groups."""
    rows_a = span_rows(a.gold, a.predicted, a.probabilities, labels)
    rows_b = span_rows(b.gold, b.predicted, b.probabilities, labels)
    # Side by side, one draw of groups serves both models: that is what makes the test paired.
    by_group = sums_by_group(np.hstack([rows_a, rows_b]), a.groups)
    points = _both(by_group.sum(axis=0), labels)
    enough = len(by_group) > 1
    resampled = _both(bootstrap.totals(by_group), labels) if enough else None
    failures = {} if enough else {"confidence_intervals": NO_INTERVAL}
    table = {}
    for name, metric in METRICS.items():
        table[name], reason = _difference(metric, points, resampled, bootstrap)
        if reason is not None:
            failures[name] = reason
    return table, failures, len(by_group)


def _both(sums: np.ndarray, labels: LabelSet) -> tuple[Tally, Tally]:
    """The tallies of two models from sums that stand side by side in the last axis."""
    left, right = np.split(sums, 2, axis=-1)
    return Tally.unpack(left, labels), Tally.unpack(right, labels)


def _difference(
    metric: Metric,
    points: tuple[Tally, Tally],
    resampled: tuple[Tally, Tally] | None,
    bootstrap: Bootstrap,
) -> tuple[dict[str, Any], str | None]:
    """One row of the table, and the reason where the metric fails for one of the models."""
    (in_a, why_a), (in_b, why_b) = (metric.measure(tally) for tally in points)
    row: dict[str, Any] = {"a": in_a, "b": in_b, "difference": None, "interval": None, "p": None}
    if in_a is None or in_b is None:
        return row, why_a or why_b
    row["difference"] = float(_subtract(np.asarray(in_b), np.asarray(in_a)))
    if resampled is not None:
        values = _subtract(metric.of(resampled[1]), metric.of(resampled[0]))
        row["interval"], row["p"] = bootstrap.interval(values), two_sided_p(values)
    return row, None


def _subtract(b: np.ndarray, a: np.ndarray) -> np.ndarray:
    """``b - a`` where rounding noise of sums (1e-16) counts as no difference, never as a sign."""
    return np.round(b - a, 12) + 0.0


def _some(ids: set[str]) -> str:
    """The first few ids in order, and dots when there are more."""
    first = sorted(ids)[:SHOWN_IDS]
    return ", ".join(first) + (", …" if len(ids) > SHOWN_IDS else "")
