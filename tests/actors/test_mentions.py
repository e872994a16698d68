"""The words that stand for a person or a body."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from quotestance.actors.mentions import phrase, source_phrase


@pytest.fixture
def mark() -> Token:
    """A quotation mark at the end of an article that the parser took for a noun."""
    words, tags = ["click", "here", "„"], ["VERB", "ADV", "NOUN"]
    doc = Doc(Vocab(), words, pos=tags, heads=[0, 0, 0], deps=["ROOT", "advmod", "dobj"])
    return doc[2]


def test_a_noun_that_is_all_punctuation_is_a_phrase_all_the_same(mark: Token) -> None:
    assert phrase(mark) == (2, 3)
    assert source_phrase(mark) == (2, 3)
