"""Models that decide: the one that reads whole articles reads each of them once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quotestance.artifacts import load_classifier, load_tagger
from quotestance.classifiers import Tagger
from quotestance.extractors import load_extractor
from quotestance.models.tagger import Answers, TaggerModel
from quotestance.models.windows import Pieces
from quotestance.pipeline import ReadArticle, complete_quotes, predict_stances, read_article
from quotestance.records import Article, Quote, Span

TEXT = "Mara Lind warned that closing the pier would cost lives. Ivo Brandt left."


@pytest.fixture
def tagger(tagger_folder: Path) -> Tagger:
    return load_tagger(str(tagger_folder))


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one whenever a tagger reads a text."""
    seen: list[int] = []
    read = TaggerModel.read

    def counted(self: TaggerModel, *given: Any) -> Answers:
        seen.append(1)
        return read(self, *given)

    monkeypatch.setattr(TaggerModel, "read", counted)
    return seen


def given_quotes() -> tuple[Article, list[Quote]]:
    article = Article("a", TEXT, "")
    found = read_article(article)
    return article, [replace(quote, stance=None) for quote in found.quotes]


def test_what_found_the_quotes_reads_no_second_time(
    tagger_folder: Path, readings: list[int]
) -> None:
    item = read_article(Article("a", TEXT, ""), load_extractor(str(tagger_folder)))
    ((_, predictions),) = predict_stances([item], [load_classifier(str(tagger_folder))])
    assert "warn" in [prediction.stance for prediction in predictions]
    assert len(readings) == 1


def test_quotes_of_others_cost_one_reading(tagger: Tagger, readings: list[int]) -> None:
    item = complete_quotes(*given_quotes())
    ((_, (prediction,)),) = predict_stances([item], [tagger])
    assert prediction.stance == "warn"
    assert len(readings) == 1


def test_another_tagger_reads_for_itself(
    tagger: Tagger, tagger_folder: Path, readings: list[int]
) -> None:
    item = read_article(Article("a", TEXT, ""), load_extractor(str(tagger_folder)))
    other = replace(tagger, manifest={**tagger.manifest, "weights": {"tagger.safetensors": "0"}})
    assert tagger.reading_of(item) is not None
    assert other.reading_of(item) is None
    ((_, predictions),) = predict_stances([item], [other, tagger])
    assert {len(readings), len({one.stance for one in predictions[:2]})} == {2, 1}


def test_both_ways_give_one_answer(tagger: Tagger, tagger_folder: Path) -> None:
    """An answer does not depend on who found the quote."""
    own = read_article(Article("a", TEXT, ""), load_extractor(str(tagger_folder)))
    given = complete_quotes(own.article, own.quotes)
    ((_, once), (_, again)) = predict_stances([own, given], [tagger])
    assert len(once) == len(again) > 0
    for one, other in zip(once, again, strict=True):
        assert one.probabilities == pytest.approx(other.probabilities, abs=1e-6)


def test_articles_without_quotes_are_not_read(tagger: Tagger, readings: list[int]) -> None:
    stances, probabilities = tagger.classify([ReadArticle(Article("a", TEXT, ""), (), ())])
    assert (stances, probabilities.shape) == ([], (0, 5))
    assert tagger.classify([])[0] == []
    assert readings == []


def test_what_a_tagger_cannot_see_is_none(tagger: Tagger) -> None:
    text = "PIER TO CLOSE, LIND SAYS\n\nMara Lind left."
    quote = Quote("a", "a:1", "a:q1", Span(0, 13), "indirect")
    item = complete_quotes(Article("a", text, ""), [quote])
    ((_, (prediction,)),) = predict_stances([item], [tagger])
    assert prediction.stance == "none"
    assert prediction.probabilities["none"] > 0.9


def test_an_article_that_a_tagger_cannot_read_stops_no_other(
    tagger: Tagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = TaggerModel.read

    def breaks(self: TaggerModel, pieces: Pieces, batch_size: int) -> Answers:
        if len(pieces.ids) > 30:
            raise ValueError("too long")
        return read(self, pieces, batch_size)

    monkeypatch.setattr(TaggerModel, "read", breaks)
    long = read_article(Article("long", TEXT + " " + TEXT, ""))
    items = list(predict_stances([long, complete_quotes(*given_quotes())], [tagger]))
    assert [item.failure for item, _ in items] == ["ValueError: too long", None]
    assert [len(predictions) for _, predictions in items] == [0, 1]


def test_readings_are_let_go_when_the_stances_are_told(tagger: Tagger) -> None:
    ((item, _),) = predict_stances([complete_quotes(*given_quotes())], [tagger])
    assert item.tagged == ()


def test_a_tagger_without_stances_says_so(tagger: Tagger) -> None:
    with pytest.raises(RuntimeError, match="tiny was trained without stances"):
        replace(tagger, calibration=None).classify([])
