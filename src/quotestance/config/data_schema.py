"""The schema of every kind of data, like those in schema."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from omegaconf import MISSING

from quotestance.config.rules import require


@dataclass
class SeedsData:
    """The packaged hand-labelled articles; ``split`` is what evaluate and compare read."""

    kind: str = "seeds"
    split: str = "test"

    def __post_init__(self) -> None:
        sentence = f"split must be train, dev, test or all, found '{self.split}'"
        require((self.split in ("train", "dev", "test", "all"), sentence))


@dataclass
class CorpusData(SeedsData):
    """The corpus in ``data/corpus``, with the same parts as the seeds."""

    kind: str = "corpus"


@dataclass
class SentencesData(SeedsData):
    """The single sentences in ``data/sentences``; they have no dev part."""

    kind: str = "sentences"


@dataclass
class JsonlData:
    """Anybody's span files (JSONL): one path or several for each part.

    ``weights`` run parallel to the files of ``train``: how much a span of each of them counts.
    """

    kind: str = "jsonl"
    train: Any = None
    dev: Any = None
    test: Any = None
    weights: Any = None

    def __post_init__(self) -> None:
        if self.weights is None:
            return
        files = 1 if isinstance(self.train, str) else len(self.train or [])
        weights = self.weights if isinstance(self.weights, list) else [None]
        numbers = all(isinstance(one, int | float) and 0 < one < math.inf for one in weights)
        require(
            (numbers, "weights must be a list of numbers above 0"),
            (
                len(weights) == files,
                f"weights must be as many as the files of train: found {len(weights)} for {files}",
            ),
        )


@dataclass
class StandoffData:
    """A folder with ``labels.jsonl`` and ``text/``: offsets and labels beside plain texts.

    ``fold`` is the one of ``folds.json`` that is held out: dev and test.
    """

    kind: str = "standoff"
    dir: str = MISSING
    fold: int | None = None

    def __post_init__(self) -> None:
        require((self.fold is None or self.fold >= 0, "fold must be 0 or more"))


@dataclass
class ArticlesData:
    """A folder of ``*.quotes.md`` files, each an article with its labels inside."""

    kind: str = "articles"
    dir: str = MISSING
