"""Model folders: weights without pickle, and a manifest that says how they came about."""

from __future__ import annotations

import hashlib
import json
import platform
import subprocess
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from quotestance.classifiers import Classifier, Tagger, TextClassifier
from quotestance.config.paths import PACKAGE, share_dir
from quotestance.data.files import write_atomic
from quotestance.errors import ModelError, nearest
from quotestance.labels import LabelSet
from quotestance.models import model_class
from quotestance.models.calibration import Calibration

MANIFEST = "manifest.json"
FORMAT = 1
TAGGER = "tagger"
NEEDED = {"name", "kind", "settings", "weights", "base_sha256"}
NEEDED_TO_CLASSIFY = {"labels", "calibration"}
LIBRARIES = ("quotestance", "numpy", "scikit-learn", "torch", "transformers", "peft", "spacy")


def save_classifier(classifier: TextClassifier, folder: Path, about: dict[str, Any]) -> None:
    """Write weights, then the manifest: a folder without manifest is an unfinished run.

    ``about`` (config, data, seed) goes into the manifest as it is.
    """
    _save(classifier, folder, {**_decides(classifier.labels, classifier.calibration), **about})


def save_tagger(tagger: Tagger, folder: Path, about: dict[str, Any]) -> None:
    """The same for a tagger, with or without stances."""
    decides = _decides(tagger.labels, tagger.calibration) if tagger.calibration else {}
    _save(tagger, folder, {**decides, **about})


def _decides(labels: LabelSet, calibration: Calibration) -> dict[str, Any]:
    """What a manifest needs for a decision."""
    return {"labels": asdict(labels), "calibration": asdict(calibration)}


