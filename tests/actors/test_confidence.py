"""The confidence of an actor: by evidence, and only for actors that were found."""

from __future__ import annotations

import itertools

import pytest
from spacy.language import Language

from quotestance.actors.attribute import attribute
from quotestance.actors.confidence import SHARES
from quotestance.pipeline import read_article
from quotestance.quotes.extract import extract_quotes
from quotestance.quotes.parse import parse_article
from quotestance.records import Article, Quote, Span

EVIDENCE = [
    ("“We will sign it,” said Mara Lind.", ("cue", "name")),
    ("Mara Lind leads the union. “We will sign it,” she said.", ("cue", "pronoun")),
    ("“We will sign it,” a senior official said on Monday.", ("cue", "description")),
    ("The pier is safe, according to Mara Lind.", ("according", "name")),
    ("Mara Lind: “We will sign it.”", ("bare", "name")),
    ("Mara Lind shook her head. “We will sign it.”", ("carried", "name")),
]


@pytest.mark.parametrize(("text", "evidence"), EVIDENCE)
def test_the_confidence_is_that_of_the_evidence(
    text: str, evidence: tuple[str, str], nlp: Language
) -> None:
    parsed = parse_article(Article("a", text, ""), nlp)
    (quote,), _ = attribute(parsed, extract_quotes(parsed)[0])
    assert quote.actor_confidence == SHARES[evidence]


def test_a_given_actor_and_nobody_have_no_confidence(nlp: Language) -> None:
    named = Quote("a", "a:q1", "a:1", Span(1, 16), "direct", actor="The crew")
    parsed = parse_article(Article("a", "“We will sign it,” said Mara Lind.", ""), nlp)
    assert attribute(parsed, [named])[0][0].actor_confidence is None
    parsed = parse_article(
        Article("a", "It rained.\n\n“We will sign the contract today.”", ""), nlp
    )
    (quote,), _ = attribute(parsed, extract_quotes(parsed)[0])
    assert (quote.actor, quote.actor_confidence) == (None, None)


def test_every_evidence_has_a_share_and_a_name_beats_a_description() -> None:
    ways, forms = ("cue", "according", "bare", "carried"), ("name", "pronoun", "description")
    assert set(SHARES) == set(itertools.product(ways, forms))
    assert all(0 < share < 1 for share in SHARES.values())
    assert all(SHARES[way, "name"] > SHARES[way, "description"] for way in ways)


def test_an_actor_below_the_minimum_becomes_null_and_the_model_text_stays() -> None:
    article = Article("a", "Mara Lind leads the union. “We will sign it,” she said.", "")
    kept = read_article(article)
    hidden = read_article(article, min_actor_confidence=0.9)
    assert [q.actor for q in kept.quotes] == ["Mara Lind"]
    assert [q.actor for q in hidden.quotes] == [None]
    assert hidden.quotes[0].actor_confidence == kept.quotes[0].actor_confidence
    assert hidden.texts == kept.texts
