"""Trained models, ready to decide: what reads model texts, and what reads whole articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from quotestance.labels import LabelSet
from quotestance.models.base import StanceModel
from quotestance.models.calibration import Calibration
from quotestance.records import Article, Quote

if TYPE_CHECKING:  # torch, for which a TF-IDF model need not wait
    from quotestance.models.tagger import TaggerModel
    from quotestance.tagging.tagged import TaggedArticle

Decisions = tuple[list[str], np.ndarray]
"""Stances of n quotes, and their calibrated probabilities (n, k) in the order of the labels."""


class Readable(Protocol):
    """The quotes of an article, and what models read of them."""

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Its quotes, in text order."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The model text of every quote."""

    @property
    def tagged(self) -> tuple[TaggedArticle, ...]:
        """What taggers made of the article."""


class Classifier(Protocol):
    """Tells the stances of quotes."""

    @property
    def name(self) -> str:
        """What records call it."""

    @property
    def labels(self) -> LabelSet:
        """The labels, in the order of the probabilities."""

    @property
    def manifest(self) -> dict[str, Any]:
        """How it came about."""

    def classify(self, items: Sequence[Readable], batch_size: int = 64) -> Decisions:
        """Decisions for all quotes of all articles, in their order."""


@dataclass(frozen=True, slots=True)
class TextClassifier:
    """A stance model with its calibration: it reads the model text of every quote."""

    name: str
    model: StanceModel
    settings: dict[str, Any]
    calibration: Calibration
    manifest: dict[str, Any] = field(default_factory=dict)

    @property
    def labels(self) -> LabelSet:
        """The labels, in the order of the probabilities."""
        return self.model.labels

    def classify(self, items: Sequence[Readable], batch_size: int = 64) -> Decisions:
        """The contract of Classifier."""
        return self.predict([text for item in items for text in item.texts], batch_size)

    def predict(self, texts: list[str], batch_size: int = 64) -> Decisions:
        """Decisions for model texts."""
        return decide(self.model.scores(texts, batch_size), self.calibration, self.labels)


@dataclass(frozen=True, slots=True)
class Tagger:
    """A trained tagger: it finds quotes and, where it has a calibration, tells their stances."""

    name: str
    model: TaggerModel
    settings: dict[str, Any]
    calibration: Calibration | None = None
    manifest: dict[str, Any] = field(default_factory=dict)

    @property
    def labels(self) -> LabelSet:
        """The labels, in the order of the probabilities."""
        if self.model.labels is None:
            raise RuntimeError(f"{self.name} was trained without stances")
        return self.model.labels

    def classify(self, items: Sequence[Readable], batch_size: int = 64) -> Decisions:
        """The contract of Classifier, for articles that this tagger has read.

        Raises RuntimeError for a tagger without stances.
        """
        if self.calibration is None:
            raise RuntimeError(f"{self.name} was trained without stances")
        scores = [np.zeros((0, len(self.labels.names)))]
        for item in items:
            if reading := self.reading_of(item):
                scores.append(reading.stance_scores(item.quotes, self.labels))
        return decide(np.concatenate(scores), self.calibration, self.labels)

    def read(self, article: Article, batch_size: int = 64) -> TaggedArticle:
        """One pass over an article, for its quotes and for their stances."""
        from quotestance.tagging.tagged import read_tagged  # loads torch

        weights = self.manifest.get("weights")
        return read_tagged(article, self.model, batch_size, weights=weights)

    def reading_of(self, item: Readable) -> TaggedArticle | None:
        """What the same weights made of the article, if they have read it."""
        weights = self.manifest.get("weights")
        return next((one for one in item.tagged if one.weights == weights), None)


def decide(scores: np.ndarray, calibration: Calibration, labels: LabelSet) -> Decisions:
    """Decisions from uncalibrated logits (n, k)."""
    probabilities = calibration.probabilities(scores)
    chosen = calibration.decide(probabilities, labels.names.index(labels.none))
    return [labels.names[i] for i in chosen], probabilities
