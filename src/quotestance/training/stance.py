"""The training of a model that classifies stances."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from quotestance.artifacts import save_classifier
from quotestance.classifiers import TextClassifier
from quotestance.config.schema import TrainConfig
from quotestance.data.splits import grouped_holdout
from quotestance.errors import ConfigError, DataError
from quotestance.evaluation.metrics import evaluate
from quotestance.labels import LabelSet
from quotestance.models import build_model
from quotestance.models.base import StanceModel
from quotestance.models.calibration import fit_calibration
from quotestance.seeding import seed_everything
from quotestance.training.examples import Examples, read_parts
from quotestance.training.runs import (
    CHECKPOINTS,
    about_run,
    check_free,
    claim,
    finish,
    model_settings,
    named,
    write_dev_metrics,
)

log = logging.getLogger(__name__)


def train_stance(config: TrainConfig) -> Path:
    """Train, calibrate on the dev part, and return the model folder; raises like ``train``."""
    _check(config)
    folder = Path(config.output_dir)
    check_free(folder)
    started = time.perf_counter()
    seed_everything(config.seed, config.threads)
    labels = LabelSet(tuple(config.labels.names), config.labels.none)
    settings = model_settings(config)
    model = build_model(config.model.kind, labels, settings)
    teachers = _load_teachers(config, model)
    others = {
        "started_from": _start(config, model),
        "teachers": [named(teacher) for teacher in teachers],
        "averaged": _average(config, model),
    }
    training, dev = _training_and_dev(config, labels)
    log.info("train %d spans %s", len(training.ids), dict(Counter(training.stances)))
    log.info("dev   %d spans %s", len(dev.ids), dict(Counter(dev.stances)))
    spans = [training.digest(), dev.digest()]
    claim(folder, {**asdict(config), "labelled spans": spans, **others})
    if not config.average:
        _fit(model, training, teachers, config, folder / CHECKPOINTS)
    gold = np.array([labels.names.index(stance) for stance in dev.stances])
    calibration = fit_calibration(model.scores(dev.texts), gold, labels.names.index(labels.none))
    classifier = TextClassifier(config.name, model, settings, calibration)
    thresholds = _report_dev(classifier, dev, folder, config.seed)
    data = {"train": _about(training), "dev": _about(dev)}
    about = about_run(config, labels, data, time.perf_counter() - started)
    about |= {**others, "thresholds": thresholds}
    save_classifier(classifier, folder, about)
    finish(folder)
    return folder


def _check(config: TrainConfig) -> None:
    """Refuse what only a tagger has a use for, and weights that nothing would heed."""
    if config.teacher and asdict(config.data).get("weights"):
        raise ConfigError(
            "data.weights",
            expected="a model that learns from the labels alone",
            found="a teacher",
            fix="Give data.weights=null or teacher=null.",
        )
    if config.sentences:
        raise ConfigError(
            "sentences",
            expected="a tagger, which needs whole articles for the rest of its training",
            found=f"a model of kind {config.model.kind}",
            fix="Name the file in data.train.",
        )


def _start(config: TrainConfig, model: StanceModel) -> dict[str, Any] | None:
    """Let ``model`` begin at the weights that the configuration names; which they are."""
    if not config.start:
        return None
    from quotestance.training.start import start_at  # loads torch

    other = start_at(config.start, model, config.keep)
    return named(other) if other else None


def _load_teachers(config: TrainConfig, model: StanceModel) -> list[TextClassifier]:
    """The models whose answers ``model`` is to learn from."""
    if not config.teacher:
        return []
    from quotestance.training.distillation import check_student  # loads torch
    from quotestance.training.start import load_text_classifiers

    check_student(model)
    return load_text_classifiers(config.teacher, "teacher", model.labels)


def _average(config: TrainConfig, model: StanceModel) -> list[dict[str, Any]]:
    """Give ``model`` the mean weights of those that the configuration names; which they are."""
    if not config.average:
        return []
    from quotestance.training.averaging import average_encoders  # loads torch

    return average_encoders(config.average, model, model.labels)


def _fit(
    model: StanceModel,
    training: Examples,
    teachers: Sequence[TextClassifier],
    config: TrainConfig,
    work: Path,
) -> None:
    """Train on the labels, or on the teachers' answers beside them."""
    if not teachers:
        model.fit(
            training.texts,
            training.stances,
            seed=config.seed,
            work=work,
            weights=training.weights,
        )
        return
    from quotestance.training.distillation import check_student, distillation_set

    texts, targets = distillation_set(
        training.texts,
        training.stances,
        teachers,
        recombinations=config.recombinations,
        seed=config.seed,
    )
    check_student(model).distil(texts, targets, seed=config.seed, work=work)


def _training_and_dev(config: TrainConfig, labels: LabelSet) -> tuple[Examples, Examples]:
    training, dev = read_parts(asdict(config.data), labels)
    if len(set(training.stances)) < 2:
        raise DataError(
            f"data={config.data.kind}",
            expected="training spans with two or more labels",
            found=f"{len(training.ids)} spans with {sorted(set(training.stances))}",
            fix="Give labelled spans, for example data=jsonl data.train=FILE.",
        )
    if not dev.ids:
        rows, held = grouped_holdout(
            training.groups, training.stances, config.dev_fraction, config.seed
        )
        training, dev = training.take(rows), replace(training.take(held), weights=None)
    return training, dev


def _about(examples: Examples) -> dict[str, Any]:
    return {
        "sha256": examples.digest(),
        "spans": len(examples.ids),
        "groups": len(set(examples.groups)),
        "labels": dict(sorted(Counter(examples.stances).items())),
    }


def _report_dev(
    classifier: TextClassifier, dev: Examples, folder: Path, seed: int
) -> dict[str, Any] | None:
    """Metrics on the dev part, on which calibration and threshold were chosen.

    Returns the confidence thresholds that the dev part recommends.
    """
    predicted, probabilities = classifier.predict(dev.texts)
    result = evaluate(
        dev.ids, dev.stances, predicted, probabilities, classifier.labels, dev.groups, seed
    )
    log.info("dev macro-F1 over stances %.3f", result["macro_f1_stances"])
    write_dev_metrics(folder, result)
    return result["confidence"]["thresholds"] if result["confidence"] else None
