"""One training run: labelled articles → a model folder that every command takes."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from quotestance.artifacts import MANIFEST, Classifier, save_classifier
from quotestance.config.schema import TrainConfig
from quotestance.data.files import write_atomic
from quotestance.data.sources import load_parts
from quotestance.data.splits import grouped_holdout
from quotestance.errors import ConfigError, DataError
from quotestance.evaluation.metrics import evaluate
from quotestance.labels import LabelSet
from quotestance.models import build_model
from quotestance.models.calibration import fit_calibration
from quotestance.pipeline import complete_quotes
from quotestance.records import LabelledArticle
from quotestance.seeding import seed_everything

log = logging.getLogger(__name__)

CHECKPOINTS = "checkpoints"
RUN = "run.json"


@dataclass(frozen=True, slots=True)
class Examples:
    """Labelled quotes as models read them; the lists run parallel."""

    ids: list[str]
    texts: list[str]
    stances: list[str]
    groups: list[str]

    def take(self, rows: Sequence[int]) -> Examples:
        """The examples at these positions."""
        return Examples(*([column[i] for i in rows] for column in self._columns()))

    def digest(self) -> str:
        """SHA-256 over all that training sees."""
        return hashlib.sha256(json.dumps(self._columns()).encode()).hexdigest()

    def _columns(self) -> tuple[list[str], ...]:
        return self.ids, self.texts, self.stances, self.groups


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


def train(config: TrainConfig) -> Path:
    """Train as configured and return the model folder.

    Raises ConfigError when the folder holds a finished model or an unfinished run that was
    configured otherwise, DataError when there is too little to train on.
    """
    folder = Path(config.output_dir)
    _check_free(folder)
    seed_everything(config.seed, config.threads)
    labels = LabelSet(tuple(config.labels.names), config.labels.none)
    settings = {key: value for key, value in asdict(config.model).items() if key != "kind"}
    model = build_model(config.model.kind, labels, settings)
    training, dev = _training_and_dev(config, labels)
    log.info("train %d spans %s", len(training.ids), dict(Counter(training.stances)))
    log.info("dev   %d spans %s", len(dev.ids), dict(Counter(dev.stances)))
    _claim(folder, {**asdict(config), "labelled spans": [training.digest(), dev.digest()]})
    checkpoints = folder / CHECKPOINTS
    model.fit(training.texts, training.stances, seed=config.seed, work=checkpoints)
    gold = np.array([labels.names.index(stance) for stance in dev.stances])
    calibration = fit_calibration(model.scores(dev.texts), gold, labels.names.index(labels.none))
    classifier = Classifier(config.name, model, settings, calibration)
    _report_dev(classifier, dev, folder, config.seed)
    about = {
        "config": {k: v for k, v in asdict(config).items() if k != "output_dir"},
        "data": {part: _about(examples) for part, examples in (("train", training), ("dev", dev))},
    }
    save_classifier(classifier, folder, about)
    shutil.rmtree(checkpoints, ignore_errors=True)
    (folder / RUN).unlink()
    log.info("model written to %s", folder)
    return folder


def _check_free(folder: Path) -> None:
    """Refuse a folder that holds a finished model."""
    if (folder / MANIFEST).is_file():
        raise ConfigError(
            "output_dir",
            expected="a folder without a finished model",
            found=f"'{folder}'",
            fix="Choose another output_dir, or remove the folder.",
        )


def _claim(folder: Path, wanted: dict[str, Any]) -> None:
    """Make the run's folder, or go on with a run that was killed and that wanted the same."""
    if (folder / RUN).is_file():
        begun = json.loads((folder / RUN).read_text(encoding="utf-8"))
        if begun != wanted:
            different = sorted(k for k in wanted if begun.get(k) != wanted[k])
            raise ConfigError(
                str(folder),
                expected="the configuration and data of the unfinished run that lies there",
                found=f"other values of {', '.join(different)}",
                fix="Give the same ones to go on, or choose another output_dir.",
            )
        log.info("going on with the unfinished run in %s", folder)
    folder.mkdir(parents=True, exist_ok=True)
    with write_atomic(folder / RUN) as handle:
        json.dump(wanted, handle)


def _training_and_dev(config: TrainConfig, labels: LabelSet) -> tuple[Examples, Examples]:
    parts = load_parts(asdict(config.data), labels, ("train", "dev"))
    training, dev = read_examples(parts["train"]), read_examples(parts["dev"])
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
        training, dev = training.take(rows), training.take(held)
    return training, dev


def _about(examples: Examples) -> dict[str, Any]:
    return {
        "sha256": examples.digest(),
        "spans": len(examples.ids),
        "groups": len(set(examples.groups)),
        "labels": dict(sorted(Counter(examples.stances).items())),
    }


def _report_dev(classifier: Classifier, dev: Examples, folder: Path, seed: int) -> None:
    """Metrics on the dev part, on which calibration and threshold were chosen."""
    predicted, probabilities = classifier.predict(dev.texts)
    result = evaluate(
        dev.ids, dev.stances, predicted, probabilities, classifier.labels, dev.groups, seed
    )
    log.info("dev macro-F1 over stances %.3f", result["macro_f1_stances"])
    with write_atomic(folder / "dev_metrics.json") as handle:
        json.dump(result, handle, indent=1)
        handle.write("\n")
