"""How much each training file counts, as it is configured."""

from __future__ import annotations

import pytest
import yaml

from quotestance.config.load import compose_config
from quotestance.config.schema import TrainConfig
from quotestance.errors import ConfigError


def train(files: str, weights: str) -> TrainConfig:
    given = ("data=jsonl", f"data.train={files}", f"data.weights={weights}")
    return compose_config("train", given, TrainConfig)


@pytest.mark.parametrize(
    ("files", "weights"),
    [("[a.jsonl,b.jsonl]", "[1,0.5]"), ("a.jsonl", "[8]"), ("[a.jsonl]", "[8]"), ("null", "null")],
)
def test_weights_run_parallel_to_the_training_files(files: str, weights: str) -> None:
    assert train(files, weights).data.weights == yaml.safe_load(weights)


@pytest.mark.parametrize(
    ("files", "weights", "sentence"),
    [
        ("[a,b]", "[1]", "data.weights must be as many as the files of train: found 1 for 2"),
        ("a", "[1,8]", "data.weights must be as many as the files of train: found 2 for 1"),
        ("null", "[1]", "data.weights must be as many as the files of train: found 1 for 0"),
        ("[a,b]", "[1,0]", "data.weights must be a list of numbers above 0"),
        ("[a,b]", "[1,-8]", "data.weights must be a list of numbers above 0"),
        ("[a,b]", "[1,inf]", "data.weights must be a list of numbers above 0"),
        ("[a,b]", "[1,much]", "data.weights must be a list of numbers above 0"),
        ("a", "8", "data.weights must be a list of numbers above 0"),
    ],
)
def test_weights_that_do_not_fit_are_refused(files: str, weights: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as caught:
        train(files, weights)
    assert str(caught.value) == (
        f"configuration: expected keys and values of the schema, found {sentence}. "
        "See docs/configuration.md."
    )
