from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from datasets import load_dataset

from quotestance.data.hub import load_corpus
from quotestance.errors import ConfigError

SEEDS = {"kind": "seeds", "split": "test"}


def test_spans_and_articles_by_part() -> None:
    spans, articles = load_corpus("spans", data=SEEDS), load_corpus("articles", data=SEEDS)
    assert list(spans) == list(articles) == ["train", "validation", "test"]
    texts = {row["id"]: row["text"] for row in articles["test"]}
    for row in spans["test"]:
        assert texts[row["article_id"]][row["start"] : row["end"]] == row["text"]


def test_streaming_gives_the_same_rows() -> None:
    streamed = load_corpus(data=SEEDS, streaming=True)
    assert list(streamed["validation"]) == load_corpus(data=SEEDS)["validation"].to_list()


def test_another_unit_is_an_error() -> None:
    with pytest.raises(ConfigError) as error:
        load_corpus("span")  # type: ignore[arg-type]
    assert str(error.value).startswith("unit: expected spans or articles, found 'span'.")


def test_a_folder_for_load_dataset(
    cli: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    assert cli("data", "export", "--format", "hub", "--out", tmp_path / "hub").code == 0
    found = load_dataset(str(tmp_path / "hub"), "spans", cache_dir=str(tmp_path / "cache"))
    assert found["test"].to_list() == load_corpus(data=SEEDS)["test"].to_list()
    streamed = load_dataset(str(tmp_path / "hub"), "articles", streaming=True)
    assert next(iter(streamed["train"]))["id"] == "aluminium-tariff"


def test_a_part_of_it_is_refused(cli: Callable[..., Any], tmp_path: Path) -> None:
    ran = cli("data", "export", "--format", "hub", "--split", "dev", "--out", tmp_path)
    assert ran.code == 2
    assert "expected no --split with --format hub" in ran.err
