"""What a manifest says of the files of a training."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from own_spans import span_records, write_records
from quotestance.data.sources import describe_files
from quotestance.labels import STANCES


def test_each_file_of_a_training_is_described_and_none_of_a_test(tmp_path: Path) -> None:
    records = span_records()
    whole, half, short = (
        str(write_records(tmp_path / f"{count}.jsonl", records[:count])) for count in (120, 60, 10)
    )
    settings = {"kind": "jsonl", "train": [whole, half], "dev": short, "test": half}
    described = describe_files(settings, STANCES)
    assert [(one["part"], one["file"], one["spans"]) for one in described] == [
        ("train", whole, 120),
        ("train", half, 60),
        ("dev", short, 10),
    ]
    assert described[2] == {
        "part": "dev",
        "file": short,
        "sha256": hashlib.sha256(Path(short).read_bytes()).hexdigest(),
        "articles": 10,
        "spans": 10,
        "labels": dict.fromkeys(sorted(STANCES.names), 2),
    }


@pytest.mark.parametrize(
    "settings",
    [
        {"kind": "seeds", "split": "all"},
        {"kind": "sentences", "split": "all"},
        {"kind": "articles", "dir": "own"},
    ],
)
def test_data_without_files_of_the_users_own_have_no_description(settings: dict[str, Any]) -> None:
    assert describe_files(settings, STANCES) == []


def test_the_sentences_of_a_tagger_are_described_beside_packaged_data(tmp_path: Path) -> None:
    path = str(write_records(tmp_path / "more.jsonl", span_records()[:20]))
    (described,) = describe_files({"kind": "corpus", "split": "test"}, STANCES, path)
    assert (described["part"], described["file"], described["spans"]) == ("sentences", path, 20)
