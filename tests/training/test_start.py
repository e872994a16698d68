"""Training that begins at the weights of an earlier model."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quotestance.artifacts import load_classifier, read_manifest

TEXTS = ["Mara Lind | said | Lind said « we will pay every docker » ."]
Train = Callable[..., Any]


@pytest.fixture
def train(cli: Callable[..., Any], span_file: Path, tiny_encoder: Path, tmp_path: Path) -> Train:
    """Trains a tiny encoder in one epoch into ``tmp_path / name``."""

    def run(name: str, *words: str) -> Any:
        given = (f"data.train={span_file}", f"name={name}", f"output_dir={tmp_path / name}")
        settings = (f"model.encoder={tiny_encoder}", "model.epochs=1", *words)
        return cli("train", "experiment=minilm", "data=jsonl", *given, *settings)

    return run


def test_it_begins_where_the_other_one_ended(train: Train, tmp_path: Path) -> None:
    assert train("first", "start=null", "model.learning_rate=2e-3").code == 0
    still = "model.learning_rate=1e-12"
    ran = train("next", f"start={tmp_path / 'first'}", still)
    assert (ran.code, "begins at the weights of first" in ran.err) == (0, True)
    assert train("anew", "start=null", still).code == 0
    first, following, anew = (
        load_classifier(str(tmp_path / name)).model.scores(TEXTS)
        for name in ("first", "next", "anew")
    )
    assert np.allclose(first, following, atol=1e-3)
    assert not np.allclose(first, anew, atol=1e-2)
    weights = read_manifest(tmp_path / "first")["weights"]
    manifest = read_manifest(tmp_path / "next")
    assert manifest["started_from"] == {"name": "first", "weights": weights}
    assert read_manifest(tmp_path / "anew")["started_from"] is None


def test_it_keeps_a_share_of_the_start(train: Train, tmp_path: Path) -> None:
    assert train("first", "start=null").code == 0
    start = f"start={tmp_path / 'first'}"
    fast = "model.learning_rate=2e-2"
    assert train("next", start, fast).code == 0
    assert train("between", start, fast, "keep=0.25").code == 0
    first, following, between = (
        load_classifier(str(tmp_path / name)).model.network.head.weight.detach().numpy()  # type: ignore[attr-defined]
        for name in ("first", "next", "between")
    )
    assert np.allclose(between, 0.25 * first + 0.75 * following, atol=1e-3)
    assert not np.allclose(first, following, atol=1e-2)


def test_the_head_is_new_where_the_labels_are_others(train: Train, tmp_path: Path) -> None:
    assert train("first", "start=null", "model.learning_rate=2e-3").code == 0
    others = "labels.names=[none,demand,warn,refuse,commit]"
    ran = train("next", f"start={tmp_path / 'first'}", "model.learning_rate=1e-12", others)
    assert ran.code == 0
    first, following = (load_classifier(str(tmp_path / n)).model for n in ("first", "next"))
    states = [dict(model.network.named_parameters()) for model in (first, following)]  # type: ignore[attr-defined]
    same = {name: np.allclose(*(s[name].detach() for s in states), atol=1e-3) for name in states[0]}
    assert [name for name, equal in same.items() if not equal] == ["head.weight", "head.bias"]


def test_a_model_on_another_encoder_is_no_start(train: Train, tmp_path: Path) -> None:
    ran = train("tiny")  # the experiment names the released minilm
    assert ran.code == 0
    assert "training begins anew: minilm is built on another encoder" in ran.err
    assert read_manifest(tmp_path / "tiny")["started_from"] is None


@pytest.mark.parametrize(
    ("setting", "ability"),
    [
        ("start", "can begin at the weights of another one"),
        ("teacher", "can learn from a teacher's answers"),
    ],
)
def test_only_an_encoder_learns_from_another_model(
    cli: Callable[..., Any],
    model_folder: Path,
    span_file: Path,
    tmp_path: Path,
    setting: str,
    ability: str,
) -> None:
    words = (f"data.train={span_file}", f"output_dir={tmp_path / 'm'}", f"{setting}={model_folder}")
    done = cli("train", "experiment=tfidf", "data=jsonl", *words)
    assert done.code == 2
    assert f"{setting}: expected a model of kind encoder, which {ability}" in done.err
    assert "found kind tfidf" in done.err
