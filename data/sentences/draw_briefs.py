"""Draw briefs for labelled sentences: what is said, by whom, about what, in which form.

    python data/sentences/draw_briefs.py --count 60 --seed 1

The same count and seed give the same briefs. Every third brief is a twin: the sentence before it,
changed as little as possible until its label is another one (counterfactual pairs, Kaushik et
al. 2020). A brief binds label and form; the sentence itself is written by hand.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

GRID = Path(__file__).with_name("grid.yaml")
#: How often each label is drawn. News hold far more none; a model's prior is set on such data.
SHARES = {"commit": 16, "refuse": 17, "warn": 18, "demand": 15, "none": 34}


def weighted(rng: random.Random, weights: dict[str, int]) -> str:
    """One key, as often as its weight says."""
    return rng.choices(list(weights), list(weights.values()))[0]


def briefs(grid: dict[str, Any], count: int, seed: int) -> Iterator[str]:
    """``count`` lines ``number | label | act | domain | speaker | form | length | register``."""
    rng = random.Random(seed)
    label = ""
    for number in range(1, count + 1):
        if number % 3 == 0:
            other = weighted(rng, {k: v for k, v in SHARES.items() if k != label})
            yield f"{seed}-{number} | {other} | TWIN of {number - 1}: same case, made {other}"
            continue
        label = weighted(rng, SHARES)
        yield " | ".join(
            (
                f"{seed}-{number}",
                label,
                rng.choice(grid["acts"][label]),
                rng.choice(grid["domains"]),
                rng.choice(grid["speakers"]),
                weighted(rng, grid["forms"]),
                weighted(rng, grid["lengths"]),
                rng.choice(grid["registers"]),
            )
        )


def main() -> None:
    """Print the briefs."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("--seed", type=int, required=True)
    options = parser.parse_args()
    grid = yaml.safe_load(GRID.read_text(encoding="utf-8"))
    print("\n".join(briefs(grid, options.count, options.seed)))


if __name__ == "__main__":
    main()
