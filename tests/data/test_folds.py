"""Folds: how they are made, and ``data.fold`` on a standoff folder."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotestance.data.sources import load_all, load_parts
from quotestance.data.splits import assign_folds, read_folds
from quotestance.errors import DataError
from quotestance.labels import STANCES

Cli = Callable[..., Any]
ARTICLES = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=4),
    st.lists(st.sampled_from(STANCES.names), max_size=6),
    min_size=5,
    max_size=40,
)


@given(articles=ARTICLES, seed=st.integers(0, 99), data=st.data())
def test_each_article_lies_in_one_fold_beside_those_it_belongs_to(
    articles: dict[str, list[str]], seed: int, data: st.DataObject
) -> None:
    pair = data.draw(st.lists(st.sampled_from(sorted(articles)), min_size=2, max_size=3))
    folds = assign_folds(articles, seed, together=[pair])
    assert sorted(key for fold in folds for key in fold) == sorted(articles)
    assert sum(any(key in fold for key in pair) for fold in folds) == 1
    turned = dict(reversed(articles.items()))
    assert assign_folds(turned, seed, together=[pair]) == folds


def test_folds_are_alike() -> None:
    articles = {f"{n:02}": ["none"] * 4 + ["refuse"] * (n % 4 == 0) for n in range(40)}
    folds = assign_folds(articles, 13)
    assert [len(fold) for fold in folds] == [8] * 5
    assert [sum("refuse" in articles[key] for key in fold) for fold in folds] == [2] * 5


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("own/text").mkdir(parents=True)
    records = []
    for n in range(6):
        text = f"Bo said he will pay bill {n}."
        Path(f"own/text/{n}.txt").write_text(text, encoding="utf-8")
        span = {"start": 8, "end": 26, "kind": "indirect", "mention": [0, 2], "stance": "commit"}
        digest = hashlib.sha256(text.encode()).hexdigest()
        records.append(json.dumps({"doc": f"{n}.txt", "sha256": digest, "spans": [span]}))
    Path("own/labels.jsonl").write_text("\n".join(records), encoding="utf-8")
    folds = {"folds": [["0.txt", "1"], ["2", "gone"], ["3"], ["4"], ["5"]], "together": []}
    Path("own/folds.json").write_text(json.dumps(folds), encoding="utf-8")
    return Path("own")


def parts_of(folder: Path, fold: int | None, *wanted: str) -> dict[str, str]:
    settings = {"kind": "standoff", "dir": str(folder), "fold": fold}
    parts = load_parts(settings, STANCES, wanted)
    return {name: "".join(a.article.id for a in articles) for name, articles in parts.items()}


def test_a_fold_is_dev_and_test_and_the_others_are_train(folder: Path) -> None:
    assert parts_of(folder, 0, "train", "dev") == {"train": "2345", "dev": "01"}
    assert parts_of(folder, 1, "test") == {"test": "2"}
    assert parts_of(folder, None, "train", "dev") == {"train": "012345", "dev": ""}
    assert parts_of(folder, None, "test") == {"test": "012345"}
    settings = {"kind": "standoff", "dir": str(folder), "fold": 1}
    assert len(load_all(settings, STANCES)) == 6


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("data.fold=1 --split train", "01345"),
        ("data.fold=1 --split dev", "2"),
        ("data.fold=1 --split test", "2"),
        ("data.fold=1", "012345"),
        ("", "012345"),
    ],
)
def test_export_of_a_fold(cli: Cli, folder: Path, words: str, ids: str) -> None:
    command = f"data export --format text --out out data=standoff data.dir=own {words}"
    assert cli(*command.split()).code == 0
    assert "".join(sorted(path.stem for path in Path("out").glob("*.txt"))) == ids


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (
            "--split dev",
            2,
            "--split: expected data.fold=N beside it, found none. "
            "Name the fold to hold out, or leave --split away.",
        ),
        (
            "--split dev data.fold=5",
            1,
            "own/folds.json: expected a fold 5, found folds 0 to 4. Name one of them as data.fold.",
        ),
    ],
)
def test_errors_of_folds(cli: Cli, folder: Path, words: str, code: int, message: str) -> None:
    command = f"data export --format text --out out data=standoff data.dir=own {words}"
    ran = cli(*command.split())
    assert (ran.code, ran.err) == (code, f"quotestance: {message}\n")


def test_a_negative_fold_is_refused(cli: Cli, folder: Path) -> None:
    ran = cli(*"check data=standoff data.dir=own data.fold=-1".split())
    assert ran.code == 2
    assert "fold must be 0 or more" in ran.err


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (None, "no such file or directory"),
        ("{", "another content (Expecting property name enclosed in double quotes: "),
        ('{"fold": []}', "another content ('folds')"),
        ("[]", "another content (list indices must be integers or slices, not str)"),
        ('{"folds": []}', "other values under 'folds'"),
        ('{"folds": [[1]]}', "other values under 'folds'"),
        ('{"folds": [1]}', "another content ('int' object is not iterable)"),
    ],
)
def test_a_file_that_is_no_list_of_folds(tmp_path: Path, content: str | None, found: str) -> None:
    file = tmp_path / "folds.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    expected = f'{file}: expected a JSON object {{"folds": [[ids], …]}}, found {found}'
    with pytest.raises(DataError, match="^" + re.escape(expected)):
        read_folds(file)
