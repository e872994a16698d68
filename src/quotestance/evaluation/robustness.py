"""Failure rates of a model by capability, after CheckList (Ribeiro et al. 2020, ACL)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from scipy.stats import binomtest

from quotestance.data.robustness import Capability, Case, Swaps
from quotestance.evaluation.perturb import PERTURBATIONS, Changed, changed_cases

LEVEL = 0.95
Answer = tuple[Case, str | None, Case | None]
"""A case, the answer that was expected of the model, and the case that it was made from."""


def all_changes(capabilities: Sequence[Capability], swaps: Swaps) -> dict[str, list[Changed]]:
    """The changed cases of every perturbation, by its name."""
    cases = [case for capability in capabilities for case in capability.cases]
    return {name: changed_cases(cases, name, swaps) for name in PERTURBATIONS}


def robustness(
    capabilities: Sequence[Capability],
    changes: Mapping[str, Sequence[Changed]],
    predicted: Mapping[str, str],
) -> dict[str, Any]:
    """Failures of one model; ``predicted`` maps case ids to its stances.

    Two tests: ``label``, the stance of a case is the one that the guidelines give; ``same``,
    the stance of a changed case is the model's own on the unchanged one, right or wrong. A
    case without a prediction is a failure. ``capabilities`` maps each name to its ``about``,
    ``test``, counts, failure rate with its Wilson interval, and all failures; ``overall``
    holds the figures of each test over all capabilities.
    """
    answers = {c.name: [(case, case.stance, None) for case in c.cases] for c in capabilities}
    kept = {
        name: [(c.case, predicted.get(c.base.id), c.base) for c in changed]
        for name, changed in changes.items()
    }
    rows = {c.name: _row(c.about, "label", answers[c.name], predicted) for c in capabilities}
    rows |= {n: _row(PERTURBATIONS[n].about, "same", kept[n], predicted) for n in changes}
    overall = {
        test: _figures(
            sum(row["failures"] for row in rows.values() if row["test"] == test),
            sum(row["cases"] for row in rows.values() if row["test"] == test),
        )
        for test in ("label", "same")
    }
    return {"level": LEVEL, "overall": overall, "capabilities": rows}


def wilson(failures: int, cases: int, level: float = LEVEL) -> tuple[float, float] | None:
    """The score interval of a rate (Wilson 1927, JASA 22); None for no cases."""
    if not cases:
        return None
    bounds = binomtest(failures, cases).proportion_ci(level, method="wilson")
    return float(bounds.low), float(bounds.high)


def _figures(failures: int, cases: int) -> dict[str, Any]:
    rate = failures / cases if cases else None
    return {
        "cases": cases,
        "failures": failures,
        "failure_rate": rate,
        "interval": wilson(failures, cases),
    }


def _row(
    about: str, test: str, answers: Iterable[Answer], predicted: Mapping[str, str]
) -> dict[str, Any]:
    answers = list(answers)
    failed = [
        {
            "id": case.id,
            "text": case.marked,
            "base": base.marked if base else None,
            "expected": expected,
            "predicted": predicted.get(case.id),
        }
        for case, expected, base in answers
        if expected is None or predicted.get(case.id) != expected
    ]
    return {
        "about": about,
        "test": test,
        **_figures(len(failed), len(answers)),
        "failed": failed,
    }
