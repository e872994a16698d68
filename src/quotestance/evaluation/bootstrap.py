"""Percentile bootstrap over groups: spans of one article stand or fall together.

Efron & Tibshirani (1993), "An Introduction to the Bootstrap", chapters 13 and 15.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """How to resample: how often, from which seed, to which level of confidence."""

    seed: int = 0
    resamples: int = 1000
    level: float = 0.95

    def record(self) -> dict[str, float | int | str]:
        """The settings as they stand in a report."""
        return {**asdict(self), "unit": "group"}

    def totals(self, group_sums: np.ndarray) -> np.ndarray:
        """Sums over groups drawn with replacement: (groups, columns) → (resamples, columns)."""
        rng = np.random.default_rng(self.seed)
        n = len(group_sums)
        draws = (rng.integers(n, size=n) for _ in range(self.resamples))
        return np.stack([np.bincount(draw, minlength=n) @ group_sums for draw in draws])

    def interval(self, values: np.ndarray) -> list[float] | None:
        """[low, high] of the defined values (resamples,); None when none is defined."""
        defined = values[np.isfinite(values)]
        if not defined.size:
            return None
        tail = (1 - self.level) / 2
        low, high = np.quantile(defined, [tail, 1 - tail])
        return [float(low), float(high)]


def sums_by_group(rows: np.ndarray, groups: Sequence[str]) -> np.ndarray:
    """Sum the rows (n, columns) of each group: (groups, columns), in the order of group names."""
    names, position = np.unique(np.asarray(groups, dtype=str), return_inverse=True)
    sums = np.zeros((len(names), rows.shape[1]))
    np.add.at(sums, position, rows)
    return sums


def two_sided_p(differences: np.ndarray) -> float | None:
    """Twice the smaller share of resampled differences on one side of zero, at most 1.

    One is added to counts and total (Davison & Hinkley 1997, section 4.2), so p is never 0.
    None when no difference is defined.
    """
    defined = differences[np.isfinite(differences)]
    if not defined.size:
        return None
    smaller = min(int((defined <= 0).sum()), int((defined >= 0).sum()))
    return min(1.0, 2 * (smaller + 1) / (defined.size + 1))
