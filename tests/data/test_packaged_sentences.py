"""The single sentences that ship: enough of each label, no twin apart, each from its brief."""

from __future__ import annotations

import runpy
from collections import Counter
from pathlib import Path

import pytest
import yaml

from quotestance.data.sources import load_parts
from quotestance.labels import STANCES
from quotestance.records import LabelledArticle, Quote

FOLDER = Path(__file__).parents[2] / "data" / "sentences"
SETTINGS = {"kind": "sentences", "split": "test"}
Parts = dict[str, list[LabelledArticle]]


@pytest.fixture(scope="module")
def parts() -> Parts:
    return load_parts(SETTINGS, STANCES, ("train", "dev", "test"))


def quotes(articles: list[LabelledArticle]) -> list[Quote]:
    return [quote for labelled in articles for quote in labelled.quotes]


def test_there_are_enough_of_each_label(parts: Parts) -> None:
    assert parts["dev"] == []
    for part, least in (("train", 1000), ("test", 100)):
        counts = Counter(quote.stance for quote in quotes(parts[part]))
        assert set(counts) == set(STANCES.names)
        assert min(counts.values()) >= least


def test_no_sentence_and_no_twin_crosses_from_training_to_test(parts: Parts) -> None:
    groups = {part: {quote.group for quote in quotes(found)} for part, found in parts.items()}
    texts = {part: {item.article.text for item in found} for part, found in parts.items()}
    assert not groups["train"] & groups["test"]
    assert not texts["train"] & texts["test"]


@pytest.mark.parametrize(("split", "of"), [("train", ["train"]), ("all", ["train", "test"])])
def test_a_split_is_what_evaluate_reads(parts: Parts, split: str, of: list[str]) -> None:
    read = load_parts({**SETTINGS, "split": split}, STANCES, ("test",))["test"]
    assert read == [labelled for part in of for labelled in parts[part]]


def test_every_sentence_has_the_label_of_its_brief(parts: Parts) -> None:
    sampler = runpy.run_path(str(FOLDER / "draw_briefs.py"))
    grid = yaml.safe_load((FOLDER / "grid.yaml").read_text(encoding="utf-8"))
    every = [q for q in quotes(parts["train"] + parts["test"]) if q.span_id.startswith("s")]
    assert len(every) > 10_000
    seeds = {quote.span_id[1:].partition("-")[0] for quote in every}
    briefs = {
        number: label
        for seed in seeds
        for number, label, *_ in (
            line.split(" | ") for line in sampler["briefs"](grid, 60, int(seed))
        )
    }
    kept = [quote.stance == briefs[quote.span_id[1:]] for quote in every]
    assert sum(kept) > 0.9 * len(kept)  # a sentence that turned out otherwise says what it is
