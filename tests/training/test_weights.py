"""Training files whose spans count more than those of others."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from own_spans import span_records, write_records
from quotestance.artifacts import read_manifest
from quotestance.config.load import compose_config
from quotestance.config.schema import TrainConfig
from quotestance.labels import STANCES
from quotestance.training.examples import Examples, read_parts
from quotestance.training.stance import _training_and_dev

WORDS = ("train", "experiment=tfidf", "data=jsonl")


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """``own``, 60 spans; ``real``, 40 spans; ``dev``, 20 spans."""
    records = span_records()
    parts = {"own": records[:60], "real": records[60:100], "dev": records[100:]}
    return {name: write_records(tmp_path / f"{name}.jsonl", part) for name, part in parts.items()}


def settings(files: dict[str, Path], **more: Any) -> dict[str, Any]:
    train = [str(files["own"]), str(files["real"])]
    return {"kind": "jsonl", "train": train, "dev": None, "test": None, **more}


def test_each_example_has_the_weight_of_its_file(files: dict[str, Path]) -> None:
    dev_file = str(files["dev"])
    plain, dev = read_parts(settings(files, dev=dev_file), STANCES)
    weighted, same_dev = read_parts(settings(files, dev=dev_file, weights=[1, 8]), STANCES)
    assert weighted.ids == plain.ids
    assert weighted.texts == plain.texts
    assert weighted.weights == [1.0] * 60 + [8.0] * 40
    assert plain.weights is None
    assert same_dev == dev
    assert dev.weights is None


def test_one_file_may_have_a_weight(files: dict[str, Path]) -> None:
    one = settings(files, train=str(files["real"]), weights=[0.5])
    training, dev = read_parts(one, STANCES)
    assert training.weights == [0.5] * 40
    assert dev.ids == []


def test_a_dev_part_that_is_held_out_has_no_weights(files: dict[str, Path]) -> None:
    given = ["data=jsonl", f"data.train=[{files['own']},{files['real']}]"]
    plain, held = _training_and_dev(compose_config("train", given, TrainConfig), STANCES)
    config = compose_config("train", [*given, "data.weights=[1,8]"], TrainConfig)
    training, dev = _training_and_dev(config, STANCES)
    assert dev == held
    assert training.ids == plain.ids
    real = {record["id"] for record in span_records()[60:]}
    assert training.weights == [8.0 if span in real else 1.0 for span in training.ids]


def test_weights_are_part_of_the_digest_only_where_there_are_some() -> None:
    columns = [["span"], ["text"], ["none"], ["group"]]
    digest = Examples(*columns).digest()
    assert digest == hashlib.sha256(json.dumps(columns).encode()).hexdigest()
    assert Examples(*columns, weights=[8.0]).digest() != digest


@pytest.mark.parametrize(("weights", "right"), [("[1,8]", True), ("[8,1]", False)])
def test_the_heavier_file_decides_where_two_contradict_each_other(
    cli: Callable[..., Any], tmp_path: Path, weights: str, right: bool
) -> None:
    records = span_records()
    names = STANCES.names
    other = [{**r, "stance": names[names.index(r["stance"]) - 1]} for r in records[:100]]
    own = write_records(tmp_path / "own.jsonl", other)
    real = write_records(tmp_path / "real.jsonl", records[:100])
    dev = write_records(tmp_path / "dev.jsonl", records[100:])
    folder = tmp_path / "m"
    words = (f"data.train=[{own},{real}]", f"data.weights={weights}", f"data.dev={dev}")
    assert cli(*WORDS, *words, f"output_dir={folder}").code == 0
    manifest = read_manifest(folder)
    assert manifest["config"]["data"]["weights"] == json.loads(weights)
    assert manifest["data"]["train"]["spans"] == 200
    measured = json.loads((folder / "dev_metrics.json").read_text(encoding="utf-8"))
    assert (measured["accuracy"] > 0.9) == right


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (
            ("experiment=distilled", "teacher=minilm"),
            "data.weights: expected a model that learns from the labels alone, found a teacher. "
            "Give data.weights=null or teacher=null.",
        ),
        (
            ("experiment=tagger",),
            "data.weights: expected a model that classifies stances, found a tagger. "
            "Give data.weights=null.",
        ),
    ],
)
def test_weights_that_nothing_would_heed_are_refused(
    cli: Callable[..., Any],
    span_file: Path,
    tmp_path: Path,
    words: tuple[str, ...],
    message: str,
) -> None:
    data = ("data=jsonl", f"data.train={span_file}", "data.weights=[8]")
    ran = cli("train", *words, *data, f"output_dir={tmp_path / 'm'}")
    assert ran.code == 2
    assert ran.err.splitlines()[-1] == f"quotestance: {message}"
    assert not (tmp_path / "m").exists()
