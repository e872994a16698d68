"""What a model that classifies stances learns from: labelled quotes as model texts."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from quotestance.data.sources import load_parts, span_files
from quotestance.labels import LabelSet
from quotestance.pipeline import complete_quotes
from quotestance.records import LabelledArticle
from quotestance.training.runs import digest

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Examples:
    """Labelled quotes as models read them; the lists run parallel.

    ``weights`` say how much each counts in training; None where each counts 1.
    """

    ids: list[str]
    texts: list[str]
    stances: list[str]
    groups: list[str]
    weights: list[float] | None = None

    def take(self, rows: Sequence[int]) -> Examples:
        """The examples at these positions."""
        return Examples(*([column[i] for i in rows] for column in self._columns()))

    def digest(self) -> str:
        """SHA-256 over all that training sees."""
        return digest(self._columns())

    def _columns(self) -> tuple[list[Any], ...]:
        columns = self.ids, self.texts, self.stances, self.groups
        return columns if self.weights is None else (*columns, self.weights)


def read_examples(articles: Sequence[LabelledArticle]) -> Examples:
    """Model texts of all labelled quotes; cue and actor are found where data lack them."""
    examples = Examples([], [], [], [])
    for labelled in articles:
        read = complete_quotes(labelled.article, labelled.quotes)
        if read.failure:
            log.warning("%s is left out: %s", labelled.article.id, read.failure)
        for quote, text in zip(read.quotes, read.texts, strict=True):
            if quote.stance is not None:
                examples.ids.append(quote.span_id)
                examples.texts.append(text)
                examples.stances.append(quote.stance)
                examples.groups.append(quote.group or quote.article_id)
    return examples


def read_parts(settings: dict[str, Any], labels: LabelSet) -> tuple[Examples, Examples]:
    """The training and the dev examples of a source of data.

    Where ``settings`` give weights, each training example has that of its file.
    """
    files = span_files(settings)
    if not files or not settings.get("weights"):
        parts = load_parts(settings, labels, ("train", "dev"))
        return read_examples(parts["train"]), read_examples(parts["dev"])
    training = [
        read_examples(load_parts({**settings, "train": file}, labels, ("train",))["train"])
        for file in files["train"]
    ]
    dev = load_parts(settings, labels, ("dev",))["dev"] if files["dev"] else []
    return _weighted(training, settings["weights"]), read_examples(dev)


def _weighted(files: Sequence[Examples], weights: Sequence[float]) -> Examples:
    """The examples of all files, each with the weight of its file."""
    columns = zip(*(examples._columns() for examples in files), strict=True)
    together = Examples(*(list(chain.from_iterable(column)) for column in columns))
    parallel = zip(files, weights, strict=True)
    return replace(together, weights=[float(w) for examples, w in parallel for _ in examples.ids])
