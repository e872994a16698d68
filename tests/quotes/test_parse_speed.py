"""What makes the parse faster must not change what it says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from quotestance.quotes import remembered
from quotestance.quotes.nlp import SPACY_MODEL, load_nlp

TEXTS = (
    "Mara Lind, the mayor of Harrow, said on Monday that there's no plan to close the pier.",
    "There are two of them. He has had enough, doesn't he? They'd have gone but for the rain.",
    "“We've done what we could,” said Lind. “That is why I didn't sign it.”\n\nThe Harbour Board",
    "Officials were urging the EU to pay 3.5 million euros, which Norway did in March 2019.",
    "SHIPS LEFT  THE PORT\n\n\nIs it true that I'm to go, while you're to stay?",
    "",
    " \n",
)


def annotations(doc: Doc) -> list[tuple[object, ...]]:
    words = [(t.text, t.tag_, t.pos_, t.lemma_) for t in doc]
    syntax = [(t.dep_, t.head.i, t.is_sent_start, t.ent_iob_, t.ent_type_) for t in doc]
    return [one + other for one, other in zip(words, syntax, strict=True)]


@pytest.fixture(scope="module")
def plain() -> Language:
    return spacy.load(SPACY_MODEL)


@pytest.fixture
def fresh() -> Iterator[Language]:
    """A pipeline that has read nothing yet."""
    yield load_nlp.__wrapped__()


def test_the_answers_are_those_of_the_plain_pipeline(plain: Language, fresh: Language) -> None:
    expected = [annotations(doc) for doc in plain.pipe(TEXTS)]
    assert [annotations(doc) for doc in fresh.pipe(TEXTS)] == expected
    assert [annotations(fresh(text)) for text in TEXTS] == expected  # now from memory
    assert sum(map(len, expected)) > 90


@pytest.mark.parametrize("most", [1, 30])
def test_a_full_memory_is_emptied(
    plain: Language, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(remembered, "MOST", most)
    small = load_nlp.__wrapped__()
    for _ in range(2):
        for text in TEXTS:
            assert annotations(small(text)) == annotations(plain(text))


def test_words_come_from_memory_the_second_time(
    fresh: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = annotations(fresh(TEXTS[0]))

    def never(*_: object) -> None:
        raise AssertionError("asked again")

    words = fresh.get_pipe("remembered_words")
    monkeypatch.setattr(words, "ruler", never)
    monkeypatch.setattr(words, "lemmatizer", never)
    assert annotations(fresh(TEXTS[0])) == first
