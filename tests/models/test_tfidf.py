"""The TF-IDF baseline alone: its fields, two labels, files of another layout."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import skops.io as skops

from quotestance.errors import ModelError
from quotestance.labels import STANCES, LabelSet
from quotestance.models.tfidf import UNSEEN, WEIGHTS, TfidfModel

PAIR = LabelSet(("refuse", "none"), "none")
TEXTS = [
    "Ivo Brandt | refused | Ivo Brandt refused « to sell the orchard »",
    "Ivo Brandt | refused | Ivo Brandt refused « to open the tunnel »",
    "Ivo Brandt | said | Ivo Brandt said « the orchard opened in 1974 »",
    "Ivo Brandt | said | Ivo Brandt said « the tunnel opened in 1980 »",
]
GOLD = ["refuse", "refuse", "none", "none"]


def fitted(labels: LabelSet, work: Path) -> TfidfModel:
    model = TfidfModel(labels)
    model.fit(TEXTS, GOLD, seed=1, work=work)
    return model


def test_two_labels_have_opposite_margins(tmp_path: Path) -> None:
    scores = fitted(PAIR, tmp_path).scores(TEXTS)
    np.testing.assert_allclose(scores[:, 0], -scores[:, 1])
    assert scores.argmax(axis=1).tolist() == [0, 0, 1, 1]


def test_labels_without_training_data_score_lowest(tmp_path: Path) -> None:
    scores = fitted(STANCES, tmp_path).scores(TEXTS)
    unseen = [i for i, name in enumerate(STANCES.names) if name not in GOLD]
    assert (scores[:, unseen] == UNSEEN).all()
    assert (np.delete(scores, unseen, axis=1) > UNSEEN).all()


def test_one_word_tells_more_before_the_span_than_inside(tmp_path: Path) -> None:
    model = fitted(PAIR, tmp_path)
    verb = "Mara Lind | refused | Mara Lind refused « to pay »"
    topic = "Mara Lind | said | Mara Lind said « the refused ferry opened in 1974 »"
    assert model.scores([verb, topic])[:, 0].argmax() == 0


def test_a_file_of_another_layout_is_one_line(tmp_path: Path) -> None:
    skops.dump({"pipeline": fitted(PAIR, tmp_path).classifier}, tmp_path / WEIGHTS)
    with pytest.raises(ModelError, match="Train the model again") as caught:
        TfidfModel.load(tmp_path, PAIR, {})
    assert "\n" not in str(caught.value)
