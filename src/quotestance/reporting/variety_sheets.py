"""Variety and leakage of labelled data as tables, one column a data set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from quotestance.reporting.sheets import Sheet, figure

Figures = Mapping[str, Mapping[str, Any]]


def variety_sheets(figures: Figures) -> list[Sheet]:
    """Tables of the results of ``variety`` and ``leakage`` (key ``leakage``) by data set."""
    names = tuple(figures)
    return [
        Sheet("Repetition", ("figure", *names), _repetition(figures), _examples(figures)),
        Sheet(
            "Lengths in words",
            ("5 / 25 / 50 / 75 / 95% of", *names),
            [_lengths(figures, unit) for unit in ("article", "sentence", "span")],
        ),
        Sheet("Vocabulary", ("different among running words", *names), _vocabulary(figures)),
        Sheet(
            "Leakage: macro-F1 over the stances",
            ("a model that sees only the", *names),
            [
                (view, *(figure(one["leakage"][view]) for one in figures.values()))
                for view in ("span", "cue", "actor", "chance")
            ],
            ["chance: the span, with the stances shuffled; cross-validated by event"],
        ),
    ]


def _repetition(figures: Figures) -> Sequence[tuple[str, ...]]:
    sets = list(figures.values())
    rows = [(name, *(str(one[name]) for one in sets)) for name in ("articles", "spans")]
    for unit in ("spans", "sentences"):
        share = (figure(one["near_duplicates"][unit] / max(1, one[unit])) for one in sets)
        rows.append((f"share of {unit} with a near-duplicate in another event", *share))
    shared = (figure(one["shared_openings"]) for one in sets)
    rows.append(("share of spans whose first three words open one elsewhere", *shared))
    rows.append(("spans in 100 words", *(figure(one["spans_per_100_words"]) for one in sets)))
    for kind in ("direct", "indirect", "mixed"):
        rows.append((f"share of {kind} spans", *(figure(one["kinds"][kind]) for one in sets)))
    return rows


def _examples(figures: Figures) -> list[str]:
    """The most frequent openings of each data set."""
    return [
        f"{name}: " + ", ".join(f"“{words} …” {n}" for words, n in one["top_openings"].items())
        for name, one in figures.items()
        if one["top_openings"]
    ]


def _lengths(figures: Figures, unit: str) -> tuple[str, ...]:
    quantiles = (one[f"words_per_{unit}"].values() for one in figures.values())
    return (unit, *(" / ".join(f"{value:.0f}" for value in values) for values in quantiles))


def _vocabulary(figures: Figures) -> list[tuple[str, ...]]:
    sizes = sorted({int(n) for one in figures.values() for n in one["vocabulary"]})
    return [
        (f"{n:,}", *(figure(one["vocabulary"].get(str(n))) for one in figures.values()))
        for n in sizes
    ]
