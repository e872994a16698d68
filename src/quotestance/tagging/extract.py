"""Find the quote spans of an article with a trained tagger instead of a parse."""

from __future__ import annotations

from quotestance.quotes.found import Found, numbered, placed, spoken, within
from quotestance.quotes.transcript import find_turns
from quotestance.records import Article, Diagnostic, Quote
from quotestance.tagging.links import link
from quotestance.tagging.spans import find_content
from quotestance.tagging.stretches import find_stretches
from quotestance.tagging.tagged import TaggedArticle


def tag_quotes(article: Article, read: TaggedArticle) -> tuple[list[Quote], list[Diagnostic]]:
    """All quote spans of an article in text order, and what could not be read.

    The contract is that of ``quotes.extract.extract_quotes``: offsets count code points of
    ``article.text``, spans of one quote share ``quote_id``, the actor is left to attribution.
    """
    clean, reading = read.clean, read.reading
    text = clean.text
    tagged = find_stretches(text, read.pieces, read.answers.probabilities)
    turns = find_turns(text)
    contents = [one for one in find_content(reading, tagged) if not within(one.span, turns)]
    found = [
        Found(one.content.span, one.content.kind, one.cue, one.source, one.joins)
        for one in link(reading, tagged, contents)
    ]
    found = sorted([*found, *spoken(text, turns)], key=lambda one: one.span)
    return numbered(article, clean, found), placed(clean, reading.lost)
