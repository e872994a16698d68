"""Model folders: the manifest, and what is wrong with a folder in one line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from quotestance.artifacts import (
    LIBRARIES,
    MANIFEST,
    file_sha256,
    find_model,
    git_state,
    load_classifier,
    released_models,
    save_classifier,
)
from quotestance.classifiers import TextClassifier
from quotestance.errors import ModelError
from quotestance.labels import STANCES, LabelSet
from quotestance.models.calibration import Calibration
from quotestance.models.encoder import EncoderModel

TEXTS = ["Berg | refused | Berg refused « to sign the pier contract » .", "| | « hello »"]


@pytest.fixture
def copy(model_folder: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(model_folder, tmp_path / "copy"))


def change(folder: Path, edit: Callable[[dict[str, Any]], Any]) -> None:
    path = folder / MANIFEST
    manifest = json.loads(path.read_text(encoding="utf-8"))
    edit(manifest)
    path.write_text(json.dumps(manifest), encoding="utf-8")


def refused(folder: Path | str, labels: LabelSet | None = None) -> str:
    with pytest.raises(ModelError) as caught:
        load_classifier(str(folder), labels)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_folder_can_be_moved_and_gives_the_same_answers(model_folder: Path, copy: Path) -> None:
    here, there = load_classifier(str(model_folder)), load_classifier(str(copy), STANCES)
    assert here.name == there.name == "small"
    assert here.labels == STANCES
    stances, probabilities = here.predict(TEXTS)
    np.testing.assert_array_equal(probabilities, there.predict(TEXTS)[1])
    assert stances[0] == "refuse"
    assert probabilities.shape == (2, 5)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1.0)
    assert here.predict([])[0] == []


def test_the_manifest_says_how_the_model_came_about(model_folder: Path) -> None:
    manifest = json.loads((model_folder / MANIFEST).read_text(encoding="utf-8"))
    assert manifest["git"] == git_state()
    assert manifest["versions"] == {
        "python": manifest["versions"]["python"],
        **{name: version(name) for name in LIBRARIES},
    }
    assert manifest["weights"] == {"tfidf.skops": file_sha256(model_folder / "tfidf.skops")}
    assert manifest["labels"] == {"names": list(STANCES.names), "none": "none"}
    assert manifest["config"]["seed"] == 13
    assert manifest["config"]["model"] == {"kind": "tfidf", **manifest["settings"]}
    assert "output_dir" not in manifest["config"]
    assert {"temperature", "bias", "none_threshold"} == manifest["calibration"].keys()
    parts = manifest["data"]
    assert parts["train"]["spans"] + parts["dev"]["spans"] == 120
    assert parts["train"]["groups"] + parts["dev"]["groups"] == 12
    assert len(parts["train"]["sha256"]) == len(parts["dev"]["sha256"]) == 64
    assert sum(parts["train"]["labels"].values()) == parts["train"]["spans"]
    (file,) = manifest["files"]
    assert (file["part"], file["articles"], file["spans"]) == ("train", 120, 120)
    assert file["sha256"] == file_sha256(Path(file["file"]))
    assert file["labels"] == dict.fromkeys(sorted(STANCES.names), 24)
    assert manifest["thresholds"]["stances"].keys() == set(STANCES.stances)
    assert manifest["duration_s"] > 0
    assert manifest["hardware"]["threads"] == manifest["config"]["threads"]
    assert manifest["energy"]["kwh"] > 0
    assert manifest["created"].endswith("+00:00")


def test_other_labels_are_named(model_folder: Path) -> None:
    line = refused(model_folder, LabelSet(("yes", "no"), "no"))
    assert line == (
        f"{model_folder}: expected the labels yes, no (none: no), found commit, refuse, warn, "
        "demand, none (none: none). Choose labels=… to match the model, or train a model with "
        "these labels."
    )
    refused(model_folder, LabelSet(STANCES.names[::-1], "none"))


def test_damaged_weights_are_named(copy: Path) -> None:
    path = copy / "tfidf.skops"
    expected = file_sha256(path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert refused(copy) == (
        f"{path}: expected sha256 {expected[:12]}…, found {file_sha256(path)[:12]}. "
        "The file is damaged or missing: copy the model folder again."
    )
    path.unlink()
    assert "found no file" in refused(copy)


def test_weights_with_foreign_types_are_not_loaded(copy: Path) -> None:
    import skops.io

    class Stranger:
        pass

    skops.io.dump(Stranger(), copy / "tfidf.skops")
    digest = file_sha256(copy / "tfidf.skops")
    change(copy, lambda manifest: manifest["weights"].update({"tfidf.skops": digest}))
    assert "Stranger" in refused(copy)


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", "{}", '{"format": 1}', '{"format": 99}', "\ufeff{}"]
)
def test_a_broken_manifest_is_one_line(content: str, copy: Path) -> None:
    (copy / MANIFEST).write_text(content, encoding="utf-8")
    assert "expected a manifest of format 1" in refused(copy)


def test_an_unfinished_run_is_no_model(copy: Path) -> None:
    (copy / MANIFEST).unlink()
    assert refused(copy) == (
        f"{copy}: expected a model folder with manifest.json, found none (an unfinished run?). "
        "Start the same training again: it goes on from the last checkpoint."
    )


def test_an_unknown_model_names_the_nearest(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = tmp_path / "shelf"
    shutil.copytree(copy, shelf / "minilm")
    (shelf / "unfinished").mkdir()
    monkeypatch.setattr("quotestance.artifacts.share_dir", lambda name: shelf)
    assert released_models() == ["minilm"]
    assert refused("minlm") == (
        "model 'minlm': expected a model folder or the name of a released model, "
        "found 'minlm'. Did you mean 'minilm'?"
    )
    assert find_model("minilm") == shelf / "minilm"


def test_a_released_name_is_found_beside_a_folder_of_that_name(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(copy, tmp_path / "shelf" / "tfidf")
    monkeypatch.setattr("quotestance.artifacts.share_dir", lambda name: tmp_path / "shelf")
    (tmp_path / "here" / "tfidf").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    assert find_model("tfidf") == tmp_path / "shelf" / "tfidf"


def test_another_base_encoder_is_refused(tiny_encoder: Path, tmp_path: Path) -> None:
    base = Path(shutil.copytree(tiny_encoder, tmp_path / "base"))
    settings = {"encoder": str(base), "epochs": 1, "lora_rank": 2}
    model = EncoderModel(STANCES, **settings)
    model.fit(TEXTS, ["refuse", "none"], seed=1, work=tmp_path / "work")
    trained = TextClassifier("e", model, settings, Calibration(1.0, (0.0,) * 5, 0.5))
    save_classifier(trained, tmp_path / "m", {})
    loaded = load_classifier(str(tmp_path / "m"))
    np.testing.assert_array_equal(loaded.predict(TEXTS)[1], trained.predict(TEXTS)[1])

    weights = base / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert "expected encoder weights with sha256" in refused(tmp_path / "m")
