"""Draw the briefs of the corpus: what each article is about, how it reads, what it must contain.

    python data/corpus/draw_briefs.py --count 1000 --seed 13 --out data/corpus/briefs.jsonl

The same count, seed and grid give the same briefs (Faker supplies names of people: ``pip install
-e '.[dev]'``). A brief binds the plan of an article, not its sentences: those are written by hand.
One event in nine is covered by two outlets; both articles share its id. No full name is drawn
for two events.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from faker import Faker

GRID = Path(__file__).with_name("grid.yaml")
SHARED_EVENTS = 1 / 9
WORDS_A_SPAN = 25
#: Share of spans with a stance; the rest are none.
STANCE_SHARE = 0.48
STANCES = ("commit", "refuse", "warn", "demand")


@cache
def _faker(locale: str) -> Faker:
    return Faker(locale)


class NameBook:
    """People's names by region, none of them given twice."""

    def __init__(self, grid: dict[str, Any], rng: random.Random) -> None:
        self.regions, self.lists, self.rng = grid["regions"], grid["names"], rng
        self.given: set[str] = set()

    def draw(self, region: str) -> str:
        """``Given Family (m)`` in one of the languages of ``region``."""
        for _ in range(1000):
            source = self.rng.choice(self.regions[region])
            gender = self.rng.choice("mf")
            name = self._from_list(source, gender) or self._from_faker(source, gender)
            if name not in self.given:
                self.given.add(name)
                return f"{name} ({gender})"
        raise ValueError(f"expected unused names for '{region}', found none: add names to the grid")

    def _from_list(self, source: str, gender: str) -> str | None:
        if source not in self.lists:
            return None
        names = self.lists[source]
        given, family = (self.rng.choice(names[key].split()) for key in (gender, "s"))
        eastern = source in ("chinese", "korean")
        return f"{family} {given}" if eastern else f"{given} {family}"

    def _from_faker(self, locale: str, gender: str) -> str:
        fake = _faker(locale)
        fake.seed_instance(self.rng.getrandbits(32))
        if gender == "m":
            return f"{fake.first_name_male()} {fake.last_name_male()}"
        return f"{fake.first_name_female()} {fake.last_name_female()}"


def draw_briefs(grid: dict[str, Any], count: int, seed: int) -> Iterator[dict[str, Any]]:
    """``count`` briefs; ``id`` counts from c0001, ``event`` is the id of its first article."""
    rng = random.Random(seed)
    book = NameBook(grid, rng)
    domains = list(grid["events"])
    event: dict[str, Any] = {}
    for n in range(1, count + 1):
        again = bool(event) and event["event"] == f"c{n - 1:04}" and rng.random() < SHARED_EVENTS
        if not again:
            event = _event(grid, book, rng, domains[n % len(domains)], f"c{n:04}")
        yield {"id": f"c{n:04}", **event, **_telling(grid, rng)}


def _event(
    grid: dict[str, Any], book: NameBook, rng: random.Random, domain: str, key: str
) -> dict[str, Any]:
    region = rng.choice(list(grid["regions"]))
    return {
        "event": key,
        "domain": domain,
        "about": rng.choice(grid["events"][domain]),
        "region": region,
        "people": [book.draw(region) for _ in range(5)],
    }


def _telling(grid: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    """How the article is told: style, length, cast, counts of stances and phenomena."""
    words = int(min(1200, max(120, rng.lognormvariate(5.72, 0.45))))
    spans = max(4, round(words / WORDS_A_SPAN))
    phenomena = grid["phenomena"]
    marks = grid["marks"]
    return {
        "style": rng.choice(grid["styles"]),
        "variety": rng.choice(grid["varieties"]),
        "marks": rng.choices(list(marks), list(marks.values()))[0],
        "lede": rng.choice(grid["ledes"]),
        "words": words,
        "spans": spans,
        "stances": _stance_counts(rng, round(spans * STANCE_SHARE)),
        "cast": rng.sample(grid["cast"], 4),
        "phenomena": {
            "stance": rng.sample(phenomena["stance"], 3),
            "near_miss": rng.sample(phenomena["near_miss"], 3),
            "attribution": rng.sample(phenomena["attribution"], 2),
            "surface": rng.sample(phenomena["surface"], int(rng.random() < 0.5)),
        },
    }


def _stance_counts(rng: random.Random, total: int) -> dict[str, int]:
    """How many spans of each stance, uneven as in real articles."""
    weights = [rng.gammavariate(1.5, 1.0) for _ in STANCES]
    drawn = rng.choices(STANCES, weights, k=total)
    return {stance: drawn.count(stance) for stance in STANCES}


def main() -> None:
    """Write the briefs, one JSON object a line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    grid = yaml.safe_load(GRID.read_text(encoding="utf-8"))
    briefs = draw_briefs(grid, arguments.count, arguments.seed)
    lines = [json.dumps(brief, ensure_ascii=False) + "\n" for brief in briefs]
    arguments.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
