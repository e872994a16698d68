"""Words per processor second of whole predictions: quotes, actors and stances.

    python benchmarks/one_pass.py FOLDER --articles 60

Reads every .txt file of FOLDER on one thread in three ways that take turns, some articles at a
time: a tagger that tells stances in the pass that finds the quotes, the same tagger with a stance
model of its own after it, and the rules with that stance model.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from extraction_speed import seconds  # first: it keeps the libraries to one thread

from quotestance.artifacts import load_classifier
from quotestance.classifiers import Classifier
from quotestance.extractors import Extractor, load_extractor
from quotestance.pipeline import predict_stances, read_article
from quotestance.records import Article
from quotestance.seeding import seed_everything

TOGETHER = 16  # articles whose quotes a stance model classifies together


def predict(extractor: Extractor, classifier: Classifier, texts: Sequence[str]) -> None:
    """Everything that ``quotestance predict`` does between reading and writing."""
    items = (read_article(Article("speed", text, ""), extractor) for text in texts)
    for _ in predict_stances(items, [classifier]):
        pass


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--articles", type=int, metavar="N", help="the first N only")
    parser.add_argument("--tagger", default="tagger", metavar="NAME|DIR")
    parser.add_argument("--model", default="minilm", metavar="NAME|DIR")
    options = parser.parse_args()
    seed_everything(13, threads=1)
    files = sorted(options.folder.glob("*.txt"))[: options.articles]
    texts = [file.read_bytes().decode("utf-8") for file in files]
    tagger, model = load_classifier(options.tagger), load_classifier(options.model)
    methods: dict[str, Callable[[Sequence[str]], None]] = {
        f"{tagger.name} alone": partial(predict, load_extractor(options.tagger), tagger),
        f"{tagger.name} and {model.name}": partial(predict, load_extractor(options.tagger), model),
        f"rules and {model.name}": partial(predict, load_extractor("rules"), model),
    }
    for work in methods.values():
        work(texts[:1])
    spent = dict.fromkeys(methods, 0.0)
    for start in range(0, len(texts), TOGETHER):
        for name, work in methods.items():
            spent[name] += seconds(work, texts[start : start + TOGETHER])
    words = sum(len(text.split()) for text in texts)
    first = next(iter(methods))
    for name, took in spent.items():
        speed = words / took
        print(f"{name:20} {speed:7,.0f} words a processor second, {took / spent[first]:.2f}x")
    print(f"({len(texts)} articles, {words:,} words)")


if __name__ == "__main__":
    main()
