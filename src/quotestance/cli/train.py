"""Train a model from a configured experiment: one that classifies stances, or a tagger.

quotestance train experiment=tfidf
quotestance train experiment=minilm data=jsonl data.train=FILE.jsonl  (goes on from minilm)
quotestance train experiment=minilm start=null model.epochs=5 seed=1  (begins anew)
quotestance train experiment=tfidf data=jsonl data.train=FILE.jsonl output_dir=DIR
quotestance train experiment=tagger data=corpus           (finds quotes and tells stances)
quotestance train experiment=tfidf model.c=1,3,10 -m                  (a sweep)

The model folder holds weights, manifest and dev metrics; --model takes it, or extractor= if it
is a tagger. The same command with the same output_dir goes on with a run that was killed.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

import hydra
from hydra.core.hydra_config import HydraConfig
from hydra.errors import HydraException
from omegaconf import DictConfig
from omegaconf.errors import OmegaConfBaseException

from quotestance.cli.arguments import add_overrides, split_words
from quotestance.cli.console import setup_logging
from quotestance.config.load import compose_config, explain, load_config, register_schemas
from quotestance.config.paths import share_dir
from quotestance.config.schema import TrainConfig
from quotestance.errors import ConfigError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of ``train``."""
    add_overrides(parser, "key=value")
    parser.add_argument(
        "-m", "--multirun", action="store_true", help="sweep over values given as key=a,b,c"
    )


def run(arguments: argparse.Namespace) -> int:
    """Train once, or once for every combination of a sweep."""
    paths, overrides = split_words(arguments.words)
    if paths:
        raise ConfigError(
            "command line",
            expected="key=value",
            found=f"'{paths[0]}'",
            fix="For a span file write data=jsonl data.train=FILE.",
        )
    if arguments.multirun:
        _sweep(overrides, arguments.verbose)
    else:
        _train(compose_config("train", overrides, TrainConfig))
    return 0


def _train(config: TrainConfig) -> Path:
    from quotestance.training import train  # loads torch and spaCy

    return train(config)


def _sweep(overrides: list[str], verbose: bool) -> None:
    """Hand over to Hydra's multirun, whose launcher may spread the jobs over a cluster.

    Every job writes into its own folder of the sweep: ``${now:…}`` is the same for all.
    """
    register_schemas()
    placed = any(word.startswith("output_dir=") for word in overrides)

    @hydra.main(config_path=str(share_dir("configs")), config_name="train", version_base="1.3")
    def job(cfg: DictConfig) -> Any:
        setup_logging(verbose)
        config = load_config(cfg, TrainConfig)
        if not placed:
            config.output_dir = HydraConfig.get().runtime.output_dir
        return str(_train(config))

    os.environ["HYDRA_FULL_ERROR"] = "1"  # let errors through, so that they become one line
    sys.argv = ["quotestance train", "--multirun", *overrides]
    try:
        job()
    except (HydraException, OmegaConfBaseException) as error:
        raise explain(error, "train") from error
