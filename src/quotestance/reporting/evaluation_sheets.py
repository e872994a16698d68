"""All tables of an evaluation: metrics with confidence, extraction with what each stage loses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotestance.reporting.sheets import Sheet, extraction_sheets, figure, interval, metrics_sheets

Result = Mapping[str, Any]

_COVERAGES = (1.0, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2)
"""The rows of the risk table: the largest threshold that keeps at least this share."""

_STAGES = {
    "acts": ("gold acts", "acts claimed"),
    "found": ("… span found", "… at a gold span"),
    "actor": ("… and actor right", "… and actor right"),
    "stance": ("… and stance right", "… and stance right"),
}
_SCENARIOS = {
    "end_to_end": "as it is",
    "gold_stances": "found spans and actors, gold stances",
    "gold_spans": "gold spans; actors and stances by the program",
    "gold_spans_actors": "gold spans and actors; stances by the program",
}


def evaluation_sheets(result: Result) -> list[Sheet]:
    """The tables of an ``evaluate`` result; without probabilities those of the metrics alone."""
    found = result["confidence"]
    return [*metrics_sheets(result), *(confidence_sheets(found) if found else ())]


def end_to_end_sheets(result: Result) -> list[Sheet]:
    """The tables of ``score_extraction``, and of ``score_stages`` where a model took part."""
    stages = result.get("stages")
    return [*extraction_sheets(result), *(stage_sheets(stages) if stages else ())]


def confidence_sheets(found: Result) -> list[Sheet]:
    """Reliability, risk and coverage, and thresholds of a ``confidence_report``."""
    return [
        Sheet(
            "Reliability",
            ("confidence", "spans", "mean confidence", "share right"),
            [
                (
                    f"{row['low']:.1f} to {row['high']:.1f}",
                    *(figure(row[key]) for key in ("spans", "confidence", "accuracy")),
                )
                for row in found["reliability"]
            ],
            ["Over all spans; chart: reliability.svg."],
        ),
        Sheet(
            f"Risk and coverage of the {found['decisions']} decisions other than none",
            ("coverage", "share wrong", "lowest confidence kept"),
            [
                (figure(row["coverage"]), figure(row["risk"]), f"{row['threshold']:.2f}")
                for row in _at_coverages(found["risk_coverage"])
            ],
            [f"AURC ↓ {figure(found['aurc'])}; chart: risk_coverage.svg."],
        ),
        threshold_sheet(found["thresholds"]),
    ]


def threshold_sheet(thresholds: Result) -> Sheet:
    """The lowest confidence at which each stance reaches the wanted precision."""
    wanted = f"{thresholds['precision']:.0%}"
    return Sheet(
        f"Lowest confidence with a precision of {wanted}",
        ("stance", "threshold", "precision", "coverage", "spans kept"),
        [
            (
                stance,
                "—" if row["threshold"] is None else f"{row['threshold']:.2f}",
                figure(row["precision"]),
                figure(row["coverage"]),
                figure(row["spans"]) if row["threshold"] is not None else f"0 of {row['spans']}",
            )
            for stance, row in thresholds["stances"].items()
        ],
        [
            f"— where no threshold reaches {wanted} on {thresholds['minimum_spans']} spans or "
            "more. Chosen on these spans: expect a little less on others."
        ],
    )


def stage_sheets(stages: Result) -> list[Sheet]:
    """The waterfall from acts to joint hits, and the F1 with parts replaced by gold."""
    recall, precision = stages["recall"], stages["precision"]
    bounds, lost = stages["confidence_intervals"], stages["lost"]
    return [
        Sheet(
            "Acts, stage by stage",
            ("of the gold acts", "spans", "share", "of the acts claimed", "spans", "share"),
            [
                (
                    names[0],
                    str(recall[stage]),
                    _share(recall, stage),
                    names[1],
                    str(precision[stage]),
                    _share(precision, stage),
                )
                for stage, names in _STAGES.items()
            ],
        ),
        Sheet(
            "F1 of acts with the right actor and stance",
            ("with", "F1", "interval"),
            [
                (words, figure(stages["f1"][name]), interval(bounds[name]))
                for name, words in _SCENARIOS.items()
            ],
            [f"lost by {name}: {figure(value)}" for name, value in lost.items()],
        ),
    ]


def _share(counts: Result, stage: str) -> str:
    """The part of the acts that reached a stage."""
    return figure(counts[stage] / counts["acts"]) if counts["acts"] else figure(None)


def _at_coverages(curve: list[dict[str, float]]) -> list[dict[str, float]]:
    """The points of a curve nearest above each coverage of ``_COVERAGES``, each point once."""
    points: list[dict[str, float]] = []
    for coverage in _COVERAGES:
        above = [row for row in curve if row["coverage"] >= coverage]
        if above and (not points or above[-1] != points[-1]):
            points.append(above[-1])
    return points
