"""Texts that nobody would write: nothing raises, every offset holds, time grows with length."""

from __future__ import annotations

import time

import hostile_texts as hostile
import pytest
from spacy.language import Language

from quotestance.pipeline import read_article
from quotestance.records import Article

PROSE = "“We will not sell the pier,” said Mara Lind, the mayor.\n\n"


@pytest.mark.parametrize("name", hostile.SHAPES)
def test_a_hostile_text_is_read_without_a_fault(name: str, nlp: Language) -> None:
    text = hostile.SHAPES[name](600)
    for markup in ("plain", "html"):
        read = read_article(Article("hostile", text, "", markup=markup))
        assert not list(hostile.faults(read))


@pytest.mark.parametrize(
    "junk", ["\ud800", "\x00", "\u200b", "\u202e", "\u0301", "😀", "\r", "\x85"]
)
def test_odd_characters_do_not_move_a_quote(junk: str, nlp: Language) -> None:
    text = junk + PROSE + f"Lind said{junk} the ferry would stop.\n\n" + junk + PROSE
    read = read_article(Article("a", text, ""))
    assert read.failure is None
    direct = [quote.span.of(text) for quote in read.quotes if quote.kind == "direct"]
    assert direct == ["We will not sell the pier"] * 2


def test_a_subject_is_looked_for_under_a_preposition_that_heads_the_text(nlp: Language) -> None:
    """The head of a root is the root itself, but spaCy makes a new object of it each time."""
    text = "through a “loose use of numbers,” and concluded his claims were “Mostly False.”"
    assert read_article(Article("a", text, "")).failure is None


def test_a_mention_does_not_end_in_a_space(nlp: Language) -> None:
    text = "Piers\n\nThe pier is shut, according to the Roper " + "”" * 60 + "\n\nCenter."
    read = read_article(Article("a", text, ""))
    mentions = [quote.mention.of(text) for quote in read.quotes if quote.mention]
    assert mentions
    assert all(mention == mention.strip() for mention in mentions)


@pytest.mark.parametrize("name", ["ever new names", "one quote", "ever new acronyms"])
def test_time_grows_with_length(name: str, nlp: Language) -> None:
    def seconds(size: int) -> float:
        begun = time.process_time()
        read_article(Article("a", hostile.SHAPES[name](size), ""))
        return time.process_time() - begun

    seconds(500)
    short = min(seconds(4000), seconds(4000))
    assert seconds(16_000) < 8 * short  # linear is 4, quadratic 16


def test_a_fault_is_seen() -> None:
    read = hostile.read_article(Article("a", PROSE, ""))
    late = Article("a", PROSE[:10], "")
    broken = type(read)(late, read.quotes, (), failure="boom")
    found = " ".join(hostile.faults(broken))
    assert "boom" in found
    assert "model text" in found
    assert "of 10" in found
