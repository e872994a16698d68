"""What ships in data/wikinews and data/open: labels and folds, no text."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from quotestance.data.fetch.collect import SETS, labels_of
from quotestance.data.fetch.converters import CONVERTERS
from quotestance.data.splits import assign_folds

ROOT = Path(__file__).resolve().parents[3]
SIZES = {"wikinews": (270, 2570), "open": (199, 3174)}


@pytest.fixture(params=SETS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def folds_of(name: str) -> dict[str, Any]:
    return json.loads((ROOT / "data" / name / "folds.json").read_text(encoding="utf-8"))


def test_every_record_says_where_its_text_is_and_under_which_licence(name: str) -> None:
    records = labels_of(name)
    assert (len(records), sum(len(one["spans"]) for one in records)) == SIZES[name]
    assert len({one["doc"] for one in records}) == len(records)
    for one in records:
        assert one["licence"]
        assert one["repo"] in CONVERTERS if name == "open" else "/wiki/" in one["url"]


def test_no_words_of_the_texts_ship(name: str) -> None:
    files = {path.name for path in (ROOT / "data" / name).iterdir()}
    assert files == {"README.md", "folds.json", "labels.jsonl"}
    for one in labels_of(name):
        for span in one["spans"]:
            assert set(span) == {"start", "end", "kind", "mention", "actor", "stance", "unsure"}
            assert span["mention"] is None or all(isinstance(n, int) for n in span["mention"])


def test_folds_are_those_of_the_seed_and_alike(name: str) -> None:
    stances = {one["doc"]: [span["stance"] for span in one["spans"]] for one in labels_of(name)}
    table = folds_of(name)
    assert table["folds"] == assign_folds(stances, 13, together=table["together"])
    sizes = [len(fold) for fold in table["folds"]]
    assert max(sizes) - min(sizes) <= 1
    counts = [Counter(s for doc in fold for s in stances[doc]) for fold in table["folds"]]
    for stance, total in sum(counts, Counter()).items():
        for count in counts:
            assert abs(count[stance] - total / 5) <= max(3, 0.05 * total / 5), stance
