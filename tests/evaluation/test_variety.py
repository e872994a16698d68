from __future__ import annotations

import pytest

from own_articles import article, said
from quotestance.evaluation.variety import Passage, near_duplicates, variety, words_of

LONG = "the old pier at the north end of the bay would be closed for good in May"
CHANGED = "the old pier at the north end of the bay would be closed for good in June"
OTHER = "no ferry leaves the harbour before the crews have been paid for all of last winter"


def test_words_keep_their_apostrophes() -> None:
    assert words_of("Don’t close Lind's pier — 48 of us use it!") == [
        *("don’t", "close", "lind's", "pier", "48", "of", "us", "use", "it")
    ]


@pytest.mark.parametrize(
    ("second", "event", "found"),
    [
        (LONG, "b", [("2", "1", 1.0)]),
        (CHANGED, "b", [("2", "1", 0.875)]),
        (LONG.upper() + "!", "b", [("2", "1", 1.0)]),
        (LONG, "a", []),
        (OTHER, "b", []),
        ("would be closed for good", "b", []),
    ],
    ids=["same", "one word", "case", "one event", "other words", "short"],
)
def test_near_duplicates(second: str, event: str, found: list[tuple[str, str, float]]) -> None:
    passages = [Passage("1", "a", LONG), Passage("2", event, second)]
    assert near_duplicates(passages) == found


def test_variety_of_two_articles() -> None:
    result = variety(
        [
            article("a", said(LONG), said("we keep the pier open", "commit", 2)),
            article("b", said(CHANGED), said("we keep the ferry", "commit", 2)),
        ]
    )
    assert (result["articles"], result["spans"], result["sentences"]) == (2, 4, 4)
    assert result["near_duplicates"] == {"spans": 1, "sentences": 1}
    assert result["near_duplicate_pairs"]["spans"] == [("b:1", "a:1", 0.875)]
    assert result["shared_openings"] == 1.0
    assert result["top_openings"] == {"the old pier": 2, "we keep the": 2}
    assert result["words_per_span"]["95%"] <= 17
    assert result["kinds"] == {"direct": 0.0, "indirect": 1.0, "mixed": 0.0}


def test_nothing_has_no_variety() -> None:
    result = variety([])
    assert result["spans"] == 0
    assert result["words_per_span"] == {}
    assert result["shared_openings"] == 0
