"""Failure rates by capability as tables, one column a model, and failures to look at."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quotestance.reporting.sheets import GAP, Sheet, figure, interval

EXAMPLES = 5
TESTS = {
    "label": "Wrong stances by capability",
    "same": "Stances that moved where they must not",
}

Results = Mapping[str, Mapping[str, Any]]


def rate_sheets(results: Results) -> list[Sheet]:
    """One table a test from ``robustness`` results by model, all capabilities pooled below."""
    first = next(iter(results.values()))
    columns: tuple[str, ...] = ("capability", "cases")
    for name in results:
        own = "" if len(results) == 1 else f"{name} "
        columns += (f"{own}failures", f"{own}rate", f"{first['level']:.0%} interval")
    return [
        Sheet(title, columns, [*_rows(results, test), _row("all", _overall(results, test))])
        for test, title in TESTS.items()
    ]


def robustness_sheets(results: Results) -> list[Sheet]:
    """The tables of ``rate_sheets``, what each capability is, and some failures of each model."""
    first = next(iter(results.values()))
    abouts = [(name, row["about"]) for name, row in first["capabilities"].items()]
    return [
        *rate_sheets(results),
        Sheet("What is tested", ("capability", "about"), abouts),
        *(
            _examples(f"{model}: {name}", row)
            for name in first["capabilities"]
            for model, result in results.items()
            if (row := result["capabilities"][name])["failed"]
        ),
    ]


def _rows(results: Results, test: str) -> list[tuple[str, ...]]:
    first = next(iter(results.values()))["capabilities"]
    return [
        _row(name, [result["capabilities"][name] for result in results.values()])
        for name, row in first.items()
        if row["test"] == test
    ]


def _overall(results: Results, test: str) -> list[Mapping[str, Any]]:
    return [result["overall"][test] for result in results.values()]


def _row(name: str, figures: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """One line: the cases once, then failures, rate and interval of every model."""
    cells = [name, str(figures[0]["cases"])]
    for one in figures:
        cells += [figure(one["failures"]), figure(one["failure_rate"]), interval(one["interval"])]
    return tuple(cells)


def _examples(title: str, row: Mapping[str, Any]) -> Sheet:
    """The first failures of one capability; ``expected`` is the model's own where it moved."""
    shown = row["failed"][:EXAMPLES]
    return Sheet(
        f"{title} ({len(shown)} of {row['failures']} failures)",
        ("text", "expected", "found"),
        [(one["text"], one["expected"] or GAP, one["predicted"] or GAP) for one in shown],
    )
