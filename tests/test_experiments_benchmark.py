"""benchmarks/experiments.py: what is trained, what is not trained again, and the table."""

from __future__ import annotations

import json
from pathlib import Path

import experiments
import pytest


def test_some_experiments_need_an_encoder_or_a_teacher() -> None:
    alone = experiments.experiments(None, None)
    without = ["minilm-without-corpus", "minilm-without-sentences"]
    more = ["minilm-corpus-alone", "minilm-in-domain"]
    assert list(alone) == ["tfidf", "tfidf-all-alike", "minilm", *without, *more]
    (weights, *_) = alone["tfidf"].settings
    assert weights == "data.weights=[1,1,1,8,8]" and alone["tfidf"].parts[3:] == (
        "wikinews-train",
        "open-train",
    )
    for name in without:
        assert name.removeprefix("minilm-without-") not in alone[name].parts
    assert alone["minilm-corpus-alone"].parts == ("corpus",)
    taught = experiments.experiments("FOLDER", "A,B")
    assert set(taught) - set(alone) == {"minilm-taught", "mpnet", "mpnet-in-domain"}
    assert "teacher=[A,B]" in taught["minilm-taught"].settings
    assert "model.encoder=FOLDER" in taught["mpnet"].settings


def test_a_run_starts_anew_and_is_kept_when_it_is_finished(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[tuple[str, ...]] = []

    def fake(*words: str) -> None:
        called.append(words)
        tmp_path.joinpath("manifest.json").write_text(json.dumps({"duration_s": 90}))

    monkeypatch.setattr("real_sets.quotestance", fake)
    names = [*experiments.ALL, "wikinews-dev", "open-dev"]
    spans = {name: Path(f"{name}.jsonl") for name in names}
    one = experiments.experiments(None, None)["minilm-corpus-alone"]
    assert [experiments.train(one, 14, spans, tmp_path) for _ in range(2)] == [1.5, 1.5]
    (words,) = called
    assert "data.train=[corpus.jsonl]" in words
    assert "data.dev=[wikinews-dev.jsonl,open-dev.jsonl]" in words
    assert "seed=14" in words
    assert "start=null" in words  # the released weights have learned from all of the data


def test_cells_hold_mean_and_deviation() -> None:
    runs = [{"n": 9, "macro_f1_stances": f1, "ece": 0.05} for f1 in (0.5, 0.6)]
    rows = {"one": {"a": runs, "b": runs}, "two": {"a": runs[:1], "b": runs[:1]}}
    minutes = {"one": [1.0, 3.0], "two": [2.0]}
    assert experiments.table("macro_f1_stances", rows, minutes) == [
        "| Four-stance macro-F1 | a (9) | b (9) | minutes |",
        "| --- | ---: | ---: | ---: |",
        "| one | 0.55 ± 0.07 | 0.55 ± 0.07 | 2.0 ± 1.4 |",
        "| two | 0.50 | 0.50 | 2.0 |",
    ]
    head, *_ = experiments.table("ece", rows, {})
    assert head == "| ECE | a (9) | b (9) |"
