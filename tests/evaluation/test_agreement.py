from __future__ import annotations

import pytest

from own_articles import article, said
from quotestance.errors import DataError
from quotestance.evaluation.agreement import agreement

FIRST = [
    article("a", said("it would sell the pier", "commit"), said("the ferry is late", "none", 2)),
    article("b", said("to open the lock", "demand"), said("lives would be lost", "warn", 2)),
]


def test_an_annotator_agrees_with_herself() -> None:
    result = agreement(FIRST, FIRST)
    assert result["articles"] == 2
    assert result["spans"]["f1"] == result["stances"]["kappa"] == 1.0
    assert result["disagreements"] == []


def test_one_other_stance_and_one_missing_span() -> None:
    second = [
        article("a", said("it would sell the pier", "warn"), said("the ferry is late", "none", 2)),
        article("b", said("to open the lock", "demand"), "Mara Lind said lives would be lost."),
    ]
    result = agreement(FIRST, second)
    assert result["spans"]["counts"] == {"gold": 4, "predicted": 3, "matched": 3}
    assert result["spans"]["f1"] == pytest.approx(6 / 7)
    assert result["stances"]["accuracy"] == pytest.approx(2 / 3)
    assert result["disagreements"] == [
        {"span_id": "a:1", "text": "it would sell the pier", "first": "commit", "second": "warn"}
    ]


def test_only_common_articles_count() -> None:
    assert agreement(FIRST, FIRST[:1])["articles"] == 1


def test_no_common_article_is_an_error() -> None:
    with pytest.raises(DataError) as error:
        agreement(FIRST, [article("c", said("it rained"))])
    assert str(error.value) == (
        "agreement: expected articles with the same ids in both folders, found 2 and 1 articles, "
        "none in both. Give the same file names to both annotators' articles."
    )


def test_another_text_is_an_error() -> None:
    with pytest.raises(DataError) as error:
        agreement(FIRST, [article("a", said("it would sell the quay", "commit"))])
    assert "another character at offset 33" in str(error.value)
