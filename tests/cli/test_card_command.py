"""``quotestance card`` on a trained model and what ``evaluate`` saved of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_a_card_of_a_trained_model(
    cli: Run, model_folder: Path, span_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "results" / "own"
    assert cli("evaluate", span_file, "--model", model_folder, "--out", out).code == 0
    file = tmp_path / "card" / "README.md"
    words = ("--results", tmp_path / "results", "--licence", "cc0-1.0", "--out", file)
    ran = cli("card", model_folder, *words)
    assert ran.code == 0
    assert ran.out == f"written: {file}\n"
    card = file.read_text(encoding="utf-8")
    assert card.startswith("---\nlicense: cc0-1.0\n")
    for part in ("# small", "| own | 120 | 12 |", f"| train: {span_file} |", "kWh", "## Limits"):
        assert part in card
    assert (
        "## Robustness\n\n| capability | failure rate |\n| --- | ---: |\n\n- Not measured." in card
    )


def test_without_a_file_it_is_printed(cli: Run, model_folder: Path, tmp_path: Path) -> None:
    about = tmp_path / "about.md"
    about.write_text("Made for the harbour.", encoding="utf-8")
    ran = cli("card", model_folder, "--about", about)
    assert ran.code == 0
    assert "# small\n\nWord and character n-grams" in ran.out
    assert "Made for the harbour." in ran.out
    assert "Not stated." in ran.out


@pytest.mark.parametrize(
    ("option", "code", "message"),
    [
        ("--results", 1, "expected results of the model 'small'"),
        ("--about", 2, "--about: expected"),
    ],
)
def test_what_is_not_there_is_named(
    cli: Run, model_folder: Path, tmp_path: Path, option: str, code: int, message: str
) -> None:
    ran = cli("card", model_folder, option, tmp_path / "nowhere")
    assert ran.code == code
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_a_card_of_the_released_tagger(cli: Run) -> None:
    ran = cli("card", "tagger", "--licence", "apache-2.0")
    assert ran.code == 0
    for part in ("pipeline_tag: token-classification", "extractor=tagger", "## From plain text"):
        assert part in ran.out
    assert "extractor=tagger --model tagger" in ran.out
    assert "## Recommended minimum confidence" in ran.out
    assert ran.out.count("| mean of | ") == 3


def test_a_card_of_a_tagger_without_stances(cli: Run, tagger_folder: Path, tmp_path: Path) -> None:
    folder = tmp_path / "tagger"
    folder.mkdir()
    manifest = json.loads((tagger_folder / "manifest.json").read_text())
    bare = {k: v for k, v in manifest.items() if k not in ("labels", "calibration", "thresholds")}
    (folder / "manifest.json").write_text(json.dumps(bare))
    ran = cli("card", folder)
    assert ran.code == 0
    assert "extractor=tiny\n" in ran.out
    assert "confidence" not in ran.out
