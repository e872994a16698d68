"""From articles to predictions: order, joins by id, and articles that break a stage."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from quotestance import extractors, pipeline
from quotestance.artifacts import load_classifier
from quotestance.classifiers import TextClassifier
from quotestance.pipeline import ReadArticle, complete_quotes, predict_stances, read_article
from quotestance.records import Article, Diagnostic, Quote, Span

TEXT = "“We will not sell the {0},” said Mara Lind. The union warned that the {0} would close."


@pytest.fixture(scope="module")
def classifier(model_folder: Path) -> TextClassifier:
    return load_classifier(str(model_folder))


def article(name: str, text: str | None = None) -> Article:
    return Article(name, TEXT.format(name) if text is None else text, "")


def quote(text: str, words: str, **more: Any) -> Quote:
    start = text.index(words)
    return Quote("a", "q", words, Span(start, start + len(words)), "direct", **more)


def test_an_article_is_read_with_kinds_cues_and_actors(nlp: Language) -> None:
    read = read_article(article("pier"))
    assert read.failure is None
    assert [q.span.of(read.article.text) for q in read.quotes] == [
        "We will not sell the pier",
        "the pier would close",
    ]
    assert [q.kind for q in read.quotes] == ["direct", "indirect"]
    assert [q.actor for q in read.quotes] == ["Mara Lind", "union"]
    assert read.texts[0].startswith("Mara Lind | said | ")


@pytest.mark.parametrize("text", ["", "   \n", "No one spoke.", "“", "”“”", "\u200b" * 50])
def test_an_article_without_quotes_has_none(text: str, nlp: Language) -> None:
    read = read_article(article("a", text))
    assert (read.quotes, read.texts, read.failure) == ((), (), None)


@pytest.mark.parametrize("stage", ["parse_article", "extract_quotes", "attribute", "render"])
def test_an_article_that_breaks_a_stage_stops_no_other(
    stage: str, nlp: Language, classifier: TextClassifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = extractors if stage in ("parse_article", "extract_quotes") else pipeline
    real = getattr(place, stage)

    def fragile(*arguments: Any) -> Any:
        if "ferry" in str(arguments):
            raise RecursionError("too deep\nindeed")
        return real(*arguments)

    monkeypatch.setattr(place, stage, fragile)
    broken = Article("ferry", TEXT.format("ferry"), "", diagnostics=(Diagnostic("x", "y"),))
    items = [article("pier"), broken, article("school")]
    results = list(predict_stances(map(read_article, items), [classifier]))
    assert [item.article.id for item, _ in results] == ["pier", "ferry", "school"]
    assert [item.failure for item, _ in results] == [None, "RecursionError: too deep", None]
    assert [len(found) for _, found in results] == [2, 0, 2]
    assert results[1][0].diagnostics == broken.diagnostics


def test_given_spans_that_break_a_stage_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*arguments: Any) -> str:
        raise ValueError("boom")

    monkeypatch.setattr(pipeline, "render", broken)
    text = "Berg vowed to stay."
    given = quote(text, "to stay", cue=Span(5, 10), actor="Berg")
    assert complete_quotes(article("a", text), [given]).failure == "ValueError: boom"


def test_given_spans_with_cue_and_actor_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*arguments: Any) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(pipeline, "parse_article", never)
    monkeypatch.setattr(pipeline, "load_nlp", never)
    text = "Berg vowed to stay."
    given = quote(text, "to stay", cue=Span(5, 10), actor="Berg")
    read = complete_quotes(article("a", text), [given])
    assert read.failure is None
    assert read.quotes == (given,)
    assert read.texts == ("Berg | vowed | Berg vowed « to stay » .",)


def test_given_spans_get_what_they_lack_and_keep_order_and_ids(nlp: Language) -> None:
    text = TEXT.format("pier")
    given = [quote(text, "the pier would close"), quote(text, "We will not sell the pier")]
    read = complete_quotes(article("a", text), given)
    assert [q.span_id for q in read.quotes] == [q.span_id for q in given]
    assert [q.span for q in read.quotes] == [q.span for q in given]
    assert [q.cue and q.cue.of(text) for q in read.quotes] == ["warned", "said"]
    assert [q.actor for q in read.quotes] == ["union", "Mara Lind"]


def test_what_is_given_is_kept(nlp: Language) -> None:
    text = TEXT.format("pier")
    given = quote(text, "We will not sell the pier", actor="Somebody Else", stance="none")
    (found,) = complete_quotes(article("a", text), [given]).quotes
    assert (found.actor, found.stance) == ("Somebody Else", "none")
    assert found.cue is not None


@pytest.mark.parametrize("batch_size", [1, 2, 64])
def test_articles_keep_their_order_over_batches(
    batch_size: int, classifier: TextClassifier
) -> None:
    def ready(number: int) -> ReadArticle:
        text = f"Berg vowed to stay {number} days."
        spans = (quote(text, "to stay", cue=Span(5, 10), actor="Berg"),) * (number % 3)
        return complete_quotes(article(f"a{number}", text), spans)

    results = list(predict_stances(map(ready, range(40)), [classifier], batch_size))
    assert [item.article.id for item, _ in results] == [f"a{i}" for i in range(40)]
    assert [len(found) for _, found in results] == [i % 3 for i in range(40)]
    for _, found in results:
        for prediction in found:
            assert prediction.text == "to stay"
            assert sum(prediction.probabilities.values()) == pytest.approx(1.0)
            assert list(prediction.probabilities) == list(classifier.labels.names)


def test_articles_come_out_before_all_are_read(classifier: TextClassifier) -> None:
    started: list[int] = []

    def endless() -> Any:
        for number in range(10_000):
            started.append(number)
            yield complete_quotes(article(f"a{number}"), [])

    next(iter(predict_stances(endless(), [classifier], batch_size=2)))
    assert len(started) <= 16


def test_several_models_answer_every_span(classifier: TextClassifier) -> None:
    other = TextClassifier("other", classifier.model, classifier.settings, classifier.calibration)
    text = "Berg vowed to stay."
    read = complete_quotes(
        article("a", text), [quote(text, "to stay", cue=Span(5, 10), actor="Berg")]
    )
    ((_, found),) = predict_stances([read], [classifier, other])
    assert [p.model for p in found] == ["small", "other"]
    assert list(predict_stances([], [classifier])) == []


def test_nothing_is_changed_in_the_order_of_quotes(nlp: Language) -> None:
    items: Sequence[ReadArticle] = [read_article(article(name)) for name in ("pier", "school")]
    for item in items:
        starts = [q.span.start for q in item.quotes]
        assert starts == sorted(starts)
        assert len({q.span_id for q in item.quotes}) == len(item.quotes)
