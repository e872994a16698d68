"""``predict --min-confidence``, from its words to the files."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from own_spans import read_records

Run = Callable[..., Any]


@pytest.fixture
def recommending(model_folder: Path, tmp_path: Path) -> Path:
    """A copy of the model that recommends 0.9 for refusals and nothing for warnings."""
    folder = Path(shutil.copytree(model_folder, tmp_path / "recommending"))
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    least = {"commit": 0.0, "refuse": 0.9, "warn": None, "demand": 0.0}
    for stance, threshold in least.items():
        manifest["thresholds"]["stances"][stance]["threshold"] = threshold
    path.write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def predict(
    cli: Run, model: Path, spans: Path, out: Path, *words: str
) -> tuple[list[dict[str, Any]], Any]:
    ran = cli("predict", "--spans", spans, "--model", model, "--out", out, *words)
    assert ran.code == 0, ran.err
    return read_records(out / "predictions.jsonl"), ran


def test_a_number_withholds_every_stance_below_it(
    cli: Run, model_folder: Path, span_file: Path, tmp_path: Path
) -> None:
    before, _ = predict(cli, model_folder, span_file, tmp_path / "a")
    sure = sorted(r["probabilities"][r["stance"]] for r in before if r["stance"] != "none")
    gaps = [(above - below, (above + below) / 2) for below, above in pairwise(sure)]
    least = max(gaps)[1]  # far from any probability: files round them
    after, ran = predict(
        cli, model_folder, span_file, tmp_path / "b", "--min-confidence", str(least)
    )
    withheld = 0
    for old, new in zip(before, after, strict=True):
        assert old["withheld"] is None
        unsure = old["stance"] != "none" and old["probabilities"][old["stance"]] < least
        withheld += unsure
        changed = {"stance": "none", "withheld": old["stance"]} if unsure else {}
        assert new == {**old, **changed}
    assert 0 < withheld < len(sure)
    assert f", {withheld} stances withheld" in ran.out
    with (tmp_path / "b" / "predictions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sum(row["withheld"] != "" for row in rows) == withheld
    pages = [page.read_text(encoding="utf-8") for page in (tmp_path / "b/html").glob("page-*.html")]
    assert sum(page.count(" withheld</span>") for page in pages) == withheld


def test_stances_have_their_own_and_later_words_win(
    cli: Run, model_folder: Path, span_file: Path, tmp_path: Path
) -> None:
    words = "1,commit=0,demand=0.0,demand=1"
    records, _ = predict(cli, model_folder, span_file, tmp_path / "out", "--min-confidence", words)
    assert {record["stance"] for record in records} == {"commit", "none"}
    assert {r["withheld"] for r in records} == {None, "refuse", "warn", "demand"}
    records, _ = predict(
        cli, model_folder, span_file, tmp_path / "out", "--min-confidence", "refuse=1"
    )
    assert {r["withheld"] for r in records} == {None, "refuse"}


def test_recommended_values_come_from_the_manifest(
    cli: Run, recommending: Path, span_file: Path, tmp_path: Path
) -> None:
    words = ("--min-confidence", "recommended")
    records, ran = predict(cli, recommending, span_file, tmp_path / "out", *words)
    assert "small has no recommended confidence for warn: all of it is withheld." in ran.err
    assert {r["withheld"] for r in records} >= {None, "warn"}
    stances = {r["stance"] for r in records}
    assert {"commit", "demand"} <= stances
    assert "warn" not in stances
    assert all(r["probabilities"]["refuse"] >= 0.9 for r in records if r["stance"] == "refuse")

    words = ("--min-confidence", "recommended,warn=0")
    records, ran = predict(cli, recommending, span_file, tmp_path / "out", *words)
    assert ran.err == ""
    assert "warn" in {r["stance"] for r in records}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("often", "expected numbers from 0 to 1, STANCE=number, or recommended, found 'often'"),
        ("1.5", "found '1.5'"),
        ("-0.1", "found '-0.1'"),
        ("nan", "found 'nan'"),
        ("warn=", "found 'warn='"),
        ("comit=0.5", "found 'comit'. Did you mean 'commit'?"),
        ("none=0.5", "found 'none'"),
    ],
)
def test_other_words_are_refused(
    cli: Run, model_folder: Path, span_file: Path, tmp_path: Path, words: str, message: str
) -> None:
    option = f"--min-confidence={words}"
    ran = cli("predict", "--spans", span_file, "--model", model_folder, "--out", tmp_path, option)
    assert ran.code == 2
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_a_model_without_recommendations_says_so(
    cli: Run, recommending: Path, span_file: Path, tmp_path: Path
) -> None:
    path = recommending / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    del manifest["thresholds"]
    path.write_text(json.dumps(manifest), encoding="utf-8")
    words = ("--spans", span_file, "--model", recommending, "--out", tmp_path / "out")
    ran = cli("predict", *words, "--min-confidence", "recommended")
    assert ran.code == 1
    assert "expected recommended thresholds in its manifest, found none" in ran.err
