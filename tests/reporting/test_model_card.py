from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from reporting_results import extraction_result, metrics_result, stages_result

from quotestance.errors import DataError
from quotestance.evaluation.metrics import evaluate
from quotestance.evaluation.robustness import robustness
from quotestance.labels import STANCES
from quotestance.reporting.model_card import model_card
from quotestance.reporting.result_files import write_extraction, write_metrics, write_robustness
from quotestance.reporting.saved_results import saved_results

MANIFEST: dict[str, Any] = {
    "format": 1,
    "name": "small",
    "kind": "encoder",
    "settings": {"encoder": "example/tiny", "learning_rate": 0.0001, "epochs": 3},
    "labels": {"names": list(STANCES.names), "none": "none"},
    "calibration": {"temperature": 1.23456, "bias": [0.0] * 5, "none_threshold": 0.55},
    "weights": {"encoder.safetensors": "ab" * 32},
    "base_sha256": None,
    "config": {"seed": 13, "data": {"kind": "jsonl"}},
    "data": {
        "train": {
            "sha256": "cd" * 32,
            "spans": 320,
            "groups": 12,
            "labels": {"commit": 100, "refuse": 20, "warn": 99, "demand": 101},
        },
        "dev": {"sha256": "ef" * 32, "spans": 10, "groups": 2, "labels": {"none": 10}},
    },
    "files": [
        {
            "part": "train",
            "file": "data/harbour.jsonl",
            "sha256": "01" * 32,
            "articles": 12,
            "spans": 320,
            "labels": {"commit": 100, "refuse": 20, "warn": 99, "demand": 101},
        }
    ],
    "thresholds": {
        "precision": 0.9,
        "minimum_spans": 20,
        "stances": {
            "commit": {"threshold": 0.7, "precision": 0.92, "coverage": 0.5, "spans": 25},
            "refuse": {"threshold": None, "precision": None, "coverage": None, "spans": 7},
        },
    },
    "duration_s": 90.0,
    "hardware": {"cpu": "Abacus 2000", "cores": 8, "threads": 2, "accelerator": None},
    "energy": {
        "kwh": 0.001002,
        "co2e_g": 0.476,
        "assumed": {"watts": 24.0, "overhead": 1.67, "g_per_kwh": 475.0},
    },
    "git": {"commit": "0123abc", "dirty": False},
    "versions": {"python": "3.12.1", "quotestance": "0.1.0"},
    "created": "2026-01-02T03:04:05+00:00",
}
MEASURED = {"model": "small", "weights": MANIFEST["weights"]}


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """Results of the model on two sources and the suite, and one of another model."""
    write_metrics({**MEASURED, **metrics_result()}, tmp_path / "harbour", command="evaluate one")
    whole = {**MEASURED, **extraction_result(), "stages": stages_result()}
    write_extraction(whole, tmp_path / "bridge", command="evaluate two")
    suite = {"weights": MANIFEST["weights"], **robustness([], {}, {})}
    write_robustness({"small": suite, "other": suite}, tmp_path / "suite", command="evaluate three")
    write_metrics({**metrics_result(), "model": "other"}, tmp_path / "other", command="x")
    return tmp_path


def test_a_card_is_as_agreed(results: Path, golden: Any) -> None:
    card = model_card(
        MANIFEST,
        saved_results([results], MANIFEST),
        licence="apache-2.0",
        about="It is *small*.\n",
    )
    golden("card.md", card)


def test_what_was_not_measured_is_shown_as_missing(golden: Any) -> None:
    bare = {key: MANIFEST[key] for key in ("name", "settings", "labels", "weights", "versions")}
    golden("card_bare.md", model_card({**bare, "kind": "other"}, []))


def test_a_tagger_has_no_figures_of_stances(tmp_path: Path) -> None:
    kept = ("settings", "weights", "versions", "data")
    tagger = {**{key: MANIFEST[key] for key in kept}, "name": "finder", "kind": "tagger"}
    whole = {**MEASURED, **extraction_result(), "stages": stages_result()}
    whole["extractor"] = {"name": "finder", "weights": tagger["weights"]}
    write_extraction(whole, tmp_path / "bridge", command="evaluate two")
    card = model_card(tagger, saved_results([tmp_path], tagger))
    assert "pipeline_tag: token-classification" in card
    assert "quotestance predict article.txt extractor=finder" in card
    assert "| bridge | 2 | 0.667 [0.000, 1.000] |" in card
    for absent in ("Stances of labelled spans", "F1 by label", "confidence", "One label a span"):
        assert absent not in card


def test_the_head_is_what_the_hub_reads(results: Path) -> None:
    card = model_card(MANIFEST, saved_results([results], MANIFEST), licence="apache-2.0")
    _, head, _ = card.split("---\n", 2)
    read = yaml.safe_load(head)
    assert read["license"] == "apache-2.0"
    assert read["base_model"] == "example/tiny"
    assert read["pipeline_tag"] == "text-classification"
    (index,) = read["model-index"]
    (result,) = index["results"]
    assert (index["name"], result["dataset"]["name"]) == ("small", "harbour")
    assert result["metrics"][1] == {"type": "accuracy", "name": "accuracy", "value": 0.625}


def test_every_result_stands_with_its_command(results: Path) -> None:
    found = saved_results([results], MANIFEST)
    assert [(one.source, one.kind, one.command) for one in found] == [
        ("bridge", "extraction", "evaluate two"),
        ("harbour", "metrics", "evaluate one"),
        ("suite", "robustness", "evaluate three"),
    ]
    card = model_card(MANIFEST, found)
    for one in found:
        assert f"# {one.source}, {one.kind}\n{one.command}\n" in card


def test_results_of_other_weights_are_refused(results: Path) -> None:
    trained_anew = {**MANIFEST, "weights": {"encoder.safetensors": "ff" * 32}}
    with pytest.raises(DataError, match=r"extraction\.json.*other weights.*Evaluate this model"):
        saved_results([results], trained_anew)


def test_a_folder_without_results_is_refused(results: Path) -> None:
    with pytest.raises(DataError, match="expected results of the model 'small', found none"):
        saved_results([results / "harbour", results / "other"], MANIFEST)


@pytest.mark.parametrize("content", ["", "[]", "{}", json.dumps({"model": "small"})])
def test_a_broken_result_is_named(tmp_path: Path, content: str) -> None:
    (tmp_path / "metrics.json").write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=r"metrics\.json: expected a result as"):
        saved_results([tmp_path], MANIFEST)


def test_metrics_without_probabilities_have_gaps(tmp_path: Path) -> None:
    result = evaluate(["1", "2"], ["warn"] * 2, ["warn"] * 2, None, STANCES, ["a", "b"], seed=1)
    write_metrics({**MEASURED, **result}, tmp_path / "plain", command="x")
    card = model_card(MANIFEST, saved_results([tmp_path], MANIFEST))
    assert "| plain | 2 | 2 | 1.000 [1.000, 1.000] |" in card
    assert "| — | — | — |" in card
