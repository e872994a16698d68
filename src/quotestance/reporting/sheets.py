"""Results as small tables of text, the common source of the terminal and Markdown reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from quotestance.evaluation.metrics import METRICS

GAP = "—"
"""What stands where a figure is missing; the reason is among the notes."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: the first column is text, the others are figures. Notes stand below it."""

    title: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    notes: Sequence[str] = ()


def figure(value: float | int | None) -> str:
    """A count as it is, any other number with three decimals, a gap for None."""
    if value is None:
        return GAP
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def signed(value: float | None) -> str:
    """A difference with its sign."""
    return GAP if value is None else f"{value:+.3f}"


def interval(bounds: Sequence[float] | None, shape: str = ".3f") -> str:
    """``[low, high]`` with each bound in the given format."""
    return GAP if bounds is None else f"[{bounds[0]:{shape}}, {bounds[1]:{shape}}]"


def p_value(p: float | None) -> str:
    """A p value, small ones as a bound."""
    if p is None:
        return GAP
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def metric_name(name: str) -> str:
    """The metric's name, with an arrow where less is better."""
    metric = METRICS.get(name)
    return f"{name} ↓" if metric and metric.lower_is_better else name


def metrics_sheets(result: Mapping[str, Any]) -> list[Sheet]:
    """Metrics with intervals, the table by label, and the confusion matrix of ``evaluate``."""
    level = _level(result)
    bounds = result["confidence_intervals"]
    return [
        Sheet(
            f"Metrics ({result['n']} spans, {result['groups']} groups)",
            ("metric", "value", f"{level} interval"),
            [(metric_name(name), figure(result[name]), interval(bounds[name])) for name in bounds],
            _failures(result),
        ),
        Sheet(
            "By label",
            ("label", "precision", "recall", "F1", "spans"),
            [
                (label, *(figure(row[key]) for key in ("precision", "recall", "f1", "support")))
                for label, row in result["per_label"].items()
            ],
        ),
        Sheet(
            "Confusion",
            ("gold ↓ predicted →", *result["labels"]),
            [
                (label, *map(str, row))
                for label, row in zip(result["labels"], result["confusion"], strict=True)
            ],
        ),
    ]


def comparison_sheets(result: Mapping[str, Any]) -> list[Sheet]:
    """Differences and McNemar's counts of each pair of ``compare_all``."""
    return [sheet for pair in result["pairs"] for sheet in _pair_sheets(pair)]


def _pair_sheets(pair: Mapping[str, Any]) -> list[Sheet]:
    """The two tables of one pair."""
    a, b, level = pair["a"], pair["b"], _level(pair)
    rows = [
        (
            metric_name(name),
            figure(row["a"]),
            figure(row["b"]),
            signed(row["difference"]),
            interval(row["interval"], "+.3f"),
            p_value(row["p"]),
        )
        for name, row in pair["metrics"].items()
    ]
    counts = pair["mcnemar"]
    return [
        Sheet(
            f"{b} against {a} ({pair['n']} spans, {pair['groups']} groups)",
            ("metric", a, b, "difference", f"{level} interval", "p"),
            rows,
            _failures(pair),
        ),
        Sheet(
            f"Right and wrong answers of {a} and {b}",
            ("", f"{b} right", f"{b} wrong"),
            [
                (f"{a} right", str(counts["both_right"]), str(counts["only_a_right"])),
                (f"{a} wrong", str(counts["only_b_right"]), str(counts["both_wrong"])),
            ],
            [
                f"McNemar's exact test: p {_equals(p_value(counts['p']))}.",
                f"The models disagree on {len(pair['disagreements'])} of {pair['n']} spans.",
            ],
        ),
    ]


def extraction_sheets(result: Mapping[str, Any]) -> list[Sheet]:
    """Main figures and the table by kind of ``score_extraction``."""
    counts, bounds = result["counts"], result["confidence_intervals"]
    return [
        Sheet(
            f"Extraction ({result['articles']} articles, {counts['gold']} gold spans, "
            f"{counts['predicted']} predicted, {counts['matched']} matched)",
            ("figure", "value", f"{_level(result)} interval"),
            [(name, figure(result[name]), interval(bounds[name])) for name in bounds],
            _failures(result),
        ),
        Sheet(
            "By kind of quote",
            ("kind (match)", "gold", "predicted", "precision", "recall", "F1"),
            [
                (
                    f"{kind} ({match.replace('_', ' ')})",
                    str(row["gold"]),
                    str(row["predicted"]),
                    *(figure(row[match][key]) for key in ("precision", "recall", "f1")),
                )
                for kind, row in result["by_kind"].items()
                for match in ("same_kind", "any_kind")
            ],
        ),
    ]


def agreement_sheets(result: Mapping[str, Any]) -> list[Sheet]:
    """Spans, actors and stances of an ``agreement`` result; the first annotator is gold."""
    spans, stances = result["spans"], result["stances"]
    shown = ("f1", "exact_match", "kind_accuracy", "actor_accuracy", "mention_accuracy")
    counts = spans["counts"]
    rows = [(n, figure(spans[n]), interval(spans["confidence_intervals"][n])) for n in shown]
    return [
        Sheet(
            f"Spans in {result['articles']} articles",
            ("figure", "value", f"{_level(spans)} interval"),
            rows,
            [f"{counts['gold']} and {counts['predicted']} spans, {counts['matched']} matched"],
        ),
        *metrics_sheets(stances),
    ]


def _level(result: Mapping[str, Any]) -> str:
    """The level of confidence as a percentage."""
    return f"{result['bootstrap']['level']:.0%}"


def _failures(result: Mapping[str, Any]) -> list[str]:
    """One note for each reason why figures are missing, naming the figures."""
    names_by_reason: dict[str, list[str]] = {}
    for name, reason in result["failures"].items():
        names_by_reason.setdefault(reason, []).append(name)
    return [f"{', '.join(names)}: {reason}." for reason, names in names_by_reason.items()]


def _equals(p: str) -> str:
    """``= 0.041`` or ``< 0.001``."""
    return p if p.startswith("<") else f"= {p}"
