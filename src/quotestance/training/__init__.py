"""One training run: labelled articles → a model folder that every command takes."""

from __future__ import annotations

from pathlib import Path

from quotestance.config.schema import TrainConfig
from quotestance.training.stance import train_stance


def train(config: TrainConfig) -> Path:
    """Train as configured and return the model folder.

    Raises ConfigError when the folder holds a finished model or an unfinished run that was
    configured otherwise, DataError when there is too little to train on.
    """
    if config.model.kind == "tagger":
        from quotestance.training.tagger import train_tagger  # loads torch

        return train_tagger(config)
    return train_stance(config)
