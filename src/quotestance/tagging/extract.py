"""Find the quote spans of an article with a trained tagger instead of a parse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from quotestance.models.tagger import TaggerModel
from quotestance.quotes.clean import CleanText
from quotestance.quotes.sentences import split_sentences, trim_content
from quotestance.quotes.transcript import Turn, find_turns
from quotestance.records import Article, Diagnostic, Quote, Span
from quotestance.tagging.links import Linked, link
from quotestance.tagging.reading import read_text
from quotestance.tagging.spans import Content, find_content
from quotestance.tagging.stretches import find_stretches


def tag_quotes(
    article: Article, clean: CleanText, model: TaggerModel
) -> tuple[list[Quote], list[Diagnostic]]:
    """All quote spans of an article in text order, and what could not be read.

    The contract is that of ``quotes.extract.extract_quotes``: offsets count code points of
    ``article.text``, spans of one quote share ``quote_id``, the actor is left to attribution.
    """
    text = clean.text
    reading = read_text(text)
    pieces = reading.pieces(model.tokenizer)
    tagged = find_stretches(text, pieces, model.probabilities(pieces))
    turns = find_turns(text)
    contents = [one for one in find_content(reading, tagged) if not _within(one.span, turns)]
    linked = [*link(reading, tagged, contents), *_spoken(text, turns)]
    linked.sort(key=lambda one: one.content.span)
    diagnostics = [
        replace(one, start=clean.to_source(one.start, one.start + 1).start)
        for one in reading.lost
        if one.start is not None
    ]
    return _numbered(article, clean, linked), diagnostics


def _spoken(text: str, turns: Sequence[Turn]) -> list[Linked]:
    """One direct span a sentence of the turns of an interview, which has no marks to tag by."""
    return [
        Linked(Content(span, "direct"), None, turn.label, turn.carries_on or at > 0)
        for turn in turns
        for at, sentence in enumerate(split_sentences(text, turn.span))
        if len(span := trim_content(text, sentence))
    ]


def _within(span: Span, turns: Sequence[Turn]) -> bool:
    """Whether ``span`` lies in one of the ``turns``, which are in text order."""
    at = bisect_right(turns, span.start, key=lambda turn: turn.span.start) - 1
    return at >= 0 and turns[at].span.overlap(span) > 0


def _numbered(article: Article, clean: CleanText, linked: Sequence[Linked]) -> list[Quote]:
    """Records with ids and source offsets."""
    quotes: list[Quote] = []
    quote_number = 0

    def source(span: Span | None) -> Span | None:
        return clean.to_source(span.start, span.end) if span is not None else None

    for number, one in enumerate(linked, start=1):
        if not one.joins or not quotes:
            quote_number += 1
        quotes.append(
            Quote(
                article_id=article.id,
                quote_id=f"{article.id}:q{quote_number}",
                span_id=f"{article.id}:{number}",
                span=clean.to_source(one.content.span.start, one.content.span.end),
                kind=one.content.kind,
                cue=source(one.cue),
                mention=source(one.source),
            )
        )
    return quotes
