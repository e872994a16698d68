"""The models that ship: they load, answer plain cases, and come with a card."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quotestance.artifacts import find_model, load_classifier, released_models
from quotestance.extractors import load_extractor
from quotestance.labels import STANCES
from quotestance.pipeline import predict_stances, read_article
from quotestance.records import Article

CLEAR = {
    "refuse": "The mayor refused on Monday to reopen the old ferry terminal.",
    "commit": "The mayor pledged on Monday to rebuild the flooded school by spring.",
    "warn": "The mayor warned on Monday that the cuts would have severe consequences.",
    "demand": "The mayor urged the council on Monday to release the report at once.",
}
MEGABYTE = 1_000_000
EVERY = [*released_models(), *released_models(taggers=True)]


def test_two_models_and_a_tagger_are_released() -> None:
    assert (released_models(), released_models(taggers=True)) == (["minilm", "tfidf"], ["tagger"])


@pytest.mark.parametrize("name", EVERY)
def test_a_released_model_answers_plain_cases(name: str, nlp: Language) -> None:
    classifier = load_classifier(name, STANCES)
    assert classifier.name == name
    read = [read_article(Article(stance, text, "")) for stance, text in CLEAR.items()]
    answers = {
        item.article.id: [p.stance for p in found]
        for item, found in predict_stances(read, [classifier])
    }
    assert answers == {stance: [stance] for stance in CLEAR}


def test_the_tagger_finds_the_quotes_and_tells_their_stances_in_one_pass(nlp: Language) -> None:
    text = "\n".join(CLEAR.values())
    item = read_article(Article("a", text, ""), load_extractor("tagger"))
    ((_, found),) = predict_stances([item], [load_classifier("tagger", STANCES)])
    assert [prediction.stance for prediction in found] == list(CLEAR)


@pytest.mark.parametrize("name", EVERY)
def test_a_released_model_is_small_and_has_a_card(name: str) -> None:
    folder = find_model(name)
    card = (folder / "README.md").read_text(encoding="utf-8")
    assert card.startswith(("---\n", "# "))
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    assert size < 30 * MEGABYTE
    suffixes = {path.suffix for path in folder.rglob("*") if path.is_file()}
    assert suffixes <= {".json", ".md", ".safetensors", ".skops"}


@pytest.mark.parametrize("name", EVERY)
def test_a_released_model_says_how_it_came_about(name: str) -> None:
    manifest = load_classifier(name).manifest
    assert manifest["git"]["commit"]
    assert manifest["data"]["train"]["spans"] > manifest["data"]["dev"]["spans"] > 0
    assert manifest["config"]["name"] == name
