"""Measure how often actors are right by the evidence for them, and check the stated confidence.

python benchmarks/actor_confidence.py --corpus data/corpus --standoff FOLDER [--standoff FOLDER]

Every FOLDER has ``labels.jsonl``, ``text/`` and ``folds.json``. The table is measured on a sample
of the corpus's training articles and on all folds but 0; the check on fold 0 alone. Prints
``quotestance.actors.confidence.SHARES`` as measured now, and for each stated confidence the share
that is right, with the expected calibration error (ECE: the mean distance of the two, weighted by
quotes).
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from quotestance.actors.confidence import SHARES
from quotestance.actors.names import same_actor
from quotestance.data.corpus import load_articles, load_standoff
from quotestance.evaluation.matching import match_quotes
from quotestance.pipeline import read_article
from quotestance.records import LabelledArticle

SAMPLE = 90  # corpus articles: as many quotes as Wikinews has
PRIOR, WEIGHT = 0.8, 10  # the share that rare evidence is pulled to, in quotes

Case = tuple[float, bool]


def cases(articles: Iterable[LabelledArticle]) -> Iterator[Case]:
    """Confidence of every found actor whose quote matches gold, and whether the actor is right."""
    for labelled in articles:
        found = read_article(labelled.article).quotes
        for gold, quote in match_quotes(labelled.quotes, found):
            if quote.actor_confidence is not None:
                yield quote.actor_confidence, same_actor(gold.actor, quote.actor)


def corpus_sample(folder: Path) -> list[LabelledArticle]:
    """Training articles of the corpus, drawn with a fixed seed."""
    splits = json.loads((folder / "splits.json").read_text(encoding="utf-8"))
    held_out = {*splits["dev"], *splits["test"]}
    articles = [a for a in load_articles(folder / "articles") if a.article.id not in held_out]
    return random.Random(0).sample(articles, min(SAMPLE, len(articles)))


def standoff_parts(folder: Path) -> tuple[list[LabelledArticle], list[LabelledArticle]]:
    """The articles of a standoff folder: all folds but 0, and fold 0."""
    folds = json.loads((folder / "folds.json").read_text(encoding="utf-8"))["folds"]
    articles, _ = load_standoff(folder)
    first = set(folds[0])
    return (
        [a for a in articles if a.article.id not in first],
        [a for a in articles if a.article.id in first],
    )


def report(title: str, found: Iterable[Case]) -> None:
    """A line for each stated confidence, and the ECE."""
    counts: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for confidence, right in found:
        counts[confidence][0] += right
        counts[confidence][1] += 1
    total = sum(n for _, n in counts.values())
    print(f"\n{title}: {total} quotes\nstated  right  smoothed  quotes")
    for confidence, (right, n) in sorted(counts.items(), reverse=True):
        smoothed = (right + PRIOR * WEIGHT) / (n + WEIGHT)
        print(f"{confidence:6.2f} {right / n:6.3f} {smoothed:9.3f} {n:7}")
    ece = sum(abs(right - confidence * n) for confidence, (right, n) in counts.items())
    print(f"ECE {ece / max(1, total):.3f}")


def main() -> None:
    """Measure on the articles for it, check on fold 0 of every standoff folder."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--standoff", type=Path, action="append", default=[])
    arguments = parser.parse_args()
    measured, checks = corpus_sample(arguments.corpus), {}
    for folder in arguments.standoff:
        rest, checks[folder.name] = standoff_parts(folder)
        measured += rest
    print(f"evidence with its stated confidence: {SHARES}")
    report("measured on", cases(measured))
    for name, articles in checks.items():
        report(f"{name}, fold 0", cases(articles))


if __name__ == "__main__":
    main()