def _save(trained: TextClassifier | Tagger, folder: Path, about: dict[str, Any]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    weights = {name: file_sha256(folder / name) for name in trained.model.save(folder)}
    manifest = {
        "format": FORMAT,
        "name": trained.name,
        "kind": trained.model.kind,
        "settings": trained.settings,
        "weights": weights,
        "base_sha256": trained.model.base_sha256,
        **about,
        "git": git_state(),
        "versions": {"python": platform.python_version(), **{n: version(n) for n in LIBRARIES}},
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with write_atomic(folder / MANIFEST) as handle:
        json.dump(manifest, handle, indent=1, ensure_ascii=False)
        handle.write("\n")


def load_classifier(name: str, expected: LabelSet | None = None) -> Classifier:
    """Load a model folder or a released model by name.

    Raises ModelError when there is none, when it is a tagger without stances, when a file is
    damaged, when the packaged encoder is not the one it was trained on, or when its labels are
    not the ``expected`` ones.
    """
    folder = find_model(name)
    manifest = classifier_manifest(folder)
    labels = _labels(manifest)
    if expected is not None and expected != labels:
        raise ModelError(
            str(folder),
            expected=f"the labels {', '.join(expected.names)} (none: {expected.none})",
            found=f"{', '.join(labels.names)} (none: {labels.none})",
            fix="Choose labels=… to match the model, or train a model with these labels.",
        )
    if manifest["kind"] == TAGGER:
        return _load_tagger(folder, manifest)
    _check_weights(folder, manifest)
    model = model_class(manifest["kind"]).load(folder, labels, manifest["settings"])
    _check_base(folder, manifest, model.base_sha256)
    calibration = _calibration(manifest)
    return TextClassifier(manifest["name"], model, manifest["settings"], calibration, manifest)


def load_tagger(name: str) -> Tagger:
    """Load the folder of a tagger or a released one by name.

    Raises ModelError like ``load_classifier``.
    """
    folder = find_model(name)
    manifest = read_manifest(folder)
    if manifest["kind"] != TAGGER:
        raise ModelError(
            str(folder),
            expected="a tagger, which finds quotes",
            found=f"a model of kind {manifest['kind']}",
            fix="Name it as --model; as extractor give rules or the folder of a tagger.",
        )
    return _load_tagger(folder, manifest)


def _load_tagger(folder: Path, manifest: dict[str, Any]) -> Tagger:
    from quotestance.models.tagger import TaggerModel  # loads torch

    _check_weights(folder, manifest)
    decides = manifest.keys() >= NEEDED_TO_CLASSIFY
    labels = _labels(manifest) if decides else None
    model = TaggerModel.load(folder, labels, manifest["settings"])
    _check_base(folder, manifest, model.base_sha256)
    calibration = _calibration(manifest) if decides else None
    return Tagger(manifest["name"], model, manifest["settings"], calibration, manifest)


def _labels(manifest: dict[str, Any]) -> LabelSet:
    return LabelSet(tuple(manifest["labels"]["names"]), manifest["labels"]["none"])


def _calibration(manifest: dict[str, Any]) -> Calibration:
    saved = manifest["calibration"]
    return Calibration(saved["temperature"], tuple(saved["bias"]), saved["none_threshold"])


def find_model(name: str) -> Path:
    """The folder for a path or the name of a released model."""
    released = share_dir("models")
    for folder in (Path(name), released / name):
        if (folder / MANIFEST).is_file():
            return folder
    if Path(name).is_dir():
        raise ModelError(
            name,
            expected=f"a model folder with {MANIFEST}",
            found="none (an unfinished run?)",
            fix="Start the same training again: it goes on from the last checkpoint.",
        )
    known = [folder.name for folder in _released()]
    raise ModelError(
        f"model '{name}'",
        expected="a model folder or the name of a released model",
        found=f"'{name}'",
        fix=nearest(name, known),
    )


def released_models(*, taggers: bool = False) -> list[str]:
    """Names of the stance models, or of the taggers, that ship with the program."""
    return [
        folder.name
        for folder in _released()
        if (read_manifest(folder)["kind"] == TAGGER) == taggers
    ]


def _released() -> list[Path]:
    """The folders of everything that ships, sorted by name."""
    return sorted(path.parent for path in share_dir("models").glob(f"*/{MANIFEST}"))


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a model folder; raises ModelError when it is damaged or of another format."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        decides = set() if manifest["kind"] == TAGGER else NEEDED_TO_CLASSIFY
        missing = sorted((NEEDED | decides) - manifest.keys())
        if manifest["format"] == FORMAT and not missing:
            return manifest
        found = f"format {manifest['format']}" + (f" without {missing[0]}" if missing else "")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        found = f"{type(error).__name__}: {error}"
    raise ModelError(
        str(folder / MANIFEST),
        expected=f"a manifest of format {FORMAT}",
        found=found,
        fix="Train the model again with this version.",
    )


def classifier_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a model that classifies; raises ModelError for one that does not."""
    manifest = read_manifest(folder)
    if not manifest.keys() >= NEEDED_TO_CLASSIFY:
        raise ModelError(
            str(folder),
            expected="a model that classifies stances",
            found="a tagger that was trained without them, and only finds quotes",
            fix="Name it as extractor=FOLDER.",
        )
    return manifest


def _check_base(folder: Path, manifest: dict[str, Any], found: str | None) -> None:
    """The encoder's own weights, where both sides know them, are those of the training."""
    expected = manifest["base_sha256"]
    if found and expected and found != expected:
        raise ModelError(
            str(folder),
            expected=f"encoder weights with sha256 {expected[:12]}…",
            found=f"{found[:12]}…",
            fix="Install the package versions that the manifest names, or train again.",
        )


def _check_weights(folder: Path, manifest: dict[str, Any]) -> None:
    for name, digest in manifest["weights"].items():
        path = folder / Path(name).name
        found = file_sha256(path) if path.is_file() else "no file"
        if found != digest:
            raise ModelError(
                str(path),
                expected=f"sha256 {digest[:12]}…",
                found=found[:12],
                fix="The file is damaged or missing: copy the model folder again.",
            )


def file_sha256(path: Path) -> str:
    """Hex digest of a file's bytes."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def git_state() -> dict[str, Any]:
    """Commit and dirtiness of the checkout that the code runs from; None outside of one."""

    def git(*arguments: str) -> str | None:
        try:
            done = subprocess.run(
                ["git", "-C", str(PACKAGE), *arguments], capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            return None
        return done.stdout.strip()

    status = git("status", "--porcelain")
    return {"commit": git("rev-parse", "HEAD"), "dirty": None if status is None else bool(status)}
