"""The baseline: TF-IDF n-grams of each field of the model text under a linear classifier."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar, Self
from zipfile import ZIP_DEFLATED

import numpy as np
import skops.io as skops
from scipy.sparse import csr_array, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC

from quotestance.errors import ModelError
from quotestance.features.fields import Fields, split_fields
from quotestance.labels import LabelSet
from quotestance.models.base import StanceModel

WEIGHTS = "tfidf.skops"
PARTS = {"vectorizers", "characters", "classifier"}
UNSEEN = -20.0  # score of a label without training data, far below every margin
FIELD_WEIGHTS = {"signs": 1.7, "verbs": 1.7}  # each tells much; chosen on held-out folds


class TfidfModel(StanceModel):
    """One TF-IDF space for each field (Salton & Buckley 1988) under linear SVMs.

    ``features.fields`` takes the model text apart. Words of cue, lead and span count as
    ``word_ngrams``, characters of the span as ``char_ngrams`` inside words. For each label
    an SVM with squared hinge loss tells it from the others (Fan et al. 2008).
    """

    kind: ClassVar[str] = "tfidf"

    def __init__(
        self,
        labels: LabelSet,
        *,
        word_ngrams: Sequence[int] = (1, 2),
        char_ngrams: Sequence[int] = (3, 5),
        min_df: int = 2,
        max_features: int = 20_000,
        c: float = 0.06,
        balanced: bool = True,
        max_iter: int = 1000,
    ) -> None:
        super().__init__(labels)
        limits: dict[str, Any] = {
            "min_df": min_df,
            "max_features": max_features,
            "sublinear_tf": True,
            "lowercase": False,
        }
        words = tuple(word_ngrams)
        ngrams = {"cue": words, "lead": words, "span": words, "start": (1, 4), "frame": (1, 4)}
        ngrams |= {"signs": (1, 1), "verbs": (1, 1)}
        self.vectorizers = {
            field: TfidfVectorizer(ngram_range=n, token_pattern=r"\S+", **limits)
            for field, n in ngrams.items()
        }
        self.characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=tuple(char_ngrams), **limits
        )
        self.classifier = LinearSVC(
            C=c, class_weight="balanced" if balanced else None, max_iter=max_iter, tol=1e-3
        )

    def fit(
        self,
        texts: Sequence[str],
        stances: Sequence[str],
        *,
        seed: int,
        work: Path,
        weights: Sequence[float] | None = None,
    ) -> None:
        """Fit vectorizers and classifier; only the classifier weighs the texts."""
        fields = [split_fields(text) for text in texts]
        for name, vectorizer in self.vectorizers.items():
            vectorizer.fit(getattr(one, name) for one in fields)
        self.characters.fit(one.span for one in fields)
        for vectorizer in (*self.vectorizers.values(), self.characters):
            # skops writes a file for each NumPy integer: 60,000 of them, five times the size
            vectorizer.vocabulary_ = {k: int(v) for k, v in vectorizer.vocabulary_.items()}
        self.classifier.set_params(random_state=seed)
        self.classifier.fit(self._features(fields), list(stances), sample_weight=weights)
        # half the file, the same answers
        self.classifier.coef_ = self.classifier.coef_.astype(np.float32)

    def scores(self, texts: Sequence[str], batch_size: int = 64) -> np.ndarray:
        """Margins of the SVMs; a label that training never saw scores far below all others."""
        scores = np.full((len(texts), len(self.labels.names)), UNSEEN)
        if len(texts):
            features = self._features([split_fields(text) for text in texts])
            margins = self.classifier.decision_function(features)
            if margins.ndim == 1:  # two labels share one SVM
                margins = np.column_stack([-margins, margins])
            columns = [self.labels.names.index(name) for name in self.classifier.classes_]
            scores[:, columns] = margins
        return scores

    def _features(self, fields: Sequence[Fields]) -> csr_array:
        """All spaces side by side, one row a text."""
        blocks = [
            vectorizer.transform(getattr(one, name) for one in fields)
            * FIELD_WEIGHTS.get(name, 1.0)
            for name, vectorizer in self.vectorizers.items()
        ]
        blocks.append(self.characters.transform(one.span for one in fields))
        return hstack(blocks, format="csr")

    def save(self, folder: Path) -> list[str]:
        """Write ``tfidf.skops``."""
        parts = {name: getattr(self, name) for name in PARTS}
        skops.dump(parts, folder / WEIGHTS, compression=ZIP_DEFLATED, compresslevel=9)
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
        parts = skops.load(folder / WEIGHTS)
        if not isinstance(parts, dict) or parts.keys() != PARTS:
            raise ModelError(
                str(folder / WEIGHTS),
                expected=f"a file with {', '.join(sorted(PARTS))}",
                found="another layout, of an older version perhaps",
                fix="Train the model again.",
            )
        model = cls(labels, **settings)
        for name, part in parts.items():
            setattr(model, name, part)
        return model
