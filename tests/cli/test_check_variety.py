from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from own_articles import article, said
from quotestance.data.exchange.formats import export_articles
from quotestance.labels import STANCES


def test_variety_beside_other_data(cli: Callable[..., Any], tmp_path: Path) -> None:
    spans = export_articles([article("a", said("it rained"))], "jsonl", tmp_path / "own", STANCES)
    out = tmp_path / "out"
    seeds = Path(__file__).parents[2] / "seeds" / "articles"
    ran = cli("check", spans[0], "--variety", "--beside", seeds, "--out", out)
    assert ran.code == 0
    assert "Leakage" in ran.out
    found = json.loads((out / "variety.json").read_text(encoding="utf-8"))["data"]
    assert list(found) == ["jsonl", "articles"]
    assert found["jsonl"]["spans"] == 1
    assert found["articles"]["leakage"]["span"] > found["articles"]["leakage"]["actor"]
    assert {path.name for path in out.iterdir()} == {
        "variety.json",
        "variety.md",
        "span_lengths.svg",
        "vocabulary.svg",
    }


def test_beside_needs_variety(cli: Callable[..., Any], tmp_path: Path) -> None:
    ran = cli("check", "--beside", tmp_path)
    assert ran.code == 2
    assert "expected --variety with --beside or --out" in ran.err
