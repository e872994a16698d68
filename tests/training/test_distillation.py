"""Learning from a teacher's answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import softmax

from own_spans import span_records, write_records
from quotestance.artifacts import load_classifier, read_manifest
from quotestance.labels import STANCES
from quotestance.training.distillation import distillation_set

TEXTS = [
    "Mara Lind | refused | Lind refused « to sign the pier contract » .",
    "Ivo Brandt | promised | Brandt promised « to pay every docker » .",
]


def test_targets_lie_between_label_and_teacher(model_folder: Path) -> None:
    teacher = load_classifier(str(model_folder))
    texts, targets = distillation_set(
        TEXTS, ["refuse", "commit"], [teacher], recombinations=2, seed=3
    )
    answers = softmax(teacher.model.scores(texts), axis=1)
    assert texts[:2] == TEXTS
    assert len(texts) == len(targets) == 2 + 2 * 2
    assert np.allclose(targets.sum(axis=1), 1)
    assert np.allclose(targets[2:], answers[2:])
    refuse = STANCES.names.index("refuse")
    assert targets[0, refuse] == pytest.approx(0.5 + 0.5 * answers[0, refuse])


def test_several_teachers_are_averaged(model_folder: Path, other_model: Path) -> None:
    teachers = [load_classifier(str(folder)) for folder in (model_folder, other_model)]
    _, both = distillation_set(TEXTS, ["refuse", "commit"], teachers, recombinations=1, seed=3)
    alone = [
        distillation_set(TEXTS, ["refuse", "commit"], [one], recombinations=1, seed=3)[1]
        for one in teachers
    ]
    assert not np.allclose(alone[0], alone[1])
    assert np.allclose(both, np.mean(alone, axis=0))


@pytest.fixture
def other_model(cli: Callable[..., Any], tmp_path: Path) -> Path:
    folder = tmp_path / "other"
    spans = write_records(tmp_path / "half.jsonl", span_records()[:60])
    words = (f"data.train={spans}", f"output_dir={folder}", "name=other")
    assert cli("train", "experiment=tfidf", "data=jsonl", *words).code == 0
    return folder


def test_a_student_is_trained_by_the_command(
    cli: Callable[..., Any], model_folder: Path, span_file: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "student"
    words = (f"data.train={span_file}", f"output_dir={folder}", f"model.encoder={tiny_encoder}")
    settings = (
        "model.epochs=20",
        "model.learning_rate=2e-3",
        "model.batch_size=10",
        "recombinations=0",
    )
    train = ("train", "experiment=distilled", "data=jsonl")
    assert cli(*train, *words, *settings, f"teacher={model_folder}").code == 0
    manifest = read_manifest(folder)
    teacher = read_manifest(model_folder)
    assert manifest["teachers"] == [{"name": teacher["name"], "weights": teacher["weights"]}]
    ran = cli("evaluate", "--model", folder, span_file, "resamples=20", "--out", tmp_path / "e")
    assert ran.code == 0
    measured = json.loads((tmp_path / "e" / "metrics.json").read_text(encoding="utf-8"))
    assert measured["macro_f1"] > 0.6  # one in five by chance


def test_without_a_teacher_the_experiment_asks_for_one(cli: Callable[..., Any]) -> None:
    done = cli("train", "experiment=distilled")
    assert done.code == 2
    assert "teacher must name a model or several" in done.err
