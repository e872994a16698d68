"""``evaluate --extraction`` with a model: what each stage loses, on an article of our own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

Run = Callable[..., Any]

# The second actor is wrong in the labels, so that exactly one act is lost by its actor.
ARTICLE = """---
title: A pier
style: local paper
domain: transport
event: pier
actors:
  lind: Mara Lind
  union: Dockers' Union
---
[Mara Lind]{m1} [refused]{c1} [to sign the pier contract]{q1 indirect refuse lind}.

“[We will rebuild the ferry by summer]{q2 direct commit union},” Mara Lind [said]{c2} on Monday.
"""


@pytest.fixture
def scored(
    cli: Run, model_folder: Path, nlp: Language, tmp_path: Path
) -> tuple[dict[str, Any], str]:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles/pier.quotes.md").write_text(ARTICLE, encoding="utf-8")
    data = ("data=articles", f"data.dir={tmp_path / 'articles'}")
    words = ("--extraction", "--model", model_folder, "--out", tmp_path / "out")
    ran = cli("evaluate", *words, *data)
    assert ran.code == 0, ran.err
    return json.loads((tmp_path / "out/extraction.json").read_text(encoding="utf-8")), ran.out


def test_an_act_with_a_wrong_actor_is_lost_by_actors(scored: tuple[dict[str, Any], str]) -> None:
    result, shown = scored
    stages = result["stages"]
    assert stages["recall"] == {"acts": 2, "found": 2, "actor": 1, "stance": 1}
    assert stages["f1"] == {
        "end_to_end": 0.5,
        "gold_stances": 0.5,
        "gold_spans": 0.5,
        "gold_spans_actors": 1.0,
    }
    assert stages["lost"] == {"spans": 0.0, "actors": 0.5, "stances": 0.0}
    assert "lost by actors: 0.500" in shown


def test_the_result_says_what_it_is_about(
    scored: tuple[dict[str, Any], str], model_folder: Path
) -> None:
    manifest = json.loads((model_folder / "manifest.json").read_text(encoding="utf-8"))
    result, _ = scored
    assert (result["model"], result["weights"]) == ("small", manifest["weights"])
    assert result["extractor"] == {"name": "rules"}


def test_single_sentences_are_not_for_extraction(cli: Run) -> None:
    ran = cli("evaluate", "--extraction", "data=sentences")
    assert ran.code == 2
    assert "expected articles in which every quote is labelled" in ran.err
