"""Constructions of reported content: a sentence and the words of the spans in it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from quotestance.quotes.cues import cue_lemma, lexicon
from quotestance.quotes.extract import extract_quotes
from quotestance.quotes.parse import parse_article
from quotestance.records import Article


def reported(text: str, nlp: Language) -> list[str]:
    quotes, _ = extract_quotes(parse_article(Article("a", text, ""), nlp))
    return [quote.span.of(text) for quote in quotes]


FOUND = {
    "ruled out a thing": ("The minister ruled out a second bridge.", ["a second bridge"]),
    "ruled out doing": (
        "The minister ruled out closing the harbour.",
        ["closing the harbour"],
    ),
    "a dateline with date and agency": (
        "HARROW BAY, March 11 (ENP) – Dockers will stop work on Thursday, their union said.",
        ["Dockers will stop work on Thursday"],
    ),
    "did not rule out": ("The ministry did not rule out a fine.", ["a fine"]),
    "denied doing": (
        "The captain denied taking money from the owners.",
        ["taking money from the owners"],
    ),
    "turned down": (
        "The council turned down a request for longer opening hours.",
        ["a request for longer opening hours"],
    ),
    "announced plans": (
        "The company announced plans to leave the harbour.",
        ["plans to leave the harbour"],
    ),
    "agreed to a thing": ("The owners agreed to a new inspection.", ["a new inspection"]),
    "committed to doing": (
        "The council committed to repairing the pier.",
        ["repairing the pier"],
    ),
    "insisted on": (
        "The union insisted on a written guarantee.",
        ["a written guarantee"],
    ),
    "apologized for": ("The owners apologized for the long delay.", ["the long delay"]),
    "declined to comment": (
        "The company declined to comment on the talks.",
        ["on the talks"],
    ),
    "called for something to be done": (
        "The union called for the pier to be closed.",
        ["the pier to be closed"],
    ),
    "undertook": (
        "The owners undertook to repair the crane.",
        ["to repair the crane"],
    ),
    "asked whether": (
        "The harbour master asked whether the ferry had sailed.",
        ["whether the ferry had sailed"],
    ),
    "did not say": (
        "The minister did not say whether the pier would open.",
        ["whether the pier would open"],
    ),
    "quoted as saying": (
        "The ferry would sail on Monday, the agency quoted the captain as saying.",
        ["The ferry would sail on Monday"],
    ),
    "in somebody's view": (
        "In the mayor's view, the ferry is too old for the winter.",
        ["the ferry is too old for the winter"],
    ),
    "a condition after the clause": (
        "The owners said they would sign if the union ended its strike.",
        ["they would sign if the union ended its strike"],
    ),
    "both sides of the cue": (
        "The ferry was late, the captain said, and the crew had not been paid.",
        ["The ferry was late", "and the crew had not been paid"],
    ),
    "all before the cue": (
        "The pier is cracked and will fall, with anyone on it, in the next storm, the mayor said.",
        ["The pier is cracked and will fall, with anyone on it, in the next storm"],
    ),
    "all after the source": (
        "According to the mayor, the ferry is full, so the buses will run all night.",
        ["the ferry is full, so the buses will run all night"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND.keys())
def test_found(text: str, expected: list[str], nlp: Language) -> None:
    words = reported(text, nlp)
    assert [word.removeprefix("and ") for word in words] == [
        word.removeprefix("and ") for word in expected
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The company declined to comment.",
        "An official asked not to be named.",
        "The company announced the new timetable.",
        "The captain could agree to a new inspection.",
        "The owners did not insist on a guarantee.",
        "The bill rules out a second bridge.",
        "The talks went on until Monday.",
        "The union expressed joy.",
    ],
)
def test_not_found(text: str, nlp: Language) -> None:
    assert reported(text, nlp) == []


def test_the_writer_speaks_again_after_the_clause(nlp: Language) -> None:
    text = "The ferry sank, the ministry said, while divers searched the bay."
    assert reported(text, nlp) == ["The ferry sank"]


@pytest.mark.parametrize(
    ("text", "word", "lemma"),
    [
        ("She ruled out a vote.", "ruled", "rule out"),
        ("They turned the offer down.", "turned", "turn down"),
        ("The court ruled on Monday.", "ruled", "rule"),
    ],
)
def test_particles_are_part_of_the_lemma(text: str, word: str, lemma: str, nlp: Language) -> None:
    (cue,) = [token for token in nlp(text) if token.text == word]
    assert cue_lemma(cue) == lemma


def test_phrasal_verbs_share_no_first_word() -> None:
    phrasal = [lemma for lemma in lexicon().frames if " " in lemma]
    assert len(phrasal) == len(lexicon().particles) > 0


def test_prepositions_are_words() -> None:
    """YAML reads a bare "on" as true."""
    known = lexicon().prepositions
    assert known["insist"] == {"on"}
    assert all(isinstance(word, str) for words in known.values() for word in words)
