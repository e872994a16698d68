"""Models whose weights are the mean of others' weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

from quotestance.artifacts import load_classifier, load_tagger, read_manifest

Train = Callable[..., Any]


@pytest.fixture
def train(cli: Callable[..., Any], span_file: Path, tiny_encoder: Path, tmp_path: Path) -> Train:
    """Trains a tiny encoder in one epoch into ``tmp_path / name``."""

    def run(name: str, *words: str) -> Any:
        given = (f"data.train={span_file}", f"name={name}", f"output_dir={tmp_path / name}")
        settings = (f"model.encoder={tiny_encoder}", "model.epochs=1", "start=null", *words)
        return cli("train", "experiment=minilm", "data=jsonl", *given, *settings)

    return run


def test_every_weight_is_the_mean(train: Train, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("one", "two")]
    for seed, folder in enumerate(folders):
        assert train(folder.name, f"seed={seed}", "model.learning_rate=1e-2").code == 0
    assert train("both", f"average=[{folders[0]},{folders[1]}]").code == 0
    one, two, both = (
        load_file(folder / "encoder.safetensors") for folder in [*folders, tmp_path / "both"]
    )
    assert not np.allclose(one["head.weight"], two["head.weight"], atol=1e-3)
    for name, mean in both.items():
        np.testing.assert_allclose(mean, (one[name] + two[name]) / 2, atol=2e-3)
    manifest = read_manifest(tmp_path / "both")
    assert [averaged["name"] for averaged in manifest["averaged"]] == ["one", "two"]
    assert manifest["averaged"][0]["weights"] == read_manifest(folders[0])["weights"]
    assert load_classifier(str(tmp_path / "both")).name == "both"


def test_taggers_are_averaged_like_models(
    cli: Callable[..., Any], tagger_folder: Path, tiny_encoder: Path, tmp_path: Path
) -> None:
    data = ["data=articles", f"data.dir={tagger_folder.parent}", f"model.encoder={tiny_encoder}"]
    words = ["train", "experiment=tagger", *data, f"output_dir={tmp_path}/m"]
    assert cli(*words, f"average=[{tagger_folder},{tagger_folder}]").code == 0
    before, after = (load_tagger(str(folder)) for folder in (tagger_folder, tmp_path / "m"))
    assert after.manifest["weights"] == before.manifest["weights"]
    assert [one["name"] for one in after.manifest["averaged"]] == ["tiny", "tiny"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("average={model}",), "average: expected models on the same encoder"),
        (("average={tagger}",), "average: expected a model that reads the text of each quote"),
        (("average={model}", "start=minilm"), "average takes the place of training"),
        (("average=[]",), "average must name a model or several"),
    ],
)
def test_what_cannot_be_averaged_is_refused(
    words: tuple[str, ...], message: str, train: Train, model_folder: Path, tagger_folder: Path
) -> None:
    ran = train("m", *(word.format(model=model_folder, tagger=tagger_folder) for word in words))
    assert ran.code == 2
    assert message in ran.err
