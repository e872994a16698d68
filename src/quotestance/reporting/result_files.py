"""Write results to disk: JSON for programs, Markdown for people.

Each report starts with the command that made it. Files appear whole or not at all.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from quotestance.data.files import write_atomic, write_jsonl
from quotestance.reporting.evaluation_sheets import end_to_end_sheets, evaluation_sheets
from quotestance.reporting.line_chart import Points, line_chart
from quotestance.reporting.markdown import markdown_report
from quotestance.reporting.robustness_sheets import robustness_sheets
from quotestance.reporting.sheets import (
    Sheet,
    agreement_sheets,
    comparison_sheets,
)
from quotestance.reporting.variety_sheets import variety_sheets

Result = Mapping[str, Any]


def write_metrics(
    result: Result, out: Path, *, command: str, title: str = "Evaluation"
) -> list[Path]:
    """Write metrics.json and report.md of an ``evaluate`` result into the folder ``out``.

    With probabilities also reliability.svg and risk_coverage.svg.
    """
    written = [
        write_json({"command": command, **result}, out / "metrics.json"),
        _write_report(out / "report.md", title, command, evaluation_sheets, result),
    ]
    found = result["confidence"]
    if found:
        bins = [(row["confidence"], row["accuracy"]) for row in found["reliability"]]
        written += [
            _write_chart(
                out / "reliability.svg",
                ("Reliability", "confidence", "share right"),
                {"measured": bins, "calibrated": [(0.0, 0.0), (1.0, 1.0)]},
            ),
            _write_chart(
                out / "risk_coverage.svg",
                ("Risk and coverage", "share of decisions kept", "share of them wrong"),
                {"decisions": [(row["coverage"], row["risk"]) for row in found["risk_coverage"]]},
            ),
        ]
    return written


def write_comparison(
    result: Result, out: Path, *, command: str, title: str = "Comparison"
) -> list[Path]:
    """Write compare.json, compare.md and disagreements.jsonl of a ``compare_all`` result.

    compare.json holds the number of disagreements only; each one is a line of the JSONL file:
    ``{"id", "gold", "a", "b", "model_a", "model_b"}``.
    """
    short = [{**pair, "disagreements": len(pair["disagreements"])} for pair in result["pairs"]]
    path = out / "disagreements.jsonl"
    write_jsonl(path, _disagreements(result))
    return [
        write_json({"command": command, **result, "pairs": short}, out / "compare.json"),
        _write_report(out / "compare.md", title, command, comparison_sheets, result),
        path,
    ]


def write_extraction(
    result: Result, out: Path, *, command: str, title: str = "Extraction"
) -> list[Path]:
    """Write extraction.json and extraction.md of a ``score_extraction`` result.

    ``stages`` in it is a ``score_stages`` result.
    """
    return [
        write_json({"command": command, **result}, out / "extraction.json"),
        _write_report(out / "extraction.md", title, command, end_to_end_sheets, result),
    ]


def write_agreement(result: Result, out: Path, *, command: str) -> list[Path]:
    """Write agreement.json, agreement.md and disagreements.jsonl of an ``agreement`` result."""
    short = {**result, "disagreements": len(result["disagreements"])}
    path = out / "disagreements.jsonl"
    write_jsonl(path, result["disagreements"])
    return [
        write_json({"command": command, **short}, out / "agreement.json"),
        _write_report(out / "agreement.md", "Agreement", command, agreement_sheets, result),
        path,
    ]


def write_robustness(results: Result, out: Path, *, command: str) -> list[Path]:
    """Write robustness.json and robustness.md of ``robustness`` results by model."""
    return [
        write_json({"command": command, "models": dict(results)}, out / "robustness.json"),
        _write_report(out / "robustness.md", "Robustness", command, robustness_sheets, results),
    ]


def write_variety(figures: Result, out: Path, *, command: str) -> list[Path]:
    """Write variety.json, variety.md and two charts of the figures of one or more data sets."""
    charts = [
        ("span_lengths", "Length of quote spans", "words", "share of spans"),
        ("vocabulary", "Vocabulary", "running words", "different words"),
    ]
    written = [
        write_json({"command": command, "data": dict(figures)}, out / "variety.json"),
        _write_report(out / "variety.md", "Variety and leakage", command, variety_sheets, figures),
    ]
    for key, title, x_label, y_label in charts:
        series = {
            name: [(float(x), float(y)) for x, y in one[key].items()]
            for name, one in figures.items()
        }
        written.append(_write_chart(out / f"{key}.svg", (title, x_label, y_label), series))
    return written


def _write_chart(path: Path, labels: tuple[str, str, str], series: Mapping[str, Points]) -> Path:
    """Write one chart; ``labels`` are its title and those of the axes."""
    with write_atomic(path) as stream:
        stream.write(line_chart(*labels, series))
    return path


def write_json(content: Mapping[str, Any], path: Path) -> Path:
    """Write indented JSON; raises ValueError for NaN, which results give as null."""
    with write_atomic(path) as stream:
        json.dump(content, stream, indent=2, allow_nan=False)
        stream.write("\n")
    return path


def _write_report(
    path: Path,
    title: str,
    command: str,
    sheets: Callable[[Result], list[Sheet]],
    result: Result,
) -> Path:
    """Write one Markdown report."""
    with write_atomic(path) as stream:
        stream.write(markdown_report(title, command, sheets(result)))
    return path


def _disagreements(result: Result) -> Iterator[dict[str, Any]]:
    """Disagreements of all pairs, each with the names of its two models."""
    for pair in result["pairs"]:
        for line in pair["disagreements"]:
            yield {**line, "model_a": pair["a"], "model_b": pair["b"]}
