from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from quotestance.data.corpus import load_articles, load_standoff, read_articles
from quotestance.errors import DataError

ARTICLE = """---
title: A pier
style: local paper
domain: transport
event: {event}
actors:
  orsi: Ilona Orsi
---
[Ilona Orsi]{{m1}} [said]{{c1}} [the pier would close]{{q1 indirect none orsi}}.
"""
TEXT = "Ilona Orsi said the pier would close."


def add_article(folder: Path, name: str, source: str | None = None) -> None:
    content = ARTICLE.format(event=name) if source is None else source
    (folder / f"{name}.quotes.md").write_bytes(content.encode())


def record(doc: str, text: str = TEXT, **more) -> dict:
    span = {"start": 16, "end": 36, "kind": "indirect", "mention": [0, 10]}
    span |= {"actor": "Ilona Orsi", "stance": "none", "unsure": False}
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"doc": doc, "sha256": digest, "spans": [span], **more}


def add_labels(folder: Path, *records: dict) -> None:
    lines = "".join(json.dumps(entry) + "\n" for entry in records)
    (folder / "labels.jsonl").write_text(lines, encoding="utf-8")


def test_articles_come_sorted_by_id_with_their_line_ends(tmp_path):
    add_article(tmp_path, "zebra")
    add_article(tmp_path, "ant", ARTICLE.format(event="x").replace("\n", "\r\n"))
    add_article(tmp_path, "ant2")
    (tmp_path / "notes.md").write_text("no article")
    articles = load_articles(tmp_path)
    assert [labelled.article.id for labelled in articles] == ["ant", "ant2", "zebra"]
    assert articles[0].article.text == TEXT + "\r\n"
    assert articles[0].article.path == str(tmp_path / "ant.quotes.md")
    assert articles[2].quotes[0].span_id == "zebra:1"


def test_broken_articles_are_left_out_and_named(tmp_path):
    add_article(tmp_path, "good")
    add_article(tmp_path, "bad", ARTICLE.format(event="x").replace("{q1", "{q1 q2"))
    (tmp_path / "latin.quotes.md").write_bytes(ARTICLE.format(event="caf\xe9").encode("latin-1"))
    articles, problems = read_articles(tmp_path)
    assert [labelled.article.id for labelled in articles] == ["good"]
    assert {Path(problem.path).name for problem in problems} == {
        "bad.quotes.md",
        "latin.quotes.md",
    }
    assert any("a file in UTF-8" in str(problem) for problem in problems)
    with pytest.raises(DataError, match=r"bad\.quotes\.md:9:"):
        load_articles(tmp_path)


@pytest.mark.parametrize("load", [load_articles, load_standoff])
def test_a_folder_without_labels_is_an_error(tmp_path, load):
    with pytest.raises(DataError, match=str(tmp_path)):
        load(tmp_path)
    with pytest.raises(DataError, match="no such folder"):
        load(tmp_path / "missing")


def test_standoff_folder_leaves_out_missing_changed_and_repeated_texts(tmp_path):
    (tmp_path / "text").mkdir()
    for name in ("b", "a", "changed"):
        (tmp_path / "text" / f"{name}.txt").write_text(TEXT, encoding="utf-8")
    add_labels(
        tmp_path, record("b"), record("missing"), record("a"), record("changed", "x"), record("b")
    )
    articles, problems = load_standoff(tmp_path)
    assert [labelled.article.id for labelled in articles] == ["a", "b"]
    assert articles[0].quotes[0].span.of(TEXT) == "the pier would close"
    assert articles[0].quotes[0].group == "a"
    assert [problem.line for problem in problems] == [2, 4, 5]
    for word, problem in zip(("missing.txt", "SHA-256", "once"), problems, strict=True):
        assert word in str(problem)


def test_an_event_in_the_record_is_the_group(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    add_labels(tmp_path, record("a", event="pier"))
    articles, _ = load_standoff(tmp_path)
    assert articles[0].quotes[0].group == "pier"


def test_gold_files_beside_their_texts(tmp_path):
    (tmp_path / "pier.txt").write_text(TEXT, encoding="utf-8")
    entry = record("pier.txt")
    entry["spans"][0]["mention"] = "Orsi"
    (tmp_path / "pier.gold.json").write_text(json.dumps(entry, indent=1), encoding="utf-8")
    articles, problems = load_standoff(tmp_path)
    assert not problems and articles[0].article.id == "pier"
    assert articles[0].quotes[0].mention.of(TEXT) == "Orsi"
