"""The folder of a run: claimed at its beginning, without a trace of the run at its end."""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from dataclasses import asdict
from pathlib import Path
from typing import Any

from quotestance.artifacts import MANIFEST
from quotestance.classifiers import Tagger, TextClassifier
from quotestance.config.schema import TrainConfig
from quotestance.data.files import write_atomic
from quotestance.data.sources import describe_files
from quotestance.errors import ConfigError
from quotestance.evaluation.footprint import footprint
from quotestance.labels import LabelSet

log = logging.getLogger(__name__)

CHECKPOINTS = "checkpoints"
RUN = "run.json"
DEV_METRICS = "dev_metrics.json"


def check_free(folder: Path) -> None:
    """Refuse a folder that holds a finished model."""
    if (folder / MANIFEST).is_file():
        raise ConfigError(
            "output_dir",
            expected="a folder without a finished model",
            found=f"'{folder}'",
            fix="Choose another output_dir, or remove the folder.",
        )


def claim(folder: Path, wanted: dict[str, Any]) -> None:
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


def write_dev_metrics(folder: Path, result: dict[str, Any]) -> None:
    """What was measured on the dev part."""
    with write_atomic(folder / DEV_METRICS) as handle:
        json.dump(result, handle, indent=1)
        handle.write("\n")


def finish(folder: Path) -> None:
    """Take away what only an unfinished run needs."""
    shutil.rmtree(folder / CHECKPOINTS, ignore_errors=True)
    (folder / RUN).unlink()
    log.info("model written to %s", folder)


def about_run(
    config: TrainConfig, labels: LabelSet, data: dict[str, Any], seconds: float
) -> dict[str, Any]:
    """What the manifest says of the run: configuration, data and their files, and its cost."""
    return {
        "config": {key: value for key, value in asdict(config).items() if key != "output_dir"},
        "data": data,
        "files": describe_files(asdict(config.data), labels, config.sentences),
        **footprint(seconds, config.threads),
    }


def model_settings(config: TrainConfig) -> dict[str, Any]:
    """The arguments that the model is built with."""
    return {key: value for key, value in asdict(config.model).items() if key != "kind"}


def named(classifier: TextClassifier | Tagger) -> dict[str, Any]:
    """How a manifest names another model."""
    return {"name": classifier.name, "weights": classifier.manifest["weights"]}


def digest(value: Any) -> str:
    """SHA-256 of ``value`` as JSON."""
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()
