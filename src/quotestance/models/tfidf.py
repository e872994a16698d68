"""The baseline: TF-IDF n-grams of words and characters under logistic regression."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Self
from zipfile import ZIP_DEFLATED

import numpy as np
import skops.io as skops
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline

from quotestance.errors import ModelError
from quotestance.labels import LabelSet
from quotestance.models.base import StanceModel

WEIGHTS = "tfidf.skops"
TOKENS = r"(?u)\b\w+(?:'\w+)?\b|[«»|]"  # the markers too: "refused «" is a telling pair


class TfidfModel(StanceModel):
    """Word and ``char_wb`` n-grams, TF-IDF weighted (Salton & Buckley 1988)."""

    kind: ClassVar[str] = "tfidf"

    def __init__(
        self,
        labels: LabelSet,
        *,
        word_ngrams: Sequence[int] = (1, 3),
        char_ngrams: Sequence[int] = (3, 5),
        min_df: int = 2,
        max_features: int = 30_000,
        c: float = 3.0,
        balanced: bool = True,
        max_iter: int = 500,
    ) -> None:
        super().__init__(labels)
        limits: dict[str, Any] = {
            "min_df": min_df,
            "max_features": max_features,
            "sublinear_tf": True,
        }
        words = TfidfVectorizer(ngram_range=tuple(word_ngrams), token_pattern=TOKENS, **limits)
        characters = TfidfVectorizer(analyzer="char_wb", ngram_range=tuple(char_ngrams), **limits)
        classifier = LogisticRegression(
            C=c, class_weight="balanced" if balanced else None, max_iter=max_iter
        )
        features = FeatureUnion([("words", words), ("characters", characters)])
        self.pipeline = Pipeline([("features", features), ("classifier", classifier)])

    def fit(self, texts: Sequence[str], stances: Sequence[str], *, seed: int, work: Path) -> None:
        """Fit vectorizers and classifier."""
        self.pipeline.set_params(classifier__random_state=seed)
        self.pipeline.fit(list(texts), list(stances))
        for _, vectorizer in self.pipeline["features"].transformer_list:
            # skops writes a file for each NumPy integer: 60,000 of them, five times the size
            vectorizer.vocabulary_ = {k: int(v) for k, v in vectorizer.vocabulary_.items()}

    def scores(self, texts: Sequence[str], batch_size: int = 64) -> np.ndarray:
        """Log probabilities; a label that training never saw scores far below all others."""
        scores = np.full((len(texts), len(self.labels.names)), -20.0)
        if len(texts):
            columns = [self.labels.names.index(name) for name in self.pipeline.classes_]
            scores[:, columns] = np.clip(self.pipeline.predict_log_proba(list(texts)), -20.0, 0.0)
        return scores

    def save(self, folder: Path) -> list[str]:
        """Write ``tfidf.skops``."""
        skops.dump(self.pipeline, folder / WEIGHTS, compression=ZIP_DEFLATED, compresslevel=9)
        return [WEIGHTS]

    @classmethod
    def load(cls, folder: Path, labels: LabelSet, settings: dict[str, Any]) -> Self:
        """Read ``tfidf.skops``; raises ModelError if it holds types that need trust."""
        unknown = skops.get_untrusted_types(file=folder / WEIGHTS)
        if unknown:
            raise ModelError(
                str(folder / WEIGHTS),
                expected="scikit-learn and NumPy types only",
                found=", ".join(sorted(unknown)),
                fix="Do not use this file; train the model again.",
            )
        model = cls(labels, **settings)
        model.pipeline = skops.load(folder / WEIGHTS)
        return model
