"""The corpus that ships: sound, of the size it claims, and split so that nothing leaks."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from pathlib import Path

import pytest

from quotestance.data.corpus import load_articles
from quotestance.data.splits import group_of, read_splits
from quotestance.evaluation.agreement import agreement
from quotestance.records import LabelledArticle

CORPUS = Path(__file__).parents[2] / "data" / "corpus"


@pytest.fixture(scope="module")
def corpus() -> list[LabelledArticle]:
    return load_articles(CORPUS / "articles")


def test_it_is_as_large_as_it_says(corpus: list[LabelledArticle]) -> None:
    stances = [quote.stance for labelled in corpus for quote in labelled.quotes]
    assert len(corpus) >= 1000
    assert len(stances) >= 12_000
    assert sum(stance != "none" for stance in stances) >= 5500
    assert all(stances.count(name) >= 900 for name in ("commit", "refuse", "warn", "demand"))


def test_no_event_and_no_invented_person_crosses_the_splits(corpus: list[LabelledArticle]) -> None:
    splits, problems = read_splits(CORPUS / "splits.json", corpus)
    assert problems == []
    assert set(splits.values()) == {"train", "dev", "test"}
    drawn = {
        name.rsplit(" (", 1)[0]
        for line in (CORPUS / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
        for name in json.loads(line)["people"]
    }
    where: dict[str, set[str]] = defaultdict(set)
    for labelled in corpus:
        for quote in labelled.quotes:
            if quote.actor in drawn:
                where[quote.actor].add(splits[labelled.article.id])
    assert len(where) > 2000
    assert {name for name, parts in where.items() if len(parts) > 1} == set()


def test_every_article_tells_an_event_of_its_brief(corpus: list[LabelledArticle]) -> None:
    lines = (CORPUS / "briefs.jsonl").read_text(encoding="utf-8").splitlines()
    briefs = {brief["id"]: brief for brief in map(json.loads, lines)}
    for labelled in corpus:
        brief = briefs[labelled.article.id.partition("-")[0]]
        assert group_of(labelled) == brief["event"]
        assert labelled.meta["domain"] == brief["domain"]


def test_the_checksums_hold() -> None:
    for line in (CORPUS / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((CORPUS / name).read_bytes()).hexdigest() == digest, name


def test_a_fifth_was_annotated_twice_and_agrees(corpus: list[LabelledArticle]) -> None:
    second = load_articles(CORPUS / "second")
    assert len(second) >= len(corpus) / 5
    result = agreement(corpus, second, resamples=10)
    assert result["spans"]["f1"] > 0.9
    assert result["stances"]["kappa"] > 0.85
