"""Words per processor second: extraction and attribution against spaCy's small pipeline alone.

    python benchmarks/extraction_speed.py FOLDER --rounds 3

Both read every .txt file of FOLDER on one thread, article by article in turn, so that a busy
machine slows down both. spaCy runs all components of its packaged small English model. Times
are processor times; what is printed is the best of the rounds, and the ratio of the two.
"""

from __future__ import annotations

import os

for library in ("OMP", "OPENBLAS", "MKL", "BLIS"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

import argparse  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import TypeVar  # noqa: E402

import spacy  # noqa: E402

from quotestance.pipeline import read_article  # noqa: E402
from quotestance.quotes.nlp import SPACY_MODEL  # noqa: E402
from quotestance.records import Article  # noqa: E402

T = TypeVar("T")


def seconds(work: Callable[[T], object], given: T) -> float:
    """Processor seconds that ``work`` takes for what it is given."""
    begun = time.process_time()
    work(given)
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--articles", type=int, metavar="N", help="the first N only")
    options = parser.parse_args()
    files = sorted(options.folder.glob("*.txt"))[: options.articles]
    texts = [file.read_bytes().decode("utf-8") for file in files]
    methods: dict[str, Callable[[str], object]] = {
        "quotestance": lambda text: read_article(Article("speed", text, "")),
        "spaCy": spacy.load(SPACY_MODEL),
    }
    for work in methods.values():
        work(texts[0])
    words = sum(len(text.split()) for text in texts)
    best = dict.fromkeys(methods, 0.0)
    for _ in range(options.rounds):
        spent = dict.fromkeys(methods, 0.0)
        for text in texts:
            for name, work in methods.items():
                spent[name] += seconds(work, text)
        best = {name: max(best[name], words / spent[name]) for name in methods}
    for name, speed in best.items():
        print(f"{name:12} {speed:7,.0f} words a processor second ({len(texts)} articles)")
    print(f"ratio        {best['quotestance'] / best['spaCy']:7.2f}")


if __name__ == "__main__":
    main()
